"""Rows placed on the reporting map: which commune and district of that map a row belongs to."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from gender_indicators.areas import Areas
from gender_indicators.forms.dating import row_days
from gender_indicators.forms.table import Table


def placed(table: Table, areas: Areas, year: int, on: dt.date) -> pd.DataFrame:
    """Return the table's rows with ``place_commune`` and ``place_district`` on the map of day ``on``.

    A row stands at the unit in force on its own day (:func:`row_days`). Where its territory went to several
    units of a level, or an accepted finding left its unit or day empty, that place is missing: the row is
    counted above that level, never guessed.
    """
    frame = table.frame
    if not table.form.has_area:
        return frame
    rows = pd.DataFrame({"area": frame["area"], "day": row_days(table, year)}, index=frame.index)
    known = rows.dropna()
    maps = {day: areas.map_on(day).date for day in known["day"].unique()}
    keys = list(zip(known["area"], known["day"].map(maps), strict=True))
    places = {key: areas.locate(key[0], key[1], on) for key in set(keys)}
    communes = pd.Series([places[key].commune for key in keys], index=known.index, dtype="str")
    districts = pd.Series([places[key].district for key in keys], index=known.index, dtype="str")
    return frame.assign(place_commune=communes.reindex(frame.index), place_district=districts.reindex(frame.index))
