"""What the agencies sent for a year: every form's file, read once and known again by its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.facts import Facts
from gender_indicators.findings import Finding, Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.table import Table
from gender_indicators.hashing import code_hash, delivered_files, digest, file_hash, versions
from gender_indicators.intake.parquet import pyarrow_version
from gender_indicators.intake.reader import Reading, read_form
from gender_indicators.locale import Text, suggest
from gender_indicators.settings import Year
from gender_indicators.store import NOTHING_KEPT, Store


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the agencies sent for a year: a reading of every form, by form code, and files no form asks for.

    ``keys`` holds, by form code, one hash of everything a reading depends on.
    """

    year: Year
    readings: Mapping[str, Reading]
    keys: Mapping[str, str]
    unexpected: tuple[Finding, ...] = ()

    @property
    def tables(self) -> dict[str, Table]:
        """The tables that could be read."""
        return {code: reading.table for code, reading in self.readings.items() if reading.table is not None}

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that was read, by its path with the year."""
        return {f"{self.year.year}/{table.source.file}": table.source.sha256 for table in self.tables.values()}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found."""
        told = tuple(finding for reading in self.readings.values() for finding in reading.findings)
        return (*told, *self.unexpected)


def read_year(facts: Facts, year: Year, store: Store = NOTHING_KEPT) -> Delivery:
    """Read every form of ``year`` from its data folder; what ``store`` knows of the same file is not read again."""
    folder = facts.project.data(year.data)
    expected = {"origin.yaml"}
    readings: dict[str, Reading] = {}
    keys: dict[str, str] = {}
    for form, agency, name in _senders(facts, year):
        key = keys[form.code] = _key(form, folder, agency, year.year, name)
        known = store.get(key) if key else None
        if isinstance(known, Reading):
            readings[form.code] = known
        else:
            readings[form.code] = read_form(form, folder, agency, year.year, name)
            if key:
                store.put(key, readings[form.code])
        expected |= {f"{agency}/{file}" for file in form.files}
    return Delivery(year, readings, keys, _unexpected(facts, year, folder, expected))


def read_before(facts: Facts, store: Store) -> bool:
    """Whether ``store`` knows every file of the years to be read, so that probably nothing needs checking."""
    for year in (*facts.earlier, facts.year):
        folder = facts.project.data(year.data)
        keys = (_key(form, folder, agency, year.year, name) for form, agency, name in _senders(facts, year))
        if not all(store.has(key) for key in keys if key):
            return False
    return True


def _senders(facts: Facts, year: Year) -> Iterator[tuple[Form, str, Text]]:
    """Each form with the id and the name of the agency that sends it."""
    for form in facts.forms:
        agency = facts.sender(form.code, year.year)
        yield form, agency, facts.agencies[agency].name.text


def _key(form: Form, folder: Path, agency: str, year: int, name: Text) -> str:
    """Everything the reading of a delivered form depends on; empty when there is no file."""
    paths = [path for file in form.files if (path := folder / agency / file).is_file()]
    if not paths:
        return ""
    files = repr([(path.name, file_hash(path)) for path in paths])
    libraries = repr((versions("pandas", "python-calamine", "viparse", "xlrd"), pyarrow_version()))
    return digest(
        "read", code_hash("forms", "intake"), libraries, form.model_dump_json(), agency, str(year), repr(name), files
    )


def _unexpected(facts: Facts, year: Year, folder: Path, expected: set[str]) -> tuple[Finding, ...]:
    """A warning for every file in the year's folder that no form asks for, perhaps one under a wrong name."""
    files = (path.relative_to(folder).as_posix() for path in delivered_files(folder))
    return tuple(
        Finding(
            rule="file.unexpected",
            severity="warning",
            agency=facts.coordinator(year.year),
            form="",
            place=Place(file),
            found=file.rpartition("/")[2],
            expected=Text("chỉ có tệp của các biểu mẫu", "only files of the forms"),
            action=Text(
                f"Tệp này không được đọc. {near.vi} Đổi tên cho đúng biểu, hoặc chuyển tệp ra khỏi thư mục.",
                f"This file is not read. {near.en} Give it its form's name, or move it out of the folder.",
            ),
        )
        for file in files
        if file not in expected
        for near in [suggest(file, expected)]
    )
