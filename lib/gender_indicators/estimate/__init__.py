"""How sure an estimate is: intervals for shares, counts and ratios, survey estimates, and what they allow to say.

``intervals`` needs only counts, ``survey`` the records of a sample with its design, ``reliability`` judges what
either returns. Complete lists (every body, every commune) have no sampling error and no place here.
"""

from gender_indicators.estimate.intervals import Interval, Method, difference, garwood, log_ratio, pooled, wilson
from gender_indicators.estimate.reliability import Certainty, Reliability, certainty, reliability
from gender_indicators.estimate.survey import Design, Scale, SurveyEstimate, survey_ratio, survey_ratio_of_means

__all__ = [
    "Certainty",
    "Design",
    "Interval",
    "Method",
    "Reliability",
    "Scale",
    "SurveyEstimate",
    "certainty",
    "difference",
    "garwood",
    "log_ratio",
    "pooled",
    "reliability",
    "survey_ratio",
    "survey_ratio_of_means",
    "wilson",
]
