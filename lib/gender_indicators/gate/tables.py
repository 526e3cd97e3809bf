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
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations.core.expect_column_pair_values_a_to_be_greater_than_b import (
    ExpectColumnPairValuesAToBeGreaterThanB,
)
from great_expectations.expectations.core.expect_column_pair_values_to_be_equal import ExpectColumnPairValuesToBeEqual
from great_expectations.expectations.core.expect_column_value_lengths_to_be_between import (
    ExpectColumnValueLengthsToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import ExpectColumnValuesToBeBetween
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import ExpectCompoundColumnsToBeUnique
from great_expectations.expectations.expectation import Expectation

from gender_indicators.base import Text, format_date
from gender_indicators.findings import Finding
from gender_indicators.gate.dated import Dated
from gender_indicators.gate.report import HIDDEN_TEXT, Reporter, headers, number, shown, spot
from gender_indicators.intake import Table
from gender_indicators.plan import (
    Column,
    Form,
    NotAbove,
    OneValuePer,
    PartsMakeTotal,
    RatioAgrees,
    RequiredWhen,
    WithinYear,
)

# Great Expectations may quote cells in its log.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL)

TABLE, ROW, YEAR, CLOSED = "__table__", "__row__", "__year__", "__closed__"
NOISE = 1e-9  # of binary fractions: 7.2 + 8.3 is not exactly 15.5


@dataclass(frozen=True, slots=True)
class Stack:
    """Tables of one form, of all years, below each other: Great Expectations takes its time per rule, not per row.

    ``frame`` numbers all rows from 0. Beside the form's columns it has, for each row, the position of its table in
    ``tables`` (``TABLE``), its row in the file (``ROW``), the table's ``YEAR``, and the day that year's data were
    ``CLOSED``.
    """

    form: Form
    tables: Sequence[Table]
    frame: pd.DataFrame

    def origin(self, at: int) -> tuple[Table, int]:
        """The table a row of ``frame`` came from, and its row in the file."""
        return self.tables[self.frame[TABLE][at]], int(self.frame[ROW][at])


@dataclass(frozen=True, slots=True)
class Test:
    """One expectation, the helper columns it needs, and the finding that tells of an unexpected row."""

    expectation: Expectation
    tell: Callable[[int], Finding | None]
    helpers: Mapping[str, pd.Series]


def check_tables(asked: Sequence[Dated], names: Mapping[str, Text]) -> list[tuple[Finding, ...]]:
    """Return what the rules of each table found, in the order of the tables.

    ``names`` gives the name of an agency by its id.
    """
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    whole = asset.add_batch_definition_whole_dataframe("whole")
    reporter = Reporter(names)
    found: list[list[Finding]] = [[] for _ in asked]
    for positions in _alike(asked):
        stack = _stacked([asked[position] for position in positions])
        for table, finding in _run(stack, list(tests_of(stack, reporter)), whole):
            found[positions[table]].append(finding)
    return [tuple(findings) for findings in found]


def _alike(asked: Sequence[Dated]) -> list[list[int]]:
    """The positions of the tables that have rows, those of one form together if their columns have the same types."""
    groups: dict[object, list[int]] = {}
    for position, each in enumerate(asked):
        form, frame = each.table.form, each.table.frame
        if not frame.empty:
            groups.setdefault((form.model_dump_json(), *frame.dtypes.items()), []).append(position)
    return list(groups.values())


def _stacked(asked: Sequence[Dated]) -> Stack:
    frames = []
    for position, each in enumerate(asked):
        frame = each.table.frame
        origin: dict[str, Any] = {
            TABLE: position,
            ROW: frame.index,
            YEAR: each.year,
            CLOSED: pd.Timestamp(each.closed),
        }
        frames.append(frame.assign(**origin))
    return Stack(asked[0].table.form, [each.table for each in asked], pd.concat(frames, ignore_index=True))


def _run(stack: Stack, tests: Sequence[Test], whole: BatchDefinition[Any]) -> Iterator[tuple[int, Finding]]:
    """Each finding, in the order of ``tests``, with the position of its table in ``stack``.

    Most rules are kept, and whether they are is found out in half the time it takes to name the rows too.
    """
    helpers = {name: series for test in tests for name, series in test.helpers.items()}
    batch = whole.get_batch({"dataframe": stack.frame.assign(**helpers)})
    judged = zip(tests, _results(batch, tests, {"result_format": "BOOLEAN_ONLY"}), strict=True)
    broken = [test for test, result in judged if not result.success]
    complete = {"result_format": "COMPLETE", "include_unexpected_rows": False}
    for test, result in zip(broken, _results(batch, broken, complete), strict=True):
        rows = result.result.get("unexpected_index_list")
        if not rows:
            # An exception inside Great Expectations; its own message could quote cells.
            rule = type(test.expectation).__name__
            raise RuntimeError(f"a rule of form {stack.form.code} could not be evaluated: {rule}")
        for at in map(int, rows):
            if finding := test.tell(at):
                yield stack.frame[TABLE][at], finding


def _results(batch: Batch, tests: Sequence[Test], form: dict[str, Any]) -> list[ExpectationValidationResult]:
    """What Great Expectations says of each test, in their order; its own order is another one."""
    if not tests:
        return []
    suite = gx.ExpectationSuite(name="rules")
    for position, test in enumerate(tests):
        test.expectation.meta = {"test": position}
        suite.add_expectation(test.expectation)
    results = batch.validate(suite, result_format=form).results
    return sorted(results, key=_position)


def _position(result: ExpectationValidationResult) -> int:
    config = result.expectation_config
    assert config is not None
    assert config.meta is not None
    return int(config.meta["test"])


def tests_of(stack: Stack, reporter: Reporter) -> Iterator[Test]:
    """The tests that the form of ``stack`` asks for, the same for all years."""
    for column in stack.form.columns:
        if column.min is not None or column.max is not None:
            yield _range(stack, column, reporter)
        if column.max_length is not None:
            yield _length(stack, column, column.max_length, reporter)
    yield _key(stack, reporter)
    for position, check in enumerate(stack.form.checks):
        helper = f"__check_{position}__"
        if isinstance(check, PartsMakeTotal):
            yield _parts_make_total(stack, check, helper, reporter)
        elif isinstance(check, RatioAgrees):
            yield _ratio_agrees(stack, check, helper, reporter)
        elif isinstance(check, NotAbove):
            yield _not_above(stack, check, reporter)
        elif isinstance(check, RequiredWhen):
            yield _required_when(stack, check, helper, reporter)
        elif isinstance(check, OneValuePer):
            yield _one_value_per(stack, check, helper, reporter)
        elif isinstance(check, WithinYear):
            yield _within_year(stack, check, helper, reporter)
            yield _not_in_future(stack, check, f"{helper}closed__", reporter)


def _range(stack: Stack, column: Column, reporter: Reporter) -> Test:
    low, high = column.min, column.max
    expected = Text(*(_interval(low, high, words) for words in (("từ", "đến"), ("from", "to"))))
    return Test(
        ExpectColumnValuesToBeBetween(column=column.name, min_value=low, max_value=high),
        lambda at: reporter.at("value.range", *stack.origin(at), column.name, range=expected),
        {},
    )


def _interval(low: float | None, high: float | None, words: tuple[str, str]) -> str:
    ends = (f"{word} {number(end)}" for word, end in zip(words, (low, high), strict=True) if end is not None)
    return " ".join(ends)


def _length(stack: Stack, column: Column, limit: int, reporter: Reporter) -> Test:
    return Test(
        ExpectColumnValueLengthsToBeBetween(column=column.name, max_value=limit),
        lambda at: reporter.at("value.length", *stack.origin(at), column.name, limit=limit),
        {},
    )


def _key(stack: Stack, reporter: Reporter) -> Test:
    """All occurrences of a key in a table are unexpected; the first one stands and the later ones name it."""
    form, frame, key = stack.form, stack.frame, list(stack.form.key)
    first_rows = _first_rows(frame, key)

    def tell(at: int) -> Finding | None:
        table, row = stack.origin(at)
        if row == first_rows[at]:
            return None
        cells = [shown(frame.at[at, name], form.column(name)) for name in key]
        place = spot(table, int(first_rows[at]), key[0])
        return reporter.at(
            "key.duplicate", table, row, key[0], " | ".join(cells), first=place, columns=headers(form, key)
        )

    unique = ExpectCompoundColumnsToBeUnique(column_list=[TABLE, *key], ignore_row_if="any_value_is_missing")
    return Test(unique, tell, {})


def _first_rows(frame: pd.DataFrame, key: list[str]) -> pd.Series:
    """For each row the file row in which its key stands for the first time in its table."""
    return frame.groupby([TABLE, *key], dropna=False)[ROW].transform("first")


def _parts_make_total(stack: Stack, check: PartsMakeTotal, helper: str, reporter: Reporter) -> Test:
    form, frame = stack.form, stack.frame
    parts = frame[list(check.parts)].astype("Float64").sum(axis=1, skipna=False)
    excess = parts - frame[check.total].astype("Float64")
    limit = check.tolerance + NOISE

    def tell(at: int) -> Finding:
        words = {"parts": headers(form, check.parts), "sum": _unless_sensitive(form, number(float(parts[at])))}
        return reporter.at("rows.parts_make_total", *stack.origin(at), check.total, **words)

    between = ExpectColumnValuesToBeBetween(column=helper, min_value=-limit, max_value=limit)
    return Test(between, tell, {helper: excess})


def _ratio_agrees(stack: Stack, check: RatioAgrees, helper: str, reporter: Reporter) -> Test:
    form, frame = stack.form, stack.frame
    denominator = frame[check.denominator].astype("Float64")
    ratio = check.per * frame[check.numerator].astype("Float64") / denominator.where(denominator != 0)
    limit = check.tolerance + NOISE

    def tell(at: int) -> Finding:
        value = _unless_sensitive(form, number(round(float(ratio[at]), 4)))
        names = {name: headers(form, [getattr(check, name)]) for name in ("numerator", "denominator")}
        return reporter.at("rows.ratio_agrees", *stack.origin(at), check.column, value=value, **names)

    between = ExpectColumnValuesToBeBetween(column=helper, min_value=-limit, max_value=limit)
    return Test(between, tell, {helper: frame[check.column].astype("Float64") - ratio})


def _not_above(stack: Stack, check: NotAbove, reporter: Reporter) -> Test:
    form = stack.form

    def tell(at: int) -> Finding:
        value = _unless_sensitive(form, shown(stack.frame.at[at, check.whole], form.column(check.whole)))
        whole = headers(form, [check.whole])
        return reporter.at("rows.not_above", *stack.origin(at), check.part, whole=whole, value=value)

    pair = ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=check.whole, column_B=check.part, or_equal=True, ignore_row_if="either_value_is_missing"
    )
    return Test(pair, tell, {})


def _required_when(stack: Stack, check: RequiredWhen, helper: str, reporter: Reporter) -> Test:
    form, frame = stack.form, stack.frame
    when = form.column(check.when)
    wanted: str | bool = check.equals == "yes" if when.type == "yes_no" else check.equals
    asked = (frame[check.when] == wanted).fillna(False).astype(bool)
    words = {"when": headers(form, [check.when]), "value": f'"{shown(wanted, when)}"'}
    return _none_where(
        asked & frame[check.column].isna(),
        helper,
        lambda at: reporter.at("cell.required_when", *stack.origin(at), check.column, **words),
    )


def _none_where(broken: pd.Series, helper: str, tell: Callable[[int], Finding]) -> Test:
    """A rule worked out row by row beforehand, since it asks more of a row than an expectation can say."""
    return Test(ExpectColumnValuesToBeBetween(column=helper, max_value=0), tell, {helper: broken.astype("int64")})


def _one_value_per(stack: Stack, check: OneValuePer, helper: str, reporter: Reporter) -> Test:
    """Every row is compared with the first row of its table and key that has a value."""
    form, frame = stack.form, stack.frame
    known = frame.dropna(subset=[check.key, check.column])
    first_rows = _first_rows(known, [check.key])
    first = known.groupby([TABLE, check.key])[check.column].transform("first").reindex(frame.index)

    def tell(at: int) -> Finding:
        table, row = stack.origin(at)
        place = spot(table, int(first_rows[at]), check.column)
        key = headers(form, [check.key])
        return reporter.at("key.one_value_per", table, row, check.column, first=place, key=key)

    pair = ExpectColumnPairValuesToBeEqual(
        column_A=check.column, column_B=helper, ignore_row_if="either_value_is_missing"
    )
    return Test(pair, tell, {helper: first})


def _within_year(stack: Stack, check: WithinYear, helper: str, reporter: Reporter) -> Test:
    days, years = stack.frame[check.column], stack.frame[YEAR]

    def tell(at: int) -> Finding:
        first, last = (dt.date(years[at], *day) for day in ((1, 1), (12, 31)))
        words = {"first": format_date(first), "last": format_date(last)}
        return reporter.at("date.within_year", *stack.origin(at), check.column, **words)

    return _none_where(days.notna() & (days.dt.year != years), helper, tell)


def _not_in_future(stack: Stack, check: WithinYear, helper: str, reporter: Reporter) -> Test:
    """Days of other years are left out: :func:`_within_year` tells of them."""
    days, closed = stack.frame[check.column], stack.frame[CLOSED]

    def tell(at: int) -> Finding:
        return reporter.at("date.in_future", *stack.origin(at), check.column, last=format_date(closed[at]))

    return _none_where((days.dt.year == stack.frame[YEAR]) & (days > closed), helper, tell)


def _unless_sensitive(form: Form, value: str) -> str | Text:
    return HIDDEN_TEXT if form.sensitive else value
