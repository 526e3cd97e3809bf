"""The document tree as Typst markup for the template ``report.typ``. Every text is quoted here, nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from gender_indicators.base import nfc
from gender_indicators.report import document
from gender_indicators.report.document.inline import cell, english
from gender_indicators.report.document.typst_markup import typst_string, typst_svg, typst_text


class TypstWriter(document.Writer):
    """Writes Typst markup."""

    name = "typst"
    mime = "text/vnd.typst"

    def words(self, text: str) -> str:
        """The words, quoted."""
        return typst_text(text)

    def run(self, run: document.Run) -> str:
        """The words in their style and language."""
        words = typst_text(nfc(run.text))
        if run.lang != "vi":
            words = f"#text(lang: {typst_string(run.lang)})[{words}];"
        if run.style == "plain":
            return words
        return f"#strong[{words}];" if run.style == "strong" else f"#muted[{words}];"

    def mark(self, mark: document.Mark) -> str:
        """The status as the template draws it."""
        unsure = ", unsure: true" if mark.unsure else ""
        return f"#status({typst_string(mark.kind)}, {typst_string(nfc(mark.full_words))}{unsure});"

    def link(self, link: document.Link) -> str:
        """Its words, where it is printed at all."""
        return typst_text(nfc(link.words)) if link.printed else ""

    def anchor(self, anchor: document.Anchor) -> str:
        """The code."""
        return typst_text(nfc(anchor.code))

    def cell(self, cell: document.TableCell) -> str:
        """The lines of the cell."""
        return " \\ ".join(map(self.line, cell.lines))

    def group(self, group: document.Group) -> str:
        """The blocks below each other."""
        return "\n\n".join(map(self.write, group.blocks))

    def section(self, section: document.Section) -> str:
        """The blocks; nothing leads to them on paper."""
        return self.group(section.blocks)

    def heading(self, heading: document.Heading) -> str:
        """The heading, one level higher because the title is no heading here."""
        words = heading.words
        subtitle = f"\n#block(sticky: true)[{self.run(english(words))}]" if words.en else ""
        return f"#heading(level: {heading.level - 1}, numbering: none)[{typst_text(nfc(words.vi))}]{subtitle}"

    def paragraph(self, paragraph: document.Paragraph) -> str:
        """The paragraph in the look of its role."""
        words = self.line(paragraph.line)
        match paragraph.role:
            case "":
                return words
            case "note" | "caveat":
                return f"#{paragraph.role}[{words}]"
            case "quote":
                return f"#quote(block: true)[{words}]"
            case "lead":
                return f"#text(size: 1.1em)[{words}]"
            case "meta":
                return f"#muted[{words}]"

    def bullets(self, bullets: document.Bullets) -> str:
        """The list."""
        return "#list(" + "".join(f"[{self.cell(cell(line))}], " for line in bullets.lines) + ")"

    def definition_list(self, facts: document.DefinitionList) -> str:
        """The list of terms."""
        rows = "".join(f"terms.item([{typst_text(nfc(name))}], [{self.cell(words)}]), " for name, words in facts.rows)
        return f"#block[#set par(justify: false)\n#terms(hanging-indent: 12pt, separator: [: ], {rows})]"

    def tiles(self, tiles: document.Tiles) -> str:
        """The tiles as the template's cards."""
        columns = 4 if len(tiles.tiles) == 4 else 3
        return f"#cards(columns: {columns}, ({''.join(map(_tile, tiles.tiles))}))"

    def chart(self, chart: document.Chart) -> str:
        """The picture as a figure."""
        picture = typst_svg(chart.svg, nfc(chart.alt), chart.width)
        return f"#figure({picture}, caption: figure.caption(position: top)[{typst_text(nfc(chart.caption))}])"

    def beside(self, pair: document.Beside) -> str:
        """Both blocks in a grid."""
        cells = f"[{self.write(pair.left)}], [{self.write(pair.right)}]"
        grid = f"grid(columns: ({pair.columns}), column-gutter: 10pt, {cells})"
        return f"#block(breakable: {str(pair.breakable).lower()}, {grid})"

    def preformatted(self, text: document.Preformatted) -> str:
        """The text as a raw block."""
        title = typst_text(nfc(text.title))
        return f'#muted[{title}]\n\n#text(lang: "en", raw({typst_string(nfc(text.text))}, block: true))'

    def table(self, table: document.TableBlock) -> str:
        """The table as a figure that may break across pages."""
        kept = [column for column in table.columns if not column.under]
        widths = ", ".join(column.width for column in kept)
        aligns = ", ".join("right" if column.numeric else "left" for column in kept)
        heads = ", ".join(f"[{typst_text(nfc(column.title))}]" for column in kept)
        rows = ",\n  ".join(self._row(table, line, len(kept)) for line in table.rows)
        comma = "," if rows else ""
        return (
            f"#block[#set text(size: {table.size})\n#show table: set text(size: {table.size})\n"
            f"#figure(table(columns: ({widths},), align: ({aligns},), table.header({heads}),\n  {rows}{comma}\n), "
            f"kind: table, caption: [{typst_text(nfc(table.caption))}])]"
        )

    def _row(self, table: document.TableBlock, line: document.TableRow, width: int) -> str:
        if line.heading:
            title = f"table.cell(colspan: {width}, fill: wash, strong[{self.cell(line.cells[0])}])"
            return f"table.header(level: 2, repeat: false, {title})"  # a header is never left alone at a page's end
        return ", ".join(f"[{self.cell(content)}]" for content in _folded(table, line))


def _folded(table: document.TableBlock, line: document.TableRow) -> Sequence[document.TableCell]:
    """The cells that keep their place, those of narrow columns as lines below another one."""
    below: dict[str, list[document.Line]] = {}
    for column, content in zip(table.columns, line.cells, strict=True):
        if column.under and content.lines:
            below.setdefault(column.under, []).append((document.Run(f"{column.title}: {content.words}", "small"),))
    return [
        document.TableCell((*content.lines, *below.get(column.title, [])))
        for column, content in zip(table.columns, line.cells, strict=True)
        if not column.under
    ]


def _tile(tile: document.Tile) -> str:
    pairs = (
        ("label", tile.label),
        ("value", tile.value),
        ("unit", tile.unit),
        ("kind", tile.kind),
        ("verdict", tile.words),
    )
    return "(" + ", ".join(f"{key}: {typst_string(nfc(text))}" for key, text in pairs) + "), "
