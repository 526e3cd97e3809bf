"""Which delivered file a cell comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileSource:
    """A delivered file: its path below the year's folder, its SHA-256 and, for a workbook, its sheet."""

    file: str
    sha256: str
    sheet: str = ""
