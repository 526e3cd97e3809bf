"""Twins of a year: other hidden counts that keep every shown figure, every sum and what is hidden.

A reader who sees only what is shown cannot tell a year from its twin. So whatever is published must be the same, to
the byte, for both: no page, chart, order or sentence made from it can then tell a hidden count, whatever its form.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from gender_indicators.disclosure.counts import Count, Slot, counts_of, slot_of, sums
from gender_indicators.figures.figure import Figure
from gender_indicators.figures.verdicts import assessed, released
from gender_indicators.plan.plan import Plan

_MORE = 40  # how much a count may grow that no sum bounds


@dataclass(frozen=True)
class Kind:
    """Which of all possible twins: those least by ``weights`` (given the number of counts).

    All 1 are the low ends, all -1 the high ones. A ``free`` twin keeps the sums and what is shown; others also which
    counts are small.
    """

    weights: Callable[[int], np.ndarray]
    free: bool = False


def twin(figures: Sequence[Figure], plan: Plan, hidden: Collection[Slot], kind: Kind) -> tuple[Figure, ...]:
    """Return the counted ``figures`` of a year with other whole counts at the ``hidden`` places, which keep the shown
    ones and the sums a reader can make.
    """
    measures = {measure.id: measure for measure in plan.measures if measure.disclosure is not None}
    counted = [
        (figure, counts_of(figure, measures[figure.measure]))
        for figure in figures
        if figure.measure in measures and (figure.value is not None or figure.gap == "no_cases")
    ]
    cells = {count.key: count for _, counts in counted for count in counts}
    low = {key: count.number for key, count in cells.items()}
    high = dict(low)
    shown = {count.key for figure, counts in counted if slot_of(figure) not in hidden for count in counts}
    for figure, counts in counted:
        rule = measures[figure.measure].disclosure
        assert rule is not None
        limit = rule.province_minimum if figure.area.level == "province" else rule.minimum_count
        for count in counts if slot_of(figure) in hidden else ():
            if count.key not in shown:
                ends = (count.floor, count.number + _MORE) if kind.free else _room(count, limit, rule.zeros)
                low[count.key], high[count.key] = ends
    keys = sorted(cells)
    numbers = _solve(keys, low, high, sums(counted, plan.linked), kind.weights(len(keys)))
    return tuple(_with_counts(f, measures[f.measure], numbers, plan) if slot_of(f) in hidden else f for f in figures)


def _room(count: Count, limit: int, zeros: bool) -> tuple[float, float]:
    """The counts that are small, or not small, as this one is: what is hidden for itself stays so."""
    least = 1 if zeros else 0
    if count.number < least:
        return (0, 0)
    if count.number < limit:
        return (max(least, count.floor), limit - 1)
    return (max(limit, count.floor), count.number + _MORE)


def _solve(keys, low, high, constraints, weights):  # type: ignore[no-untyped-def]
    number = {key: position for position, key in enumerate(keys)}
    rows, at_least, at_most = [], [], []
    for constraint in constraints:
        row = np.zeros(len(keys))
        for key, coefficient in constraint.terms:
            row[number[key]] += coefficient
        rows.append(row)
        at_least.append(constraint.low)
        at_most.append(constraint.high)
    found = milp(
        weights,
        integrality=np.ones(len(keys)),
        bounds=Bounds([low[key] for key in keys], [high[key] for key in keys]),
        constraints=LinearConstraint(np.array(rows), at_least, at_most),
        options={"presolve": False, "node_limit": 2000},
    )
    assert found.x is not None, found.message
    return {key: float(round(value)) for key, value in zip(keys, found.x, strict=True)}


def _with_counts(figure: Figure, measure, numbers, plan: Plan) -> Figure:  # type: ignore[no-untyped-def]
    """The figure with its counts of the twin, and every other number of it moved as well."""
    counts = counts_of(figure, measure)
    if not counts or figure.value is None:
        return figure
    top = numbers[counts[0].key]
    bottom = numbers[counts[-1].key] if len(counts) > 1 else figure.denominator
    value = measure.per * top / bottom if bottom else figure.value
    moved = {
        name: number + 0.25
        for name in ("standard_error", "effective_n", "design_effect", "cv")
        if (number := getattr(figure, name)) is not None
    }
    ends = {"ci_low": value - 1, "ci_high": value + 1} if figure.ci_low is not None else {}
    other = replace(figure, numerator=top, denominator=bottom, value=value, **ends, **moved)
    return assessed(released(other, plan.release), measure)
