"""The document tree as HTML. Every text is escaped here, nowhere else."""

from __future__ import annotations

import re
from html import escape

from gender_indicators.base import nfc
from gender_indicators.report import document
from gender_indicators.report.document.inline import UNSURE_SIGN, cell


class HtmlWriter(document.Writer):
    """Writes HTML for the style sheet of the pages."""

    name = "html"
    mime = "text/html"

    def words(self, text: str) -> str:
        """The words, escaped."""
        return escape(text)

    def run(self, run: document.Run) -> str:
        """The words in the element of their style."""
        lang = "" if run.lang == "vi" else f' lang="{run.lang}"'
        words = escape(nfc(run.text))
        if run.style == "plain":
            return f"<span{lang}>{words}</span>" if lang else words
        element = "strong" if run.style == "strong" else "small"
        return f"<{element}{lang}>{words}</{element}>"

    def mark(self, mark: document.Mark) -> str:
        """The status; the style sheet gives it its shape."""
        unsure, sign = (" unsure", f"{UNSURE_SIGN} ") if mark.unsure else ("", "")
        return f'<span class="status {mark.kind}{unsure}">{sign}{escape(nfc(mark.full_words))}</span>'

    def link(self, link: document.Link) -> str:
        """The link."""
        return f'<a href="{escape(link.address)}">{escape(nfc(link.words))}</a>'

    def anchor(self, anchor: document.Anchor) -> str:
        """The code with its id."""
        return f'<code id="{escape(anchor.code)}">{escape(anchor.code)}</code>'

    def cell(self, cell: document.TableCell) -> str:
        """The lines of the cell."""
        return "<br>".join(map(self.line, cell.lines))

    def group(self, group: document.Group) -> str:
        """The blocks below each other."""
        return "\n".join(map(self.write, group.blocks))

    def section(self, section: document.Section) -> str:
        """The blocks inside a section with the id."""
        return f'<section id="{escape(section.id)}">\n{self.group(section.blocks)}\n</section>'

    def heading(self, heading: document.Heading) -> str:
        """The heading, English small below it."""
        identity = f' id="{escape(heading.id)}"' if heading.id else ""
        subtitle = f'\n<p class="meta subtitle" lang="en">{escape(nfc(heading.words.en))}</p>'
        tag = f"h{heading.level}"
        return f"<{tag}{identity}>{escape(nfc(heading.words.vi))}</{tag}>{subtitle if heading.words.en else ''}"

    def paragraph(self, paragraph: document.Paragraph) -> str:
        """The paragraph in the element of its role."""
        words = self.line(paragraph.line)
        if paragraph.role == "quote":
            return f"<blockquote><p>{words}</p></blockquote>"
        if paragraph.role in ("note", "caveat"):
            return f'<div class="{paragraph.role}"><p>{words}</p></div>'
        return f'<p class="{paragraph.role}">{words}</p>' if paragraph.role else f"<p>{words}</p>"

    def bullets(self, bullets: document.Bullets) -> str:
        """The list."""
        return "<ul>\n" + "".join(f"<li>{self.cell(cell(line))}</li>\n" for line in bullets.lines) + "</ul>"

    def definition_list(self, facts: document.DefinitionList) -> str:
        """The description list."""
        rows = "".join(f"<dt>{escape(nfc(name))}</dt><dd>{self.cell(words)}</dd>\n" for name, words in facts.rows)
        return f'<dl class="facts">\n{rows}</dl>'

    def tiles(self, tiles: document.Tiles) -> str:
        """The tiles as a list of cards."""
        return '<ul class="cards tight">\n' + "".join(map(self._tile, tiles.tiles)) + "</ul>"

    def _tile(self, tile: document.Tile) -> str:
        value = f"{escape(nfc(tile.value))} <small>{escape(nfc(tile.unit))}</small>"
        return (
            f'<li class="card"><p class="label">{escape(nfc(tile.label))}</p>'
            f'<p class="value">{value}</p><p lang="en">{self.mark(document.Mark(tile.kind, tile.words))}</p></li>\n'
        )

    def chart(self, chart: document.Chart) -> str:
        """The picture inside a figure with its caption."""
        opening = f'<svg role="img" aria-label="{escape(nfc(chart.alt))}" '
        svg = chart.svg.replace("<svg ", opening, 1).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
        return f'<figure class="chart"><figcaption>{escape(nfc(chart.caption))}</figcaption>{svg}</figure>'

    def beside(self, pair: document.Beside) -> str:
        """Both blocks, below each other on a narrow screen."""
        return (
            f'<div class="beside">\n<div>{self.write(pair.left)}</div>\n<div>{self.write(pair.right)}</div>\n</div>'
        )

    def preformatted(self, text: document.Preformatted) -> str:
        """The text, opened by a click on its title."""
        summary = f"<summary>{escape(nfc(text.title))}</summary>"
        return f'<details>{summary}<pre lang="en">{escape(nfc(text.text))}</pre></details>'

    def table(self, table: document.TableBlock) -> str:
        """The table in a box that scrolls on a narrow screen and can be reached by keyboard."""
        heads = "".join(
            f'<th scope="col"{_number_class(column)}>{escape(nfc(column.title))}</th>' for column in table.columns
        )
        caption = escape(nfc(table.caption))
        label = escape(nfc(table.label or table.caption))
        look = f'class="figures stack" style="{_titles(table)}"' if table.stack else 'class="figures"'
        return (
            f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">\n'
            f"<table {look}>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n"
            f"{self._bodies(table)}</table>\n</div>"
        )

    def _bodies(self, table: document.TableBlock) -> str:
        html = ["<tbody>"]
        for number, line in enumerate(table.rows):
            if line.heading and number:
                html.append("</tbody>\n<tbody>")
            html.append(self._row(table, line))
        return "\n".join(html) + "\n</tbody>\n"

    def _row(self, table: document.TableBlock, line: document.TableRow) -> str:
        contents = list(map(self.cell, line.cells))
        if line.heading:
            span = f'colspan="{len(table.columns)}" scope="rowgroup"'
            return f'<tr class="group"><th {span}>{contents[0]}</th></tr>'
        cells = (
            f"<th scope=row{_number_class(column)}>{content}"
            if index == table.row_header
            else f"<td{_number_class(column)}>{content}"
            for index, (column, content) in enumerate(zip(table.columns, contents, strict=True))
        )
        # HTML needs no end tag of a cell, and a report has thousands; but a line's end would fill an empty one.
        end = "" if contents[-1] else "</td>"
        return f"<tr>{''.join(cells)}{end}"


def _titles(table: document.TableBlock) -> str:
    """The titles of the columns for the style sheet, which repeats them in the cards of a phone."""
    quoted = (re.sub(r'[\\"\n]', " ", nfc(column.title)) for column in table.columns)
    return escape(";".join(f'--c{number}:"{title}"' for number, title in enumerate(quoted, start=1)))


def _number_class(column: document.TableColumn) -> str:
    return " class=num" if column.numeric else ""
