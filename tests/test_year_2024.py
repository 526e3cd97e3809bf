"""The year 2024 of the sample, end to end through the gate; expected values counted apart from the library.

The literal numbers were counted from the delivered files with plain pandas, without the measure functions.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gender_indicators.base.project import Project
from gender_indicators.figures.figure import COLUMNS, TOTAL, results_csv
from gender_indicators.report.making.index import index_page
from gender_indicators.report.sections.area_report import report_of
from gender_indicators.report.sections.methodology import Methodology
from gender_indicators.results.edition import EDITION_VARIABLE, Edition, open_edition, part_on_method, save_edition
from writing import as_text

COUNTED = {
    "1.1": (175, 302), "2.3": (1913, 6442), "3.2a": (185, 215), "3.2b": (107, 183), "3.3": (5, 5), "3.4": (3, 4),
    "4.1": (8218, 7582), "4.2": (2, 15800), "4.3": (875, 41076), "4.4": (1, None), "5.1a": (521, 566),
    "5.1b": (0, 1), "5.2a-nam": (405, 435), "5.2a-nu": (349, 371), "5.2b-nam": (360, 424), "5.2b-nu": (353, 404),
    "5.3": (2805, 8551), "5.4a": (4148, 8133), "5.4b": (319, 1050), "6.1": (685034, 1169000), "6.2a": (848, 893),
    "6.2b": (777, 893), "6.3": (124, 141), "6.4": (10, 11),
}  # fmt: skip
ESTIMATED = {"2.1": 50.912, "2.2": 26.019, "3.1": 1.797}
VERDICTS = {
    "1.1": "missed", "2.1": "met", "2.2": "exceeded", "2.3": "missed", "3.1": "exceeded", "3.2": "exceeded",
    "3.3": "met", "3.4": "missed", "4.1": "met", "4.2": "met", "4.3": "missed", "4.4": "met", "5.1": "not_due",
    "5.2": "met", "5.3": "exceeded", "5.4": "exceeded", "6.1": "missed", "6.2": "not_due", "6.3": "not_due",
    "6.4": "missed",
}  # fmt: skip


def test_the_clean_sample_raises_nothing(edition: Edition) -> None:
    assert edition.problems == ()
    assert edition.decisions == ()


@pytest.mark.parametrize("measure", COUNTED)
def test_the_province_is_counted_right(edition: Edition, measure: str) -> None:
    figure = edition.figure(measure, "46")
    numerator, denominator = COUNTED[measure]
    assert (figure.numerator, figure.denominator) == (numerator, denominator)
    if denominator is not None:
        assert figure.value == pytest.approx(edition.plan.measure(measure).per * numerator / denominator, rel=1e-12)


@pytest.mark.parametrize("measure", ESTIMATED)
def test_the_surveys_are_weighted_right(edition: Edition, measure: str) -> None:
    figure = edition.figure(measure, "46")
    assert figure.value == pytest.approx(ESTIMATED[measure], abs=5e-4)
    assert figure.n is not None
    assert figure.n > 1000


def test_every_target_has_its_verdict(edition: Edition) -> None:
    assert {v.target: v.verdict for v in edition.verdicts if v.area == "46"} == VERDICTS


def test_no_measure_is_missing_anywhere(edition: Edition) -> None:
    assert len(edition.areas) == 10
    for area in edition.areas:
        for measure in edition.plan.measures:
            figure = edition.figure(measure.id, area.code)
            assert (figure.value is None) == (figure.gap is not None)
            assert figure.verdict is not None
            assert figure.sources
            assert all(source.file and (source.sha256 or not source.rows) for source in figure.sources)
            people = [
                s for s in figure.sources if s.file.partition("/")[2] in ("tre-sinh-song.csv", "tu-vong-me.xlsx")
            ]
            assert all(not source.rows and source.count is None for source in people)


def test_districts_add_up_to_the_province(edition: Edition) -> None:
    for measure in edition.plan.measures:
        districts = [edition.figure(measure.id, a.code) for a in edition.areas if a.level == "district"]
        if measure.lowest_level == "province" or measure.id in ("1.1", "6.2a", "6.2b", "6.4"):
            continue  # province only, or with bodies of the province's own
        if any(figure.gap == "suppressed" for figure in districts):
            continue
        total = sum(figure.numerator or 0 for figure in districts)
        assert total == edition.figure(measure.id, "46").numerator, measure.id


def test_survey_measures_have_no_district_value(edition: Edition) -> None:
    for measure in ("2.1", "2.2", "3.1", "5.4a"):
        assert {edition.figure(measure, a.code).gap for a in edition.areas[1:]} == {"not_representative"}


def test_small_counts_of_people_are_hidden_below_the_province(edition: Edition) -> None:
    hidden = [f for f in edition.figures if f.gap == "suppressed"]
    assert len(hidden) == edition.hidden.figures
    assert edition.hidden.figures > 0
    for figure in hidden:
        assert (figure.value, figure.numerator, figure.denominator, figure.n) == (None, None, None, None)
    for measure in edition.plan.measures:
        if measure.sensitive and measure.lowest_level == "district":
            shown = [edition.figure(measure.id, a.code) for a in edition.areas[1:]]
            counts = [f.numerator for f in shown if f.numerator is not None]
            assert all(count == 0 or count >= 5 for count in counts), measure.id
            assert sum(f.gap == "suppressed" for f in shown) != 1, measure.id


def test_the_series_reaches_back_to_the_first_year(edition: Edition) -> None:
    assert [f.year for f in edition.series("4.1", "474")] == [2021, 2022, 2023, 2024]
    assert [round(f.value or 0, 3) for f in edition.series("4.1", "46")] == [110.51, 109.987, 109.287, 108.388]
    assert [f.gap for f in edition.series("3.3", "46")] == ["suppressed", "no_cases", None, None]


def test_a_short_list_of_victims_does_not_tell_its_length(edition: Edition) -> None:
    sources = edition.figure("3.3", "46").sources
    assert [(source.sha256, source.rows, source.count) for source in sources] == [("", "", None)]
    entry = next(i for i in edition.inputs if i.form == "trafficking")
    assert (entry.sha256, entry.rows) == ("", None)


def test_results_csv_holds_every_figure(edition: Edition) -> None:
    rows = list(csv.DictReader(io.StringIO(results_csv(edition.figures))))
    assert list(rows[0]) == list(COLUMNS)
    totals = [row for row in rows if row["breakdown"] == TOTAL]
    assert len(totals) == 27 * 10
    assert all(row["value"] or row["gap"] for row in rows)


def test_an_edition_reads_back_as_it_was_written(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "edition.json"
    save_edition(edition, path)
    monkeypatch.setenv(EDITION_VARIABLE, str(path))
    assert open_edition(2024) == edition


def test_nothing_personal_is_in_the_edition(edition: Edition, project: Project, tmp_path: Path) -> None:
    """No code of a person, case or record of the delivered files stands in what the pages are made from."""
    save_edition(edition, tmp_path / "edition.json")
    text = (tmp_path / "edition.json").read_text(encoding="utf-8")
    births = project.root / edition.year.data / "so-y-te" / "tre-sinh-song.csv"
    records = [line.split(",")[0] for line in births.read_text(encoding="utf-8").splitlines()[1:200]]
    assert not any(record in text for record in records)
    assert not re.search(r"\bP[0-9a-f]{6}\b", text)


def test_the_index_links_to_reports_that_exist_only(edition: Edition) -> None:
    page = index_page(edition, {"46", "474"})
    assert 'href="bao-cao-474.html"' in page
    assert "bao-cao-481" not in page
    assert "SỐ LIỆU MINH HOẠ" in page
    assert not re.search(r'(src|href)="https?:', page)


def test_the_committed_notebooks_still_give_their_reference_outputs(
    edition: Edition, project: Project, tmp_path: Path
) -> None:
    save_edition(edition, tmp_path / "edition.json")
    notebooks = [str(path) for path in sorted(project.notebooks.glob("*.ipynb"))]
    assert len(notebooks) == 4
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-o", "addopts=", "--rootdir", str(project.notebooks), *notebooks]
    library = {"PYTHONPATH": str(Path(__file__).parents[1] / "lib"), "MPLBACKEND": "agg"}
    environment = {**os.environ, **library, EDITION_VARIABLE: str(tmp_path / "edition.json")}
    done = subprocess.run(
        command, env=environment, cwd=project.notebooks, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"\d+ passed", done.stdout)


def test_the_verdict_under_other_readings_is_told_without_numbers(edition: Edition) -> None:
    told = {f.measure: f.sensitivity for f in edition.figures if f.sensitivity}
    assert set(told) == {"1.1", "2.1", "4.3"}
    assert told["4.3"] == "age_group=10-19: exceeded"  # 15-19 misses it
    assert edition.figure("4.3", "46").verdict == "missed"
    assert {(r.measure, r.setting, r.option) for r in edition.readings} == {
        ("1.1", "bodies", "with_departments"),
        ("2.1", "denominator", "wage_workers"),
        ("4.3", "age_group", "10-19"),
    }
    page = as_text(report_of(edition, "46").goals())
    assert "Nếu hiểu là" in page
    assert "Nếu hiểu là" not in as_text(report_of(edition, "474").goals())


def test_the_ends_of_an_interval_are_judged_where_the_value_is(edition: Edition) -> None:
    for figure in edition.figures:
        judged = figure.verdict in ("exceeded", "met", "missed") and figure.ci_low is not None
        assert (figure.verdict_low is not None) == (figure.verdict_high is not None) == judged
        ends = {figure.verdict_low, figure.verdict_high}
        if figure.certainty == "uncertain":
            assert ends == {"met", "missed"}
        elif judged:
            assert ends == {"missed" if figure.certainty == "clearly_missed" else "met"}


def test_the_methodology_page_tells_what_each_verdict_hangs_on(edition: Edition) -> None:
    table = as_text(Methodology(part_on_method(edition)).sensitivity())
    assert "105,1; ● Đạt" in table
    assert "111,8; ◆ Chưa đạt" in table
    assert "phụ nữ 10-19 tuổi (vị thành niên theo ngành y tế); ▲ Đạt và vượt" in table


def test_three_years_together_are_in_the_table_of_results(edition: Edition) -> None:
    rows = list(csv.DictReader(io.StringIO(results_csv((*edition.figures, *edition.pooled)))))
    pooled = [row for row in rows if row["period"] == "2022-2024"]
    (deaths,) = (row for row in pooled if row["measure"] == "4.2")
    years = [edition.figure("4.2", "46"), *(f for f in edition.history if f.measure == "4.2" and f.year > 2021)]
    assert int(deaths["numerator"]) == sum(f.numerator or 0 for f in years)
    assert int(deaths["denominator"]) == sum(f.denominator or 0 for f in years)
    assert (deaths["verdict"], deaths["certainty"]) == ("", "uncertain")
    assert {row["measure"] for row in pooled} == {"4.1", "4.2", "4.3"}


def test_every_figure_has_an_interval_or_its_measure_a_reason(edition: Edition) -> None:
    for measure in edition.plan.measures:
        figure = edition.figure(measure.id, "46")
        has = figure.ci_low is not None
        assert has is (measure.uncertainty.method != "none"), measure.id
        assert (measure.uncertainty.why is None) is has
        if has and figure.value is not None and figure.ci_high is not None and figure.ci_low is not None:
            assert figure.ci_low < figure.value < figure.ci_high
            assert figure.certainty in ("clearly_met", "clearly_missed", "uncertain")
