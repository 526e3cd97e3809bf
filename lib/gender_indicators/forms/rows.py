"""Which rows of a filled form are data, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import HIDDEN, Fault, shown
from gender_indicators.forms.grid import Grid, is_blank, normalise
from gender_indicators.forms.layout import Layout
from gender_indicators.locale import Text

TOTALS = frozenset(
    {"tổng số", "tổng cộng", "tổng", "cộng", "chung", "toàn tỉnh", "toàn thành phố", "toàn huyện", "total"}
)


@dataclass(frozen=True, slots=True)
class DataRows:
    """The numbers of the rows that hold data, the faults of the others, and cells that cannot be used."""

    numbers: tuple[int, ...]
    faults: tuple[Fault, ...]
    merged: frozenset[tuple[int, int]]


def find_rows(form: Form, grid: Grid, layout: Layout) -> DataRows:
    """Return the rows of data below the header.

    Blank rows at the end are no rows; inside the table they are skipped with a warning. A row of totals, a
    note and a row with the wrong number of values are errors and are left out.
    """
    first, last = layout.header_row + 1, _last_row(grid, layout.header_row)
    numbers: list[int] = []
    faults: list[Fault] = []
    flawed = {row for row, _ in grid.flaws}
    for row in range(first, last + 1):
        fault = _row_fault(form, grid, layout, row, row in flawed)
        if fault is None:
            numbers.append(row)
        else:
            faults.append(fault)
    if last < first and not form.may_be_empty:
        faults.append(Fault("row.none", grid.row_place(layout.header_row), "không có dòng dữ liệu"))
    merged, merge_faults = _merged(form, grid, layout.positions, first, last)
    return DataRows(tuple(numbers), (*faults, *merge_faults), merged)


def _last_row(grid: Grid, header_row: int) -> int:
    last = max((row for row, _ in grid.flaws), default=0)
    for row in range(len(grid.rows), max(header_row, last), -1):
        if not all(is_blank(cell) for cell in grid.rows[row - 1]):
            return row
    return max(last, header_row)


def _row_fault(form: Form, grid: Grid, layout: Layout, row: int, flawed: bool) -> Fault | None:
    cells = grid.rows[row - 1]
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled and not flawed:
        return Fault("row.blank", grid.row_place(row), "dòng trống")
    if not grid.is_workbook and len(cells) != (width := len(grid.rows[layout.header_row - 1])):
        expected = Text(str(width), str(width))
        return Fault("row.ragged", grid.row_place(row), f"{len(cells)} giá trị", "", {"expected": expected})
    if isinstance(head := _first(filled), str) and normalise(head).rstrip(": ").casefold() in TOTALS:
        return Fault("row.total", grid.row_place(row), HIDDEN if form.sensitive else shown(head))
    if len(filled) == 1 and not flawed and len(form.columns) > 2 and _required(form) > 2:
        return Fault("row.note", grid.row_place(row), HIDDEN if _hides(form) else shown(head))
    return None


def _first(filled: Sequence[object]) -> object:
    return filled[0] if filled else ""


def _required(form: Form) -> int:
    return sum(column.required for column in form.columns)


def _hides(form: Form) -> bool:
    return form.sensitive or any(column.personal for column in form.columns)


def _merged(
    form: Form, grid: Grid, positions: Mapping[str, int], first: int, last: int
) -> tuple[frozenset[tuple[int, int]], list[Fault]]:
    """The cells of the form that merged cells cover, and one fault for each merge over data."""
    covered: set[tuple[int, int]] = set()
    faults: list[Fault] = []
    used = sorted(positions.values())
    for merge in grid.merges:
        rows = range(max(merge.first_row, first), min(merge.last_row, last) + 1)
        columns = [index for index in used if merge.first_column <= index <= merge.last_column]
        if rows and columns:
            covered.update((row, index) for row in rows for index in columns)
            end = grid.place(merge.last_row, merge.last_column).cell
            found = f"{grid.place(merge.first_row, merge.first_column).cell}:{end}"
            faults.append(Fault("cell.merged", grid.place(rows[0], columns[0]), found))
    return frozenset(covered), faults
