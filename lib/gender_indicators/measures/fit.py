"""Whether what computes a measure fits the forms: their columns, their codes, their types of cells."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from gender_indicators.base import Text, UserError, suggest
from gender_indicators.intake import typed_frame
from gender_indicators.measures.generic import counted_by_plan
from gender_indicators.measures.registry import Codes, method_of
from gender_indicators.plan import Calculation, Example, Form, Forms, Measure, Use, uses_of

_NUMBERS = ("integer", "number")
_ROLES = {"number": _NUMBERS, "code": ("code",), "order": ("date", *_NUMBERS)}


def require_fit(measure: Measure, forms: Forms) -> None:
    """Hold what ``measure`` reads against its forms, and its calculation against the examples worked by hand.

    Raises
    ------
    UserError
        For a function or argument that does not exist, a column or code that ``params/forms.yaml`` does not have, a
        column of another type, a code the function does not know, and an example that gives something else.
    """
    method = method_of(measure)
    if measure.calculation is not None:
        _require_calculation(measure, measure.calculation, forms)
        return
    for argument, columns in method.reads.items():
        for column, codes in columns.items():
            _require_codes(measure, forms[measure.forms[argument]], column, codes)


def _require_codes(measure: Measure, form: Form, column: str, codes: Codes) -> None:
    """Hold a column a function reads against its form."""
    where, who = f"params/forms.yaml: {form.code}", f'{measure.id} ("{measure.function}")'
    _require_known(column, [column.name for column in form.columns], f"{where}.columns", who)
    known = set(form.column(column).codes.values())
    given = []
    if codes.given_by in measure.arguments:
        given = [measure.arguments[codes.given_by]]
    elif codes.given_by in measure.settings:
        given = [option.value for option in measure.settings[codes.given_by].options]
    for code in (*codes.named, *given):
        _require_known(code, known, f"{where}.{column}.codes", who)
    if codes.only and (strange := sorted(known - {*codes.named, *given})):
        raise UserError(
            Text(f"chỉ tiêu {who} không biết mã {strange} của biểu {form.code}.",
                 f"measure {who} does not know the codes {strange} of form {form.code}."),
            f"{where}.{column}.codes",
        )  # fmt: skip


def _require_known(name: str, known: Iterable[str], where: str, who: str) -> None:
    known = sorted(known)
    if name not in known:
        hint = suggest(name, known)
        raise UserError(
            Text(f'không có "{name}" mà chỉ tiêu {who} cần. {hint.vi}',
                 f'there is no "{name}", which measure {who} needs. {hint.en}'),
            where,
        )  # fmt: skip


def _require_calculation(measure: Measure, calculation: Calculation, forms: Forms) -> None:
    def key(path: str) -> str:
        return f"params/plan.yaml: {measure.id}.calculation.{path}"

    for use in uses_of(calculation, tuple(measure.forms)):
        for form in (forms[measure.forms[argument]] for argument in use.forms):
            _require_use(use, form, measure, key(use.key))
    for number, example in enumerate(calculation.examples, start=1):
        _require_example(measure, calculation, example, forms, key(f"examples[{number}]"))


def _require_use(use: Use, form: Form, measure: Measure, where: str) -> None:
    """Hold one column a calculation uses against its form, and the codes and type of cells it takes it to have."""
    _require_known(use.column, [column.name for column in form.columns], where, f"{measure.id} ({form.code})")
    column, condition = form.column(use.column), use.condition
    types = _ROLES.get(use.role, (column.type,))
    codes: Iterable[str] = measure.breakdowns if use.role == "code" else ()
    if condition is not None and condition.present is None:
        types = ("code",) if condition.codes else ("yes_no",) if condition.yes is not None else _NUMBERS
        codes = condition.codes
    if column.type not in types:
        raise UserError(
            Text(f'cột "{column.name}" của biểu {form.code} có kiểu {column.type}; ở đây cần {" hoặc ".join(types)}.',
                 f'column "{column.name}" of form {form.code} is {column.type}; this takes {" or ".join(types)}.'),
            where,
        )  # fmt: skip
    if use.key == "distinct" and column.type == "area" and column.level != "commune":
        raise UserError(
            Text(f'"distinct: area" đếm xã: cột của biểu {form.code} cần "level: commune".',
                 f'"distinct: area" counts communes: the column of form {form.code} needs "level: commune".'),
            where,
        )  # fmt: skip
    for code in codes:
        _require_known(code, column.codes.values(), where, f"{measure.id} ({form.code}.{column.name})")


def _require_example(measure: Measure, calculation: Calculation, example: Example, forms: Forms, where: str) -> None:
    """Compute an example and hold it against what was worked out by hand."""
    for name in (*example.rows, *measure.forms):
        _require_known(name, measure.forms.keys() & example.rows.keys(), where, measure.id)
    for name, value in example.settings.items():
        _require_known(name, measure.settings, where, measure.id)
        _require_known(value, [option.value for option in measure.settings[name].options], where, measure.id)
    settings = {name: example.settings.get(name, setting.value) for name, setting in measure.settings.items()}
    reads = method_of(measure).reads
    try:
        frames = {
            name: typed_frame(forms[code], pd.DataFrame(list(example.rows[name])), reads[name])
            for name, code in measure.forms.items()
        }
        if calculation.distinct == "area":  # each unit of an example is itself one of the reporting map
            frames = {name: frame.assign(place_commune=frame["area"]) for name, frame in frames.items()}
    except UserError as error:
        raise UserError(error.message, f"{where}: {error.where}") from error
    rows = counted_by_plan(calculation, frames, settings)
    wanted = [number for number in (example.numerator, example.denominator) if number is not None]
    sums = [float(rows[name].sum()) for name in ("numerator", "denominator")[: 1 if measure.kind == "count" else 2]]
    if len(sums) != len(wanted) or not all(map(math.isclose, sums, wanted)):
        by_hand, computed = ("/".join(f"{number:g}" for number in numbers) for numbers in (wanted, sums))
        raise UserError(
            Text(
                f"ví dụ tính tay là {by_hand}, tính ra {computed}.", f"worked by hand {by_hand}, computed {computed}."
            ),
            where,
        )
