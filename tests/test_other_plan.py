"""Another province's plan is another params folder: the same code, own targets, units, forms and agencies."""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import yaml

from gender_indicators import pipeline
from gender_indicators.base.errors import UserError
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.editions.manifest import state_of
from gender_indicators.editions.pages import Contents
from gender_indicators.figures.figure import COLUMNS, TOTAL, results_csv
from gender_indicators.intake.delivery import read_year
from gender_indicators.plan.facts import load_facts
from gender_indicators.report.making import pdf
from gender_indicators.report.making.workers import local_workers
from gender_indicators.results.edition import Edition
from gender_indicators.results.year_figures import measure_year

sys.path.insert(0, str(Path(__file__).parent))

from other_plan_data import BUREAU, OFFICE, write_other_plan

PROVINCE, MIDDLE, EAST, WEST = AREAS = ("97", "9701", "9702", "9703")

# measure: (numerator, denominator, value, verdict) or the gap of the province and its three communes, by hand
# from the counts of other_plan_data
NR, HIDDEN, NONE = "not_representative", "suppressed", "no_cases"
COUNTS: dict[str, tuple[tuple[float, float, float, str] | str, ...]] = {
    "A1": ((4, 10, 40.0, "missed"), (2, 5, 40.0, "missed"), (2, 3, 200 / 3, "exceeded"), (0, 2, 0.0, "missed")),
    "A2": ((24, 16, 1.5, "missed"), NR, NR, NR),
    "B1.sinh": ((86, 74, 8600 / 74, "missed"), (54, 50, 108.0, "met"), HIDDEN, HIDDEN),
    "B1.giup": ((8, 11, 800 / 11, "missed"), HIDDEN, NONE, HIDDEN),
    "B2.tin": ((9, 10, 90.0, "met"), (4, 4, 100.0, "exceeded"), (3, 3, 100.0, "exceeded"), (2, 3, 200 / 3, "missed")),
    "B2.ky": ((4, 10, 40.0, "missed"), (3, 4, 75.0, "met"), (1, 3, 100 / 3, "missed"), (0, 3, 0.0, "missed")),
}
TARGETS = {
    "A1": ("missed", "missed", "exceeded", "missed"),
    "A2": ("missed", NR, NR, NR),
    "B1": ("missed", "not_fully_judged", HIDDEN, HIDDEN),
    "B2": ("partly_met", "met", "partly_met", "missed"),
}
# 2030: nobody was asked, nobody returned, signing was not due, and every count of births is large enough
BEFORE: dict[str, tuple[tuple[float, float, float, str] | str, ...]] = {
    "A1": ((3, 9, 100 / 3, "missed"), (2, 4, 50.0, "exceeded"), (1, 3, 100 / 3, "missed"), (0, 2, 0.0, "missed")),
    "A2": ("no_data", NR, NR, NR),
    "B1.sinh": ((29, 28, 2900 / 28, "met"), (10, 10, 100.0, "met"), (10, 8, 125.0, "missed"), (9, 10, 90.0, "met")),
    "B1.giup": (NONE, NONE, NONE, NONE),
    "B2.tin": (
        (7, 10, 70.0, "missed"),
        (4, 4, 100.0, "exceeded"),
        (2, 3, 200 / 3, "missed"),
        (1, 3, 100 / 3, "missed"),
    ),
    "B2.ky": ((3, 10, 30.0, "not_due"), (2, 4, 50.0, "not_due"), (1, 3, 100 / 3, "not_due"), (0, 3, 0.0, "not_due")),
}

# Whatever only the plan this project ships may say: its places, acts, agencies, years, numbers.
SHIPPED = re.compile(
    r"\bHuế\b|Thừa Thiên|\b2792/|LĐTBXH|\b20 chỉ tiêu|\b202[0-9]\b|"
    r"\bSở (?!sách|hữu)|\bCục |\b[Hh]uyện\b|[\"']46[\"']|\bmã 4[67]\d?\b|\b[Gg]oal [1-6]\b|thành phố"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return find_project(write_other_plan(tmp_path_factory.mktemp("other") / "tinh"))


@pytest.fixture(scope="module")
def outcome(project: Project) -> pipeline.Outcome:
    return pipeline.check(pipeline.prepare(project, 2031), Progress())


@pytest.fixture(scope="module")
def edition(outcome: pipeline.Outcome) -> Edition:
    return pipeline.measure(outcome, Progress())


def test_the_plan_is_read_as_its_own(project: Project) -> None:
    facts = pipeline.prepare(project, 2031, area=EAST)
    assert [(area.code, area.name, area.level) for area in facts.areas] == [
        ("97", "Tỉnh Sông Thử", "province"),
        ("9701", "Phường Giữa", "commune"),
        ("9702", "Xã Đông", "commune"),
        ("9703", "Xã Tây", "commune"),
    ]
    assert [target.id for target in facts.plan.targets] == ["A1", "A2", "B1", "B2"]
    assert [year.year for year in facts.earlier] == [2030]
    assert facts.sender("so_sinh", 2031) == BUREAU
    assert facts.coordinator(2031) == OFFICE


@pytest.mark.parametrize("measure", COUNTS)
@pytest.mark.parametrize("position", range(4))
def test_figures_of_the_year(edition: Edition, measure: str, position: int) -> None:
    figure = edition.figure(measure, AREAS[position])
    expected = COUNTS[measure][position]
    if isinstance(expected, str):
        assert (figure.gap, figure.verdict) == (expected, expected)
        assert (figure.value, figure.numerator, figure.denominator, figure.n) == (None, None, None, None)
    else:
        numerator, denominator, value, verdict = expected
        assert (figure.numerator, figure.denominator, figure.verdict, figure.gap) == (
            numerator,
            denominator,
            verdict,
            None,
        )
        assert figure.value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("measure", BEFORE)
@pytest.mark.parametrize("position", range(4))
def test_figures_of_the_first_year(edition: Edition, measure: str, position: int) -> None:
    before, now = edition.series(measure, AREAS[position])
    expected = BEFORE[measure][position]
    assert (before.year, now.year) == (2030, 2031)
    if isinstance(expected, str):
        assert (before.gap, before.verdict, before.value) == (expected, expected, None)
    else:
        assert (before.numerator, before.denominator, before.verdict) == (expected[0], expected[1], expected[3])
        assert before.value == pytest.approx(expected[2], rel=1e-12)


def test_breakdowns_carry_the_plans_own_names(edition: Edition) -> None:
    parts = {f.breakdown: (f.numerator, f.denominator, f.value) for f in edition.breakdowns("A1", PROVINCE)}
    assert parts == {"enterprise": (3, 8, 37.5), "cooperative": (1, 2, 50.0)}


@pytest.mark.parametrize("target", TARGETS)
def test_verdicts_on_targets(edition: Edition, target: str) -> None:
    assert tuple(edition.verdict(target, area) for area in AREAS) == TARGETS[target]


def test_the_survey_says_how_many_were_asked(edition: Edition) -> None:
    assert edition.figure("A2", PROVINCE).n == 4


def test_two_girls_are_as_secret_as_two_boys(edition: Edition) -> None:
    """Xã Đông had 12 boys and 2 girls; Xã Tây goes with it, else the province's total would tell."""
    text = results_csv(edition.figures)
    rows = [row for row in csv.DictReader(text.splitlines()) if row["measure"] == "B1.sinh"]
    assert [row["denominator"] for row in rows] == ["74", "50", "", ""]
    assert edition.hidden.figures == 4


def test_results_have_one_row_a_figure(edition: Edition) -> None:
    rows = list(csv.reader(results_csv(edition.figures).splitlines()))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 1 + 6 * 4 + 2
    first = dict(zip(rows[0], rows[1], strict=True))
    source = first.pop("source")
    assert source.startswith("plan.yaml A1: phong-co-so/danh-ba.xlsx!Danh bạ[A8:F19; n=12; sha256:")
    assert {key: value for key, value in first.items() if value} == {
        "measure": "A1",
        "area_code": "97",
        "area_name": "Tỉnh Sông Thử",
        "map": "2030-01-01",
        "period": "2031",
        "vintage": "so_bo",
        "breakdown": TOTAL,
        "value": "40",
        "numerator": "4",
        "denominator": "10",
        "unit": "%",
        "ci_method": "none",
        "verdict": "missed",
        "progress": "on_track",
    }


def test_findings_go_to_the_plans_own_agency(outcome: pipeline.Outcome) -> None:
    assert outcome.passed
    waived, jump = outcome.findings
    assert (waived.rule, waived.agency, waived.found, waived.waiver) == (
        "value.range", BUREAU, "450", "Xưởng lớn có thật."
    )  # fmt: skip
    assert str(waived.place) == 'phong-co-so/danh-ba.xlsx, trang "Danh bạ", ô D8'
    assert waived.action.vi == "Phòng Cơ sở kiểm tra, sửa ô D8 rồi gửi lại tệp."
    assert (jump.rule, jump.severity, jump.agency) == ("year.jump", "warning", BUREAU)
    assert jump.found == "12; năm trước 9 (33,3%)"


def test_a_missing_file_is_asked_of_the_agency_that_owes_it(tmp_path: Path) -> None:
    project = find_project(write_other_plan(tmp_path / "tinh"))
    (project.root / "nhan" / "2031" / BUREAU / "to-chuc.xlsx").unlink()
    facts = pipeline.prepare(project, 2031)
    (finding,) = read_year(facts, facts.year).findings
    assert (finding.rule, finding.agency, str(finding.place)) == (
        "file.missing", BUREAU, "phong-co-so/to-chuc.xlsx"
    )  # fmt: skip


def test_districts_do_as_well_as_communes(tmp_path: Path) -> None:
    """The same three units as districts without communes give the same figures."""
    root = write_other_plan(tmp_path / "tinh")
    for name in ("areas", "forms", "2030", "2031"):
        path = root / "params" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("commune", "district"), "utf-8")
    facts = pipeline.prepare(find_project(root), 2031)
    assert {area.level for area in facts.areas[1:]} == {"district"}
    delivery = read_year(facts, facts.year)
    figures = measure_year(facts, delivery, delivery.tables).figures
    found = {(f.measure, f.area.code): f for f in figures if f.breakdown == TOTAL}
    for measure, expected in COUNTS.items():
        for area, wanted in zip(AREAS, expected, strict=True):
            figure = found[measure, area]
            if isinstance(wanted, str):
                assert figure.gap == wanted
            else:
                assert (figure.numerator, figure.denominator, figure.verdict) == (wanted[0], wanted[1], wanted[3])


def test_the_first_year_stands_alone(project: Project) -> None:
    facts = pipeline.prepare(project, 2030)
    assert (facts.earlier, facts.left_out) == ((), ())


def changed(root: Path, name: str, **values: object) -> Path:
    path = root / "params" / name
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text("utf-8")) | values, allow_unicode=True), "utf-8")
    return root


def test_one_level_below_the_province_at_most(tmp_path: Path) -> None:
    """Two divisions, one inside the other, would let the outer one tell what the inner one hides."""
    root = changed(
        write_other_plan(tmp_path / "tinh"), "2031.yaml", levels=["province", "district", "commune"], waivers=[]
    )
    with pytest.raises(UserError, match="nhiều nhất một cấp"):
        load_facts(find_project(root), 2031)


@pytest.mark.parametrize(
    ("agency", "task"), [(BUREAU, "danh_ba"), (OFFICE, "coordinator")], ids=["of a form", "of the office"]
)
def test_an_agency_that_ends_without_an_heir_is_named(tmp_path: Path, agency: str, task: str) -> None:
    ended = [
        {"id": each, "name": {"vi": each, "en": each}, "valid_to": dt.date(2031, 6, 30) if each == agency else None}
        for each in (OFFICE, BUREAU)
    ]
    root = changed(write_other_plan(tmp_path / "tinh"), "agencies.yaml", agencies=ended)
    with pytest.raises(UserError, match=f'"{agency}".*"{task}"'):
        load_facts(find_project(root), 2031)


# ---------------------------------------------------------------- the pages


@pytest.fixture(scope="module")
def pages(edition: Edition, outcome: pipeline.Outcome) -> Iterator[Path]:
    state = state_of(outcome.facts)
    with local_workers(2) as workers:
        yield pipeline.report(Contents(edition, state), outcome, None, workers, Progress()).folder


@pytest.mark.slow
def test_every_page_is_made(pages: Path) -> None:
    reports = {f"bao-cao-{area}.{suffix}" for area in AREAS for suffix in ("html", "pdf", "ipynb")}
    others = {
        "index.html",
        "quality.html",
        "quality.ipynb",
        "methodology.html",
        "methodology.ipynb",
        "rules.html",
        "manifest.json",
    }
    assert {path.name for path in pages.iterdir()} == reports | others | {"data"}


@pytest.mark.slow
def test_pages_speak_of_this_plan(pages: Path) -> None:
    index = text_of(pages / "index.html")
    for words in ("4 chỉ tiêu của tỉnh", "Mục tiêu đến năm 2034", "Đề án thử 2030-2034", "SỐ LIỆU MINH HOẠ"):
        assert words in index
    report = text_of(pages / "bao-cao-97.html")
    for words in ("đạt 0 trên 4 chỉ tiêu", "Phòng Cơ sở", "chưa đến 1,5 lần nam", "tổ hợp"):
        assert words in report


@pytest.mark.slow
@pytest.mark.parametrize("area", AREAS)
def test_paper_is_of_this_plan(pages: Path, area: str) -> None:
    """What is typeset is read, not the PDF, whose glyphs no library at hand turns back into words."""
    paper = pdf.markup(nbformat.read(pages / f"bao-cao-{area}.ipynb", as_version=4))
    assert "SỐ LIỆU MINH HOẠ" in paper
    assert "Đề án thử" in paper
    assert SHIPPED.findall(paper) == []
    assert (pages / f"bao-cao-{area}.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_no_output_tells_a_hidden_count(pages: Path) -> None:
    """Boys and girls of Xã Đông and Xã Tây, and who was helped in Phường Giữa."""
    texts = [text_of(path) for path in pages.rglob("*") if path.suffix in (".html", ".ipynb", ".csv", ".json")]
    assert any("54/50" in text for text in texts)
    assert [text for text in texts if re.search(r"\b(12/2|20/22|6/6)\b", text)] == []


@pytest.mark.slow
def test_no_word_of_the_shipped_plan_is_in_any_output(pages: Path) -> None:
    found = {}
    for path in sorted(pages.rglob("*")):
        if path.suffix in (".html", ".ipynb", ".csv", ".json"):
            text = text_of(path)
            found[path.name] = [text[max(0, m.start() - 30) : m.end() + 30] for m in SHIPPED.finditer(text)]
    assert {name: hits for name, hits in found.items() if hits} == {}


def text_of(path: Path) -> str:
    """What a reader, or a program, finds in an output; drawings without their coordinates."""
    return re.sub(r'\b(?:d|points|xmlns|viewBox)=\\*"[^"]*"', "", path.read_text("utf-8"))
