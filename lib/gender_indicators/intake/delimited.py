"""A delivered CSV file as raw cells, read in blocks of rows so that a large one never stands in memory whole."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain, islice, repeat
from typing import Literal

from gender_indicators.findings import Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import Fault, Refusal
from gender_indicators.forms.table import Source
from gender_indicators.intake.grid import Block, Grid, normalise
from gender_indicators.intake.layout import SEARCHED_ROWS
from gender_indicators.intake.sheets import Book, Sheet

BLOCK_ROWS = 4_096
_PIECE = 1 << 20
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NAMES = {";": "dấu chấm phẩy", "\t": "dấu tab"}


def read_delimited(form: Form, data: bytes, source: Source) -> Book:
    """Return the one sheet of a CSV file (RFC 4180, UTF-8, a byte order mark is accepted).

    Semicolons or tabs between columns, as Excel writes them under Vietnamese settings, are accepted with a
    warning because the header proves them; the cells keep the same rules. Raises :class:`Refusal` for
    another encoding, for bytes that are no text, and, here or from the grid's blocks, for quotation marks that
    do not close.
    """
    _require_text(data, Place(source.file))
    delimiter = _delimiter(form, data)
    head = next(_records(data, delimiter, source.file, SEARCHED_ROWS))

    def blocks(header_row: int) -> Iterator[Block]:
        records = _records(data, delimiter, source.file, header_row)
        above = next(records)
        width, first = len(above[-1]) if above else 0, header_row + 1
        for rows in records:
            yield _block(rows, first, width)
            first += len(rows)

    faults: tuple[Fault, ...] = ()
    if delimiter != ",":
        faults = (Fault("file.delimiter", Place(source.file, "", "dòng 1"), _NAMES[delimiter]),)
    decimal: Literal["point", "comma"] | None = {",": "point", ";": "comma"}.get(delimiter)  # type: ignore[assignment]
    grid = Grid(source, head, blocks, False, decimal=decimal)
    return Book((Sheet("", False, lambda: grid),), faults)


def _block(rows: list[list[str]], first: int, width: int) -> Block:
    """The block of ``rows`` from file row ``first`` on, below a header of ``width`` cells."""
    numbers: range | list[int] = range(first, first + len(rows))
    others: dict[int, list[str]] = {}
    if set(map(len, rows)) != {width}:
        others = {number: row for number, row in zip(numbers, rows, strict=True) if len(row) != width}
        numbers = [number for number in numbers if number not in others]
        rows = [row for row in rows if len(row) == width]
    return Block(numbers, tuple(zip(*rows, strict=True)) or ((),) * width, others)


def _require_text(data: bytes, place: Place) -> None:
    if data.startswith(_UTF16_MARKS) or data.count(0) * 4 > len(data):
        raise Refusal(Fault("file.encoding", place, "UTF-16"))
    if data.startswith(b"PK\x03\x04"):
        raise Refusal(Fault("file.not_text", place, "tệp nén hoặc sổ tính Excel"))
    start = _first_wrong_byte(data)
    if start >= 0:
        where = Place(place.file, "", f"dòng {data.count(10, 0, start) + 1}")
        raise Refusal(Fault("file.encoding", where, f"byte 0x{data[start]:02x}, không phải UTF-8"))
    start = data.find(0)
    if start >= 0:
        where = Place(place.file, "", f"dòng {data.count(10, 0, start) + 1}")
        raise Refusal(Fault("file.not_text", where, "byte NUL"))


def _first_wrong_byte(data: bytes) -> int:
    """The position of the first byte that is no UTF-8, or -1; decoded in pieces, none of which is kept."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        before = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=start + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            return start - before + error.start
    return -1


def _delimiter(form: Form, data: bytes) -> str:
    """The delimiter under which most of the form's headers stand in the first line."""
    headers = {normalise(column.header) for column in form.columns}
    lines = (line for part in _text(data) for line in part.splitlines() if line.strip())
    line = next(lines, "")

    def matches(delimiter: str) -> int:
        return len(headers & {normalise(cell.strip(' "')) for cell in line.split(delimiter)})

    best = max((",", ";", "\t"), key=matches)
    return best if matches(best) > 1 else ","


def _text(data: bytes) -> io.TextIOWrapper:
    """The text of the file line by line, their ends as they are."""
    stream = io.BytesIO(data)
    stream.seek(len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    return io.TextIOWrapper(stream, encoding="utf-8", newline="")


def _records(data: bytes, delimiter: str, file: str, first: int) -> Iterator[list[list[str]]]:
    """The ``first`` records, which may be none, then the others in blocks."""
    reader = csv.reader(_text(data), delimiter=delimiter, strict=True)
    read = 0
    for size in chain((first,), repeat(BLOCK_ROWS)):
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, size))  # keeps the records before a fault: the finding names the next row
        except csv.Error:
            where = Place(file, "", f"dòng {read + len(rows) + 1}")
            raise Refusal(Fault("file.quotes", where, "dấu ngoặc kép không khép kín")) from None
        read += len(rows)
        if rows or size == first:
            yield rows
        if len(rows) < size:
            return
