"""What a correction or a waiver points at: its rows and cells, with values in the table's own types."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import NoReturn

import pandas as pd

from gender_indicators.base import Text, UserError, nfc, suggest
from gender_indicators.files import normalise
from gender_indicators.findings import Place
from gender_indicators.intake import Table, written_day, written_number
from gender_indicators.plan import Column, Entry, Form, LocatedEntry

Value = str | int | float | dt.date


def entry_place(written: LocatedEntry[Entry]) -> tuple[Place, Text]:
    """The entry's place in the parameter file or the workbook, and the same in words."""
    if written.sheet:
        row = Text(f'trang "{written.sheet}", dòng {written.number}', f'row {written.number} of "{written.sheet}"')
        return Place(written.file, written.sheet, f"A{written.number}"), row
    spot = Text(f'mục "{written.kind}" số {written.number}', f'entry {written.number} of "{written.kind}"')
    return Place(written.file, "", spot.vi), spot


def reasoned(entry: Entry) -> Text:
    """Why the entry was made, and on what document."""
    return Text(
        f"{entry.reason.vi.rstrip('. ')} (căn cứ: {entry.source})",
        f"{entry.reason.en.rstrip('. ')} (source: {entry.source})",
    )


def named_column(form: Form, name: str, where: str) -> str:
    """The column called ``name`` or headed so; raises :class:`UserError` with a suggestion when there is none."""
    if column := form.called(name):
        return column.name
    require_columns(form, [name], where)
    raise AssertionError(name)


def pointed(written: LocatedEntry[Entry], table: Table) -> tuple[tuple[int, ...], str]:
    """The file rows an entry means, and its column; "" where it names none. No rows: the file has none such.

    Raises :class:`UserError` for a column the form does not have.
    """
    entry = written.entry
    if entry.cell:
        return _at_cell(entry, entry.cell, table)
    column = named_column(table.form, entry.column, written.at("column")) if entry.column else ""
    if entry.line:
        return ((entry.line,) if entry.line in table.frame.index else ()), column
    return (tuple(rows_matching(table, entry.row, written.at("row"))) if entry.row else ()), column


def repeats(written: LocatedEntry[Entry], first: LocatedEntry[Entry]) -> bool:
    """Whether an entry says in the workbook what ``first`` says in YAML, or the other way round.

    What a correction changes is not compared here, since only its column tells which values are the same.
    """
    return bool(written.sheet) != bool(first.sheet) and _said(written.entry) == _said(first.entry)


def _said(entry: Entry) -> tuple[object, ...]:
    words = (entry.reason.vi, entry.reason.en, entry.source, entry.by)
    return *(normalise(each) for each in words), entry.decided, entry.expires


def _at_cell(entry: Entry, cell: str, table: Table) -> tuple[tuple[int, ...], str]:
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :])
    column = next((name for name, letter in table.letters.items() if letter == letters), "")
    here = entry.sheet is None or nfc(entry.sheet) == nfc(table.source.sheet)
    return ((row,) if here and column and row in table.frame.index else ()), column


def require_known(name: str, known: Iterable[str], where: str) -> None:
    """Raise :class:`UserError` with a suggestion when ``name`` is none of ``known``."""
    names = list(known)
    if name not in names:
        hint = suggest(name, names)
        raise UserError(Text(f'không có "{name}". {hint.vi}', f'there is no "{name}". {hint.en}'), where)


def require_columns(form: Form, names: Iterable[str], where: str) -> None:
    """Raise :class:`UserError` when one of ``names`` is no column of ``form``."""
    for name in names:
        require_known(name, (column.name for column in form.columns), where)


def typed(value: Value, column: Column, where: str) -> object:
    """``value`` as the table holds it; an empty text is a missing value.

    A code may be written as the agency's label or as the library's value, a date as yyyy-mm-dd or dd/mm/yyyy, yes and
    no as Có and Không; a number as text in the Vietnamese or the English way, where only one can be meant. Raises
    :class:`UserError` when the value cannot stand in the column.
    """
    if value == "":
        return pd.NA
    try:
        return converted(value, column)
    except ValueError:
        raise UserError(
            Text(
                f'giá trị "{value}" không hợp với cột "{column.header}" (kiểu {column.type}).',
                f'the value "{value}" does not fit the column "{column.header}" (type {column.type}).',
            ),
            where,
        ) from None


def converted(value: Value, column: Column) -> object:
    """Return ``value`` as the table holds it; raises :class:`ValueError` when it cannot stand in the column."""
    if column.type in ("integer", "number"):
        if isinstance(value, dt.date):
            raise ValueError(value)
        number = _number(value, column) if isinstance(value, str) else float(value)
        if column.type == "integer" and not number.is_integer():
            raise ValueError(value)
        return int(number) if column.type == "integer" else number
    text = nfc(str(value))
    if column.type == "date":
        day = written_day(text)
        return pd.Timestamp(day.day_first) if day and day.day_first else _refuse(text)
    if column.type == "yes_no":
        return {"Có": True, "Không": False}.get(text) if text in ("Có", "Không") else _refuse(text)
    if column.type == "code" and text not in column.codes.values():
        return column.codes[text] if text in column.codes else _refuse(text)
    return text


def _number(text: str, column: Column) -> float:
    """The one number that ``text`` can be; "1.234" is two where the column may hold fractions."""
    written = written_number(text)
    if written is not None and column.type == "integer":
        written = written.whole()
    number = written.settled(()) if written is not None and not written.sign else None
    return _refuse(text) if number is None else number


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def same(cell: object, value: object) -> bool:
    """Whether a cell holds ``value``, numbers up to the noise of binary fractions."""
    if pd.isna(cell) or pd.isna(value):  # type: ignore[call-overload]
        return bool(pd.isna(cell) and pd.isna(value))  # type: ignore[call-overload]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return math.isclose(float(cell), float(value), rel_tol=1e-9)  # type: ignore[arg-type]
    return bool(cell == value)


def rows_matching(table: Table, row: Mapping[str, Value], where: str) -> list[int]:
    """The file rows whose cells hold all values of ``row``."""
    require_columns(table.form, row, where)
    wanted = {name: typed(value, table.form.column(name), where) for name, value in row.items()}
    frame = table.frame
    for name, value in wanted.items():
        frame = frame[[same(cell, value) for cell in frame[name]]]
    return [int(number) for number in frame.index]
