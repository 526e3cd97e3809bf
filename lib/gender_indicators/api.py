"""The door for statisticians who write Python: ``import gender_indicators as gi``.

Nothing here registers a publication or changes an output: it looks at a folder and computes. The one thing written
is ``.cache``, as every command does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pandas as pd

from gender_indicators import pipeline
from gender_indicators.base import Progress, Project, Text, UserError, find_project, suggest
from gender_indicators.editions import archived_editions
from gender_indicators.figures import COLUMNS, TOTAL, Figure, ProtectedFigure, assessed, released, results_row
from gender_indicators.files import FileSource
from gender_indicators.intake import Table, typed_frame
from gender_indicators.measures import YearTables, calculate, columns_counted, placed
from gender_indicators.plan import Form, Measure, reported_areas
from gender_indicators.report import Report, find_figure, report_of
from gender_indicators.results import Edition, Outcome

__all__ = ["Office", "ReportingYear", "measure", "open"]

T = TypeVar("T")
_FINDING = (
    "rule", "severity", "agency", "form", "file", "sheet", "cell", "found", "expected", "action", "expected_en",
    "action_en", "count", "accepted",
)  # fmt: skip
_DELIVERY = ("agency", "form", "file", "received", "vintage", "in_use")
_VERDICT = ("target", "area_code", "verdict", "certainty")
_NUMBERS = (
    "value", "numerator", "denominator", "ci_low", "ci_high", "ci_level", "n", "reference_year", "standard_error",
    "effective_n", "design_effect", "cv",
)  # fmt: skip


def open(folder: str | Path = ".") -> Office:
    """Return the office whose ``params`` and data lie in ``folder`` or above it.

    Raises
    ------
    UserError
        When neither holds ``params/plan.yaml``.

    Examples
    --------
    >>> import gender_indicators as gi
    >>> gi.open(".").years
    (2021, 2022, 2023, 2024, 2025)
    """
    return Office(find_project(Path(folder).resolve()))


class Office:
    """A folder with parameters and data; :func:`open` finds it."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a parameter file."""
        files = self._project.params.glob("[0-9][0-9][0-9][0-9].yaml")
        return tuple(sorted(int(path.stem) for path in files))

    def year(self, number: int) -> ReportingYear:
        """Return the reporting year ``number``; nothing is read before something of it is asked for."""
        return ReportingYear(self._project, number)


class ReportingYear:
    """What an office has for a year. Read, checked and measured once, when first asked for.

    Examples
    --------
    >>> import gender_indicators as gi
    >>> year = gi.open(".").year(2021)
    >>> figure = year.figure("4.1")
    >>> round(figure.value, 1), figure.verdict
    (110.5, 'missed')
    >>> year.figures.loc[lambda f: f["measure"].eq("4.1") & f["area_code"].eq("46"), "value"].round(1).tolist()
    [110.5]
    """

    def __init__(self, project: Project, number: int) -> None:
        self._project, self._number = project, number

    @cached_property
    def _outcome(self) -> Outcome:
        facts = pipeline.prepare(self._project, self._number)
        return pipeline.check(facts, Progress(), self._project.store)

    @cached_property
    def _edition(self) -> Edition:
        before = archived_editions(self._project)
        return pipeline.measure(self._outcome, Progress(), self._project.store, before=before)

    @property
    def passed(self) -> bool:
        """Whether the data passed their checks."""
        return self._outcome.passed

    @property
    def deliveries(self) -> pd.DataFrame:
        """The delivered files: agency, form, file, day of receipt, vintage; the newest of a form is in use."""
        delivery, facts = self._outcome.deliveries[self._number], self._outcome.facts
        rows = [
            (facts.sender(code, self._number), code, each.file, each.on, each.vintage, each is arrived[-1])
            for code, arrived in delivery.arrivals.items()
            for each in arrived
        ]
        return pd.DataFrame(rows, columns=list(_DELIVERY))

    @property
    def findings(self) -> pd.DataFrame:
        """What reading and checking found, a row a finding; for the office only, cells about people are not shown."""
        rows = [
            (
                f.rule, f.severity, f.agency, f.form, f.place.file, f.place.sheet, f.place.cell, f.found,
                f.expected.vi, f.action.vi, f.expected.en, f.action.en, f.count, bool(f.waiver),
            )
            for f in self._outcome.findings
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(_FINDING))

    def rows(self, form: str) -> pd.DataFrame:
        """Return the checked rows of a form as the measures count them: personal data, for the office only.

        Parameters
        ----------
        form
            The form's code in ``params/forms.yaml``: "births".

        Returns
        -------
        DataFrame
            The form's columns, typed, corrections applied; the index is the row number in the delivered file.

        Raises
        ------
        UserError
            When the year has no such form, or its file did not come.
        """
        tables = self._outcome.checked[self._number].tables
        return _known(form, tables, "gi.year.rows").frame.copy()

    @property
    def figures(self) -> pd.DataFrame:
        """The protected figures, tidy: the rows and columns of ``results.csv``, numbers as numbers.

        Raises :class:`GateClosed` when the data did not pass their checks.
        """
        return _frame((*self._edition.figures, *self._edition.pooled))

    @property
    def history(self) -> pd.DataFrame:
        """The protected totals of the plan's earlier years on the same map, as :attr:`figures`."""
        return _frame(self._edition.history)

    @property
    def verdicts(self) -> pd.DataFrame:
        """The verdict on each target in each area: ``target``, ``area_code``, ``verdict``, ``certainty``."""
        rows = [(each.target, each.area, each.verdict, each.certainty) for each in self._edition.verdicts]
        return pd.DataFrame(rows, columns=list(_VERDICT))

    def figure(
        self, measure: str, area: str | None = None, breakdown: str = TOTAL, period: str = ""
    ) -> ProtectedFigure:
        """Return one protected figure with its interval, verdict and provenance (``sources``, ``function``).

        Parameters
        ----------
        measure
            The measure's id in the plan: "4.1".
        area
            The code of the area, the province's unless given.
        breakdown
            One of the measure's breakdowns, or "total".
        period
            Several years together, as "2022-2024"; the reporting year unless given.

        Raises
        ------
        UserError
            When the year has no such figure.
        """
        return find_figure(self._edition, measure, area or self._edition.province.code, breakdown, period)

    def report(self, area: str | None = None) -> Report:
        """Return the report of an area, whose parts ``gi.write`` makes any output format of.

        Parameters
        ----------
        area
            The code of the area, the province's unless given.

        Raises
        ------
        UserError
            When the year has no such area.

        Examples
        --------
            >>> import gender_indicators as gi
        >>> report = gi.open(".").year(2021).report("474")
        >>> gi.write(report.goal("4"), "text").splitlines()[0]
        'Mục tiêu 4. Trong lĩnh vực y tế'
        """
        return report_of(self._edition, area or self._edition.province.code)


def measure(
    identifier: str,
    /,
    *,
    folder: str | Path = ".",
    year: int | None = None,
    area: str | None = None,
    **tables: pd.DataFrame,
) -> Figure:
    """Compute one measure from tables handed in, by its definition in the plan, without checks of the data.

    The result is counted from raw rows and is not protected: it may tell small counts and must not be published.

    Parameters
    ----------
    identifier
        The measure's id in the plan: "4.1".
    folder
        A folder of the office whose plan, forms and map are used.
    year
        The year whose map and readings of the plan are used, which must be that of the rows; the last one there is
        unless given.
    area
        The code of an area of that year; the province unless given.
    **tables
        A DataFrame for each form of the measure, by the name the plan gives it, with the form's column names of
        ``params/forms.yaml``; columns the measure is not counted from may be left out.

    Raises
    ------
    UserError
        When a table, a column or a code is missing or unknown; it names which.

    Examples
    --------
    >>> import gender_indicators as gi
    >>> import pandas as pd
    >>> births = pd.DataFrame({"area": ["19777"] * 4, "born_on": pd.to_datetime(["2024-03-01"] * 4),
    ...                        "sex": ["male", "male", "female", "female"]})
    >>> figure = gi.measure("4.1", births=births, year=2024)
    >>> figure.numerator, figure.denominator, figure.value
    (2.0, 2.0, 100.0)
    """
    office = open(folder)
    facts = pipeline.prepare(office._project, year or office.years[-1])
    wanted = _known(identifier, {each.id: each for each in facts.plan.measures}, "gi.measure")
    if set(tables) != set(wanted.forms):
        raise UserError(
            Text(
                f"chỉ tiêu {identifier} cần các bảng {sorted(wanted.forms)}, đã nhận {sorted(tables)}.",
                f"measure {identifier} takes the tables {sorted(wanted.forms)}, got {sorted(tables)}.",
            ),
            f"gi.measure({identifier!r})",
        )
    read = {code: _table(facts.forms[code], wanted, tables[name]) for name, code in wanted.forms.items()}
    run = facts.year
    data = YearTables(read, {code: placed(table, facts.map, run.year, run.map) for code, table in read.items()})
    areas = {each.code: each for each in reported_areas(facts.map, run)}
    place = _known(area, areas, "gi.measure") if area else facts.areas[0]
    figure = calculate(wanted, data, run, [place], facts.plan.confidence)[0]
    return assessed(released(figure, facts.plan.release), wanted)


def _known(name: str, known: Mapping[str, T], where: str) -> T:
    if name in known:
        return known[name]
    hint = suggest(name, known)
    raise UserError(Text(f'không có "{name}". {hint.vi}', f'there is no "{name}". {hint.en}'), where)


def _table(form: Form, wanted: Measure, frame: pd.DataFrame) -> Table:
    """The frame as a table of ``form``, its columns typed; what the measure is not counted from is left empty."""
    return Table(form, typed_frame(form, frame, columns_counted(wanted, form)), FileSource("gi.measure", ""), {})


def _frame(figures: Iterable[ProtectedFigure]) -> pd.DataFrame:
    frame = pd.DataFrame([results_row(figure) for figure in figures], columns=list(COLUMNS))
    for name in _NUMBERS:
        frame[name] = pd.to_numeric(frame[name])
    return frame
