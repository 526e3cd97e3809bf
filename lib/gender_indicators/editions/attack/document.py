"""What files of words come to (headings, paragraphs, tables, drawings), and how those are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gender_indicators.editions.attack.names import NOTHING, Labels
from gender_indicators.editions.attack.statements import Part, Statement
from gender_indicators.editions.attack.text import Hint, Text

_COLUMNS: tuple[tuple[re.Pattern[str], Hint], ...] = (
    (re.compile(r"^mục tiêu|^ngưỡng|^target"), "bound"),
    (re.compile(r"^thay đổi|^change"), "change"),
    (re.compile(r"^(?:số )?dòng|^rows"), "rows"),
    (re.compile(r"hai đầu khoảng"), "ends"),
    (re.compile(r"^tử số\s*/\s*mẫu số"), "counts"),
    (re.compile(r"^(?:stt|số|mã kiểm tra.*|tệp.*|hàm tính)$"), "skip"),
)
_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (re.compile(r"^(?:tử số|numerator)$"), "numerator"),
    (re.compile(r"^(?:mẫu số|denominator)$"), "denominator"),
    (re.compile(r"^(?:n|cỡ mẫu)$"), "n"),
    (re.compile(r"^sai số chuẩn|^standard[_ ]error"), "standard_error"),
    (re.compile(r"^đầu dưới|^ci[_ ]low"), "ci_low"),
    (re.compile(r"^đầu trên|^ci[_ ]high"), "ci_high"),
    (re.compile(r"^hệ số biến thiên|^cv$"), "cv"),
)
_DERIVED = re.compile(r"tiến độ đến|lộ trình|chỉ số|tốc độ|khả năng|dự báo|phương pháp")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: what it names holds until the next of its level or above."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``kind`` tells where it stands if not in plain sight ("chú thích HTML").

    What stands ``alone`` belongs to no section: the foot of a page, the properties of a file.
    """

    text: str
    kind: str = ""
    alone: bool = False
    hint: Hint = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with what its attributes or notes say besides."""

    text: str = ""
    header: bool = False
    besides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, a merged cell standing in every place it covers; the first ``heads`` are titles."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in SVG with the words that describe it."""

    svg: str
    alt: str = ""
    caption: str = ""


Block = Heading | Paragraph | Table | Picture


def read_blocks(blocks: Iterable[Block], text: Text, page: Labels) -> Iterator[Statement]:
    """Yield what the blocks of one file say; ``page`` is what the whole of it speaks of."""
    from gender_indicators.editions.attack.charts import read_chart

    stack: list[tuple[int, Labels]] = []
    number = 0
    for block in blocks:
        context = page
        for _, labels in stack:
            context = labels.over(context)
        if isinstance(block, Heading):
            stack = [each for each in stack if each[0] < block.level]
            labels = text.labels(block.text)
            stack.append((block.level, labels))
            yield from text.statements(block.text, labels.over(page), f"tiêu đề '{_short(block.text)}'")
        elif isinstance(block, Paragraph):
            around = page if block.alone else context
            where = f"{block.kind or 'đoạn'} '{_short(block.text)}'"
            yield from text.statements(block.text, around, where, block.hint)
        elif isinstance(block, Table):
            yield from read_table(block, text, context)
        else:
            number += 1
            yield from read_chart(block, text, context, f"biểu đồ {number}")


def read_table(table: Table, text: Text, context: Labels) -> Iterator[Statement]:
    """Yield what the cells of a table say by their own words, their row's, their column's, the caption's."""
    context = text.labels(table.caption).over(context)
    name = f"bảng '{_short(table.caption)}'"
    if table.caption:
        yield from text.statements(
            table.caption, context, name, "derived" if _DERIVED.search(table.caption.lower()) else ""
        )
    columns = _columns(table, text)
    overall: Hint = "derived" if _DERIVED.search(table.caption.lower()) else ""
    before, group = NOTHING, NOTHING
    for place, row in enumerate(table.rows[table.heads :], table.heads + 1):
        if _is_group(row):
            group = text.labels(row[0].text)
            yield from text.statements(row[0].text, group.over(context), f"{name}, hàng {place}")
            continue
        heads = _heads(row, text, context)
        own = _row_labels([cell for cell, is_head in zip(row, heads, strict=True) if is_head], text, context)
        if row and not row[0].text and own == NOTHING:
            own = before
        before = own
        title = next(
            (cell.text for cell, is_head in zip(row, heads, strict=True) if is_head and len(cell.text) > 4), ""
        )
        hint: Hint = overall or ("derived" if _DERIVED.search(title.lower()) else "")
        for number, (cell, is_head) in enumerate(zip(row, heads, strict=True)):
            column = columns[number] if number < len(columns) else _Column()
            if number and cell is row[number - 1]:
                continue  # a merged cell is read once
            labels = own.over(column.labels).over(group).over(context)
            where = f"{name}, hàng {place} '{_short(title)}', cột '{_short(column.title)}'"
            for besides, words in cell.besides:
                yield from text.statements(words, text.labels(cell.text).over(labels), f"{where}, {besides}")
            if not is_head:
                yield from text.statements(cell.text, labels, where, column.hint or hint, column.part)


@dataclass(frozen=True, slots=True)
class _Column:
    title: str = ""
    labels: Labels = NOTHING
    hint: Hint = ""
    part: Part | None = None


def _columns(table: Table, text: Text) -> list[_Column]:
    wide = max((len(row) for row in table.rows[: table.heads]), default=0)
    columns = []
    for number in range(wide):
        titles = [row[number].text for row in table.rows[: table.heads] if number < len(row)]
        title = " ".join(dict.fromkeys(titles)).strip()
        small = title.lower()
        hint: Hint = next((hint for pattern, hint in _COLUMNS if pattern.search(small)), "")
        part: Part | None = next((part for pattern, part in _PARTS if pattern.search(small)), None)
        part = part or next((k.parts[small] for k in text.names.measures.values() if small in k.parts), None)
        labels = replace(text.labels(title), first_year=None)
        besides = [
            text.labels(words)
            for row in table.rows[: table.heads]
            if number < len(row)
            for _, words in row[number].besides
        ]
        for each in besides:
            labels = labels.over(each)
        columns.append(_Column(title, labels, hint, part))
    return columns


def _is_group(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and all(cell is row[0] for cell in row)


def _heads(row: Sequence[Cell], text: Text, context: Labels) -> list[bool]:
    """Return which cells name what the row is about: marked as heads, or names without any number."""
    found = []
    for number, cell in enumerate(row):
        named = cell.header or (
            number < 3 and (text.labels(cell.text) != NOTHING or _is_breakdown(cell, text, context))
        )
        found.append(named and not text.numbers(cell.text))
    return found


def _row_labels(heads: Sequence[Cell], text: Text, context: Labels) -> Labels:
    labels = NOTHING
    for cell in heads:
        own = text.labels(cell.text)
        if own.measures and labels.measures and len(own.measures) < len(labels.measures):
            labels = replace(labels, measures=own.measures)
        labels = labels.over(own)
        if breakdown := text.names.breakdown(cell.text, labels.over(context).measures):
            labels = replace(labels, breakdown=breakdown)
    return labels


def _is_breakdown(cell: Cell, text: Text, context: Labels) -> bool:
    return bool(text.names.breakdown(cell.text, context.measures))


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= 60 else f"{told[:57]}..."
