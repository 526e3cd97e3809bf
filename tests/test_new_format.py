"""A new input format in one file: the walk of docs/walk-new-format.md, done with the files of that page."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pandas as pd
import pytest

from gender_indicators.base.errors import UserError
from gender_indicators.base.project import Project, find_project
from gender_indicators.files import formats
from gender_indicators.files.formats import format_of, reading_key, table_endings
from gender_indicators.findings.faults import HIDDEN
from gender_indicators.intake.delivery import Delivery, read_year
from gender_indicators.plan.facts import Facts, load_facts
from packages import Install, installing, package_of
from spreadsheets import package
from test_reader_faults import BIRTH_LINES, BIRTHS, csv_text, read, told

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "walk-new-format.md").read_text(encoding="utf-8")
BIRTHS_FILE = "so-y-te/tre-sinh-song.csv"

CACHES = (formats._entries, formats._added, formats.table_endings, formats.reading_key)


def forget() -> None:
    """Forget what is installed."""
    for known in CACHES:
        known.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """A function that installs a package with one module and its entry points."""
    with installing(tmp_path / "site", monkeypatch, formats.GROUP, CACHES) as install:
        yield install


@pytest.fixture
def json_lines(install: Install) -> None:
    """The package of the page."""
    install(*package_of(PAGE, formats.GROUP))


@pytest.fixture
def facts(tmp_path: Path, project: Project) -> Facts:
    for name in ("params", "notebooks"):
        shutil.copytree(project.root / name, tmp_path / name)
    for year in (2021, 2022, 2023, 2024):
        shutil.copytree(project.root / "data/sample" / str(year), tmp_path / "data/sample" / str(year))
    return load_facts(find_project(tmp_path), 2024)


def as_json_lines(csv: Path) -> bytes:
    """The rows of a CSV as JSON lines, the ages as numbers."""
    frame = pd.read_csv(csv, dtype=str, keep_default_na=False)
    rows = frame.to_dict(orient="records")
    for row in rows:
        row["Tuổi mẹ"] = int(row["Tuổi mẹ"]) if row["Tuổi mẹ"] else None
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def deliver(facts: Facts, name: str) -> Delivery:
    """The year with the births as JSON lines in place of the CSV."""
    folder = facts.project.data(facts.year.data)
    csv, received = folder / BIRTHS_FILE, folder / "received.yaml"
    received.write_text(received.read_text("utf-8").replace("tre-sinh-song.csv", name), "utf-8")
    csv.with_name(name).write_bytes(as_json_lines(csv))
    if name != csv.name:
        csv.unlink()
    return read_year(facts, facts.year)


# ---------------------------------------------------------------- the walk


@pytest.mark.usefixtures("json_lines")
def test_a_whole_form_in_the_new_format_gives_the_table_of_the_csv(facts: Facts) -> None:
    before = read_year(facts, facts.year)
    delivery = deliver(facts, "tre-sinh-song.jsonl")
    table, asked = delivery.tables["births"], before.tables["births"]
    assert len(table.frame) > 10_000
    pd.testing.assert_frame_equal(table.frame, asked.frame)
    assert table.source.file == "so-y-te/tre-sinh-song.jsonl"
    assert delivery.findings == before.findings == ()


@pytest.mark.usefixtures("json_lines")
def test_the_new_format_is_known_by_its_content_under_another_ending(facts: Facts) -> None:
    delivery = deliver(facts, "tre-sinh-song.csv")
    (finding,) = delivery.findings
    assert (finding.rule, finding.found) == ("file.ending", "tệp JSON từng dòng (.jsonl)")
    assert "births" in delivery.tables


def test_without_the_package_nobody_knows_the_file(facts: Facts) -> None:
    delivery = deliver(facts, "tre-sinh-song.jsonl")
    assert {finding.rule for finding in delivery.findings} == {"file.missing", "file.unexpected"}


@pytest.mark.usefixtures("json_lines")
@pytest.mark.parametrize(
    "line",
    ["[]", '{"a": ', "7", '{"a": ' + "[" * 100_000, '{"a": [27]}'],
    ids=["list", "cut", "7", "deep", "nested"],
)
def test_what_is_no_row_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    form = BIRTHS.model_copy(update={"file": "tre-sinh-song.jsonl"})
    reading = read(tmp_path, form, f'{{"Mã hồ sơ": "HS1"}}\n{line}\n')
    assert told(reading) == [("file.damaged", "dòng 3", "error")]


@pytest.mark.usefixtures("json_lines")
def test_what_is_wrong_with_a_cell_is_found_as_in_csv(tmp_path: Path) -> None:
    form = BIRTHS.model_copy(update={"file": "tre-sinh-song.jsonl"})
    values: list[object] = ["HS1", "19804", "2024-02-29", "Nữ", "27 tuổi"]
    row = dict(zip((column.header for column in BIRTHS.columns), values, strict=True))
    (finding,) = read(tmp_path, form, json.dumps(row)).findings
    assert (finding.rule, finding.found, finding.place.cell) == ("cell.type", HIDDEN, "dòng 2, cột Tuổi mẹ")


# ---------------------------------------------------------------- what may be wrong with a package

HEAD = "from gender_indicators.base import Text\nfrom gender_indicators.files import Format, table_book\n"


def made(endings: str = '(".hue",)', holds: str = 'data.startswith(b"HUE")', more: str = "") -> str:
    """The code of a small format."""
    return (
        f'{HEAD}FORMAT = Format(Text("tệp Huế", "a Hue file"), {endings}, lambda data: {holds}, '
        f"lambda data, source, columns: table_book([], source){more})\n"
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import no_such_module_of_hue\n", "no_such_module_of_hue"),
        ("FORMAT = 7\n", "int"),
        ("OTHER = 7\n", "FORMAT"),
        (made(endings='("hue",)'), "hue"),
        (made(endings="()"), "endings"),
    ],
    ids=["import", "no format", "no such name", "no dot", "no endings"],
)
def test_a_package_that_cannot_be_used_is_named(install: Install, code: str, reason: str) -> None:
    install("hue_format", code, {"hue": "hue_format:FORMAT"})
    with pytest.raises(UserError) as raised:
        table_endings()
    for words in (raised.value.message.vi, raised.value.message.en):
        assert '"hue" (hue_format:FORMAT)' in words and reason in words


def test_two_packages_that_claim_a_file_are_named(install: Install) -> None:
    install("hue_one", made(), {"one": "hue_one:FORMAT"})
    install("hue_two", made(), {"two": "hue_two:FORMAT"})
    install("hue_three", made(holds="False"), {"three": "hue_three:FORMAT"})
    assert format_of(b"a,b").endings[0] == ".csv"
    with pytest.raises(UserError) as raised:
        format_of(b"HUE")
    for words in (raised.value.message.vi, raised.value.message.en):
        assert "one (hue_one:FORMAT)" in words and "two (hue_two:FORMAT)" in words and "three" not in words


def test_a_format_of_a_package_may_be_a_special_case_of_ours(install: Install) -> None:
    data = package({"hue/bang.bin": b"x"})
    assert format_of(data).endings[0] == ".xlsx"
    install("hue_zip", made(holds='data.startswith(b"PK") and b"hue/" in data'), {"hue": "hue_zip:FORMAT"})
    assert format_of(data).endings == (".hue",)
    assert format_of(package({"xl/workbook.xml": b"x"})).endings[0] == ".xlsx"


@pytest.mark.parametrize(("extra", "asked"), [("", "hue-library"), (', extra="hue[all]"', "hue[all]")])
def test_a_library_that_is_not_installed_is_named(tmp_path: Path, install: Install, extra: str, asked: str) -> None:
    install("hue_lib", made(more=f', libraries=("hue-library",){extra}'), {"hue": "hue_lib:FORMAT"})
    reading = read(tmp_path, BIRTHS.model_copy(update={"file": "a.hue"}), "HUE")
    assert told(reading) == [("file.library", "", "error")]
    (finding,) = reading.findings
    assert finding.expected.vi == "thư viện hue-library để đọc tệp Huế"
    assert f'pip install "{asked}"' in finding.action.en


def test_a_format_that_changes_makes_readings_anew(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [reading_key()]
    install("hue_key", made(), {"hue": "hue_key:FORMAT"})
    keys.append(reading_key())
    with (tmp_path / "site/hue_key/hue_key.py").open("a") as file:
        file.write("# another reading\n")
    forget()
    keys.append(reading_key())

    def none(library: str) -> str:
        raise PackageNotFoundError(library)

    monkeypatch.setattr(formats, "version", none)
    forget()
    keys.append(reading_key())
    assert len(set(keys)) == len(keys)
    forget()
    assert reading_key() == keys[-1]


# ---------------------------------------------------------------- one table


def test_a_text_is_read_whatever_its_ending_of_a_text(tmp_path: Path) -> None:
    for ending in (".csv", ".txt", ".tsv"):
        form = BIRTHS.model_copy(update={"file": f"bieu{ending}"})
        assert told(read(tmp_path / ending, form, csv_text(BIRTHS, BIRTH_LINES))) == []


def test_nobody_else_keeps_a_list_of_endings() -> None:
    """The endings of the files that the program itself writes, .csv, .txt and .xlsx, may be named elsewhere."""
    foreign = set(table_endings()) - {".csv", ".txt", ".xlsx"}
    library = ROOT / "lib" / "gender_indicators"
    named = {
        (path.relative_to(library).as_posix(), node.value)
        for path in library.rglob("*.py")
        if path.parent.name != "files"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in foreign
    }
    assert named == set()


@pytest.mark.parametrize("page", ["data-from-agencies.md", "data-from-agencies.vi.md"])
def test_the_pages_for_offices_name_every_ending(page: str) -> None:
    (formats_told,) = re.findall(
        r"^\*\*(?:Formats|Định dạng):\*\*.*?\n\n", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.M | re.S
    )
    assert [ending for ending in table_endings() if f"`{ending}`" not in formats_told] == []
