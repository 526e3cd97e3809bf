"""Fill a blank form by a program, as an agency's own would, with content drawn from a seed, and read it back."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd

from gender_indicators.blanks.blank import Blank
from gender_indicators.blanks.folder import blank_name
from gender_indicators.forms.definition import Column, Form
from gender_indicators.intake.reader import Reading, read_form

Value = str | int | float | bool | dt.date | None
FIRST_ROW = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyzđăâêôơưáàảãạấầẩẫậắằéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ0123456789"
_MARKS = "-/.,()&<>'\"#@%+ "


def as_workbook(form: Form) -> Form:
    """The form as its blank is sent: a workbook, also where CSV is asked for."""
    return form.model_copy(update={"file": blank_name(form)})


def drawn_rows(blank: Blank, seed: str) -> list[list[Value]]:
    """Rows of valid values of the library, in the order of the columns; the rows written already keep their cells."""
    draw = random.Random(seed)
    count = len(blank.rows) if blank.whole else draw.randint(1, 25)
    known = [*blank.rows, *[{}] * count][:count]
    return [[_drawn(column, row.get(column.name), blank, draw) for column in blank.form.columns] for row in known]


def _drawn(column: Column, written: str | int | None, blank: Blank, draw: random.Random) -> Value:
    if written is not None:
        return column.codes.get(str(written), str(written).partition(" - ")[0])
    if not column.required and draw.random() < 0.4:
        return None
    if column.type == "area":
        return draw.choice(blank.units).code
    if column.type == "code":
        return draw.choice(list(column.codes.values()))
    if column.type == "yes_no":
        return draw.random() < 0.5
    if column.type == "date":
        return dt.date(blank.year, 1, 1) + dt.timedelta(days=draw.randint(0, 364))
    if column.type == "text":
        return _text(draw, column.max_length or 40)
    low, high = column.min or 0, column.max if column.max is not None else 10_000_000
    if column.type == "integer":
        return draw.choice([int(low), int(high), draw.randint(int(low), int(high))])
    return draw.choice([float(low), round(draw.uniform(low, high), draw.randint(0, 6))])


def _text(draw: random.Random, longest: int) -> str:
    words = "".join(draw.choice(_LETTERS + _MARKS) for _ in range(draw.randint(0, longest - 1)))
    return " ".join((draw.choice(_LETTERS) + words).split())


def fill(source: Path, target: Path, form: Form, rows: Sequence[Sequence[Value]]) -> None:
    """Write ``rows`` into a copy of the blank workbook at ``source``, in the words of the form."""
    book = openpyxl.load_workbook(source)
    sheet = book[form.sheet]
    for number, row in enumerate(rows, start=FIRST_ROW):
        for index, (column, value) in enumerate(zip(form.columns, row, strict=True), start=1):
            cell = sheet.cell(number, index)
            cell.value = _word(column, value)
            if isinstance(value, dt.date):
                cell.number_format = "dd/mm/yyyy"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def _word(column: Column, value: Value) -> Value:
    if value is None:
        return None
    if column.type == "code":
        return next(label for label, code in column.codes.items() if code == value)
    if column.type == "yes_no":
        return "Có" if value else "Không"
    return value


def read_back(form: Form, folder: Path, agency: str, year: int) -> tuple[Reading, list[list[Value]]]:
    """The reading of a filled blank and its rows in the values of the library."""
    reading = read_form(as_workbook(form), folder, agency, year)
    if reading.table is None:
        return reading, []
    frame = reading.table.frame
    return reading, [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]


def _plain(value: object) -> Value:
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value  # type: ignore[no-any-return,return-value]
