"""How the forms of a year stand, and the table of it on the terminal."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gender_indicators.agencies import terminal_findings as listing
from gender_indicators.agencies.terminal_findings import print_agency_summaries, print_findings
from gender_indicators.base.text import Text
from gender_indicators.findings.by_agency import Counts, RequestedForm, agency_summaries, counted
from gender_indicators.findings.finding import Finding, Place
from gender_indicators.plan.agencies import Agencies, Agency

sys.path.insert(0, str(Path(__file__).parent))

WORDS = Text("x", "x")
AGENCIES = Agencies(agencies=tuple(Agency(id=i, name={"vi": f"Sở {i}", "en": i}) for i in ("ab", "cd", "ef")))
FORMS = {"one": Text("Biểu một", "One"), "two": Text("Biểu hai", "Two"), "three": Text("Biểu ba", "Three")}
ASKED = (
    RequestedForm("ab", "one", "ab/one.csv", came=True, rows=1200),
    RequestedForm("cd", "two", "cd/two.xlsx", came=False),
    RequestedForm("cd", "three", "cd/three.xlsx", came=False, optional=True),
    RequestedForm("ef", "four", "ef/four.xlsx", came=True, rows=0),
)


def finding(agency: str, form: str, severity: str = "error", count: int = 1, waiver: str = "") -> Finding:
    place = Place(f"{agency}/x.xlsx", "S", "A1")
    return Finding("cell.type", severity, agency, form, place, "y", WORDS, WORDS, count, waiver)  # type: ignore[arg-type]


FOUND = (
    finding("ab", "one", "warning", 3),
    finding("ab", "one", waiver="vì"),
    finding("cd", "two", count=2),
    finding("cd", ""),
)


def test_places_are_counted_and_what_is_accepted_counts_once() -> None:
    assert counted(FOUND) == Counts(errors=3, accepted=1, warnings=3)
    assert counted([]).clean


def test_the_worst_agency_is_first_and_so_is_its_worst_form() -> None:
    found = agency_summaries(ASKED, FOUND)
    assert [(each.agency, each.came, each.due, each.counts.errors) for each in found] == [
        ("cd", 0, 1, 3),
        ("ab", 1, 1, 0),
        ("ef", 1, 1, 0),
    ]
    assert [form.request.form for form in found[0].forms] == ["two", "three"]
    assert found[0].forms[0].counts == Counts(errors=2)


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    print_agency_summaries(agency_summaries(ASKED, FOUND), AGENCIES, FORMS | {"four": Text("Biểu bốn", "Four")})
    return capsys.readouterr().out


def test_a_pipe_gets_a_plain_table(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [" ".join(line.split()) for line in printed(capsys).splitlines()]
    assert lines[0] == "Cơ quan, biểu Tệp Dòng Lỗi Chấp nhận Lưu ý"
    assert lines[3:] == [
        "Sở cd 0/1 3 · ·",
        "Biểu hai THIẾU 2 · ·",
        "Biểu ba – · · ·",
        "Sở ab 1/1 · 1 3",
        "Biểu một có 1.200 · 1 3",
        "Sở ef 1/1 · · ·",
        "Biểu bốn có 0 · · ·",
    ]


def test_no_line_is_coloured_or_padded_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys)
    assert "\x1b" not in out
    assert [line for line in out.splitlines() if line != line.rstrip() or len(line) > 110] == []


def test_a_narrow_window_gets_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_UNSEEN_WIDTH", 40)
    assert printed(capsys).splitlines() == [
        "Sở cd; 0/1 tệp; 3 lỗi",
        "  - Biểu hai; tệp: THIẾU; 2 lỗi",
        "  - Biểu ba; tệp: –",
        "Sở ab; 1/1 tệp; 1 được chấp nhận, 3 lưu ý",
        "  - Biểu một; tệp: có; 1.200 dòng; 1 được chấp nhận, 3 lưu ý",
        "Sở ef; 1/1 tệp",
        "  - Biểu bốn; tệp: có; 0 dòng",
    ]


def test_the_terminal_shows_twenty_findings_of_an_agency_and_where_the_others_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_findings([finding("ab", "one")] * 23 + [finding("cd", "two")] * 20, (), AGENCIES)
    out = capsys.readouterr().out
    assert out.count("LỖI [cell.type] ab/x.xlsx") == out.count("LỖI [cell.type] cd/x.xlsx") == 20
    assert out.count("phát hiện khác ở trang nội bộ") == 1
    assert "… và 3 phát hiện khác ở trang nội bộ / and 3 more" in out


def test_the_terminal_lists_cells_as_they_stand_in_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    cells = [replace(finding("ab", "one"), place=Place("ab/x.xlsx", "S", cell)) for cell in ("A114", "A91", "B7")]
    print_findings(cells, (), AGENCIES)
    told = [line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines() if "LỖI" in line]
    assert told == ["A91", "A114", "B7"]
