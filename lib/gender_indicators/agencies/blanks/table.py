"""The form's own sheet: the heading agencies know, and below it rows that are ready to be filled in."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.checks import marks
from gender_indicators.agencies.blanks.looks import Looks, lines
from gender_indicators.agencies.blanks.validation import holds_years, validation
from gender_indicators.intake import HEADER_ROW, width, write_heading, write_value
from gender_indicators.plan import Column

_TOTAL_ROW = HEADER_ROW - 1
_FIRST_WIDTH, _WIDEST, _AREA_WIDTH = 20, 46, 36  # the first column also holds the labels of the heading
_TITLE_HEIGHT, _ROW_HEIGHT = 24, 18
_MAY = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
}


def write_table(book: Any, sheet: Any, blank: Blank, looks: Looks) -> None:
    """Write heading, totals, headers and the rows known already; what follows is unlocked and validated."""
    for row in range(HEADER_ROW):  # cell by cell: not every program keeps what is said of a row
        for column in range(len(blank.form.columns)):
            sheet.write_blank(row, column, None, looks("locked"))
    write_heading(book, sheet, blank.form, blank.year, blank.agency)
    _write_columns(sheet, blank, looks)
    _write_totals(sheet, blank, looks)
    _write_known_rows(sheet, blank, looks)
    _mark_faults(sheet, blank, looks)
    _set_up(sheet, blank, looks)


def _write_columns(sheet: Any, blank: Blank, looks: Looks) -> None:
    """Set width, look and accepted values of every column; what lies beyond them stays locked."""
    columns = blank.form.columns
    widths = [_width(column, first=index == 0) for index, column in enumerate(columns)]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, widths[index], looks(_look(column)))
        cell = f"{xl_col_to_name(index)}{blank.first_row}"
        options = validation(column, blank, cell)
        sheet.data_validation(blank.first_row - 1, index, blank.last_row - 1, index, options)
    for row in range(HEADER_ROW):
        sheet.set_row(row, _TITLE_HEIGHT if row == 0 else _ROW_HEIGHT, looks("locked"))
    tallest = max(lines(column.header, size) for column, size in zip(columns, widths, strict=True))
    sheet.set_row(HEADER_ROW, 17 * max(3, tallest) + 2, looks("locked"))


def _width(column: Column, first: bool) -> float:
    longest = max((len(label) for label in column.codes), default=0) + 5
    wide = _AREA_WIDTH if column.type == "area" else max(width(column) + 6, longest)
    return min(max(wide, _FIRST_WIDTH if first else 0), _WIDEST)


def _look(column: Column) -> str:
    if column.type == "integer":
        return "data year" if holds_years(column) else "data integer"
    return f"data {column.type}" if column.type in ("number", "date") else "data text"


def _write_totals(sheet: Any, blank: Blank, looks: Looks) -> None:
    """Write the totals of what is counted, or the number of rows, above the headers: never below the data."""
    summed = [index for index, column in enumerate(blank.form.columns) if column.summed]
    for index in summed:
        sheet.write_formula(_TOTAL_ROW, index, f"=SUBTOTAL(9,{_cells(blank, index)})", looks("total"), 0)
    if not summed:
        sheet.write_string(_TOTAL_ROW, 0, "Số dòng đã ghi:", looks("total label"))
        key = [column.name for column in blank.form.columns].index(blank.form.key[0])
        sheet.write_formula(_TOTAL_ROW, 1, f"=COUNTA({_cells(blank, key)})", looks("count left"), _known(blank, key))
    elif summed[0] > 0:
        sheet.write_string(_TOTAL_ROW, 0, "Tổng cộng:", looks("total label"))


def _known(blank: Blank, index: int) -> int:
    return sum(blank.form.columns[index].name in row for row in blank.rows)


def _cells(blank: Blank, index: int) -> str:
    letter = xl_col_to_name(index)
    return f"{letter}{blank.first_row}:{letter}{blank.last_row}"


def _write_known_rows(sheet: Any, blank: Blank, looks: Looks) -> None:
    places = {column.name: index for index, column in enumerate(blank.form.columns)}
    for number, row in enumerate(blank.rows, start=blank.first_row - 1):
        for name, value in row.items():
            write_value(sheet, number, places[name], value, looks("known"))


def _mark_faults(sheet: Any, blank: Blank, looks: Looks) -> None:
    """Mark what the rules of the form refuse, in shape as well as in colour."""
    places = {column.name: index for index, column in enumerate(blank.form.columns)}
    for mark in marks(blank):
        index = places[mark.column]
        options = {
            "type": "formula",
            "criteria": mark.formula,
            "format": looks("wrong empty" if mark.empty else "wrong"),
        }
        sheet.conditional_format(blank.first_row - 1, index, blank.last_row - 1, index, options)


def _set_up(sheet: Any, blank: Blank, looks: Looks) -> None:
    """Protect the sheet, without a password, and make it ready for work and for printing."""
    form = blank.form
    last_row = blank.first_row - 2 + len(blank.rows) if blank.whole else blank.last_row - 1
    sheet.set_default_row(_ROW_HEIGHT)
    sheet.autofilter(HEADER_ROW, 0, last_row, len(form.columns) - 1)
    sheet.protect("", _MAY)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    footer = f"Biểu {form.number}, năm {blank.year}, phiên bản {form.version}".replace("&", "&&")
    sheet.set_footer(f'&L&"Times New Roman,Regular"&10{footer}&R&"Times New Roman,Regular"&10Trang &P/&N')
    empty = next((i for i, c in enumerate(form.columns) if c.name not in blank.known_columns), 0)
    sheet.set_selection(blank.first_row - 1, empty, blank.first_row - 1, empty)
