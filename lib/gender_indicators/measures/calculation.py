"""From tables to figures: a measure is computed once a year, its rows are summed over every area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gender_indicators.base import Text, UserError
from gender_indicators.figures import TOTAL, Figure, Gap, SourceRef
from gender_indicators.intake import Table
from gender_indicators.measures.precision import precision
from gender_indicators.measures.registry import method_of
from gender_indicators.plan import AreaRef, Measure, Year, chosen_settings, reading_of

_NO_ROWS = np.empty(0, np.intp)


@dataclass(frozen=True, slots=True)
class YearTables:
    """The trusted tables of a year: each form's table, and its rows placed on the reporting map."""

    tables: Mapping[str, Table]
    placed: Mapping[str, pd.DataFrame]


def calculate(measure: Measure, data: YearTables, year: Year, areas: Sequence[AreaRef], level: float) -> list[Figure]:
    """Return the figures of ``measure`` for ``areas`` (province first), with their breakdowns for the province.

    Numerators and denominators are summed over an area, then divided. ``level`` is that of the intervals. A form
    that was not delivered gives figures without a value and the gap ``no_data``.
    """
    rows = counted_rows(measure, data, year)
    if rows is None:
        return [_figure(measure, year, area, TOTAL, _gap(measure, area) or "no_data", ()) for area in areas]
    sources = _sources(measure, data)
    within = Parts(rows)
    figures = [_sum_up(measure, year, area, TOTAL, within[area], sources, level) for area in areas]
    for breakdown in measure.breakdowns:
        part = rows[rows["breakdown"].eq(breakdown)]
        figures.append(_sum_up(measure, year, areas[0], breakdown, part, sources, level))
    return figures


def counted_rows(measure: Measure, data: YearTables, year: Year) -> pd.DataFrame | None:
    """Return the rows ``measure`` counts, with what each adds to both counts; ``None`` without one of its forms."""
    method = method_of(measure)
    settings = chosen_settings(measure, year)
    if any(code not in data.tables for code in measure.forms.values()):
        return None
    for argument, code in measure.forms.items():
        _require_filled(measure, data.tables[code], method.reads[argument], year)
    frames = {argument: data.placed[code] for argument, code in measure.forms.items()}
    return method.call(**frames, **measure.arguments, **settings)


def _require_filled(measure: Measure, table: Table, read: Iterable[str], year: Year) -> None:
    """Raise where an accepted finding left a cell empty that the measure needs: it means neither yes nor no."""
    empty = [name for name in read if table.form.column(name).required and table.frame[name].isna().any()]
    if empty:
        columns = ", ".join(f'"{table.form.column(name).header}"' for name in empty)
        raise UserError(
            Text(
                f"chỉ tiêu {measure.id} không tính được từ biểu {table.form.code}: cột {columns} có ô trống. Nếu có "
                'ô lỗi được chấp nhận (khoá "waivers"), hãy thay bằng đính chính (khoá "corrections") ghi giá trị '
                "đúng.",
                f"measure {measure.id} cannot be counted from {table.form.code}: {columns} has empty cells. Where a "
                'wrong cell was accepted (key "waivers"), give its right value as a correction instead (key '
                '"corrections").',
            ),
            f"params/{year.year}.yaml",
        )


class Parts:
    """Counted rows by area; the areas of a level are told apart once, however many there are."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows
        self._found: dict[str, Mapping[Any, Any]] = {}

    def __getitem__(self, area: AreaRef) -> pd.DataFrame:
        """The rows of ``area``, in their order; none when the measure does not place its rows."""
        column = f"place_{area.level}"
        if area.level == "province":
            return self._rows
        if column not in self._rows:
            return self._rows.iloc[:0]
        if column not in self._found:
            self._found[column] = self._rows.groupby(column, sort=False).indices
        return self._rows.take(self._found[column].get(area.code, _NO_ROWS))


def _gap(measure: Measure, area: AreaRef) -> Gap | None:
    return None if measure.shown_at(area.level) else measure.below


def _sum_up(
    measure: Measure,
    year: Year,
    area: AreaRef,
    breakdown: str,
    rows: pd.DataFrame,
    sources: tuple[SourceRef, ...],
    level: float,
) -> Figure:
    if gap := _gap(measure, area):
        return _figure(measure, year, area, breakdown, gap, sources)
    numerator = float(rows["numerator"].sum())
    denominator = None if measure.denominator is None else float(rows["denominator"].sum())
    if denominator == 0.0 or denominator != denominator:
        return _figure(measure, year, area, breakdown, "no_cases", sources)
    value = numerator if denominator is None else measure.per * numerator / denominator
    facts = precision(measure, rows, level)
    if measure.survey:
        facts["n"] = int(rows["n"].sum()) if "n" in rows else int(rows["denominator"].gt(0).sum())
    if "reference_year" in rows:
        facts["reference_year"] = int(rows["reference_year"].max())
        facts["flags"] = ("stale",) if facts["reference_year"] < year.year else ()
    facts |= {"value": value, "numerator": numerator, "denominator": denominator}
    return _figure(measure, year, area, breakdown, None, sources, **facts)


def _figure(
    measure: Measure,
    year: Year,
    area: AreaRef,
    breakdown: str,
    gap: Gap | None,
    sources: tuple[SourceRef, ...],
    **facts: Any,
) -> Figure:
    values: dict[str, Any] = {"value": None, "numerator": None, "denominator": None, "n": None, **facts}
    return Figure(
        measure=measure.id,
        area=area,
        year=year.year,
        breakdown=breakdown,
        unit=measure.unit.vi,
        gap=gap,
        verdict=gap if breakdown == TOTAL else None,
        map=year.map,
        vintage=year.vintage,
        sources=sources,
        function=measure.computed_by,
        reading=reading_of(measure, year),
        **values,
    )


def _sources(measure: Measure, data: YearTables) -> tuple[SourceRef, ...]:
    codes = dict.fromkeys((*measure.forms.values(), *measure.controlled_by))
    tables = [data.tables[code] for code in codes if code in data.tables]
    return tuple(SourceRef(t.source.file, t.source.sha256, t.source.sheet, t.rows, len(t.frame)) for t in tables)
