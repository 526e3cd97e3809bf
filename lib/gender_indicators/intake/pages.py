"""What the pages of a Parquet file say they unpack to, read before anything is unpacked.

The file's own summary may say less than its pages hold, and pyarrow makes room for what a page says. The header of a
page is a Thrift structure in the compact protocol (parquet.thrift, PageHeader); only its sizes are looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_BOOLEANS, _INTEGERS = {1, 2}, {4, 5, 6}
_BYTE, _DOUBLE, _BINARY, _LISTS, _STRUCT = 3, 7, 8, {9, 10}, 12
_MOST_DEPTH = 8
_MOST_HEADER = 1 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """A page: how many bytes it takes packed and unpacked."""

    packed: int
    unpacked: int


def pages(data: bytes, start: int, length: int) -> Iterator[Page]:
    """Yield the pages of a column between ``start`` and ``start + length``. Raises ``ValueError`` where none is.

    >>> list(pages(bytes((0x15, 0x00, 0x15, 0x14, 0x15, 0x06, 0x00, 0, 0, 0)), 0, 10))
    [Page(packed=3, unpacked=10)]
    """
    end = start + length
    if start < 0 or end > len(data):
        raise ValueError("a column outside the file")
    while start < end:
        header = _Header(data, start, min(end, start + _MOST_HEADER))
        sizes = header.numbers()
        page = Page(sizes.get(3, -1), sizes.get(2, -1))
        if page.packed < 0 or page.unpacked < 0:
            raise ValueError("a page without a size")
        yield page
        start = header.at + page.packed


class _Header:
    """A reader of one Thrift structure; ``at`` is where it goes on."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data = data
        self._end = end
        self.at = at

    def numbers(self, depth: int = 0) -> dict[int, int]:
        """The whole numbers of a structure by their field; all else is passed over."""
        if depth > _MOST_DEPTH:
            raise ValueError("a header nested too deep")
        numbers: dict[int, int] = {}
        field = 0
        while kind := self._byte():
            step, kind = kind >> 4, kind & 15
            field = field + step if step else self._signed()
            if kind in _INTEGERS:
                numbers[field] = self._signed()
            else:
                self._pass(kind, depth)
        return numbers

    def _pass(self, kind: int, depth: int, inside: bool = False) -> None:
        """Pass over a value; a boolean takes a byte only inside a list."""
        if kind in _BOOLEANS:
            self.at += inside
        elif kind in _INTEGERS:
            self._unsigned()
        elif kind == _STRUCT:
            self.numbers(depth + 1)
        elif kind in (_BYTE, _DOUBLE):
            self.at += 1 if kind == _BYTE else 8
        elif kind == _BINARY:
            length = self._unsigned()
            self.at += length
        elif kind in _LISTS:
            first = self._byte()
            count = first >> 4 if first >> 4 < 15 else self._unsigned()
            for _ in range(count):
                self._pass(first & 15, depth + 1, inside=True)
        else:  # a map: no header has one
            raise ValueError("an unknown field")
        if self.at > self._end:
            raise ValueError("a header that does not end")

    def _byte(self) -> int:
        if self.at >= self._end:
            raise ValueError("a header that does not end")
        self.at += 1
        return self._data[self.at - 1]

    def _unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
            if shift > 63:
                raise ValueError("a number without end")

    def _signed(self) -> int:
        value = self._unsigned()
        return value >> 1 ^ -(value & 1)
