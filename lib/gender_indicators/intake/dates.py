"""Days typed as text: the Vietnamese order day, month, year; what looks like the American order is never guessed."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_VIETNAMESE = re.compile(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})(?:\s+0?0:00(?::00)?)?")
_IN_WORDS = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})(?:,?\s+năm\s+)([0-9]{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as text: what it is with the day first, what it would be with the month first; ``None`` if no such day.

    ``iso`` says that it is written year-month-day; then there is one reading.
    """

    day_first: dt.date | None
    month_first: dt.date | None
    iso: bool = False

    @property
    def american(self) -> bool:
        """Whether it is a day only with the month first."""
        return self.day_first is None and self.month_first is not None

    @property
    def two_ways(self) -> bool:
        """Whether both orders give a day, and not the same."""
        return self.month_first is not None and self.month_first != self.day_first is not None


def written_day(text: str) -> WrittenDay | None:
    """Return the day in ``text``, or ``None`` when nobody would take the text for a day.

    >>> written_day("30/11/2023").day_first, written_day("ngày 30 tháng 11 năm 2023").day_first
    (datetime.date(2023, 11, 30), datetime.date(2023, 11, 30))
    >>> written_day("11/30/2023").american, written_day("03/04/2023").two_ways, written_day("2023-11-30").two_ways
    (True, True, False)
    >>> written_day("30/11"), written_day("31/02/2023").day_first
    (None, None)
    """
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
        return WrittenDay(_day(year, month, day), None, iso=True)
    if match := _IN_WORDS.fullmatch(text):
        day, month, year = map(int, match.groups())
        return WrittenDay(_day(year, month, day), None)
    if match := _VIETNAMESE.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        return WrittenDay(_day(year, second, first), _day(year, first, second))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    with suppress(ValueError):
        return dt.date(year, month, day)
    return None


def serial_day(number: float, epoch_1904: bool) -> dt.date | None:
    """Return the day Excel shows for a plain ``number``, or ``None`` outside the years 1990 to 2100.

    >>> serial_day(45260, epoch_1904=False), serial_day(43798, epoch_1904=True), serial_day(12, epoch_1904=False)
    (datetime.date(2023, 11, 30), datetime.date(2023, 11, 30), None)
    """
    if not float(number).is_integer() or not 0 < number < 100_000:
        return None
    day = dt.date(1904, 1, 1) if epoch_1904 else dt.date(1899, 12, 30)
    day += dt.timedelta(days=int(number))
    return day if 1990 <= day.year < 2100 else None
