"""Every kind of dirt: read to the exact clean table with every change told, or stopped at the right cell."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator

import pandas as pd
import pytest

from dirt import DIRT, Dirt
from gender_indicators.files.source import FileSource
from gender_indicators.findings.faults import as_findings
from gender_indicators.findings.rules import RULES
from gender_indicators.intake.known import known_in
from gender_indicators.intake.reader import Reading, read_book
from gender_indicators.intake.table import Table
from paper import Paper, facts, paper


def read(of: Paper) -> Reading:
    """What is read from the file, with everything that is understood beside codes and numbers."""
    around, data = facts(of.year), of.bytes()
    known = known_in(of.year, around.forms, around.map)
    table, faults = read_book(of.form, data, FileSource(of.file, hashlib.sha256(data).hexdigest()), of.year, known)
    return Reading(table, as_findings(faults, of.form, of.agency))


def same_values(table: Table, of: Paper) -> None:
    """Every value is the clean one, and stands where it says."""
    frame = table.frame
    pd.testing.assert_frame_equal(frame.reset_index(drop=True), of.clean, check_exact=True)
    for at in range(0, len(frame), max(1, len(frame) // 20)):
        for column in of.form.columns:
            place = table.place(int(frame.index[at]), column.name)
            assert (place.sheet, place.cell) == of.place(at, column.name)


def told(reading: Reading) -> Counter[str]:
    """How many places were told by rule."""
    counts: Counter[str] = Counter()
    for finding in reading.findings:
        counts[finding.rule] += finding.count
    return counts


@pytest.mark.parametrize("kind", DIRT, ids=lambda kind: kind.name)
def test_one_kind_of_dirt(kind: Dirt) -> None:
    of = kind.paper()
    reading = read(of)
    errors = [(f.rule, f.place.cell) for f in reading.findings if f.severity == "error"]
    assert errors == of.blocked
    if of.blocked:
        return
    assert reading.table is not None
    assert told(reading) == +of.expected
    same_values(reading.table, of)


# Kinds that can be put on one form together, by form.
TOGETHER = {
    "outreach": (
        "whole_numbers_as_text", "thousands_with_dots", "no_cases_in_all_their_spellings", "notes_and_signatures",
        "columns_numbered", "rows_numbered", "codes_with_names", "names_for_codes", "short_types",
        "names_in_tcvn3_font", "bare_names_with_a_district_column", "column_of_the_agency", "more_title_lines",
        "numbers_by_formula", "header_on_every_page", "blank_rows", "totals_by_district", "headings_by_district",
    ),
    "vocational": (
        "columns_in_another_order", "header_in_capitals", "labels_in_capitals", "decomposed_unicode",
        "names_in_tcvn3", "hidden_rows", "sheet_of_another_name", "sheet_of_notes", "hidden_sheet",
        "columns_lettered_and_numbered",
    ),
    "maternal_deaths": ("days_with_dots_and_words", "dates_in_xls", "days_as_serial_numbers"),
    "births": ("vietnamese_days_in_a_csv", "csv_with_semicolons", "csv_in_utf16", "note_below_a_csv"),
}  # fmt: skip
# Of each of these only one at a time, since they change the same cells.
EXCLUDING = [
    {"codes_with_names", "names_for_codes", "short_types", "names_in_tcvn3_font", "headings_by_district",
     "bare_names_with_a_district_column"},
    {"totals_by_district", "headings_by_district", "bare_names_with_a_district_column"},
    {"no_cases_in_all_their_spellings", "numbers_by_formula", "whole_numbers_as_text", "thousands_with_dots"},
    {"decomposed_unicode", "names_in_tcvn3", "labels_in_capitals"},
    {"days_with_dots_and_words", "days_as_serial_numbers"},
    {"columns_in_another_order", "columns_lettered_and_numbered"},
    {"rows_numbered", "columns_numbered"},
]  # fmt: skip
LAST = ("rows_numbered", "header_on_every_page", "blank_rows", "more_title_lines", "notes_and_signatures")


def _combinations() -> Iterator[tuple[str, tuple[Dirt, ...]]]:
    """Twenty-four mixtures of three to five kinds, always the same ones."""
    draw = random.Random(20241130)
    by_name = {kind.name: kind for kind in DIRT}
    for code, count in (("outreach", 14), ("vocational", 6), ("maternal_deaths", 2), ("births", 2)):
        seen: set[frozenset[str]] = set()
        while len(seen) < count:
            names = draw.sample(TOGETHER[code], k=min(draw.randint(3, 5), len(TOGETHER[code]) - 1))
            names = _compatible(names)
            if len(names) > 1 and frozenset(names) not in seen:
                seen.add(frozenset(names))
                ordered = sorted(names, key=lambda name: LAST.index(name) + 1 if name in LAST else 0)
                yield "+".join(ordered), tuple(by_name[name] for name in ordered)


def _compatible(names: list[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(name in group and group & set(kept) for group in EXCLUDING):
            kept.append(name)
    return kept


MIXTURES = list(_combinations())


@pytest.mark.parametrize("kinds", [kinds for _, kinds in MIXTURES], ids=[name for name, _ in MIXTURES])
def test_several_kinds_of_dirt_on_one_form(kinds: tuple[Dirt, ...]) -> None:
    of = paper(kinds[0].code, kinds[0].year, kinds[0].rows)
    for kind in kinds:
        kind.change(of)
    reading = read(of)
    assert [str(f.place) for f in reading.findings if f.severity == "error"] == []
    assert reading.table is not None
    same_values(reading.table, of)
    assert told(reading) == +of.expected


def test_how_many_dirty_files_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    groups = Counter(kind.group for kind in DIRT)
    stopped = sum(bool(kind.paper().blocked) for kind in DIRT)
    with capsys.disabled():
        listed = ", ".join(f"{group} {count}" for group, count in groups.items())
        print(f"\n{len(DIRT)} dirty files of one kind ({listed}),")
        print(f"{stopped} of them stopped at a cell; {len(MIXTURES)} mixtures")
    assert len(DIRT) >= 60 and len(MIXTURES) >= 20


def test_every_rule_of_a_change_is_met_by_some_dirt() -> None:
    """Whatever reports count as brought into the form's shape is seen here."""
    met = {rule for kind in DIRT for rule in kind.paper().expected}
    assert {code for code, rule in RULES.items() if rule.normalised} <= met
