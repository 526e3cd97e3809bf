"""Units with names that nobody would choose: 300 letters, one word without an end, formulas, tags of HTML."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from gender_indicators.figures.figure import as_plain_text
from offices import ROOT
from other_plan_data import write_other_plan

NAMES = {
    "97": "@SUM(1+1)*cmd|' /C calc'!A0",
    "9701": '=HYPERLINK("http://x")<b>&amp;$#[x](y)*_~`\\',
    "9702": "+" + "Xã dài lê thê " * 21 + "hết",
    "9703": "-" + "W" * 299,
}
OLD = {"97": "Tỉnh Sông Thử", "9701": "Phường Giữa", "9702": "Xã Đông", "9703": "Xã Tây"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up plan whose units have such names, with its draft, its blank forms and its marked copies."""
    root = write_other_plan(tmp_path_factory.mktemp("names") / "tinh")
    path = root / "params" / "areas.yaml"
    text = path.read_text(encoding="utf-8")
    for code, name in NAMES.items():
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        assert f'name: "{OLD[code]}"' in text
        text = text.replace(f'name: "{OLD[code]}"', f'name: "{quoted}"')
    path.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}
    for command in ("report", "forms"):
        run = [sys.executable, "-m", "gender_indicators", command, "--year", "2031"]
        done = subprocess.run(run, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
    return root


@pytest.mark.parametrize("text", ["=1", "+x", "-x", "@x", "\t=1", "\r=1", "\n=1", "＝1", "+84 234", "-1,5"])
def test_what_a_spreadsheet_would_compute_stands_behind_an_apostrophe(text: str) -> None:
    assert as_plain_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1", "-1", "+2.5", "-1e-05", "Xã Đông", "a=b", "'x"])
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert as_plain_text(text) == text


@pytest.mark.slow
def test_the_table_of_results_holds_no_formula(office: Path) -> None:
    with (office / "outputs" / "2031" / "data" / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["area_code"]: row["area_name"] for row in rows} == {code: f"'{name}" for code, name in NAMES.items()}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "@", "+"))]


@pytest.mark.slow
def test_no_workbook_holds_a_name_as_a_formula(office: Path) -> None:
    books = list((office / "outputs").rglob("*.xlsx"))
    assert any("bieu-mau" in path.parts for path in books) and any("noi-bo" in path.parts for path in books)
    named = 0
    for path in books:
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value):
                strange = any(name[:20] in str(cell.value) for name in NAMES.values())
                named += strange
                assert not (strange and cell.data_type == "f"), (path.name, cell.coordinate)
    assert named


# Tags that HTML does not ask to be closed.
UNCLOSED = {
    "meta",
    "link",
    "br",
    "img",
    "hr",
    "input",
    "col",
    "wbr",
    "td",
    "th",
    "tr",
    "thead",
    "tbody",
    "tfoot",
    "li",
    "p",
    "dt",
    "dd",
}


class _Balanced(HTMLParser):
    """Holds every closing tag against the last one that was opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in UNCLOSED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in UNCLOSED:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.slow
@pytest.mark.parametrize("page", ["index", "quality", "methodology", *(f"bao-cao-{code}" for code in NAMES)])
def test_the_page_is_whole_and_says_the_name(office: Path, page: str) -> None:
    text = (office / "outputs" / "2031" / f"{page}.html").read_text(encoding="utf-8")
    words = _Balanced(text).words
    assert "<b>&amp;$" not in text
    if page.startswith("bao-cao"):
        assert NAMES[page.removeprefix("bao-cao-")] in words


@pytest.mark.slow
@pytest.mark.parametrize("code", NAMES)
def test_the_paper_holds_every_word(office: Path, code: str) -> None:
    with pypdfium2.PdfDocument(office / "outputs" / "2031" / f"bao-cao-{code}.pdf") as paper:
        assert "".join(NAMES[code].split()) in "".join(
            "".join(page.get_textpage().get_text_bounded().replace("\u200b", "").split()) for page in paper
        )
        outside = []
        for number, page in enumerate(paper, start=1):
            width, height = page.get_size()
            words = page.get_textpage()
            for at in range(words.count_rects()):
                left, bottom, right, top = words.get_rect(at)
                if left < 0 or right > width or bottom < 0 or top > height:
                    outside.append((number, words.get_text_bounded(left, bottom, right, top)[:40]))
    assert outside == []
