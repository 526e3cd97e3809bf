"""The cells of a sheet that hold a value and nothing else, taken out of its XML at a glance.

Walking through the XML of a sheet element by element takes longer than all else in reading a workbook. Nearly every
cell that is delivered needs no such walk; which ones is settled by patterns that leave no room. Whatever does not fit
them stays in the rest of the XML, which is walked through.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gender_indicators.files.limits import LAST_ROW, MAX_COLUMNS
from gender_indicators.files.markup import require_sound
from gender_indicators.findings import Place

_START = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")?\?>\s*)?<worksheet[\s>]'
)
# Cells or rows of another namespace, and whatever may hold a "<" that begins no element: comments, CDATA, documents.
_UNUSUAL = re.compile(rb"<(?:!|[^\s<>/:]*:(?:c|row|v|f|is|t)[\s/>])")
_PLAIN_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"')
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_CELL = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="(?:s|str|n|b|d|inlineStr)")?'
_EMPTY = re.compile(_CELL + rb"(?:/>|></c>)")
_FILLED = re.compile(_CELL + rb'>(?:<v>[^<]*</v>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)</c>')
_PIECE = 4_000_000


@dataclass(frozen=True, slots=True)
class PlainCells:
    """What plain cells were taken out of: ``rest`` is the XML without them.

    ``last_row`` (from 1) and ``last_column`` (from 0) are the furthest with a value, ``percent`` the cells in a style
    that shows a share.
    """

    xml: bytes
    rest: bytes
    last_row: int
    last_column: int
    percent: frozenset[tuple[int, int]]

    def require_sound(self, place: Place) -> None:
        """Raise :class:`Refusal` unless the XML is well-formed where the plain cells stand."""
        require_sound(self.xml, place)


def without_plain_cells(xml: bytes, percent: Collection[int] = ()) -> PlainCells | None:
    """Return the XML of a sheet without its plain cells, or ``None`` when some row or cell leaves its address open.

    >>> taken = without_plain_cells(
    ...     b'<worksheet><row r="8"><c r="A8"><v>1</v></c><c r="B8"><f>1+1</f><v>2</v></c></row></worksheet>'
    ... )
    >>> (taken.rest, taken.last_row, taken.last_column)
    (b'<worksheet><row r="8"><c r="B8"><f>1+1</f><v>2</v></c></row></worksheet>', 8, 0)
    >>> without_plain_cells(b'<worksheet><row><c><v>1</v></c></row></worksheet>') is None
    True
    """
    if not _START.match(xml) or _UNUSUAL.search(xml):
        return None
    rest: list[bytes] = []
    last_row, last_column = 0, -1
    for piece in _pieces(xml):
        if _count(piece, b"<row") != len(_PLAIN_ROW.findall(piece)):
            return None
        if _count(piece, b"<c") != len(_PLAIN_CELL.findall(piece)):
            return None
        row, column = _last(_FILLED.findall(piece))
        empty_row, empty_column = _last(_EMPTY.findall(piece))
        if max(row, empty_row) > LAST_ROW or max(column, empty_column) >= MAX_COLUMNS:
            return None
        last_row, last_column = max(last_row, row), max(last_column, column)
        rest.append(_FILLED.sub(b"", _EMPTY.sub(b"", piece)))
    return PlainCells(xml, b"".join(rest), last_row, last_column, frozenset(_shares(xml, percent)))


def _pieces(xml: bytes) -> Iterator[bytes]:
    """The XML in pieces that end where a row ends, so that what is found in one is soon forgotten."""
    start = 0
    while start < len(xml):
        end = xml.find(b"</row>", start + _PIECE)
        end = len(xml) if end < 0 else end + len(b"</row>")
        yield xml[start:end]
        start = end


def _count(xml: bytes, tag: bytes) -> int:
    return sum(xml.count(tag + end) for end in (b" ", b">", b"/", b"\t", b"\n", b"\r"))


def _last(cells: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """The last row and the last column among ``cells``."""
    rows, columns = {row for _, row in cells}, {column for column, _ in cells}  # few different ones
    return max(map(int, rows), default=0), max(map(_index, columns), default=-1)


def _shares(xml: bytes, percent: Collection[int]) -> Iterator[tuple[int, int]]:
    if percent:
        styles = b"|".join(str(style).encode() for style in sorted(percent))
        cell = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})" s="(?:%s)"(?: t="n")?><v>' % styles
        for match in re.finditer(cell, xml):
            yield int(match[2]), _index(match[1])


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
