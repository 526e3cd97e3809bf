"""The administrative units of a table: does each code fit its row's day and level, and is any unit missing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gender_indicators.base import Text, UserError
from gender_indicators.findings import Finding
from gender_indicators.gate.report import Reporter, headers, listed, shown
from gender_indicators.intake import Table, row_days
from gender_indicators.plan import (
    Areas,
    Column,
    Complete,
    CompletePer,
    Form,
    Unit,
    UnknownUnit,
    combinations,
    expected_rows,
    period_end,
)

LEVEL_NAMES = {
    "province": Text("cấp tỉnh", "province"),
    "district": Text("cấp huyện", "district"),
    "commune": Text("cấp xã", "commune"),
}
_HIDDEN_REASON = {
    "area.unknown": Text(
        "mã có trong danh mục đơn vị hành chính", "a code in the official list of administrative units"
    ),
    "area.closed": Text(
        "mã của đơn vị có hiệu lực vào ngày của dòng", "the code of a unit in force on the row's day"
    ),
}


def check_codes(table: Table, areas: Areas, year: int, reporter: Reporter) -> Iterator[Finding]:
    """Codes that are unknown, not in force on the row's day, or of the wrong level."""
    units, codes = pd.factorize(table.frame["area"])
    days, dates = pd.factorize(row_days(table, year))
    known = (units >= 0) & (days >= 0)
    pairs, different = pd.factorize(np.where(known, units * max(len(dates), 1) + days, -1))
    for number, pair in enumerate(different):  # few different units and days, however many rows
        if pair < 0:
            continue
        code, day = codes[pair // len(dates)], dates[pair % len(dates)]
        try:
            unit = areas.find(code, day)
        except UserError as error:
            rule = "area.unknown" if isinstance(error, UnknownUnit) else "area.closed"
            reason = _HIDDEN_REASON[rule] if table.form.sensitive else error.message
            rows = table.frame.index[pairs == number]
            yield from (reporter.at(rule, table, int(row), "area", reason=reason) for row in rows)
        else:
            if "level" in table.frame or _form_level(table.form) not in (None, unit.level):
                yield from _check_level(table, unit, table.frame.index[pairs == number], reporter)


def _check_level(table: Table, unit: Unit, rows: pd.Index, reporter: Reporter) -> Iterator[Finding]:
    asked = _form_level(table.form)
    for row in map(int, rows):
        level = asked or str(table.frame.at[row, "level"])
        if level in LEVEL_NAMES and level != unit.level:
            found = f"{unit.code} ({unit.name}, {LEVEL_NAMES[unit.level].vi})"
            yield reporter.at("area.level", table, row, "area", found, level=LEVEL_NAMES[level])


def _form_level(form: Form) -> str | None:
    """The level the form asks of every row's unit, if it asks for one."""
    return form.column("area").level


def check_complete(table: Table, check: Complete, areas: Areas, year: int, reporter: Reporter) -> Iterator[Finding]:
    """One finding that names the units in force without all their rows; none while a row's unit is in doubt."""
    form = table.form
    if table.frame["area"].isna().any():  # that row has its own finding: its unit would be called missing
        return
    present = set(table.frame[["area", *check.by]].dropna().itertuples(index=False, name=None))
    missing: dict[str, tuple[Unit, list[tuple[str | int, ...]]]] = {}
    for unit, combination in expected_rows(form, check, areas, year):
        if (unit.code, *combination) not in present:
            missing.setdefault(unit.code, (unit, []))[1].append(combination)
    if missing:
        names = (
            f"{unit.name} ({unit.code}){_rows(form, check, rows, len(combinations(form, check)))}"
            for unit, rows in missing.values()
        )
        found = f"thiếu {len(missing)} đơn vị: {listed(names).vi}"
        level = LEVEL_NAMES[check.level]
        yield reporter.at("rows.complete", table, None, "area", found, level=level)


def _rows(form: Form, check: Complete, rows: list[tuple[str | int, ...]], expected: int) -> str:
    """What a unit lacks when it does not lack everything."""
    if len(rows) == expected:
        return ""
    if len(rows) > 4:
        return f": {len(rows)}/{expected} dòng"
    columns: list[Column] = [form.column(name) for name in check.by]
    cells = [[shown(v, column) for v, column in zip(row, columns, strict=True)] for row in rows]
    return ": " + ", ".join(" - ".join(row) for row in cells)


def check_complete_per(
    table: Table, check: CompletePer, areas: Areas, year: int, reporter: Reporter
) -> Iterator[Finding]:
    """One finding for every key value that lacks periods in which its unit exists."""
    form = table.form
    in_force = {number: _units_at(form, check, number, areas, year) for number in range(check.first, check.last + 1)}
    known = table.frame.dropna(subset=[check.key])
    for _, rows in known.groupby(check.key, sort=False):
        present = set(rows[check.column].dropna())
        units = set(rows["area"].dropna()) if form.has_area else set()
        asked = [n for n, there in in_force.items() if there is None or there & units]
        missing = ", ".join(str(n) for n in asked if n not in present)
        if missing:
            row = int(rows.index[0])
            key = shown(rows.at[row, check.key], form.column(check.key))
            numbers = ", ".join(str(n) for n in asked)
            words = {"column": headers(form, [check.column]), "numbers": numbers}
            found = f"{key}: thiếu {missing}"
            yield reporter.at("rows.complete_per", table, row, check.column, found, **words)


def _units_at(form: Form, check: CompletePer, number: int, areas: Areas, year: int) -> set[str] | None:
    """The units in force in period ``number``; ``None`` when the form's periods have no day or no unit."""
    if form.dated_by != check.column or not form.has_area:
        return None
    day = period_end(form, number, year)
    return {unit.code for unit in areas.units_on(day)} if day else None
