"""From a start to the target: where the latest value stands, and how the way was made. Sources: the package."""

from __future__ import annotations

import math

from gender_indicators.figures.trajectory.values import (
    DIGITS,
    CurrentStatus,
    Growth,
    GrowthRatio,
    NotDefined,
    Point,
    Position,
    Reason,
    RequiredPath,
    Series,
    TargetValue,
)


def start_of(series: Series, baseline: Point | None = None) -> Point | NotDefined:
    """Return where the way to the target starts: the documented ``baseline``, else the first of two or more values.

    A baseline from before a break cannot be compared with the series, and nothing is put in its place.

    >>> start_of(Series((Point(2024, 21.0), Point(2021, 22.5))))
    Point(year=2021, value=22.5, se=None)
    >>> start_of(Series((Point(2024, 21.0),), since=2022), Point(2020, 23.0)).reason
    'break'
    """
    if baseline is None:
        return series.points[0] if len(series.points) > 1 else NotDefined("start", "no_baseline")
    if series.since is not None and baseline.year < series.since:
        return NotDefined("start", "break")
    return baseline


def position(series: Series, target: TargetValue) -> Position | NotDefined:
    """Return the latest value up to the deadline against the target; not defined when only later values exist.

    >>> position(Series((Point(2024, 61.0), Point(2023, 58.0))), TargetValue(">=", 60, 2025)).met
    True
    """
    points = until(series, target)
    if not points:
        return NotDefined("standing", "deadline_passed")
    return Position(points[-1], target, target.met(points[-1].value), points[-1].year == target.year)


def required_path(start: Point, target: TargetValue, now: Point) -> RequiredPath | NotDefined:
    """Return what the straight line from ``start`` to the target asks for in the year of ``now``.

    required = start + (target - start) (t - t0) / (T - t0), the even path [E] draws its index against. A start that
    already meets the target has no way to go. In the deadline year only meeting the target is on the path.

    >>> path = required_path(Point(2020, 50.0), TargetValue(">=", 60, 2025), Point(2023, 55.0))
    >>> path.required, path.ahead, path.on_path
    (56.0, -1.0, False)
    """
    if reason := no_way(start, target, now):
        return NotDefined("required_path", reason)
    asked = start.value + (target.value - start.value) * elapsed(start, target, now)
    if target.direction == "parity":
        ahead = abs(asked - target.value) - abs(now.value - target.value)
    else:
        ahead = target.sign * (now.value - asked)
    on_path = target.met(now.value) or (now.year < target.year and round(ahead, DIGITS) >= 0)
    return RequiredPath(start, target, now, asked, ahead, on_path)


def current_status(start: Point, target: TargetValue, now: Point) -> CurrentStatus | NotDefined:
    """Return ESCAP's current status index [E]: 10 D (I - I0) / |TV - I0|, D = 1 or -1; 10 once the target is met.

    For parity 10 - 10 |TV - I| / |TV - I0|. Below 0 is regression. [E] first extrapolates all countries to one
    current year; here I is the latest observed value. Not defined where I0 is the target, which leaves no way.

    >>> target = TargetValue("<=", 18, 2025, "rate")
    >>> current_status(Point(2020, 23.0), target, Point(2022, 21.0))  # doctest: +ELLIPSIS
    CurrentStatus(..., index=4.0, expected=4.0)
    """
    if reason := no_way(start, target, now, met_at_start=False):
        return NotDefined("current_status", reason)
    index = 10 * target.travelled(start.value, now.value)
    return CurrentStatus(start, target, now, index, 10 * elapsed(start, target, now))


def growth_ratio(start: Point, target: TargetValue, now: Point) -> GrowthRatio | NotDefined:
    """Return the ratio of observed to required growth [U], computed as [C] does.

    CAGR = (y / y0) ** (1 / (t - t0)) - 1; ratio = s D CAGR(observed) / |CAGR(required)|, D = 1 or -1 for the
    direction, s = -1 if all values are negative. "target_achieved" once it is met [C]; else "significant" from 95 %,
    "moderate" from 60 %, "insufficient" from 0, "movement_away" below. A value of 0 has no growth rate: it is not
    replaced by a small number as [C] does. The 1 % rule of [U] is for indicators without a target.

    >>> result = growth_ratio(Point(2020, 40.0), TargetValue(">=", 80, 2030, "rate"), Point(2025, 50.0))
    >>> round(result.actual, 6), round(result.required, 6), round(result.ratio, 6), result.verdict
    (0.04564, 0.071773, 0.635883, 'moderate')
    """
    if reason := no_way(start, target, now, met_at_start=False) or _no_growth(start, target, now):
        return NotDefined("growth_ratio", reason)
    actual = (now.value / start.value) ** (1 / (now.year - start.year)) - 1
    required = (target.value / start.value) ** (1 / (target.year - start.year)) - 1
    ratio = math.copysign(1, start.value) * target.sign * actual / abs(required)
    if target.met(now.value):
        verdict: Growth = "target_achieved"
    else:
        steps: tuple[tuple[float, Growth], ...] = ((0.95, "significant"), (0.6, "moderate"), (0, "insufficient"))
        verdict = next((name for least, name in steps if round(ratio, DIGITS) >= least), "movement_away")
    return GrowthRatio(start, target, now, actual, required, ratio, verdict)


def until(series: Series, target: TargetValue) -> tuple[Point, ...]:
    """The values up to the deadline; none if later ones exist but the deadline's own is missing."""
    points = tuple(point for point in series.points if point.year <= target.year)
    late = len(points) < len(series.points)
    return () if late and (not points or points[-1].year < target.year) else points


def elapsed(start: Point, target: TargetValue, now: Point) -> float:
    """The part of the time from start to deadline that has passed."""
    return (now.year - start.year) / (target.year - start.year)


def no_way(start: Point, target: TargetValue, now: Point | None, met_at_start: bool = True) -> Reason | None:
    """Why there is no way from start to target to measure; ``met_at_start`` where a start beyond it ends the way."""
    if target.kind in ("count", "milestone"):
        return "count_or_milestone"
    if now is None or now.year > target.year:
        return "deadline_passed"
    if now.year <= start.year:
        return "same_year"
    if start.value == target.value or (met_at_start and target.met(start.value)):
        return "already_met_at_start"
    return None


def _no_growth(start: Point, target: TargetValue, now: Point) -> Reason | None:
    values = (start.value, target.value, now.value)
    if target.direction == "parity":
        return "parity"
    if 0 in values:
        return "zero_value"
    return "sign_change" if min(values) < 0 < max(values) else None
