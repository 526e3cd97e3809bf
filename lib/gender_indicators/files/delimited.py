"""A delivered CSV file as raw cells, read in blocks of rows so that a large one never stands in memory whole."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat

from gender_indicators.base import Text
from gender_indicators.files.encoding import as_utf8, known_words
from gender_indicators.files.formats import Format
from gender_indicators.files.grid import HEAD_ROWS, Grid, RowBlock, normalise
from gender_indicators.files.limits import MAX_CELL, MAX_COLUMNS, has_gap, too_long, too_many_cells
from gender_indicators.files.not_a_table import refuse_other_files
from gender_indicators.files.sheets import Book, Sheet
from gender_indicators.files.source import FileSource
from gender_indicators.findings import Fault, Place, Refusal
from gender_indicators.plan import Column

BLOCK_ROWS = 4_096
MAX_LINE = 1_000_000  # bytes
_STEP_ROWS = 128  # read at once: so few that even the widest rows take little memory
_STEP_CELLS = 200_000  # a block ends early where its rows are wide
# A first line by which Excel is told the delimiter.
_ANNOUNCED = re.compile(rb'(?:\xef\xbb\xbf)?"?sep=(.)"?\r?\n')
_NAMES = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab", "|": "dấu gạch đứng"}


def read_delimited(data: bytes, source: FileSource, columns: Sequence[Column]) -> Book:
    """Return the one sheet of a CSV file (RFC 4180).

    UTF-8 with commas is what is asked for. Other encodings, semicolons, tabs or bars between columns, and lines each
    in one quoted cell are read with a warning because the form's words and headers prove them; the cells keep the
    same rules. Raises
    :class:`Refusal` for an encoding that nothing proves, for bytes that are no text, for a line or cell without end,
    and, here or from the grid's blocks, for quotation marks that do not close.
    """
    place = Place(source.file)
    refuse_other_files(data, place)
    recoded = as_utf8(columns, data, place)
    data = recoded.data
    _refuse_nul(data, place)
    if has_gap(data, b"\n", MAX_LINE) and has_gap(data, b"\r", MAX_LINE):
        raise Refusal(Fault("cell.too_long", place, f"dòng dài hơn {MAX_LINE} byte"))
    faults: list[Fault] = []
    if recoded.encoding:
        values = {"encoding": Text(recoded.encoding, recoded.encoding)}
        faults.append(Fault("file.recoded", place, recoded.encoding, values=values))
    if lines := _unwrapped(columns, data):
        data = lines
        faults.append(Fault("file.quoted_lines", place, "mỗi dòng trong một cặp ngoặc kép"))
    delimiter = _delimiter(columns, data)
    table = _Table(data, delimiter.sign, source.file)
    head = next(table.records(HEAD_ROWS))

    def blocks(header_row: int, header_rows: int = 1) -> Iterator[RowBlock]:
        records = table.records(header_row)
        above = next(records)
        width, first = max(map(len, above[-header_rows:]), default=0), header_row + 1
        for rows in records:
            yield _block(rows, first, width)
            first += len(rows)

    if delimiter.sign != ",":
        faults.append(
            Fault("file.delimiter", Place(source.file, "", f"dòng {delimiter.row}"), _NAMES[delimiter.sign])
        )
    # A semicolon says how Excel was set where the file was saved, not how its numbers were made: it promises nothing.
    grid = Grid(source, head, blocks, False, decimal="point" if delimiter.sign == "," else None)
    return Book((Sheet("", False, lambda: grid),), tuple(faults))


def _block(rows: list[list[str]], first: int, width: int) -> RowBlock:
    """The block of ``rows`` from file row ``first`` on, below a header of ``width`` cells."""
    numbers: range | list[int] = range(first, first + len(rows))
    if max(map(len, rows), default=0) > width:  # Excel ends rows with delimiters where another row was longer
        rows = [row if len(row) <= width or any(row[width:]) else row[:width] for row in rows]
    others: dict[int, list[str]] = {}
    if set(map(len, rows)) != {width}:
        others = {number: row for number, row in zip(numbers, rows, strict=True) if len(row) != width}
        numbers = [number for number in numbers if number not in others]
        rows = [row for row in rows if len(row) == width]
    return RowBlock(numbers, tuple(zip(*rows, strict=True)) or ((),) * width, others)


def _refuse_nul(data: bytes, place: Place) -> None:
    start = data.find(0)
    if start >= 0:
        where = Place(place.file, "", f"dòng {data.count(10, 0, start) + 1}")
        raise Refusal(Fault("file.not_text", where, "byte NUL"))


@dataclass(frozen=True, slots=True)
class _Delimiter:
    """What stands between the columns, and the row by which it is known."""

    sign: str
    row: int = 1


def _delimiter(columns: Sequence[Column], data: bytes) -> _Delimiter:
    """The delimiter that the first line names, or under which most of the form's headers stand in one line."""
    announced = _ANNOUNCED.match(data)
    if announced and (sign := announced[1].decode("latin-1")) in _NAMES:
        return _Delimiter(sign)
    headers = known_words(columns)
    lines = list(islice((line for part in _text(data) for line in part.splitlines()), HEAD_ROWS))
    counts = {
        (sign, row): _matches(line, sign, headers)
        for sign in _NAMES
        for row, line in enumerate(lines, 1)
        if sign in line
    }
    sign, row = max(counts, key=lambda key: counts[key], default=(",", 1))
    return _Delimiter(sign, row) if counts and counts[sign, row] > 1 else _Delimiter(",")


def _unwrapped(columns: Sequence[Column], data: bytes) -> bytes:
    """The lines without their quotation marks where Excel saved the whole file in one column; else nothing."""
    headers = known_words(columns)
    if not any(line.startswith('"') for line in islice(_text(data), HEAD_ROWS)):
        return b""
    lines, proven = bytearray(), False
    try:
        for number, record in enumerate(csv.reader(_text(data), strict=True)):
            line = record[0] if record else ""
            proven = proven or (number < HEAD_ROWS and any(_matches(line, sign, headers) > 1 for sign in _NAMES))
            if any(record[1:]) or (number >= HEAD_ROWS and not proven):
                return b""
            lines += f"{line}\n".encode()
    except csv.Error:
        return b""
    return bytes(lines) if proven else b""


def _matches(line: str, delimiter: str, headers: frozenset[str]) -> int:
    """How many of ``headers`` stand in a line with this delimiter."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return 0
    return len(headers & {normalise(cell).casefold() for cell in cells[:MAX_COLUMNS]})


def _text(data: bytes) -> io.TextIOWrapper:
    """The text of the file line by line, their ends as they are."""
    stream = io.BytesIO(data)
    stream.seek(len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    return io.TextIOWrapper(stream, encoding="utf-8", newline="")


class _Table:
    """The records of a CSV file, read anew from its bytes each time."""

    def __init__(self, data: bytes, delimiter: str, file: str) -> None:
        self._data = data
        self._delimiter = delimiter
        self._file = file
        # Without quotation marks a cell ends with its line: when all lines are short, so are all cells.
        self._quoted = b'"' in data
        self._may_be_long = self._quoted or has_gap(data, b"\n", MAX_CELL)

    def records(self, first: int) -> Iterator[list[list[str]]]:
        """The ``first`` records, which may be none, then the others in blocks."""
        reader = csv.reader(_text(self._data), delimiter=self._delimiter, strict=True)
        read = 0
        for size in chain((first,), repeat(BLOCK_ROWS)):
            rows: list[list[str]] = []
            ended = self._fill(rows, reader, size, read)
            read += len(rows)
            if rows or size == first:
                yield rows
            if ended:
                return

    def _fill(self, rows: list[list[str]], reader: Iterator[list[str]], size: int, read: int) -> bool:
        """Add at most ``size`` records to ``rows``, fewer where they are wide; whether the file has ended."""
        cells = 0
        while len(rows) < size and (cells < _STEP_CELLS or size < BLOCK_ROWS):
            step: list[list[str]] = []
            asked = min(size - len(rows), _STEP_ROWS)
            try:
                step.extend(islice(reader, asked))  # keeps the records before a fault: the finding names the next row
            except csv.Error as error:
                raise self._refusal(error, read + len(rows) + len(step) + 1) from None
            width = max(map(len, step), default=0)
            if width > MAX_COLUMNS:
                raise too_many_cells(read + len(rows) + len(step), width, Place(self._file))
            if self._may_be_long:
                self._require_short(step, read + len(rows))
            rows += step
            cells += len(step) * width
            if len(step) < asked:
                return True
        return False

    def _require_short(self, rows: list[list[str]], before: int) -> None:
        if max(map(len, chain.from_iterable(rows)), default=0) <= MAX_CELL:
            return
        row, cell = next(
            (row, cell) for row, cells in enumerate(rows, before + 1) for cell in cells if len(cell) > MAX_CELL
        )
        where = Place(self._file, "", f"dòng {row}")
        if "\n" in cell:
            raise _not_closed(where)
        raise too_long(where, len(cell))

    def _refusal(self, error: csv.Error, row: int) -> Refusal:
        where = Place(self._file, "", f"dòng {row}")
        if "field limit" in str(error) and not self._quoted:
            return Refusal(Fault("cell.too_long", where, f"hơn {MAX_CELL} ký tự"))
        return _not_closed(where)


def _not_closed(where: Place) -> Refusal:
    return Refusal(Fault("file.quotes", where, "dấu ngoặc kép không khép kín"))


FORMAT = Format(
    Text("tệp văn bản (.csv)", "a text file (.csv)"),
    (".csv", ".txt", ".tsv"),
    lambda data: True,
    read_delimited,
    libraries=("viparse",),
)
