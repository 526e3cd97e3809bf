"""Counted rows: what every measure's function returns, so that sums come first and the division last."""

from __future__ import annotations

from typing import Any

import pandas as pd

PLACES = ("place_commune", "place_district")
DESIGN = ("stratum", "psu", "weight")  # the columns by which a survey's form tells how it was drawn


def counted(
    frame: pd.DataFrame,
    *,
    numerator: pd.Series[float] | pd.Series[bool] | float,
    denominator: pd.Series[float] | pd.Series[bool] | float = 1.0,
    breakdown: pd.Series[str] | None = None,
    members: pd.Series[Any] | None = None,
) -> pd.DataFrame:
    """Return ``frame``'s rows with what each adds to ``numerator`` and ``denominator``.

    The rows keep their index, their place (``place_commune``, ``place_district``) and a survey's design
    (``stratum``, ``psu``, ``weight``) where present, so that they can be summed over any area and their sampling
    error be told. ``breakdown`` names the part a row belongs to, ``members`` the rows it stands for where it is one
    of several of a body or a person (:func:`members_of`).

    >>> births = pd.DataFrame({"sex": ["male", "male", "female"]})
    >>> rows = counted(births, numerator=births["sex"].eq("male"))
    >>> rows["numerator"].sum(), rows["denominator"].sum()
    (np.float64(2.0), np.float64(3.0))
    """
    rows = frame[[column for column in (*PLACES, *DESIGN) if column in frame]]  # shares its columns with the frame
    rows["numerator"] = _as_float(numerator)
    rows["denominator"] = _as_float(denominator)
    if breakdown is not None:
        rows["breakdown"] = breakdown
    if members is not None:
        rows["members"] = members
    return rows


def members_of(chosen: pd.DataFrame, records: pd.DataFrame, key: str) -> pd.Series[Any]:
    """Return, for each row of ``chosen``, the index of all ``records`` with the same ``key``.

    >>> posts = pd.DataFrame({"body": ["A", "A", "B"]}, index=[8, 9, 10])
    >>> members_of(posts.drop_duplicates("body"), posts, "body").tolist()
    [(8, 9), (10,)]
    """
    positions = records.groupby(key, sort=False).indices
    found = [tuple(records.index[positions[name]].tolist()) for name in chosen[key]]
    return pd.Series(found, index=chosen.index, dtype=object)


def combined(numerator: pd.DataFrame, denominator: pd.DataFrame) -> pd.DataFrame:
    """Return the numerator of one list of counted rows over the denominator of another.

    >>> deaths = counted(pd.DataFrame(index=[2]), numerator=1)
    >>> births = counted(pd.DataFrame(index=[2, 3, 4]), numerator=0)
    >>> rows = combined(deaths, births)
    >>> rows["numerator"].sum(), rows["denominator"].sum()
    (np.float64(1.0), np.float64(3.0))
    """
    return pd.concat([numerator.assign(denominator=0.0), denominator.assign(numerator=0.0)])


def _as_float(values: pd.Series[float] | pd.Series[bool] | float) -> pd.Series[float] | float:
    return values.astype("float64") if isinstance(values, pd.Series) else float(values)
