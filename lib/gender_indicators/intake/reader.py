"""Reading a filled form: the file an agency sent becomes a typed table, or findings that say what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from gender_indicators.errors import UserError
from gender_indicators.findings import Finding, Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import Fault, Refusal, as_findings, did_you_mean, shown
from gender_indicators.forms.table import Source, Table
from gender_indicators.intake.book import Sheet, open_book
from gender_indicators.intake.columns import ColumnReader
from gender_indicators.intake.grid import Grid, is_blank, normalise
from gender_indicators.intake.layout import Layout, check_identity, find_layout
from gender_indicators.intake.rows import RowFinder
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
    """Read ``folder``/``agency``/``form.file``, or the one of ``form.files`` that an agency sent for ``year``.

    ``name`` is the agency's name for the findings, its id when left out.
    Whatever is wrong with the file is told at once as findings with the exact cell, never as an exception.
    Raises :class:`UserError` only for a parameter: a file name that leads out of ``folder``. The file is
    opened for reading once; its hash and its values come from the same bytes.
    """
    _require_inside(form, folder, agency)
    try:
        file = _sent(form, folder, agency)
        data = _read_bytes(folder / file, form, Place(file))
        if data is None:
            return Reading(None, ())
        source = Source(file, hashlib.sha256(data).hexdigest())
        table, faults = _table(form, _opened(form, data, source), year)
    except Refusal as refusal:
        return Reading(None, as_findings((refusal.fault,), form, agency, name))
    return Reading(table, as_findings(faults, form, agency, name))


def _opened(form: Form, data: bytes, source: Source) -> Grid:
    """The cells of the sheet called as the form's, or of the only one with content."""
    book = open_book(form, data, source)
    filled = [sheet for sheet in book.sheets if _has_content(sheet)]
    named = [sheet for sheet in book.sheets if normalise(sheet.name) == normalise(form.sheet)]
    chosen = next(chain(named, filled), None)
    if chosen is None or (not named and len(filled) > 1):
        found = ", ".join(shown(sheet.name) for sheet in book.sheets) or "không có trang nào"
        raise Refusal(Fault("sheet.missing", Place(source.file), found[:200], values={"sheet": _same(form.sheet)}))
    grid = chosen.grid()
    faults = [*book.faults, *grid.faults]
    if chosen.name and not named:
        place = Place(source.file, chosen.name)
        faults.append(Fault("sheet.renamed", place, shown(chosen.name), values={"sheet": _same(form.sheet)}))
    for sheet in [sheet for sheet in book.sheets if sheet is chosen or sheet in filled]:
        place = Place(source.file, sheet.name)
        if sheet.hidden:
            faults.append(Fault("sheet.hidden", place, "trang ẩn có dữ liệu"))
        elif sheet is not chosen:
            faults.append(Fault("sheet.unused", place, "trang khác có dữ liệu", values={"sheet": _same(form.sheet)}))
    return replace(grid, faults=tuple(faults))


def _has_content(sheet: Sheet) -> bool:
    return any(not is_blank(cell) for row in sheet.grid().head for cell in row) or bool(sheet.grid().flaws)


def _table(form: Form, grid: Grid, year: int) -> tuple[Table | None, list[Fault]]:
    """The table of a file's raw cells (``None`` when its structure is not sound) and all faults."""
    layout = find_layout(form, grid)
    identity = check_identity(form, grid, layout, year)
    faults = [*grid.faults, *identity, *layout.faults]
    if not layout.header_row:
        for _ in grid.blocks(0):  # where the file cannot be read on, that is its fault
            pass
        return None, faults
    letters = layout.letters(grid)
    columns = [
        ColumnReader(form, column, grid, layout.positions[column.name], letters)
        for column in form.columns
        if layout.positions.get(column.name, -1) in grid.readable
    ]
    index, row_faults = _read_blocks(form, grid, layout, columns)
    faults.extend(row_faults)
    for column in columns:
        faults.extend(column.faults)
    if not layout.sound or identity or len(columns) < len(form.columns):
        return None, faults
    frame = pd.DataFrame({column.name: column.series(index) for column in columns}, index=index)
    return Table(form, frame, grid.source, letters), faults


def _read_blocks(
    form: Form, grid: Grid, layout: Layout, columns: Sequence[ColumnReader]
) -> tuple[pd.Index, list[Fault]]:
    """Read every block into ``columns``; the row numbers of the data, and the faults of the rows."""
    finder = RowFinder(form, grid, layout)
    numbers = [np.empty(0, np.int64)]
    merge_faults: list[Fault] = []
    for block in grid.blocks(layout.header_row):
        data = finder.data(block)
        merged, merge_faults = finder.covered()  # only a workbook has merged cells, and one block
        for column in columns:
            column.read(data.numbers, data.columns[column.position], merged)
        numbers.append(np.array(data.numbers, np.int64))
    return pd.Index(np.concatenate(numbers)), [*finder.end(), *merge_faults]


def _sent(form: Form, folder: Path, agency: str) -> str:
    """The file that was sent, by its path below ``folder``: the asked one when there is none."""
    asked = f"{agency}/{form.file}"
    try:
        sent = [f"{agency}/{file}" for file in form.files if (folder / agency / file).exists()]
    except OSError:
        return asked  # reading it will tell why
    if len(sent) > 1:
        raise Refusal(Fault("file.twice", Place(asked), ", ".join(Path(file).name for file in sent)))
    return sent[0] if sent else asked


def _require_inside(form: Form, folder: Path, agency: str) -> None:
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
