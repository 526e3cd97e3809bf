"""Reading a filled form: the file an agency sent becomes a typed table, or findings that say what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gender_indicators.errors import UserError
from gender_indicators.findings import Finding, Place
from gender_indicators.forms.cells import Outcome, Value, as_series, is_error, parse_column
from gender_indicators.forms.definition import Column, Form
from gender_indicators.forms.delimited import read_delimited
from gender_indicators.forms.faults import HIDDEN, Fault, Refusal, as_findings, did_you_mean, shown
from gender_indicators.forms.grid import Grid
from gender_indicators.forms.layout import Layout, check_identity, find_layout
from gender_indicators.forms.rows import DataRows, find_rows
from gender_indicators.forms.table import Source, Table, place_of
from gender_indicators.forms.workbook import read_workbook
from gender_indicators.locale import Text

MAX_FILE_MB = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What a delivered file gave: its table, and everything that was found while reading it.

    ``table`` is ``None`` when the file or its structure cannot be used, or an optional file was not sent. With
    sound structure it is there even when cells were wrong: those are missing in it, and the findings block.
    """

    table: Table | None
    findings: tuple[Finding, ...]


def read_form(form: Form, folder: Path, agency: str, year: int, name: Text | None = None) -> Reading:
    """Read ``folder``/``agency``/``form.file``, the form an agency sent for ``year``.

    ``name`` is the agency's name for the findings, its id when left out.
    Whatever is wrong with the file is told at once as findings with the exact cell, never as an exception.
    Raises :class:`UserError` only for a parameter: a file name that leads out of ``folder``. The file is
    opened for reading once; its hash and its values come from the same bytes.
    """
    path = _path(form, folder, agency)
    try:
        data = _read_bytes(path, form, agency)
        if data is None:
            return Reading(None, ())
        source = Source(f"{agency}/{form.file}", hashlib.sha256(data).hexdigest())
        read = read_workbook if form.is_workbook else read_delimited
        grid = read(form, data, source)
    except Refusal as refusal:
        return Reading(None, as_findings((refusal.fault,), form, agency, name))
    table, faults = _table(form, grid, year)
    return Reading(table, as_findings(faults, form, agency, name))


def _table(form: Form, grid: Grid, year: int) -> tuple[Table | None, list[Fault]]:
    """The table of a sheet's raw cells (``None`` when its structure is not sound) and all faults."""
    layout = find_layout(form, grid)
    identity = check_identity(form, grid, layout, year)
    faults = [*grid.faults, *identity, *layout.faults]
    if not layout.header_row:
        return None, faults
    rows = find_rows(form, grid, layout)
    faults.extend(rows.faults)
    index = pd.Index(rows.numbers, dtype="int64")
    series: dict[str, pd.Series] = {}
    for column in form.columns:
        if column.name in layout.positions:
            values, cell_faults = _column(form, column, grid, layout, rows)
            series[column.name] = as_series(column, values, index)
            faults.extend(cell_faults)
    if not layout.sound or identity:
        return None, faults
    frame = pd.DataFrame(series, index=index)
    return Table(form, frame, grid.source, layout.letters(grid)), faults


def _column(
    form: Form, column: Column, grid: Grid, layout: Layout, rows: DataRows
) -> tuple[list[Value], list[Fault]]:
    """The values of one column, missing where a cell cannot be used, and the faults of its cells."""
    position = layout.positions[column.name]
    hidden = form.sensitive or column.personal
    raw = [grid.cell(row, position) for row in rows.numbers]
    outcomes = parse_column(column, raw, typed=grid.is_workbook, hints=not hidden)
    letters = layout.letters(grid)
    values: list[Value] = []
    faults: list[Fault] = []
    for row, value, outcome in zip(rows.numbers, raw, outcomes, strict=True):
        flaw = grid.flaws.get((row, position))
        merged = (row, position) in rows.merged
        if flaw is None and not merged and not outcome.rule and not outcome.normalised:
            values.append(outcome.value)
            continue
        place = place_of(form, grid.source, letters, row, column.name)
        if flaw is not None:
            faults.append(Fault(flaw.rule, place, _flaw_found(flaw.found, value, hidden), column.name))
        unusable = merged or (flaw is not None and flaw.unusable)
        if not unusable:
            faults.extend(_outcome_faults(outcome, place, _found(value, hidden), column))
        values.append(None if unusable or is_error(outcome) else outcome.value)
    return values, faults


def _outcome_faults(outcome: Outcome, place: Place, found: str, column: Column) -> Sequence[Fault]:
    faults = []
    if outcome.rule:
        faults.append(Fault(outcome.rule, place, found, column.name, outcome.values or {}))
    if outcome.normalised and outcome.rule != "cell.required":
        faults.append(Fault("text.normalised", place, found, column.name))
    return faults


def _found(value: object, hidden: bool) -> str:
    if value == "":
        return "ô trống"
    return HIDDEN if hidden else shown(value)


def _flaw_found(flaw: str, value: object, hidden: bool) -> str:
    """An error value or a formula, with the saved result where it may be told."""
    return flaw if hidden or value == "" else f"{flaw}, kết quả {shown(value)}"[:60]


def _path(form: Form, folder: Path, agency: str) -> Path:
    path = folder / agency / form.file
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UserError(
            Text(
                f'tên tệp "{agency}/{form.file}" dẫn ra ngoài thư mục dữ liệu; hãy sửa khoá "file" của biểu '
                f"{form.code} hoặc mã cơ quan.",
                f'the file name "{agency}/{form.file}" leads out of the data folder; correct the key "file" of '
                f"form {form.code} or the agency's id.",
            ),
            "params/forms.yaml",
        )
    return path


def _read_bytes(path: Path, form: Form, agency: str) -> bytes | None:
    """The bytes of the file; ``None`` when an optional file was not sent."""
    place = Place(f"{agency}/{form.file}")
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
