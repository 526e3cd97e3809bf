"""What a newer delivery changed, cell by cell, each at its place in both files."""

from __future__ import annotations

import pandas as pd
import pytest

from gender_indicators.files.source import FileSource
from gender_indicators.findings.finding import Place
from gender_indicators.gate.report import HIDDEN
from gender_indicators.gate.revisions import Change, revision
from gender_indicators.intake.table import Table
from gender_indicators.plan.forms import Form

FORM = Form.model_validate(
    {
        "code": "f", "number": "F-1", "file": "f.xlsx", "agency": "a", "key": ["area", "sex"],
        "title": {"vi": "Biểu", "en": "Form"}, "period": {"vi": "Năm", "en": "Year"},
        "columns": [
            {"name": "area", "header": "Mã xã", "type": "area"},
            {"name": "sex", "header": "Giới tính", "type": "code", "codes": {"Nam": "male", "Nữ": "female"}},
            {"name": "people", "header": "Số người", "type": "integer"},
            {"name": "note", "header": "Ghi chú", "type": "text", "required": False},
        ],
    }
)  # fmt: skip
LETTERS = {"area": "A", "sex": "B", "people": "C", "note": "D"}

Row = tuple[str, str, int | None, str | None]


def table(file: str, rows: dict[int, Row], form: Form = FORM) -> Table:
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(LETTERS))
    types = {"area": "string", "sex": "string", "people": "Int64", "note": "string"}
    return Table(form, frame.astype(types), FileSource(file, "0" * 64, "Tờ"), LETTERS)


OLD = table("a/f 1.xlsx", {8: ("1", "male", 5, None), 9: ("1", "female", 7, "x"), 10: ("2", "male", 3, None)})


def test_nothing_changed() -> None:
    found = revision(OLD, table("a/f 2.xlsx", {8: ("2", "male", 3, None), 9: ("1", "male", 5, None),
                                               10: ("1", "female", 7, "x")}))  # fmt: skip
    assert found.same
    assert (found.old, found.new) == ("a/f 1.xlsx", "a/f 2.xlsx")


def test_a_changed_cell_has_its_value_and_place_in_both_files() -> None:
    found = revision(OLD, table("a/f 2.xlsx", {20: ("2", "male", 3, None), 21: ("1", "male", 1250, None),
                                               22: ("1", "female", None, "x")}))  # fmt: skip
    assert found.changes == (
        Change("Số người", "5", Place("a/f 1.xlsx", "Tờ", "C8"), "1250", Place("a/f 2.xlsx", "Tờ", "C21")),
        Change("Số người", "7", Place("a/f 1.xlsx", "Tờ", "C9"), "(trống)", Place("a/f 2.xlsx", "Tờ", "C22")),
    )
    assert not (found.added or found.removed)


def test_rows_that_came_and_went() -> None:
    found = revision(OLD, table("a/f 2.xlsx", {8: ("1", "male", 5, None), 9: ("3", "male", 1, None),
                                               10: ("1", "female", 7, "x")}))  # fmt: skip
    assert (found.changes, found.added, found.removed) == ((), (9,), (10,))


def test_rows_with_the_same_key_are_matched_in_their_order() -> None:
    old = table("a/f 1.xlsx", {8: ("1", "male", 5, None), 9: ("1", "male", 6, None)})
    new = table("a/f 2.xlsx", {8: ("1", "male", 5, None), 9: ("1", "male", 8, None), 10: ("1", "male", 9, None)})
    found = revision(old, new)
    assert [(change.old, change.new) for change in found.changes] == [("6", "8")]
    assert found.added == (10,)


@pytest.mark.parametrize("private", [{"sensitive": True}, {}], ids=["a form about people", "a personal column"])
def test_no_value_of_people_is_told(private: dict[str, bool]) -> None:
    columns = [c.model_copy(update={"personal": c.name == "people"}) for c in FORM.columns]
    form = FORM.model_copy(update=private or {"columns": tuple(columns)})
    old = table("a/f 1.xlsx", {8: ("1", "male", 5, None)}, form)
    (change,) = revision(old, table("a/f 2.xlsx", {8: ("1", "male", 6, None)}, form)).changes
    assert (change.old, change.new, change.new_place.cell) == (HIDDEN, HIDDEN, "C8")


def test_empty_files_have_no_difference_but_rows() -> None:
    empty = table("a/f 2.xlsx", {})
    assert revision(empty, empty).same
    assert revision(OLD, empty).removed == (8, 9, 10)
    assert revision(empty, OLD).added == (8, 9, 10)
