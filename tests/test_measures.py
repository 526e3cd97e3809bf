"""Traps in the definitions, each with literal rows and a result worked out by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from gender_indicators.base.errors import UserError
from gender_indicators.figures.figure import Figure
from gender_indicators.files.source import FileSource
from gender_indicators.intake.table import Table
from gender_indicators.measures.calculation import YearTables, calculate
from gender_indicators.measures.columns import columns_counted, columns_needed
from gender_indicators.measures.placing import placed
from gender_indicators.measures.registry import doc_of, method_of
from gender_indicators.plan.areas import AreaRef, load_areas
from gender_indicators.plan.forms import load_forms
from gender_indicators.plan.measure import Measure
from gender_indicators.plan.plan import load_plan
from gender_indicators.plan.readings import chosen_settings
from gender_indicators.plan.year import Year, load_year
from offices import YEARS

PARAMS = Path(__file__).parents[1] / "params"
PLAN = load_plan(PARAMS / "plan.yaml")
FORMS = load_forms(PARAMS / "forms.yaml")
AREAS = load_areas(PARAMS / "areas.yaml")
YEAR = load_year(YEARS, 2024)
PROVINCE = AreaRef("46", "Tỉnh Thừa Thiên Huế", "province")
A_LUOI = AreaRef("481", "Huyện A Lưới", "district")
HUE = AreaRef("474", "Thành phố Huế", "district")


def table(form: str, rows: dict[str, list[object]]) -> Table:
    frame = pd.DataFrame(rows)
    for column in FORMS[form].columns:
        if column.type == "date" and column.name in frame:
            frame[column.name] = pd.to_datetime(frame[column.name]).astype("datetime64[s]")
    frame.index = pd.Index(range(2, 2 + len(frame)))
    return Table(FORMS[form], frame, FileSource(f"x/{form}", "00" * 32), {})


def figures(measure: Measure, *tables: Table, year: Year = YEAR) -> dict[str, Figure]:
    by_code = {t.form.code: t for t in tables}
    frames = {code: placed(t, AREAS, year.year, year.map) for code, t in by_code.items()}
    areas = (PROVINCE, HUE, A_LUOI)
    return {
        f.area.code: f
        for f in calculate(measure, YearTables(by_code, frames), year, areas, 0.95)
        if f.breakdown == "total"
    }


def sums(rows: pd.DataFrame) -> tuple[float, float]:
    return float(rows["numerator"].sum()), float(rows["denominator"].sum())


def counted(measure: str, **given: object) -> pd.DataFrame:
    """The rows a measure of the plan counts of tables, and readings, given by name."""
    return method_of(PLAN.measure(measure)).call(**given)


def test_sums_come_first_and_the_division_last() -> None:
    """Two districts with 90 of 100 and 1 of 2 give 91 / 102, not the mean of 90 % and 50 %."""
    pupils = table("ethnic_pupils", {
        "area": ["20044", "19789"], "stage": ["primary"] * 2, "sex": ["male"] * 2,
        "cohort": [100, 2], "completed": [90, 1],
    })  # fmt: skip
    found = figures(PLAN.measure("5.2a-nam"), pupils)
    assert found["46"].value == pytest.approx(100 * 91 / 102)
    assert (found["481"].value, found["474"].value) == (90.0, 50.0)


def test_no_case_is_neither_zero_nor_hundred_per_cent() -> None:
    victims = table("trafficking", {
        "person": ["a"], "sex": ["female"], "area": ["20044"], "returned_on": ["2024-03-01"],
        "needs_support": [False], "supported": [False],
    })  # fmt: skip
    found = figures(PLAN.measure("3.3"), victims)["46"]
    assert (found.value, found.gap, found.verdict) == (None, "no_cases", "no_cases")


def test_a_survey_has_no_district_value_and_says_so() -> None:
    persons = table("labour_force", {
        "record": ["a", "b"], "sex": ["female", "female"], "age": [30, 40], "employed": [True, True],
        "status": ["wage_worker", "own_account"], "sector": ["services", "agriculture"], "weight": [1.0, 3.0],
    })  # fmt: skip
    found = figures(PLAN.measure("2.1"), persons)
    assert (found["46"].value, found["46"].n) == (25.0, 2)
    assert (found["481"].value, found["481"].gap) == (None, "not_representative")


def test_an_accepted_gap_in_a_cell_that_is_needed_is_a_clear_error() -> None:
    """A "yes or no" that could not be read and was waived is empty: neither yes nor no."""
    victims = table("trafficking", {
        "person": ["a", "b"], "sex": ["female"] * 2, "area": ["20044"] * 2, "returned_on": ["2024-03-01"] * 2,
        "needs_support": [True, None], "supported": [True, True],
    })  # fmt: skip
    victims.frame["needs_support"] = victims.frame["needs_support"].astype("boolean")
    with pytest.raises(UserError, match="corrections"):
        figures(PLAN.measure("3.3"), victims)


def test_a_form_that_was_not_delivered_is_no_data() -> None:
    found = figures(PLAN.measure("4.1"))
    assert {f.gap for f in found.values()} == {"no_data"}


def test_a_birth_before_the_boundary_change_is_counted_where_its_commune_went() -> None:
    """Thuận An (19900) was in Phú Vang until 30/6/2021 and in Huế afterwards: both births are Huế's."""
    births = table("births", {
        "record": ["a", "b"], "area": ["19900", "19900"], "born_on": ["2021-06-30", "2021-07-01"],
        "sex": ["male", "female"], "mother_age": [25, 30],
    })  # fmt: skip
    rows = placed(births, AREAS, 2021, dt.date(2021, 7, 1))
    assert rows["place_district"].tolist() == ["474", "474"]


def test_a_row_of_a_divided_commune_has_a_district_but_no_commune() -> None:
    """Phường Phú Thuận (19744) was divided between Tây Lộc and Thuận Hòa, both in Huế."""
    births = table("births", {
        "record": ["a"], "area": ["19744"], "born_on": ["2021-03-01"], "sex": ["male"], "mother_age": [25],
    })  # fmt: skip
    rows = placed(births, AREAS, 2021, dt.date(2021, 7, 1))
    assert rows["place_commune"].isna().all()
    assert rows["place_district"].tolist() == ["474"]


def test_an_empty_form_can_be_placed() -> None:
    empty = table("births", {"record": [], "area": [], "born_on": [], "sex": [], "mother_age": []})
    assert len(placed(empty, AREAS, 2024, YEAR.map)) == 0


def test_departments_count_only_when_the_setting_says_so() -> None:
    posts = pd.DataFrame({
        "body": ["A", "B", "D"], "body_type": ["council", "committee", "department"],
        "level": ["province"] * 3, "holder": ["male", "female", "female"],
    })  # fmt: skip
    assert sums(counted("1.1", posts=posts, bodies="governments")) == (1, 2)
    assert sums(counted("1.1", posts=posts, bodies="with_departments")) == (2, 3)


def test_a_body_with_vacant_posts_only_is_still_a_body() -> None:
    posts = pd.DataFrame({"body": ["A"], "body_type": ["council"], "level": ["commune"], "holder": ["vacant"]})
    assert sums(counted("1.1", posts=posts, bodies="governments")) == (0, 1)


def test_branches_households_and_suspended_businesses_are_outside() -> None:
    businesses = pd.DataFrame({
        "kind": ["enterprise", "cooperative", "branch", "household", "enterprise", "enterprise"],
        "status": ["active", "active", "active", "active", "suspended", "dissolved"],
        "director": ["male", "female", "female", "female", "female", "female"],
    })  # fmt: skip
    assert sums(counted("2.3", businesses=businesses)) == (1, 2)


def test_a_man_in_wage_work_counts_only_under_the_other_reading() -> None:
    persons = pd.DataFrame({
        "sex": ["female", "male"], "employed": [True, True], "status": ["wage_worker"] * 2, "weight": [1.0, 1.0],
    })  # fmt: skip
    assert sums(counted("2.1", persons=persons, denominator="employed_women")) == (1, 1)
    assert sums(counted("2.1", persons=persons, denominator="wage_workers")) == (1, 2)


def test_those_who_do_no_unpaid_work_are_in_the_mean() -> None:
    persons = pd.DataFrame({
        "sex": ["female", "male", "male"], "unpaid_hours": [14.0, 14.0, 0.0], "weight": [1.0, 1.0, 1.0],
    })  # fmt: skip
    rows = counted("3.1", persons=persons)
    assert rows["numerator"].sum() / rows["denominator"].sum() == 2.0


def test_a_victim_in_both_registers_and_several_cases_counts_once() -> None:
    columns = ["person", "role", "detected_on", "services"]
    domestic = pd.DataFrame([
        ["P1", "victim", "2024-02-01", 0], ["P1", "victim", "2024-08-01", 3], ["P2", "victim", "2024-03-01", 0],
        ["Q1", "perpetrator", "2024-02-01", None],
    ], columns=columns)  # fmt: skip
    gender = pd.DataFrame([["P1", "victim", "2024-01-05", 0], ["P3", "victim", "2024-05-01", 1]], columns=columns)
    assert sums(counted("3.2a", domestic=domestic, gender=gender)) == (2, 3)


def test_a_person_prosecuted_in_one_register_is_out_of_both() -> None:
    columns = ["person", "role", "detected_on", "prosecuted", "counselled"]
    domestic = pd.DataFrame([["Q1", "perpetrator", "2024-02-01", False, True]], columns=columns)
    gender = pd.DataFrame(
        [["Q1", "perpetrator", "2024-06-01", True, False], ["Q2", "perpetrator", "2024-06-01", False, False]],
        columns=columns,
    )
    assert sums(counted("3.2b", domestic=domestic, gender=gender)) == (0, 1)


@pytest.mark.parametrize(("cause", "days", "maternal"), [
    ("direct", 0, 1), ("indirect", 42, 1), ("direct", 43, 0), ("incidental", 5, 0),
])  # fmt: skip
def test_which_deaths_are_maternal(cause: str, days: int, maternal: int) -> None:
    deaths = pd.DataFrame({"cause": [cause], "days_after": [days]})
    births = pd.DataFrame({"sex": ["male"] * 1000})
    assert sums(counted("4.2", deaths=deaths, births=births)) == (maternal, 1000)


def test_adolescent_births_and_women_have_the_same_ages() -> None:
    births = pd.DataFrame({"mother_age": [9, 10, 14, 15, 19, 20]})
    population = pd.DataFrame({
        "sex": ["female"] * 4, "age_group": ["05-09", "10-14", "15-19", "20-24"], "population": [1, 10, 100, 1000],
    })  # fmt: skip
    assert sums(counted("4.3", births=births, population=population, age_group="15-19")) == (2, 100)
    assert sums(counted("4.3", births=births, population=population, age_group="10-19")) == (4, 110)


def test_sixteen_items_a_year_are_not_four_a_quarter() -> None:
    news = pd.DataFrame({"place_commune": ["A"] * 4, "quarter": list("1234"), "items": [10, 2, 2, 2]})
    assert sums(counted("6.3", news=news)) == (0, 1)


def test_a_row_of_a_divided_commune_belongs_to_none() -> None:
    news = pd.DataFrame({"place_commune": ["A", None], "quarter": ["1", "1"], "items": [4, 4]})
    assert sums(counted("6.3", news=news)) == (0, 1)


def test_three_quarters_are_not_a_year() -> None:
    news = pd.DataFrame({"place_commune": ["A"] * 3, "quarter": list("123"), "items": [4, 4, 4]})
    assert sums(counted("6.3", news=news)) == (0, 1)


def test_each_former_commune_must_have_its_items_before_the_merger() -> None:
    news = pd.DataFrame({
        "place_commune": ["A"] * 6, "quarter": list("112234"), "items": [4, 4, 4, 3, 9, 9],
    })  # fmt: skip
    assert sums(counted("6.3", news=news)) == (0, 1)


def test_a_station_closed_in_june_is_judged_by_its_six_months() -> None:
    broadcasts = pd.DataFrame({
        "station": ["R"] * 6, "medium": ["radio"] * 6, "month": range(1, 7), "programmes": [1] * 6,
    })  # fmt: skip
    assert sums(counted("6.4", broadcasts=broadcasts)) == (1, 1)


def test_a_census_value_keeps_its_year_and_is_marked() -> None:
    degrees = table("degrees", {
        "reference_year": [2019, 2019], "degree": ["master"] * 2, "sex": ["female", "male"], "holders": [47, 53],
    })  # fmt: skip
    found = figures(PLAN.measure("5.4a"), degrees)["46"]
    assert (found.value, found.reference_year, found.flags) == (47.0, 2019, ("stale",))


def test_the_order_of_rows_changes_nothing() -> None:
    births = table("births", {
        "record": list("abcd"), "area": ["20044", "19789", "20044", "19789"], "born_on": ["2024-03-01"] * 4,
        "sex": ["male", "female", "female", "male"], "mother_age": [25, 30, 17, 40],
    })  # fmt: skip
    turned = births.with_frame(births.frame.iloc[::-1])
    straight, backwards = (figures(PLAN.measure("4.1"), each) for each in (births, turned))
    assert [f.value for f in straight.values()] == [f.value for f in backwards.values()]


def test_every_measure_has_a_method_that_takes_what_the_plan_gives() -> None:
    for measure in PLAN.measures:
        assert method_of(measure).reads.keys() == measure.forms.keys()
        assert doc_of(measure)


@pytest.mark.parametrize("name", ["os.system", "calculation.calculate", "generic.counted_by_plan"])
def test_only_a_registered_function_can_be_named(name: str) -> None:
    wrong = PLAN.measure("6.3").model_copy(update={"calculation": None, "function": name})
    with pytest.raises(UserError, match=f'gọi hàm "{name}" không có'):
        method_of(wrong)


def test_a_year_may_choose_the_other_reading_but_no_third_one() -> None:
    measure = PLAN.measure("4.3")
    assert chosen_settings(measure, YEAR) == {"age_group": "15-19"}
    other = YEAR.model_copy(update={"settings": {"4.3": {"age_group": "10-19"}}})
    assert chosen_settings(measure, other) == {"age_group": "10-19"}
    for settings in ({"age_group": "12-19"}, {"age": "10-19"}):
        with pytest.raises(UserError):
            chosen_settings(measure, YEAR.model_copy(update={"settings": {"4.3": settings}}))


# ---------------------------------------------------------------- which columns decide a value


@pytest.mark.parametrize(
    ("measure", "form", "columns"),
    [
        ("4.1", "births", {"area", "born_on", "sex"}),
        ("3.2a", "gender_violence", {"area", "detected_on", "person", "role", "services"}),
        ("2.2", "labour_force", {"employed", "psu", "sector", "sex", "stratum", "weight"}),
        ("4.1", "population", set()),
    ],
)
def test_the_columns_a_measure_is_counted_from(measure: str, form: str, columns: set[str]) -> None:
    """Those its function and what that calls name, the unit, the day that places a row, and a survey's design."""
    assert columns_counted(PLAN.measure(measure), FORMS[form]) == columns


def test_a_column_that_may_be_empty_is_not_needed() -> None:
    needed = columns_needed(PLAN, FORMS)
    assert "holder" in needed["leadership"]
    assert "services" not in needed["domestic_violence"]
    assert needed["population_series"] == frozenset()
