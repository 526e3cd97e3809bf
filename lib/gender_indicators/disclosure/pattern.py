"""The figures of a year that are shown and those that are hidden, all areas and measures together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from gender_indicators.base import Text, UserError
from gender_indicators.disclosure.apart import Apart, apart
from gender_indicators.disclosure.counts import Count, Counted, Shared, Slot, counts_of, place_of, slot_of, sums
from gender_indicators.disclosure.further_area import further_areas
from gender_indicators.disclosure.maps import across
from gender_indicators.disclosure.register import RegisterEntry
from gender_indicators.disclosure.revisions import bounds
from gender_indicators.disclosure.suppression import (
    Cell,
    Constraint,
    Contradiction,
    Impossible,
    Item,
    SuppressionProblem,
    guarded_pattern,
    least_pattern,
)
from gender_indicators.figures import TOTAL, Figure, ProtectedFigure, withheld
from gender_indicators.plan import Disclosure, Measure, Plan

# What hiding a figure loses: the province more than all its areas, a part of it more than an area, an area by size.
_PROVINCE, _PART, _AREA = 1_000_000, 10_000, 1_000
_RANKS = 64  # of two that lose the same, the one with the smaller code is hidden


@dataclass(frozen=True, slots=True)
class Protection:
    """The figures of a year, those that could reveal a person without numbers.

    ``primary`` of them are hidden for their own counts, ``further`` ones so that the first cannot be worked out.
    ``least`` is whether no smaller pattern is safe; ``whole`` are measures that had to be hidden everywhere.
    """

    figures: tuple[ProtectedFigure, ...]
    primary: int
    further: int
    least: bool
    whole: tuple[str, ...]


def protect(
    figures: Iterable[Figure],
    plan: Plan,
    published: Collection[RegisterEntry] = (),
    broken: Collection[Slot] = (),
    shared: Sequence[Shared] = (),
    readings: Sequence[Figure] = (),
) -> Protection:
    """Return the figures of one year and map in the same order, with as few as possible hidden.

    Hidden for its own counts (primary) is a figure that tells a count from 1 to the threshold - 1; one that was
    hidden in a report before (``published``); and one whose count differs from a published one under another reading
    of the plan's wording by so few, for the difference is a count of people too. Further ones are hidden until every
    hidden count leaves a reader a range as wide as the measure's ``width``, whatever sums he makes and whatever he
    kept of earlier reports: a count published before protects nothing, one that was published a little differently
    protects as far as it may have changed (``intruder.revision`` of the plan), what an area of another map was shown
    to have is what it has in common (``shared``) with the areas of this one, and who is counted under one reading
    only (``readings`` are the figures under others that were published) is protected, too. Of the patterns that do,
    the one that hides the least is taken; a figure whose series is ``broken`` (hidden the year before) goes first.

    A hidden figure has the gap and verdict ``suppressed`` and no number at all. Where no pattern is safe, the whole
    measure is hidden, but for a province's figure the plan asks to publish (``province_minimum`` 1).
    """
    figures = tuple(figures)
    measures = {measure.id: measure for measure in plan.measures if measure.disclosure is not None}
    counted, elsewhere = (
        [
            (figure, counts_of(figure, measures[figure.measure]))
            for figure in each
            if figure.measure in measures and (figure.value is not None or figure.gap == "no_cases")
        ]
        for each in (figures, readings)
    )
    for figure, counts in counted:
        if any(count.number < 0 for count in counts):  # an accepted finding; neither place nor number is told
            raise UserError(
                Text(
                    f"chỉ tiêu {figure.measure}, năm {figure.year}: có đơn vị có tử số lớn hơn mẫu số nên không "
                    'bảo mật được. Lỗi được chấp nhận (khoá "waivers") phải thay bằng đính chính (khoá '
                    '"corrections").',
                    f"measure {figure.measure}, {figure.year}: an area has more in its numerator than in its "
                    'denominator, which cannot be protected. Correct it (key "corrections") instead of accepting it.',
                ),
                f"params/{figure.year}.yaml",
            )
    year = _Year(plan, measures, counted, frozenset(published), frozenset(broken), tuple(shared), elsewhere)
    found, least, whole = year.pattern()
    hidden, small = found & {slot_of(figure) for figure in figures}, year.small()
    return Protection(
        tuple(_protected(withheld(f, "suppressed") if slot_of(f) in hidden else f) for f in figures),
        primary=len(small & hidden),
        further=len(hidden - small),
        least=least,
        whole=whole,
    )


def _protected(figure: Figure) -> ProtectedFigure:
    return ProtectedFigure(*(getattr(figure, field.name) for field in fields(Figure)))


@dataclass(frozen=True, slots=True)
class _Year:
    """What is told of a year, here and ``elsewhere`` (under other readings), and what was ``published`` of it."""

    plan: Plan
    measures: dict[str, Measure]
    counted: Sequence[Counted]
    published: frozenset[RegisterEntry]
    broken: frozenset[Slot]
    shared: tuple[Shared, ...]
    elsewhere: Sequence[Counted]

    def small(self) -> set[Slot]:
        """The figures that are hidden for their own counts, or for how these differ from another reading's."""
        others: dict[tuple[str, ...], list[RegisterEntry]] = defaultdict(list)
        for entry in self.published:
            if not entry.hidden:
                others[place_of(entry.slot)].append(entry)
        found = set()
        for figure, counts in self.counted:
            slot, limit = slot_of(figure), self._limit(figure)
            least = 1 if self._rule(figure.measure).zeros else 0
            gaps = [
                gap
                for entry in others[place_of(slot)]
                if entry.reading != figure.reading
                for gap in _gaps(entry, counts)
            ]
            small = any(least <= count.number < limit for count in counts) or any(0 < gap < limit for gap in gaps)
            if figure.value is not None and small:
                found.add(slot)
        return found

    def hidden_before(self) -> set[Slot]:
        """The figures a report hid before; of the province also on another map.

        Also those it hid under another reading, unless this one was told: to hide that again would protect nothing.
        """
        before: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for entry in self.published:
            if entry.hidden:
                place = place_of(entry.slot)
                before[place].add(entry.reading)
                before[place[0], *place[2:]].add(entry.reading)
        told = {entry.slot for entry in self.published if not entry.hidden}
        found = set()
        for figure, _ in self.counted:
            slot = slot_of(figure)
            place = place_of(slot)
            readings = before[(place[0], *place[2:]) if figure.area.level == "province" else place]
            if figure.value is not None and readings and (figure.reading in readings or slot not in told):
                found.add(slot)
        return found

    def pattern(self) -> tuple[set[Slot], bool, tuple[str, ...]]:
        """The figures to hide, whether that is the least, and the measures hidden everywhere."""
        whole: set[str] = set()
        drawn: set[Slot] = set()
        while True:
            try:
                problem, slots = self._problem(whole, drawn)
                found = least_pattern(problem)
                if self.plan.intruder.is_contributor:
                    found = guarded_pattern(problem, found, self._insiders(slots[key] for key in found.hidden))
            except Impossible as error:
                stuck = {measure for key in error.cells for measure in self._measures_of(key)} - whole
                if not stuck:
                    raise
                whole |= stuck
            except Contradiction as error:
                raise UserError(
                    Text(
                        f'các số đếm không khớp với khoá "linked" của kế hoạch: {"; ".join(error.constraints)}.',
                        f'the counts contradict the key "linked" of the plan: {"; ".join(error.constraints)}.',
                    ),
                    "params/plan.yaml",
                ) from error
            else:
                hidden = {slots[key] for key in found.hidden}
                further = set(self._further(hidden)) if self.plan.intruder.knows_rule else set()
                if not further:
                    return hidden, found.optimal, tuple(sorted(whole))
                drawn |= further

    def _further(self, hidden: Collection[Slot]) -> Iterator[Slot]:
        """The areas to hide beside those that are small, so that not all that is hidden is known to be small."""
        known = {entry.slot for entry in self.published if not entry.hidden}
        return further_areas((figure for figure, _ in self.counted), hidden, self.small(), known)

    def _insiders(self, hidden: Iterable[Slot]) -> Iterator[tuple[str, ...]]:
        """What each person knows who is alone in a hidden count: it, and all of an area in which he is alone."""
        slots = set(hidden)
        for figure, counts in self.counted:
            if slot_of(figure) in slots:
                alone = [count.key for count in counts if count.number == 1]
                if len(counts) == 3 and counts[-1].number == 1:
                    yield tuple(count.key for count in counts)
                else:
                    yield from ((key,) for key in alone)

    def _problem(self, whole: Collection[str], drawn: Collection[Slot]) -> tuple[SuppressionProblem, dict[str, Slot]]:
        """The counts, what readers know of them, and the figures that tell them.

        All of the measures ``whole`` and the figures ``drawn`` are hidden.
        """
        differing = tuple(apart(self.counted, self.elsewhere, self.measures))
        everything = (*self.counted, *self.elsewhere, *((each.figure, each.counts) for each in differing))
        cells, bounded = self._cells(everything, whole, self._nearly_told(differing))
        items = self._items(whole, drawn, self._tellers(differing, cells))
        other = across(self.shared, self.counted, self.published, self.measures)
        cells |= {piece.key: Cell(piece.key, piece.number) for piece in other.pieces}
        cells |= {count.key: Cell(count.key, count.number, known=True) for count in other.shown}
        nothing = _nothing(everything)
        for slot, counts in other.hidden.items():
            width = 0 if slot[0] in whole else self._rule(slot[0]).least_width
            cells |= {c.key: Cell(c.key, c.number, width=0 if c.name in nothing else width) for c in counts}
            items[slot] = Item("|".join(slot), tuple(count.key for count in counts), cost=0, primary=True)
        parting = (rule for each in differing for rule in each.rules)
        constraints = (*sums(everything, self.plan.linked), *other.sums, *bounded, *parting)
        problem = SuppressionProblem(tuple(cells.values()), constraints, tuple(items.values()), _whole(cells))
        return problem, {item.key: slot for slot, item in items.items()}

    def _nearly_told(self, differing: Iterable[Apart]) -> set[str]:
        """The differences of readings, of more than a few people, to a count that was told and revised since.

        Whoever sees the count here knows the difference nearly, which tells nothing of a person.
        """
        before = self._shown_before()
        return {
            count.key
            for each in differing
            for count, other in zip(each.counts, each.others, strict=True)
            if before[other.key] and count.number >= self._limit(each.figure)
        }

    def _cells(
        self, counted: Sequence[Counted], whole: Collection[str], told: Collection[str]
    ) -> tuple[dict[str, Cell], list[Constraint]]:
        """The counts with what earlier reports tell of them: exactly, or nearly where they were revised since.

        Those ``told`` need no range.
        """
        before, nothing = self._shown_before(), _nothing(counted)
        cells: dict[str, Cell] = {}
        rules = []
        for figure, counts in counted:
            unasked = figure.measure in whole or self._must_show(figure)
            for count in counts:
                shown = before[count.key]
                low, high = bounds(shown, count.number, self.plan.intruder.revision, count.floor)
                width = min(self._rule(figure.measure).least_width, high - low)
                cell = Cell(
                    count.key,
                    count.number,
                    floor=low,
                    known=figure.gap == "no_cases" or count.number in shown,
                    width=0 if unasked or count.name in nothing or count.key in told else width,
                )
                cells[count.key] = _joined(cells.get(count.key, cell), cell)
                if math.isfinite(high):
                    rules.append(Constraint(((count.key, 1.0),), high=high, name=count.key))
        return cells, rules

    def _items(
        self, whole: Collection[str], drawn: Collection[Slot], tellers: Mapping[Slot, Sequence[str]]
    ) -> dict[Slot, Item]:
        """The figures that tell the counts, with those that reports hid under other readings."""
        primary = self.small() | self.hidden_before() | {*drawn}
        hidden_before = {entry.slot for entry in self.published if entry.hidden}
        ranks = {code: rank for rank, code in enumerate(sorted({figure.area.code for figure, _ in self.counted}))}
        items: dict[Slot, Item] = {}
        for figure, counts in (*self.counted, *self.elsewhere):
            slot = slot_of(figure)
            keys = (*(count.key for count in counts), *tellers.get(slot, ()))
            if figure.value is None:
                continue
            if (figure, counts) in self.counted:
                hidden = slot in primary or (figure.measure in whole and not self._must_show(figure))
                cost = _RANKS * self._cost(figure, counts, slot) + min(ranks[figure.area.code], _RANKS - 1)
                items[slot] = Item("|".join(slot), keys, cost, hidden)
            elif slot in hidden_before:
                items[slot] = Item("|".join(slot), keys, 0, primary=True)
        return items

    def _tellers(self, differing: Iterable[Apart], cells: Mapping[str, Cell]) -> dict[Slot, list[str]]:
        """The differences of readings that a figure tells: those to a count that is known, or else hidden like it."""
        found: dict[Slot, list[str]] = defaultdict(list)
        for each in differing:
            for count, other in zip(each.counts, each.others, strict=True):
                found[each.here if cells[other.key].known else each.elsewhere].append(count.key)
        return found

    def _shown_before(self) -> Mapping[str, set[float]]:
        """The numbers by which reports told each count."""
        figures = {slot_of(figure): figure for figure, _ in (*self.counted, *self.elsewhere)}
        found: dict[str, set[float]] = defaultdict(set)
        for entry in self.published:
            figure = figures.get(entry.slot)
            if figure is not None and not entry.hidden:
                counts = (float(entry.numerator), float(entry.denominator or 0))
                shown = replace(figure, numerator=counts[0], denominator=counts[1])
                for count in counts_of(shown, self.measures[figure.measure]):
                    found[count.key].add(count.number)
        return found

    def _rule(self, measure: str) -> Disclosure:
        rule = self.measures[measure].disclosure
        if rule is None:
            raise ValueError(f"{measure} has no disclosure rule")
        return rule

    def _limit(self, figure: Figure) -> int:
        rule = self._rule(figure.measure)
        return rule.province_minimum if figure.area.level == "province" else rule.minimum_count

    def _must_show(self, figure: Figure) -> bool:
        return figure.area.level == "province" and self._limit(figure) == 1

    def _cost(self, figure: Figure, counts: Sequence[Count], slot: Slot) -> int:
        if figure.area.level == "province":
            return _PROVINCE if figure.breakdown == TOTAL else _PART
        cost = _AREA + round(10 * math.log2(1 + max(count.number for count in counts)))
        return cost // 2 if slot in self.broken else cost

    def _measures_of(self, key: str) -> set[str]:
        """The measures that tell a count of this name, be it here, at a place of another map or between readings."""
        name = key.rpartition("|")[0].rpartition("|")[0]
        return {
            figure.measure
            for figure, counts in self.counted
            if any(count.name == name or name.startswith(f"{count.base}[") for count in counts)
        }


def _nothing(counted: Iterable[Counted]) -> set[str]:
    """The counts of which the province has none: that every area has none is no secret."""
    return {
        count.name
        for figure, counts in counted
        if figure.area.level == "province" and figure.breakdown == TOTAL
        for count in counts
        if count.number == 0
    }


def _gaps(entry: RegisterEntry, counts: Sequence[Count]) -> Iterator[float]:
    """How far the counts of a figure are from those a report showed under another reading."""
    numerator, denominator = float(entry.numerator), float(entry.denominator or 0)
    numbers = (numerator, denominator - numerator, denominator) if len(counts) == 3 else (numerator, denominator)
    for count, other in zip(counts, numbers, strict=False):
        yield abs(count.number - other)


def _joined(one: Cell, other: Cell) -> Cell:
    """A count that two measures tell: known as soon as one is, as wide as both ask."""
    if one.value != other.value:
        raise UserError(
            Text(
                f'hai số đo nêu hai số khác nhau cho cùng một số đếm "{one.key}"; hãy kiểm tra tên số đếm ở khoá '
                '"disclosure".',
                f'two measures tell different numbers for the same count "{one.key}"; check the names under the key '
                '"disclosure".',
            ),
            "params/plan.yaml",
        )
    floor, width = max(one.floor, other.floor), max(one.width, other.width)
    return replace(one, floor=floor, known=one.known or other.known, width=width)


def _whole(cells: dict[str, Cell]) -> bool:
    return all(cell.value is not None and float(cell.value).is_integer() for cell in cells.values())
