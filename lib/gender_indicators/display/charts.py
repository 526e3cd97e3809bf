"""Charts from protected figures: the trend of a measure, and the units of the province beside each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from gender_indicators.display.blocks import Chart
from gender_indicators.display.inline import Kind, kind_of
from gender_indicators.display.svg import FONT_SIZE, INK, blank, fixed_settings, svg_of
from gender_indicators.display.wording import (
    area_inside,
    gap_words,
    is_stale,
    label_of,
    threshold_words,
    verdict_of,
)
from gender_indicators.figures import Figure
from gender_indicators.locale import nfc
from gender_indicators.plan import Measure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_Line = list[tuple[int, float]]
SOFT, LINE, ACCENT, TARGET = "#4d5968", "#c3cbd4", "#0b4f7d", "#8a5200"
_PAPER = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1}  # keeps the target's line out of the words
_LETTER = 0.07  # inches a letter takes in the widest font a screen may use
_MARKERS: dict[Kind, tuple[str, str]] = {
    "met": ("o", "#17663a"), "missed": ("D", "#b3261e"), "partly": ("s", "#8a5200"), "not-due": ("o", "#46566b"),
    "none": ("o", "#5c6775"),
}  # fmt: skip


def own_points(series: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a trend: with a value, and that of their own year (a repeated value is no trend)."""
    return [f for f in series if f.gap is None and f.value is not None and not is_stale(f)]


def trend(series: Sequence[Figure], measure: Measure, years: range) -> Chart | None:
    """Return the values of ``series`` over ``years`` with the target's line; ``None`` below two points."""
    points = own_points(series)
    if len(points) < 2:
        return None
    area = series[-1].area
    with fixed_settings():
        drawing = blank(3.6, 1.95)
        axes = _axes(drawing, (0.04, 0.14, 0.92, 0.76))
        _draw_trend(axes, points, measure, years)
        for year in new_maps(series):
            _draw_new_map(axes, year)
        svg = svg_of(drawing, f"trend-{measure.id}-{area.code}", 27)
    return Chart(
        svg,
        trend_alt(series, measure),
        f"{measure.name.vi} ({measure.unit.vi}), {area_inside(area.name)}, {points[0].year}–{points[-1].year}",
    )


def trend_alt(series: Sequence[Figure], measure: Measure) -> str:
    """Return the words of a trend: every year's value or gap, the target, and where the map changes."""
    told = "; ".join(f"{f.year}: {label_of(f, measure) or gap_words(f)}" for f in series)
    target = threshold_words(measure.threshold, measure.unit.vi)
    where = area_inside(series[-1].area.name)
    maps = "".join(f" Đổi bản đồ hành chính từ số liệu năm {year}." for year in new_maps(series))
    return f"Biểu đồ đường: {measure.name.vi} ({measure.unit.vi}), {where}. {told}. Mục tiêu: {target}.{maps}"


def new_maps(series: Sequence[Figure]) -> list[int]:
    """Return the years of a series that are reported on another map than the year before them."""
    return [now.year for before, now in pairwise(series) if now.map != before.map]


def pieces(points: Sequence[Figure], measure: Measure) -> list[list[Figure]]:
    """Return the points of a trend in the pieces a line may join.

    No line bridges a year without a value, nor two maps where the measure counts bodies or communes.
    """
    joined: list[list[Figure]] = []
    for point in points:
        last = joined[-1][-1] if joined else None
        same_map = last is None or last.map == point.map or not measure.counts_units
        if last is not None and point.year == last.year + 1 and same_map:
            joined[-1].append(point)
        else:
            joined.append([point])
    return joined


def _draw_trend(axes: Axes, points: list[Figure], measure: Measure, years: range) -> None:
    values = [value for f in points if (value := f.value) is not None]
    bound = measure.threshold.value
    axes.set_xlim(years[0] - 0.45, years[-1] + 0.45)
    axes.set_ylim(*_limits([*values, bound]))
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.axhline(bound, color=TARGET, linewidth=1, linestyle=(0, (4, 3)), clip_on=False)
    lines = [[(f.year, f.value) for f in piece if f.value is not None] for piece in pieces(points, measure)]
    left, above = _label_place(lines, years, bound)
    axes.annotate(
        f"Mục tiêu: {threshold_words(measure.threshold, measure.unit.vi)}",
        (years[0] - 0.45 if left else years[-1] + 0.45, bound),
        (0, 3 if above else -3),
        textcoords="offset points",
        ha="left" if left else "right",
        va="bottom" if above else "top",
        color=TARGET,
    )
    for line in lines:
        if len(line) > 1:
            axes.plot(*zip(*line, strict=True), color=ACCENT, linewidth=1.6, clip_on=False)
    for figure, value in zip(points, values, strict=True):
        _point(axes, figure.year, value, figure)
        below = value < bound
        axes.annotate(
            label_of(figure, measure) or "",
            (figure.year, value),
            (0, -6 if below else 6),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            color=INK,
            fontweight="bold" if figure is points[-1] else "normal",
        )


def _draw_new_map(axes: Axes, year: int) -> None:
    axes.axvline(year - 0.5, color=SOFT, linewidth=0.8, linestyle=(0, (1, 2)), zorder=0)
    axes.annotate(
        "đổi bản đồ", (year - 0.5, 1), (0, 2), xycoords=("data", "axes fraction"), textcoords="offset points",
        ha="center", va="bottom", color=SOFT,
    )  # fmt: skip


def _label_place(lines: list[_Line], years: range, bound: float) -> tuple[bool, bool]:
    """Return whether the target's label stands at the left and above its line: where the curve leaves it room."""
    points = [point for line in lines for point in line]
    low, high = _limits([*(value for _, value in points), bound])
    height = 0.13 * (high - low)  # of a line of words, in units of the value
    taken = [place for line in lines for place in _curve(line)]
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


def dots(figures: Sequence[Figure], measure: Measure) -> Chart | None:
    """Return the areas below each other in the order of their codes, a dot each; ``None`` below two values."""
    shown = [f for f in figures if f.gap is None and f.value is not None]
    if len(shown) < 2:
        return None
    height = 0.2 * len(figures) + 0.45
    with fixed_settings():
        drawing = blank(3.2, height)
        left = 0.02 + max(len(f.area.name) for f in figures) * _LETTER / 3.2
        _draw_dots(_axes(drawing, (left, 0.2 / height, 0.86 - left, 1 - 0.45 / height)), figures, measure)
        svg = svg_of(drawing, f"dots-{measure.id}", 24)
    return Chart(
        svg,
        dots_alt(figures, measure),
        f"{measure.name.vi} ({measure.unit.vi}) theo đơn vị hành chính, năm {figures[0].year}",
    )


def dots_alt(figures: Sequence[Figure], measure: Measure) -> str:
    """Return the words of a dot plot: every area's value or gap, and the target."""
    told = "; ".join(f"{f.area.name}: {label_of(f, measure) or gap_words(f)}" for f in figures)
    target = threshold_words(measure.threshold, measure.unit.vi)
    return (
        f"Biểu đồ điểm theo đơn vị, xếp theo mã: {measure.name.vi} ({measure.unit.vi}). {told}. Mục tiêu: {target}."
    )


def _draw_dots(axes: Axes, figures: Sequence[Figure], measure: Measure) -> None:
    values = [f.value for f in figures if f.gap is None and f.value is not None]
    bound = measure.threshold.value
    low, high = _limits([*values, bound])
    axes.set_xlim(low, high)
    axes.set_ylim(len(figures) - 0.5, -0.5)
    axes.set_yticks(range(len(figures)), [nfc(f.area.name) for f in figures])
    axes.set_xticks([bound], [threshold_words(measure.threshold, measure.unit.vi)])
    axes.tick_params(axis="x", labelcolor=TARGET)
    axes.axvline(bound, color=TARGET, linewidth=1, linestyle=(0, (4, 3)), clip_on=False)
    shown = [(place, f.value) for place, f in enumerate(figures) if f.gap is None and f.value is not None]
    guides = [(x, place) for place, value in shown for x in (low, value, math.nan)]
    axes.plot(*zip(*guides, strict=True), color=LINE, linewidth=0.6, zorder=0, clip_on=False)  # one path
    for place, figure in enumerate(figures):
        if figure.gap is not None or figure.value is None:
            axes.text(low, place, gap_words(figure), ha="left", va="center", color=SOFT, bbox=_PAPER)
            continue
        _point(axes, figure.value, place, figure)
        axes.annotate(
            label_of(figure, measure) or "",
            (1.02, place),
            xycoords=("axes fraction", "data"),
            ha="left",
            va="center",
            color=INK,
        )


def _point(axes: Axes, x: float, y: float, figure: Figure) -> None:
    shape, colour = _MARKERS[kind_of(verdict_of(figure))]
    face = "#ffffff" if verdict_of(figure) == "not_due" else colour
    axes.plot(
        [x], [y], shape, color=colour, markerfacecolor=face, markersize=5 if shape != "o" else 5.5, clip_on=False
    )


def _limits(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = (high - low) * 0.28 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _axes(drawing: Drawing, rectangle: tuple[float, float, float, float]) -> Axes:
    axes = drawing.add_axes(rectangle)
    axes.patch.set_visible(False)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.set_yticks([])
    axes.tick_params(length=0, labelsize=FONT_SIZE, labelcolor=INK)
    return axes
