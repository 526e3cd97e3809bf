"""What a Parquet file says of its columns and pages, read before anything is unpacked.

pyarrow makes room for whatever a page says it unpacks to, and ends the whole process over some damaged summaries when
it is asked for their columns. So the summary and the headers of the pages are looked at here first. Both are Thrift
structures in the compact protocol (parquet.thrift: FileMetaData, PageHeader).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from
from typing import Any

MOST_SUMMARY = 1_000_000  # bytes; that of a file of 500 columns has some 100,000
TEXT = 6  # the physical type of texts: BYTE_ARRAY

_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _STRUCT = 1, 2, 3, 7, 8, 12
_INTEGERS, _LISTS = {4, 5, 6}, {9, 10}
_MOST_DEPTH = 16
_MOST_HEADER = 1 << 16


@dataclass(frozen=True, slots=True)
class Chunk:
    """The pages of one column in a group of rows: its name (``""`` inside a nested one), physical type and place."""

    name: str
    kind: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The number of rows and the chunks of columns that a file lists at its end."""

    rows: int
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: how many bytes it takes packed and unpacked."""

    packed: int
    unpacked: int


def summary(data: bytes) -> Summary:
    """Return what the end of a Parquet file says. Raises ``ValueError`` when that is damaged or too long."""
    length = unpack_from("<I", data, len(data) - 8)[0] if len(data) > 12 else 0
    if not data.endswith(b"PAR1") or not 0 < length <= min(len(data) - 12, MOST_SUMMARY):
        raise ValueError("no summary")
    end = len(data) - 8
    fields = _Thrift(data, end - length, end).struct()
    try:
        groups = fields.get(4, [])
        chunks = tuple(_chunk(column[3]) for group in groups for column in group[1])
        return Summary(max(_whole(fields[3]), sum(_whole(group[3]) for group in groups)), chunks)
    except (AttributeError, KeyError, TypeError, IndexError):
        raise ValueError("a summary of something else") from None


def pages(data: bytes, chunk: Chunk) -> Iterator[Page]:
    """Yield the pages of a column. Raises ``ValueError`` where there is none.

    >>> list(pages(bytes((0x15, 0x00, 0x15, 0x14, 0x15, 0x06, 0x00, 0, 0, 0)), Chunk("a", TEXT, 0, 10)))
    [Page(packed=3, unpacked=10)]
    """
    start, end = chunk.start, chunk.start + chunk.length
    if end > len(data):
        raise ValueError("a column outside the file")
    while start < end:
        header = _Thrift(data, start, min(end, start + _MOST_HEADER))
        fields = header.struct()
        page = Page(_whole(fields.get(3)), _whole(fields.get(2)))
        yield page
        start = header.at + page.packed


def _chunk(column: dict[int, Any]) -> Chunk:
    path = column[3]
    name = path[0].decode("utf-8", "replace") if len(path) == 1 else ""
    starts = [start for start in (_whole(column.get(11, 0)), _whole(column[9])) if start]
    return Chunk(name, _whole(column[1]), min(starts, default=0), _whole(column[7]))


def _whole(value: object) -> int:
    """A number that counts something: in a damaged file any other value may stand in its field."""
    if not isinstance(value, int) or value < 0:
        raise ValueError("no count")
    return value


class _Thrift:
    """A reader of Thrift structures in ``data`` up to ``end``; ``at`` is where it goes on."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data = data
        self._end = end
        self.at = at

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """The values of a structure by their field."""
        if depth > _MOST_DEPTH:
            raise ValueError("nested too deep")
        values: dict[int, Any] = {}
        field = 0
        while kind := self._byte():
            step, kind = kind >> 4, kind & 15
            field = field + step if step else self._signed()
            values[field] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return values

    def _value(self, kind: int, depth: int) -> Any:
        if kind in _INTEGERS:
            return self._signed()
        if kind == _BINARY:
            return self._bytes(self._unsigned())
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in _LISTS:
            first = self._byte()
            count = first >> 4 if first >> 4 < 15 else self._unsigned()
            if depth > _MOST_DEPTH or count > self._end - self.at:
                raise ValueError("a list longer than its bytes")
            return [self._value(first & 15, depth + 1) for _ in range(count)]
        if kind in (_TRUE, _FALSE, _BYTE):  # a boolean in a list takes a byte
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        raise ValueError("an unknown field")  # a map: there is none in these structures

    def _bytes(self, length: int) -> bytes:
        if length > self._end - self.at:
            raise ValueError("does not end")
        self.at += length
        return self._data[self.at - length : self.at]

    def _byte(self) -> int:
        return self._bytes(1)[0]

    def _unsigned(self) -> int:
        value = shift = 0
        while shift < 70:
            byte = self._byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
        raise ValueError("a number without end")

    def _signed(self) -> int:
        value = self._unsigned()
        return value >> 1 ^ -(value & 1)
