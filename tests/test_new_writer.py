"""A new output format in one file: the walk of docs/walk-new-writer.md, done with the files of that page."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

import gender_indicators as gi
from gender_indicators.base.errors import UserError
from gender_indicators.base.project import Project
from gender_indicators.report import Report
from gender_indicators.report.document import Block, Group, Heading, write, writers
from packages import Install, blocks, installing, package_of

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "walk-new-writer.md").read_text(encoding="utf-8")
GROUP = "gender_indicators.writers"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """A function that installs a package with one module and its entry points."""
    with installing(tmp_path / "site", monkeypatch, GROUP, [writers]) as install:
        yield install


@pytest.fixture(scope="module")
def report(project: Project) -> Block:
    """The whole report of the province."""
    return gi.open(project.root).year(2024).report().whole()


def words_in(text: str) -> Counter[str]:
    """The words and numbers of a text: "83,4" is one."""
    return Counter(re.findall(r"\w+(?:[.,]\w+)*", text.casefold()))


class Cells(HTMLParser):
    """The words in the cells and captions of tables, in facts and lists, and the headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: Counter[str] = Counter()
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self._inside = tag if tag in {"td", "th", "caption", "dd", "dt", "li", "h2", "h3", "h4"} else self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag in {"tr", "table", "dl", "ul", self._inside} else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words.update(words_in(data))


def test_the_plain_report_has_every_cell_of_the_html(install: Install, report: Block) -> None:
    install(*package_of(PAGE, GROUP))
    plain = gi.write(report, "plain")
    cells = Cells(gi.write(report, "html")).words
    assert cells.total() > 5000
    assert cells - words_in(plain) == Counter()


def test_the_plain_report_has_no_markup_and_one_shape_of_table(install: Install, report: Block) -> None:
    install(*package_of(PAGE, GROUP))
    plain = gi.write(report, "plain")
    assert "<" not in plain and "#" not in plain
    assert "\nBẢNG CHỈ TIÊU\n=============\n" in plain
    (line,) = [each for each in plain.splitlines() if each.startswith("1.1  ")][:1]
    assert line.split()[-4:] == ["Chưa", "đạt", "Sở", "Nội", "vụ"][-4:]


def test_the_whole_report_has_the_titles_and_parts_of_the_notebook_in_its_order(report: Block) -> None:
    cells = nbformat.read(ROOT / "notebooks" / "area_report.ipynb", as_version=4).cells
    text = "\n".join(cell.source for cell in cells)
    titles = re.findall(r"^## (.+?)$", text, flags=re.MULTILINE)
    assert isinstance(report, Group)
    assert titles == [f"{each.words.vi} *{each.words.en}*" for each in report.blocks if isinstance(each, Heading)]
    parts = re.findall(r"^report\.(\w+)\(\)", text, flags=re.MULTILINE)
    assert parts == re.findall(r"^ +self\.(\w+)\(\),$", inspect.getsource(Report.whole), flags=re.MULTILINE)


def test_the_page_keeps_its_promises() -> None:
    module = blocks(PAGE, "python")[0]
    assert len(module.splitlines()) < 120


def test_a_format_nobody_writes_is_an_error_that_lists_those_there_are(report: Block) -> None:
    with pytest.raises(UserError, match=r"html, text, typst"):
        write(report, "plain")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("class PlainWriter: name = 'plain'", "không phải là một lớp Writer"),
        ("from gender_indicators.report.document.html import HtmlWriter as PlainWriter", "cùng tên"),
    ],
    ids=["no writer", "a name there is"],
)
def test_a_package_that_does_not_fit_is_named(install: Install, report: Block, code: str, said: str) -> None:
    install("hue_plain", code, {"plain": "hue_plain:PlainWriter"})
    with pytest.raises(UserError, match=said):
        write(report, "html")


def test_a_writer_without_a_kind_of_block_cannot_be_made(install: Install, report: Block) -> None:
    code = blocks(PAGE, "python")[0].replace("def tiles(", "def tile(")
    install("hue_plain", code, {"plain": "hue_plain:PlainWriter"})
    with pytest.raises(UserError, match="tiles"):
        write(report, "html")
