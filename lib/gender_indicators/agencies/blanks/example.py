"""The worked example of a form: one row as it should be filled in, on a sheet of its own that is no data."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.looks import Looks, lines
from gender_indicators.agencies.blanks.units import OfferedUnit
from gender_indicators.agencies.blanks.validation import holds_years
from gender_indicators.base import Text, UserError
from gender_indicators.intake import width, write_value
from gender_indicators.plan import Column

Cell = str | float | dt.date | None
WORD = "VÍ DỤ"
_HEAD, _ROW = 3, 4  # row 4 and 5 as a person counts


def has_example(blank: Blank) -> bool:
    """Whether the form's definition has an example at all."""
    return any(column.example is not None for column in blank.form.columns)


def example_row(blank: Blank) -> tuple[Cell, ...]:
    """Return the worked example, one cell per column; ``None`` where a cell of that row stays empty.

    Its unit is one that exists in the year, its dates lie in the year.
    """
    return tuple(_cell(column, blank) for column in blank.form.columns)


def _cell(column: Column, blank: Blank) -> Cell:
    value = column.example
    if value is None:
        return None
    if column.type == "date":
        return _day(str(value), column, blank)
    return _unit(str(value), blank.units).label if column.type == "area" else value


def _day(text: str, column: Column, blank: Blank) -> dt.date:
    day, _, month = text.partition("/")
    try:
        return dt.date(blank.year, int(month), int(day))
    except ValueError:
        raise UserError(
            Text(
                f'ví dụ của một ngày ghi ngày và tháng, như "31/03"; nhận được "{text}".',
                f'the example of a date is its day and month, like "31/03"; got "{text}".',
            ),
            f"params/forms.yaml: {blank.form.code}.{column.name}.example",
        ) from None


def _unit(code: str, units: tuple[OfferedUnit, ...]) -> OfferedUnit:
    """The unit with that code; without one the first that lasts the whole year, or the first of all."""
    named = [unit for unit in units if unit.code == code]
    longest = max(units, key=lambda unit: unit.last - unit.first)
    return named[0] if named else longest


def write_example(sheet: Any, blank: Blank, looks: Looks) -> None:
    """Write the sheet: what it is, the headers, and the row with the word that says it is an example."""
    columns = blank.form.columns
    warning = f"{WORD} - KHÔNG PHẢI SỐ LIỆU"
    sheet.write_string(0, 0, f"{warning}: một dòng điền mẫu của biểu {blank.form.number}", looks("title"))
    note = f"Dòng này bịa ra để minh hoạ, không được tính. Số liệu điền ở trang “{blank.form.sheet}”."
    sheet.write_string(1, 0, note, looks("subtitle"))
    sheet.set_column(0, 0, 12)
    sheet.write_string(_ROW, 0, WORD, looks("example mark"))
    cells = example_row(blank)
    for index, (column, value) in enumerate(zip(columns, cells, strict=True), start=1):
        wide = max(width(column), 18, len(str(value)) + 4 if value is not None else 0)
        sheet.set_column(index, index, min(wide, 46))
        sheet.write_string(_HEAD, index, column.header, looks("head"))
        if value is None:
            sheet.write_blank(_ROW, index, None, looks("example"))
        else:
            write_value(sheet, _ROW, index, value, looks(example_look(column, value)))
    sheet.set_row(_HEAD, 17 * max(3, *(lines(column.header, max(width(column), 18)) for column in columns)))
    sheet.set_row(_ROW, 34)


def example_look(column: Column, value: Cell) -> str:
    """Return the kind of look of a cell of the example."""
    if isinstance(value, dt.date):
        return "example date"
    return "example number" if column.type == "integer" and not holds_years(column) else "example"
