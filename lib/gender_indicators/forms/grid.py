"""Raw cells of a delivered file, before they have a type, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gender_indicators.findings import Place
from gender_indicators.forms.faults import Fault
from gender_indicators.forms.table import Source
from gender_indicators.locale import nfc

# Zero-width space, joiners, byte order mark and soft hyphen: invisible, and never part of a Vietnamese word.
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


def normalise(text: str) -> str:
    """Return ``text`` in NFC with single ordinary spaces and nothing invisible.

    >>> normalise("  Tổng\\u00a0 số\\u200b "), normalise("Nu\\u031b\\u0303") == "Nữ"
    ('Tổng số', True)
    """
    return " ".join(nfc(text).translate(_INVISIBLE).split())


def column_letter(index: int) -> str:
    """Return the sheet letter of the column at ``index``, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701), column_letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Flaw:
    """What makes a cell of a sheet suspect: the rule it breaks and what stands there."""

    rule: str
    found: str
    unusable: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: rows as in the file (from 1), columns by index (from 0), both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Raw cells: ``rows[0]`` is row 1 of the file; missing cells at a row's end are allowed.

    A cell is ``str`` (``""`` when blank) or, in workbooks, ``float``, ``int``, ``bool`` or a date or time.
    ``flaws`` are kept by (row of the file, index of the column). ``faults`` were found on opening the file.
    """

    source: Source
    rows: Sequence[Sequence[object]]
    is_workbook: bool
    flaws: Mapping[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    faults: tuple[Fault, ...] = ()

    def cell(self, row: int, index: int) -> object:
        """The raw value in row ``row`` of the file at column ``index``; ``""`` when there is none."""
        cells = self.rows[row - 1] if 1 <= row <= len(self.rows) else ()
        return cells[index] if index < len(cells) else ""

    def place(self, row: int, index: int) -> Place:
        """Where that cell stands."""
        if self.is_workbook:
            return Place(self.source.file, self.source.sheet, f"{column_letter(index)}{row}")
        return Place(self.source.file, "", f"dòng {row}, cột {index + 1}")

    def row_place(self, row: int) -> Place:
        """Where a row stands: its first cell, or its number in a CSV file."""
        if self.is_workbook:
            return self.place(row, 0)
        return Place(self.source.file, "", f"dòng {row}")


def is_blank(value: object) -> bool:
    """Whether a raw value is blank: nothing, or nothing visible.

    >>> is_blank(""), is_blank("\\u00a0"), is_blank(0.0)
    (True, True, False)
    """
    if not isinstance(value, str):
        return value is None
    return not value or not (value[0].isalnum() or normalise(value))  # the first letter settles nearly all
