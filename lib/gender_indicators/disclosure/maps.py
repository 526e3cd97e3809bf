"""The same year on two maps: an area that was shown on one is the sum of what it shares with areas of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gender_indicators.disclosure.counts import Count, Shared, Slot, complement, counts_of
from gender_indicators.disclosure.register import RegisterEntry
from gender_indicators.disclosure.suppression import Constraint, equation
from gender_indicators.figures import TOTAL, Figure
from gender_indicators.plan import AreaRef, Measure

Piece = tuple[Shared, tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class Across:
    """Counts of people on another map, with what they and the pieces shared with this map add up to.

    ``pieces`` are told by nothing, ``shown`` was told by a report of the other map, ``hidden`` (by figure) was not
    and must not be told by this one either.
    """

    pieces: tuple[Count, ...]
    shown: tuple[Count, ...]
    hidden: Mapping[Slot, tuple[Count, ...]]
    sums: tuple[Constraint, ...]


def across(
    shared: Sequence[Shared],
    counted: Sequence[tuple[Figure, tuple[Count, ...]]],
    published: Collection[RegisterEntry],
    measures: Mapping[str, Measure],
) -> Across:
    """Return what areas of two maps share as counts of their own, and what these pieces add up to.

    ``told`` are the figures of this map with their counts, ``published`` what reports told on any map. The pieces of
    an area here add up to its counts, those of an area there to its own; where the data were revised since a report
    showed it, nothing adds up to that any more.
    """
    totals = {(f.measure, f.reading, f.area.code): counts for f, counts in counted if f.breakdown == TOTAL}
    examples = {(f.measure, f.reading): f for f, _ in counted}
    here: dict[Slot, list[Piece]] = defaultdict(list)
    there: dict[Slot, list[Piece]] = defaultdict(list)
    rules: list[Constraint] = []
    for each in shared:
        example = examples.get((each.measure, each.reading))
        if example is not None:
            counts = _counts(example, measures, f"{each.here or ''}^{each.there or ''}@{each.map}", each)
            rules += complement(counts)
            here[each.measure, each.reading, each.map, each.here or "", TOTAL].append((each, counts))
            there[each.measure, each.reading, each.map, each.there or "", TOTAL].append((each, counts))
    for slot, found in here.items():
        rules += _adding(found, totals.get((slot[0], slot[1], slot[3]), ()))
    everything: dict[tuple[str, str], dict[str, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for slot, found in here.items():
        everything[slot[0], slot[1]][slot[2]] += found
    for figure, counts in counted:
        if figure.area.level == "province" and figure.breakdown == TOTAL:
            for found in everything[figure.measure, figure.reading].values():
                rules += _adding(found, counts)
    shown: list[Count] = []
    hidden: dict[Slot, tuple[Count, ...]] = {}
    for entry in sorted(published):
        found = there.get(entry.slot, [])
        whole = _sum(entry, found)
        if not found or not (entry.hidden or _still(entry, whole)):
            continue
        counts = _counts(examples[entry.measure, entry.reading], measures, f"{entry.area}@{entry.map}", whole)
        if entry.hidden:
            hidden[entry.slot] = counts
        else:
            shown += counts
        rules += [*complement(counts), *_adding(found, counts)]
    pieces = tuple(count for found in here.values() for _, counts in found for count in counts)
    return Across(pieces, tuple(shown), hidden, tuple(rules))


def _counts(example: Figure, measures: Mapping[str, Measure], place: str, each: Shared) -> tuple[Count, ...]:
    """The counts of a place that is no area of this map, named as those of ``example``."""
    figure = replace(
        example,
        area=AreaRef(place, "", "commune"),
        breakdown=TOTAL,
        gap=None,
        numerator=each.numerator,
        denominator=each.denominator,
    )
    return counts_of(figure, measures[example.measure])


def _adding(pieces: Sequence[Piece], whole: Sequence[Count]) -> Iterator[Constraint]:
    for count, parts in zip(whole, zip(*(counts for _, counts in pieces), strict=True), strict=False):
        yield equation((count.key, -1), *((part.key, 1) for part in parts), name=count.key)


def _sum(entry: RegisterEntry, pieces: Sequence[Piece]) -> Shared:
    numerator = sum(each.numerator for each, _ in pieces)
    denominator = sum(each.denominator for each, _ in pieces)
    return Shared(entry.measure, entry.reading, None, entry.area, entry.map, numerator, denominator)


def _still(entry: RegisterEntry, sums: Shared) -> bool:
    """Whether the data still add up to what a report showed."""
    return (float(entry.numerator), float(entry.denominator or 0)) == (sums.numerator, sums.denominator)
