"""What a reader takes from published files: numbers about figures, figures marked confidential, unreadable files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Part = Literal[
    "value", "numerator", "denominator", "n", "ci_low", "ci_high", "standard_error", "cv", "effective_n",
    "design_effect",  # of the figure
    "change",  # from the year before, in the unit of the value
    "rows",  # of a source file, whose province-wide count it bounds
    "limit",  # the value at an end of what a chart's scale holds, where no visible mark explains it
    "derived",  # computed from the figure: a pace, a forecast, a distance
    "number",  # beside the figure's names, its meaning cannot be told
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A published number about a figure: what ``part`` of it lies in ``low`` .. ``high``, in the figure's unit.

    Printed numbers are as wide as their rounding ("86,0" is 85.95 .. 86.05); unrounded ones have no width.
    ``measure`` or ``area`` is empty where a file does not tell it. ``first_year`` is that of pooled years.
    """

    measure: str
    area: str
    year: int
    part: Part
    low: float
    high: float
    where: str
    breakdown: str = "total"
    map: dt.date | None = None
    vintage: str | None = None
    first_year: int | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure the structured files mark as confidential."""

    measure: str
    area: str
    year: int
    where: str
    breakdown: str = "total"
    map: dt.date | None = None
    vintage: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: ``unread`` names files, or parts of them, that nobody could read."""

    statements: tuple[Statement, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    unread: tuple[str, ...] = ()


def together(readings: Iterable[Reading]) -> Reading:
    """Return several readings as one, in their order.

    >>> together([Reading(unread=("a.bin",)), Reading(unread=("b.bin",))]).unread
    ('a.bin', 'b.bin')
    """
    every = list(readings)
    return Reading(
        tuple(each for reading in every for each in reading.statements),
        tuple(each for reading in every for each in reading.hidden),
        tuple(each for reading in every for each in reading.unread),
    )


def at(reading: Reading, place: str) -> Reading:
    """Return ``reading`` with ``place`` written before where everything was found."""
    return Reading(
        tuple(replace(each, where=f"{place}: {each.where}") for each in reading.statements),
        tuple(replace(each, where=f"{place}: {each.where}") for each in reading.hidden),
        tuple(f"{place}: {each}" if each else place for each in reading.unread),
    )
