"""Rows placed on the reporting map: which commune and district of that map a row belongs to."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from gender_indicators.areas import Areas
from gender_indicators.forms.table import Table


def placed(table: Table, areas: Areas, year: int, on: dt.date) -> pd.DataFrame:
    """Return the table's rows with ``place_commune`` and ``place_district`` on the map of day ``on``.

    A row stands at the unit in force on its own day (:func:`row_days`). Where its territory went to several
    units of a level, that place is missing: it is counted above that level, never guessed.
    """
    frame = table.frame
    if not table.form.has_area:
        return frame
    pairs = pd.DataFrame({"area": frame["area"], "day": row_days(table, year)}, index=frame.index)
    pairs["map"] = pairs["day"].map({day: areas.map_on(day).date for day in pairs["day"].unique()})
    distinct = pairs[["area", "map"]].drop_duplicates()
    found = [areas.locate(code, day, on) for code, day in distinct.itertuples(index=False)]
    distinct = distinct.assign(
        place_commune=pd.Series([place.commune for place in found], index=distinct.index, dtype="str"),
        place_district=pd.Series([place.district for place in found], index=distinct.index, dtype="str"),
    )
    joined = pairs.merge(distinct, on=["area", "map"], how="left")
    return frame.assign(
        place_commune=joined["place_commune"].to_numpy(), place_district=joined["place_district"].to_numpy()
    )


def row_days(table: Table, year: int) -> pd.Series[dt.date]:
    """Return for each row the day on which its unit must have been in force, as the form's ``dated_by`` says."""
    frame, column = table.frame, table.form.dated_by
    last_day = dt.date(year, 12, 31)
    if column is None:
        return pd.Series([last_day] * len(frame), index=frame.index, dtype="object")
    if column in ("quarter", "month"):
        months = frame[column].astype("int64") * (3 if column == "quarter" else 1)
        ends = {month: _month_end(year, month) for month in months.unique()}
        return pd.Series([ends[month] for month in months], index=frame.index, dtype="object")
    return pd.Series(list(frame[column].dt.date), index=frame.index, dtype="object")


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
