"""One raw cell into a value of its column's type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, cast

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from gender_indicators.forms.definition import Column, ColumnType
from gender_indicators.forms.faults import did_you_mean
from gender_indicators.forms.rules import RULES
from gender_indicators.intake.grid import are_clean, is_blank, normalise
from gender_indicators.locale import Text, format_date, parse_number

Value = str | int | float | bool | dt.date | None

_STR = pd.StringDtype("python", na_value=np.nan)
DTYPES: Mapping[ColumnType, Any] = {
    "text": _STR,
    "code": _STR,
    "area": _STR,
    "yes_no": "boolean",
    "integer": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
}
_EXACT = 1e15  # Excel keeps 15 digits; beyond them a number is no longer the one that was typed
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}(\.0+)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_VIETNAMESE_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")

_KINDS: Mapping[str, Text] = {
    "text": Text("văn bản", "text"),
    "area": Text("mã đơn vị hành chính, dạng văn bản", "the code of an administrative unit, as text"),
    "integer": Text("số nguyên", "a whole number"),
    "number": Text("số, không lẫn chữ", "a number without letters"),
    "csv integer": Text("số nguyên, không có dấu phân cách", "a whole number without separators"),
    "csv number": Text("số với dấu chấm thập phân, ví dụ 123.45", "a number with a decimal point, as 123.45"),
    "decimal": Text(
        "ô số của Excel (chữ này đọc được theo hai cách: phần thập phân hay hàng nghìn)",
        "an Excel number (this text reads in two ways: decimals or thousands)",
    ),
    "date": Text("ô ngày của Excel, hoặc dd/mm/yyyy", "an Excel date, or dd/mm/yyyy"),
    "csv date": Text("ngày yyyy-mm-dd", "a date yyyy-mm-dd"),
    "day": Text("một ngày có trong lịch", "a day of the calendar"),
    "serial": Text("ô có định dạng ngày (số này là {day})", "a cell in a date format (this number is {day})"),
    "time": Text("ngày không kèm giờ", "a date without a time"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one raw cell became: a value (``None``: missing), the rule it broke, and whether text was cleaned."""

    value: Value
    rule: str = ""
    normalised: bool = False
    values: Mapping[str, Text] | None = None


def parse_cell(column: Column, value: object, typed: bool, hints: bool) -> Outcome:
    """Return the outcome of one raw cell of ``column``.

    ``typed`` says that cells carry types (a workbook) instead of text (CSV). Without ``hints`` no outcome
    says what a wrong code resembles or which day a number stands for.

    >>> age = Column(name="age", header="Tuổi", type="integer")
    >>> [parse_cell(age, cell, typed=False, hints=True).value for cell in ("31", "12.0", "12.5")]
    [31, 12, None]
    """
    if is_blank(value):
        return Outcome(None, "cell.required" if column.required else "")
    parse = _PARSERS[column.type]
    if not isinstance(value, str):
        return _with_hint(parse(value, column, typed), value, column, hints)
    text = normalise(value)
    outcome = parse(text, column, typed)
    if text != value:
        outcome = replace(outcome, normalised=True)
    return _with_hint(outcome, text, column, hints)


def parse_plain(column: Column, cells: Sequence[object], typed: bool) -> list[Value] | None:
    """Return the values of ``cells``, or ``None`` unless it is plain that :func:`parse_cell` finds nothing in any.

    Thousands of different keys or weights are settled together.
    """
    if column.type not in ("text", "area") and (typed or column.type != "number"):
        return None
    if not are_clean(cells):
        return None
    texts = cast(Sequence[str], cells)
    if column.type == "number":
        return [float(text) for text in texts] if all(map(_NUMBER.fullmatch, texts)) else None
    return list(texts)


def as_array(column: Column, values: Sequence[Value]) -> ExtensionArray:
    """Return parsed values as an array of the column's dtype; ``None`` becomes missing."""
    array: ExtensionArray = pd.array(list(values), dtype=DTYPES[column.type])
    return array


def as_series(column: Column, values: Sequence[Value], index: pd.Index) -> pd.Series:
    """Return parsed values as a series of the column's dtype; ``None`` becomes missing."""
    return pd.Series(list(values), index=index, dtype=DTYPES[column.type], name=column.name)


Parser = Callable[[object, Column, bool], Outcome]


def _with_hint(outcome: Outcome, value: object, column: Column, hints: bool) -> Outcome:
    if outcome.rule == "cell.date" and not hints and _whole(value) is not None:
        return _wrong("date", "cell.date")  # the day of a serial number is what the cell holds
    if outcome.rule != "cell.code":
        return outcome
    labels = [normalise(label) for label in column.codes]
    listed = ", ".join(labels)
    hint = did_you_mean(str(value), labels) if hints else Text("", "")
    return replace(outcome, values={"codes": Text(listed, listed), "hint": hint})


def _wrong(kind: str, rule: str = "cell.type", **values: str) -> Outcome:
    text = _KINDS[kind]
    return Outcome(None, rule, values={"kind": Text(text.vi.format(**values), text.en.format(**values))})


def _text(value: object, column: Column, typed: bool) -> Outcome:
    if isinstance(value, str):
        return Outcome(value)
    number = _whole(value)
    if number is None:
        return _wrong(column.type if column.type in _KINDS else "text")
    return Outcome(str(number), "cell.text_from_number")


def _code(value: object, column: Column, typed: bool) -> Outcome:
    number = _whole(value)
    label = value if isinstance(value, str) else "" if number is None else str(number)
    for known, code in column.codes.items():
        if normalise(known) == label:
            return Outcome(code, "" if isinstance(value, str) else "cell.text_from_number")
    return Outcome(None, "cell.code")


def _yes_no(value: object, column: Column, typed: bool) -> Outcome:
    answer = {"có": True, "không": False}.get(value.casefold()) if isinstance(value, str) else None
    return Outcome(answer) if answer is not None else Outcome(None, "cell.yes_no")


def _integer(value: object, column: Column, typed: bool) -> Outcome:
    if not isinstance(value, str):
        number = _whole(value)
        return Outcome(number) if number is not None else _wrong("integer")
    if not typed:
        return Outcome(int(value.partition(".")[0])) if _INTEGER.fullmatch(value) else _wrong("csv integer")
    read = _read_vietnamese(value)
    if read is None or not read.is_integer() or abs(read) >= _EXACT:
        return _wrong("integer")
    return Outcome(int(read), "cell.number_as_text")


def _number(value: object, column: Column, typed: bool) -> Outcome:
    if not isinstance(value, str):
        real = isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
        return Outcome(float(value)) if real else _wrong("number")  # type: ignore[arg-type]
    if not typed:
        return Outcome(float(value)) if _NUMBER.fullmatch(value) else _wrong("csv number")
    read = _read_vietnamese(value)
    if read is None or not isfinite(read) or _GROUPED.fullmatch(value):
        return _wrong("decimal" if re.fullmatch(r"[-0-9.,]+", value) else "number")
    return Outcome(read, "cell.number_as_text")


def _date(value: object, column: Column, typed: bool) -> Outcome:
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return Outcome(value.date()) if midnight else _wrong("time", "cell.date")
    if isinstance(value, dt.date):
        return Outcome(value)
    if isinstance(value, str):
        return _date_from_text(value, typed)
    number = _whole(value)
    if number is not None and 1 <= number < 100_000:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=number)
        return _wrong("serial", "cell.date", day=format_date(day))
    return _wrong("date", "cell.date")


def _date_from_text(text: str, typed: bool) -> Outcome:
    if iso := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif typed and (written := _VIETNAMESE_DATE.fullmatch(text)):
        day, month, year = map(int, written.groups())
    else:
        return _wrong("date" if typed else "csv date", "cell.date")
    try:
        return Outcome(dt.date(year, month, day), "cell.date_as_text" if typed else "")
    except ValueError:
        return _wrong("day", "cell.date")


def _whole(value: object) -> int | None:
    """The whole number a cell holds exactly, or ``None``."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if abs(value) < _EXACT and value == int(value) else None


def _read_vietnamese(text: str) -> float | None:
    try:
        return parse_number(text)
    except ValueError:
        return None


def is_error(outcome: Outcome) -> bool:
    """Whether the outcome keeps the cell from being used."""
    return bool(outcome.rule) and RULES[outcome.rule].severity == "error"


_PARSERS: Mapping[ColumnType, Parser] = {
    "text": _text,
    "area": _text,
    "code": _code,
    "yes_no": _yes_no,
    "integer": _integer,
    "number": _number,
    "date": _date,
}
