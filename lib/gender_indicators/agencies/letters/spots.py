"""The row and the column of a finding's place in the raw cells of its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gender_indicators.files import normalise
from gender_indicators.findings import Place

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})?")
_ROW = re.compile(r"dòng ([0-9]{1,9})(?:, cột (.+))?", re.DOTALL)
_COLUMN = re.compile(r"cột (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of the file (from 1), a column by index (from 0); ``None`` where the whole of it is meant."""

    row: int | None = None
    column: int | None = None


def spot_of(place: Place, headers: Sequence[object] = ()) -> Spot:
    """Return where ``place`` lies; ``headers`` are the cells of the header row, by which CSV files name a column.

    >>> spot_of(Place("a/b.xlsx", "S", "C9")), spot_of(Place("a/b.xlsx", "S", "AA"))
    (Spot(row=9, column=2), Spot(row=None, column=26))
    >>> spot_of(Place("a/b.csv", "", "dòng 12, cột Tuổi mẹ"), ["Mã xã", "Tuổi mẹ"])
    Spot(row=12, column=1)
    >>> spot_of(Place("a/b.csv", "", "dòng 12, cột 3")), spot_of(Place("a/b.csv"))
    (Spot(row=12, column=2), Spot(row=None, column=None))
    """
    if place.sheet and (cell := _CELL.fullmatch(place.cell)):
        return Spot(int(cell[2]) if cell[2] else None, _index(cell[1]))
    if row := _ROW.fullmatch(place.cell):
        return Spot(int(row[1]), _named(row[2], headers) if row[2] else None)
    if column := _COLUMN.fullmatch(place.cell):
        return Spot(None, _named(column[1], headers))
    return Spot()


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _named(name: str, headers: Sequence[object]) -> int | None:
    """The column of that header, or of that number when no header reads so."""
    wanted = normalise(name)
    for index, header in enumerate(headers):
        if isinstance(header, str) and normalise(header) == wanted:
            return index
    return int(wanted) - 1 if re.fullmatch(r"[1-9][0-9]{0,4}", wanted) else None
