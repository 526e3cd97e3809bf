"""The table of all targets: what was promised, where last year and this year stand, who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from gender_indicators.base import STRUCTURAL_GAPS
from gender_indicators.plan import AreaRef, Measure, Target
from gender_indicators.report.document.blocks import Block
from gender_indicators.report.document.inline import Link, Run, TableCell, cell
from gender_indicators.report.document.links import target_anchor
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, group_row, row
from gender_indicators.report.wording import (
    agency_name,
    area_inside,
    change_cell,
    figure_mark,
    plain_number,
    previous,
    target_mark,
    threshold_cell,
    value_cell,
)
from gender_indicators.results import Edition

_NAME = "Mục tiêu, chỉ tiêu"


def scorecard(edition: Edition, area: AreaRef) -> Block:
    """Return the table of targets by goal; a target of several measures has a row for each below its own."""
    year = edition.year.year
    columns = (
        TableColumn("STT", width="9mm"),
        TableColumn(_NAME, width="1fr"),
        TableColumn("Đơn vị tính", width="14mm", under=_NAME),
        TableColumn(f"Mục tiêu {edition.plan.last_year}", width="20mm"),
        TableColumn(f"Kết quả năm {year - 1}", numeric=True, width="22mm"),
        TableColumn(f"Kết quả năm {year}", numeric=True, width="24mm"),
        TableColumn("Thay đổi", numeric=True, width="19mm"),
        TableColumn("Đánh giá", width="25mm"),
        TableColumn("Cơ quan chủ trì", width="24mm", under=_NAME),
    )
    caption = f"Kết quả thực hiện {len(edition.plan.targets)} chỉ tiêu, {area_inside(area.name)}, năm {year}"
    return TableBlock(caption, columns, tuple(_rows(edition, area)), row_header=1, stack=True)


def _rows(edition: Edition, area: AreaRef) -> Iterator[TableRow]:
    for goal in edition.plan.goals:
        yield group_row(f"Mục tiêu {goal.id}. {goal.name.vi}")
        for target in goal.targets:
            yield from _target(edition, target, area)


def _target(edition: Edition, target: Target, area: AreaRef) -> Iterator[TableRow]:
    verdict = target_mark(edition, target.id, area)
    if len(target.measures) == 1:
        yield row(_id(target), cell(Run(target.name.vi, "strong")), *_result(edition, target.measures[0], area))
        return
    nothing = [""] * 5
    yield row(_id(target), cell(Run(target.name.vi, "strong")), *nothing, cell((verdict,)), "")
    for measure in target.measures:
        yield row("", measure.name.vi, *_result(edition, measure, area))


def _id(target: Target) -> Link:
    """The number of a target, which leads to what is told of it below."""
    return Link(target.id, f"#{target_anchor(target.id)}")


def _result(edition: Edition, measure: Measure, area: AreaRef) -> tuple[TableCell, ...]:
    figure = edition.figure(measure.id, area.code)
    before = previous(edition, measure.id, area.code)
    return (
        cell(measure.unit.vi),
        cell(threshold_cell(measure), Run(_start(measure), "small")),
        value_cell(before, measure) if before and before.gap not in STRUCTURAL_GAPS else cell("–"),
        value_cell(figure, measure) if figure.gap is None else cell("–"),
        change_cell(figure, before, measure),
        cell(figure_mark(figure)),
        cell(agency_name(edition, measure)),
    )


def _start(measure: Measure) -> str:
    return f"điểm xuất phát: {plain_number(measure.baseline.value)}" if measure.baseline else ""
