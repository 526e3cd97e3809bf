"""A delivered file opened as a book of sheets, by what its bytes are and not by what its name ends in."""

from __future__ import annotations

from dataclasses import replace

from gender_indicators.forms.definition import Form
from gender_indicators.forms.table import Source
from gender_indicators.intake.binary import read_binary
from gender_indicators.intake.delimited import read_delimited
from gender_indicators.intake.formats import format_of, wrong_ending
from gender_indicators.intake.opendocument import read_open_document
from gender_indicators.intake.parquet import read_parquet
from gender_indicators.intake.sheets import Book, Sheet
from gender_indicators.intake.workbook import read_workbook

__all__ = ["Book", "Sheet", "open_book"]

_READERS = {
    "xlsx": read_workbook,
    "xls": read_binary,
    "ods": read_open_document,
    "text": read_delimited,
    "parquet": read_parquet,
}


def open_book(form: Form, data: bytes, source: Source) -> Book:
    """Return the sheets of a delivered file and the faults of the file as a whole.

    Every form may come in every format. ``form`` tells a text file's reader which words to expect, and the reader of
    Parquet which columns; a workbook is opened as it is. Nothing in the file is evaluated, run or written to disk.
    Raises :class:`Refusal` for a file that cannot be read, or holds what no form needs: macros, links to other
    files, embedded files.
    """
    key = format_of(data)
    book = _READERS[key](form, data, source)
    return replace(book, faults=(*wrong_ending(source.file, key), *book.faults))
