"""Which rows of a filled form are data; totals, headings, notes and repeated headers are told apart from them."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import cast

from gender_indicators.base import Text
from gender_indicators.files import Grid, RowBlock, are_clean, is_blank, normalise
from gender_indicators.findings import HIDDEN, Fault, Tally, shown
from gender_indicators.intake.layout import Layout
from gender_indicators.intake.numbers import written_number
from gender_indicators.intake.text import key
from gender_indicators.intake.unit_names import name_column
from gender_indicators.plan import Form

TOTALS = frozenset(
    map(
        key,
        ("tổng số", "tổng cộng", "tổng", "cộng", "cộng chung", "chung", "toàn tỉnh", "toàn thành phố", "toàn huyện",
         "tổng toàn tỉnh", "tổng cộng toàn tỉnh", "total", "grand total"),
    )
)  # fmt: skip
_TOTAL_OF = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)\s+(?P<of>\S.*)")
_ORDINALS = frozenset("ivx0123456789+(), ")
_NOTES = (
    "ghi chú", "chú thích", "nguồn số liệu", "nguồn:", "lưu ý", "người lập", "lập biểu", "người tổng hợp",
    "người kiểm tra", "thủ trưởng", "giám đốc", "phó giám đốc", "cục trưởng", "phó cục trưởng", "chủ tịch",
    "phó chủ tịch", "trưởng phòng", "kt.", "tm.", "tl.", "(ký", "ký tên", "(đã ký", "nơi nhận", "đại diện",
    "xác nhận",
)  # fmt: skip
_SIGNED_ON = re.compile(r"(?:.{0,60},\s*)?ngày\s+\S{1,6}\s+tháng\s+\S{1,6}\s+năm\s+\S{1,6}\.?")
_HINTS = (
    "tổng", "cộng", "chung", "toàn ", "total", "huyện", "quận", "thị xã", "thành phố", "tp", "ghi chú", "chú thích",
    "nguồn", "lưu ý", "người", "trưởng", "giám đốc", "chủ tịch", "kt.", "tm.", "tl.", "ký", "nơi nhận", "đại diện",
    "xác nhận", "ngày", "lập biểu",
)  # fmt: skip
_ORDINAL = re.compile(r"[IVXLC]+\.?|[0-9]{1,3}\.?|[A-Z]\.?|\*+|-")
_UNIT_CODE = re.compile(r"[0-9]{2,6}(?![0-9])")
_FEW = 2_000  # different first cells of a block; a column of numbered rows has more kinds than headings


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of totals: its row in the file, its cells by column of the form, and how many rows of data lie above."""

    row: int
    cells: Mapping[str, object]
    after: int


@dataclass(frozen=True, slots=True)
class Sections:
    """What stood between the rows of data: totals, and headings that name a unit, each with the rows above it."""

    totals: tuple[TotalRow, ...]
    headings: tuple[tuple[int, str], ...]

    def heading(self, position: int) -> str:
        """The last heading above the data row at ``position``, or nothing."""
        at = bisect([after for after, _ in self.headings], position)
        return self.headings[at - 1][1] if at else ""


class RowFinder:
    """Finds the rows of data below the header, block by block.

    Blank rows at the end are no rows; inside the table they are skipped with a warning. Totals, headings, repeated
    headers, and notes and signatures below the table are left out, each with a warning; a row that may be a note or
    data that were lost, and one with the wrong number of values, are errors. ``is_heading`` says whether a text names
    a unit that can stand over the rows below it; ``beside`` are columns that name the units of rows of data.
    """

    def __init__(
        self,
        form: Form,
        grid: Grid,
        layout: Layout,
        is_heading: Callable[[str], bool],
        beside: Collection[int] = (),
    ) -> None:
        self._form = form
        self._grid = grid
        self._is_heading = is_heading
        self._beside = beside
        self._positions = layout.positions
        self._first = layout.header_row + 1
        self._width = max(map(len, grid.head[layout.first_row - 1 : layout.header_row]))
        self._header = {index: key(str(grid.cell(layout.header_row, index))) for index in layout.positions.values()}
        self._first_header = grid.cell(layout.header_row, 0)
        self._used = sorted(layout.positions.values())
        self._flawed = {row for row, _ in grid.flaws}
        self._area = layout.positions.get("area") if form.has_area else None
        self._named_in = {self._area, name_column(layout.others)}
        self._blank: list[int] = []  # blank rows that are inside the table only if a row follows
        self._last = layout.header_row
        self._data = 0
        self._ended = False  # below a note or a signature no row is data any more
        self._totals: list[TotalRow] = []
        self._headings: list[tuple[int, str]] = []
        self._tally = Tally()

    def data(self, block: RowBlock) -> RowBlock:
        """The rows of ``block`` that are data."""
        suspects = {block.numbers[at]: at for at in self._suspects(block.columns)}
        left_out: set[int] = set()
        before = self._data  # rows of data above the block
        waiting = sorted({*suspects, *block.others})
        for row in waiting:
            at = suspects.get(row)
            cells = block.others[row] if at is None else [column[at] for column in block.columns]
            if at is not None:
                self._data = before + at - len(left_out)
            ended = self._ended
            if self._leaves_out(row, cells) and at is not None:
                left_out.add(at)
            if self._ended and not ended:  # from here on every row of the block is looked at
                below = {number: place for place, number in enumerate(block.numbers) if number > row}
                suspects |= below
                waiting[waiting.index(row) + 1 :] = sorted({*below, *(n for n in block.others if n > row)})
        kept = [at not in left_out for at in range(len(block.numbers))] if left_out else None
        numbers = block.numbers if kept is None else list(compress(block.numbers, kept))
        self._data = before + len(numbers)
        if numbers:
            self._reached(numbers[-1])
            self._tell_hidden(numbers)
        if kept is None:
            return RowBlock(numbers, block.columns)
        return RowBlock(numbers, [list(compress(column, kept)) for column in block.columns])

    def end(self) -> tuple[Fault, ...]:
        """Every fault of the rows, after the last block."""
        return self._tally.faults

    @property
    def sections(self) -> Sections:
        """The totals and headings among the rows read so far."""
        return Sections(tuple(self._totals), tuple(self._headings))

    def covered(self) -> tuple[frozenset[tuple[int, int]], list[Fault]]:
        """The cells of the form that merged cells cover, and one fault for each merge over data."""
        return _merged(self._grid, self._used, self._first, self._last)

    def _suspects(self, columns: Sequence[Sequence[object]]) -> Collection[int]:
        """Where rows may be no data; all others begin with a value, no word of a total or note."""
        if self._ended or not columns or not any(_all_filled(set(column)) for column in columns[1:]):
            return range(len(columns[0]) if columns else 0)
        heads = set(columns[0])
        if are_clean(heads) and not _may_be_other(cast(set[str], heads)) and self._first_header not in heads:
            return ()
        marked = {head for head in heads if not isinstance(head, str) or is_blank(head) or self._is_marked(head)}
        return [at for at, head in enumerate(columns[0]) if head in marked] if marked else ()

    def _is_marked(self, head: str) -> bool:
        return head == self._first_header or _may_be_other({head})

    def _leaves_out(self, row: int, cells: Sequence[object]) -> bool:
        """Whether a row is no data; the fault, if it has one, is kept. Totals are judged when all rows are read."""
        filled = [(index, cell) for index, cell in enumerate(cells) if not is_blank(cell)]
        if not filled and row not in self._flawed:
            self._blank.append(row)
            return True
        words = [(index, normalise(cell)) for index, cell in filled if isinstance(cell, str)]
        at, label = self._label(cells, words)
        names_unit = bool(label) and self._may_name_unit(at, cells) and self._is_heading(label)
        is_total = not self._ended and bool(label) and self._is_total_row(label, names_unit, filled)
        if is_total:
            self._keep_total(row, cells, label)
        if is_total and names_unit and self._sections_unit != label:
            self._headings.append((self._data, ""))  # what is below is no longer of the unit above
        fault = None if is_total else self._fault(row, cells, filled, words, label if names_unit else "", label)
        if fault is not None:
            self._tally.add(fault)
        if not self._ended:
            self._reached(row)
        return is_total or fault is not None

    def _label(self, cells: Sequence[object], words: Sequence[tuple[int, str]]) -> tuple[int, str]:
        """The first text of a row that is no number of a heading, with its column (-1: none).

        A text beside the row's own unit that says in which district that lies is none.
        """
        texts = [(index, text) for index, text in words if not _ORDINAL.fullmatch(text)]
        own = [(index, text) for index, text in texts if index not in self._beside]
        area = self._positions.get("area", len(cells))
        alone = not own and (area >= len(cells) or is_blank(cells[area]))
        return next(iter(texts if alone else own), (-1, ""))

    def _fault(
        self,
        row: int,
        cells: Sequence[object],
        filled: Sequence[tuple[int, object]],
        words: Sequence[tuple[int, str]],
        unit: str,
        label: str,
    ) -> Fault | None:
        """Why a row that is no total is no data; ``None`` when it is."""
        place = self._grid.row_place(row)
        first = label or (words[0][1] if words else filled[0][1] if filled else "")
        found = HIDDEN if _hides(self._form) else shown(first)
        if self._ended:
            return self._below_notes(row, filled, found)
        if self._repeats_header(words):
            return Fault("row.header", place, "dòng tiêu đề lặp lại")
        if unit and _stands_over(unit, filled):
            self._headings.append((self._data, unit))
            return Fault("row.section", place, found)
        if len(filled) <= max(2, len(cells) // 2) and any(_is_note(text) for _, text in words):
            self._ended = True
            return Fault("row.note", place, found)
        if not self._grid.is_workbook and len(cells) != self._width:
            expected = Text(str(self._width), str(self._width))
            return Fault("row.ragged", place, f"{len(cells)} giá trị", "", {"expected": expected})
        lone = len(filled) == 1 and row not in self._flawed and _required(self._form) > 2
        return Fault("row.stray", place, found) if lone and not self._is_key(*filled[0]) else None

    def _is_key(self, index: int, cell: object) -> bool:
        """Whether a lone cell is the unit that is the row's whole key: the rest is still to be filled in."""
        name = next((name for name, at in self._positions.items() if at == index), "")
        if self._form.key != (name,) or self._form.column(name).type != "area":
            return False
        return isinstance(cell, (int, float)) or bool(_UNIT_CODE.match(normalise(str(cell))))

    def _below_notes(self, row: int, filled: Sequence[tuple[int, object]], found: str) -> Fault:
        """Below a note or a signature: more of them, or, where most of the form's columns are filled, lost data."""
        used = sum(index in self._used for index, _ in filled)
        lost = used > 2 and used * 2 > len(self._used)
        return Fault("row.stray" if lost else "row.note", self._grid.row_place(row), found)

    @property
    def _sections_unit(self) -> str:
        return self._headings[-1][1] if self._headings else ""

    def _may_name_unit(self, at: int, cells: Sequence[object]) -> bool:
        """Whether a text can name the unit of its row: beside a unit's own cell it says in which district that is."""
        if at in self._named_in or self._area is None or self._area >= len(cells):
            return True
        cell = cells[self._area]
        return is_blank(cell) or bool(_ORDINAL.fullmatch(normalise(str(cell))))

    def _is_total_row(self, label: str, names_unit: bool, filled: Sequence[tuple[int, object]]) -> bool:
        """Whether a row gives the total of all rows, or of those of a unit above the form's."""
        words = key(label)
        if words in TOTALS:
            return True
        of = _TOTAL_OF.fullmatch(normalise(label).casefold())
        if of and (key(of["of"]) in TOTALS or self._is_heading(of["of"]) or set(of["of"]) <= _ORDINALS):
            return True
        return names_unit and any(_is_number(cell) for _, cell in filled[1:])

    def _keep_total(self, row: int, cells: Sequence[object], label: str) -> None:
        remaining = {
            name: cells[at] for name, at in self._positions.items() if at < len(cells) and not is_blank(cells[at])
        }
        remaining = {
            name: cell for name, cell in remaining.items() if not isinstance(cell, str) or normalise(cell) != label
        }
        self._totals.append(TotalRow(row, remaining, self._data))

    def _repeats_header(self, words: Sequence[tuple[int, str]]) -> bool:
        """Whether the row says again what the header says, in more than one column."""
        same = [index for index, text in words if self._header.get(index) == key(text)]
        return len(same) > 1 and len(same) * 2 > len(self._used)

    def _tell_hidden(self, numbers: Sequence[int]) -> None:
        hidden = self._grid.hidden_rows
        for row in numbers if hidden else ():
            if row in hidden:
                self._tally.add(Fault("row.hidden", self._grid.row_place(row), "dòng ẩn"))

    def _reached(self, row: int) -> None:
        """The table reaches to ``row``: blank rows above it are inside the table."""
        inside = bisect(self._blank, row)
        for blank in self._blank[:inside]:
            self._tally.add(Fault("row.blank", self._grid.row_place(blank), "dòng trống"))
        del self._blank[:inside]
        self._last = max(self._last, row)


def _may_be_other(texts: Collection[str]) -> bool:
    """Whether a word of a total, a heading or a note may be among ``texts``, or the number of a heading."""
    lines = "\n".join(texts).casefold()
    return any(hint in lines for hint in _HINTS) or (len(texts) < _FEW and any(map(_ORDINAL.fullmatch, texts)))


def _stands_over(unit: str, filled: Sequence[tuple[int, object]]) -> bool:
    others = [cell for _, cell in filled if normalise(str(cell)) != unit]
    return all(_ORDINAL.fullmatch(normalise(str(cell))) for cell in others)


def _is_note(label: str) -> bool:
    words = label.casefold()
    return words.startswith(_NOTES) or bool(_SIGNED_ON.fullmatch(words))


def _is_number(cell: object) -> bool:
    return isinstance(cell, (int, float)) or (isinstance(cell, str) and written_number(cell) is not None)


def _all_filled(values: set[object]) -> bool:
    return "" not in values and (are_clean(values) or not any(is_blank(value) for value in values))


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
