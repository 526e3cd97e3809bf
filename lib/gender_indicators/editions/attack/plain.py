"""Plain text and Typst markup, as notebooks hold beside HTML, as headings, paragraphs, tables and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gender_indicators.editions.attack.document import Block, Cell, Heading, Paragraph, Picture, Table
from gender_indicators.editions.attack.names import NOTHING, Names

_MARKDOWN = re.compile(r"^(#{1,6})\s+(.*)$")
_TITLE = re.compile(r"^(?:mục tiêu|chỉ tiêu)\s+[\d.]+\w*\.\s|^\d+(?:\.\d+)?[a-z]?(?:-\w+)?\.\s", re.IGNORECASE)
_GOAL = re.compile(r"^mục tiêu\s+\d+\.", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]+)\}|.)", re.DOTALL)
_TYPST = re.compile(
    r"(?P<drawing>image\(\s*bytes\(\"(?P<svg>(?:[^\"\\]|\\.)*)\"\)(?P<rest>(?:[^\"()]|\"(?:[^\"\\]|\\.)*\")*)\))"
    r"|(?P<quoted>\"(?P<words>(?:[^\"\\]|\\.)*)\")"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<heading>#heading\(level:\s*(?P<level>\d)[^)]*\))"
    r"|(?P<table>\btable\()|(?P<header>\btable\.header\()|(?P<caption>\bcaption:)|(?P<span>\bcolspan:\s*(?P<wide>\d+))"
    r"|(?P<open>[\[(])|(?P<close>[\])])|(?P<argument>[\w-]+:(?=\s))|(?P<break>\\\s)|(?P<gap>\n\n)|(?P<bare>[^\"\\\[\]()\n#;,]+)|.",
    re.DOTALL,
)


def read_text(text: str, names: Names, kind: str = "") -> Iterator[Block]:
    """Yield the blocks of plain text: "a | b" lines are a table below the line before them."""
    rows: list[list[str]] = []
    last = caption = ""
    for line in (*text.split("\n"), ""):
        told = line.strip()
        if " | " in told:
            caption = caption if rows else last
            rows.append(line.split("|"))
        elif rows and told:  # a title inside the table, over the rows below it
            rows.append([told])
        else:
            if rows:
                yield from _table(caption, rows, names, kind)
                rows = []
            if told:
                yield from _line(told, names, kind)
        last = told


def _line(told: str, names: Names, kind: str) -> Iterator[Block]:
    marked = _MARKDOWN.match(told)
    exact = names.exactly(told)
    if marked:
        yield Heading(len(marked[1]), marked[2])
    elif _GOAL.match(told) and len(told) < 200:
        yield Heading(3, told)
    elif (_TITLE.match(told) or exact.measures) and len(told) < 250 and not told.endswith((".", ";")):
        yield Heading(5 if exact != NOTHING else 4, told)
    else:
        yield Paragraph(told, kind)


def _table(caption: str, rows: list[list[str]], names: Names, kind: str) -> Iterator[Block]:
    wide = max(len(row) for row in rows)
    cells = []
    while len(rows[-1]) == 1:
        last = rows.pop()
        yield from _line(last[0], names, kind)
    for row in rows:
        made = [Cell(text.strip().replace("; ", "\n")) for text in row]
        cells.append(tuple(made * wide if len(made) == 1 else made + [Cell()] * (wide - len(made))))
    yield Table(caption, tuple(cells))


def read_typst(source: str) -> Iterator[Block]:
    """Yield the blocks of Typst markup as this kind of report writes it: calls with quoted strings."""
    yield from _Typst().blocks(source)


class _Typst:
    """Follows brackets: strings are words, cells of a table are the brackets right inside it."""

    def __init__(self) -> None:
        self._depth = 0
        self._words: list[str] = []
        self._level = 0
        self._tables: list[_Open] = []
        self._captions: list[int] = []
        self._ended: Table | None = None
        self._pictures: list[Picture] = []

    def blocks(self, source: str) -> Iterator[Block]:
        skip = ""
        for piece in _TYPST.finditer(source):
            kind = next((name for name in _KINDS if piece[name] is not None), "")
            if kind == "drawing":
                alts = _QUOTED.findall(piece["rest"])
                self._pictures.append(Picture(_unquoted(piece["svg"]), _unquoted(max(alts, key=len, default=""))))
            elif kind == "quoted":
                if skip not in ("lang:", "size:", "kind:", "format:"):
                    self._words.append(_unquoted(piece["words"]))
                skip = ""
            elif kind == "comment":
                yield Paragraph(piece["comment"], "chú thích Typst")
            elif kind == "argument":
                skip = piece["argument"]
            elif kind == "heading":
                yield from self._flush()
                self._level = int(piece["level"]) + 1
            elif kind in ("gap", "table", "caption"):
                yield from self._outside(kind)
            elif kind == "break":
                self._words.append("\n")
            elif kind == "span":
                self._span(int(piece["wide"]))
            elif kind in ("header", "open", "close"):
                yield from self._bracket(kind, piece[0])
            elif kind == "bare" and any(letter.isdigit() for letter in piece[0]) and self._depth and not skip:
                yield Paragraph(piece[0], "mã Typst")
        yield from self._flush()
        yield from self._end(None)

    def _outside(self, kind: str) -> Iterator[Block]:
        if kind == "gap" and not self._tables:
            yield from self._flush()
            yield from self._end(None)
        elif kind == "table":
            yield from self._flush()
            yield from self._end(None)
            self._depth += 1
            self._tables.append(_Open(self._depth))
        elif kind == "caption":
            self._words = []
            self._captions.append(self._depth)

    def _span(self, wide: int) -> None:
        if self._tables:
            self._tables[-1].span = wide

    def _bracket(self, kind: str, sign: str) -> Iterator[Block]:
        table = self._tables[-1] if self._tables else None
        if kind == "header" and table is not None:
            self._depth += 1
            table.header = self._depth
            self._words = []
        elif kind != "close":
            if table is not None and sign == "[" and self._depth in (table.depth, table.header):
                self._words = []
            self._depth += 1
        else:
            self._depth -= 1
            if table is not None:
                self._close_in(table)
            if self._captions and self._depth <= self._captions[-1]:
                self._captions.pop()
                yield from self._end("".join(self._words))
                self._words = []

    def _close_in(self, table: _Open) -> None:
        if self._depth < table.depth:
            self._tables.pop()
            self._ended, self._words = table.table(), []
        elif self._depth < table.header:
            if "".join(self._words).strip():
                table.add("".join(self._words), header=True)
            table.header, self._words = 0, []
        elif self._depth == table.header or (self._depth == table.depth and not table.header):
            table.add("".join(self._words), header=bool(table.header))
            self._words = []

    def _flush(self) -> Iterator[Block]:
        told = "".join(self._words).strip()
        self._words = []
        if told and not self._tables:
            yield Heading(self._level, told) if self._level else Paragraph(told)
            self._level = 0

    def _end(self, caption: str | None) -> Iterator[Block]:
        """Yield the table or drawing that just ended, below its caption."""
        if self._ended is not None:
            yield Table(caption or "", self._ended.rows, self._ended.heads)
            self._ended = None
        for picture in self._pictures:
            yield Picture(picture.svg, picture.alt, caption or "")
        self._pictures = []


_KINDS = (
    "drawing", "quoted", "comment", "heading", "table", "header", "caption", "span", "open", "close", "argument",
    "break", "gap", "bare",
)  # fmt: skip


class _Open:
    """A table whose cells are still coming."""

    def __init__(self, depth: int) -> None:
        self.depth, self.header, self.span = depth, 0, 1
        self._cells: list[tuple[Cell, int]] = []
        self._wide = 0

    def add(self, text: str, header: bool) -> None:
        self._cells.append((Cell(text.strip(), header), self.span))
        self._wide += header and all(cell.header for cell, _ in self._cells) and self.span == 1
        self.span = 1

    def table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        for cell, span in self._cells:
            row += [cell] * span
            if len(row) >= self._wide > 0:
                rows.append(tuple(row))
                row = []
        if row:
            rows.append(tuple(row))
        return Table("", tuple(rows))


def _unquoted(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        if found[2]:
            return chr(int(found[2], 16))
        return {"n": "\n", "r": "\r", "t": "\t"}.get(found[1], found[1])

    return _ESCAPE.sub(plain, text) if "\\" in text else text
