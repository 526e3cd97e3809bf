"""What a page is made from, and when it has to be made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from edition_example import AREAS, CITY, EDITION, PROVINCE
from gender_indicators.base.project import Project
from gender_indicators.editions.manifest import MadeBefore
from gender_indicators.editions.pages import _pages
from gender_indicators.figures.figure import Figure
from gender_indicators.plan.areas import AreaRef
from gender_indicators.report.making.pages import Page
from gender_indicators.report.making.standing import DRAFT
from gender_indicators.report.sections.area_report import Report, report_of
from gender_indicators.results.edition import Edition, part_by_area
from writing import as_html

PARTS = (
    "masthead", "summary", "scorecard", "goals", "comparisons", "findings", "corrections", "sources", "legend",
)  # fmt: skip


def html(report: Report) -> list[str]:
    return [as_html(getattr(report, part)()) for part in PARTS]


def pages(project: Project, edition: Edition, areas: Iterable[AreaRef] = AREAS) -> dict[str, Page]:
    return {page.name: page for page in _pages(edition, DRAFT, project, areas)}


def changed(project: Project, edition: Edition) -> set[str]:
    """The pages that come out differently than from the example."""
    before, after = pages(project, EDITION), pages(project, edition)
    return {name for name in after if after[name].key != before[name].key}


def test_a_report_from_its_part_is_the_report_from_the_whole() -> None:
    for area, part in part_by_area(EDITION, AREAS):
        assert html(report_of(part, area.code)) == html(report_of(EDITION, area.code)), area


def test_a_part_tells_nothing_of_other_areas() -> None:
    parts = dict(part_by_area(EDITION, AREAS))
    assert {f.area for f in parts[CITY].figures} == {CITY}
    assert {v.area for v in parts[CITY].verdicts} == {CITY.code}
    assert parts[CITY].areas == (PROVINCE, CITY)
    assert not any(source.sha256 or source.rows for f in parts[CITY].figures for source in f.sources)


def test_a_changed_figure_changes_its_area_and_the_province_alone(project: Project) -> None:
    def other(figure: Figure) -> Figure:
        is_it = figure.area == CITY and figure.value is not None
        return replace(figure, value=figure.value + 1) if is_it and figure.value is not None else figure

    edition = replace(EDITION, figures=tuple(map(other, EDITION.figures)))
    assert changed(project, edition) == {f"bao-cao-{PROVINCE.code}", f"bao-cao-{CITY.code}", "quality"}


def test_a_file_with_other_bytes_changes_the_pages_that_print_its_hash(project: Project) -> None:
    def other(figure: Figure) -> Figure:
        return replace(figure, sources=tuple(replace(source, sha256="f" * 64) for source in figure.sources))

    edition = replace(EDITION, figures=tuple(map(other, EDITION.figures)))
    assert changed(project, edition) == {f"bao-cao-{PROVINCE.code}", "methodology", "quality"}


def test_a_problem_changes_every_page_that_tells_of_it(project: Project) -> None:
    edition = replace(EDITION, problems=())
    assert changed(project, edition) == {*(f"bao-cao-{area.code}" for area in AREAS), "quality"}


def test_the_key_depends_on_everything_the_page_is_made_from(project: Project) -> None:
    page = pages(project, EDITION)[f"bao-cao-{CITY.code}"]
    others = [
        replace(page, name="x"),
        replace(page, template="x.ipynb"),
        replace(page, notebook=b"x"),
        replace(page, edition=b"x"),
        replace(page, parameters={"year": 2024, "area": "x"}),
        replace(page, about=replace(page.about, banner="x")),
        replace(page, paper=False),
        replace(page, software="x"),
    ]
    assert len({page.key, *(other.key for other in others)}) == 9


@pytest.mark.parametrize("harm", [None, "key", "html", "pdf", "ipynb", "gone"])
def test_a_page_is_taken_over_only_when_it_and_all_its_files_are_as_they_were(
    project: Project, tmp_path: Path, harm: str | None
) -> None:
    page = pages(project, EDITION)[f"bao-cao-{CITY.code}"]
    files = {suffix: suffix.encode() for suffix in page.suffixes}
    assert set(files) == {".html", ".pdf", ".ipynb"}
    outputs = {f"{page.name}{suffix}": hashlib.sha256(content).hexdigest() for suffix, content in files.items()}
    for suffix, content in files.items():
        (tmp_path / f"{page.name}{suffix}").write_bytes(content + (b"!" if suffix == f".{harm}" else b""))
    if harm == "gone":
        (tmp_path / f"{page.name}.pdf").unlink()
    key = "other" if harm == "key" else page.key
    before = MadeBefore(tmp_path, frozenset(), {page.name: key}, outputs)
    assert before.files(page) == (files if harm is None else None)
