"""Sheets that Excel or a library wrote without formulas, errors and merged cells: their extent, at a glance.

Walking through the XML of a sheet element by element takes longer than all else in reading a workbook. Nearly
every sheet that is delivered needs no such walk; which ones is settled by patterns that leave no room: whatever
does not fit them is walked through.
"""

from __future__ import annotations

import re

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_START = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")?\?>\s*)?<worksheet[\s>]'
)
# An element of another namespace, a comment, CDATA, a formula, merged cells.
_UNUSUAL = re.compile(rb"<(?:!|/?[^\s<>/:]*:|f[\s/>]|mergeCell[\s/>])")
_PLAIN_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"')
_CELL = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="(?:s|str|n|b|d|inlineStr)")?'
_EMPTY = re.compile(_CELL + rb"(?:/>|></c>)")
_FILLED = re.compile(_CELL + rb'>(?:<v>[^<]*</v>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)</c>')


def plain_extent(xml: bytes) -> tuple[int, int] | None:
    """Return the last row (from 1) and column (from 0) with content; ``None`` when the sheet is not plain.

    >>> plain_extent(b'<worksheet><row r="8"><c r="A8"><v>1</v></c><c r="C8" s="2"/></row></worksheet>')
    (8, 0)
    >>> plain_extent(b'<worksheet><row r="8"><c r="A8"><f>1+1</f><v>2</v></c></row></worksheet>') is None
    True
    """
    if not _START.match(xml) or _UNUSUAL.search(xml):
        return None
    rows, empty, filled = _PLAIN_ROW.findall(xml), _EMPTY.findall(xml), _FILLED.findall(xml)
    if len(rows) != _count(xml, b"<row") or len(empty) + len(filled) != _count(xml, b"<c"):
        return None
    (last_row, last_column), (empty_row, empty_column) = _last(filled), _last(empty)
    furthest = max(last_row, empty_row, max(map(int, rows), default=0))
    if furthest > _LAST_ROW or max(last_column, empty_column) >= _LAST_COLUMN:
        return None
    return last_row, last_column


def _count(xml: bytes, tag: bytes) -> int:
    return sum(xml.count(tag + end) for end in (b" ", b">", b"/", b"\t", b"\n", b"\r"))


def _last(cells: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """The last row and the last column among ``cells``."""
    rows, columns = {row for _, row in cells}, {column for column, _ in cells}  # few different ones
    return max(map(int, rows), default=0), max(map(_index, columns), default=-1)


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
