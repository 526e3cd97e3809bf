"""The administrative units that a form may name in a year, and from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gender_indicators.base import format_date
from gender_indicators.intake import unit_label
from gender_indicators.plan import LEVELS, Areas, Form, Level, Unit


@dataclass(frozen=True, slots=True)
class OfferedUnit:
    """A unit as the lists of a form offer it; ``first`` and ``last`` are its days within the year.

    ``district`` names the district it lies in, with the last day of that where the district ends before the unit.
    """

    code: str
    name: str
    type: str
    level: Level
    district: str
    first: dt.date
    last: dt.date

    @property
    def label(self) -> str:
        """What stands in the list: code and name."""
        return unit_label(self.code, self.name)


def offered_units(form: Form, areas: Areas, year: int) -> tuple[OfferedUnit, ...]:
    """Return the units ``form`` may name for ``year``: from the province down, by code.

    A form whose rows have a day of their own may name every unit in force at some time of the year; any other those
    of 31 December. A unit whose code and name stay the same when the map changes is offered once.

    >>> from pathlib import Path
    >>> from gender_indicators.plan.areas import load_areas
    >>> from gender_indicators.plan import load_forms
    >>> forms, areas = load_forms(Path("params/forms.yaml")), load_areas(Path("params/areas.yaml"))
    >>> [len(offered_units(forms[code], areas, 2025)) for code in ("outreach", "leadership")]
    [40, 41]
    """
    if not form.has_area:
        return ()
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    areas.map_on(last)  # a year before the first map is an error that says so
    begin = last if form.dated_by is None else first
    asked = form.column("area").level
    units = [unit for unit in areas.units if _overlaps(unit, begin, last) and asked in (None, unit.level)]
    units.sort(key=lambda unit: (LEVELS.index(unit.level), unit.code, unit.valid_from))
    return tuple(
        _offered(list(same), areas, first, last)
        for _, same in groupby(units, key=lambda unit: (unit.level, unit.code, unit.name, unit.type))
    )


def _overlaps(unit: Unit, first: dt.date, last: dt.date) -> bool:
    return unit.valid_from <= last and (unit.valid_to is None or unit.valid_to >= first)


def _offered(parts: list[Unit], areas: Areas, first: dt.date, last: dt.date) -> OfferedUnit:
    """One entry for the parts of a unit between changes of the map that left its name alone."""
    one = parts[0]
    days = [(max(part.valid_from, first), min(part.valid_to or last, last)) for part in parts]
    return OfferedUnit(
        one.code, one.name, one.type, one.level, "; ".join(_districts(one, areas, days)), days[0][0], days[-1][1]
    )


def _districts(unit: Unit, areas: Areas, days: list[tuple[dt.date, dt.date]]) -> Iterator[str]:
    """The districts a commune lies in, one after the other; with their last day where it is not the unit's."""
    if unit.level != "commune":
        return
    found: dict[str, dt.date] = {}
    for begin, end in days:
        district = areas.ancestor(unit.code, begin, "district")
        if district is not None:
            found[district.name] = end
    for name, end in found.items():
        yield name if end == days[-1][1] else f"{name} (đến {format_date(end)})"
