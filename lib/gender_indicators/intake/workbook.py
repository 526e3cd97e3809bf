"""A delivered Excel workbook (.xlsx) as sheets of raw cells."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from python_calamine import CalamineError, CalamineWorkbook

from gender_indicators.findings import Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import Fault, Refusal
from gender_indicators.forms.table import Source
from gender_indicators.intake.grid import Block, Grid
from gender_indicators.intake.package import SheetPart, list_sheets, repack, scan, unpack
from gender_indicators.intake.sheets import Book, Sheet


def read_workbook(form: Form, data: bytes, source: Source) -> Book:
    """Return the sheets of an Excel workbook.

    Values come from calamine; formulas, error values and merged cells, which values do not show, from the
    sheet's XML. Raises :class:`Refusal` when the file cannot be read.
    """
    place = Place(source.file)
    parts = unpack(data, place)
    sheets = [
        Sheet(sheet.name, sheet.hidden, cache(partial(_grid, parts, sheet, source)))
        for sheet in list_sheets(parts, place)
    ]
    return Book(tuple(sheets))


def _grid(parts: Mapping[str, bytes], sheet: SheetPart, source: Source) -> Grid:
    source = replace(source, sheet=sheet.name)
    here = Place(source.file, source.sheet)
    if sheet.part not in parts:
        raise Refusal(Fault("file.damaged", here, "thiếu nội dung trang tính"))
    scanned = scan(parts[sheet.part], here)
    rows = _values(parts, sheet.name, here)
    width = max((len(row) for row in rows), default=0)
    height = max(len(rows), scanned.last_row)
    if any(len(row) < width for row in rows) or height > len(rows):
        blank: list[object] = [""] * width
        rows = [*(row + blank[len(row) :] for row in rows), *([blank] * (height - len(rows)))]

    def blocks(header_row: int) -> Iterator[Block]:
        columns = tuple(zip(*rows[header_row:], strict=True)) or ((),) * width
        yield Block(range(header_row + 1, height + 1), columns)

    return Grid(source, rows, blocks, True, scanned.flaws, scanned.merges)


def _values(parts: Mapping[str, bytes], sheet: str, place: Place) -> list[list[object]]:
    """The values of a sheet, row 1 of the file first."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(repack(parts)))
        return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    except CalamineError:
        raise Refusal(Fault("file.damaged", place, "hỏng nội dung trang tính")) from None
