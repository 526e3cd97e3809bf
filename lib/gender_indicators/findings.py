"""What a check found: the rule, the place in the file, what stood there, what was expected, what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gender_indicators.locale import Text

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in an agency's delivery: file (below the year's folder), sheet, and cell, column or rows.

    >>> str(Place("so-y-te/tu-vong-me.xlsx", "Thẩm định", "C9"))
    'so-y-te/tu-vong-me.xlsx, trang "Thẩm định", ô C9'
    >>> str(Place("so-y-te/tu-vong-me.xlsx", "Thẩm định", "C"))
    'so-y-te/tu-vong-me.xlsx, trang "Thẩm định", cột C'
    >>> str(Place("so-y-te/tre-sinh-song.csv", "", "dòng 12, cột Tuổi mẹ"))
    'so-y-te/tre-sinh-song.csv, dòng 12, cột Tuổi mẹ'
    """

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        sheet = f'trang "{self.sheet}"' if self.sheet else ""
        kind = "cột" if self.cell.isalpha() else "ô"
        cell = f"{kind} {self.cell}" if self.cell and self.sheet else self.cell
        return ", ".join(part for part in (self.file, sheet, cell) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, or ``count`` like problems of one column told at the first place.

    ``severity`` "error" blocks the reports, "warning" is printed in them. ``found`` never holds the value of
    a sensitive form's cell. ``waiver`` is the reason for which the office lets an error pass, or empty.
    """

    rule: str
    severity: Severity
    agency: str
    form: str
    place: Place
    found: str
    expected: Text
    action: Text
    count: int = 1
    waiver: str = ""

    @property
    def blocks(self) -> bool:
        """Whether this finding keeps the reports from being published."""
        return self.severity == "error" and not self.waiver


@dataclass(frozen=True, slots=True)
class AppliedCorrection:
    """A correction or waiver that was used: where, what changed, why, by whom."""

    place: str
    change: Text
    reason: Text
    by: str
    on: dt.date
