"""PDFs by their tags (headings, paragraphs, tables), and what is not tagged: loose words, notes, attached files."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gender_indicators.editions.attack.document import Block, Cell, Heading, Paragraph, Table

_SPACES = re.compile(r"[\s\u0002\ufffe]+")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINES = {"P", "LI", "Caption", "BlockQuote", "Note", "TOCI", "Lbl", "LBody", "Code", "Formula", "Aside", "FENote"}


@dataclass(slots=True)
class _Node:
    """An element of the structure of a page: its kind, its own words and those of the elements in it."""

    kind: str
    text: str = ""
    alt: str = ""
    wide: int = 1
    inside: list[_Node] = field(default_factory=list)

    def words(self) -> str:
        return "\n".join(filter(None, (self.text, *(each.words() for each in self.inside))))


@dataclass(frozen=True, slots=True)
class Pdf:
    """The blocks of a PDF, its attached files by name, and what in it could not be read."""

    blocks: tuple[Block, ...]
    files: tuple[tuple[str, bytes], ...]
    unread: tuple[str, ...]


def read_pdf(content: bytes) -> Pdf:
    """Return what a PDF holds; ``ValueError`` if it cannot be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        blocks: list[Block] = [
            Paragraph(f"{key}: {each}", "siêu dữ liệu PDF", alone=True)
            for key, each in document.get_metadata_dict().items()
            if each
        ]
        unread: list[str] = []
        last: Table | None = None
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                unread.append(f"trang {number + 1}")
                continue
            for block in _page(page, number + 1, unread):
                block = _continued(block, last)
                last = block if isinstance(block, Table) else last
                blocks.append(block)
        attached = [document.get_attachment(number) for number in range(document.count_attachments())]
        files = tuple((each.get_name(), bytes(each.get_data())) for each in attached)
        return Pdf(tuple(blocks), files, tuple(unread))
    finally:
        document.close()


def _continued(block: Block, last: Table | None) -> Block:
    """Return a table that goes on from the page before with the titles of its columns."""
    if not isinstance(block, Table) or block.heads or last is None or not block.rows or not last.heads:
        return block
    if max(map(len, block.rows)) != max(map(len, last.rows)):
        return block
    return Table(block.caption or last.caption, (*last.rows[: last.heads], *block.rows), last.heads)


def _page(page: Any, number: int, unread: list[str]) -> Iterator[Block]:
    import pypdfium2.raw as raw

    marked, loose = _words(page, raw, number, unread)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if tree:
        try:
            for place in range(raw.FPDF_StructTree_CountChildren(tree)):
                child = raw.FPDF_StructTree_GetChildAtIndex(tree, place)
                if child:
                    yield from _blocks(_node(child, raw, marked))
        finally:
            raw.FPDF_StructTree_Close(tree)
    rest = [text for text in (*marked.values(), *loose) if text.strip()]
    if rest:
        yield Paragraph("\n".join(rest), f"trang {number}, chữ không gắn thẻ", alone=True)
    yield from _notes(page, raw, number)


def _words(page: Any, raw: Any, number: int, unread: list[str]) -> tuple[dict[int, str], list[str]]:
    """Return the words of a page by the number of their mark, and those without one."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    count = raw.FPDFText_CountChars(textpage.raw)
    if len(text) != count:  # letters beyond the basic plane
        text = "".join(chr(raw.FPDFText_GetUnicode(textpage.raw, place) or 32) for place in range(count))
    marked: dict[int, list[str]] = defaultdict(list)
    loose: list[str] = []
    object_at, mark_of = _quick(raw)
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p)
    mark, start, last = -1, 0, 0
    for place in range(count):
        drawn = object_at(handle, place)
        if drawn == last or not drawn:  # none: a space or line end that stands between words without being drawn
            continue
        last = drawn
        if (now := mark_of(drawn)) != mark:
            (marked[mark] if mark >= 0 else loose).append(text[start:place])
            mark, start = now, place
    (marked[mark] if mark >= 0 else loose).append(text[start:])
    textpage.close()
    if any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])):
        unread.append(f"trang {number}: ảnh điểm")
    return {mark: "\n".join(told) for mark, told in marked.items()}, loose


@cache
def _quick(raw: Any) -> tuple[Any, Any]:
    """Return two calls made for each letter, with plain addresses: pointer objects would take half the time."""
    at = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    of = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
    calls = (
        ctypes.cast(call, ctypes.c_void_p).value
        for call in (raw.FPDFText_GetTextObject, raw.FPDFPageObj_GetMarkedContentID)
    )
    first, second = calls
    return at(first or 0), of(second or 0)


def _node(element: Any, raw: Any, marked: dict[int, str]) -> _Node:
    node = _Node(
        _string(raw.FPDF_StructElement_GetType, element), alt=_string(raw.FPDF_StructElement_GetAltText, element)
    )
    if node.kind in ("TH", "TD"):
        node.wide = _attribute(element, raw, b"ColSpan")
    for place in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            node.inside.append(_node(child, raw, marked))
            continue
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, place)
        if mark in marked:
            node.inside.append(_Node("", marked.pop(mark)))
        elif node.kind == "TR":  # an empty cell has no mark, but its place
            node.inside.append(_Node("TD"))
    return node


def _attribute(element: Any, raw: Any, name: bytes) -> int:
    value = ctypes.c_float()
    for place in range(max(raw.FPDF_StructElement_GetAttributeCount(element), 0)):
        attribute = raw.FPDF_StructElement_GetAttributeAtIndex(element, place)
        told = raw.FPDF_StructElement_Attr_GetValue(attribute, name)
        if told and raw.FPDF_StructElement_Attr_GetNumberValue(told, ctypes.byref(value)):
            return max(int(value.value), 1)
    return 1


def _string(call: Any, element: Any) -> str:
    size = call(element, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _blocks(node: _Node) -> Iterator[Block]:
    if node.alt:
        yield Paragraph(node.alt, "mô tả hình")
        said = set(_NUMBER.findall(node.alt))
        more = [each for each in _NUMBER.findall(node.words()) if each not in said and not _YEAR.fullmatch(each)]
        yield Paragraph("; ".join(more), "chữ trong hình", hint="unsure")
        return
    if re.fullmatch(r"H[1-6]?|Title", node.kind):
        yield Heading(int(node.kind[1:] or 1) if node.kind[1:].isdigit() else 1, _flat(node.words()))
    elif node.kind == "Table":
        yield _table(node)
    elif node.kind in _LINES or not any(each.kind for each in node.inside):
        if any(_has_block(each) for each in node.inside):
            for each in node.inside:
                yield from _blocks(each)
        elif told := _flat(node.words()):
            yield Paragraph(told)
    else:
        loose = _flat(" ".join(each.text for each in node.inside if not each.kind))
        if loose:
            yield Paragraph(loose)
        for each in node.inside:
            if each.kind:
                yield from _blocks(each)


def _has_block(node: _Node) -> bool:
    return node.kind in ("Table", "Figure", "L", "P", "LI", "LBody") or any(_has_block(each) for each in node.inside)


def _table(node: _Node) -> Table:
    caption = ""
    rows: list[tuple[Cell, ...]] = []
    heads = 0
    for part, row in _rows(node):
        if row.kind == "Caption":
            caption = _flat(row.words())
            continue
        cells: list[Cell] = []
        for each in row.inside:
            cells += [Cell(_flat(each.words()), each.kind == "TH")] * each.wide
        group = len({id(cell) for cell in cells}) == 1
        heads += part == "THead" and heads == len(rows) and not group
        rows.append(tuple(cells))
    wide = max(map(len, rows), default=0)
    return Table(caption, tuple(row * wide if len(row) == 1 else row for row in rows), heads)


def _rows(node: _Node) -> Iterator[tuple[str, _Node]]:
    for each in node.inside:
        if each.kind in ("TR", "Caption"):
            yield node.kind, each
        else:
            yield from _rows(each)


def _notes(page: Any, raw: Any, number: int) -> Iterator[Block]:
    for place in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, place)
        for key in (b"Contents", b"T", b"V"):
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            if size > 2:
                buffer = (ctypes.c_ushort * (size // 2))()
                raw.FPDFAnnot_GetStringValue(note, key, buffer, size)
                yield Paragraph(
                    bytes(buffer)[: size - 2].decode("utf-16-le", "replace"), f"trang {number}, chú thích"
                )
        raw.FPDFPage_CloseAnnot(note)


def _flat(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
