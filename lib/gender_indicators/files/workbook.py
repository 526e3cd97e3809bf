"""A delivered Excel workbook (.xlsx) as sheets of raw cells."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from posixpath import join
from typing import TYPE_CHECKING, TypeVar
from xml.sax.saxutils import quoteattr

from gender_indicators.base import Text
from gender_indicators.files.formats import Format
from gender_indicators.files.grid import Grid
from gender_indicators.files.limits import MAX_SHEETS, Allowance, require_short, too_many_sheets
from gender_indicators.files.markup import damaged
from gender_indicators.files.package import ZIP, Package, is_open_document, no_workbook, repack
from gender_indicators.files.scan import grid_of
from gender_indicators.files.sheets import Book, Sheet
from gender_indicators.files.sheetxml import SheetPart, list_sheets, percent_styles, relations_of, scan
from gender_indicators.files.source import FileSource
from gender_indicators.files.strings import SharedStrings
from gender_indicators.files.threats import refuse_threats
from gender_indicators.findings import Fault, Place, Refusal
from gender_indicators.plan import Column

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_WORKBOOK = "xl/workbook.xml"  # where it stands unless the package says otherwise
_SCHEMA = "http://schemas.openxmlformats.org"

T = TypeVar("T")


def read_workbook(data: bytes, source: FileSource, columns: Sequence[Column] = ()) -> Book:
    """Return the sheets of an Excel workbook.

    Values come from calamine; formulas, error values, merged and hidden cells, which values do not show, from the
    sheet's XML. Raises :class:`Refusal` when the file cannot be read or holds what :mod:`.threats` names.
    """
    place = Place(source.file)
    package = Package(data, place)
    root = relations_of("", package.read("_rels/.rels"), place)
    part = next((relation.part for relation in root if relation.kind == "officeDocument"), _WORKBOOK)
    if part not in package or not part.lower().endswith(".xml"):
        raise no_workbook(place)
    refuse_threats(package, place)
    book = _Excel(package, part, source)
    return Book(tuple(Sheet(sheet.name, sheet.hidden, cache(partial(book.grid, sheet))) for sheet in book.sheets))


class _Excel:
    """An opened workbook: its sheets, each scanned and read when it is first asked for."""

    def __init__(self, package: Package, part: str, source: FileSource) -> None:
        self._source = source
        self._place = Place(source.file)
        self._allowance = Allowance()
        self._workbook = package.read(part)
        folder, _, name = part.rpartition("/")
        relations = relations_of(part, package.read(join(folder, "_rels", f"{name}.rels")), self._place)
        contents = list_sheets(self._workbook, relations, self._place)
        self.sheets = contents.sheets
        self._epoch_1904 = contents.epoch_1904
        names = {sheet.name for sheet in self.sheets}
        if len(self.sheets) > MAX_SHEETS:
            raise too_many_sheets(self._place, len(self.sheets))
        if len(names) < len(self.sheets):
            raise damaged(self._place, "hai trang tính cùng tên")
        self._parts = {name: package.read(name) for name in sorted({sheet.relation.part for sheet in self.sheets})}
        self._styles, self._texts = package.read(contents.styles), package.read(contents.strings)
        self._percent = percent_styles(self._styles, self._place)
        self._strings = SharedStrings(self._texts, self._place)
        self._opened = cache(self._open)

    def grid(self, sheet: SheetPart) -> Grid:
        """The cells of a sheet."""
        source = replace(self._source, sheet=sheet.name)
        place = Place(source.file, source.sheet)
        xml = self._parts[sheet.relation.part]
        if not xml:
            raise Refusal(Fault("file.damaged", place, "thiếu nội dung trang tính"))
        scanned = scan(xml, place, self._percent)
        self._allowance.take(scanned.last_row, scanned.last_column + 1, place)
        self._strings.require_room(xml, place)
        return grid_of(self._values(sheet.name, place), source, scanned, epoch_1904=self._epoch_1904)

    def _values(self, name: str, place: Place) -> list[list[object]]:
        """The values of a sheet, row 1 of the file first."""
        rows: Sequence[Sequence[object]] = _called(
            lambda: self._opened().get_sheet_by_name(name).to_python(skip_empty_area=False), place
        )
        require_short(rows, place)
        return [list(row) for row in rows]

    def _open(self) -> CalamineWorkbook:
        from python_calamine import CalamineWorkbook

        names = {part: f"worksheets/sheet{number}.xml" for number, part in enumerate(self._parts, 1)}
        sheets = {sheet.relation.id: sheet.relation for sheet in self.sheets}.values()
        targets = [(relation.id, relation.kind, names[relation.part]) for relation in sheets]
        parts = {
            "_rels/.rels": _relations([("rId1", "officeDocument", _WORKBOOK)]),
            _WORKBOOK: self._workbook,
            "xl/_rels/workbook.xml.rels": _relations(targets),
            "xl/styles.xml": self._styles,
            "xl/sharedStrings.xml": self._texts,
            **{f"xl/{names[part]}": xml for part, xml in self._parts.items()},
        }
        return CalamineWorkbook.from_filelike(io.BytesIO(repack({name: xml for name, xml in parts.items() if xml})))


def _relations(listed: Iterable[tuple[str, str, str]]) -> bytes:
    """What leads to the parts, said anew: what the file says may lead to a part that was not measured."""
    relations = "".join(
        f"<Relationship Id={quoteattr(id_)} Type={quoteattr(f'{_SCHEMA}/officeDocument/2006/relationships/{kind}')} "
        f'Target="{target}"/>'
        for id_, kind, target in listed
    )
    return f'<Relationships xmlns="{_SCHEMA}/package/2006/relationships">{relations}</Relationships>'.encode()


def _called(call: Callable[[], T], place: Place) -> T:
    """What ``call`` of calamine returns; a panic of its Rust code is no ``Exception``, and no reason to end."""
    try:
        return call()
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise damaged(place, "nội dung trang tính") from None


FORMAT = Format(
    Text("sổ tính Excel (.xlsx)", "an Excel workbook (.xlsx)"),
    (".xlsx", ".xlsm", ".xltx", ".xltm"),
    lambda data: data.startswith(ZIP) and not is_open_document(data),
    read_workbook,
    is_workbook=True,
    libraries=("python-calamine",),
)
