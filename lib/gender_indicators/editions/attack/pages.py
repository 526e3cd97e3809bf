"""Web pages, and HTML in notebooks, as headings, paragraphs, tables, drawings: also what a browser hides."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote_to_bytes

from gender_indicators.editions.attack.document import Block, Cell, Heading, Paragraph, Picture, Table
from gender_indicators.editions.attack.drawing import MOVED

_PIECES = re.compile(
    r"<!--(?P<comment>.*?)-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<[!?][^>]*>"
    r"|<(?P<raw>style|script)\b(?P<raw_look>[^>]*)>(?P<inside>.*?)</(?P=raw)\s*>"
    r"|(?P<svg><svg\b.*?</svg\s*>)"
    r"|<(?P<end>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<look>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w:.@-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_DIGIT = re.compile(r"\d")
_SILENT = {
    "class", "id", "href", "lang", "scope", "role", "rel", "type", "tabindex", "colspan", "rowspan", "charset",
    "width", "height", "viewbox", "http-equiv", "for", "media", "xmlns",
}  # fmt: skip
_STYLE = re.compile(
    r"--[\w-]+\s*:\s*[^;]+|(?<![\w-])(?:width|height|left|top|bottom|flex-basis)\s*:\s*[\d.]+%|content\s*:[^;}]+"
)
_BLOCKS = {
    "p", "li", "dd", "dt", "div", "section", "article", "blockquote", "pre", "summary", "figcaption", "header",
    "footer", "nav", "main", "aside", "ul", "ol", "dl", "details", "body", "figure", "title", "option", "template",
    "table",
}  # fmt: skip
_DATA = re.compile(r"data:image/svg\+xml([^,]*),([^\"')\s]+)")
_BITMAP = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)")


def read_page(html: str, unread: list[str]) -> Iterator[Block]:
    """Yield the blocks of ``html`` in their order; what cannot be read (a bitmap) is told in ``unread``."""
    yield from _Page(unread).blocks(html)


class _Page:
    """Follows a page from tag to tag; omitted end tags are those HTML allows."""

    def __init__(self, unread: list[str]) -> None:
        self._unread = unread
        self._words: list[str] = []
        self._heading = 0
        self._term = ""
        self._in_term = False
        self._table: _Grid | None = None
        self._outer: list[_Grid] = []
        self._figure: list[Picture] | None = None
        self._caption = ""
        self._in_caption = False

    def blocks(self, html: str) -> Iterator[Block]:
        for piece in _PIECES.finditer(html):
            kind = piece.lastgroup
            if kind == "text":
                self._words.append(unescape(piece["text"]) if "&" in piece["text"] else piece["text"])
            elif kind in ("tag", "look") or piece["tag"]:
                yield from self._tag(piece["tag"].lower(), bool(piece["end"]), piece["look"])
            elif piece["comment"] is not None:
                yield Paragraph(unescape(piece["comment"]), "chú thích HTML")
            elif piece["data"] is not None:
                yield Paragraph(piece["data"], "CDATA")
            elif piece["raw"]:
                yield from self._raw(piece["raw"], piece["inside"])
            elif piece["svg"]:
                yield from self._picture(piece["svg"])
        yield from self._flush()
        for _ in (*self._outer, None):
            yield from self._end_table()
            self._table = self._outer.pop() if self._outer else None

    def _tag(self, tag: str, end: bool, look: str) -> Iterator[Block]:
        if tag in ("td", "th", "tr", "caption", "thead", "tbody", "tfoot") and self._table is not None:
            self._cell_tag(tag, end, look)
        elif tag == "table":
            yield from self._table_tag(end)
        elif tag == "br":
            self._words.append("\n")
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            yield from self._flush()
            self._heading = 0 if end else int(tag[1])
        elif tag in _BLOCKS:
            yield from self._block(tag, end)
        if not end:
            yield from self._besides(tag, look)

    def _table_tag(self, end: bool) -> Iterator[Block]:
        """Begin or end a table; one inside a cell of another is read for itself."""
        if not end and self._table is not None and self._table.open:
            self._table.add("".join(self._words))
            self._words = []
            self._outer.append(self._table)
        else:
            yield from self._end_table()
            yield from self._flush()
        self._table = (self._outer.pop() if self._outer else None) if end else _Grid()

    def _block(self, tag: str, end: bool) -> Iterator[Block]:
        if self._table is not None and self._table.open:
            self._words.append("\n")
            return
        self._in_caption = tag == "figcaption" and end
        yield from self._flush(tag if end else "")
        self._in_term = tag == "dt" and not end
        if tag == "figure":
            yield from self._pictures()
            self._figure = None if end else []

    def _flush(self, tag: str = "") -> Iterator[Block]:
        """Yield the words gathered so far."""
        told = "".join(self._words).strip() if self._words else ""
        self._words = []
        if self._table is not None and self._table.in_caption and told:
            self._table.caption += told
            return
        if not told:
            return
        if self._heading:
            yield Heading(self._heading, told)
        elif self._in_term:
            self._term = told
        elif tag == "title":
            yield Heading(1, told)
        else:
            if self._in_caption:
                self._caption = told
            prefix = f"{self._term}: " if tag == "dd" and self._term else ""
            yield Paragraph(prefix + told)

    def _cell_tag(self, tag: str, end: bool, look: str) -> None:
        table = self._table
        assert table is not None
        table.add("".join(self._words))
        self._words = []
        table.in_caption = tag == "caption" and not end
        if tag == "tr" and not end:
            table.start_row()
        elif tag in ("thead", "tbody", "tfoot"):
            table.close()
            table.in_head = tag == "thead" and not end
        elif tag in ("td", "th") and not end:
            wanted = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(look)} if look else {}
            table.start_cell(tag == "th", _count(wanted.get("colspan")), _count(wanted.get("rowspan")))
        elif tag in ("td", "th"):
            table.close()

    def _end_table(self) -> Iterator[Block]:
        table, self._table = self._table, None
        if table is not None:
            table.add("".join(self._words))
            self._words = []
            yield table.table()
            if table.stray:
                yield Paragraph("\n".join(table.stray), "chữ ngoài ô của bảng")

    def _besides(self, tag: str, look: str) -> Iterator[Block]:
        """Yield, or note at the cell, what attributes say in words and numbers."""
        if "=" not in look or not _DIGIT.search(look):
            return
        for name, double, single, bare in _ATTRIBUTE.findall(look):
            small, value = name.lower(), unescape(double or single or bare)
            if small in _SILENT or not _DIGIT.search(value):
                continue
            if small == "src" or value.startswith("data:"):
                yield from self._source(value)
                continue
            values = [value] if small != "style" else _STYLE.findall(value)
            for each in values:
                words = (
                    each
                    if " " in each.strip() or small in ("title", "alt")
                    else f"{name.removeprefix('data-')}={each}"
                )
                words = words.replace("--", "").replace("content", "") if small == "style" else words
                if tag == "meta" and small == "content" and "=" in value:
                    continue  # the width of the screen
                if self._table is not None and self._table.open:
                    self._table.note(f"thuộc tính {small}", words)
                else:
                    yield Paragraph(words, f"thuộc tính {small}")

    def _source(self, value: str) -> Iterator[Block]:
        if _BITMAP.match(value):
            self._unread.append("ảnh điểm (bitmap) trong trang")
        for found in _DATA.finditer(value):
            data = unquote_to_bytes(found[2])
            try:
                told = base64.b64decode(data) if "base64" in found[1] else data
            except binascii.Error:
                self._unread.append("ảnh SVG không giải mã được")
                continue
            yield from self._picture(told.decode("utf-8", "replace"))

    def _raw(self, tag: str, inside: str) -> Iterator[Block]:
        if tag == "style":
            told = (
                "\n".join(_STYLE.findall(inside.replace('"', " "))) if "content" in inside or "--" in inside else ""
            )
            comments = re.findall(r"/\*(.*?)\*/", inside, re.DOTALL)
            for each in (told, *comments):
                yield Paragraph(each, "thẻ style")
            for found in _DATA.finditer(inside):
                yield from self._source(found.group())
        else:
            yield Paragraph(inside, "thẻ script")

    def _picture(self, svg: str) -> Iterator[Block]:
        if MOVED.search(svg):
            self._unread.append("biểu đồ có phần tử bị dời chỗ (transform, use, ảnh)")
        picture = Picture(svg, caption=self._caption)
        if self._figure is None:
            yield picture
        else:
            self._figure.append(picture)

    def _pictures(self) -> Iterator[Block]:
        for picture in self._figure or ():
            yield Picture(picture.svg, picture.alt, self._caption)
        self._caption = ""


class _Grid:
    """The cells of a table as they come, each put where it stands."""

    def __init__(self) -> None:
        self.caption = ""
        self.in_caption = self.in_head = self.open = False
        self.stray: list[str] = []
        self._rows: list[dict[int, Cell]] = []
        self._heads = 0
        self._columns: range = range(0)
        self._down: dict[tuple[int, int], tuple[int, int]] = {}
        self._text: list[str] = []
        self._notes: list[tuple[str, str]] = []
        self._header = False
        self._span = 1

    def add(self, text: str) -> None:
        if self.in_caption:
            self.caption += text.strip()
        elif self.open:
            self._text.append(text)
        elif told := text.strip():
            self.stray.append(told)

    def note(self, kind: str, words: str) -> None:
        self._notes.append((kind, words))

    def start_row(self) -> None:
        self.close()
        self._rows.append({})
        self._heads += self.in_head

    def start_cell(self, header: bool, wide: int, high: int) -> None:
        self.close()
        if not self._rows:
            self._rows.append({})
        row = len(self._rows) - 1
        for column in [column for (at, column) in self._down if at == row]:
            up, left = self._down.pop((row, column))
            self._rows[row][column] = self._rows[up][left]
        start = next(number for number in range(len(self._rows[row]) + 1) if number not in self._rows[row])
        self._columns, self._header, self.open, self._span = range(start, start + wide), header, True, high

    def close(self) -> None:
        if not self.open:
            return
        text = "\n".join(line.strip() for line in "".join(self._text).strip().split("\n") if line.strip())
        cell = Cell(text, self._header, tuple(self._notes))
        row = len(self._rows) - 1
        for column in self._columns:
            self._rows[row][column] = cell
            for below in range(1, self._span):
                self._down[(row + below, column)] = (row, self._columns[0])
        self._text, self._notes, self.open = [], [], False

    def table(self) -> Table:
        self.close()
        rows = []
        for at, row in enumerate(self._rows):
            for (down, column), (up, left) in self._down.items():
                if down == at and column not in row:
                    row[column] = self._rows[up][left]
            rows.append(tuple(row[column] for column in sorted(row)))
        heads = self._heads or next((n for n, row in enumerate(rows) if not all(c.header for c in row)), 0)
        return Table(self.caption, tuple(rows), heads)


def _count(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdigit() and int(text) else 1
