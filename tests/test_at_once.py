"""Two commands at once in one office: one waits and says for whom, both end well, and what comes out is right."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from offices import ROOT
from small_office import SIGNED, revise, write_office

pytestmark = pytest.mark.slow

YEAR = ("--year", "2031", "--workers", "2")
REPORT = ("report", *YEAR)
COMMAND = (sys.executable, "-m", "gender_indicators")
SIGNS = (".making-*", ".replaced-*", ".part-*", ".holder")


def publish(remark: str, vintage: str = "chinh_thuc") -> tuple[str, ...]:
    return ("publish", *YEAR, *SIGNED, "--vintage", vintage, "--day", "2032-06-01", "--remark", remark)


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run(folder: Path, *arguments: str) -> str:
    process = start(folder, *arguments)
    out, errors = process.communicate(timeout=600)
    assert process.returncode == 0, out + errors
    return out


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with an edition and a draft, and data that have changed since and that its cache knows."""
    root = write_office(tmp_path_factory.mktemp("at-once") / "Tỉnh Sông Thử")
    run(root, *REPORT)
    run(root, *publish("Lần đầu", "so_bo"))
    revise(root)
    warm = shutil.copytree(root, root.parent / "warm")
    run(warm, *REPORT)
    shutil.copytree(warm / ".cache", root / ".cache", dirs_exist_ok=True)
    shutil.rmtree(warm)
    return root


@pytest.fixture
def office(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / base.name)


def both(folder: Path, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str]:
    """Start both commands in the same moment; return what each said. One of them waited for the other."""
    running = [start(folder, *one), start(folder, *other)]
    said = [process.communicate(timeout=600) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert not any("Traceback" in errors for _, errors in said)
    waited = ["Đợi lệnh khác chạy xong: " in out for out, _ in said]
    assert sum(waited) == 1, said
    other_process = running[waited.index(False)].pid
    assert f", {other_process}, " in said[waited.index(True)][0]
    assert not [path for sign in SIGNS for path in folder.rglob(sign)]
    return said[0][0], said[1][0]


def editions(folder: Path) -> list[str]:
    """The listed editions, which are those of the archive, each as it was published."""
    with (folder / "data" / "published" / "so-cong-bo.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[-1][:2] == ["tong", str(len(rows) - 2)]
    listed = [f"{year}/{number}" for year, number, *_ in rows[1:-1]]
    archive = folder / "outputs" / "published"
    assert sorted(listed) == sorted(
        f"{path.parent.name}/{path.name}" for path in archive.glob("[0-9]*/*") if path.is_dir()
    )
    assert f"{len(listed)} ấn phẩm còn nguyên" in run(folder, "verify", "--quick")
    return listed


def test_two_reports(office: Path) -> None:
    said = both(office, REPORT, REPORT)
    assert sum("Xong bản dự thảo" in each for each in said) == 1
    assert sum("Không có gì thay đổi" in each for each in said) == 1
    assert "Không có gì thay đổi" in run(office, *REPORT)


def test_a_report_and_a_publication(office: Path) -> None:
    _, published = both(office, REPORT, publish("Lần hai"))
    assert "Đã công bố ấn phẩm 2031/2" in published
    assert editions(office) == ["2031/1", "2031/2"]
    run(office, *REPORT)
    assert "Không có gì thay đổi" in run(office, *REPORT)


def test_two_publications_of_the_same(office: Path) -> None:
    said = both(office, publish("Lần hai"), publish("Lần hai"))
    assert sum("Đã công bố ấn phẩm 2031/2" in each for each in said) == 1
    assert sum("Không có gì thay đổi so với ấn phẩm 2031/2" in each for each in said) == 1
    assert editions(office) == ["2031/1", "2031/2"]


def test_two_publications_of_two_years(office: Path) -> None:
    other = tuple("2030" if word == "2031" else word for word in publish("Năm trước"))
    said = both(office, publish("Lần hai"), other)
    assert all("Đã công bố ấn phẩm" in each for each in said)
    assert sorted(editions(office)) == ["2030/1", "2031/1", "2031/2"]
