"""Spreadsheet files of every format, made byte by byte where no library writes what a test needs."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence

END, FAT, FREE = 0xFFFF_FFFE, 0xFFFF_FFFD, 0xFFFF_FFFF
SECTOR = 512
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)

Part = bytes | Callable[[bytes], bytes]


def package(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data: bytes, changes: Mapping[str, Part]) -> bytes:
    """The package with some parts replaced, changed or added."""
    parts = parts_of(data)
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return package(parts)


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change of a part: the first ``old`` in it, which must be there, becomes ``new``."""

    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def ods(tables: str, styles: str = "", parts: Mapping[str, bytes] | None = None, before: str = "") -> bytes:
    """An OpenDocument spreadsheet with these ``<table:table>`` elements, automatic styles and further parts."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{before}{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return package(
        {"mimetype": ODS_TYPE.encode(), "content.xml": content.encode(), **(parts or {})}, zipfile.ZIP_STORED
    )


def ods_table(name: str, rows: Sequence[Sequence[object]], attributes: str = "") -> str:
    """A table of texts, numbers and blanks (``None``)."""
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}"{attributes}>{lines}</table:table>'


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def compound(streams: Mapping[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """An OLE compound file with these streams and empty storages; streams are padded to the size that needs no
    table of small sectors.
    """
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0, first=1)]
    last = len(streams) + len(storages)
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, len(sectors), len(content), _after(len(entries), last)))
        _append(sectors, chains, content)
    for name in storages:
        entries.append(_entry(name, 1, END, 0, _after(len(entries), last)))
    directory = len(sectors)
    _append(sectors, chains, b"".join(entries))
    tables = -(-(len(sectors) + 8) // 127)
    first = len(sectors)
    chains += [FAT] * tables
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * SECTOR, b"\xff")
    header = struct.pack("<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
                         0, tables, directory, 0, 4096, END, 0, END, 0)  # fmt: skip
    listed = [*range(first, first + tables), *[FREE] * (109 - tables)]
    assert tables <= 109
    return header + struct.pack("<109I", *listed) + b"".join(sectors) + table


def record(kind: int, data: bytes = b"") -> bytes:
    """A BIFF record."""
    return struct.pack("<HH", kind, len(data)) + data


def biff(sheet: bytes, workbook: bytes = b"", name: str = "Sheet1", kind: int = 0) -> bytes:
    """The stream of an .xls workbook of one sheet from these records."""
    listed = name.encode("utf-16-le")
    size = 20 + len(workbook) + 4 + 8 + len(listed) + 4
    globals_ = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)) + workbook
    bound = record(0x85, struct.pack("<IBBBB", size, 0, kind, len(name), 1) + listed)
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    head = globals_ + bound + record(0x0A)
    assert len(head) == size, (len(head), size)
    return head + start + sheet + record(0x0A)


def _append(sectors: list[bytes], chains: list[int], content: bytes) -> None:
    pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
    chains += [*range(len(sectors) + 1, len(sectors) + len(pieces)), END]
    sectors += pieces


def _after(entry: int, last: int) -> int:
    return entry + 1 if entry < last else FREE


def _entry(name: str, kind: int, start: int, size: int, right: int = FREE, first: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIII", text, len(text), kind, 1, FREE, right, first, start, size, 0)
