"""A series, a target, and what each method returns with the inputs it used."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gender_indicators.plan import Kind, Operator

# Indices are held against their limits after rounding, so that 0,95 is not missed by a last bit.
DIGITS = 9

Direction = Literal["increasing", "decreasing", "parity"]
Method = Literal[
    "required_path",
    "current_status",
    "anticipated_progress",
    "growth_ratio",
    "likelihood",
    "start",
    "standing",
]
Reason = Literal[
    "already_met_at_start",
    "break",
    "count_or_milestone",
    "deadline_passed",
    "no_baseline",
    "no_scatter",
    "parity",
    "same_year",
    "sign_change",
    "target_of_100",
    "too_few_years",
    "zero_value",
]
Anticipation = Literal["maintain", "accelerate", "reverse"]
Growth = Literal["target_achieved", "significant", "moderate", "insufficient", "movement_away"]
Overall = Literal["on_track", "off_track", "mixed", "met", "not_defined"]


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a year; ``se`` is how far chance moves it (its standard error), None where that is not known."""

    year: int
    value: float
    se: float | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or not (self.se is None or 0 <= self.se < math.inf):
            raise ValueError(f"{self.year}: value {self.value}, standard error {self.se}")


@dataclass(frozen=True, slots=True)
class Series:
    """Comparable values, kept oldest first; ``since`` is the first year after the break the series was cut at."""

    points: tuple[Point, ...]
    since: int | None = None

    def __post_init__(self) -> None:
        years = [point.year for point in self.points]
        if not years or len(set(years)) < len(years) or (self.since is not None and min(years) < self.since):
            raise ValueError(f"years {years}, comparable since {self.since}")
        object.__setattr__(self, "points", tuple(sorted(self.points, key=lambda point: point.year)))


@dataclass(frozen=True, slots=True)
class TargetValue:
    """The value asked for, and by when.

    Direction and bounds follow from the wording and the kind: "=" on a bound of the measure (100 %) can only be
    reached from one side, any other "=" is parity, wanted from both sides.
    """

    operator: Operator
    value: float
    year: int
    kind: Kind = "share"

    @property
    def bounds(self) -> tuple[float, float]:
        """The values the measure can take: 0 to 100 in per cent, not below 0 for every other kind."""
        return (0.0, 100.0 if self.kind in ("share", "frequency", "milestone") else math.inf)

    @property
    def direction(self) -> Direction:
        """Where values should go."""
        if self.operator == "=" and self.value not in self.bounds:
            return "parity"
        up = self.operator in (">=", ">") or (self.operator == "=" and self.value == self.bounds[1])
        return "increasing" if up else "decreasing"

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return -1 if self.direction == "decreasing" else 1

    def met(self, value: float) -> bool:
        """Whether ``value`` meets the target, as strictly as it is worded."""
        beyond = {
            "<": value < self.value,
            "<=": value <= self.value,
            ">=": value >= self.value,
            ">": value > self.value,
        }
        return beyond.get(self.operator, value == self.value)

    def within(self, value: float) -> float:
        """Return ``value`` clipped to what the measure can be."""
        return min(max(value, self.bounds[0]), self.bounds[1])

    def travelled(self, start: float, value: float) -> float:
        """Return the part of the way from ``start`` to the target done at ``value``, 1 once it is met."""
        if self.met(value):
            return 1.0
        if self.direction == "parity":
            return 1 - abs(self.value - value) / abs(self.value - start)
        return self.sign * (value - start) / abs(self.value - start)


@dataclass(frozen=True, slots=True)
class NotDefined:
    """Why a method says nothing here."""

    method: Method
    reason: Reason


@dataclass(frozen=True, slots=True)
class Position:
    """The latest value against the target; ``due`` in the deadline year, where it is observed, not predicted."""

    now: Point
    target: TargetValue
    met: bool
    due: bool


@dataclass(frozen=True, slots=True)
class _Way:
    start: Point
    target: TargetValue
    now: Point


@dataclass(frozen=True, slots=True)
class RequiredPath(_Way):
    """``required`` is what the straight line asks for in the year of ``now``; ``ahead`` is in points, + is better."""

    required: float
    ahead: float
    on_path: bool


@dataclass(frozen=True, slots=True)
class CurrentStatus(_Way):
    """ESCAP's index: 0 at the start, 10 at the target; ``expected`` by now on an even path, on the same scale."""

    index: float
    expected: float


@dataclass(frozen=True, slots=True)
class AnticipatedProgress(_Way):
    """ESCAP's index at the deadline; ``gap`` is what will be missing, in % of the way; ``clipped`` to the bounds."""

    series: Series
    anticipated: float
    clipped: bool
    index: float
    gap: float
    verdict: Anticipation


@dataclass(frozen=True, slots=True)
class GrowthRatio(_Way):
    """Observed and required growth a year (0,02 is 2 %), and their ratio."""

    actual: float
    required: float
    ratio: float
    verdict: Growth


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The value predicted for the deadline, its interval at ``level``, the probability of meeting the target."""

    series: Series
    target: TargetValue
    predicted: float
    low: float
    high: float
    level: float
    probability: float
    weighted: bool
    clipped: bool


Result = Position | RequiredPath | CurrentStatus | AnticipatedProgress | GrowthRatio | Likelihood | NotDefined
