"""Rules that need more than one table: the list of units, another form, or last year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd

from gender_indicators.base import UserError, format_integer
from gender_indicators.findings import Finding
from gender_indicators.gate.report import HIDDEN_TEXT, Reporter, headers, number
from gender_indicators.gate.units import check_codes, check_complete, check_complete_per
from gender_indicators.intake import Table, row_days
from gender_indicators.plan import Areas, Complete, CompletePer, Forms, Jump, PlausibleRatio, SumsAgree, WithinOther


def check_cross(
    tables: Mapping[str, Table],
    previous: Mapping[str, Table],
    forms: Forms,
    areas: Areas,
    year: int,
    reporter: Reporter,
) -> tuple[Finding, ...]:
    """Return what the rules between tables and between years found.

    ``tables`` and ``previous`` (last year's) hold the tables by form code; a rule whose other table was not
    delivered is skipped, since the missing file is told of when files are read.
    """
    found: list[Finding] = []
    for form in forms:
        if table := tables.get(form.code):
            found += _check_table(table, previous.get(form.code), areas, year, reporter)
    for check in forms.cross_checks:
        if isinstance(check, SumsAgree):
            found += _sums_agree(check, tables, year, reporter)
        else:
            found += _within_other(check, tables, areas, year, reporter)
    return tuple(found)


def _check_table(
    table: Table, before: Table | None, areas: Areas, year: int, reporter: Reporter
) -> Iterator[Finding]:
    if table.form.has_area:
        yield from check_codes(table, areas, year, reporter)
    for check in table.form.checks:
        if isinstance(check, Complete):
            yield from check_complete(table, check, areas, year, reporter)
        elif isinstance(check, CompletePer):
            yield from check_complete_per(table, check, areas, year, reporter)
        elif isinstance(check, Jump) and before is not None:
            if check.across_maps or _same_map(areas, year - 1, year):
                yield from _jump(table, before, check, reporter)
        elif isinstance(check, PlausibleRatio):
            yield from _plausible_ratio(table, check, reporter)


def _amount(value: float) -> str:
    return format_integer(value) if value.is_integer() else number(value)


def _same_map(areas: Areas, year: int, later: int) -> bool:
    return areas.map_on(dt.date(year, 12, 31)) == areas.map_on(dt.date(later, 12, 31))


def _jump(table: Table, before: Table, check: Jump, reporter: Reporter) -> Iterator[Finding]:
    now, then = _total(table.frame, check.column), _total(before.frame, check.column)
    if abs(now - then) > check.limit * then:
        change = f" ({number(round(100 * (now - then) / then, 1))}%)" if then else ""
        found = f"{_amount(now)}; năm trước {_amount(then)}{change}"
        column = check.column or table.form.key[0]
        limit = number(round(100 * check.limit, 1))
        yield reporter.at("year.jump", table, None, column, found, limit=limit)


def _plausible_ratio(table: Table, check: PlausibleRatio, reporter: Reporter) -> Iterator[Finding]:
    codes = table.frame[check.column]
    numerator, denominator = int((codes == check.numerator_code).sum()), int((codes == check.denominator_code).sum())
    scaled = check.per * numerator
    bounds = [("year.plausible_ratio", check.min, check.max)]
    if check.possible_min is not None and check.possible_max is not None:
        bounds.insert(0, ("year.impossible_ratio", check.possible_min, check.possible_max))
    for rule, low, high in bounds:
        if low * denominator <= scaled <= high * denominator:
            continue
        ratio = number(round(scaled / denominator, 1)) if denominator else "-"
        labels = {code: label for label, code in table.form.column(check.column).codes.items()}
        words = {
            "low": number(low),
            "high": number(high),
            "per": number(check.per),
            "numerator": f'"{labels[check.numerator_code]}"',
            "denominator": f'"{labels[check.denominator_code]}"',
        }
        yield reporter.at(rule, table, None, check.column, ratio, **words)
        return


def _sums_agree(check: SumsAgree, tables: Mapping[str, Table], year: int, reporter: Reporter) -> Iterator[Finding]:
    """Told at the cell of the published figure, which is one cell where the sum has thousands."""
    if check.form not in tables or check.with_form not in tables:
        return
    detailed, published = tables[check.form], tables[check.with_form]
    total = _total(_matching(detailed.frame, check.where), check.column)
    same_year = published.frame[published.frame[check.year_column] == year]
    for row in same_year.dropna(subset=[check.with_column]).index:
        if abs(total - _total(same_year.loc[[row]], check.with_column)) > check.tolerance:
            words: dict[str, object] = {
                "sum": HIDDEN_TEXT if detailed.form.sensitive else number(total),
                "column": headers(detailed.form, [check.column]) + _condition(detailed, check.where),
                "form": detailed.form.number,
                "file": detailed.source.file,
            }
            yield reporter.at("forms.sums_agree", published, int(row), check.with_column, **words)


def _within_other(
    check: WithinOther, tables: Mapping[str, Table], areas: Areas, year: int, reporter: Reporter
) -> Iterator[Finding]:
    """Only units that both tables have: one that is missing is told of by the rule rows.complete."""
    if check.form not in tables or check.of_form not in tables:
        return
    part, whole = tables[check.form], tables[check.of_form]
    rows = _matching(part.frame, check.where)
    counts = _by_unit(part, rows, check.column, areas, year)
    limits = _by_unit(whole, _matching(whole.frame, check.of_where), check.of_column, areas, year)
    for unit, (count, row) in counts.items():
        if unit in limits and count > limits[unit][0]:
            words: dict[str, object] = {
                "unit": HIDDEN_TEXT if part.form.sensitive else areas.name(unit, dt.date(year, 12, 31)),
                "limit": HIDDEN_TEXT if whole.form.sensitive else number(limits[unit][0]),
                "column": headers(whole.form, [check.of_column]) + _condition(whole, check.of_where),
                "form": whole.form.number,
            }
            column = check.column or "area"
            yield reporter.at("forms.within_other", part, row, column, number(count), **words)


def _by_unit(
    table: Table, rows: pd.DataFrame, column: str | None, areas: Areas, year: int
) -> dict[str, tuple[float, int]]:
    """The sum of ``column`` (rows when absent) and the first row of each unit of 31 December.

    Rows whose unit has no single answer on that day's map, or is not valid at all, are left out.
    """
    days = row_days(table, year)
    last = dt.date(year, 12, 31)
    pairs = list(zip(rows["area"].astype(object).where(rows["area"].notna(), None), days[rows.index], strict=True))
    unit_of = {pair: _unit_on(areas, *pair, last) for pair in dict.fromkeys(pairs)}
    units = pd.Series([unit_of[pair] for pair in pairs], rows.index, dtype=object)
    return {
        str(unit): (_total(group, column), int(group.index[0])) for unit, group in rows.groupby(units, sort=False)
    }


def _unit_on(areas: Areas, code: str | None, day: dt.date | None, on: dt.date) -> str | None:
    if code is None or day is None:
        return None
    try:
        unit, place = areas.find(code, day), areas.locate(code, day, on)
    except UserError:  # told of by the rules area.unknown and area.closed
        return None
    return {"commune": place.commune, "district": place.district, "province": place.province}[unit.level]


def _total(frame: pd.DataFrame, column: str | None) -> float:
    return float(len(frame)) if column is None else float(frame[column].sum())


def _matching(frame: pd.DataFrame, where: Mapping[str, str]) -> pd.DataFrame:
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame


def _condition(table: Table, where: Mapping[str, str]) -> str:
    """The rows a sum is limited to, as the agency sees them: ' (Giới tính = Nam)'."""
    parts = []
    for name, value in where.items():
        column = table.form.column(name)
        label = next((label for label, code in column.codes.items() if code == value), value)
        parts.append(f"{column.header} = {label}")
    return f" ({', '.join(parts)})" if parts else ""
