"""The rules of a form in words, and as formulas that show where a filled form breaks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.lists import cells_of, units_without_rows
from gender_indicators.base import format_decimal
from gender_indicators.intake import NO, YES
from gender_indicators.plan import (
    Check,
    Complete,
    CompletePer,
    Form,
    Jump,
    NotAbove,
    OneValuePer,
    PartsMakeTotal,
    PlausibleRatio,
    RatioAgrees,
    RequiredWhen,
    WithinYear,
)

_LEVELS = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
_PERIODS = {"quarter": "vào ngày cuối quý", "month": "vào ngày cuối tháng"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words; ``count`` is the formula for how often the form breaks it, empty where none can tell.

    ``at_first`` is what the formula gives before anything is filled in.
    """

    words: str
    count: str = ""
    at_first: int = 0


@dataclass(frozen=True, slots=True)
class HighlightedColumn:
    """A column whose cells are marked where ``formula`` (for the first row of data) holds; ``empty`` cells are."""

    column: str
    formula: str
    empty: bool = False


def rule_lines(blank: Blank) -> Iterator[RuleLine]:
    """Yield every rule of the form, the ones about completeness last."""
    form = blank.form
    yield RuleLine(f"Không có hai dòng trùng nhau ở: {_headers(form, form.key)}.")
    for check in form.checks:
        if not isinstance(check, (Complete, Jump, PlausibleRatio)):
            yield RuleLine(_words(check, blank), _count(check, blank))
    for check in form.checks:
        if isinstance(check, Complete):
            yield RuleLine(_words(check, blank), *units_without_rows(blank))
    if blank.whole:
        yield RuleLine("Mọi ô số liệu của các dòng ghi sẵn đều được điền.", *_unfilled(blank))
    for check in form.checks:
        if isinstance(check, (Jump, PlausibleRatio)):
            yield RuleLine(_words(check, blank))


def marks(blank: Blank) -> Iterator[HighlightedColumn]:
    """Yield what is marked on the form's sheet as soon as it is entered."""
    for check in blank.form.checks:
        if isinstance(check, NotAbove):
            part, whole = (_first_cell(blank, name) for name in (check.part, check.whole))
            yield HighlightedColumn(check.part, f"=AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})")
        elif isinstance(check, PartsMakeTotal):
            total = _first_cell(blank, check.total)
            parts = [_first_cell(blank, name) for name in check.parts]
            numbers = ",".join(f"ISNUMBER({cell})" for cell in (total, *parts))
            yield HighlightedColumn(
                check.total, f"=AND({numbers},ABS({'+'.join(parts)}-{total})>{_slack(check.tolerance)})"
            )
        elif isinstance(check, RequiredWhen):
            when, cell = _first_cell(blank, check.when), _first_cell(blank, check.column)
            yield HighlightedColumn(check.column, f'=AND({when}="{_label(blank.form, check)}",{cell}="")', empty=True)


def _words(check: Check, blank: Blank) -> str:
    form = blank.form
    match check:
        case PartsMakeTotal():
            slack = f" (chênh lệch do làm tròn không quá {_plain(check.tolerance)})" if check.tolerance else ""
            return f"{_headers(form, [check.total])} bằng tổng của {_headers(form, check.parts)}{slack}."
        case RatioAgrees():
            parts = (_headers(form, [name]) for name in (check.column, check.numerator, check.denominator))
            column, numerator, denominator = parts
            return (
                f"{column} bằng {numerator} chia cho {denominator} nhân {_plain(check.per)} "
                f"(chênh lệch do làm tròn không quá {_plain(check.tolerance)})."
            )
        case NotAbove():
            return f"{_headers(form, [check.part])} không lớn hơn {_headers(form, [check.whole])}."
        case RequiredWhen():
            when = _headers(form, [check.when])
            return f"Phải điền {_headers(form, [check.column])} khi {when} là “{_label(form, check)}”."
        case WithinYear():
            return f"{_headers(form, [check.column])} từ 01/01/{blank.year} đến 31/12/{blank.year}."
        case Complete():
            return _complete(check, blank)
        case CompletePer():
            own = " mà đơn vị hành chính của nó còn hiệu lực" if form.dated_by == check.column else ""
            key, column = _headers(form, [check.key]), _headers(form, [check.column])
            return f"Mỗi giá trị của {key} có đủ các dòng {column} từ {check.first} đến {check.last}{own}."
        case OneValuePer():
            key = _headers(form, [check.key])
            return f"Các dòng cùng {key} ghi cùng một giá trị ở {_headers(form, [check.column])}."
        case Jump():
            what = f"Tổng của {_headers(form, [check.column])}" if check.column else "Số dòng"
            return f"{what} thay đổi quá {_plain(100 * check.limit)}% so với năm trước thì gửi kèm giải trình."
        case PlausibleRatio():
            return _ratio(check, form)


def _complete(check: Complete, blank: Blank) -> str:
    form = blank.form
    period = next((_PERIODS[name] for name in check.by if name in _PERIODS), f"ngày 31/12/{blank.year}")
    words = f"Mọi đơn vị {_LEVELS[check.level]} có hiệu lực {period} đều có dòng"
    if check.by:
        words += f" cho từng {_headers(form, check.by)}"
    for name, values in check.only.items():
        labels = [label for label, code in form.column(name).codes.items() if code in values]
        words += f" ({'; '.join(labels)})"
    return f"{words}. Không phát sinh thì ghi 0, không bỏ dòng." if blank.whole else f"{words}."


def _ratio(check: PlausibleRatio, form: Form) -> str:
    words = {code: label for label, code in form.column(check.column).codes.items()}
    usual = f"từ {_plain(check.min)} đến {_plain(check.max)}"
    ratio = f"số {words[check.numerator_code]} trên {_plain(check.per)} {words[check.denominator_code]}"
    advice = f"Cả tỉnh, {ratio} thường {usual}; ngoài khoảng này thì kiểm tra lại."
    if check.possible_min is not None and check.possible_max is not None:
        advice += f" Ngoài {_plain(check.possible_min)} - {_plain(check.possible_max)} là số liệu sai."
    return advice


def _count(check: Check, blank: Blank) -> str:
    """The formula for the rows that break a rule inside the row; empty for others."""
    match check:
        case NotAbove():
            part, whole = cells_of(blank, check.part), cells_of(blank, check.whole)
            return _where([part, whole], f"{part}>{whole}")
        case PartsMakeTotal():
            total, parts = cells_of(blank, check.total), [cells_of(blank, name) for name in check.parts]
            return _where([total, *parts], f"ABS({'+'.join(parts)}-{total})>{_slack(check.tolerance)}")
        case RatioAgrees():
            column, top, bottom = (cells_of(blank, n) for n in (check.column, check.numerator, check.denominator))
            wrong = f"ABS({column}*{bottom}-{check.per:.15g}*{top})>{check.tolerance:.15g}*{bottom}"
            return _where([column, top, bottom], wrong)
        case RequiredWhen():
            when, column = cells_of(blank, check.when), cells_of(blank, check.column)
            return f'=SUM(IF({when}="{_label(blank.form, check)}",IF({column}="",1,0),0))'
        case WithinYear():
            day = cells_of(blank, check.column)
            outside = f"({day}<DATE({blank.year},1,1))+({day}>=DATE({blank.year + 1},1,1))"
            return _where([day], outside)
    return ""


def _where(numbers: list[str], wrong: str) -> str:
    """How many rows have a number in all of ``numbers`` and are ``wrong``."""
    all_numbers = "*".join(f"ISNUMBER({cells})" for cells in numbers)
    return f"=SUM(IF({all_numbers},IF({wrong},1,0),0))"


def _unfilled(blank: Blank) -> tuple[str, int]:
    """How many required cells of the rows that are written already are empty: the formula, and all of them."""
    last = blank.first_row + len(blank.rows) - 1
    asked = [each.name for each in blank.form.columns if each.required and each.name not in blank.known_columns]
    counts = (f"COUNTBLANK({cells_of(blank, name, last)})" for name in asked)
    return f"={'+'.join(counts)}", len(blank.rows) * len(asked)


def _slack(tolerance: float) -> str:
    return f"{max(tolerance, 1e-9):.15g}"


def _label(form: Form, check: RequiredWhen) -> str:
    """What the agency writes where the rule applies."""
    words = {"yes": YES, "no": NO} | {code: label for label, code in form.column(check.when).codes.items()}
    return words[check.equals]


def _headers(form: Form, names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"“{form.column(name).header}”" for name in names)


def _first_cell(blank: Blank, name: str) -> str:
    letter = xl_col_to_name([column.name for column in blank.form.columns].index(name))
    return f"${letter}{blank.first_row}"


def _plain(value: float) -> str:
    """A number as people write it, without superfluous zeros.

    >>> _plain(0.011), _plain(100), _plain(30.000000000000004)
    ('0,011', '100', '30')
    """
    value = round(value, 9)
    return format_decimal(value, len(f"{value:.9f}".rstrip("0").partition(".")[2]))
