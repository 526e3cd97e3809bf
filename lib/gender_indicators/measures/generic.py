"""Measures computed as the plan says: share, rate, ratio, mean, count, milestone over conditions on columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gender_indicators.measures.counting import combined, counted, members_of
from gender_indicators.plan import Calculation, Condition, Selection, Side

Mask = npt.NDArray[np.bool_]


def counted_by_plan(
    calculation: Calculation, frames: Mapping[str, pd.DataFrame], settings: Mapping[str, str]
) -> pd.DataFrame:
    """Return the rows ``calculation`` counts, with what each adds to numerator and denominator.

    Parameters
    ----------
    calculation
        What the plan says.
    frames
        The rows of each form, by the measure's name for it; those of several are taken together.
    settings
        The option in use of each open reading.

    Examples
    --------
    A share, and a milestone: of three schools in scope two have the content, 2 / 3. The pedagogical one is outside.

    >>> def sums(frames, **written):
    ...     calculation = Calculation.model_validate({"examples": [{"rows": {}, "numerator": 0}], **written})
    ...     rows = counted_by_plan(calculation, frames, {})
    ...     return float(rows["numerator"].sum()), float(rows["denominator"].sum())
    >>> schools = pd.DataFrame({"type": ["primary", "primary", "secondary", "pedagogical"],
    ...                         "content": [True, True, False, True], "pupils": [200, 100, 500, 80]})
    >>> sums({"schools": schools}, without={"type": "pedagogical"}, numerator={"where": {"content": True}})
    (2.0, 3.0)

    The same share of pupils: (200 + 100) / (200 + 100 + 500).

    >>> sums({"schools": schools}, without={"type": "pedagogical"},
    ...      numerator={"where": {"content": True}, "sum": "pupils"}, denominator={"sum": "pupils"})
    (300.0, 800.0)

    A mean, here pupils a school: 880 / 4. A count, which has no use for its denominator: two
    schools have 200 pupils or more.

    >>> sums({"schools": schools}, numerator={"sum": "pupils"})
    (880.0, 4.0)
    >>> sums({"schools": schools}, numerator={"where": {"pupils": {"at_least": 200}}})
    (2.0, 4.0)

    A ratio: pedagogical schools to others, 1 / 3. A rate over another form: one death on the 90 + 110 people.

    >>> sums({"schools": schools}, numerator={"where": {"type": "pedagogical"}},
    ...      denominator={"without": {"type": "pedagogical"}})
    (1.0, 3.0)
    >>> deaths, people = pd.DataFrame({"days": [3, 60]}), pd.DataFrame({"people": [90, 110]})
    >>> sums({"deaths": deaths, "people": people}, numerator={"of": "deaths", "where": {"days": {"at_most": 42}}},
    ...      denominator={"of": "people", "sum": "people"})
    (1.0, 200.0)

    Things counted once: of the bodies A (a man, a woman) and B (a man) one has a woman, and
    one has both, 1 / 2; none is without men.

    >>> posts = pd.DataFrame({"body": ["A", "A", "B"], "holder": ["male", "female", "male"]})
    >>> sums({"posts": posts}, distinct="body", numerator={"where": {"holder": "female"}})
    (1.0, 2.0)
    >>> sums({"posts": posts}, distinct="body", numerator={"without": {"holder": "male"}})
    (0.0, 2.0)
    >>> sums({"posts": posts}, distinct="body", numerator={"each": {"holder": ["male", "female"]}})
    (1.0, 2.0)

    A survey: women with weights 2 (in work) and 6 (not) are 2 / 8; a man is out of scope. A ratio of means, women's
    hours over men's: ((2 x 10 + 6 x 2) / 8) / (4 / 1) = 4 / 4.

    >>> asked = pd.DataFrame({"sex": ["female", "female", "male"], "work": [True, False, True],
    ...                       "hours": [10.0, 2.0, 4.0], "weight": [2.0, 6.0, 1.0]})
    >>> sums({"asked": asked}, where={"sex": "female"}, weight="weight", numerator={"where": {"work": True}})
    (2.0, 8.0)
    >>> sums({"asked": asked}, weight="weight", numerator={"mean": "hours", "where": {"sex": "female"}},
    ...      denominator={"mean": "hours", "where": {"sex": "male"}})
    (4.0, 4.0)
    """
    top, bottom = calculation.numerator, calculation.denominator
    if top.of is not None and bottom is not None and bottom.of is not None:
        return combined(
            numerator=_chosen_rows(top, frames[top.of], settings),
            denominator=_chosen_rows(bottom, frames[bottom.of], settings),
        )
    rows = frames[next(iter(frames))] if len(frames) == 1 else pd.concat(list(frames.values()))
    if calculation.weight is not None or top.mean is not None:
        return _weighted(calculation, rows, settings)
    if calculation.distinct is not None:
        key = "place_commune" if calculation.distinct == "area" else calculation.distinct
        return _distinct(calculation, key, rows[rows[key].notna()], settings)
    rows = rows[_met(rows, calculation, settings)]
    denominator = _amount(bottom, rows, settings) if bottom else 1.0
    return _described(
        calculation, rows, counted(rows, numerator=_amount(top, rows, settings), denominator=denominator)
    )


def _chosen_rows(side: Side, rows: pd.DataFrame, settings: Mapping[str, str]) -> pd.DataFrame:
    """The rows of a form that one side counts; the amount is that of both sides, of which the caller takes one."""
    rows = rows[_met(rows, side, settings)]
    amount = rows[side.sum] if side.sum else 1.0
    return counted(rows, numerator=amount, denominator=amount)


def _distinct(calculation: Calculation, key: str, rows: pd.DataFrame, settings: Mapping[str, str]) -> pd.DataFrame:
    """One row for each value of ``key`` in scope, with all rows it stands for."""
    rows = rows[_met(rows, calculation, settings, key)]
    if calculation.first_by is not None:
        rows = rows.sort_values(calculation.first_by, kind="stable")
    first = rows.drop_duplicates(key)

    def holds(side: Side) -> pd.Series[bool]:
        held = first[key].isin(rows.loc[_met(rows, side, settings, key), key])
        for column, codes in side.each.items():
            for code in codes:
                held &= first[key].isin(rows.loc[rows[column].eq(code), key])
        return held

    bottom = calculation.denominator
    denominator = holds(bottom) if bottom else 1.0
    units = counted(
        first, numerator=holds(calculation.numerator), denominator=denominator, members=members_of(first, rows, key)
    )
    return _described(calculation, first, units)


def _weighted(calculation: Calculation, rows: pd.DataFrame, settings: Mapping[str, str]) -> pd.DataFrame:
    """Everyone asked with their weight; who is out of scope stays with nothing, for the sampling error."""
    weight = rows[calculation.weight].astype("float64") if calculation.weight else pd.Series(1.0, rows.index)
    inside = _met(rows, calculation, settings)
    masks, amounts = [], []
    for side in (calculation.numerator, calculation.denominator or Side()):
        masks.append(inside & _met(rows, side, settings))
        amount = (weight * _values(side.sum or side.mean, rows)).where(masks[-1], 0.0)
        amounts.append(amount.div(weight[masks[-1]].sum()) if side.mean else amount)
    units = counted(rows, numerator=amounts[0], denominator=amounts[1])
    if column := calculation.numerator.mean:  # for the sampling error of a ratio of means
        hours, n = _values(column, rows), inside.astype(int)
        units = units.assign(hours=hours, first=masks[0], second=masks[1], n=n)
    return _described(calculation, rows, units)


def _described(calculation: Calculation, rows: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The counted rows with their part of the breakdown and the year they describe."""
    columns = {"breakdown": calculation.by, "reference_year": calculation.reference_year}
    return units.assign(**{name: rows[column] for name, column in columns.items() if column is not None})


def _amount(side: Side, rows: pd.DataFrame, settings: Mapping[str, str]) -> pd.Series[float]:
    return _values(side.sum, rows).where(_met(rows, side, settings), 0.0)


def _values(column: str | None, rows: pd.DataFrame) -> pd.Series[float]:
    return rows[column].astype("float64") if column else pd.Series(1.0, rows.index)


def _met(rows: pd.DataFrame, selection: Selection, settings: Mapping[str, str], key: str = "") -> Mask:
    """Which rows meet a selection; with the ``key`` of a unit, all rows of it are left out with one."""
    met = _all_met(rows, _wanted(selection, settings))
    if not selection.without:
        return met
    out = met & _all_met(rows, selection.without.items())
    return met & ~(rows[key].isin(rows.loc[out, key]).to_numpy() if key else out)


def _wanted(selection: Selection, settings: Mapping[str, str]) -> Iterator[tuple[str, Condition]]:
    """The conditions to be met, those of the readings in use among them."""
    yield from selection.where.items()
    for name, options in selection.by_setting.items():
        yield from options[settings[name]].items()


def _all_met(rows: pd.DataFrame, conditions: Iterable[tuple[str, Condition]]) -> Mask:
    met = np.ones(len(rows), dtype=np.bool_)
    for column, condition in conditions:
        met &= _holds(rows[column], condition)
    return met


def _holds(values: pd.Series[Any], condition: Condition) -> Mask:
    """Where the cells meet the condition; an empty cell meets none but being empty."""
    if condition.present is not None:
        return _known(values.notna().eq(condition.present))
    if condition.codes:
        return _known(values.isin(condition.codes))
    if condition.yes is not None:
        return _known(values.eq(condition.yes))
    bounds = ((values.ge, condition.at_least), (values.le, condition.at_most), (values.gt, condition.above),
              (values.lt, condition.below))  # fmt: skip
    met = np.ones(len(values), dtype=np.bool_)
    for within, bound in bounds:
        if bound is not None:
            met &= _known(within(bound))
    return met


def _known(answers: pd.Series[Any]) -> Mask:
    known: Mask = answers.fillna(False).to_numpy(dtype=np.bool_)
    return known
