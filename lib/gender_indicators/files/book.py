"""A delivered file opened as a book of sheets, by what its bytes are and not by what its name ends in."""

from __future__ import annotations

from dataclasses import replace

from gender_indicators.files.formats import format_of, require_libraries, wrong_ending
from gender_indicators.files.sheets import Book
from gender_indicators.files.source import FileSource
from gender_indicators.findings import Place
from gender_indicators.plan import Form


def open_workbook(data: bytes, source: FileSource) -> Book | None:
    """Return the sheets of a workbook, whatever form it is; ``None`` when the file is no workbook.

    Raises :class:`Refusal` as :func:`open_book`.
    """
    format_ = format_of(data)
    if not format_.is_workbook:
        return None
    require_libraries(format_, Place(source.file))
    return format_.read(data, source, ())


def open_book(form: Form, data: bytes, source: FileSource) -> Book:
    """Return the sheets of a delivered file and the faults of the file as a whole.

    Every form may come in every format. The columns of ``form`` tell the reader of a text which words to expect.
    Nothing in the file is evaluated, run or written to disk. Raises :class:`Refusal` for a file that cannot be read,
    or holds what no form needs: macros, links to other files, embedded files.
    """
    format_ = format_of(data)
    require_libraries(format_, Place(source.file))
    book = format_.read(data, source, form.columns)
    return replace(book, faults=(*wrong_ending(source.file, format_), *book.faults))
