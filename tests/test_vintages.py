"""Three vintages of each year under two readings of the plan's wording, published one after the other.

A November estimate, a preliminary and a final edition of the years 2021 to 2025, each under both readings of 4.3:
thirty editions, which readers keep. The estimate lacks the last months (a large revision follows), the preliminary
data differ from the final ones by single people (a small one).
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from archiving import archive_edition
from gender_indicators import pipeline
from gender_indicators.base.errors import UserError
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project
from gender_indicators.editions.archive import archived_editions, read_published
from gender_indicators.editions.proof import prove_editions, require_nothing_new_leaks
from gender_indicators.plan.areas import load_areas
from gender_indicators.results.edition import Edition
from offices import ROOT, copy_params

pytestmark = pytest.mark.slow

YEARS = range(2021, 2026)
VINTAGES = ("uoc", "so_bo", "chinh_thuc")
READINGS = ("15-19", "10-19")
OFFICIAL = 'kind: official\nnote: {vi: "Số liệu thử.", en: "Data for a test."}\n'
_FIRST_ROW = 8  # below the heading of every form that is a workbook


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample, as if agencies had sent it: only official data are published."""
    root = tmp_path_factory.mktemp("vintages")
    copy_params(root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    for year in YEARS:
        path = root / "params" / f"{year}.yaml"
        path.write_text(path.read_text("utf-8").replace("data/sample", "data/raw"), "utf-8")
    return Project(root, root / "notebooks")


# ---------------------------------------------------------------- the data of a vintage


def deliver(project: Project, year: int, vintage: str) -> None:
    """Make the files of ``year`` those of ``vintage``: the sample is what was final."""
    folder = project.root / "data" / "raw" / str(year)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "data" / "sample" / str(year), folder)
    (folder / "origin.yaml").write_text(OFFICIAL, "utf-8")
    if vintage == "uoc":
        _until_september(folder, year)
    elif vintage == "so_bo":
        _people_apart(folder)


def _until_september(folder: Path, year: int) -> None:
    """What was known when the year was not over."""
    end = dt.date(year, 9, 30)
    _rewrite_births(folder, lambda row: dt.date.fromisoformat(row[2]) <= end)
    for file in folder.rglob("*.xlsx"):
        if file.name.startswith("bao-luc"):
            _drop_rows(file, lambda row: row[5].date() > end)


def _people_apart(folder: Path) -> None:
    """One birth to a girl of 16 and one to a woman not told yet, one case less, one pupil who had not completed."""
    missing = [next(row[0] for row in _rows(_births(folder))[1:] if row[4] == age) for age in ("16", "27")]
    _rewrite_births(folder, lambda row: row[0] not in missing)
    for file in folder.rglob("bao-luc-gia-dinh*.xlsx"):
        _drop_rows(file, _of_case(_values(file)[0][0]))
    for file in folder.rglob("hoc-sinh-dan-toc*.xlsx"):
        book = load_workbook(file)
        row = next(row for row in book.active.iter_rows(min_row=_FIRST_ROW) if (row[4].value or 0) > 20)
        row[4].value -= 1
        book.save(file)


def _of_case(case: object) -> Callable[[tuple], bool]:  # type: ignore[type-arg]
    return lambda row: bool(row[0] == case)


def _births(folder: Path) -> Path:
    return folder / "so-y-te" / "tre-sinh-song.csv"


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _rewrite_births(folder: Path, kept: Callable[[list[str]], bool]) -> None:
    heading, *rows = _rows(_births(folder))
    rows = [row for row in rows if kept(row)]
    with _births(folder).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])


def _values(file: Path) -> list[tuple]:  # type: ignore[type-arg]
    return list(load_workbook(file).active.iter_rows(min_row=_FIRST_ROW, values_only=True))


def _drop_rows(file: Path, gone: Callable[[tuple], bool]) -> None:  # type: ignore[type-arg]
    book = load_workbook(file)
    sheet = book.active
    rows = _values(file)
    sheet.delete_rows(_FIRST_ROW, len(rows))
    for row in rows:
        if not gone(row):
            sheet.append(row)
    book.save(file)


def choose(project: Project, year: int, vintage: str, reading: str) -> None:
    """Let the year's file say which vintage its data are, and which reading is used."""
    path = project.params / f"{year}.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content |= {"vintage": vintage, "settings": {"4.3": {"age_group": reading}}}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


# ---------------------------------------------------------------- the editions


@dataclass(frozen=True)
class Step:
    """What an edition shows, what a first publication would have shown, and whether it was refused at first."""

    year: int
    vintage: str
    reading: str
    shown: dict[tuple[str, str, str], bool]
    alone: dict[tuple[str, str, str], bool]
    refused: bool


def publish(project: Project, year: int, vintage: str, reading: str) -> Step:
    choose(project, year, vintage, reading)
    before = archived_editions(project)
    others = read_published(before)
    outcome = pipeline.check(pipeline.prepare(project, year), Progress(), project.store)
    alone = pipeline.measure(outcome, Progress(), project.store)
    edition = pipeline.measure(outcome, Progress(), project.store, before=before)
    refused = False
    try:
        require_nothing_new_leaks(others, edition, outcome.facts.map)
    except UserError:
        refused = True
        edition = pipeline.measure(outcome, Progress(), project.store, hide=True, before=before)
        require_nothing_new_leaks(others, edition, outcome.facts.map)
    archive_edition(project, edition)
    return Step(year, vintage, reading, shown(edition), shown(alone), refused)


def shown(edition: Edition) -> dict[tuple[str, str, str], bool]:
    """Whether each sensitive figure of the edition's year that has a number is shown."""
    sensitive = {measure.id for measure in edition.plan.measures if measure.disclosure is not None}
    return {
        (figure.measure, figure.area.code, figure.breakdown): figure.value is not None
        for figure in edition.figures
        if figure.measure in sensitive and (figure.value is not None or figure.gap == "suppressed")
    }


@pytest.fixture(scope="module")
def steps(office: Project) -> list[Step]:
    for year in YEARS:
        deliver(office, year, "chinh_thuc")
    made = []
    for year in YEARS:
        for vintage in VINTAGES:
            deliver(office, year, vintage)
            for reading in READINGS:
                step = publish(office, year, vintage, reading)
                made.append(step)
                counts = f"{sum(step.shown.values())} of {len(step.shown)}, alone {sum(step.alone.values())}"
                print(f"{year} {vintage:10} {reading}: {counts}{', refused' * step.refused}", flush=True)
    return made


def test_nothing_hidden_can_be_worked_out_of_all_of_them(steps: list[Step], office: Project) -> None:
    editions = read_published(archived_editions(office))
    found = prove_editions(editions, load_areas(office.params / "areas.yaml"))
    visible, alone = (sum(sum(each.values()) for each in (getattr(step, name) for step in steps))
                      for name in ("shown", "alone"))  # fmt: skip
    print(f"{len(editions)} editions: {found.shown} figures shown, {found.hidden} hidden, {len(found.leaks)} leaks, "
          f"{sum(step.refused for step in steps)} refused at first; {visible / alone:.1%} of what a first "
          f"publication shows ({visible} of {alone})")  # fmt: skip
    assert len(editions) == 30
    assert found.leaks == ()
    assert found.hidden > 1000
    assert visible > 0.8 * alone


def test_what_an_estimate_hides_the_final_edition_shows(steps: list[Step]) -> None:
    """The data of the estimate were others: what it hid binds no edition of the data that came later."""
    by_name = {(step.year, step.vintage, step.reading): step for step in steps}
    for year in YEARS:
        estimate = by_name[year, "uoc", READINGS[0]].shown
        for vintage in VINTAGES[1:]:
            later = by_name[year, vintage, READINGS[0]]
            opened = [place for place, seen in later.shown.items() if seen and estimate.get(place) is False]
            kept = [place for place, seen in later.shown.items()
                    if not seen and estimate.get(place) is False and later.alone[place]]  # fmt: skip
            print(f"{year} {vintage}: {len(opened)} figures opened, {len(kept)} kept hidden")
            assert opened or False not in estimate.values()
            assert kept == []


def test_an_estimate_takes_nothing_from_the_next_edition_of_other_data(steps: list[Step]) -> None:
    """Whichever reading it was published under: so many people more, and it is another year's count."""
    for step in steps:
        if (step.vintage, step.reading) == ("so_bo", READINGS[0]):
            assert step.shown == step.alone, step.year
