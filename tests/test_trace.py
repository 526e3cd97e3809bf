"""From a figure back to its rows: a trace told word by word, counted again from the raw files, and no leak."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
import yaml

from gender_indicators import pipeline
from gender_indicators.base.errors import UserError
from gender_indicators.base.hashing import file_hash
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.figures.figure import Figure, results_csv
from gender_indicators.report.terminal_trace import sheet
from gender_indicators.report.trace import Trace, find_figure, trace
from gender_indicators.results.edition import Edition

sys.path.insert(0, str(Path(__file__).parent))

from other_plan_data import BUREAU, write_other_plan

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "lib"), "PYTHONUTF8": "1"}
FORM = "nhan/2031/phong-co-so"


@dataclass(frozen=True)
class Run:
    """A year of the made-up plan, measured and with its table of results published."""

    project: Project
    outcome: pipeline.Outcome
    edition: Edition

    def trace(self, measure: str, area: str, breakdown: str = "total") -> Trace:
        return trace(self.outcome, self.edition, find_figure(self.edition, measure, area, breakdown))


def prepared(root: Path, year: int) -> Run:
    project = find_project(root)
    outcome = pipeline.check(pipeline.prepare(project, year), Progress())
    edition = pipeline.measure(outcome, Progress())
    folder = project.outputs / str(year) / "data"
    folder.mkdir(parents=True)
    (folder.parent / "methodology.html").touch()
    (folder / "results.csv").write_text(results_csv((*edition.figures, *edition.pooled)), encoding="utf-8")
    return Run(project, outcome, edition)


def entry(**values: object) -> dict[str, object]:
    reason = {"vi": "Ghi nhầm, đã xem sổ.", "en": "Mistyped."}
    return {"reason": reason, "source": "Công văn 7", "by": "Văn phòng", "decided": dt.date(2032, 2, 3), **values}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """With corrections of a column that is counted and of one that is not, in the file beside the year."""
    root = write_other_plan(tmp_path_factory.mktemp("trace") / "tinh")
    book = openpyxl.load_workbook(root / FORM / "danh-ba.xlsx")
    assert [book.worksheets[0][cell].value for cell in ("A13", "D13", "F13")] == ["Bà", 8, "K07"]
    entries = [
        entry(form="danh_ba", cell="A13", old="Bà", new="Ông"),
        entry(form="danh_ba", row={"business": "K07"}, column="workers", old=8, new=9),
        entry(form="tro_ve", line=8, column="supported", old="Có", new="Không"),
    ]
    beside = root / "params" / "2031.corrections.yaml"
    beside.write_text(yaml.safe_dump({"corrections": entries}, allow_unicode=True), encoding="utf-8")
    return prepared(root, 2031)


def test_a_trace_tells_everything_behind_a_figure(run: Run) -> None:
    digest = file_hash(run.project.root / FORM / "danh-ba.xlsx")
    assert (
        sheet(run.trace("A1", "9702"))
        == f"""\
A1. Tỷ lệ cơ sở do nữ đứng đầu / Share of businesses headed by women
Xã Đông (9702), 2031, toàn bộ / total

KẾT QUẢ / FIGURE
  Giá trị / value: 33% (chưa làm tròn / unrounded: 33.333333333333336)
  Tử số / numerator: 1: cơ sở do nữ đứng đầu / headed by women
  Mẫu số / denominator: 3: cơ sở đang mở / open businesses
  Khoảng tin cậy / interval: không có: đếm toàn bộ danh sách / none: a complete list
  Đánh giá / verdict: Chưa đạt / Not met
  Loại số liệu / vintage: Số liệu minh hoạ (mô phỏng số liệu sơ bộ)
      Illustrative data (as for the stage: preliminary)
  Công bố / published: đúng như dòng này trong results.csv / the same as this row of results.csv

MỤC TIÊU / TARGET
  Chỉ tiêu A1 / target: “Hơn 40% cơ sở kinh doanh do nữ đứng đầu.”
      Businesses headed by women
  Ngưỡng / threshold: trên 40% / over 40

ĐỊNH NGHĨA / DEFINITION
  Số cơ sở do nữ đứng đầu trên số cơ sở đang mở.
  Businesses headed by women over open ones.
  Căn cứ / source: Cách hiểu văn bản kế hoạch. Lời văn của đề án thử
      A reading of the plan's wording. Wording of the trial scheme

CÁCH TÍNH / COMPUTATION
  Cách tính / calculation: params/plan.yaml, A1
      where:
        kind: [enterprise, cooperative]
        status: active
      numerator:
        where: {{director: female}}
      by: kind
  Nhân với / times: 100
  Bản đồ / map: từ / from 01/01/2030
      Nghị quyết thử về ba đơn vị / Trial resolution on three units

SỐ LIỆU GỐC / INPUTS
  B-1 (2031): Danh bạ cơ sở kinh doanh / Register of businesses
      Phòng Cơ sở / Bureau of grassroots
    Tệp / file: nhan/2031/phong-co-so/danh-ba.xlsx, trang / sheet “Danh bạ”
    SHA-256: {digest}
    Vùng đã đọc / range: A8:F19; 12 dòng / rows
    Các dòng được tính / rows counted: 3: 12-13, 17

ĐÍNH CHÍNH, CHẤP NHẬN / CORRECTIONS, WAIVERS
  Đính chính / correction: nhan/2031/phong-co-so/danh-ba.xlsx, trang "Danh bạ", ô A13
    Thay đổi / change: "Người đứng đầu": Bà → Ông
    Lý do / because: Ghi nhầm, đã xem sổ (căn cứ: Công văn 7) / Mistyped (source: Công văn 7)
    Người quyết định / decided by: Văn phòng, 03/02/2032
    Ghi tại / entered in: params/2031.corrections.yaml, mục "corrections" số 1

TRONG BÁO CÁO / IN THE REPORT
  outputs/2031/bao-cao-9702.html#chi-tieu-A1 (chưa lập / not made)
  outputs/2031/methodology.html#so-do-A1
"""
    )


def rows_told(text: str) -> list[list[int]]:
    """The row numbers a trace prints for each of its forms."""
    told = re.findall(r"rows counted: (?:[\d.]+: )?([\d, \n-]+)", text)
    return [[n for part in re.split(r",\s*", each.strip()) for n in span(part)] for each in told]


def span(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


def test_the_rows_it_prints_give_the_published_figure_when_counted_by_hand(run: Run) -> None:
    """Of the workbook as delivered, so the correction of A13 is made by hand, too."""
    (rows,) = rows_told(sheet(run.trace("A1", "97")))
    cells = openpyxl.load_workbook(run.project.root / FORM / "danh-ba.xlsx").worksheets[0]
    heads = {row: cells[f"A{row}"].value for row in rows} | {13: "Ông"}
    assert all(cells[f"B{row}"].value == "Đang mở" and cells[f"C{row}"].value != "Điểm bán" for row in rows)
    assert published(run, "A1", "97") == (str(sum(head == "Bà" for head in heads.values())), str(len(rows)))


def test_the_lines_of_a_csv_give_the_published_figure_when_counted_by_hand(run: Run) -> None:
    (rows,) = rows_told(sheet(run.trace("B1.sinh", "9701")))
    with (run.project.root / FORM / "so-sinh.csv").open(encoding="utf-8", newline="") as file:
        lines = dict(enumerate(csv.reader(file), start=1))
    kinds = [lines[row][0] for row in rows]
    assert {lines[row][2] for row in rows} == {"9701"}
    assert published(run, "B1.sinh", "9701") == (str(kinds.count("bé trai")), str(kinds.count("bé gái")))


def published(run: Run, measure: str, area: str) -> tuple[str, str]:
    with (run.project.outputs / "2031" / "data" / "results.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (
            each
            for each in csv.DictReader(file)
            if (each["measure"], each["area_code"], each["breakdown"]) == (measure, area, "total")
        )
    return row["numerator"], row["denominator"]


def test_a_part_is_counted_from_its_own_rows(run: Run) -> None:
    whole, part = (run.trace("A1", "97", each).inputs[0].rows or () for each in ("total", "cooperative"))
    assert len(part) == 2
    assert set(part) < set(whole)


def test_a_hidden_figure_stays_hidden(run: Run) -> None:
    """One of the four returned people's districts: neither value nor rows nor the length of the list are told."""
    traced = run.trace("B1.giup", "9701")
    assert traced.figure.gap == "suppressed"
    (told,) = traced.inputs
    assert (told.rows, told.count, told.cells) == (None, None, None)
    assert told.sha256
    text = sheet(traced)
    assert "được bảo mật: không nêu giá trị" in text
    assert "Tử số" not in text
    assert not re.search(r"ô [A-Z]+\d+|[A-Z]\d+:[A-Z]\d+|\d+ dòng", text)
    (correction,) = traced.entries
    assert (correction.place, correction.change.vi) == (
        "nhan/2031/phong-co-so/tro-ve.xlsx",
        '"Đã giúp": (không hiển thị) → (không hiển thị)',
    )


def test_a_level_without_figures_and_a_form_that_did_not_come_say_so(run: Run, tmp_path: Path) -> None:
    assert "rows counted: không tính ở cấp này / not counted at this level" in sheet(run.trace("A2", "9701"))
    without = {code: table for code, table in run.outcome.checked[2031].tables.items() if code != "danh_ba"}
    checked = {**run.outcome.checked, 2031: replace(run.outcome.checked[2031], tables=without)}
    gone = trace(replace(run.outcome, checked=checked), run.edition, find_figure(run.edition, "A1", "97"))
    assert "Tệp / file: chưa nhận / not received" in sheet(gone)


def test_a_figure_that_is_no_longer_the_published_one_says_so(run: Run) -> None:
    figure = find_figure(run.edition, "A1", "97")
    assert trace(run.outcome, run.edition, replace(figure, value=1.0)).published == "other"
    assert trace(run.outcome, run.edition, replace(figure, breakdown="x")).published == "absent"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("A9", "97"), "MEASURE=A9: không có số đo này. Các giá trị có: A1, A2, "),
        (("A1", "98"), "AREA=98: không có đơn vị mã này. Các giá trị có: 97, 9701"),
        (("A1", "97", "enterprises"), 'BREAKDOWN=enterprises: số đo A1 không có phân tổ này ở 97. Có phải ý là "ent'),
        (("A1", "9701", "enterprise"), "BREAKDOWN=enterprise: "),
        (("A1", "97", "total", "2029-2031"), "PERIOD=2029-2031: số đo A1 không có kỳ này"),
    ],
)
def test_a_figure_that_does_not_exist_is_told_with_what_there_is(run: Run, asked: tuple[str, ...], said: str) -> None:
    with pytest.raises(UserError) as raised:
        find_figure(run.edition, *asked)
    assert said in str(raised.value)


def test_long_lists_are_wrapped_and_nothing_is_wider_than_the_terminal(run: Run) -> None:
    lines = sheet(run.trace("B1.sinh", "97"), width=60).splitlines()
    assert [line for line in lines if len(line) > 60 and len(line.rpartition(": ")[2].split()) > 1] == []


def commands(root: Path, *arguments: tuple[str, ...]) -> Iterator[subprocess.CompletedProcess[str]]:
    for each in arguments:
        yield subprocess.run(
            [sys.executable, "-m", "gender_indicators", *each],
            cwd=root, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip


@pytest.mark.slow
def test_no_command_changes_a_delivered_file(tmp_path: Path) -> None:
    """The data folder is read-only, and every byte is the same after each command; with errors in it, too."""
    root = write_other_plan(tmp_path / "tinh")
    data = root / "nhan"
    before = {path: file_hash(path) for path in data.rglob("*") if path.is_file()}
    for path in [data, *data.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    year = ("--year", "2031")
    asked = [
        (("check", *year), 0),
        (("report", *year, "--area", "97", "--workers", "1"), 0),
        (("trace", "A1", "--area", "9702", *year), 0),
        (("trace", "A1", "--area", "9999", *year), 2),
        (("prove", "outputs"), 0),
    ]
    for (arguments, code), done in zip(asked, commands(root, *(each for each, _ in asked)), strict=True):
        assert done.returncode == code, (arguments, done.stderr)
        assert "Traceback" not in done.stdout + done.stderr
        assert {path: file_hash(path) for path in data.rglob("*") if path.is_file()} == before, arguments
    for path in [data, *data.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.copy(data / "2031" / BUREAU / "danh-ba.xlsx", data / "2031" / BUREAU / "to-chuc.xlsx")
    broken = {path: file_hash(path) for path in data.rglob("*") if path.is_file()}
    (closed,) = commands(root, ("trace", "A1", *year))
    assert (closed.returncode, closed.stdout) == (1, "")
    assert "chưa qua kiểm tra" in closed.stderr
    assert {path: file_hash(path) for path in data.rglob("*") if path.is_file()} == broken


@pytest.mark.slow
def test_every_row_of_the_results_can_be_traced_to_rows_that_give_it(project: Project, tmp_path: Path) -> None:
    for name in ("params", "notebooks", "data"):
        ignored = shutil.ignore_patterns("raw", "published")
        shutil.copytree(project.root / name, tmp_path / name, ignore=ignored)
    run = prepared(tmp_path, 2024)
    figures: tuple[Figure, ...] = (*run.edition.figures, *run.edition.pooled)
    assert len(figures) == 301
    for figure in figures:
        traced = trace(run.outcome, run.edition, figure)
        told = sheet(traced)
        assert traced.published == "same", told
        counted = [len(each.rows) for each in traced.inputs if each.rows is not None]
        if figure.gap == "suppressed":
            assert not counted
            assert "rows counted: không nêu" in told
        elif figure.gap is None:
            assert sum(counted) > 0, told
        if figure.gap is None and figure.measure in ("2.3", "5.1a", "6.2a", "3.4", "3.3"):
            assert sum(counted) == figure.denominator, told  # one row each
