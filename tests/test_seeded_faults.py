"""Every seeded fault of tests/faults.py goes through reader and gate: which rule speaks, at which cell, how severely.

The faults are made one at a time in a copy of the real sample files, checked with last year's tables. What is
expected is everything the gate says: a rule that speaks too often fails the test like one that stays silent.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from gender_indicators import pipeline
from gender_indicators.base.errors import GateClosed
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import find_project
from gender_indicators.findings.finding import Finding
from gender_indicators.gate.worker import TableGate
from gender_indicators.intake.delivery import Delivery
from gender_indicators.intake.known import known_in
from gender_indicators.intake.reader import Reading
from gender_indicators.plan.facts import Facts, load_facts
from gender_indicators.plan.forms import Form
from gender_indicators.results.edition_making import check_years
from reading import read_form

sys.path.insert(0, str(Path(__file__).parent))

from faults import DEATHS, FAULTS, SAMPLE, Fault
from offices import sample_office

VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýằắẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]", re.IGNORECASE)
# Other forms a fault's form is held against.
# Rules that may name a sheet which is not called like the form's.
OTHER_SHEETS = {
    "sheet.hidden",
    "sheet.unused",
    "sheet.other_name",
    "sheet.combined",
    "sheet.second",
    "key.duplicate",
    "header.missing",
    "sheet.form",
}
PARTNERS = {"outreach": ("population",), "population_series": ("population",)}

# Rule, severity ("!" an error, "?" a warning) and cell of everything the gate says, errors first.
EXPECTED: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    # the file
    "file_missing": (("file.missing", "!", ""),),
    "file_misnamed": (("file.missing", "!", ""),),
    "empty_workbook_file": (("file.empty", "!", ""),),
    "empty_csv_file": (("file.empty", "!", ""),),
    "not_a_workbook": (("file.html", "!", ""),),
    "word_document": (("file.not_a_workbook", "!", ""),),
    "truncated_workbook": (("file.damaged", "!", ""),),
    "workbook_sent_as_csv": (
        ("header.missing", "!", ""),
        ("sheet.form", "!", "B2"),
        ("file.ending", "?", ""),
        ("sheet.other_name", "?", ""),
    ),
    "csv_in_utf16": (("file.recoded", "?", ""),),
    "csv_in_cp1258": (("file.recoded", "?", ""),),
    "csv_with_open_quote": (("file.quotes", "!", "dòng 4"),),
    "csv_with_semicolons": (("file.delimiter", "?", "dòng 1"),),
    # the sheet and the identity of the form
    "sheet_missing": (("sheet.other_name", "?", ""),),
    "hidden_sheet_with_data": (("sheet.hidden", "?", ""),),
    "data_on_a_second_sheet": (("rows.complete", "!", "A"), ("sheet.second", "!", "")),
    "year_of_another_file": (("sheet.year", "!", "B3"),),
    "other_form_under_this_name": (
        ("sheet.form", "!", "B2"),
        ("column.missing", "!", "A7"),
        ("column.unknown", "?", "D7"),
        ("column.unknown", "?", "E7"),
        ("column.unknown", "?", "F7"),
    ),
    "sister_form_under_this_name": (("sheet.form", "!", "B2"),),
    # header and columns
    "wrong_column_header": (("column.synonym", "?", "D7"),),
    "header_row_missing": (("header.missing", "!", ""),),
    "header_moved_by_inserted_rows": (("header.moved", "?", "A9"),),
    "extra_column": (("column.unknown", "?", "E7"),),
    "column_twice": (("column.duplicated", "!", "E7"),),
    "swapped_headers": (
        *(("rows.not_above", "!", f"E{row}") for row in range(8, 28)),
        ("year.jump", "?", "F"),
    ),
    # rows
    "totals_row_inside_data": (("row.total_wrong", "!", "B149"),),
    "note_below_table": (("row.note", "?", "A141"),),
    "column_numbers_below_header": (),
    "blank_row_inside_data": (("row.blank", "?", "A20"),),
    "no_rows": (("row.none", "!", "A7"),),
    "ragged_csv_row": (("row.ragged", "!", "dòng 3"),),
    "decimal_comma_without_quotes": (("row.ragged", "!", "dòng 2"),),
    "duplicate_case": (("key.duplicate", "!", "A375"),),
    "birth_recorded_twice": (("key.duplicate", "!", "dòng 15802, cột Mã hồ sơ"),),
    # cells
    "text_in_a_number": (("cell.type", "!", "B8"),),
    "dash_for_zero": (("cell.no_cases", "?", "C12"),),
    "decimal_comma": (("cell.number_separators", "?", "dòng 2, cột Số giờ không được trả công trong tuần"),),
    "thousands_point": (("cell.number_separators", "?", "dòng 2, cột Dân số trung bình (người)"),),
    "comma_against_point": (("cell.number_as_text", "?", "D8"),),
    "number_as_text": (("cell.number_as_text", "?", "B8"),),
    "code_as_number": (("cell.text_from_number", "?", "A8"),),
    "blank_in_required_cell": (("cell.required", "!", "H20"),),
    "unknown_code_label": (("cell.code", "!", "D8"),),
    "wrong_letter_from_font_conversion": (("text.wrong_letter", "?", "C8"),),
    "neither_yes_nor_no": (("cell.yes_no", "!", "E9"),),
    "formula_without_value": (("cell.formula_empty", "!", "E8"),),
    "formula_with_value": (("cell.formula", "?", "F8"),),
    "excel_error_value": (("cell.error_value", "!", "C9"),),
    "merged_cells_in_data": (("cell.merged", "!", "C8"),),
    "decomposed_unicode": (("text.normalised", "?", "B8"),),
    "non_breaking_space": (("text.normalised", "?", "C9"),),
    "negative_age": (("value.range", "!", "dòng 2, cột Tuổi mẹ"),),
    "too_many_services": (("value.range", "!", "G8"),),
    "name_in_place_of_code": (("value.length", "!", "A8"),),
    # dates
    "future_date": (("area.closed", "!", "C8"), ("date.within_year", "!", "D8")),
    "date_of_another_year": (("date.within_year", "!", "C8"),),
    "day_that_does_not_exist": (("cell.date", "!", "C8"),),
    "date_as_text": (("cell.date_as_text", "?", "C8"),),
    "date_as_serial_number": (("cell.date_serial", "?", "C8"),),
    "vietnamese_date_in_csv": (("cell.date_as_text", "?", "dòng 2, cột Ngày sinh"),),
    # administrative units
    "unknown_commune": (("rows.complete", "!", "A"), ("area.unknown", "!", "A8")),
    "commune_closed_before_the_date": (("area.closed", "!", "C8"),),
    "closed_commune_in_register": (("area.closed", "!", "E8"),),
    "district_among_communes": (("area.level", "!", "A149"),),
    "commune_missing": (("rows.complete", "!", "A"),),
    "commune_missing_in_population": (("rows.complete", "!", "cột Mã xã"),),
    "age_group_missing": (("rows.complete", "!", "cột Mã xã"),),
    "quarter_missing": (("rows.complete", "!", "A"),),
    "month_missing": (("rows.complete_per", "!", "E32"),),
    "body_in_two_areas": (("key.one_value_per", "!", "E61"),),
    "commune_closed_in_july_2025": (("area.closed", "!", "C8"),),
    "old_commune_on_its_first_day_closed": (("area.closed", "!", "dòng 7498, cột Mã xã thường trú của mẹ"),),
    "sent_by_the_agency_before": (("file.missing", "!", ""),),
    # figures that cannot be
    "numerator_above_denominator": (("rows.not_above", "!", "F8"),),
    "swapped_values_in_one_row": (("rows.not_above", "!", "F12"),),
    "total_that_does_not_add_up": (("rows.parts_make_total", "!", "B8"),),
    "total_against_detail": (("forms.sums_agree", "!", "C8"), ("forms.sums_agree", "!", "D8")),
    "ratio_against_its_parts": (("rows.ratio_agrees", "!", "G8"),),
    "reached_above_population": (("forms.within_other", "!", "D8"),),
    "reached_above_attendances": (("rows.not_above", "!", "D9"),),
    "victim_without_services": (("cell.required_when", "!", "G8"),),
    "jump_against_last_year": (("year.jump", "?", "E"),),
    "implausible_sex_ratio": (("year.plausible_ratio", "?", "cột Giới tính trẻ"),),
    "impossible_sex_ratio": (("year.impossible_ratio", "!", "cột Giới tính trẻ"),),
    # no faults
    "fine_no_cases": (),
    "fine_other_order": (),
    "fine_csv_from_windows": (),
    "fine_saved_again": (),
}

# What a finding must say for its reader to act, where that is more than rule and place.
WORDS = {
    "file_misnamed": "Có phải ý là",
    "unknown_commune": "Có phải ý là: 19999",
    "commune_closed_before_the_date": "từ 01/01/2020 đến 30/06/2021. Ngày đó dùng mã: 19750 Phường Tây Lộc, 19762",
    "commune_missing": "Phường Thuận Lộc (19753)",
    "age_group_missing": "Phường Tây Lộc (19750): Nam - 0-4",
    "quarter_missing": "Phường Thuận Lộc (19753): Quý III",
    "month_missing": "DTT-474: thiếu 3",
    "body_in_two_areas": "giống ô E59",
    "duplicate_case": "đã có ở ô A10",
    "total_that_does_not_add_up": "1.165.000",
    "total_against_detail": "579.600, là tổng cột",
    "reached_above_population": "không lớn hơn 20.039",
    "jump_against_last_year": "(85,6%)",
    "ratio_against_its_parts": "98,3373",
    "implausible_sex_ratio": "từ 103 đến 115",
}


class Year:
    """One sample year as the gate meets it: its parameters, its clean forms and last year's, read once."""

    def __init__(self, year: int) -> None:
        self.facts: Facts = load_facts(find_project(sample_office()), year)

    @cache  # noqa: B019 - the few years live as long as the tests
    def clean(self, code: str) -> Reading:
        return self._sample(code, self.facts.year.year)

    @cache  # noqa: B019
    def before(self, code: str) -> Reading:
        return self._sample(code, self.facts.earlier[-1].year)

    def _sample(self, code: str, year: int) -> Reading:
        return self._read(self.facts.forms[code], SAMPLE / str(year), year)

    def _read(self, form: Form, folder: Path, year: int) -> Reading:
        known = known_in(year, self.facts.forms, self.facts.map)
        return read_form(form, folder, self.facts.sender(form.code, year), year, known=known)

    def form(self, fault: Fault) -> Form:
        return next(form for form in self.facts.forms if fault.file.endswith(f"/{form.file}"))

    def read(self, fault: Fault, folder: Path) -> Reading:
        """Make the fault in ``folder`` and read the one form it is in."""
        fault.copy_into(folder)
        form, number = self.form(fault), self.facts.year.year
        return self._read(form, folder, number)

    def check(self, readings: Mapping[str, Reading], gate: TableGate) -> pipeline.Outcome:
        facts = replace(self.facts, earlier=self.facts.earlier[-1:])
        before = Delivery(facts.earlier[0], {code: self.before(code) for code in readings}, {})
        deliveries = [before, Delivery(facts.year, readings, {})]
        checked = check_years(facts, deliveries, gate)
        return pipeline.Outcome(facts, {each.year.year: each for each in deliveries}, checked)


YEARS: dict[int, Year] = {}


def year(number: int) -> Year:
    return YEARS.setdefault(number, Year(number))


@pytest.fixture(scope="module")
def gate() -> Iterator[TableGate]:
    with TableGate() as gate:
        yield gate


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(f.rule, "!" if f.severity == "error" else "?", f.place.cell) for f in findings]


def words(finding: Finding) -> str:
    expected, action = finding.expected, finding.action
    return " ".join((finding.found, expected.vi, expected.en, action.vi, action.en))


def test_every_fault_has_its_expectation() -> None:
    assert list(EXPECTED) == list(FAULTS)
    assert len([name for name in FAULTS if not name.startswith("fine_")]) >= 30
    assert set(WORDS) <= set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_the_gate_finds_this_fault_and_nothing_else(name: str, gate: TableGate, tmp_path: Path) -> None:
    fault = FAULTS[name]
    around = year(fault.year)
    form = around.form(fault)
    partners = {code: around.clean(code) for code in PARTNERS.get(form.code, ())}
    outcome = around.check({form.code: around.read(fault, tmp_path), **partners}, gate)

    assert told(outcome.findings) == list(EXPECTED[name])
    blocks = any(severity == "!" for _, severity, _ in EXPECTED[name])
    assert outcome.passed is not blocks
    if blocks:
        with pytest.raises(GateClosed, match="chưa qua kiểm tra"):
            pipeline.measure(outcome, Progress())
    sender = around.facts.sender(form.code, fault.year)
    for finding in outcome.findings:
        _well_told(finding, form, sender)
    assert WORDS.get(name, "") in " ".join(words(finding) for finding in outcome.findings)
    if form.sensitive:
        texts = " ".join(words(finding) for finding in outcome.findings)
        assert _secrets(tmp_path / fault.file, form).isdisjoint(_pieces(texts))


def _well_told(finding: Finding, form: Form, sender: str) -> None:
    """A finding names the sender, the file and its own form's sheet, in composed Vietnamese and in English."""
    assert finding.form == form.code
    assert finding.agency == sender
    assert finding.place.file == f"{sender}/{form.file}"
    assert finding.place.sheet in ("", form.sheet) or finding.rule in OTHER_SHEETS
    assert VIETNAMESE.search(finding.expected.vi + finding.action.vi)
    assert finding.expected.en
    assert finding.action.en
    assert words(finding) == unicodedata.normalize("NFC", words(finding))
    assert not re.search(r"[{}]|None|nan|Traceback", words(finding))


def _secrets(path: Path, form: Form) -> set[str]:
    """Everything the rows of a delivered register say that could tell who a person is, piece by piece."""
    if form.is_workbook:
        rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=8, values_only=True)
        cells = {cell for row in rows for cell in row if cell is not None}
    elif form.code == "births":
        cells = set(path.read_bytes().decode("utf-8", errors="ignore").replace("\n", ",").split(",")[5:])
    else:
        cells = set()
    texts = {f"{cell:%d/%m/%Y} {cell:%Y-%m-%d}" if isinstance(cell, dt.date) else str(cell) for cell in cells}
    public = {label for column in form.columns for label in (*column.codes, column.header)}
    public |= {"Có", "Không", "01/01/2024", "31/12/2024", "2024"}
    public_pieces = {piece for label in public for piece in _pieces(label)}
    return {piece for text in texts for piece in _pieces(text) if len(piece) > 2} - public_pieces


def _pieces(text: str) -> set[str]:
    return set(re.findall(r"[\w/-]+", text))


def test_the_secrets_of_a_register_are_known_to_these_tests(tmp_path: Path) -> None:
    fault = FAULTS["duplicate_case"]
    fault.copy_into(tmp_path)
    secrets = _secrets(tmp_path / fault.file, year(2024).form(fault))
    assert {"P8DA208", "BLGD24-001", "19759", "02/01/2024"} <= secrets


# ---------------------------------------------------------------- a whole year


@pytest.mark.slow
def test_the_clean_year_raises_nothing(gate: TableGate) -> None:
    around = year(2024)
    outcome = around.check({form.code: around.clean(form.code) for form in around.facts.forms}, gate)
    assert outcome.findings == ()
    assert outcome.passed


def test_faults_in_many_files_are_all_told_at_once(gate: TableGate, tmp_path: Path) -> None:
    names = [
        "age_group_missing",
        "blank_row_inside_data",
        "merged_cells_in_data",
        "unknown_code_label",
        "commune_missing",
        "numerator_above_denominator",
        "blank_in_required_cell",
        "month_missing",
        "quarter_missing",
        "duplicate_case",
        "empty_workbook_file",
        "negative_age",
        "date_as_text",
    ]
    around = year(2024)
    readings = {form.code: around.clean(form.code) for form in around.facts.forms}
    for name in names:
        readings[around.form(FAULTS[name]).code] = around.read(FAULTS[name], tmp_path)
    outcome = around.check(readings, gate)
    assert sorted(told(outcome.findings)) == sorted(line for name in names for line in EXPECTED[name])
    assert [f.severity for f in outcome.findings] == ["error"] * 11 + ["warning"] * 2
    errors = [finding.agency for finding in outcome.findings[:11]]
    assert errors == sorted(errors)
    assert not outcome.passed


def test_nothing_happens_after_the_day_the_data_were_closed(gate: TableGate, tmp_path: Path) -> None:
    """An estimate for the whole year, closed on 30 June, cannot hold a death of September."""
    around = Year(2024)
    around.facts = replace(
        around.facts, year=around.facts.year.model_copy(update={"data_as_of": dt.date(2024, 6, 30), "vintage": "uoc"})
    )
    reading = around.read(Fault("", DEATHS, 2024, lambda path: None), tmp_path)
    outcome = around.check({"maternal_deaths": reading}, gate)
    assert told(outcome.findings) == [("date.in_future", "!", "C10")]


def test_nothing_delivered_is_told_file_by_file(gate: TableGate, tmp_path: Path) -> None:
    around = year(2024)
    forms = around.facts.forms
    readings = {form.code: read_form(form, tmp_path, around.facts.sender(form.code, 2024), 2024) for form in forms}
    outcome = around.check(readings, gate)
    assert {finding.rule for finding in outcome.findings} == {"file.missing"}
    assert {finding.form for finding in outcome.findings} == {form.code for form in forms if not form.optional}
    assert not outcome.passed


@pytest.mark.slow
def test_the_clean_sample_raises_nothing_in_any_year() -> None:
    outcome = pipeline.check(load_facts(find_project(sample_office()), 2025), Progress())
    findings = {number: checked.findings for number, checked in outcome.checked.items()}
    assert list(findings) == [2021, 2022, 2023, 2024, 2025]
    assert [finding for number in (2022, 2023, 2024, 2025) for finding in findings[number]] == []
    assert findings[2021]
    assert [finding for finding in findings[2021] if not finding.waiver] == []
    assert all(checked.passed for checked in outcome.checked.values())
