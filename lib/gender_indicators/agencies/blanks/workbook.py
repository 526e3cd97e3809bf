"""The workbook of a blank form: the form's own sheet first, then what helps to fill it in, then who it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.example import has_example, write_example
from gender_indicators.agencies.blanks.guide import write_guide
from gender_indicators.agencies.blanks.lists import has_lists, write_lists
from gender_indicators.agencies.blanks.looks import FONT, Looks, looks_of
from gender_indicators.agencies.blanks.table import write_table
from gender_indicators.intake import EXAMPLE_SHEET, GUIDE_SHEET, LISTS_SHEET, SHEET, identity_rows, write_value

_GUIDE_COLUMNS = 6  # printed: all but the meanings in English


def write_blank(path: Path, blank: Blank) -> None:
    """Write the workbook of ``blank`` to ``path``; the same blank always gives the same bytes."""
    options = {"default_format_properties": dict(FONT)}  # a copy: XlsxWriter adds to it
    with xlsxwriter.Workbook(str(path), options) as book:
        _describe(book, blank)
        looks = looks_of(book)
        write_table(book, book.add_worksheet(blank.form.sheet), blank, looks)
        guide = book.add_worksheet(GUIDE_SHEET)
        rows = write_guide(guide, blank, looks)
        guide.print_area(0, 0, rows - 1, _GUIDE_COLUMNS)
        _finish(guide, blank)
        if has_example(blank):
            example = book.add_worksheet(EXAMPLE_SHEET)
            write_example(example, blank, looks)
            _finish(example, blank)
        if has_lists(blank):
            lists = book.add_worksheet(LISTS_SHEET)
            write_lists(book, lists, blank, looks)
            _finish(lists, blank)
        _write_identity(book.add_worksheet(SHEET), blank, looks)


def _describe(book: Any, blank: Blank) -> None:
    """Title, sender and language of the document, and a day that does not change."""
    book.set_properties(
        {
            "title": f"{blank.form.number}. {blank.form.title.vi}, năm {blank.year}",
            "subject": "Biểu trống",
            "author": blank.office,
            "company": blank.office,
            "created": dt.datetime(blank.year, 1, 1),
        }
    )
    book.set_custom_property("Language", "vi-VN", "text")


def _finish(sheet: Any, blank: Blank) -> None:
    """Lock a sheet that is there to be read, and set it up for printing."""
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    footer = f"Biểu {blank.form.number}, năm {blank.year}".replace("&", "&&")
    sheet.set_footer(f'&L&"Times New Roman,Regular"&10{footer}&R&"Times New Roman,Regular"&10Trang &P/&N')


def _write_identity(sheet: Any, blank: Blank, looks: Looks) -> None:
    """By this sheet a renamed file is known again; programs keep it when they save the file."""
    for row, cells in enumerate(identity_rows(blank.identity, blank.form.number)):
        for column, value in enumerate(cells):
            write_value(sheet, row, column, value, looks("locked"))
    sheet.protect("")
    sheet.very_hidden()
