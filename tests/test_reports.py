"""The whole thing as a user runs it: every year published, twice the same bytes, nothing from outside."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gender_indicators.project import Project

pytestmark = pytest.mark.slow

REPORTS = {2021: 10, 2022: 10, 2023: 10, 2024: 10, 2025: 41}


def copy_of(project: Project, folder: Path) -> Path:
    """A copy of what a run reads, in another folder."""
    for name in ("params", "notebooks", "data"):
        shutil.copytree(project.root / name, folder / name, ignore=shutil.ignore_patterns("raw", "published"))
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gender_indicators", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def published(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def home(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(project, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module", params=REPORTS)
def year(request: pytest.FixtureRequest, home: Path) -> int:
    done = run(home, "report", "--year", str(request.param), "--workers", "2")
    assert done.returncode == 0, done.stderr
    return int(request.param)


def test_every_area_has_its_report(home: Path, year: int) -> None:
    folder = home / "outputs" / str(year)
    for suffix in ("html", "pdf", "ipynb"):
        assert len(list(folder.glob(f"bao-cao-*.{suffix}"))) == REPORTS[year]
    for name in ("index.html", "quality.html", "methodology.html", "rules.html", "manifest.json", "data/results.csv"):
        assert (folder / name).stat().st_size > 1000


def test_no_measure_is_missing_for_any_area(home: Path, year: int) -> None:
    with (home / "outputs" / str(year) / "data" / "results.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["breakdown"] == "total" and row["period"] == str(year)]
    assert len(rows) == 27 * REPORTS[year]
    assert all(row["value"] or row["gap"] for row in rows)
    assert all(row["verdict"] and row["source"] and row["map"] for row in rows)


def test_pages_say_that_the_data_are_illustrative_and_load_nothing(home: Path, year: int) -> None:
    for page in (home / "outputs" / str(year)).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "SỐ LIỆU MINH HOẠ" in text, page.name
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), page.name
        assert "<script" not in text
        assert '<html lang="vi"' in text


def test_the_manifest_names_every_file_by_its_hash(home: Path, year: int) -> None:
    folder = home / "outputs" / str(year)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["outputs"] == {
        name: digest for name, digest in published(folder).items() if name != "manifest.json"
    }
    assert manifest["inputs"]["data"]
    assert str(home) not in json.dumps(manifest)


def test_no_file_tells_where_it_was_made(home: Path, year: int) -> None:
    for path in (home / "outputs" / str(year)).rglob("*"):
        if path.is_file():
            assert str(home).encode() not in path.read_bytes(), path.name


def test_two_runs_in_two_folders_give_the_same_bytes(
    project: Project, home: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = copy_of(project, tmp_path / "a longer name, với dấu")
    for folder, workers in ((home, "2"), (other, "1")):
        done = run(folder, "report", "--year", "2023", "--workers", workers)
        assert done.returncode == 0, done.stderr
    assert published(home / "outputs" / "2023") == published(other / "outputs" / "2023")


def test_one_area_is_made_alone_and_joins_the_others(project: Project, tmp_path: Path) -> None:
    folder = copy_of(project, tmp_path)
    done = run(folder, "report", "--year", "2021", "--area", "483")
    assert done.returncode == 0, done.stderr
    assert [p.name for p in (folder / "outputs" / "2021").glob("bao-cao-*.html")] == ["bao-cao-483.html"]
    before = published(folder / "outputs" / "2021")
    done = run(folder, "report", "--year", "2021", "--area", "46")
    assert done.returncode == 0, done.stderr
    after = published(folder / "outputs" / "2021")
    assert {name for name in after if name.endswith(".html") and name.startswith("bao-cao")} == {
        "bao-cao-46.html", "bao-cao-483.html",
    }  # fmt: skip
    assert after["bao-cao-483.html"] == before["bao-cao-483.html"]


def test_only_the_pages_that_changed_are_made_anew(project: Project, tmp_path: Path) -> None:
    folder = copy_of(project, tmp_path)
    target = folder / "outputs" / "2021"
    assert run(folder, "report", "--year", "2021").returncode == 0
    first, pages = published(target), manifest_of(target)["pages"]

    births = folder / "data" / "sample" / "2021" / "so-y-te" / "tre-sinh-song.csv"
    whole = births.read_bytes()
    births.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    done = run(folder, "report", "--year", "2021")
    assert done.returncode == 0, done.stderr
    made = {name for name, key in manifest_of(target)["pages"].items() if pages[name] != key}
    assert {"bao-cao-46", "methodology", "quality"} < made
    assert len(made) == 4  # and the one district of the birth
    assert f"lập {len(made)} trang, giữ nguyên {len(pages) - len(made)} trang" in done.stdout
    after = published(target)
    kept = {name for name in after if Path(name).stem in set(pages) - made}
    assert kept
    assert {name: after[name] for name in kept} == {name: first[name] for name in kept}

    fresh = copy_of(project, tmp_path / "fresh")
    (fresh / births.relative_to(folder)).write_bytes(births.read_bytes())
    assert run(fresh, "report", "--year", "2021").returncode == 0
    assert published(fresh / "outputs" / "2021") == after  # as if nothing had been kept

    births.write_bytes(whole)
    assert run(folder, "report", "--year", "2021").returncode == 0
    assert published(target) == first


def test_two_runs_at_once_leave_one_whole_publication(project: Project, tmp_path: Path) -> None:
    folder = copy_of(project, tmp_path)
    command = [sys.executable, "-m", "gender_indicators", "report", "--year", "2021", "--workers", "1"]
    runs = [subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait(timeout=300) for each in runs] == [0, 0]
    target = folder / "outputs" / "2021"
    files = {name: digest for name, digest in published(target).items() if name != "manifest.json"}
    assert manifest_of(target)["outputs"] == files
    assert {path.name for path in (folder / "outputs").iterdir()} == {"2021", "noi-bo"}
    assert "Không có gì thay đổi" in run(folder, "report", "--year", "2021").stdout
    assert not list((folder / ".cache").glob(".part-*"))


def manifest_of(folder: Path) -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return content
