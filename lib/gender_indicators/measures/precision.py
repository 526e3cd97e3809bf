"""How far a value may be from the truth by chance: the interval of a figure, by the method its measure names."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gender_indicators.figures import (
    Design,
    Interval,
    SurveyEstimate,
    garwood,
    log_ratio,
    survey_ratio,
    survey_ratio_of_means,
)
from gender_indicators.plan import Measure


def precision(measure: Measure, rows: pd.DataFrame, level: float) -> dict[str, Any]:
    """Return the fields of a figure that tell its precision, from the counted ``rows`` behind it.

    A rate of events and a sex ratio have the interval and standard error of their counts (of no event none: the
    interval alone tells); a survey also its effective sample size, design effect and coefficient of variation.
    Interval and standard error are in the measure's unit.
    A measure that states why it has no interval has none.
    """
    method = measure.uncertainty.method
    if method == "none":
        return {"ci_method": method}
    if method == "taylor":
        return _of_survey(_estimated(measure, rows, level), measure.per)
    numerator, denominator = float(rows["numerator"].sum()), float(rows["denominator"].sum())
    if method == "garwood":
        error = measure.per * math.sqrt(numerator) / denominator
        return _interval(garwood(round(numerator), denominator, measure.per, level), error)
    relative = math.sqrt(1 / numerator + 1 / denominator) if numerator else 0.0
    error = measure.per * numerator / denominator * relative
    return _interval(log_ratio(numerator, denominator, measure.per, level), error)


def _estimated(measure: Measure, rows: pd.DataFrame, level: float) -> SurveyEstimate:
    """The share, mean or ratio of means of everyone asked; those outside its domain stay in with zero."""
    weights = _floats(rows["weight"])
    design = Design(_codes(rows, "stratum", one=True), _codes(rows, "psu", one=False), weights)
    if measure.kind == "ratio_of_means":
        first, second = (rows[name].to_numpy(dtype=bool) for name in ("first", "second"))
        return survey_ratio_of_means(_floats(rows["hours"]), first, second, design, level)
    y, x = (_floats(rows[name]) / weights for name in ("numerator", "denominator"))
    added_up = measure.calculation is not None and measure.calculation.numerator.sum is not None
    return survey_ratio(y, x, design, level, "linear" if added_up else "logit", domain=x > 0)


def _codes(rows: pd.DataFrame, column: str, one: bool) -> npt.NDArray[np.intp]:
    """Numbers for the values of a column of the design; without it all rows are ``one`` group, or each its own."""
    if column in rows:
        return pd.factorize(rows[column], use_na_sentinel=False)[0]
    return np.zeros(len(rows), dtype=np.intp) if one else np.arange(len(rows))


def _of_survey(estimate: SurveyEstimate, per: float) -> dict[str, Any]:
    return {
        **_interval(estimate.interval.times(per) if estimate.interval else None, per * estimate.standard_error),
        "effective_n": estimate.effective_n,
        "design_effect": estimate.design_effect,
        "cv": estimate.cv,
    }


def _interval(interval: Interval | None, error: float) -> dict[str, Any]:
    if interval is None:  # one of the counts is 0, or all are in one sampling unit
        return {}
    return {
        "standard_error": error or None,
        "ci_low": interval.low,
        "ci_high": interval.high,
        "ci_level": interval.level,
        "ci_method": interval.method,
    }


def _floats(values: pd.Series) -> npt.NDArray[np.float64]:
    return values.to_numpy(dtype="float64")
