"""The door for Python: what ``import gender_indicators as gi`` gives, without changing anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import gender_indicators as gi
from gender_indicators.base.errors import UserError
from gender_indicators.figures.figure import COLUMNS, results_csv
from offices import copy_params, sample_office

ROOT = Path(__file__).parents[1]
BIRTHS = pd.DataFrame(
    {
        "area": ["19777"] * 3 + ["20134"],
        "born_on": pd.to_datetime(["2024-03-01"] * 4),
        "sex": ["male", "male", "female", "male"],
    }
)


@pytest.fixture(scope="module")
def year() -> gi.ReportingYear:
    return gi.open(sample_office()).year(2021)


def test_the_door_shows_what_it_can_do_and_loads_nothing_before_it_is_used() -> None:
    heavy = "'pandas' in sys.modules, 'nbformat' in sys.modules"
    code = f"import sys, gender_indicators as gi; print('open' in dir(gi), {heavy})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "lib")},
    )
    assert done.stdout.split() == ["True", "False", "False"]
    assert (ROOT / "lib" / "gender_indicators" / "py.typed").is_file()


def test_figures_are_the_rows_of_the_results(year: gi.ReportingYear) -> None:
    frame = year.figures
    assert list(frame.columns) == list(COLUMNS)
    edition = year._edition
    assert len(frame) == results_csv((*edition.figures, *edition.pooled)).count("\n") - 1
    province = frame[frame["measure"].eq("4.1") & frame["area_code"].eq("46") & frame["period"].eq("2021")]
    assert province["value"].tolist() == [year.figure("4.1").value]
    hidden = frame[frame["gap"].eq("suppressed")]
    assert len(hidden) > 10
    assert hidden[["value", "numerator", "denominator", "ci_low", "n"]].isna().all().all()


def test_deliveries_findings_verdicts(year: gi.ReportingYear) -> None:
    assert year.passed
    assert year.deliveries.set_index("form").loc["births", "file"] == "so-y-te/tre-sinh-song.csv"
    assert year.deliveries.set_index("form").loc["births", "agency"] == "so-y-te"
    findings = year.findings
    assert {"rule", "severity", "file", "cell", "action", "action_en"} <= set(findings.columns)
    verdicts = year.verdicts
    assert len(verdicts) == 20 * 10
    assert set(verdicts.columns) == {"target", "area_code", "verdict", "certainty"}


def test_a_plain_script_reads_a_year_and_writes_nothing_but_the_cache(tmp_path: Path) -> None:
    """The gate's process must not run the script once more, though it has no ``if __name__ == "__main__"``."""
    copy_params(tmp_path)
    shutil.copytree(ROOT / "data/sample/2021", tmp_path / "data/sample/2021")
    script = tmp_path / "look.py"
    script.write_text(
        "import datetime as dt\nimport gender_indicators as gi\nprint(len(gi.open('.').year(2021).figures))"
    )
    before = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}
    environment = os.environ | {"PYTHONPATH": str(ROOT / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.stderr == "" and int(done.stdout) > 200
    after = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}
    assert {path.parts[0] for path in after - before} == {".cache"}


def test_an_unknown_figure_says_what_was_meant(year: gi.ReportingYear) -> None:
    with pytest.raises(UserError, match=r'Có phải ý là "4.1"'):
        year.figure("4.1x")
    with pytest.raises(UserError, match="AREA=999"):
        year.figure("4.1", area="999")


def test_a_measure_from_a_table_of_ones_own() -> None:
    figure = gi.measure("4.1", births=BIRTHS, folder=sample_office(), year=2024)
    assert (figure.numerator, figure.denominator, figure.value) == (3, 1, 300)
    assert figure.ci_low is not None and figure.ci_low < 300
    district = gi.measure("4.1", births=BIRTHS, folder=sample_office(), year=2024, area="474")
    assert (district.numerator, district.denominator) == (2, 1)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"birth": BIRTHS}, "births"),
        ({"births": BIRTHS.drop(columns="sex")}, "births.sex"),
        ({"births": BIRTHS.assign(gioi="x")}, "births.gioi"),
        ({"births": BIRTHS.assign(sex="nam")}, 'không có mã "nam"'),
        ({"births": BIRTHS.assign(born_on="ngày một")}, "births.born_on"),
    ],
)
def test_a_table_that_does_not_fit_is_an_error_that_names_what(tables: dict[str, pd.DataFrame], message: str) -> None:
    with pytest.raises(UserError) as caught:
        gi.measure("4.1", folder=sample_office(), year=2024, **tables)
    assert message in str(caught.value)


def test_the_notebooks_use_the_door_and_nothing_else() -> None:
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        code = "\n".join(cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code")
        assert "import gender_indicators as gi" in code, path.name
        assert "gender_indicators." not in code, path.name


def test_the_notebook_explore_runs_and_its_recount_agrees() -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "explore.ipynb", 4)
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(sample_office() / "notebooks")}}
    ).execute()
    printed = "".join(o.get("text", "") for cell in notebook.cells for o in cell.get("outputs", ()))
    assert "Khớp / equal: True" in printed
    assert "không quá 112" in printed


def test_rows_are_what_the_measure_counts(year: gi.ReportingYear) -> None:
    again = gi.measure("4.1", births=year.rows("births"), folder=sample_office(), year=2021)
    assert (again.numerator, again.denominator) == (year.figure("4.1").numerator, year.figure("4.1").denominator)
    mine = year.rows("births")
    mine["sex"] = "male"
    assert year.rows("births")["sex"].nunique() == 2  # mine was a copy
    with pytest.raises(UserError, match=r'gi.year.rows.*"births"'):
        year.rows("birth")


def test_a_period_that_is_not_there_names_those_that_are(year: gi.ReportingYear) -> None:
    with pytest.raises(UserError, match=r"PERIOD=2019-2021[\s\S]*2021"):
        year.figure("4.2", period="2019-2021")
