"""The rows of a blank form that are known before anybody fills it in, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from gender_indicators.intake import unit_label
from gender_indicators.plan import LEVELS, Areas, Complete, Form, Unit, expected_rows

Row = Mapping[str, str | int]
"""The cells of a row that are written already, by column, in the words of the form."""


def known_rows(form: Form, areas: Areas, year: int) -> tuple[Row, ...]:
    """Return the rows every complete form has, by unit: of a list of events or people none.

    >>> from pathlib import Path
    >>> from gender_indicators.plan.areas import load_areas
    >>> from gender_indicators.plan import load_forms
    >>> forms, areas = load_forms(Path("params/forms.yaml")), load_areas(Path("params/areas.yaml"))
    >>> known_rows(forms["news"], areas, 2025)[0]
    {'area': '19750 - Phường Tây Lộc', 'quarter': 'Quý I'}
    >>> [len(known_rows(forms[code], areas, 2025)) for code in ("population", "outreach", "degrees", "births")]
    [1360, 40, 4, 0]
    """
    complete = [check for check in form.checks if isinstance(check, Complete) and _names_rows(form, check)]
    if not complete:
        return _combined_codes(form)
    found = [
        (unit, order, check.by, values)
        for check in complete
        for order, (unit, values) in enumerate(expected_rows(form, check, areas, year))
    ]
    found.sort(key=lambda each: (LEVELS.index(each[0].level), each[0].code, each[1]))
    return tuple(_row(form, unit, by, values) for unit, _, by, values in found)


def are_whole(form: Form, rows: tuple[Row, ...]) -> bool:
    """Whether ``rows`` are all rows of the form, which then lacks numbers only; else more are added by hand."""
    return bool(rows) and all(set(form.key) <= set(row) for row in rows)


def _names_rows(form: Form, check: Complete) -> bool:
    """Whether the rule says what stands in the rows, and not only that every unit has some."""
    return bool(check.by) or set(form.key) <= {"area"}


def _row(form: Form, unit: Unit, by: tuple[str, ...], values: tuple[str | int, ...]) -> Row:
    row: dict[str, str | int] = {"area": unit_label(unit.code, unit.name)}
    for name, value in zip(by, values, strict=True):
        row[name] = _word(form, name, value)
    if any(column.name == "level" and column.codes for column in form.columns):
        row["level"] = _word(form, "level", unit.level)
    return row


def _word(form: Form, name: str, value: str | int) -> str | int:
    words = {code: label for label, code in form.column(name).codes.items()}
    return words.get(str(value), value)


def _combined_codes(form: Form) -> tuple[Row, ...]:
    """All combinations of the codes of the key, where the key is made of codes alone."""
    key = [form.column(name) for name in form.key]
    if not all(column.type == "code" for column in key):
        return ()
    return tuple(
        dict(zip(form.key, labels, strict=True)) for labels in product(*(list(column.codes) for column in key))
    )
