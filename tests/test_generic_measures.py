"""Measures computed as the plan says: traps of the grammar, and what a plan may not ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from gender_indicators.base.errors import UserError
from gender_indicators.measures.fit import require_fit
from gender_indicators.measures.generic import counted_by_plan
from gender_indicators.measures.precision import precision
from gender_indicators.plan.conditions import Calculation
from gender_indicators.plan.forms import load_forms
from gender_indicators.plan.measure import Measure
from gender_indicators.plan.plan import load_plan

PARAMS = Path(__file__).parents[1] / "params"
PLAN = load_plan(PARAMS / "plan.yaml")
FORMS = load_forms(PARAMS / "forms.yaml")
NONE = {"method": "none", "why": {"vi": "x", "en": "x"}}
EXAMPLES = [{"rows": {}, "numerator": 0, "denominator": 0}]


def rows_of(frame: pd.DataFrame, **written: Any) -> pd.DataFrame:
    return counted_by_plan(Calculation.model_validate({"examples": EXAMPLES, **written}), {"frame": frame}, {})


def sums(frame: pd.DataFrame, **written: Any) -> tuple[float, float]:
    rows = rows_of(frame, **written)
    return float(rows["numerator"].sum()), float(rows["denominator"].sum())


def changed(identifier: str, within: dict[str, Any] | None = None, **facts: Any) -> Measure:
    """A measure of the plan with other keys, its calculation with other keys of its own."""
    written = PLAN.measure(identifier).model_dump()
    if within is not None:
        kept = {key: value for key, value in (written["calculation"] or {}).items() if value or key == "examples"}
        written["calculation"] = {key: value for key, value in {**kept, **within}.items() if value is not None}
    return Measure.model_validate({**written, **facts})


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ({"at_least": 4}, [False, True, True, False]),
        ({"above": 4}, [False, False, True, False]),
        ({"at_most": 4}, [True, True, False, False]),
        ({"below": 4}, [True, False, False, False]),
        ({"at_least": 4, "below": 5}, [False, True, False, False]),
        ({"present": True}, [True, True, True, False]),
        ({"present": False}, [False, False, False, True]),
    ],
)
def test_bounds_are_strict_or_not_as_their_words_say_and_an_empty_cell_meets_none(
    condition: dict[str, float], met: list[bool]
) -> None:
    items = pd.DataFrame({"items": pd.array([3, 4, 5, None], dtype="Int64")})
    assert rows_of(items, numerator={"where": {"items": condition}})["numerator"].tolist() == met


def test_an_empty_cell_is_neither_yes_nor_no_nor_a_code() -> None:
    frame = pd.DataFrame({"done": pd.array([True, False, None], dtype="boolean"), "sex": ["female", "male", None]})
    for column, value in (("done", True), ("done", False), ("sex", "female"), ("sex", "male")):
        assert sums(frame, numerator={"where": {column: value}}) == (1, 3)
        assert sums(frame, numerator={"without": {column: value}}) == (2, 3)


def test_rows_left_out_meet_all_conditions_of_without_together() -> None:
    frame = pd.DataFrame({"a": [True, True, False], "b": [True, False, True]})
    assert sums(frame, without={"a": True, "b": True}, numerator={}) == (2, 2)


def test_a_unit_out_of_scope_by_one_of_its_rows_is_out_with_all_of_them() -> None:
    """P is a perpetrator in two cases and prosecuted in one; as a victim in the third that would not matter."""
    cases = pd.DataFrame({
        "person": ["P", "P", "Q", "R", "R"], "role": ["gave", "gave", "gave", "gave", "had"],
        "prosecuted": [False, True, False, False, True], "counselled": [True, True, False, True, False],
    })  # fmt: skip
    asked: dict[str, Any] = {"where": {"role": "gave"}, "without": {"prosecuted": True}, "distinct": "person"}
    rows = rows_of(cases, **asked, numerator={"where": {"counselled": True}})
    assert (rows["numerator"].tolist(), rows["members"].tolist()) == ([0, 1], [(2,), (3,)])


def test_a_unit_stands_where_its_first_row_by_day_stands() -> None:
    cases = pd.DataFrame({"person": ["P", "P"], "day": [2, 1], "place_district": ["474", "481"]})
    for first_by, place in ((None, "474"), ("day", "481")):
        rows = rows_of(cases, distinct="person", first_by=first_by, numerator={})
        assert rows["place_district"].tolist() == [place]


def test_a_mean_of_a_survey_has_the_error_of_its_design() -> None:
    """R's data set survey::fpc: svymean(~x) prints 5.448148 with standard error 0.7412683."""
    asked = pd.DataFrame({
        "stratum": [1] * 5 + [2] * 3, "psu": range(8), "weight": [3.0] * 5 + [4.0] * 3,
        "hours": [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2],
    })  # fmt: skip
    measure = changed(
        "2.2", {"where": None, "numerator": {"sum": "hours"}}, kind="mean", per=1, unit={"vi": "giờ", "en": "hours"}
    )
    assert measure.calculation is not None
    rows = counted_by_plan(measure.calculation, {"persons": asked}, {})
    assert rows["numerator"].sum() / rows["denominator"].sum() == pytest.approx(5.448148, abs=1e-6)
    assert precision(measure, rows, 0.95)["standard_error"] == pytest.approx(0.7412683, abs=1e-7)


@pytest.mark.parametrize(
    ("identifier", "calculation", "facts", "said"),
    [
        ("2.3", None, {"function": "x.y"}, 'exactly one of "calculation" and "function"'),
        ("6.3", None, {"calculation": None}, 'exactly one of "calculation" and "function"'),
        ("2.3", None, {"arguments": {"kind": "branch"}}, '"arguments" go with "function" only'),
        ("4.1", {"denominator": None}, {}, "is one of kind share, milestone, frequency, count, not ratio"),
        ("4.1", {}, {"kind": "share", "uncertainty": NONE}, "is one of kind rate, ratio, not share"),
        ("5.3", {"denominator": None}, {}, "is one of kind mean, count, not share"),
        ("5.3", {"numerator": {}}, {}, "is one of kind rate, ratio, not share"),
        ("6.3", {"numerator": {"each": {"quarter": []}}}, {}, "at least 1 item"),
        ("4.4", {"denominator": {}}, {}, "is one of kind rate, ratio, not count"),
        ("3.1", {"denominator": {"sum": "unpaid_hours"}}, {}, '"of" and "mean" stand in both'),
        ("3.1", {}, {"lowest_level": "commune", "below": None}, "a ratio of means is of the province only"),
        ("2.2", {"weight": None}, {}, '"taylor" needs "weight: weight"'),
        ("4.2", {"denominator": {}}, {}, '"of" and "mean" stand in both'),
        ("4.2", {"where": {"sex": "male"}}, {}, 'with "of" all conditions stand in numerator and denominator'),
        ("4.2", {"denominator": {"of": "people"}}, {}, r"\"of\" names each of \"forms\": \['births', 'deaths'\]"),
        ("1.1", {"by_setting": None}, {}, 'uses every one of "settings"'),
        ("1.1", {"by_setting": {"bodies": {"governments": {}}}}, {}, "with exactly its options"),
        ("2.3", {"by_setting": {"scope": {"all": {}}}}, {}, "with exactly its options"),
        ("2.3", {"first_by": "kind"}, {}, '"first_by" and "each" need "distinct"'),
        ("2.3", {"numerator": {"each": {"kind": ["branch"]}}}, {}, '"first_by" and "each" need "distinct"'),
        ("1.1", {"numerator": {"sum": "seat"}}, {}, '"distinct" goes with no "sum"'),
        ("2.3", {"examples": []}, {}, "at least 1 item"),
    ],
)  # fmt: skip
def test_a_calculation_that_cannot_be_is_refused(
    identifier: str, calculation: dict[str, Any] | None, facts: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        changed(identifier, calculation, **facts)


def test_a_breakdown_is_a_code_of_the_column_that_tells_it() -> None:
    measure = changed("6.4", breakdowns={"radios": {"vi": "phát thanh", "en": "radio"}})
    with pytest.raises(UserError, match=r'there is no "radios".*Did you mean "radio"'):
        require_fit(measure, FORMS)


def test_only_communes_are_counted_by_their_place() -> None:
    measure = changed("6.4", {"distinct": "area"})
    with pytest.raises(UserError, match='"distinct: area" counts communes') as caught:
        require_fit(measure, FORMS)
    assert caught.value.where == "params/plan.yaml: 6.4.calculation.distinct"


def test_breakdowns_need_the_column_that_tells_them() -> None:
    with pytest.raises(ValidationError, match='"breakdowns" need "by"'):
        changed("6.4", {"by": None})


@pytest.mark.parametrize(
    ("settings", "said"), [({"body": "x"}, 'Did you mean "bodies"'), ({"bodies": "governors"}, '"governments"')]
)
def test_an_example_takes_readings_there_are(settings: dict[str, str], said: str) -> None:
    written = PLAN.measure("1.1").model_dump()
    written["calculation"]["examples"][1]["settings"] = settings
    with pytest.raises(UserError, match=said):
        require_fit(Measure.model_validate(written), FORMS)
