"""Kinds of dirt seen in real spreadsheets, each put on a clean form: read all the same, or named by its cell.

A kind changes a :class:`Paper` and says on it what must be told: how many changes by rule (``expect``), or which
cell stops the reading (``block``).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gender_indicators.files.grid import column_letter
from older_encodings import windows_1258
from paper import Cell, Extra, Formula, Paper, Percent, as_workbook, facts, paper

Change = Callable[[Paper], None]


@dataclass(frozen=True)
class Dirt:
    """One kind: a name, the form it is put on, the change, and the group it is counted with."""

    name: str
    code: str
    year: int
    rows: slice
    change: Change
    group: str

    def paper(self) -> Paper:
        """The form with this dirt."""
        made = paper(self.code, self.year, self.rows)
        self.change(made)
        return made


DIRT: list[Dirt] = []
SMALL = slice(0, 40)


def dirt(group: str, code: str, year: int = 2024, rows: slice = slice(None)) -> Callable[[Change], Change]:
    def register(change: Change) -> Change:
        DIRT.append(Dirt(change.__name__, code, year, rows, change, group))
        return change

    return register


def _legacy(text: str, name: str) -> str:
    """Unicode text as a legacy font holds it; capitals with tone marks have no letter in TCVN3."""
    from viparse.normalize.encodings import CHARMAPS

    table = {new: old for old, new in CHARMAPS[name].pairs}
    letters = [table.get(letter, letter) for letter in text]
    assert all(ord(letter) < 0x180 for word in letters for letter in word), text
    return "".join(letters)


def _each(of: Paper, name: str, change: Callable[[Cell], Cell]) -> int:
    """Change the cells of a column; how many became something else."""
    changed = 0
    for at, cell in enumerate(of.cells(name)):
        if cell is not None:
            new = change(cell)
            changed += new != cell or type(new) is not type(cell)
            of.put(name, at, new)
    return changed


def _named(of: Paper, spell: Callable[[str], str] = str) -> int:
    """Names of the units instead of their codes."""
    day, areas = dt.date(of.year, 12, 31), facts(of.year).map
    return _each(of, "area", lambda code: spell(areas.find(str(code), day).name))


# ---------------------------------------------------------------- files of other formats


@dirt("format", "vocational")
def saved_as_xls(of: Paper) -> None:
    of.kind = "xls"


@dirt("format", "trafficking")
def saved_as_ods(of: Paper) -> None:
    of.kind = "ods"


@dirt("format", "maternal_deaths")
def dates_in_xls(of: Paper) -> None:
    of.kind = "xls"


@dirt("format", "vocational")
def xlsx_called_xls(of: Paper) -> None:
    of.ending = "xls"
    of.expect("file.ending")


@dirt("format", "births", rows=SMALL)
def microdata_as_workbook(of: Paper) -> None:
    as_workbook(of)


@dirt("format", "outreach")
def list_as_csv(of: Paper) -> None:
    of.kind, of.above, of.sheet = "csv", [], ""


@dirt("format", "births", rows=SMALL)
def csv_with_semicolons(of: Paper) -> None:
    of.delimiter = ";"
    of.expect("file.delimiter")


@dirt("format", "births", rows=SMALL)
def csv_with_tabs(of: Paper) -> None:
    of.delimiter = "\t"
    of.expect("file.delimiter")


def _wrapped(text: str) -> str:
    return "".join(f'"{line.replace(chr(34), chr(34) * 2)}"\r\n' for line in text.splitlines())


@dirt("format", "births", rows=SMALL)
def csv_saved_in_one_column(of: Paper) -> None:
    of.encode = lambda text: _wrapped(text).encode()
    of.expect("file.quoted_lines")


@dirt("format", "births", rows=SMALL)
def csv_with_semicolons_saved_in_one_column(of: Paper) -> None:
    of.delimiter = ";"
    of.encode = lambda text: _wrapped(text).encode("utf-8-sig")
    of.expect("file.quoted_lines")
    of.expect("file.delimiter")


@dirt("format", "births", rows=SMALL)
def csv_with_byte_order_mark(of: Paper) -> None:
    of.encode = lambda text: text.encode("utf-8-sig")


@dirt("format", "births", rows=SMALL)
def csv_in_utf16(of: Paper) -> None:
    of.encode = lambda text: text.encode("utf-16")
    of.expect("file.recoded")


@dirt("format", "births", rows=SMALL)
def csv_in_windows_1258(of: Paper) -> None:
    of.encode = windows_1258
    of.expect("file.recoded")


@dirt("format", "births", rows=SMALL)
def csv_in_tcvn3(of: Paper) -> None:
    of.encode = lambda text: _legacy(text, "tcvn3").encode("latin-1")
    of.expect("file.recoded")


@dirt("format", "births", rows=SMALL)
def csv_in_vni(of: Paper) -> None:
    of.encode = lambda text: _legacy(text, "vni").encode("cp1252")
    of.expect("file.recoded")


# ---------------------------------------------------------------- sheets


@dirt("sheet", "vocational")
def sheet_of_another_name(of: Paper) -> None:
    of.sheet = "Sheet1"
    of.expect("sheet.other_name")


@dirt("sheet", "vocational")
def sheet_of_notes(of: Paper) -> None:
    of.extras.append(Extra("Ghi chú", [["Số liệu chính thức"]]))
    of.expect("sheet.unused")


@dirt("sheet", "vocational")
def hidden_sheet(of: Paper) -> None:
    of.extras.append(Extra("Nháp", [["Bản nháp", 1], ["cũ", 2]], hidden=True))
    of.expect("sheet.hidden")


@dirt("sheet", "news")
def spread_over_two_sheets(of: Paper) -> None:
    of.sheet = "Quý I-III"
    of.moved = 141
    of.extras.append(Extra("Quý IV", [*of.above, *of.header, *of.rows[-141:]]))
    of.rows = of.rows[:-141]
    of.expect("sheet.combined")


@dirt("sheet", "outreach")
def no_heading_at_all(of: Paper) -> None:
    of.above = []
    of.expect("header.moved")
    of.expect("sheet.unlabelled")


@dirt("sheet", "outreach")
def more_title_lines(of: Paper) -> None:
    of.above = [["ỦY BAN NHÂN DÂN TỈNH"], ["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"], [], *of.above]
    of.expect("header.moved")


@dirt("sheet", "vocational")
def hidden_rows(of: Paper) -> None:
    of.hidden_rows = {of.top + 2, of.top + 5}
    of.expect("row.hidden", 2)


@dirt("sheet", "vocational")
def hidden_column(of: Paper) -> None:
    of.hidden_columns = {of.columns["enrolled"]}
    of.expect("column.hidden")


# ---------------------------------------------------------------- header and columns


@dirt("header", "vocational")
def columns_in_another_order(of: Paper) -> None:
    order = [5, 2, 0, 4, 1, 3]
    of.rows = [[row[index] for index in order] for row in of.rows]
    of.header = [[of.header[0][index] for index in order]]
    of.columns = {name: order.index(index) for name, index in of.columns.items()}


@dirt("header", "vocational")
def header_in_other_words(of: Paper) -> None:
    of.header[0][of.columns["institution_name"]] = "Tên trường"
    of.header[0][of.columns["qualification"]] = "Trình độ"
    of.header[0][of.columns["area"]] = "Mã ĐVHC"
    of.expect("column.synonym", 3)


@dirt("header", "vocational")
def header_in_capitals(of: Paper) -> None:
    of.header = [[str(text).upper() for text in of.header[0]]]
    of.expect("column.synonym", 6)


@dirt("header", "vocational")
def header_over_two_lines(of: Paper) -> None:
    of.header[0][of.columns["enrolled_women"]] = "Trong đó:\nnữ"
    of.expect("text.normalised")


@dirt("header", "vocational")
def header_in_two_merged_rows(of: Paper) -> None:
    head = of.header[0]
    of.header = [[*head[:4], "Tuyển mới", None], [None, None, None, None, "Tổng số", "Trong đó: nữ"]]
    row = len(of.above)
    of.merges += [(row, at, row + 1, at) for at in range(4)] + [(row, 4, row, 5)]
    of.expect("column.synonym", 2)


@dirt("header", "births", rows=SMALL)
def header_in_two_languages(of: Paper) -> None:
    of.header[0][of.columns["sex"]] = "Giới tính trẻ / Sex"
    of.expect("column.synonym")


@dirt("header", "outreach")
def columns_numbered(of: Paper) -> None:
    of.header.append(["(1)", "(2)", "(3)", "(4)"])


@dirt("header", "vocational")
def columns_lettered_and_numbered(of: Paper) -> None:
    of.header.append(["A", "B", "C", "D", 1, 2])


@dirt("header", "outreach")
def rows_numbered(of: Paper) -> None:
    of.header = [["STT", *of.header[0]]]
    of.rows = [[number, *row] for number, row in enumerate(of.rows, start=1)]
    of.columns = {name: index + 1 for name, index in of.columns.items()}


@dirt("header", "outreach")
def column_of_the_agency(of: Paper) -> None:
    of.header[0].append("Ghi chú")
    for row in of.rows[:3]:
        row.append("đã kiểm tra")
    of.expect("column.unknown")


@dirt("header", "outreach")
def name_beside_the_code(of: Paper) -> None:
    day, areas = dt.date(of.year, 12, 31), facts(of.year).map
    of.header = [["Tên xã", *of.header[0]]]
    of.rows = [[areas.find(str(row[0]), day).name, *row] for row in of.rows]
    of.columns = {name: index + 1 for name, index in of.columns.items()}
    of.expect("column.unknown")


def _with_districts(of: Paper, every: bool) -> None:
    """A first column with the district of each row, in every row or only where it changes."""
    day, areas = dt.date(of.year, 12, 31), facts(of.year).map
    above = [areas.ancestor(str(code), day, "district").name for code in of.clean["area"]]  # type: ignore[union-attr]
    of.header = [["Huyện", *of.header[0]]]
    shown = [name if every or at == 0 or above[at - 1] != name else None for at, name in enumerate(above)]
    of.rows = [[name, *row] for name, row in zip(shown, of.rows, strict=True)]
    of.columns = {name: index + 1 for name, index in of.columns.items()}
    of.expect("column.unknown")


@dirt("header", "outreach")
def district_in_the_first_column(of: Paper) -> None:
    _with_districts(of, every=True)


@dirt("header", "vocational")
def district_in_the_first_column_of_a_list(of: Paper) -> None:
    _with_districts(of, every=True)


@dirt("header", "births", rows=SMALL)
def district_in_the_first_column_of_a_csv(of: Paper) -> None:
    _with_districts(of, every=True)


@dirt("units", "outreach")
def district_where_it_changes_and_bare_names(of: Paper) -> None:
    _with_districts(of, every=False)
    of.expect("area.from_name", _named(of, lambda name: name.split(" ", 1)[1] if name[:3] != "Thị" else name))


@dirt("header", "vocational")
def columns_numbered_with_sums(of: Paper) -> None:
    of.header.append(["A", "B", "C", "D", "1=2+3", "2"])


@dirt("format", "births", rows=SMALL)
def csv_with_delimiters_at_the_end_of_rows(of: Paper) -> None:
    for row in of.rows:
        row.append("")


@dirt("rows", "outreach")
def signatures_side_by_side(of: Paper) -> None:
    of.below = [["LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"], ["Nguyễn Thị A", "Trần Văn B"]]
    of.expect("row.note", 2)


@dirt("header", "outreach")
def column_of_the_unit_of_measure(of: Paper) -> None:
    of.header[0].append("Đơn vị")
    for row in of.rows:
        row.append("người")
    of.expect("column.unknown")


@dirt("header", "vocational")
def header_in_tcvn3(of: Paper) -> None:
    of.header = [[_legacy(str(text), "tcvn3") for text in of.header[0]]]
    of.expect("column.synonym", 6)


# ---------------------------------------------------------------- rows that are no data


@dirt("rows", "outreach")
def notes_and_signatures(of: Paper) -> None:
    of.below = [
        [],
        ["Ghi chú: Số liệu đến ngày 31/12/2024"],
        [None, None, "Thừa Thiên Huế, ngày 05 tháng 12 năm 2024"],
        ["Người lập biểu", None, "KT. GIÁM ĐỐC"],
        [None, None, "PHÓ GIÁM ĐỐC"],
        ["Nguyễn Thị A", None, "Trần Văn B"],
    ]
    of.expect("row.note", 5)


@dirt("rows", "births", rows=SMALL)
def note_below_a_csv(of: Paper) -> None:
    of.below = [[], ["Nguồn: Sở Y tế"]]
    of.expect("row.note", 1)


def _sums(of: Paper, first: int = 0, last: int | None = None) -> dict[str, int]:
    part = of.clean.iloc[first:last]
    return {column.name: int(part[column.name].sum()) for column in of.form.columns if column.summed}


def _total(of: Paper, label: str, sums: Mapping[str, int]) -> list[Cell]:
    row: list[Cell] = [None] * len(of.header[-1])
    row[0] = label
    for name, value in sums.items():
        row[of.columns[name]] = value
    return row


@dirt("rows", "outreach")
def total_below(of: Paper) -> None:
    of.below = [_total(of, "Tổng cộng", _sums(of))]
    of.expect("row.total")


@dirt("rows", "ethnic_pupils")
def total_above(of: Paper) -> None:
    of.insert(0, _total(of, "TỔNG SỐ", _sums(of)))
    of.expect("row.total")


@dirt("rows", "outreach")
def totals_by_district(of: Paper) -> None:
    """Each district's name with its totals stands above its communes, the province's total on top."""
    _by_district(of, with_totals=True)
    of.insert(0, _total(of, "Toàn tỉnh", _sums(of)))
    of.expect("row.total")


@dirt("rows", "outreach")
def headings_by_district(of: Paper) -> None:
    """Each district's name stands above its communes, which are given by their bare names."""
    _by_district(of, with_totals=False)
    changed = _named(of, lambda name: name.split(" ", 1)[1] if not name.startswith("Thị") else name)
    of.expect("area.from_name", changed)


def _by_district(of: Paper, with_totals: bool) -> None:
    day, areas = dt.date(of.year, 12, 31), facts(of.year).map
    above = [areas.ancestor(str(code), day, "district") for code in of.clean["area"]]
    order = sorted(range(len(above)), key=lambda at: (above[at].code, at))  # type: ignore[union-attr]
    of.clean = of.clean.iloc[order].reset_index(drop=True)
    of.rows = [of.rows[at] for at in order]
    names = [above[at].name for at in order]  # type: ignore[union-attr]
    for name in dict.fromkeys(names):
        first, last = names.index(name), len(names) - names[::-1].index(name)
        row = _total(of, name, _sums(of, first, last) if with_totals else {})
        of.insert(first, row)
        of.expect("row.total" if with_totals else "row.section")


@dirt("rows", "outreach")
def blank_rows(of: Paper) -> None:
    of.insert(10, [None] * 4)
    of.insert(20, [None] * 4)
    of.expect("row.blank", 2)


@dirt("rows", "outreach")
def header_on_every_page(of: Paper) -> None:
    for at in (100, 50):
        of.insert(at, list(of.header[0]))
    of.expect("row.header", 2)


# ---------------------------------------------------------------- numbers


@dirt("numbers", "outreach")
def whole_numbers_as_text(of: Paper) -> None:
    of.expect("cell.number_as_text", _each(of, "events", str))


@dirt("numbers", "outreach")
def thousands_with_dots(of: Paper) -> None:
    of.expect("cell.number_as_text", _each(of, "attendances", lambda n: f"{n:,}".replace(",", ".")))


@dirt("numbers", "population", rows=slice(0, 200))
def thousands_with_commas_in_a_csv(of: Paper) -> None:
    of.expect("cell.number_separators", _each(of, "population", lambda n: f"{n:,}" if n >= 1000 else n))  # type: ignore[operator]


@dirt("numbers", "population", rows=slice(0, 200))
def thousands_with_both_in_one_column(of: Paper) -> None:
    signs = iter([".", ","] * 200)
    changed = _each(of, "population", lambda n: f"{n:,}".replace(",", next(signs)) if n >= 1000 else n)  # type: ignore[operator]
    of.expect("cell.number_separators", changed)


@dirt("numbers", "outreach")
def thousands_with_spaces(of: Paper) -> None:
    of.expect("cell.number_as_text", _each(of, "attendances", lambda n: f"{n:,}".replace(",", "\u00a0")))
    of.expect("text.normalised", sum(n >= 1000 for n in of.clean["attendances"]))


@dirt("numbers", "population_series", 2021)
def decimal_commas(of: Paper) -> None:
    changed = _each(of, "crude_birth_rate", lambda n: f"{n:.2f}".replace(".", ","))
    of.expect("cell.number_as_text", changed)


@dirt("numbers", "population_series", 2021)
def both_decimal_signs(of: Paper) -> None:
    signs = iter([".", ","] * 20)
    changed = _each(of, "crude_birth_rate", lambda n: f"{n:.2f}".replace(".", next(signs)))
    of.expect("cell.number_as_text", changed)


@dirt("numbers", "time_use", rows=slice(0, 30))
def csv_with_decimal_commas(of: Paper) -> None:
    of.delimiter = ";"
    of.expect("file.delimiter")
    told = _each(of, "weight", lambda n: str(n).replace(".", ","))
    of.expect("cell.number_separators", told)
    of.expect("cell.number_separators", _each(of, "unpaid_hours", lambda n: str(n).replace(".", ",")))


@dirt("numbers", "time_use", rows=slice(0, 30))
def american_thousands_and_decimals(of: Paper) -> None:
    of.put("weight", 0, "1,234.5")
    of.put("weight", 1, "2,345.25")
    of.clean.loc[0, "weight"], of.clean.loc[1, "weight"] = 1234.5, 2345.25
    of.expect("cell.number_separators", 2)


@dirt("numbers", "population_series", 2021)
def per_mille_signs(of: Paper) -> None:
    signs = iter(["‰", "%o", " 0/00", " ‰"] * 20)
    changed = _each(of, "crude_death_rate", lambda n: f"{n:.2f}".replace(".", ",") + next(signs))
    of.expect("cell.number_as_text", changed)
    of.expect("cell.unit", changed)


@dirt("numbers", "outreach")
def numbers_by_formula(of: Paper) -> None:
    values = of.clean["reached"].tolist()
    for at in range(5):
        of.put("reached", at, Formula(f"=D{of.top + at + 1}*1", values[at]))
    of.expect("cell.formula", 5)


# ---------------------------------------------------------------- no cases, no data, zero, blank


@dirt("marks", "outreach")
def no_cases_in_all_their_spellings(of: Paper) -> None:
    words = ["-", "–", "KPS", "kps", "Không", "không phát sinh", "Không có"]
    for at, word in enumerate(words):
        for name in ("events", "attendances", "reached"):
            of.put(name, at, word)
            of.clean.loc[at, name] = 0
    of.expect("cell.no_cases", 3 * len(words))


@dirt("marks", "outreach")
def zeros_stay_zeros(of: Paper) -> None:
    for at in range(3):
        for name in ("events", "attendances", "reached"):
            of.put(name, at, 0)
            of.clean.loc[at, name] = 0


@dirt("marks", "population_series", 2021)
def no_data_where_none_is_asked(of: Paper) -> None:
    for at, word in enumerate(("...", "…", "chưa có số liệu")):
        of.put("sex_ratio", at, word)
        of.clean.loc[at, "sex_ratio"] = None
    of.expect("cell.no_data_optional", 3)


@dirt("marks", "outreach")
def no_data_where_it_is_asked(of: Paper) -> None:
    of.put("reached", 4, "...")
    of.block("cell.no_data", 4, "reached")


@dirt("marks", "outreach")
def blank_where_it_is_asked(of: Paper) -> None:
    of.put("reached", 4, None)
    of.block("cell.required", 4, "reached")


# ---------------------------------------------------------------- days


@dirt("days", "maternal_deaths")
def days_as_text(of: Paper) -> None:
    of.expect("cell.date_as_text", _each(of, "died_on", lambda day: f"{day:%d/%m/%Y}"))


@dirt("days", "maternal_deaths")
def days_with_dots_and_words(of: Paper) -> None:
    spellings = iter(["{:%d.%m.%Y}", "{:%d-%m-%Y}", "ngày {:%d} tháng {:%m} năm {:%Y}", "{:%Y-%m-%d}"] * 10)
    of.expect("cell.date_as_text", _each(of, "died_on", lambda day: next(spellings).format(day, day, day)))


@dirt("days", "maternal_deaths")
def days_as_serial_numbers(of: Paper) -> None:
    of.expect("cell.date_serial", _each(of, "died_on", lambda day: (day - dt.date(1899, 12, 30)).days))  # type: ignore[operator]


@dirt("days", "maternal_deaths")
def days_counted_from_1904(of: Paper) -> None:
    of.epoch_1904 = True


@dirt("days", "births", rows=SMALL)
def vietnamese_days_in_a_csv(of: Paper) -> None:
    of.expect("cell.date_as_text", _each(of, "born_on", lambda day: f"{day:%d/%m/%Y}"))


# ---------------------------------------------------------------- text


@dirt("text", "vocational")
def labels_in_capitals(of: Paper) -> None:
    of.expect("text.spelling", _each(of, "qualification", lambda text: str(text).upper()))


@dirt("text", "labour_force", rows=slice(0, 60))
def tone_marks_in_another_place(of: Paper) -> None:
    of.expect("text.spelling", _each(of, "sector", lambda text: str(text).replace("thuỷ", "thủy")))


@dirt("text", "vocational")
def decomposed_unicode(of: Paper) -> None:
    changed = sum(_each(of, name, lambda text: unicodedata.normalize("NFD", str(text))) for name in
                  ("institution_name", "qualification"))  # fmt: skip
    of.expect("text.normalised", changed)


@dirt("text", "vocational")
def spaces_and_invisible_letters(of: Paper) -> None:
    of.expect("text.normalised", _each(of, "qualification", lambda text: f" {text}\u00a0\u200b"))


@dirt("text", "domestic_violence", rows=SMALL)
def wrong_letter_in_labels(of: Paper) -> None:
    of.expect("text.wrong_letter", _each(of, "role", lambda text: str(text).replace("ư", "ƣ")))


@dirt("text", "vocational")
def wrong_letter_in_names(of: Paper) -> None:
    of.expect("text.wrong_letter", _each(of, "institution_name", lambda text: str(text).replace("ư", "ƣ")))


@dirt("text", "domestic_violence", rows=SMALL)
def labels_in_tcvn3(of: Paper) -> None:
    for name in ("role", "sex", "prosecuted", "counselled"):
        of.expect("text.legacy", _each(of, name, lambda text: _legacy(str(text), "tcvn3")))


@dirt("text", "domestic_violence", rows=SMALL)
def labels_in_vni(of: Paper) -> None:
    for name in ("role", "sex", "prosecuted", "counselled"):
        of.expect("text.legacy", _each(of, name, lambda text: _legacy(str(text), "vni")))


@dirt("text", "vocational")
def names_in_tcvn3(of: Paper) -> None:
    of.expect("text.legacy", _each(of, "institution_name", lambda text: _legacy(str(text), "tcvn3")))


@dirt("text", "leadership", rows=slice(0, 60))
def names_in_vni(of: Paper) -> None:
    of.expect("text.legacy", _each(of, "body_name", lambda text: _legacy(str(text), "vni")))


@dirt("text", "outreach")
def codes_as_numbers(of: Paper) -> None:
    of.expect("cell.text_from_number", _each(of, "area", lambda code: int(str(code))))


@dirt("text", "births", rows=SMALL)
def ids_kept_as_text_by_a_formula(of: Paper) -> None:
    of.expect("text.kept_sign", _each(of, "record", lambda text: f'="{text}"'))


@dirt("text", "outreach")
def codes_kept_as_text_by_an_apostrophe(of: Paper) -> None:
    of.expect("text.kept_sign", _each(of, "area", lambda code: f"'{code}"))


@dirt("text", "population", rows=slice(0, 68))
def age_groups_turned_into_days(of: Paper) -> None:
    as_workbook(of)
    days = {"5-9": dt.date(2024, 9, 5), "10-14": dt.date(2024, 10, 14)}
    of.expect("cell.code_from_date", _each(of, "age_group", lambda label: days.get(str(label), label)))


# ---------------------------------------------------------------- units


def _coded(of: Paper) -> int:
    day, areas = dt.date(of.year, 12, 31), facts(of.year).map
    return _each(of, "area", lambda code: f"{areas.find(str(code), day).name} ({code})")


def _unique(of: Paper) -> None:
    """Leave out the communes whose names others share."""
    twins = ("20002", "20080")  # Xã Hương Phong
    kept = [at for at, code in enumerate(of.clean["area"]) if code not in twins]
    of.rows, of.data = [of.rows[at] for at in kept], list(range(len(kept)))
    of.clean = of.clean.iloc[kept].reset_index(drop=True)


@dirt("units", "outreach")
def names_for_codes(of: Paper) -> None:
    _unique(of)
    of.expect("area.from_name", _named(of))


@dirt("units", "outreach")
def short_types(of: Paper) -> None:
    _unique(of)
    short = {"Phường ": "P. ", "Thị trấn ": "TT. ", "Xã ": "X. "}

    def spell(name: str) -> str:
        return next((name.replace(kind, to, 1) for kind, to in short.items() if name.startswith(kind)), name)

    of.expect("area.from_name", _named(of, spell))


@dirt("units", "outreach")
def names_in_capitals_without_hyphens(of: Paper) -> None:
    _unique(of)
    of.expect("area.from_name", _named(of, lambda name: name.upper()))


@dirt("units", "outreach")
def names_with_old_tone_marks(of: Paper) -> None:
    _unique(of)
    of.expect("area.from_name", _named(of, lambda name: name.replace("Thủy", "Thuỷ").replace("Hòa", "Hoà")))


@dirt("units", "outreach")
def names_in_tcvn3_font(of: Paper) -> None:
    _unique(of)
    of.expect("area.from_name", _named(of, lambda name: _legacy(name, "tcvn3")))


@dirt("units", "outreach")
def names_in_vni_font(of: Paper) -> None:
    _unique(of)
    of.expect("area.from_name", _named(of, lambda name: _legacy(name, "vni")))


@dirt("units", "outreach")
def names_in_other_spellings(of: Paper) -> None:
    others = {"Phường Vỹ Dạ": "Phường Vĩ Dạ", "Xã A Roàng": "Xã A Roằng", "Phường Phường Đúc": "Phường Đúc"}
    _unique(of)
    of.expect("area.from_name", _named(of, lambda name: others.get(name, name)))


@dirt("units", "outreach")
def codes_with_names(of: Paper) -> None:
    """As the lists of a blank form have them: nothing needs to be told."""
    day, areas = dt.date(of.year, 12, 31), facts(of.year).map
    _each(of, "area", lambda code: f"{code} - {areas.find(str(code), day).name}")


@dirt("units", "outreach")
def names_with_codes_behind(of: Paper) -> None:
    of.expect("area.from_name", _coded(of))


@dirt("units", "outreach")
def bare_names_with_a_district_column(of: Paper) -> None:
    day, areas = dt.date(of.year, 12, 31), facts(of.year).map
    above = [areas.ancestor(str(code), day, "district").name for code in of.clean["area"]]  # type: ignore[union-attr]
    of.header[0].append("Huyện, thị xã, thành phố")
    for row, name in zip(of.rows, above, strict=True):
        row.append(name.replace("Huyện ", "H. "))
    of.expect("area.from_name", _named(of, lambda name: name.split(" ", 1)[1] if name[:3] != "Thị" else name))
    of.expect("column.unknown")


@dirt("units", "news", 2025, slice(0, 60))
def names_on_the_day_of_their_quarter(of: Paper) -> None:
    """Units of the first half of 2025 are those of the map before July."""
    areas = facts(2025).map
    last = {
        "1": dt.date(2025, 3, 31),
        "2": dt.date(2025, 6, 30),
        "3": dt.date(2025, 9, 30),
        "4": dt.date(2025, 12, 31),
    }
    told = 0
    for at, (code, quarter) in enumerate(zip(of.clean["area"], of.clean["quarter"], strict=True)):
        of.put("area", at, areas.find(code, last[quarter]).name)
        told += 1
    of.expect("area.from_name", told)


@dirt("units", "outreach")
def name_shared_by_two_communes(of: Paper) -> None:
    at = of.clean["area"].tolist().index("20080")
    of.put("area", at, "Xã Hương Phong")
    of.block("area.unsure", at, "area")


@dirt("units", "outreach")
def name_misspelt(of: Paper) -> None:
    of.put("area", 3, "Phường Thuận Lôc")
    of.block("area.unsure", 3, "area")


@dirt("units", "outreach")
def name_of_a_unit_that_was_merged(of: Paper) -> None:
    of.put("area", 3, "Phường Phú Cát")
    of.block("area.unsure", 3, "area")


@dirt("units", "outreach")
def type_of_another_unit(of: Paper) -> None:
    at = of.clean["area"].tolist().index("20179")  # Xã Hương Xuân; Phường Hương Xuân is another unit
    of.put("area", at, "Thị trấn Hương Xuân")
    of.block("area.unsure", at, "area")


@dirt("units", "outreach")
def code_of_one_name_of_another(of: Paper) -> None:
    of.put("area", 3, "19777 - Phường Thuận Hòa")
    of.block("area.name_differs", 3, "area")


# ---------------------------------------------------------------- what nobody may guess


@dirt("blocks", "outreach")
def total_that_does_not_agree(of: Paper) -> None:
    sums = _sums(of)
    of.below = [_total(of, "Tổng cộng", {**sums, "reached": sums["reached"] + 1})]
    of.blocked.append(("row.total_wrong", f"{column_letter(of.columns['reached'])}{of.top + len(of.rows) + 1}"))


@dirt("blocks", "outreach")
def draft_beside_the_sheet_of_the_form(of: Paper) -> None:
    of.extras.append(Extra("Nháp", [*of.above, *of.header, *of.rows[:3]]))
    of.blocked.append(("sheet.second", ""))


@dirt("blocks", "outreach")
def sheet_called_by_another_year(of: Paper) -> None:
    of.sheet = "Năm 2023"
    of.blocked.append(("sheet.year", ""))
    of.expect("sheet.other_name")


@dirt("sheet", "outreach")
def last_year_on_a_sheet_of_its_own(of: Paper) -> None:
    of.sheet = "2024"
    of.extras.append(Extra("2023", [*of.header, *of.rows[:3]]))
    of.expect("sheet.other_name")
    of.expect("sheet.unused")


@dirt("blocks", "outreach")
def thousands_and_ones(of: Paper) -> None:
    """One with three decimals is written nowhere: beside other separators "1.000" is not guessed."""
    of.put("attendances", 0, "1.000")
    of.put("attendances", 1, "1,500")
    of.block("cell.number_ambiguous", 0, "attendances")


@dirt("blocks", "outreach")
def code_in_another_district(of: Paper) -> None:
    of.header[0].append("Huyện")
    for row in of.rows:
        row.append("Huyện A Lưới" if row[0] == "19750" else "TP Huế" if row[0] == "19753" else None)
    of.rows, of.data = of.rows[:2], [0, 1]
    of.block("area.name_differs", 0, "area")


@dirt("blocks", "outreach")
def row_of_one_cell(of: Paper) -> None:
    of.insert(10, ["kiểm tra lại", None, None, None])
    of.blocked.append(("row.stray", f"A{of.top + 11}"))


@dirt("blocks", "outreach")
def row_of_which_only_the_unit_is_filled_in(of: Paper) -> None:
    for name in ("events", "attendances", "reached"):
        of.put(name, 10, None)
        of.block("cell.required", 10, name)


@dirt("blocks", "outreach")
def data_below_the_signature(of: Paper) -> None:
    of.below = [["Người lập biểu"], ["19777", 1, 2, 3]]
    of.blocked.append(("row.stray", f"A{of.top + len(of.rows) + 2}"))
    of.expect("row.note")


@dirt("blocks", "time_use", rows=slice(0, 12))
def three_decimals_everywhere_beside_semicolons(of: Paper) -> None:
    """A semicolon says how Excel was set, not how the numbers were made: 173.880 may be 173 880."""
    of.delimiter = ";"
    _each(of, "weight", lambda n: f"{float(str(n)):.3f}")
    for at in of.data:
        of.block("cell.number_ambiguous", at, "weight")


@dirt("blocks", "births", rows=SMALL)
def id_rounded_to_a_power_of_ten(of: Paper) -> None:
    of.put("record", 3, "1.98E+11")
    of.block("cell.rounded_code", 3, "record")


@dirt("blocks", "population_series", 2021)
def number_that_reads_in_two_ways(of: Paper) -> None:
    of.put("sex_ratio", 5, "98.003")
    of.block("cell.number_ambiguous", 5, "sex_ratio")


@dirt("blocks", "population_series", 2021)
def per_cent_among_per_mille(of: Paper) -> None:
    of.put("natural_increase", 2, "1,13%")
    of.block("cell.unit_wrong", 2, "natural_increase")


@dirt("blocks", "population_series", 2021)
def percent_format(of: Paper) -> None:
    of.put("natural_increase", 2, Percent(0.0113))
    of.block("cell.percent", 2, "natural_increase")


@dirt("blocks", "outreach")
def formula_without_a_result(of: Paper) -> None:
    of.put("reached", 2, Formula("=B10*2"))
    of.block("cell.formula_empty", 2, "reached")


@dirt("blocks", "outreach")
def error_of_a_formula(of: Paper) -> None:
    of.put("reached", 2, Formula("=B10/0", "#DIV/0!"))
    of.block("cell.error_value", 2, "reached")


@dirt("blocks", "outreach")
def merged_data(of: Paper) -> None:
    of.merges.append((of.top + 3, 0, of.top + 4, 0))
    of.block("cell.merged", 3, "area")


@dirt("blocks", "births", rows=SMALL)
def american_days(of: Paper) -> None:
    of.put("born_on", 7, "12/25/2024")
    of.block("cell.date_order", 7, "born_on")


@dirt("blocks", "births", rows=slice(0, 15_000, 400))
def swapped_days(of: Paper) -> None:
    """A machine set to month/day: days up to 12 became swapped dates, the others stayed text."""
    as_workbook(of)
    first = None
    for at, day in enumerate(of.cells("born_on")):
        assert isinstance(day, dt.date)
        if day.day <= 12:
            of.put("born_on", at, dt.date(day.year, day.day, day.month))
            first = at if first is None else first
        else:
            of.put("born_on", at, f"{day:%d/%m/%Y}")
    of.block("cell.date_swapped", first or 0, "born_on")


@dirt("blocks", "vocational")
def label_nobody_knows(of: Paper) -> None:
    of.put("qualification", 1, "Đại học")
    of.block("cell.code", 1, "qualification")


@dirt("blocks", "vocational")
def column_that_is_missing(of: Paper) -> None:
    of.header[0][of.columns["enrolled"]] = "Số cũ"
    of.blocked.append(("column.missing", f"A{of.top}"))


@dirt("blocks", "vocational")
def column_twice(of: Paper) -> None:
    of.header[0].append("Tuyển mới")
    of.blocked.append(("column.duplicated", f"G{of.top}"))


@dirt("blocks", "vocational")
def form_of_another_year(of: Paper) -> None:
    of.above[2][1] = 2023
    of.blocked.append(("sheet.year", "B3"))


@dirt("blocks", "vocational")
def another_form(of: Paper) -> None:
    of.above[1][1] = "LĐ-05"
    of.blocked.append(("sheet.form", "B2"))
