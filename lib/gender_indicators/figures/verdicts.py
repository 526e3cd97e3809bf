"""The verdict on a measure and on a target, from unrounded values and the plan's own wording."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, TypeVar, cast

from gender_indicators.figures.figure import TOTAL, Figure, Verdict, exceeds, meets, withheld
from gender_indicators.figures.intervals import Interval, Method, difference, garwood, log_ratio, pooled
from gender_indicators.figures.reliability import Certainty, certainty, reliability
from gender_indicators.figures.trajectory import Point, Result, Series, TargetValue, all_methods
from gender_indicators.plan import Measure, Release

AnyFigure = TypeVar("AnyFigure", bound=Figure)

# Years of rare events counted together, as maternal deaths are in the United Kingdom (MBRRACE-UK) and in Armenia.
POOLED_YEARS = 3
REACHED: frozenset[Verdict] = frozenset({"exceeded", "met"})
_DUE: frozenset[Verdict] = frozenset({"exceeded", "met", "missed"})
NOT_JUDGED_HERE: tuple[Verdict, ...] = ("not_representative", "province_target", "not_published", "not_judged")


def assessed(figure: Figure, measure: Measure) -> Figure:
    """Return ``figure`` with its verdict and, where it has an interval, how certain that verdict is.

    A total with a value is met or missed, not due before the threshold's first year, or not judged below the
    measure's ``judged_level``; a figure without a value keeps its gap as verdict; a breakdown has none. The verdict
    is what the value says; the certainty says whether the whole interval lies on its side of the threshold. A met
    target is exceeded where the printed value is beyond the plan's and no part of the interval misses it.
    """
    if figure.breakdown != TOTAL or figure.value is None:
        return figure
    if not measure.judged_at(figure.area.level):
        return replace(figure, verdict="not_judged")
    due = measure.threshold.from_year
    if due is not None and figure.year < due:
        return replace(figure, verdict="not_due")
    sure, verdict = _certainty(figure, measure), _judged(figure.value, measure)
    if sure != "uncertain" and exceeds(figure.value, measure):
        verdict = "exceeded"
    low, high = (None if end is None else _judged(end, measure) for end in (figure.ci_low, figure.ci_high))
    return replace(figure, verdict=verdict, certainty=sure, verdict_low=low, verdict_high=high)


def _judged(value: float, measure: Measure) -> Verdict:
    return "met" if meets(value, measure.threshold) else "missed"


def released(figure: Figure, release: Release) -> Figure:
    """Return a survey's figure as its coefficient of variation allows: as it is, with a caution, or withheld.

    A withheld one keeps the coefficient and the number of persons asked, which say why.
    """
    if figure.cv is None:
        return figure
    match reliability(figure.cv, release.caution_above, release.withheld_above):
        case "shown":
            return figure
        case "caution":
            return replace(figure, flags=(*figure.flags, "caution"))
        case "withheld":
            return replace(withheld(figure, "unreliable"), n=figure.n, cv=figure.cv)


def detectable(before: Figure, figure: Figure) -> bool:
    """Whether the change between two figures is more than chance explains: its interval does not hold zero.

    Complete counts change as they do; the two years of an estimate are taken as independent samples.
    """
    one, other = _interval_of(before), _interval_of(figure)
    if one is None or other is None or before.value is None or figure.value is None:
        return True
    low, high = difference(before.value, one, figure.value, other)
    return not low <= 0 <= high


def _certainty(figure: Figure, measure: Measure) -> Certainty | Literal[""]:
    interval = _interval_of(figure)
    return certainty(interval, measure.threshold) if interval else ""


def _interval_of(figure: Figure) -> Interval | None:
    if figure.ci_low is None or figure.ci_high is None or figure.ci_level is None:
        return None
    return Interval(figure.ci_low, figure.ci_high, figure.ci_level, cast(Method, figure.ci_method))


def comparable(series: Sequence[Figure], measure: Measure) -> tuple[Figure, ...]:
    """Return the latest figures of ``series`` that can be compared with each other, oldest first.

    They have a value of their own year and lie on this side of a break in the definition and, for a number of bodies
    or communes, of a change of the map.
    """
    kept: list[Figure] = []
    breaks = {each.year for each in measure.breaks}
    for figure in sorted(series, key=lambda f: f.year):
        new_map = bool(kept) and measure.counts_units and figure.map != kept[-1].map
        if new_map or any(kept and kept[-1].year < year <= figure.year for year in breaks):
            kept = []
        own = figure.reference_year is None or figure.reference_year == figure.year
        if figure.gap is None and figure.value is not None and own:
            kept.append(figure)
    return tuple(kept)


def progress_of(series: Sequence[Figure], measure: Measure, deadline: int, level: float) -> tuple[Result, ...]:
    """Return what each method says of the way of ``measure`` to its target by ``deadline``.

    Nothing for a figure that has no verdict. ``series`` are the totals of one area up to the reporting year, whose
    figure is the last.
    """
    last = max(series, key=lambda f: f.year)
    if last.verdict not in (*_DUE, "not_due"):
        return ()
    figures = comparable(series, measure)
    points = tuple(Point(f.year, f.value, _spread(f, measure)) for f in figures if f.value is not None)
    if not points or points[-1].year != last.year:
        return ()
    cut = points[0].year if any(f.year < points[0].year and f.value is not None for f in series) else None
    threshold = measure.threshold
    target = TargetValue(threshold.operator, threshold.value - threshold.tolerance, deadline, measure.kind)
    return all_methods(Series(points, cut), target, None, level)


def _spread(figure: Figure, measure: Measure) -> float | None:
    """The standard error of a value; of a complete count of bodies or cases, its chance variation.

    A complete list has no sampling error, yet a year to come is not listed. Where its share is taken as one of the
    results the same chances could have given, it varies as a binomial one: per x sqrt(p (1 - p) / n). Source:
    National Center for Health Statistics, technical notes on random variation in complete counts.
    """
    if figure.standard_error is not None or figure.numerator is None or not figure.denominator:
        return figure.standard_error
    share = figure.numerator / figure.denominator
    if measure.kind not in ("share", "frequency") or not 0 < share < 1:
        return None
    return measure.per * math.sqrt(share * (1 - share) / figure.denominator)


def pooled_years(series: Sequence[AnyFigure], measure: Measure, level: float) -> AnyFigure | None:
    """Return the last :data:`POOLED_YEARS` years of ``series`` counted together, with their interval.

    For rates of events and ratios of counts only: events and what they are counted on are summed, then divided.
    ``None`` unless every year is shown and can be compared: sums of published counts tell nothing that is hidden. The
    plan judges single years, so the years together have a certainty but no verdict.
    """
    last = max(series, key=lambda f: f.year)
    years = [f for f in comparable(series, measure) if f.year > last.year - POOLED_YEARS]
    method = measure.uncertainty.method
    if method not in ("garwood", "log_ratio") or len(years) < POOLED_YEARS:
        return None
    top, bottom = pooled([f.numerator or 0.0 for f in years], [f.denominator or 0.0 for f in years])
    interval = (garwood if method == "garwood" else log_ratio)(top, bottom, measure.per, level) if bottom else None
    if interval is None:
        return None
    together = replace(
        last,
        first_year=years[0].year,
        value=measure.per * top / bottom,
        numerator=top,
        denominator=bottom,
        ci_low=interval.low,
        ci_high=interval.high,
        standard_error=None,
        verdict=None,
        verdict_low=None,
        verdict_high=None,
        progress="",
        sensitivity="",
        sources=tuple(replace(s, file=f"{f.year}/{s.file}") for f in years for s in f.sources),
    )
    return replace(together, certainty=_certainty(together, measure) if last.verdict in _DUE else "")


def combine(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict on a target from those on its measures: every part that applies must be met.

    A part that is not measured or judged at this level, or that had no case, asks nothing here; the others
    decide. Every part exceeded exceeds it; some parts met and some missed is partly met. With a part that should be
    there but is not known (no data, suppressed) and the others met, the target is not fully judged; one missed part
    misses it. A part not yet due is left to the others.

    >>> combine(["met", "met"]), combine(["met", "missed"]), combine(["missed", "missed"])
    ('met', 'partly_met', 'missed')
    >>> combine(["exceeded", "exceeded"]), combine(["exceeded", "met"]), combine(["exceeded", "missed"])
    ('exceeded', 'met', 'partly_met')
    >>> combine(["met", "no_cases"]), combine(["no_cases", "no_cases"]), combine(["not_due", "province_target"])
    ('met', 'no_cases', 'not_due')
    >>> combine(["met", "no_data"]), combine(["missed", "no_data"]), combine(["no_data", "suppressed"])
    ('not_fully_judged', 'missed', 'no_data')
    >>> combine(["not_due", "not_due"]), combine(["met", "not_due"]), combine(["province_target", "no_cases"])
    ('not_due', 'met', 'no_cases')
    """
    parts = [verdict for verdict in verdicts if verdict not in NOT_JUDGED_HERE]
    if not parts:
        return verdicts[0]
    asked = [verdict for verdict in parts if verdict != "no_cases"]
    if not asked:
        return "no_cases"
    due = {verdict for verdict in asked if verdict != "not_due"}
    if not due:
        return "not_due"
    reached = due & REACHED
    if due == reached:
        return "exceeded" if due == {"exceeded"} else "met"
    if not reached and "missed" not in due:
        return next(verdict for verdict in asked if verdict in due)
    if "missed" not in due:
        return "not_fully_judged"
    return "partly_met" if reached else "missed"


def target_certainty(figures: Iterable[Figure]) -> Certainty | Literal[""]:
    """Return "uncertain" when the verdict on a part of a target is, and nothing otherwise."""
    totals = (figure for figure in figures if figure.breakdown == TOTAL)
    return "uncertain" if any(figure.certainty == "uncertain" for figure in totals) else ""


def target_verdict(figures: Iterable[Figure]) -> Verdict:
    """Return the verdict on a target in one area from the figures of its measures."""
    return combine([figure.verdict for figure in figures if figure.breakdown == TOTAL and figure.verdict is not None])
