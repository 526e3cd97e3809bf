"""What computes a measure: what it reads is held against the forms when parameters load."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import pytest

from gender_indicators.base.errors import UserError
from gender_indicators.intake.cells import DTYPES
from gender_indicators.measures import registry
from gender_indicators.measures.columns import columns_counted
from gender_indicators.measures.fit import require_fit
from gender_indicators.measures.registry import Codes, doc_of, measure_functions, method_of
from gender_indicators.plan.forms import Column, Form, Forms, load_forms
from gender_indicators.plan.measure import Measure
from gender_indicators.plan.plan import load_plan

PARAMS = Path(__file__).parents[1] / "params"
PLAN = load_plan(PARAMS / "plan.yaml")
FORMS = load_forms(PARAMS / "forms.yaml")
ROWS = 12


def forms_with(code: str, column: str, **change: object) -> Forms:
    """The forms, one column of one of them changed, or left out with ``drop=True``."""
    form = FORMS[code].model_dump(exclude_none=True)
    drop = change.pop("drop", False)
    columns = [
        {**each, **change} if each["name"] == column else each
        for each in form["columns"]
        if not (drop and each["name"] == column)
    ]
    other = Form.model_validate({**form, "columns": columns, "checks": [], "key": [columns[0]["name"]]})
    return Forms(forms=tuple(other if each.code == code else each for each in FORMS))


def sample(column: Column) -> pd.Series:
    """Cells of the column's own type, every code among them."""
    values = {
        "yes_no": [True, False], "integer": range(1, 5), "number": [0.5, 1.5], "date": pd.to_datetime(["2024-03-01"]),
    }.get(column.type, [*column.codes.values()] or ["a", "b", "c"])  # fmt: skip
    return pd.Series(list(islice(cycle(values), ROWS)), dtype=DTYPES[column.type])


def frames_of(measure: Measure, without: str = "") -> dict[str, pd.DataFrame]:
    """A table of each form with the columns the measure is counted from, and no others."""
    places = {name: pd.Series(["A", "B"] * (ROWS // 2)) for name in ("place_commune", "place_district")}
    return {
        argument: pd.DataFrame(
            {
                name: sample(FORMS[code].column(name))
                for name in columns_counted(measure, FORMS[code])
                if name != without
            }
            | places
        )
        for argument, code in measure.forms.items()
    }


def rows_of(measure: Measure, frames: dict[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """What the measure counts under each of its readings."""
    for settings in [
        {name: option.value for name, option in zip(measure.settings, options, strict=True)}
        for options in zip(*(setting.options for setting in measure.settings.values()), strict=True)
    ] or [{}]:
        yield method_of(measure).call(**frames, **measure.arguments, **settings)


@pytest.mark.parametrize("measure", PLAN.measures, ids=lambda measure: measure.id)
def test_every_measure_fits_the_forms_and_reads_no_column_it_does_not_name(measure: Measure) -> None:
    require_fit(measure, FORMS)
    for rows in rows_of(measure, frames_of(measure)):
        assert rows["numerator"].notna().all()


@pytest.mark.parametrize("measure", PLAN.measures, ids=lambda measure: measure.id)
def test_every_column_a_measure_names_is_read(measure: Measure) -> None:
    named = {column for columns in method_of(measure).reads.values() for column in columns} - {"area"}  # by its place
    for column in named:
        with pytest.raises(KeyError):
            list(rows_of(measure, frames_of(measure, without=column)))


def test_a_form_without_a_column_that_a_calculation_names() -> None:
    with pytest.raises(UserError, match=r'không có "sex" mà chỉ tiêu 4\.1 \(births\) cần') as caught:
        require_fit(PLAN.measure("4.1"), forms_with("births", "sex", drop=True))
    assert caught.value.where == "params/plan.yaml: 4.1.calculation.numerator.where.sex"


def test_a_form_without_a_code_that_a_calculation_names() -> None:
    with pytest.raises(UserError, match=r'không có "female" mà chỉ tiêu 4\.1 \(births\.sex\) cần') as caught:
        require_fit(PLAN.measure("4.1"), forms_with("births", "sex", codes={"Nam": "male", "Nữ": "girl"}))
    assert caught.value.where == "params/plan.yaml: 4.1.calculation.denominator.where.sex"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package of an office's own: one function whose codes are given, one that knows four quarters and no fifth."""
    (tmp_path / "hue_measures.py").write_text(
        "from gender_indicators.measures import Codes, measure\n\n\n"
        '@measure(births={"sex": Codes(given_by="sex"), "mother_age": Codes()})\n'
        "def children(births, *, sex):\n"
        '    """Count children."""\n'
        "    return births\n\n\n"
        '@measure(news={"quarter": Codes(("1", "2", "3", "4"), only=True), "items": Codes()})\n'
        "def news_each_quarter(news):\n"
        '    """Count news."""\n'
        "    return news\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    own = EntryPoint("hue", "hue_measures", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [own] if group == registry.GROUP else [])
    measure_functions.cache_clear()
    yield "hue_measures.children"
    registry._registered.clear()
    measure_functions.cache_clear()
    sys.modules.pop("hue_measures", None)


NEWS = PLAN.measure("6.3").model_copy(update={"calculation": None, "function": "hue_measures.news_each_quarter"})


def own_measure(function: str, **change: object) -> Measure:
    return PLAN.measure("4.1").model_copy(update={"calculation": None, "function": function, **change})


def test_an_offices_own_function_comes_from_its_own_package(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = own_measure(office, arguments={"sex": "female"})
    assert doc_of(measure) == "Count children."
    assert method_of(measure).reads["births"]["mother_age"] == Codes()
    require_fit(measure, FORMS)
    monkeypatch.setattr(registry, "entry_points", lambda group: [])
    registry._registered.pop(office)
    measure_functions.cache_clear()
    with pytest.raises(UserError, match=r"hue_measures\.children"):
        method_of(measure)


def test_a_form_without_a_column_that_a_function_reads(office: str) -> None:
    with pytest.raises(UserError, match=r'không có "items" mà chỉ tiêu 6\.3 \("hue_measures') as caught:
        require_fit(NEWS, forms_with("news", "items", drop=True))
    assert caught.value.where == "params/forms.yaml: news.columns"


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["1", "2", "3", "IV"], r'there is no "4", which measure 6\.3'),
        (["1", "2", "3", "4", "5"], r"does not know the codes \['5'\] of form news"),
    ],
)
def test_a_code_that_a_function_looks_for_or_does_not_know(office: str, codes: list[str], said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        require_fit(NEWS, forms_with("news", "quarter", codes={code: code for code in codes}, also={}))
    assert caught.value.where == "params/forms.yaml: news.quarter.codes"


def test_a_code_given_by_an_argument_or_an_open_reading_is_held_against_the_form(office: str) -> None:
    with pytest.raises(UserError, match='Did you mean "female"'):
        require_fit(own_measure(office, arguments={"sex": "femal"}), FORMS)
    setting = PLAN.measure("4.3").settings["age_group"]
    with pytest.raises(UserError, match='there is no "15-19"'):
        require_fit(own_measure(office, settings={"sex": setting}), FORMS)


def test_a_declaration_must_fit_its_function_and_a_name_belongs_to_one(office: str) -> None:
    def girls(births: pd.DataFrame, women: pd.DataFrame, *, sex: str) -> pd.DataFrame:
        return births

    with pytest.raises(TypeError, match=r"takes the forms \['births', 'women'\], but declares \['births'\]"):
        registry.measure(births={"sex": Codes()})(girls)
    with pytest.raises(TypeError, match=r"no keyword argument \{'sexes'\}"):
        registry.measure(births={"sex": Codes(given_by="sexes")}, women={})(girls)

    def children(births: pd.DataFrame) -> pd.DataFrame:
        return births

    children.__module__ = "elsewhere.hue_measures"
    measure_functions()
    with pytest.raises(TypeError, match=r"two measure functions hue_measures\.children"):
        registry.measure(births={})(children)
