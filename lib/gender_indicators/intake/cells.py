"""One raw cell into a value of its column's type, with every rule it broke and everything that was changed in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any, cast

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from gender_indicators.base import Text, format_date, format_decimal
from gender_indicators.files import are_clean, is_blank, normalise
from gender_indicators.findings import RULES, did_you_mean
from gender_indicators.intake.dates import serial_day, written_day
from gender_indicators.intake.numbers import Style, WrittenNumber, written_number
from gender_indicators.intake.text import from_legacy, is_vietnamese, key, legacy_readings, mended
from gender_indicators.plan import Column, ColumnType, Marks

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
YES_NO = {"Có": True, "Không": False}
# How users of Excel keep it from making a number of a text, and what it made of a long one.
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"|\'([^\']+)')
_ROUNDED = re.compile(r"[1-9](?:[.,][0-9]+)?[Ee]\+[0-9]{2}")
_ODD = re.compile(rf"^(?:=|'|{_ROUNDED.pattern}$)", re.MULTILINE)

_KINDS: Mapping[str, Text] = {
    "text": Text("văn bản", "text"),
    "area": Text(
        "mã hoặc tên đơn vị hành chính, dạng văn bản", "the code or name of an administrative unit, as text"
    ),
    "integer": Text("số nguyên", "a whole number"),
    "number": Text("số, không lẫn chữ", "a number without letters"),
    "date": Text("ô ngày của Excel, hoặc dd/mm/yyyy", "an Excel date, or dd/mm/yyyy"),
    "csv date": Text("ngày yyyy-mm-dd", "a date yyyy-mm-dd"),
    "day": Text("một ngày có trong lịch", "a day of the calendar"),
    "time": Text("ngày không kèm giờ", "a date without a time"),
}


@dataclass(frozen=True, slots=True)
class Habits:
    """How the cells of a column are written_number, as far as it is known.

    ``typed``: cells carry types (a workbook) instead of text (CSV). ``default`` is the decimal sign the kind of file
    promises, if any. ``proofs`` are what other cells of the column prove: a :data:`Style`, "american" (dates with the
    month first), a legacy encoding, "unicode". Without ``hints`` no outcome tells what a cell resembles.
    """

    typed: bool
    hints: bool = True
    marks: Marks = field(default_factory=Marks)
    default: Style | None = None
    epoch_1904: bool = False
    proofs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ParsedCell:
    """What one raw cell became: a value (``None``: missing), and the rules it broke, the error first.

    ``proof`` is what the cell proves about its column; ``unsure`` says that other proofs could change the outcome.
    """

    value: Value
    rules: tuple[str, ...] = ()
    values: Mapping[str, Text] | None = None
    proof: str = ""
    unsure: bool = False

    @property
    def is_error(self) -> bool:
        """Whether the cell cannot be used."""
        return any(RULES[rule].severity == "error" for rule in self.rules)

    def with_rule(self, rule: str) -> ParsedCell:
        """The same outcome that broke one more rule."""
        return replace(self, rules=(*self.rules, rule))


def parse_cell(column: Column, value: object, habits: Habits) -> ParsedCell:
    """Return the outcome of one raw cell of ``column``.

    >>> age = Column(name="age", header="Tuổi", type="integer")
    >>> [parse_cell(age, cell, Habits(typed=False)).value for cell in ("31", "12.0", "1.200", "12.5", "1.000")]
    [31, 12, 1200, None, None]
    """
    if is_blank(value):
        return ParsedCell(None, ("cell.required",) if column.required else ())
    if not isinstance(value, str):
        return _PARSERS[column.type](value, column, habits)
    text = normalise(value)
    if kept := _KEPT_AS_TEXT.fullmatch(text):
        outcome = parse_cell(column, kept[1] or kept[2], habits)
        return outcome if outcome.is_error else outcome.with_rule("text.kept_sign")
    if column.type in ("text", "area") and _ROUNDED.fullmatch(text):
        return ParsedCell(None, ("cell.rounded_code",))
    marked = _mark(text, column, habits)
    if marked is not None:
        return marked
    outcome = _PARSERS[column.type](value if column.type in ("text", "area", "code") else text, column, habits)
    if text == value or outcome.is_error or "text.legacy" in outcome.rules:
        return outcome  # nothing is told to have been read where nothing was
    if column.type == "area" and not text.isascii():
        return outcome  # what becomes of the name of a unit is told when the unit is found
    return outcome.with_rule("text.normalised")


def parse_plain(column: Column, cells: Sequence[object], habits: Habits) -> list[Value] | None:
    """Return the values of ``cells``, or ``None`` unless it is plain that :func:`parse_cell` finds nothing in any.

    Thousands of different keys or weights are settled together.
    """
    if column.type not in ("text", "area") and (habits.typed or column.type != "number"):
        return None
    if not are_clean(cells):
        return None
    texts = cast(Sequence[str], cells)
    if column.type == "number":
        return _plain_numbers(texts)
    return list(texts) if all(map(str.isascii, texts)) and not _ODD.search("\n".join(texts)) else None


def _plain_numbers(texts: Sequence[str]) -> list[Value] | None:
    """Numbers of digits with at most one point that cannot stand between thousands."""
    try:
        numbers: list[Value] = [float(text) for text in texts]
    except ValueError:
        return None
    for text in texts:
        whole, _, decimals = text.partition(".")
        if not (whole.isdigit() and whole.isascii() and len(whole) <= 15):
            return None
        if decimals and not decimals.isdigit():
            return None
        if len(decimals) == 3 and len(whole) <= 3 and whole[0] != "0":  # perhaps thousands
            return None
    return numbers


def as_array(column: Column, values: Sequence[Value]) -> ExtensionArray:
    """Return parsed values as an array of the column's dtype; ``None`` becomes missing."""
    array: ExtensionArray = pd.array(list(values), dtype=DTYPES[column.type])
    return array


def as_series(column: Column, values: Sequence[Value], index: pd.Index) -> pd.Series:
    """Return parsed values as a series of the column's dtype; ``None`` becomes missing."""
    return pd.Series(list(values), index=index, dtype=DTYPES[column.type], name=column.name)


Parser = Callable[[object, Column, Habits], ParsedCell]


def _mark(text: str, column: Column, habits: Habits) -> ParsedCell | None:
    """What a mark such as "-" or "…" stands for; ``None`` when the text is no mark of this column."""
    counts = column.type in ("integer", "number", "date")
    if not counts and (column.required or column.type in ("text", "area")):
        return None
    if column.type == "yes_no" and key(text) in {key(word) for word in YES_NO}:
        return None
    if _among(text, habits.marks.no_data):
        return ParsedCell(None, ("cell.no_data" if column.required else "cell.no_data_optional",))
    if not _among(text, habits.marks.no_cases):
        return None
    if column.type == "integer":
        return ParsedCell(0, ("cell.no_cases",))
    return ParsedCell(None, ("cell.required",) if column.required else ("cell.no_cases",))


def _among(text: str, marks: Sequence[str]) -> bool:
    return text in marks or (bool(key(text)) and key(text) in {key(mark) for mark in marks})


def _wrong(kind: str, rule: str = "cell.type", **values: str) -> ParsedCell:
    text = _KINDS[kind]
    return ParsedCell(None, (rule,), {"kind": text, **{name: Text(word, word) for name, word in values.items()}})


def _text(value: object, column: Column, habits: Habits) -> ParsedCell:
    if not isinstance(value, str):
        number = _whole(value)
        if number is None:
            return _wrong(column.type)
        return ParsedCell(str(number), ("cell.text_from_number",))
    text = mended(value)
    rules = ("text.wrong_letter",) if text != normalise(value) else ()
    if text.isascii():
        return ParsedCell(text, rules)
    if found := from_legacy(value):
        return ParsedCell(found[1], ("text.legacy",), proof=found[0])
    if is_vietnamese(text):
        return _perhaps_legacy(value, text, rules, habits)
    return ParsedCell(text, rules)


def _area(value: object, column: Column, habits: Habits) -> ParsedCell:
    """A code, or a name as it stands in the file: which unit it means depends on the rest of its row."""
    if isinstance(value, str):
        return ParsedCell(normalise(value) if value.isascii() else value)
    return _text(value, column, habits)


def _perhaps_legacy(value: str, text: str, rules: tuple[str, ...], habits: Habits) -> ParsedCell:
    """A Vietnamese text that a legacy font would show as another Vietnamese text: the column settles it."""
    others = {name: read for name, read in legacy_readings(value) if is_vietnamese(read)}
    if not others:
        return ParsedCell(text, rules, proof="unicode")
    proven = set(others) & habits.proofs
    if len(proven) == 1 and "unicode" not in habits.proofs:
        return ParsedCell(others[proven.pop()], ("text.legacy",), unsure=True)
    return ParsedCell(text, rules, unsure=True)


def _code(value: object, column: Column, habits: Habits) -> ParsedCell:
    number = _whole(value)
    text = normalise(value) if isinstance(value, str) else "" if number is None else str(number)
    for known, code in column.codes.items():
        if normalise(known) == text:
            return ParsedCell(code, () if isinstance(value, str) else ("cell.text_from_number",))
    if isinstance(value, dt.date):
        return _code_from_date(value, column)
    if found := _code_by_key(text, column):
        rule = "cell.text_from_number" if not isinstance(value, str) else _spelling_rule(text, column)
        return ParsedCell(found, (rule,))
    for name, read in legacy_readings(value) if isinstance(value, str) else ():
        if found := _code_by_key(read, column):
            return ParsedCell(found, ("text.legacy",), proof=name)
    return _no_code(column)


def _code_by_key(text: str, column: Column) -> str | None:
    """The one code whose label, or another word for it, is ``text`` in another spelling."""
    wanted = key(text)
    found = {code for known, code in (*column.codes.items(), *column.also.items()) if wanted and key(known) == wanted}
    return found.pop() if len(found) == 1 else None


def _spelling_rule(text: str, column: Column) -> str:
    """Why a label is not the template's: the one wrong letter, or its spelling."""
    return "text.wrong_letter" if mended(text) in {normalise(label) for label in column.codes} else "text.spelling"


def _code_from_date(value: dt.date, column: Column) -> ParsedCell:
    """A label such as "10-14" that Excel took for a day: the one label of this day and month."""
    spellings = {f"{value.day}-{value.month}", f"{value.month}-{value.day}"}
    found = {code for known, code in column.codes.items() if known in spellings}
    if len(found) == 1:
        return ParsedCell(found.pop(), ("cell.code_from_date",))
    return _no_code(column)


def _no_code(column: Column) -> ParsedCell:
    listed = ", ".join(normalise(label) for label in column.codes)
    return ParsedCell(None, ("cell.code",), {"codes": Text(listed, listed), "hint": Text("", "")})


def code_hint(column: Column, value: object) -> Text:
    """Which label of ``column`` a wrong code resembles; looked for only where it will be told."""
    return did_you_mean(normalise(str(value)), [normalise(label) for label in column.codes])


def _yes_no(value: object, column: Column, habits: Habits) -> ParsedCell:
    if isinstance(value, str):
        for word, answer in YES_NO.items():
            if key(value) == key(word):
                return ParsedCell(answer)
        for name, read in legacy_readings(value):
            for word, answer in YES_NO.items():
                if key(read) == key(word):
                    return ParsedCell(answer, ("text.legacy",), proof=name)
    return ParsedCell(None, ("cell.yes_no",))


def _integer(value: object, column: Column, habits: Habits) -> ParsedCell:
    if not isinstance(value, str):
        number = _whole(value)
        return ParsedCell(number) if number is not None else _wrong("integer")
    outcome = _from_text(value, "integer", column, habits)
    whole = outcome.value
    return replace(outcome, value=int(whole)) if isinstance(whole, float) else outcome


def _number(value: object, column: Column, habits: Habits) -> ParsedCell:
    if not isinstance(value, str):
        real = isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
        return ParsedCell(float(value)) if real else _wrong("number")  # type: ignore[arg-type]
    return _from_text(value, "number", column, habits)


def _from_text(text: str, kind: str, column: Column, habits: Habits) -> ParsedCell:
    number = written_number(text)
    if number is not None and kind == "integer":
        number = number.whole()
    if number is None or not number.values or any(abs(value) >= _EXACT for value in number.values.values()):
        return _wrong(kind)
    if number.sign and number.sign != column.unit:
        unit = Text(f'theo đơn vị "{column.unit}"', f'in "{column.unit}"')
        unit = unit if column.unit else Text("không kèm đơn vị", "without a unit")
        return ParsedCell(None, ("cell.unit_wrong",), {"unit": unit})
    return _settled(text, number, habits, kind)


def _settled(text: str, number: WrittenNumber, habits: Habits, kind: str) -> ParsedCell:
    styles = {style for style in ("comma", "point") if style in habits.proofs} or _by_default(kind, habits)
    value = number.settled(cast("set[Style]", styles))
    if kind == "integer" and value != max(number.values.values(), key=abs):
        value = None  # "1.000" is hardly ever 1, even where other cells have commas between thousands
    unsure = number.proves is None and len(set(number.values.values())) > 1
    if value is None:
        listed = [format_decimal(each, _decimals(each)) for each in number.values.values()]
        ways = Text(" hoặc ".join(listed), " or ".join(listed)) if habits.hints else Text("…", "…")
        return ParsedCell(None, ("cell.number_ambiguous",), {"ways": ways}, unsure=True)
    machine = _is_machine(text) and float(text) == value
    rules = ("cell.number_as_text",) if habits.typed else () if machine else ("cell.number_separators",)
    if number.sign:
        rules = (*rules, "cell.unit")
    return ParsedCell(value, rules, proof=number.proves or "", unsure=unsure)


def _by_default(kind: str, habits: Habits) -> set[str]:
    """The style a kind of file promises. For whole numbers none: "1.200" with a decimal point would be 1."""
    return {habits.default} if habits.default and kind == "number" else set()


def _is_machine(text: str) -> bool:
    """Whether a number is written_number as programs write it: digits, at most one decimal point."""
    whole, _, decimals = text.removeprefix("-").partition(".")
    return whole.isdigit() and (not decimals or decimals.isdigit()) and not text.endswith(".")


def _decimals(value: float) -> int:
    return 0 if value.is_integer() else len(f"{value:.6f}".rstrip("0").partition(".")[2])


def _date(value: object, column: Column, habits: Habits) -> ParsedCell:
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return ParsedCell(value.date()) if midnight else _wrong("time", "cell.date")
    if isinstance(value, dt.date):
        return ParsedCell(value)
    if isinstance(value, str):
        return _date_from_text(value, habits)
    number = _whole(value)
    day = serial_day(number, habits.epoch_1904) if number is not None else None
    return ParsedCell(day, ("cell.date_serial",)) if day is not None else _wrong("date", "cell.date")


def _date_from_text(text: str, habits: Habits) -> ParsedCell:
    day = written_day(text)
    if day is None:
        return _wrong("date" if habits.typed else "csv date", "cell.date")
    if day.american or (day.two_ways and "american" in habits.proofs):
        ways = [format_date(each) for each in (day.day_first, day.month_first) if each is not None]
        readings = Text(" hoặc ".join(ways), " or ".join(ways)) if habits.hints else Text("…", "…")
        proof = "american" if day.american else ""
        return ParsedCell(None, ("cell.date_order",), {"ways": readings}, proof=proof, unsure=not day.american)
    if day.day_first is None:
        return _wrong("day", "cell.date")
    rules = () if day.iso and not habits.typed else ("cell.date_as_text",)
    return ParsedCell(day.day_first, rules, unsure=day.two_ways)


def _whole(value: object) -> int | None:
    """The whole number a cell holds exactly, or ``None``."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if abs(value) < _EXACT and value == int(value) else None


_PARSERS: Mapping[ColumnType, Parser] = {
    "text": _text,
    "area": _area,
    "code": _code,
    "yes_no": _yes_no,
    "integer": _integer,
    "number": _number,
    "date": _date,
}
