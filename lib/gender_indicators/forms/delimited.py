"""A delivered CSV file as raw cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from gender_indicators.findings import Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import Fault, Refusal
from gender_indicators.forms.grid import Grid, normalise
from gender_indicators.forms.table import Source

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NAMES = {";": "dấu chấm phẩy", "\t": "dấu tab"}


def read_delimited(form: Form, data: bytes, source: Source) -> Grid:
    """Return the raw cells of a CSV file (RFC 4180, UTF-8, a byte order mark is accepted).

    Semicolons or tabs between columns, as Excel writes them under Vietnamese settings, are accepted with a
    warning because the header proves them; the cells keep the same rules. Raises :class:`Refusal` for
    another encoding, for bytes that are no text, and for quotation marks that do not close.
    """
    text = _decoded(data, Place(source.file))
    delimiter = _delimiter(form, text)
    rows = _records(text, delimiter, source.file)
    faults: tuple[Fault, ...] = ()
    if delimiter != ",":
        faults = (Fault("file.delimiter", Place(source.file, "", "dòng 1"), _NAMES[delimiter]),)
    return Grid(source, rows, False, faults=faults)


def _decoded(data: bytes, place: Place) -> str:
    if data.startswith(_UTF16_MARKS) or data.count(0) * 4 > len(data):
        raise Refusal(Fault("file.encoding", place, "UTF-16"))
    if data.startswith(b"PK\x03\x04"):
        raise Refusal(Fault("file.not_text", place, "tệp nén hoặc sổ tính Excel"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        where = Place(place.file, "", f"dòng {row}")
        raise Refusal(Fault("file.encoding", where, f"byte 0x{data[error.start]:02x}, không phải UTF-8")) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise Refusal(Fault("file.not_text", Place(place.file, "", f"dòng {row}"), "byte NUL"))
    return text


def _delimiter(form: Form, text: str) -> str:
    """The delimiter under which most of the form's headers stand in the first line."""
    headers = {normalise(column.header) for column in form.columns}
    line = next((line for line in text.splitlines() if line.strip()), "")

    def matches(delimiter: str) -> int:
        return len(headers & {normalise(cell.strip(' "')) for cell in line.split(delimiter)})

    best = max((",", ";", "\t"), key=matches)
    return best if matches(best) > 1 else ","


def _records(text: str, delimiter: str, file: str) -> Sequence[Sequence[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:  # one by one: the finding names the row after the last good one
            rows.append(row)
    except csv.Error:
        where = Place(file, "", f"dòng {len(rows) + 1}")
        raise Refusal(Fault("file.quotes", where, "dấu ngoặc kép không khép kín")) from None
    return rows
