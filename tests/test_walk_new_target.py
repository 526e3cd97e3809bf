"""The walk of docs/walk-new-target.md, done with the lines of the page: a new target and a new form, no code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from gender_indicators import pipeline
from gender_indicators.base.errors import UserError
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import find_project
from gender_indicators.intake.delivery import read_year
from gender_indicators.results.year_figures import measure_year
from offices import copy_params

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "walk-new-target.md").read_text(encoding="utf-8")
FORM, TARGET = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
SLIP = re.search(r"^```\n(LỖI: .*?)\n```", PAGE, flags=re.MULTILINE | re.DOTALL)

# A Lưới 12 women of 20, Huế 6 of 30 and a basic course, which is outside
COURSES = """Mã lớp,Mã xã,Trình độ,Học viên,Trong đó: nữ
L1,20044,Nâng cao,20,12
L2,19789,Nâng cao,30,6
L3,19789,Cơ bản,25,25
"""


def write_plan(root: Path, form: str = FORM, target: str = TARGET) -> Path:
    """The shipped parameters below ``root``, with the page's form and target."""
    copy_params(root)
    forms, plan = (
        yaml.safe_load((root / "params" / name).read_text("utf-8")) for name in ("forms.yaml", "plan.yaml")
    )
    forms["forms"] += yaml.safe_load(form)
    plan["goals"][4]["targets"] += yaml.safe_load(target)
    for name, data in (("forms.yaml", forms), ("plan.yaml", plan)):
        (root / "params" / name).write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    (root / "data" / "sample" / "2024").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "data" / "sample" / "2024" / "origin.yaml", root / "data" / "sample" / "2024")
    return root


def deliver(root: Path) -> Path:
    folder = root / "data" / "sample" / "2024" / "so-ldtbxh"
    folder.mkdir(exist_ok=True)
    (folder / "lop-ky-nang-so.csv").write_text(COURSES, "utf-8")
    return root


BY_HAND = {"46": (18, 50, 36.0, "missed"), "481": (12, 20, 60.0, "exceeded"), "474": (6, 30, 20.0, "missed")}


def test_the_new_target_has_the_figures_worked_out_by_hand(tmp_path: Path) -> None:
    facts = pipeline.prepare(find_project(deliver(write_plan(tmp_path))), 2024)
    delivery = read_year(facts, facts.year)
    assert [finding.rule for finding in delivery.findings if "ky-nang-so" in str(finding.place)] == []
    figures = {f.area.code: f for f in measure_year(facts, delivery, delivery.tables).figures if f.measure == "5.5"}
    for area, expected in BY_HAND.items():
        figure = figures[area]
        assert (figure.numerator, figure.denominator, figure.value, figure.verdict) == expected
        assert figure.function == "plan.yaml 5.5"


@pytest.mark.slow
def test_the_new_target_is_checked_protected_and_shown_with_the_whole_year(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "sample" / "2024", tmp_path / "data" / "sample" / "2024")
    facts = pipeline.prepare(find_project(deliver(write_plan(tmp_path))), 2024)
    outcome = pipeline.check(facts, Progress())
    assert outcome.passed
    edition = pipeline.measure(outcome, Progress())
    assert {area: edition.figure("5.5", area).value for area in BY_HAND} == {a: row[2] for a, row in BY_HAND.items()}
    assert edition.verdict("5.5", "46") == "missed"


SLIPS = [
    ("numerator: {sum: women}", "numerator: {sum: woman}", "5.5.calculation.numerator.sum", 'Did you mean "women"?'),
    (
        "where: {stage: advanced}",
        "where: {stage: advance}",
        "5.5.calculation.where.stage",
        'Did you mean "advanced"?',
    ),
    ("where: {stage: advanced}", "where: {stag: advanced}", "5.5.calculation.where.stag", 'Did you mean "stage"?'),
    ("where: {stage: advanced}", "where: {stage: true}", "5.5.calculation.where.stage", "is code; this takes yes_no"),
    ("where: {stage: advanced}", "where: {stage: 1}", "calculation.where.stage", "a condition is a code in quotes"),
    ("where: {stage: advanced}", "were: {stage: advanced}", "calculation.were", 'Did you mean "where"?'),
    ("where: {stage: advanced}", "where: {women: {at_leest: 1}}", "women.at_leest", 'Did you mean "at_least"?'),
    ("where: {stage: advanced}", "where: {women: {at_least: 1, present: true}}", "where.women", "bounds of a number"),
    ("denominator: {sum: learners}", "denominator: {sum: stage}", "denominator.sum", "this takes integer or number"),
    (
        "denominator: {sum: learners}",
        "denominator: {where: {stage: basic}}",
        "measures[5.5]",
        "is one of kind rate, ratio, not share",
    ),
    (
        "denominator: {sum: learners}",
        "denominator: {sum: learners}\n        by: area",
        "5.5.calculation.by",
        "is area; this takes code",
    ),
    ("numerator: 18", "numerator: 43", "5.5.calculation.examples[1]", "worked by hand 43/50, computed 18/50"),
    ("learners: 20, women: 12", "learners: 20", "5.5.calculation.examples[1]", "computed 6/50"),
    ("- {stage: basic, ", "- {stage: base, ", "5.5.calculation.examples[1]", 'no code "base"'),
    ("courses:\n                - {", "course:\n                - {", "examples[1]", 'there is no "course"'),
    ("forms: {courses: digital_courses}", "forms: {courses: digital_course}", "5.5.forms", "digital_courses"),
]


@pytest.mark.parametrize(("right", "wrong", "key", "said"), SLIPS, ids=[slip[1] for slip in SLIPS])
def test_a_slip_is_told_with_file_and_key_in_both_languages(
    tmp_path: Path, right: str, wrong: str, key: str, said: str
) -> None:
    assert right in TARGET
    root = write_plan(tmp_path, target=TARGET.replace(right, wrong, 1))
    with pytest.raises(UserError) as caught:
        pipeline.prepare(find_project(root), 2024)
    vietnamese, english = str(caught.value).split("\n  (")
    assert vietnamese.startswith("params/plan.yaml")
    assert key in vietnamese
    assert said in english


def test_the_page_in_vietnamese_has_the_same_lines() -> None:
    page = (ROOT / "docs" / "walk-new-target.vi.md").read_text(encoding="utf-8")
    blocks = re.compile(r"^```.*?^```$", flags=re.MULTILINE | re.DOTALL)
    assert blocks.findall(page) == blocks.findall(PAGE)
    assert len(re.findall(r"^(?:#|\|)", page, flags=re.MULTILINE)) == len(
        re.findall(r"^(?:#|\|)", PAGE, flags=re.MULTILINE)
    )


def test_the_page_shows_what_a_slip_says(tmp_path: Path) -> None:
    root = write_plan(tmp_path, target=TARGET.replace("{sum: women}", "{sum: woman}"))
    with pytest.raises(UserError) as caught:
        pipeline.prepare(find_project(root), 2024)
    assert SLIP is not None
    assert f"LỖI: {caught.value}" == SLIP.group(1)
