"""The office's workbook of daily entries: it says what YAML says, and what is wrong in it is told at its cell."""

from __future__ import annotations

import atexit
import datetime as dt
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from archiving import DAY, SIGNATURES
from gender_indicators import pipeline
from gender_indicators.agencies.log import write_log
from gender_indicators.base.errors import UserError
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.editions.manifest import state_of
from gender_indicators.editions.pages import Contents
from gender_indicators.editions.restoring import restored
from gender_indicators.findings.rules import RULES
from gender_indicators.gate.corrections import apply_corrections
from gender_indicators.gate.entries import converted
from gender_indicators.gate.report import Reporter
from gender_indicators.intake.log import TOLD, Log, read_log
from gender_indicators.intake.log_cells import RowSoFar, parsed
from gender_indicators.intake.log_layout import (
    CORRECTIONS,
    DIFFERENCES,
    LOG,
    LOG_SHEETS,
    RECEIPTS,
    WAIVERS,
    LogSheet,
    form_label,
)
from gender_indicators.intake.recognition import said_by
from gender_indicators.office.settings import settings as settings_of
from gender_indicators.plan.forms import Column, load_forms
from gender_indicators.report.making.check_pages import office_page
from gender_indicators.report.making.standing import Standing
from gender_indicators.results.check_record import make_check_record
from gender_indicators.results.edition import save_edition
from gender_indicators.results.edition_making import KEPT_INSIDE
from small_office import QuickPages

sys.path.insert(0, str(Path(__file__).parent))

from hostile_files import KINDS
from other_plan_data import BUREAU, PARAMS, write_other_plan

ROOT = Path(__file__).parents[1]
FORMS = load_forms(PARAMS / "forms.yaml")
YEAR = 2031
FIRST = 5  # the first row of entries, as a person counts
DECISION = {
    "Lý do": "Đã đối chiếu với sổ gốc.",
    "Lý do (tiếng Anh)": "Compared with the register.",
    "Căn cứ": "Công văn 12",
    "Cơ quan, người quyết định": "Văn phòng Đề án thử",
    "Ngày quyết định": "01/02/2032",
}
UNTIL = {"Có giá trị đến hết ngày": dt.date(2033, 1, 1)}
CORRECTION = {"Biểu": "B-1", "Ô": "A13", "Giá trị cũ": "Bà", "Giá trị mới": "Ông", **DECISION}
WAIVER = {"Quy tắc": "value.range", "Biểu": "B-1", "Khóa của dòng": "Ký hiệu = K01", "Cột": "Số người làm",
          **DECISION, **UNTIL}  # fmt: skip
RECEIPT = {"Tệp": f"{BUREAU}/danh-ba.xlsx", "Ngày nhận": dt.date(2031, 12, 3), "Loại số liệu": "Ước thực hiện"}
IN_YAML: dict[str, Any] = {
    "reason": {"vi": "Đã đối chiếu với sổ gốc.", "en": "Compared with the register."},
    "source": "Công văn 12",
    "by": "Văn phòng Đề án thử",
    "decided": dt.date(2032, 2, 1),
}
CORRECTION_IN_YAML = {"form": "danh_ba", "cell": "A13", "old": "Bà", "new": "Ông", **IN_YAML}
WAIVER_IN_YAML = {"rule": "value.range", "form": "danh_ba", "row": {"business": "K01"}, "column": "workers",
                  **IN_YAML, "expires": dt.date(2033, 1, 1)}  # fmt: skip

Row = Mapping[str, object]
ALONE = RowSoFar(RECEIPTS, FORMS, {})


@cache
def deliveries() -> Path:
    """What was delivered, the same bytes for every test."""
    folder = Path(tempfile.mkdtemp(prefix="deliveries-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_other_plan(folder / "tinh")


def province(root: Path, **entries: object) -> Project:
    """The made-up province, whose year has just these entries in YAML, and an empty log."""
    shutil.copytree(deliveries(), root)
    path = root / "params" / f"{YEAR}.yaml"
    year = yaml.safe_load(path.read_text(encoding="utf-8")) | {"waivers": [], **entries}
    path.write_text(yaml.safe_dump(year, allow_unicode=True), encoding="utf-8")
    project = find_project(root)
    write_log(project, YEAR)
    return project


def folder_of(project: Project) -> Path:
    return project.root / "nhan" / str(YEAR)


def fill(path: Path, rows: Mapping[LogSheet, list[Row]], change: Callable[[Any], object] = lambda book: None) -> Path:
    """Write ``rows`` into the log at ``path`` as another program does, by the headers."""
    book = openpyxl.load_workbook(path)
    for layout, entries in rows.items():
        sheet = book[layout.name]
        headers = [column.header for column in layout.columns]
        for number, entry in enumerate(entries, start=FIRST):
            for header, value in entry.items():
                sheet.cell(number, headers.index(header) + 1, value)
    change(book)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the year with an empty log."""
    return folder_of(province(tmp_path_factory.mktemp("log") / "tinh"))


@pytest.fixture
def folder(empty: Path, tmp_path: Path) -> Path:
    """A folder with nothing but an empty log."""
    (tmp_path / str(YEAR)).mkdir()
    shutil.copy(empty / LOG, tmp_path / str(YEAR) / LOG)
    return tmp_path / str(YEAR)


def read(folder: Path) -> Log:
    return read_log(folder, FORMS, YEAR)


def refused(folder: Path) -> UserError:
    with pytest.raises(UserError) as raised:
        read(folder)
    return raised.value


# ---------------------------------------------------------------- the empty workbook


def test_the_empty_log_says_nothing_and_is_always_the_same(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh")
    first = (folder_of(project) / LOG).read_bytes()
    assert read(folder_of(project)) == Log()
    assert write_log(project, YEAR).read_bytes() == first
    assert [path.name for path in folder_of(project).iterdir() if path.name.startswith(".")] == []


def test_every_sheet_is_ready_to_be_written_in_and_printed(empty: Path) -> None:
    book = openpyxl.load_workbook(empty / LOG)
    assert book.sheetnames == [*(layout.name for layout in LOG_SHEETS), "Hướng dẫn", "Danh mục", "_bieu"]
    assert book["_bieu"].sheet_state == "veryHidden"
    for layout in LOG_SHEETS:
        sheet = book[layout.name]
        assert [cell.value for cell in sheet[FIRST - 1]] == [column.header for column in layout.columns]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B5", "$4:$4")
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
        assert sheet.protection.sheet and not sheet.column_dimensions["A"].protection.locked
        assert sheet.cell(FIRST - 1, 1).protection.locked
        told = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
        assert len(told) == len(layout.columns)
        for each in told.values():
            assert each.prompt and each.promptTitle
        for number, column in enumerate(layout.columns, start=1):
            letter = openpyxl.utils.get_column_letter(number)
            validation = told[f"{letter}{FIRST}:{letter}{FIRST + 499}"]
            if column.kind == "date":
                (look,) = (each for each in sheet.column_dimensions.values() if each.min <= number <= each.max)
                assert validation.type == "date" and look.number_format == "dd/mm/yyyy"
            if column.kind in ("form", "rule", "vintage", "file", "by"):
                assert validation.type == "list"


def offered(empty: Path) -> Iterator[tuple[str, list[str]]]:
    """Each list of the workbook by the name by which its cells find it."""
    book = openpyxl.load_workbook(empty / LOG)
    for name, defined in book.defined_names.items():
        ((sheet, cells),) = defined.destinations
        yield name, [row[0].value for row in book[sheet][cells]]


def test_all_that_the_lists_offer_is_understood(empty: Path, folder: Path) -> None:
    lists = dict(offered(empty))
    assert lists["ds_bieu"] == [form_label(form) for form in FORMS]
    forms = [{**CORRECTION, "Biểu": label} for label in lists["ds_bieu"]]
    kinds = lists["ds_loai_so_lieu"] * 2
    receipts = [{"Tệp": file, "Loại số liệu": kind} for file, kind in zip(lists["ds_tep"], kinds, strict=False)]
    waivers = [{**WAIVER, "Quy tắc": rule} for rule in lists["ds_quy_tac_2"]]
    differences = [{**WAIVER, "Quy tắc": rule} for rule in lists["ds_quy_tac_3"]]
    fill(folder / LOG, {RECEIPTS: receipts, CORRECTIONS: forms, WAIVERS: waivers, DIFFERENCES: differences})
    log = read(folder)
    assert [each.entry.form for each in log.corrections] == [form.code for form in FORMS]
    assert [each.entry.vintage for each in log.receipts] == ["uoc", "so_bo", "chinh_thuc", "uoc", "so_bo"]
    assert [each.file for each in log.receipts] == lists["ds_tep"]
    rules = [each.entry.rule for each in log.waivers]
    assert sorted(rules) == sorted(code for code, rule in RULES.items() if rule.waivable)
    assert set(lists["ds_quy_tac_3"]) == {rule for rule in rules if rule.startswith(("forms.", "year."))}
    assert "Văn phòng Đề án thử" in lists["ds_co_quan"]


@pytest.mark.parametrize("row", [RECEIPT, {"Tệp": "x"}, {"Ngày nhận": "hôm qua"}], ids=["whole", "half", "wrong"])
def test_a_log_with_anything_in_it_is_not_written_over(tmp_path: Path, row: Row) -> None:
    project = province(tmp_path / "tinh")
    content = fill(folder_of(project) / LOG, {RECEIPTS: [row]}).read_bytes()
    with pytest.raises(UserError, match="không ghi đè") as raised:
        write_log(project, YEAR)
    assert raised.value.where == f"{YEAR}/{LOG}"
    assert (folder_of(project) / LOG).read_bytes() == content


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, os.mkfifo], ids=["folder", "empty file", "pipe"])
def test_what_is_no_log_is_not_written_over(tmp_path: Path, make: Callable[[Path], object]) -> None:
    project = province(tmp_path / "tinh")
    path = folder_of(project) / LOG
    path.unlink()
    make(path)
    with pytest.raises(UserError, match="không ghi đè"):
        write_log(project, YEAR)


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh")
    path = folder_of(project) / LOG
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere.xlsx")
    with pytest.raises(UserError, match="không ghi đè"):
        write_log(project, YEAR)
    assert not (tmp_path / "elsewhere.xlsx").exists()


def test_the_command_makes_it_once(tmp_path: Path) -> None:
    root = write_other_plan(tmp_path / "tinh")
    command = [sys.executable, "-m", "gender_indicators", "log", "--year", str(YEAR)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")

    done = run()
    assert (done.returncode, done.stdout) == (
        0,
        f"Đã lập sổ theo dõi trống: nhan/{YEAR}/{LOG} / Made the empty log nhan/{YEAR}/{LOG}\n",
    )
    fill(root / "nhan" / str(YEAR) / LOG, {RECEIPTS: [RECEIPT]})
    again = run()
    assert again.returncode == 2
    assert again.stderr.startswith(f"LỖI: {YEAR}/{LOG}: sổ theo dõi đã có nội dung")


# ---------------------------------------------------------------- the same as YAML


def test_entries_become_the_models_of_yaml(folder: Path) -> None:
    by_key = {**CORRECTION, "Ô": None, "Khóa của dòng": "Ký hiệu = K07", "Cột": "Số người làm", "Giá trị cũ": 8,
              "Giá trị mới": "(trống)", **UNTIL}  # fmt: skip
    by_line = {**CORRECTION, "Ô": None, "Dòng": 12, "Cột": "director"}
    fill(folder / LOG, {CORRECTIONS: [CORRECTION, by_key, by_line], WAIVERS: [WAIVER], RECEIPTS: [RECEIPT]})
    log = read(folder)
    one, two, three = (each.entry.model_dump(exclude_defaults=True) for each in log.corrections)
    assert one == CORRECTION_IN_YAML
    assert (two["row"], two["column"], two["old"], two["new"]) == ({"business": "K07"}, "Số người làm", 8, "")
    assert two["expires"] == dt.date(2033, 1, 1)
    assert (three["line"], three["column"]) == (12, "director")
    (waived,) = log.waivers
    assert waived.entry.model_dump(exclude_defaults=True) == {**WAIVER_IN_YAML, "column": "Số người làm"}
    (receipt,) = log.receipts
    assert (receipt.file, receipt.entry.on, receipt.entry.vintage) == (
        f"{BUREAU}/danh-ba.xlsx", dt.date(2031, 12, 3), "uoc",
    )  # fmt: skip
    assert str(receipt.place) == f'{YEAR}/{LOG}, trang "Ngày nhận", ô A5'
    assert log.corrections[1].key == f'{YEAR}/{LOG}, trang "Đính chính", dòng 6'
    assert log.corrections[1].at("old") == f'{YEAR}/{LOG}, trang "Đính chính", ô G6'


def checked(project: Project) -> pipeline.Outcome:
    return pipeline.check(pipeline.prepare(project, YEAR), Progress())


def edition_bytes(outcome: pipeline.Outcome, path: Path) -> bytes:
    save_edition(pipeline.measure(outcome, Progress()), path)
    return path.read_bytes()


IN_FORM_OF_PEOPLE = {
    **CORRECTION, "Biểu": "B-4", "Ô": None, "Dòng": "8", "Cột": "Đã giúp", "Giá trị cũ": "Có", "Giá trị mới": "Không",
    "Lý do": "Đã hỏi lại cả ba nạn nhân ở Hạ.", "Cơ quan, người quyết định": "Bà Đỗ Thị Mơ",
}  # fmt: skip
PEOPLE_IN_YAML = {
    **IN_YAML, "form": "tro_ve", "line": 8, "column": "supported", "old": "Có", "new": "Không", "by": "Bà Đỗ Thị Mơ",
    "reason": {"vi": "Đã hỏi lại cả ba nạn nhân ở Hạ.", "en": "Compared with the register."},
}  # fmt: skip
NUMBER = {**CORRECTION, "Ô": None, "Khóa của dòng": "Ký hiệu = K07", "Cột": "Số người làm", "Giá trị cũ": "8",
          "Giá trị mới": "9"}  # fmt: skip
NUMBER_IN_YAML = {**IN_YAML, "form": "danh_ba", "row": {"business": "K07"}, "column": "workers", "old": 8, "new": 9}
RECEIVED = f"files:\n  {BUREAU}/danh-ba.xlsx: {{on: 2031-12-03, vintage: uoc}}\n"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[pipeline.Outcome, pipeline.Outcome]:
    """The same entries in YAML and in the workbook, checked."""
    corrections = [CORRECTION_IN_YAML, NUMBER_IN_YAML, PEOPLE_IN_YAML]
    in_yaml = province(tmp_path_factory.mktemp("yaml") / "tinh", corrections=corrections, waivers=[WAIVER_IN_YAML])
    (folder_of(in_yaml) / LOG).unlink()
    (folder_of(in_yaml) / "received.yaml").write_text(RECEIVED, encoding="utf-8")
    in_log = province(tmp_path_factory.mktemp("book") / "tinh")
    rows = {CORRECTIONS: [CORRECTION, NUMBER, IN_FORM_OF_PEOPLE], WAIVERS: [WAIVER], RECEIPTS: [RECEIPT]}
    fill(folder_of(in_log) / LOG, rows)
    return checked(in_yaml), checked(in_log)


@pytest.mark.slow
def test_results_are_the_same_bytes(both: tuple[pipeline.Outcome, pipeline.Outcome], tmp_path: Path) -> None:
    one, other = (edition_bytes(outcome, tmp_path / "edition.json") for outcome in both)
    assert one == other
    assert one.count(b"Compared with the register") == 2  # the waiver, and both corrections of one form
    for year in (2030, YEAR):
        frames = [outcome.checked[year].tables for outcome in both]
        assert all(frames[0][code].frame.equals(frames[1][code].frame) for code in frames[0])
    assert both[0].findings == both[1].findings


def test_the_office_sees_where_each_entry_is_written(both: tuple[pipeline.Outcome, pipeline.Outcome]) -> None:
    in_yaml, in_log = ([each.entered for each in outcome.checked[YEAR].corrections] for outcome in both)
    assert in_yaml == [f'params/{YEAR}.yaml, mục "corrections" số {n}' for n in (1, 2, 3)] + [
        f'params/{YEAR}.yaml, mục "waivers" số 1'
    ]
    assert in_log == [f'{YEAR}/{LOG}, trang "Đính chính", ô A{n}' for n in (5, 6, 7)] + [
        f'{YEAR}/{LOG}, trang "Miễn trừ", ô A5'
    ]
    page = office_page(make_check_record(both[1]))
    assert f"ghi tại {YEAR}/{LOG}, trang" in page


def test_what_is_typed_about_people_stays_inside(
    both: tuple[pipeline.Outcome, pipeline.Outcome], tmp_path: Path
) -> None:
    told = edition_bytes(both[1], tmp_path / "edition.json").decode()
    assert KEPT_INSIDE.en in told
    assert "nạn nhân ở Hạ" not in told and "Đỗ Thị Mơ" not in told and LOG not in told
    assert "nạn nhân ở Hạ" in office_page(make_check_record(both[1]))


def test_a_changed_log_is_a_changed_state(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh")
    before = state_of(pipeline.prepare(project, YEAR))
    fill(folder_of(project) / LOG, {WAIVERS: [WAIVER]})
    after = state_of(pipeline.prepare(project, YEAR))
    assert f"{YEAR}/{LOG}" in before.inputs["data"]
    assert before.fingerprint != after.fingerprint


def test_an_edition_keeps_the_log_it_was_made_from(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh")
    log = fill(folder_of(project) / LOG, {WAIVERS: [WAIVER]})
    outcome = pipeline.check(pipeline.prepare(project, YEAR), Progress())
    state = state_of(outcome.facts)
    contents = Contents(pipeline.measure(outcome, Progress()), state, Standing(1, DAY, SIGNATURES))
    archived = pipeline.release(contents, outcome, False, QuickPages(), Progress(), ()).archived  # type: ignore[arg-type]
    assert (archived.record / "data" / str(YEAR) / LOG).read_bytes() == log.read_bytes()
    assert not (archived.record / "data" / "2030" / LOG).exists()
    fill(log, {WAIVERS: [{**WAIVER, "Lý do": "Vì lý do khác."}], CORRECTIONS: [CORRECTION]})
    assert state_of(pipeline.prepare(project, YEAR)).inputs["data"] != state.inputs["data"]
    with restored(archived, project) as own:
        facts = pipeline.prepare(own, YEAR)
        assert state_of(facts).inputs == state.inputs
        year = pipeline.read_year(facts, facts.year).year
    assert [each.entry.reason.vi for each in year.written_waivers] == ["Đã đối chiếu với sổ gốc."]
    assert year.written_corrections == ()


def test_the_doctor_tells_of_a_wrong_log(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh")
    fill(folder_of(project) / LOG, {RECEIPTS: [{"Tệp": "x"}]})
    assert [each.where for each in settings_of(project) if LOG in each.where] == [f"{YEAR}/{LOG}"]


def test_a_log_is_no_delivery_wherever_it_lies(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh", waivers=[WAIVER_IN_YAML])
    facts = pipeline.prepare(project, YEAR)
    assert pipeline.read_year(facts, facts.year).unexpected == ()
    copy = folder_of(project) / BUREAU / "bang-tong-hop.xlsx"
    shutil.copy(folder_of(project) / LOG, copy)
    (finding,) = pipeline.read_year(facts, facts.year).unexpected
    assert (finding.rule, finding.place.file) == ("file.unexpected", f"{BUREAU}/bang-tong-hop.xlsx")
    assert "Đây là sổ theo dõi" in finding.action.vi
    said = said_by(copy, 10)
    assert said is not None and said.log and not said.code and not said.number


# ---------------------------------------------------------------- both in YAML and in the workbook


def twice(root: Path, rows: Mapping[LogSheet, list[Row]], **entries: object) -> pipeline.Outcome:
    project = province(root, **entries)
    fill(folder_of(project) / LOG, rows)
    return checked(project)


@pytest.mark.slow
def test_the_same_in_both_is_fine(tmp_path: Path) -> None:
    rows = {CORRECTIONS: [CORRECTION, {**NUMBER, "Cột": "workers"}], WAIVERS: [WAIVER]}
    corrections = [CORRECTION_IN_YAML, {**NUMBER_IN_YAML, "row": {}, "line": 13}]
    outcome = twice(tmp_path / "a", rows, corrections=corrections, waivers=[WAIVER_IN_YAML])
    assert [f.rule for f in outcome.findings if f.rule.startswith(("entry", "correction", "waiver"))] == []
    assert len(outcome.checked[YEAR].corrections) == 3
    assert outcome.passed


OTHERWISE: dict[str, tuple[int, Row]] = {  # by the business: its workers, and how the workbook contradicts
    "K02": (12, {"Giá trị mới": 99}),
    "K03": (5, {"Lý do": "Vì lý do khác."}),
    "K04": (9, {"Căn cứ": "Công văn 13"}),
    "K05": (3, {"Ngày quyết định": dt.date(2032, 2, 2)}),
    "K07": (8, UNTIL),
}


def test_a_correction_that_contradicts_names_both_places(tmp_path: Path) -> None:
    in_yaml, rows = [], []
    for business, (workers, change) in OTHERWISE.items():
        in_yaml.append({**NUMBER_IN_YAML, "row": {"business": business}, "old": workers, "new": workers + 1})
        same = {"Khóa của dòng": f"Ký hiệu = {business}", "Giá trị cũ": workers, "Giá trị mới": f"{workers + 1}"}
        rows.append({**NUMBER, **same, **change})
    outcome = twice(tmp_path / "a", {CORRECTIONS: rows}, corrections=in_yaml, waivers=[WAIVER_IN_YAML])
    found = [f for f in outcome.findings if f.rule == "entry.twice"]
    assert not outcome.passed and {f.severity for f in found} == {"error"}
    assert [str(f.place) for f in found] == [f'{YEAR}/{LOG}, trang "Đính chính", ô A{n}' for n in range(5, 10)]
    assert all(
        f.expected.vi.endswith(f'params/{YEAR}.yaml, mục "corrections" số {n}') for n, f in enumerate(found, start=1)
    )
    assert 'trang "Đính chính", dòng 5 trong' in found[0].action.vi


@pytest.mark.slow
def test_a_waiver_that_contradicts_names_both_places(tmp_path: Path) -> None:
    rows = {WAIVERS: [{**WAIVER, "Có giá trị đến hết ngày": "02/01/2033"}]}
    outcome = twice(tmp_path / "a", rows, waivers=[WAIVER_IN_YAML])
    (finding,) = (f for f in outcome.findings if f.rule == "entry.twice")
    assert str(finding.place) == f'{YEAR}/{LOG}, trang "Miễn trừ", ô A5'
    assert finding.expected.vi.endswith(f'params/{YEAR}.yaml, mục "waivers" số 1')


@pytest.mark.slow
def test_twice_in_the_workbook_is_an_error_as_twice_in_yaml_is(tmp_path: Path) -> None:
    outcome = twice(tmp_path / "a", {CORRECTIONS: [CORRECTION, CORRECTION]}, waivers=[WAIVER_IN_YAML])
    assert [str(f.place) for f in outcome.findings if f.rule == "entry.twice"] == [
        f'{YEAR}/{LOG}, trang "Đính chính", ô A6'
    ]


@pytest.mark.parametrize("file", [f"{BUREAU}/danh-ba.xlsx", "Phong-Co-So/danh-ba.xlsx", f"{BUREAU}\\danh-ba.xlsx"])
@pytest.mark.parametrize(
    ("received", "right"),
    [
        ("{on: 2031-12-03, vintage: uoc}", True),
        ("{on: 2031-12-03}", True),
        ("{vintage: uoc}", True),
        ("{on: 2031-12-04}", False),
        ("{vintage: so_bo}", False),
    ],
)
def test_a_day_of_receipt_in_both(tmp_path: Path, file: str, received: str, right: bool) -> None:
    project = province(tmp_path / "tinh")
    (folder_of(project) / "received.yaml").write_text(f"files:\n  {BUREAU}/danh-ba.xlsx: {received}\n", "utf-8")
    fill(folder_of(project) / LOG, {RECEIPTS: [{**RECEIPT, "Tệp": file}]})
    facts = pipeline.prepare(project, YEAR)
    if not right:
        with pytest.raises(UserError, match="khác với mục ở") as raised:
            pipeline.read_year(facts, facts.year)
        assert "received.yaml" in str(raised.value) and f'{LOG}, trang "Ngày nhận", ô A5' in str(raised.value)
        return
    (arrival,) = pipeline.read_year(facts, facts.year).arrivals["danh_ba"]
    assert (arrival.on, arrival.vintage) == (dt.date(2031, 12, 3), "uoc")


def test_a_day_for_a_file_that_is_not_there_is_told_at_its_cell(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh")
    fill(folder_of(project) / LOG, {RECEIPTS: [{**RECEIPT, "Tệp": f"{BUREAU}/../danh-ba.xlsx"}]})
    facts = pipeline.prepare(project, YEAR)
    (finding,) = (f for f in pipeline.read_year(facts, facts.year).findings if f.rule == "received.unknown")
    assert str(finding.place) == f'{YEAR}/{LOG}, trang "Ngày nhận", ô A5'
    assert f"sửa tên trong {YEAR}/{LOG}" in finding.action.vi


# ---------------------------------------------------------------- what is wrong in it

WRONG: list[tuple[str, LogSheet, Row, str, str]] = [
    ("no file", RECEIPTS, {"Tệp": None}, "A5", "“Tệp” chưa điền"),
    ("a number as a file", RECEIPTS, {"Tệp": 12}, "A5", "“Tệp” ghi 12"),
    ("neither day nor vintage", RECEIPTS, {"Ngày nhận": None, "Loại số liệu": None}, "B5", "chưa ghi ngày nhận"),
    ("American", RECEIPTS, {"Ngày nhận": "12/31/2031"}, "B5", "dạng ngày/tháng/năm"),
    ("no such day", RECEIPTS, {"Ngày nhận": "31/02/2031"}, "B5", "dạng ngày/tháng/năm"),
    ("two digits", RECEIPTS, {"Ngày nhận": "03/12/31"}, "B5", "dạng ngày/tháng/năm"),
    ("a plain number", RECEIPTS, {"Ngày nhận": 48000}, "B5", "“Ngày nhận” ghi 48000"),
    ("an hour", RECEIPTS, {"Ngày nhận": dt.datetime(2031, 12, 3, 8, 30)}, "B5", "dạng ngày/tháng/năm"),
    ("vintage", RECEIPTS, {"Loại số liệu": "Ước thực hiên"}, "C5", 'Có phải ý là "Ước thực hiện"'),
    ("form", CORRECTIONS, {"Biểu": "B-9"}, "A5", 'không có biểu "B-9"'),
    ("no form", CORRECTIONS, {"Biểu": "  "}, "A5", "“Biểu” chưa điền"),
    ("cell", CORRECTIONS, {"Ô": "13A"}, "C5", "“Ô” ghi"),
    ("two places", CORRECTIONS, {"Dòng": 13}, "A5", "chỉ ghi một trong các khoá"),
    ("no place", CORRECTIONS, {"Ô": None}, "A5", "“Khóa của dòng”, “Dòng” (với “Cột”) hoặc “Ô”"),
    ("no cell", CORRECTIONS, {"Ô": None, "Dòng": 3, "Cột": "Dạng", "Trang tính": "x"}, "A5", "chỉ đi với “Ô”"),
    ("line", CORRECTIONS, {"Ô": None, "Dòng": 2.5, "Cột": "Dạng"}, "E5", "“Dòng” ghi 2.5"),
    ("line 0", CORRECTIONS, {"Ô": None, "Dòng": 0, "Cột": "Dạng"}, "E5", "“Dòng” ghi 0"),
    ("key without sign", CORRECTIONS, {"Ô": None, "Khóa của dòng": "K01", "Cột": "Dạng"}, "B5", "tên cột = giá trị"),
    ("key twice", CORRECTIONS, {"Ô": None, "Khóa của dòng": "Ký hiệu = 1; Ký hiệu = 2"}, "B5", "= giá trị"),
    ("key of no column", CORRECTIONS, {"Ô": None, "Khóa của dòng": "Ký hiêu = 1", "Cột": "Dạng"}, "B5", '"Ký hiệu"'),
    ("no old value", CORRECTIONS, {"Giá trị cũ": None}, "G5", "“Giá trị cũ” chưa điền. Giá trị như trong tệp"),
    ("no new value", CORRECTIONS, {"Giá trị mới": None}, "H5", "“Giá trị mới” chưa điền"),
    ("the same value", CORRECTIONS, {"Giá trị mới": "Bà"}, "A5", "“Giá trị cũ” và “Giá trị mới” giống nhau"),
    ("a truth", CORRECTIONS, {"Giá trị mới": True}, "H5", "“Giá trị mới” ghi True"),
    ("a formula", CORRECTIONS, {"Giá trị mới": "=1+1"}, "H5", "hãy ghi chính giá trị"),
    ("a formula in a reason", CORRECTIONS, {"Lý do": '="x"&"y"'}, "I5", "hãy ghi chính giá trị"),
    ("no reason", CORRECTIONS, {"Lý do": None}, "I5", "“Lý do” chưa điền"),
    ("no English", CORRECTIONS, {"Lý do (tiếng Anh)": None}, "J5", "“Lý do (tiếng Anh)” chưa điền"),
    ("no source", CORRECTIONS, {"Căn cứ": "\u00a0"}, "K5", "“Căn cứ” chưa điền"),
    ("a day as a source", CORRECTIONS, {"Căn cứ": dt.date(2031, 1, 1)}, "K5", "“Căn cứ” ghi 2031-01-01"),
    ("nobody", CORRECTIONS, {"Cơ quan, người quyết định": None}, "L5", "quyết định” chưa điền"),
    ("never decided", CORRECTIONS, {"Ngày quyết định": None}, "M5", "“Ngày quyết định” chưa điền"),
    ("expires before", CORRECTIONS, {"Có giá trị đến hết ngày": "01/01/2032"}, "A5", "đến hết ngày” sớm hơn"),
    ("rule", WAIVERS, {"Quy tắc": "value.rnge"}, "A5", 'Có phải ý là "value.range"'),
    ("rule that cannot be waived", WAIVERS, {"Quy tắc": "area.unknown"}, "A5", 'không có "area.unknown" trong'),
    ("rule of the other sheet", WAIVERS, {"Quy tắc": "year.jump"}, "A5", "ghi ở trang “Chênh lệch được chấp nhận”"),
    ("a waiver for ever", WAIVERS, {"Có giá trị đến hết ngày": None}, "M5", "chưa điền"),
    ("rule of other waivers", DIFFERENCES, {"Quy tắc": "value.range"}, "A5", "ghi ở trang “Miễn trừ”"),
]  # fmt: skip
RIGHT = {RECEIPTS: RECEIPT, CORRECTIONS: CORRECTION, WAIVERS: WAIVER, DIFFERENCES: {**WAIVER, "Quy tắc": "year.jump"}}


def test_the_right_rows_are_right(folder: Path) -> None:
    fill(folder / LOG, {sheet: [row] for sheet, row in RIGHT.items()})
    log = read(folder)
    assert (len(log.receipts), len(log.corrections), len(log.waivers)) == (1, 1, 2)


@pytest.mark.parametrize(
    ("sheet", "change", "cell", "words"), [each[1:] for each in WRONG], ids=[w[0] for w in WRONG]
)
def test_a_wrong_cell_is_told_at_its_place(folder: Path, sheet: LogSheet, change: Row, cell: str, words: str) -> None:
    fill(folder / LOG, {sheet: [{**RIGHT[sheet], **change}]})
    error = refused(folder)
    assert error.where == f"{YEAR}/{LOG}"
    assert error.message.vi.startswith(f'trang "{sheet.name}", ô {cell}: ')
    assert words in error.message.vi
    assert error.message.en.startswith(f'trang "{sheet.name}", ô {cell}: ')
    assert "\n" not in error.message.vi


def test_all_wrong_cells_are_told_at_once_up_to_a_number(folder: Path) -> None:
    fill(folder / LOG, {WAIVERS: [{**WAIVER, "Biểu": "B-9", "Ngày quyết định": "x"}], RECEIPTS: [{"Tệp": "x"}] * 3})
    lines = refused(folder).message.vi.split("\n")
    spots = [line.partition(": ")[0] for line in lines]
    assert spots == [f'trang "Ngày nhận", ô B{row}' for row in (5, 6, 7)] + [
        'trang "Miễn trừ", ô B5', 'trang "Miễn trừ", ô L5',
    ]  # fmt: skip
    fill(folder / LOG, {RECEIPTS: [{"Tệp": "x"}] * 60})
    lines = refused(folder).message.vi.split("\n")
    assert len(lines) == TOLD + 1 and lines[-1] == "… và còn nữa."


def renamed(sheet: str, cell: str, value: object) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def retitled(book: Any) -> None:
    book["Miễn trừ"].title = "Miễn trừ 2"


def percent(book: Any) -> None:
    book["Đính chính"]["H5"].number_format = "0%"
    book["Đính chính"]["H5"].value = 0.5


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (retitled, 'trang "Miễn trừ 2"', 'Có phải ý là "Miễn trừ"'),
        (
            renamed("Đính chính", "A4", "Biểu gì"),
            'trang "Đính chính"',
            "không có dòng tiêu đề cột bắt đầu",
        ),
        (renamed("Đính chính", "C4", "Ô nào"), 'trang "Đính chính", ô C4', 'không có cột tên "Ô nào"'),
        (renamed("Đính chính", "C4", "Dòng"), 'trang "Đính chính", ô E4', "có hai cột “Dòng”"),
        (renamed("Đính chính", "C4", None), 'trang "Đính chính", ô A4', "thiếu cột “Ô”"),
        (renamed("Đính chính", "Q7", "ghi thêm"), 'trang "Đính chính", ô Q7', "nằm ngoài các cột"),
        (percent, 'trang "Đính chính", ô H5', "định dạng phần trăm"),
    ],
    ids=["sheet", "no header", "column", "column twice", "column missing", "beside", "percent"],
)
def test_a_changed_layout_is_told(folder: Path, change: Callable[[Any], object], place: str, words: str) -> None:
    fill(folder / LOG, {CORRECTIONS: [CORRECTION]}, change)
    told = [line for line in refused(folder).message.vi.split("\n") if line.startswith(f"{place}: ")]
    assert told and words in told[0]


def test_rows_and_columns_may_be_moved(folder: Path) -> None:
    def move(book: Any) -> None:
        sheet: Worksheet = book["Ngày nhận"]
        sheet.insert_rows(2, 3)
        sheet.insert_cols(1)
        for row in range(1, 30):
            sheet.cell(row, 1, sheet.cell(row, 4).value)
            sheet.cell(row, 4).value = None

    fill(folder / LOG, {RECEIPTS: [RECEIPT]}, move)
    (receipt,) = read(folder).receipts
    assert (receipt.entry.vintage, str(receipt.place)) == ("uoc", f'{YEAR}/{LOG}, trang "Ngày nhận", ô B8')


@pytest.mark.parametrize(
    ("change", "cell", "words"),
    [
        ({"Cột": "Số người làms"}, "F5", 'không có "Số người làms"'),
        ({"Giá trị mới": "chín"}, "H5", "không hợp với cột"),
        ({"Giá trị mới": "9,5"}, "H5", "không hợp với cột"),
        ({"Giá trị cũ": dt.date(2031, 1, 1)}, "G5", "không hợp với cột"),
    ],
    ids=str,
)
def test_what_the_gate_finds_wrong_is_told_at_the_cell(tmp_path: Path, change: Row, cell: str, words: str) -> None:
    project = province(tmp_path / "tinh")
    fill(folder_of(project) / LOG, {CORRECTIONS: [{**NUMBER, **change}]})
    facts = pipeline.prepare(project, YEAR)
    delivery = pipeline.read_year(facts, facts.year)
    with pytest.raises(UserError, match=words) as raised:
        apply_corrections(delivery.tables, (), delivery.year.written_corrections, facts.year.data_as_of, Reporter())
    assert raised.value.where == f'{YEAR}/{LOG}, trang "Đính chính", ô {cell}'


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "12,5", 12.5), ("number", "12.5", 12.5), ("number", "1.234,5", 1234.5),
        ("number", "1 234", 1234.0), ("number", "1.234.567", 1234567.0), ("number", "12,3450", 12.345),
        ("number", "-3", -3.0),
        ("integer", "1.234", 1234), ("integer", "749", 749), ("integer", "749.0", 749),
        ("date", "30/11/2024", pd.Timestamp(2024, 11, 30)), ("date", "2024-11-30", pd.Timestamp(2024, 11, 30)),
    ],
)  # fmt: skip
def test_a_value_written_as_text_is_what_it_can_only_be(kind: Any, text: str, value: object) -> None:
    assert converted(text, Column(name="x", header="X", type=kind)) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "1.234"), ("number", "1,234"), ("number", "50%"), ("number", "nan"), ("number", "inf"),
        ("number", "1e5"), ("number", "1_000"), ("number", ""), ("integer", "9,5"), ("integer", "chín"),
        ("date", "11/30/2024"), ("date", "30/11/24"), ("date", "31/02/2024"),
    ],
)  # fmt: skip
def test_a_value_that_can_be_two_things_or_none_is_refused(kind: Any, text: str) -> None:
    with pytest.raises(ValueError):
        converted(text, Column(name="x", header="X", type=kind))


def test_a_wrong_log_stops_the_run_before_any_work(tmp_path: Path) -> None:
    project = province(tmp_path / "tinh")
    fill(folder_of(project) / LOG, {RECEIPTS: [{"Tệp": "x"}]})
    with pytest.raises(UserError, match="chưa ghi ngày nhận"):
        pipeline.prepare(project, YEAR)


# ---------------------------------------------------------------- days

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
WAYS: list[Callable[[dt.date], object]] = [
    lambda day: day,
    lambda day: dt.datetime(day.year, day.month, day.day),
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f" {day:%d-%m-%Y} ",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: day.isoformat(),
    lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}",
]


@settings(max_examples=12, deadline=None)
@given(days=st.lists(DAYS, min_size=len(WAYS), max_size=len(WAYS)))
def test_every_day_is_read_in_every_way_of_writing_it(empty: Path, days: list[dt.date]) -> None:
    target = empty.parent / "days" / str(YEAR)
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty / LOG, target / LOG)
    rows = [{"Tệp": f"a/{n}.csv", "Ngày nhận": way(day)} for n, (way, day) in enumerate(zip(WAYS, days, strict=True))]
    fill(target / LOG, {RECEIPTS: rows})
    assert [each.entry.on for each in read(target).receipts] == days


@given(day=DAYS.filter(lambda day: day.day > 12))
def test_a_day_with_the_month_first_is_never_guessed(day: dt.date) -> None:
    for text in (f"{day:%m/%d/%Y}", f"{day:%d/%m/%y}", f"{day:%Y-%d-%m}", f"{day:%d/%m}"):
        with pytest.raises(ValueError):
            parsed("date", text, ALONE)


@given(day=DAYS, hour=st.times().filter(lambda hour: hour != dt.time()))
def test_a_day_with_an_hour_is_no_day(day: dt.date, hour: dt.time) -> None:
    with pytest.raises(ValueError):
        parsed("date", dt.datetime.combine(day, hour), ALONE)


# ---------------------------------------------------------------- hostile names and files


@pytest.mark.parametrize(
    "name",
    [
        "so-theo-doi (1).xlsx", "So-Theo-Doi.xlsx", "so-theo-doi.xls", "so-theo-doi.ods", "so-theo-doi.csv",
        "so-theo-doi", "sổ theo dõi.xlsx", "so\u0302\u0309 theo do\u0303i.xlsx", "so_theo_doi 2031.xlsx",
        "SO-THEO-DOI - Copy.XLSX", "so-theo-doi.xlsx.xlsx", "so-theo-doi.xlsx ",
    ],
)  # fmt: skip
def test_a_log_under_nearly_its_name_is_told_and_not_left_unread(folder: Path, name: str) -> None:
    (folder / LOG).rename(folder / name)
    error = refused(folder)
    assert error.where == f"{YEAR}/{name}"
    assert f'"{LOG}"' in error.message.vi


def test_files_of_the_system_and_of_an_open_workbook_are_passed_over(folder: Path) -> None:
    for name in ("~$so-theo-doi.xlsx", ".~lock.so-theo-doi.xlsx#", f".{LOG}.part"):
        (folder / name).write_bytes(b"x")
    assert read(folder) == Log()


def test_the_log_of_another_year_is_refused(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "2030").mkdir()
    shutil.copy(empty / LOG, tmp_path / "2030" / LOG)
    with pytest.raises(UserError, match="là sổ của năm 2031, không phải 2030"):
        read_log(tmp_path / "2030", FORMS, 2030)


def test_a_link_to_a_place_outside_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / LOG).rename(tmp_path / "outside.xlsx")
    (folder / LOG).symlink_to(tmp_path / "outside.xlsx")
    assert "liên kết ra ngoài" in refused(folder).message.vi


@pytest.mark.parametrize("data", [b"", b"x", b"a,b\n1,2\n", b"PK\x03\x04 broken", b"%PDF-1.7"], ids=repr)
def test_what_is_no_workbook_is_refused(folder: Path, data: bytes) -> None:
    (folder / LOG).write_bytes(data)
    assert refused(folder).where.startswith(f"{YEAR}/{LOG}")


def test_too_large_a_file_is_not_opened(folder: Path) -> None:
    with (folder / LOG).open("wb") as file:
        file.truncate(101_000_000)
    assert "lớn hơn 100 MB" in refused(folder).message.vi


BOOKS = [kind for kind in KINDS if not kind.slow and kind.name.startswith(("xlsx", "xls", "ods")) and kind.rule]


@pytest.mark.parametrize("kind", BOOKS, ids=[kind.name for kind in BOOKS])
def test_a_workbook_made_to_harm_is_refused_as_a_delivery_is(folder: Path, kind: Any) -> None:
    (folder / LOG).write_bytes(kind.make())
    error = refused(folder)
    opened = "không có trang tính" in error.message.vi
    assert f"[{kind.rule}]" in error.message.vi or opened  # a sheet of another name is not even looked into


@pytest.mark.parametrize("words", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "x" * 32_000, "<b>&amp;</b>"])
def test_words_that_look_like_more_stay_words(folder: Path, words: str) -> None:
    def put(book: Any) -> None:
        cell = book["Đính chính"]["I5"]
        cell.value, cell.data_type = words, "s"

    fill(folder / LOG, {CORRECTIONS: [CORRECTION]}, put)
    (written,) = read(folder).corrections
    assert written.entry.reason.vi == words


def test_a_log_with_a_macro_is_refused(folder: Path) -> None:
    buffer = io.BytesIO((folder / LOG).read_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    (folder / LOG).write_bytes(buffer.getvalue())
    assert "[file.macro]" in refused(folder).message.vi
