"""Spreadsheet files of every format, made byte by byte where no library writes what a test needs."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

END, FAT, FREE = 0xFFFF_FFFE, 0xFFFF_FFFD, 0xFFFF_FFFF
SECTOR = 512


def compound(streams: Mapping[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """An OLE compound file with these streams and empty storages; streams are padded to the size that needs no
    table of small sectors.
    """
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, len(sectors), len(content)))
        _append(sectors, chains, content)
    entries += [_entry(name, 1, END, 0) for name in storages]
    directory = len(sectors)
    _append(sectors, chains, b"".join(entries))
    tables = -(-(len(sectors) + 8) // 127)
    first = len(sectors)
    chains += [FAT] * tables
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * SECTOR, b"\xff")
    header = struct.pack("<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
                         0, tables, directory, 0, 4096, END, 0, END, 0)  # fmt: skip
    listed = [*range(first, first + tables), *[FREE] * (109 - tables)]
    return header + struct.pack("<109I", *listed) + b"".join(sectors) + table


def _append(sectors: list[bytes], chains: list[int], content: bytes) -> None:
    pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
    chains += [*range(len(sectors) + 1, len(sectors) + len(pieces)), END]
    sectors += pieces


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB12x36xIII", text, len(text), kind, 1, start, size, 0)
