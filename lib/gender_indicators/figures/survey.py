"""Estimates from a sample with strata, primary sampling units and weights, by Taylor linearisation.

The variance is that of primary sampling units (PSUs) drawn with replacement within strata; no finite population
correction (few of a province's enumeration areas are drawn, and leaving it out errs to the safe side). A domain
(women, employed persons) is never cut out of the sample: records outside it stay with zero, so a PSU without any
of its members still counts. Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, sections
5.5 to 5.7; Stata Survey Reference Manual, "Variance estimation" and "Subpopulation estimation"; R package survey.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from gender_indicators.figures.intervals import Interval, student_quantile, wilson

Scale = Literal["linear", "log", "logit"]
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# A variance below this part of the squared estimate is rounding of sums, not sampling.
_NOISE = 1e-24
_LARGEST_EXPONENT = 700.0


@dataclass(frozen=True, eq=False)
class Design:
    """The stratum, PSU and weight of each record. A PSU's number needs to be unique only within its stratum."""

    strata: npt.NDArray[np.integer]
    psus: npt.NDArray[np.integer]
    weights: npt.NDArray[np.floating | np.integer]

    def __post_init__(self) -> None:
        if not len(self.strata) == len(self.psus) == len(self.weights) > 0:
            raise ValueError("A design needs the stratum, PSU and weight of each record, and at least one record.")
        if not (np.isfinite(self.weights).all() and (self.weights >= 0).all() and (self.weights > 0).any()):
            raise ValueError("Weights are finite, not negative, and not all 0.")

    @cached_property
    def coded(self) -> tuple[Integers, Integers, Integers]:
        """Return each record's stratum and PSU, and each PSU's stratum, all numbered from 0."""
        _, stratum = np.unique(self.strata, return_inverse=True)
        numbers, number = np.unique(self.psus, return_inverse=True)
        pairs, psu = np.unique(stratum.ravel() * len(numbers) + number.ravel(), return_inverse=True)
        return stratum.ravel(), psu.ravel(), pairs // len(numbers)


@dataclass(frozen=True, slots=True)
class SurveyEstimate:
    """An estimate with what it rests on.

    ``degrees`` of freedom are the PSUs minus the strata, counting the strata that hold the domain. ``n`` is the
    number of records of the domain, ``design_effect`` the variance over that of a simple random sample (with
    replacement) of as many of the domain, and ``effective_n`` = n / design effect. ``cv`` is the standard error
    over the value; None for a share of exactly 0 or 1 and for a value of 0. ``lonely`` strata have one PSU.
    ``interval`` is None without a degree of freedom, where nothing varies between PSUs (but for a share of 0 or 1
    on the logit scale), and on the log scale for a value that is not above 0. Records of weight 0 do not count.
    """

    value: float
    standard_error: float
    degrees: int
    interval: Interval | None
    n: int
    effective_n: float
    design_effect: float
    cv: float | None
    lonely: int


def survey_ratio(
    y: npt.ArrayLike,
    x: npt.ArrayLike,
    design: Design,
    level: float = 0.95,
    scale: Scale = "linear",
    domain: npt.ArrayLike | None = None,
) -> SurveyEstimate:
    """Return the ratio of two weighted totals, R = sum(w y) / sum(w x).

    A share of a domain is the ratio of 0/1 ``y`` (has the property and is of the domain) to 0/1 ``x`` (is of the
    domain), a mean has the domain's values in ``y``. ``domain`` says which records count in ``n``; by default those
    where y or x is not 0. Both are taken as 0 outside it.

    The variance is sum over strata of m/(m-1) sum over its m PSUs of (t - mean t)^2, where t is the PSU's total of
    w (y - R x) / sum(w x). A stratum with a single PSU is centred at the mean of all PSUs, which is 0 for a ratio,
    and adds t^2 (Stata singleunit(centered), R survey.lonely.psu="adjust"). The interval uses Student's t on the
    ``scale``: R, ln R (standard error se/R) or ln(R/(1-R)) (se/(R(1-R))), the last for shares only.

    A share of exactly 0 or 1 on the logit scale has no variance to go by; its interval is Wilson's with Kish's
    effective size, (sum w)^2 / sum w^2, times Korn and Graubard's (1998, Survey Methodology 24:193-201) factor for
    the degrees of freedom, (t with n - 1 / t with the degrees)^2, at most 1. It knows nothing of clustering.

    Raises ValueError for values that are not finite, arrays of another length, and an empty domain.

    >>> sample = Design(np.array([1] * 5 + [2] * 3), np.arange(8), np.array([3.0] * 5 + [4.0] * 3))
    >>> x = np.array([2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2])  # R's data set survey::fpc
    >>> found = survey_ratio(x, np.ones(8), sample)  # R prints a mean of 5.448148, SE 0.7412683
    >>> print(f"{found.value:.6f} {found.standard_error:.7f} {found.degrees}")
    5.448148 0.7412683 6
    """
    weights, top, bottom = _floats(design.weights, design), _floats(y, design), _floats(x, design)
    inside = (top != 0) | (bottom != 0) if domain is None else _flags(domain, design)
    inside &= weights > 0
    top, bottom = np.where(inside, top, 0), np.where(inside, bottom, 0)
    value, scores, simple = _linearised(top, bottom, inside, weights)
    if scale == "logit" and not (0 <= value <= 1 and _is_share(top, bottom)):
        raise ValueError("The logit scale is for shares: x is 0 or 1, y is 0 or x.")
    return _estimate(value, scores, simple, inside, design, level, scale)


def survey_ratio_of_means(
    y: npt.ArrayLike,
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    design: Design,
    level: float = 0.95,
    scale: Scale = "log",
) -> SurveyEstimate:
    """Return the mean of ``y`` in the ``first`` domain (such as women) over its mean in the ``second`` (men).

    A ratio of weighted means, zeros included; not a mean of ratios, and not over those who did any. The scores of
    both means join before PSUs are summed, R (z1/m1 - z2/m2), so that women and men of one household or PSU are
    not taken as independent. ``n`` counts both domains; the design effect compares with two independent simple
    random samples. Raises ValueError as survey_ratio does, when the domains overlap, and when the second mean is 0.

    >>> sample = Design(np.array([1, 1, 1, 1, 2, 2, 2, 2]), np.array([1, 1, 2, 2, 1, 1, 2, 2]), np.ones(8))
    >>> women = np.array([True, False] * 4)
    >>> hours = np.array([20, 10, 16, 9, 24, 11, 18, 10])
    >>> found = survey_ratio_of_means(hours, women, ~women, sample)
    >>> print(f"{found.value:.2f} ({found.interval.low:.2f}-{found.interval.high:.2f})")
    1.95 (1.52-2.50)
    """
    if scale == "logit":
        raise ValueError("A ratio of means is no share; its scale is linear or log.")
    weights, values = _floats(design.weights, design), _floats(y, design)
    women, men = _flags(first, design) & (weights > 0), _flags(second, design) & (weights > 0)
    if (women & men).any():
        raise ValueError("The two domains of a ratio of means have no record in common.")
    upper, upper_scores, upper_simple = _linearised(
        np.where(women, values, 0), women.astype(np.float64), women, weights
    )
    lower, lower_scores, lower_simple = _linearised(np.where(men, values, 0), men.astype(np.float64), men, weights)
    if lower == 0:
        raise ValueError("The mean in the second domain is 0; a ratio to it does not exist.")
    ratio = upper / lower
    scores = (upper_scores - ratio * lower_scores) / lower
    simple = (upper_simple + ratio**2 * lower_simple) / lower**2
    return _estimate(ratio, scores, simple, women | men, design, level, scale)


def _linearised(y: Floats, x: Floats, inside: npt.NDArray[np.bool_], weights: Floats) -> tuple[float, Floats, float]:
    """Return the ratio, each record's weighted score, and its variance in a simple random sample of the domain."""
    total, population, n = float(weights @ x), float(weights @ inside), int(inside.sum())
    if n == 0 or total == 0:
        raise ValueError("The domain is empty: no record, or a weighted denominator of 0.")
    ratio = float(weights @ y) / total
    residuals = y - ratio * x
    spread = float(weights @ residuals**2) / population  # x is 0 and y is 0 outside the domain
    simple = spread / max(n - 1, 1) * (population / total) ** 2
    return ratio, weights * residuals / total, simple


def _estimate(
    value: float,
    scores: Floats,
    simple: float,
    inside: npt.NDArray[np.bool_],
    design: Design,
    level: float,
    scale: Scale,
) -> SurveyEstimate:
    variance, degrees, lonely = _variance(scores, inside, design)
    n, kish = int(inside.sum()), _kish(design.weights[inside])
    if min(variance, simple) <= _NOISE * max(value**2, _NOISE):
        variance, effect = 0.0, n / kish  # nothing varies: only the weighting is known
    else:
        effect = variance / simple
    error = math.sqrt(variance)
    certain = value == 0 or (scale == "logit" and value == 1)
    if degrees < 1:
        interval = None
    elif certain and scale == "logit":
        size = kish * min(1.0, (student_quantile(level, max(n - 1, 1)) / student_quantile(level, degrees)) ** 2)
        interval = wilson(value * size, size, level)
    else:
        interval = _interval(value, error, student_quantile(level, degrees), level, scale) if error else None
    cv = None if certain else error / abs(value)
    return SurveyEstimate(value, error, degrees, interval, n, n / effect, effect, cv, lonely)


def _variance(scores: Floats, inside: npt.NDArray[np.bool_], design: Design) -> tuple[float, int, int]:
    """Return the variance of the sum of scores, the degrees of freedom, and the number of lonely strata."""
    stratum, psu, stratum_of = design.coded
    totals = np.bincount(psu, scores, minlength=len(stratum_of))
    sizes = np.bincount(stratum_of)
    means = np.where(sizes > 1, np.bincount(stratum_of, totals) / sizes, 0.0)  # lonely: centred at 0, see above
    squares = np.bincount(stratum_of, (totals - means[stratum_of]) ** 2)
    held = np.bincount(stratum, inside, minlength=len(sizes)) > 0
    variance = float(np.sum(squares * sizes / np.maximum(sizes - 1, 1)))
    return variance, int(sizes[held].sum() - held.sum()), int((sizes[held] == 1).sum())


def _interval(value: float, error: float, t: float, level: float, scale: Scale) -> Interval | None:
    from scipy.special import expit

    if scale == "linear":
        return Interval(value - t * error, value + t * error, level, "taylor")
    if value <= 0:
        return None
    if scale == "log":
        reach = math.exp(min(t * error / value, _LARGEST_EXPONENT))
        return Interval(value / reach, value * reach, level, "taylor_log")
    centre, half = math.log(value / (1 - value)), t * error / (value * (1 - value))
    return Interval(float(expit(centre - half)), float(expit(centre + half)), level, "taylor_logit")


def _kish(weights: npt.NDArray[np.floating | np.integer]) -> float:
    scaled = weights / weights.max()  # whole weights of millions of people would overflow squared
    return float(scaled.sum() ** 2 / (scaled @ scaled))


def _is_share(y: Floats, x: Floats) -> bool:
    return bool((((x == 0) | (x == 1)) & ((y == 0) | (y == x))).all())


def _floats(values: npt.ArrayLike, design: Design) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.shape != (len(design.weights),) or not np.isfinite(array).all():
        raise ValueError("Values are finite and one for each record of the design.")
    return array


def _flags(values: npt.ArrayLike, design: Design) -> npt.NDArray[np.bool_]:
    array = np.array(values)
    if array.shape != (len(design.weights),) or array.dtype != np.bool_:
        raise ValueError("A domain is True or False for each record of the design.")
    return array
