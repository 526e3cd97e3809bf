"""The verdict on a measure and on a target, from unrounded values and the plan's own wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gender_indicators.figures import TOTAL, Figure, Verdict, meets
from gender_indicators.plan import Measure

JUDGED: tuple[Verdict, ...] = ("met", "partly_met", "missed", "not_due")


def assessed(figure: Figure, measure: Measure) -> Figure:
    """Return ``figure`` with its verdict.

    A total with a value is met or missed, or not due before the threshold's first year; a figure without a
    value keeps its gap as verdict; a breakdown has none.
    """
    if figure.breakdown != TOTAL or figure.value is None:
        return figure
    due = measure.threshold.from_year
    if due is not None and figure.year < due:
        return replace(figure, verdict="not_due")
    return replace(figure, verdict="met" if meets(figure.value, measure.threshold) else "missed")


def combine(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict on a target from those on its measures: every part must be met.

    Some parts met and some missed is partly met. A target with a part that cannot be judged is never met; with
    every judged part met it is partly met, and with nothing judged it has the first part's gap. "No cases"
    asks nothing and leaves the other parts to decide.

    >>> combine(["met", "met"]), combine(["met", "missed"]), combine(["missed", "missed"])
    ('met', 'partly_met', 'missed')
    >>> combine(["met", "no_cases"]), combine(["no_cases", "no_cases"])
    ('met', 'no_cases')
    >>> combine(["met", "no_data"]), combine(["missed", "no_data"]), combine(["no_data", "suppressed"])
    ('partly_met', 'missed', 'no_data')
    >>> combine(["not_due", "not_due"]), combine(["met", "not_due"])
    ('not_due', 'met')
    """
    asked = [verdict for verdict in verdicts if verdict != "no_cases"]
    if not asked:
        return "no_cases"
    due = [verdict for verdict in asked if verdict != "not_due"]
    if not due:
        return "not_due"
    judged = {verdict for verdict in due if verdict in JUDGED}
    if not judged:
        return due[0]
    if judged == {"met"}:
        return "met" if len(due) == sum(verdict == "met" for verdict in due) else "partly_met"
    return "missed" if "met" not in judged else "partly_met"


def target_verdict(figures: Iterable[Figure]) -> Verdict:
    """Return the verdict on a target in one area from the figures of its measures."""
    return combine([figure.verdict for figure in figures if figure.breakdown == TOTAL and figure.verdict is not None])
