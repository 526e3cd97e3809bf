"""When the agencies sent their forms: against the plan's days, and which delivery is in use."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from gender_indicators.base import RECEIPTS, VINTAGES, Text, format_date, inside
from gender_indicators.intake import DeliveryState, Receipt, Sent
from gender_indicators.report.document.blocks import Block, Paragraph, bullets, group, paragraph
from gender_indicators.report.document.inline import Kind, Mark, Run, TableCell, cell, english
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, group_row, row
from gender_indicators.results import Edition

KINDS: dict[DeliveryState, Kind] = {
    "on_time": "met", "late": "partly", "undated": "none", "overdue": "missed", "not_due": "not-due",
    "optional": "none",
}  # fmt: skip
RULE = Text(
    "Đúng hạn hay muộn được tính theo lần gửi đầu tiên của năm, kể cả khi đó là ước thực hiện; nhận trong đúng ngày "
    "hạn vẫn là đúng hạn. Lần gửi sau thay bằng số liệu tốt hơn nên không tính là muộn.",
    "In time or late is told by the first delivery of the year, also of an estimate; the day itself is in time. A "
    "later delivery brings better figures and is never late.",
)


def receipts(edition: Edition) -> Block:
    """Return how the year was delivered, as of the day its data were closed: in a sentence, then form by form."""
    asked = tuple(each for each in edition.receipts if each.came or not each.optional)
    year, day = edition.year.year, edition.year.data_as_of
    columns = (
        TableColumn("Biểu", width="1fr"),
        TableColumn("Nhận lần đầu", width="24mm"),
        TableColumn("Tình trạng", width="34mm"),
        TableColumn("Lần gửi đang dùng", width="34mm"),
        TableColumn("Chỉ tiêu cần biểu này", width="28mm"),
    )
    rows: list[TableRow] = []
    for agency, own in groupby(_by_agency(edition, asked), key=lambda each: each.agency):
        rows.append(group_row(edition.agencies[agency].name.vi))
        rows += [_row(edition, each, day) for each in own]
    caption = f"Các biểu của năm {year}, theo cơ quan gửi"
    return group(
        paragraph(_calendar(edition, year), " ", _counts(asked, day)),
        TableBlock(caption, columns, tuple(rows), stack=True),
        Paragraph((RULE.vi, " ", english(RULE)), "meta"),
    )


def replaced(edition: Edition) -> Block | None:
    """Return which forms came more than once, and which delivery is in use; ``None`` when each came once."""
    again = [each for each in edition.receipts if len(each.sent) > 1]
    if not again:
        return None
    lines = [
        (
            Run(f"Biểu {each.number}", "strong"),
            f" ({edition.agencies[each.agency].name.vi}): dùng lần gửi {len(each.sent)}{_of(each.sent[-1])}, thay "
            f"lần trước{_of(each.sent[-2])}.",
        )
        for each in again
    ]
    return group(paragraph("Biểu được gửi nhiều lần, báo cáo dùng lần mới nhất:"), bullets(lines))


def state_words(state: DeliveryState, days: int) -> Text:
    """Return the words of how a form stands.

    >>> state_words("late", 4).vi, state_words("on_time", 0).en
    ('Muộn 4 ngày', 'In time')
    """
    words = RECEIPTS[state]
    return Text(words.vi.format(days=days), words.en.format(days=days))


def _by_agency(edition: Edition, asked: Iterable[Receipt]) -> list[Receipt]:
    """The forms of an agency together, the agencies in the order in which their first form stands."""
    order = list(dict.fromkeys(each.agency for each in edition.receipts))
    return sorted(asked, key=lambda each: order.index(each.agency))


def _row(edition: Edition, each: Receipt, day: dt.date) -> TableRow:
    state = each.state(day)
    words = state_words(state, each.days(day)).vi
    missing = Run("báo cáo lập không có biểu này", "small")
    gap = any(gap.form == each.form for gap in edition.gaps)
    return row(
        cell(f"{each.number}. {edition.forms[each.form].vi}"),
        cell(format_date(each.first) if each.first else "–"),
        cell((Mark(KINDS[state], words),), *((missing,) if gap else ())),
        _used(each),
        cell(", ".join(each.targets) or "–"),
    )


def _used(each: Receipt) -> TableCell:
    """The delivery in use: which one, of which vintage, on which day."""
    if not each.came:
        return cell("–")
    last = each.sent[-1]
    vintage = Run(inside(VINTAGES[last.vintage].vi), "small") if last.vintage else Run("", "small")
    if len(each.sent) == 1:
        return cell("lần 1", vintage)
    day = f": {format_date(last.on)}" if last.on else ""
    return cell(f"lần {len(each.sent)}{day}", vintage)


def _of(sent: Sent) -> str:
    """The day and vintage of a delivery in brackets, as far as they are known."""
    parts = [format_date(sent.on)] if sent.on else []
    parts += [inside(VINTAGES[sent.vintage].vi)] if sent.vintage else []
    return f" ({', '.join(parts)})" if parts else ""


def _calendar(edition: Edition, year: int) -> str:
    calendar = edition.plan.calendar
    return (
        f"Các cơ quan gửi số liệu trước ngày {format_date(calendar.agencies.of_year(year))}, tỉnh báo cáo trước ngày "
        f"{format_date(calendar.province.of_year(year))} ({calendar.source.vi})."
    )


def _counts(asked: Iterable[Receipt], day: dt.date) -> str:
    counts = Counter(each.state(day) for each in asked)
    came = counts["on_time"] + counts["late"] + counts["undated"]
    counted = (("on_time", "đúng hạn"), ("late", "muộn"), ("undated", "không rõ ngày nhận"))
    parts = ", ".join(f"{counts[key]} {words}" for key, words in counted if counts[key])  # type: ignore[index]
    missing = counts["overdue"] + counts["not_due"]
    left = f"; còn thiếu {missing} biểu" if missing else ""
    return (
        f"Đến ngày chốt số liệu {format_date(day)}, đã nhận {came} trên {came + missing} biểu"
        f"{f' ({parts})' if parts else ''}{left}."
    )
