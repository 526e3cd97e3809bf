"""A copy of a delivered file in which the cells of its findings are filled and commented; nothing in it can run."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, takewhile
from typing import Any

from gender_indicators.agencies.letters import wording
from gender_indicators.agencies.letters.marks import MarkedCell, marks_of
from gender_indicators.agencies.letters.source import RawForm
from gender_indicators.base import Text, format_integer
from gender_indicators.files import column_letter
from gender_indicators.findings import Finding

LIST_SHEET = "Cần sửa"
INTERNAL = "LƯU HÀNH NỘI BỘ"
WHOLE_ROWS = 200_000  # a longer file is copied around its findings only
_CONTEXT = 3  # rows above and below a finding in such a copy
_CELL_LENGTH, _WIDEST, _LOOKED_AT = 32_767, 42, 300
_LABEL = 24  # a longer text above the header is a title or an instruction, and runs over the columns beside it
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_FILLS = {"error": "#FFC9C2", "warning": "#FFE9A8"}
_LIST = (
    ("STT", 5), ("Mức", 9), ("Vị trí", 20), ("Quy tắc", 36), ("Phát hiện", 26), ("Yêu cầu", 34), ("Cách sửa", 44),
)  # fmt: skip
_ALWAYS = dt.datetime(2000, 1, 1)  # as the day of creation: the same bytes whenever it is made

Row = tuple[int, Sequence[object]]


def marked_copy(
    delivered: RawForm, findings: Sequence[Finding], name: Text, title: str, limit: int = WHOLE_ROWS
) -> bytes:
    """Return the copy as .xlsx: a first sheet that lists ``findings``, then the form's sheet with the cells as read.

    ``name`` is the agency that acts, ``title`` says which form it is. A cell keeps its address: row n of a CSV file
    is row n of the sheet. Text is written as text, also where it looks like a formula. A file of more than ``limit``
    rows is copied around the findings only.
    """
    import xlsxwriter

    marks = marks_of(findings, delivered)
    rows, whole = kept_rows(delivered, {mark.row for mark in marks}, limit)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": f"{LIST_SHEET}: {title}", "created": _ALWAYS})
        listed = book.add_worksheet(LIST_SHEET)
        sheet = book.add_worksheet(_sheet_name(delivered.grid.source.sheet))
        formats = _Formats(book)
        _write_rows(sheet, rows, marks, formats, delivered.header_row)
        _write_comments(sheet, marks, name)
        _look(sheet, rows, delivered.header_row, whole)
        _write_heading(listed, formats, title, delivered.grid.source.file, 0 if whole else limit)
        _write_list(listed, formats, findings, marks, sheet.get_name(), name)
    return stream.getvalue()


def kept_rows(delivered: RawForm, wanted: set[int], limit: int) -> tuple[list[Row], bool]:
    """Return the rows the copy has, and whether these are all: of a long file those down to its header, and around
    the ``wanted`` ones.
    """
    rows = delivered.rows()
    first = list(islice(rows, limit))
    following = list(islice(rows, 1))
    if not following:
        return first, True
    near = {row + step for row in wanted for step in range(-_CONTEXT, _CONTEXT + 1)}
    near |= set(range(1, max(delivered.header_row, 1) + _CONTEXT + 1))
    last = max(near)
    later = takewhile(lambda row: row[0] <= last, chain(following, rows))
    return [row for row in chain(first, later) if row[0] in near], False


def _sheet_name(name: str) -> str:
    """A name Excel allows, and that is not the list's."""
    allowed = re.sub(r"[\[\]:*?/\\]", "_", wording.plain(name)).strip("' ")[:28] or "Số liệu"
    return f"{allowed} 2" if allowed.casefold() in (LIST_SHEET.casefold(), "history") else allowed


class _Formats:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **look: object) -> Any:
        """The format of that look."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


# ---------------------------------------------------------------- the form's sheet


def _write_rows(
    sheet: Any, rows: Sequence[Row], marks: Sequence[MarkedCell], formats: _Formats, header_row: int
) -> None:
    fills: dict[int, dict[int, str]] = {}
    for mark in marks:
        fills.setdefault(mark.row, {})[mark.column] = _FILLS[mark.severity]
    header = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    for number, cells in rows:
        look: Mapping[str, object] = header if number == header_row else {}
        filled = fills.pop(number, {})
        for column, value in enumerate(cells):
            if filled or look:
                fill = filled.pop(column, "")
                _write(sheet, number - 1, column, value, {**look, "bg_color": fill} if fill else look, formats)
            elif type(value) is str and value[:1].isalnum() and value.isprintable():  # nearly every cell
                sheet.write_string(number - 1, column, value[:_CELL_LENGTH])
            else:
                _write(sheet, number - 1, column, value, look, formats)
        _write_blank(sheet, number, filled, formats)
    for number, filled in fills.items():
        _write_blank(sheet, number, filled, formats)


def _write_blank(sheet: Any, number: int, filled: Mapping[int, str], formats: _Formats) -> None:
    """Fill cells that the file does not have."""
    for column, fill in filled.items():
        sheet.write_blank(number - 1, column, None, formats.get(bg_color=fill))


def _write(sheet: Any, row: int, column: int, value: object, look: Mapping[str, object], formats: _Formats) -> None:
    """Write a raw value as what it is; no text becomes a formula, a link or a number."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats.get(**look) if look else None)
    elif isinstance(value, (int, float)) and math.isfinite(value):
        sheet.write_number(row, column, value, formats.get(**look) if look else None)
    elif isinstance(value, (dt.datetime, dt.date)):
        pattern = "dd/mm/yyyy hh:mm" if isinstance(value, dt.datetime) and value.time() != dt.time() else "dd/mm/yyyy"
        if value.year >= 1900:
            sheet.write_datetime(row, column, value, formats.get(**look, num_format=pattern))
        else:
            sheet.write_string(row, column, str(value), formats.get(**look) if look else None)
    elif value is not None and str(value):
        text = wording.holdable(str(value))[:_CELL_LENGTH]
        if text.startswith(_FORMULA_SIGNS):
            look = {**look, "quote_prefix": True}  # stays text when somebody edits the cell
        sheet.write_string(row, column, text, formats.get(**look) if look else None)
    elif look:
        sheet.write_blank(row, column, None, formats.get(**look))


def _write_comments(sheet: Any, marks: Sequence[MarkedCell], name: Text) -> None:
    for mark in marks:
        text = "\n\n".join(_comment(finding, name) for finding in mark.findings)
        lines = sum(1 + len(line) // 52 for line in text.split("\n"))
        size = {"width": 360, "height": min(24 + 17 * lines, 600), "font_size": 9}
        sheet.write_comment(mark.row - 1, mark.column, text[:_CELL_LENGTH], size)


def _comment(finding: Finding, name: Text) -> str:
    lines = (
        f"{wording.LABELS[finding.severity]} [{finding.rule}]",
        f"Quy tắc: {wording.request_words(finding)}",
        f"Phát hiện: {wording.found_here(finding)}",
        f"Yêu cầu: {wording.expected(finding)}",
        f"Cách sửa: {wording.to_do(finding, name)}",
    )
    return "\n".join(lines)


def _look(sheet: Any, rows: Sequence[Row], header_row: int, whole: bool) -> None:
    """Widths by what the columns hold, the header in place, and rows that were left out closed up."""
    widths: dict[int, int] = {}
    for number, cells in rows[:_LOOKED_AT]:
        for column, value in enumerate(cells):
            length = len(str(value)) if value is not None else 0
            if number >= header_row or length <= _LABEL:
                widths[column] = max(widths.get(column, 9), length // (2 if number == header_row else 1) + 2)
    for column, width in widths.items():
        sheet.set_column(column, column, min(width, _WIDEST))
    header = next((cells for number, cells in rows if number == header_row), ())
    if header:
        lines = max(
            math.ceil(1.2 * len(str(words)) / min(widths[column], _WIDEST)) for column, words in enumerate(header)
        )
        sheet.set_row(header_row - 1, 15.5 * max(lines, 1))
    if header_row:
        sheet.freeze_panes(header_row, 0)
    if not whole:
        sheet.set_default_row(hide_unused_rows=True)


# ---------------------------------------------------------------- the list


def _write_heading(sheet: Any, formats: _Formats, title: str, file: str, cut: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    small = formats.get(font_color="#444444")
    sheet.write_string(0, 0, f"CẦN SỬA: {wording.plain(title)}", formats.get(bold=True, font_size=14))
    sheet.write_string(1, 0, INTERNAL, formats.get(bold=True, font_color="#B3261E"))
    texts = [
        f"Bản đánh dấu của tệp {wording.plain(file)}. Xin sửa ở tệp gốc rồi gửi lại tệp gốc; không sửa ở bản này.",
        "Ô tô đỏ: lỗi phải sửa. Ô tô vàng: lưu ý. Chỉ chuột vào ô có dấu đỏ ở góc để đọc ghi chú; bấm vào vị trí "
        "trong bảng dưới để đến ô đó.",
    ]
    if cut:
        texts.append(
            f"Tệp có hơn {format_integer(cut)} dòng: trang sau chỉ có các dòng cần xem và {_CONTEXT} dòng "
            "trên, dưới mỗi dòng đó; số thứ tự dòng như trong tệp."
        )
    for row, words in enumerate(texts, start=2):
        sheet.write_string(row, 0, words, small)


def _write_list(
    sheet: Any, formats: _Formats, findings: Sequence[Finding], marks: Sequence[MarkedCell], target: str, name: Text
) -> None:
    top = 6
    addresses = {id(finding): mark for mark in marks for finding in mark.findings}
    header = formats.get(bold=True, border=1, bg_color="#DCE6F1", valign="vcenter", align="center", text_wrap=True)
    for column, (words, width) in enumerate(_LIST):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, words, header)
    look = {"border": 1, "text_wrap": True, "valign": "top"}
    for row, finding in enumerate(findings, start=top + 1):
        sheet.write_number(row, 0, row - top, formats.get(**look, align="center"))
        label, fill = wording.LABELS[finding.severity], _FILLS[finding.severity]
        sheet.write_string(row, 1, label, formats.get(**look, bg_color=fill, bold=True))
        _write_place(sheet, row, finding, addresses.get(id(finding)), target, formats, look)
        texts = list(enumerate(_cells(finding, name), start=3))
        for column, words in texts:
            sheet.write_string(row, column, words, formats.get(**look))
        lines = max(sum(1 + len(part) // _LIST[column][1] for part in words.split("\n")) for column, words in texts)
        sheet.set_row(row, min(15.5 * lines + 3, 400))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)


def _write_place(
    sheet: Any,
    row: int,
    finding: Finding,
    mark: MarkedCell | None,
    target: str,
    formats: _Formats,
    look: Mapping[str, object],
) -> None:
    """The place in words, as a link to the cell where there is one."""
    other = finding.place.sheet and not mark
    words = wording.plain(finding.place.spot or (f'trang "{finding.place.sheet}"' if other else "cả tệp"))
    if mark is None:
        sheet.write_string(row, 2, words, formats.get(**look))
        return
    quoted = target.replace("'", "''")
    address = f"internal:'{quoted}'!{column_letter(mark.column)}{mark.row}"
    sheet.write_url(row, 2, address, formats.get(**look, font_color="#0B4F7D", underline=1), words[:250])


def _cells(finding: Finding, name: Text) -> Iterator[str]:
    yield f"{wording.request_words(finding)} [{finding.rule}]"
    yield wording.found_here(finding)
    yield wording.expected(finding)
    yield wording.to_do(finding, name)
