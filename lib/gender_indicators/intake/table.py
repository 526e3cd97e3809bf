"""A filled form: typed rows that remember the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from gender_indicators.files import FileSource
from gender_indicators.findings import Place
from gender_indicators.plan import Form

# pandas keeps text in pyarrow's arrays where that is installed; results must not depend on what is installed.
pd.set_option("mode.string_storage", "python")


# Rows of a second sheet are numbered from here on, of a third from twice as much: no sheet has as many rows.
SHEET_ROWS = 2_000_000


def place_of(form: Form, source: FileSource, letters: Mapping[str, str], row: int | None, column: str) -> Place:
    """Where file row ``row`` of ``column`` stands: a cell of a sheet, or row and header of a CSV file."""
    if letters:
        return Place(source.file, source.sheet, f"{letters[column]}{row or ''}")
    header = form.column(column).header
    return Place(source.file, "", f"dòng {row}, cột {header}" if row else f"cột {header}")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of one filled form.

    ``frame`` has one column per column of the form, typed: text, code and area as ``str`` (codes already in
    the library's values), integer ``Int64``, number ``Float64``, date ``datetime64[s]``, yes_no ``boolean``;
    missing is ``NA``. Its index is the row number in the file as a person sees it (the header of a CSV is
    row 1). ``letters`` gives the sheet letter of each column (empty for CSV). Where a form was spread over several
    sheets, ``further`` holds name and letters of those after the first, and their rows are numbered from
    :data:`SHEET_ROWS` on. ``agency`` is the id of the one that sent it.
    """

    form: Form
    frame: pd.DataFrame
    source: FileSource
    letters: Mapping[str, str]
    further: tuple[tuple[str, Mapping[str, str]], ...] = ()
    agency: str = ""

    def place(self, row: int | None, column: str) -> Place:
        """Where the value of ``column`` in file row ``row`` stands; the whole column when ``row`` is None."""
        if not self.further or row is None:
            return place_of(self.form, self.source, self.letters, row, column)
        source, letters = self._sheet(row // SHEET_ROWS)
        return place_of(self.form, source, letters, row % SHEET_ROWS, column)

    def _sheet(self, number: int) -> tuple[FileSource, Mapping[str, str]]:
        if not number:
            return self.source, self.letters
        name, letters = self.further[number - 1]
        return replace(self.source, sheet=name), letters

    @property
    def rows(self) -> str:
        """The rows or cells the table was read from, for provenance: ``A7:H146`` or ``dòng 2-16385``.

        Of a form spread over several sheets those of each: ``A7:H146; 'Quý II'!A7:H146``.
        """
        if self.frame.empty:
            return "không có dòng"
        index = self.frame.index.to_numpy()
        if not self.letters:
            return f"dòng {index.min()}-{index.max()}"
        ranges = []
        for number in range(len(self.further) + 1):
            rows = index[index // SHEET_ROWS == number] % SHEET_ROWS
            source, by_name = self._sheet(number)
            letters = sorted(by_name.values(), key=lambda letter: (len(letter), letter))
            if len(rows):
                sheet = f"'{source.sheet}'!" if number else ""
                ranges.append(f"{sheet}{letters[0]}{rows.min()}:{letters[-1]}{rows.max()}")
        return "; ".join(ranges)

    def with_frame(self, frame: pd.DataFrame) -> Table:
        """The same table with other rows or further columns."""
        return replace(self, frame=frame)


def joined(tables: Sequence[Table]) -> Table:
    """Return one table of the rows of all ``tables``, the sheets of one file in its order."""
    first, *rest = tables
    if not rest:
        return first
    frames = [first.frame]
    for number, table in enumerate(rest, start=1):
        frames.append(table.frame.set_axis(table.frame.index + number * SHEET_ROWS))
    further = tuple((table.source.sheet, table.letters) for table in rest)
    return replace(first, frame=pd.concat(frames), further=further)
