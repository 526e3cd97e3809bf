"""What a cell of a blank form accepts, what it says when it is entered, and what when it refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.lists import MARKS_NAME, list_name
from gender_indicators.base import format_decimal
from gender_indicators.intake import NO, YES
from gender_indicators.plan import Column, ColumnType, WithinYear

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # what Excel allows
_ANY_DAY = (dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def validation(column: Column, blank: Blank, cell: str) -> dict[str, Any]:
    """Return XlsxWriter's options for the cells of ``column``, of which ``cell`` is the first ("D8")."""
    rule = _RULES[column.type](column, blank, cell)
    hint = rule.pop("hint")
    if "error_message" in rule:
        rule |= {"error_title": _clipped(column.header, LONGEST_TITLE)}
        rule["error_message"] = _clipped(rule["error_message"], LONGEST_MESSAGE)
    if column.name in blank.known_columns:
        return rule  # written already: a message at every cell would be in the way
    return rule | {
        "input_title": _clipped(column.header, LONGEST_TITLE),
        "input_message": _clipped(_hint(column, hint), LONGEST_MESSAGE),
    }


def _hint(column: Column, rule: str) -> str:
    """What to enter, then what it means as far as there is room; the rest is in the guide."""
    meaning = column.meaning.vi if column.meaning else ""
    words = f"{rule}\n{meaning}" if rule and meaning else rule or meaning
    return words or column.header


def allowed_range(column: Column) -> str:
    """Return the range of a number in words; empty where there is none.

    >>> allowed_range(Column(name="n", header="n", type="integer", min=0, max=100000))
    'từ 0 đến 100.000'
    >>> allowed_range(Column(name="n", header="n", type="number", min=0.5))
    'từ 0,5 trở lên'
    """
    write = _year if holds_years(column) else _number
    low, high = write(column.min), write(column.max)
    if low and high:
        return f"từ {low} đến {high}"
    return f"từ {low} trở lên" if low else f"không quá {high}" if high else ""


def holds_years(column: Column) -> bool:
    """Whether the numbers of a column are years, which nobody writes with a dot between thousands.

    >>> holds_years(Column(name="y", header="Năm", type="integer", min=1990, max=2100))
    True
    >>> holds_years(Column(name="n", header="Số", type="integer", min=0, max=2100))
    False
    """
    low, high = column.min or 0, 10_000 if column.max is None else column.max
    return column.type == "integer" and low >= 1000 and high < 10_000


def allowed_days(column: Column, blank: Blank) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day a date may be; ``None`` where the form does not say."""
    asked = any(isinstance(check, WithinYear) and check.column == column.name for check in blank.form.checks)
    return (dt.date(blank.year, 1, 1), dt.date(blank.year, 12, 31)) if asked else None


def may_be_missing(column: Column, blank: Blank) -> bool:
    """Whether the column holds numbers that may be missing: counts, not the numbers of a key."""
    return column.type in ("integer", "number") and column.name not in blank.form.key


def _year(value: float | None) -> str:
    return "" if value is None else str(int(value))


def _number(value: float | None) -> str:
    if value is None:
        return ""
    decimals = len(format(value, "f").rstrip("0").partition(".")[2])
    return format_decimal(value, decimals)


def _area(column: Column, blank: Blank, cell: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": f"={list_name(column)}",
        "error_type": "warning",  # the code alone is right too
        "error_message": "Chọn đơn vị trong danh sách, hoặc chỉ ghi mã có trong trang Danh mục.",
        "hint": "Chọn đơn vị trong danh sách.",
    }


def _code(column: Column, blank: Blank, cell: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": f"={list_name(column)}",
        "error_message": f"Chọn một giá trị trong danh sách: {'; '.join(column.codes)}.",
        "hint": "Chọn trong danh sách.",
    }


def _yes_no(column: Column, blank: Blank, cell: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": [YES, NO],
        "error_message": f"Chọn {YES} hoặc {NO}.",
        "hint": f"Chọn {YES} hoặc {NO}.",
    }


def _numeric(column: Column, blank: Blank, cell: str) -> dict[str, Any]:
    kind = "Số nguyên" if column.type == "integer" else "Số"
    words = f"{kind} {allowed_range(column)}".strip()
    words += f" ({column.unit})" if column.unit else ""
    if may_be_missing(column, blank) and (blank.marks.no_cases or blank.marks.no_data):
        error = f"{words}, không kèm chữ; hoặc một ký hiệu trong trang Danh mục (ví dụ {_example_marks(blank)})."
        value = f"=IF(ISNUMBER({cell}),{_test(column, cell)},ISNUMBER(MATCH({cell},{MARKS_NAME},0)))"
        return {"validate": "custom", "value": value, "error_message": error, "hint": f"{words}."}
    low, high = (-1e15 if column.min is None else column.min), (1e15 if column.max is None else column.max)
    return {
        "validate": "integer" if column.type == "integer" else "decimal",
        "criteria": "between",
        "minimum": int(low) if column.type == "integer" else low,
        "maximum": int(high) if column.type == "integer" else high,
        "error_message": f"{words}, không kèm chữ.",
        "hint": f"{words}.",
    }


def _test(column: Column, cell: str) -> str:
    """The formula that holds for a number that may stand in the column."""
    parts = [f"{cell}=INT({cell})"] if column.type == "integer" else []
    parts += [f"{cell}>={_literal(column.min)}"] if column.min is not None else []
    parts += [f"{cell}<={_literal(column.max)}"] if column.max is not None else []
    return f"AND({','.join(parts)})" if parts else "TRUE"


def _literal(value: float) -> str:
    """A number as a formula writes it, without an exponent.

    >>> _literal(0.000001), _literal(100000.0), _literal(-50)
    ('0.000001', '100000', '-50')
    """
    return f"{value:.9f}".rstrip("0").rstrip(".")


def _example_marks(blank: Blank) -> str:
    first = (*blank.marks.no_cases[:1], *blank.marks.no_data[:1])
    return " hoặc ".join(f"“{mark}”" for mark in first)


def _date(column: Column, blank: Blank, cell: str) -> dict[str, Any]:
    days = allowed_days(column, blank)
    first, last = days or _ANY_DAY
    words = f"Ngày theo dạng ngày/tháng/năm, trong năm {blank.year}" if days else "Ngày theo dạng ngày/tháng/năm"
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        "error_message": f"{words}; ví dụ 31/03/{blank.year}.",
        "hint": f"{words}.",
    }


def _text(column: Column, blank: Blank, cell: str) -> dict[str, Any]:
    if column.max_length is None:
        return {"validate": "any", "hint": ""}
    words = f"Không quá {column.max_length} ký tự."
    return {
        "validate": "length",
        "criteria": "between",
        "minimum": 1,
        "maximum": column.max_length,
        "error_message": words,
        "hint": words,
    }


_RULES: Mapping[ColumnType, Callable[[Column, Blank, str], dict[str, Any]]] = {
    "area": _area,
    "code": _code,
    "yes_no": _yes_no,
    "integer": _numeric,
    "number": _numeric,
    "date": _date,
    "text": _text,
}


def _clipped(text: str, longest: int) -> str:
    """The text, or as many of its words as there is room for, with dots behind them."""
    if len(text) <= longest:
        return text
    return text[: longest - 2].rsplit(" ", 1)[0].rstrip(" ,;.:(") + " …"
