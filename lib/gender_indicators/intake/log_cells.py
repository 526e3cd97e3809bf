"""What a cell of the office's log holds: words, a day, a form, a rule, a place, a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gender_indicators.base import Text, nfc, suggest
from gender_indicators.files import normalise
from gender_indicators.intake.dates import written_day
from gender_indicators.intake.log_layout import EMPTY, LOG_SHEETS, Kind, LogSheet, vintages
from gender_indicators.intake.recognition import same_number
from gender_indicators.plan import Form, Forms

Found = Mapping[str, object]


class WrongCell(Exception):
    """A cell that cannot be meant so; carries the words that say why."""

    def __init__(self, words: Text) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class RowSoFar:
    """What a cell is read beside: its sheet, the forms there are, what was found before it in its row, by key."""

    layout: LogSheet
    forms: Forms
    found: Found


def parsed(kind: Kind, cell: object, row: RowSoFar) -> object:
    """Return what a ``cell`` that is not blank holds.

    Raises :class:`ValueError` when that is not of this ``kind``, :class:`WrongCell` where there is more to say of it.
    """
    return _PARSERS[kind](cell, row)


def _text(cell: object, row: RowSoFar) -> str:
    """Words; a number is taken as it is written."""
    if isinstance(cell, str):
        return normalise(cell)
    return str(_number(cell))


def _number(cell: object) -> int | float:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise ValueError(cell)
    return int(cell) if float(cell).is_integer() else float(cell)


def _date(cell: object, row: RowSoFar) -> dt.date:
    """A day: a date of the workbook, or a text with the day first."""
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            raise ValueError(cell)
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    written = written_day(normalise(cell)) if isinstance(cell, str) else None
    if written is None or written.day_first is None:
        raise ValueError(cell)
    return written.day_first


def _file(cell: object, row: RowSoFar) -> str:
    if not isinstance(cell, str):
        raise ValueError(cell)
    return nfc(cell).strip().replace("\\", "/")


def _form(cell: object, row: RowSoFar) -> str:
    """The code of a form, by its code, its number, or its number and title as in the list."""
    text = _text(cell, row)
    number = text.partition(" - ")[0]
    for form in row.forms:
        if form.code == text or same_number(form.number, number):
            return form.code
    hint = suggest(number, [form.number for form in row.forms])
    raise WrongCell(Text(f'không có biểu "{text}". {hint.vi}', f'there is no form "{text}". {hint.en}'))


def _rule(cell: object, row: RowSoFar) -> str:
    return _one_of({code: code for code in row.layout.rules}, cell, row)


def _vintage(cell: object, row: RowSoFar) -> str:
    return _one_of(vintages(), cell, row)


def _one_of(options: Mapping[str, str], cell: object, row: RowSoFar) -> str:
    """The value of one of ``options``, by its words or by itself."""
    text = _text(cell, row)
    for words, value in options.items():
        if text.casefold() in (words.casefold(), value.casefold()):
            return value
    if sheet := next((each.name for each in LOG_SHEETS if each.kind == "waivers" and text in each.rules), ""):
        elsewhere = Text(
            f'quy tắc "{text}" ghi ở trang “{sheet}”.', f'the rule "{text}" belongs on the sheet “{sheet}”.'
        )
        raise WrongCell(elsewhere)
    hint = suggest(text, options)
    raise WrongCell(Text(f'không có "{text}" trong danh sách. {hint.vi}', f'"{text}" is not in the list. {hint.en}'))


def _cell(cell: object, row: RowSoFar) -> str:
    return _text(cell, row).replace("$", "").upper()


def _line(cell: object, row: RowSoFar) -> int:
    digits = isinstance(cell, str) and cell.strip().isascii() and cell.strip().isdigit()
    line = int(str(cell)) if digits else _number(cell)
    if not isinstance(line, int):
        raise ValueError(cell)
    return line


def _value(cell: object, row: RowSoFar) -> str | int | float | dt.date:
    """A value as it stands in the file; its column says later what it must be."""
    if isinstance(cell, str):
        text = nfc(cell).strip()
        return "" if text.casefold() == EMPTY else text
    if isinstance(cell, dt.date):
        return _date(cell, row)
    return _number(cell)


def _key(cell: object, row: RowSoFar) -> dict[str, str]:
    """The values of the form's key columns by the columns' names: "Mã cơ sở = GDNN-01; Trình độ = Trung cấp"."""
    code = row.found.get("form")
    if code is None:  # which is told
        return {}
    if not isinstance(cell, str):
        raise ValueError(cell)
    form = row.forms[str(code)]
    pairs: dict[str, str] = {}
    for part in nfc(cell).replace("\n", ";").split(";"):
        header, sign, value = (normalise(each) for each in part.partition("="))
        if not header and not sign:
            continue
        if not header or not value:
            raise ValueError(cell)
        name = _named(form, header)
        if name in pairs:
            raise ValueError(cell)
        pairs[name] = value
    return pairs


def _named(form: Form, header: str) -> str:
    column = form.called(header)
    if column is None:
        hint = suggest(header, [each.header for each in form.columns])
        words = Text(
            f'biểu {form.number} không có cột "{header}". {hint.vi}',
            f'form {form.number} has no column "{header}". {hint.en}',
        )
        raise WrongCell(words)
    return column.name


_PARSERS: Mapping[Kind, Callable[[object, RowSoFar], object]] = {
    "file": _file,
    "date": _date,
    "vintage": _vintage,
    "form": _form,
    "rule": _rule,
    "text": _text,
    "by": _text,
    "cell": _cell,
    "line": _line,
    "row": _key,
    "value": _value,
}
