"""What a notebook shows: every status in words and shape, nothing hidden told, nothing hostile alive."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import get_args

import nbformat
import pytest

from gender_indicators.base.errors import UserError
from gender_indicators.base.text import Text, nfc
from gender_indicators.base.words import LEVELS, MEANINGS, OPERATORS, VERDICTS, VINTAGES, verdict_words
from gender_indicators.figures.figure import Figure, Verdict, withheld
from gender_indicators.plan.agencies import Agencies, Agency
from gender_indicators.plan.measure import Baseline, Measure, Operator
from gender_indicators.plan.plan import Vintage
from gender_indicators.plan.units import Level
from gender_indicators.report.charts.charts import dots, pieces, trend
from gender_indicators.report.document.blocks import Beside, Block, Chart, Group, Heading
from gender_indicators.report.document.inline import SHAPES, Anchor, Link, Run, cell, kind_of
from gender_indicators.report.document.typst import TypstWriter
from gender_indicators.report.making import frame, html, pdf
from gender_indicators.report.making.about import About
from gender_indicators.report.making.notebooks import execute
from gender_indicators.report.sections import Methodology, Quality, Report, open_report, report_of
from gender_indicators.report.wording import (
    agency_name,
    basis,
    change_cell,
    number_of,
    sentence,
    threshold_words,
    value_cell,
)
from gender_indicators.results import edition as editions
from gender_indicators.results.edition import Edition
from writing import as_html, as_text, as_typst

sys.path.insert(0, str(Path(__file__).parent))

from edition_example import CASES, CITY, EDITION, HIGHLAND, PLAN, PROVINCE, figure

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
HOSTILE = 'Xã <script>alert(1)</script> #eval("1") $x$ [a](b) *đậm* \\ "q" & @nhãn'
YEARS = range(2021, 2026)
NEW_MAP = dt.date(2025, 7, 1)


def parts(edition: Edition) -> Iterator[tuple[str, Block]]:
    """Every block of every notebook, for every area."""
    for area in edition.areas:
        report = report_of(edition, area.code)
        yield f"{area.code} masthead", report.masthead()
        yield f"{area.code} summary", report.summary()
        yield f"{area.code} scorecard", report.scorecard()
        yield f"{area.code} goals", report.goals()
        yield f"{area.code} comparisons", report.comparisons()
        yield f"{area.code} findings", report.findings()
        yield f"{area.code} corrections", report.corrections()
        yield f"{area.code} sources", report.sources()
        yield f"{area.code} legend", report.legend()
    quality, methodology = Quality(edition), Methodology(edition)
    yield "quality", Group((quality.masthead(), quality.checked(), quality.findings()))
    yield "quality files", Group((quality.corrections(), quality.inputs()))
    yield "methodology", Group((methodology.masthead(), methodology.targets(), methodology.maps()))
    yield "methodology rest", Group((methodology.disclosure(), methodology.calendar(), methodology.legend()))


def whole(edition: Edition) -> str:
    return "\n".join(as_html(block) + as_typst(block) + as_text(block) for _, block in parts(edition))


def charts(block: Block) -> Iterator[Chart]:
    if isinstance(block, Chart):
        yield block
    elif isinstance(block, Group):
        for each in block.blocks:
            yield from charts(each)
    elif isinstance(block, Beside):
        yield from charts(block.left)
        yield from charts(block.right)


def test_words_exist_for_every_identifier() -> None:
    verdicts = {v for part in get_args(Verdict) for v in (get_args(part) or (part,))}
    assert set(VERDICTS) == set(MEANINGS) == verdicts
    assert set(VINTAGES) == set(get_args(Vintage))
    assert set(LEVELS) == set(get_args(Level))
    assert set(OPERATORS) == set(get_args(Operator))


@pytest.mark.parametrize(
    ("area", "measure", "shape", "words"),
    [
        ("46", "1.1", "●", "Đạt"),
        ("474", "1.1", "◆", "Chưa đạt"),
        ("46", "1.3a", "○", "Chưa đến hạn"),
        ("481", "1.1", "–", "Chưa có số liệu"),
        ("474", "1.2a", "–", "Được bảo mật"),
        ("481", "1.2a", "–", "Không phát sinh"),
        ("474", "1.2b", "–", "Không công bố ở cấp này"),
        ("474", "1.3a", "–", "Chỉ tiêu cấp tỉnh"),
        ("474", "1.3b", "–", "Không có số liệu đại diện cấp huyện"),
    ],
)
def test_every_status_stands_in_words_and_shape(area: str, measure: str, shape: str, words: str) -> None:
    name = PLAN.measure(measure).name.vi if measure != "1.1" else PLAN.target_of(measure).name.vi
    line = next(line for line in as_text(report_of(EDITION, area).scorecard()).splitlines() if name in line)
    assert f"{shape} {words}" in line
    table = report_of(EDITION, area).scorecard()
    kind = next(kind for kind, sign in SHAPES.items() if sign == shape)
    assert re.search(rf'class="status {kind}">{words}</span>', as_html(table))
    assert f', "{words}");' in as_typst(table)


def test_a_target_of_several_measures_has_its_own_verdict() -> None:
    plain = as_text(report_of(EDITION, "46").scorecard())
    assert "1.2 | Hỗ trợ người bị bạo lực, giảm tử vong bà mẹ |  |  |  |  |  | ◐ Đạt một phần | " in plain


def test_last_year_repeats_no_reason_that_holds_every_year() -> None:
    past = (*EDITION.history, figure("1.3b", CITY, 2023, gap="not_representative"))
    lines = as_text(report_of(replace(EDITION, history=past), "474").scorecard()).splitlines()
    line = next(line for line in lines if PLAN.measure("1.3b").name.vi in line)
    assert line.count("số liệu đại diện") == 1
    violence = next(line for line in lines if PLAN.measure("1.2a").name.vi in line)
    assert "| được bảo mật | – | – | – Được bảo mật |" in violence


def test_shapes_differ_without_colour() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert {kind_of(v) for v in ("exceeded", "met", "partly_met", "missed", "not_due", "no_data")} == set(SHAPES)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("1.1", "Năm 2024: 60,3% (91/151), mục tiêu ít nhất 60%: đạt."),
        ("1.2b", "Năm 2024: 18,3/100.000 trẻ sinh sống (3/16.384), mục tiêu dưới 15: chưa đạt."),
        ("1.3a", "Năm 2024: 70,4% (402/571), mục tiêu 100% từ năm 2025: chưa đến hạn."),
        ("1.3b", "Năm 2024: 1,80 lần (15,50/8,60; n\u00a0=\u00a02.134), mục tiêu không quá 2,0 lần: đạt."),
    ],
)
def test_the_sentence_on_a_value(measure: str, words: str) -> None:
    said = sentence(EDITION.figure(measure, "46"), PLAN.measure(measure))
    assert as_text(cell(said)) == words


def test_the_sentence_on_a_gap_is_its_reason() -> None:
    said = sentence(EDITION.figure("1.3b", "474"), PLAN.measure("1.3b"))
    assert as_text(cell(said)) == "Năm 2024: không có số liệu đại diện cấp huyện."


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ((90, 151), (91, 151), "+0,7; điểm phần trăm"),
        ((91, 151), (90, 151), "−0,7; điểm phần trăm"),
        ((91, 151), (91, 151), "không đổi"),
        ((600000, 1000000), (600001, 1000000), "dưới 0,1; điểm phần trăm"),
    ],
)
def test_changes_of_shares_are_points(before: tuple[float, float], now: tuple[float, float], words: str) -> None:
    old = figure("1.1", PROVINCE, 2023, before, "missed")
    new = figure("1.1", PROVINCE, 2024, now, "met")
    assert as_text(change_cell(new, old, PLAN.measure("1.1"))) == words


def counting_bodies() -> Measure:
    return PLAN.measure("1.1").model_copy(update={"counts_units": True})


def test_a_number_of_bodies_on_another_map_is_no_change() -> None:
    old = figure("1.1", PROVINCE, 2023, (90, 151), "missed")
    new = replace(figure("1.1", PROVINCE, 2024, (30, 41), "met"), map=NEW_MAP)
    assert as_text(change_cell(new, old, counting_bodies())) == "khác bản đồ"
    assert as_text(change_cell(new, old, PLAN.measure("1.1"))) == "+13,6; điểm phần trăm"


def test_a_change_over_several_years_names_the_year_it_starts_from() -> None:
    old = replace(figure("1.1", PROVINCE, 2023, (90, 151), "missed"), reference_year=2019)
    new = figure("1.1", PROVINCE, 2024, (91, 151), "met")
    assert as_text(change_cell(new, old, PLAN.measure("1.1"))) == "+0,7; điểm phần trăm; so với 2019"


def test_a_line_bridges_neither_a_missing_year_nor_two_maps_of_bodies() -> None:
    known = {f.year: f for f in EDITION.series("1.1", "46")}
    assert [len(piece) for piece in pieces([known[2021], known[2023], known[2024]], measure_1_1())] == [1, 2]
    moved = [known[2022], known[2023], replace(known[2024], map=NEW_MAP)]
    assert [len(piece) for piece in pieces(moved, measure_1_1())] == [3]
    assert [len(piece) for piece in pieces(moved, counting_bodies())] == [2, 1]
    chart, same = trend(moved, measure_1_1(), YEARS), trend(EDITION.series("1.1", "46"), measure_1_1(), YEARS)
    assert chart is not None and same is not None
    assert ">đổi bản đồ</text>" in chart.svg and "Đổi bản đồ hành chính từ số liệu năm 2024." in chart.alt
    assert "đổi bản đồ" not in same.svg and "Đổi bản đồ" not in same.alt


def test_few_bodies_are_counted_before_a_percentage() -> None:
    few = figure("1.1", CITY, counts=(1, 2), verdict="missed")
    assert as_text(value_cell(few, counting_bodies())) == "1/2 cơ quan; 50,0%"
    told = as_text(cell(sentence(few, counting_bodies())))
    assert told == "Năm 2024: 1/2 cơ quan (50,0%), mục tiêu ít nhất 60%: chưa đạt."
    assert as_text(value_cell(few, PLAN.measure("1.1"))) == "50,0; 1/2"
    many = figure("1.1", CITY, counts=(2, 5), verdict="missed")
    assert as_text(value_cell(many, counting_bodies())) == "40,0; 2/5"


def test_a_unit_is_held_to_the_targets_judged_at_its_level() -> None:
    province, unit = (as_text(report_of(EDITION, code).summary()) for code in ("46", "474"))
    assert "Năm 2024, tỉnh Thừa Thiên Huế đạt 1 trên 3 chỉ tiêu (theo giá trị tính được);" in province
    assert "Năm 2024, thành phố Huế đạt 0 trên 1 chỉ tiêu được đánh giá ở cấp này (theo giá trị tính được" in unit
    nothing = as_text(report_of(EDITION, "481").summary())
    assert "không có chỉ tiêu nào được đánh giá ở cấp này; 3 không có kết quả đánh giá." in nothing


def test_goals_tell_the_reading_in_use_and_where_the_plan_starts() -> None:
    assert "Đang dùng: chỉ HĐND và UBND." in as_text(report_of(EDITION, "46").goals())
    baseline = Baseline.model_validate({"value": 23, "note": {"vi": "Kế hoạch", "en": "Plan"}})
    started = PLAN.measure("1.2b").model_copy(update={"baseline": baseline})
    told = _with_measure(started)
    assert "Mục tiêu: dưới 15. Điểm xuất phát của kế hoạch: 23/100.000 trẻ sinh sống." in (
        as_text(report_of(told, "46").goals())
    )
    assert "| dưới 15; điểm xuất phát: 23 |" in as_text(report_of(told, "46").scorecard())


def _with_measure(changed: Measure) -> Edition:
    """The example with one measure of the plan replaced."""
    goal = PLAN.goals[0]
    targets = tuple(
        target.model_copy(update={"measures": tuple(changed if m.id == changed.id else m for m in target.measures)})
        for target in goal.targets
    )
    return replace(EDITION, plan=PLAN.model_copy(update={"goals": (goal.model_copy(update={"targets": targets}),)}))


def test_every_comparison_repeats_its_caveat() -> None:
    plain = as_text(report_of(EDITION, "46").comparison("1.2a"))
    assert "Chỉ gồm người được phát hiện." in plain


def test_a_successor_of_the_measure_comes_before_one_of_its_forms() -> None:
    office = Agency.model_validate({"id": "so-y-te", "name": {"vi": "Sở Y tế", "en": "Department of Health"}})
    home, labour = EDITION.agencies
    heir = labour.successions[0].model_copy(
        update={"agency": "so-y-te", "forms": (), "measures": ("1.2a",), "verified": True}
    )
    gone = labour.model_copy(update={"successions": (*labour.successions, heir)})
    year = EDITION.year.model_copy(update={"year": 2025})
    later = replace(EDITION, year=year, agencies=Agencies(agencies=(home, gone, office)))
    both = PLAN.measure("1.2a").model_copy(update={"responsible": ("so-noi-vu", "so-ldtbxh")})
    assert agency_name(later, both) == "Sở Nội vụ; Sở Lao động - Thương binh và Xã hội (nay: Sở Y tế)"


def test_a_repeated_value_is_no_change_and_no_trend() -> None:
    measure = PLAN.measure("1.3b")
    series = EDITION.series("1.3b", "46")
    assert as_text(change_cell(series[-1], series[-2], measure)) == "không có số liệu mới"
    assert trend(series, measure, YEARS) is None
    goals = as_text(report_of(EDITION, "46").goals())
    assert "Số liệu của năm 2022, chưa có số liệu mới hơn." in goals
    assert "số liệu cũ được dùng lại qua các năm không phải là xu hướng" in goals


def test_a_value_never_contradicts_its_verdict() -> None:
    measure = PLAN.measure("1.2b")
    close = figure("1.2b", PROVINCE, counts=(14.96, 100000), verdict="met")
    assert number_of(close, measure) == "14,96"
    assert as_text(cell(sentence(close, measure))).endswith("mục tiêu dưới 15: đạt.")


def test_an_interval_is_told_where_there_is_one() -> None:
    known = replace(EDITION.figure("1.1", "46"), ci_low=52.32, ci_high=67.71, ci_level=0.95)
    assert "khoảng tin cậy 95%: 52,3 – 67,7" in as_text(cell(sentence(known, PLAN.measure("1.1"))))


def test_the_baseline_of_a_threshold_with_tolerance() -> None:
    threshold = PLAN.measure("1.1").threshold.model_copy(update={"value": 85.0, "tolerance": 1.0})
    assert threshold_words(threshold, "%") == "khoảng 85% (từ 84%)"


def leaky() -> Edition:
    """The example with a confidential figure that, wrongly, still carries its numbers."""
    secret = {"value": 76.543, "numerator": 98761.0, "denominator": 98762.0, "n": 98763}

    def leak(f: Figure) -> Figure:
        return replace(f, **secret, sources=(replace(f.sources[0], rows="2-98764", count=98765),)) if f.gap else f

    return replace(EDITION, figures=tuple(map(leak, EDITION.figures)), history=tuple(map(leak, EDITION.history)))


def test_a_confidential_figure_shows_no_number_anywhere() -> None:
    secret = [f for f in leaky().figures if f.gap == "suppressed"]
    assert secret
    shown = whole(leaky())
    for number in ("76,5", "76.5", "98761", "98.761", "98.762", "98.763", "98.765"):
        assert number not in shown
    assert basis(secret[0], PLAN.measure("1.2a")) == ()
    assert not [area for area in ("474", "481") if "98764" in as_text(report_of(leaky(), area).sources())]


def test_the_rows_of_a_file_are_not_told_where_the_province_itself_is_hidden() -> None:
    """They may be the hidden count; another measure of the same file does not tell them either."""

    def hide(f: Figure) -> Figure:
        return withheld(f, "suppressed") if (f.measure, f.area) == ("1.2a", PROVINCE) else f

    hidden = replace(EDITION, figures=tuple(map(hide, EDITION.figures)))
    file, rows = CASES.file, CASES.rows
    for shown, told in ((EDITION, rows), (hidden, "được bảo mật")):
        assert f"{file} | 1.2a | {told} | " in as_text(report_of(shown, "46").sources())
        assert f"{file}: {told}; SHA-256: {CASES.sha256}" in as_text(Methodology(shown).targets())
    assert rows not in as_text(report_of(hidden, "46").sources()) + as_text(Methodology(hidden).targets())


def test_a_measure_is_found_with_its_definition_method_and_files_on_the_methodology_page() -> None:
    page = as_html(Methodology(EDITION).targets())
    section = page.split('<section id="so-do-1.2a">')[1].split("</section>")[0]
    measure = PLAN.measure("1.2a")
    assert escape(measure.definition.vi) in section
    assert f"<dt>Cách tính</dt><dd>{measure.computed_by}</dd>" in section
    assert CASES.file in section
    assert f"SHA-256: {CASES.sha256}" in section
    assert "<dt>Đính chính, chấp nhận</dt>" in section
    assert "đã đối chiếu với xã." in section


def test_every_figure_of_a_report_leads_to_what_stands_behind_it() -> None:
    for area in ("46", "474"):
        report = report_of(EDITION, area)
        for measure in PLAN.measures:
            assert f'<a href="methodology.html#so-do-{measure.id}">Nguồn, cách tính</a>' in as_html(report.goals())
        for target in PLAN.targets:
            assert f'<a href="#chi-tieu-{target.id}">{target.id}</a>' in as_html(report.scorecard())
        assert "Nguồn, cách tính" not in as_typst(report.goals()) + as_text(report.goals())


def test_a_chart_is_not_moved_by_a_confidential_value() -> None:
    areas = ("46", "474", "481")
    known, leaked = ([e.figure("1.1", area) for area in areas] for e in (EDITION, leaky()))
    assert leaked[2].value is not None and known[2].value is None
    assert dots(leaked, PLAN.measure("1.1")) == dots(known, PLAN.measure("1.1"))
    past = EDITION.series("1.1", "46")
    secret = replace(past[0], gap="suppressed", verdict="suppressed")
    hidden = replace(secret, value=None, numerator=None, denominator=None, n=None)
    with_number, without = (trend((first, *past[1:]), PLAN.measure("1.1"), YEARS) for first in (secret, hidden))
    assert with_number == without
    assert without is not None and "2021: được bảo mật" in without.alt


def test_rows_of_a_file_are_hidden_with_the_province_s_count() -> None:
    hidden = [
        replace(f, gap="suppressed", verdict="suppressed", value=None, numerator=None, denominator=None)
        if (f.measure, f.area) == ("1.2a", PROVINCE)
        else f
        for f in EDITION.figures
    ]
    received = replace(EDITION.inputs[1], sha256="ab" * 32, rows=4)
    edition = replace(EDITION, figures=tuple(hidden), inputs=(EDITION.inputs[0], received))
    assert "so-ldtbxh/bao-luc.csv | được bảo mật" in as_text(Quality(edition).inputs())
    open_count = replace(EDITION, inputs=(EDITION.inputs[0], received))
    assert "so-ldtbxh/bao-luc.csv | 4 |" in as_text(Quality(open_count).inputs())


def hostile() -> Edition:
    """The example with every name from outside made hostile."""
    areas = tuple(replace(area, name=HOSTILE) for area in EDITION.areas)
    named = {area.code: area for area in areas}

    def rename(f: Figure) -> Figure:
        sources = tuple(replace(s, file=HOSTILE, sheet=HOSTILE, rows=HOSTILE) for s in f.sources)
        return replace(f, area=named[f.area.code], function=HOSTILE, sources=sources)

    text = Text(HOSTILE, HOSTILE)
    return replace(
        EDITION,
        areas=areas,
        map_title=text,
        figures=tuple(map(rename, EDITION.figures)),
        history=tuple(map(rename, EDITION.history)),
        problems=tuple(replace(p, what=text, rule=HOSTILE) for p in EDITION.problems),
        decisions=tuple(replace(d, what=text, reason=text, by=HOSTILE) for d in EDITION.decisions),
        inputs=tuple(replace(i, file=HOSTILE) for i in EDITION.inputs),
        forms=dict.fromkeys(EDITION.forms, text),
        methods=tuple(replace(m, docstring=HOSTILE) for m in EDITION.methods),
    )


def test_hostile_names_are_inert_in_html() -> None:
    for name, block in parts(hostile()):
        frame.check_inert(as_html(block), name)
        assert "<script" not in as_html(block)


def test_hostile_names_are_inert_in_typst() -> None:
    everything = "\n\n".join(as_typst(block) for _, block in parts(hostile()))
    source = f'#import "/report.typ": *\n#show: report.with(title: "A")\n= B\n{everything}'
    assert pdf.compiled(source, "hostile").startswith(b"%PDF-")
    assert '#eval("1")' not in re.sub(r'"(?:[^"\\]|\\.)*"', "", everything)


def test_there_is_no_float_noise_and_numbers_are_vietnamese() -> None:
    for name, block in parts(EDITION):
        if name.startswith("methodology"):
            continue  # quotes Python
        text = re.sub(r"<svg.*?</svg>", "", as_html(block), flags=re.DOTALL)
        assert not re.search(r"\d,\d{4,}", as_text(block)), name
        assert not re.search(r"(?<![\w/.-])\d+\.\d{1,2}%", text), name
    assert "1.271/1.537" in as_text(report_of(EDITION, "46").scorecard())


def test_texts_are_in_normal_form_c() -> None:
    shown = whole(EDITION)
    assert shown == nfc(shown)


def test_the_province_compares_its_units_and_a_unit_points_there() -> None:
    province = as_text(report_of(EDITION, "46").comparisons())
    assert "Thành phố Huế | 56,8 | 21/37 | ◆ Chưa đạt" in province
    assert "Huyện A Lưới | – | – | chưa có số liệu" in province
    assert "Không có số liệu đại diện cấp huyện: Số giờ việc nhà của nữ so với nam (1.3b)." in province
    unit = report_of(EDITION, "474").comparisons()
    assert as_text(unit) == "Phần so sánh giữa các đơn vị được trình bày trong báo cáo của tỉnh."
    assert report_of(EDITION, "474").comparison("1.1") == unit


def test_units_stand_in_the_order_of_their_codes() -> None:
    turned = replace(EDITION, areas=(PROVINCE, HIGHLAND, CITY))
    plain = as_text(report_of(turned, "46").comparison("1.1"))
    assert plain.index("Thành phố Huế") < plain.index("Huyện A Lưới")


def test_unknown_ids_are_told_with_what_exists() -> None:
    with pytest.raises(UserError, match="474 Thành phố Huế"):
        report_of(EDITION, "999")
    with pytest.raises(UserError, match=r"goal=7.*\n"):
        report_of(EDITION, "46").goal("7")
    with pytest.raises(UserError, match=r"measure=1\.2c"):
        report_of(EDITION, "46").comparison("1.2c")
    assert isinstance(report_of(EDITION, "46").goal("1"), Group)


def test_empty_states_are_said() -> None:
    empty = replace(EDITION, problems=(), decisions=(), earlier_inputs=())
    report, quality = report_of(empty, "46"), Quality(empty)
    assert "Các phép kiểm tra tự động không phát hiện sai sót nào." in as_text(report.findings())
    assert "Các phép kiểm tra tự động không phát hiện sai sót nào." in as_text(quality.findings())
    assert "Không có số liệu nào được đính chính" in as_text(report.corrections())
    assert "các năm trước" not in as_text(quality.inputs())
    assert "Không còn lỗi nào chặn việc công bố." in as_text(quality.checked())


def test_problems_are_told_by_agency_form_and_rule() -> None:
    for told in (as_text(report_of(EDITION, "46").findings()), as_text(Quality(EDITION).findings())):
        assert "Danh sách chức danh lãnh đạo | Tổng không biến động quá mức.; No jump.; jump | ◐ Lưu ý | 1" in told
        assert "A value is on its list.; code | ◐ Được chấp nhận | 3" in told
        assert told.index("Sở Lao động - Thương binh và Xã hội") < told.index("Sở Nội vụ")


def test_decisions_are_told_with_reason_owner_and_day() -> None:
    for told in (as_text(report_of(EDITION, "46").corrections()), as_text(Quality(EDITION).corrections())):
        assert (
            "Danh sách chức danh lãnh đạo | 1 | Ghi nhầm năm; The year was mistyped | Sở Nội vụ; 28/11/2024" in told
        )
        assert "không nêu | Sổ giấy không ghi, đã đối chiếu với xã." in told
        assert "Sở Lao động; 29/11/2024 | 31/12/2027" in told


def test_a_short_list_of_people_has_neither_rows_nor_hash() -> None:
    short = replace(EDITION.inputs[1], rows=None)
    hidden = {f: replace(f, sources=(replace(CASES, sha256="", rows="", count=None),)) for f in EDITION.figures}
    edition = replace(
        EDITION,
        inputs=(EDITION.inputs[0], short),
        figures=tuple(hidden[f] if f.measure == "1.2a" else f for f in EDITION.figures),
    )
    told = as_text(Quality(edition).inputs())
    assert "so-ldtbxh/bao-luc.csv | không nêu | không nêu" in told
    assert "biểu ghi từng người" in told
    assert "biểu ghi từng người" not in as_text(Quality(EDITION).inputs())
    assert "so-ldtbxh/bao-luc.csv | 1.2a | không nêu | không nêu" in as_text(report_of(edition, "46").sources())


def test_a_blocking_error_is_counted() -> None:
    blocking = replace(EDITION, problems=(replace(EDITION.problems[0], accepted=False),))
    assert "Còn 1 loại lỗi phải sửa trước khi công bố." in as_text(Quality(blocking).checked())


def test_the_agency_that_took_over_is_named_once_the_old_one_is_gone() -> None:
    later = replace(EDITION, year=EDITION.year.model_copy(update={"year": 2025}))
    moved = [replace(f, year=2025) for f in EDITION.figures]
    plain = as_text(report_of(replace(later, figures=tuple(moved)), "46").scorecard())
    assert "Sở Lao động - Thương binh và Xã hội (nay: Sở Nội vụ – chưa kiểm chứng)" in plain
    assert "(nay:" not in as_text(report_of(EDITION, "46").scorecard())


def test_the_mark_of_illustrative_data() -> None:
    official = replace(EDITION, origin=EDITION.origin.model_copy(update={"kind": "official"}))
    for edition, marked in ((EDITION, True), (official, False)):
        for page in (report_of(edition, "46"), Quality(edition), Methodology(edition)):
            assert ("SỐ LIỆU MINH HOẠ" in as_html(page.masthead())) == marked


def test_a_published_file_among_synthetic_ones_is_named() -> None:
    source = EDITION.plan.title.model_copy(update={"vi": "Niên giám thống kê 2023"})
    origin = EDITION.origin.model_copy(update={"published": {"so-noi-vu/lanh-dao.xlsx": source}})
    plain = as_text(Quality(replace(EDITION, origin=origin)).inputs())
    assert "số liệu đã công bố: Niên giám thống kê 2023" in plain
    assert "đã công bố" not in as_text(Quality(EDITION).inputs())


def test_methodology_tells_reading_options_and_example() -> None:
    plain = as_text(Methodology(EDITION).targets())
    assert "“Đạt 60% các cơ quan có lãnh đạo chủ chốt là nữ.”" in plain
    assert "Đang dùng: chỉ HĐND và UBND" in plain and "Cách khác: thêm cơ quan chuyên môn" in plain
    assert ">>> 100 * 3 / 5" in plain
    assert "không nêu số từ 1 đến 4 ở tử số, phần còn lại hoặc mẫu số" in plain
    chosen = EDITION.year.model_copy(update={"settings": {"1.1": {"bodies": "all"}}})
    assert "Đang dùng: thêm cơ quan chuyên môn" in as_text(Methodology(replace(EDITION, year=chosen)).targets())


def measure_1_1() -> Measure:
    return PLAN.measure("1.1")


def test_a_trend_tells_its_values_in_words() -> None:
    chart = trend(EDITION.series("1.1", "46"), measure_1_1(), YEARS)
    assert chart is not None
    assert "2021: 53,0; 2022: 55,6; 2023: 59,6; 2024: 60,3. Mục tiêu: ít nhất 60%." in chart.alt
    assert f'aria-label="{chart.alt}"' in as_html(chart) and 'role="img"' in as_html(chart)
    assert chart.alt in as_typst(chart)


def test_a_chart_needs_two_points() -> None:
    assert trend(EDITION.series("1.1", "481"), measure_1_1(), YEARS) is None
    assert trend(EDITION.series("1.3a", "46"), PLAN.measure("1.3a"), YEARS) is None
    assert dots([EDITION.figure("1.1", "474"), EDITION.figure("1.1", "481")], measure_1_1()) is None


def test_a_gap_in_a_chart_is_told_by_its_reason() -> None:
    figures = [EDITION.figure("1.1", code) for code in ("46", "474", "481")]
    chart = dots(figures, measure_1_1())
    assert chart is not None
    assert "Huyện A Lưới: chưa có số liệu" in chart.alt
    assert ">chưa có số liệu</text>" in chart.svg


def test_charts_are_small_inert_and_the_same_bytes() -> None:
    first, second = ([c for _, block in parts(EDITION) for c in charts(block)] for _ in range(2))
    assert first == second
    assert len(first) >= 4
    for chart in first:
        assert len(as_html(chart).encode()) < 15_000
        frame.check_inert(as_html(chart), "chart")
        assert "font-family" not in chart.svg and "Date" not in chart.svg


def test_forty_units_fit_a_small_chart() -> None:
    areas = [replace(CITY, code=str(19000 + i), name=f"Phường Phong Quảng {i}") for i in range(40)]
    figures = [figure("1.1", area, counts=(20 + i / 4, 41), verdict="missed") for i, area in enumerate(areas)]
    chart = dots(figures, measure_1_1())
    assert chart is not None
    assert len(as_html(chart).encode()) < 15_000


def test_ids_of_a_page_are_unique() -> None:
    report = report_of(EDITION, "46")
    page = as_html(report.goals()) + as_html(report.comparisons())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert ids and len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_dollar_in_a_name_is_no_formula() -> None:
    areas = [replace(CITY, code=str(i), name=f"Xã $x^{i}$ & <b>") for i in range(2)]
    figures = [figure("1.1", area, counts=(20, 37), verdict="missed") for area in areas]
    chart = dots(figures, measure_1_1())
    assert chart is not None
    assert "$x^0$ &amp; &lt;b&gt;" in chart.svg


def test_headings_keep_their_hierarchy() -> None:
    levels = [block.level for block in flat(report_of(EDITION, "46").goals()) if isinstance(block, Heading)]
    assert levels[0] == 3
    assert all(after - before <= 1 for before, after in pairwise(levels))


def flat(block: Block) -> Iterator[Block]:
    for each in block.blocks if isinstance(block, Group) else (block,):
        yield from flat(each) if isinstance(each, Group) else (each,)


def test_every_block_has_the_three_forms() -> None:
    bundle = report_of(EDITION, "46").scorecard()._repr_mimebundle_(include=None, exclude=None)
    assert list(bundle) == ["text/plain", "text/html", TypstWriter.mime]
    assert as_html(cell(Run("<b>", "small", "en"))) == '<small lang="en">&lt;b&gt;</small>'


def test_nothing_heavy_is_loaded_with_the_package() -> None:
    code = "import sys, gender_indicators.report; print([m for m in ('pandas', 'matplotlib') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": _LIBRARY}
    )
    assert done.stdout.strip() == "[]"


_LIBRARY = str(Path(editions.__file__).parent.parent)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("area_report", {"year": 2024, "area": "46"}),
        ("area_report", {"year": 2024, "area": "474"}),
        ("quality", {"year": 2024}),
        ("methodology", {"year": 2024}),
    ],
)
def test_notebooks_become_page_and_paper(
    name: str, parameters: dict[str, str | int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions.save_edition(EDITION, tmp_path / "edition.json")
    monkeypatch.setenv(editions.EDITION_VARIABLE, str(tmp_path / "edition.json"))
    about = About(title="Báo cáo", contents=True)
    notebook = execute(NOTEBOOKS / f"{name}.ipynb", tmp_path / "out.ipynb", parameters, folder=tmp_path, about=about)
    page = html.report(notebook)
    assert len(page.encode()) < 250_000
    assert str(tmp_path) not in page
    assert pdf.report(notebook).startswith(b"%PDF-")


# The notebook "explore" computes on purpose; no page is made from it.
PUBLISHED = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if path.stem != "explore"]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_notebooks_are_thin(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert all(len(cell.source.splitlines()) <= 5 for cell in code)
    assert not any(re.search(r"\b(for|if|def|lambda)\b|[-+*/]", cell.source) for cell in code)


def test_open_report_reads_the_edition_being_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editions.save_edition(EDITION, tmp_path / "edition.json")
    monkeypatch.setenv(editions.EDITION_VARIABLE, str(tmp_path / "edition.json"))
    assert open_report(2024, "474") == Report(EDITION, CITY)
    assert verdict_words("not_representative", "commune").en == "No representative data at commune level"


def test_a_link_is_escaped_on_the_screen_and_only_words_on_paper() -> None:
    link = cell(Link("a <b>", 'x.html#"y"'))
    assert as_html(link) == '<a href="x.html#&quot;y&quot;">a &lt;b&gt;</a>'
    assert as_typst(link) == as_typst(cell("a <b>"))
    assert as_text(link) == "a <b>"
    assert as_html(cell(Anchor("cell.type"))) == '<code id="cell.type">cell.type</code>'
    assert as_typst(cell(Anchor("cell.type"))) == as_typst(cell("cell.type"))
