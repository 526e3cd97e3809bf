"""The ZIP package below a workbook (.xlsx, .ods), unpacked part by part within limits, in memory only."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from gender_indicators.files.limits import too_large
from gender_indicators.findings import Fault, Place, Refusal

MAX_UNPACKED_MB = 200
MAX_READ_MB = 64  # of the parts that are read
MAX_PARTS = 5_000

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_ENTRY = b"PK\x01\x02"
_METHODS = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # the two a workbook may use; Python unpacks others without limit
# What the first bytes of a part say that is itself a package, an OLE file or an archive.
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"MZ")
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


class Package:
    """The parts of a package by name; one is unpacked only when it is read, and no name ever becomes a path.

    Capital and small letters in a name mean the same, as the standard has it (ECMA-376 part 2, 6.2.2.3), and so do
    backslashes and slashes, because some programs write them.

    Raises :class:`Refusal` when ``data`` is no ZIP package, is damaged, locked with a password, holds another
    package, has too many parts or would unpack beyond :data:`MAX_UNPACKED_MB`.
    """

    def __init__(self, data: bytes, place: Place) -> None:
        self._place = place
        self._left = MAX_READ_MB * 1_000_000
        if data.count(_ENTRY) > MAX_PARTS:  # before a list of them is made
            raise too_large(place, f"hơn {MAX_PARTS} thành phần", MAX_UNPACKED_MB)
        with self._guard():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
            self._entries = {_same(entry.filename): entry for entry in entries}
        if len(self._entries) < len(entries):
            raise self._damaged("hai thành phần cùng tên")
        size = sum(entry.file_size for entry in entries) // 1_000_000
        if size > MAX_UNPACKED_MB:
            raise too_large(place, f"{size} MB sau khi giải nén", MAX_UNPACKED_MB)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refusal(Fault("file.encrypted", place, "thành phần có mật khẩu"))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in small letters and with slashes, in the order of the package."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return _same(name) in self._entries

    def read(self, name: str) -> bytes:
        """The content of a part; empty when there is none of this name."""
        entry = self._entries.get(_same(name))
        if entry is None:
            return b""
        if entry.compress_type not in _METHODS:
            raise self._damaged("cách nén lạ")
        self._left -= entry.file_size
        if self._left < 0:
            raise too_large(self._place, f"hơn {MAX_READ_MB} MB nội dung XML", MAX_READ_MB)
        with self._guard():
            return self._zip.read(entry)  # never more than the entry claims: what is beyond is damaged

    def packed(self) -> Iterator[str]:
        """The names of parts that are packages or programs themselves, by their first bytes."""
        for name, entry in self._entries.items():
            if entry.compress_type in _METHODS and entry.file_size and not entry.filename.endswith((".xml", ".rels")):
                with self._guard(), self._zip.open(entry) as part:
                    start = part.read(8)
                if start.startswith(_PACKED):
                    yield name

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except _ZIP_ERRORS:
            raise self._damaged("tệp ZIP hỏng hoặc bị cắt cụt") from None

    def _damaged(self, what: str) -> Refusal:
        return Refusal(Fault("file.damaged", self._place, what))


def no_workbook(place: Place) -> Refusal:
    """The refusal of a package that is no workbook."""
    return Refusal(Fault("file.not_a_workbook", place, "tệp nén không chứa sổ tính .xlsx hay .ods"))


def _same(name: str) -> str:
    """What stands for a part's name however it is written."""
    return name.replace("\\", "/").lower()


def repack(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an uncompressed package: a second reader meets only what was measured here."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def is_open_document(data: bytes) -> bool:
    """Whether a package says so where the format wants it, or else holds the part with the cells and no workbook."""
    if data[30 : 38 + len(_OPEN_DOCUMENT)] == b"mimetype" + _OPEN_DOCUMENT:
        return True
    return b"content.xml" in data and b"[Content_Types].xml" not in data and b"xl/workbook" not in data
