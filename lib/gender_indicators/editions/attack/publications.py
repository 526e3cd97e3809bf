"""What an attack is given and what it finds: publications, and the leaks of all of them together."""

from __future__ import annotations

from dataclasses import dataclass

from gender_indicators.editions.attack.statements import Reading
from gender_indicators.figures import Figure
from gender_indicators.plan import AreaRef, Plan


@dataclass(frozen=True, slots=True)
class Told:
    """What the structured files of a publication tell: figures of the year, of the years before, and of several."""

    plan: Plan
    areas: tuple[AreaRef, ...]
    figures: tuple[Figure, ...]
    history: tuple[Figure, ...] = ()
    pooled: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """One published folder: its name, what its structured files tell, and everything its ``files`` say."""

    name: str
    edition: Told
    reading: Reading
    files: int = 0


@dataclass(frozen=True, slots=True)
class Leak:
    """What is known of something that should not be: the figure, what is known, and from where."""

    figure: str
    known: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """The leaks; how many figures of sensitive measures all publications show and hide; what was read."""

    leaks: tuple[Leak, ...]
    shown: int
    hidden: int
    files: int
    statements: int


def slot(figure: Figure) -> tuple[str, ...]:
    """Return where a figure stands: measure, year, area, breakdown, and the first of several years."""
    return (figure.measure, str(figure.year), figure.area.code, figure.breakdown, str(figure.first_year or ""))


def told_range(low: float, high: float) -> str:
    """Return a range as a leak tells it.

    >>> told_range(3, 3), told_range(0, 7)
    ('3', '0 – 7')
    """
    return f"{low:g}" if low == high else f"{low:g} – {high:g}"
