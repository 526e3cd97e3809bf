"""A delivered OpenDocument spreadsheet (.ods) as sheets of raw cells.

calamine reads .ods too, but not here: it expands "repeat this cell a million times in a million rows" before
anything can be measured, and where the memory ends it takes the whole process with it. It also keeps neither formulas
nor merged and hidden cells. So the content is walked through once, and repeats are counted before they are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from gender_indicators.base import Text
from gender_indicators.files.formats import Format
from gender_indicators.files.grid import Grid
from gender_indicators.files.limits import MAX_SHEETS, require_short, too_many_sheets
from gender_indicators.files.markup import walk
from gender_indicators.files.opentable import OpenTable, Tables
from gender_indicators.files.package import ZIP, Package, is_open_document, no_workbook
from gender_indicators.files.scan import grid_of
from gender_indicators.files.sheets import Book, Sheet
from gender_indicators.files.source import FileSource
from gender_indicators.findings import Fault, Place, Refusal
from gender_indicators.plan import Column

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_LIBRARY_LISTS = (
    "script-lb.xml",
    "script-lc.xml",
    "dialog-lb.xml",
    "dialog-lc.xml",
)  # lists of macros, perhaps empty
_CHART = "application/vnd.oasis.opendocument.chart"
_OWN_OBJECTS = {_CHART, "application/vnd.oasis.opendocument.graphics", ""}


def read_open_document(data: bytes, source: FileSource, columns: Sequence[Column] = ()) -> Book:
    """Return the sheets of an OpenDocument spreadsheet.

    Raises :class:`Refusal` when the file cannot be read, or holds macros, links to other files or programs, or
    embedded files.
    """
    place = Place(source.file)
    package = Package(data, place)
    if _CONTENT not in package:
        raise no_workbook(place)
    _refuse_threats(package, place)
    tables = Tables(place)
    walk(package.read(_CONTENT), place, tables.start, tables.end, tables.text)
    if len(tables.found) > MAX_SHEETS:
        raise too_many_sheets(place, len(tables.found))
    return Book(
        tuple(
            Sheet(table.name, table.hidden(tables), cache(partial(_grid, table, tables, source)))
            for table in tables.found
        )
    )


def _grid(table: OpenTable, tables: Tables, source: FileSource) -> Grid:
    rows = table.rows
    require_short(rows, Place(source.file, table.name))
    scanned = table.scan()
    return grid_of(rows, replace(source, sheet=table.name), scanned, epoch_1904=tables.epoch_1904)


def _refuse_threats(package: Package, place: Place) -> None:
    for name in package.names:
        folder, _, last = name.rpartition("/")
        if name.lower().startswith(("basic/", "scripts/", "dialogs/")) and last and last not in _LIBRARY_LISTS:
            raise Refusal(Fault("file.macro", place, last[:60]))
        if folder.lower().startswith("object") and last == "ole":
            raise Refusal(Fault("file.embedded", place, name[:60]))
    for name in package.packed():
        raise Refusal(Fault("file.embedded", place, name.rpartition("/")[2][:60]))
    if _MANIFEST in package:
        _refuse_entries(package.read(_MANIFEST), place)


def _refuse_entries(manifest: bytes, place: Place) -> None:
    """Refuse what the list of parts says of them: a password, and objects that are no charts."""

    def entry(name: str, attributes: dict[str, str]) -> None:
        if name == "encryption-data":
            raise Refusal(Fault("file.encrypted", place, "sổ tính có mật khẩu"))
        if name != "file-entry":
            return
        path = attributes.get("manifest:full-path", "")
        kind = attributes.get("manifest:media-type", "")
        if path.startswith("Object ") and path.endswith("/") and path.count("/") == 1 and kind not in _OWN_OBJECTS:
            raise Refusal(Fault("file.embedded", place, kind[:60]))

    walk(manifest, place, entry)


FORMAT = Format(
    Text("bảng tính OpenDocument (.ods)", "an OpenDocument spreadsheet (.ods)"),
    (".ods", ".ots"),
    lambda data: data.startswith(ZIP) and is_open_document(data),
    read_open_document,
    is_workbook=True,
)
