"""The day a row of a form stands for: on that day its administrative unit must have been in force."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from gender_indicators.intake.table import Table
from gender_indicators.plan import period_end


def row_days(table: Table, year: int) -> pd.Series:
    """The day on which the unit of each row must have been in force; ``None`` where it is unknown.

    The date, quarter or month that ``form.dated_by`` names, the last day of the latter two; without it
    31 December of ``year``.
    """
    form, frame = table.form, table.frame
    if form.dated_by is None:
        return pd.Series(dt.date(year, 12, 31), index=frame.index, dtype=object)
    codes, values = pd.factorize(frame[form.dated_by])  # few different days, however many rows
    is_date = form.column(form.dated_by).type == "date"
    days = [value.date() if is_date else period_end(form, value, year) for value in values.astype(object)]
    known = np.array([*days, None], dtype=object)  # a missing value has the code -1
    return pd.Series(known[codes], index=frame.index, dtype=object)
