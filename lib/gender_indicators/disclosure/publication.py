"""What a proof is given and what it finds: publications' figures, and what all of them together tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import AreaRef, Plan


class PublishedFigures(Protocol):
    """The figures a publication shows or hides: of its year, of the years before, and of several years together."""

    @property
    def plan(self) -> Plan:
        """The plan it was made by."""

    @property
    def areas(self) -> tuple[AreaRef, ...]:
        """Its areas, the province first."""

    @property
    def figures(self) -> tuple[ProtectedFigure, ...]:
        """Those of its year."""

    @property
    def history(self) -> tuple[ProtectedFigure, ...]:
        """Those of the years before."""

    @property
    def pooled(self) -> tuple[ProtectedFigure, ...]:
        """Those of several years counted together."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A hidden count that can be worked out too closely: its range, and the publication it is hidden in."""

    figure: str
    known: str
    publication: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The hidden counts that can be worked out, and how many sensitive figures the publications show and hide."""

    leaks: tuple[Leak, ...]
    shown: int
    hidden: int


def slot(figure: ProtectedFigure) -> tuple[str, ...]:
    """Return where a figure stands: measure, year, area, breakdown, and the first of several years."""
    return (figure.measure, str(figure.year), figure.area.code, figure.breakdown, str(figure.first_year or ""))


def range_words(low: float, high: float) -> str:
    """Return a range as a leak prints it.

    >>> range_words(3, 3), range_words(0, 7)
    ('3', '0 – 7')
    """
    return f"{low:g}" if low == high else f"{low:g} – {high:g}"
