"""The OLE compound file around an .xls workbook: the names in its directory, and one stream as bytes.

xlrd has such a reader, but it walks the directory as a tree: a few dozen crossed entries keep it busy for ever.
Nothing but names and one stream is needed here, so the directory is read as the list that it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as struct_error
from struct import unpack_from

from gender_indicators.files.markup import damaged
from gender_indicators.findings import Place

_LAST_SECTOR = 0xFFFF_FFFA  # numbers from here on are marks, as of a chain's end
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_ENTRY = 128
_MAX_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """An entry of the directory: a storage (a folder) or a stream (a file)."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The directory and the streams of an OLE compound file. Raises :class:`Refusal` when it is damaged."""

    def __init__(self, data: bytes, place: Place) -> None:
        self._data = data
        self._place = place
        try:
            self._size = 1 << self._shift(30, {9, 12})
            self._small_size = 1 << self._shift(32, {6})
            fat, directory, self._small_limit = (unpack_from("<I", data, at)[0] for at in (44, 48, 56))
            small_table, further = unpack_from("<I", data, 60)[0], unpack_from("<I", data, 68)[0]
            self._next = self._table(self._fat_sectors(further)[: min(fat, self._sectors)])
            self.entries = tuple(self._entries(self._stream(directory)))
            self._small_next = self._numbers(self._stream(small_table))
        except struct_error:
            raise self._damaged() from None

    def read(self, name: str) -> bytes | None:
        """The content of the stream called ``name``; ``None`` when there is none."""
        entry = next((entry for entry in self.entries if entry.kind == _STREAM and entry.name == name), None)
        if entry is None:
            return None
        if entry.size >= self._small_limit:
            return self._stream(entry.start)[: entry.size]
        root = next((entry for entry in self.entries if entry.kind == _ROOT), None)
        if root is None:
            raise self._damaged()
        small = self._stream(root.start)
        sectors = self._chain(entry.start, self._small_next)
        return b"".join(small[at * self._small_size : (at + 1) * self._small_size] for at in sectors)[: entry.size]

    @property
    def _sectors(self) -> int:
        return len(self._data) // self._size + 1

    def _shift(self, at: int, known: set[int]) -> int:
        shift: int = unpack_from("<H", self._data, at)[0]
        if shift not in known:
            raise self._damaged()
        return shift

    def _fat_sectors(self, further: int) -> list[int]:
        """The sectors that hold the table of chains: 109 in the header, the others in a chain of their own."""
        listed = list(unpack_from("<109I", self._data, 76))
        step = self._size // 4 - 1
        while further < _LAST_SECTOR:
            if len(listed) > self._sectors + 109:
                raise self._damaged()
            listed += unpack_from(f"<{step}I", self._data, (further + 1) * self._size)
            further = unpack_from("<I", self._data, (further + 2) * self._size - 4)[0]
        return [sector for sector in listed if sector < _LAST_SECTOR]

    def _table(self, sectors: list[int]) -> array[int]:
        return self._numbers(b"".join(self._sector(sector) for sector in sectors))

    def _sector(self, sector: int) -> bytes:
        start = (sector + 1) * self._size
        if start >= len(self._data):
            raise self._damaged()
        return self._data[start : start + self._size]

    def _stream(self, start: int) -> bytes:
        return b"".join(self._sector(sector) for sector in self._chain(start, self._next))

    def _chain(self, start: int, following: array[int]) -> Iterator[int]:
        """The sectors of a chain; one that comes back to itself is damaged."""
        left = len(following)
        while start < _LAST_SECTOR:
            if start >= len(following) or left <= 0:
                raise self._damaged()
            yield start
            start = following[start]
            left -= 1

    def _numbers(self, data: bytes) -> array[int]:
        return array("I", unpack_from(f"<{len(data) // 4}I", data))

    def _entries(self, directory: bytes) -> Iterator[DirectoryEntry]:
        if len(directory) > _MAX_ENTRIES * _ENTRY:
            raise self._damaged()
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = unpack_from("<HB", directory, at + 64)
            start, size = unpack_from("<II", directory, at + 116)
            if kind in (_STORAGE, _STREAM, _ROOT):
                name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                yield DirectoryEntry(name, kind, start, size)

    def _damaged(self) -> Exception:
        return damaged(self._place, "khung OLE của tệp .xls")
