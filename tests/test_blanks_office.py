"""Blank forms in an office program: LibreOffice opens, saves and computes them, and nothing is lost on the way."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from gender_indicators.agencies.blanks.blank import Blank, make_blank
from gender_indicators.agencies.blanks.workbook import write_blank
from gender_indicators.intake.identity import Identity, read_identity
from gender_indicators.intake.known import known_in
from gender_indicators.plan.agencies import load_agencies
from gender_indicators.plan.areas import load_areas
from gender_indicators.plan.forms import load_forms
from gender_indicators.plan.plan import load_plan

sys.path.insert(0, str(Path(__file__).parent))

from blank_filling import FIRST_ROW, Value, as_workbook, drawn_rows, fill, read_back

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]

PARAMS = Path(__file__).parents[1] / "params"
YEAR = 2025
FORMS = load_forms(PARAMS / "forms.yaml")
_PLAN, _AGENCIES, _AREAS = (
    load_plan(PARAMS / "plan.yaml"),
    load_agencies(PARAMS / "agencies.yaml"),
    load_areas(PARAMS / "areas.yaml"),
)
KNOWN = known_in(YEAR, FORMS, _AREAS)
BLANKS = {form.code: make_blank(form, YEAR, FORMS, _PLAN, _AGENCIES, _AREAS) for form in FORMS}
EVERY = pytest.mark.parametrize("code", list(BLANKS))


def saved_as(kind: str, files: Sequence[Path], folder: Path) -> None:
    """Let LibreOffice open ``files`` and save them as ``kind`` in ``folder``."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="module")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blanks")
    for code, blank in BLANKS.items():
        write_blank(folder / f"{code}.xlsx", blank)
    return folder


@pytest.fixture(scope="module")
def as_ods(blanks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ods")
    saved_as("ods", sorted(blanks.glob("*.xlsx")), folder)
    return folder


@pytest.fixture(scope="module")
def back(as_ods: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("back")
    saved_as("xlsx:Calc MS Excel 2007 XML", sorted(as_ods.glob("*.ods")), folder)
    return folder


@pytest.fixture(scope="module")
def as_xls(blanks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xls")
    saved_as("xls:MS Excel 97", sorted(blanks.glob("*.xlsx")), folder)
    return folder


@EVERY
def test_the_identity_survives_every_kind_of_file(code: str, as_ods: Path, back: Path, as_xls: Path) -> None:
    expected = Identity(code, FORMS[code].version, YEAR, BLANKS[code].identity.agency)
    for path in (as_ods / f"{code}.ods", back / f"{code}.xlsx", as_xls / f"{code}.xls"):
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("_bieu").to_python()
        assert read_identity(rows) == expected, path.suffix


@EVERY
def test_validation_lists_and_protection_survive_another_format(code: str, blanks: Path, back: Path) -> None:
    before, after = (openpyxl.load_workbook(folder / f"{code}.xlsx") for folder in (blanks, back))
    sheet = FORMS[code].sheet
    assert after.sheetnames == before.sheetnames
    assert after["_bieu"].sheet_state != "visible"
    assert after[sheet].protection.sheet
    assert not after[sheet].column_dimensions["A"].protection.locked
    # LibreOffice writes about a thousand empty rows of a sheet as .ods, so ranges may end earlier.
    kinds = [
        sorted(
            (str(rule.sqref).partition(":")[0], rule.type, rule.formula1, rule.error, rule.prompt)
            for rule in book[sheet].data_validations.dataValidation
        )
        for book in (before, after)
    ]
    assert kinds[0] == kinds[1]
    assert set(before.defined_names) <= set(after.defined_names)


@EVERY
def test_a_form_that_was_saved_as_ods_and_back_is_filled_and_read(code: str, back: Path, tmp_path: Path) -> None:
    blank = BLANKS[code]
    rows = _rows(blank, f"office {code}")
    fill(back / f"{code}.xlsx", tmp_path / "a" / as_workbook(blank.form).file, blank.form, rows)
    reading, found = read_back(blank.form, tmp_path, "a", YEAR, KNOWN)
    assert reading.findings == ()
    assert found == rows


@pytest.fixture(scope="module")
def recomputed(blanks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every form filled by a program, then opened and saved by LibreOffice, with its formulas computed."""
    filled, folder = tmp_path_factory.mktemp("filled"), tmp_path_factory.mktemp("recomputed")
    for code, blank in BLANKS.items():
        fill(blanks / f"{code}.xlsx", filled / f"{code}.xlsx", blank.form, _rows(blank, f"office {code}"))
    saved_as("xlsx:Calc MS Excel 2007 XML", sorted(filled.glob("*.xlsx")), folder)
    return folder


@EVERY
def test_a_filled_form_that_was_saved_by_the_program_is_read(code: str, recomputed: Path, tmp_path: Path) -> None:
    blank = BLANKS[code]
    (tmp_path / "a").mkdir()
    shutil.copy(recomputed / f"{code}.xlsx", tmp_path / "a" / as_workbook(blank.form).file)
    reading, found = read_back(blank.form, tmp_path, "a", YEAR, KNOWN)
    assert reading.findings == ()
    assert found == _rows(blank, f"office {code}")


@EVERY
def test_totals_are_the_sums_of_their_columns(code: str, recomputed: Path) -> None:
    blank = BLANKS[code]
    rows = _rows(blank, f"office {code}")
    head = (
        CalamineWorkbook.from_path(str(recomputed / f"{code}.xlsx")).get_sheet_by_name(blank.form.sheet).to_python()
    )
    totals = [head[5][index] for index, column in enumerate(blank.form.columns) if column.summed]
    sums = [sum(row[i] for row in rows) for i, c in enumerate(blank.form.columns) if c.summed]  # type: ignore[misc]
    assert totals == sums
    if not totals:
        assert head[5][1] == len(rows)


def _rows(blank: Blank, seed: str) -> list[list[Value]]:
    """Rows that leave nothing of what is written already half filled in."""
    rows = drawn_rows(blank, seed)
    number = 0
    while len(rows) < len(blank.rows):
        number += 1
        rows += drawn_rows(blank, f"{seed} {number}")
    return rows


def test_the_guide_counts_what_is_wrong(blanks: Path, tmp_path: Path) -> None:
    day = dt.date(2025, 5, 5)
    wrong: dict[str, list[list[Value]]] = {
        "vocational": [["A", "A", "19777", "college", 10, 11], ["A", "A", "19777", "elementary", 10, 4]],
        "births": [
            ["1", "19777", dt.date(2024, 12, 31), "male", 20],
            ["2", "19777", dt.date(2025, 1, 1), "male", 20],
        ],
        "domestic_violence": [
            ["1", "1", "victim", "female", "19777", day, None, None, None],
            ["1", "2", "perpetrator", "male", "19777", day, None, True, None],
        ],
        "population_series": [
            [2021, 10, 4, 5, 6, 4, 90.0, 8.5, 14.2, 5.7],
            [2020, 10, 4, 6, 6, 4, 66.7, 8.5, 9.0, 5.7],
        ],
        "outreach": [["19777", 1, 5, 6]],
    }
    for code, rows in wrong.items():
        fill(blanks / f"{code}.xlsx", tmp_path / f"{code}.xlsx", FORMS[code], rows)
    out = tmp_path / "out"
    out.mkdir()
    saved_as("xlsx:Calc MS Excel 2007 XML", sorted(tmp_path.glob("*.xlsx")), out)
    assert _counts(out, "vocational")["“Trong đó: nữ” không lớn hơn “Tuyển mới”."] == 1
    births = _counts(out, "births")
    assert births["“Ngày sinh” từ 01/01/2025 đến 31/12/2025."] == 1
    assert births["Mọi đơn vị cấp xã có hiệu lực ngày 31/12/2025 đều có dòng."] == 39
    violence = [value for value in _counts(out, "domestic_violence").values() if value != "–"]
    assert violence == [1, 0, 1, 0]
    series = [value for value in _counts(out, "population_series").values() if value != "–"]
    assert series == [1, 0, 1, 1]
    outreach = _counts(out, "outreach")
    assert outreach["Mọi ô số liệu của các dòng ghi sẵn đều được điền."] == 39 * 3
    assert outreach["“Số người được tiếp cận (không trùng)” không lớn hơn “Số lượt người dự”."] == 1


def _counts(folder: Path, code: str) -> dict[str, object]:
    """The rules of the guide with the count beside each, as LibreOffice computed it."""
    rows = CalamineWorkbook.from_path(str(folder / f"{code}.xlsx")).get_sheet_by_name("Hướng dẫn").to_python()
    start = next(number for number, row in enumerate(rows) if row[1] == "Số chỗ chưa đúng")
    return {str(row[2]): row[1] for row in rows[start + 1 :] if row[2]}


def test_the_form_begins_with_its_first_row_of_data() -> None:
    assert {blank.first_row for blank in BLANKS.values()} == {FIRST_ROW}
