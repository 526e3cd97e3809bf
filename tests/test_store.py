"""What is kept from run to run: by content, for its owner only, safe to lose, never wrong."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from gender_indicators.base import store as store_module
from gender_indicators.base.hashing import delivered_files, digest, file_hash
from gender_indicators.base.project import Project, find_project
from gender_indicators.base.store import Store
from gender_indicators.editions.manifest import is_current, state_of, write_manifest, write_record
from gender_indicators.editions.office_folder import private_file, replace_private
from gender_indicators.figures.figure import Figure
from gender_indicators.gate.dated import Dated
from gender_indicators.gate.worker import TableGate
from gender_indicators.intake import delivery as delivery_module
from gender_indicators.intake.delivery import read_before, read_year
from gender_indicators.intake.reader import Reading
from gender_indicators.intake.table import Table
from gender_indicators.plan.facts import Facts, load_facts
from gender_indicators.plan.year import Year
from gender_indicators.report.making.check_pages import PAGE
from gender_indicators.results import year_figures as measured_module
from gender_indicators.results.year_figures import measure_year


@pytest.fixture
def copy(tmp_path: Path, project: Project) -> Project:
    """The project with the year 2021 alone."""
    for name in ("params", "notebooks"):
        shutil.copytree(project.root / name, tmp_path / name)
    shutil.copytree(project.root / "data/sample/2021", tmp_path / "data/sample/2021")
    return find_project(tmp_path)


def test_what_was_put_is_there_and_only_for_its_owner(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    assert (store.get("k"), store.has("k")) == (None, False)
    store.put("k", {"a": (1, "ế")})
    assert (store.get("k"), store.has("k")) == ({"a": (1, "ế")}, True)
    if sys.platform != "win32":
        assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
        assert (tmp_path / "cache/k").stat().st_mode & 0o077 == 0
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["k"]


@pytest.mark.parametrize("keep", [0, 10, 32, 40, -1])
def test_a_damaged_entry_counts_as_missing(tmp_path: Path, keep: int) -> None:
    store = Store(tmp_path)
    store.put("k", list(range(100)))
    data = (tmp_path / "k").read_bytes()
    (tmp_path / "k").write_bytes(data[:keep])
    assert store.get("k") is None


def test_an_entry_with_one_wrong_bit_counts_as_missing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("k", list(range(100)))
    data = bytearray((tmp_path / "k").read_bytes())
    data[50] ^= 1
    (tmp_path / "k").write_bytes(data)
    assert store.get("k") is None


class Armed:
    """What runs code when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.write_text, (self.mark, "run")


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store whose entries another user sealed."""
    with monkeypatch.context() as patch:
        patch.setattr(store_module, "_own_key", lambda: b"k" * 32)
        store = Store(tmp_path)
        store.put("k", Armed(tmp_path / "mark"))
        store.put("other", 1)
    yield store


def test_an_entry_another_user_wrote_is_never_opened(stranger: Store, tmp_path: Path) -> None:
    assert (tmp_path / "k").is_file()
    assert stranger.get("k") is None
    assert not (tmp_path / "mark").exists()


def test_an_entry_under_another_name_counts_as_missing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("a", 1)
    (tmp_path / "a").rename(tmp_path / "b")
    assert store.get("b") is None


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of the state is set by a variable on Linux")
def test_a_home_that_cannot_be_written_keeps_nothing_and_a_broken_key_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = store_module._own_key.__wrapped__
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert own() is None
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (key,) = {own(), own()}
    path = tmp_path / "gender-indicators" / "store.key"
    assert path.read_bytes() == key and path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"short")
    assert len(own()) == 32


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    store = Store(tmp_path / "cache")
    store.put("k", 1)
    assert store.get("k") is None


def test_what_was_not_used_for_long_is_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("old", "new"):
        store.put(key, 1)
    os.utime(tmp_path / "old", (0, 0))
    store.forget(days=60)
    assert [p.name for p in tmp_path.iterdir()] == ["new"]


def test_parts_of_a_hash_are_told_apart() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("", "abc")}) == 4


def test_a_file_is_read_once_and_again_when_it_changes(copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = load_facts(copy, 2021)
    store = Store(copy.root / ".cache")
    assert not read_before(facts, store)
    first = read_year(facts, facts.year, store)
    assert read_before(facts, store)

    read: list[str] = []
    original = delivery_module.read_file

    def counted(form: object, *rest: object) -> Reading:
        read.append(form.code)  # type: ignore[attr-defined]
        return original(form, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery_module, "read_file", counted)
    again = read_year(facts, facts.year, store)
    assert read == []
    for code, table in first.tables.items():
        assert again.tables[code].frame.equals(table.frame)
        assert again.tables[code].source == table.source
    births = copy.data(facts.year.data) / "so-y-te/tre-sinh-song.csv"
    births.write_text("".join(births.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    changed = read_year(facts, facts.year, store)
    assert read == ["births"]
    assert len(changed.tables["births"].frame) == len(first.tables["births"].frame) - 1


def test_a_checked_table_is_not_checked_again_until_its_rows_or_rules_change(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = load_facts(copy, 2021)
    table = read_year(facts, facts.year).tables["ethnic_pupils"]
    wrong = table.with_frame(table.frame.assign(completed=table.frame["cohort"] + 1))
    store = Store(copy.root / ".cache")
    right, broken = (Dated(each, 2021, facts.year.data_as_of) for each in (table, wrong))
    with TableGate(store) as gate:
        nothing, found = gate.check([right, broken], {})
        assert nothing == ()
        assert {finding.rule for finding in found} == {"rows.not_above"}
    with TableGate(store) as gate:
        monkeypatch.setattr(gate, "start", lambda: pytest.fail("the child process was started"))
        assert gate.check([right, broken], {}) == [(), found]
        assert gate.check([broken, right, broken], {}) == [found, (), found]
    with TableGate(store) as gate:
        asked: list[int] = []
        real = gate._submit
        monkeypatch.setattr(gate, "_submit", lambda new, names: asked.append(len(new)) or real(new, names))
        other = replace(right, table=table.with_frame(table.frame.assign(completed=table.frame["cohort"] + 2)))
        assert [len(findings) for findings in gate.check([right, other], {})] == [0, len(found)]
        gate.check([replace(right, year=2022)], {})
        assert asked == [1, 1]


def test_a_publication_is_current_until_anything_changes(copy: Project) -> None:
    folder, own = copy.outputs / "2021", private_file(copy.outputs, 2021, PAGE)
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("x")

    def publish() -> None:
        state = state_of(load_facts(copy, 2021))
        outputs = {"index.html": file_hash(folder / "index.html")}
        manifest = write_manifest({"areas": ["46"], "outputs": outputs}, folder)
        write_record(copy.outputs, 2021, state, manifest, replace_private(copy.outputs, 2021, {PAGE: b"cells"}))

    def current(areas: list[str] | None = None) -> bool:
        return is_current(copy.outputs, 2021, state_of(load_facts(copy, 2021)), areas or ["46"])

    assert not current()
    publish()
    assert current()
    assert not current(["46", "474"])
    (folder / "index.html").write_text("y")
    assert not current()
    (folder / "index.html").write_text("x")
    (folder / "more.html").write_text("x")
    assert not current()
    (folder / "more.html").unlink()
    assert current()
    data = copy.data("data/sample/2021")
    for path in (
        copy.params / "2021.yaml",
        data / "so-y-te/tre-sinh-song.csv",
        data / "so-y-te/tu-vong-me.xlsx",  # a short list, whose hash is not published
        own,
        folder / "manifest.json",
    ):
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        assert not current(), path.name
        path.write_bytes(before)
        assert current()
    private_file(copy.outputs, 2021, "manifest.json").write_text("{")
    assert not current()


def test_files_of_the_system_are_not_delivered(tmp_path: Path) -> None:
    for name in ("a.xlsx", ".DS_Store", "~$a.xlsx"):
        (tmp_path / name).write_text("x")
    assert [p.name for p in delivered_files(tmp_path)] == ["a.xlsx"]


def test_a_year_is_measured_once_and_again_when_anything_it_depends_on_changes(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(copy.root / ".cache")
    measured: list[int] = []
    original = measured_module._counted

    def counted(facts: Facts, year: Year, tables: Mapping[str, Table]) -> tuple[Figure, ...]:
        measured.append(year.year)
        return original(facts, year, tables)

    monkeypatch.setattr(measured_module, "_counted", counted)

    def figures() -> tuple[Figure, ...]:
        facts = load_facts(copy, 2021)
        delivery = read_year(facts, facts.year, store)
        return measure_year(facts, delivery, delivery.tables, store=store).figures

    first = figures()
    assert figures() == first
    assert measured == [2021]
    births = copy.data("data/sample/2021") / "so-y-te/tre-sinh-song.csv"
    births.write_text("".join(births.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert figures() != first
    assert measured == [2021, 2021]
    for name in ("plan.yaml", "areas.yaml", "forms.yaml"):
        path = copy.params / name
        path.write_text(path.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
        figures()
    year = copy.params / "2021.yaml"
    year.write_text(
        year.read_text(encoding="utf-8").replace("data_as_of: 2022", "data_as_of: 2023"), encoding="utf-8"
    )
    figures()
    assert len(measured) == 6
