"""A table with the days that matter to its rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gender_indicators.intake import Table


@dataclass(frozen=True, slots=True)
class Dated:
    """A table, the reporting year it was delivered for, and the day that year's data were closed."""

    table: Table
    year: int
    closed: dt.date
