"""What changed from one edition to the next: figure by figure, from what to what, by how much and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gender_indicators.base import VERDICTS, Text, format_decimal, format_integer, rounded
from gender_indicators.figures import TOTAL, ProtectedFigure
from gender_indicators.plan import Measure
from gender_indicators.report.document.blocks import Block, Paragraph, bullets, group, paragraph
from gender_indicators.report.document.inline import Run, TableCell, cell, english
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, group_row, row
from gender_indicators.report.wording import figure_mark, gap_words, number_of, plain_number
from gender_indicators.results import Cause, CauseKind, Change, ChangeKind, Edition

KINDS: dict[ChangeKind, Text] = {
    "changed": Text("thay đổi", "changed"),
    "added": Text("có thêm", "added"),
    "removed": Text("không còn", "removed"),
    "hidden": Text("nay được bảo mật", "now hidden"),
    "opened": Text("nay được nêu", "now shown"),
}
CAUSES: dict[CauseKind, Text] = {
    "data": Text("Số liệu gửi lại hoặc gửi thêm", "data delivered again or later"),
    "correction": Text("Đính chính", "a correction"),
    "waiver": Text("Lỗi được chấp nhận", "an accepted finding"),
    "reading": Text("Cách hiểu chỉ tiêu", "the reading of the plan's wording"),
    "map": Text("Bản đồ hành chính", "the administrative map"),
    "name": Text("Tên đơn vị", "the name of the area"),
    "threshold": Text("Mức mục tiêu", "the target's value"),
    "method": Text("Cách tính trong kế hoạch", "how the plan says it is computed"),
    "program": Text("Phiên bản chương trình", "the version of the program"),
    "rounding": Text("Phiên bản thư viện tính toán (làm tròn)", "the version of a library (rounding)"),
    "hiding": Text("Bảo mật số nhỏ", "the protection of small counts"),
}


def summary_of_changes(changes: Sequence[Change]) -> Text:
    """Return the numbers of changes in a sentence."""
    counts = Counter(change.kind for change in changes)
    turned = sum(change.turned and change.kind == "changed" for change in changes)
    found = [(format_integer(counts[kind]), words) for kind, words in KINDS.items() if counts[kind]]
    if not found:
        return Text("Không có số liệu nào thay đổi.", "No figure has changed.")
    return Text(
        f"{', '.join(f'{n} số liệu {words.vi}' for n, words in found)}; {turned} đánh giá thay đổi.",
        f"{', '.join(f'{n} {words.en}' for n, words in found)}; {turned} verdicts turned.",
    )


def changes_blocks(edition: Edition, changes: Sequence[Change], sources: bool = False) -> Block:
    """Return the changes as blocks, target by target; with ``sources`` also files and cells, for the office only."""
    words = summary_of_changes(changes)
    changes = changes if sources else [_for_readers(edition, change) for change in changes]
    ordered = sorted(changes, key=lambda change: _place(edition, change))
    columns = (
        TableColumn("Đơn vị, kỳ", width="1fr"),
        TableColumn("Trước", numeric=True),
        TableColumn("Nay", numeric=True),
        TableColumn("Chênh lệch", numeric=True),
        TableColumn("Đánh giá"),
        TableColumn("Nguyên nhân", width="1.4fr"),
        *((TableColumn("Tệp, ô"),) if sources else ()),
    )
    rows = tuple(_rows(edition, ordered, sources))
    table = TableBlock("Số liệu thay đổi, theo chỉ tiêu thành phần", columns, rows, stack=True) if rows else None
    return group(
        Paragraph((words.vi, " ", english(words)), "lead"),
        _by_cause(edition, changes),
        table,
    )


def _for_readers(edition: Edition, change: Change) -> Change:
    """The change as readers may know it: why a count of people is told no more, or told now, would tell of it."""
    sensitive = any(each.sensitive and each.id == change.figure.measure for each in edition.plan.measures)
    return replace(change, causes=(Cause("hiding"),)) if sensitive and change.difference is None else change


def cause_words(edition: Edition, cause: Cause) -> str:
    """Return why, in words; of data also which form of which year."""
    words = CAUSES[cause.kind].vi
    if not cause.form:
        return words
    title = edition.forms.get(cause.form)
    return f"{words}: {title.vi if title else cause.form} ({cause.year})"


def _by_cause(edition: Edition, changes: Iterable[Change]) -> Block | None:
    counts = Counter("; ".join(cause_words(edition, cause) for cause in change.causes) for change in changes)
    if not counts:
        return None
    lines = [(f"{format_integer(number)} số liệu: {words}",) for words, number in counts.most_common()]
    return group(paragraph("Nguyên nhân của các thay đổi:"), bullets(lines))


def _rows(edition: Edition, changes: Iterable[Change], sources: bool) -> Iterator[TableRow]:
    measures = {measure.id: measure for measure in edition.plan.measures}
    for name, own in groupby(changes, key=lambda change: change.figure.measure):
        measure = measures.get(name)
        yield group_row(f"{name}. {measure.name.vi} ({measure.unit.vi})" if measure else name)
        for change in own:
            yield _row(edition, change, measure, sources)


def _row(edition: Edition, change: Change, measure: Measure | None, sources: bool) -> TableRow:
    figure = change.figure
    breakdown = "" if figure.breakdown == TOTAL else _breakdown(measure, figure.breakdown)
    place = cell(figure.area.name, Run(" · ".join(filter(None, (breakdown, figure.period))), "small"))
    causes = cell("; ".join(cause_words(edition, cause) for cause in change.causes))
    return row(
        place,
        _value(change.before, measure),
        _value(change.after, measure),
        _difference(change, measure),
        _verdicts(change),
        causes,
        *((_sources(change),) if sources else ()),
    )


def _breakdown(measure: Measure | None, name: str) -> str:
    words = measure.breakdowns.get(name) if measure else None
    return words.vi if words else name


def _value(figure: ProtectedFigure | None, measure: Measure | None) -> TableCell:
    if figure is None:
        return cell(Run("không có", "small"))
    number = number_of(figure, measure) if measure else None
    if number is None:
        return cell(Run(gap_words(figure), "small")) if figure.gap else cell(plain_number(figure.value or 0.0))
    return cell(number)


def _difference(change: Change, measure: Measure | None) -> TableCell:
    """By how much, with as many decimals as it takes to show that there is a difference."""
    difference = change.difference
    if not difference:
        return cell("")
    decimals = measure.decimals if measure else 1
    sign, size = ("+" if difference > 0 else "−"), abs(difference)
    return cell(f"{sign}{format_decimal(size, decimals) if float(rounded(size, decimals)) else plain_number(size)}")


def _verdicts(change: Change) -> TableCell:
    """The verdict as it was and as it is, where it turned."""
    before, after = change.before, change.after
    if not change.turned or before is None or after is None or before.verdict is None or after.verdict is None:
        return cell("")
    return cell((VERDICTS[before.verdict].vi, " →"), figure_mark(after))


def _sources(change: Change) -> TableCell:
    found = dict.fromkeys(
        ", ".join(filter(None, (each.file, each.sheet, each.rows))) for each in change.figure.sources
    )
    return cell(*(Run(words, "small") for words in found))


def _place(edition: Edition, change: Change) -> tuple[object, ...]:
    order = {measure.id: position for position, measure in enumerate(edition.plan.measures)}
    figure = change.figure
    areas = {area.code: position for position, area in enumerate(edition.areas)}
    part = (figure.breakdown != TOTAL, figure.breakdown)
    return (
        order.get(figure.measure, len(order)), areas.get(figure.area.code, len(areas)), figure.area.code,
        figure.first_year is not None, -figure.year, figure.period, *part,
    )  # fmt: skip


__all__ = ["CAUSES", "KINDS", "cause_words", "changes_blocks", "summary_of_changes"]
