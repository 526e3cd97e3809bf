"""The range of every hidden count, from all that all publications show: what adds up, on one map and on two."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from gender_indicators.disclosure.counts import counts_of
from gender_indicators.disclosure.known import Known, Version, differences, published_counts
from gender_indicators.disclosure.publication import Leak, PublishedFigures
from gender_indicators.disclosure.revisions import small_revisions
from gender_indicators.disclosure.shared_territory import overlaps, pieces
from gender_indicators.disclosure.suppression import (
    Cell,
    Constraint,
    Contradiction,
    Range,
    SuppressionProblem,
    equation,
    ranges,
)
from gender_indicators.figures import TOTAL, ProtectedFigure
from gender_indicators.plan import Areas, Level, Measure, Plan

_WIDE = 50  # wider than any range a measure asks for


def narrow_ranges(
    publications: Mapping[str, PublishedFigures],
    figures: Mapping[str, Sequence[ProtectedFigure]],
    areas: Areas | None,
) -> Iterator[Leak]:
    """Yield the hidden counts whose range is narrower than their measure asks; ``figures`` are the sensitive ones.

    Of a count a publication before showed a little differently no more is asked than that alone leaves open.
    """
    counts = published_counts(publications, figures)
    plan = next(iter(publications.values())).plan
    others, parting = differences(counts)
    counts |= others
    yield from _small_differences(others.values())
    if not any(each.number is None for each in counts.values()):
        return
    shown = [_equals(each) for each in counts.values() if each.number is not None]
    shown += [*parting, *_pooled(publications, figures, counts)]
    cells = [Cell(each.key, floor=each.count.floor) for each in counts.values()]
    loose = _loose(counts)
    shared, across = _on_two_maps(counts, areas, loose) if areas is not None else ([], [])
    revised, left_open = small_revisions(counts, plan.intruder.revision)
    sums = list(_sums(plan, counts, loose))
    attempts = (
        ((*cells, *shared), (*shown, *sums, *across, *revised)),
        ((*cells, *shared), (*shown, *sums, *across)),  # a count was revised by more
        (
            cells,
            (*shown, *_sums(plan, counts, {each.version for each in counts.values()})),
        ),  # hidden rows have no place
    )
    found = _first_ranges(attempts)
    if isinstance(found, Leak):
        yield found
        return
    nothing = {
        (each.version, each.count.name)
        for each in counts.values()
        if each.number == 0 and each.area.level == "province" and each.count.breakdown == TOTAL
    }  # that every area has none of what the province has none of is no secret
    for key, each in sorted(counts.items()):
        hidden = each.number is None and (each.version, each.count.name) not in nothing
        needed = min(_width(each.measure), left_open.get(key, _WIDE))
        if hidden and found[key].width < needed:
            yield _leak(each, found[key].low, found[key].high, needed)


def _first_ranges(attempts: Iterable[tuple[Iterable[Cell], Iterable[Constraint]]]) -> dict[str, Range] | Leak:
    """The ranges by the first of what a reader may take to be so that does not contradict itself."""
    words = ""
    for cells, rules in attempts:
        try:  # ranges wider than any that is asked for are not made exact
            return ranges(SuppressionProblem(tuple(cells), tuple(rules), ()), exact_up_to=_WIDE)
        except Contradiction as error:
            words = str(error)
    return Leak("", f"các số công bố mâu thuẫn nhau / published numbers contradict: {words}")


def _small_differences(others: Iterable[Known]) -> Iterator[Leak]:
    """The people one reading counts and another does not, where both are told and they are few."""
    for each in others:
        rule = each.measure.disclosure
        if rule is not None and each.number is not None:
            limit = rule.province_minimum if each.area.level == "province" else rule.minimum_count
            if (1 if rule.zeros else 0) <= each.number < limit:
                yield _leak(each, each.number, each.number, rule.least_width)


def _loose(counts: Mapping[str, Known]) -> frozenset[Version]:
    """The versions whose areas are all shown and do not add up to the province: some rows have no place."""
    groups: dict[tuple[Version, str], list[Known]] = defaultdict(list)
    for each in counts.values():
        if each.count.breakdown == TOTAL:
            groups[each.version, each.count.name].append(each)
    found = set()
    for (version, _), known in groups.items():
        total = [each.number for each in known if each.area.level == "province"]
        below = [each.number for each in known if each.area.level != "province"]
        if below and None not in (*total, *below) and sum(filter(None, below)) not in total:
            found.add(version)
    return frozenset(found)


def _on_two_maps(
    counts: Mapping[str, Known], areas: Areas, loose: frozenset[Version]
) -> tuple[list[Cell], list[Constraint]]:
    """What versions of the same year on two maps share, where both rest on the same data."""
    groups: dict[tuple[int, str], dict[Version, list[Known]]] = defaultdict(lambda: defaultdict(list))
    for each in counts.values():
        if each.count.breakdown == TOTAL and each.version not in loose:
            groups[each.version[0], each.count.name][each.version].append(each)
    cells: list[Cell] = []
    rules: list[Constraint] = []
    for (year, name), versions in sorted(groups.items()):
        for one, other in combinations(sorted(versions), 2):
            first, second = versions[one], versions[other]
            whole = [next((e for e in each if e.area.level == "province"), None) for each in (first, second)]
            if one[1] == other[1] or whole[0] is None or whole[1] is None:
                continue
            numbers = {each.number for each in whole if each and each.number is not None}
            if len(numbers) > 1:  # the data were revised
                continue
            rules.append(equation((whole[0].key, 1), (whole[1].key, -1), name=f"{year}: {name}"))
            here, there = (_below(each) for each in (first, second))
            if not here or not there:
                continue
            pairs = overlaps(areas, one[1], _level(first), other[1], _level(second))
            more, sums = pieces(f"{year}|{name}|{one[1]}^{other[1]}", here, there, pairs)
            cells += more
            rules += sums
    return cells, rules


def _below(found: Iterable[Known]) -> dict[str, str]:
    return {each.area.code: each.key for each in found if each.area.level != "province"}


def _level(found: Iterable[Known]) -> Level:
    return next(each.area.level for each in found if each.area.level != "province")


def _equals(each: Known) -> Constraint:
    return equation((each.key, 1), total=each.number or 0.0, name=_place(each))


def _sums(plan: Plan, counts: Mapping[str, Known], loose: Collection[Version]) -> Iterator[Constraint]:
    """What adds up. The areas of ``loose`` versions are no more than the province, all others' add up to it."""
    groups: dict[tuple[Version, str, str], list[Known]] = defaultdict(list)
    for each in counts.values():
        groups[each.version, each.count.name, each.count.breakdown].append(each)
        if each.count.base.endswith(":rest"):
            part, whole = _siblings(each, counts)
            yield equation((part, 1), (each.key, 1), (whole, -1), name=f"{_place(each)} + … = …")
    for (version, name, _), found in sorted(groups.items()):
        total = [each for each in found if each.area.level == "province"]
        below = sorted((each for each in found if each.area.level != "province"), key=lambda each: each.key)
        if total and below:
            terms = ((total[0].key, 1.0), *((each.key, -1.0) for each in below))
            yield Constraint(terms, 0.0, float("inf") if version in loose else 0.0, name=f"{name}: {version[0]}")
    yield from _parts(groups)
    for link in plan.linked:
        for each in counts.values():
            if each.count.base == link.whole:
                keys = [each.at(name) for name in link.parts]
                if all(key in counts for key in keys):
                    yield equation((each.key, -1), *((key, 1) for key in keys), name=link.whole)


def _parts(groups: Mapping[tuple[Version, str, str], Sequence[Known]]) -> Iterator[Constraint]:
    """Breakdowns that do not overlap are no more than their total."""
    parts: dict[tuple[Version, str, str], list[Known]] = defaultdict(list)
    totals: dict[tuple[Version, str, str], Known] = {}
    for (version, name, breakdown), found in groups.items():
        for each in found:
            if breakdown == TOTAL:
                totals[version, name, each.area.code] = each
            else:
                parts[version, name, each.area.code].append(each)
    for place, found in parts.items():
        numbers = [each.number for each in found]
        whole = totals.get(place)
        if whole is None or (whole.number is not None and sum(n or 0 for n in numbers) > whole.number):
            continue
        yield Constraint(((whole.key, 1.0), *((each.key, -1.0) for each in found)), low=0.0, name=whole.key)


def _siblings(rest: Known, counts: Mapping[str, Known]) -> tuple[str, str]:
    """The keys of the numerator and the denominator that ``rest`` is left of."""
    rule, measure = rest.measure.disclosure, rest.measure
    part = rest.at(rest.count.base.removesuffix(":rest"))
    whole = rest.at((rule.denominator if rule else None) or f"{measure.id}:denominator")
    if part not in counts or whole not in counts:
        raise ValueError(f"{rest.key} has no numerator {part} or denominator {whole}")
    return part, whole


def _pooled(
    publications: Mapping[str, PublishedFigures],
    figures: Mapping[str, Sequence[ProtectedFigure]],
    counts: Mapping[str, Known],
) -> Iterator[Constraint]:
    """Years counted together: their events add up to those of the years."""
    by_place: dict[tuple[int, dt.date, str], list[Known]] = defaultdict(list)
    for each in counts.values():
        by_place[each.version[0], each.version[1], each.count.key].append(each)
    for publication, edition in publications.items():
        measures = {measure.id: measure for measure in edition.plan.measures}
        for figure in figures[publication]:
            if figure.first_year is None or figure.numerator is None:
                continue
            for count in counts_of(figure, measures[figure.measure]):
                years = [
                    by_place.get((y, figure.map, count.key), []) for y in range(figure.first_year, figure.year + 1)
                ]
                if all(len(found) == 1 for found in years):  # a revised year has two versions: no sum is certain
                    terms = [(found[0].key, 1.0) for found in years]
                    yield equation(*terms, total=count.number, name=f"{count.key} {figure.period}")


def _width(measure: Measure) -> int:
    return measure.disclosure.least_width if measure.disclosure else 0


def _place(each: Known) -> str:
    return f"{each.count.name}, {each.area.name}, {each.version[0]}"


def _leak(each: Known, low: float, high: float, needed: float) -> Leak:
    words = f"{low:g}" if low == high else f"{low:g} – {high:g}"
    known = f"{words}, cần rộng ít nhất / must be as wide as {needed:g}"
    return Leak(_place(each), known, each.version[2], each.measure.id, each.version[0])
