"""The rules inside one table, as a Great Expectations suite made from the form.

The only module that imports Great Expectations; :mod:`gender_indicators.gate.worker` runs it in a process of
its own. A rule is skipped in rows where a value it needs is missing: the reader has already told of that.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.core.expect_column_pair_values_a_to_be_greater_than_b import (
    ExpectColumnPairValuesAToBeGreaterThanB,
)
from great_expectations.expectations.core.expect_column_pair_values_to_be_equal import ExpectColumnPairValuesToBeEqual
from great_expectations.expectations.core.expect_column_value_lengths_to_be_between import (
    ExpectColumnValueLengthsToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import ExpectColumnValuesToBeBetween
from great_expectations.expectations.core.expect_column_values_to_be_unique import ExpectColumnValuesToBeUnique
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import ExpectCompoundColumnsToBeUnique
from great_expectations.expectations.expectation import Expectation

from gender_indicators.findings import Finding
from gender_indicators.forms.definition import (
    Column,
    NotAbove,
    OneValuePer,
    PartsMakeTotal,
    RatioAgrees,
    RequiredWhen,
    WithinYear,
)
from gender_indicators.forms.table import Table
from gender_indicators.gate.report import HIDDEN_TEXT, Reporter, headers, number, shown, spot
from gender_indicators.locale import Text, format_date

# Great Expectations may quote cells in its log.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL)

ROW = "__row__"
NOISE = 1e-9  # of binary fractions: 7.2 + 8.3 is not exactly 15.5


@dataclass(frozen=True, slots=True)
class Test:
    """One expectation, the helper columns it needs, and the finding that tells of an unexpected row."""

    expectation: Expectation
    tell: Callable[[int], Finding | None]
    helpers: Mapping[str, pd.Series]


def check_tables(
    tables: Sequence[Table], year: int, closed: dt.date, names: Mapping[str, Text]
) -> list[tuple[Finding, ...]]:
    """Return what the rules of each table found, in the order of the tables.

    ``year`` is the reporting year, ``closed`` the day its data were closed; ``names`` gives the name of an
    agency by its id.
    """
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    whole = asset.add_batch_definition_whole_dataframe("whole")
    reporter = Reporter(names)
    found: list[tuple[Finding, ...]] = []
    for table in tables:
        tests = list(tests_of(table, year, closed, reporter))
        found.append(tuple(_run(table, tests, whole)) if tests and not table.frame.empty else ())
    return found


def _run(table: Table, tests: Sequence[Test], whole: BatchDefinition[Any]) -> Iterator[Finding]:
    helpers = {name: series for test in tests for name, series in test.helpers.items()}
    frame = table.frame.assign(**helpers, **{ROW: table.frame.index})
    batch = whole.get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name=table.form.code)
    for position, test in enumerate(tests):
        test.expectation.meta = {"test": position}  # results come back in an order of their own
        suite.add_expectation(test.expectation)
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": [ROW], "include_unexpected_rows": False}
    for result in batch.validate(suite, result_format=form).results:
        config = result.expectation_config
        rows = [int(entry[ROW]) for entry in result.result.get("unexpected_index_list") or ()]
        if config is None or config.meta is None or result.success == bool(rows):
            # An exception inside Great Expectations; its own message could quote cells.
            raise RuntimeError(f"a rule of form {table.form.code} could not be evaluated: {config and config.type}")
        told = (tests[config.meta["test"]].tell(row) for row in rows)
        yield from (finding for finding in told if finding is not None)


def tests_of(table: Table, year: int, closed: dt.date, reporter: Reporter) -> Iterator[Test]:
    """The tests that the form of ``table`` asks for."""
    for column in table.form.columns:
        if column.min is not None or column.max is not None:
            yield _range(table, column, reporter)
        if column.max_length is not None:
            yield _length(table, column, column.max_length, reporter)
    yield _key(table, reporter)
    for position, check in enumerate(table.form.checks):
        helper = f"__check_{position}__"
        if isinstance(check, PartsMakeTotal):
            yield _parts_make_total(table, check, helper, reporter)
        elif isinstance(check, RatioAgrees):
            yield _ratio_agrees(table, check, helper, reporter)
        elif isinstance(check, NotAbove):
            yield _not_above(table, check, reporter)
        elif isinstance(check, RequiredWhen):
            yield _required_when(table, check, helper, reporter)
        elif isinstance(check, OneValuePer):
            yield _one_value_per(table, check, helper, reporter)
        elif isinstance(check, WithinYear):
            yield _within_year(table, check, year, reporter)
            if closed < dt.date(year, 12, 31):
                yield _not_in_future(table, check, helper, year, closed, reporter)


def _range(table: Table, column: Column, reporter: Reporter) -> Test:
    low, high = column.min, column.max
    expected = Text(*(_interval(low, high, words) for words in (("từ", "đến"), ("from", "to"))))
    return Test(
        ExpectColumnValuesToBeBetween(column=column.name, min_value=low, max_value=high),
        lambda row: reporter.at("value.range", table, row, column.name, range=expected),
        {},
    )


def _interval(low: float | None, high: float | None, words: tuple[str, str]) -> str:
    ends = (f"{word} {number(end)}" for word, end in zip(words, (low, high), strict=True) if end is not None)
    return " ".join(ends)


def _length(table: Table, column: Column, limit: int, reporter: Reporter) -> Test:
    return Test(
        ExpectColumnValueLengthsToBeBetween(column=column.name, max_value=limit),
        lambda row: reporter.at("value.length", table, row, column.name, limit=limit),
        {},
    )


def _key(table: Table, reporter: Reporter) -> Test:
    """All occurrences of a key are unexpected; the first one stands and the later ones name it."""
    key = list(table.form.key)
    first = _first_rows(table.frame, key)

    def tell(row: int) -> Finding | None:
        if row == first[row]:
            return None
        cells = [shown(table.frame.at[row, name], table.form.column(name)) for name in key]
        place = spot(table, int(first[row]), key[0])
        return reporter.at(
            "key.duplicate", table, row, key[0], " | ".join(cells), first=place, columns=headers(table.form, key)
        )

    if len(key) == 1:
        return Test(ExpectColumnValuesToBeUnique(column=key[0]), tell, {})
    return Test(ExpectCompoundColumnsToBeUnique(column_list=key, ignore_row_if="any_value_is_missing"), tell, {})


def _first_rows(frame: pd.DataFrame, key: list[str]) -> pd.Series:
    """For each row the file row in which its key stands for the first time."""
    rows = pd.Series(frame.index, index=frame.index)
    return rows.groupby([frame[name] for name in key], dropna=False).transform("first")


def _parts_make_total(table: Table, check: PartsMakeTotal, helper: str, reporter: Reporter) -> Test:
    frame = table.frame
    parts = frame[list(check.parts)].astype("Float64").sum(axis=1, skipna=False)
    excess = parts - frame[check.total].astype("Float64")
    limit = check.tolerance + NOISE

    def tell(row: int) -> Finding:
        names = headers(table.form, check.parts)
        total = _unless_sensitive(table, number(float(parts[row])))
        return reporter.at("rows.parts_make_total", table, row, check.total, parts=names, sum=total)

    between = ExpectColumnValuesToBeBetween(column=helper, min_value=-limit, max_value=limit)
    return Test(between, tell, {helper: excess})


def _ratio_agrees(table: Table, check: RatioAgrees, helper: str, reporter: Reporter) -> Test:
    frame = table.frame
    denominator = frame[check.denominator].astype("Float64")
    ratio = check.per * frame[check.numerator].astype("Float64") / denominator.where(denominator != 0)
    limit = check.tolerance + NOISE

    def tell(row: int) -> Finding:
        value = _unless_sensitive(table, number(round(float(ratio[row]), 4)))
        names = {name: headers(table.form, [getattr(check, name)]) for name in ("numerator", "denominator")}
        return reporter.at("rows.ratio_agrees", table, row, check.column, value=value, **names)

    between = ExpectColumnValuesToBeBetween(column=helper, min_value=-limit, max_value=limit)
    return Test(between, tell, {helper: frame[check.column].astype("Float64") - ratio})


def _not_above(table: Table, check: NotAbove, reporter: Reporter) -> Test:
    def tell(row: int) -> Finding:
        value = _unless_sensitive(table, shown(table.frame.at[row, check.whole], table.form.column(check.whole)))
        whole = headers(table.form, [check.whole])
        return reporter.at("rows.not_above", table, row, check.part, whole=whole, value=value)

    pair = ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=check.whole, column_B=check.part, or_equal=True, ignore_row_if="either_value_is_missing"
    )
    return Test(pair, tell, {})


def _required_when(table: Table, check: RequiredWhen, helper: str, reporter: Reporter) -> Test:
    when = table.form.column(check.when)
    wanted: str | bool = check.equals == "yes" if when.type == "yes_no" else check.equals
    asked = (table.frame[check.when] == wanted).fillna(False).astype(bool)
    missing = (asked & table.frame[check.column].isna()).astype("int64")
    words = {"when": headers(table.form, [check.when]), "value": f'"{shown(wanted, when)}"'}
    return Test(
        ExpectColumnValuesToBeBetween(column=helper, max_value=0),
        lambda row: reporter.at("cell.required_when", table, row, check.column, **words),
        {helper: missing},
    )


def _one_value_per(table: Table, check: OneValuePer, helper: str, reporter: Reporter) -> Test:
    """Every row is compared with the first row of its key that has a value."""
    known = table.frame.dropna(subset=[check.key, check.column])
    first_rows = _first_rows(known, [check.key])
    first = known[check.column].loc[first_rows].set_axis(known.index).reindex(table.frame.index)

    def tell(row: int) -> Finding:
        place = spot(table, int(first_rows[row]), check.column)
        key = headers(table.form, [check.key])
        return reporter.at("key.one_value_per", table, row, check.column, first=place, key=key)

    pair = ExpectColumnPairValuesToBeEqual(
        column_A=check.column, column_B=helper, ignore_row_if="either_value_is_missing"
    )
    return Test(pair, tell, {helper: first})


def _within_year(table: Table, check: WithinYear, year: int, reporter: Reporter) -> Test:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    words = {"first": format_date(first), "last": format_date(last)}
    between = ExpectColumnValuesToBeBetween(
        column=check.column, min_value=_midnight(first), max_value=_midnight(last)
    )
    return Test(between, lambda row: reporter.at("date.within_year", table, row, check.column, **words), {})


def _not_in_future(
    table: Table, check: WithinYear, helper: str, year: int, closed: dt.date, reporter: Reporter
) -> Test:
    """Days of other years are left out: :func:`_within_year` tells of them."""
    days = table.frame[check.column]
    last = format_date(closed)
    return Test(
        ExpectColumnValuesToBeBetween(column=helper, max_value=_midnight(closed)),
        lambda row: reporter.at("date.in_future", table, row, check.column, last=last),
        {helper: days.where(days.dt.year == year)},
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)


def _unless_sensitive(table: Table, value: str) -> str | Text:
    return HIDDEN_TEXT if table.form.sensitive else value
