"""The raw cells of one sheet become typed rows: header, columns, rows that are no data, totals, units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gender_indicators.files import Grid, RowBlock, is_blank
from gender_indicators.findings import Fault
from gender_indicators.intake.cells import Habits
from gender_indicators.intake.columns import ColumnReader
from gender_indicators.intake.known import Known
from gender_indicators.intake.layout import Layout, find_layout
from gender_indicators.intake.rows import RowFinder, Sections
from gender_indicators.intake.table import Table
from gender_indicators.intake.titles import check_titles
from gender_indicators.intake.totals import check_totals
from gender_indicators.intake.unit_names import district_column, name_column
from gender_indicators.intake.units import settle_units
from gender_indicators.plan import Form


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What one sheet gave: its table (``None`` when its structure is not sound), its faults, its last header row."""

    table: Table | None
    faults: tuple[Fault, ...]
    header_row: int


def read_sheet(form: Form, grid: Grid, year: int, known: Known) -> SheetRows:
    """Return the rows of a sheet; raises :class:`Refusal` where it cannot be read on."""
    layout = find_layout(form, grid)
    titles = check_titles(form, grid, layout, year)
    faults = [*grid.faults, *titles, *layout.faults]
    if not layout.header_row:
        for _ in grid.blocks(0):  # where the file cannot be read on, that is its fault
            pass
        return SheetRows(None, tuple(faults), 0)
    letters = layout.letters(grid)
    habits = Habits(grid.is_workbook, True, known.marks, grid.decimal, grid.epoch_1904)
    columns = [
        ColumnReader(form, column, grid, layout.positions[column.name], letters, habits)
        for column in form.columns
        if layout.positions.get(column.name, -1) in grid.readable
    ]
    rows = _read(form, grid, layout, known, columns)
    faults += rows.faults
    faults += [fault for column in rows.columns for fault in column.faults]
    if not layout.sound or any(f.rule in _WRONG_FILE for f in titles) or len(rows.columns) < len(form.columns):
        return SheetRows(None, tuple(faults), layout.header_row)
    frame = pd.DataFrame({column.name: column.series(rows.index) for column in rows.columns}, index=rows.index)
    faults += check_totals(form, frame, rows.sections, grid.source, letters, habits)
    table = Table(form, frame, grid.source, letters)
    if form.has_area and known.names is not None:
        table, unit_faults = settle_units(table, year, known.names, *rows.context())
        faults += unit_faults
    return SheetRows(table, tuple(faults), layout.header_row)


_WRONG_FILE = frozenset({"sheet.form", "sheet.year", "sheet.unit"})


@dataclass(slots=True)
class _Rows:
    """The rows of data: their numbers, columns, faults, what stood between them, and texts beside the form's."""

    index: pd.Index
    columns: Sequence[ColumnReader]
    faults: Sequence[Fault]
    sections: Sections
    districts: Sequence[object]
    names: Sequence[object]

    def context(self) -> tuple[list[str], list[str]]:
        """The district of each row, from its own cell or the heading above, and the unit's name beside its code."""
        rows = len(self.index)
        if not self.districts and not self.names and not self.sections.headings:
            return [""] * rows, [""] * rows
        within = _running(self.districts) or [self.sections.heading(at) for at in range(rows)]
        beside = ["" if is_blank(cell) else str(cell) for cell in self.names or [""] * rows]
        return within, beside


def _running(cells: Sequence[object]) -> list[str]:
    """The cells of a column whose words stand for all rows below them up to the next."""
    names, last = [], ""
    for cell in cells:
        last = last if is_blank(cell) else str(cell)
        names.append(last)
    return names


def _read(form: Form, grid: Grid, layout: Layout, known: Known, columns: list[ColumnReader]) -> _Rows:
    """Read all blocks; those columns again whose cells only the whole column could settle."""
    rows = _read_blocks(form, grid, layout, known, columns)
    again = [column.again() for column in columns]
    if any(again):
        _read_blocks(form, grid, layout, known, [column for column in again if column])
        rows.columns = [new or column for new, column in zip(again, columns, strict=True)]
    return rows


def _read_blocks(form: Form, grid: Grid, layout: Layout, known: Known, columns: Sequence[ColumnReader]) -> _Rows:
    places = (district_column(layout.others), name_column(layout.others)) if form.has_area else (None, None)
    named = [place for place in places if place is not None]
    finder = RowFinder(form, grid, layout, _heading_test(form, known), named)
    numbers = [np.empty(0, np.int64)]
    merge_faults: list[Fault] = []
    beside: tuple[list[object], list[object]] = ([], [])
    for block in grid.blocks(layout.header_row, layout.header_rows):
        data = finder.data(block)
        merged, merge_faults = finder.covered()  # only a workbook has merged cells, and one block
        for column in columns:
            column.read(data.numbers, data.columns[column.position], merged)
        for cells, place in zip(beside, places, strict=True):
            cells.extend(_cells(data, place))
        numbers.append(np.array(data.numbers, np.int64))
    faults = [*finder.end(), *merge_faults]
    return _Rows(pd.Index(np.concatenate(numbers)), columns, faults, finder.sections, *beside)


def _cells(block: RowBlock, place: int | None) -> Sequence[object]:
    return () if place is None else block.columns[place]


def _heading_test(form: Form, known: Known) -> Callable[[str], bool]:
    """Whether a text names a unit that may stand over rows of the form."""
    level = form.column("area").level if form.has_area else None
    if level is None or known.names is None:
        return lambda text: False
    names = known.names
    return lambda text: names.is_heading(text, level)
