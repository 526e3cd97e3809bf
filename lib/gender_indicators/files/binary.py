"""A delivered Excel 97-2003 workbook (.xls) as sheets of raw cells."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from gender_indicators.base import Text
from gender_indicators.files.biff import ListedSheet, Stream, walk_records
from gender_indicators.files.compound import CompoundFile
from gender_indicators.files.formats import Format
from gender_indicators.files.grid import Grid
from gender_indicators.files.limits import Allowance, require_short
from gender_indicators.files.markup import damaged
from gender_indicators.files.scan import grid_of
from gender_indicators.files.sheets import Book, Sheet
from gender_indicators.files.source import FileSource
from gender_indicators.findings import Fault, Place, Refusal
from gender_indicators.plan import Column

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = {"_vba_project_cur", "_vba_project", "vba", "macros"}
_LOCKED = {"encryptedpackage", "encryptioninfo"}
_EMBEDDED = ("mbd", "lnk", "objectpool", "ctls", "\x01ole10native")


def read_binary(data: bytes, source: FileSource, columns: Sequence[Column] = ()) -> Book:
    """Return the sheets of an .xls workbook.

    Values come from xlrd; formulas, merged and hidden cells from the records themselves. xlrd is given the records
    of cells and their formats only: it would compute the formulas of defined names. Raises :class:`Refusal` when the
    file cannot be read, or holds macros, links or embedded files.
    """
    place = Place(source.file)
    container = CompoundFile(data, place)
    _refuse_threats(container, place)
    content = container.read("Workbook")
    if content is None:
        raise Refusal(Fault("file.not_a_workbook", place, "tệp OLE không chứa sổ tính Excel 97-2003"))
    stream = walk_records(content, place)
    opened, allowance = cache(partial(_opened, stream.needed, place)), Allowance()

    def grid(sheet: ListedSheet) -> Grid:
        here = Place(source.file, sheet.name)
        scanned = stream.scans[sheet.start]
        allowance.take(scanned.last_row, scanned.last_column + 1, here)
        rows = _values(opened(), sheet, stream, here)
        return grid_of(rows, replace(source, sheet=sheet.name), scanned, epoch_1904=stream.epoch_1904)

    return Book(tuple(Sheet(sheet.name, sheet.hidden, cache(partial(grid, sheet))) for sheet in stream.sheets))


class _Silence(io.TextIOBase):
    """Where xlrd may write what it thinks of a file."""

    def write(self, text: str) -> int:
        return len(text)


def _refuse_threats(container: CompoundFile, place: Place) -> None:
    names = [entry.name.lower() for entry in container.entries]
    if _LOCKED.intersection(names):
        raise Refusal(Fault("file.encrypted", place, "sổ tính có mật khẩu"))
    if _MACROS.intersection(names):
        raise Refusal(Fault("file.macro", place, "VBA"))
    if any(name.startswith(_EMBEDDED) for name in names):
        raise Refusal(Fault("file.embedded", place, "đối tượng OLE"))


def _opened(records: bytes, place: Place) -> Any:
    from xlrd import open_workbook

    try:
        return open_workbook(file_contents=records, logfile=_Silence(), on_demand=True, ragged_rows=True)
    except Exception:  # xlrd raises whatever a wrong byte led to
        raise damaged(place, "nội dung tệp .xls") from None


def _values(book: Any, listed: ListedSheet, stream: Stream, place: Place) -> list[list[object]]:
    """The values of a sheet, row 1 of the file first."""
    try:
        sheet = book.sheet_by_index(listed.index)
        rows = [list(_cells(sheet, row, stream.epoch_1904)) for row in range(sheet.nrows)]
    except Exception:  # as above
        raise damaged(place, "nội dung trang tính") from None
    require_short(rows, place)
    return rows


def _cells(sheet: Any, row: int, epoch_1904: bool) -> Iterator[object]:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR

    for kind, value in zip(sheet.row_types(row), sheet.row_values(row), strict=True):
        if kind == XL_CELL_DATE:
            yield _date(value, epoch_1904)
        elif kind == XL_CELL_BOOLEAN:
            yield bool(value)
        elif kind == XL_CELL_ERROR:
            yield ""  # which error it is stands among the flaws
        else:
            yield value


def _date(serial: float, epoch_1904: bool) -> object:
    """The day, day and time, or time that a serial number is; the number itself when it is none."""
    from xlrd.xldate import xldate_as_datetime

    try:
        moment: dt.datetime = xldate_as_datetime(serial, int(epoch_1904))
    except (ValueError, OverflowError):
        return serial
    if 0 <= serial < 1:
        return moment.time()
    return moment.date() if moment.time() == dt.time() else moment


FORMAT = Format(
    Text("sổ tính Excel 97-2003 (.xls)", "an Excel 97-2003 workbook (.xls)"),
    (".xls", ".xlt"),
    lambda data: data.startswith(_OLE),
    read_binary,
    is_workbook=True,
    libraries=("xlrd",),
)
