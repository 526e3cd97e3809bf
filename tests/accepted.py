"""The figures of the sample as last accepted: ``tests/data/figures-<year>.csv``; ``make accept`` renews them.

A change of program, plan or sample that changes a figure has to come with the changed table in the same commit, where
a reviewer sees every figure that changed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import find_project
from gender_indicators.figures.figure import results_row
from gender_indicators.results.changes import figures_by_slot
from gender_indicators.results.edition import Edition
from offices import sample_office

YEARS = range(2021, 2026)
COLUMNS = (
    "measure", "area_code", "period", "breakdown", "reading", "value", "numerator", "denominator",
    "ci_low", "ci_high", "verdict", "certainty", "progress", "gap",
)  # fmt: skip

NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high")


def path_of(year: int) -> Path:
    """Where the accepted figures of a year's edition are."""
    return Path(__file__).parent / "data" / f"figures-{year}.csv"


def edition_of(year: int) -> Edition:
    """The edition of the sample's year as it is made now."""
    project = find_project(sample_office())
    outcome = pipeline.check(pipeline.prepare(project, year), Progress(), project.store)
    return pipeline.measure(outcome, Progress(), project.store)


def table(edition: Edition) -> str:
    """Every figure of ``edition`` with what readers are told of it, a row each.

    Numbers have twelve digits: another processor may sum to another sixteenth.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = (results_row(figure) for figure in figures_by_slot(edition).values())
    writer.writerows(sorted([_short(column, row[column]) for column in COLUMNS] for row in rows))
    return text.getvalue()


def _short(column: str, text: str) -> str:
    return f"{float(text):.12g}" if column in NUMBERS and text else text


def changed_rows(before: str, now: str) -> list[str]:
    """The rows that went (-) and came (+)."""
    then, here = before.splitlines(), now.splitlines()
    gone, come = set(then) - set(here), set(here) - set(then)
    return sorted([f"- {row}" for row in gone] + [f"+ {row}" for row in come], key=lambda row: (row[2:], row[0]))


if __name__ == "__main__":
    for number in YEARS:
        path, made = path_of(number), table(edition_of(number))
        rows = changed_rows(path.read_text("utf-8") if path.is_file() else "", made)
        path.write_text(made, "utf-8", newline="\n")
        print(f"{path.name}: {len(rows)} rows changed", *rows[:40], sep="\n")
