"""What every workbook of a form has in common: its heading, its header row, how a value stands in a cell."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gender_indicators.plan import Column, Form

HEADER_ROW = 6  # row 7 as a person counts
YES, NO = "Có", "Không"
DATE = "dd/mm/yyyy"
_WIDTHS = {"text": 20, "code": 18, "yes_no": 14, "integer": 14, "number": 14, "date": 13, "area": 13}


def write_heading(book: Any, sheet: Any, form: Form, year: int, agency: str) -> None:
    """Write title, facts and headers of ``form`` as ``agency`` (its Vietnamese name) sends it for ``year``.

    ``book`` and ``sheet`` are XlsxWriter's. Data begin in the row below :data:`HEADER_ROW`.
    """
    label = book.add_format({"italic": True, "font_color": "#444444"})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "bg_color": "#DCE6F1"}
    )
    sheet.write_string(0, 0, form.title.vi, book.add_format({"bold": True, "font_size": 14}))
    facts: tuple[tuple[str, str | int], ...] = (
        ("Biểu số:", form.number),
        ("Năm báo cáo:", year),
        ("Cơ quan báo cáo:", agency),
        ("Kỳ số liệu:", form.period.vi),
    )
    for number, (name, value) in enumerate(facts, start=1):
        sheet.write_string(number, 0, name, label)
        write_value(sheet, number, 1, value, book.add_format({"align": "left"}))
    for letter, column in enumerate(form.columns):
        sheet.set_column(letter, letter, width(column))
        sheet.write_string(HEADER_ROW, letter, column.header, head)
    sheet.set_row(HEADER_ROW, 48)
    sheet.freeze_panes(HEADER_ROW + 1, 0)


def write_value(sheet: Any, row: int, column: int, value: str | float | dt.date, look: Any = None) -> None:
    """Write one value, text always as text, so that no program takes it for a formula or a link."""
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def unit_label(code: str, name: str) -> str:
    """Return an administrative unit as the lists of the forms write it.

    >>> unit_label("19777", "Phường Vỹ Dạ")
    '19777 - Phường Vỹ Dạ'
    """
    return f"{code} - {name}"


def width(column: Column) -> int:
    """The width of a column of a form, in characters."""
    wide = column.type == "text" and (column.max_length or 0) > 20
    return 46 if wide else max(_WIDTHS[column.type], len(column.header) // 3 + 2)
