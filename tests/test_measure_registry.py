"""The registry of measures: what a function reads is held against the forms when parameters load."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pandas as pd
import pytest

from gender_indicators.base.errors import UserError
from gender_indicators.measures import registry
from gender_indicators.measures.calculation import declared, function_of
from gender_indicators.measures.columns import columns_counted
from gender_indicators.measures.registry import measure_functions, require_declared_columns
from gender_indicators.plan.forms import Form, Forms, load_forms
from gender_indicators.plan.plan import load_plan

PARAMS = Path(__file__).parents[1] / "params"
PLAN = load_plan(PARAMS)
FORMS = load_forms(PARAMS / "forms.yaml")


def births(**change: object) -> Forms:
    """The forms, one column of the births changed, or left out with ``drop``."""
    form = FORMS["births"].model_dump(exclude_none=True)
    columns = [
        {**column, **change} if column["name"] == "sex" else column
        for column in form["columns"]
        if change.get("drop") != column["name"]
    ]
    kept = [{k: v for k, v in column.items() if k != "drop"} for column in columns]
    other = Form.model_validate({**form, "columns": kept, "checks": []})
    return Forms(forms=tuple(other if each.code == "births" else each for each in FORMS))


@pytest.mark.parametrize("measure", PLAN.measures, ids=lambda measure: measure.id)
def test_every_measure_declares_what_it_reads_of_every_form(measure) -> None:  # type: ignore[no-untyped-def]
    reads = declared(measure).reads
    assert set(reads) == set(measure.forms)
    require_declared_columns(measure, reads, FORMS)


@pytest.mark.parametrize("name", sorted(measure_functions()))
def test_no_function_reads_a_column_it_does_not_declare(name: str) -> None:
    """A function that is handed only the columns it declares does not miss one."""
    function = measure_functions()[name]
    for measure in (each for each in PLAN.measures if each.function == name):
        frames = {
            argument: pd.DataFrame(
                {column: pd.Series(dtype="object") for column in columns_counted(measure, FORMS[code])}
                | {"place_commune": pd.Series(dtype="str"), "place_district": pd.Series(dtype="str")}
            )
            for argument, code in measure.forms.items()
        }
        settings = {key: setting.options[0].value for key, setting in measure.settings.items()}
        try:
            function.call(**frames, **measure.arguments, **settings)
        except KeyError as error:
            pytest.fail(f"{name} reads {error}")
        except (TypeError, ValueError, AttributeError):
            pass  # empty columns without a type; a missing column is a KeyError


def test_a_form_without_a_column_that_a_measure_reads() -> None:
    measure = PLAN.measure("4.1")
    with pytest.raises(UserError, match=r'biểu births không có "sex" mà chỉ tiêu 4\.1') as caught:
        require_declared_columns(measure, declared(measure).reads, births(drop="sex"))
    assert caught.value.where == "params/forms.yaml: births.columns"


def test_a_form_without_a_code_that_a_measure_looks_for() -> None:
    measure = PLAN.measure("4.1")
    with pytest.raises(UserError, match=r'biểu births không có "female"') as caught:
        require_declared_columns(measure, declared(measure).reads, births(codes={"Nam": "male", "Nữ": "girl"}))
    assert caught.value.where == "params/forms.yaml: births.sex.codes"


def test_an_offices_own_function_comes_from_its_own_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hue_measures.py").write_text(
        "from gender_indicators.measures import measure\n\n\n"
        '@measure(births={"sex": ("female",)})\n'
        "def girls(births):\n"
        '    """Count girls."""\n'
        "    return births\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    own = EntryPoint("hue", "hue_measures", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [own] if group == registry.GROUP else [])
    measure_functions.cache_clear()
    measure = PLAN.measure("4.1").model_copy(update={"function": "hue_measures.girls"})
    assert function_of(measure).__doc__ == "Count girls."
    assert dict(declared(measure).reads) == {"births": {"sex": ("female",)}}
    monkeypatch.setattr(registry, "entry_points", lambda group: [])
    registry._registered.pop("hue_measures.girls")
    measure_functions.cache_clear()
    sys.modules.pop("hue_measures")
    with pytest.raises(UserError, match=r"hue_measures\.girls"):
        function_of(measure)


def test_a_declaration_must_fit_its_function_and_a_name_belongs_to_one() -> None:
    def girls(births: pd.DataFrame) -> pd.DataFrame:
        return births

    with pytest.raises(TypeError, match="birth"):
        registry.measure(birth={"sex": ()})(girls)

    def sex_ratio_at_birth(births: pd.DataFrame) -> pd.DataFrame:
        return births

    sex_ratio_at_birth.__module__ = "elsewhere.health"
    measure_functions()
    with pytest.raises(TypeError, match=r"two measure functions health\.sex_ratio_at_birth"):
        registry.measure(births={"sex": ()})(sex_ratio_at_birth)
