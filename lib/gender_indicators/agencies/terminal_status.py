"""``make status`` on the terminal: a table per agency, what newer deliveries changed, and a line that sums up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gender_indicators.agencies.status import FormStatus, Status
from gender_indicators.base import VINTAGES, format_date, format_integer, inside, nfc
from gender_indicators.gate import Change, Revision
from gender_indicators.intake import DeliveryState, Receipt

WIDE = 110  # columns of a terminal from which the titles of the forms are told, too
_CHANGES = 10  # changed cells of a form that are told one by one
_STYLES: dict[DeliveryState, str] = {"overdue": "bold red", "late": "yellow", "on_time": "green", "not_due": "cyan"}
_WORDS: dict[DeliveryState, str] = {
    "on_time": "đúng hạn",
    "late": "muộn {days} ngày",
    "undated": "đã nhận",
    "overdue": "quá hạn {days} ngày",
    "not_due": "còn {days} ngày",
    "optional": "không bắt buộc",
}


def print_status(status: Status, console: Console | None = None) -> None:
    """Print how a year's deliveries stand; colours only where the output is a terminal."""
    console = console or Console(highlight=False, emoji=False, markup=False)
    console.print(Text(f"Tình hình gửi số liệu năm {status.year}, đến ngày {format_date(status.day)}", "bold"))
    wide = console.width >= WIDE
    for number, (agency, forms) in enumerate(status.agencies):
        console.print(Text(f"\n{agency.name.vi}", "bold"))
        console.print(_table(forms, wide, heading=number == 0))
    for words in _notes(status):
        console.print(Text(f"\n{words}"))
    for form in status.forms:
        for line in _revised(form):
            console.print(Text(line))
    for line in summary(status):
        console.print(Text(line, "bold"))


def _table(forms: Iterable[FormStatus], wide: bool, heading: bool) -> Table:
    table = Table(box=None, show_header=heading, padding=(0, 1, 0, 0), pad_edge=False, expand=wide)
    table.add_column("Biểu", width=6, no_wrap=True)
    if wide:
        table.add_column("Tên biểu", ratio=1)
    table.add_column("Nhận lần 1", width=11, no_wrap=True)
    table.add_column("Tình trạng", width=16)
    table.add_column("Lần gửi", width=13)
    table.add_column("Dòng", width=6, justify="right")
    table.add_column("Lỗi", width=3, justify="right")
    table.add_column("Lưu ý", width=5, justify="right")
    table.add_column("Chỉ tiêu", width=13)
    for form in forms:
        title = [Text(nfc(form.title.vi))] if wide else []
        table.add_row(
            form.receipt.number,
            *title,
            _received(form),
            Text(_state_words(form), _STYLES.get(form.state, "")),
            _version(form.receipt),
            "–" if form.rows is None else format_integer(form.rows),
            Text(_number(form.errors), "bold red" if form.errors else ""),
            _number(form.warnings),
            ", ".join(form.receipt.targets) or "–",
        )
    return table


def summary(status: Status) -> Iterator[str]:
    """Yield the lines that sum up: how many of how many forms came, late, missing, and the plan's days."""
    counts = status.counts
    asked = sum(counts.values()) - counts["optional"]
    came = counts["on_time"] + counts["late"] + counts["undated"]
    missing = counts["overdue"] + counts["not_due"]
    vi = f"Đã nhận {came} trên {asked} biểu: {counts['on_time']} đúng hạn, {counts['late']} muộn"
    en = f"{came} of {asked} forms came: {counts['on_time']} in time, {counts['late']} late"
    if counts["undated"]:
        vi, en = f"{vi}, {counts['undated']} không rõ ngày", f"{en}, {counts['undated']} on unknown days"
    yield f"\n{vi}; còn thiếu {missing}, trong đó {counts['overdue']} quá hạn."
    yield f"  {en}; {missing} missing, {counts['overdue']} of them overdue."
    agencies, province = (_left(due, status.day) for due in (status.agencies_due, status.province_due))
    yield f"Hạn của cơ quan {format_date(status.agencies_due)} {agencies[0]}, của tỉnh " + (
        f"{format_date(status.province_due)} {province[0]}."
    )
    yield f"  Agencies were to report by {status.agencies_due}: {agencies[1]}; the province: {province[1]}."


def _left(due: dt.date, day: dt.date) -> tuple[str, str]:
    """How far a day is, in Vietnamese and English.

    >>> _left(dt.date(2024, 11, 30), dt.date(2024, 12, 1))
    ('(đã qua 1 ngày)', '1 day ago')
    """
    days = (due - day).days
    if days < 0:
        return f"(đã qua {-days} ngày)", f"{_several(-days, 'day')} ago"
    return (f"(còn {days} ngày)", f"in {_several(days, 'day')}") if days else ("(hôm nay)", "today")


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _received(form: FormStatus) -> str:
    if not form.receipt.came:
        return "–"
    first = form.receipt.first
    return format_date(first) if first else f"~{format_date(form.file_day)}" if form.file_day else "không rõ"


def _state_words(form: FormStatus) -> str:
    words = _WORDS[form.state].format(days=form.days)
    return f"{words} (báo cáo không có biểu này)" if form.accepted else words


def _version(receipt: Receipt) -> str:
    """Which delivery of how many is in use, its vintage, and of a later one its day."""
    if not receipt.came:
        return "–"
    number, newest = len(receipt.sent), receipt.sent[-1]
    parts = [f"{number}/{number}"]
    if newest.vintage:
        words = inside(VINTAGES[newest.vintage].vi)
        parts.append(words.removeprefix("số liệu ").removesuffix(" thực hiện"))
    if number > 1 and newest.on:
        parts.append(format_date(newest.on))
    return " ".join(parts)


def _number(count: int) -> str:
    return format_integer(count) if count else "–"


def _notes(status: Status) -> Iterator[str]:
    if any(form.file_day for form in status.forms):
        yield (
            "~ theo ngày của tệp trên máy, không phải ngày nhận: ghi ngày nhận vào sổ theo dõi hoặc tên tệp.\n"
            "  (day of the file itself, not of receipt: write the day of receipt into the log or the file's name)"
        )
    if status.others:
        yield f'{status.others} lưu ý không thuộc biểu nào: xem "make check". / {status.others} notes of no form.'


def _revised(form: FormStatus) -> Iterator[str]:
    """What the newest delivery changed in the one before."""
    revision = form.revision
    if revision is None:
        return
    yield f"\nBiểu {form.receipt.number}, lần gửi {len(form.receipt.sent)} so với lần trước: {_counts(revision)}"
    yield from (f"  {_change(change)}" for change in revision.changes[:_CHANGES])
    if (more := len(revision.changes) - _CHANGES) > 0:
        yield f"  … và {format_integer(more)} ô khác, xem trang nội bộ / and {more} more"


def _counts(revision: Revision) -> str:
    changed, added, removed = map(len, (revision.changes, revision.added, revision.removed))
    vi = f"sửa {format_integer(changed)} ô, thêm {format_integer(added)} dòng, bớt {format_integer(removed)} dòng"
    return f"{vi}\n  ({_several(changed, 'cell')} changed, {_several(added, 'row')} added, {removed} removed)"


def _change(change: Change) -> str:
    old, new = change.old_place.cell, change.new_place.cell
    return f"{change.column}: {change.old} ({old}) → {change.new} ({new})"
