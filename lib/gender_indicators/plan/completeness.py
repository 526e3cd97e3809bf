"""The rows a complete form has: every unit in force, with every combination of the codes it is asked for."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from itertools import product

from gender_indicators.base import Text, UserError
from gender_indicators.plan.areas import Areas, Unit
from gender_indicators.plan.forms import Complete, Form

_MONTHS = {"quarter": 3, "month": 1}

Combination = tuple[str | int, ...]


def expected_rows(form: Form, check: Complete, areas: Areas, year: int) -> Iterator[tuple[Unit, Combination]]:
    """Yield each unit with the values of ``check.by`` it has a row for, by combination, then by code of the unit."""
    for combination in combinations(form, check):
        for unit in areas.units_on(_day_of(form, check, combination, year), check.level):
            yield unit, combination


def combinations(form: Form, check: Complete) -> tuple[Combination, ...]:
    """Return every combination of values of ``check.by``: one, and empty, when a unit is asked for one row."""
    return tuple(product(*(check.only.get(name) or _values(form, name) for name in check.by)))


def _day_of(form: Form, check: Complete, combination: Combination, year: int) -> dt.date:
    if form.dated_by not in check.by:
        return dt.date(year, 12, 31)
    value = combination[check.by.index(form.dated_by)]
    return period_end(form, value, year) or dt.date(year, 12, 31)


def _values(form: Form, name: str) -> tuple[str | int, ...]:
    """The values of a column every unit needs a row for: its codes, or the whole numbers of its range."""
    column = form.column(name)
    if column.type == "integer" and column.min is not None and column.max is not None:
        return tuple(range(int(column.min), int(column.max) + 1))
    if not column.codes:
        raise UserError(
            Text(
                f'"by" của quy tắc complete cần cột có danh mục mã hoặc có min và max: "{name}".',
                f'"by" of the rule complete needs a column with codes, or with min and max: "{name}".',
            ),
            f"params/forms.yaml: {form.code}.checks",
        )
    return tuple(column.codes.values())


def period_end(form: Form, value: str | int, year: int) -> dt.date | None:
    """The last day of the quarter or month ``value`` of ``year``; ``None`` when the year has no such period."""
    if form.dated_by not in _MONTHS:
        raise UserError(
            Text(
                f'"dated_by" phải là một cột ngày, "quarter" hoặc "month", không phải "{form.dated_by}".',
                f'"dated_by" must name a date column, "quarter" or "month", not "{form.dated_by}".',
            ),
            f"params/forms.yaml: {form.code}.dated_by",
        )
    month = int(value) * _MONTHS[form.dated_by]
    if not 1 <= month <= 12:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])
