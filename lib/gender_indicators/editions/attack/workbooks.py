"""Excel workbooks: every sheet, also hidden ones, comments, names, and what lies in the archive besides."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from gender_indicators.editions.attack.document import Block, Cell, Heading, Paragraph, Table, read_blocks
from gender_indicators.editions.attack.names import Labels
from gender_indicators.editions.attack.records import read_rows
from gender_indicators.editions.attack.statements import Reading, at, together
from gender_indicators.editions.attack.text import Text

_READ = re.compile(
    r"^(?:\[Content_Types\]\.xml|_rels/.*|docProps/.*|xl/_rels/.*|xl/workbook\.xml|xl/styles\.xml|xl/sharedStrings\.xml"
    r"|xl/theme/.*|xl/worksheets/.*\.xml|xl/worksheets/_rels/.*|xl/comments.*|xl/.*[cC]omment.*|xl/calcChain\.xml"
    r"|xl/drawings/(?:vml|comments).*|xl/persons/.*)$"
)
_TAGS = re.compile(r"<[^>]*>")


def read_workbook(content: bytes, reader: Text, page: Labels) -> Reading:
    """Return what a workbook says; ``ValueError`` if it is none."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        books = [load_workbook(io.BytesIO(content), data_only=only) for only in (True, False)]
    except (InvalidFileException, KeyError, OSError, zipfile.BadZipFile) as error:
        raise ValueError(str(error)) from error
    book, written = books
    readings = [_sheet(sheet, reader, page) for sheet in book.worksheets]
    noted = [Paragraph(f"{name}: {each.attr_text}", "tên đặt sẵn") for name, each in book.defined_names.items()]
    for sheet in written.worksheets:
        noted += [
            Paragraph(f"{n}: {each.attr_text}", f"tên đặt sẵn, trang {sheet.title}")
            for n, each in sheet.defined_names.items()
        ]
        noted += _formulas(sheet)
    told = book.properties
    noted += [
        Paragraph(str(each), "thuộc tính tệp")
        for each in (told.title, told.subject, told.description, told.keywords)
        if each
    ]
    others, unread = _others(content)
    readings.append(Reading(tuple(read_blocks([*noted, *others], reader, page)), unread=tuple(unread)))
    return together(readings)


def _sheet(sheet: Any, reader: Text, page: Labels) -> Reading:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    state = "" if sheet.sheet_state == "visible" else " (ẩn)"
    place = f"trang tính '{sheet.title}'{state}"
    found = read_rows(rows, reader, page)
    title = reader.labels(sheet.title)
    if found is None:
        found = Reading(tuple(read_blocks(_blocks(sheet, rows, with_cells=True), reader, title.over(page))))
    else:
        noted = read_blocks(_blocks(sheet, rows, with_cells=False), reader, title.over(page))
        found = together([found, Reading(tuple(noted))])
    return at(found, place)


def _blocks(sheet: Any, rows: list[list[Any]], with_cells: bool) -> Iterator[Block]:
    """Yield a sheet as lines above a table, and the table; without ``with_cells`` only comments, beside their row."""
    for number, row in enumerate(sheet.iter_rows()):
        for cell in row:
            if cell.comment is not None:
                beside = "; ".join(str(each) for each in rows[number][:4] if isinstance(each, str))
                yield Heading(6, f"{beside} {sheet.title}")
                yield Paragraph(cell.comment.text, f"chú thích của ô {cell.coordinate}")
                yield Heading(6, "")
    if not with_cells:
        return
    start = next((number for number, row in enumerate(rows) if sum(each is not None for each in row) > 1), len(rows))
    lines = [str(each) for row in rows[:start] for each in row if each is not None]
    for line in lines:
        yield Paragraph(line)
    table = tuple(tuple(Cell(_printed(each)) for each in row) for row in rows[start:])
    if table:
        yield Table(" ".join([sheet.title, *lines[:3]]), table)


def _formulas(sheet: Any) -> Iterator[Paragraph]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("=") and any(c.isdigit() for c in cell.value):
                yield Paragraph(cell.value, f"công thức {sheet.title}!{cell.coordinate}")


def _others(content: bytes) -> tuple[list[Block], list[str]]:
    """Return the words of archive members openpyxl leaves out, and the members that have none."""
    blocks: list[Block] = []
    unread: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if _READ.match(member) or member.endswith("/"):
                continue
            if member.endswith((".xml", ".rels", ".vml", ".txt")):
                text = _TAGS.sub(" ", archive.read(member).decode("utf-8", "replace"))
                blocks.append(Paragraph(" ".join(text.split()), f"phần {member}"))
            else:
                unread.append(f"phần {member}")
    return blocks, unread


def _printed(value: Any) -> str:
    """Return a cell's value as Vietnamese text would print it, with all its digits."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        year = isinstance(value, int) and 1900 <= value < 2100
        return f"{value}" if year else f"{value:.12g}".replace(".", ",")
    return str(value)
