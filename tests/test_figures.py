"""The figure as text, as a row, and against its threshold."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gender_indicators.base.numbers import format_decimal
from gender_indicators.figures.figure import COLUMNS, Figure, SourceRef, meets, print_count, print_value, results_csv
from gender_indicators.plan.areas import AreaRef
from gender_indicators.plan.measure import Threshold
from gender_indicators.plan.plan import load_plan

PLAN = load_plan(Path(__file__).parents[1] / "params" / "plan.yaml")


def figure(value: float | None = 108.388, **facts: object) -> Figure:
    base = Figure(
        measure="4.1", area=AreaRef("46", "Tỉnh Thừa Thiên Huế", "province"), year=2024, breakdown="total",
        value=value, numerator=8218.0, denominator=7582.0, unit="bé trai/100 bé gái", n=None, gap=None,
        verdict="met", map=dt.date(2021, 7, 1), vintage="chinh_thuc",
        sources=(SourceRef("so-y-te/tre-sinh-song.csv", "ab" * 32, "", "dòng 2-15801", 15800),),
        function="plan.yaml 4.1",
    )  # fmt: skip
    return replace(base, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "value", "printed"),
    [
        ("4.1", 108.388, "108,4"),
        ("2.2", 29.96, "29,96"),  # "30,0" would contradict "dưới 30"
        ("2.2", 30.0, "30,0"),
        ("1.1", 59.97, "59,97"),  # "60,0" would read as met
        ("1.1", 59.999999, "59,999999"),
        ("1.1", 59.94, "59,9"),
        ("4.2", 14.9999, "14,9999"),
        ("3.1", 2.004, "2,004"),  # "2,00" would read as met
        ("3.3", 99.96, "99,96"),
        ("5.2b-nam", 84.45, "84,45"),  # "84,5" would be within the tolerance
        ("4.4", 1.0, "1"),
    ],
)
def test_a_printed_value_never_contradicts_its_verdict(measure: str, value: float, printed: str) -> None:
    assert print_value(value, PLAN.measure(measure)) == printed


@given(st.sampled_from([m.id for m in PLAN.measures]), st.floats(0, 200, allow_nan=False))
def test_any_printed_value_compares_as_the_unrounded_one(measure: str, value: float) -> None:
    threshold = PLAN.measure(measure).threshold
    shown = print_value(value, PLAN.measure(measure)).replace(".", "").replace(",", ".")
    close = abs(value - threshold.value) < 1e-8 or abs(value - threshold.value + threshold.tolerance) < 1e-8
    assert close or meets(float(shown), threshold) == meets(value, threshold)


@given(st.sampled_from(["<", "<=", ">=", ">"]), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_meeting_a_threshold_is_monotone(operator: str, bound: float, a: float, b: float) -> None:
    threshold = Threshold(operator=operator, value=bound)  # type: ignore[arg-type]
    low, high = sorted((a, b))
    if operator in ("<", "<="):
        assert meets(low, threshold) or not meets(high, threshold)
    else:
        assert meets(high, threshold) or not meets(low, threshold)


def test_the_table_has_the_agreed_columns_first_and_one_row_a_figure() -> None:
    rows = list(csv.reader(io.StringIO(results_csv([figure(), figure(None, gap="no_data", verdict="no_data")]))))
    assert ",".join(rows[0][:20]) == (
        "measure,area_code,area_name,map,period,vintage,breakdown,value,numerator,denominator,unit,ci_low,ci_high,"
        "ci_level,ci_method,verdict,certainty,progress,flags,source"
    )
    assert tuple(rows[0]) == COLUMNS
    first = dict(zip(COLUMNS, rows[1], strict=True))
    assert (first["value"], first["numerator"], first["denominator"]) == ("108.388", "8218", "7582")
    assert (first["map"], first["period"], first["verdict"]) == ("2021-07-01", "2024", "met")
    assert first["source"].startswith("plan.yaml 4.1: so-y-te/tre-sinh-song.csv[dòng 2-15801; n=15800; ")
    second = dict(zip(COLUMNS, rows[2], strict=True))
    assert (second["value"], second["gap"]) == ("", "no_data")


def test_a_short_list_of_people_does_not_tell_its_length() -> None:
    source = SourceRef("so-ldtbxh/nan-nhan-mua-ban-tro-ve.xlsx", "ab" * 32, "Danh sách", "", None)
    assert str(source) == "so-ldtbxh/nan-nhan-mua-ban-tro-ve.xlsx!Danh sách[sha256:abababababababab]"


def test_counts_and_means() -> None:
    assert (print_count(15800.0), print_count(16.179)) == ("15.800", "16,18")


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_printed_number_reads_back(number: int, decimals: int) -> None:
    value = number / 10**decimals
    printed = format_decimal(value, decimals)
    ambiguous = "," in printed and "." not in printed and len(printed.partition(",")[2]) == 3
    if not ambiguous:
        assert parse_number(printed) == pytest.approx(value)


@pytest.mark.parametrize("text", ["106,410", "15.5", "1.23.456", "1,", "", "-", "12a", "1.234.56", "٣"])
def test_an_ambiguous_or_broken_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^" + re.escape(text)):
        parse_number(text)


def parse_number(text: str) -> float:
    """Return the number written in Vietnamese style (comma for decimals, dots between thousands).

    A text that could be read in two ways (``106,410`` may be 106.41 or 106410; ``1.5`` is no grouping)
    is refused rather than guessed.

    """
    whole, comma, decimals = text.strip().replace("\u00a0", "").partition(",")
    groups = whole.lstrip("-").split(".")
    well_grouped = len(groups) == 1 or (len(groups[0]) in (1, 2, 3) and all(len(g) == 3 for g in groups[1:]))
    ambiguous = bool(comma) and len(groups) == 1 and len(decimals) == 3
    digits = "".join(groups) + decimals
    if not (well_grouped and digits.isascii() and digits.isdigit() and groups[0]) or ambiguous:
        raise ValueError(text)
    if comma and not decimals:
        raise ValueError(text)
    number = float("".join(groups) + (f".{decimals}" if decimals else ""))
    return -number if whole.startswith("-") else number
