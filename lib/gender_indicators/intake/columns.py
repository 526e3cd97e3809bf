"""One column of a filled form, read block by block into values of its type; each different cell is parsed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from gender_indicators.base import Text
from gender_indicators.files import Grid, normalise
from gender_indicators.findings import HIDDEN, Fault, Tally, shown
from gender_indicators.intake.cells import (
    Habits,
    ParsedCell,
    Value,
    as_array,
    as_series,
    code_hint,
    parse_cell,
    parse_plain,
)
from gender_indicators.intake.dates import written_day
from gender_indicators.intake.table import place_of
from gender_indicators.plan import Column, Form

KEPT_VALUES = 20_000
_NUMBERS = {bool, int, float}


class ColumnReader:
    """The values of one column, missing where a cell cannot be used, and the faults of its cells.

    Different cells are parsed once, while no more than :data:`KEPT_VALUES` are known; beyond that they are
    forgotten, so that a column of a million keys takes no more than its own values. A cell that can be read in two
    ways is settled by what the other cells prove: :meth:`again` reads the column a second time, knowing it.
    """

    def __init__(
        self, form: Form, column: Column, grid: Grid, position: int, letters: Mapping[str, str], habits: Habits
    ) -> None:
        self._form = form
        self.name = column.name
        self._column = column
        self._grid = grid
        self.position = position
        self._letters = letters
        self._hidden = form.sensitive or column.personal
        self._habits = replace(habits, hints=not self._hidden)
        self._flawed = any(index == position for _, index in (*grid.flaws, *grid.percent))
        self._proofs: set[str] = set()
        self._unsure = False
        self._days = _Days()
        self._parts: list[ExtensionArray] = []
        self._tally = Tally()
        self._forget()

    def read(self, numbers: Sequence[int], cells: Sequence[object], merged: frozenset[tuple[int, int]]) -> None:
        """Read the cells of the next rows, whose row numbers are ``numbers``."""
        keys = _keys(cells) if self._grid.is_workbook else cells
        self._learn(set(keys))
        if self._column.type == "date" and self._grid.is_workbook:
            self._days.count(numbers, cells)
        codes = np.fromiter(map(self._codes.__getitem__, keys), np.intp, len(keys))
        if self._flawed or merged or not self._with_finding.keys().isdisjoint(keys):
            self._parts.append(as_array(self._column, self._judged(numbers, cells, keys, merged)))
        else:
            self._parts.append(self._typed.take(codes))

    def series(self, index: pd.Index) -> pd.Series:
        """The column, after its last block."""
        if not self._parts:
            return as_series(self._column, [], index)
        whole = pd.concat([pd.Series(part) for part in self._parts], ignore_index=True)
        return whole.set_axis(index).rename(self.name)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of the cells read so far."""
        swapped = self._days.swapped
        if swapped:
            place = place_of(self._form, self._grid.source, self._letters, swapped, self.name)
            found = f"{self._days.low} ô ngày, không ô nào sau ngày 12"
            return (*self._tally.faults, Fault("cell.date_swapped", place, found, self.name))
        return self._tally.faults

    def again(self) -> ColumnReader | None:
        """A new reader that knows what the cells prove; ``None`` when that changes nothing."""
        if not (self._unsure and self._proofs) or self._habits.proofs:
            return None
        knowing = replace(self._habits, proofs=frozenset(self._proofs))
        return ColumnReader(self._form, self._column, self._grid, self.position, self._letters, knowing)

    def _forget(self) -> None:
        self._codes: dict[object, int] = {}  # where the value of a cell stands in _values
        self._values: list[Value] = []
        self._typed = as_array(self._column, [])
        self._with_finding: dict[object, ParsedCell] = {}  # cells of which a finding tells

    def _learn(self, keys: set[object]) -> None:
        """Parse the cells that are not known yet."""
        fresh = keys.difference(self._codes)
        if fresh and len(self._codes) + len(fresh) > KEPT_VALUES:
            self._forget()
            fresh = keys
        if fresh:
            first = len(self._values)
            self._values += self._parsed(list(fresh))
            self._codes.update(zip(fresh, range(first, len(self._values)), strict=True))
            self._typed = as_array(self._column, self._values)

    def _parsed(self, keys: list[object]) -> list[Value]:
        """The usable value of each of ``keys``."""
        column = self._column
        if (plain := parse_plain(column, keys, self._habits)) is not None:
            if column.type == "number" and any("." in cast(str, key) for key in keys):
                self._proofs.add("point")  # in plain numbers a point never stands between thousands
            return plain
        values: list[Value] = []
        for key in keys:
            value = key[1] if type(key) is tuple else key
            outcome = parse_cell(column, value, self._habits)
            values.append(None if outcome.is_error else outcome.value)
            self._unsure |= outcome.unsure
            if outcome.proof:
                self._proofs.add(outcome.proof)
            if outcome.rules:
                self._with_finding[key] = outcome
        return values

    def _judged(
        self,
        numbers: Sequence[int],
        cells: Sequence[object],
        keys: Sequence[object],
        merged: frozenset[tuple[int, int]],
    ) -> list[Value]:
        """The values of cells some of which are wrong; what is wrong with them is kept."""
        values: list[Value] = []
        for row, value, key in zip(numbers, cells, keys, strict=True):
            at = (row, self.position)
            flaw, covered, percent = self._grid.flaws.get(at), at in merged, self._is_percent(at, value)
            outcome = self._with_finding.get(key)
            if flaw is not None:
                self._tell(flaw.rule, row, _flaw_found(flaw.found, value, self._hidden))
            if percent:
                self._tell("cell.percent", row, HIDDEN if self._hidden else shown(value))
            unusable = covered or percent or (flaw is not None and flaw.unusable)
            if outcome is not None and not unusable:
                self._tell_outcome(outcome, row, value)
            values.append(None if unusable else self._values[self._codes[key]])
        return values

    def _is_percent(self, at: tuple[int, int], value: object) -> bool:
        """Whether a number is shown a hundred times as large as it is: nobody knows which was meant."""
        return at in self._grid.percent and self._column.type in ("integer", "number") and not isinstance(value, str)

    def _tell_outcome(self, outcome: ParsedCell, row: int, value: object) -> None:
        found = "ô trống" if value == "" else HIDDEN if self._hidden else shown(value)
        for rule in outcome.rules:
            if self._tally.wants(rule, self.name):
                self._keep(rule, row, found, self._with_hint(rule, outcome, value))

    def _tell(self, rule: str, row: int, found: str) -> None:
        if self._tally.wants(rule, self.name):
            self._keep(rule, row, found, {})

    def _keep(self, rule: str, row: int, found: str, values: Mapping[str, Text]) -> None:
        place = place_of(self._form, self._grid.source, self._letters, row, self.name)
        self._tally.keep(Fault(rule, place, found, self.name, values))

    def _with_hint(self, rule: str, outcome: ParsedCell, value: object) -> Mapping[str, Text]:
        values = outcome.values or {}
        if rule != "cell.code" or self._hidden:
            return values
        return {**values, "hint": code_hint(self._column, value)}


def _keys(cells: Sequence[object]) -> Sequence[object]:
    """The cells of a sheet as they are told apart: 1, 1.0 and True are equal, not the same."""
    if len(_NUMBERS.intersection(map(type, cells))) < 2:
        return cells
    return [value if type(value) is str else (type(value), value) for value in cells]


def _flaw_found(flaw: str, value: object, hidden: bool) -> str:
    """An error value or a formula, with the saved result where it may be told."""
    return flaw if hidden or value == "" else f"{flaw}, kết quả {shown(value)}"[:60]


class _Days:
    """Days above 12 that are still text beside real dates none of which is above 12: Excel swapped day and month."""

    ENOUGH = 8  # real dates; by chance all of so many lie on the first 12 days of a month once in 1,700 columns

    def __init__(self) -> None:
        self.low = 0
        self._high = False
        self._text_low = self._text_high = False
        self._first = 0

    def count(self, numbers: Sequence[int], cells: Sequence[object]) -> None:
        for row, cell in zip(numbers, cells, strict=True):
            if isinstance(cell, dt.date):
                self.low += cell.day <= 12
                self._high |= cell.day > 12
                self._first = self._first or row
            elif isinstance(cell, str) and (day := written_day(normalise(cell))) and day.day_first and not day.iso:
                self._text_high |= day.day_first.day > 12
                self._text_low |= day.day_first.day <= 12

    @property
    def swapped(self) -> int:
        """The row of the first real date of such a column, or 0."""
        suspicious = self._text_high and not self._text_low and not self._high and self.low >= self.ENOUGH
        return self._first if suspicious else 0
