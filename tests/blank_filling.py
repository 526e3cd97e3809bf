"""Fill a blank form by a program, as an agency's own would, with content drawn from a seed, and read it back."""

from __future__ import annotations

import datetime as dt
import random
from calendar import monthrange
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pandas as pd

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.folder import blank_name
from gender_indicators.agencies.blanks.units import OfferedUnit
from gender_indicators.intake.known import Known
from gender_indicators.intake.reader import Reading
from gender_indicators.plan.forms import Column, Form
from reading import read_form

Value = str | int | float | bool | dt.date | None
FIRST_ROW = 8
_NAMES = "Trường Mầm non số Hương Thủy Thuỷ Phường Đúc xã Lộc Trì hội liên hiệp phụ nữ Huế giáo dục nghề nghiệp y tế"
_SIGNS = "007 0012 A-1 B/2 (cũ) & <mới> 'x' \"trích\" #9 50% +84"
_WORDS = f"{_NAMES} {_SIGNS}".split()


class Chosen(str):
    """The code of a unit that remembers how the list of the form writes the unit."""

    label: str

    @classmethod
    def of(cls, label: str) -> Chosen:
        """The unit of a list's entry."""
        chosen = cls(label.partition(" - ")[0])
        chosen.label = label
        return chosen


def as_workbook(form: Form) -> Form:
    """The form as its blank is sent: a workbook, also where CSV is asked for."""
    return form.model_copy(update={"file": blank_name(form)})


def drawn_rows(blank: Blank, seed: str) -> list[list[Value]]:
    """Rows of valid values of the library, in the order of the columns; the rows written already keep their cells."""
    draw = random.Random(seed)
    count = len(blank.rows) if blank.whole else draw.randint(1, 25)
    known: list[Mapping[str, str | int]] = [*blank.rows, *[{}] * count][:count]
    return [_drawn_row(blank, row, draw) for row in known]


def _drawn_row(blank: Blank, written: Mapping[str, str | int], draw: random.Random) -> list[Value]:
    unit = draw.choice(blank.units) if blank.units else None
    return [
        _written(column, written[column.name]) if column.name in written else _drawn(column, blank, unit, draw)
        for column in blank.form.columns
    ]


def _written(column: Column, value: str | int) -> Value:
    if column.type == "area":
        return Chosen.of(str(value))
    return column.codes.get(str(value), value)


def _drawn(column: Column, blank: Blank, unit: OfferedUnit | None, draw: random.Random) -> Value:
    if not column.required and draw.random() < 0.4:
        return None
    if unit is not None and column.type == "area":
        return Chosen.of(unit.label)
    if unit is not None and column.name in ("level", blank.form.dated_by):
        return _of_unit(column, blank, unit, draw)
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


def _of_unit(column: Column, blank: Blank, unit: OfferedUnit, draw: random.Random) -> Value:
    """The unit's level, or a day, quarter or month on which it exists."""
    if column.name == "level":
        return unit.level
    if column.type == "date":
        return unit.first + dt.timedelta(days=draw.randint(0, (unit.last - unit.first).days))
    ends = {m: dt.date(blank.year, m, monthrange(blank.year, m)[1]) for m in range(1, 13)}
    months = [month for month, end in ends.items() if unit.first <= end <= unit.last]
    if column.name == "month":
        return draw.choice(months)
    return str(draw.choice([month // 3 for month in months if month % 3 == 0]))


def _text(draw: random.Random, longest: int) -> str:
    words = draw.choice(("TC-", "Đơn vị ")) + " ".join(draw.choices(_WORDS, k=draw.randint(1, 12)))
    return words[:longest].strip()


def fill(source: Path, target: Path, form: Form, rows: Sequence[Sequence[Value]]) -> None:
    """Write ``rows`` into a copy of the blank workbook at ``source``, in the words of the form.

    A unit is written as its list has it in every second row, by its code alone in the others.
    """
    book = openpyxl.load_workbook(source)
    sheet = book[form.sheet]
    for number, row in enumerate(rows, start=FIRST_ROW):
        for index, (column, value) in enumerate(zip(form.columns, row, strict=True), start=1):
            cell = sheet.cell(number, index)
            cell.value = value.label if isinstance(value, Chosen) and number % 2 else _word(column, value)
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
    return str(value) if isinstance(value, Chosen) else value


def read_back(
    form: Form, folder: Path, agency: str, year: int, known: Known | None = None
) -> tuple[Reading, list[list[Value]]]:
    """The reading of a filled blank and its rows in the values of the library."""
    reading = read_form(as_workbook(form), folder, agency, year, known=known or Known())
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
