"""What an interval allows to say: how reliable an estimate is, and whether it settles a target."""

from __future__ import annotations

from typing import Literal

from gender_indicators.figures.figure import meets
from gender_indicators.figures.intervals import Interval
from gender_indicators.plan import Threshold

Reliability = Literal["shown", "caution", "withheld"]
Certainty = Literal["clearly_met", "clearly_missed", "uncertain"]


def reliability(cv: float, caution_above: float, withheld_above: float) -> Reliability:
    """Return whether an estimate may be shown by its coefficient of variation ``cv`` (a fraction, not per cent).

    A limit itself still belongs to the better class, as Statistics Canada words it ("16.6 % to 33.3 %").

    >>> [reliability(cv, 0.165, 0.333) for cv in (0.05, 0.2, 0.4)]
    ['shown', 'caution', 'withheld']
    """
    if not (cv >= 0 and 0 <= caution_above <= withheld_above):
        limits = (cv, caution_above, withheld_above)
        raise ValueError(f"Reliability needs a CV of 0 or more and ordered limits: {limits}.")
    if cv <= caution_above:
        return "shown"
    return "caution" if cv <= withheld_above else "withheld"


def certainty(interval: Interval, threshold: Threshold) -> Certainty:
    """Return whether every value of ``interval`` meets ``threshold``, none does, or some do.

    Interval and threshold are in the same unit. The ends belong to the interval: one that ends exactly at a
    strict bound ("under 30") does not clearly meet it, one that begins there clearly misses it. "=" is clearly
    met by no interval of any width. A threshold's tolerance counts as in ``figures.meets``.

    >>> from gender_indicators.figures import garwood
    >>> births = garwood(2, 16384, per=100_000)
    >>> certainty(births, Threshold(operator="<", value=15)), certainty(births, Threshold(operator="<", value=50))
    ('uncertain', 'clearly_met')
    """
    low, high = meets(interval.low, threshold), meets(interval.high, threshold)
    if low and high:  # the values that meet a threshold have no gap, so all between two of them do
        return "clearly_met"
    inside = threshold.operator == "=" and interval.low < threshold.value < interval.high
    return "uncertain" if low or high or inside else "clearly_missed"
