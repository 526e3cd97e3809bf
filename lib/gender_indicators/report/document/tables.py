"""Tables: one model for the screen and for paper, where narrow columns fold below another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from gender_indicators.base import nfc
from gender_indicators.report.document.blocks import Block
from gender_indicators.report.document.inline import Inline, Line, Run, TableCell, cell, inline_html, inline_typst
from gender_indicators.report.document.typst_markup import typst_text


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

    def html(self) -> str:
        """The table in a box that scrolls on a narrow screen and can be reached by keyboard."""
        heads = "".join(
            f'<th scope="col"{_number_class(column)}>{escape(nfc(column.title))}</th>' for column in self.columns
        )
        caption = escape(nfc(self.caption))
        label = escape(nfc(self.label or self.caption))
        look = f'class="figures stack" style="{self._titles()}"' if self.stack else 'class="figures"'
        return (
            f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">\n'
            f"<table {look}>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n"
            f"{self._bodies()}</table>\n</div>"
        )

    def _bodies(self) -> str:
        html = ["<tbody>"]
        for number, line in enumerate(self.rows):
            if line.heading and number:
                html.append("</tbody>\n<tbody>")
            html.append(self._row_html(line))
        return "\n".join(html) + "\n</tbody>\n"

    def _row_html(self, line: TableRow) -> str:
        if line.heading:
            span = f'colspan="{len(self.columns)}" scope="rowgroup"'
            return f'<tr class="group"><th {span}>{line.cells[0].html()}</th></tr>'
        cells = (
            f"<th scope=row{_number_class(column)}>{content.html()}"
            if index == self.row_header
            else f"<td{_number_class(column)}>{content.html()}"
            for index, (column, content) in enumerate(zip(self.columns, line.cells, strict=True))
        )
        # HTML needs no end tag of a cell, and a report has thousands; but a line's end would fill an empty one.
        end = "" if line.cells[-1].html() else "</td>"
        return f"<tr>{''.join(cells)}{end}"

    def _titles(self) -> str:
        """The titles of the columns for the style sheet, which repeats them in the cards of a phone."""
        quoted = (re.sub(r'[\\"\n]', " ", nfc(column.title)) for column in self.columns)
        return escape(";".join(f'--c{number}:"{title}"' for number, title in enumerate(quoted, start=1)))

    def typst(self) -> str:
        """The table as a Typst figure that may break across pages."""
        kept = [column for column in self.columns if not column.under]
        widths = ", ".join(column.width for column in kept)
        aligns = ", ".join("right" if column.numeric else "left" for column in kept)
        heads = ", ".join(f"[{typst_text(nfc(column.title))}]" for column in kept)
        rows = ",\n  ".join(self._row_typst(line, len(kept)) for line in self.rows)
        comma = "," if rows else ""
        return (
            f"#block[#set text(size: {self.size})\n#show table: set text(size: {self.size})\n"
            f"#figure(table(columns: ({widths},), align: ({aligns},), table.header({heads}),\n  {rows}{comma}\n), "
            f"kind: table, caption: [{typst_text(nfc(self.caption))}])]"
        )

    def _row_typst(self, line: TableRow, width: int) -> str:
        if line.heading:
            title = f"table.cell(colspan: {width}, fill: wash, strong[{line.cells[0].typst()}])"
            return f"table.header(level: 2, repeat: false, {title})"  # a header is never left alone at a page's end
        return ", ".join(f"[{content.typst()}]" for content in self._folded(line))

    def _folded(self, line: TableRow) -> Sequence[TableCell]:
        below: dict[str, list[Line]] = {}
        for column, content in zip(self.columns, line.cells, strict=True):
            if column.under and content.lines:
                below.setdefault(column.under, []).append((Run(f"{column.title}: {content.plain()}", "small"),))
        return [
            TableCell((*content.lines, *below.get(column.title, [])))
            for column, content in zip(self.columns, line.cells, strict=True)
            if not column.under
        ]

    def plain(self) -> str:
        """The table as text, a row a line."""
        lines = [self.caption, " | ".join(column.title for column in self.columns)]
        lines += [" | ".join(content.plain() for content in line.cells) for line in self.rows]
        return nfc("\n".join(lines))


def _number_class(column: TableColumn) -> str:
    return " class=num" if column.numeric else ""


__all__ = ["TableBlock", "TableColumn", "TableRow", "cell", "group_row", "inline_html", "inline_typst", "row"]
