"""Where a filled form holds what: its header and each of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gender_indicators.base import Text
from gender_indicators.files import HEAD_ROWS, Grid, column_letter, normalise
from gender_indicators.findings import HIDDEN, Fault, Place, did_you_mean, shown
from gender_indicators.intake.headers import LOOKED_AT, Header, Headers, header_texts, numbering_below
from gender_indicators.plan import Column, Form

WORKBOOK_HEADER_ROW = 7
CSV_HEADER_ROW = 1
_NO_HEADER = "cột không có tiêu đề"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand. ``positions`` are indices by column name; ``header_row`` 0: none was found.

    ``header_row`` is the last row of the header, a row of column numbers included; ``first_row`` its first.
    ``others`` are the texts of further columns by index. ``sound`` says that every column is there exactly once, so
    that rows may become a table.
    """

    header_row: int
    positions: Mapping[str, int]
    faults: tuple[Fault, ...]
    sound: bool
    first_row: int = 0
    others: Mapping[int, str] = field(default_factory=dict)

    @property
    def header_rows(self) -> int:
        """How many rows the header takes."""
        return self.header_row - self.first_row + 1

    def letters(self, grid: Grid) -> dict[str, str]:
        """The sheet letter of each column; empty for CSV."""
        if not grid.is_workbook:
            return {}
        return {name: column_letter(index) for name, index in self.positions.items()}


def find_layout(form: Form, grid: Grid) -> Layout:
    """Find the header, in one row or two (the best match of the first rows), and each column of the form in it.

    The order of columns is free: headers move with their data. A header elsewhere than the template has it is
    accepted only when it is complete.
    """
    expected = WORKBOOK_HEADER_ROW if grid.is_workbook else CSV_HEADER_ROW
    headers = Headers(form)
    header = _best_header(headers, grid, expected)
    if header is None or len(header.found) * 2 < len(form.columns):
        return Layout(0, {}, (_header_missing(form, grid),), sound=False)
    positions = {name: places[0] for name, places in header.found.items()}
    repeated = _repeated(form, grid, header)
    missing = [column for column in form.columns if column.name not in positions]
    others = {index: text for index, text in enumerate(header.texts) if index not in header.used}
    faults = [
        *(_missing_column(form, grid, header, column) for column in missing),
        *repeated,
        *_unknown_columns(form, grid, header, others),
        *_other_headers(form, grid, header, positions),
        *_hidden_columns(grid, header, positions),
    ]
    last = numbering_below(grid, header.last_row)
    if header.first_row != expected and not missing:
        row = Text(str(expected), str(expected))
        found = f"dòng {header.first_row}"
        faults.append(Fault("header.moved", grid.row_place(header.first_row), found, "", {"row": row}))
    return Layout(last, positions, tuple(faults), not missing and not repeated, header.first_row, others)


def columns_found(form: Form, grid: Grid) -> int:
    """Return how many columns of the form a sheet's header has: 0 where there is no header."""
    header = _best_header(Headers(form), grid, WORKBOOK_HEADER_ROW)
    return len(header.found) if header else 0


def _best_header(headers: Headers, grid: Grid, expected: int) -> Header | None:
    """The row, or pair of rows, with most of the form's columns; one row rather than two, the template's first."""
    best: Header | None = None
    rows = range(1, min(HEAD_ROWS, len(grid.head)) + 1)
    order = [expected, *(row for row in rows if row != expected)]
    for last in (0, 1):
        for row in (each for each in order if each + last <= len(grid.head)):
            found = headers.match(row, row + last, header_texts(grid, row, row + last))
            if found.found and (best is None or found.score > best.score):
                best = found
    return best


def _repeated(form: Form, grid: Grid, header: Header) -> list[Fault]:
    """A fault for each further place of a column's header, by whatever name: nobody knows which is meant."""
    faults = []
    for name, places in header.found.items():
        column = form.column(name)
        for index in places[1:]:
            first = grid.place(header.last_row, places[0]).cell
            values = {"header": _same(column.header), "first": _same(first)}
            place = grid.place(header.last_row, index)
            faults.append(Fault("column.duplicated", place, shown(header.texts[index]), name, values))
    return faults


def _missing_column(form: Form, grid: Grid, header: Header, column: Column) -> Fault:
    """A missing column, placed at the header that may be meant by it."""
    spare = {text: index for index, text in enumerate(header.texts) if text and index not in header.used}
    hint = did_you_mean(column.header, spare)
    near = next((text for text in spare if hint.vi and hint == did_you_mean(column.header, [text])), "")
    if near:
        place, found = grid.place(header.last_row, spare[near]), shown(near)
    else:
        listed = ", ".join(text for index, text in enumerate(header.texts) if text and index in header.used)
        hint = Text(f"Các cột có trong tệp: {listed}.", f"Columns in the file: {listed}.")
        place, found = grid.row_place(header.last_row), "không có cột này"
    return Fault("column.missing", place, found, column.name, {"header": _same(column.header), "hint": hint})


def _unknown_columns(form: Form, grid: Grid, header: Header, others: Mapping[int, str]) -> list[Fault]:
    """A warning for each further column that has a header, or data without one; rows may be numbered."""
    faults = []
    rows = header.last_row - header.first_row + 1
    blank = grid.blank_below(header.last_row, rows, [index for index, text in others.items() if not text])
    for index, text in others.items():
        if index in blank or Headers.numbers_rows(text):
            continue
        found = _NO_HEADER if not text else HIDDEN if form.sensitive else shown(text)
        faults.append(Fault("column.unknown", grid.place(header.last_row, index), found))
    far = range(LOOKED_AT, len(grid.head[header.last_row - 1]))  # the first far column with data stands for all
    used = sorted(set(far) - grid.blank_below(header.last_row, rows, far))
    faults += [Fault("column.unknown", grid.place(header.last_row, index), _NO_HEADER) for index in used[:1]]
    return faults


def _other_headers(form: Form, grid: Grid, header: Header, positions: Mapping[str, int]) -> list[Fault]:
    """A warning for each header that is not written as the template has it."""
    faults = []
    for name, index in positions.items():
        column, text = form.column(name), header.texts[index]
        if text == normalise(column.header):
            raw = grid.cell(header.last_row, index)
            if isinstance(raw, str) and raw and raw != normalise(raw):
                place = grid.place(header.last_row, index)
                faults.append(Fault("text.normalised", place, shown(raw), f"{name} (header)"))
            continue
        place = grid.place(header.last_row, index)
        faults.append(Fault("column.synonym", place, shown(text), name, {"header": _same(column.header)}))
    return faults


def _hidden_columns(grid: Grid, header: Header, positions: Mapping[str, int]) -> list[Fault]:
    return [
        Fault("column.hidden", grid.place(header.last_row, index), "cột ẩn", name)
        for name, index in positions.items()
        if index in grid.hidden_columns
    ]


def _header_missing(form: Form, grid: Grid) -> Fault:
    place = Place(grid.source.file, grid.source.sheet, "" if grid.is_workbook else "dòng 1")
    listed = ", ".join(column.header for column in form.columns)
    found = f"không thấy trong {HEAD_ROWS} dòng đầu"
    return Fault("header.missing", place, found, "", {"headers": _same(listed)})


def _same(text: str) -> Text:
    return Text(text, text)
