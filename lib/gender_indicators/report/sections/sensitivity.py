"""How far the verdicts on the province hang on chance and on the reading of the plan's wording."""

from __future__ import annotations

from collections.abc import Iterator

from gender_indicators.figures import ProtectedFigure, Verdict, meets, print_value
from gender_indicators.plan import Measure
from gender_indicators.report.document.blocks import Block, group, paragraph
from gender_indicators.report.document.inline import Line, Run, TableCell, cell
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, row
from gender_indicators.report.wording import area_inside, figure_mark, mark, number_of, threshold_words
from gender_indicators.results import Edition


def sensitivity(edition: Edition) -> Block:
    """Return the table of every measure whose verdict could differ: at both ends of its interval, or read otherwise.

    The others are complete counts of a wording that leaves nothing open.
    """
    asked = [measure for measure in edition.plan.measures if _hangs(edition, measure)]
    fixed = [measure.id for measure in edition.plan.measures if measure not in asked]
    columns = (
        TableColumn("Số đo", width="1.2fr"),
        TableColumn("Kết quả", numeric=True, width="16mm"),
        TableColumn("Đánh giá", width="26mm"),
        TableColumn("Giới hạn dưới của khoảng tin cậy", width="24mm"),
        TableColumn("Giới hạn trên của khoảng tin cậy", width="24mm"),
        TableColumn("Nếu hiểu cách khác", width="1fr"),
    )
    place = f"{area_inside(edition.province.name)}, năm {edition.year.year}"
    caption = f"Đánh giá ở hai giới hạn của khoảng tin cậy và theo cách hiểu khác, {place}"
    return group(
        paragraph(
            "Bảng cho biết đánh giá có thay đổi hay không nếu giá trị thật nằm ở một giới hạn của khoảng tin cậy, "
            "hoặc nếu kế hoạch được hiểu theo cách khác. Ở hai giới hạn chỉ xét đạt hay chưa đạt."
        ),
        TableBlock(caption, columns, tuple(_rows(edition, asked)), row_header=0, stack=True, size="8.5pt"),
        paragraph(f"Không có khoảng tin cậy (lý do nêu ở từng số đo) và không có cách hiểu khác: {', '.join(fixed)}.")
        if fixed
        else None,
    )


def _hangs(edition: Edition, measure: Measure) -> bool:
    return bool(measure.settings or measure.threshold.tolerance or _has_ends(_total(edition, measure)))


def _total(edition: Edition, measure: Measure) -> ProtectedFigure:
    return edition.figure(measure.id, edition.province.code)


def _has_ends(figure: ProtectedFigure) -> bool:
    return figure.verdict_low is not None and figure.verdict_high is not None


def _rows(edition: Edition, measures: list[Measure]) -> Iterator[TableRow]:
    for measure in measures:
        figure = _total(edition, measure)
        value = number_of(figure, measure)
        yield row(
            f"{measure.id} {measure.name.vi}",
            cell(Run(value, "strong")) if value else cell("–"),
            cell(figure_mark(figure)),
            _at(figure.ci_low, figure.verdict_low, figure, measure),
            _at(figure.ci_high, figure.verdict_high, figure, measure),
            _otherwise(edition, measure),
        )


def _at(end: float | None, verdict: Verdict | None, figure: ProtectedFigure, measure: Measure) -> TableCell:
    if end is None or verdict is None:
        return cell("–")
    return cell(print_value(end, measure), (mark(verdict, figure.area.level),))


def _otherwise(edition: Edition, measure: Measure) -> TableCell:
    lines: list[Line] = []
    for each in (reading for reading in edition.readings if reading.measure == measure.id):
        option = next(o for o in measure.settings[each.setting].options if o.value == each.option)
        lines += [(option.name.vi,), (mark(each.verdict, "province"),)]
    figure, threshold = _total(edition, measure), measure.threshold
    if threshold.tolerance and figure.value is not None:
        exact = threshold.model_copy(update={"tolerance": 0.0})
        verdict: Verdict = "met" if meets(figure.value, exact) else "missed"
        lines += [(threshold_words(exact, measure.unit.vi),), (mark(verdict, "province"),)]
    return cell(*lines) if lines else cell("–")
