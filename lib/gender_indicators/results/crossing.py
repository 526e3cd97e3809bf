"""What the areas of two maps have in common, counted from the same rows placed on both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from gender_indicators.base import Text, UserError
from gender_indicators.disclosure import RegisterEntry, Shared
from gender_indicators.intake import Table
from gender_indicators.measures import YearTables, counted_rows, placed
from gender_indicators.plan import Areas, Level, Measure, Plan, Year, reading_of


def in_common(
    plan: Plan, areas: Areas, year: Year, tables: Mapping[str, Table], published: Collection[RegisterEntry]
) -> tuple[Shared, ...]:
    """Return what the areas of the year's map share with those that reports of the year showed on other maps."""
    found: list[Shared] = []
    for other in sorted({dt.date.fromisoformat(entry.map) for entry in published} - {year.map}):
        codes = {entry.area for entry in published if entry.map == other.isoformat()}
        levels = {_level(areas, code, other) for code in codes} - {"province"}
        for measure in plan.measures:
            if measure.disclosure is not None:
                for level in sorted(levels):
                    found += _of_measure(measure, areas, year, tables, other, level)
    return tuple(found)


def _level(areas: Areas, code: str, day: dt.date) -> Level:
    try:
        return areas.find(code, day).level
    except UserError as error:
        raise UserError(
            Text(
                f"sổ công bố ghi đơn vị {code} không có trên bản đồ {day}: {error.message.vi}",
                f"the register of what was published names the area {code}, which is not on the map of {day}.",
            ),
            "data/published",
        ) from error


def _of_measure(
    measure: Measure, areas: Areas, year: Year, tables: Mapping[str, Table], other: dt.date, level: Level
) -> Iterator[Shared]:
    own, theirs = (_rows(measure, areas, year, tables, day) for day in (year.map, other))
    here, there = f"place_{year.levels[-1]}", f"place_{level}"
    if own is None or theirs is None or here not in own or there not in theirs:
        return
    pairs = own.assign(there=theirs[there].to_numpy()).groupby([here, "there"], dropna=False, sort=True)
    for row in pairs[["numerator", "denominator"]].sum().reset_index().to_dict("records"):
        yield Shared(
            measure.id, reading_of(measure, year), _code(row[here]), _code(row["there"]), other.isoformat(),
            float(row["numerator"]), float(row["denominator"]),
        )  # fmt: skip


def _rows(
    measure: Measure, areas: Areas, year: Year, tables: Mapping[str, Table], day: dt.date
) -> pd.DataFrame | None:
    used = {code: tables[code] for code in measure.forms.values() if code in tables}
    return counted_rows(
        measure,
        YearTables(tables, {code: placed(table, areas, year.year, day) for code, table in used.items()}),
        year,
    )


def _code(value: object) -> str | None:
    return value if isinstance(value, str) else None
