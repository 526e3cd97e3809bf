"""The sheet "Hướng dẫn": who sends the form, what each column means, which rules it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gender_indicators.agencies.blanks.blank import Blank
from gender_indicators.agencies.blanks.checks import RuleLine, rule_lines
from gender_indicators.agencies.blanks.example import Cell, example_look, example_row, has_example
from gender_indicators.agencies.blanks.looks import LINE, Looks, lines
from gender_indicators.agencies.blanks.validation import allowed_days, allowed_range, may_be_missing
from gender_indicators.base import format_date
from gender_indicators.intake import EXAMPLE_SHEET, HEADER_ROW, LISTS_SHEET, NO, YES, write_value
from gender_indicators.plan import Column, RequiredWhen

_WIDTHS = (5, 28, 62, 18, 32, 24, 26, 3, 62)
_TITLES = ("STT", "Cột", "Ý nghĩa", "Kiểu, đơn vị", "Giá trị cho phép", "Bắt buộc", "VÍ DỤ")
_LAST, _ENGLISH = 6, 8  # the last column of the guide itself; the meanings in English stand beside it
_TYPES = {
    "text": "Văn bản",
    "code": "Chọn trong danh sách",
    "yes_no": f"{YES} hoặc {NO}",
    "integer": "Số nguyên",
    "number": "Số",
    "date": "Ngày/tháng/năm",
    "area": "Chọn trong danh sách",
}
_LEVELS = {"province": "Đơn vị cấp tỉnh", "district": "Đơn vị cấp huyện", "commune": "Đơn vị cấp xã"}


def write_guide(sheet: Any, blank: Blank, looks: Looks) -> int:
    """Write the sheet; return the number of its rows."""
    for column, size in enumerate(_WIDTHS):
        sheet.set_column(column, column, size)
    sheet.write_string(0, 0, f"HƯỚNG DẪN ĐIỀN BIỂU {blank.form.number}", looks("title"))
    sheet.write_string(1, 0, blank.form.title.vi, looks("bold"))
    sheet.write_string(2, 0, blank.form.title.en, looks("subtitle"))
    row = _write_section(sheet, 4, "I. Thông tin chung", looks)
    for label, text in _facts(blank):
        sheet.write_string(row, 1, label, looks("label"))
        sheet.merge_range(row, 2, row, _LAST, "", looks("text"))
        sheet.write_string(row, 2, text, looks("text"))
        sheet.set_row(row, LINE * lines(text, sum(_WIDTHS[2 : _LAST + 1])) + 3)
        row += 1
    row = _write_section(sheet, row + 1, "II. Các cột của biểu", looks)
    row = _write_columns(sheet, row, blank, looks)
    row = _write_section(sheet, row + 1, "III. Quy tắc của biểu và tự kiểm tra", looks)
    return _write_rules(sheet, row, blank, looks)


def _write_section(sheet: Any, row: int, title: str, looks: Looks) -> int:
    for column in range(1, len(_TITLES)):
        sheet.write_blank(row, column, None, looks("section end"))
    sheet.write_string(row, 0, title, looks("section"))
    sheet.set_row(row, 22)
    return row + 1


def _fit(sheet: Any, row: int, texts: Mapping[int, str]) -> None:
    """Make a row as high as its longest text needs: not every program does so by itself."""
    sheet.set_row(row, LINE * max(lines(text, _WIDTHS[column]) for column, text in texts.items()) + 3)


def _facts(blank: Blank) -> Iterator[tuple[str, str]]:
    """What to know before filling in, label and text."""
    form = blank.form
    due = format_date(blank.due)
    if blank.purpose:
        yield "Dùng để tính", "\n".join(blank.purpose)
    yield "Cơ quan gửi", blank.agency
    yield "Nơi nhận", blank.office
    early = "Số liệu chưa chốt thì gửi số ước tính; khi có số chính thức, gửi lại cả biểu."
    yield "Thời hạn", f"Trước ngày {due}. {early}"
    yield "Kỳ số liệu", form.period.vi
    yield "Nơi điền", f"Trang “{form.sheet}”, từ dòng {blank.first_row}. Không sửa tiêu đề cột, không gộp ô."
    if blank.rows:
        yield "Dòng ghi sẵn", _known_rows(blank)
    if form.may_be_empty:
        yield "Không có trường hợp nào", "Gửi biểu không có dòng dữ liệu."
    if any(may_be_missing(column, blank) for column in form.columns):
        yield "Không phát sinh", _no_cases(blank)
        yield "Không có số liệu", _no_data(blank)
    if any(column.type in ("code", "area") for column in form.columns):
        yield "Danh sách chọn", f"Các giá trị được chọn nằm ở trang “{LISTS_SHEET}”. Có thể dán số liệu từ tệp khác."
    if any(column.summed for column in form.columns):
        words = "tự tính từ các dòng đang hiện. Không ghi dòng tổng trong số liệu."
        yield "Dòng tổng cộng", f"Dòng {HEADER_ROW}, trên tiêu đề cột, {words}"
    if form.sensitive:
        yield "Bảo vệ dữ liệu cá nhân", _personal(blank)


def _known_rows(blank: Blank) -> str:
    if blank.whole:
        return "Các dòng phải có đã ghi sẵn (nền xám): chỉ điền các ô còn lại, không xoá dòng nào."
    return (
        "Mỗi đơn vị đã có dòng ghi sẵn (nền xám): điền tiếp các ô còn lại; "
        "cần thêm dòng thì chèn, hoặc ghi tiếp ở dưới."
    )


def _no_cases(blank: Blank) -> str:
    others = ", ".join(f"“{mark}”" for mark in blank.marks.no_cases)
    known = f" Ở ô số, các ký hiệu sau cũng được hiểu là 0: {others}." if others else ""
    return f"Ghi 0, không để trống.{known}"


def _no_data(blank: Blank) -> str:
    known = ", ".join(f"“{mark}”" for mark in blank.marks.no_data)
    advice = f"Ghi một trong các ký hiệu: {known}." if known else "Để trống."
    return f"{advice} Không ghi 0. Giải thích khi gửi biểu."


def _personal(blank: Blank) -> str:
    words = "Báo cáo công bố không nêu dòng nào của biểu này; số nhỏ có thể làm lộ cá nhân được bảo mật."
    if any(column.personal for column in blank.form.columns):
        words = (
            "Mỗi dòng là một người: chỉ ghi mã, không ghi họ tên, số định danh, địa chỉ, số điện thoại. Bảng đối "
            f"chiếu mã giữ tại cơ quan. {words}"
        )
    return f"{words} Chỉ gửi cho nơi nhận, không chuyển tiếp."


def _write_columns(sheet: Any, row: int, blank: Blank, looks: Looks) -> int:
    example = example_row(blank) if has_example(blank) else ()
    in_english = any(column.meaning for column in blank.form.columns)
    titles = _TITLES if example else _TITLES[:-1]
    for index, title in enumerate(titles):
        sheet.write_string(row, index, title, looks("head"))
    if in_english:
        sheet.write_string(row, _ENGLISH, "Meaning in English", looks("english head"))
    sheet.set_row(row, 22)
    for number, column in enumerate(blank.form.columns, start=1):
        row += 1
        sheet.write_number(row, 0, number, looks("cell middle"))
        sheet.write_string(row, 1, column.header, looks("cell bold"))
        words = (_meaning(column), _type(column), _allowed(column, blank), _required(column, blank))
        for index, text in enumerate(words, start=2):
            sheet.write_string(row, index, text, looks("cell"))
        english = column.meaning.en if column.meaning else ""
        _fit(sheet, row, {1: column.header, **dict(enumerate(words, start=2)), _ENGLISH: english})
        if example:
            _write_example_cell(sheet, row, column, example[number - 1], looks)
        if english:
            sheet.write_string(row, _ENGLISH, english, looks("english"))
    row += 1
    if example:
        note = (
            f"Cột VÍ DỤ là một dòng điền mẫu, không phải số liệu; trang “{EXAMPLE_SHEET}” trình bày dòng đó như biểu."
        )
        sheet.write_string(row, 1, note, looks("subtitle"))
        row += 1
    return row


def _write_example_cell(sheet: Any, row: int, column: Column, value: Cell, looks: Looks) -> None:
    if value is None:
        sheet.write_string(row, _LAST, "(để trống)", looks("example"))
    else:
        write_value(sheet, row, _LAST, value, looks(example_look(column, value)))


def _meaning(column: Column) -> str:
    note = column.note.vi if column.note else ""
    meaning = column.meaning.vi if column.meaning else ""
    return meaning or (f"{note}." if note else "")


def _type(column: Column) -> str:
    return f"{_TYPES[column.type]}, {column.unit}" if column.unit else _TYPES[column.type]


def _allowed(column: Column, blank: Blank) -> str:
    if column.type == "code":
        return "; ".join(column.codes)
    if column.type == "area":
        level = _LEVELS[column.level] if column.level else "Đơn vị hành chính"
        return f"{level}, xem trang “{LISTS_SHEET}”"
    if column.type == "date":
        days = allowed_days(column, blank)
        return f"từ {format_date(days[0])} đến {format_date(days[1])}" if days else "ngày có trong lịch"
    if column.type == "text":
        return f"không quá {column.max_length} ký tự" if column.max_length else ""
    return f"{YES}; {NO}" if column.type == "yes_no" else allowed_range(column)


def _required(column: Column, blank: Blank) -> str:
    if column.required:
        return "Bắt buộc"
    for check in blank.form.checks:
        if isinstance(check, RequiredWhen) and check.column == column.name:
            when = blank.form.column(check.when)
            words = {"yes": YES, "no": NO} | {code: label for label, code in when.codes.items()}
            return f"Khi “{when.header}” là “{words[check.equals]}”"
    return column.note.vi if column.note else "Không bắt buộc"


def _write_rules(sheet: Any, row: int, blank: Blank, looks: Looks) -> int:
    for index, title in ((0, "STT"), (1, "Số chỗ chưa đúng"), (2, "Quy tắc")):
        sheet.write_string(row, index, title, looks("head"))
    sheet.set_row(row, 22)
    for number, rule in enumerate(rule_lines(blank), start=1):
        row += 1
        sheet.write_number(row, 0, number, looks("cell middle"))
        _write_count(sheet, row, rule, looks)
        sheet.write_string(row, 2, rule.words, looks("cell"))
        _fit(sheet, row, {2: rule.words})
    sheet.write_string(
        row + 1,
        1,
        "Số chỗ chưa đúng tự tính từ số liệu đã điền; dấu – là quy tắc được kiểm tra khi nhận.",
        looks("subtitle"),
    )
    return row + 2


def _write_count(sheet: Any, row: int, rule: RuleLine, looks: Looks) -> None:
    if rule.count:
        sheet.write_array_formula(row, 1, row, 1, f"{{{rule.count}}}", looks("count"), rule.at_first)
    else:
        sheet.write_string(row, 1, "–", looks("cell middle"))
