"""The parts of an official letter in Word: its page, its heading, paragraphs, tables and the place to sign."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

FONT = "Times New Roman"
BODY, SMALL = 13, 11
_ALWAYS = dt.datetime(2000, 1, 1)  # as the day of creation: the same bytes whenever it is made
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_RULE_SIDES = (21, 20)  # millimetres beside the rules below the issuing body and the national title

Columns = Sequence[tuple[str, int]]
Lines = Sequence[tuple[str, "TextStyle"]]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How words look: size in points, bold, italic."""

    size: int = BODY
    bold: bool = False
    italic: bool = False


class LetterPage:
    """A letter on A4 that grows from the top; :meth:`save` gives its bytes."""

    def __init__(self, title: str, author: str) -> None:
        import docx  # slow, and needed for nothing else

        self._document = docx.Document()
        properties = self._document.core_properties
        properties.title, properties.author, properties.language = title, author, "vi-VN"
        properties.created = properties.modified = _ALWAYS
        properties.last_modified_by, properties.comments, properties.revision = "", "", 1
        _set_fonts(self._document.styles["Normal"])
        _set_page(self._document.sections[0])

    # ---------------------------------------------------------------- what a letter is made of

    def heading(self, left: Lines, right: Lines, below: Lines, place: Lines) -> None:
        """The bodies and the national title beside each other, each above its rule; number and place below."""
        table = self._grid((66, 99), bordered=False)
        for row, (first, second) in enumerate(((left, right), (below, place))):
            cells = table.add_row().cells
            for column, (cell, lines) in enumerate(zip(cells, (first, second), strict=True)):
                paragraphs = _paragraphs(cell)
                for number, (words, look) in enumerate(lines):
                    _words(next(paragraphs), words, look, align="center", before=6 if row and number else 0)
                if row == 0:
                    _rule(next(paragraphs), side=_RULE_SIDES[column])

    def title(self, words: str) -> None:
        """A numbered title inside the body, kept with what follows."""
        paragraph = self._document.add_paragraph()
        _words(paragraph, words, TextStyle(bold=True), align="left", before=6, after=6)
        paragraph.paragraph_format.keep_with_next = True

    def paragraph(
        self,
        words: str,
        look: TextStyle = TextStyle(),
        *,
        centred: bool = False,
        space_before: int = 0,
        space_after: int = 6,
    ) -> None:
        """A paragraph of the body: justified, its first line set in."""
        from docx.shared import Mm

        paragraph = self._document.add_paragraph()
        _words(
            paragraph,
            words,
            look,
            align="center" if centred else "justify",
            before=space_before,
            after=space_after,
        )
        if not centred:
            paragraph.paragraph_format.first_line_indent = Mm(12.7)

    def table(self, columns: Columns, rows: Iterable[Sequence[str]]) -> None:
        """A table whose header stands on every page; a row of one cell is a title over the rows that follow."""
        table = self._grid([width for _, width in columns], bordered=True)
        header = table.add_row()
        _mark(header, "w:tblHeader")
        for cell, (words, _) in zip(header.cells, columns, strict=True):
            _words(cell.paragraphs[0], words, TextStyle(SMALL, bold=True), align="center")
        for row in rows:
            line = table.add_row()
            _mark(line, "w:cantSplit")
            cells = line.cells
            if len(row) == 1:
                over = cells[0].merge(cells[-1]).paragraphs[0]
                _words(over, row[0], TextStyle(SMALL, bold=True), align="left", keep=True)
                continue
            for position, (cell, text) in enumerate(zip(cells, row, strict=True)):
                for part, paragraph in zip(text.split("\n"), _paragraphs(cell), strict=False):
                    _words(paragraph, part, TextStyle(SMALL), align="left" if position else "center")
        _words(self._document.add_paragraph(), "", TextStyle(6), align="left")

    def keep_last(self) -> None:
        """Keep the last paragraph with what follows: nobody signs on a page without a line of the letter."""
        if self._document.paragraphs:
            self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def signature(self, title: str, receivers: Iterable[str], signer: str, hint: str, name: str) -> None:
        """Who receives the letter, and the place to sign."""
        table = self._grid((63, 102), bordered=False)
        left, right = map(_paragraphs, table.add_row().cells)
        _words(next(left), title, TextStyle(12, bold=True, italic=True), align="left")
        for words in receivers:
            _words(next(left), words, TextStyle(SMALL), align="left")
        _words(next(right), signer, TextStyle(13, bold=True), align="center")
        _words(next(right), hint, TextStyle(SMALL, italic=True), align="center")
        for _ in range(4):
            _words(next(right), "", TextStyle(), align="center")
        _words(next(right), name, TextStyle(13, bold=True), align="center")
        _mark(table.rows[0], "w:cantSplit")
        _words(self._document.add_paragraph(), "", TextStyle(2), align="left")  # Word ends no document with a table

    def save(self) -> bytes:
        """Return the document; its parts bear no time."""
        stream, fixed = io.BytesIO(), io.BytesIO()
        self._document.save(stream)
        with zipfile.ZipFile(stream) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.infolist():
                named = zipfile.ZipInfo(part.filename, _ZIP_DAY)
                named.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(named, old.read(part))
        return fixed.getvalue()

    def _grid(self, widths: Sequence[int], bordered: bool) -> Any:
        """An empty table of these widths in millimetres."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Mm

        table = self._document.add_table(rows=0, cols=len(widths), style="Table Grid" if bordered else None)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table


# ---------------------------------------------------------------- Word's own parts


def _set_fonts(style: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = FONT, Pt(BODY)
    fonts = style.element.rPr.rFonts
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    for language in style.element.getparent().iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")  # or every word would be underlined as misspelt
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)


def _set_page(section: Any) -> None:
    """A4 with the margins of the decree; from the second page on its number stands in the middle of the top."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def _paragraphs(cell: Any) -> Iterator[Any]:
    """The paragraphs to write in: the one a cell begins with, then new ones."""
    yield cell.paragraphs[0]
    while True:
        yield cell.add_paragraph()


def _words(
    paragraph: Any,
    words: str,
    look: TextStyle,
    *,
    align: str,
    before: int = 0,
    after: int = 0,
    keep: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(look.size), look.bold or None, look.italic or None
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.keep_with_next = keep or None


def _rule(paragraph: Any, side: int) -> None:
    """A line below the words above, ``side`` millimetres from either edge of the column."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
    paragraph.paragraph_format.line_spacing = Pt(4)
    paragraph.paragraph_format.space_after = Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")):
        top.set(qn(name), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))
