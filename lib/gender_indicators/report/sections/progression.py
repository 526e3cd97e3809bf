"""The way to a target by its deadline: what each published method says, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from gender_indicators.base import ANTICIPATIONS, GROWTHS, METHODS, OVERALLS, REASONS, UNSURE, format_decimal
from gender_indicators.figures import (
    AnticipatedProgress,
    CurrentStatus,
    GrowthRatio,
    Likelihood,
    NotDefined,
    ProtectedFigure,
    RequiredPath,
    Result,
    progress_of,
    summary,
)
from gender_indicators.plan import AreaRef, Measure
from gender_indicators.report.document.blocks import Block, Paragraph, group
from gender_indicators.report.document.inline import Run, cell
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, row
from gender_indicators.report.wording import points_unit
from gender_indicators.results import Edition


def progression(edition: Edition, measure: Measure, area: AreaRef) -> Block | None:
    """Return the table of methods and a sentence of what they say together; ``None`` where there is nothing to say.

    Nothing is left to foresee in the plan's last year, nor where every method is undefined.
    """
    deadline = edition.plan.last_year
    series = edition.series(measure.id, area.code)
    results = progress_of(series, measure, deadline, edition.plan.confidence)
    rows = tuple(line for result in results for line in _rows_of(result, measure))
    if edition.year.year >= deadline or not rows:
        return None
    columns = (
        TableColumn("Phương pháp", width="1.1fr"),
        TableColumn("Tính từ", width="1fr"),
        TableColumn("Kết quả", width="1.3fr"),
    )
    caption = f"Tiến độ đến năm {deadline}: {measure.name.vi}"
    undefined = [f"{METHODS[r.method].vi} ({REASONS[r.reason].vi})" for r in results if _undefined(r)]
    left_out = f"Không tính: {'; '.join(undefined)}." if undefined else ""
    return group(
        Paragraph((Run("Tiến độ: ", "strong"), f"{_overall(results, series[-1])}."), ""),
        TableBlock(caption, columns, rows, size="8pt"),
        Paragraph((left_out,), "meta") if left_out else None,
    )


def _overall(results: tuple[Result, ...], now: ProtectedFigure) -> str:
    """What the methods say together; a value at the target by chance alone is not said to hold."""
    words = summary(results)
    unsure = f", nhưng đánh giá {UNSURE.vi}" if words == "met" and now.certainty == "uncertain" else ""
    return f"{OVERALLS[words].vi}{unsure}"


def _undefined(result: Result) -> TypeGuard[NotDefined]:
    return isinstance(result, NotDefined) and result.method in METHODS


def _rows_of(result: Result, measure: Measure) -> Iterator[TableRow]:
    match result:
        case RequiredPath():
            ahead = round(result.ahead, measure.decimals)
            pace = "tốt hơn" if ahead > 0 else "kém hơn" if ahead < 0 else "đúng"
            points = f" {unit}" if (unit := points_unit(measure)) != measure.unit.vi else ""
            by = f" {_number(abs(ahead), measure)}{points}" if ahead else ""
            inputs = f"{_way(result, measure)}; lộ trình cần {_number(result.required, measure)}"
            yield _row("required_path", inputs, f"{pace} lộ trình{by}")
        case CurrentStatus():
            index, expected = (format_decimal(value, 1) for value in (result.index, result.expected))
            yield _row("current_status", _way(result, measure), f"{index} trên 10; đến năm nay cần {expected}")
        case AnticipatedProgress():
            value = _number(result.anticipated, measure)
            words = f"dự kiến {value} vào năm {result.target.year}: {ANTICIPATIONS[result.verdict].vi}"
            yield _row("anticipated_progress", f"{len(result.series.points)} năm của chuỗi", words)
        case GrowthRatio():
            actual, required = (format_decimal(100 * rate, 1) for rate in (result.actual, result.required))
            needed = "" if result.verdict == "target_achieved" else f", cần {required}%"
            words = f"{actual}% một năm{needed}: {GROWTHS[result.verdict].vi}".replace("-", "−")
            yield _row("growth_ratio", _way(result, measure), words)
        case Likelihood():
            words = f"khả năng {_chance(result.probability)}; {_forecast(result, measure)}"
            yield _row("likelihood", f"{len(result.series.points)} năm của chuỗi", words)


def _forecast(result: Likelihood, measure: Measure) -> str:
    """The value foreseen with its interval; one that is wider than the value is large says nothing."""
    if result.high - result.low > abs(result.predicted):
        return "khoảng dự báo quá rộng, không nêu"
    low, high = _number(result.low, measure), _number(result.high, measure)
    return f"dự báo {_number(result.predicted, measure)} (khoảng dự báo {low} – {high})"


def _row(method: str, inputs: str, words: str) -> TableRow:
    return row(METHODS[method].vi, cell(Run(inputs, "small")), words)


def _way(result: RequiredPath | CurrentStatus | GrowthRatio, measure: Measure) -> str:
    start, now = result.start, result.now
    return f"{start.year}: {_number(start.value, measure)}; {now.year}: {_number(now.value, measure)}"


def _number(value: float, measure: Measure) -> str:
    return format_decimal(value, measure.decimals)


def _chance(probability: float) -> str:
    """Return a probability in whole per cent, never as certain.

    >>> _chance(0.997), _chance(0.5), _chance(0.001)
    ('trên 99%', '50%', 'dưới 1%')
    """
    if probability > 0.99:
        return "trên 99%"
    return f"{format_decimal(100 * probability, 0)}%" if probability >= 0.01 else "dưới 1%"
