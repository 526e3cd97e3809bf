"""All years published one after the other, with a revision in between: nothing hidden can be worked out."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import load_workbook

from archiving import archive_edition
from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project
from gender_indicators.editions.archive import archived_editions, read_published, told_by_year
from gender_indicators.editions.proof import prove_editions, require_nothing_new_leaks
from gender_indicators.plan.areas import load_areas
from gender_indicators.results.edition_making import measure_passed
from gender_indicators.results.year_figures import YearFigures

pytestmark = pytest.mark.slow


def publish(project: Project, year: int) -> YearFigures:
    """Publish ``year``; return what was hidden."""
    before = archived_editions(project)
    outcome = pipeline.check(pipeline.prepare(project, year), Progress(), project.store)
    edition = pipeline.measure(outcome, Progress(), project.store, before=before)
    others = read_published(before)
    require_nothing_new_leaks(others, edition, outcome.facts.map)
    archive_edition(project, edition)
    return measure_passed(outcome, told_by_year(others.values()), project.store)[year]


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


def test_years_published_one_after_the_other_reveal_nothing(copy: Project) -> None:
    hidden = {}
    for step, year in enumerate((2021, 2022, 2023, 2022, 2024, 2023, 2025)):
        if step in (3, 5):
            revise(copy, year)
        hidden[year] = publish(copy, year)
    small = sum(each.primary for each in hidden.values())
    further = sum(each.further for each in hidden.values())
    editions = read_published(archived_editions(copy))  # a reader keeps every edition, the revised ones too
    found = prove_editions(editions, load_areas(copy.params / "areas.yaml"))
    print(f"{small} small figures and {further} further ones hidden; {found}")
    assert list(editions) == ["2021/1", "2022/1", "2023/1", "2022/2", "2024/1", "2023/2", "2025/1"]
    assert found.leaks == ()
    assert found.hidden > 100
    assert small > 50
    assert all(each.least and not each.whole for each in hidden.values())
