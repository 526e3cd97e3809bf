"""What a sheet says beside the values of its cells, whatever its format; rows counted from 1, columns from 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gender_indicators.files.grid import Flaw, Grid, Merge, RowBlock
from gender_indicators.files.limits import require_short
from gender_indicators.files.markup import damaged
from gender_indicators.files.sheets import Book, Sheet
from gender_indicators.files.source import FileSource
from gender_indicators.findings import Place


@dataclass(frozen=True, slots=True)
class Scan:
    """Flaws by row and column, merged and hidden cells, those shown as per cent, and how far the sheet reaches."""

    flaws: Mapping[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    last_row: int = 0
    last_column: int = -1
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percent: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True, kw_only=True)
class Scanning:
    """A scan while a sheet is gone through."""

    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    percent: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = -1

    def scan(self) -> Scan:
        """What was found; hidden columns behind the last that is used are of no interest."""
        return Scan(
            self.flaws,
            tuple(self.merges),
            self.last_row,
            self.last_column,
            frozenset(self.hidden_rows),
            frozenset(index for index in self.hidden_columns if index <= self.last_column),
            frozenset(self.percent),
        )


def table_book(rows: Sequence[Sequence[object]], source: FileSource) -> Book:
    """Return the one sheet of a file without sheets, its header first; raises :class:`Refusal` for an endless cell.

    >>> book = table_book([["Mã xã", "Số ca"], ["19753", 2]], FileSource("a/b.jsonl", ""))
    >>> book.sheets[0].grid().head
    [['Mã xã', 'Số ca'], ['19753', 2]]
    """
    require_short(rows, Place(source.file))
    grid = grid_of([list(row) for row in rows], source, Scan(), is_workbook=False)
    return Book((Sheet("", False, lambda: grid),))


def grid_of(
    rows: list[list[object]], source: FileSource, scanned: Scan, *, epoch_1904: bool = False, is_workbook: bool = True
) -> Grid:
    """Return the grid of a sheet's ``rows``, made equally wide and as long as was scanned."""
    width = max((len(row) for row in rows), default=0)
    height = max(len(rows), scanned.last_row)
    if any(len(row) < width for row in rows) or height > len(rows):
        blank: list[object] = [""] * width
        rows = [*(row + blank[len(row) :] for row in rows), *([blank] * (height - len(rows)))]
    _require_apart(scanned.merges, height, width, Place(source.file, source.sheet))

    def blocks(header_row: int, header_rows: int = 1) -> Iterator[RowBlock]:
        columns = tuple(zip(*rows[header_row:], strict=True)) or ((),) * width
        yield RowBlock(range(header_row + 1, height + 1), columns)

    return Grid(
        source,
        rows,
        blocks,
        is_workbook,
        scanned.flaws,
        scanned.merges,
        hidden_rows=scanned.hidden_rows,
        hidden_columns=scanned.hidden_columns,
        percent=scanned.percent,
        epoch_1904=epoch_1904,
    )


def _require_apart(merges: Sequence[Merge], height: int, width: int, place: Place) -> None:
    """Refuse merged cells that lie on each other in heaps: no program writes them, and each would be gone through."""
    areas = (
        max(min(merge.last_row, height) - merge.first_row + 1, 0)
        * max(min(merge.last_column, width - 1) - merge.first_column + 1, 0)
        for merge in merges
    )
    if sum(areas) > 2 * height * width:
        raise damaged(place, "ô gộp chồng lên nhau")
