"""Figures in words: values with units, thresholds, changes and the sentence on a measure, in plain Vietnamese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gender_indicators.base import (
    CERTAINTIES,
    FLAGS,
    OPERATORS,
    format_decimal,
    format_integer,
    inside,
    verdict_words,
)
from gender_indicators.figures import ProtectedFigure, Verdict, detectable, print_count, print_value
from gender_indicators.plan import Agency, AreaRef, Level, Measure, Succession, Threshold
from gender_indicators.report.document.inline import Inline, Mark, Run, TableCell, cell, kind_of
from gender_indicators.results import Edition

_SHARES = {"%": "điểm phần trăm", "‰": "điểm phần nghìn"}
_TIMES = "lần"
_FEW = 5  # below so many bodies a percentage says less than the two counts
_TYPES = ("Tỉnh ", "Thành phố ", "Quận ", "Huyện ", "Thị xã ", "Thị trấn ", "Phường ", "Xã ", "Đặc khu ")


def number_of(figure: ProtectedFigure, measure: Measure) -> str | None:
    """Return the figure's value as printed, without unit; ``None`` where there is a gap.

    A gap hides whatever else the figure may carry.
    """
    if figure.gap is not None:
        return None
    if figure.value is None:
        raise ValueError(f"{figure.measure} {figure.area.code} {figure.year}: neither a value nor a gap")
    return print_value(figure.value, measure)


def area_inside(name: str) -> str:
    """Return an area's name as it stands inside a sentence: the word for its type starts small.

    >>> area_inside("Tỉnh Thừa Thiên Huế"), area_inside("A Lưới")
    ('tỉnh Thừa Thiên Huế', 'A Lưới')
    """
    return inside(name) if name.startswith(_TYPES) else name


def counted(figure: ProtectedFigure, measure: Measure) -> str:
    """Return "1/2" for a share of fewer than five bodies, where a percentage says less; else nothing."""
    if figure.gap is not None or not measure.counts_units or measure.kind != "share":
        return ""
    whole = figure.denominator
    return f"{print_count(figure.numerator or 0.0)}/{print_count(whole)}" if whole and whole < _FEW else ""


def headline(figure: ProtectedFigure, measure: Measure) -> tuple[str, tuple[str, ...]] | None:
    """Return the value as it is told first, with unit where it needs one, and what stands small below it.

    That is the number and what it was computed from; of fewer than five bodies their count ("1/2 cơ quan")
    and the percentage. ``None`` where there is a gap.
    """
    number = number_of(figure, measure)
    if number is None:
        return None
    if (count := counted(figure, measure)) and measure.denominator is not None:
        return f"{count} {measure.denominator.vi}", (with_unit(number, measure.unit.vi),)
    return number, basis(figure, measure)


def counts_title(figures: Iterable[ProtectedFigure], measure: Measure) -> str:
    """Return the title of the column for what stands small below :func:`headline`."""
    return "Tử số/mẫu số, %" if any(counted(f, measure) for f in figures) else "Tử số/mẫu số"


def label_of(figure: ProtectedFigure, measure: Measure) -> str | None:
    """Return the value as a chart labels it: the count of a few bodies, else the number; ``None`` at a gap."""
    return counted(figure, measure) or number_of(figure, measure)


def with_unit(number: str, unit: str) -> str:
    """Return ``number`` and ``unit`` as they are written together.

    >>> with_unit("50,9", "%"), with_unit("17,3", "/1.000 phụ nữ"), with_unit("1,8", "lần")
    ('50,9%', '17,3/1.000 phụ nữ', '1,8 lần')
    """
    return f"{number}{unit}" if unit[:1] in ("%", "‰", "/") else f"{number} {unit}"


def plain_number(value: float) -> str:
    """Return a number of the plan with the digits it has.

    >>> plain_number(30.0), plain_number(1.7)
    ('30', '1,7')
    """
    return format_integer(value) if value.is_integer() else format_decimal(value, len(repr(value).split(".")[1]))


def threshold_words(threshold: Threshold, unit: str = "", from_year: bool = True) -> str:
    """Return the threshold as the plan words it, with ``unit`` only if it is a sign like % or "lần".

    >>> threshold_words(Threshold(operator="<", value=30), "%")
    'dưới 30%'
    >>> threshold_words(Threshold(operator="=", value=100, from_year=2025))
    '100 từ năm 2025'
    >>> threshold_words(Threshold(operator=">=", value=85, tolerance=1.0))
    'khoảng 85 (từ 84)'
    >>> threshold_words(Threshold(operator="<=", value=2), "lần")
    'không quá 2,0 lần'
    """
    sign = unit if unit in _SHARES else ""
    value = f"{plain_number(threshold.value)}{sign}"
    if unit == _TIMES:
        value = f"{format_decimal(threshold.value, 1) if threshold.value.is_integer() else value} {unit}"
    words = OPERATORS[threshold.operator].vi.format(value=value)
    if threshold.tolerance and threshold.operator == ">=":
        words = f"khoảng {value} (từ {plain_number(threshold.value - threshold.tolerance)}{sign})"
    return f"{words} từ năm {threshold.from_year}" if threshold.from_year and from_year else words


def threshold_cell(measure: Measure) -> str:
    """Return the threshold as the scorecard shows it ("từ năm 2025: 100")."""
    words = threshold_words(measure.threshold, measure.unit.vi, from_year=False)
    start = measure.threshold.from_year
    return f"từ năm {start}: {words}" if start else words


def basis(figure: ProtectedFigure, measure: Measure) -> tuple[str, ...]:
    """Return what the value was computed from: "8.123/7.494", the persons a survey asked; nothing at a gap."""
    parts: list[str] = []
    if figure.gap is not None:
        return ()
    if figure.denominator is not None and (not measure.survey or measure.kind == "ratio_of_means"):
        parts.append(f"{print_count(figure.numerator or 0.0)}/{print_count(figure.denominator)}")
    if measure.survey and figure.n is not None:
        parts.append(f"n = {format_integer(figure.n)}")
    return tuple(parts)


def interval(figure: ProtectedFigure, measure: Measure) -> str:
    """Return the interval of an estimate, or nothing where the figure has none."""
    if figure.gap is not None or figure.ci_low is None or figure.ci_high is None or figure.ci_level is None:
        return ""
    return f"khoảng tin cậy {plain_number(round(figure.ci_level * 100, 3))}%: {ends(figure, measure)}"


def ends(figure: ProtectedFigure, measure: Measure) -> str:
    """Return the two ends of a figure's interval, or nothing where it has none."""
    if figure.gap is not None or figure.ci_low is None or figure.ci_high is None:
        return ""
    return " – ".join(format_decimal(bound, measure.decimals) for bound in (figure.ci_low, figure.ci_high))


def verdict_of(figure: ProtectedFigure) -> Verdict:
    """Return the verdict of a total, or its gap."""
    verdict = figure.gap or figure.verdict
    if verdict is None:
        raise ValueError(f"{figure.measure} {figure.area.code} {figure.year}: a total without verdict")
    return verdict


def mark(verdict: Verdict, level: Level, unsure: bool = False) -> Mark:
    """Return the status of a verdict for an area of ``level``."""
    return Mark(kind_of(verdict), verdict_words(verdict, level).vi, unsure)


def figure_mark(figure: ProtectedFigure) -> Mark:
    """Return the status of a total: its verdict or gap, and whether chance could change it."""
    return mark(verdict_of(figure), figure.area.level, figure.certainty == "uncertain")


def target_mark(edition: Edition, target: str, area: AreaRef) -> Mark:
    """Return the status of a target in an area."""
    return mark(edition.verdict(target, area.code), area.level, edition.uncertain(target, area.code))


def value_cell(figure: ProtectedFigure, measure: Measure) -> TableCell:
    """Return the value with what it was computed from below, or the gap's words."""
    head = headline(figure, measure)
    if head is None:
        return cell(Run(gap_words(figure), "small"))
    old = f"số liệu năm {figure.reference_year}" if is_stale(figure) else ""
    careful = "dùng thận trọng" if "caution" in figure.flags else ""
    small = (*head[1], ends(figure, measure), careful, old)
    return cell(Run(head[0], "strong"), *(Run(part, "small") for part in small))


def gap_words(figure: ProtectedFigure) -> str:
    """Return the words of the figure's gap, or nothing."""
    return inside(verdict_words(figure.gap, figure.area.level).vi) if figure.gap else ""


def is_stale(figure: ProtectedFigure) -> bool:
    """Whether the value describes an earlier year than the figure's."""
    return figure.reference_year is not None and figure.reference_year != figure.year


def described_year(figure: ProtectedFigure) -> int:
    """Return the year the data of a figure describe."""
    return figure.reference_year or figure.year


def previous(edition: Edition, measure: str, area: str) -> ProtectedFigure | None:
    """Return the figure of the year before, if there is one; that of the province may be on another map."""
    wanted = edition.year.year - 1
    return next((f for f in edition.series(measure, area) if f.year == wanted), None)


def change_cell(figure: ProtectedFigure, before: ProtectedFigure | None, measure: Measure) -> TableCell:
    """Return the change from the year before: points for shares, else the unit; nothing where undefined.

    A number of bodies or communes on another map is no change; a change from an older year names that year.
    """
    if before is None or before.gap or figure.gap or before.value is None or figure.value is None:
        return cell("–")
    start = described_year(before)
    if is_stale(figure) and figure.reference_year == start:
        return cell(Run("không có số liệu mới", "small"))
    if measure.counts_units and before.map != figure.map:
        return cell(Run("khác bản đồ", "small"))
    if any(before.year < each.year <= figure.year for each in measure.breaks):
        return cell(Run("khác định nghĩa", "small"))
    since = f"so với {start}" if start != figure.year - 1 else ""
    noise = "" if detectable(before, figure) else "trong phạm vi sai số"
    return cell(*_change(figure.value - before.value, measure), Run(since, "small"), Run(noise, "small"))


def points_unit(measure: Measure) -> str:
    """Return the unit of a difference: points for shares, else the measure's own."""
    return _SHARES.get(measure.unit.vi, measure.unit.vi)


def _change(difference: float, measure: Measure) -> tuple[Inline, ...]:
    unit = points_unit(measure)
    if difference == 0:
        return ("không đổi",)
    size = format_decimal(abs(difference), measure.decimals)
    if not size.strip("0,"):
        least = format_decimal(10.0**-measure.decimals, measure.decimals)
        return (f"dưới {least}", Run(unit, "small"))
    return (f"{'+' if difference > 0 else '−'}{size}", Run(unit, "small"))


def sentence(figure: ProtectedFigure, measure: Measure) -> tuple[Inline, ...]:
    """Return the sentence on a figure: year, value, what it came from, target, verdict."""
    start = f"Năm {figure.year}: "
    head = headline(figure, measure)
    if head is None:
        why = f" ({variation(figure)}; n = {format_integer(figure.n)})" if figure.cv is not None and figure.n else ""
        return (start, f"{gap_words(figure)}{why}.")
    value = head[0] if counted(figure, measure) else with_unit(head[0], measure.unit.vi)
    details = "; ".join(filter(None, (*head[1], interval(figure, measure))))
    bracket = f" ({details})" if details else ""
    target = threshold_words(measure.threshold, measure.unit.vi)
    verdict = inside(verdict_words(verdict_of(figure), figure.area.level).vi)
    return (
        start,
        Run(value, "strong"),
        f"{bracket}, mục tiêu {target}: ",
        Run(verdict, "strong"),
        f"; {sure.vi}." if (sure := CERTAINTIES.get((verdict_of(figure), figure.certainty))) else ".",
    )


def cautions(figure: ProtectedFigure, measure: Measure) -> tuple[str, ...]:
    """Return what must be read with the value: its flags, its year, the measure's caveat.

    A flag without words is shown as it is, never dropped.
    """
    if figure.gap is not None:
        return ()
    year = [f"Số liệu của năm {figure.reference_year}, chưa có số liệu mới hơn."] if is_stale(figure) else []
    flags = [flag for flag in figure.flags if flag != "stale" or not year]
    caveat = [measure.caveat.vi] if measure.caveat else []
    return (*year, *(f"{_flag(flag, figure)}." for flag in flags), *caveat)


def _flag(flag: str, figure: ProtectedFigure) -> str:
    words = FLAGS[flag].vi if flag in FLAGS else flag
    return f"{words} ({variation(figure)})" if flag == "caution" else words


def variation(figure: ProtectedFigure) -> str:
    """Return the coefficient of variation of a survey estimate in words, or nothing where there is none."""
    return f"hệ số biến thiên {format_decimal(100 * figure.cv, 1)}%" if figure.cv is not None else ""


def agency_name(edition: Edition, measure: Measure) -> str:
    """Return the responsible agencies of the plan and, once one is gone, who answers for the measure now.

    That is who took over the measure itself, else its forms. A succession no published decision confirms is
    marked as such.
    """
    day = dt.date(edition.year.year, 12, 31)
    return "; ".join(_agency(edition, edition.agencies[each], measure, day) for each in measure.responsible)


def _agency(edition: Edition, agency: Agency, measure: Measure, day: dt.date) -> str:
    heirs = _heirs(agency, measure) if agency.valid_to is not None and day > agency.valid_to else []
    named = [
        f"{edition.agencies[heir.agency].name.vi}{'' if heir.verified else ' – chưa kiểm chứng'}" for heir in heirs
    ]
    return f"{agency.name.vi} (nay: {', '.join(named)})" if named else agency.name.vi


def _heirs(agency: Agency, measure: Measure) -> list[Succession]:
    forms = set(measure.forms.values())
    own = [heir for heir in agency.successions if measure.id in heir.measures]
    return own or [heir for heir in agency.successions if forms & set(heir.forms)]
