"""Files that invite a wrong reading: what looks like the form and means something else is stopped or read right."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from dirt import _named, _sums, _total
from paper import Cell, Paper, facts, paper
from test_dirty_files import read, same_values

DISTRICTS = {"20044": "Huyện A Lưới", "20080": "Huyện A Lưới", "20002": "Thành phố Huế", "19753": "Thành phố Huế"}


def errors(of: Paper) -> list[tuple[str, str]]:
    return [(each.rule, each.place.cell) for each in read(of).findings if each.severity == "error"]


def communes(*codes: str) -> Paper:
    """The form of outreach with these communes only, in this order."""
    of = paper("outreach")
    order = [of.clean["area"].tolist().index(code) for code in codes]
    of.clean = of.clean.iloc[order].reset_index(drop=True)
    of.rows, of.data = [of.rows[at] for at in order], list(range(len(order)))
    return of


def with_column_first(of: Paper, header: str, cells: Sequence[Cell]) -> Paper:
    of.header = [[header, *of.header[0]]]
    of.rows = [[cell, *row] for cell, row in zip(cells, of.rows, strict=True)]
    of.columns = {name: index + 1 for name, index in of.columns.items()}
    return of


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    "line",
    ["Đơn vị tính: nghìn người", "ĐVT: 1.000 người", "Đơn vị: nghìn người", "(Nghìn người)", "ĐVT: người x 1000"],
)
def test_a_table_that_counts_in_thousands_is_not_read_as_counts(line: str) -> None:
    of = paper("vocational")
    of.above[4] = [None, None, None, line]
    assert errors(of) == [("sheet.unit", "D5")]
    assert read(of).table is None


@pytest.mark.parametrize(
    "line",
    ["Đơn vị tính: người", "Đơn vị tính: phần nghìn (‰)", "ĐVT: %", "Đơn vị báo cáo: Trường Trung cấp Bà Triệu"],
)
def test_other_lines_about_units_say_nothing_of_the_figures(line: str) -> None:
    of = paper("vocational")
    of.above[4] = [line]
    assert errors(of) == []


@pytest.mark.parametrize("labelled", [True, False])
def test_a_title_of_another_year_is_not_this_years_form(labelled: bool) -> None:
    of = paper("vocational")
    if not labelled:
        of.above[1:3] = [[], []]
    of.above[4] = ["KẾT QUẢ TUYỂN SINH NĂM 2023"]
    assert errors(of) == [("sheet.year", "A5")]
    assert [each.found for each in read(of).findings if each.severity == "error"] == ['"năm 2023"']


@pytest.mark.parametrize(
    "line",
    [
        "Số liệu năm 2024 so với năm 2023",
        "Năm học 2023 - 2024",
        "Huế, ngày 20 tháng 11 năm 2023",
        "(Kèm theo Quyết định số 99/QĐ-UBND năm 2021)",
        "Kế hoạch giai đoạn 2021-2025",
    ],
)
def test_a_year_in_a_date_an_act_or_beside_the_years_own_is_no_title(line: str) -> None:
    of = paper("vocational")
    of.above[4] = [line]
    assert errors(of) == []


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    "header", ["Tuyển mới / nam", "Tuyển mới / 2023", "Tuyển mới (nữ)", "Tuyển mới (nghìn người)"]
)
def test_what_narrows_a_header_is_no_translation_of_it(header: str) -> None:
    of = paper("vocational")
    of.header[0][of.columns["enrolled"]] = header
    assert "column.missing" in dict(errors(of))


def test_the_templates_header_beside_another_name_of_the_column_is_not_preferred() -> None:
    of = paper("vocational")
    of.header[0].append("Số tuyển mới")
    assert errors(of) == [("column.duplicated", f"G{of.top}")]
    [finding] = [each for each in read(of).findings if each.severity == "error"]
    assert finding.found == '"Số tuyển mới"'


def test_columns_under_the_heading_of_another_year_are_not_of_this_year() -> None:
    of = paper("vocational")
    of.header = [[*of.header[0][:4], "Năm 2023", None], [None] * 4 + ["Tuyển mới", "Trong đó: nữ"]]
    assert errors(of) == [("sheet.year", "E7"), ("sheet.year", "F7")]


@pytest.mark.parametrize("upper", ["Kế hoạch", "KẾ HOẠCH NĂM 2024", "Luỹ kế", "Nam"])
def test_columns_under_a_heading_that_narrows_them_are_not_the_forms(upper: str) -> None:
    of = paper("vocational")
    of.header = [[*of.header[0][:4], upper, None], [None] * 4 + ["Tuyển mới", "Trong đó: nữ"]]
    assert "column.missing" in dict(errors(of))


def test_columns_under_the_heading_of_this_year_are_read() -> None:
    of = paper("vocational")
    of.header = [[*of.header[0][:4], "Năm 2024", None], [None] * 4 + ["Tuyển mới", "Trong đó: nữ"]]
    reading = read(of)
    assert errors(of) == [] and reading.table is not None
    same_values(reading.table, of)


def test_numbers_of_columns_may_say_what_they_add_up() -> None:
    of = paper("vocational")
    of.header.append(["A", "B", "C", "D", "(1)", "(2) = (1) - (3)"])
    assert read(of).findings == ()


@pytest.mark.parametrize(("label", "expected"), [("2023", [("sheet.year", "A3")]), ("2024", [])])
def test_label_and_year_may_stand_in_one_cell(label: str, expected: list[tuple[str, str]]) -> None:
    of = paper("outreach")
    of.above[1:3] = [["Biểu số: LĐ-05"], [f"Năm báo cáo: {label}"]]
    assert errors(of) == expected


# ---------------------------------------------------------------- rows


def test_the_district_in_the_first_column_makes_no_total_of_a_row() -> None:
    of = communes("20044", "20080", "20002", "19753")
    of = with_column_first(of, "Huyện", [DISTRICTS[str(code)] for code in of.clean["area"]])
    _named(of)
    reading = read(of)
    assert errors(of) == [] and reading.table is not None
    same_values(reading.table, of)


def test_a_district_all_of_whose_communes_have_no_cases_loses_none() -> None:
    of = communes("20044", "20080")
    for name in ("events", "attendances", "reached"):
        of.clean[name] = pd.array([0, 0], dtype="Int64")
        for at in range(2):
            of.put(name, at, 0)
    with_column_first(of, "Huyện", ["Huyện A Lưới"] * 2)
    reading = read(of)
    assert errors(of) == [] and reading.table is not None
    same_values(reading.table, of)


def test_below_the_totals_of_a_district_no_row_is_of_the_district_above() -> None:
    of = communes("20044", "20002", "19753")
    of.put("area", 1, "Xã Hương Phong")  # of Huế, 20002; A Lưới has another, 20080
    of.insert(1, _total(of, "Thành phố Huế", _sums(of, 1, 3)))
    of.insert(0, ["Huyện A Lưới", "-", "-", "-"])
    assert errors(of) == [("area.unsure", f"A{of.top + 4}")]


def test_the_province_may_stand_over_names_of_communes() -> None:
    of = communes("20044", "19753")
    _named(of)
    of.insert(0, ["Tỉnh Thừa Thiên Huế", None, None, None])
    reading = read(of)
    assert errors(of) == [] and reading.table is not None
    same_values(reading.table, of)


def test_a_heading_with_a_number_is_told_by_its_name() -> None:
    of = communes("20044", "19753")
    of.insert(1, ["II", "Thành phố Huế", None, None])
    assert [(each.rule, each.found) for each in read(of).findings] == [("row.section", '"Thành phố Huế"')]


def test_names_right_below_a_signature_are_no_data() -> None:
    of = communes("20044", "19753")
    of.below = [["Người lập biểu", "Giám đốc"], ["Nguyễn Thị A", "Trần Văn B"]]
    assert [(each.rule, each.count) for each in read(of).findings] == [("row.note", 2)]


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(("proof", "cell"), [("1,500", "1.000"), ("1.500", "5,000"), ("1,500", "-2.000")])
def test_a_thousand_never_becomes_one_by_what_other_cells_prove(proof: str, cell: str) -> None:
    of = communes("20044", "19753")
    of.put("attendances", 0, proof)
    of.put("attendances", 1, cell)
    assert errors(of) == [("cell.number_ambiguous", f"C{of.top + 2}")]


@pytest.mark.parametrize("cell", ["2024 100", "0 500", "1 20"])
def test_spaces_that_are_not_between_thousands_join_no_number(cell: str) -> None:
    of = communes("20044", "19753")
    of.put("attendances", 0, cell)
    assert errors(of) == [("cell.type", f"C{of.top + 1}")]


def test_plain_decimals_above_settle_what_a_semicolon_would_decide_otherwise() -> None:
    of = paper("time_use")
    of.delimiter = ";"
    rows = [[f"R{number}", *of.rows[0][1:3], f"{number % 90 + 1}.5", *of.rows[0][4:]] for number in range(30_000)]
    of.rows, of.data = rows, list(range(len(rows)))
    of.put("weight", -1, "1.234")
    table = read(of).table
    assert table is not None and table.frame["weight"].iloc[-1] == 1.234


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize("label", ["I", "1", 1, "Quý 1", "quý I"])
def test_a_quarter_in_every_usual_spelling(label: Cell) -> None:
    of = paper("news", 2024, slice(0, 3))
    of.put("quarter", 0, label)
    table = read(of).table
    assert table is not None and table.frame["quarter"].tolist() == of.clean["quarter"].tolist()
    assert facts(2024).forms["news"].column("quarter").type == "code"


@pytest.mark.parametrize("label", ["Cộng toàn tỉnh", "Tổng số toàn tỉnh"])
def test_a_total_of_the_whole_province_is_no_row_of_data(label: str) -> None:
    of = paper("outreach")
    of.below = [_total(of, label, _sums(of))]
    reading = read(of)
    assert [each.rule for each in reading.findings] == ["row.total"] and reading.table is not None
    same_values(reading.table, of)


@pytest.mark.parametrize("text", ["1984", "1984 - Xã Không Có", "1984 Xã Không Có"])
def test_a_code_of_no_unit_stays_for_the_gate_to_tell(text: str) -> None:
    of = communes("20044", "19753")
    of.rows[0][of.columns["area"]] = text
    reading = read(of)
    assert [each for each in reading.findings if each.rule.startswith("area.")] == [] and reading.table is not None
    assert reading.table.frame["area"].tolist() == ["1984", "19753"]


def test_a_code_of_no_unit_beside_the_name_of_one_is_told_with_that_unit() -> None:
    of = communes("20044", "19753")
    of.rows[0][of.columns["area"]] = "1984 - Xã Hồng Bắc"
    [finding] = [each for each in read(of).findings if each.severity == "error"]
    assert finding.rule == "area.name_differs" and "20065" in finding.expected.vi and "1984 - " in finding.found


def test_a_cell_that_could_not_be_read_is_not_said_to_be_brought_into_shape() -> None:
    of = paper("vocational")
    of.rows[0][of.columns["enrolled"]] = "16\u00a09x"
    assert [each.rule for each in read(of).findings] == ["cell.type"]
