"""Notebooks run by papermill itself, as a reader of its manual would: numbers for codes, any folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from edition_example import CITY, EDITION
from gender_indicators.base.errors import UserError
from gender_indicators.report.sections.area_report import Report, open_report
from gender_indicators.results import edition as editions
from offices import ROOT

PAPERMILL = (sys.executable, "-m", "papermill")
NOTEBOOK = ROOT / "notebooks" / "area_report.ipynb"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with the results of 2024, and a folder beside it where the test begins."""
    monkeypatch.delenv(editions.EDITION_VARIABLE, raising=False)
    monkeypatch.delenv(editions.OFFICE_VARIABLE, raising=False)
    root = tmp_path / "Văn phòng"
    (root / "params").mkdir(parents=True)
    (root / "notebooks").mkdir()
    (root / "outputs" / "2024" / "data").mkdir(parents=True)
    editions.save_edition(EDITION, root / "outputs" / "2024" / "data" / "edition.json")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return root


@pytest.mark.parametrize("area", ["474", 474])
def test_a_code_that_was_taken_for_a_number_is_the_code(
    office: Path, monkeypatch: pytest.MonkeyPatch, area: str | int
) -> None:
    monkeypatch.chdir(office)
    assert open_report(2024, area) == Report(EDITION, CITY)


def test_an_unknown_number_lists_the_areas(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    with pytest.raises(UserError, match=r'area=999: Năm 2024 không có đơn vị mã "999".*474 '):
        open_report(2024, 999)


def test_results_are_found_from_any_folder_of_the_office(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (office, office / "notebooks", office / "outputs" / "2024" / "data"):
        monkeypatch.chdir(folder)
        assert editions.open_edition(2024) == EDITION


def test_from_outside_a_variable_names_the_office(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(editions.OFFICE_VARIABLE, str(office))
    assert editions.open_edition(2024) == EDITION


def test_from_outside_the_programs_own_office_is_meant(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "PROGRAM", office)
    assert editions.open_edition(2024) == EDITION


def test_the_office_around_comes_before_the_variable(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(editions.OFFICE_VARIABLE, str(tmp_path / "other"))
    monkeypatch.chdir(office)
    assert editions.open_edition(2024) == EDITION


def test_missing_results_name_the_folder_that_was_looked_in_and_the_variable(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(editions.OFFICE_VARIABLE, str(office))
    with pytest.raises(UserError, match="biến môi trường GENDER_INDICATORS_OFFICE") as caught:
        editions.open_edition(2031)
    assert caught.value.where == str(office / "outputs" / "2031")


@pytest.mark.slow
@pytest.mark.parametrize("inside", [True, False])
def test_papermill_makes_the_report_from_the_command_line(office: Path, tmp_path: Path, inside: bool) -> None:
    variables = {} if inside else {editions.OFFICE_VARIABLE: str(office)}
    done = subprocess.run(
        [*PAPERMILL, str(NOTEBOOK), str(tmp_path / "out.ipynb"), "-p", "year", "2024", "-p", "area", "474"],
        cwd=office / "notebooks" if inside else tmp_path / "elsewhere",
        env={**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    shown = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    assert any(CITY.name in str(output) for output in shown)
    assert not [output for output in shown if output.output_type == "error"]
