"""The delivered files stay as they are, and one that somebody changes meanwhile is told of."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gender_indicators import pipeline
from gender_indicators.base.errors import UserError
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import find_project
from gender_indicators.base.store import Store
from gender_indicators.base.text import Text
from gender_indicators.intake import delivery as delivery_module
from gender_indicators.intake.delivery import read_year
from gender_indicators.intake.known import Known
from gender_indicators.intake.reader import Reading, read_file
from gender_indicators.intake.same_files import data_hashes, require_same_files
from gender_indicators.plan.facts import Facts
from gender_indicators.plan.forms import Form

sys.path.insert(0, str(Path(__file__).parent))

from other_plan_data import BUREAU, write_other_plan


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return pipeline.prepare(find_project(write_other_plan(tmp_path / "tinh")), 2031)


@pytest.fixture
def births(facts: Facts) -> Path:
    return facts.project.root / "nhan" / "2031" / BUREAU / "so-sinh.csv"


def test_a_check_reads_the_files_and_leaves_them_alone(facts: Facts) -> None:
    before = data_hashes(facts)
    outcome = pipeline.check(facts, Progress())
    assert data_hashes(facts) == before
    assert outcome.hashes.items() <= before.items()
    assert len(outcome.hashes) == 9


def test_a_file_that_changes_while_it_is_checked_is_named(facts: Facts, births: Path) -> None:
    def edit() -> None:
        births.write_bytes(births.read_bytes() + b"x")

    with pytest.raises(UserError, match="bị thay đổi trong khi") as raised:
        pipeline.check(facts, Progress(), meanwhile=edit)
    assert raised.value.where == "2031/phong-co-so/so-sinh.csv"


def test_a_file_that_goes_while_it_is_checked_is_named(facts: Facts, births: Path) -> None:
    with pytest.raises(UserError, match="hãy chạy lại"):
        pipeline.check(facts, Progress(), meanwhile=births.unlink)


def test_what_was_read_of_a_changing_file_is_not_kept(
    facts: Facts, births: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept under the hash of the old content it would be taken for that content later."""
    old = births.read_bytes()

    def edited(form: Form, folder: Path, file: str, agency: str, year: int, name: Text, known: Known) -> Reading:
        if form.file == births.name:
            births.write_bytes(old.splitlines(keepends=True)[0])
        return read_file(form, folder, file, agency, year, name, known)

    monkeypatch.setattr(delivery_module, "read_file", edited)
    store = Store(facts.project.root / ".cache")
    short = read_year(facts, facts.year, store).tables["so_sinh"]
    monkeypatch.undo()
    births.write_bytes(old)
    assert len(short.frame) == 0
    assert len(read_year(facts, facts.year, store).tables["so_sinh"].frame) == 160


def test_files_that_came_later_are_no_change() -> None:
    require_same_files({"2024/a": "1"}, {"2024/a": "1", "2024/b": "2"})
    with pytest.raises(UserError):
        require_same_files({"2024/a": "1"}, {})
