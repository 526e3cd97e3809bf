"""What a writer is: one class makes one output format of the document tree."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from gender_indicators.base import nfc
from gender_indicators.report.document.blocks import (
    Beside,
    Block,
    Bullets,
    Chart,
    DefinitionList,
    Group,
    Heading,
    Paragraph,
    Preformatted,
    Section,
    Tiles,
)
from gender_indicators.report.document.inline import Anchor, Inline, Line, Link, Mark, Run, TableCell
from gender_indicators.report.document.tables import TableBlock


class Writer(ABC):
    """Makes one output format: a method for each kind of block and each kind of words.

    ``name`` is what a user asks for, ``mime`` the MIME type of what is written. A text of the tree may hold any
    character: the writer sees to it that none of them is markup.
    """

    name: ClassVar[str]
    mime: ClassVar[str]

    def write(self, block: Block) -> str:
        """Return ``block`` in this format. Raises TypeError for a kind of block that no writer knows."""
        match block:
            case Group():
                return self.group(block)
            case Section():
                return self.section(block)
            case Heading():
                return self.heading(block)
            case Paragraph():
                return self.paragraph(block)
            case Bullets():
                return self.bullets(block)
            case DefinitionList():
                return self.definition_list(block)
            case TableBlock():
                return self.table(block)
            case Tiles():
                return self.tiles(block)
            case Chart():
                return self.chart(block)
            case Beside():
                return self.beside(block)
            case Preformatted():
                return self.preformatted(block)
        raise TypeError(f"no writer knows the block {type(block).__name__}")

    def inline(self, part: Inline) -> str:
        """Return a part of a line in this format."""
        match part:
            case str():
                return self.words(nfc(part))
            case Run():
                return self.run(part)
            case Mark():
                return self.mark(part)
            case Link():
                return self.link(part)
            case Anchor():
                return self.anchor(part)

    def line(self, line: Line) -> str:
        """Return the parts of a line in this format."""
        return "".join(map(self.inline, line))

    @abstractmethod
    def words(self, text: str) -> str:
        """Return plain words, escaped."""

    @abstractmethod
    def run(self, run: Run) -> str:
        """Return words in a style and language."""

    @abstractmethod
    def mark(self, mark: Mark) -> str:
        """Return a status."""

    @abstractmethod
    def link(self, link: Link) -> str:
        """Return a link."""

    @abstractmethod
    def anchor(self, anchor: Anchor) -> str:
        """Return a place that links lead to."""

    @abstractmethod
    def cell(self, cell: TableCell) -> str:
        """Return the lines of a cell."""

    @abstractmethod
    def group(self, group: Group) -> str:
        """Return blocks below each other."""

    @abstractmethod
    def section(self, section: Section) -> str:
        """Return blocks that belong together."""

    @abstractmethod
    def heading(self, heading: Heading) -> str:
        """Return a heading."""

    @abstractmethod
    def paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph."""

    @abstractmethod
    def bullets(self, bullets: Bullets) -> str:
        """Return a list of lines."""

    @abstractmethod
    def definition_list(self, facts: DefinitionList) -> str:
        """Return names and what they stand for."""

    @abstractmethod
    def table(self, table: TableBlock) -> str:
        """Return a table."""

    @abstractmethod
    def tiles(self, tiles: Tiles) -> str:
        """Return numbers beside each other."""

    @abstractmethod
    def chart(self, chart: Chart) -> str:
        """Return a picture; its ``alt`` tells its data to whoever does not see it."""

    @abstractmethod
    def beside(self, pair: Beside) -> str:
        """Return two blocks beside each other."""

    @abstractmethod
    def preformatted(self, text: Preformatted) -> str:
        """Return text whose line breaks matter."""
