"""Raw cells of a delivered file, before they have a type, and where each of them stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol
from unicodedata import is_normalized

from gender_indicators.base import nfc
from gender_indicators.files.source import FileSource
from gender_indicators.findings import Fault, Place

HEAD_ROWS = 30  # the rows in which a header is looked for
# Zero-width space, joiners, byte order mark and soft hyphen: invisible, and never part of a Vietnamese word.
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


def normalise(text: str) -> str:
    """Return ``text`` in NFC with single ordinary spaces and nothing invisible.

    >>> normalise("  Tổng\\u00a0 số\\u200b "), normalise("Nu\\u031b\\u0303") == "Nữ"
    ('Tổng số', True)
    """
    return " ".join(nfc(text).translate(_INVISIBLE).split())


def are_clean(values: Collection[object]) -> bool:
    """Whether all of ``values`` are texts that are not blank and that :func:`normalise` leaves as they are.

    They are looked at together, which for thousands of values is far quicker than one by one.

    >>> are_clean({"Tổng số", "Nữ"}), are_clean({"Nữ", "Nữ "}), are_clean({"Nữ", ""}), are_clean({"Nữ", 1.0})
    (True, False, False, False)
    """
    if not {str}.issuperset(map(type, values)):
        return False
    lines = "\n".join(["", *values, ""])  # type: ignore[list-item]
    text = lines.replace("\n", " ")
    # What prints holds no space but " " and nothing invisible; a value with a line's end makes one too many.
    return (
        lines.count("\n") == len(values) + 1
        and text.isprintable()
        and is_normalized("NFC", lines)
        and not any(wrong in lines for wrong in ("\n\n", "\n ", " \n", "  "))
    )


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
class RowBlock:
    """Consecutive rows of a file, by column.

    ``columns`` holds the cells of the rows as wide as the header, each column as long as ``numbers``, their row
    numbers in the file. ``others`` are the rows of another width, by row number.
    """

    numbers: Sequence[int]
    columns: Sequence[Sequence[object]]
    others: Mapping[int, Sequence[object]] = field(default_factory=dict)


class RowBlocks(Protocol):
    """Reads the rows below a header that ends in row ``header_row`` (all rows when it is 0), again at every call.

    A row is as wide as the widest of the last ``header_rows`` rows above; others are of another width.
    """

    def __call__(self, header_row: int, header_rows: int = 1) -> Iterator[RowBlock]:
        """Yield the rows in blocks; raises :class:`Refusal` where the file cannot be read on."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Raw cells: the first rows at once, where the header is looked for, and the data block by block.

    ``head[0]`` is row 1 of the file; missing cells at a row's end are allowed. A cell is ``str`` (``""`` when blank)
    or, in workbooks and files of typed columns, ``float``, ``int``, ``bool`` or a date or time. ``flaws`` are kept by
    (row of the file, index of the column), and so are the cells that show their number as ``percent`` (0.0158 as
    "1,58%"). ``hidden_rows`` are rows of the file, ``hidden_columns`` indices. ``epoch_1904``: the days of plain
    serial numbers count from 1904, not from 1900; cells in a date format are dates already. ``decimal`` is the
    decimal sign that the kind of file promises for its texts, if any. ``faults`` were found on
    opening the sheet; the columns at the indices ``unusable`` cannot be read.
    """

    source: FileSource
    head: Sequence[Sequence[object]]
    blocks: RowBlocks
    is_workbook: bool
    flaws: Mapping[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    faults: tuple[Fault, ...] = ()
    unusable: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percent: frozenset[tuple[int, int]] = frozenset()
    epoch_1904: bool = False
    decimal: Literal["point"] | None = None

    @property
    def readable(self) -> range | set[int]:
        """The indices of the columns that can be read."""
        width = max(map(len, self.head), default=0)
        return set(range(width)) - self.unusable if self.unusable else range(width)

    def cell(self, row: int, index: int) -> object:
        """The raw value in row ``row`` of the head at column ``index``; ``""`` when there is none."""
        cells = self.head[row - 1] if 1 <= row <= len(self.head) else ()
        return cells[index] if index < len(cells) else ""

    def blank_below(self, row: int, header_rows: int, columns: Collection[int]) -> set[int]:
        """Those of ``columns``, by index, that hold nothing below a header that ends in ``row``."""
        blank = set(columns)
        for block in self.blocks(row, header_rows) if blank else ():
            blank -= {index for index in blank if not all(map(is_blank, set(block.columns[index])))}
            for cells in block.others.values():
                blank -= {index for index in blank if index < len(cells) and not is_blank(cells[index])}
        return blank

    def place(self, row: int, index: int) -> Place:
        """Where that cell stands."""
        if self.is_workbook:
            return Place(self.source.file, self.source.sheet, f"{column_letter(index)}{row}")
        return Place(self.source.file, "", f"dòng {row}, cột {index + 1}")

    def row_place(self, row: int) -> Place:
        """Where a row stands: its first cell, or its number in a file without sheets."""
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
