"""Intervals, certainty and progress on figures: what the reports may say, and what they may not."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from edition_example import EDITION, PLAN
from gender_indicators.figures.figure import Figure, withheld
from gender_indicators.figures.survey import Design, survey_ratio, survey_ratio_of_means
from gender_indicators.figures.trajectory import NotDefined, Series, summary
from gender_indicators.figures.verdicts import (
    assessed,
    comparable,
    detectable,
    pooled_years,
    progress_of,
    released,
    target_certainty,
)
from gender_indicators.measures.precision import precision
from gender_indicators.measures.registry import method_of
from gender_indicators.plan.measure import Break, Measure, Threshold, Uncertainty
from gender_indicators.plan.plan import Release, load_plan
from gender_indicators.report.document.inline import Mark
from gender_indicators.report.wording import cautions, change_cell, sentence, value_cell
from writing import as_html, as_text, as_typst

WORDS = {"vi": "x", "en": "x"}
SHIPPED = load_plan(Path(__file__).parents[1] / "params" / "plan.yaml")


def measure(
    kind: str, method: str, operator: str = ">=", value: float = 50, per: float = 100, **rest: object
) -> Measure:
    known = PLAN.measure("1.1").model_dump()
    uncertainty = {"method": method, "why": WORDS if method == "none" else None}
    threshold = {"operator": operator, "value": value}
    survey = method == "taylor"
    return Measure.model_validate(
        {
            **known,
            "kind": kind,
            "uncertainty": uncertainty,
            "threshold": threshold,
            "per": per,
            "survey": survey,
            **rest,
        }
    )


def figure(value: float, year: int = 2024, **rest: object) -> Figure:
    known = replace(EDITION.figure("1.1", "46"), gap=None, value=value, year=year, reference_year=None)
    return replace(known, certainty="", progress="", **rest)  # type: ignore[arg-type]


def cell_of(parts: object) -> str:
    return "".join(as_text(part) for part in parts)  # type: ignore[attr-defined]


def test_a_rate_has_the_exact_interval_of_its_events() -> None:
    rows = pd.DataFrame({"numerator": [1.0, 1.0, 0.0], "denominator": [0.0, 0.0, 16384.0]})
    told = precision(measure("rate", "garwood", "<", 15, 100_000), rows, 0.95)
    assert (round(told["ci_low"], 1), round(told["ci_high"], 1)) == (1.5, 44.1)
    assert told["ci_method"] == "garwood"
    assert told["standard_error"] == pytest.approx(100_000 * math.sqrt(2) / 16384)


def test_no_event_has_an_interval_and_no_standard_error() -> None:
    rows = pd.DataFrame({"numerator": [0.0], "denominator": [16384.0]})
    told = precision(measure("rate", "garwood", "<", 15, 100_000), rows, 0.95)
    assert (told["ci_low"], round(told["ci_high"], 1), told["standard_error"]) == (0.0, 22.5, None)


def test_a_sex_ratio_is_judged_on_the_log_scale() -> None:
    births = pd.DataFrame({"sex": ["male"] * 8545 + ["female"] * 7839})
    rows = method_of(SHIPPED.measure("4.1")).call(births=births)
    told = precision(measure("ratio", "log_ratio", "<=", 109), rows, 0.95)
    assert (round(told["ci_low"], 1), round(told["ci_high"], 1)) == (105.7, 112.4)


def test_a_complete_list_has_no_interval() -> None:
    rows = pd.DataFrame({"numerator": [1.0], "denominator": [2.0]})
    assert precision(measure("share", "none"), rows, 0.95) == {"ci_method": "none"}


def unpaid_work(persons: pd.DataFrame) -> pd.DataFrame:
    return method_of(SHIPPED.measure("3.1")).call(persons=persons)


def people(seed: int = 1) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    count = 400
    return pd.DataFrame({
        "stratum": chance.choice(["Thành thị", "Nông thôn"], count),
        "psu": [f"DB{number:03}" for number in chance.integers(0, 30, count)],
        "weight": chance.uniform(100, 300, count),
        "sex": chance.choice(["female", "male"], count),
        "unpaid_hours": chance.uniform(0, 30, count).round(1),
    })  # fmt: skip


def test_a_ratio_of_means_has_the_interval_of_its_design() -> None:
    persons = people()
    told = precision(measure("ratio_of_means", "taylor", "<=", 2, 1), unpaid_work(persons), 0.95)
    design = Design(
        pd.factorize(persons["stratum"])[0], pd.factorize(persons["psu"])[0], persons["weight"].to_numpy()
    )
    women = persons["sex"].eq("female").to_numpy()
    expected = survey_ratio_of_means(persons["unpaid_hours"].to_numpy(), women, ~women, design, 0.95)
    assert expected.interval is not None
    assert told["ci_low"] == pytest.approx(expected.interval.low, rel=1e-12)
    assert told["standard_error"] == pytest.approx(expected.standard_error, rel=1e-12)


RELEASE = PLAN.release


@pytest.mark.parametrize(
    ("cv", "gap", "flags"),
    [(0.165, None, ()), (0.1651, None, ("caution",)), (0.333, None, ("caution",)), (0.3331, "unreliable", ())],
)
def test_a_survey_estimate_is_shown_as_its_coefficient_of_variation_allows(
    cv: float, gap: str | None, flags: tuple[str, ...]
) -> None:
    estimate = figure(61.0, ci_low=40.0, ci_high=80.0, standard_error=10.0, effective_n=9.0, cv=cv, n=12, flags=())
    shown = released(estimate, RELEASE)
    assert (shown.gap, shown.flags) == (gap, flags)
    if gap is None:
        assert shown.value == 61.0
        return
    assert (shown.value, shown.numerator, shown.ci_low, shown.ci_high) == (None, None, None, None)
    assert assessed(shown, measure("share", "taylor")).verdict == "unreliable"
    words = cell_of(sentence(shown, measure("share", "taylor")))
    assert words == "Năm 2024: sai số quá lớn, không nêu (hệ số biến thiên 33,3%; n = 12)."


def test_a_complete_count_needs_no_caution() -> None:
    assert released(figure(61.0), RELEASE) == figure(61.0)


def test_a_cautious_value_says_so() -> None:
    estimate = figure(61.0, ci_low=40.0, ci_high=80.0, cv=0.2, n=12, flags=())
    shown, rule = released(estimate, RELEASE), measure("share", "taylor")
    assert "dùng thận trọng" in as_text(value_cell(shown, rule))
    assert "Dùng thận trọng: sai số chọn mẫu lớn (hệ số biến thiên 20,0%)." in cautions(shown, rule)


def test_limits_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="caution_above"):
        Release(caution_above=0.4, withheld_above=0.3, source=WORDS)  # type: ignore[arg-type]


def test_a_form_without_a_design_is_taken_as_a_weighted_random_sample() -> None:
    persons = people().drop(columns=["stratum", "psu"])
    rows = persons[["weight"]].assign(
        numerator=persons["weight"] * (persons["sex"] == "female"), denominator=persons["weight"]
    )
    told = precision(measure("share", "taylor"), rows, 0.95)
    design = Design(np.zeros(400, dtype=int), np.arange(400), persons["weight"].to_numpy())
    expected = survey_ratio(persons["sex"].eq("female").to_numpy(dtype=float), np.ones(400), design, 0.95, "logit")
    assert expected.interval is not None
    assert told["ci_high"] == pytest.approx(100 * expected.interval.high, rel=1e-12)


def test_the_order_of_rows_changes_nothing() -> None:
    persons = people()
    asked = measure("ratio_of_means", "taylor", "<=", 2, 1)
    one = precision(asked, unpaid_work(persons), 0.95)
    other = precision(asked, unpaid_work(persons.sample(frac=1, random_state=3)), 0.95)
    assert one.pop("ci_method") == other.pop("ci_method") == "taylor_log"
    assert {key: pytest.approx(value, rel=1e-9) for key, value in one.items()} == other


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict", "certainty"),
    [
        (61.0, 60.5, 62.0, "exceeded", "clearly_met"),
        (60.04, 60.01, 60.1, "met", "clearly_met"),
        (61.0, 58.0, 64.0, "met", "uncertain"),
        (59.0, 57.0, 63.0, "missed", "uncertain"),
        (55.0, 52.0, 58.0, "missed", "clearly_missed"),
    ],
)
def test_a_verdict_says_how_certain_it_is(
    value: float, low: float, high: float, verdict: str, certainty: str
) -> None:
    estimate = figure(value, ci_low=low, ci_high=high, ci_level=0.95, ci_method="wilson")
    judged = assessed(estimate, measure("share", "none", ">=", 60))
    assert (judged.verdict, judged.certainty) == (verdict, certainty)


def test_a_count_of_all_is_neither_certain_nor_uncertain() -> None:
    assert assessed(figure(61.0), measure("share", "none", ">=", 60)).certainty == ""


def test_a_target_is_uncertain_when_a_part_of_it_is() -> None:
    sure, unsure = (figure(61.0), replace(figure(61.0), certainty="uncertain"))
    assert target_certainty([sure, unsure]) == "uncertain"
    assert target_certainty([sure, replace(unsure, breakdown="x")]) == ""


def test_a_hidden_figure_keeps_nothing_of_its_precision() -> None:
    estimate = figure(61.0, ci_low=60.0, ci_high=62.0, standard_error=1.0, effective_n=9.0, design_effect=2.0, cv=0.1)
    hidden = withheld(replace(estimate, certainty="uncertain", progress="met"), "suppressed")
    told = (hidden.ci_low, hidden.ci_high, hidden.standard_error, hidden.effective_n, hidden.design_effect, hidden.cv)
    assert told == (None,) * 6
    assert (hidden.certainty, hidden.progress) == ("", "")


def test_the_sentence_says_what_the_interval_allows() -> None:
    estimate = figure(108.4, ci_low=105.1, ci_high=111.8, ci_level=0.95, ci_method="log_ratio", numerator=8218.0,
                      denominator=7582.0)  # fmt: skip
    judged = assessed(estimate, ratio := measure("ratio", "log_ratio", "<=", 109))
    told = cell_of(sentence(judged, ratio))
    assert "khoảng tin cậy 95%: 105,1 – 111,8" in told
    assert told.endswith("đạt; khoảng tin cậy chứa cả mức chưa đạt, nên chưa thể khẳng định đã đạt.")


def test_an_unsure_mark_differs_in_shape_and_words_everywhere() -> None:
    sure, unsure = Mark("met", "Đạt"), Mark("met", "Đạt", unsure=True)
    assert (as_text(sure), as_text(unsure)) == ("● Đạt", "●± Đạt, chưa chắc chắn")
    assert 'class="status met unsure">± Đạt, chưa chắc chắn<' in as_html(unsure)
    assert as_typst(unsure) == '#status("met", "Đạt, chưa chắc chắn", unsure: true);'


def series(*values: float | None, **rest: object) -> list[Figure]:
    verdict = "missed"
    return [
        replace(known, value=value, numerator=(value or 0.0) * 1000, denominator=100_000)
        for n, value in enumerate(values)
        for known in [figure(value or 0.0, 2021 + n, verdict=verdict, **rest)]  # type: ignore[arg-type]
    ]


def test_values_across_a_break_are_not_compared() -> None:
    broken = measure("share", "none", breaks=[{"year": 2023, "why": WORDS}])
    assert [f.year for f in comparable(series(50, 51, 52, 53), broken)] == [2023, 2024]
    moved = [replace(f, map=dt.date(2025, 7, 1)) if f.year == 2024 else f for f in series(50, 51, 52, 53)]
    assert [f.year for f in comparable(moved, measure("share", "none", counts_units=True))] == [2024]
    assert [f.year for f in comparable(moved, measure("share", "none", counts_units=False))] == [
        2021,
        2022,
        2023,
        2024,
    ]


def counted(year: int, deaths: float, births: float) -> Figure:
    return figure(100_000 * deaths / births, year, numerator=deaths, denominator=births)


def test_years_of_a_rare_event_are_pooled_by_sums() -> None:
    """Armenia 2015-2017: the mean of the three ratios is 18.1, the published ratio of the three years 18.3."""
    years = [counted(2015, 7, 41_763), counted(2016, 12, 40_592), counted(2017, 3, 37_700)]
    asked = measure("rate", "garwood", "<", 15, 100_000)
    found = pooled_years(years, asked, 0.95)
    assert found is not None
    assert (found.period, found.numerator, found.verdict) == ("2015-2017", 22.0, None)
    assert found.value is not None and found.ci_low is not None and found.ci_high is not None
    assert round(found.value, 1) == 18.3
    assert found.ci_low < found.value < found.ci_high


@pytest.mark.parametrize("harm", ["hidden", "missing", "break", "list"])
def test_years_that_cannot_be_compared_or_are_hidden_are_not_pooled(harm: str) -> None:
    years = [counted(2022, 1, 16_000), counted(2023, 2, 16_000), counted(2024, 2, 16_000)]
    if harm == "hidden":
        years[1] = withheld(years[1], "suppressed")
    if harm == "missing":
        del years[0]
    breaks = [{"year": 2023, "why": WORDS}] if harm == "break" else []
    asked = measure("rate", "none" if harm == "list" else "garwood", "<", 15, 100_000, breaks=breaks)
    assert pooled_years(years, asked, 0.95) is None


def test_a_repeated_value_is_no_point_of_the_way() -> None:
    old = [replace(f, reference_year=2019) if f.year < 2024 else f for f in series(50, 50, 50, 53)]
    assert [f.year for f in comparable(old, measure("share", "none"))] == [2024]


def test_a_steady_way_is_on_track_and_a_flat_one_is_not() -> None:
    asked = measure("share", "none", ">=", 60, breaks=[], counts_units=False)
    assert summary(progress_of(series(50, 52.6, 55.1, 57.7), asked, 2025, 0.95)) == "on_track"
    assert summary(progress_of(series(50, 50.2, 50.1, 50.2), asked, 2025, 0.95)) == "off_track"


def test_the_series_of_a_method_starts_after_the_break() -> None:
    broken = measure("share", "none", ">=", 60, breaks=[{"year": 2023, "why": WORDS}], counts_units=False)
    results = progress_of(series(10, 20, 52, 55), broken, 2025, 0.95)
    used = [result.series for result in results if hasattr(result, "series")]
    assert used
    assert all(isinstance(each, Series) and each.since == 2023 for each in used)
    assert any(isinstance(result, NotDefined) and result.reason == "break" for result in results)


@pytest.mark.parametrize("verdict", ["not_judged", "suppressed", None])
def test_nothing_is_said_of_the_way_of_a_figure_without_a_verdict(verdict: str | None) -> None:
    shown = [replace(f, verdict=verdict) for f in series(50, 51, 52)]  # type: ignore[arg-type]
    assert progress_of(shown, measure("share", "none", ">=", 60), 2025, 0.95) == ()


def test_a_change_within_chance_says_so() -> None:
    before = figure(50.0, 2023, ci_low=46.0, ci_high=54.0, ci_level=0.95)
    small = figure(52.0, 2024, ci_low=48.0, ci_high=56.0, ci_level=0.95)
    large = replace(small, value=60.0, ci_low=56.0, ci_high=64.0)
    assert (detectable(before, small), detectable(before, large)) == (False, True)
    asked = measure("share", "taylor", counts_units=False)
    assert "trong phạm vi sai số" in as_text(change_cell(small, before, asked))
    assert "trong phạm vi sai số" not in as_text(change_cell(large, before, asked))
    assert detectable(replace(before, ci_low=None), small)


@pytest.mark.parametrize("deaths", [0, 1, 2, 4])
def test_a_few_deaths_more_or_less_are_no_change(deaths: int) -> None:
    """None in one year and a few in the next: there is no standard error for none, but there is an interval."""
    asked = measure("rate", "garwood", "<", 15, 100_000)

    def year(number: int, count: int) -> Figure:
        rows = pd.DataFrame({"numerator": [float(count)], "denominator": [16_000.0]})
        return figure(100_000 * count / 16_000, number, **precision(asked, rows, 0.95))

    assert not detectable(year(2023, 0), year(2024, deaths))
    assert detectable(year(2023, 0), year(2024, 12))


def test_no_change_is_computed_across_a_break() -> None:
    broken = measure("share", "none", counts_units=False, breaks=[{"year": 2024, "why": WORDS}])
    assert as_text(change_cell(figure(52.0, 2024), figure(50.0, 2023), broken)) == "khác định nghĩa"


@pytest.mark.parametrize(
    ("kind", "method"), [("share", "garwood"), ("rate", "log_ratio"), ("ratio", "taylor"), ("rate", "taylor")]
)
def test_a_method_that_does_not_fit_the_measure_is_refused(kind: str, method: str) -> None:
    with pytest.raises(ValidationError, match="does not fit"):
        measure(kind, method)


def test_no_interval_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="why"):
        Uncertainty.model_validate({"method": "none"})
    with pytest.raises(ValidationError, match="why"):
        Uncertainty.model_validate({"method": "garwood", "why": WORDS})
    assert Break.model_validate({"year": 2023, "why": WORDS}).year == 2023
    assert Threshold(operator="<", value=1).value == 1
