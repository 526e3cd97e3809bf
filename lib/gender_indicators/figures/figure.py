"""The one value object every output is made from, the tidy table of them, and how they read as text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from gender_indicators.base import format_decimal, format_integer, rounded
from gender_indicators.plan import AreaRef, Measure, Threshold, Vintage

Gap = Literal[
    "no_cases", "no_data", "not_representative", "province_target", "not_published", "unreliable", "suppressed"
]
Verdict = Literal["exceeded", "met", "partly_met", "missed", "not_due", "not_judged", "not_fully_judged"] | Gap

TOTAL = "total"
NOT_TOLD = "không nêu"  # of a short list about people: its rows and its hash, which would let guesses be checked


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A file a figure was computed from: its hash, sheet, cells or rows, and how many rows it has.

    ``sha256`` and ``rows`` are empty and ``count`` None where they would tell too much about a short list of people.
    """

    file: str
    sha256: str
    sheet: str
    rows: str
    count: int | None

    def __str__(self) -> str:
        sheet = f"!{self.sheet}" if self.sheet else ""
        rows = f"{self.rows}; n={self.count}; " if self.count is not None else ""
        return f"{self.file}{sheet}[{rows}sha256:{self.sha256[:16] or NOT_TOLD}]"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value for an area and year, or the reason (``gap``) why there is none.

    ``value`` = ``per`` x ``numerator`` / ``denominator`` unrounded, in ``unit``; weighted sums or means for a
    survey, with ``n`` the records asked. ``verdict`` compares the unrounded value with the threshold; a
    breakdown other than ``total`` has none. ``reference_year`` is the year the data describe where that is
    not ``year`` (a census value repeated). ``ci_low`` to ``ci_high`` is the interval at ``ci_level`` by
    ``ci_method`` ("none" where the measure says why there is none), with the standard error in ``unit``; of a
    survey also the effective sample size, the design effect and the coefficient of variation. ``progress`` is what
    the methods of the room ``trajectory`` say together, ``sensitivity`` the verdict under every other
    reading of the plan's wording; ``verdict_low`` and ``verdict_high`` are what the ends of the interval would be
    judged. ``first_year`` is the first of several years counted together, ``reading`` the reading of the plan's
    wording in use ("age_group=15-19").
    """

    measure: str
    area: AreaRef
    year: int
    breakdown: str
    value: float | None
    numerator: float | None
    denominator: float | None
    unit: str
    n: int | None
    gap: Gap | None
    verdict: Verdict | None
    map: dt.date
    vintage: Vintage
    sources: tuple[SourceRef, ...]
    function: str
    flags: tuple[str, ...] = ()
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    ci_method: str = ""
    certainty: str = ""
    progress: str = ""
    reference_year: int | None = None
    standard_error: float | None = None
    effective_n: float | None = None
    design_effect: float | None = None
    cv: float | None = None
    sensitivity: str = ""
    first_year: int | None = None
    verdict_low: Verdict | None = None
    verdict_high: Verdict | None = None
    reading: str = ""

    @property
    def period(self) -> str:
        """The year, or the first and last of the years counted together: "2024", "2022-2024"."""
        return str(self.year) if self.first_year is None else f"{self.first_year}-{self.year}"


@dataclass(frozen=True, slots=True)
class ProtectedFigure(Figure):
    """A figure that went through disclosure control: what it holds may be shown.

    :func:`gender_indicators.disclosure.protect` makes them, and the reading of editions it made before. What comes
    after it takes nothing else.
    """


def withheld(figure: Figure, gap: Gap) -> Figure:
    """Return ``figure`` without any number, and ``gap`` as the reason."""
    return replace(
        figure,
        value=None,
        numerator=None,
        denominator=None,
        n=None,
        ci_low=None,
        ci_high=None,
        standard_error=None,
        effective_n=None,
        design_effect=None,
        cv=None,
        gap=gap,
        verdict=gap if figure.breakdown == TOTAL else None,
        certainty="",
        progress="",
        sensitivity="",
        verdict_low=None,
        verdict_high=None,
    )


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The verdict on the province under another reading of an open wording than the one in use."""

    measure: str
    setting: str
    option: str
    verdict: Verdict


COLUMNS = (
    "measure", "area_code", "area_name", "map", "period", "vintage", "breakdown", "value", "numerator",
    "denominator", "unit", "ci_low", "ci_high", "ci_level", "ci_method", "verdict", "certainty", "progress",
    "flags", "source", "gap", "n", "reference_year", "standard_error", "effective_n", "design_effect", "cv",
    "sensitivity", "verdict_low", "verdict_high", "reading",
)  # fmt: skip


_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def results_csv(figures: Iterable[Figure]) -> str:
    """Return the tidy table: one row a figure, values unrounded, empty where there is none.

    A text that a spreadsheet would take for a formula stands behind an apostrophe: see :func:`as_plain_text`.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(as_plain_text, _row(figure)) for figure in figures)
    return out.getvalue()


def as_plain_text(cell: str) -> str:
    """Return a cell of a CSV file as a spreadsheet shows it and never computes it: a formula gets an apostrophe.

    The rule and its signs are those of OWASP, "CSV Injection". Numbers stay numbers.

    >>> as_plain_text("=1+1"), as_plain_text("-2.5"), as_plain_text("Xã Đông"), as_plain_text("")
    ("'=1+1", '-2.5', 'Xã Đông', '')
    """
    if not cell.startswith(_FORMULA_SIGNS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def results_row(figure: Figure) -> dict[str, str]:
    """Return the row of a figure in the tidy table, by column."""
    return dict(zip(COLUMNS, _row(figure), strict=True))


def _row(f: Figure) -> list[str]:
    return [
        f.measure, f.area.code, f.area.name, f.map.isoformat(), f.period, f.vintage, f.breakdown,
        _number(f.value), _number(f.numerator), _number(f.denominator), f.unit,
        _number(f.ci_low), _number(f.ci_high), _number(f.ci_level), f.ci_method,
        f.verdict or "", f.certainty, f.progress, ";".join(f.flags),
        f"{f.function}: {'; '.join(map(str, f.sources))}", f.gap or "", _number(f.n), _number(f.reference_year),
        _number(f.standard_error), _number(f.effective_n), _number(f.design_effect), _number(f.cv),
        f.sensitivity, f.verdict_low or "", f.verdict_high or "", f.reading,
    ]  # fmt: skip


def _number(value: float | int | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def meets(value: float, threshold: Threshold) -> bool:
    """Whether the unrounded ``value`` meets ``threshold``, as strictly as the plan words it.

    >>> meets(29.96, Threshold(operator="<", value=30)), meets(30.0, Threshold(operator="<", value=30))
    (True, False)
    >>> meets(84.0, Threshold(operator=">=", value=85, tolerance=1.0))
    True
    """
    bound = threshold.value - threshold.tolerance if threshold.operator == ">=" else threshold.value
    match threshold.operator:
        case "<":
            return value < bound
        case "<=":
            return value <= bound
        case "=":
            return value == bound
        case ">=":
            return value >= bound
        case ">":
            return value > bound


def exceeds(value: float, measure: Measure) -> bool:
    """Whether ``value`` meets the threshold of ``measure`` and, as printed, is better than the plan's value itself.

    "Đạt và vượt": 60,04 % prints 60,0 and meets "at least 60" without exceeding it. A target of exactly 100 % cannot
    be exceeded.
    """
    threshold = measure.threshold
    if threshold.operator == "=" or not meets(value, threshold):
        return False
    beyond = float(rounded(value, measure.decimals)) - threshold.value
    return beyond < 0 if measure.lower_is_better else beyond > 0


def print_value(value: float, measure: Measure) -> str:
    """Return ``value`` rounded as the measure prints it, with more decimals where rounding would lie.

    A value that meets "< 30" is never printed as 30,0: one more decimal is printed until the printed number
    and the threshold compare as the unrounded ones do.
    """
    decimals = measure.decimals
    verdict = meets(value, measure.threshold)
    while decimals < 9 and meets(float(rounded(value, decimals)), measure.threshold) != verdict:
        decimals += 1
    return format_decimal(value, decimals)


def print_count(value: float) -> str:
    """Return a numerator or denominator: whole numbers without decimals, means with two."""
    return format_integer(value) if float(value).is_integer() else format_decimal(value, 2)
