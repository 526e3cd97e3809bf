"""What a chart is written as: marks that differ without colour, few bytes, the same whatever a user's settings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib
import pytest

from edition_example import CITY, EDITION, PLAN, figure
from gender_indicators.figures.figure import Verdict
from gender_indicators.report.charts.charts import dots, trend
from gender_indicators.report.charts.svg import Plot, fixed_settings

DOT, DIAMOND, SQUARE = r"h\.1[\"M]", "l4.2 4.2-4.2 4.2-4.2-4.2z?", "h6v6h-6z?"
MEASURE = PLAN.measure("1.1")


def comparison(*verdicts: Verdict, name: str = "Xã") -> str:
    areas = [replace(CITY, code=str(number), name=f"{name} {number}") for number in range(len(verdicts))]
    figures = [
        figure("1.1", area, counts=(20 + n, 41), verdict=verdict)
        for n, (area, verdict) in enumerate(zip(areas, verdicts, strict=True))
    ]
    chart = dots(figures, MEASURE)
    assert chart is not None
    ET.fromstring(chart.svg)
    return chart.svg


@pytest.mark.parametrize(
    ("verdict", "shape", "rounds"),
    [("met", DOT, 1), ("missed", DIAMOND, 0), ("partly_met", SQUARE, 0), ("not_due", DOT, 2)],
)
def test_a_point_is_told_by_its_shape(verdict: Verdict, shape: str, rounds: int) -> None:
    svg = comparison(verdict, verdict)
    assert len(re.findall(shape, svg)) == 2 * max(rounds, 1)
    assert svg.count('stroke-linecap="round"') == rounds


def test_points_of_one_kind_are_one_path() -> None:
    svg = comparison("met", "missed", "met", "missed")
    assert len(re.findall(r"<path [^>]*(?:#17663a|#b3261e)", svg)) == 2


def test_settings_of_a_user_change_no_chart_and_stay() -> None:
    series, years = EDITION.series("1.1", "46"), range(2021, 2026)
    usual = trend(series, MEASURE, years)
    theirs: dict[Any, Any] = {"font.size": 20, "lines.linewidth": 9, "text.parse_math": True, "axes.facecolor": "red"}
    with matplotlib.rc_context({**theirs, "lines.scale_dashes": False, "font.weight": "bold"}):
        assert trend(series, MEASURE, years) == usual
        assert {key: matplotlib.rcParams[key] for key in theirs} == theirs


def test_a_name_of_two_lines_is_written_in_two_lines() -> None:
    svg = comparison("met", "met", name="Xã Phú\nVang")
    assert svg.count(">Xã Phú</text>") == svg.count(">Vang 0</text>") + svg.count(">Vang 1</text>") == 2


def test_neighbours_of_one_look_share_a_group() -> None:
    with fixed_settings():
        plot = Plot((100, 50), (10, 10, 80, 30), (0, 4), (1, 0))
        for value in range(3):
            plot.words((plot.x(value), plot.y(1)), str(value), "center", "bottom")
        plot.words((plot.right, plot.top), "A", "right", "bottom", "#8a5200", bold=True)
        plot.lines([[(plot.left, 10), (plot.right, 10)], [(10, 10), (12.34, 20)]], "#c3cbd4", 1, (4, 3))
        svg = plot.svg(27)
    assert svg.count('text-anchor="middle"') == 1
    assert re.search(r'<g text-anchor="middle"><text x="10" y="[\d.]+">0</text><text x="30"', svg)
    assert 'text-anchor="end" fill="#8a5200" font-weight="700">A</text>' in svg
    assert '<path d="M10 40h80M10 40l2.3-10" fill="none" stroke="#c3cbd4" stroke-width="1"' in svg
    assert 'viewBox="0 0 100 50" style="max-width:27rem;' in svg
