"""What publications tell of counts: which are known, which are hidden, and which editions rest on the same data."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from gender_indicators.disclosure.counts import Count, beyond, counts_of
from gender_indicators.disclosure.publication import PublishedFigures, slot
from gender_indicators.disclosure.suppression import Constraint, equation
from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import AreaRef, Measure

Version = tuple[int, dt.date, str]  # year described, map, publication


@dataclass(frozen=True, slots=True)
class Known:
    """A count with all that is known of it before any sum: ``number`` where it is told, else None."""

    count: Count
    measure: Measure
    area: AreaRef
    version: Version
    number: float | None

    @property
    def key(self) -> str:
        year, day, publication = self.version
        return f"{year}|{day}|{publication}|{self.count.key}"

    def at(self, base: str) -> str:
        """The key of another count at the same place, of the same version and reading."""
        return replace(self, count=replace(self.count, base=base)).key


def published_counts(
    publications: Mapping[str, PublishedFigures], figures: Mapping[str, Sequence[ProtectedFigure]]
) -> dict[str, Known]:
    """Every count of a sensitive figure; what two publications of the same data tell is one count."""
    versions: dict[tuple[int, dt.date], list[tuple[str, dict[tuple[str, ...], ProtectedFigure]]]] = defaultdict(list)
    found: dict[str, Known] = {}
    for publication, edition in publications.items():
        measures = {measure.id: measure for measure in edition.plan.measures}
        by_year: dict[tuple[int, dt.date], list[ProtectedFigure]] = defaultdict(list)
        for figure in figures[publication]:
            if figure.first_year is None and (figure.gap in (None, "suppressed", "no_cases")):
                by_year[figure.year, figure.map].append(figure)
        for period, of_period in sorted(by_year.items()):
            mine = {(figure.measure, figure.reading, *slot(figure)): figure for figure in of_period}
            name = _version(versions[period], publication, mine)
            for figure in of_period:
                for known in _known(figure, measures[figure.measure], (*period, name)):
                    before = found.get(known.key, known)
                    found[known.key] = known if before.number is None else before
    return found


def differences(counts: Mapping[str, Known]) -> tuple[dict[str, Known], list[Constraint]]:
    """Return those who are counted under one reading and not under another, as counts, and what they add up to."""
    places: dict[tuple[Version, str, str, str], list[Known]] = defaultdict(list)
    for each in counts.values():
        if each.measure.settings:
            places[each.version, each.count.base, each.count.area, each.count.breakdown].append(each)
    found: dict[str, Known] = {}
    rules = []
    for known in places.values():
        for narrow, wide in permutations(known, 2):
            if reading := beyond(narrow.measure, narrow.count.reading, wide.count.reading):
                number = None if narrow.number is None or wide.number is None else wide.number - narrow.number
                rest = replace(wide, count=replace(wide.count, floor=0, reading=reading), number=number)
                found[rest.key] = rest
                rules.append(equation((wide.key, 1), (narrow.key, -1), (rest.key, -1), name=reading))
    return found, rules


def _version(
    versions: list[tuple[str, dict[tuple[str, ...], ProtectedFigure]]],
    name: str,
    mine: dict[tuple[str, ...], ProtectedFigure],
) -> str:
    """The publication whose data ``mine`` are: the first that agrees on all that both show."""
    for first, theirs in versions:
        both = [(mine[slot], theirs[slot]) for slot in mine.keys() & theirs.keys()]
        shown = [(one, other) for one, other in both if one.value is not None and other.value is not None]
        if all((a.numerator, a.denominator) == (b.numerator, b.denominator) for a, b in shown):
            theirs |= {
                slot: figure for slot, figure in mine.items() if figure.value is not None or slot not in theirs
            }
            return first
    versions.append((name, mine))
    return name


def _known(figure: ProtectedFigure, measure: Measure, version: Version) -> Iterator[Known]:
    hidden = figure.gap == "suppressed"
    for count in counts_of(replace(figure, numerator=0, denominator=1) if hidden else figure, measure):
        yield Known(count, measure, figure.area, version, None if hidden else count.number)
