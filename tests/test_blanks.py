"""Blank forms: what stands in them, what they accept, and that nothing written into one is lost."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from gender_indicators.agencies.blanks.blank import Blank, make_blank
from gender_indicators.agencies.blanks.example import example_row
from gender_indicators.agencies.blanks.folder import blank_name, write_blanks
from gender_indicators.agencies.blanks.units import offered_units
from gender_indicators.base.errors import UserError
from gender_indicators.base.project import Project
from gender_indicators.editions.reading import draft_folders
from gender_indicators.intake.identity import Identity, read_identity
from gender_indicators.intake.known import known_in
from gender_indicators.plan.agencies import load_agencies
from gender_indicators.plan.areas import load_areas
from gender_indicators.plan.forms import Column, Form, Forms, Marks, load_forms
from gender_indicators.plan.plan import load_plan

sys.path.insert(0, str(Path(__file__).parent))

from blank_filling import FIRST_ROW, as_workbook, drawn_rows, fill, read_back
from offices import copy_params
from other_plan_data import write_other_plan

ROOT = Path(__file__).parents[1]
YEAR = 2025
FORMS = load_forms(ROOT / "params" / "forms.yaml")
AREAS = load_areas(ROOT / "params" / "areas.yaml")
PLAN, AGENCIES = load_plan(ROOT / "params" / "plan.yaml"), load_agencies(ROOT / "params" / "agencies.yaml")
KNOWN = known_in(YEAR, FORMS, AREAS)
BLANKS = {form.code: make_blank(form, YEAR, FORMS, PLAN, AGENCIES, AREAS) for form in FORMS}
EVERY = pytest.mark.parametrize("code", list(BLANKS))
DEFAULT_TRIPS, TRIPS = 2, 10  # round trips a form in the default run and in all: 21 forms make 210


@dataclass(frozen=True, slots=True)
class Made:
    """The blank forms of the plan in a folder of their own."""

    folder: Path

    def path(self, code: str) -> Path:
        return self.folder / BLANKS[code].identity.agency / as_workbook(FORMS[code]).file

    def book(self, code: str) -> Any:
        return openpyxl.load_workbook(self.path(code))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("blanks")
    copy_params(root)
    files = write_blanks(Project(root, ROOT / "notebooks"), YEAR)
    assert len(files) == len(FORMS.forms)
    return Made(root / "outputs" / "bieu-mau" / str(YEAR))


# ------------------------------------------------------------------------------------------ the definitions


@EVERY
def test_every_column_has_a_meaning_and_the_example_an_entry(code: str) -> None:
    for column in FORMS[code].columns:
        assert column.meaning is not None, column.name
        assert column.meaning.vi.endswith(".") and column.meaning.en.endswith(".")
        assert column.meaning.vi != column.meaning.en
        assert column.example is not None or not column.required, column.name


@EVERY
def test_the_example_row_is_read_without_findings(made: Made, code: str, tmp_path: Path) -> None:
    form, blank = FORMS[code], BLANKS[code]
    row = [_library_value(c, v) for c, v in zip(form.columns, example_row(blank), strict=True)]
    path = tmp_path / "a" / as_workbook(form).file
    fill(made.path(code), path, form, [row])
    _keep(path, blank, 1)
    reading, rows = read_back(form, tmp_path, "a", YEAR, KNOWN)
    assert (reading.findings, rows) == ((), [row])


def _library_value(column: Column, value: Any) -> Any:
    if column.type == "area":
        return str(value).partition(" - ")[0]
    if column.type == "code":
        return column.codes[value]
    return value == "Có" if column.type == "yes_no" and value is not None else value


def test_a_header_or_synonym_stands_for_one_column_only() -> None:
    form = FORMS["vocational"].model_dump(exclude_none=True)
    form["columns"][0]["synonyms"] = ["trong  đó: NỮ"]
    with pytest.raises(ValueError, match="trong đó: nữ"):
        Form.model_validate(form)


def test_a_mark_means_one_thing() -> None:
    with pytest.raises(ValueError, match="kps"):
        Marks(no_cases=("-", "KPS"), no_data=("kps",))


# ------------------------------------------------------------------------------------------ the workbook


@EVERY
def test_heading_and_headers_stand_where_readers_look(made: Made, code: str) -> None:
    form, blank = FORMS[code], BLANKS[code]
    book = CalamineWorkbook.from_path(str(made.path(code)))
    rows = book.get_sheet_by_name(form.sheet).to_python()
    assert book.sheet_names[0] == form.sheet
    assert rows[0][0] == form.title.vi
    assert [row[1] for row in rows[1:5]] == [form.number, float(YEAR), blank.agency, form.period.vi]
    assert rows[6][: len(form.columns)] == [column.header for column in form.columns]


@EVERY
def test_the_hidden_sheet_says_which_form_it_is(made: Made, code: str) -> None:
    book = CalamineWorkbook.from_path(str(made.path(code)))
    meta = next(sheet for sheet in book.sheets_metadata if sheet.name == "_bieu")
    assert meta.visible == SheetVisibleEnum.VeryHidden
    identity = read_identity(book.get_sheet_by_name("_bieu").to_python())
    assert identity == Identity(code, FORMS[code].version, YEAR, BLANKS[code].identity.agency)


@EVERY
def test_headings_are_locked_and_data_cells_are_not(made: Made, code: str) -> None:
    book = made.book(code)
    sheet = book[FORMS[code].sheet]
    assert sheet.protection.sheet and not sheet.protection.password
    assert not sheet.protection.insertRows and not sheet.protection.sort and not sheet.protection.autoFilter
    for row in range(1, 8):
        assert all(cell.protection.locked for cell in sheet[row])
        assert sheet.row_dimensions[row].protection.locked
    free = [each for each in sheet.column_dimensions.values() if each.min and not each.protection.locked]
    assert sum(each.max - each.min + 1 for each in free) == len(FORMS[code].columns)
    written = [cell for row in sheet.iter_rows(min_row=8) for cell in row if cell.value is not None]
    assert not any(cell.protection.locked for cell in written)
    assert all(book[name].protection.sheet for name in book.sheetnames)
    assert sheet.freeze_panes == "A8"
    assert sheet.print_title_rows == "$7:$7"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


@EVERY
def test_every_column_is_validated_down_to_the_last_row(made: Made, code: str) -> None:
    book, blank = made.book(code), BLANKS[code]
    rules = {str(rule.sqref): rule for rule in book[FORMS[code].sheet].data_validations.dataValidation}
    kinds = {"area": "list", "code": "list", "yes_no": "list", "date": "date", "text": "textLength"}
    for index, column in enumerate(FORMS[code].columns):
        letter = "ABCDEFGHIJ"[index]
        rule = rules[f"{letter}8:{letter}{blank.last_row}"]
        if column.type in ("integer", "number"):
            in_key = column.name in FORMS[code].key
            assert rule.type == (("whole" if column.type == "integer" else "decimal") if in_key else "custom")
        else:
            assert rule.type == kinds[column.type]
        assert rule.error and rule.errorTitle and rule.showErrorMessage
        if column.type == "code":
            assert _listed(book, rule.formula1) == list(column.codes)
        if column.type == "area":
            assert _listed(book, rule.formula1) == [unit.label for unit in blank.units]
            assert rule.errorStyle == "warning"


def _listed(book: Any, name: str) -> list[str]:
    """The cells of a defined name."""
    sheet, cells = book.defined_names[name].attr_text.split("!")
    assert sheet == "'Danh mục'"
    first_column, first_row, last_column, last_row = range_boundaries(cells.replace("$", ""))
    assert first_column == last_column
    return [book["Danh mục"].cell(row, first_column).value for row in range(first_row, last_row + 1)]


@EVERY
def test_excel_takes_every_name_formula_and_message(made: Made, code: str) -> None:
    book = made.book(code)
    for name in book.sheetnames:
        assert len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name)
    for name in book.defined_names:
        assert re.fullmatch(r"[A-Za-z_][A-Za-z_]{2,}[0-9]*", name)
    for rule in book[FORMS[code].sheet].data_validations.dataValidation:
        assert len(rule.formula1 or "") <= 255 and len(rule.formula2 or "") <= 255
        assert len(rule.promptTitle or "") <= 32 and len(rule.errorTitle or "") <= 32
        assert len(rule.prompt or "") <= 255 and len(rule.error or "") <= 255
    for sheet in book.worksheets:
        assert all(len(cell.value) < 8192 for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


@EVERY
def test_counts_have_their_total_above_the_header_and_nothing_else_is_a_formula(made: Made, code: str) -> None:
    form = FORMS[code]
    sheet = made.book(code)[form.sheet]
    formulas = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    last = BLANKS[code].last_row
    letters = ["ABCDEFGHIJ"[index] for index, column in enumerate(form.columns) if column.summed]
    if letters:
        assert formulas == {f"{letter}6": f"=SUBTOTAL(9,{letter}8:{letter}{last})" for letter in letters}
    else:
        assert list(formulas) == ["B6"] and formulas["B6"].startswith("=COUNTA(")


@EVERY
def test_nothing_of_the_example_is_read_as_data(made: Made, code: str, tmp_path: Path) -> None:
    form, blank = FORMS[code], BLANKS[code]
    shutil.copytree(made.folder, tmp_path / "blank")
    reading, rows = read_back(form, tmp_path / "blank", blank.identity.agency, YEAR, KNOWN)
    assert len(rows) == len(blank.rows)
    asked = {"cell.required"} if blank.rows else set() if form.may_be_empty else {"row.none"}
    assert {finding.rule for finding in reading.findings} <= asked
    book = made.book(code)
    assert book["Ví dụ"]["A5"].value == "VÍ DỤ"
    written = [cell.value for cell in book["Ví dụ"][5][1:]]
    shown = [value.date() if isinstance(value, dt.datetime) else value for value in written]
    assert shown == list(example_row(blank))


def test_the_guide_tells_meaning_rules_marks_and_deadline(made: Made) -> None:
    text = "\n".join(
        str(cell) for row in CalamineWorkbook.from_path(str(made.path("vocational")))
        .get_sheet_by_name("Hướng dẫn").to_python() for cell in row if cell != ""
    )  # fmt: skip
    assert "Trước ngày 30/11/2025." in text
    assert "“Trong đó: nữ” không lớn hơn “Tuyển mới”." in text
    assert "Ở ô số, các ký hiệu sau cũng được hiểu là 0: “-”, “–”" in text
    assert "từ 0 đến 50.000" in text
    assert FORMS["vocational"].column("enrolled").meaning.vi in text  # type: ignore[union-attr]
    assert "5.3." in text


def test_the_font_is_the_one_of_offices_whatever_the_theme(made: Made) -> None:
    with zipfile.ZipFile(made.path("births")) as package:
        styles = package.read("xl/styles.xml").decode()
    assert set(re.findall(r'<name val="([^"]*)"', styles)) == {"Times New Roman"}
    assert "<scheme" not in styles


def test_people_are_written_as_codes(made: Made) -> None:
    cells = CalamineWorkbook.from_path(str(made.path("births"))).get_sheet_by_name("Hướng dẫn").to_python()
    told = next(row[2] for row in cells if row[1] == "Bảo vệ dữ liệu cá nhân")
    assert told.startswith("Mỗi dòng là một người: chỉ ghi mã, không ghi họ tên")


# ------------------------------------------------------------------------------------------ units and rows


def test_a_form_by_quarter_offers_the_units_of_both_maps_of_2025() -> None:
    units = offered_units(FORMS["news"], AREAS, 2025)
    before = {unit.code for unit in units if unit.first == dt.date(2025, 1, 1)}
    after = {unit.code for unit in units if unit.last == dt.date(2025, 12, 31)}
    assert (len(before), len(after)) == (133, 40)
    (ended,) = [unit for unit in units if unit.label == "19750 - Phường Tây Lộc"]
    assert (ended.first, ended.last, ended.district) == (dt.date(2025, 1, 1), dt.date(2025, 6, 30), "Quận Phú Xuân")
    (kept,) = [unit for unit in units if unit.label == "19777 - Phường Vỹ Dạ"]
    assert (kept.first, kept.last) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert kept.district == "Quận Thuận Hóa (đến 30/06/2025)"


def test_a_form_as_at_the_years_end_offers_the_last_map_only() -> None:
    assert len(offered_units(FORMS["outreach"], AREAS, 2025)) == 40
    assert len(offered_units(FORMS["outreach"], AREAS, 2024)) == 141
    levels = [unit.level for unit in offered_units(FORMS["organisations"], AREAS, 2024)]
    assert (levels.count("province"), levels.count("district"), levels.count("commune")) == (1, 9, 141)


def test_a_complete_form_has_its_rows_written_already() -> None:
    news = [(str(row["area"]).partition(" - ")[0], row["quarter"]) for row in BLANKS["news"].rows]
    assert len(news) == len(set(news)) == 2 * 133 + 2 * 40
    assert sum(quarter in ("Quý I", "Quý II") for _, quarter in news) == 266
    assert len(BLANKS["population"].rows) == 40 * 2 * 17
    leadership = BLANKS["leadership"]
    assert not leadership.whole
    assert dict(leadership.rows[0]) == {
        "area": "46 - Thành phố Huế",
        "body_type": "Hội đồng nhân dân",
        "level": "Tỉnh",
    }
    assert len(leadership.rows) == 2 * 41
    assert BLANKS["schools"].rows == ()


def test_birth_dates_stay_in_the_year_and_their_units_are_counted_where_they_must_be(made: Made) -> None:
    book = made.book("births")
    rules = {str(rule.sqref).partition("8:")[0]: rule for rule in book["Số liệu"].data_validations.dataValidation}
    days = (int(rules["C"].formula1), int(rules["C"].formula2))
    assert [dt.date(1899, 12, 30) + dt.timedelta(days=day) for day in days] == [
        dt.date(2025, 1, 1), dt.date(2025, 12, 31),
    ]  # fmt: skip
    counted = [row for row in book["Danh mục"].iter_rows(min_row=5, max_col=8) if row[7].data_type == "f"]
    assert len(counted) == 40


# ------------------------------------------------------------------------------------------ filling in


def trips(form: str) -> list[Any]:
    return [
        pytest.param(form, number, marks=[] if number < DEFAULT_TRIPS else pytest.mark.slow)
        for number in range(TRIPS)
    ]


@pytest.mark.parametrize(("code", "number"), [trip for code in BLANKS for trip in trips(code)])
def test_what_is_written_into_a_blank_is_read_back(made: Made, code: str, number: int, tmp_path: Path) -> None:
    blank = BLANKS[code]
    rows = drawn_rows(blank, f"{code} {number}")
    if not blank.whole and blank.rows:
        rows = [*rows, *drawn_rows(blank, f"{code} {number} again")]
    path = tmp_path / "co-quan" / as_workbook(blank.form).file
    fill(made.path(code), path, blank.form, rows)
    _keep(path, blank, len(rows))
    reading, found = read_back(blank.form, tmp_path, "co-quan", YEAR, KNOWN)
    assert reading.findings == ()
    assert found == rows


def _keep(path: Path, blank: Blank, kept: int) -> None:
    """Remove the rows written already beyond the first ``kept`` ones."""
    if len(blank.rows) > kept:
        book = openpyxl.load_workbook(path)
        book[blank.form.sheet].delete_rows(FIRST_ROW + kept, len(blank.rows) - kept)
        book.save(path)


# ------------------------------------------------------------------------------------------ the command


def test_the_command_needs_no_data_and_gives_the_same_bytes_again(made: Made, tmp_path: Path) -> None:
    copy_params(tmp_path)
    done = _run(tmp_path, "--year", "2025")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "Đã lập 21 biểu trống trong outputs/bieu-mau/2025 / Made 21 blank forms in outputs/bieu-mau/2025\n"
    )
    for code in BLANKS:
        path = tmp_path / "outputs" / "bieu-mau" / "2025" / made.path(code).relative_to(made.folder)
        assert path.read_bytes() == made.path(code).read_bytes(), code
    assert draft_folders(tmp_path / "outputs") == {}


def test_a_year_without_parameters_is_a_clear_error(tmp_path: Path) -> None:
    copy_params(tmp_path)
    done = _run(tmp_path, "--year", "2031")
    assert done.returncode == 2
    assert "Không có tệp tham số cho năm 2031" in done.stderr
    assert not (tmp_path / "outputs").exists()


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gender_indicators", "forms", *arguments]
    environment = {"PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_a_file_name_of_the_parameters_stays_in_the_folder() -> None:
    assert blank_name(FORMS["maternal_deaths"].model_copy(update={"file": "../../etc/xa.xlsx"})) == "xa.xlsx"


# ------------------------------------------------------------------------------------------ another plan


def test_another_plan_without_meanings_has_blank_forms_too(tmp_path: Path) -> None:
    root = write_other_plan(tmp_path / "other")
    files = write_blanks(Project(root, ROOT / "notebooks"), 2031)
    forms: Forms = load_forms(root / "params" / "forms.yaml")
    assert len(files) == 5
    book = openpyxl.load_workbook(root / "outputs/bieu-mau/2031/phong-co-so/danh-ba.xlsx")
    assert book.sheetnames == ["Danh bạ", "Hướng dẫn", "Danh mục", "_bieu"]
    guide = [[cell.value for cell in row] for row in book["Hướng dẫn"].iter_rows(max_col=7)]
    row = next(cells for cells in guide if cells[1] == "Số người làm")
    assert row == [4, "Số người làm", "", "Số nguyên", "từ 0 đến 300", "Bắt buộc", None]
    rules = {str(rule.sqref)[0]: rule.type for rule in book["Danh bạ"].data_validations.dataValidation}
    assert rules == {"A": "list", "B": "list", "C": "list", "D": "whole", "E": "list", "F": "textLength"}
    form = forms["danh_ba"]
    fill(root / "outputs/bieu-mau/2031/phong-co-so/danh-ba.xlsx", tmp_path / "x" / form.file, form,
         [["female", "active", "enterprise", 12, "9701", "K01"]])  # fmt: skip
    reading, rows = read_back(form, tmp_path, "x", 2031)
    assert reading.findings == ()
    assert rows == [["female", "active", "enterprise", 12, "9701", "K01"]]


def test_an_example_date_is_a_day_and_a_month() -> None:
    column = FORMS["births"].column("born_on").model_copy(update={"example": "tháng hai"})
    columns = tuple(column if each.name == "born_on" else each for each in FORMS["births"].columns)
    form = FORMS["births"].model_copy(update={"columns": columns})
    with pytest.raises(UserError, match="31/03"):
        example_row(make_blank(form, YEAR, FORMS, PLAN, AGENCIES, AREAS))
