"""Reading a filled form: the file an agency sent becomes a typed table, or findings that say what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gender_indicators.base import Text
from gender_indicators.files import FileSource, open_book
from gender_indicators.findings import Fault, Finding, Place, Refusal, as_findings, did_you_mean
from gender_indicators.intake.choice import SheetChoice, choose_sheets, rival
from gender_indicators.intake.known import Known
from gender_indicators.intake.sheet_rows import read_sheet
from gender_indicators.intake.table import Table, joined
from gender_indicators.plan import Form

MAX_FILE_MB = 100
NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a delivered file gave: its table, and everything that was found while reading it.

    ``table`` is ``None`` when the file or its structure cannot be used, or an optional file was not sent. With
    sound structure it is there even when cells were wrong: those are missing in it, and the findings block.
    """

    table: Table | None
    findings: tuple[Finding, ...]


def read_file(
    form: Form,
    folder: Path,
    file: str,
    agency: str,
    year: int,
    name: Text | None = None,
    known: Known = NOTHING_KNOWN,
) -> Reading:
    """Read ``file``, a path below ``folder``, as ``form`` that ``agency`` sent for ``year``.

    ``name`` is the agency's name for the findings, its id when left out; ``known`` are the marks and the units that
    are understood beside codes and numbers. Whatever is wrong with the file is told at once as findings with the
    exact cell, never as an exception. The caller vouches that ``file`` lies in ``folder``. It is opened for reading
    once; its hash and its values come from the same bytes.
    """
    try:
        data = _read_bytes(folder / file, form, Place(file))
        if data is None:
            return Reading(None, ())
        table, faults = read_book(form, data, FileSource(file, hashlib.sha256(data).hexdigest()), year, known)
        table = replace(table, agency=agency) if table is not None else None
    except Refusal as refusal:
        return Reading(None, as_findings((refusal.fault,), form, agency, name))
    return Reading(table, as_findings(faults, form, agency, name))


def read_book(
    form: Form, data: bytes, source: FileSource, year: int, known: Known
) -> tuple[Table | None, list[Fault]]:
    """Return the table of a file's bytes (``None`` when its structure is not sound) and all its faults.

    Raises :class:`Refusal` when the file cannot be read.
    """
    book = open_book(form, data, source)
    choice = choose_sheets(form, book, source.file, year)
    parts = [read_sheet(form, sheet.grid(), year, known) for sheet in choice.sheets]
    faults = [*book.faults, *choice.faults, *_rivals(form, choice, source.file, year, known)]
    for number, part in enumerate(parts):
        faults += [fault for fault in part.faults if not number or fault.rule != "sheet.unlabelled"]
    tables = [part.table for part in parts if part.table is not None]
    if len(tables) < len(parts):
        return None, faults
    if not any(len(table.frame) for table in tables) and not form.may_be_empty:
        place = choice.sheets[0].grid().row_place(parts[0].header_row)
        faults.append(Fault("row.none", place, "không có dòng dữ liệu"))
    return joined(tables), faults


def _rivals(form: Form, choice: SheetChoice, file: str, year: int, known: Known) -> Iterator[Fault]:
    """What is said of each further sheet that has the form's columns beside the template's own sheet."""
    for sheet in choice.rivals:
        table = read_sheet(form, sheet.grid(), year, known).table
        yield rival(form, file, sheet, None if table is None else len(table.frame))


def _read_bytes(path: Path, form: Form, place: Place) -> bytes | None:
    """The bytes of the file; ``None`` when an optional file was not sent."""
    try:
        if not path.is_file():
            if form.optional and not path.exists():
                return None
            raise Refusal(_missing(path, place))
        size = path.stat().st_size // 1_000_000
        if size > MAX_FILE_MB:
            raise Refusal(Fault("file.too_large", place, f"{size} MB", values={"limit": _same(str(MAX_FILE_MB))}))
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(Fault("file.unreadable", place, str(error.strerror or ""))) from None
    if not data:
        raise Refusal(Fault("file.empty", place, "0 byte"))
    return data


def _missing(path: Path, place: Place) -> Fault:
    """A missing file, with the one of the folder that may be meant."""
    names = sorted(entry.name for entry in path.parent.iterdir()) if path.parent.is_dir() else []
    values = {"file": _same(place.file), "hint": did_you_mean(path.name, names)}
    return Fault("file.missing", place, "không có tệp", values=values)


def _same(text: str) -> Text:
    return Text(text, text)
