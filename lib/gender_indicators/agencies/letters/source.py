"""A delivered file opened once more, as raw cells: what its marked copy is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.files import FileSource, Grid, open_book
from gender_indicators.findings import Refusal
from gender_indicators.intake import MAX_FILE_MB, choose_sheets, find_layout
from gender_indicators.plan import Form


@dataclass(frozen=True, slots=True)
class RawForm:
    """The raw cells of a file's form, and the row of its header (0: none was found)."""

    grid: Grid
    header_row: int

    def rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """Each row of the file with its number, from row 1 on, as far as the file can be read."""
        if self.grid.head:
            yield 1, self.grid.head[0]
        try:
            for block in self.grid.blocks(1):
                narrow = zip(block.numbers, zip(*block.columns, strict=True), strict=False)
                yield from sorted((*narrow, *block.others.items()), key=lambda row: row[0])
        except Refusal:  # the finding says where; what stands before it is shown
            return

    @property
    def headers(self) -> Sequence[object]:
        """The cells of the header row."""
        return self.grid.head[self.header_row - 1] if 0 < self.header_row <= len(self.grid.head) else ()


def open_delivered(form: Form, folder: Path, file: str, year: int) -> RawForm | None:
    """Return the cells of ``file`` below ``folder``; ``None`` when it cannot be opened as its form."""
    path = folder / file
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE_MB * 1_000_000:
            return None
        data = path.read_bytes()
        book = open_book(form, data, FileSource(file, hashlib.sha256(data).hexdigest()))
        grid = choose_sheets(form, book, file, year).sheets[0].grid()
        return RawForm(grid, find_layout(form, grid).header_row)
    except (OSError, Refusal):
        return None
