"""The units of the province beside each other, in the order of their codes: a comparison, not a ranking."""

from __future__ import annotations

from gender_indicators.base import LEVELS, Text, inside, verdict_words
from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import Level, Measure
from gender_indicators.report.charts.charts import dots
from gender_indicators.report.document.blocks import (
    Beside,
    Block,
    Group,
    Heading,
    Paragraph,
    bullets,
    group,
    paragraph,
)
from gender_indicators.report.document.inline import Run, cell
from gender_indicators.report.document.tables import TableBlock, TableColumn, row
from gender_indicators.report.wording import counts_title, figure_mark, gap_words, headline, label_of
from gender_indicators.results import Edition

_NO_RANKING = (
    "Các đơn vị xếp theo mã, không xếp hạng: số trường hợp được phát hiện phụ thuộc vào việc theo dõi, ghi chép; "
    "đơn vị nhỏ có kết quả dao động mạnh."
)

_ROWS_ON_A_PAGE = 42


def comparisons(edition: Edition) -> Block:
    """Return the comparison of every measure shown below the province, and why the others are not."""
    level = lower_level(edition)
    shown = [m for m in edition.plan.measures if m.shown_at(level)]
    hidden = [m for m in edition.plan.measures if not m.shown_at(level)]
    return group(
        Paragraph((_NO_RANKING,), "note"),
        *(comparison(edition, measure) for measure in shown),
        _not_compared(hidden, level) if hidden else None,
    )


def lower_level(edition: Edition) -> Level:
    """Return the level of the units compared in this edition."""
    return edition.year.levels[-1]


def comparison(edition: Edition, measure: Measure) -> Block:
    """Return the table and the dot plot of one measure; a hidden or missing value stands with its reason."""
    areas = sorted(edition.areas[1:], key=lambda area: area.code)
    figures = [edition.figure(measure.id, area.code) for area in areas]
    if not figures:
        return Group(())
    chart = dots(figures, measure)
    table = _table(figures, measure, beside=chart is not None)
    heading = Heading(3, Text(f"{measure.id}. {measure.name.vi}", measure.name.en), f"so-sanh-{measure.id}")
    caveat = Paragraph((measure.caveat.vi,), "caveat") if measure.caveat else None
    if chart is None:
        why = Paragraph(("Không vẽ biểu đồ: chưa đủ hai đơn vị có số liệu.",), "meta")
        return group(heading, caveat, why, table)
    left = group(caveat, chart)  # narrow but long: the heading then stays with the table on paper
    return group(heading, Beside(left, table, "0.72fr, 1fr", breakable=len(figures) > _ROWS_ON_A_PAGE))


def _table(figures: list[ProtectedFigure], measure: Measure, beside: bool) -> TableBlock:
    columns = (
        TableColumn("Đơn vị", width="1fr"),
        TableColumn("Kết quả", numeric=True, width="13mm"),
        TableColumn(counts_title(figures, measure), numeric=True, width="auto"),
        TableColumn("Đánh giá", width="27mm"),
    )
    rows = tuple(
        row(
            f.area.name,
            cell(label_of(f, measure) or "–"),
            cell(Run("; ".join(words[1] if (words := headline(f, measure)) else ()) or "–", "small")),
            cell(figure_mark(f) if f.gap is None else Run(gap_words(f), "small")),
        )
        for f in figures
    )
    label = f"{measure.name.vi} theo đơn vị, năm {figures[0].year}"
    return TableBlock("Số liệu theo đơn vị" if beside else label, columns, rows, size="7.5pt", label=label)


def _not_compared(measures: list[Measure], level: Level) -> Block:
    reasons: dict[str, list[str]] = {}
    for measure in measures:
        words = inside(verdict_words(measure.below or "not_published", level).vi)
        reasons.setdefault(words, []).append(f"{measure.name.vi} ({measure.id})")
    return group(
        Heading(3, Text(f"Các số đo không so sánh ở {LEVELS[level].vi}", f"Not compared at {LEVELS[level].en}")),
        bullets(
            (Run(f"{words[:1].upper()}{words[1:]}: ", "strong"), f"{'; '.join(names)}.")
            for words, names in reasons.items()
        ),
    )


def not_for_units() -> Block:
    """Return what a unit's report shows in place of the comparison."""
    return paragraph("Phần so sánh giữa các đơn vị được trình bày trong báo cáo của tỉnh.")
