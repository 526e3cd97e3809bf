"""What a page is made of: headings, paragraphs, tables, tiles, charts. A writer makes an output format of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from gender_indicators.base import Text
from gender_indicators.report.document.inline import (
    Inline,
    Kind,
    Line,
    Run,
    TableCell,
    cell,
    english,
)
from gender_indicators.report.document.registry import OWN, writers


class Block:
    """A part of a page, shown by a notebook in the formats of our own writers."""

    __slots__ = ()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        return {writers()[name].mime: writers()[name].write(self) for name in OWN}


@dataclass(frozen=True, slots=True)
class Group(Block):
    """Blocks below each other; none at all is an empty output."""

    blocks: tuple[Block, ...]


def group(*blocks: Block | None) -> Group:
    """Return ``blocks`` as one, without those that are ``None``."""
    return Group(tuple(block for block in blocks if block is not None))


@dataclass(frozen=True, slots=True)
class Section(Block):
    """Blocks that belong together, where a link can lead to."""

    id: str
    blocks: Group


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading of HTML's ``level`` (2 is a section of the page), English small below it."""

    level: Literal[2, 3, 4, 5]
    words: Text
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """A paragraph; ``role`` "note" and "caveat" set it off, "meta" makes it small, "quote" quotes the plan."""

    line: Line
    role: Literal["", "note", "caveat", "meta", "quote", "lead"] = ""


def paragraph(*parts: Inline) -> Paragraph:
    """Return an ordinary paragraph."""
    return Paragraph(parts)


@dataclass(frozen=True, slots=True)
class DefinitionList(Block):
    """Names and what they stand for."""

    rows: tuple[tuple[str, TableCell], ...]


def facts(rows: Iterable[tuple[str, TableCell | Inline]]) -> DefinitionList:
    """Return facts, each a name and a cell or words."""
    return DefinitionList(
        tuple((name, words if isinstance(words, TableCell) else cell(words)) for name, words in rows)
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its words, and a status in English below."""

    label: str
    value: str
    unit: str
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Tiles(Block):
    """Tiles beside each other."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Chart(Block):
    """A picture in SVG; ``alt`` tells its data. ``width`` is the share of the column it takes on paper."""

    svg: str
    alt: str
    caption: str
    width: str = "100%"


@dataclass(frozen=True, slots=True)
class Beside(Block):
    """Two blocks beside each other, below each other on a narrow screen; ``columns`` are Typst widths.

    On paper they stay on one page unless ``breakable``.
    """

    left: Block
    right: Block
    columns: str = "1fr, 1fr"
    breakable: bool = False


def bullets(lines: Iterable[Line]) -> Bullets:
    """Return a list of lines."""
    return Bullets(tuple(lines))


@dataclass(frozen=True, slots=True)
class Bullets(Block):
    """A list of lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Preformatted(Block):
    """English text whose line breaks matter, like the example of a function; folded away under ``title``."""

    title: str
    text: str


def empty_state(words: Text) -> Paragraph:
    """Return the note that stands where there is nothing to list."""
    return Paragraph((words.vi, " ", english(words)), "note")


__all__ = [
    "Beside",
    "Block",
    "Bullets",
    "Chart",
    "DefinitionList",
    "Group",
    "Heading",
    "Inline",
    "Line",
    "Paragraph",
    "Preformatted",
    "Run",
    "Section",
    "TableCell",
    "Tile",
    "Tiles",
    "bullets",
    "empty_state",
    "facts",
    "group",
    "paragraph",
]  # fmt: skip
