"""The whole thing as a user runs it: every year published, twice the same bytes, nothing from outside."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gender_indicators.base.project import Project
from gender_indicators.plan.plan import load_plan
from gender_indicators.results.edition import load_edition

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


class Page(HTMLParser):
    """A page as links see it: the words and the links inside each element that has an id, and of each table row."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self.links: dict[str, list[str]] = {}
        self.rows: list[tuple[str, list[str]]] = []
        self._open: list[tuple[str, str]] = []
        self._target = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._open.append((tag, found.get("id", "")))
        if tag in ("h2", "h3", "h4"):
            self._target = found.get("id", "")
        if tag == "tr":
            self.rows.append(("", []))
        if tag == "a":
            self.links.setdefault(self._target, []).append(found["href"])
            if self.rows:
                self.rows[-1][1].append(found["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._open.pop()
        if tag == "table":
            self.rows.append(("", []))

    def handle_data(self, data: str) -> None:
        for _, identity in self._open:
            self.words[identity] = self.words.get(identity, "") + data
        if self.rows:
            self.rows[-1] = (self.rows[-1][0] + data, self.rows[-1][1])


def test_two_clicks_lead_from_a_figure_to_its_definition_function_and_files(
    home: Path, year: int, project: Project
) -> None:
    """From the table of targets to the target's section, from there to the measure on the methodology page."""
    folder, plan = home / "outputs" / str(year), load_plan(project.params / "plan.yaml")
    method = Page(folder / "methodology.html")
    edition = load_edition(folder / "data" / "edition.json")
    for report in [folder / "bao-cao-46.html", sorted(folder.glob("bao-cao-*.html"))[0]]:
        page = Page(report)
        for target in plan.targets:
            (first,) = {
                link for words, links in page.rows for link in links if words.startswith(target.id + target.name.vi)
            }
            assert first == f"#chi-tieu-{target.id}"
            second = page.links[first.removeprefix("#")]
            for measure in target.measures:
                assert f"methodology.html#so-do-{measure.id}" in second
                told = method.words[f"so-do-{measure.id}"]
                files = [source.file for source in edition.figure(measure.id, "46").sources]
                assert files
                assert all(words in told for words in (measure.definition.vi, measure.computed_by, *files))


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
