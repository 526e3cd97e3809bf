"""Write a filled form as agencies send it: an Excel workbook with a heading, or a CSV file."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from gender_indicators.base import nfc
from gender_indicators.intake import DATE, HEADER_ROW, NO, YES, write_heading, write_value
from gender_indicators.plan import Column, Form


def write_form(path: Path, form: Form, frame: pd.DataFrame, year: int, agency: str) -> None:
    """Write ``frame``, in the library's values, to ``path`` as ``agency`` (its Vietnamese name) fills ``form``.

    Codes and yes/no become the words of the form; the same frame always gives the same bytes.
    """
    names = [column.name for column in form.columns]
    if sorted(frame.columns) != sorted(names):
        raise ValueError(f"form {form.code} has the columns {names}, the data {list(frame.columns)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    if form.is_workbook:
        _write_workbook(path, form, frame, year, agency)
    else:
        _write_csv(path, form, frame)


def _write_csv(path: Path, form: Form, frame: pd.DataFrame) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # RFC 4180: comma, CRLF
        writer.writerow([column.header for column in form.columns])
        writer.writerows([_in_csv(value) for value in row] for row in _rows(form, frame))


def _write_workbook(path: Path, form: Form, frame: pd.DataFrame, year: int, agency: str) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": form.title.vi, "author": agency, "created": dt.datetime(year, 12, 31)})
        sheet = book.add_worksheet(form.sheet)
        write_heading(book, sheet, form, year, agency)
        date = book.add_format({"num_format": DATE, "align": "center"})
        for number, row in enumerate(_rows(form, frame), start=HEADER_ROW + 1):
            for letter, value in enumerate(row):
                if value is not None:
                    write_value(sheet, number, letter, value, date if isinstance(value, dt.date) else None)


def _rows(form: Form, frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows in the form's order of columns and in its words; what is missing is ``None``."""
    cells = [_words(column, frame[column.name]) for column in form.columns]
    return zip(*cells, strict=True)


def _words(column: Column, values: pd.Series[Any]) -> list[Any]:
    present = [None if pd.isna(value) else value for value in values.tolist()]
    if column.type == "code":
        words = {value: label for label, value in column.codes.items()}
        return [None if value is None else nfc(words[value]) for value in present]
    if column.type == "yes_no":
        return [None if value is None else YES if value else NO for value in present]
    if column.type in ("text", "area"):
        return [None if value is None else nfc(value) for value in present]
    return present


def _in_csv(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)
