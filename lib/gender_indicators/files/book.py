"""A delivered file opened as a book of sheets, by what its bytes are and not by what its name ends in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from gender_indicators.files.binary import read_binary
from gender_indicators.files.delimited import read_delimited
from gender_indicators.files.formats import format_of, wrong_ending
from gender_indicators.files.opendocument import read_open_document
from gender_indicators.files.parquet import read_parquet
from gender_indicators.files.sheets import Book, Sheet
from gender_indicators.files.source import FileSource
from gender_indicators.files.workbook import read_workbook
from gender_indicators.plan import Form

__all__ = ["Book", "Sheet", "open_book", "open_workbook"]

_WORKBOOKS: Mapping[str, Callable[[bytes, FileSource], Book]] = {
    "xlsx": read_workbook,
    "xls": read_binary,
    "ods": read_open_document,
}
_TABLES: Mapping[str, Callable[[Form, bytes, FileSource], Book]] = {"text": read_delimited, "parquet": read_parquet}


def open_workbook(data: bytes, source: FileSource) -> Book | None:
    """Return the sheets of a workbook, whatever form it is; ``None`` when the file is no workbook.

    Raises :class:`Refusal` as :func:`open_book`.
    """
    read = _WORKBOOKS.get(format_of(data))
    return read(data, source) if read else None


def open_book(form: Form, data: bytes, source: FileSource) -> Book:
    """Return the sheets of a delivered file and the faults of the file as a whole.

    Every form may come in every format. ``form`` tells a text file's reader which words to expect, and the reader of
    Parquet which columns; a workbook is opened as it is. Nothing in the file is evaluated, run or written to disk.
    Raises :class:`Refusal` for a file that cannot be read, or holds what no form needs: macros, links to other
    files, embedded files.
    """
    key = format_of(data)
    book = _WORKBOOKS[key](data, source) if key in _WORKBOOKS else _TABLES[key](form, data, source)
    return replace(book, faults=(*wrong_ending(source.file, key), *book.faults))
