"""What a page is made of: headings, paragraphs, tables, tiles, charts. Each exists in HTML, Typst and text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

from gender_indicators.base import Text, nfc
from gender_indicators.report.document.inline import (
    Inline,
    Kind,
    Line,
    Mark,
    Run,
    TableCell,
    cell,
    english,
    inline_html,
    inline_typst,
)
from gender_indicators.report.document.typst_markup import typst_string, typst_svg, typst_text

MIME_TYPST = "text/vnd.typst"


class Block(ABC):
    """A part of a page that a notebook shows as the value of a cell."""

    @abstractmethod
    def html(self) -> str:
        """The block as HTML, its texts escaped."""

    @abstractmethod
    def typst(self) -> str:
        """The block as Typst markup for the template ``report.typ``, its texts quoted."""

    @abstractmethod
    def plain(self) -> str:
        """The block as text."""

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        return {"text/plain": self.plain(), "text/html": self.html(), MIME_TYPST: self.typst()}


@dataclass(frozen=True, slots=True)
class Group(Block):
    """Blocks below each other; none at all is an empty output."""

    blocks: tuple[Block, ...]

    def html(self) -> str:
        """The blocks as HTML."""
        return "\n".join(block.html() for block in self.blocks)

    def typst(self) -> str:
        """The blocks as Typst markup."""
        return "\n\n".join(block.typst() for block in self.blocks)

    def plain(self) -> str:
        """The blocks as text."""
        return "\n\n".join(block.plain() for block in self.blocks)


def group(*blocks: Block | None) -> Group:
    """Return ``blocks`` as one, without those that are ``None``."""
    return Group(tuple(block for block in blocks if block is not None))


@dataclass(frozen=True, slots=True)
class Section(Block):
    """Blocks that belong together, where a link can lead to."""

    id: str
    blocks: Group

    def html(self) -> str:
        """The blocks inside a section with the id."""
        return f'<section id="{escape(self.id)}">\n{self.blocks.html()}\n</section>'

    def typst(self) -> str:
        """The blocks as Typst markup."""
        return self.blocks.typst()

    def plain(self) -> str:
        """The blocks as text."""
        return self.blocks.plain()


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading of HTML's ``level`` (2 is a section of the page), English small below it."""

    level: Literal[2, 3, 4, 5]
    words: Text
    id: str = ""

    def html(self) -> str:
        """The heading as HTML."""
        identity = f' id="{escape(self.id)}"' if self.id else ""
        subtitle = f'\n<p class="meta subtitle" lang="en">{escape(nfc(self.words.en))}</p>'
        tag = f"h{self.level}"
        return f"<{tag}{identity}>{escape(nfc(self.words.vi))}</{tag}>{subtitle if self.words.en else ''}"

    def typst(self) -> str:
        """The heading as Typst markup, one level higher because the title is no heading there."""
        subtitle = f"\n#block(sticky: true)[{inline_typst(english(self.words))}]" if self.words.en else ""
        return f"#heading(level: {self.level - 1}, numbering: none)[{typst_text(nfc(self.words.vi))}]{subtitle}"

    def plain(self) -> str:
        """The heading as text."""
        return nfc(self.words.vi)


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """A paragraph; ``role`` "note" and "caveat" set it off, "meta" makes it small, "quote" quotes the plan."""

    line: Line
    role: Literal["", "note", "caveat", "meta", "quote", "lead"] = ""

    def html(self) -> str:
        """The paragraph as HTML."""
        words = "".join(map(inline_html, self.line))
        if self.role == "quote":
            return f"<blockquote><p>{words}</p></blockquote>"
        if self.role in ("note", "caveat"):
            return f'<div class="{self.role}"><p>{words}</p></div>'
        return f'<p class="{self.role}">{words}</p>' if self.role else f"<p>{words}</p>"

    def typst(self) -> str:
        """The paragraph as Typst markup."""
        words = "".join(map(inline_typst, self.line))
        match self.role:
            case "":
                return words
            case "note" | "caveat":
                return f"#{self.role}[{words}]"
            case "quote":
                return f"#quote(block: true)[{words}]"
            case "lead":
                return f"#text(size: 1.1em)[{words}]"
            case "meta":
                return f"#muted[{words}]"

    def plain(self) -> str:
        """The paragraph as text."""
        return cell(self.line).plain()


def paragraph(*parts: Inline) -> Paragraph:
    """Return an ordinary paragraph."""
    return Paragraph(parts)


@dataclass(frozen=True, slots=True)
class DefinitionList(Block):
    """Names and what they stand for."""

    rows: tuple[tuple[str, TableCell], ...]

    def html(self) -> str:
        """The facts as a description list."""
        rows = "".join(f"<dt>{escape(nfc(name))}</dt><dd>{words.html()}</dd>\n" for name, words in self.rows)
        return f'<dl class="facts">\n{rows}</dl>'

    def typst(self) -> str:
        """The facts as a list of terms."""
        rows = "".join(f"terms.item([{typst_text(nfc(name))}], [{words.typst()}]), " for name, words in self.rows)
        return f"#block[#set par(justify: false)\n#terms(hanging-indent: 12pt, separator: [: ], {rows})]"

    def plain(self) -> str:
        """The facts as text."""
        return "\n".join(f"{nfc(name)}: {words.plain()}" for name, words in self.rows)


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

    def html(self) -> str:
        """The tiles as a list of cards."""
        return '<ul class="cards tight">\n' + "".join(map(_tile_html, self.tiles)) + "</ul>"

    def typst(self) -> str:
        """The tiles as the template's cards."""
        columns = 4 if len(self.tiles) == 4 else 3
        return f"#cards(columns: {columns}, ({''.join(map(_tile_typst, self.tiles))}))"

    def plain(self) -> str:
        """The tiles as text."""
        return "\n".join(f"{t.label}: {t.value} {t.unit} ({t.words})" for t in self.tiles)


def _tile_html(tile: Tile) -> str:
    value = f"{escape(nfc(tile.value))} <small>{escape(nfc(tile.unit))}</small>"
    return (
        f'<li class="card"><p class="label">{escape(nfc(tile.label))}</p>'
        f'<p class="value">{value}</p><p lang="en">{inline_html(Mark(tile.kind, tile.words))}</p></li>\n'
    )


def _tile_typst(tile: Tile) -> str:
    pairs = (
        ("label", tile.label),
        ("value", tile.value),
        ("unit", tile.unit),
        ("kind", tile.kind),
        ("verdict", tile.words),
    )
    return "(" + ", ".join(f"{key}: {typst_string(nfc(text))}" for key, text in pairs) + "), "


@dataclass(frozen=True, slots=True)
class Chart(Block):
    """A picture in SVG; ``alt`` tells its data. ``width`` is the share of the column it takes on paper."""

    svg: str
    alt: str
    caption: str
    width: str = "100%"

    def html(self) -> str:
        """The picture inside a figure with its caption."""
        opening = f'<svg role="img" aria-label="{escape(nfc(self.alt))}" '
        svg = self.svg.replace("<svg ", opening, 1).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
        return f'<figure class="chart"><figcaption>{escape(nfc(self.caption))}</figcaption>{svg}</figure>'

    def typst(self) -> str:
        """The picture as a Typst figure."""
        picture = typst_svg(self.svg, nfc(self.alt), self.width)
        return f"#figure({picture}, caption: figure.caption(position: top)[{typst_text(nfc(self.caption))}])"

    def plain(self) -> str:
        """What the picture tells."""
        return nfc(self.alt)


@dataclass(frozen=True, slots=True)
class Beside(Block):
    """Two blocks beside each other, below each other on a narrow screen; ``columns`` are Typst widths.

    On paper they stay on one page unless ``breakable``.
    """

    left: Block
    right: Block
    columns: str = "1fr, 1fr"
    breakable: bool = False

    def html(self) -> str:
        """Both blocks as HTML."""
        return f'<div class="beside">\n<div>{self.left.html()}</div>\n<div>{self.right.html()}</div>\n</div>'

    def typst(self) -> str:
        """Both blocks in a Typst grid."""
        cells = f"[{self.left.typst()}], [{self.right.typst()}]"
        grid = f"grid(columns: ({self.columns}), column-gutter: 10pt, {cells})"
        return f"#block(breakable: {str(self.breakable).lower()}, {grid})"

    def plain(self) -> str:
        """Both blocks as text."""
        return f"{self.left.plain()}\n{self.right.plain()}"


def bullets(lines: Iterable[Line]) -> Bullets:
    """Return a list of lines."""
    return Bullets(tuple(lines))


@dataclass(frozen=True, slots=True)
class Bullets(Block):
    """A list of lines."""

    lines: tuple[Line, ...]

    def html(self) -> str:
        """The list as HTML."""
        return "<ul>\n" + "".join(f"<li>{cell(line).html()}</li>\n" for line in self.lines) + "</ul>"

    def typst(self) -> str:
        """The list as Typst markup."""
        return "#list(" + "".join(f"[{cell(line).typst()}], " for line in self.lines) + ")"

    def plain(self) -> str:
        """The list as text."""
        return "\n".join(f"- {cell(line).plain()}" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Preformatted(Block):
    """English text whose line breaks matter, like the example of a function; folded away under ``title``."""

    title: str
    text: str

    def html(self) -> str:
        """The text as HTML, opened by a click on its title."""
        summary = f"<summary>{escape(nfc(self.title))}</summary>"
        return f'<details>{summary}<pre lang="en">{escape(nfc(self.text))}</pre></details>'

    def typst(self) -> str:
        """The text as Typst's raw block."""
        title = typst_text(nfc(self.title))
        return f'#muted[{title}]\n\n#text(lang: "en", raw({typst_string(nfc(self.text))}, block: true))'

    def plain(self) -> str:
        """The title and the text."""
        return nfc(f"{self.title}\n{self.text}")


def empty_state(words: Text) -> Paragraph:
    """Return the note that stands where there is nothing to list."""
    return Paragraph((words.vi, " ", english(words)), "note")


__all__ = [
    "MIME_TYPST",
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
