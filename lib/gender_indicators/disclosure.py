"""What may be shown: small counts of sensitive measures are hidden, and so is all that would give them away.

The areas of a report level divide the province, and a sensitive measure is published for no other division.
So what a reader can add up is one equation a measure, a year and a kind of count: the province's count is at
most the sum of the areas' and of the few rows without a place. Hiding at least two areas leaves each of their
counts anything from its floor (0, or 1 for a denominator, since a denominator of 0 is shown as "no cases") to
what the others leave of the hidden sum; that sum must be wide enough. A hidden sum of 0 would tell every hidden
count, unless the province's own count is 0 and tells it anyway.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from gender_indicators.figures import TOTAL, Figure, withheld
from gender_indicators.plan import Measure, Plan

# A form about people with fewer rows than this gives no row count away.
SMALL_FORM = 100


def protected(figures: Iterable[Figure], plan: Plan) -> tuple[Figure, ...]:
    """Return the figures of one year in the same order, those that could reveal a person without numbers.

    A hidden figure has the gap and verdict ``suppressed`` and no number at all.
    """
    figures = tuple(figures)
    hidden: set[Figure] = set()
    for measure in plan.measures:
        if measure.disclosure is not None:
            hidden |= hidden_figures([f for f in figures if f.measure == measure.id], measure)
    return tuple(withheld(figure, "suppressed") if figure in hidden else figure for figure in figures)


def hidden_figures(figures: Sequence[Figure], measure: Measure) -> set[Figure]:
    """Return the figures of one sensitive measure and year that must not be shown.

    Primary: a count from 1 to the threshold - 1 in the numerator, of a share also in its complement or the
    denominator, of a sex ratio also in the denominator. Complementary: further areas, those with the smallest
    denominators first and ties by code, until :func:`_is_safe`. Where the province itself is small, or even
    hiding every area leaves too little room, all is hidden, the province and its breakdowns included.
    """
    if measure.disclosure is None:
        return set()
    with_value = [f for f in figures if f.value is not None]
    province = [f for f in with_value if f.area.level == "province" and f.breakdown == TOTAL]
    if any(_is_small(f, measure, measure.disclosure.province_minimum) for f in province):
        return set(with_value)
    limit = measure.disclosure.minimum_count
    areas = [f for f in with_value if f.area.level != "province" and f.breakdown == TOTAL]
    hidden = [f for f in areas if _is_small(f, measure, limit)]
    visible = sorted((f for f in areas if f not in hidden), key=lambda f: (f.denominator or 0.0, f.area.code))
    while hidden and visible and not _is_safe(hidden, province, measure, limit):
        hidden.append(visible.pop(0))
    if hidden and not _is_safe(hidden, province, measure, limit):
        return set(with_value)
    return set(hidden)


def without_rows(figure: Figure, short_lists: Collection[str]) -> Figure:
    """Return ``figure`` whose sources do not tell how long the files ``short_lists`` are."""
    sources = tuple(
        replace(source, rows="", count=None) if source.file in short_lists else source for source in figure.sources
    )
    return replace(figure, sources=sources)


def shown_rows(rows: int, sensitive: bool) -> int | None:
    """Return how many rows a delivered form has, or ``None`` where the number itself could tell too much.

    >>> shown_rows(16384, sensitive=True), shown_rows(6, sensitive=True), shown_rows(6, sensitive=False)
    (16384, None, 6)
    """
    return None if sensitive and rows < SMALL_FORM else rows


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people a figure tells, and the least it can be where the figure has a value."""

    number: float
    floor: int = 0


def _counts(figure: Figure, measure: Measure) -> tuple[Count, ...]:
    """The counts of people a figure tells: of a share also the complement and the whole, of a sex ratio both."""
    numerator, denominator = figure.numerator or 0.0, figure.denominator or 0.0
    if measure.kind in ("share", "milestone", "frequency"):
        return (Count(numerator), Count(denominator - numerator), Count(denominator, floor=1))
    if measure.kind == "sex_ratio":
        return (Count(numerator), Count(denominator, floor=1))
    return (Count(numerator),)


def _is_small(figure: Figure, measure: Measure, limit: int) -> bool:
    return any(0 < count.number < limit for count in _counts(figure, measure))


def _is_safe(hidden: Sequence[Figure], province: Sequence[Figure], measure: Measure, limit: int) -> bool:
    """Whether the hidden counts of each kind leave one another room for ``limit`` values or more."""
    if len(hidden) < 2:
        return False
    whole = [sum(c.number for c in counts) for counts in zip(*(_counts(f, measure) for f in province), strict=True)]
    for position, counts in enumerate(zip(*(_counts(f, measure) for f in hidden), strict=True)):
        total = sum(count.number for count in counts)
        known_anyway = total == 0 and (not whole or whole[position] == 0)
        if total - sum(count.floor for count in counts[1:]) < limit and not known_anyway:
            return False
    return True
