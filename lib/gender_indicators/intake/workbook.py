"""A delivered workbook as raw cells of its form's sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from python_calamine import CalamineError, CalamineWorkbook

from gender_indicators.findings import Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import Fault, Refusal, shown
from gender_indicators.forms.identity import OWN_SHEETS
from gender_indicators.forms.table import Source
from gender_indicators.intake.grid import Block, Grid, normalise
from gender_indicators.intake.package import SheetPart, list_sheets, repack, scan, unpack
from gender_indicators.locale import Text


def read_workbook(form: Form, data: bytes, source: Source) -> Grid:
    """Return the raw cells of the form's sheet.

    Values come from calamine; formulas, error values and merged cells, which values do not show, from the
    sheet's XML. Raises :class:`Refusal` when the file, or the sheet, cannot be read.
    """
    place = Place(source.file)
    parts = unpack(data, place)
    sheets = list_sheets(parts, place)
    sheet = _find(form, sheets, place)
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

    faults = _other_sheets(form, sheets, sheet, parts, source.file)
    return Grid(source, rows, blocks, True, scanned.flaws, scanned.merges, faults)


def _find(form: Form, sheets: Sequence[SheetPart], place: Place) -> SheetPart:
    wanted = form.sheet
    for sheet in sheets:
        if normalise(sheet.name) == normalise(wanted):
            return sheet
    found = ", ".join(shown(sheet.name) for sheet in sheets) or "không có trang nào"
    raise Refusal(Fault("sheet.missing", place, found[:200], values={"sheet": Text(wanted, wanted)}))


def _values(parts: Mapping[str, bytes], sheet: str, place: Place) -> list[list[object]]:
    """The values of a sheet, row 1 of the file first."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(repack(parts)))
        return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    except CalamineError:
        raise Refusal(Fault("file.damaged", place, "hỏng nội dung trang tính")) from None


def _other_sheets(
    form: Form, sheets: Sequence[SheetPart], used: SheetPart, parts: Mapping[str, bytes], file: str
) -> tuple[Fault, ...]:
    """A warning for the form's own sheet when hidden, and for each other one with content that no blank form has."""
    wanted = {"sheet": Text(form.sheet, form.sheet)}
    faults = []
    for sheet in sheets:
        place = Place(file, sheet.name)
        if sheet is not used and (sheet.name in OWN_SHEETS or not _has_content(parts.get(sheet.part, b""), place)):
            continue
        if sheet.hidden:
            faults.append(Fault("sheet.hidden", place, "trang ẩn có dữ liệu"))
        elif sheet is not used:
            faults.append(Fault("sheet.unused", place, "trang khác có dữ liệu", values=wanted))
    return tuple(faults)


def _has_content(xml: bytes, place: Place) -> bool:
    return bool(xml) and scan(xml, place).last_row > 0
