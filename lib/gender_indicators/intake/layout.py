"""Where a filled form holds what, and whether the file is the form and the year that was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.findings import Place
from gender_indicators.forms.definition import Column, Form
from gender_indicators.forms.faults import HIDDEN, Fault, did_you_mean, shown
from gender_indicators.intake.grid import Grid, column_letter, is_blank, normalise
from gender_indicators.locale import Text

WORKBOOK_HEADER_ROW = 7
CSV_HEADER_ROW = 1
SEARCHED_ROWS = 30
_LABELS = {"form": "biểu số", "year": "năm báo cáo"}
_FORM_NUMBER = re.compile(r"\w{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand. ``positions`` are indices by column name; ``header_row`` 0: none was found.

    ``sound`` says that every column is there exactly once, so that rows may become a table.
    """

    header_row: int
    positions: Mapping[str, int]
    faults: tuple[Fault, ...]
    sound: bool

    def letters(self, grid: Grid) -> dict[str, str]:
        """The sheet letter of each column; empty for CSV."""
        if not grid.is_workbook:
            return {}
        return {name: column_letter(index) for name, index in self.positions.items()}


def find_layout(form: Form, grid: Grid) -> Layout:
    """Find the header row (the best match of the first rows) and each column of the form in it.

    The order of columns is free: headers move with their data. A header row elsewhere than the template has
    it is accepted only when it is complete.
    """
    expected = WORKBOOK_HEADER_ROW if grid.is_workbook else CSV_HEADER_ROW
    header_row, matched = _best_row(form, grid, expected)
    if matched * 2 < len(form.columns):
        return Layout(0, {}, (_header_missing(form, grid),), sound=False)
    headers = _headers(grid, header_row)
    positions, repeated = _positions(form, grid, header_row, headers)
    missing = [column for column in form.columns if column.name not in positions]
    known = {normalise(column.header) for column in form.columns}
    unknown = [index for index, header in enumerate(headers) if header not in known]
    faults = [
        *(_missing_column(form, grid, header_row, headers, column) for column in missing),
        *repeated,
        *_unknown_columns(form, grid, header_row, headers, unknown),
        *_dirty_headers(grid, header_row, positions),
    ]
    if header_row != expected and not missing:
        row = Text(str(expected), str(expected))
        faults.append(Fault("header.moved", grid.row_place(header_row), f"dòng {header_row}", "", {"row": row}))
    return Layout(header_row, positions, tuple(faults), sound=not missing and not repeated)


def check_identity(form: Form, grid: Grid, layout: Layout, year: int) -> tuple[Fault, ...]:
    """Faults of the cells that say which form and which year a workbook is; none for CSV."""
    if not grid.is_workbook:
        return ()
    last = layout.header_row - 1 if layout.header_row else SEARCHED_ROWS
    faults = []
    row = _label_row(grid, _LABELS["form"], last) or 2
    number = grid.cell(row, 1)
    if normalise(str(number)).casefold() != form.number.casefold():
        found = _identity_found(form, number, bool(_FORM_NUMBER.fullmatch(str(number))))
        faults.append(Fault("sheet.form", grid.place(row, 1), found))
    row = _label_row(grid, _LABELS["year"], last) or 3
    written = grid.cell(row, 1)
    if _as_year(written) != year:
        found = _identity_found(form, written, _as_year(written) is not None)
        wanted = Text(str(year), str(year))
        faults.append(Fault("sheet.year", grid.place(row, 1), found, "", {"year": wanted}))
    return tuple(faults)


def _identity_found(form: Form, value: object, harmless: bool) -> str:
    """What an identity cell holds; in a sensitive form only what cannot be a person's data."""
    if is_blank(value):
        return "ô trống"
    return shown(value) if harmless or not form.sensitive else HIDDEN


def _as_year(value: object) -> int | None:
    if isinstance(value, str):
        text = normalise(value)
        return int(text) if re.fullmatch(r"(19|20)[0-9]{2}", text) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1900 <= value < 2100:
        return int(value) if value == int(value) else None
    return None


def _label_row(grid: Grid, label: str, last: int) -> int:
    """The row above the table whose first cell is ``label``; 0 when there is none."""
    for row in range(1, last + 1):
        value = grid.cell(row, 0)
        if isinstance(value, str) and normalise(value).rstrip(": ").casefold() == label:
            return row
    return 0


def _headers(grid: Grid, row: int) -> list[str]:
    """The normalised texts of a row; a number or date is no header but keeps its place."""
    cells: Sequence[object] = grid.head[row - 1] if row <= len(grid.head) else ()
    return [normalise(cell) if isinstance(cell, str) else "" for cell in cells]


def _best_row(form: Form, grid: Grid, expected: int) -> tuple[int, int]:
    """The row with most of the form's headers and their number; the template's row wins a tie."""
    known = {normalise(column.header) for column in form.columns}
    candidates = [expected, *range(1, min(SEARCHED_ROWS, len(grid.head)) + 1)]
    scores = [(row, len(known & set(_headers(grid, row)))) for row in candidates]
    return max(scores, key=lambda score: score[1])


def _positions(form: Form, grid: Grid, row: int, headers: Sequence[str]) -> tuple[dict[str, int], tuple[Fault, ...]]:
    """The index of each column found, and a fault for each header that stands more than once."""
    positions: dict[str, int] = {}
    repeated: list[Fault] = []
    for column in form.columns:
        places = [index for index, header in enumerate(headers) if header == normalise(column.header)]
        if places:
            positions[column.name] = places[0]
        for index in places[1:]:
            first = grid.place(row, places[0]).cell
            values = {"header": Text(column.header, column.header), "first": Text(first, first)}
            repeated.append(
                Fault("column.duplicated", grid.place(row, index), repr(column.header), column.name, values)
            )
    return positions, tuple(repeated)


def _missing_column(form: Form, grid: Grid, row: int, headers: Sequence[str], column: Column) -> Fault:
    """A missing column, placed at the header that may be meant by it."""
    known = {normalise(other.header) for other in form.columns}
    spare = [header for header in headers if header and header not in known]
    hint = did_you_mean(column.header, spare)
    near = next((header for header in spare if hint == did_you_mean(column.header, [header])), "")
    if near:
        place, found = grid.place(row, headers.index(near)), shown(near)
    else:
        listed = ", ".join(header for header in headers if header in known)
        hint = Text(f"Các cột có trong tệp: {listed}.", f"Columns in the file: {listed}.")
        place, found = grid.row_place(row), "không có cột này"
    return Fault("column.missing", place, found, column.name, {"header": _same(column.header), "hint": hint})


def _unknown_columns(form: Form, grid: Grid, row: int, headers: Sequence[str], unknown: Sequence[int]) -> list[Fault]:
    """A warning for each further column that has a header, or data without one."""
    faults = []
    blank = grid.blank_below(row, [index for index in unknown if is_blank(grid.cell(row, index))])
    for index in unknown:
        header = grid.cell(row, index)
        if index in blank:
            continue
        found = "cột không có tiêu đề" if is_blank(header) else HIDDEN if form.sensitive else shown(header)
        faults.append(Fault("column.unknown", grid.place(row, index), found))
    return faults


def _dirty_headers(grid: Grid, row: int, positions: Mapping[str, int]) -> list[Fault]:
    """A warning for each header that was recognised only after normalising its text."""
    faults = []
    for name, index in positions.items():
        text = grid.cell(row, index)
        if isinstance(text, str) and text != normalise(text):
            faults.append(Fault("text.normalised", grid.place(row, index), shown(text), f"{name} (header)"))
    return faults


def _header_missing(form: Form, grid: Grid) -> Fault:
    place = Place(grid.source.file, grid.source.sheet, "" if grid.is_workbook else "dòng 1")
    listed = ", ".join(column.header for column in form.columns)
    found = f"không thấy trong {SEARCHED_ROWS} dòng đầu"
    return Fault("header.missing", place, found, "", {"headers": _same(listed)})


def _same(text: str) -> Text:
    return Text(text, text)
