"""A year told twice, a little differently: what one publication showed tells roughly what another hides."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from gender_indicators.disclosure.known import Known, Version
from gender_indicators.disclosure.suppression import Constraint


def bounds(before: Iterable[float], now: float | None, by: int, floor: int) -> tuple[float, float]:
    """Return the least and the greatest a count can be that was told as ``before``, if it changed by at most ``by``.

    What was told and is farther away from ``now`` says nothing. Without ``now`` all that was told counts.

    >>> bounds([5, 40], now=4, by=1, floor=0)
    (4, 6)
    >>> bounds([], now=4, by=1, floor=0)
    (0, inf)
    """
    near = [number for number in before if now is None or abs(number - now) <= by]
    low, high = max((number - by for number in near), default=floor), min((n + by for n in near), default=math.inf)
    return max(low, floor), high


def small_revisions(counts: Mapping[str, Known], by: int) -> tuple[list[Constraint], dict[str, float]]:
    """Return that counts of two versions of a year differ ``by`` at most, where all that both show do.

    The second part is how wide the range of a hidden count is that an earlier version showed, if no more is known.
    """
    versions: dict[tuple[int, object, str], dict[Version, dict[str, Known]]] = defaultdict(lambda: defaultdict(dict))
    for each in counts.values():
        versions[each.version[0], each.version[1], each.measure.id][each.version][each.count.key] = each
    rules: list[Constraint] = []
    before: dict[str, list[float]] = defaultdict(list)
    for found in versions.values():
        for one, other in combinations(found.values(), 2):  # in the order of publication
            pairs = [(one[key], other[key]) for key in one.keys() & other.keys()]
            if all(_apart(first, second) <= by for first, second in pairs):
                for first, second in pairs:
                    if first.number is not None and second.number is None:
                        before[second.key].append(first.number)
                    if first.number is None or second.number is None:
                        rules.append(Constraint(((first.key, 1.0), (second.key, -1.0)), -by, by, first.key))
    known = {each.key: each for each in counts.values()}
    ends = {key: bounds(numbers, None, by, known[key].count.floor) for key, numbers in before.items()}
    return sorted(rules, key=lambda rule: rule.terms), {key: high - low for key, (low, high) in ends.items()}


def _apart(one: Known, other: Known) -> float:
    return 0 if one.number is None or other.number is None else abs(one.number - other.number)
