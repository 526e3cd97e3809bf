"""Where the trend of a series leads by the deadline. Sources: the package."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gender_indicators.figures.trajectory.values import (
    DIGITS,
    AnticipatedProgress,
    Anticipation,
    Likelihood,
    NotDefined,
    Point,
    Position,
    Reason,
    Series,
    TargetValue,
)
from gender_indicators.figures.trajectory.way import no_way, position, until


def anticipated_progress(start: Point, target: TargetValue, series: Series) -> AnticipatedProgress | NotDefined:
    """Return ESCAP's anticipated progress index [E] and its class.

    The value of the deadline T comes from a linear regression with the time-related weights
    w = (T - t1) / (T - t), at least two years. gap = 100 |TV - value| / |TV - I0|, index = 10 - gap / 10 (below 0
    when the value moves away). "maintain": index above 9 (a gap under 10 % needs minor extra effort at most);
    "reverse": 0 or less; else "accelerate". Simplified: weighted least squares on the plain scale, as UNECE's notes
    word it, clipped to the measure's bounds; MENARO's code also has a logistic scale, without a rule when to use it.

    >>> series = Series((Point(2021, 50.0), Point(2022, 51.0), Point(2023, 52.0)))
    >>> result = anticipated_progress(Point(2021, 50.0), TargetValue(">=", 60, 2025), series)
    >>> round(result.anticipated, 6), round(result.index, 6), round(result.gap, 6), result.verdict
    (54.0, 4.0, 60.0, 'accelerate')
    """
    points = until(series, target)
    if reason := no_way(start, target, points[-1] if points else None, met_at_start=False):
        return NotDefined("anticipated_progress", reason)
    line, clipped = points[-1].value, False
    if points[-1].year < target.year:
        if len(points) < 2:
            return NotDefined("anticipated_progress", _too_few(series))
        first = points[0].year
        weights = [(target.year - first) / (target.year - point.year) for point in points]
        line = Line(points, weights).at(target.year)
        clipped = target.within(line) != line
    anticipated = target.within(line)
    index = round(10 * target.travelled(start.value, anticipated), DIGITS)
    gap = 0.0 if target.met(anticipated) else 100 * abs(target.value - anticipated) / abs(target.value - start.value)
    verdict: Anticipation = "maintain" if index > 9 else "accelerate" if index > 0 else "reverse"
    return AnticipatedProgress(start, target, points[-1], series, anticipated, clipped, index, gap, verdict)


def likelihood(series: Series, target: TargetValue, level: float = 0.95) -> Likelihood | Position | NotDefined:
    """Return the probability that the deadline's value meets the target, by a straight line and Student's t.

    Least squares on the years, weighted by 1 / se^2 if every value has one; prediction for T with variance
    s^2 (1 / w + 1 / sum(w) + (T - mean)^2 / Sxx), n - 2 degrees of freedom, w the weight of the latest year (the
    textbook formula, e.g. Draper & Smith, Applied Regression Analysis, 1998). With known standard errors s^2 is not
    let below 1: the years cannot scatter less than their samples do (Birge, Physical Review 40, 1932).

    The probability is that of the unclipped t; the value and its interval are clipped to the measure's bounds. It
    assumes that the trend goes on. In the deadline year the position is returned instead. A target on a bound
    (100 %) has no probability on a line that crosses it.

    >>> series = Series((Point(2021, 50.0), Point(2022, 53.0), Point(2023, 54.0)))
    >>> result = likelihood(series, TargetValue(">=", 60, 2025))
    >>> round(result.predicted, 3), round(result.low, 3), round(result.high, 3), round(result.probability, 3)
    (58.333, 33.276, 83.39, 0.277)
    """
    points = until(series, target)
    if points and points[-1].year == target.year:
        return position(series, target)
    if reason := _no_likelihood(target, series, points):
        return NotDefined("likelihood", reason)
    from scipy.special import stdtr, stdtrit

    errors = [point.se for point in points if point.se]
    weighted = len(errors) == len(points)
    weights = [1 / error**2 for error in errors] if weighted else [1.0] * len(points)
    fit, freedom = Line(points, weights), len(points) - 2
    scatter = max(fit.residual / freedom, 1.0) if weighted else fit.residual / freedom
    if not weighted and fit.exact:
        return NotDefined("likelihood", "no_scatter")
    line = fit.at(target.year)
    se = math.sqrt(scatter * (1 / weights[-1] + fit.variance_at(target.year)))
    half = float(stdtrit(freedom, (1 + level) / 2)) * se
    probability = float(stdtr(freedom, target.sign * (line - target.value) / se))
    predicted, low, high = (target.within(value) for value in (line, line - half, line + half))
    clipped = (predicted, low, high) != (line, line - half, line + half)
    return Likelihood(series, target, predicted, low, high, level, probability, weighted, clipped)


def _no_likelihood(target: TargetValue, series: Series, points: Sequence[Point]) -> Reason | None:
    if target.kind in ("count", "milestone"):
        return "count_or_milestone"
    if not points:
        return "deadline_passed"
    if target.direction == "parity":
        return "parity"
    if target.value in target.bounds:
        return "zero_value" if target.value == 0 else "target_of_100"
    return _too_few(series) if len(points) < 3 else None


def _too_few(series: Series) -> Reason:
    return "too_few_years" if series.since is None else "break"


class Line:
    """A weighted straight line through points."""

    def __init__(self, points: Sequence[Point], weights: Sequence[float]) -> None:
        self.total = math.fsum(weights)
        self.year = math.fsum(w * p.year for w, p in zip(weights, points, strict=True)) / self.total
        self.mean = math.fsum(w * p.value for w, p in zip(weights, points, strict=True)) / self.total
        pairs = [(w, p.year - self.year, p.value - self.mean) for w, p in zip(weights, points, strict=True)]
        self.sxx = math.fsum(w * x * x for w, x, _ in pairs)
        self.slope = math.fsum(w * x * y for w, x, y in pairs) / self.sxx
        self.residual = math.fsum(w * (y - self.slope * x) ** 2 for w, x, y in pairs)
        # Rounding leaves residuals of the order of the last bits of the values.
        largest = max(abs(p.value) for p in points)
        self.exact = self.residual <= self.total * (1e-12 * largest) ** 2

    def at(self, year: int) -> float:
        return self.mean + self.slope * (year - self.year)

    def variance_at(self, year: int) -> float:
        """The variance of the line in ``year``, in units of the scatter."""
        return 1 / self.total + (year - self.year) ** 2 / self.sxx
