"""A filled form: typed rows that remember the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from gender_indicators.findings import Place
from gender_indicators.forms.definition import Form

# pandas keeps text in pyarrow's arrays where that is installed; results must not depend on what is installed.
pd.set_option("mode.string_storage", "python")


@dataclass(frozen=True, slots=True)
class Source:
    """A delivered file: its path below the year's folder, its SHA-256 and, for a workbook, its sheet."""

    file: str
    sha256: str
    sheet: str = ""


def place_of(form: Form, source: Source, letters: Mapping[str, str], row: int | None, column: str) -> Place:
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
    row 1). ``letters`` gives the sheet letter of each column (empty for CSV).
    """

    form: Form
    frame: pd.DataFrame
    source: Source
    letters: Mapping[str, str]

    def place(self, row: int | None, column: str) -> Place:
        """Where the value of ``column`` in file row ``row`` stands; the whole column when ``row`` is None."""
        return place_of(self.form, self.source, self.letters, row, column)

    @property
    def rows(self) -> str:
        """The rows or cells the table was read from, for provenance: ``A7:H146`` or ``dòng 2-16385``."""
        if self.frame.empty:
            return "không có dòng"
        first, last = int(self.frame.index.min()), int(self.frame.index.max())
        if self.letters:
            letters = sorted(self.letters.values(), key=lambda letter: (len(letter), letter))
            return f"{letters[0]}{first}:{letters[-1]}{last}"
        return f"dòng {first}-{last}"

    def with_frame(self, frame: pd.DataFrame) -> Table:
        """The same table with other rows or further columns."""
        return replace(self, frame=frame)
