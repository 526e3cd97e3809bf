"""Which rows of a filled form are data, and what is wrong with the others."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Sequence
from itertools import compress
from typing import cast

from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import HIDDEN, Fault, Tally, shown
from gender_indicators.intake.grid import Block, Grid, are_clean, is_blank, normalise
from gender_indicators.intake.layout import Layout
from gender_indicators.locale import Text

TOTALS = frozenset(
    {"tổng số", "tổng cộng", "tổng", "cộng", "chung", "toàn tỉnh", "toàn thành phố", "toàn huyện", "total"}
)


class RowFinder:
    """Finds the rows of data below the header, block by block.

    Blank rows at the end are no rows; inside the table they are skipped with a warning. A row of totals, a
    note and a row with the wrong number of values are errors and are left out.
    """

    def __init__(self, form: Form, grid: Grid, layout: Layout) -> None:
        self._form = form
        self._grid = grid
        self._first = layout.header_row + 1
        self._width = len(grid.head[layout.header_row - 1])
        self._used = sorted(layout.positions.values())
        self._flawed = {row for row, _ in grid.flaws}
        self._blank: list[int] = []  # blank rows that are inside the table only if a row follows
        self._last = layout.header_row
        self._tally = Tally()

    def data(self, block: Block) -> Block:
        """The rows of ``block`` that are data."""
        suspects = {block.numbers[at]: at for at in self._suspects(block.columns)}
        left_out: set[int] = set()
        for row in sorted({*suspects, *block.others}):
            at = suspects.get(row)
            cells = block.others[row] if at is None else [column[at] for column in block.columns]
            if self._leaves_out(row, cells) and at is not None:
                left_out.add(at)
        kept = [at not in left_out for at in range(len(block.numbers))] if left_out else None
        numbers = block.numbers if kept is None else list(compress(block.numbers, kept))
        if numbers:
            self._reached(numbers[-1])
        if kept is None:
            return Block(numbers, block.columns)
        return Block(numbers, [list(compress(column, kept)) for column in block.columns])

    def end(self) -> tuple[Fault, ...]:
        """Every fault of the rows, after the last block."""
        if self._last < self._first and not self._form.may_be_empty:
            self._tally.add(Fault("row.none", self._grid.row_place(self._first - 1), "không có dòng dữ liệu"))
        return self._tally.faults

    def covered(self) -> tuple[frozenset[tuple[int, int]], list[Fault]]:
        """The cells of the form that merged cells cover, and one fault for each merge over data."""
        return _merged(self._grid, self._used, self._first, self._last)

    def _suspects(self, columns: Sequence[Sequence[object]]) -> Collection[int]:
        """Where rows may be no data; all others begin with a value and hold another."""
        if not columns or not any(_all_filled(set(column)) for column in columns[1:]):
            return range(len(columns[0]) if columns else 0)
        heads = set(columns[0])
        if are_clean(heads) and not _name_totals(cast(set[str], heads)):
            return ()
        marked = {head for head in heads if is_blank(head) or _is_total(head)}
        return [at for at, head in enumerate(columns[0]) if head in marked] if marked else ()

    def _leaves_out(self, row: int, cells: Sequence[object]) -> bool:
        """Whether a row is no data; the fault is kept."""
        filled = [cell for cell in cells if not is_blank(cell)]
        flawed = row in self._flawed
        if not filled and not flawed:
            self._blank.append(row)
            return True
        self._reached(row)
        fault = self._fault(row, cells, filled, flawed)
        if fault is not None:
            self._tally.add(fault)
        return fault is not None

    def _fault(self, row: int, cells: Sequence[object], filled: Sequence[object], flawed: bool) -> Fault | None:
        form, place = self._form, self._grid.row_place(row)
        if not self._grid.is_workbook and len(cells) != self._width:
            expected = Text(str(self._width), str(self._width))
            return Fault("row.ragged", place, f"{len(cells)} giá trị", "", {"expected": expected})
        if _is_total(head := _first(filled)):
            return Fault("row.total", place, HIDDEN if form.sensitive else shown(head))
        if len(filled) == 1 and not flawed and len(form.columns) > 2 and _required(form) > 2:
            return Fault("row.note", place, HIDDEN if _hides(form) else shown(head))
        return None

    def _reached(self, row: int) -> None:
        """The table reaches to ``row``: blank rows above it are inside the table."""
        inside = bisect(self._blank, row)
        for blank in self._blank[:inside]:
            self._tally.add(Fault("row.blank", self._grid.row_place(blank), "dòng trống"))
        del self._blank[:inside]
        self._last = max(self._last, row)


def _label(text: str) -> str:
    return text.rstrip(": ").casefold()


def _name_totals(texts: Collection[str]) -> bool:
    """Whether the word for a total may be among ``texts``."""
    lines = "\n".join(texts).casefold()
    return any(total in lines for total in TOTALS)


def _is_total(value: object) -> bool:
    return isinstance(value, str) and _label(normalise(value)) in TOTALS


def _all_filled(values: set[object]) -> bool:
    return "" not in values and (are_clean(values) or not any(is_blank(value) for value in values))


def _first(filled: Sequence[object]) -> object:
    return filled[0] if filled else ""


def _required(form: Form) -> int:
    return sum(column.required for column in form.columns)


def _hides(form: Form) -> bool:
    return form.sensitive or any(column.personal for column in form.columns)


def _merged(grid: Grid, used: Sequence[int], first: int, last: int) -> tuple[frozenset[tuple[int, int]], list[Fault]]:
    covered: set[tuple[int, int]] = set()
    faults: list[Fault] = []
    for merge in grid.merges:
        rows = range(max(merge.first_row, first), min(merge.last_row, last) + 1)
        columns = [index for index in used if merge.first_column <= index <= merge.last_column]
        if rows and columns:
            covered.update((row, index) for row in rows for index in columns)
            end = grid.place(merge.last_row, merge.last_column).cell
            found = f"{grid.place(merge.first_row, merge.first_column).cell}:{end}"
            faults.append(Fault("cell.merged", grid.place(rows[0], columns[0]), found))
    return frozenset(covered), faults
