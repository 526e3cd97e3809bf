"""What an interval allows to say: how reliable an estimate is, and whether it settles a target."""

from __future__ import annotations

from typing import Literal

from gender_indicators.estimate.intervals import Interval
from gender_indicators.figures import meets
from gender_indicators.plan import Threshold

Reliability = Literal["good", "caution", "poor"]
Certainty = Literal["clearly_met", "clearly_missed", "uncertain"]


def reliability(cv: float, caution_above: float = 0.165, poor_above: float = 0.333) -> Reliability:
    """Return how reliable an estimate is by its coefficient of variation ``cv`` (a fraction, not per cent).

    Statistics Canada releases estimates up to 16.5 % without restriction, from 16.6 to 33.3 % with a warning, and
    above 33.3 % not, or only with a statement that conclusions from them are unreliable: Canadian Community Health
    Survey, Annual Component, User Guide 2009, section 10 (guidelines for tabulation, analysis and release).

    >>> reliability(0.05), reliability(0.2), reliability(0.4)
    ('good', 'caution', 'poor')
    """
    if not (cv >= 0 and 0 <= caution_above <= poor_above):
        raise ValueError(f"Reliability needs a CV of 0 or more and ordered limits: {cv, caution_above, poor_above}.")
    if cv <= caution_above:
        return "good"
    return "caution" if cv <= poor_above else "poor"


def certainty(interval: Interval, threshold: Threshold) -> Certainty:
    """Return whether every value of ``interval`` meets ``threshold``, none does, or some do.

    Interval and threshold are in the same unit. The ends belong to the interval: one that ends exactly at a
    strict bound ("under 30") does not clearly meet it, one that begins there clearly misses it. "=" is clearly
    met by no interval of any width. A threshold's tolerance counts as in ``figures.meets``.

    >>> from gender_indicators.estimate import garwood
    >>> births = garwood(2, 16384, per=100_000)
    >>> certainty(births, Threshold(operator="<", value=15)), certainty(births, Threshold(operator="<", value=50))
    ('uncertain', 'clearly_met')
    """
    low, high = meets(interval.low, threshold), meets(interval.high, threshold)
    if low and high:  # the values that meet a threshold have no gap, so all between two of them do
        return "clearly_met"
    inside = threshold.operator == "=" and interval.low < threshold.value < interval.high
    return "uncertain" if low or high or inside else "clearly_missed"
