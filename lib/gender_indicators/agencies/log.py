"""The empty ``so-theo-doi.xlsx`` of a year: a sheet for each kind of entry, ready to be written in."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from gender_indicators.agencies.blanks.looks import FONT, LINE, Looks, lines, looks_of
from gender_indicators.agencies.blanks.validation import LONGEST_MESSAGE, LONGEST_TITLE
from gender_indicators.base import Project, Text, UserError
from gender_indicators.findings import RULES
from gender_indicators.intake import (
    GUIDE_SHEET,
    LISTS_SHEET,
    LOG,
    LOG_SHEETS,
    SHEET,
    LogColumn,
    LogSheet,
    form_label,
    log_identity,
    read_log,
    vintages,
    write_value,
)
from gender_indicators.plan import Agencies, Forms, load_agencies, load_forms, load_plan, load_year

_ROWS = 500  # made ready on each sheet
_HEADER = 3  # row 4 as a person counts
_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
_FONT = '&"Times New Roman,Regular"&10'
_GUIDE_WIDTHS = (28, 62, 12, 46, 62)
_MAY = dict.fromkeys(("format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True)


@dataclass(frozen=True, slots=True)
class _List:
    """What a cell may be chosen from: the name it is found by, its heading, its items, what each of them means."""

    name: str
    title: str
    items: Sequence[str]
    meanings: Sequence[str] = ()


def write_log(project: Project, year: int) -> Path:
    """Write the empty workbook into the data folder of ``year`` and return it.

    One that is there is written anew only while nothing is in it. Raises :class:`UserError` otherwise, and for a year
    without a parameter file or a data folder.
    """
    folder = project.data(load_year(project.params, year).data)
    forms, agencies = load_forms(project.param("forms.yaml")), load_agencies(project.param("agencies.yaml"))
    path = folder / LOG
    _require_free(path, forms, year)
    plan = load_plan(project.param("plan.yaml"))
    office = agencies[agencies.coordinator(plan.coordinator, dt.date(year, 12, 31))].name.vi
    part = path.with_name(f".{LOG}.part")  # no delivery, and swept away below
    try:
        part.write_bytes(_workbook(year, office, _lists(forms, agencies, year)))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _require_free(path: Path, forms: Forms, year: int) -> None:
    """Raise :class:`UserError` where a workbook with entries, or anything else, has the name already."""
    try:
        free = not os.path.lexists(path) or (path.is_file() and read_log(path.parent, forms, year).is_empty)
    except UserError:  # something is written there, even if it is wrong
        free = False
    if not free:
        raise UserError(
            Text(
                "sổ theo dõi đã có nội dung nên không ghi đè; muốn lập sổ mới thì chuyển tệp này đi nơi khác.",
                "the log has entries and is not written over; to make a new one, move this file away.",
            ),
            f"{path.parent.name}/{LOG}",
        )


def _lists(forms: Forms, agencies: Agencies, year: int) -> Mapping[str, _List]:
    """The lists of the workbook by the name by which cells find them."""
    last = dt.date(year, 12, 31)
    senders = {form.code: agencies.sender(form.code, form.agency, last) for form in forms}
    there = [each.name.vi for each in agencies if each.valid_to is None or each.valid_to >= last]
    lists = [
        _List("ds_tep", "Tệp của các biểu", [f"{senders[form.code]}/{form.file}" for form in forms]),
        _List("ds_loai_so_lieu", "Loại số liệu", list(vintages())),
        _List("ds_bieu", "Biểu", [form_label(form) for form in forms]),
        _List("ds_co_quan", "Cơ quan", there),
    ]
    for sheet in LOG_SHEETS:
        if sheet.rules and any(column.kind == "rule" for column in sheet.columns):
            meanings = [RULES[code].what.vi for code in sheet.rules]
            lists.append(_List(_rules_of(sheet), f"Quy tắc, trang {sheet.name}", sheet.rules, meanings))
    return {each.name: each for each in lists}


def _rules_of(sheet: LogSheet) -> str:
    return f"ds_quy_tac_{LOG_SHEETS.index(sheet)}"


def _workbook(year: int, office: str, lists: Mapping[str, _List]) -> bytes:
    """The bytes of the workbook; the same year always gives the same bytes."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_format_properties": dict(FONT), "in_memory": True}) as book:
        book.set_properties(
            {
                "title": f"Sổ theo dõi năm {year}",
                "author": office,
                "company": office,
                "created": dt.datetime(year, 1, 1),
            }
        )
        book.set_custom_property("Language", "vi-VN", "text")
        looks = looks_of(book)
        for layout in LOG_SHEETS:
            _write_sheet(book.add_worksheet(layout.name), layout, year, looks)
        _write_guide(book.add_worksheet(GUIDE_SHEET), year, looks)
        _write_lists(book, book.add_worksheet(LISTS_SHEET), lists, year, looks)
        hidden = book.add_worksheet(SHEET)
        for row, cells in enumerate(log_identity(year)):
            for column, value in enumerate(cells):
                write_value(hidden, row, column, value, looks("locked"))
        hidden.protect("")
        hidden.very_hidden()
    return content.getvalue()


def _write_sheet(sheet: Any, layout: LogSheet, year: int, looks: Looks) -> None:
    """Write title and headers; the rows below are unlocked and take what each column asks for."""
    last = len(layout.columns) - 1
    for row in range(_HEADER):
        sheet.set_row(row, None, looks("locked"))
        for index in range(last + 1):
            sheet.write_blank(row, index, None, looks("locked"))
    sheet.write_string(0, 0, f"SỔ THEO DÕI NĂM {year}: {layout.name.upper()}", looks("title"))
    sheet.write_string(1, 0, layout.about.vi, looks("subtitle"))
    for index, column in enumerate(layout.columns):
        sheet.set_column(index, index, column.width, looks("data date" if column.kind == "date" else "data text"))
        sheet.write_string(_HEADER, index, column.header, looks("head"))
        sheet.data_validation(_HEADER + 1, index, _HEADER + _ROWS, index, _validation(column, layout))
    sheet.set_row(_HEADER, 36, looks("locked"))
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.autofilter(_HEADER, 0, _HEADER + _ROWS, last)
    sheet.protect("", _MAY)
    sheet.repeat_rows(_HEADER)
    sheet.print_area(0, 0, _HEADER + _ROWS, last)
    sheet.set_selection(_HEADER + 1, 0, _HEADER + 1, 0)
    _set_up(sheet, year)


def _validation(column: LogColumn, layout: LogSheet) -> dict[str, Any]:
    """XlsxWriter's options for the cells of a column: what they accept, and what they say."""
    title = column.header[:LONGEST_TITLE]
    say = {"input_title": title, "input_message": column.asks.vi[:LONGEST_MESSAGE], "error_title": title}
    say["error_message"] = say["input_message"]
    match column.kind:
        case "date":
            return say | {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        case "line":
            return say | {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 1_048_576}
        case "vintage" | "rule":
            name = "ds_loai_so_lieu" if column.kind == "vintage" else _rules_of(layout)
            return say | {"validate": "list", "source": f"={name}"}
        case "form" | "file" | "by":  # the list is a help: a number alone, another name are right as well
            name = {"form": "ds_bieu", "file": "ds_tep", "by": "ds_co_quan"}[column.kind]
            return say | {"validate": "list", "source": f"={name}", "error_type": "information"}
    return say | {"validate": "any"}


def _write_guide(sheet: Any, year: int, looks: Looks) -> None:
    """Write what each sheet is for, and of each column what is asked, whether it must be given, an example."""
    for index, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, f"HƯỚNG DẪN GHI SỔ THEO DÕI NĂM {year}", looks("title"))
    row = 2
    for text in _NOTES:
        sheet.merge_range(row, 0, row, 3, "", looks("text"))
        sheet.write_string(row, 0, text, looks("text"))
        sheet.set_row(row, LINE * lines(text, sum(_GUIDE_WIDTHS[:4])) + 3)
        row += 1
    for layout in LOG_SHEETS:
        sheet.write_string(row + 1, 0, f"Trang “{layout.name}”", looks("section"))
        sheet.write_string(row + 2, 0, layout.about.vi, looks("text"))
        sheet.merge_range(row + 2, 0, row + 2, 3, layout.about.vi, looks("text"))
        sheet.write_string(row + 2, 4, layout.about.en, looks("english"))
        height = max(lines(layout.about.vi, sum(_GUIDE_WIDTHS[:4])), lines(layout.about.en, _GUIDE_WIDTHS[4]))
        sheet.set_row(row + 2, LINE * height + 3)
        row = _write_columns(sheet, row + 3, layout, looks)
    sheet.print_area(0, 0, row - 1, 3)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _set_up(sheet, year)


_NOTES = (
    "Ghi mỗi mục một dòng, từ dòng 5 của từng trang. Không đổi tên trang tính và tiêu đề cột, không gộp ô, không ghi "
    "công thức. Ngày ghi theo dạng ngày/tháng/năm.",
    "Sổ có giá trị như các tệp received.yaml và .corrections.yaml. Một mục ghi ở cả hai nơi thì phải giống nhau.",
    "Với biểu có số liệu về cá nhân, nội dung ghi ở đây chỉ có trên trang nội bộ. Không ghi họ tên, số định danh.",
)


def _write_columns(sheet: Any, row: int, layout: LogSheet, looks: Looks) -> int:
    for index, title in enumerate(("Cột", "Cách ghi", "Bắt buộc", "VÍ DỤ")):
        sheet.write_string(row, index, title, looks("head"))
    sheet.write_string(row, 4, "In English", looks("english head"))
    for column in layout.columns:
        row += 1
        texts = (column.header, column.asks.vi, "Có" if column.required else "", column.example, column.asks.en)
        for index, (text, look) in enumerate(
            zip(texts, ("cell bold", "cell", "cell middle", "example", "english"), strict=True)
        ):
            sheet.write_string(row, index, text, looks(look))
        height = max(lines(text, width) for text, width in zip(texts, _GUIDE_WIDTHS, strict=True))
        sheet.set_row(row, LINE * height + 3)
    return row + 1


def _write_lists(book: Any, sheet: Any, lists: Mapping[str, _List], year: int, looks: Looks) -> None:
    """Write the lists side by side, what an item means beside it, and name each for the cells that offer it."""
    sheet.write_string(0, 0, "DANH MỤC CỦA SỔ THEO DÕI", looks("title"))
    column = 0
    for each in lists.values():
        sheet.write_string(_HEADER, column, each.title, looks("head"))
        sheet.set_column(column, column, max(len(item) for item in each.items) + 4)
        for row, item in enumerate(each.items, start=_HEADER + 1):
            sheet.write_string(row, column, item, looks("cell"))
        letter, last = xl_col_to_name(column), _HEADER + 1 + len(each.items)
        book.define_name(each.name, f"={quote_sheetname(LISTS_SHEET)}!${letter}${_HEADER + 2}:${letter}${last}")
        if each.meanings:
            column += 1
            sheet.set_column(column, column, 80)
            sheet.write_string(_HEADER, column, "Yêu cầu của quy tắc", looks("head"))
            for row, meaning in enumerate(each.meanings, start=_HEADER + 1):
                sheet.write_string(row, column, meaning, looks("cell"))
        column += 2
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _set_up(sheet, year)


def _set_up(sheet: Any, year: int) -> None:
    """Make a sheet ready for printing."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_FONT}Sổ theo dõi năm {year}&R{_FONT}Trang &P/&N")
