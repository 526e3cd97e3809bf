"""The columns of a form a measure is counted from: those its function names, and those that place or weigh a row."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

from gender_indicators.measures.calculation import function_of
from gender_indicators.measures.counting import DESIGN
from gender_indicators.plan import Form, Forms, Measure, Plan


def columns_counted(measure: Measure, form: Form) -> frozenset[str]:
    """Return the columns of ``form`` that decide a value of ``measure``; none when it is not one of its forms."""
    if form.code not in measure.forms.values():
        return frozenset()
    named = {*_strings(function_of(measure)), "area", form.dated_by, *(DESIGN if measure.survey else ())}
    return frozenset(column.name for column in form.columns if column.name in named)


def columns_needed(plan: Plan, forms: Forms) -> dict[str, frozenset[str]]:
    """Return, by form, the required columns that any measure of the plan is counted from."""
    return {
        form.code: frozenset(
            name for measure in plan.measures for name in columns_counted(measure, form) if form.column(name).required
        )
        for form in forms
    }


def _strings(function: Callable[..., Any]) -> Iterator[str]:
    """The words a function and the functions of its module that it calls may name a column by."""
    seen: set[types.CodeType] = set()
    waiting: list[types.CodeType] = [function.__code__]
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                waiting.append(constant)
            yield from (
                each for each in (constant if isinstance(constant, tuple) else (constant,)) if isinstance(each, str)
            )
        called = (function.__globals__.get(name) for name in code.co_names)
        waiting += [
            each.__code__
            for each in called
            if isinstance(each, types.FunctionType) and each.__module__ == function.__module__
        ]
