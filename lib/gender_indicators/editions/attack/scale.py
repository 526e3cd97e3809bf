"""The scale of a chart, worked back from what is labelled: which values a place on it may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

Range = tuple[float, float]
ROUNDING = 0.06  # of a place, in points: tenths are written, and both ends of a step are rounded


@dataclass(frozen=True, slots=True)
class Scale:
    """Straight lines value = start + slope * place: the corners of all that agree with what is labelled."""

    corners: tuple[tuple[float, float], ...]

    def value(self, place: float) -> Range:
        """Return the least and the greatest value that ``place`` may stand for."""
        ends = [start + slope * place for start, slope in self.corners]
        room = ROUNDING * max(abs(slope) for _, slope in self.corners)
        return min(ends) - room, max(ends) + room


def calibrate(known: Sequence[tuple[float, Range]]) -> Scale | None:
    """Return the scale on which each place shows a value in its range; ``None`` where that does not fix one.

    Labels that contradict each other are followed as nearly as may be.

    >>> scale = calibrate([(100.0, (45.95, 46.05)), (0.0, (96.0, 96.0))])
    >>> [round(end, 2) for end in scale.value(50.0)]
    [70.91, 71.09]
    """
    places = [place for place, _ in known]
    if not known or max(places) - min(places) < 1.0:
        return None
    first = min(known, key=lambda each: each[0])
    last = max(known, key=lambda each: each[0])
    slope = (sum(last[1]) - sum(first[1])) / 2 / (last[0] - first[0])
    for wider in (1.0, 3.0, 30.0):
        room = ROUNDING * abs(slope) * wider + 1e-9
        bands = [(place, low - room, high + room) for place, (low, high) in known]
        if corners := _corners(bands, room):
            return Scale(tuple(corners))
    return None


def _corners(bands: Sequence[tuple[float, float, float]], room: float) -> list[tuple[float, float]]:
    """Corners of the set of (start, slope) that pass through all ``bands`` (place, low, high)."""
    ends = sorted({(place, end) for place, low, high in bands for end in (low, high)})
    found = []
    for (one, start), (two, end) in combinations(ends, 2):
        if two - one < 1e-6:
            continue
        slope = (end - start) / (two - one)
        at_zero = start - slope * one
        if all(low - 1e-7 <= at_zero + slope * place <= high + 1e-7 for place, low, high in bands):
            found.append((at_zero, slope))
    return found
