"""Charts read as a person with a ruler would: the words, then every mark at the place of a year or an area.

The rules of drawing are those of ``display/charts.py``, which anyone can read: the scale holds all drawn values and
the target with 28 % of their range to spare at both ends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from gender_indicators.editions.attack.document import Picture
from gender_indicators.editions.attack.drawing import Drawing, Mark, Place, take_apart
from gender_indicators.editions.attack.names import NOTHING, Labels
from gender_indicators.editions.attack.scale import Range, Scale, calibrate
from gender_indicators.editions.attack.statements import Part, Statement
from gender_indicators.editions.attack.text import Text

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_BASELINE = 3.5  # from the line words stand on to their middle, in points
_TIP = 4.4 / 7.6  # of a triangle's height, from its tip to the place it marks
_SPARE = 0.28
_NEAR, _AT = 0.4, 0.15  # of the distance between neighbours: a mark of its own, a corner of a line
_DISC = 0.2
_apart = lru_cache(maxsize=512)(take_apart)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where the years (along 0: x) or areas (along 1: y) stand."""

    along: Literal[0, 1]
    places: tuple[tuple[float, Labels], ...]

    @property
    def step(self) -> float:
        told = sorted(place for place, _ in self.places)
        return min((b - a for a, b in pairwise(told) if b - a > 1), default=20.0)

    def at(self, place: float, within: float) -> Labels | None:
        """Return the year or area at ``place``."""
        near, labels = min(self.places, key=lambda each: abs(each[0] - place))
        return labels if abs(near - place) <= within * self.step else None


@dataclass(frozen=True, slots=True)
class _Point:
    """A mark at a year or area: its place along the scale of values."""

    labels: Labels
    place: float
    end: bool = False  # of an interval


def read_chart(picture: Picture, text: Text, context: Labels, where: str) -> Iterator[Statement]:
    """Yield what the words of a chart say, then what its marks do."""
    drawing = _apart(picture.svg)
    alt = max((picture.alt, *drawing.told), key=len, default="")
    year = text.labels(picture.caption).year or context.year  # years in the description are those of single values
    context = replace(text.labels(alt).over(text.labels(picture.caption)).over(context), year=year, first_year=None)
    yield from text.statements(picture.caption, context, f"{where}: tiêu đề")
    said: list[Statement] = []
    for each in dict.fromkeys((picture.alt, *drawing.told)):
        said += text.statements(each, _unyeared(context, text), f"{where}: mô tả")
    yield from said
    axis = _axis(drawing, text)
    if axis is None:
        for words in drawing.words:
            yield from text.statements(words.text, context, f"{where}: chữ '{words.text[:40]}'")
        return
    printed = list(_printed(drawing, axis, text, context, where))
    yield from (each for each, _ in printed)
    if len(context.measures) == 1:
        yield from _drawn(drawing, axis, text, context, [*said, *(each for each, _ in printed)], where)


def _unyeared(context: Labels, text: Text) -> Labels:
    return context if context.year else replace(context, year=text.names.year)


def _axis(drawing: Drawing, text: Text) -> _Axis | None:
    years = [(each.place[0], Labels(year=int(each.text))) for each in drawing.words if _YEAR.match(each.text)]
    if years:
        return _Axis(0, tuple(years))
    named = ((each.place[1] - _BASELINE, text.names.exactly(each.text)) for each in drawing.words)
    areas = [(place, labels) for place, labels in named if labels.area]
    return _Axis(1, tuple(areas)) if areas else None


def _printed(
    drawing: Drawing, axis: _Axis, text: Text, context: Labels, where: str
) -> Iterator[tuple[Statement, float]]:
    """Yield the numbers that stand at a year or area, with their places."""
    for words in drawing.words:
        if _YEAR.match(words.text) or text.names.exactly(words.text).area:
            continue
        place = words.place[0] if axis.along == 0 else words.place[1] - _BASELINE
        labels = axis.at(place, _NEAR if axis.along else _AT)
        for each in text.statements(
            words.text, (labels or NOTHING).over(context), f"{where}: chữ '{words.text[:40]}'"
        ):
            if labels is not None:
                yield each, words.place[1 - axis.along]


def _drawn(
    drawing: Drawing, axis: _Axis, text: Text, context: Labels, said: Sequence[Statement], where: str
) -> Iterator[Statement]:
    """Yield the values at which marks stand, and what the ends of the scale give away."""
    points = list(_points(drawing, axis))
    bound = text.names.measures[context.measures[0]].threshold if context.measures[0] in text.names.measures else None
    line = _target(drawing, axis)
    told = _told(said, text)
    known = [(place, (bound, bound)) for place in line[:1] if bound is not None]
    known += [
        (point.place, told[key, "value"]) for point in points if not point.end and (key := _key(point, context)) in
        {each for each, part in told if part == "value"}
    ]  # fmt: skip
    if known and len({round(place, 1) for place in (*(p.place for p in points), *line)}) == 1:
        known += _level(drawing, axis, known[0])
    scale = calibrate(known)
    if scale is None:
        return
    yield from _statements(points, scale, context, text, where)
    yield from _limits(drawing, axis, [p.place for p in points] + line, scale, context, text, where)


def _level(drawing: Drawing, axis: _Axis, one: tuple[float, Range]) -> list[tuple[float, Range]]:
    """Where all values are alike the scale holds a tenth of them more and less, or one."""
    (place, (low, high)), field = one, _field(drawing, axis)
    if field is None:
        return []
    room = max(abs(low), abs(high)) * 0.1 or 1.0
    half = (field[1] - field[0]) / 2
    return [(place - half if axis.along == 0 else place + half, (low + room, high + room))]


def _told(said: Sequence[Statement], text: Text) -> dict[tuple[tuple[str, int], Part], Range]:
    """Return the values the words give, by area and year; counts of few bodies give their share."""
    told: dict[tuple[tuple[str, int], Part], Range] = {}
    for each in said:
        told.setdefault(((each.area, each.year), each.part), (each.low, each.high))
    for (key, part), (low, high) in list(told.items()):
        whole = told.get((key, "denominator"))
        per = next((text.names.measures[s.measure].per for s in said if s.measure in text.names.measures), None)
        if part == "numerator" and whole and per and (key, "value") not in told:
            share = per * (low + high) / sum(whole) if sum(whole) else 0.0
            told[key, "value"] = (share, share)
    return told


def _key(point: _Point, context: Labels) -> tuple[str, int]:
    labels = point.labels.over(context)
    return labels.area, labels.year or 0


def _points(drawing: Drawing, axis: _Axis) -> Iterator[_Point]:
    """Yield every mark at a year or area; the paper behind words is none."""
    base = _base(drawing, axis)
    for mark in drawing.marks:
        if mark.white and any(_holds(mark, words.place) for words in drawing.words):
            continue
        yield from _of_mark(mark, axis, base)


def _of_mark(mark: Mark, axis: _Axis, base: set[float]) -> Iterator[_Point]:
    along, across = axis.along, 1 - axis.along
    xs = [place[along] for place in mark.places]
    vs = [place[across] for place in mark.places]
    wide, high = max(xs) - min(xs), max(vs) - min(vs)
    middle = (max(xs) + min(xs)) / 2
    if len(mark.places) == 2 and max(wide, high) <= _DISC:  # a disc: a dot with round ends, told from its start
        if labels := axis.at(xs[0], _NEAR):
            yield _Point(labels, vs[0])
    elif len(mark.places) == 2 and wide <= _DISC:  # upright at a year: an interval, or a bar from the base
        if labels := axis.at(middle, _NEAR):
            ends = [each for each in vs if not any(abs(each - at) <= _DISC for at in base)]
            for each in ends:
                yield _Point(labels, each, end=len(ends) == 2)
    elif not mark.filled:
        for place in mark.places:
            if (labels := axis.at(place[along], _AT)) and not (
                len(mark.places) == 2 and high <= _DISC and wide > 2.5 * axis.step
            ):
                yield _Point(labels, place[across])
    elif wide <= axis.step and (labels := axis.at(middle, _NEAR)):
        at_base = [each for each in (max(vs), min(vs)) if any(abs(each - at) <= _DISC for at in base)]
        if at_base:
            yield _Point(labels, min(vs) if at_base[0] == max(vs) else max(vs))
        else:
            yield _Point(labels, _middle(mark, across))
    elif wide > axis.step:  # a band: its corners are ends of intervals
        for place in mark.places:
            if labels := axis.at(place[along], _AT):
                yield _Point(labels, place[across], end=True)


def _middle(mark: Mark, across: int) -> float:
    """Return where a small shape stands: a triangle's tip is further from it than its foot."""
    vs = [place[across] for place in mark.places]
    if len(set(mark.places)) == 3 and across == 1:
        return round(min(vs) + _TIP * (max(vs) - min(vs)), 4)
    if len(set(mark.places)) == 3:
        return mark.places[0][across]
    return (min(vs) + max(vs)) / 2


def _base(drawing: Drawing, axis: _Axis) -> set[float]:
    """Return the places of the line at the foot of the field, where bars and guides begin."""
    ends: set[float] = set()
    across = 1 - axis.along
    for mark in drawing.marks:
        if len(mark.places) == 2 and not mark.filled:
            (one, two) = mark.places
            if axis.along == 1 and abs(one[1] - two[1]) <= _DISC and axis.at(one[1], _NEAR) is None:
                ends.add(min(one[0], two[0]))
            elif axis.along == 0 and abs(one[1] - two[1]) <= _DISC and abs(one[0] - two[0]) > 2.5 * axis.step:
                ends.add(max(one[across], two[across]))
    return {max(ends)} if axis.along == 0 and ends else ends


def _target(drawing: Drawing, axis: _Axis) -> list[float]:
    """Return the place of the line of the target: across the whole field, not its foot."""
    base, across = _base(drawing, axis), 1 - axis.along
    found = []
    for mark in drawing.marks:
        if len(mark.places) == 2 and not mark.filled:
            one, two = mark.places
            long = abs(one[axis.along] - two[axis.along]) > min(2.5, len(axis.places) - 0.5) * axis.step
            if (
                long
                and abs(one[across] - two[across]) <= _DISC
                and not any(abs(one[across] - at) <= _DISC for at in base)
            ):
                found.append(one[across])
    return found


def _holds(mark: Mark, place: Place) -> bool:
    xs, ys = [x for x, _ in mark.places], [y for _, y in mark.places]
    return min(xs) - 1 <= place[0] <= max(xs) + 1 and min(ys) - 1 <= place[1] <= max(ys) + 1


def _statements(
    points: Sequence[_Point], scale: Scale, context: Labels, text: Text, where: str
) -> Iterator[Statement]:
    """Yield one statement for each place marked at a year or area; the ends of an interval by their order."""
    at: dict[Labels, list[_Point]] = defaultdict(list)
    for point in points:
        at[point.labels].append(point)
    for labels, marked in at.items():
        full = labels.over(context)
        if not full.area:
            continue
        values: list[tuple[Part, Range]] = []
        for place in _apart_places([point.place for point in marked if not point.end]):
            values.append(("value", scale.value(place)))
        ends = sorted((scale.value(place) for place in _apart_places([p.place for p in marked if p.end])), key=sum)
        if len(ends) == 2:
            values += [("ci_low", ends[0]), ("ci_high", ends[1])]
        else:
            values += [("number", each) for each in ends]
        for part, (low, high) in values:
            yield Statement(
                context.measures[0], full.area, full.year or text.names.year, part, low, high, f"{where}: hình vẽ"
            )


def _apart_places(places: Sequence[float]) -> list[float]:
    """Return places that differ: what is drawn twice (a line and its point) is told once."""
    found: list[float] = []
    for place in places:
        if all(abs(place - each) > 0.25 for each in found):
            found.append(place)
    return found


def _limits(
    drawing: Drawing, axis: _Axis, places: Sequence[float], scale: Scale, context: Labels, text: Text, where: str
) -> Iterator[Statement]:
    """Yield the least or greatest value the scale was made for, where nothing visible stands there."""
    field = _field(drawing, axis)
    if field is None or not places:
        return
    low, high = field
    spare = (high - low) * _SPARE / (1 + 2 * _SPARE)
    if max(places) - min(places) <= _DISC and abs((low + high) / 2 - places[0]) <= _DISC:
        return
    for wanted, nearest in ((low + spare, min(places)), (high - spare, max(places))):
        if abs(wanted - nearest) > _DISC:
            least, most = scale.value(wanted)
            yield Statement(
                context.measures[0],
                context.area if axis.along == 0 else "",
                context.year or text.names.year,
                "limit",
                least,
                most,
                f"{where}: giới hạn trục",
            )


def _field(drawing: Drawing, axis: _Axis) -> Range | None:
    """Return the two ends of the scale's field along the values."""
    if axis.along == 0:
        foot = max(_base(drawing, axis), default=None)
        return None if foot is None else (drawing.size[1] - 126.36, foot)
    for mark in drawing.marks:
        if len(mark.places) == 2 and not mark.filled:
            one, two = mark.places
            if abs(one[1] - two[1]) <= _DISC and axis.at(one[1], _NEAR) is None:
                return min(one[0], two[0]), max(one[0], two[0])
    return None
