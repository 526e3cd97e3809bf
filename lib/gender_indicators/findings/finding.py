"""What a check found: the rule, the place in the file, what stood there, what was expected, what to do.

A :class:`Finding` and an :class:`AppliedCorrection` are for the office and the agency: names of people can stand
wherever a file is wrong. A :class:`BrokenRule` and a :class:`Decision` are what every reader may know of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gender_indicators.base import Text

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
        return ", ".join(part for part in (self.file, sheet, self.spot) if part)

    @property
    def spot(self) -> str:
        """The cell, column or rows in words, without file and sheet; empty for the whole of them.

        >>> Place("so-y-te/tu-vong-me.xlsx", "Thẩm định", "C9").spot
        'ô C9'
        """
        kind = "cột" if self.cell.isalpha() else "ô"
        return f"{kind} {self.cell}" if self.cell and self.sheet else self.cell


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
    """A correction or waiver that was used: where, what changed, why, by whom.

    A waiver has the ``rule`` it sets aside and how many like findings it covers here; ``expires`` is the last day
    the entry counts, ``column`` the form's column it concerns ("" for a whole file). ``entered`` is where the entry
    is written.
    """

    place: str
    change: Text
    reason: Text
    by: str
    on: dt.date
    agency: str
    form: str
    rule: str = ""
    count: int = 1
    expires: dt.date | None = None
    column: str = ""
    entered: str = ""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that was broken in a form, without saying where: ``what`` it asks, and at how many places.

    ``places`` is ``None`` where the number would tell too much about a short list of people. ``accepted``: the
    office lets these places pass, see the :class:`Decision`.
    """

    rule: str
    severity: Severity
    agency: str
    form: str
    what: Text
    places: int | None
    accepted: bool = False

    @property
    def blocks(self) -> bool:
        """Whether this problem keeps the reports from being published."""
        return self.severity == "error" and not self.accepted


@dataclass(frozen=True, slots=True)
class Decision:
    """Cells of a form the office corrected, or places where it accepts a broken ``rule`` until a day, and why.

    ``places`` is their number, ``None`` as for a :class:`BrokenRule`. A correction has no rule and need not expire.
    """

    agency: str
    form: str
    rule: str
    what: Text
    places: int | None
    reason: Text
    by: str
    on: dt.date
    expires: dt.date | None
