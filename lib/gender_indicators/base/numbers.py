"""Numbers and dates as Vietnam prints them, by Babel's CLDR data."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal as babel_decimal


def format_decimal(value: float, decimals: int) -> str:
    """Return ``value`` with ``decimals`` digits after the comma, rounded half up.

    Half up, as offices round by hand; the value itself is never replaced by its rounding.

    >>> format_decimal(1153795.25, 2), format_decimal(29.95, 1), format_decimal(-0.04, 1)
    ('1.153.795,25', '30,0', '0,0')
    """
    exact = rounded(value, decimals)
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(babel_decimal(abs(exact) if exact == 0 else exact, format=pattern, locale="vi"))


def rounded(value: float, decimals: int) -> Decimal:
    """Return ``value`` rounded half up to ``decimals`` digits, from its shortest decimal form.

    >>> rounded(2.675, 2), rounded(29.96, 1)
    (Decimal('2.68'), Decimal('30.0'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def format_integer(value: float) -> str:
    """Return a whole number with dots between thousands.

    >>> format_integer(1236393)
    '1.236.393'
    """
    return format_decimal(value, 0)


def format_date(day: dt.date) -> str:
    """Return ``day`` as day/month/year with two-digit day and month.

    >>> format_date(dt.date(2025, 7, 1))
    '01/07/2025'
    """
    return day.strftime("%d/%m/%Y")
