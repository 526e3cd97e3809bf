"""Which format the bytes of a delivered file are in, whatever its name ends in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from gender_indicators.base import Text
from gender_indicators.findings import Fault, Place, Refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET = b"PAR1"  # at both ends
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"

_MARKUP = (
    *(b"<!doctype", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<div", b"<style"),
    *(b"<?xml", b"<workbook", b"mime-version:"),
)
_OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"PK": "ZIP",
    b"\x09\x08": "Excel 4.0/95",
    b"\x09\x04": "Excel 4.0/95",
    b"\x09\x02": "Excel 3.0",
}


@dataclass(frozen=True, slots=True)
class Format:
    """A format a form may come in: its name for the findings, and the endings its files have."""

    name: Text
    endings: tuple[str, ...]


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(Text("sổ tính Excel (.xlsx)", "an Excel workbook (.xlsx)"), (".xlsx", ".xlsm", ".xltx", ".xltm")),
    "xls": Format(Text("sổ tính Excel 97-2003 (.xls)", "an Excel 97-2003 workbook (.xls)"), (".xls", ".xlt")),
    "ods": Format(Text("bảng tính OpenDocument (.ods)", "an OpenDocument spreadsheet (.ods)"), (".ods", ".ots")),
    "parquet": Format(Text("tệp Parquet (.parquet)", "a Parquet file (.parquet)"), (".parquet",)),
    "text": Format(Text("tệp văn bản (.csv)", "a text file (.csv)"), (".csv", ".txt", ".tsv")),
}


def format_of(data: bytes) -> str:
    """Return the key of :data:`FORMATS` that the content of a file has; ``text`` when it is nothing else.

    >>> format_of(b"PAR1..."), format_of("Mã xã,Giới tính".encode())
    ('parquet', 'text')
    """
    if data.startswith(OLE):
        return "xls"
    if data.startswith(_PARQUET) or (data.endswith(_PARQUET) and 0 in data[-8:]):
        return "parquet"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "ods" if _is_open_document(data) else "xlsx"
    return "text"


def wrong_ending(file: str, key: str) -> tuple[Fault, ...]:
    """A warning for a file whose name ends as those of another format do."""
    ending = PurePosixPath(file).suffix.lower()
    known = {other for kind in FORMATS.values() for other in kind.endings}
    if ending in FORMATS[key].endings or ending not in known:
        return ()
    values = {"ending": Text(ending, ending), "format": FORMATS[key].name}
    return (Fault("file.ending", Place(file), FORMATS[key].name.vi, values=values),)


def refuse_other_texts(data: bytes, place: Place) -> None:
    """Raise :class:`Refusal` for a web page or another XML file, and for the formats that are no table at all."""
    start = data[:1_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise Refusal(Fault("file.html", place, "XML" if start.startswith((b"<?xml", b"<workbook")) else "HTML"))
    for mark, name in _OTHERS.items():
        if data.startswith(mark):
            raise Refusal(Fault("file.not_text", place, name))


def _is_open_document(data: bytes) -> bool:
    """Whether a package says so where the format wants it, or else holds the part with the cells and no workbook."""
    if data[30 : 38 + len(OPEN_DOCUMENT)] == b"mimetype" + OPEN_DOCUMENT:
        return True
    return b"content.xml" in data and b"xl/workbook" not in data
