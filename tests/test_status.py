"""Who has reported: as of any day, before anything passes its checks, and every version of a form."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import sys
from pathlib import Path

import pytest
from rich.console import Console

from gender_indicators import pipeline
from gender_indicators.agencies.status import Status, status_of
from gender_indicators.agencies.terminal_status import print_status
from gender_indicators.base.errors import UserError
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.base.store import Store
from gender_indicators.editions.manifest import state_of
from gender_indicators.intake import delivery as delivery_module
from gender_indicators.intake.delivery import read_before, read_year
from gender_indicators.intake.reader import Reading
from gender_indicators.intake.receipts import Receipt, Sent
from gender_indicators.intake.same_files import data_hashes, require_same_files
from gender_indicators.plan.facts import Facts, load_facts
from gender_indicators.report.sections.deliveries import deliveries
from gender_indicators.results.check_record import make_check_record
from writing import as_html

sys.path.insert(0, str(Path(__file__).parent))

from other_plan_data import BUREAU, OFFICE, write_other_plan

DUE = dt.date(2032, 2, 15)
TODAY = dt.date(2032, 2, 20)
RECORD = f"""
files:
  {BUREAU}/danh-ba.xlsx: {{on: 2032-02-10}}
  {BUREAU}/so-sinh.csv: {{on: 2032-02-18}}
  {BUREAU}/so-sinh 2032-01-30.csv: {{vintage: uoc}}
  {BUREAU}/tro-ve.xlsx: {{on: 2032-02-25}}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One form in time, one twice (the estimate in time), one without a day, one to come, one missing."""
    root = write_other_plan(tmp_path_factory.mktemp("status") / "tinh")
    folder = root / "nhan" / "2031" / BUREAU
    lines = (folder / "so-sinh.csv").read_text("utf-8").splitlines(keepends=True)
    estimate = [lines[0], lines[1].replace("bé trai", "bé gái"), *lines[2:-1]]
    (folder / "so-sinh 2032-01-30.csv").write_text("".join(estimate), "utf-8")
    (folder / "to-chuc.xlsx").unlink()
    os.utime(folder.parent / OFFICE / "viec-nha.csv", (1_960_000_000, 1_960_000_000))
    (folder.parent / "received.yaml").write_text(RECORD, "utf-8")
    return find_project(root)


@pytest.fixture(scope="module")
def outcome(project: Project) -> pipeline.Outcome:
    return pipeline.check(pipeline.prepare(project, 2031), Progress(), by=TODAY)


@pytest.fixture(scope="module")
def status(outcome: pipeline.Outcome) -> Status:
    return status_of(outcome, TODAY)


@pytest.fixture
def facts(project: Project, tmp_path: Path) -> Facts:
    shutil.copytree(project.root, tmp_path / "tinh")
    return load_facts(find_project(tmp_path / "tinh"), 2031)


@pytest.mark.parametrize(
    ("sent", "day", "state", "days"),
    [
        ((), DUE, "not_due", 0),
        ((), dt.date(2032, 2, 1), "not_due", 14),
        ((), dt.date(2032, 2, 16), "overdue", 1),
        ((Sent(DUE),), TODAY, "on_time", 0),
        ((Sent(dt.date(2032, 2, 16)),), TODAY, "late", 1),
        ((Sent(dt.date(2032, 1, 30), "uoc"), Sent(dt.date(2032, 6, 1), "chinh_thuc")), TODAY, "on_time", 0),
        ((Sent(dt.date(2032, 6, 1), "chinh_thuc"),), dt.date(2032, 6, 2), "late", 107),
        ((Sent(),), TODAY, "undated", 0),
        ((Sent(), Sent(dt.date(2032, 6, 1))), TODAY, "undated", 0),
        ((Sent(), Sent(dt.date(2032, 2, 1))), TODAY, "on_time", 0),
    ],
    ids=["the day itself", "days left", "a day later", "on the day", "late", "final after an estimate in time",
         "nothing before the final", "no day", "the first without a day", "the second in time"],
)  # fmt: skip
def test_how_a_form_stands(sent: tuple[Sent, ...], day: dt.date, state: str, days: int) -> None:
    receipt = Receipt("f", "F-1", "a", DUE, sent)
    assert (receipt.state(day), receipt.days(day)) == (state, days)


def test_an_optional_form_that_did_not_come_is_not_missing() -> None:
    assert Receipt("f", "F-1", "a", DUE, (), optional=True).state(TODAY) == "optional"


def test_each_form_with_what_came_and_what_waits_for_it(status: Status) -> None:
    found = {
        form.receipt.number: (form.state, form.days, len(form.receipt.sent), form.rows, form.receipt.targets)
        for form in status.forms
    }
    assert found == {
        "B-1": ("on_time", 0, 1, 12, ("A1",)),
        "B-2": ("undated", 0, 1, 4, ("A2",)),
        "B-3": ("on_time", 0, 2, 160, ("B1",)),
        "B-4": ("overdue", 5, 0, None, ("B1",)),
        "B-5": ("overdue", 5, 0, None, ("B2",)),
    }
    assert (status.agencies_due, status.province_due) == (DUE, dt.date(2032, 3, 1))


def test_findings_are_counted_and_a_missing_form_is_no_error(status: Status) -> None:
    counts = {form.receipt.number: (form.errors, form.warnings) for form in status.forms}
    assert counts == {"B-1": (0, 2), "B-2": (0, 0), "B-3": (0, 1), "B-4": (0, 0), "B-5": (0, 0)}


def test_the_day_of_a_file_stands_in_only_here_and_is_marked(status: Status) -> None:
    days = {form.receipt.number: form.file_day for form in status.forms}
    assert days["B-2"] == dt.datetime.fromtimestamp(1_960_000_000).date()
    assert {number for number, day in days.items() if day} == {"B-2"}
    assert "~10/02/2032" in printed(status, 80) and "không phải ngày nhận" in printed(status, 80)


def printed(status: Status, width: int) -> str:
    file = io.StringIO()
    print_status(status, Console(file=file, width=width, highlight=False, emoji=False, markup=False))
    return file.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_the_terminal_and_has_no_colours_in_a_pipe(status: Status, width: int) -> None:
    told = printed(status, width)
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= width
    words = " ".join(told.split())
    assert ("B-5 Tổ chức được báo tin và ký cam kết – quá hạn 5 ngày" in words) == (width == 120)
    assert ("B-5 – quá hạn 5 ngày" in words) == (width == 80)
    assert "Đã nhận 3 trên 5 biểu: 2 đúng hạn, 0 muộn, 1 không rõ ngày; còn thiếu 2, trong đó 2 quá hạn." in words
    assert "Hạn của cơ quan 15/02/2032 (đã qua 5 ngày), của tỉnh 01/03/2032 (còn 10 ngày)." in words


def test_the_agency_with_most_overdue_comes_first(status: Status) -> None:
    counts = [sum(form.state == "overdue" for form in forms) for _, forms in status.agencies]
    assert ([agency.id for agency, _ in status.agencies], counts) == ([BUREAU, OFFICE], [2, 0])


def test_what_the_second_delivery_changed_is_told_by_cell(status: Status, outcome: pipeline.Outcome) -> None:
    """A form about people: the places, no value."""
    told = printed(status, 120)
    assert "Biểu B-3, lần gửi 2 so với lần trước: sửa 1 ô, thêm 1 dòng, bớt 0 dòng" in told
    assert "(không hiển thị) (dòng 2, cột" in told
    record = make_check_record(outcome)
    page = as_html(deliveries(record))
    assert f"{BUREAU}/so-sinh 2032-01-30.csv" in page and "đã được thay" in page
    assert "Dòng thêm trong tệp mới: 161." in page
    assert "bé gái" not in page


def test_every_version_is_read_once_and_known_again(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(facts.project.root / ".cache")
    assert not read_before(facts, store)
    first = read_year(facts, facts.year, store)
    for year in facts.earlier:
        read_year(facts, year, store)
    assert read_before(facts, store)
    assert [each.vintage for each in first.arrivals["so_sinh"]] == ["uoc", None]
    assert len(first.earlier["so_sinh"]) == 1
    assert f"2031/{BUREAU}/so-sinh 2032-01-30.csv" in first.hashes

    read: list[str] = []
    original = delivery_module.read_file

    def counted(form: object, folder: Path, file: str, *rest: object) -> Reading:
        read.append(file)
        return original(form, folder, file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery_module, "read_file", counted)
    older = facts.project.data(facts.year.data) / BUREAU / "so-sinh 2032-01-30.csv"
    older.write_text("".join(older.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    assert not read_before(facts, store)
    second = read_year(facts, facts.year, store)
    assert [file for file in read if "sinh" in file] == [f"{BUREAU}/so-sinh 2032-01-30.csv"]
    assert second.keys["so_sinh"] != first.keys["so_sinh"]
    assert second.keys["danh_ba"] == first.keys["danh_ba"]


def test_the_day_a_file_came_is_part_of_what_is_published(facts: Facts) -> None:
    before = read_year(facts, facts.year).keys["so_sinh"], state_of(facts).fingerprint
    record = facts.project.data(facts.year.data) / "received.yaml"
    record.write_text(RECORD.replace("2032-02-18", "2032-02-19"), "utf-8")
    after = read_year(facts, facts.year).keys["so_sinh"], state_of(facts).fingerprint
    assert before[0] != after[0] and before[1] != after[1]


def test_an_older_version_that_changes_while_reporting_stops_the_run(facts: Facts) -> None:
    read = read_year(facts, facts.year).hashes
    older = facts.project.data(facts.year.data) / BUREAU / "so-sinh 2032-01-30.csv"
    older.write_text(older.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(UserError, match="so-sinh 2032-01-30"):
        require_same_files(read, data_hashes(facts))


def test_the_newest_is_used_even_when_it_cannot_be_read(facts: Facts) -> None:
    """There is no silent return to the older one."""
    newest = facts.project.data(facts.year.data) / BUREAU / "so-sinh.csv"
    newest.write_bytes(b"")
    delivery = read_year(facts, facts.year)
    assert "so_sinh" not in delivery.tables
    assert "file.empty" in {finding.rule for finding in delivery.findings}


def test_a_delivery_after_the_closing_day_is_told(facts: Facts) -> None:
    late = [f for f in read_year(facts, facts.year).noticed if f.rule == "file.after_closing"]
    assert [f.place.file for f in late] == [
        f"{BUREAU}/{file}" for file in ("danh-ba.xlsx", "so-sinh.csv", "tro-ve.xlsx")
    ]
    assert late[0].found == "10/02/2032" and "31/01/2032" in late[0].expected.vi
