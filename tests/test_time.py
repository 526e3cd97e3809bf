"""A year is held against the day its data were closed: the same in ten years, elsewhere, for another user."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import find_project
from offices import ROOT
from small_office import DAY, SIGNED, content, copied, edit, must, publish, run, write_office

pytestmark = pytest.mark.slow

FAR = dt.date(2040, 6, 1)

# What Python runs before anything else where it is found first: fourteen years later, for every process of a command.
LATER = """
import datetime, time
shift = 14 * 365 * 86_400
true_time, true_ns, true_local, true_gm = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: true_time() + shift
time.time_ns = lambda: true_ns() + shift * 1_000_000_000
time.localtime = lambda seconds=None: true_local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: true_gm(time.time() if seconds is None else seconds)
import gender_indicators.cli.common as common
common.today = lambda: datetime.date.fromtimestamp(time.time())
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_office(tmp_path_factory.mktemp("time") / "tinh")
    must(run(root, "check", "--year", "2031"))
    return root


@pytest.fixture
def root(checked: Path, tmp_path: Path) -> Path:
    return copied(checked, tmp_path / "tinh")


def outcome_of(root: Path) -> pipeline.Outcome:
    project = find_project(root)
    return pipeline.check(pipeline.prepare(project, 2031), Progress(), project.store)


# ---------------------------------------------------------------- expiry and lateness


@pytest.mark.parametrize(
    ("expires", "passes"), [("2032-01-30", False), ("2032-01-31", True), ("2032-02-01", True)]
)  # the data were closed on 31 January 2032
def test_a_waiver_expires_by_the_day_the_data_were_closed(root: Path, expires: str, passes: bool) -> None:
    path = root / "params" / "2031.yaml"
    edit(path, "decided: 2032-02-01", "decided: 2032-01-10")
    edit(path, "expires: 2033-01-01", f"expires: {expires}")
    assert outcome_of(root).passed == passes
    for today in (dt.date(2032, 1, 1), FAR):
        assert (run(root, "report", "--year", "2031", today=today).code == 0) == passes


@pytest.mark.parametrize(("expires", "passes"), [("2032-01-30", False), ("2032-01-31", True)])
def test_a_correction_expires_by_the_day_the_data_were_closed(root: Path, expires: str, passes: bool) -> None:
    path = root / "params" / "2031.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text[: text.index("waivers:")]
        + textwrap.dedent(
            f"""
            corrections:
              - form: danh_ba
                row: {{business: K01}}
                column: workers
                old: 450
                new: 250
                reason: {{vi: "Ghi nhầm.", en: "A slip."}}
                source: "Biên bản"
                by: "Văn phòng Đề án thử"
                decided: 2032-01-10
                expires: {expires}
            """
        ),
        "utf-8",
    )
    assert outcome_of(root).passed == passes


@pytest.mark.parametrize(("on", "late"), [("2032-01-31", False), ("2032-02-01", True)])
def test_a_file_is_late_by_the_day_the_data_were_closed(root: Path, on: str, late: bool) -> None:
    received = root / "data" / "raw" / "2031" / "received.yaml"
    received.write_text(f"files:\n  phong-co-so/to-chuc.xlsx: {{on: {on}}}\n", "utf-8")
    found = [finding.place.file for finding in outcome_of(root).findings if finding.rule == "file.after_closing"]
    assert found == ["phong-co-so/to-chuc.xlsx"] * late


# ---------------------------------------------------------------- the same bytes


def test_the_day_a_command_runs_on_is_on_no_page(root: Path, tmp_path: Path) -> None:
    other = copied(root, tmp_path / "nam-2040")
    for place, today in ((root, dt.date(2032, 3, 1)), (other, FAR)):
        must(run(place, "report", "--year", "2031", today=today))
        must(publish(place))
    assert content(root / "outputs" / "2031") == content(other / "outputs" / "2031")
    pages = "outputs/published/2031/1/bao-cao"
    assert content(root / pages) == content(other / pages)


def test_an_edition_says_the_day_it_was_given_else_todays(root: Path) -> None:
    arguments = ("publish", "--year", "2031", *SIGNED, "--vintage", "so_bo", "--remark", "")
    must(run(root, *arguments, today=FAR))
    assert "Ấn phẩm số 1, công bố ngày 01/06/2040" in (
        root / "outputs" / "published" / "2031" / "1" / "bao-cao" / "index.html"
    ).read_text("utf-8")


def command(root: Path, *arguments: str, umask: int = 0o022, **environment: str) -> None:
    """Run a command as a process of its own, with nothing else in its environment."""
    run = [sys.executable, "-m", "gender_indicators", *arguments]
    told = {"PATH": os.environ["PATH"], **environment}
    done = subprocess.run(run, cwd=root, env=told, umask=umask, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="umask and users are POSIX")
def test_another_user_makes_the_same_bytes_in_fourteen_years(tmp_path: Path) -> None:
    here = write_office(tmp_path / "tinh")
    there = copied(here, tmp_path / "chỗ khác" / "Tỉnh Sông Thử")  # workbooks hold the second they were written in
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER, "utf-8")
    library, later = str(ROOT / "lib"), str(tmp_path / "later")
    first = {"HOME": str(tmp_path / "here"), "USER": "an", "TZ": "Asia/Ho_Chi_Minh", "LANG": "C.UTF-8"}
    second = {
        "HOME": str(tmp_path / "there"),
        "USER": "binh",
        "LOGNAME": "binh",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
    }
    publishing = ("publish", "--year", "2031", *SIGNED, "--vintage", "so_bo", "--day", DAY, "--remark", "Lần đầu")
    for arguments in (("report", "--year", "2031"), publishing):
        command(here, *arguments, PYTHONPATH=library, **first)
        command(there, *arguments, umask=0o077, PYTHONPATH=os.pathsep.join((later, library)), **second)
    for folder in ("outputs/2031", "outputs/noi-bo/2031", "outputs/published/2031/1/bao-cao"):
        assert content(here / folder) == content(there / folder), folder
    command(there, "reproduce", "--year", "2031", "--edition", "1", PYTHONPATH=library, **first)
