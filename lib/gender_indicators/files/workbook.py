"""A delivered Excel workbook (.xlsx) as sheets of raw cells."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar

from python_calamine import CalamineWorkbook

from gender_indicators.files.grid import Grid, Merge, RowBlock
from gender_indicators.files.limits import MAX_SHEETS, Allowance, require_short, too_many_sheets
from gender_indicators.files.markup import damaged
from gender_indicators.files.package import Package, repack
from gender_indicators.files.scan import Scan
from gender_indicators.files.sheets import Book, Sheet
from gender_indicators.files.sheetxml import SheetPart, list_sheets, percent_styles, scan
from gender_indicators.files.source import FileSource
from gender_indicators.files.strings import SharedStrings
from gender_indicators.files.threats import refuse_threats
from gender_indicators.findings import Fault, Place, Refusal

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
# Where the workbook stands, said anew: what the file says may lead to a part that was not measured.
_ROOT = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="xl/workbook.xml"/></Relationships>'
)

T = TypeVar("T")


def read_workbook(data: bytes, source: FileSource) -> Book:
    """Return the sheets of an Excel workbook.

    Values come from calamine; formulas, error values, merged and hidden cells, which values do not show, from the
    sheet's XML. Raises :class:`Refusal` when the file cannot be read or holds what :mod:`.threats` names.
    """
    place = Place(source.file)
    package = Package(data, place)
    if _WORKBOOK not in package.names:
        raise Refusal(Fault("file.not_a_workbook", place, "tệp nén không chứa sổ tính .xlsx hay .ods"))
    refuse_threats(package, place)
    book = _Excel(package, source)
    return Book(tuple(Sheet(part.name, part.hidden, cache(partial(book.grid, part))) for part in book.sheets))


def grid_of(rows: list[list[object]], height: int, source: FileSource, scanned: Scan, epoch_1904: bool) -> Grid:
    """Return the grid of a sheet's ``rows``, made equally wide and at least ``height`` long."""
    width = max((len(row) for row in rows), default=0)
    height = max(len(rows), height)
    if any(len(row) < width for row in rows) or height > len(rows):
        blank: list[object] = [""] * width
        rows = [*(row + blank[len(row) :] for row in rows), *([blank] * (height - len(rows)))]
    _require_apart(scanned.merges, height, width, Place(source.file, source.sheet))

    def blocks(header_row: int, header_rows: int = 1) -> Iterator[RowBlock]:
        columns = tuple(zip(*rows[header_row:], strict=True)) or ((),) * width
        yield RowBlock(range(header_row + 1, height + 1), columns)

    return Grid(
        source,
        rows,
        blocks,
        True,
        scanned.flaws,
        scanned.merges,
        hidden_rows=scanned.hidden_rows,
        hidden_columns=scanned.hidden_columns,
        percent=scanned.percent,
        epoch_1904=epoch_1904,
    )


def _require_apart(merges: Sequence[Merge], height: int, width: int, place: Place) -> None:
    """Refuse merged cells that lie on each other in heaps: no program writes them, and each would be gone through."""
    areas = (
        max(min(merge.last_row, height) - merge.first_row + 1, 0)
        * max(min(merge.last_column, width - 1) - merge.first_column + 1, 0)
        for merge in merges
    )
    if sum(areas) > 2 * height * width:
        raise damaged(place, "ô gộp chồng lên nhau")


class _Excel:
    """An opened workbook: its sheets, each scanned and read when it is first asked for."""

    def __init__(self, package: Package, source: FileSource) -> None:
        self._source = source
        self._place = Place(source.file)
        self._allowance = Allowance()
        workbook, relations = package.read(_WORKBOOK), package.read(_RELATIONS)
        listing = list_sheets(workbook, relations, self._place)
        self.sheets = listing.sheets
        self._epoch_1904 = listing.epoch_1904
        names = {sheet.name for sheet in self.sheets}
        if len(self.sheets) > MAX_SHEETS:
            raise too_many_sheets(self._place, len(self.sheets))
        if len(names) < len(self.sheets):
            raise damaged(self._place, "hai trang tính cùng tên")
        parts = {listing.styles, listing.strings, *(sheet.part for sheet in self.sheets)} - {_WORKBOOK, _RELATIONS}
        self._parts = {name: package.read(name) for name in sorted(parts)}
        self._percent = percent_styles(self._parts[listing.styles], self._place)
        self._strings = SharedStrings(self._parts[listing.strings], self._place)
        self._parts |= {_WORKBOOK: workbook, _RELATIONS: relations, "_rels/.rels": _ROOT}
        self._opened = cache(self._open)

    def grid(self, sheet: SheetPart) -> Grid:
        """The cells of a sheet."""
        source = replace(self._source, sheet=sheet.name)
        place = Place(source.file, source.sheet)
        xml = self._parts[sheet.part]
        if not xml:
            raise Refusal(Fault("file.damaged", place, "thiếu nội dung trang tính"))
        scanned = scan(xml, place, self._percent)
        self._allowance.take(scanned.last_row, scanned.last_column + 1, place)
        self._strings.require_room(xml, place)
        return grid_of(self._values(sheet.name, place), scanned.last_row, source, scanned, self._epoch_1904)

    def _values(self, name: str, place: Place) -> list[list[object]]:
        """The values of a sheet, row 1 of the file first."""
        rows: Sequence[Sequence[object]] = _called(
            lambda: self._opened().get_sheet_by_name(name).to_python(skip_empty_area=False), place
        )
        require_short(rows, place)
        return [list(row) for row in rows]

    def _open(self) -> CalamineWorkbook:
        parts = {name: xml for name, xml in self._parts.items() if xml}
        return CalamineWorkbook.from_filelike(io.BytesIO(repack(parts)))


def _called(call: Callable[[], T], place: Place) -> T:
    """What ``call`` of calamine returns; a panic of its Rust code is no ``Exception``, and no reason to end."""
    try:
        return call()
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise damaged(place, "nội dung trang tính") from None
