"""The sheet "Danh mục": the administrative units and the codes that the drop-down lists of a form offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.looks import Looks
from gender_indicators.agencies.blanks.units import OfferedUnit
from gender_indicators.intake import LISTS_SHEET, write_value
from gender_indicators.plan import Column, Complete

MARKS_NAME = "ky_hieu"
_FIRST = 4  # row 5 as a person counts: below title, note, blank row, headers
_UNITS = ("Chọn trong danh sách", "Mã", "Tên", "Loại", "Thuộc huyện", "Có hiệu lực từ", "Có hiệu lực đến")
_UNIT_WIDTHS = (38, 9, 30, 13, 34, 16, 16)
_ROWS_TITLE = "Số dòng đã ghi"


def list_name(column: Column) -> str:
    """Return the defined name of the list that ``column`` offers."""
    return f"ds_{column.name}"


def has_lists(blank: Blank) -> bool:
    """Whether the form needs the sheet at all."""
    return bool(blank.units or _short_lists(blank))


def write_lists(book: Any, sheet: Any, blank: Blank, looks: Looks) -> None:
    """Write the sheet and give each list the name by which the form's cells find it."""
    sheet.write_string(0, 0, f"DANH MỤC CỦA BIỂU {blank.form.number} NĂM {blank.year}", looks("title"))
    sheet.write_string(1, 0, _note(blank), looks("subtitle"))
    next_column = _write_units(book, sheet, blank, looks) + 1 if blank.units else 0
    for column, (name, title, items) in enumerate(_short_lists(blank), start=next_column):
        sheet.set_column(column, column, max(20, *(len(item) + 4 for item in items)))
        sheet.write_string(_FIRST - 1, column, title, looks("head"))
        for row, item in enumerate(items, start=_FIRST):
            sheet.write_string(row, column, item, looks("cell"))
        _define(book, name, column, len(items))
    sheet.set_default_row(18)
    sheet.set_row(_FIRST - 1, 36)
    sheet.freeze_panes(_FIRST, 0)
    sheet.repeat_rows(_FIRST - 1)


def _note(blank: Blank) -> str:
    if not blank.units:
        return "Các ô chọn trong biểu lấy giá trị từ đây."
    if blank.form.dated_by is None:
        return f"Đơn vị hành chính có hiệu lực ngày 31/12/{blank.year}. Trong biểu, chọn ở danh sách hoặc chỉ ghi mã."
    return (
        f"Đơn vị hành chính có hiệu lực trong năm {blank.year}: mỗi dòng chọn đơn vị có hiệu lực vào ngày của dòng "
        "đó. Trong biểu, chọn ở danh sách hoặc chỉ ghi mã."
    )


def _write_units(book: Any, sheet: Any, blank: Blank, looks: Looks) -> int:
    """Write one row per unit; return the index of the column after them."""
    titles = (*_UNITS, _ROWS_TITLE) if any(_is_counted(unit, blank) for unit in blank.units) else _UNITS
    for column, title in enumerate(titles):
        sheet.set_column(column, column, (*_UNIT_WIDTHS, 12)[column])
        sheet.write_string(_FIRST - 1, column, title, looks("head"))
    for row, unit in enumerate(blank.units, start=_FIRST):
        for column, text in enumerate((unit.label, unit.code, unit.name, unit.type, unit.district)):
            sheet.write_string(row, column, text, looks("cell"))
        for column, day in enumerate((unit.first, unit.last), start=5):
            write_value(sheet, row, column, day, looks("cell date"))
        if _is_counted(unit, blank):
            sheet.write_formula(row, len(_UNITS), _rows_of(blank, row + 1), looks("count"), 0)
    _define(book, list_name(blank.form.column("area")), 0, len(blank.units))
    return len(titles)


def _is_counted(unit: OfferedUnit, blank: Blank) -> bool:
    """Whether the unit must have rows in the complete form that are not written yet."""
    levels = {check.level for check in blank.form.checks if isinstance(check, Complete)}
    return not blank.rows and unit.level in levels and unit.last == dt.date(blank.year, 12, 31)


def _rows_of(blank: Blank, row: int) -> str:
    """How many rows of the form name the unit in ``row`` of this sheet, by its label or its code alone."""
    cells = cells_of(blank, "area")
    return f"=COUNTIF({cells},$A{row})+COUNTIF({cells},$B{row})"


def cells_of(blank: Blank, name: str, last_row: int = 0) -> str:
    """Return the reference, from any sheet, to the cells of a column of the form down to ``last_row``, or to all.

    A list of fifty thousand rows costs nothing here: programs skip what is empty.
    """
    letter = xl_col_to_name([column.name for column in blank.form.columns].index(name))
    sheet = quote_sheetname(blank.form.sheet)
    return f"{sheet}!${letter}${blank.first_row}:${letter}${last_row or blank.last_row}"


def units_without_rows(blank: Blank) -> tuple[str, int]:
    """Return the formula that counts the units without a row, and its result while the form is empty.

    The formula is empty where that is not counted.
    """
    counted = sum(_is_counted(unit, blank) for unit in blank.units)
    if not counted:
        return "", 0
    letter = xl_col_to_name(len(_UNITS))
    cells = f"{quote_sheetname(LISTS_SHEET)}!${letter}${_FIRST + 1}:${letter}${_FIRST + len(blank.units)}"
    return f"=COUNTIF({cells},0)", counted


def _short_lists(blank: Blank) -> tuple[tuple[str, str, Sequence[str]], ...]:
    """Name, title and items of each list beside the units."""
    codes = [
        (list_name(column), column.header, tuple(column.codes))
        for column in blank.form.columns
        if column.type == "code"
    ]
    marks = (*blank.marks.no_cases, *blank.marks.no_data)
    return (*codes, (MARKS_NAME, "Ký hiệu thay cho số", marks)) if marks else tuple(codes)


def _define(book: Any, name: str, column: int, count: int) -> None:
    letter = xl_col_to_name(column)
    sheet = quote_sheetname(LISTS_SHEET)
    book.define_name(name, f"={sheet}!${letter}${_FIRST + 1}:${letter}${_FIRST + count}")
