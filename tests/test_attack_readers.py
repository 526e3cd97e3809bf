"""An outsider reads every published file: what is shown is found and agrees, what leaks is found wherever it is."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import typst
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from typer.testing import CliRunner

from gender_indicators.base.errors import UserError
from gender_indicators.base.project import Project
from gender_indicators.base.store import Store
from gender_indicators.cli import app
from gender_indicators.disclosure.register import Register
from gender_indicators.editions.attack import Names, Reading, Statement, read_file, read_publication
from gender_indicators.editions.attack.audit import attack, require_nothing_new_leaks
from gender_indicators.editions.attack.charts import read_chart
from gender_indicators.editions.attack.document import Picture
from gender_indicators.editions.attack.drawing import take_apart
from gender_indicators.editions.attack.names import Labels
from gender_indicators.editions.attack.reader import read_bytes
from gender_indicators.editions.attack.text import Text
from gender_indicators.figures.figure import Figure, results_csv
from gender_indicators.pipeline import remember
from gender_indicators.plan.areas import AreaRef, load_areas
from gender_indicators.report.charts.charts import dots, trend
from gender_indicators.report.making import html, pdf
from gender_indicators.report.making.about import About
from gender_indicators.report.making.document import describe
from gender_indicators.report.making.index import index_page
from gender_indicators.report.sections.area_report import report_of
from gender_indicators.results.edition import Edition, TargetVerdict, edition_bytes

sys.path.insert(0, str(Path(__file__).parent))

from edition_example import CITY, EDITION, HIGHLAND, PROVINCE, figure

PARAMS = Path(__file__).parents[1] / "params"
NORTH = AreaRef("476", "Huyện Phong Điền", "district")
COAST = AreaRef("478", "Huyện Phú Vang", "district")
DISTRICTS = (CITY, NORTH, COAST, HIGHLAND)
SHOWN = {CITY: (90, 104), NORTH: None, COAST: (30, 41), HIGHLAND: None}  # of 1.2a in 2024; 4 of 6, 7 of 9 are hidden
YEARS = {2021: (50, 60), 2022: None, 2023: (44, 52), 2024: (90, 104)}  # of 1.2a in the city; 3 of 8 is hidden
PARTS = ("value", "numerator", "denominator", "n", "ci_low", "ci_high", "standard_error", "cv")


def cases(area: AreaRef, year: int, counts: tuple[float, float] | None) -> Figure:
    if counts is None:
        return figure("1.2a", area, year, gap="suppressed")
    return figure("1.2a", area, year, counts, "met" if counts[0] / counts[1] >= 0.8 else "missed")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The small edition with four districts, two of which hide a figure, as the city does of 2022."""
    others = [f for f in EDITION.figures if f.measure != "1.2a" or f.area == PROVINCE]
    bodies = [
        figure("1.1", NORTH, counts=(17, 34), verdict="missed"),
        figure("1.1", COAST, counts=(13, 30), verdict="missed"),
    ]
    hidden = [
        replace(f, area=area) for area in (NORTH, COAST) for f in EDITION.figures
        if f.area == CITY and f.measure not in ("1.1", "1.2a")
    ]  # fmt: skip
    now = [cases(area, 2024, counts) for area, counts in SHOWN.items()]
    before = [cases(CITY, year, counts) for year, counts in YEARS.items() if year < 2024]
    verdicts = [
        replace(each, area=area.code) for area in (NORTH, COAST) for each in EDITION.verdicts if each.area == "474"
    ]
    return replace(
        EDITION,
        areas=(PROVINCE, *DISTRICTS),
        figures=(*others, *bodies, *hidden, *now),
        history=(*(f for f in EDITION.history if f.measure != "1.2a" or f.area == PROVINCE), *before),
        verdicts=(*EDITION.verdicts, *(TargetVerdict(v.target, v.area, v.verdict, v.certainty) for v in verdicts)),
    )


SECTIONS = (
    "masthead",
    "summary",
    "scorecard",
    "goals",
    "comparisons",
    "findings",
    "corrections",
    "sources",
    "legend",
)


def notebook(edition: Edition, area: AreaRef) -> nbformat.NotebookNode:
    """The notebook of an area as if it had been run."""
    report = report_of(edition, area.code)
    cells = [new_markdown_cell("# Báo cáo")]
    for name in SECTIONS:
        shown = getattr(report, name)()._repr_mimebundle_()
        output = new_output("execute_result", data=shown[0] if isinstance(shown, tuple) else shown)
        cells += [new_markdown_cell(f"## Phần {name}"), new_code_cell(f"report.{name}()", outputs=[output])]
    node = new_notebook(cells=cells)
    describe(node, About(f"Kết quả thực hiện kế hoạch bình đẳng giới 2021-2025 năm 2024: {area.name}"))
    return node


@pytest.fixture(scope="module")
def published(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs") / "2024"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "edition.json").write_bytes(edition_bytes(edition))
    (folder / "data" / "results.csv").write_text(results_csv((*edition.figures, *edition.pooled)), "utf-8")
    (folder / "index.html").write_text(index_page(edition, {area.code for area in edition.areas}), "utf-8")
    for area in (PROVINCE, CITY, NORTH):
        node = notebook(edition, area)
        (folder / f"bao-cao-{area.code}.ipynb").write_text(nbformat.writes(node), "utf-8")
        (folder / f"bao-cao-{area.code}.html").write_text(html.rendered(node), "utf-8")
        (folder / f"bao-cao-{area.code}.pdf").write_bytes(pdf.compiled(pdf.markup(node)))
    return folder


@pytest.fixture(scope="module")
def names(published: Path) -> Names:
    return Names.of_folder(published)


@pytest.fixture(scope="module")
def text(names: Names) -> Text:
    return Text(names)


@pytest.fixture(scope="module")
def reading(published: Path) -> Reading:
    return read_publication(published)


def truth(figures: Iterable[Figure]) -> dict[tuple[str, str, int, str, int | None, str], float]:
    """Every number of the figures, by what a statement tells of it."""
    return {
        (f.measure, f.area.code, f.year, f.breakdown, f.first_year, part): float(value)
        for f in figures for part in PARTS if (value := getattr(f, part)) is not None
    }  # fmt: skip


def key(each: Statement) -> tuple[str, str, int, str, int | None, str]:
    return each.measure, each.area, each.year, each.breakdown, each.first_year, each.part


def disagreements(
    reading: Reading, known: dict[tuple[str, str, int, str, int | None, str], float]
) -> list[Statement]:
    """Statements whose range does not hold the structured value, or that tell of a figure there is none of."""
    return [
        each for each in reading.statements if each.part in PARTS
        and not each.low - 1e-9 <= known.get(key(each), float("nan")) <= each.high + 1e-9
    ]  # fmt: skip


def about(reading: Reading, hidden: tuple[str, str, int]) -> list[Statement]:
    return [each for each in reading.statements if (each.measure, each.area, each.year) == hidden]


# ---------------------------------------------------------------- what is published


def test_all_that_is_read_agrees_with_the_structured_files(reading: Reading, edition: Edition) -> None:
    assert disagreements(reading, truth((*edition.figures, *edition.history, *edition.pooled))) == []


def test_nothing_is_read_about_a_hidden_figure(reading: Reading) -> None:
    hidden = {(each.measure, each.area, each.year) for each in reading.hidden}
    assert hidden == {("1.2a", "476", 2024), ("1.2a", "481", 2024), ("1.2a", "474", 2022)}
    assert [each for each in reading.statements if (each.measure, each.area, each.year) in hidden] == []
    assert [each for each in reading.statements if each.part in ("limit", "number")] == []
    assert reading.unread == ()


@pytest.mark.parametrize("suffix", ["html", "ipynb", "pdf"])
@pytest.mark.parametrize("area", ["46", "474", "476"])
def test_every_visible_total_is_found_in_the_reports(
    published: Path, names: Names, edition: Edition, suffix: str, area: str
) -> None:
    found = {key(each) for each in read_file(published / f"bao-cao-{area}.{suffix}", names).statements}
    shown = {each for each in truth(edition.figures) if each[1] == area and each[3] == "total" and each[5] == "value"}
    assert shown
    assert shown - found == set()


def test_a_wrong_number_disagrees(published: Path, names: Names, edition: Edition, tmp_path: Path) -> None:
    page = (published / "bao-cao-474.html").read_text("utf-8")
    (tmp_path / "bao-cao-474.html").write_text(page.replace("90/104", "90/105", 1), "utf-8")
    wrong = disagreements(
        read_file(tmp_path / "bao-cao-474.html", names), truth((*edition.figures, *edition.history))
    )
    assert [(each.measure, each.area, each.part, each.low) for each in wrong] == [
        ("1.2a", "474", "denominator", 104.5)
    ]


def test_where_tells_the_file_and_no_folder(reading: Reading, published: Path) -> None:
    starts = {each.where.split(":")[0] for each in reading.statements}
    assert {"index.html", "data/results.csv", "data/edition.json", "bao-cao-46.pdf"} <= starts
    assert not any(str(published) in each.where for each in reading.statements)


def test_files_nobody_can_read_are_told(published: Path, names: Names, tmp_path: Path) -> None:
    (tmp_path / "ghi-chep.bin").write_bytes(b"\0\1\2")
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7 hong \0")
    (tmp_path / "font.woff2").write_bytes(b"\0\1")
    told = read_publication(tmp_path, names).unread
    assert told[0].startswith("ghi-chep.bin")
    assert any(each.startswith("hong.pdf") for each in told)
    assert not any("font" in each for each in told)


@pytest.mark.parametrize("suffix", ["html", "ipynb", "pdf"])
def test_a_damaged_file_stops_nothing(published: Path, text: Text, suffix: str) -> None:
    content = (published / f"bao-cao-476.{suffix}").read_bytes()
    for end in range(0, len(content), len(content) // 7):
        found = read_bytes(content[:end] + b"\xff\0" + content[end + 99 :], f"a.{suffix}", text)
        assert found.statements or found.unread or not end or suffix == "html"


@pytest.mark.parametrize("content", ["[]", "3", '{"cells": [1]}', '{"cells": [{"outputs": [{"data": [1]}]}]}'])
def test_what_is_no_notebook_is_told_as_unread(text: Text, content: str) -> None:
    assert read_bytes(content.encode(), "a.ipynb", text).unread


# ---------------------------------------------------------------- charts by ruler


def drawn(statements: Iterable[Statement]) -> dict[tuple[str, int], tuple[float, float]]:
    return {(s.area, s.year): (s.low, s.high) for s in statements if "hình vẽ" in s.where and s.part == "value"}


def test_a_trend_gives_its_values_within_its_resolution(edition: Edition, text: Text) -> None:
    chart = trend(edition.series("1.1", "46"), edition.plan.measure("1.1"), range(2021, 2026))
    assert chart is not None
    found = drawn(read_chart(Picture(chart.svg, chart.alt, chart.caption), text, Labels(), "x"))
    known = {f.year: f.value for f in edition.series("1.1", "46")}
    assert {year for _, year in found} == set(known)
    for (_, year), (low, high) in found.items():
        assert low <= (known[year] or 0) <= high
        assert high - low < 0.15


def test_a_comparison_gives_its_values_within_its_resolution(edition: Edition, text: Text) -> None:
    figures = [edition.figure("1.2a", area.code) for area in DISTRICTS]
    chart = dots(figures, edition.plan.measure("1.2a"))
    assert chart is not None
    found = drawn(read_chart(Picture(chart.svg, chart.alt, chart.caption), text, Labels(), "x"))
    assert set(found) == {("474", 2024), ("478", 2024)}
    for area, (low, high) in ((area, found[area.code, 2024]) for area in (CITY, COAST)):
        assert low <= (edition.figure("1.2a", area.code).value or 0) <= high


def leaking_trend(edition: Edition, counts: tuple[float, float]) -> tuple[str, str]:
    """The drawing of the city's cases with 2022 in it, and without: its description hides 2022 in both."""
    measure = edition.plan.measure("1.2a")
    shown = edition.series("1.2a", "474")
    told = [replace(cases(CITY, 2022, counts), verdict="missed") if f.year == 2022 else f for f in shown]
    years = range(2021, 2026)
    chart, leak = trend(shown, measure, years), trend(told, measure, years)
    assert chart is not None and leak is not None
    return chart.svg, leak.svg


def test_a_scale_that_holds_a_hidden_value_gives_it_away(edition: Edition, text: Text) -> None:
    """The axis was made for 3 of 8 although no mark stands there: all marks are where that value pushed them."""
    honest, leak = leaking_trend(edition, (3, 8))
    chart = trend(edition.series("1.2a", "474"), edition.plan.measure("1.2a"), range(2021, 2026))
    assert chart is not None
    assert take_apart(leak).size == take_apart(honest).size
    squeezed = without_year(leak, 2022)
    said = list(read_chart(Picture(squeezed, chart.alt, chart.caption), text, Labels(), "x"))
    (limit,) = (each for each in said if each.part == "limit")
    assert limit.low <= 37.5 <= limit.high
    assert limit.high - limit.low < 2
    assert about(Reading(tuple(said)), ("1.2a", "474", 2022)) == []
    assert not any(
        each.part == "limit" for each in read_chart(Picture(honest, chart.alt, chart.caption), text, Labels(), "x")
    )


def without_year(svg: str, year: int) -> str:
    """The drawing with every mark and number at a year taken away; its line is drawn again in pieces."""
    apart = take_apart(svg)
    (at,) = (each.place[0] for each in apart.words if each.text == str(year))
    kept = [mark for mark in apart.marks if len(mark.places) < 3 and all(abs(x - at) > 10 for x, _ in mark.places)]
    lines = "".join(
        f'<path d="M{" L".join(f"{x} {y}" for x, y in mark.places)}" fill="none"/>' for mark in kept
    )  # fmt: skip
    points = "".join(
        f'<path d="M{mark.places[0][0]} {mark.places[0][1]}L{" ".join(f"{x} {y}" for x, y in mark.places[1:])}"/>'
        for mark in apart.marks if 3 <= len(mark.places) <= 4 and mark.filled and not mark.white
        and all(abs(x - at) > 6 for x, _ in mark.places)
    )  # fmt: skip
    words = "".join(
        f'<text x="{w.place[0]}" y="{w.place[1]}">{w.text}</text>'
        for w in apart.words
        if re.match(r"20\d\d$", w.text)
    )
    return f'<svg viewBox="0 0 {apart.size[0]} {apart.size[1]}">{words}{lines}{points}</svg>'


@pytest.mark.parametrize(
    ("mark", "part", "wanted"),
    [
        ('<path d="M80 60h.1" fill="none"/>', "value", (50.0,)),
        ('<circle cx="80" cy="60" r="3"/>', "value", (50.0,)),
        ('<rect x="75" y="60" width="10" height="40"/>', "value", (50.0,)),
        ('<path d="M30 20L80 60 130 40" fill="none"/>', "value", (50.0,)),
        ('<path d="M80 55.6l4.2 7.6h-8.4"/>', "value", (50.0,)),
        ('<line x1="80" y1="50" x2="80" y2="70" fill="none"/>', "ci_low", (37.5,)),
        ('<polygon points="30,30 80,50 130,30 130,50 80,70 30,50"/>', "ci_high", (62.5,)),
    ],
)
def test_every_kind_of_mark_is_measured(text: Text, mark: str, part: str, wanted: tuple[float, ...]) -> None:
    """Of a made-up chart: the foot (0) is at 100, the target (80) at 36, 2021 (100) at 20; 2022 says nothing."""
    words = "".join(
        f'<text x="{x}" y="110">{year}</text>' for x, year in ((30, 2021), (80, 2022), (130, 2023), (180, 2024))
    )
    lines = '<path d="M5 100h200" fill="none"/><path d="M5 36h200" fill="none"/><path d="M30 20h.1" fill="none"/>'
    svg = f'<svg viewBox="0 0 210 120">{words}{lines}{mark}</svg>'
    alt = "Biểu đồ đường: Tỷ lệ người bị bạo lực được hỗ trợ (%), thành phố Huế. 2021: 100,0; 2022: được bảo mật."
    said = [
        each for each in read_chart(Picture(svg, alt), text, Labels(), "x")
        if (each.area, each.year, each.part) == ("474", 2022, part)
    ]  # fmt: skip
    assert len(said) == len(wanted)
    assert all(each.low - 0.2 <= value <= each.high + 0.2 for each, value in zip(said, wanted, strict=True))


# ---------------------------------------------------------------- text, cells, records


def said(content: str | bytes, name: str, text: Text) -> set[tuple[str, str, int, str, float, float]]:
    data = content.encode() if isinstance(content, str) else content
    return {
        (each.measure, each.area, each.year, each.part, round(each.low, 4), round(each.high, 4))
        for each in read_bytes(data, name, text).statements
    }


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Năm 2024, huyện Phong Điền: tỷ lệ người bị bạo lực được hỗ trợ là 66,7% (4/6).",
         {("value", 66.65, 66.75), ("numerator", 3.5, 4.5), ("denominator", 5.5, 6.5)}),
        ("1.2a Phong Điền: 4 trên 6 người", {("numerator", 3.5, 4.5), ("denominator", 5.5, 6.5)}),
        ("Tỷ lệ người bị bạo lực được hỗ trợ ở huyện Phong Điền: khoảng tin cậy 95%: 48,0 – 53,8; n = 1.682",
         {("ci_low", 47.95, 48.05), ("ci_high", 53.75, 53.85), ("n", 1681.5, 1682.5)}),
        ("1.2a, Huyện Phong Điền: mục tiêu ít nhất 80%, theo Nghị quyết 28/NQ-CP ngày 03/3/2021, 5 chỉ tiêu", set()),
        ("Huyện Phong Điền đạt 11 trên 20 chỉ tiêu", set()),
        ("Tỷ lệ người bị bạo lực được hỗ trợ, Huyện Phong Điền: +2,6 điểm phần trăm", {("derived", 2.55, 2.65)}),
        ("Xã Phong Điền Mới: tỷ lệ người bị bạo lực được hỗ trợ", set()),
    ],
)  # fmt: skip
def test_sentences(text: Text, sentence: str, wanted: set[tuple[str, float, float]]) -> None:
    assert said(sentence, "a.txt", text) == {("1.2a", "476", 2024, *each) for each in wanted}


def test_years_in_a_sentence_belong_to_the_numbers_beside_them(text: Text) -> None:
    told = said("Huyện Phong Điền, 1.2a. 2021: 46,0; 2022: 49,3 (40,1 – 58,5); 2023: được bảo mật", "a.txt", text)
    assert {(year, part, low) for _, _, year, part, low, _ in told} == {
        (2021, "value", 45.95), (2022, "value", 49.25), (2022, "ci_low", 40.05), (2022, "ci_high", 58.45)
    }  # fmt: skip


def test_omitted_end_tags_and_merged_cells(text: Text) -> None:
    page = (
        "<title>Năm 2024: Huyện Phong Điền</title><table><caption>Kết quả</caption><thead><tr><th>STT<th>Chỉ tiêu"
        "<th>Mục tiêu 2025<th>Kết quả năm 2023<th>Kết quả năm 2024</thead>"
        "<tr class=group><th colspan=5>Mục tiêu 1. Trong gia đình"
        "<tr><td rowspan=2>1.2<th scope=row>Tỷ lệ người bị bạo lực được hỗ trợ<td>ít nhất 80%<td>–"
        "<td><b>66,7</b><br>4/6"
        "<tr><th>Tỷ số tử vong mẹ<td>dưới 15<td>12,5<td>–</table>"
    )
    assert said(page, "bao-cao.html", text) == {
        ("1.2a", "476", 2024, "value", 66.65, 66.75), ("1.2a", "476", 2024, "numerator", 3.5, 4.5),
        ("1.2a", "476", 2024, "denominator", 5.5, 6.5), ("1.2b", "476", 2023, "value", 12.45, 12.55),
    }  # fmt: skip


def test_a_worked_example_in_a_method_is_no_statement(text: Text) -> None:
    page = "<h4>1.2a. Tỷ lệ người bị bạo lực được hỗ trợ</h4><pre>By hand: 2 / 3 = 66,7 %, although 3 of 5 are women."
    assert said(page, "methodology.html", text) == set()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "measure,area_code,period,breakdown,value,them\n1.2a,476,2024,total,,4\n"),
        ("a.csv", "Đơn vị;Năm;Tỷ lệ người bị bạo lực được hỗ trợ\nHuyện Phong Điền;2024;4\n"),
        ("a.json", '{"x": [{"measure": "1.2a", "area": {"code": "476"}, "year": 2024, "note": {"k": 4}}]}'),
        ("a.json", '{"1.2a": {"476": {"2024": 4}}}'),
        ("a.xml", "<r><x>1.2a</x> <y>Huyện Phong Điền, năm 2024: 4</y></r>"),
        ("a.log", "2024-11-30 10:11:12 INFO 1.2a Huyện Phong Điền numerator=4"),
        ("ghi chép", "1.2a Huyện Phong Điền 4/6"),
    ],
)
def test_other_files(text: Text, name: str, content: str) -> None:
    told = [each for each in said(content, name, text) if each[:3] == ("1.2a", "476", 2024)]
    assert any(low <= 4 <= high for *_, low, high in told)


# ---------------------------------------------------------------- leaks, each put into one published file


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        text = content.decode("utf-8")
        assert old in text
        return text.replace(old, new, 1).encode("utf-8")

    return change


def in_notebook(change: Callable[[dict[str, object]], None]) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        node = json.loads(content)
        change(node)
        return json.dumps(node, ensure_ascii=False).encode()

    return changed


def output(node: dict, kind: str, old: str, new: str) -> None:  # type: ignore[type-arg]
    for each in (out for cell in node["cells"] for out in cell.get("outputs", ())):
        told = "".join(each["data"].get(kind, ""))
        if old in told:
            each["data"][kind] = told.replace(old, new, 1)
            return
    raise AssertionError(f"no {old} in {kind}")


def csv_row(change: Callable[[list[str], list[str]], None], head: str = "") -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        lines = content.decode("utf-8").splitlines()
        columns = lines[0].split(",")
        for number, line in enumerate(lines):
            cells = line.split(",")
            if cells[:2] == ["1.2a", "476"]:
                change(columns, cells)
                lines[number] = ",".join(cells)
        lines[0] += head
        return "\n".join(lines).encode()

    return changed


def with_interval(columns: list[str], cells: list[str]) -> None:
    cells[columns.index("ci_low")], cells[columns.index("ci_high")] = "22.3", "95.7"


def edition_field(content: bytes) -> bytes:
    edition = json.loads(content)
    for each in edition["figures"]:
        if (each["measure"], each["area"]["code"]) == ("1.2a", "476"):
            each["denominator"] = 6
    return json.dumps(edition).encode()


NORTH_CELL = "<tr><th scope=row>Huyện Phong Điền<td class=num>–<td class=num><small>–</small>"
HEADING = "Tỷ lệ người bị bạo lực được hỗ trợ</h5>"
HIDDEN = ("1.2a", "476", 2024)
NORTH_TOLD = "Huyện Phong Điền: "
BOARD = "<table><tr><th>Đơn vị<th>1.2a<tr><th>Huyện Phong Điền<td>66,7</table>"
LEAKS: dict[str, tuple[str, Callable[[bytes], bytes], float]] = {
    "a cell of a table": ("bao-cao-46.html", replaced(NORTH_CELL, NORTH_CELL.replace("<small>–", "<small>4/6")), 6),
    "a sentence": ("bao-cao-476.html", replaced(HEADING, f"{HEADING}<p>Năm 2024: 66,7% (4/6).</p>"), 4),
    "alternative text": ("bao-cao-46.html", replaced(f"{NORTH_TOLD}được bảo mật", f"{NORTH_TOLD}66,7"), 66.7),
    "a comment": ("bao-cao-46.html", replaced("<main", "<!-- 1.2a Huyện Phong Điền: 4/6 --><main"), 6),
    "an attribute": ("bao-cao-46.html", replaced(NORTH_CELL, NORTH_CELL.replace("<small", '<small data-top="4"')), 4),
    "a hidden element": ("bao-cao-476.html", replaced(HEADING, f'{HEADING}<b style="display:none">4/6</b>'), 6),
    "a scoreboard": ("index.html", replaced("</main>", BOARD + "</main>"), 66.7),
    "a script": ("index.html", replaced("</main>", '</main><script>{"a": "1.2a Huyện Phong Điền: 4/6"}</script>'), 6),
    "an interval in the results": ("data/results.csv", csv_row(with_interval), 22.3),
    "an unknown column": ("data/results.csv", csv_row(lambda _, cells: cells.append("4"), ",ghi_chu"), 4),
    "a field of the edition": ("data/edition.json", edition_field, 6),
    "metadata of a notebook": (
        "bao-cao-476.ipynb",
        in_notebook(lambda node: node["metadata"].update({"cache": {"measure": "1.2a", "numerator": 4}})),  # type: ignore[attr-defined]
        4,
    ),
    "plain text in a notebook": (
        "bao-cao-46.ipynb",
        in_notebook(lambda node: output(node, "text/plain", "Phong Điền | – | –", "Phong Điền | – | 4/6")),
        6,
    ),
    "markup in a notebook": (
        "bao-cao-46.ipynb",
        in_notebook(lambda node: output(node, "text/vnd.typst", f"{NORTH_TOLD}được bảo mật", f"{NORTH_TOLD}66,7")),
        66.7,
    ),
    "standard output": (
        "bao-cao-476.ipynb",
        in_notebook(
            lambda node: node["cells"][2]["outputs"].append(  # type: ignore[index]
                {"output_type": "stream", "name": "stdout", "text": ["1.2a: numerator 4\n"]}
            )
        ),
        4,
    ),
}  # fmt: skip


def test_a_number_noted_without_its_measure_is_told_as_such(published: Path, names: Names, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao-476.ipynb"
    note = in_notebook(lambda node: node["cells"][4]["metadata"].update({"kept": {"numerator": 4}}))  # type: ignore[index]
    path.write_bytes(note((published / path.name).read_bytes()))
    (found,) = (each for each in read_file(path, names).statements if not each.measure)
    assert (found.area, found.part, found.low, found.high) == ("476", "number", 4, 4)


def test_a_moved_drawing_is_told_as_unread(text: Text) -> None:
    page = '<p>a</p><svg viewBox="0 0 9 9"><g transform="scale(2)"><path d="M1 1h1"/></g></svg>'
    assert len(read_bytes(page.encode(), "a.html", text).unread) == 1


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_found(published: Path, names: Names, tmp_path: Path, leak: str) -> None:
    name, change, value = LEAKS[leak]
    path = tmp_path / Path(name).name
    path.write_bytes((published / name).read_bytes())
    assert about(read_file(path, names), HIDDEN) == []
    path.write_bytes(change(path.read_bytes()))
    found = about(read_file(path, names), HIDDEN)
    assert any(each.low <= value <= each.high for each in found), found


def test_a_mark_at_a_hidden_area_is_found(published: Path, names: Names, tmp_path: Path) -> None:
    """A disc in the comparison of 1.2a, beside the words that the figure is confidential: at the city's value."""
    page = (published / "bao-cao-46.html").read_text("utf-8")
    start = page.index("Tỷ lệ người bị bạo lực được hỗ trợ (%) theo đơn vị")
    chart = page[page.index("<svg", start) : page.index("</svg>", start)]
    apart = take_apart(chart + "</svg>")
    places = {each.text: each.place for each in apart.words}
    (city,) = (
        m.places
        for m in apart.marks
        if len(m.places) == 2
        and not m.filled
        and abs(m.places[0][1] - places["Thành phố Huế"][1] + 3.5) < 1
        and abs(m.places[0][0] - m.places[1][0]) > 1
    )
    mark = f'<path d="M{city[1][0]} {places["Huyện Phong Điền"][1] - 3.5}h.1" fill="none" stroke="#000"/>'
    (tmp_path / "bao-cao-46.html").write_text(page.replace(chart, chart + mark), "utf-8")
    (found,) = about(read_file(tmp_path / "bao-cao-46.html", names), HIDDEN)
    assert found.part == "value"
    assert found.low <= 100 * 90 / 104 <= found.high


def test_a_line_through_a_hidden_year_is_found(edition: Edition, text: Text) -> None:
    _, leak = leaking_trend(edition, (40, 50))
    chart = trend(edition.series("1.2a", "474"), edition.plan.measure("1.2a"), range(2021, 2026))
    assert chart is not None
    said = read_chart(Picture(leak, chart.alt, chart.caption), text, Labels(), "x")
    found = about(Reading(tuple(said)), ("1.2a", "474", 2022))
    assert found
    assert all(each.low <= 80 <= each.high for each in found if each.part == "value")


def made_pdf(source: str) -> bytes:
    return typst.compile(source.encode())


PAPER = '#set document(title: "Năm 2024: Huyện Phong Điền")\n= 1.2a. Tỷ lệ người bị bạo lực được hỗ trợ\n'


@pytest.mark.parametrize(
    "source",
    [
        PAPER + "Năm 2024: 66,7% (4/6).",
        PAPER
        + "#table(columns: 3, table.header([Đơn vị], [Kết quả], [Tử số/mẫu số]), [Huyện Phong Điền], [66,7], [4/6])",
        '#set document(title: "Năm 2024: Huyện Phong Điền", keywords: "1.2a: 66,7; 4/6")\nKhông có gì.',
        PAPER + "#pdf.artifact[1.2a Huyện Phong Điền: 66,7 (4/6)]",
    ],
    ids=["sentence", "table", "properties", "untagged"],
)
def test_a_leak_on_paper_is_found(text: Text, source: str) -> None:
    told = {
        (part, low)
        for *_, part, low, _ in (each for each in said(made_pdf(source), "a.pdf", text) if each[:3] == HIDDEN)
    }
    assert {("numerator", 3.5), ("denominator", 5.5), ("value", 66.65)} <= told


def test_a_file_attached_to_a_paper_is_read(text: Text) -> None:
    source = PAPER + '#pdf.attach("so.csv", bytes("measure,area_code,period,numerator\\n1.2a,476,2024,4\\n"))'
    assert ("1.2a", "476", 2024, "numerator", 4.0, 4.0) in said(made_pdf(source), "a.pdf", text)


def workbook(change: Callable[[object], None]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Kết quả"
    book.active.append(["Đơn vị", "Năm", "Tỷ lệ người bị bạo lực được hỗ trợ"])
    book.active.append(["Huyện Phong Điền", 2024, "được bảo mật"])
    change(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def hidden_sheet(book) -> None:  # type: ignore[no-untyped-def]
    sheet = book.create_sheet("nguồn")
    sheet.sheet_state = "veryHidden"
    sheet.append(["measure", "area_code", "period", "numerator"])
    sheet.append(["1.2a", "476", 2024, 4])


def hidden_row(book) -> None:  # type: ignore[no-untyped-def]
    book.active.append(["Huyện Phong Điền", 2024, 4])
    book.active.row_dimensions[3].hidden = True


def comment(book) -> None:  # type: ignore[no-untyped-def]
    from openpyxl.comments import Comment

    book.active["C2"].comment = Comment("1.2a: tử số 4", "x")


def defined_name(book) -> None:  # type: ignore[no-untyped-def]
    from openpyxl.workbook.defined_name import DefinedName

    book.defined_names["an"] = DefinedName("an", attr_text='"1.2a Huyện Phong Điền: 4/6"')


@pytest.mark.parametrize("leak", [hidden_sheet, hidden_row, comment, defined_name])
def test_a_leak_in_a_workbook_is_found(text: Text, leak: Callable[[object], None]) -> None:
    assert said(workbook(lambda book: None), "a.xlsx", text) == set()
    told = said(workbook(leak), "a.xlsx", text)
    assert any(each[:3] == HIDDEN and each[4] <= 4 <= each[5] for each in told)


def test_another_years_folder_may_tell_it(published: Path, names: Names, tmp_path: Path) -> None:
    """The edition of 2025 knows other areas; with the names of 2024 too its words about 2024 are understood."""
    later = json.loads((published / "data" / "edition.json").read_bytes())
    later["year"]["year"], later["figures"], later["history"] = 2025, [], []
    later["areas"] = [{"code": "46", "name": "Thành phố Huế", "level": "province"}]
    folder = tmp_path / "2025"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "edition.json").write_text(json.dumps(later), "utf-8")
    page = "<title>Năm 2025</title><p>Huyện Phong Điền, năm 2024, tỷ lệ người bị bạo lực được hỗ trợ: 66,7%</p>"
    (folder / "index.html").write_text(page, "utf-8")
    assert read_publication(folder).statements == ()
    both = Names.of_folder(folder).with_others(names)
    (found,) = about(read_publication(folder, both), HIDDEN)
    assert (found.part, round(found.low, 2)) == ("value", 66.65)
    assert both.exactly("Thành phố Huế").area == "46"


def test_each_hidden_figure_is_told_with_its_map(reading: Reading) -> None:
    assert {(each.map.isoformat(), each.vintage) for each in reading.hidden if each.map} == {("2021-07-01", "uoc")}


# ---------------------------------------------------------------------------------------------------------------
# The whole attack
# ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("kept"))


def revealed(folder: Path, store: Store, **others: Path) -> list[str]:
    found = attack({"2024": folder, **others}, load_areas(PARAMS / "areas.yaml"), store)
    return [f"{leak.figure}: {leak.known}" for leak in found.leaks]


def test_the_publication_itself_reveals_nothing(published: Path, kept: Store) -> None:
    found = attack({"2024": published}, store=kept)
    assert found.leaks == ()
    assert (found.files, found.hidden, found.shown) == (12, 3, 6)
    assert found.statements > 300


@pytest.mark.parametrize("leak", LEAKS)
def test_the_attack_finds_a_leak(published: Path, kept: Store, tmp_path: Path, leak: str) -> None:
    name, change, _ = LEAKS[leak]
    folder = tmp_path / "2024"
    shutil.copytree(published, folder)
    (folder / name).write_bytes(change((folder / name).read_bytes()))
    assert any(each.startswith(("1.2a, 476, 2024", ", 476, 2024")) for each in revealed(folder, kept)), leak


@pytest.mark.parametrize("leak", [hidden_sheet, hidden_row, comment, defined_name])
def test_the_attack_finds_a_leak_in_a_workbook(
    published: Path, kept: Store, tmp_path: Path, leak: Callable[[object], None]
) -> None:
    folder = tmp_path / "2024"
    shutil.copytree(published, folder)
    (folder / "data" / "ket-qua.xlsx").write_bytes(workbook(lambda book: None))
    assert revealed(folder, kept) == []
    (folder / "data" / "ket-qua.xlsx").write_bytes(workbook(leak))
    assert any(each.startswith("1.2a, 476, 2024") for each in revealed(folder, kept))


def test_the_attack_finds_a_scale_that_tells(edition: Edition, published: Path, kept: Store, tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    shutil.copytree(published, folder)
    honest, leak = leaking_trend(edition, (3, 8))
    page = (folder / "bao-cao-474.html").read_text("utf-8")
    chart = page[page.index("<svg", page.index(HEADING)) :]
    chart = chart[: chart.index("</svg>") + 6]
    squeezed = chart[: chart.index(">") + 1] + without_year(leak, 2022).partition(">")[2]
    (folder / "bao-cao-474.html").write_text(page.replace(chart, squeezed), "utf-8")
    assert any("limit" in each for each in revealed(folder, kept))
    assert honest != leak


def test_the_attack_finds_what_another_year_tells(published: Path, kept: Store, tmp_path: Path) -> None:
    later = json.loads((published / "data" / "edition.json").read_bytes())
    later["year"]["year"], later["figures"], later["history"] = 2025, [], []
    folder = tmp_path / "2025"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "edition.json").write_text(json.dumps(later), "utf-8")
    assert revealed(published, kept, **{"2025": folder}) == []
    page = "<title>Năm 2025</title><p>Huyện Phong Điền, năm 2024, tỷ lệ người bị bạo lực được hỗ trợ: 66,7%</p>"
    (folder / "index.html").write_text(page, "utf-8")
    assert any(each.startswith("1.2a, 476, 2024") for each in revealed(published, kept, **{"2025": folder}))


def test_a_publication_of_another_version_is_attacked_all_the_same(
    published: Path, kept: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "2023"
    shutil.copytree(published, folder)
    old = json.loads((folder / "data" / "edition.json").read_bytes())
    old["hidden"] = 3
    old["plan"].pop("release")
    (folder / "data" / "edition.json").write_text(json.dumps(old), "utf-8")
    assert revealed(published, kept, **{"2023": folder}) == []
    with pytest.raises(UserError, match="bản chương trình này"):
        attack({"2023": folder})
    (folder / "data" / "edition.json").write_text("{}", "utf-8")
    with pytest.raises(UserError, match=r"2023/data/edition\.json"):
        revealed(published, kept, **{"2023": folder})


def test_a_name_with_a_number_in_it_is_a_name(edition: Edition) -> None:
    """ "Bé trai trên 100 bé gái" is a measure's name before it is words of the plan that hold a number."""
    known = json.loads(edition_bytes(edition))
    for goal in known["plan"]["goals"]:
        for target in goal["targets"]:
            for measure in target["measures"]:
                if measure["id"] == "1.2a":
                    measure["name"]["vi"] = "Bé trai trên 100 bé gái mới sinh"
    text = Text(Names.of_edition(known))
    assert text.labels("Bé trai trên 100 bé gái mới sinh Đơn vị tính: bé trai/100 bé gái").measures == ("1.2a",)


def test_older_reports_that_leak_stop_no_new_ones(published: Path, kept: Store, tmp_path: Path) -> None:
    """They are out: only what the new ones add is a reason not to publish."""
    old = tmp_path / "2023"
    shutil.copytree(published, old)
    (old / "note.txt").write_text("1.2a Huyện Phong Điền, năm 2024: 4/6", "utf-8")
    (leak,) = require_nothing_new_leaks({"2023": old, "2024": published}, "2024", store=kept)
    assert leak.figure == "1.2a, 476, 2024"
    new = tmp_path / "2024"
    shutil.copytree(published, new)
    (new / "note.txt").write_text("1.2a Thành phố Huế, năm 2022: 3/8", "utf-8")
    with pytest.raises(UserError, match=r"1\.2a, 474, 2022"):
        require_nothing_new_leaks({"2023": old, "2024": new}, "2024", store=kept)


def test_the_command_lists_what_is_revealed(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PARAMS.parent)
    done = CliRunner().invoke(app, ["attack", str(published)])
    assert (done.exit_code, "0 bị lộ" in done.stdout) == (0, True)
    folder = tmp_path / "2024"
    shutil.copytree(published, folder)
    (folder / "note.txt").write_text("1.2a Huyện Phong Điền, năm 2024: 4/6", "utf-8")
    done = CliRunner().invoke(app, ["attack", str(folder)])
    assert done.exit_code == 1
    assert "LỘ / REVEALED  1.2a, 476, 2024: numerator 3.5 – 4.5; denominator 5.5 – 6.5" in done.stdout
    assert "note.txt" in done.stdout


def test_a_lost_register_is_made_anew_from_what_is_published(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "outputs" / "2024")
    project = Project(tmp_path, tmp_path)
    remember(project)
    entries = Register(project.register).of(2024)
    assert {(e.area, e.hidden) for e in entries if e.measure == "1.2a" and e.area in ("474", "476")} == {
        ("474", False),
        ("476", True),
    }
    assert [e.hidden for e in Register(project.register).of(2022) if e.area == "474" and e.measure == "1.2a"] == [
        True
    ]
    elsewhere = replace(project, published=tmp_path / "elsewhere")
    remember(elsewhere)
    assert Register(elsewhere.register).of(2024) == frozenset()
