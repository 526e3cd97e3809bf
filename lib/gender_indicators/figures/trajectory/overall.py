"""All methods side by side, and the one thing they say together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from gender_indicators.figures.trajectory.trend import anticipated_progress, likelihood
from gender_indicators.figures.trajectory.values import (
    DIGITS,
    AnticipatedProgress,
    CurrentStatus,
    GrowthRatio,
    Likelihood,
    Method,
    NotDefined,
    Overall,
    Point,
    Position,
    Reason,
    RequiredPath,
    Result,
    Series,
    TargetValue,
)
from gender_indicators.figures.trajectory.way import current_status, growth_ratio, position, required_path, start_of

LIKELY, UNLIKELY = 0.66, 0.33


def all_methods(
    series: Series, target: TargetValue, baseline: Point | None = None, level: float = 0.95
) -> tuple[Result, ...]:
    """Return the position and every method's result, or why it is not defined.

    In the deadline year nothing is left to predict: there is a position and no likelihood.

    >>> series = Series((Point(2024, 97.0),))
    >>> [type(result).__name__ for result in all_methods(series, TargetValue("=", 100, 2025))][:2]
    ['Position', 'NotDefined']
    """
    now, start = position(series, target), start_of(series, baseline)
    prediction = likelihood(series, target, level)
    last = () if isinstance(prediction, Position) else (prediction,)
    if isinstance(now, NotDefined):
        return (now, *_refused(now.reason), *last)
    if isinstance(start, NotDefined):
        return (now, *_refused(start.reason), *last)
    return (
        now,
        required_path(start, target, now.now),
        current_status(start, target, now.now),
        anticipated_progress(start, target, series),
        growth_ratio(start, target, now.now),
        *last,
    )


def summary(results: Iterable[Result]) -> Overall:
    """Return what ``results`` say together.

    In the deadline year the value decides: "met", else "off_track". Before it, each method that is defined says on or
    off track: on the required path; index of current status not below the expected one; "maintain"; growth
    "target_achieved" or "significant"; a likelihood of at least 66 % (at most 33 % is off, between them is neither
    [P]); a position only if it is met. If all say on: "met" where the latest value meets the target, else "on_track";
    all off: "off_track"; anything else is "mixed"; nothing said: "not_defined".

    >>> series = Series((Point(2021, 50.0), Point(2022, 53.0), Point(2023, 54.0)))
    >>> summary(all_methods(series, TargetValue(">=", 60, 2025)))
    'off_track'
    """
    found = list(results)
    positions = [result for result in found if isinstance(result, Position)]
    for now in positions:
        if now.due:
            return "met" if now.met else "off_track"
    said = {vote for result in found if (vote := _vote(result)) is not None}
    if not said:
        return "not_defined"
    if said == {"on"}:
        return "met" if any(now.met for now in positions) else "on_track"
    return "off_track" if said == {"off"} else "mixed"


def _vote(result: Result) -> Literal["on", "off", "between"] | None:
    match result:
        case Position():
            return "on" if result.met else None
        case RequiredPath():
            on = result.on_path
        case CurrentStatus():
            on = round(result.index - result.expected, DIGITS) >= 0
        case AnticipatedProgress():
            on = result.verdict == "maintain"
        case GrowthRatio():
            on = result.verdict in ("target_achieved", "significant")
        case Likelihood():
            if UNLIKELY < result.probability < LIKELY:
                return "between"
            on = result.probability >= LIKELY
        case _:
            return None
    return "on" if on else "off"


def _refused(reason: Reason) -> tuple[NotDefined, ...]:
    methods: tuple[Method, ...] = ("required_path", "current_status", "anticipated_progress", "growth_ratio")
    return tuple(NotDefined(method, reason) for method in methods)
