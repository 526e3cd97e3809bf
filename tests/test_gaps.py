"""A year reported without a form says so on every page, in HTML, in PDF and in the notebooks."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
import yaml

from gender_indicators import pipeline
from gender_indicators.base.errors import GateClosed
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import find_project
from gender_indicators.editions.manifest import state_of
from gender_indicators.editions.pages import Contents
from gender_indicators.report.making.workers import local_workers
from gender_indicators.results.edition import Edition, load_edition

sys.path.insert(0, str(Path(__file__).parent))

from other_plan_data import BUREAU, write_other_plan

AREAS = ("97", "9701", "9702", "9703")
NOTICE = (
    "Báo cáo còn thiếu: biểu B-5 (Phòng Cơ sở): chỉ tiêu B2.tin, B2.ky chưa có số liệu; "
    "lý do: Cơ quan <b>đang</b> rà soát (căn cứ: Công văn số 03/VP ngày 20/01/2032); Văn phòng Đề án thử quyết định."
)
WAIVER = {
    "rule": "file.missing",
    "form": "to_chuc",
    "reason": {"vi": "Cơ quan <b>đang</b> rà soát.", "en": "The bureau is still checking."},
    "source": "Công văn số 03/VP ngày 20/01/2032",
    "by": "Văn phòng Đề án thử",
    "decided": dt.date(2032, 1, 20),
    "expires": dt.date(2032, 12, 31),
}


def without_a_form(root: Path, waived: bool) -> Path:
    """The made-up plan whose organisations were not sent for 2031."""
    folder = write_other_plan(root) / "nhan" / "2031" / BUREAU
    (folder / "to-chuc.xlsx").unlink()
    (folder / "danh-ba.xlsx").rename(folder / "Danh ba chi Hoa gui.xlsx")
    path = root / "params" / "2031.yaml"
    year = yaml.safe_load(path.read_text("utf-8"))
    year["waivers"] += [WAIVER] if waived else []
    path.write_text(yaml.safe_dump(year, allow_unicode=True), "utf-8")
    return root


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = without_a_form(tmp_path_factory.mktemp("gap") / "tinh", waived=True)
    facts = pipeline.prepare(find_project(root), 2031)
    state = state_of(facts)
    outcome = pipeline.check(facts, Progress())
    with local_workers(2, "warm") as workers:
        pipeline.report(Contents(pipeline.measure(outcome, Progress()), state), outcome, None, workers, Progress())
    yield root / "outputs" / "2031"


@pytest.fixture(scope="module")
def edition(pages: Path) -> Edition:
    return load_edition(pages / "data" / "edition.json")


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_without_a_decision_nothing_is_published(tmp_path: Path) -> None:
    facts = pipeline.prepare(find_project(without_a_form(tmp_path / "tinh", waived=False)), 2031)
    outcome = pipeline.check(facts, Progress())
    assert [f.rule for f in outcome.findings if f.blocks] == ["file.missing"]
    with pytest.raises(GateClosed):
        pipeline.measure(outcome, Progress())


def test_every_web_page_says_under_its_title_what_is_missing(pages: Path) -> None:
    found = sorted(pages.glob("*.html"))
    assert len(found) == 4 + len(AREAS)
    for path in found:
        html = path.read_text("utf-8")
        header = html[html.index("<h1>") : html.index("</header>")]
        assert NOTICE in unescape(header.replace("&lt;b&gt;", "<b>")), path.name
        assert "<b>" not in header, path.name
        assert "Not in this report: form B-5" in header, path.name
        assert len(html.encode()) < 250_000, path.name


@pytest.mark.parametrize("area", AREAS)
def test_every_paper_says_what_is_missing(pages: Path, area: str) -> None:
    with pypdfium2.PdfDocument(pages / f"bao-cao-{area}.pdf") as paper:
        words = spaced(" ".join(page.get_textpage().get_text_bounded() for page in paper))
    assert NOTICE in words


def test_every_notebook_says_what_is_missing(pages: Path) -> None:
    for path in pages.glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        shown = "".join(
            "".join(output["data"].get("text/plain", ""))
            for cell in cells
            for output in cell.get("outputs", ())
            if "data" in output
        )
        assert "biểu B-5 (Phòng Cơ sở): chỉ tiêu B2.tin, B2.ky chưa có số liệu" in shown, path.name


def test_the_measures_that_need_the_form_have_no_data(edition: Edition) -> None:
    gaps = {f.measure: f.gap for f in edition.figures if f.area == edition.province and f.breakdown == "total"}
    assert {measure for measure, gap in gaps.items() if gap == "no_data"} == {"B2.tin", "B2.ky"}
    assert edition.verdict("B2", "97") == "no_data"


def test_the_form_stands_among_the_files_as_not_received(pages: Path, edition: Edition) -> None:
    (missing,) = [file for file in edition.inputs if not file.came]
    assert (missing.file, missing.agency) == (f"{BUREAU}/to-chuc.xlsx", BUREAU)
    quality = (pages / "quality.html").read_text("utf-8")
    assert "Chưa nhận" in quality
    read = json.loads((pages / "manifest.json").read_bytes())["inputs"]["data"]
    assert f"2030/{BUREAU}/to-chuc.xlsx" in read and f"2031/{BUREAU}/to-chuc.xlsx" not in read


def test_the_first_page_says_who_did_not_send(pages: Path, edition: Edition) -> None:
    (receipt,) = [each for each in edition.receipts if each.form == "to_chuc"]
    assert (receipt.came, receipt.due, receipt.targets) == (False, dt.date(2032, 2, 15), ("B2",))
    index = (pages / "index.html").read_text("utf-8")
    assert "Chưa nhận, còn 15 ngày" in index
    assert "báo cáo lập không có biểu này" in index
    assert "đã nhận 4 trên 5 biểu (4 không rõ ngày nhận); còn thiếu 1 biểu." in index


def test_a_renamed_file_is_used_and_its_own_name_stays_inside(pages: Path, edition: Edition) -> None:
    """It may bear a person's name."""
    own = f"{BUREAU}/danh-ba.xlsx"
    assert own in [file.file for file in edition.inputs]
    assert {source.file for source in edition.figure("A1", "97").sources} == {own}
    files = [path for path in pages.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"Danh ba chi Hoa" in path.read_bytes()] == []
    office = pages.parent / "noi-bo" / "2031" / "chat-luong-so-lieu.html"
    assert f"{BUREAU}/Danh ba chi Hoa gui.xlsx" in office.read_text("utf-8")


def test_the_gap_names_who_decided_and_until_when(edition: Edition) -> None:
    (gap,) = edition.gaps
    assert (gap.form, gap.measures, gap.by, gap.expires) == (
        "to_chuc", ("B2.tin", "B2.ky"), WAIVER["by"], dt.date(2032, 12, 31),
    )  # fmt: skip
