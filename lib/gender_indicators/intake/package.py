"""The ZIP package below a workbook: unpacked within limits, and what its XML says that values do not show."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

from gender_indicators.findings import Place
from gender_indicators.forms.faults import Fault, Refusal
from gender_indicators.intake.grid import Flaw, Merge
from gender_indicators.intake.plain import plain_extent
from gender_indicators.locale import Text

MAX_UNPACKED_MB = 200
MAX_PARTS = 5_000
MAX_CELLS = 5_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the standard library raises on a package that is cut off, damaged or packed in an unusual way.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    KeyError,
    IndexError,
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """What a sheet's XML says beside its values; rows counted from 1, columns from 0."""

    flaws: Mapping[tuple[int, int], Flaw]
    merges: tuple[Merge, ...]
    last_row: int
    last_column: int


def unpack(data: bytes, place: Place) -> dict[str, bytes]:
    """Return the XML parts of a workbook's package by name.

    Nothing is unpacked beyond :data:`MAX_UNPACKED_MB`. Raises :class:`Refusal` when ``data`` is no ZIP
    package, is damaged, locked with a password, too large, or holds no workbook.
    """
    _refuse_other_formats(data, place)
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _refuse_bomb(entries, place)
            for entry in entries:
                if entry.flag_bits & 1:
                    raise Refusal(Fault("file.encrypted", place))
                content = package.read(entry)
                if entry.filename.lower().endswith((".xml", ".rels")):
                    parts[entry.filename] = content
    except _ZIP_ERRORS:
        raise Refusal(Fault("file.damaged", place, "tệp ZIP hỏng hoặc bị cắt cụt")) from None
    if "xl/workbook.xml" not in parts:
        raise Refusal(Fault("file.not_a_workbook", place, "tệp nén không chứa sổ tính Excel"))
    return parts


def repack(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an uncompressed package: a second reader meets only what was measured here."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def list_sheets(parts: Mapping[str, bytes], place: Place) -> tuple[SheetPart, ...]:
    """Return the sheets of the workbook in its order."""
    targets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = normpath(
                target.lstrip("/") if target.startswith("/") else join("xl", target)
            )

    sheets: list[SheetPart] = []

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation_id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetPart(attributes.get("name", ""), targets.get(relation_id, ""), hidden))

    walk(parts.get("xl/_rels/workbook.xml.rels", b""), place, relation)
    walk(parts["xl/workbook.xml"], place, sheet)
    return tuple(sheets)


def scan(xml: bytes, place: Place) -> Scan:
    """Return formulas, error values, merged cells and the extent of a sheet.

    Raises :class:`Refusal` when the XML is damaged or the sheet reaches further than it could be held.
    """
    extent = plain_extent(xml)
    if extent is not None and extent[0] * (extent[1] + 1) <= MAX_CELLS:
        walk(xml, place)  # still to be sound XML
        return Scan({}, (), *extent)
    scanner = _Scanner(place)
    walk(xml, place, scanner.start, scanner.end, scanner.text)
    return Scan(scanner.flaws, tuple(scanner.merges), scanner.last_row, scanner.last_column)


@dataclass(slots=True)
class _Scanner:
    """The state of one pass over a sheet's XML."""

    place: Place
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    last_row: int = 0
    last_column: int = -1
    row: int = 0
    column: int = -1
    kind: str = ""
    formula: bool = False
    filled: bool = False
    inside: str = ""
    value: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.kind, self.formula, self.filled, self.value = attributes.get("t", ""), False, False, ""
            self._move(attributes.get("r"))
        elif name == "v":
            self.inside, self.filled = name, True
        elif name == "is":
            self.filled = True
        elif name == "f":
            self.formula = self.filled = True
        elif name == "row":
            self._move_row(attributes.get("r"))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        if self.inside and len(self.value) < 20:
            self.value += data

    def end(self, name: str) -> None:
        if name == "v":
            self.inside = ""
        elif name == "c" and self.filled:
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            if self.last_row * (self.last_column + 1) > MAX_CELLS:
                raise Refusal(Fault("sheet.too_large", self.place, self._name()))
            if flaw := self._flaw():
                self.flaws[self.row, self.column] = flaw

    def _flaw(self) -> Flaw | None:
        if self.kind == "e":
            return Flaw("cell.error_value", self.value or "#?", unusable=True)
        if self.formula and not self.value:
            return Flaw("cell.formula_empty", "công thức chưa có kết quả", unusable=True)
        if self.formula:
            return Flaw("cell.formula", "công thức", unusable=False)
        return None

    def _move_row(self, reference: str | None) -> None:
        if reference is not None and not (reference.isascii() and reference.isdigit()):
            raise _damaged(self.place, "số dòng")
        self.row = int(reference[:8]) if reference else self.row + 1
        self.column = -1
        if not 1 <= self.row <= _LAST_ROW:
            raise _damaged(self.place, "số dòng")

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
        else:
            self.row, self.column = _coordinates(reference, self.place)
        if self.row < 1 or self.column >= _LAST_COLUMN:
            raise _damaged(self.place, "địa chỉ ô")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        first_row, first_column = _coordinates(first, self.place)
        last_row, last_column = _coordinates(last or first, self.place)
        rows, columns = sorted((first_row, last_row)), sorted((first_column, last_column))
        self.merges.append(Merge(rows[0], columns[0], rows[1], columns[1]))

    def _name(self) -> str:
        return f"dòng {self.row}, cột thứ {self.column + 1}"


def walk(
    xml: bytes,
    place: Place,
    start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call ``start``, ``end`` and ``text`` for the elements of ``xml`` by their names without prefix.

    A document type is refused: workbooks have none, and entities could grow without limit.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise _damaged(place, "khai báo DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    if start is not None:
        started = start
        parser.StartElementHandler = lambda name, attributes: started(name.rpartition(":")[2], attributes)
    if end is not None:
        ended = end
        parser.EndElementHandler = lambda name: ended(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError):  # LookupError, ValueError: an unknown encoding
        raise _damaged(place, "nội dung XML") from None


def _refuse_other_formats(data: bytes, place: Place) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refusal(Fault("file.encrypted", place, "sổ tính có mật khẩu"))
        raise Refusal(Fault("file.not_a_workbook", place, "định dạng cũ .xls (Excel 97-2003)"))
    if not data.startswith(b"PK"):
        raise Refusal(Fault("file.not_a_workbook", place, "không phải tệp .xlsx"))


def _refuse_bomb(entries: Sequence[zipfile.ZipInfo], place: Place) -> None:
    size = sum(entry.file_size for entry in entries) // 1_000_000
    if size > MAX_UNPACKED_MB or len(entries) > MAX_PARTS:
        limit = Text(str(MAX_UNPACKED_MB), str(MAX_UNPACKED_MB))
        found = f"{size} MB sau khi giải nén, {len(entries)} thành phần"
        raise Refusal(Fault("file.too_large", place, found, values={"limit": limit}))


def _coordinates(reference: str, place: Place) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None or int(match[2]) > _LAST_ROW:
        raise _damaged(place, "địa chỉ ô")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def _damaged(place: Place, what: str) -> Refusal:
    return Refusal(Fault("file.damaged", place, f"hỏng ở: {what}"))
