"""Which administrative units exist on a date, and what became of them.

Codes and names are reused, so a unit is (code, valid_from). Units change only on the dates of the maps. Every
answer about another map is exact or ``None``: a territory that is divided there is never given to one part.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from gender_indicators.base import Text, UserError, format_date
from gender_indicators.plan.units import DAY, LEVELS, Level, LevelCount, MapInfo, Unit, read_units

__all__ = [
    "LEVELS",
    "Areas",
    "ClosedUnit",
    "Level",
    "LevelCount",
    "MapInfo",
    "MapPlace",
    "Unit",
    "UnknownMap",
    "UnknownUnit",
    "load_areas",
]

T = TypeVar("T")


class UnknownUnit(UserError):
    """No unit of any date has this code."""


class ClosedUnit(UserError):
    """The code exists, but not on this day."""


class UnknownMap(UserError):
    """The day lies before the first map of the file."""


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An administrative unit as a figure names it."""

    code: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Where a record lies on a map; ``None`` where the map has no single answer or no such level."""

    commune: str | None
    district: str | None
    province: str


def load_areas(path: Path) -> Areas:
    """Read the units of a province from ``path`` (params/areas.yaml).

    Raises :class:`UserError` naming every unit whose dates, parent, successors or counts do not fit together.

    >>> areas = load_areas(Path("params/areas.yaml"))
    >>> areas.name("474", dt.date(2024, 12, 31)), areas.name("474", dt.date(2025, 1, 1))
    ('Thành phố Huế', 'Quận Thuận Hóa')
    >>> areas.locate("19744", dt.date(2021, 1, 1), on=dt.date(2021, 7, 1))  # Phú Thuận, split within Huế
    MapPlace(commune=None, district='474', province='46')
    """
    return Areas(*read_units(path))


@dataclass(frozen=True, eq=False)
class Areas:
    """All units of a province on all maps; made by :func:`load_areas`."""

    province: str
    maps: tuple[MapInfo, ...]
    units: tuple[Unit, ...]

    def map_on(self, day: dt.date) -> MapInfo:
        """Return the map in force on ``day``; raise :class:`UnknownMap` before the first one."""
        for found in reversed(self.maps):
            if found.date <= day:
                return found
        first = self.maps[0].date
        raise UnknownMap(
            Text(
                f"Không có bản đồ cho ngày {format_date(day)}; bản đồ đầu tiên từ {format_date(first)}. "
                "Hãy sửa ngày hoặc thêm bản đồ vào params/areas.yaml.",
                f"There is no map of units for {day}; the first begins on {first}. "
                "Correct the day or add a map to params/areas.yaml.",
            )
        )

    def units_on(self, day: dt.date, level: Level | None = None) -> tuple[Unit, ...]:
        """Return the units in force on ``day``, of one level or of all, sorted by code."""
        in_force = self._in_force[self.map_on(day).date].values()
        return tuple(unit for unit in in_force if level in (None, unit.level))

    def find(self, code: str, day: dt.date) -> Unit:
        """Return the unit that ``code`` means on ``day``.

        Raises :class:`UnknownUnit` when the code never existed, :class:`ClosedUnit` when it did on other
        days.
        """
        unit = self._in_force[self.map_on(day).date].get(code)
        if unit is None:
            raise self._not_found(code, day)
        return unit

    def name(self, code: str, day: dt.date) -> str:
        """Return the name of ``code`` on ``day``; raises as :meth:`find`."""
        return self.find(code, day).name

    def children(self, code: str, day: dt.date) -> tuple[Unit, ...]:
        """Return the units directly under ``code`` on ``day``, sorted by code."""
        parent = self.find(code, day).code
        return tuple(unit for unit in self.units_on(day) if unit.parent == parent)

    def ancestor(self, code: str, day: dt.date, level: Level) -> Unit | None:
        """Return the unit of ``level`` that ``code`` is, or lies in, on ``day``; ``None`` without one."""
        unit: Unit | None = self.find(code, day)
        while unit is not None and unit.level != level:
            unit = self.find(unit.parent, day) if unit.parent else None
        return unit

    def successors_on(self, code: str, day: dt.date, later: dt.date) -> frozenset[str]:
        """Return the units of the same level that hold the territory of ``code`` on the ``later`` day.

        Several after a split; empty when the level was abolished. Raises as :meth:`find`.
        """
        if later < day:
            raise ValueError(f"{later} is before {day}")
        return self._forward(self.find(code, day), later)

    def predecessors_on(self, code: str, day: dt.date, earlier: dt.date) -> frozenset[str]:
        """Return the units of the same level that held territory of ``code`` on the ``earlier`` day."""
        if earlier > day:
            raise ValueError(f"{earlier} is after {day}")
        return self._backward(self.find(code, day), self.map_on(earlier).date)

    def locate(self, code: str, day: dt.date, on: dt.date) -> MapPlace:
        """Return where a record kept at ``code`` on ``day`` lies on the map of ``on``, earlier or later.

        Exact or ``None``: a commune split within a district keeps the district only; a commune made from
        parts of two districts has no district on the map before. Raises as :meth:`find`.
        """
        unit, target = self.find(code, day), self.map_on(on).date
        key = (unit.code, unit.valid_from, target)
        if key not in self._places:
            self._places[key] = self._place(unit, target)
        return self._places[key]

    def _place(self, unit: Unit, target: dt.date) -> MapPlace:
        if unit.level == "province":
            return MapPlace(None, None, self.province)
        held = self._forward(unit, target) if unit.valid_from <= target else self._backward(unit, target)
        above = [self.ancestor(code, target, "district") for code in held]
        districts = {district.code if district else None for district in above}
        commune = _only(held) if unit.level == "commune" else None
        return MapPlace(commune, _only(districts), self.province)

    def _forward(self, unit: Unit, day: dt.date) -> frozenset[str]:
        if unit.valid_to is None or day <= unit.valid_to:
            return frozenset({unit.code})
        heirs = (self.find(code, unit.valid_to + DAY) for code in unit.successors)
        return frozenset().union(*(self._forward(heir, day) for heir in heirs))

    def _backward(self, unit: Unit, day: dt.date) -> frozenset[str]:
        if unit.valid_from <= day:
            return frozenset({unit.code})
        origins = self._origins.get((unit.code, unit.valid_from), ())
        return frozenset().union(*(self._backward(origin, day) for origin in origins))

    @cached_property
    def _in_force(self) -> dict[dt.date, dict[str, Unit]]:
        ordered = sorted(self.units, key=lambda unit: unit.code)
        return {m.date: {unit.code: unit for unit in ordered if unit.in_force(m.date)} for m in self.maps}

    @cached_property
    def _origins(self) -> dict[tuple[str, dt.date], list[Unit]]:
        origins: dict[tuple[str, dt.date], list[Unit]] = {}
        for unit in self.units:
            for heir in unit.successors:
                if unit.valid_to:
                    origins.setdefault((heir, unit.valid_to + DAY), []).append(unit)
        return origins

    @cached_property
    def _places(self) -> dict[tuple[str, dt.date, dt.date], MapPlace]:
        return {}  # filled by locate, which is asked once for every record

    def _not_found(self, code: str, day: dt.date) -> UserError:
        records = sorted((u for u in self.units if u.code == code), key=lambda unit: unit.valid_from)
        if not records:
            return self._unknown(code, day)
        closed = [unit for unit in records if unit.valid_to and unit.valid_to < day]
        unit = closed[-1] if closed else records[0]
        until = (f" đến {format_date(unit.valid_to)}", f" to {unit.valid_to}") if unit.valid_to else ("", "")
        today = self.map_on(day).date
        holders = self._forward(unit, today) if closed else self._backward(unit, today)
        listed = ", ".join(f"{other} {self.name(other, day)}" for other in sorted(holders))
        hint = Text(f"Ngày đó dùng mã: {listed}.", f"On that day use: {listed}.")
        if not listed:
            hint = Text("Ngày đó không có đơn vị tương ứng cùng cấp.", "That day has no such unit of this level.")
        span = f"từ {format_date(unit.valid_from)}{until[0]}", f"from {unit.valid_from}{until[1]}"
        return ClosedUnit(
            Text(
                f"Mã {code} không có hiệu lực ngày {format_date(day)}: {unit.name}, {span[0]}. {hint.vi}",
                f"Code {code} is not in force on {day}: {unit.name}, {span[1]}. {hint.en}",
            )
        )

    def _unknown(self, code: str, day: dt.date) -> UnknownUnit:
        known = self._in_force[self.map_on(day).date]
        near = ", ".join(f"{other} {known[other].name}" for other in _nearest(code, known))
        hint = Text(f"Có phải ý là: {near}?", f"Did you mean: {near}?")
        if not near:
            hint = Text("Xem các mã trong params/areas.yaml.", "The codes are listed in params/areas.yaml.")
        return UnknownUnit(
            Text(
                f'Mã "{code}" không có trong danh mục đơn vị hành chính ngày {format_date(day)}. {hint.vi}',
                f'Code "{code}" is not in the list of units on {day}. {hint.en}',
            )
        )


def _nearest(code: str, known: Collection[str]) -> list[str]:
    """The three codes most like ``code``: fewest wrong digits, the first of them as far right as can be."""
    near = difflib.get_close_matches(code, known, n=max(1, len(known)), cutoff=0.6)
    wrong = {other: [a != b for a, b in zip(code, other, strict=False)] for other in near}
    return sorted(near, key=lambda other: (sum(wrong[other]), wrong[other], other))[:3]


def _only(values: Iterable[T]) -> T | None:
    found = list(values)
    return found[0] if len(found) == 1 else None
