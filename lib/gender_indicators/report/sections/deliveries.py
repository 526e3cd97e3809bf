"""For the office: every delivery of every form, and what a newer one changed, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gender_indicators.base import VINTAGES, Text, format_date, format_integer
from gender_indicators.findings import Place
from gender_indicators.gate import Revision
from gender_indicators.intake import Arrival, How
from gender_indicators.report.document.blocks import Block, Heading, Paragraph, empty_state, group, paragraph
from gender_indicators.report.document.inline import Run, TableCell, cell
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, row
from gender_indicators.report.sections.annexes import form_title
from gender_indicators.results import CheckRecord, FormDeliveries

SHOWN = 200  # changed cells of a form that are told one by one
_NOTHING = Text("Chưa có tệp nào được nhận.", "Nothing was received yet.")
_HOW: dict[How, str] = {
    "name": "tên tệp",
    "words": "tên tệp, có chữ thêm",
    "identity": "trang ẩn trong tệp",
    "number": "số biểu trong tệp",
}


def deliveries(record: CheckRecord) -> Block:
    """Return the deliveries of the year, the newest of a form last, then the differences of those that came again."""
    if not record.form_deliveries:
        return empty_state(_NOTHING)
    columns = (
        *map(TableColumn, ("Biểu", "Tệp", "Ngày nhận", "Kỳ số liệu")),
        TableColumn("Số dòng", numeric=True),
        *map(TableColumn, ("Nhận ra nhờ", "Sử dụng")),
    )
    rows = tuple(line for sending in record.form_deliveries for line in _rows(record, sending))
    table = TableBlock(f"Các lần gửi của năm {record.year}", columns, rows, stack=True)
    again = [_differences(record, sending) for sending in record.form_deliveries if len(sending.arrivals) > 1]
    return group(table, *again)


def change_place(place: Place) -> str:
    """Return where in its file a cell stands.

    >>> change_place(Place("so-y-te/tu-vong-me.xlsx", "Thẩm định", "C9"))
    'trang "Thẩm định", ô C9'
    """
    return str(replace(place, file="")).removeprefix(", ")


def summed_up(revision: Revision) -> str:
    """Return how many cells and rows a newer delivery changed.

    >>> summed_up(Revision("a.csv", "b.csv", (), (7,), ()))
    'sửa 0 ô, thêm 1 dòng, bớt 0 dòng'
    """
    changed, added, removed = map(len, (revision.changes, revision.added, revision.removed))
    return f"sửa {format_integer(changed)} ô, thêm {format_integer(added)} dòng, bớt {format_integer(removed)} dòng"


def _rows(record: CheckRecord, sending: FormDeliveries) -> Iterator[TableRow]:
    last = len(sending.arrivals) - 1
    for number, (arrival, count) in enumerate(zip(sending.arrivals, sending.rows, strict=True)):
        read = "chưa đọc được" if count is None else "đang dùng" if number == last else "đã được thay"
        yield row(
            cell(form_title(record, sending.form)) if number == 0 else cell(""),
            _file(arrival),
            format_date(arrival.on) if arrival.on else "không rõ",
            VINTAGES[arrival.vintage].vi if arrival.vintage else "–",
            format_integer(count) if count is not None else "–",
            _HOW[arrival.how],
            read,
        )


def _file(arrival: Arrival) -> TableCell:
    public = f"trang công bố gọi là {arrival.public_name}" if arrival.public_name != arrival.file else ""
    return cell(arrival.file, Run(public, "small"))


def _differences(record: CheckRecord, sending: FormDeliveries) -> Block:
    """What the last delivery of a form changed in the one before."""
    heading = Heading(3, record.forms[sending.form])
    revision = sending.revision
    if revision is None:
        return group(heading, paragraph("Không so được hai lần gửi cuối vì có tệp chưa đọc được."))
    words = f"{revision.new} so với {revision.old}: {summed_up(revision)}."
    if revision.same:
        return group(heading, paragraph(f"{words} Hai lần gửi như nhau."))
    return group(heading, paragraph(words), _cells(revision), _lines(revision))


def _cells(revision: Revision) -> Block | None:
    if not revision.changes:
        return None
    columns = (TableColumn("Cột"), TableColumn("Trước"), TableColumn("Sau"))
    rows = tuple(
        row(
            change.column,
            cell(change.old, Run(change_place(change.old_place), "small")),
            cell(change.new, Run(change_place(change.new_place), "small")),
        )
        for change in revision.changes[:SHOWN]
    )
    more = len(revision.changes) - SHOWN
    table = TableBlock("Các ô thay đổi", columns, rows, stack=True)
    return group(table, Paragraph((f"Và {format_integer(more)} ô khác.",), "meta") if more > 0 else None)


def _lines(revision: Revision) -> Block | None:
    """The rows only one of the two has, by their numbers."""
    sentences = [
        f"{words}: {', '.join(map(str, rows[:SHOWN]))}{'…' if len(rows) > SHOWN else ''}."
        for words, rows in (
            ("Dòng thêm trong tệp mới", revision.added),
            ("Dòng của tệp trước không còn", revision.removed),
        )
        if rows
    ]
    return paragraph(" ".join(sentences)) if sentences else None
