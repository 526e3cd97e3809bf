"""One literal fault per test: which rule speaks, at which cell, how severely, and what remains of the table."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from gender_indicators.files import package
from gender_indicators.findings.faults import HIDDEN
from gender_indicators.findings.finding import Finding
from gender_indicators.intake import reader
from gender_indicators.intake.cells import Habits, parse_cell, parse_plain
from gender_indicators.intake.reader import Reading
from gender_indicators.plan.forms import Column, Form, load_forms
from reading import read_form
from spreadsheets import compound

FORMS = load_forms(Path(__file__).parents[1] / "params" / "forms.yaml")
DEATHS, BIRTHS, SCHOOLS = (FORMS[code] for code in ("maternal_deaths", "births", "schools"))
PUPILS = FORMS["ethnic_pupils"].model_copy(update={"sensitive": False})  # so that findings show what was found
LABOUR = FORMS["labour_force"]
AGENCY = "so-gui"
PUPIL_ROWS: list[list[object]] = [
    ["20044", "Tiểu học", "Nam", 100, 98],
    ["20044", "Tiểu học", "Nữ", 95, 90],
    ["20047", "Trung học cơ sở", "Nam", 60, 51],
]
DEATH_ROWS: list[list[object]] = [
    ["TD-01", "19804", dt.date(2024, 3, 31), "Trực tiếp", 0],
    ["TD-02", "20023", dt.date(2024, 12, 1), "Gián tiếp", 41],
]
SCHOOL_ROWS: list[list[object]] = [["T1", "Trường Vĩ Dạ", "19804", "Sư phạm", "Có", "Không"]]
BIRTH_LINES = ["HS1,19804,2024-02-29,Nữ,27", "HS2,19804,2024-03-01,Nam,31"]
VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíòóỏõọùúủụỳýằắẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]")

Change = Callable[[Worksheet], None]


def workbook(form: Form, rows: Sequence[Sequence[object]], change: Change = lambda sheet: None) -> bytes:
    """The bytes of a filled template, changed by the fault under test."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = form.sheet or ""
    for row in ([form.title.vi], ["Biểu số:", form.number], ["Năm báo cáo:", 2024], ["Cơ quan báo cáo:", "Sở"]):
        sheet.append(row)
    sheet.append(["Kỳ số liệu:", form.period.vi])
    for index, column in enumerate(form.columns, 1):
        sheet.cell(7, index, column.header)
    for number, values in enumerate(rows, 8):
        for index, value in enumerate(values, 1):
            sheet.cell(number, index, value)
    change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_text(form: Form, rows: Sequence[str]) -> str:
    return "\n".join([",".join(column.header for column in form.columns), *rows, ""])


def read(folder: Path, form: Form, data: bytes | str) -> Reading:
    path = folder / AGENCY / form.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_form(form, folder, AGENCY, 2024)


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """Rule, cell and severity of each finding, after checking what every finding owes its reader."""
    for finding in reading.findings:
        assert finding.agency == AGENCY
        assert AGENCY in finding.action.vi and AGENCY in finding.action.en
        assert VIETNAMESE.search(finding.action.vi)
        assert finding.expected.vi and finding.expected.en
        assert "{" not in "".join((*astuple(finding.expected), *astuple(finding.action)))
        assert finding.place.file.startswith(f"{AGENCY}/")
    return [(finding.rule, finding.place.cell, finding.severity) for finding in reading.findings]


def set_cell(cell: str, value: object) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value
        if isinstance(value, int):  # the cell may have held a date, whose format stays
            sheet[cell].number_format = "General"

    return change


# ---------------------------------------------------------------- the file


def test_missing_file_names_the_file_and_what_lies_there_instead(tmp_path: Path) -> None:
    (tmp_path / AGENCY).mkdir()
    (tmp_path / AGENCY / "tu-vong-me (1).xlsx").write_bytes(b"PK")
    reading = read_form(DEATHS, tmp_path, AGENCY, 2024)
    assert told(reading) == [("file.missing", "", "error")]
    assert reading.table is None
    assert 'Có phải ý là "tu-vong-me (1).xlsx"?' in reading.findings[0].expected.vi


def _zip(names: Sequence[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def _locked() -> bytes:
    """A package whose entries are marked as locked with a password."""
    data = bytearray(workbook(DEATHS, DEATH_ROWS))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "file.empty"),
        (_zip(["word/document.xml"]), "file.not_a_workbook"),
        (compound({"WordDocument": b"x" * 5000}), "file.not_a_workbook"),
        (compound({"Workbook": b"x" * 5000})[:1000], "file.damaged"),
        (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 5000}), "file.encrypted"),
        (_locked(), "file.encrypted"),
        (workbook(DEATHS, DEATH_ROWS)[:2000], "file.damaged"),
        (_zip(["xl/workbook.xml"]), "file.not_a_workbook"),
    ],
    ids=["empty", "word", "old word", "cut off xls", "password", "zip password", "cut off", "no parts"],
)
def test_a_file_that_is_no_workbook(tmp_path: Path, data: bytes, rule: str) -> None:
    reading = read(tmp_path, DEATHS, data)
    assert told(reading) == [(rule, "", "error")]
    assert reading.table is None


def test_a_package_that_would_unpack_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(workbook(DEATHS, DEATH_ROWS))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as part:
        for _ in range(package.MAX_UNPACKED_MB + 1):
            part.write(bytes(1_000_000))
    reading = read(tmp_path, DEATHS, buffer.getvalue())
    assert told(reading) == [("file.too_large", "", "error")]
    assert reading.table is None


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_FILE_MB", 0)
    assert told(read(tmp_path, BIRTHS, b"x" * 1_000_000)) == [("file.too_large", "", "error")]


def _rewritten(form: Form, rows: Sequence[Sequence[object]], old: str, new: str) -> bytes:
    """A workbook with one literal replacement in its sheet's XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook(form, rows)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            content = source.read(name).decode()
            if name.endswith("sheet1.xml"):
                assert content.count(old) == 1
                content = content.replace(old, new)
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("</sheetData>", "", "file.damaged"),
        ("<worksheet ", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet ', "file.doctype"),
        ('r="E10"', 'r="E99999999"', "file.damaged"),
        ('<c r="E10"', '<c r="XFD10"', ""),
        ('<c r="E10"', '<c r="XFD1048576"', "sheet.too_large"),
        ("<v>51</v>", "<v>năm mốt</v>", "file.damaged"),
    ],
    ids=["not closed", "entity", "no such row", "far column", "far corner", "no number"],
)
def test_a_sheet_whose_xml_is_wrong(tmp_path: Path, old: str, new: str, rule: str) -> None:
    reading = read(tmp_path, PUPILS, _rewritten(PUPILS, PUPIL_ROWS, old, new))
    if rule:
        assert told(reading) == [(rule, "", "error")]
        assert reading.table is None
    else:  # an unused column with data: told, and the form's own cell is missing
        assert told(reading) == [("column.unknown", "XFD7", "warning"), ("cell.required", "E10", "error")]


# ---------------------------------------------------------------- sheet, identity, header


def test_a_sheet_of_another_name_is_known_by_its_columns(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.title = "Sheet1"
        sheet.parent.create_sheet("Ghi chú")["A1"] = "Sở gửi sau"

    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, change))
    assert told(reading) == [("sheet.other_name", "", "warning"), ("sheet.unused", "", "warning")]
    assert reading.table is not None
    assert str(reading.table.place(8, "area")).endswith('trang "Sheet1", ô A8')


def test_wrong_sheet_says_which_sheets_exist(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.title = "Sheet1"
        sheet.delete_rows(7)
        sheet.parent.create_sheet("Ghi chú")["A1"] = "Sở gửi sau"

    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, change))
    assert told(reading) == [("sheet.missing", "", "error")]
    assert reading.findings[0].found == '"Sheet1", "Ghi chú"'
    assert "Hoàn thành cấp học" in reading.findings[0].expected.vi
    assert reading.table is None


def test_hidden_sheet_with_data_is_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        other = sheet.parent.create_sheet("Nháp")
        other.sheet_state = "veryHidden"
        other["A1"] = 7
        sheet.parent.create_sheet("Trống").sheet_state = "hidden"

    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, change))
    assert told(reading) == [("sheet.hidden", "", "warning")]
    assert reading.findings[0].place.sheet == "Nháp"
    assert reading.table is not None


@pytest.mark.parametrize(
    ("form", "cell", "value", "rule", "found"),
    [
        (PUPILS, "B3", 2023, "sheet.year", "2023"),
        (PUPILS, "B3", "năm 2024", "sheet.year", '"năm 2024"'),
        (PUPILS, "B3", None, "sheet.year", "ô trống"),
        (PUPILS, "B2", "YT-02", "sheet.form", '"YT-02"'),
        (PUPILS, "B2", None, "sheet.form", "ô trống"),
        (DEATHS, "B3", "Nguyễn Thị A", "sheet.year", HIDDEN),
        (DEATHS, "B2", "Nguyễn Thị A", "sheet.form", HIDDEN),
        (DEATHS, "B2", "GD-02", "sheet.form", '"GD-02"'),
    ],
)
def test_another_year_or_another_form(
    tmp_path: Path, form: Form, cell: str, value: object, rule: str, found: str
) -> None:
    rows = PUPIL_ROWS if form is PUPILS else DEATH_ROWS
    reading = read(tmp_path, form, workbook(form, rows, set_cell(cell, value)))
    assert told(reading) == [(rule, cell, "error")]
    assert reading.findings[0].found == found
    assert reading.table is None


def test_header_row_that_moved_is_found_when_complete(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, lambda sheet: sheet.insert_rows(1, 3)))
    assert told(reading) == [("header.moved", "A10", "warning")]
    assert reading.table is not None
    assert list(reading.table.frame.index) == [11, 12, 13]
    assert reading.table.place(12, "cohort").cell == "D12"


def test_header_row_that_is_gone(tmp_path: Path) -> None:
    reading = read(tmp_path, DEATHS, workbook(DEATHS, DEATH_ROWS, lambda sheet: sheet.delete_rows(7)))
    assert told(reading) == [("header.missing", "", "error")]
    assert reading.table is None
    assert "Nguyên nhân" in reading.findings[0].expected.vi
    assert not _leaks(reading, ["TD-01", "TD-02"])


def test_renamed_column_asks_what_was_meant(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, set_cell("E7", "Số trẻ đã hoàn thành")))
    assert told(reading) == [("column.missing", "E7", "error"), ("column.unknown", "E7", "warning")]
    assert 'Có phải ý là "Số trẻ đã hoàn thành"?' in reading.findings[0].expected.vi
    assert reading.table is None


def test_missing_column_lists_those_present_and_the_cells_are_still_checked(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.delete_cols(3)
        sheet["C9"] = "nhiều"

    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, change))
    assert told(reading) == [("column.missing", "A7", "error"), ("cell.type", "C9", "error")]
    assert "Mã xã, Cấp học, Số trẻ trong độ tuổi" in reading.findings[0].expected.vi
    assert reading.table is None


def test_extra_columns_are_told_and_not_used(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["F7"] = "Ghi chú"
        sheet["G9"] = "lạc"

    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, change))
    assert told(reading) == [("column.unknown", "F7", "warning"), ("column.unknown", "G7", "warning")]
    assert reading.table is not None
    assert list(reading.table.frame.columns) == ["area", "stage", "sex", "cohort", "completed"]


def test_repeated_header(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, set_cell("F7", "Giới tính")))
    assert told(reading) == [("column.duplicated", "F7", "error")]
    assert "C7" in reading.findings[0].expected.vi
    assert reading.table is None


# ---------------------------------------------------------------- cells of a workbook


@pytest.mark.parametrize(
    ("cell", "value", "rule", "found"),
    [
        ("D9", "chín mươi", "cell.type", '"chín mươi"'),
        ("D9", "106,41", "cell.type", '"106,41"'),
        ("D9", 12.5, "cell.type", "12.5"),
        ("D9", True, "cell.type", "True"),
        ("D9", 1e300, "cell.type", "1e+300"),
        ("D9", dt.date(2024, 1, 2), "cell.type", "2024-01-02"),
        ("D9", "-", "cell.type", '"-"'),
        ("D9", None, "cell.required", "ô trống"),
        ("D9", "=SUM(D8:D8)", "cell.formula_empty", "công thức chưa có kết quả"),
        ("D9", "#REF!", "cell.error_value", "#REF!"),
        ("C9", "Nƣ", "cell.code", '"Nƣ"'),
        ("B9", "Tiểu hoc", "cell.code", '"Tiểu hoc"'),
        ("C9", 1, "cell.code", "1"),
        ("A9", dt.date(2024, 1, 2), "cell.type", "2024-01-02"),
        ("A9", "\u00a0", "cell.required", '"[U+00A0]"'),
    ],
)
def test_a_cell_that_cannot_be_used_is_missing_in_the_table(
    tmp_path: Path, cell: str, value: object, rule: str, found: str
) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, set_cell(cell, value)))
    assert told(reading) == [(rule, cell, "error")]
    assert reading.findings[0].found == found
    assert reading.table is not None
    column = ["area", "stage", "sex", "cohort", "completed"]["ABCDE".index(cell[0])]
    assert reading.table.frame[column].isna().tolist() == [False, True, False]
    assert int(reading.table.frame.isna().sum().sum()) == 1


def test_wrong_code_suggests_and_lists(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, set_cell("B9", "Tiểu hoc")))
    assert reading.findings[0].expected.vi == 'một trong: Tiểu học, Trung học cơ sở. Có phải ý là "Tiểu học"?'


@pytest.mark.parametrize(
    ("cell", "value", "rule", "column", "expected"),
    [
        ("D9", "95", "cell.number_as_text", "cohort", 95),
        ("D9", "1.095", "cell.number_as_text", "cohort", 1095),
        ("A9", 20044, "cell.text_from_number", "area", "20044"),
        ("C9", " Nữ\u00a0", "text.normalised", "sex", "female"),
        ("C9", unicodedata.normalize("NFD", "Nữ"), "text.normalised", "sex", "female"),
        ("B9", "Tiểu  học", "text.normalised", "stage", "primary"),
        ("B9", "Tiểu\u200b học", "text.normalised", "stage", "primary"),
    ],
)
def test_a_cell_that_is_understood_is_used_with_a_warning(
    tmp_path: Path, cell: str, value: object, rule: str, column: str, expected: object
) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, set_cell(cell, value)))
    assert told(reading) == [(rule, cell, "warning")]
    assert reading.table is not None
    assert reading.table.frame.loc[9, column] == expected


def test_negative_numbers_and_whole_floats_are_left_to_the_gate(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, [["20044", "Tiểu học", "Nam", -1, 12.0]]))
    assert reading.findings == ()
    assert reading.table is not None
    assert reading.table.frame[["cohort", "completed"]].to_numpy().tolist() == [[-1, 12]]


def test_formula_with_a_saved_result_is_used_with_a_warning(tmp_path: Path) -> None:
    data = _rewritten(PUPILS, PUPIL_ROWS, "<v>51</v>", "<f>17*3</f><v>51</v>")
    reading = read(tmp_path, PUPILS, data)
    assert told(reading) == [("cell.formula", "E10", "warning")]
    assert reading.findings[0].found == "công thức, kết quả 51"
    assert reading.table is not None
    assert reading.table.frame.loc[10, "completed"] == 51


def test_merged_cells_over_data(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("A8:A9")

    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, change))
    assert told(reading) == [("cell.merged", "A8", "error")]
    assert reading.findings[0].found == "A8:A9"
    assert reading.table is not None
    assert reading.table.frame["area"].isna().tolist() == [True, True, False]


@pytest.mark.parametrize(("number", "ways"), [("1.234", "1.234 hoặc 1,234"), ("106,410", "106,41 hoặc 106.410")])
def test_a_number_as_text_that_reads_in_two_ways_is_refused(tmp_path: Path, number: str, ways: str) -> None:
    form = FORMS["population_series"]
    row: list[object] = [2024, 1000, 500, 500, 400, 600, 100.0, number, 15.0, 6.0]
    reading = read(tmp_path, form, workbook(form, [row]))
    assert told(reading) == [("cell.number_ambiguous", "H8", "error")]
    assert reading.findings[0].expected.vi == f"số chỉ có một cách đọc; ô này có thể là {ways}"


def test_a_number_as_text_with_decimal_comma_is_used_with_a_warning(tmp_path: Path) -> None:
    form = FORMS["population_series"]
    reading = read(tmp_path, form, workbook(form, [[2024, 1000, 500, 500, 400, 600, 100.0, "9,5", 15.0, 6.0]]))
    assert told(reading) == [("cell.number_as_text", "H8", "warning")]
    assert reading.table is not None
    assert reading.table.frame.loc[8, "natural_increase"] == 9.5


@pytest.mark.parametrize("answer", ["x", "co", "1", "Yes", "Không có"])
def test_yes_and_no_have_one_spelling(tmp_path: Path, answer: str) -> None:
    reading = read(tmp_path, SCHOOLS, workbook(SCHOOLS, SCHOOL_ROWS, set_cell("E8", answer)))
    assert told(reading) == [("cell.yes_no", "E8", "error")]
    assert reading.findings[0].found == f'"{answer}"'


def test_yes_and_no_in_any_case_and_blank_where_not_required(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["T1", "A", "19804", "Sư phạm", "CÓ", "không"],
        ["T2", "B", "19804", "Mầm non", "Có", None],
    ]
    reading = read(tmp_path, SCHOOLS, workbook(SCHOOLS, rows))
    assert reading.findings == ()
    assert reading.table is not None
    assert reading.table.frame["has_content"].tolist() == [True, True]
    assert reading.table.frame["official"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("value", "rule", "severity"),
    [
        ("31/03/2024", "cell.date_as_text", "warning"),
        ("2024-03-31", "cell.date_as_text", "warning"),
        ("31/02/2024", "cell.date", "error"),
        ("03/31/2024", "cell.date_order", "error"),
        ("ngày 31 tháng 3 năm 2024", "cell.date_as_text", "warning"),
        ("31.3.24", "cell.date", "error"),
        (45382, "cell.date_serial", "warning"),
        (453820, "cell.date", "error"),
        (dt.datetime(2024, 3, 31, 7, 30), "cell.date", "error"),
    ],
)
def test_dates_of_a_workbook(tmp_path: Path, value: object, rule: str, severity: str) -> None:
    reading = read(tmp_path, DEATHS, workbook(DEATHS, DEATH_ROWS, set_cell("C8", value)))
    assert told(reading) == [(rule, "C8", severity)]
    assert reading.findings[0].found == HIDDEN
    assert reading.table is not None
    day = reading.table.frame.loc[8, "died_on"]
    assert str(day) == ("2024-03-31 00:00:00" if severity == "warning" else "NaT")


def test_like_faults_of_one_column_are_folded_above_twenty(tmp_path: Path) -> None:
    twenty = [["20044", "Tiểu học", "Nam", "?", 1]] * 20
    assert len(read(tmp_path, PUPILS, workbook(PUPILS, twenty)).findings) == 20
    reading = read(tmp_path, PUPILS, workbook(PUPILS, [*twenty, ["20044", "Tiểu học", "Nữ", "?", 1]]))
    assert told(reading) == [("cell.type", "D8", "error")]
    assert reading.findings[0].count == 21


def test_cleaned_text_is_told_once_a_column_with_its_count(tmp_path: Path) -> None:
    rows = [["20044", "Tiểu học ", "Nam", 9, 9], ["20044", " Tiểu học", "Nữ", 9, 9]]
    reading = read(tmp_path, PUPILS, workbook(PUPILS, rows))
    assert told(reading) == [("text.normalised", "B8", "warning")]
    assert reading.findings[0].count == 2


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize("total", ["Tổng số", "CỘNG:", "Toàn tỉnh"])
def test_row_of_totals_is_checked_and_left_out(tmp_path: Path, total: str) -> None:
    cohort, completed = (sum(int(str(row[at])) for row in PUPIL_ROWS) for at in (3, 4))
    rows: list[list[object]] = [*PUPIL_ROWS, [total, None, None, cohort, completed]]
    reading = read(tmp_path, PUPILS, workbook(PUPILS, rows))
    assert told(reading) == [("row.total", "A11", "warning")]
    assert reading.table is not None
    assert list(reading.table.frame.index) == [8, 9, 10]
    rows[-1] = [total, None, None, cohort, completed + 1]
    reading = read(tmp_path, PUPILS, workbook(PUPILS, rows))
    assert told(reading) == [("row.total_wrong", "E11", "error")]
    assert reading.table is not None
    assert list(reading.table.frame.index) == [8, 9, 10]


def test_blank_rows_inside_are_skipped_and_at_the_end_ignored(tmp_path: Path) -> None:
    rows: list[list[object]] = [PUPIL_ROWS[0], [None] * 5, PUPIL_ROWS[1], [" "] * 5]
    reading = read(tmp_path, PUPILS, workbook(PUPILS, rows))
    assert told(reading) == [("row.blank", "A9", "warning")]
    assert reading.table is not None
    assert list(reading.table.frame.index) == [8, 10]


def test_signature_below_the_table(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, [*PUPIL_ROWS, [None, None, None, "NGƯỜI LẬP BIỂU"]]))
    assert told(reading) == [("row.note", "A11", "warning")]
    assert reading.table is not None
    assert len(reading.table.frame) == 3


def test_a_single_cell_that_may_be_lost_data_is_an_error(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, [*PUPIL_ROWS, ["20044"]]))
    assert told(reading) == [("row.stray", "A11", "error")]


def test_form_of_events_may_be_empty(tmp_path: Path) -> None:
    reading = read(tmp_path, DEATHS, workbook(DEATHS, []))
    assert told(reading) == []
    assert reading.table is not None
    assert reading.table.frame.empty
    assert str(reading.table.frame["died_on"].dtype) == "datetime64[s]"


def test_list_without_rows(tmp_path: Path) -> None:
    reading = read(tmp_path, PUPILS, workbook(PUPILS, []))
    assert told(reading) == [("row.none", "A7", "error")]


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    ("data", "rule", "cell"),
    [
        (csv_text(BIRTHS, BIRTH_LINES).encode("utf-16-le"), "file.encoding", ""),
        (b"M\xe3 h\xf4 s\xbd,x\n", "file.encoding", "dòng 1"),
        (csv_text(BIRTHS, BIRTH_LINES).encode() + b"HS3,19804,2024-03-01,N\xdb,31\n", "file.encoding", "dòng 4"),
        (csv_text(BIRTHS, ["HS1,19804,2024-02-29,N\0,27"]).encode(), "file.not_text", "dòng 2"),
        (csv_text(BIRTHS, ['"HS1,19804,2024-02-29,Nữ,27', *BIRTH_LINES]).encode(), "file.quotes", "dòng 2"),
        (csv_text(BIRTHS, [BIRTH_LINES[0], '"HS1"x,1,2,3,4']).encode(), "file.quotes", "dòng 3"),
        (b"\n".join(line.encode() for line in BIRTH_LINES), "header.missing", "dòng 1"),
    ],
    ids=["utf-16 unmarked", "cp1258", "later byte", "nul", "quote", "after quote", "no header"],
)
def test_a_csv_that_cannot_be_read(tmp_path: Path, data: bytes, rule: str, cell: str) -> None:
    reading = read(tmp_path, BIRTHS, data)
    assert told(reading) == [(rule, cell, "error")]
    assert reading.table is None


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_read_with_a_warning(tmp_path: Path, delimiter: str) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, BIRTH_LINES).replace(",", delimiter))
    assert told(reading) == [("file.delimiter", "dòng 1", "warning")]
    assert reading.table is not None
    assert reading.table.frame["mother_age"].tolist() == [27, 31]


def test_ragged_row_is_named_and_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, [BIRTH_LINES[0], "HS9,19804,2024-02-29,Nữ", BIRTH_LINES[1]]))
    assert told(reading) == [("row.ragged", "dòng 3", "error")]
    assert reading.findings[0].found == "4 giá trị"
    assert reading.table is not None
    assert list(reading.table.frame.index) == [2, 4]


@pytest.mark.parametrize(
    ("line", "rule", "cell"),
    [
        ("HS1,19804,02/29/2024,Nữ,27", "cell.date_order", "dòng 2, cột Ngày sinh"),
        ("HS1,19804,2024-02-30,Nữ,27", "cell.date", "dòng 2, cột Ngày sinh"),
        ("HS1,19804,2024-02-29,Gái,27", "cell.code", "dòng 2, cột Giới tính trẻ"),
        ("HS1,19804,2024-02-29,Nữ,27.5", "cell.type", "dòng 2, cột Tuổi mẹ"),
        ('HS1,19804,2024-02-29,Nữ,"27,5"', "cell.type", "dòng 2, cột Tuổi mẹ"),
        ("HS1,19804,2024-02-29,Nữ,1.000", "cell.number_ambiguous", "dòng 2, cột Tuổi mẹ"),
        ("HS1,19804,2024-02-29,Nữ,NaN", "cell.type", "dòng 2, cột Tuổi mẹ"),
        ("HS1,19804,2024-02-29,Nữ," + "9" * 30, "cell.type", "dòng 2, cột Tuổi mẹ"),
        ("HS1,,2024-02-29,Nữ,27", "cell.required", "dòng 2, cột Mã xã thường trú của mẹ"),
        ("HS1,2024-02-29,19804,Nữ,27", "cell.date", "dòng 2, cột Ngày sinh"),
    ],
)
def test_a_wrong_cell_of_a_csv(tmp_path: Path, line: str, rule: str, cell: str) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, [line, BIRTH_LINES[1]]))
    assert told(reading) == [(rule, cell, "error")]
    assert reading.findings[0].found in (HIDDEN, "ô trống")
    assert reading.table is not None
    assert int(reading.table.frame.isna().sum().sum()) == 1


def test_decimal_comma_in_a_csv_is_told(tmp_path: Path) -> None:
    form = FORMS["time_use"]
    reading = read(tmp_path, form, csv_text(form, ['R1,1,A,"123,45",Nữ,40,21.5']))
    assert told(reading) == [("cell.number_separators", "dòng 2, cột Quyền số", "warning")]
    assert reading.table is not None
    assert reading.table.frame["weight"].tolist() == [123.45]


def test_other_cells_of_the_column_settle_what_reads_in_two_ways(tmp_path: Path) -> None:
    form = FORMS["time_use"]

    def weights(*texts: str) -> tuple[list[tuple[str, str, str]], list[float | None]]:
        lines = [f'R{number},1,A,"{text}",Nữ,40,21.5' for number, text in enumerate(texts)]
        reading = read(tmp_path, form, csv_text(form, lines))
        assert reading.table is not None
        values = reading.table.frame["weight"]
        return told(reading), [
            None if missing else value for value, missing in zip(values, values.isna(), strict=True)
        ]

    assert weights("1.234", "98.765")[1] == [1.234, 98.765]  # a CSV with commas promises a decimal point
    assert weights("1.234", "98.765,5")[1] == [1234.0, 98765.5]
    found, values = weights("1.234", "98.765,5", "12.25")
    assert values == [None, 98765.5, 12.25]
    assert ("cell.number_ambiguous", "dòng 2, cột Quyền số", "error") in found


def test_blank_lines_of_a_csv(tmp_path: Path) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, [BIRTH_LINES[0], "", BIRTH_LINES[1], ",,,,", ""]))
    assert told(reading) == [("row.blank", "dòng 3", "warning")]
    assert reading.table is not None
    assert list(reading.table.frame.index) == [2, 4]


# ---------------------------------------------------------------- what must never be told


def _leaks(reading: Reading, secrets: Sequence[str]) -> list[str]:
    text = "\n".join(_everything(finding) for finding in reading.findings)
    return [secret for secret in secrets if secret in text]


def _everything(finding: Finding) -> str:
    parts = (finding.found, str(finding.place), *astuple(finding.expected), *astuple(finding.action))
    return "\n".join(str(part) for part in parts)


def test_no_finding_of_a_sensitive_workbook_tells_a_value(tmp_path: Path) -> None:
    secrets = ["BIMAT1", "BIMAT2", "BIMAT3", "BIMAT4", "BIMAT5", "77123", "45382", "31/02/2031", "8675309"]
    rows: list[list[object]] = [
        ["BIMAT1\u00a0", dt.date(2024, 1, 2), "31/02/2031", "Trực tiếp BIMAT2", "BIMAT3"],
        [77123, True, 45382, "BIMAT4", 8675309.5],
        ["BIMAT5", None, None, None, None],
        ["Tổng số", None, None, None, 8675309],
    ]
    reading = read(tmp_path, DEATHS, workbook(DEATHS, rows, set_cell("F7", "Họ tên BIMAT5")))
    assert len(reading.findings) >= 10
    assert _leaks(reading, secrets) == []
    assert {finding.found for finding in reading.findings} == {HIDDEN}


def test_no_finding_of_a_sensitive_workbook_tells_a_formula_result(tmp_path: Path) -> None:
    data = _rewritten(DEATHS, DEATH_ROWS, "<v>41</v>", "<f>8675309-1</f><v>8675308</v>")
    reading = read(tmp_path, DEATHS, data)
    assert told(reading) == [("cell.formula", "E9", "warning")]
    assert _leaks(reading, ["867530"]) == []


def test_no_finding_of_a_sensitive_csv_tells_a_value(tmp_path: Path) -> None:
    lines = ["BIMAT1 ,BIMAT2,BIMAT3,Nũ,BIMAT4", "BIMAT5,x", "BIMAT6,,,,", 'BIMAT7,19804,2024-02-31,"Nam ",777']
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, lines))
    assert len(reading.findings) >= 7
    assert _leaks(reading, ["BIMAT", "Nũ", "2024-02-31", "777"]) == []
    assert all("Có phải" not in finding.expected.vi for finding in reading.findings)


def test_serial_number_of_an_open_form_says_which_day_it_is(tmp_path: Path) -> None:
    form = DEATHS.model_copy(update={"sensitive": False})
    reading = read(tmp_path, form, workbook(form, DEATH_ROWS, set_cell("C8", 45382)))
    assert told(reading) == [("cell.date_serial", "C8", "warning")]
    assert reading.findings[0].found == "45382"
    assert reading.table is not None
    assert str(reading.table.frame.loc[8, "died_on"]) == "2024-03-31 00:00:00"


# ---------------------------------------------------------------- whatever arrives


VALID = workbook(PUPILS, PUPIL_ROWS)
VALID_CSV = csv_text(BIRTHS, BIRTH_LINES).encode()
changes = st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), min_size=1, max_size=5)
bounded = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@bounded
@given(changes=changes, cut=st.integers(0, 3))
def test_changed_bytes_of_a_workbook_never_raise(tmp_path: Path, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(VALID)
    for position, byte in changes:
        data[position] = byte
    reading = read(tmp_path, PUPILS, bytes(data[: len(data) // cut] if cut > 1 else data))
    assert reading.table is not None or any(finding.blocks for finding in reading.findings)


@bounded
@given(
    position=st.integers(0, 10_000),
    piece=st.sampled_from(["<f/>", "9" * 12, "", "-1", '"', "é", "1e999", "<", ' r="ZZ9"']),
)
def test_changed_xml_of_a_sheet_never_raises(tmp_path: Path, position: int, piece: str) -> None:
    source = zipfile.ZipFile(io.BytesIO(VALID))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            content = source.read(name).decode()
            if name.endswith("sheet1.xml"):
                at = position % len(content)
                content = content[:at] + piece + content[at + 3 :]
            archive.writestr(name, content)
    reading = read(tmp_path, PUPILS, buffer.getvalue())
    assert reading.table is not None or any(finding.blocks for finding in reading.findings)


@bounded
@given(position=st.integers(0, len(VALID_CSV) - 1), piece=st.binary(max_size=4))
def test_changed_bytes_of_a_csv_never_raise(tmp_path: Path, position: int, piece: bytes) -> None:
    reading = read(tmp_path, BIRTHS, VALID_CSV[:position] + piece + VALID_CSV[position + 1 :])
    assert reading.table is not None or any(finding.blocks for finding in reading.findings)


def test_an_endless_cell_of_a_csv_is_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, ["x" * 200_000 + ",1,2,3,4"]))
    assert told(reading) == [("cell.too_long", "dòng 2", "error")]


@pytest.mark.parametrize(
    ("cell", "value", "rules"),
    [
        ('="TS24-00001"', "TS24-00001", ["text.kept_sign"]),
        ("'0012", "0012", ["text.kept_sign"]),
        (" '0012", "0012", ["text.kept_sign"]),
        ('="19804"', "19804", ["text.kept_sign"]),
        ('=""', None, ["cell.required"]),
        ("'1.98E+11", None, ["cell.rounded_code"]),
        ("1.98E+11", None, ["cell.rounded_code"]),
        ("1,98e+11", None, ["cell.rounded_code"]),
        ("198E-11", "198E-11", []),
        ("A1.98E+11", "A1.98E+11", []),
        ("O'Brien", "O'Brien", []),
    ],
)
def test_a_text_that_excel_was_kept_from_or_not(cell: str, value: str | None, rules: list[str]) -> None:
    column = Column(name="record", header="Mã hồ sơ", type="text", required=True)
    outcome = parse_cell(column, cell, Habits(typed=False))
    assert (outcome.value, list(outcome.rules)) == (value, rules)
    plain = parse_plain(column, ["HS1", cell, "HS3"], Habits(typed=False))
    assert plain == (["HS1", value, "HS3"] if not rules else None)


def test_a_number_behind_an_apostrophe_is_one(tmp_path: Path) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, ["HS1,19804,'2024-02-29,Nữ,'27"]))
    assert sorted(rule for rule, _, _ in told(reading)) == ["text.kept_sign", "text.kept_sign"]
    assert reading.table is not None
    assert reading.table.frame["mother_age"].tolist() == [27]
    assert reading.table.frame["born_on"].dt.date.tolist() == [dt.date(2024, 2, 29)]


def test_numbers_that_read_in_two_ways_beside_semicolons_name_both(tmp_path: Path) -> None:
    form = FORMS["time_use"].model_copy(update={"sensitive": False})
    lines = [f"R{number},1,A,{weight},Nữ,40,21.5" for number, weight in enumerate(("173.880", "189.130"))]
    reading = read(tmp_path, form, csv_text(form, lines).replace(",", ";"))
    found = [finding for finding in reading.findings if finding.severity == "error"]
    assert [finding.rule for finding in found] == ["cell.number_ambiguous"] * 2
    assert "173.880 hoặc 173,88" in found[0].expected.vi
