"""From a published figure back to the rows it was counted from: the office's own way to check a number.

A figure that is hidden stays hidden here: neither its rows nor a count that tells it are part of its trace.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from gender_indicators.base import Project, Text, UserError, suggest
from gender_indicators.figures import TOTAL, ProtectedFigure, as_plain_text, results_row
from gender_indicators.findings import AppliedCorrection
from gender_indicators.intake import Table
from gender_indicators.measures import YearTables, columns_counted, counted_from, doc_of, placed
from gender_indicators.plan import AreaRef, Measure, Plan, Target, Year
from gender_indicators.report.document.links import METHODOLOGY, measure_anchor, target_anchor
from gender_indicators.report.making.index import report_name
from gender_indicators.results import Edition, Outcome

Published = Literal["same", "other", "absent"]


@dataclass(frozen=True, slots=True)
class Input:
    """A form a figure was counted from, or its denominator is held against (``control``).

    ``file`` is the path in the project, "" when none came. ``cells`` is the range that was read and ``count`` its
    number of rows; ``rows`` are those that count for the area. All three are ``None`` where they would tell a hidden
    count, ``rows`` also for a control and for a figure that is not counted at this level.
    """

    year: int
    number: str
    title: Text
    agency: Text
    control: bool
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cells: str | None = None
    count: int | None = None
    rows: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything behind one row of ``results.csv``.

    ``published`` says whether the row stands there as it is here; ``entries`` are the corrections and waivers that
    touch what the measure is counted from; ``pages`` are the addresses below the project where the same is told, and
    whether that page is there.
    """

    edition: Edition
    target: Target
    measure: Measure
    figure: ProtectedFigure
    published: Published
    doc: str
    inputs: tuple[Input, ...]
    entries: tuple[AppliedCorrection, ...]
    pages: tuple[tuple[str, bool], ...]

    @property
    def hidden(self) -> bool:
        """Whether disclosure control hides the figure."""
        return self.figure.gap == "suppressed"


def trace(outcome: Outcome, edition: Edition, wanted: ProtectedFigure) -> Trace:
    """Return what stands behind ``wanted``, a figure of ``edition``, which was made from ``outcome``."""
    plan, facts = edition.plan, outcome.facts
    measure, target = plan.measure(wanted.measure), plan.target_of(wanted.measure)
    first = wanted.first_year or wanted.year
    years = [year for year in (*facts.earlier, facts.year) if first <= year.year <= wanted.year]
    return Trace(
        edition=edition,
        target=target,
        measure=measure,
        figure=wanted,
        published=_published(facts.project.outputs, edition.year.year, wanted),
        doc=doc_of(measure).split("\n\n")[0],
        inputs=tuple(each for year in years for each in _inputs(outcome, edition, measure, wanted, year)),
        entries=tuple(each for year in years for each in _entries(outcome, measure, wanted, year)),
        pages=tuple(_pages(outcome.facts.project, edition, target, measure, wanted.area)),
    )


def find_figure(
    edition: Edition, measure: str, area: str, breakdown: str = TOTAL, period: str = ""
) -> ProtectedFigure:
    """Return the figure of a row of ``results.csv``; without ``period`` that of the reporting year.

    Raises :class:`UserError`, telling what was meant and what there is, when no row is of this kind.
    """
    require_measure(edition.plan, measure)
    figures = (*edition.figures, *edition.pooled)
    own = [f for f in figures if (f.measure, f.area.code) == (measure, area)]
    if not own:
        areas = [each.code for each in edition.areas]
        raise _unknown(Text("không có đơn vị mã này", "there is no such area"), area, areas, "AREA")
    periods = list(dict.fromkeys(f.period for f in own))
    asked = period or str(edition.year.year)
    if asked not in periods:
        where = Text(f"số đo {measure} không có kỳ này ở đơn vị {area}", f"{measure} has no such period in {area}")
        raise _unknown(where, asked, periods, "PERIOD")
    parts = [f.breakdown for f in own if f.period == asked]
    if breakdown not in parts:
        where = Text(f"số đo {measure} không có phân tổ này ở {area}", f"{measure} has no such breakdown in {area}")
        raise _unknown(where, breakdown, parts, "BREAKDOWN")
    return next(f for f in own if (f.period, f.breakdown) == (asked, breakdown))


def require_measure(plan: Plan, measure: str) -> None:
    """Raise :class:`UserError`, listing the measures, when ``measure`` is the id of none."""
    ids = [each.id for each in plan.measures]
    if measure not in ids:
        raise _unknown(Text("không có số đo này", "there is no such measure"), measure, ids, "MEASURE")


def _unknown(message: Text, given: str, known: list[str], key: str) -> UserError:
    hint, listed = suggest(given, known), ", ".join(known)
    more = "" if listed in hint.vi else f"\n  Các giá trị có: {listed}."
    return UserError(Text(f"{message.vi}. {hint.vi}{more}", f"{message.en}. {hint.en}"), f"{key}={given}")


def _published(outputs: Path, year: int, figure: ProtectedFigure) -> Published:
    """Whether the row published last is the same as the one found now."""
    row = {name: as_plain_text(cell) for name, cell in results_row(figure).items()}
    key = ("measure", "area_code", "period", "breakdown")
    try:
        with (outputs / str(year) / "data" / "results.csv").open(encoding="utf-8", newline="") as file:
            entry = [each for each in csv.DictReader(file) if all(each.get(name) == row[name] for name in key)]
    except OSError:
        return "absent"
    if not entry:
        return "absent"
    return "same" if entry[0] == row else "other"


def _inputs(
    outcome: Outcome, edition: Edition, measure: Measure, wanted: ProtectedFigure, year: Year
) -> Iterator[Input]:
    facts, tables = outcome.facts, outcome.checked[year.year].tables
    hidden = _hidden(edition, wanted, year.year)
    counted = None if hidden else _counted(outcome, measure, wanted, year)
    for code in dict.fromkeys((*measure.forms.values(), *measure.controlled_by)):
        form, control = facts.forms[code], code not in measure.forms.values()
        sender = facts.agencies[facts.sender(code, year.year)].name.text
        entry = Input(year.year, form.number, form.title.text, sender, control)
        if (table := tables.get(code)) is not None:
            entry = replace(
                entry,
                file=f"{year.data}/{table.source.file}",
                sha256=table.source.sha256,
                sheet=table.source.sheet,
                rows=None if control or counted is None else counted[code],
            )
            if not (hidden and form.sensitive):
                entry = replace(entry, cells=table.rows, count=len(table.frame))
        yield entry


def _hidden(edition: Edition, wanted: ProtectedFigure, year: int) -> bool:
    """Whether the figure, or in another year than the reporting one that of the same place then, is hidden."""
    same = (
        f
        for f in (*edition.figures, *edition.history)
        if (f.measure, f.area.code, f.year, f.breakdown) == (wanted.measure, wanted.area.code, year, wanted.breakdown)
    )
    return wanted.gap == "suppressed" or any(figure.gap == "suppressed" for figure in same)


def _counted(
    outcome: Outcome, measure: Measure, wanted: ProtectedFigure, year: Year
) -> Mapping[str, tuple[int, ...]] | None:
    """The rows of the year that count for the figure; ``None`` where it is not counted at its level."""
    if not measure.shown_at(wanted.area.level):
        return None
    tables = outcome.checked[year.year].tables
    own: dict[str, Table] = {code: tables[code] for code in measure.forms.values() if code in tables}
    places = {code: placed(table, outcome.facts.map, year.year, year.map) for code, table in own.items()}
    return counted_from(measure, YearTables(own, places), year, wanted.area, wanted.breakdown)


def _entries(outcome: Outcome, measure: Measure, wanted: ProtectedFigure, year: Year) -> Iterator[AppliedCorrection]:
    """The entries that touch a column the measure is counted from, or a whole form; of a hidden one without cells."""
    for each in outcome.checked[year.year].corrections:
        if each.form not in measure.forms.values():
            continue
        if each.column and each.column not in columns_counted(measure, outcome.facts.forms[each.form]):
            continue
        file = f"{year.data}/{each.place}"
        yield replace(each, place=file.partition(",")[0] if wanted.gap == "suppressed" else file)


def _pages(
    project: Project, edition: Edition, target: Target, measure: Measure, area: AreaRef
) -> Iterator[tuple[str, bool]]:
    folder = f"outputs/{edition.year.year}"
    for file, anchor in (
        (f"{report_name(area.code)}.html", target_anchor(target.id)),
        (METHODOLOGY, measure_anchor(measure.id)),
    ):
        yield f"{folder}/{file}#{anchor}", (project.root / folder / file).is_file()
