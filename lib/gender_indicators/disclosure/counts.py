"""Which counts of people the figures of a year tell, and how a reader can add them up.

A share tells its numerator, what is left of its denominator, and the denominator; a sex ratio both counts; a rate its
events, for the population it is measured on is no secret; a count itself. The areas of the report's level and the
rows without a place add up to the province, breakdowns that do not overlap to their total, and linked counts as the
plan says (``linked``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gender_indicators.disclosure.suppression import Constraint, equation
from gender_indicators.figures import TOTAL, Figure
from gender_indicators.plan import Linked, Measure, is_contained

Slot = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people at one place: what is counted, area and breakdown, the number, and the least it can be.

    ``base`` is what the plan calls the count, ``reading`` the reading of its wording in use; under another reading it
    is another count. The floor of a denominator is 1, since a figure without cases says so instead of being hidden.
    """

    base: str
    area: str
    breakdown: str
    number: float
    floor: int = 0
    reading: str = ""

    @property
    def name(self) -> str:
        """What is counted, under which reading."""
        return f"{self.base}[{self.reading}]" if self.reading else self.base

    def at(self, base: str) -> str:
        """The key of another count at the same place and under the same reading."""
        return replace(self, base=base).key

    @property
    def key(self) -> str:
        """The count among all counts of a year and map."""
        return f"{self.name}|{self.area}|{self.breakdown}"


@dataclass(frozen=True, slots=True)
class Shared:
    """What an area of this map (``here``) and one of another map (``there``) have in common, of one measure.

    ``there`` is None for rows without a place on the other map. ``shown`` is whether a report on that map told the
    area, so that its counts are known.
    """

    measure: str
    reading: str
    here: str | None
    there: str | None
    map: str
    numerator: float
    denominator: float


Counted = tuple[Figure, tuple[Count, ...]]


def slot_of(figure: Figure) -> Slot:
    """Return where a figure stands in its year: measure, reading, map, area, breakdown."""
    return (figure.measure, figure.reading, figure.map.isoformat(), figure.area.code, figure.breakdown)


def place_of(slot: Slot) -> tuple[str, ...]:
    """Return a slot without its reading of the plan's wording."""
    return (slot[0], *slot[2:])


def counts_of(figure: Figure, measure: Measure) -> tuple[Count, ...]:
    """Return the counts of people ``figure`` tells; one of no cases tells zeros."""
    rule = measure.disclosure
    if rule is None:
        return ()
    numerator, denominator = figure.numerator or 0.0, figure.denominator or 0.0
    top, bottom = rule.numerator or f"{measure.id}:numerator", rule.denominator or f"{measure.id}:denominator"
    least = 0 if figure.gap == "no_cases" else 1

    def count(base: str, number: float, floor: int = 0) -> Count:
        return Count(base, figure.area.code, figure.breakdown, number, floor, figure.reading)

    if measure.kind in ("share", "milestone", "frequency"):
        rest = count(f"{top}:rest", denominator - numerator)
        return (count(top, numerator), rest, count(bottom, denominator, least))
    if measure.kind == "ratio":
        return (count(top, numerator), count(bottom, denominator, least))
    return (count(top, numerator),)


def sums(counted: Sequence[Counted], linked: Iterable[Linked]) -> Iterator[Constraint]:
    """Yield every sum a reader can make of the counts ``told``, each once."""
    counts = {count.key: count for _, parts in counted for count in parts}
    for _, parts in counted:
        yield from complement(parts)
    levels = {figure.area.code: figure.area.level for figure, _ in counted}
    by_name: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for count in counts.values():
        by_name[count.name, count.breakdown].append(count)
    for found in by_name.values():
        total = [count for count in found if levels[count.area] == "province"]
        below = [count for count in found if levels[count.area] != "province"]
        if total and below:
            yield _adds_up(below, total[0])
    yield from _breakdowns(by_name)
    for link in linked:
        for key, count in counts.items():
            if count.base == link.whole:
                keys = [count.at(name) for name in link.parts]
                if all(key in counts for key in keys):
                    yield equation((key, -1), *((part, 1) for part in keys), name=f"{key} = {' + '.join(keys)}")


def beyond(measure: Measure, narrow: str, wide: str) -> str:
    """Return the name of who is counted under the reading ``wide`` only; "" where it does not contain ``narrow``.

    Whoever knows both counts of a place knows the difference: it is protected like any other count of people.
    """
    return f"{wide} > {narrow}" if is_contained(measure, narrow, wide) else ""


def complement(counts: Sequence[Count]) -> Iterator[Constraint]:
    """Yield that the numerator and the rest of a share make its denominator; nothing for other kinds."""
    if len(counts) == 3:
        part, rest, whole = (count.key for count in counts)
        yield equation((part, 1), (rest, 1), (whole, -1), name=f"{part} + {rest} = {whole}")


def _adds_up(parts: Iterable[Count], whole: Count) -> Constraint:
    """The parts and what is in none of them add up to the whole. How much that is readers may know."""
    parts = sorted(parts, key=lambda count: count.key)
    missing = whole.number - sum(part.number for part in parts)
    return equation((whole.key, 1), *((part.key, -1) for part in parts), total=missing, name=f"{whole.key}")


def _breakdowns(by_name: Mapping[tuple[str, str], Sequence[Count]]) -> Iterator[Constraint]:
    groups: dict[tuple[str, str], list[Count]] = defaultdict(list)
    totals: dict[tuple[str, str], Count] = {}
    for (name, breakdown), found in by_name.items():
        for count in found:
            if breakdown == TOTAL:
                totals[name, count.area] = count
            else:
                groups[name, count.area].append(count)
    for place, parts in groups.items():
        whole = totals.get(place)
        if whole is not None and sum(part.number for part in parts) <= whole.number:
            yield _adds_up(parts, whole)
