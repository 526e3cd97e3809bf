"""Confidence intervals from counts: of a share (Wilson), a rate (Garwood) and a ratio of two counts (log-normal)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Method = Literal["wilson", "garwood", "log_ratio", "taylor", "taylor_log", "taylor_logit"]


@dataclass(frozen=True, slots=True)
class Interval:
    """The two ends of an interval, its confidence ``level`` (0 to 1) and the ``method`` that gave it."""

    low: float
    high: float
    level: float
    method: Method

    def times(self, factor: float) -> Interval:
        """Return the interval in another unit, such as a share times 100 in per cent.

        >>> Interval(0.25, 0.5, 0.95, "wilson").times(100)
        Interval(low=25.0, high=50.0, level=0.95, method='wilson')
        """
        if factor <= 0:
            raise ValueError(f"A unit's factor is above 0, not {factor}.")
        return replace(self, low=self.low * factor, high=self.high * factor)


def wilson(successes: float, n: float, level: float = 0.95) -> Interval:
    """Return the Wilson score interval of a share (0 to 1): ``successes`` of ``n`` persons of a sample.

    With p = successes / n and z the normal quantile of the level:
    (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). Never leaves 0..1 and has a width at 0 and n.
    ``n`` may be an effective sample size, which is not whole.

    Source: Wilson (1927), JASA 22:209-212; recommended by Newcombe (1998), Statistics in Medicine 17:857-872
    (method 3), whose example of 81 in 263 is:

    >>> found = wilson(81, 263)
    >>> print(f"{found.low:.4f} {found.high:.4f}")
    0.2553 0.3662
    """
    if not (0 <= successes <= n and 0 < n < math.inf):
        raise ValueError(f"A share needs 0 <= successes <= n and n above 0, not {successes} of {n}.")
    share, z = successes / n, normal_quantile(level)
    shrink = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / shrink
    half = z / shrink * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # Exact ends where the formula gives them but rounding of the last bit would not.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high, level, "wilson")


def garwood(events: float, exposure: float, per: float = 1.0, level: float = 0.95) -> Interval:
    """Return the exact Poisson interval of a rate: ``per`` x ``events`` / ``exposure``.

    With a = 1 - level: chi2(a/2; 2 events) / 2 and chi2(1 - a/2; 2 events + 2) / 2 events; the low end of no
    event is 0. Covers at least its level, for any number of events.

    Source: Garwood (1936), Biometrika 28:437-442; Ulm (1990), American Journal of Epidemiology 131:373-375. Three
    maternal deaths on 16,384 births, per 100,000:

    >>> found = garwood(3, 16384, per=100_000)
    >>> print(f"{found.low:.1f} {found.high:.1f}")
    3.8 53.5
    """
    from scipy.special import chdtri

    if not (0 <= events < math.inf and 0 < exposure < math.inf and 0 < per < math.inf):
        raise ValueError(f"A rate needs events of 0 or more and an exposure above 0, not {events} on {exposure}.")
    tail = _tail(level)
    low = float(chdtri(2 * events, 1 - tail)) / 2 if events else 0.0
    high = float(chdtri(2 * events + 2, tail)) / 2
    return Interval(low * per / exposure, high * per / exposure, level, "garwood")


def log_ratio(first: float, second: float, per: float = 1.0, level: float = 0.95) -> Interval | None:
    """Return the log-normal interval of ``per`` x ``first`` / ``second``, two counts of independent events.

    ratio x exp(-+ z sqrt(1/first + 1/second)); for boys and girls out of one total of births it is the same as
    the interval on the logit of the share of boys. None where either count is 0: no ratio, or no standard error.

    Source: delta method on the logarithm (Katz et al. 1978, Biometrics 34:469-474, for rates in place of shares);
    the sex ratio at birth of 1,000 births at 109 boys per 100 girls:

    >>> found = log_ratio(1000 * 109 / 209, 1000 * 100 / 209, per=100)
    >>> print(f"{found.low:.1f} {found.high:.1f}")
    96.3 123.4
    """
    if not (0 <= first < math.inf and 0 <= second < math.inf and 0 < per < math.inf):
        raise ValueError(f"A ratio of counts needs two counts of 0 or more, not {first} and {second}.")
    z = normal_quantile(level)
    if first == 0 or second == 0:
        return None
    ratio, reach = per * first / second, math.exp(z * math.sqrt(1 / first + 1 / second))
    return Interval(ratio / reach, ratio * reach, level, "log_ratio")


def difference(before: float, of_before: Interval, after: float, of_after: Interval) -> tuple[float, float]:
    """Return the interval of ``after`` - ``before``, two independent estimates, from the interval of each.

    d - sqrt((after - low2)^2 + (high1 - before)^2) and d + sqrt((high2 - after)^2 + (before - low1)^2), which keeps
    the asymmetry of each and holds where no event was counted. Both intervals have the same level.

    Source: Zou and Donner (2008), Statistics in Medicine 27:1693-1702; with Wilson's intervals it is method 10 of
    Newcombe (1998), Statistics in Medicine 17:873-890, whose first example is 56 of 70 against 48 of 80:

    >>> low, high = difference(48 / 80, wilson(48, 80), 56 / 70, wilson(56, 70))
    >>> print(f"{low:.4f} {high:.4f}")
    0.0524 0.3339
    """
    change = after - before
    low = change - math.hypot(after - of_after.low, of_before.high - before)
    high = change + math.hypot(of_after.high - after, before - of_before.low)
    return low, high


def pooled(events: Sequence[float], exposures: Sequence[float]) -> tuple[float, float]:
    """Return the events and the exposure of several years or areas together, each summed.

    Rare events are pooled by sums, never by a mean of ratios. Armenia's maternal mortality of 2015 to 2017 was 16.8,
    29.6 and 8.0, the mean of which is 18.1; the three years together (as published) have 18.3:

    >>> deaths, births = pooled([7, 12, 3], [41_763, 40_592, 37_700])
    >>> print(f"{100_000 * deaths / births:.1f}")
    18.3
    """
    if len(events) != len(exposures):
        raise ValueError(f"{len(events)} counts of events do not go with {len(exposures)} exposures.")
    return math.fsum(events), math.fsum(exposures)


def normal_quantile(level: float) -> float:
    """Return z with ``level`` of the normal distribution between -z and z.

    >>> round(normal_quantile(0.95), 4)
    1.96
    """
    from scipy.special import ndtri

    return -float(ndtri(_tail(level)))


def student_quantile(level: float, degrees: float) -> float:
    """Return t with ``level`` of Student's distribution of ``degrees`` degrees of freedom between -t and t.

    >>> round(student_quantile(0.95, 31), 4)
    2.0395
    """
    from scipy.special import stdtrit

    return -float(stdtrit(degrees, _tail(level)))


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, not {level}.")
    return (1 - level) / 2
