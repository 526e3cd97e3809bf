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
_ROW = re.compile(rb"<row[\s/>]")
_PLAIN_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"')
_CELL = re.compile(rb"<c[\s/>]")
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="(?:s|str|n|b|d|inlineStr)")?(?:'
    rb"(/>|></c>)|><v>[^<]*</v></c>|><is><t(?: xml:space=\"preserve\")?>[^<]*</t></is></c>)"
)


def plain_extent(xml: bytes) -> tuple[int, int] | None:
    """Return the last row (from 1) and column (from 0) with content; ``None`` when the sheet is not plain.

    >>> plain_extent(b'<worksheet><row r="8"><c r="A8"><v>1</v></c><c r="C8" s="2"/></row></worksheet>')
    (8, 0)
    >>> plain_extent(b'<worksheet><row r="8"><c r="A8"><f>1+1</f><v>2</v></c></row></worksheet>') is None
    True
    """
    if not _START.match(xml) or _UNUSUAL.search(xml):
        return None
    rows, cells = _PLAIN_ROW.findall(xml), _PLAIN_CELL.findall(xml)
    if len(rows) != len(_ROW.findall(xml)) or len(cells) != len(_CELL.findall(xml)):
        return None
    numbers = {int(number) for number in {*rows, *(number for _, number, _ in cells)}}
    columns = {letters: _index(letters) for letters in {letters for letters, _, _ in cells}}
    if max(numbers, default=0) > _LAST_ROW or max(columns.values(), default=0) >= _LAST_COLUMN:
        return None
    filled = [(letters, number) for letters, number, empty in cells if not empty]
    last_row = max(map(int, {number for _, number in filled}), default=0)
    return last_row, max((columns[letters] for letters in {letters for letters, _ in filled}), default=-1)


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
