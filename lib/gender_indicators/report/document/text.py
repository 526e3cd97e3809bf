"""The document tree as text, what a notebook shows where it can show nothing else."""

from __future__ import annotations

from gender_indicators.base import nfc
from gender_indicators.report import document
from gender_indicators.report.document.inline import words_of


class TextWriter(document.Writer):
    """Writes plain text; a status keeps its shape, a chart is what it tells."""

    name = "text"
    mime = "text/plain"

    def words(self, text: str) -> str:
        """The words."""
        return text

    def run(self, run: document.Run) -> str:
        """The words."""
        return words_of(run)

    def mark(self, mark: document.Mark) -> str:
        """Shape and words."""
        return words_of(mark)

    def link(self, link: document.Link) -> str:
        """The words of a link that is printed."""
        return words_of(link)

    def anchor(self, anchor: document.Anchor) -> str:
        """The code."""
        return words_of(anchor)

    def cell(self, cell: document.TableCell) -> str:
        """The lines beside each other."""
        return cell.words

    def group(self, group: document.Group) -> str:
        """The blocks below each other."""
        return "\n\n".join(map(self.write, group.blocks))

    def section(self, section: document.Section) -> str:
        """The blocks."""
        return self.group(section.blocks)

    def heading(self, heading: document.Heading) -> str:
        """The Vietnamese words."""
        return nfc(heading.words.vi)

    def paragraph(self, paragraph: document.Paragraph) -> str:
        """The line."""
        return self.line(paragraph.line)

    def bullets(self, bullets: document.Bullets) -> str:
        """A line each."""
        return "\n".join(f"- {self.line(line)}" for line in bullets.lines)

    def definition_list(self, facts: document.DefinitionList) -> str:
        """A line each."""
        return "\n".join(f"{nfc(name)}: {words.words}" for name, words in facts.rows)

    def tiles(self, tiles: document.Tiles) -> str:
        """A line each."""
        return "\n".join(f"{t.label}: {t.value} {t.unit} ({t.words})" for t in tiles.tiles)

    def chart(self, chart: document.Chart) -> str:
        """What the picture tells."""
        return nfc(chart.alt)

    def beside(self, pair: document.Beside) -> str:
        """Both blocks below each other."""
        return f"{self.write(pair.left)}\n{self.write(pair.right)}"

    def preformatted(self, text: document.Preformatted) -> str:
        """The title and the text."""
        return nfc(f"{text.title}\n{text.text}")

    def table(self, table: document.TableBlock) -> str:
        """A row a line."""
        lines = [table.caption, " | ".join(column.title for column in table.columns)]
        lines += [" | ".join(content.words for content in line.cells) for line in table.rows]
        return nfc("\n".join(lines))
