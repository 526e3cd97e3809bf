"""What two maps of the same year have in common: which area of one can share people with which of the other."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gender_indicators.disclosure.suppression import Cell, Constraint, equation
from gender_indicators.plan import Areas, Level

_ELSEWHERE = "?"


def overlaps(
    areas: Areas, one: dt.date, level: Level, other: dt.date, other_level: Level
) -> frozenset[tuple[str, str]]:
    """Return the pairs of an area of map ``one`` and one of map ``other`` that have territory in common.

    "?" stands for a part of the other area that the map does not place exactly.
    """
    day, later = areas.map_on(one).date, areas.map_on(other).date
    lowest = areas.map_on(one).levels[-1]
    found = set()
    for unit in areas.units_on(day, lowest):
        here = areas.ancestor(unit.code, day, level)
        place = areas.locate(unit.code, day, later)
        there = place.commune if other_level == "commune" else place.district
        if here is not None:
            found.add((here.code, there or _ELSEWHERE))
    return frozenset(found)


def pieces(
    name: str, here: Mapping[str, str], there: Mapping[str, str], pairs: frozenset[tuple[str, str]]
) -> tuple[list[Cell], list[Constraint]]:
    """Return the unknown parts of one kind of count that two maps share, and what they add up to.

    ``here`` and ``there`` give the key of the count of each area on its map; ``name`` tells the kind of count.
    """
    own, theirs = defaultdict(list), defaultdict(list)
    cells = []
    inexact = any(second == _ELSEWHERE for _, second in pairs)
    for first, second in sorted({*pairs, *((_ELSEWHERE, code) for code in there if inexact)}):
        cell = Cell(f"{name}|{first}^{second}")
        cells.append(cell)
        own[first].append(cell.key)
        theirs[second].append(cell.key)
    rules = [*_adding(here, own), *_adding(there, theirs)]
    if inexact:  # what leaves one map comes to the other
        left, came = theirs[_ELSEWHERE], own[_ELSEWHERE]
        rules.append(equation(*((key, 1) for key in left), *((key, -1) for key in came), name=f"{name}: ?"))
    return cells, rules


def _adding(areas: Mapping[str, str], parts: Mapping[str, Sequence[str]]) -> Iterator[Constraint]:
    for code, key in sorted(areas.items()):
        if parts.get(code):
            yield equation((key, -1), *((part, 1) for part in parts[code]), name=key)
