"""Rows placed on the reporting map: which commune and district of that map a row belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from gender_indicators.intake import Table, row_days
from gender_indicators.plan import Areas


def placed(table: Table, areas: Areas, year: int, on: dt.date) -> pd.DataFrame:
    """Return the table's rows with ``place_commune`` and ``place_district`` on the map of day ``on``.

    A row stands at the unit in force on its own day (:func:`row_days`). Where its territory went to several
    units of a level, or an accepted finding left its unit or day empty, that place is missing: the row is
    counted above that level, never guessed.
    """
    frame = table.frame
    if not table.form.has_area:
        return frame
    units, codes = pd.factorize(frame["area"])
    days, dates = pd.factorize(row_days(table, year))
    of_day, maps = pd.factorize(np.array([areas.map_on(day).date for day in dates], dtype=object))
    known = (units >= 0) & (days >= 0)
    on_map = of_day[days] if len(dates) else days
    kinds, different = pd.factorize(np.where(known, units * max(len(maps), 1) + on_map, -1))
    found = [  # few different units and maps, however many rows
        areas.locate(codes[pair // len(maps)], maps[pair % len(maps)], on) if pair >= 0 else None
        for pair in different
    ]
    communes = _column([place.commune if place else None for place in found], kinds, frame.index)
    districts = _column([place.district if place else None for place in found], kinds, frame.index)
    return frame.assign(place_commune=communes, place_district=districts)


def _column(units: Sequence[str | None], kinds: npt.NDArray[np.intp], index: pd.Index) -> pd.Series[str]:
    return pd.Series(pd.array(list(units), dtype="str").take(kinds), index=index)
