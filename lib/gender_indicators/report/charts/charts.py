"""Charts from protected figures: the trend of a measure, and the units of the province beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from gender_indicators.base import nfc, shortened
from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import Measure
from gender_indicators.report.charts.svg import Place, Plot, fixed_settings
from gender_indicators.report.document.blocks import Chart
from gender_indicators.report.document.inline import Kind, kind_of
from gender_indicators.report.wording import (
    area_inside,
    ends,
    gap_words,
    is_stale,
    label_of,
    threshold_words,
    verdict_of,
)

_Line = list[tuple[int, float]]
SOFT, LINE, ACCENT, TARGET = "#4d5968", "#c3cbd4", "#0b4f7d", "#8a5200"
_PAD = 3.5  # between the field and the words at its edge
_LONGEST_NAME = 28  # letters of an area's name beside a chart
_LETTER = 5.04  # points a letter takes in the widest font a screen may use
_COLOURS: dict[Kind, str] = {
    "exceeded": "#17663a", "met": "#17663a", "partly": "#8a5200", "missed": "#b3261e", "not-due": "#46566b",
    "none": "#5c6775",
}  # fmt: skip
_CORNERS: dict[Kind, list[Place]] = {
    "exceeded": [(0, 4.4), (4.2, -3.2), (-4.2, -3.2)],
    "missed": [(0, 4.2), (4.2, 0), (0, -4.2), (-4.2, 0)],
    "partly": [(-3, 3), (3, 3), (3, -3), (-3, -3)],
}  # of a point's shape, from its middle; the others are round


def own_points(series: Sequence[ProtectedFigure]) -> list[ProtectedFigure]:
    """Return the figures of a trend: with a value, and that of their own year (a repeated value is no trend)."""
    return [f for f in series if f.gap is None and f.value is not None and not is_stale(f)]


def trend(series: Sequence[ProtectedFigure], measure: Measure, years: range) -> Chart | None:
    """Return the values of ``series`` over ``years`` with the target's line; ``None`` below two points."""
    points = own_points(series)
    if len(points) < 2:
        return None
    area = series[-1].area
    with fixed_settings():
        plot = _draw_trend(points, measure, years, breaks(series, measure))
        svg = plot.svg(27)
    return Chart(
        svg,
        trend_alt(series, measure),
        f"{measure.name.vi} ({measure.unit.vi}), {area_inside(area.name)}, {points[0].year}–{points[-1].year}",
    )


def trend_alt(series: Sequence[ProtectedFigure], measure: Measure) -> str:
    """Return the words of a trend: every year's value or gap, the target, and where the map changes."""
    data = "; ".join(f"{f.year}: {_value_words(f, measure)}" for f in series)
    target = threshold_words(measure.threshold, measure.unit.vi)
    where = area_inside(series[-1].area.name)
    maps = "".join(f" Đổi bản đồ hành chính từ số liệu năm {year}." for year in new_maps(series))
    maps += "".join(
        f" Đổi định nghĩa từ năm {each.year}." for each in measure.breaks if any(f.year < each.year for f in series)
    )
    return f"Biểu đồ đường: {measure.name.vi} ({measure.unit.vi}), {where}. {data}. Mục tiêu: {target}.{maps}"


def _value_words(figure: ProtectedFigure, measure: Measure) -> str:
    """A value with its interval, or the gap's words."""
    interval = ends(figure, measure)
    return (label_of(figure, measure) or gap_words(figure)) + (f" ({interval})" if interval else "")


def new_maps(series: Sequence[ProtectedFigure]) -> list[int]:
    """Return the years of a series that are reported on another map than the year before them."""
    return [now.year for before, now in pairwise(series) if now.map != before.map]


def breaks(series: Sequence[ProtectedFigure], measure: Measure) -> dict[int, str]:
    """Return the years from which values are drawn apart from those before, with the words that say why."""
    shown = range(series[0].year + 1, series[-1].year + 1)
    data = {each.year: "đổi định nghĩa" for each in measure.breaks if each.year in shown}
    return dict.fromkeys(new_maps(series), "đổi bản đồ") | data


def pieces(points: Sequence[ProtectedFigure], measure: Measure) -> list[list[ProtectedFigure]]:
    """Return the points of a trend in the pieces a line may join.

    No line bridges a year without a value, a break in the definition, nor two maps where the measure counts bodies
    or communes.
    """
    new = {each.year for each in measure.breaks}
    joined: list[list[ProtectedFigure]] = []
    for point in points:
        last = joined[-1][-1] if joined else None
        same_map = last is None or last.map == point.map or not measure.counts_units
        if last is not None and point.year == last.year + 1 and same_map and point.year not in new:
            joined[-1].append(point)
        else:
            joined.append([point])
    return joined


def _draw_trend(points: list[ProtectedFigure], measure: Measure, years: range, marks: Mapping[int, str]) -> Plot:
    values = [value for f in points if (value := f.value) is not None]
    bound = measure.threshold.value
    margins = years[0] - 0.45, years[-1] + 0.45
    scale = _limits([*_extent(points), bound])
    plot = Plot((259.2, 140.4), (10.368, 19.656, 238.464, 106.704), margins, scale)
    for year in marks:
        between = plot.x(year - 0.5)
        plot.lines([[(between, plot.bottom), (between, plot.top)]], SOFT, 0.8, (1, 2))
    for year in years:
        plot.words((plot.x(year), plot.bottom - _PAD), str(year), "center", "top")
    plot.lines([[(plot.left, plot.y(bound)), (plot.right, plot.y(bound))]], TARGET, 1, (4, 3))
    lines = [[(f.year, f.value) for f in piece if f.value is not None] for piece in pieces(points, measure)]
    curves = [[(plot.x(year), plot.y(value)) for year, value in line] for line in lines if len(line) > 1]
    plot.lines(curves, ACCENT, 1.6)
    places = [(plot.x(f.year), plot.y(value)) for f, value in zip(points, values, strict=True)]
    whiskers = [(plot.x(f.year), plot.y(low), plot.y(high)) for f in points for low, high in _interval(f)]
    _draw_whiskers(plot, ([(x, low), (x, high)] for x, low, high in whiskers))
    upright = [[(f.year, low), (f.year, high)] for f in points for low, high in _interval(f)]
    _name_bound(plot, measure, *_label_place(lines, upright, years, bound, scale[1] - scale[0]))
    _draw_points(plot, zip(places, points, strict=True))
    _draw_base(plot)
    tips = {x: (low, high) for x, low, high in whiskers}
    for figure, (x, y) in zip(points, places, strict=True):
        below = y < plot.y(bound)
        low, high = tips.get(x, (y - 3, y + 3))
        place, words = (x, low - 3 if below else high + 3), label_of(figure, measure) or ""
        plot.words(place, words, "center", "top" if below else "bottom", bold=figure is points[-1])
    for year, words in marks.items():
        plot.words((plot.x(year - 0.5), plot.top + 2), words, "center", "bottom", SOFT)
    return plot


def _name_bound(plot: Plot, measure: Measure, left: bool, above: bool) -> None:
    words = f"Mục tiêu: {threshold_words(measure.threshold, measure.unit.vi)}"
    place = plot.left if left else plot.right, plot.y(measure.threshold.value) + (3 if above else -3)
    plot.words(place, words, "left" if left else "right", "bottom" if above else "top", TARGET, paper=True)


def _label_place(
    lines: list[_Line], whiskers: list[_Line], years: range, bound: float, scale: float
) -> tuple[bool, bool]:
    """Return whether the target's label stands at the left and above its line: where the rest leaves it room."""
    points = [point for line in lines for point in line]
    height = 0.13 * scale  # of a line of words, in units of the value
    taken = [place for line in (*lines, *whiskers) for place in _curve(line)]
    taken += [(year, v + (height if v >= bound else -height)) for year, v in points]

    def clashes(place: tuple[bool, bool]) -> int:
        left, above = place
        near = [y - bound for x, y in taken if (x < years[0] + 2 if left else x > years[-1] - 2)]
        return sum(-height / 2 < y < 1.5 * height if above else -1.5 * height < y < height / 2 for y in near)

    return min(((False, True), (False, False), (True, True), (True, False)), key=clashes)


def _curve(line: _Line) -> Iterator[tuple[float, float]]:
    """Yield points along the line between the years, eight to each piece, and the points themselves."""
    yield from line
    for (one, start), (two, end) in pairwise(line):
        for step in range(9):
            yield one + (two - one) * step / 8, start + (end - start) * step / 8


def dots(figures: Sequence[ProtectedFigure], measure: Measure) -> Chart | None:
    """Return the areas below each other in the order of their codes, a dot each; ``None`` below two values."""
    shown = [f for f in figures if f.gap is None and f.value is not None]
    if len(shown) < 2:
        return None
    with fixed_settings():
        svg = _draw_dots(figures, measure).svg(24)
    return Chart(
        svg,
        dots_alt(figures, measure),
        f"{measure.name.vi} ({measure.unit.vi}) theo đơn vị hành chính, năm {figures[0].year}",
    )


def dots_alt(figures: Sequence[ProtectedFigure], measure: Measure) -> str:
    """Return the words of a dot plot: every area's value or gap, and the target."""
    data = "; ".join(f"{f.area.name}: {label_of(f, measure) or gap_words(f)}" for f in figures)
    target = threshold_words(measure.threshold, measure.unit.vi)
    return (
        f"Biểu đồ điểm theo đơn vị, xếp theo mã: {measure.name.vi} ({measure.unit.vi}). {data}. Mục tiêu: {target}."
    )


def _draw_dots(figures: Sequence[ProtectedFigure], measure: Measure) -> Plot:
    shown = [(place, f, f.value) for place, f in enumerate(figures) if f.gap is None and f.value is not None]
    bound = measure.threshold.value
    scale = _limits([*_extent([f for _, f, _ in shown]), bound])
    width, height = 230.4, 14.4 * len(figures)
    names = [shortened(nfc(figure.area.name), _LONGEST_NAME) for figure in figures]  # whole in the table beside
    left = 0.02 * width + max(map(len, names)) * _LETTER
    field = (left, 14.4, 0.86 * width - left, height)
    plot = Plot((width, height + 32.4), field, scale, (len(figures) - 0.5, -0.5))
    guides = [[(x, plot.y(row)) for x in (plot.left, plot.x(value))] for row, _, value in shown]
    plot.lines(guides, LINE, 0.6)
    below = plot.x(bound), plot.bottom - _PAD
    plot.words(below, threshold_words(measure.threshold, measure.unit.vi), "center", "top", TARGET)
    for row, name in enumerate(names):
        plot.words((plot.left - _PAD, plot.y(row)), name, "right", "center_baseline")
    plot.lines([[(plot.x(bound), plot.bottom), (plot.x(bound), plot.top)]], TARGET, 1, (4, 3))
    intervals = [(row, low, high) for row, f, _ in shown for low, high in _interval(f)]
    _draw_whiskers(plot, ([(plot.x(low), plot.y(row)), (plot.x(high), plot.y(row))] for row, low, high in intervals))
    _draw_points(plot, (((plot.x(value), plot.y(row)), f) for row, f, value in shown))
    _draw_base(plot)
    after = plot.right + 0.02 * (plot.right - plot.left)
    for row, figure in enumerate(figures):
        if figure.gap is not None or figure.value is None:
            words = gap_words(figure)
            plot.words((plot.left, plot.y(row)), words, "left", "center", SOFT, paper=True)
        else:
            plot.words((after, plot.y(row)), label_of(figure, measure) or "", "left", "center")
    return plot


def _interval(figure: ProtectedFigure) -> list[tuple[float, float]]:
    """The ends of a figure's interval; none where it has no interval."""
    return [] if figure.ci_low is None or figure.ci_high is None else [(figure.ci_low, figure.ci_high)]


def _extent(figures: Iterable[ProtectedFigure]) -> Iterator[float]:
    """All values and ends of intervals the scale must hold."""
    for figure in figures:
        if figure.value is not None:
            yield figure.value
        for low, high in _interval(figure):
            yield from (low, high)


def _draw_whiskers(plot: Plot, lines: Iterable[Sequence[Place]]) -> None:
    plot.lines(lines, SOFT, 1.1)


def _draw_base(plot: Plot) -> None:
    plot.lines([[(plot.left, plot.bottom), (plot.right, plot.bottom)]], LINE, 0.8)


def _draw_points(plot: Plot, points: Iterable[tuple[Place, ProtectedFigure]]) -> None:
    places: dict[Kind, list[Place]] = {}
    for place, figure in points:
        places.setdefault(kind_of(verdict_of(figure)), []).append(place)
    for kind, alike in places.items():
        if kind in _CORNERS:
            plot.shapes([[(x + dx, y + dy) for dx, dy in _CORNERS[kind]] for x, y in alike], _COLOURS[kind])
        else:
            plot.discs(alike, _COLOURS[kind], 6.5)
        if kind == "not-due":
            plot.discs(alike, "#fff", 4.5)


def _limits(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = (high - low) * 0.28 or abs(high) * 0.1 or 1.0
    return low - room, high + room
