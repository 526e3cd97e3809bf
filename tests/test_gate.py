"""The gate: one small table per rule that must fail at a named cell, and clean tables that raise nothing."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from gender_indicators.agencies.blanks.blank import make_blank
from gender_indicators.agencies.blanks.example import example_row
from gender_indicators.base.errors import UserError
from gender_indicators.base.text import Text
from gender_indicators.files.source import FileSource
from gender_indicators.findings.finding import Finding, Place
from gender_indicators.findings.rules import RULES, filled
from gender_indicators.gate.check import Checked, DeliveredYear, check
from gender_indicators.gate.corrections import apply_corrections
from gender_indicators.gate.cross import check_cross
from gender_indicators.gate.dated import Dated
from gender_indicators.gate.report import HIDDEN, Reporter, folded, ordered
from gender_indicators.gate.waivers import apply_waivers
from gender_indicators.gate.worker import TableGate
from gender_indicators.intake.cells import as_series
from gender_indicators.intake.table import Table
from gender_indicators.plan.agencies import Agencies, load_agencies
from gender_indicators.plan.areas import Areas, load_areas
from gender_indicators.plan.forms import Column, Form, Forms, load_forms
from gender_indicators.plan.plan import load_plan
from gender_indicators.plan.year import Correction, LocatedEntry, Waiver, Year

ROOT = Path(__file__).parents[1]
NAMES = {"so-y-te": Text("Sở Y tế", "Department of Health")}
REPORTER = Reporter(NAMES, "so-noi-vu")
NEEDED = {"demo": {"kind"}}
CLOSED = dt.date(2025, 3, 31)
TODAY = dt.date(2025, 6, 1)

COLUMNS: list[dict[str, Any]] = [
    {"name": "id", "header": "Mã", "type": "text", "max_length": 4},
    {"name": "body", "header": "Cơ quan", "type": "text"},
    {"name": "kind", "header": "Loại", "type": "code", "codes": {"Công": "public", "Tư": "private"}},
    {"name": "total", "header": "Tổng số", "type": "integer", "min": 0, "max": 1000, "required": False},
    {"name": "men", "header": "Nam", "type": "integer", "required": False},
    {"name": "women", "header": "Nữ", "type": "integer", "required": False},
    {"name": "ratio", "header": "Tỷ số", "type": "number", "required": False},
    {"name": "day", "header": "Ngày", "type": "date", "required": False},
]
CHECKS: list[dict[str, Any]] = [
    {"rule": "parts_make_total", "total": "total", "parts": ["men", "women"]},
    {
        "rule": "ratio_agrees",
        "column": "ratio",
        "numerator": "men",
        "denominator": "women",
        "per": 100,
        "tolerance": 0.1,
    },
    {"rule": "not_above", "part": "women", "whole": "total"},
    {"rule": "one_value_per", "key": "body", "column": "kind"},
    {"rule": "within_year", "column": "day"},
]
CLEAN = ("A1", "b", "public", 10, 4, 6, 66.7, "2024-12-31")


def form(**changes: Any) -> Form:
    """A workbook form with every check inside a table."""
    base = {
        "code": "demo",
        "number": "YT-09",
        "file": "demo.xlsx",
        "agency": "so-y-te",
        "sheet": "Trang",
        "title": {"vi": "Biểu thử", "en": "Demo"},
        "period": {"vi": "Cả năm", "en": "Year"},
        "columns": COLUMNS,
        "key": ["id"],
        "checks": CHECKS,
    }
    return Form.model_validate(base | changes)


def table(definition: Form, *rows: Sequence[Any], folder: str = "so-y-te") -> Table:
    """A filled form: workbook rows start at 8, CSV rows at 2."""
    first = 8 if definition.is_workbook else 2
    index = pd.RangeIndex(first, first + len(rows))
    data = {}
    for position, column in enumerate(definition.columns):
        values = [row[position] for row in rows]
        if column.type == "date":
            values = [None if value is None else dt.date.fromisoformat(value) for value in values]
        data[column.name] = as_series(column, values, index)
    letters = {c.name: "ABCDEFGHIJ"[n] for n, c in enumerate(definition.columns)} if definition.is_workbook else {}
    source = FileSource(f"{folder}/{definition.file}", "0" * 64, definition.sheet or "")
    return Table(definition, pd.DataFrame(data, index=index), source, letters, agency=folder)


def changed(**values: Any) -> tuple[Any, ...]:
    """The clean row with some values replaced."""
    names = [column["name"] for column in COLUMNS]
    return tuple(values.get(name, value) for name, value in zip(names, CLEAN, strict=True))


@pytest.fixture(scope="session")
def gate() -> Iterator[TableGate]:
    with TableGate() as started:
        yield started


@pytest.fixture(scope="session")
def areas() -> Areas:
    return load_areas(ROOT / "params" / "areas.yaml")


@pytest.fixture(scope="session")
def forms() -> Forms:
    return load_forms(ROOT / "params" / "forms.yaml")


def found_in(
    gate: TableGate, *tables: Table, closed: dt.date = CLOSED, names: dict[str, Text] = NAMES
) -> list[Finding]:
    """What the rules inside tables of 2024 find, one table after the other."""
    asked = [Dated(each, 2024, closed) for each in tables]
    return [finding for findings in gate.check(asked, names) for finding in findings]


def within(gate: TableGate, *tables: Table, closed: dt.date = CLOSED) -> list[tuple[str, str, str]]:
    return [(f.rule, f.place.cell, f.found) for f in found_in(gate, *tables, closed=closed)]


# ---------------------------------------------------------------- inside one table


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([CLEAN], []),
        ([changed(total=None, men=None, women=None, ratio=None, day=None)], []),
        ([changed(total=None)], []),
        ([changed(women=0, total=4, ratio=3.0)], []),  # nothing to divide by
        ([changed(total=1001, women=997, ratio=0.4)], [("value.range", "D8", "1001")]),
        (
            [changed(total=-1, men=-1, women=-1, ratio=None)],
            [("value.range", "D8", "-1"), ("rows.parts_make_total", "D8", "-1")],
        ),
        ([changed(id="A1234")], [("value.length", "A8", "A1234")]),
        ([CLEAN, changed(id="A2"), CLEAN, CLEAN], [("key.duplicate", "A10", "A1"), ("key.duplicate", "A11", "A1")]),
        ([changed(total=11)], [("rows.parts_make_total", "D8", "11")]),
        ([changed(ratio=66.9)], [("rows.ratio_agrees", "G8", "66,9")]),
        ([changed(women=11, men=-1, ratio=None)], [("rows.not_above", "F8", "11")]),
        ([CLEAN, changed(id="A2", kind="private")], [("key.one_value_per", "C9", "Tư")]),
        ([changed(day="2025-01-01")], [("date.within_year", "H8", "01/01/2025")]),
        ([changed(day="2023-12-31")], [("date.within_year", "H8", "31/12/2023")]),
    ],
)
def test_a_rule_inside_a_table_names_the_exact_cell(
    gate: TableGate, rows: list[tuple[Any, ...]], expected: list[tuple[str, str, str]]
) -> None:
    assert within(gate, table(form(), *rows)) == expected


def test_a_day_after_the_closing_day_is_in_the_future_and_a_day_of_another_year_is_not_told_twice(
    gate: TableGate,
) -> None:
    filled_form = table(
        form(), changed(day="2024-11-16"), changed(id="A2", day="2025-02-01"), changed(id="A3", day="2024-11-15")
    )
    assert within(gate, filled_form, closed=dt.date(2024, 11, 15)) == [
        ("date.within_year", "H9", "01/02/2025"),
        ("date.in_future", "H8", "16/11/2024"),
    ]


def test_a_key_of_several_columns_and_a_missing_key_value(gate: TableGate) -> None:
    two = form(key=["id", "kind"], checks=[])
    rows = [CLEAN, changed(kind="private"), CLEAN, changed(id=None), changed(id=None)]
    assert within(gate, table(two, *rows)) == [("key.duplicate", "A10", "A1 | Công")]


def test_sums_of_decimals_are_not_refused_for_the_noise_of_binary_fractions(gate: TableGate) -> None:
    number = {"type": "number", "required": False}
    columns = [{"name": n, "header": n, **number} for n in ("all", "one", "two")]
    sums = form(
        columns=columns, key=["all"], checks=[{"rule": "parts_make_total", "total": "all", "parts": ["one", "two"]}]
    )
    assert within(gate, table(sums, (0.3, 0.1, 0.2), (15.5, 7.2, 8.3))) == []
    assert within(gate, table(sums, (0.31, 0.1, 0.2))) == [("rows.parts_make_total", "A8", "0,31")]


def test_a_finding_says_what_was_expected_and_who_does_what_in_both_languages(gate: TableGate) -> None:
    (finding,) = found_in(gate, table(form(), changed(total=1001, women=997, ratio=None)))
    assert finding == Finding(
        rule="value.range",
        severity="error",
        agency="so-y-te",
        form="demo",
        place=Place("so-y-te/demo.xlsx", "Trang", "D8"),
        found="1001",
        expected=Text("từ 0 đến 1000", "from 0 to 1000"),
        action=Text(
            "Sở Y tế kiểm tra, sửa ô D8 rồi gửi lại tệp.",
            "Department of Health: check and correct cell D8, then send the file again.",
        ),
    )


def test_a_csv_file_names_row_and_column(gate: TableGate) -> None:
    csv = form(file="demo.csv")
    (finding,) = found_in(gate, table(csv, CLEAN, changed(id="A2", total=11)), names={})
    assert finding.place.cell == "dòng 3, cột Tổng số"
    assert finding.expected == Text('tổng của "Nam", "Nữ" là 10', 'the sum of "Nam", "Nữ" is 10')
    assert finding.action.vi.startswith('so-y-te kiểm tra, sửa dòng 3, cột "Tổng số"')


def test_a_sensitive_form_never_prints_a_value(gate: TableGate) -> None:
    secret = form(sensitive=True)
    rows = [
        changed(id="ZQ777", total=987, men=456, women=321, ratio=654.0, day="1999-09-19"),
        changed(id="ZQ777", kind="private", women=876),
        changed(id="B2", kind="private"),
    ]
    found = found_in(gate, table(secret, *rows))
    assert {f.rule for f in found} == {
        "value.length", "key.duplicate", "rows.parts_make_total", "rows.ratio_agrees", "rows.not_above",
        "key.one_value_per", "date.within_year",
    }  # fmt: skip
    assert {f.found for f in found} == {HIDDEN}
    words = " ".join(f"{f.expected} {f.action}" for f in found)
    for value in ("ZQ777", "987", "456", "321", "654", "777", "876", "880", "142", "1999", "Tư", "Công"):
        assert value not in words


def test_each_table_is_judged_by_its_own_cells(gate: TableGate) -> None:
    tables = [table(form(), changed(total=total), changed(id="A2")) for total in (11, 10, 12)]
    assert within(gate, *tables) == [("rows.parts_make_total", "D8", "11"), ("rows.parts_make_total", "D8", "12")]


def test_tables_of_several_years_are_checked_together_as_each_is_alone(gate: TableGate) -> None:
    """One key in two years is no duplicate, each table has its own year, and empty columns keep their type."""
    blank = changed(total=None, men=None, women=None, ratio=None, day=None)
    asked = [
        Dated(table(form(), changed(day="2023-12-31"), CLEAN, blank), 2023, dt.date(2024, 3, 31)),
        Dated(table(form(), CLEAN, changed(id="A2", day="2024-12-30")), 2024, dt.date(2024, 12, 30)),
        Dated(table(form(code="other", checks=[]), CLEAN), 2024, CLOSED),
        Dated(table(form()), 2024, CLOSED),
        Dated(table(form(), blank, changed(id="A2", kind="private")), 2024, CLOSED),
        Dated(table(form(), *([changed(total=None)] * 2)), 2024, CLOSED),
    ]
    together = gate.check(asked, NAMES)
    assert [[(f.rule, f.place.cell) for f in findings] for findings in together] == [
        [("key.duplicate", "A9"), ("key.duplicate", "A10"), ("date.within_year", "H9")],
        [("date.in_future", "H8")],
        [],
        [],
        [("key.one_value_per", "C9")],
        [("key.duplicate", "A9")],
    ]
    assert [gate.check([each], NAMES)[0] for each in asked] == together


def test_a_rule_that_cannot_be_evaluated_does_not_pass(gate: TableGate) -> None:
    whole = table(form(checks=[]), CLEAN)
    with pytest.raises(RuntimeError, match="demo could not be evaluated"):
        within(gate, whole, whole.with_frame(whole.frame.drop(columns="total")))


def test_jsonschema_does_without_its_grammar_of_addresses() -> None:
    script = (
        "import sys\n"
        "from gender_indicators.base.imports import skip_grammar\n"
        "skip_grammar()\n"
        "import jsonschema\n"
        "formats = jsonschema.FormatChecker()\n"
        "assert formats.conforms('2024-12-31', 'date') and not formats.conforms('2024-13-31', 'date')\n"
        "assert 'lark' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_child_process_that_dies_is_told_to_the_user() -> None:
    others = set(multiprocessing.active_children())
    lone = TableGate()
    asked = [Dated(table(form(), CLEAN), 2024, CLOSED)]
    finish = lone.begin(asked, NAMES)
    (child,) = set(multiprocessing.active_children()) - others
    child.kill()
    with pytest.raises(UserError, match="dừng đột ngột"):
        finish()
    with pytest.raises(UserError, match="dừng đột ngột"):
        lone.check(asked, NAMES)
    lone.close()


def test_an_empty_table_has_nothing_to_check(gate: TableGate) -> None:
    assert within(gate, table(form())) == []


def test_two_runs_find_the_same_in_the_same_order(gate: TableGate) -> None:
    bad = table(form(), *(changed(id=f"A{n % 7}", total=n) for n in range(30)))
    first, second = (found_in(gate, bad, bad) for _ in range(2))
    assert first == second
    assert folded(first) == folded(reversed(first))


def test_great_expectations_stays_out_of_the_calling_process_and_the_child_ends(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "import multiprocessing, sys\n"
        "import gender_indicators.gate.check\n"
        "from gender_indicators.gate.worker import TableGate\n"
        "if __name__ == '__main__':\n"
        "    with TableGate() as gate:\n"
        "        assert gate.check([], {}) == []\n"
        "        assert not multiprocessing.active_children()\n"
        "        assert gate._submit([], {}).result() == []\n"
        "        assert len(multiprocessing.active_children()) == 1\n"
        "    assert not multiprocessing.active_children()\n"
        "    assert 'great_expectations' not in sys.modules\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    environment = {"PYTHONPATH": str(ROOT / "lib"), "HOME": str(home), "TMPDIR": str(home), "PATH": ""}
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(home.rglob("*")) == []  # nothing written, no telemetry identity


# ---------------------------------------------------------------- units

PLACES: list[dict[str, Any]] = [
    {"name": "area", "header": "Mã xã", "type": "area"},
    {
        "name": "level",
        "header": "Cấp",
        "type": "code",
        "codes": {"Tỉnh": "province", "Huyện": "district", "Xã": "commune"},
    },
    {"name": "day", "header": "Ngày", "type": "date"},
]


def across(
    areas: Areas, *tables: Table, previous: Sequence[Table] = (), year: int = 2024, checks: Any = ()
) -> list[Finding]:
    definitions = Forms(forms=tuple(t.form for t in tables), cross_checks=tuple(checks))
    by_code = {t.form.code: t for t in tables}
    before = {t.form.code: t for t in previous}
    return list(check_cross(by_code, before, definitions, areas, year, REPORTER))


def places(**changes: Any) -> Form:
    return form(columns=PLACES, key=["area", "day"], checks=[], dated_by="day", **changes)


def test_a_unit_must_be_in_force_on_the_day_of_its_row(areas: Areas) -> None:
    rows = [
        ("474", "district", "2024-12-31"),
        ("475", "district", "2024-12-31"),  # Phú Xuân exists from 1 January 2025
        ("475", "district", "2025-01-01"),
        ("99999", "commune", "2024-05-01"),
        (None, "commune", "2024-05-01"),
        ("474", "district", None),
    ]
    found = across(areas, table(places(), *rows))
    assert [(f.rule, f.place.cell, f.found) for f in found] == [
        ("area.closed", "A9", "475"),
        ("area.unknown", "A11", "99999"),
    ]
    assert "Quận Phú Xuân" in found[0].expected.vi
    assert "31/12/2024" in found[0].expected.vi


def test_a_list_without_dates_uses_the_units_of_31_december(areas: Areas) -> None:
    stock = form(columns=PLACES[:1], key=["area"], checks=[])
    assert across(areas, table(stock, ("476",)), year=2024) == []
    (finding,) = across(areas, table(stock, ("476",)), year=2025)
    assert (finding.rule, finding.place.cell) == ("area.closed", "A8")


@pytest.mark.parametrize(("name", "values", "bad"), [("quarter", (2, 3), "A9"), ("month", (6, 7), "A9")])
def test_a_quarter_or_month_counts_on_its_last_day(
    areas: Areas, name: str, values: tuple[int, int], bad: str
) -> None:
    columns = [PLACES[0], {"name": name, "header": name, "type": "integer"}]
    periods = form(columns=columns, key=["area", name], checks=[], dated_by=name)
    found = across(areas, table(periods, ("476", values[0]), ("476", values[1])), year=2025)  # until 30 June 2025
    assert [(f.rule, f.place.cell) for f in found] == [("area.closed", bad)]


def test_a_level_column_and_a_form_of_communes_refuse_units_of_another_level(areas: Areas, forms: Forms) -> None:
    (finding,) = across(areas, table(places(), ("474", "commune", "2024-05-01")))
    assert (finding.rule, finding.place.cell) == ("area.level", "A8")
    assert finding.found == "474 (Thành phố Huế, cấp huyện)"
    assert finding.expected == Text("mã của đơn vị cấp xã", "the code of a commune")
    reached = table(forms["outreach"], ("474", 1, 1, 1))
    assert ("area.level", "A8") in [(f.rule, f.place.cell) for f in across(areas, reached)]


def test_units_of_a_sensitive_form_are_not_printed(areas: Areas) -> None:
    secret = places(sensitive=True)
    rows = [("475", "district", "2024-12-30"), ("99999", "commune", "2024-12-30"), ("474", "commune", "2024-12-30")]
    found = across(areas, table(secret, *rows))
    assert {f.rule for f in found} == {"area.closed", "area.unknown", "area.level"}
    assert {f.found for f in found} == {HIDDEN}
    words = " ".join(f"{f.expected} {f.action}" for f in found)
    for value in ("475", "474", "99999", "30/12", "2024", "Phú Xuân", "Thành phố Huế"):
        assert value not in words


def communes(areas: Areas, day: dt.date) -> list[str]:
    return [unit.code for unit in areas.units_on(day, "commune")]


def test_every_commune_reports_and_missing_ones_are_named(areas: Areas, forms: Forms) -> None:
    codes = communes(areas, dt.date(2024, 12, 31))
    assert across(areas, table(forms["outreach"], *((code, 1, 1, 1) for code in codes))) == []
    (finding,) = across(areas, table(forms["outreach"], *((code, 1, 1, 1) for code in codes[1:])))
    name = areas.name(codes[0], dt.date(2024, 12, 31))
    assert (finding.rule, finding.place.cell, finding.found) == (
        "rows.complete",
        "A",
        f"thiếu 1 đơn vị: {name} ({codes[0]})",
    )
    (many,) = across(areas, table(forms["outreach"], *((code, 1, 1, 1) for code in codes[30:])))
    assert many.found.startswith("thiếu 30 đơn vị: ") and many.found.endswith("; và 10 mục khác")


def test_by_quarter_the_units_of_each_quarters_end_report(areas: Areas, forms: Forms) -> None:
    ends = {
        "1": dt.date(2025, 3, 31),
        "2": dt.date(2025, 6, 30),
        "3": dt.date(2025, 9, 30),
        "4": dt.date(2025, 12, 31),
    }
    rows = [(code, quarter, 4) for quarter, day in ends.items() for code in communes(areas, day)]
    assert len(rows) == 133 + 133 + 40 + 40
    assert across(areas, table(forms["news"], *rows), year=2025) == []
    (finding,) = across(areas, table(forms["news"], *rows[:-1]), year=2025)
    assert finding.found.endswith(f"({rows[-1][0]}): Quý IV")


def test_by_several_columns_a_unit_that_lacks_some_rows_is_told_how_many(areas: Areas, forms: Forms) -> None:
    population = forms["population"]
    groups = list(population.column("age_group").codes.values())
    codes = communes(areas, dt.date(2024, 12, 31))
    rows = [(code, sex, group, 50) for code in codes for sex in ("male", "female") for group in groups]
    assert across(areas, table(population, *rows)) == []
    (few,) = across(areas, table(population, *rows[1:]))
    assert few.found.endswith(": Nam - 0-4")
    (half,) = across(areas, table(population, *rows[17:]))
    assert half.found.endswith(": 17/34 dòng")


def test_a_station_reports_every_month_its_unit_exists(areas: Areas, forms: Forms) -> None:
    stations = forms["broadcasters"]

    def months(station: str, area: str, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
        return [(station, station, area, "radio", month, 1) for month in numbers]

    assert (
        across(areas, table(stations, *months("T", "46", range(1, 13)), *months("H", "476", range(1, 7))), year=2025)
        == []
    )
    found = across(
        areas, table(stations, *months("T", "46", range(1, 12)), *months("H", "476", (1, 2, 4, 6))), year=2025
    )
    assert [(f.rule, f.place.cell, f.found) for f in found] == [
        ("rows.complete_per", "E8", "T: thiếu 12"),
        ("rows.complete_per", "E19", "H: thiếu 3, 5"),
    ]
    assert found[1].expected.vi == 'đủ "Tháng": 1, 2, 3, 4, 5, 6'


# ---------------------------------------------------------------- other years, other forms

BIRTHS = [{"rule": "jump", "limit": 0.2}, {"rule": "plausible_ratio", "column": "kind", "numerator_code": "public",
          "denominator_code": "private", "per": 100, "min": 95, "max": 125}]  # fmt: skip


def test_a_jump_is_a_warning_with_both_totals(areas: Areas) -> None:
    counted = form(checks=[{"rule": "jump", "column": "total", "limit": 0.2}])
    before, same, more = (table(counted, changed(total=total)) for total in (100, 120, 121))
    assert across(areas, same, previous=[before]) == []
    assert across(areas, more) == []
    (finding,) = across(areas, more, previous=[before])
    assert (finding.rule, finding.severity, finding.place.cell) == ("year.jump", "warning", "D")
    assert finding.found == "121; năm trước 100 (21%)"
    (rise,) = across(areas, same, previous=[table(counted, changed(total=0))])
    assert rise.found == "120; năm trước 0"


def test_a_ratio_outside_its_range_is_a_warning(areas: Areas) -> None:
    counted = form(checks=BIRTHS[1:])
    even = [changed(kind="public"), changed(kind="private")]
    assert across(areas, table(counted, *even)) == []
    assert across(areas, table(counted)) == []
    (finding,) = across(areas, table(counted, *even, changed(kind="public")))
    assert (finding.rule, finding.severity, finding.place.cell, finding.found) == (
        "year.plausible_ratio",
        "warning",
        "C",
        "200",
    )
    assert finding.expected.vi == 'từ 95 đến 125 "Công" trên 100 "Tư"'
    (lonely,) = across(areas, table(counted, CLEAN))
    assert lonely.found == "-"


def test_totals_of_a_sensitive_form_are_not_printed(areas: Areas) -> None:
    counted = form(checks=BIRTHS, sensitive=True)
    now = table(counted, *([CLEAN] * 7), changed(kind="private"))
    found = across(areas, now, previous=[table(counted, CLEAN)])
    assert [(f.rule, f.found) for f in found] == [("year.jump", HIDDEN), ("year.plausible_ratio", HIDDEN)]


def test_the_published_figure_equals_the_sum_of_the_detailed_form(areas: Areas) -> None:
    series = form(code="series", number="TK-02", file="series.xlsx", checks=[])
    checks = [{"rule": "sums_agree", "form": "demo", "column": "total", "where": {"kind": "private"},
               "with_form": "series", "with_column": "men", "year_column": "total"}]  # fmt: skip
    detailed = table(
        form(checks=[]), changed(kind="private", total=5), changed(total=100), changed(kind="private", total=2)
    )
    good = table(series, changed(total=2023, men=1), changed(total=2024, men=7))
    bad = table(series, changed(total=2023, men=1), changed(total=2024, men=8))
    assert across(areas, detailed, good, checks=checks) == []
    (finding,) = across(areas, detailed, bad, checks=checks)
    assert (finding.rule, finding.form, finding.place.cell, finding.found) == (
        "forms.sums_agree",
        "series",
        "E9",
        "8",
    )
    assert finding.expected.vi == '7, là tổng cột "Tổng số" (Loại = Tư) của biểu YT-09'
    (hidden,) = across(
        areas, table(form(checks=[], sensitive=True), changed(kind="private", total=7777)), bad, checks=checks
    )
    assert "7777" not in str(hidden)


def test_a_unit_never_reaches_more_people_than_live_there(areas: Areas) -> None:
    columns = [PLACES[0], {"name": "people", "header": "Số người", "type": "integer"}]
    part = form(columns=columns, key=["area"], checks=[])
    whole = form(code="whole", number="TK-01", file="whole.xlsx", columns=columns, key=["area"], checks=[])
    checks = [{"rule": "within_other", "form": "demo", "column": "people", "of_form": "whole", "of_column": "people"}]
    first, second, third = communes(areas, dt.date(2024, 12, 31))[:3]
    reached = table(part, (first, 10), (second, 11), (third, 99))
    found = across(areas, reached, table(whole, (first, 10), (second, 6), (second, 4)), checks=checks)
    assert [(f.rule, f.place.cell, f.found) for f in found] == [("forms.within_other", "B9", "11")]
    assert (
        found[0].expected.vi
        == f'{areas.name(second, TODAY.replace(year=2024))}: không lớn hơn 10 (cột "Số người" của biểu TK-01)'
    )


# ---------------------------------------------------------------- corrections and waivers


def correction(**changes: Any) -> Correction:
    base = {
        "form": "demo",
        "row": {"id": "A1"},
        "column": "total",
        "old": 11,
        "new": 10,
        "reason": {"vi": "Gõ nhầm", "en": "Mistyped"},
        "source": "CV 12/SYT",
        "by": "Sở Y tế",
        "decided": dt.date(2025, 1, 5),
    }
    return Correction.model_validate(base | changes)


def waiver(**changes: Any) -> Waiver:
    base = {
        "rule": "rows.parts_make_total",
        "form": "demo",
        "row": {"id": "A1"},
        "reason": {"vi": "Lỗi in của nguồn", "en": "Misprint"},
        "source": "CV 9/SYT",
        "by": "Sở Y tế",
        "decided": dt.date(2025, 1, 5),
        "expires": dt.date(2025, 12, 31),
    }
    return Waiver.model_validate(base | changes)


def correct(
    filled_form: Table, *corrections: Correction, read: Sequence[Finding] = (), today: dt.date = TODAY
) -> Any:
    written = [LocatedEntry(each, "params/2024.yaml", "corrections", n) for n, each in enumerate(corrections, 1)]
    return apply_corrections({"demo": filled_form}, read, written, today, REPORTER)


def test_a_correction_replaces_one_cell_and_leaves_the_delivered_table_alone() -> None:
    delivered = table(form(), changed(total=11), changed(id="A2", total=11))
    result = correct(delivered, correction())
    assert list(result.tables["demo"].frame["total"]) == [10, 11]
    assert list(delivered.frame["total"]) == [11, 11]
    assert result.tables["demo"].frame.dtypes.equals(delivered.frame.dtypes)
    assert result.findings == ()
    (applied,) = result.applied
    assert applied.place == 'so-y-te/demo.xlsx, trang "Trang", ô D8'
    assert applied.change.vi == '"Tổng số": 11 → 10'
    assert applied.reason == Text("Gõ nhầm (căn cứ: CV 12/SYT)", "Mistyped (source: CV 12/SYT)")


@pytest.mark.parametrize(
    ("column", "old", "new", "value"),
    [
        ("kind", "Công", "Tư", "private"),
        ("kind", "public", "private", "private"),
        ("ratio", 66.7, 66.67, 66.67),
        ("day", "2024-12-31", "2024-12-30", pd.Timestamp("2024-12-30")),
        ("day", dt.date(2024, 12, 31), dt.date(2024, 12, 30), pd.Timestamp("2024-12-30")),
        ("body", "b", "", None),
    ],
)
def test_a_correction_speaks_of_labels_numbers_days_and_empty_cells(
    column: str, old: Any, new: Any, value: Any
) -> None:
    result = correct(table(form(), CLEAN), correction(column=column, old=old, new=new))
    cell = result.tables["demo"].frame.at[8, column]
    assert pd.isna(cell) if value is None else cell == value


@pytest.mark.parametrize(
    ("changes", "found"),
    [({"old": 12}, "11"), ({"row": {"id": "A9"}}, "0 dòng"), ({"row": {"body": "b"}}, "2 dòng")],
)
def test_a_correction_that_no_longer_fits_changes_nothing_and_is_an_error(
    changes: dict[str, Any], found: str
) -> None:
    delivered = table(form(), changed(total=11), changed(id="A2"))
    result = correct(delivered, correction(**changes))
    assert result.tables["demo"] is delivered
    assert result.applied == ()
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.agency, finding.found) == (
        "correction.unmatched",
        "error",
        "so-noi-vu",
        found,
    )
    assert str(finding.place) == 'params/2024.yaml, mục "corrections" số 1'
    assert finding.blocks


@pytest.mark.parametrize(
    "place",
    [
        {"cell": "D8"},
        {"cell": "D8", "sheet": "Trang"},
        {"line": 8, "column": "total"},
        {"line": 8, "column": "Tổng số"},
        {"row": {"id": "A1"}, "column": "Tổng số"},
    ],
)
def test_a_correction_finds_its_cell_by_key_by_cell_or_by_line(place: dict[str, Any]) -> None:
    result = correct(table(form(), changed(total=11), changed(id="A2", total=11)), correction(**NOWHERE | place))
    assert list(result.tables["demo"].frame["total"]) == [10, 11]
    assert [(a.place, a.column) for a in result.applied] == [('so-y-te/demo.xlsx, trang "Trang", ô D8', "total")]


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ({"cell": "D9"}, "một ô số liệu của biểu ở so-y-te/demo.xlsx, ô D9"),
        ({"cell": "Z8"}, "ô Z8"),
        ({"cell": "D8", "sheet": "Trang 2"}, 'trang "Trang 2", ô D8'),
        ({"line": 7, "column": "total"}, "số liệu ở dòng 7"),
    ],
)
def test_a_cell_the_file_does_not_have_corrects_nothing(place: dict[str, Any], asked: str) -> None:
    (finding,) = correct(table(form(), changed(total=11)), correction(**NOWHERE | place)).findings
    assert (finding.rule, finding.found) == ("correction.unmatched", "0 dòng")
    assert asked in finding.expected.vi


def test_a_csv_file_has_lines_but_no_cells() -> None:
    rows = table(form(file="demo.csv", sheet="Trang"), changed(total=11))
    by_line = correct(rows, correction(**NOWHERE | {"line": 2, "column": "total"}))
    assert by_line.applied[0].place == "so-y-te/demo.csv, dòng 2, cột Tổng số"
    (finding,) = correct(rows, correction(**NOWHERE | {"cell": "D2"})).findings
    assert 'hãy ghi "line" và "column"' in finding.expected.vi


NOWHERE: dict[str, Any] = {"row": {}, "column": None}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"row": {}}, "no place"),
        ({"column": None}, 'missing key "column"'),
        ({"cell": "D8"}, 'one of the keys "row", "cell" only'),
        ({"row": {}, "cell": "D8"}, 'leave out "column"'),
        ({"sheet": "Trang"}, '"sheet" goes with "cell" only'),
        (NOWHERE | {"cell": "d8"}, "String should match pattern"),
        ({"new": 11}, "are the same"),
        ({"expires": dt.date(2025, 1, 4)}, '"expires" is before "decided"'),
        ({"source": " "}, "String should match pattern"),
    ],
)
def test_a_correction_says_one_place_one_change_and_its_document(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        correction(**changes)


def test_an_expired_correction_is_an_error_and_changes_nothing() -> None:
    delivered, entry = table(form(), changed(total=11)), correction(expires=dt.date(2025, 5, 31))
    assert correct(delivered, entry, today=dt.date(2025, 5, 31)).applied[0].expires == dt.date(2025, 5, 31)
    result = correct(delivered, entry, today=dt.date(2025, 6, 1))
    assert (result.tables["demo"], result.applied) == (delivered, ())
    (finding,) = result.findings
    assert (finding.rule, finding.blocks) == ("correction.expired", True)
    assert finding.found == "hết hạn ngày 31/05/2025"
    assert str(finding.place) == 'params/2024.yaml, mục "corrections" số 1'


@pytest.mark.parametrize("expires", [None, dt.date(2025, 1, 31)])
def test_a_cell_that_holds_the_new_value_needs_no_correction(expires: dt.date | None) -> None:
    result = correct(table(form(), changed(total=10)), correction(expires=expires))
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.found) == ("correction.unneeded", "warning", "10")
    assert result.applied == ()


def test_two_corrections_of_one_cell_are_an_error_whatever_names_it() -> None:
    again = correction(**NOWHERE | {"cell": "D8", "old": 10, "new": 9})
    result = correct(table(form(), changed(total=11)), correction(), again)
    assert list(result.tables["demo"].frame["total"]) == [10]
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("entry.twice", "error")
    assert str(finding.place) == 'params/2024.yaml, mục "corrections" số 2'
    assert finding.expected.vi.endswith('params/2024.yaml, mục "corrections" số 1')


def test_a_correction_of_a_form_that_was_not_sent_is_an_error() -> None:
    written = LocatedEntry(correction(), "params/2024.corrections.yaml", "corrections", 3)
    result = apply_corrections({}, [], [written], TODAY, REPORTER)
    assert [str(f.place) for f in result.findings] == ['params/2024.corrections.yaml, mục "corrections" số 3']
    assert [f.found for f in result.findings] == ["không có tệp đọc được"]


def unread(filled_form: Table, found: str, rule: str = "cell.type") -> Finding:
    nothing = Text("", "")
    return Finding(rule, "error", "so-y-te", "demo", filled_form.place(8, "total"), found, nothing, nothing)


def test_a_correction_heals_a_cell_the_reader_could_not_read() -> None:
    delivered = table(form(), changed(total=None))
    result = correct(delivered, correction(old="1O"), read=[unread(delivered, '"1O"')])
    assert result.tables["demo"].frame.at[8, "total"] == 10
    assert result.findings == ()
    number = correct(delivered, correction(old="10.5"), read=[unread(delivered, "10.5")])  # typed into a cell of text
    assert number.findings == ()
    wrong = correct(delivered, correction(old="1I"), read=[unread(delivered, '"1O"')])
    assert [f.rule for f in wrong.findings] == ["cell.type", "correction.unmatched"]
    secret = table(form(sensitive=True), changed(total=None))
    healed = correct(secret, correction(old=""), read=[unread(secret, HIDDEN)])
    assert healed.findings == ()
    assert healed.applied[0].change.vi == f'"Tổng số": {HIDDEN} → {HIDDEN}'


def test_an_unmatched_correction_of_a_sensitive_form_prints_no_value() -> None:
    (finding,) = correct(table(form(sensitive=True), changed(total=777)), correction(old=888)).findings
    assert "777" not in str(finding)
    assert "888" not in str(finding)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"column": "totall"}, '"total"'),
        ({"row": {"idd": "A1"}}, '"id"'),
        ({"new": "mười"}, "Tổng số"),
        ({"new": dt.date(2024, 1, 1)}, "Tổng số"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_a_user_error(changes: dict[str, Any], key: str) -> None:
    with pytest.raises(UserError, match=key) as raised:
        correct(table(form(), changed(total=11)), correction(**changes))
    assert raised.value.where == f"params/2024.yaml: corrections[1].{next(iter(changes))}"


def waive(findings: Sequence[Finding], filled_form: Table, *waivers: Waiver, today: dt.date = TODAY) -> Any:
    written = [LocatedEntry(each, "params/2024.yaml", "waivers", n) for n, each in enumerate(waivers, 1)]
    return apply_waivers(findings, {"demo": filled_form}, written, NEEDED, today, REPORTER)


@pytest.fixture
def broken() -> tuple[Table, list[Finding]]:
    """Two rows whose parts do not make the total, as the table rules tell of them."""
    rows = table(form(), changed(total=11), changed(id="A2", total=12))
    findings = [REPORTER.at("rows.parts_make_total", rows, row, "total", parts="", sum=10) for row in (8, 9)]
    return rows, findings


def test_a_waiver_accepts_its_own_row_only(broken: tuple[Table, list[Finding]]) -> None:
    rows, findings = broken
    result = waive(findings, rows, waiver())
    assert [f.waiver for f in result.findings] == ["Lỗi in của nguồn", ""]
    assert [f.blocks for f in result.findings] == [False, True]
    (applied,) = result.applied
    assert applied.place.endswith("ô D8")
    assert "31/12/2025" in applied.change.vi
    assert (applied.by, applied.on) == ("Sở Y tế", dt.date(2025, 1, 5))


@pytest.mark.parametrize(
    "changes",
    [{"rule": "value.range"}, {"row": {"id": "A3"}}, {"column": "men"}, {"row": {}}, {"row": {}, "column": "total"}],
)
def test_a_waiver_that_meets_nothing_is_a_warning(
    broken: tuple[Table, list[Finding]], changes: dict[str, Any]
) -> None:
    rows, findings = broken
    result = waive(findings, rows, waiver(**changes))
    assert [f.waiver for f in result.findings[:2]] == ["", ""]
    assert [(f.rule, f.severity) for f in result.findings[2:]] == [("waiver.unused", "warning")]
    assert result.applied == ()


def test_an_expired_waiver_accepts_nothing(broken: tuple[Table, list[Finding]]) -> None:
    rows, findings = broken
    last_day = waive(findings, rows, waiver(), today=dt.date(2025, 12, 31))
    assert last_day.findings[0].waiver
    result = waive(findings, rows, waiver(), today=dt.date(2026, 1, 1))
    assert [f.waiver for f in result.findings[:2]] == ["", ""]
    (warning,) = result.findings[2:]
    assert (warning.rule, warning.severity, warning.found) == ("waiver.expired", "warning", "hết hạn ngày 31/12/2025")


def test_a_waiver_without_a_row_accepts_a_finding_about_the_whole_column(areas: Areas) -> None:
    counted = form(checks=[{"rule": "jump", "column": "total", "limit": 0.2}])
    now, before = table(counted, changed(total=100)), table(counted, changed(total=10))
    result = waive(across(areas, now, previous=[before]), now, waiver(rule="year.jump", row={}))
    assert [f.waiver for f in result.findings] == ["Lỗi in của nguồn"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"rule": "area.unknown"}, "area.unknown"),
        ({"column": "totall"}, '"total"'),
        ({"row": {"body": "b"}}, "id"),
    ],
)
def test_a_waiver_that_cannot_be_meant_is_a_user_error(
    broken: tuple[Table, list[Finding]], changes: dict[str, Any], key: str
) -> None:
    rows, findings = broken
    with pytest.raises(UserError, match=key):
        waive(findings, rows, waiver(**changes))


@pytest.mark.parametrize("place", [{"cell": "D8"}, {"line": 8}, {"line": 8, "column": "Tổng số"}])
def test_a_waiver_finds_its_place_by_cell_or_by_line(
    broken: tuple[Table, list[Finding]], place: dict[str, Any]
) -> None:
    rows, findings = broken
    result = waive(findings, rows, waiver(**{"row": {}} | place))
    assert [f.waiver for f in result.findings] == ["Lỗi in của nguồn", ""]
    assert [(a.column, a.reason.vi) for a in result.applied] == [("total", "Lỗi in của nguồn (căn cứ: CV 9/SYT)")]


@pytest.mark.parametrize("again", [{}, {"row": {}, "cell": "D8"}, {"column": "total"}])
def test_two_waivers_of_one_finding_are_an_error(broken: tuple[Table, list[Finding]], again: dict[str, Any]) -> None:
    rows, findings = broken
    result = waive(findings, rows, waiver(), waiver(**again))
    assert [f.waiver for f in result.findings[:2]] == ["Lỗi in của nguồn", ""]
    assert [(f.rule, f.severity) for f in result.findings[2:]] == [("entry.twice", "error")]
    assert len(result.applied) == 1


def test_an_empty_cell_that_measures_are_counted_from_cannot_be_accepted() -> None:
    """A measure that is counted from it would fail, or count it as no."""
    rows = table(form(), changed(kind=None, total=None))
    nothing = Text("", "")
    read = [
        Finding("cell.code", "error", "so-y-te", "demo", rows.place(8, name), "x", nothing, nothing)
        for name in ("kind", "total")
    ]
    refused = waive(read, rows, waiver(rule="cell.code", column="kind"))
    assert [f.blocks for f in refused.findings] == [True, True, True]
    assert (refused.findings[2].rule, refused.applied) == ("waiver.refused", ())
    assert 'bằng mục "corrections"' in refused.findings[2].action.vi
    not_counted = waive(read, rows, waiver(rule="cell.code", column="total"))
    assert [f.blocks for f in not_counted.findings] == [True, False]


# ---------------------------------------------------------------- the whole gate


def run(gate: TableGate, areas: Areas, *tables: Table, read: Sequence[Finding] = (), **year: Any) -> Checked:
    base = {
        "year": 2024,
        "map": dt.date(2021, 7, 1),
        "levels": ["province"],
        "vintage": "chinh_thuc",
        "data_as_of": CLOSED,
        "data": "d",
    }
    agencies = Agencies.model_validate({"agencies": [{"id": "so-y-te", "name": {"vi": "Sở Y tế", "en": "Health"}}]})
    delivered = DeliveredYear(Year.model_validate(base | year), {t.form.code: t for t in tables}, read, "so-y-te")
    forms = Forms(forms=(form(),))
    return check([delivered], forms=forms, areas=areas, agencies=agencies, needed=NEEDED, gate=gate)[2024]


def test_corrections_come_before_the_rules_and_waivers_after(gate: TableGate, areas: Areas) -> None:
    rows = table(form(), changed(total=11), changed(id="A2", total=12))
    closed = run(gate, areas, rows)
    assert [(f.rule, f.place.cell) for f in closed.findings] == [
        ("rows.parts_make_total", "D8"),
        ("rows.parts_make_total", "D9"),
    ]
    assert not closed.passed
    opened = run(gate, areas, rows, corrections=(correction(),), waivers=(waiver(row={"id": "A2"}),))
    assert [(f.place.cell, f.waiver) for f in opened.findings] == [("D9", "Lỗi in của nguồn")]
    assert opened.passed
    assert [c.place[-2:] for c in opened.corrections] == ["D8", "D9"]
    assert opened.tables["demo"].frame.at[8, "total"] == 10


def test_an_entry_is_held_against_the_day_the_data_were_closed(gate: TableGate, areas: Areas) -> None:
    rows = table(form(), changed(total=11))
    for expires, passed in ((CLOSED, True), (CLOSED - dt.timedelta(days=1), False)):
        accepted = run(
            gate, areas, rows, waivers=(waiver(row={"id": "A1"}, expires=expires, decided=dt.date(2024, 1, 5)),)
        )
        assert accepted.passed is passed
        assert ("waiver.expired" in {f.rule for f in accepted.findings}) is not passed


def test_an_entry_for_an_unknown_form_is_a_user_error(gate: TableGate, areas: Areas) -> None:
    with pytest.raises(UserError, match="demo") as raised:
        run(gate, areas, table(form(), CLEAN), waivers=(waiver(form="demmo"),))
    assert raised.value.where == "params/2024.yaml: waivers[1].form"


@pytest.mark.parametrize(("rule", "meant"), [("rows.not_abov", "rows.not_above"), ("cell.requird", "cell.required")])
def test_a_waiver_of_an_unknown_rule_says_which_was_meant(
    gate: TableGate, areas: Areas, rule: str, meant: str
) -> None:
    with pytest.raises(UserError, match=f'Có phải ý là "{meant}"') as raised:
        run(gate, areas, table(form(), CLEAN), waivers=(waiver(rule=rule),))
    assert raised.value.where == "params/2024.yaml: waivers[1].rule"


def test_many_like_findings_become_one_at_the_first_place() -> None:
    rows = table(form(), *(changed(id=f"A{n}") for n in range(25)))
    like = [REPORTER.at("value.range", rows, row, "total", range="") for row in range(8, 29)]
    other = REPORTER.at("value.range", rows, 8, "men", range="")
    assert [(f.place.cell, f.count) for f in folded([*like, other])] == [("D8", 21), ("E8", 1)]
    assert len(folded([*like[1:], other])) == 21


def test_findings_are_ordered_by_severity_file_and_natural_row() -> None:
    book, csv = table(form(), *([CLEAN] * 5)), table(form(file="a.csv"), *([CLEAN] * 12))
    cells = [
        (book, 10, "id"),
        (book, 9, "total"),
        (book, 9, "men"),
        (csv, 11, "id"),
        (csv, 3, "id"),
        (book, None, "id"),
    ]
    findings = [REPORTER.at("value.length", t, row, column, "x", limit=1) for t, row, column in cells]
    warning = REPORTER.at("year.jump", csv, None, "id", "x", limit=1)
    assert [f.place.cell for f in ordered([warning, *findings])] == [
        "dòng 3, cột Mã", "dòng 11, cột Mã", "A", "D9", "E9", "A10", "cột Mã",
    ]  # fmt: skip


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_rule_has_both_languages_and_templates_that_can_be_filled() -> None:
    catalogue = {code: rule for code, rule in RULES.items() if rule.title is not None}
    assert all(rule.title for rule in RULES.values() if rule.stage == "gate")
    filling = {
        key: "x" for rule in catalogue.values() for text in (rule.expected, rule.action) for key in fields(text.vi)
    }
    for code, rule in catalogue.items():
        assert rule.code == code
        assert fields(rule.expected.vi) == fields(rule.expected.en)
        assert fields(rule.action.vi) == fields(rule.action.en)
        texts = [
            rule.name,
            rule.what,
            rule.why,
            filled(rule.expected, filling),
            filled(rule.action, filling),
        ]
        assert all(text.vi and text.en for text in texts)
    warnings = {code for code, rule in catalogue.items() if rule.severity == "warning"}
    assert warnings == {
        "year.jump", "year.plausible_ratio", "correction.unneeded", "waiver.expired", "waiver.unused",
    }  # fmt: skip


def test_the_example_of_every_form_keeps_the_rules_of_its_rows(gate: TableGate, areas: Areas, forms: Forms) -> None:
    plan, agencies = load_plan(ROOT / "params" / "plan.yaml"), load_agencies(ROOT / "params" / "agencies.yaml")
    tables = []
    for definition in forms:
        example = example_row(make_blank(definition, 2024, forms, plan, agencies, areas))
        pairs = zip(definition.columns, example, strict=True)
        tables.append(table(definition, [example_value(column, value) for column, value in pairs]))
    assert found_in(gate, *tables) == []


def example_value(column: Column, value: Any) -> Any:
    """A cell of a worked example in the values of the library, a date as :func:`table` takes it."""
    if column.type == "code":
        return column.codes[value]
    if column.type == "area":
        return value.partition(" - ")[0]
    if column.type == "yes_no" and value is not None:
        return value == "Có"
    return value.isoformat() if isinstance(value, dt.date) else value
