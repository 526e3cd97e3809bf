"""Files that are no table at all, known by their first bytes: web pages, documents, pictures, archives."""

from __future__ import annotations

from gender_indicators.findings import Fault, Place, Refusal

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


def refuse_other_files(data: bytes, place: Place) -> None:
    """Raise :class:`Refusal` for a web page or another XML file, and for the formats that are no table at all."""
    start = data[:1_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise Refusal(Fault("file.html", place, "XML" if start.startswith((b"<?xml", b"<workbook")) else "HTML"))
    for mark, name in _OTHERS.items():
        if data.startswith(mark):
            raise Refusal(Fault("file.not_text", place, name))
