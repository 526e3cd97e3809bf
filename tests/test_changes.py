"""Revisions of a published year, alone or beside another: what changed is told, and for the right cause."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from archiving import DAY, SIGNATURES
from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.editions.archive import archived_editions, load_archived
from gender_indicators.editions.causes import Side, explained_changes
from gender_indicators.editions.ingredients import Ingredients, read_ingredients
from gender_indicators.editions.manifest import state_of
from gender_indicators.editions.pages import Contents
from gender_indicators.figures.figure import withheld
from gender_indicators.report.making.changes import changes_page
from gender_indicators.report.making.standing import DRAFT, Standing
from gender_indicators.results.changes import Cause, CauseKind, Change
from gender_indicators.results.edition import Edition
from offices import ROOT, copy_params
from small_office import QuickPages

pytestmark = pytest.mark.slow

YEAR = 2021
DATA = f"data/raw/{YEAR}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has published 2021."""
    root = tmp_path_factory.mktemp("office") / "Huế"
    copy_params(root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    shutil.copytree(ROOT / "data" / "sample" / str(YEAR), root / DATA)
    edit(root / DATA / "origin.yaml", "kind: synthetic", "kind: official")
    edit(root / "params" / f"{YEAR}.yaml", f"data/sample/{YEAR}", DATA)
    publish(find_project(root))
    return root


def publish(project: Project) -> None:
    before = archived_editions(project)
    facts = pipeline.prepare(project, YEAR)
    outcome = pipeline.check(facts, Progress())
    edition = pipeline.measure(outcome, Progress(), before=before)
    standing = Standing(len(before) + 1, DAY, SIGNATURES)
    contents = Contents(edition, state_of(facts), standing)
    pipeline.release(contents, outcome, False, QuickPages(), Progress(), before)  # type: ignore[arg-type]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, (path.name, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


# ---------------------------------------------------------------- the revisions


def corrected_file(root: Path) -> None:
    path = root / DATA / "so-y-te" / "tre-sinh-song.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    girls = [number for number, line in enumerate(lines) if ",Nữ," in line][:40]
    for number in girls:
        lines[number] = lines[number].replace(",Nữ,", ",Nam,")
    path.write_text("".join(lines), "utf-8")


def threshold(root: Path) -> None:
    plan = root / "params" / "plan.yaml"
    text = plan.read_text("utf-8")
    start = text.index('- id: "2.3"')
    changed = text[start:].replace(
        'threshold: {operator: ">=", value: 30', 'threshold: {operator: ">=", value: 20', 1
    )
    assert changed != text[start:]
    plan.write_text(text[:start] + changed, "utf-8")


def reading(root: Path) -> None:
    year = root / "params" / f"{YEAR}.yaml"
    year.write_text(year.read_text("utf-8") + '\nsettings: {"4.3": {age_group: "10-19"}}\n', "utf-8")


def formula(root: Path) -> None:
    edit(root / "params" / "plan.yaml", "where: {kind: [enterprise, cooperative], status: active}",
         "where: {kind: [enterprise], status: active}")  # fmt: skip


def other_map(root: Path) -> None:
    edit(root / "params" / f"{YEAR}.yaml", "levels: [province, district]", "levels: [province, commune]")


def rebased_population(root: Path) -> None:
    """In each commune twenty women of 15-19 are counted as 20-24."""
    edits = {"Nữ,15-19": -20, "Nữ,20-24": 20}

    def moved(line: str) -> str:
        key, _, number = line.rpartition(",")
        by = next((by for group, by in edits.items() if key.endswith(group)), 0)
        return f"{key},{int(number) + by}" if by else line

    path = root / DATA / "cuc-thong-ke" / "dan-so.csv"
    path.write_text("".join(f"{moved(line)}\n" for line in path.read_text("utf-8").splitlines()), "utf-8")


def renamed_unit(root: Path) -> None:
    areas = root / "params" / "areas.yaml"
    new = 'name: Huyện Nam Đông Mới, aliases: ["Huyện Nam Đông"],'
    areas.write_text(areas.read_text("utf-8").replace("name: Huyện Nam Đông,", new), "utf-8")


REVISIONS: dict[str, tuple[Callable[[Path], None], set[str], set[str]]] = {
    "corrected file": (corrected_file, {"data births"}, {"4.1"}),
    "threshold": (threshold, {"threshold"}, {"2.3"}),
    "reading": (reading, {"reading"}, {"4.3"}),
    "formula": (formula, {"method"}, {"2.3"}),
    "map": (other_map, {"map"}, set()),
    "re-based population": (rebased_population, {"data population"}, {"4.3"}),
    "renamed unit": (renamed_unit, {"name"}, set()),
}


def compared(root: Path) -> tuple[Edition, tuple[Change, ...]]:
    project = find_project(root)
    editions = archived_editions(project)
    facts = pipeline.prepare(project, YEAR)
    return pipeline.compare_now(editions[-1], facts, editions, project.store, Progress())


def words(cause: Cause) -> str:
    return " ".join(filter(None, (cause.kind, cause.form)))


@pytest.mark.parametrize("name", REVISIONS)
def test_a_revision_is_classified_by_its_cause(office: Path, tmp_path: Path, name: str) -> None:
    revise, causes, measures = REVISIONS[name]
    root = shutil.copytree(office, tmp_path / "Huế")
    revise(root)
    edition, changes = compared(root)
    assert changes
    assert {words(cause) for change in changes for cause in change.causes} == causes
    if measures:
        assert {change.figure.measure for change in changes} == measures
    page = changes_page(edition, changes, Standing(1, DAY), DRAFT)
    assert "Nguyên nhân" in page


def test_two_causes_at_once_are_told_apart_by_measuring_again(office: Path, tmp_path: Path) -> None:
    root = shutil.copytree(office, tmp_path / "Huế")
    corrected_file(root)  # changes boys to girls, not how many were born to whom
    reading(root)
    _, changes = compared(root)
    found = {change.figure.measure: {words(cause) for cause in change.causes} for change in changes}
    assert found == {"4.1": {"data births"}, "4.3": {"reading"}}


def test_nothing_changed_tells_nothing(office: Path) -> None:
    assert compared(office)[1] == ()


# ---------------------------------------------------------------- what a rerun cannot take back


@pytest.fixture(scope="module")
def side(office: Path) -> Side:
    (archived,) = archived_editions(find_project(office))
    return Side(load_archived(archived), read_ingredients(archived))


def never(kinds: Collection[CauseKind]) -> Edition | None:
    raise AssertionError(f"measured again without {kinds}")


def nudged(edition: Edition, factor: float) -> Edition:
    """The edition with every value of 2.3 a little larger."""
    figures = tuple(
        replace(each, value=each.value * factor) if each.measure == "2.3" and each.value is not None else each
        for each in edition.figures
    )
    return replace(edition, figures=figures)


def with_ingredients(side: Side, edition: Edition | None = None, **other: object) -> Side:
    return Side(edition or side.edition, replace(side.ingredients, **other))  # type: ignore[arg-type]


def causes_of(changes: tuple[Change, ...]) -> set[str]:
    return {words(cause) for change in changes for cause in change.causes}


def test_a_library_that_changes_the_last_digit_is_rounding(side: Side) -> None:
    after = with_ingredients(side, nudged(side.edition, 1 + 4 * math.ulp(1.0)), versions={"numpy": "9"})
    changes = explained_changes(side, after, never)
    assert {change.figure.measure for change in changes} == {"2.3"}
    assert causes_of(changes) == {"rounding"}


def test_another_program_is_named(side: Side) -> None:
    after = with_ingredients(side, nudged(side.edition, 1.01), library={"measures/counting.py": "x"})
    assert causes_of(explained_changes(side, after, never)) == {"program"}


@pytest.mark.parametrize("kind", ["correction", "waiver"])
def test_an_entry_taken_back_is_found_beside_other_data(side: Side, kind: CauseKind) -> None:
    place = f"{YEAR}/businesses"
    other = with_ingredients(side, nudged(side.edition, 1.01), **{f"{kind}s": {place: "x"}}, data={place: {"a": "b"}})

    def rerun(kinds: Collection[CauseKind]) -> Edition | None:
        return side.edition if kind in kinds else other.edition

    assert causes_of(explained_changes(side, other, rerun)) == {f"{kind} businesses"}
    changes = explained_changes(side, other, lambda kinds: other.edition)
    assert causes_of(changes) == {"data businesses"}


def test_what_nothing_explains_is_hiding_and_an_agency_that_was_late_is_its_data(side: Side) -> None:
    gone = replace(side.edition, figures=tuple(f for f in side.edition.figures if f.measure != "2.3"))
    late = with_ingredients(side, data={**side.ingredients.data, f"{YEAR}/businesses": {"new": "x"}})
    (cause,) = {
        cause for change in explained_changes(replace(side, edition=gone), late, never) for cause in change.causes
    }
    assert cause == Cause("data", "businesses", YEAR)
    assert causes_of(explained_changes(replace(side, edition=gone), side, never)) == {"hiding"}


def test_readers_are_not_told_why_a_count_of_people_is_hidden(side: Side) -> None:
    figure = next(each for each in side.edition.figures if each.measure == "4.3" and each.value is not None)
    gone = withheld(figure, "suppressed")
    change = Change(figure, gone, (Cause("correction", "births", YEAR),))  # type: ignore[arg-type]
    told, inside = (
        changes_page(side.edition, [change], Standing(1, DAY), DRAFT, internal=internal) for internal in (False, True)
    )
    assert ("Đính chính" in told, "Bảo mật số nhỏ" in told) == (False, True)
    assert "Đính chính" in inside


def test_ingredients_tell_forms_apart(side: Side) -> None:
    found: Ingredients = side.ingredients
    assert set(found.data) >= {f"{YEAR}/births", f"{YEAR}/businesses"}
    assert found.corrections and found.waivers  # of the population series
