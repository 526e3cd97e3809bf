"""What comes after disclosure control takes protected figures and nothing else; the types say so."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from gender_indicators.figures.figure import Figure, ProtectedFigure
from gender_indicators.results.edition import load_edition, save_edition

sys.path.insert(0, str(Path(__file__).parent))

from edition_example import EDITION

ROOT = Path(__file__).parents[1]
UNPROTECTED = """
from dataclasses import replace
from gender_indicators.disclosure import protect
from gender_indicators.figures import Figure
from gender_indicators.plan import Plan
from gender_indicators.results import Edition


def leak(edition: Edition, counted: tuple[Figure, ...]) -> None:
    Edition(figures=counted, history=edition.history)  # type: ignore[call-arg]
    show(counted[0])


def keep(edition: Edition, counted: tuple[Figure, ...], plan: Plan) -> None:
    show(protect(counted, plan).figures[0])


from gender_indicators.report.wording import figure_mark as show
"""


def test_a_protected_figure_holds_what_a_figure_holds_and_is_another_type() -> None:
    assert [field.name for field in fields(ProtectedFigure)] == [field.name for field in fields(Figure)]
    assert issubclass(ProtectedFigure, Figure) and not issubclass(Figure, ProtectedFigure)


def test_an_edition_that_is_read_holds_protected_figures(tmp_path: Path) -> None:
    save_edition(EDITION, tmp_path / "edition.json")
    read = load_edition(tmp_path / "edition.json")
    assert {type(figure) for figure in (*read.figures, *read.history, *read.pooled)} == {ProtectedFigure}


def test_mypy_objects_to_an_unprotected_figure(tmp_path: Path) -> None:
    snippet = tmp_path / "leak.py"
    snippet.write_text(UNPROTECTED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(snippet)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    wrong = [line for line in done.stdout.splitlines() if ": error:" in line and "arg-type" in line]
    assert len(wrong) == 2, done.stdout
    assert all('expected "ProtectedFigure"' in line or "tuple[ProtectedFigure" in line for line in wrong), wrong
