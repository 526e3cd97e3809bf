"""The columns of a form a measure is counted from: those it is computed from, and those that place or weigh a row."""

from __future__ import annotations

from gender_indicators.measures.counting import DESIGN
from gender_indicators.measures.registry import method_of
from gender_indicators.plan import Form, Forms, Measure, Plan


def columns_counted(measure: Measure, form: Form) -> frozenset[str]:
    """Return the columns of ``form`` that decide a value of ``measure``; none when it is not one of its forms."""
    arguments = [argument for argument, code in measure.forms.items() if code == form.code]
    if not arguments:
        return frozenset()
    reads = method_of(measure).reads
    read = {column for argument in arguments for column in reads.get(argument, ())}
    named = {*read, "area", form.dated_by, *(DESIGN if measure.survey else ())}
    return frozenset(column.name for column in form.columns if column.name in named)


def columns_needed(plan: Plan, forms: Forms) -> dict[str, frozenset[str]]:
    """Return, by form, the required columns that any measure of the plan is counted from."""
    return {
        form.code: frozenset(
            name for measure in plan.measures for name in columns_counted(measure, form) if form.column(name).required
        )
        for form in forms
    }
