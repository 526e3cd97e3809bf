"""Progress towards a target by named published methods, side by side, each only where it is defined.

Sources, named in the docstrings by their letters:

[E] UN ESCAP, "Asia and the Pacific SDG Progress Report", annex 1, and working paper SD/WP/04/2017 (time-related
    weights); UNECE, "Technical notes on the progress assessment" (w3.unece.org/sdg2026: gap relative to the progress
    required since the base year, time-weighted linear regression). Formulas and class limits as UNICEF MENARO
    computes them (github.com/spalmas/SDG-MENARO, 03_progress_assessment).
[C] Statistics Canada, "Progress measurement methodology" (open-sdg, docs/progress-methodology.md; sdg-build,
    ProgressMeasure.py), inspired by [U]: ratio of growth rates, limits of 95 %, 60 % and 0.
[U] Eurostat, "Sustainable development in the European Union" (2018 edition, as summarised by IISD): significant,
    moderate, insufficient progress and movement away from the target, the names of the classes. Their limits are
    those of [C].
[P] IPCC guidance note on uncertainties (Mastrandrea et al. 2010), table 1: "likely" is at least 66 %, "unlikely"
    at most 33 %.

The caller gives comparable values only: a ``Series`` is already cut where the definition, the map or the law broke
it, and says so in ``since``. Shares are percentages, 0 to 100; differences are in points of the measure's unit.
"""

from __future__ import annotations

from gender_indicators.figures.trajectory.overall import LIKELY, UNLIKELY, all_methods, summary
from gender_indicators.figures.trajectory.trend import anticipated_progress, likelihood
from gender_indicators.figures.trajectory.values import (
    AnticipatedProgress,
    Anticipation,
    CurrentStatus,
    Direction,
    Growth,
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

__all__ = [
    "LIKELY",
    "UNLIKELY",
    "AnticipatedProgress",
    "Anticipation",
    "CurrentStatus",
    "Direction",
    "Growth",
    "GrowthRatio",
    "Likelihood",
    "Method",
    "NotDefined",
    "Overall",
    "Point",
    "Position",
    "Reason",
    "RequiredPath",
    "Result",
    "Series",
    "TargetValue",
    "all_methods",
    "anticipated_progress",
    "current_status",
    "growth_ratio",
    "likelihood",
    "position",
    "required_path",
    "start_of",
    "summary",
]
