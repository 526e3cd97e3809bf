"""The day a row of a form stands for: on that day its administrative unit must have been in force."""

from __future__ import annotations

import calendar
import datetime as dt

import numpy as np
import pandas as pd

from gender_indicators.errors import UserError
from gender_indicators.forms.definition import Form
from gender_indicators.forms.table import Table
from gender_indicators.locale import Text

_MONTHS = {"quarter": 3, "month": 1}


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


def period_end(form: Form, value: str | int, year: int) -> dt.date | None:
    """The last day of the quarter or month ``value`` of ``year``; ``None`` when the year has no such period."""
    if form.dated_by not in _MONTHS:
        raise UserError(
            Text(
                f'"dated_by" phải là một cột ngày, "quarter" hoặc "month", không phải "{form.dated_by}".',
                f'"dated_by" must name a date column, "quarter" or "month", not "{form.dated_by}".',
            ),
            f"params/forms.yaml: {form.code}.dated_by",
        )
    month = int(value) * _MONTHS[form.dated_by]
    if not 1 <= month <= 12:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])
