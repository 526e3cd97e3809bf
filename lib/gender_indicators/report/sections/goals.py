"""The results goal by goal: per target the plan's words, per measure its value, its trend, its parts."""

from __future__ import annotations

from collections.abc import Iterator

from gender_indicators.base import VERDICTS, Text, format_decimal, inside
from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import AreaRef, Baseline, Goal, Measure, NationalReference, Target, chosen_settings
from gender_indicators.report.charts.charts import own_points, trend
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
from gender_indicators.report.document.inline import Line, Link, Run, cell
from gender_indicators.report.document.links import measure_address, target_anchor
from gender_indicators.report.document.tables import TableBlock, TableColumn, row
from gender_indicators.report.sections.progression import progression
from gender_indicators.report.wording import (
    basis,
    cautions,
    figure_mark,
    gap_words,
    interval,
    is_stale,
    number_of,
    plain_number,
    sentence,
    target_mark,
    threshold_words,
    value_cell,
    with_unit,
)
from gender_indicators.results import Edition

_POOLED_YEARS = 3


def goals(edition: Edition, area: AreaRef) -> Block:
    """Return the sections of all goals."""
    return Group(tuple(goal(edition, each, area) for each in edition.plan.goals))


def goal(edition: Edition, goal: Goal, area: AreaRef) -> Block:
    """Return the section of one goal."""
    title = Text(f"Mục tiêu {goal.id}. {goal.name.vi}", f"Goal {goal.id}. {goal.name.en}")
    targets = [part for target in goal.targets for part in _target(edition, target, area)]
    return group(Heading(3, title, f"muc-tieu-{goal.id}"), *targets)


def _target(edition: Edition, target: Target, area: AreaRef) -> Iterator[Block]:
    yield Heading(4, Text(f"Chỉ tiêu {target.id}. {target.name.vi}", target.name.en), target_anchor(target.id))
    yield Paragraph((f"“{target.wording}”",), "quote")
    yield paragraph("Đánh giá: ", target_mark(edition, target.id, area))
    for measure in target.measures:
        if len(target.measures) > 1:
            yield Heading(5, Text(measure.name.vi, ""))
        yield from _measure(edition, measure, area)


def _measure(edition: Edition, measure: Measure, area: AreaRef) -> Iterator[Block]:
    figure = edition.figure(measure.id, area.code)
    yield Paragraph(sentence(figure, measure), "")
    if measure.baseline:
        yield Paragraph((_start(measure, measure.baseline),), "meta")
    behind = Link("Nguồn, cách tính", measure_address(measure.id), printed=False)
    yield Paragraph((f"{measure.definition.vi} ", behind), "meta")
    if reading := _reading(edition, measure):
        others = _other_readings(edition, measure) if area == edition.province else ""
        yield Paragraph((Run("Đang dùng: ", "strong"), f"{reading}.{others}"), "meta")
    for each in (b for b in measure.breaks if b.year > edition.plan.first_year):
        yield Paragraph((f"Chuỗi số liệu bị ngắt ở năm {each.year}: {each.why.vi}.",), "caveat")
    for words in cautions(figure, measure):
        yield Paragraph((words,), "caveat")
    if measure.references and figure.gap is None:
        yield bullets(_reference(reference, measure) for reference in measure.references)
    if figure.gap is None:
        yield _history(edition, measure, area)
        if (together := _pooled(edition, measure, area)) is not None:
            yield together
        if (way := progression(edition, measure, area)) is not None:
            yield way
        if parts := edition.breakdowns(measure.id, area.code):
            yield _parts(parts, measure)


def _start(measure: Measure, baseline: Baseline) -> str:
    target = threshold_words(measure.threshold, measure.unit.vi)
    value = with_unit(plain_number(baseline.value), measure.unit.vi)
    return f"Mục tiêu: {target}. Điểm xuất phát của kế hoạch: {value}."


def _reading(edition: Edition, measure: Measure) -> str:
    """Return the readings in use of the plan's open wordings; nothing where the measure has none."""
    chosen = chosen_settings(measure, edition.year)
    return "; ".join(
        option.name.vi
        for name, setting in measure.settings.items()
        for option in setting.options
        if option.value == chosen[name]
    )


def _other_readings(edition: Edition, measure: Measure) -> str:
    """The verdict on the province under every other reading of the measure."""
    words = ""
    for each in edition.readings:
        if each.measure == measure.id:
            option = next(o for o in measure.settings[each.setting].options if o.value == each.option)
            words += f" Nếu hiểu là “{option.name.vi}”: {inside(VERDICTS[each.verdict].vi)}."
    return words


def _reference(reference: NationalReference, measure: Measure) -> Line:
    value = with_unit(plain_number(reference.value), measure.unit.vi)
    return (
        f"Tham chiếu quốc gia, {reference.label.vi}, năm {reference.year}: {value} ",
        Run(f"({reference.source})", "small"),
    )


def _history(edition: Edition, measure: Measure, area: AreaRef) -> Block:
    series = edition.series(measure.id, area.code)
    years = range(edition.plan.first_year, max(edition.plan.last_year, edition.year.year) + 1)
    chart = trend(series, measure, years)
    table = _years(series, measure, area, beside=chart is not None)
    if chart is not None:
        return Beside(chart, table, "1.05fr, 1fr")
    return group(Paragraph((_why_no_chart(series),), "meta"), table if len(series) > 1 else None)


def _pooled(edition: Edition, measure: Measure, area: AreaRef) -> Block | None:
    """The last three years of a rare event together, where one year says little."""
    figure = edition.together(measure.id, area.code)
    if figure is None or figure.value is None:
        return None
    value = with_unit(format_decimal(figure.value, measure.decimals), measure.unit.vi)
    details = "; ".join((*basis(figure, measure), interval(figure, measure)))
    return Paragraph(
        (
            Run(f"Tính chung {figure.first_year}–{figure.year}: ", "strong"),
            f"{value} ({details}), để giảm dao động ngẫu nhiên.",
        ),
        "",
    )


def _why_no_chart(series: tuple[ProtectedFigure, ...]) -> str:
    if any(map(is_stale, series)):
        return "Không vẽ biểu đồ: số liệu cũ được dùng lại qua các năm không phải là xu hướng."
    return f"Không vẽ biểu đồ: mới có số liệu của {len(own_points(series))} năm trên bản đồ hành chính này."


def _years(series: tuple[ProtectedFigure, ...], measure: Measure, area: AreaRef, beside: bool) -> TableBlock:
    columns = (
        TableColumn("Năm", width="12mm"),
        TableColumn(f"Kết quả ({measure.unit.vi})", numeric=True, width="1fr"),
        TableColumn("Đánh giá", width="27mm"),
    )
    rows = tuple(row(str(f.year), value_cell(f, measure), cell(figure_mark(f))) for f in series)
    label = f"{measure.name.vi} qua các năm"
    return TableBlock("Số liệu theo năm" if beside else label, columns, rows, size="8pt", label=label)


def _parts(parts: tuple[ProtectedFigure, ...], measure: Measure) -> TableBlock:
    columns = (
        TableColumn("Phân tổ", width="1fr"),
        TableColumn(f"Kết quả ({measure.unit.vi})", numeric=True, width="35mm"),
        TableColumn("Tử số/mẫu số", numeric=True, width="40mm"),
    )
    rows = tuple(
        row(
            _part_name(f, measure),
            cell(number_of(f, measure) or Run(gap_words(f), "small")),
            "; ".join(basis(f, measure)),
        )
        for f in parts
    )
    return TableBlock(f"{measure.name.vi} theo phân tổ, năm {parts[0].year}", columns, rows, size="8.5pt")


def _part_name(figure: ProtectedFigure, measure: Measure) -> str:
    name = measure.breakdowns.get(figure.breakdown)
    return name.vi if name else figure.breakdown
