"""All years published one after the other, with a revision in between: nothing hidden can be worked out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project
from gender_indicators.disclosure.proof import prove
from gender_indicators.editions.manifest import state_of
from gender_indicators.editions.proof import prove_folders
from gender_indicators.editions.published import published_folders, read_editions
from gender_indicators.plan.areas import load_areas
from gender_indicators.report.making.workers import local_workers
from gender_indicators.results.year_figures import YearFigures

pytestmark = pytest.mark.slow


def publish(project: Project, year: int) -> YearFigures:
    """Publish the province's report of ``year`` with the year's pages; return what was hidden."""
    facts = pipeline.prepare(project, year)
    outcome = pipeline.check(facts, Progress(), project.store)
    edition = pipeline.measure(outcome, Progress(), project.store)
    with local_workers(2) as workers:
        pipeline.report(edition, outcome, state_of(facts), "46", workers, Progress())
    return pipeline.measure_passed(outcome, project.store)[year]


def revise(project: Project, year: int) -> None:
    """Late corrections of a year: cases of violence and births that were counted twice."""
    folder = project.data(f"data/sample/{year}")
    births = folder / "so-y-te" / "tre-sinh-song.csv"
    births.write_text("".join(births.read_text("utf-8").splitlines(keepends=True)[:-40]), "utf-8")
    path = folder / "so-vhtt" / "bao-luc-gia-dinh.xlsx"
    book = load_workbook(path)
    sheet = book.active
    sheet.delete_rows(sheet.max_row - 12, 9)
    book.save(path)


@pytest.fixture(scope="module")
def copy(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("years")
    for name in ("params", "notebooks", "data"):
        shutil.copytree(project.root / name, root / name, ignore=shutil.ignore_patterns("raw", "published"))
    return Project(root, root / "notebooks")


def test_years_published_one_after_the_other_reveal_nothing(copy: Project, tmp_path: Path) -> None:
    hidden, kept = {}, {}
    for step, year in enumerate((2021, 2022, 2023, 2022, 2024, 2023, 2025)):
        if step in (3, 5):
            revise(copy, year)
        hidden[year] = publish(copy, year)
        kept[f"{year}-{step}"] = shutil.copytree(copy.outputs / str(year), tmp_path / f"{year}-{step}")
    small = sum(each.primary for each in hidden.values())
    further = sum(each.further for each in hidden.values())
    found = prove_folders(published_folders(copy.outputs), load_areas(copy.params / "areas.yaml"))
    print(f"{small} small figures and {further} further ones hidden; {found}")
    assert found.leaks == ()
    assert found.hidden > 100
    assert small > 50
    assert all(each.least and not each.whole for each in hidden.values())
    # a reader who kept every edition, the revised ones too
    assert prove(read_editions(kept), load_areas(copy.params / "areas.yaml")).leaks == ()
