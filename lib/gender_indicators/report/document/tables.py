"""Tables: one model for the screen and for paper, where narrow columns fold below another one."""

from __future__ import annotations

from dataclasses import dataclass

from gender_indicators.report.document.blocks import Block
from gender_indicators.report.document.inline import Inline, TableCell, cell


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title, whether it holds numbers, its width in Typst.

    On paper a column with ``under`` gives up its place and stands small below the column of that title.
    """

    title: str
    numeric: bool = False
    width: str = "auto"
    under: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of cells; ``heading`` makes its first cell a title over the rows that follow."""

    cells: tuple[TableCell, ...]
    heading: bool = False


def row(*cells: TableCell | Inline) -> TableRow:
    """Return a row, each cell given as a cell or as words."""
    return TableRow(tuple(c if isinstance(c, TableCell) else cell(c) for c in cells))


def group_row(*line: Inline) -> TableRow:
    """Return a row that is the title of the rows after it."""
    return TableRow((cell(line),), heading=True)


@dataclass(frozen=True, slots=True)
class TableBlock(Block):
    """A table with a caption; ``row_header`` is the index of the column that names the row.

    ``label`` names the table to a screen reader where the caption is short because a chart stands beside it.
    On a phone a table with ``stack`` shows each row as a card with the columns' titles inside.
    """

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    row_header: int = 0
    size: str = "8.5pt"
    label: str = ""
    stack: bool = False
