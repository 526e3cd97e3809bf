"""A workbook under a name nobody asked for: what it says inside about the form it is.

Nothing here is trusted: what a workbook names is looked up among the forms and years there are, and a file that
cannot be opened within the usual limits says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.base import nfc
from gender_indicators.files import FileSource, normalise, open_workbook, table_endings
from gender_indicators.findings import Refusal
from gender_indicators.intake.identity import SHEET, log_year, read_identity

NUMBER_LABEL, YEAR_LABEL = "biểu số", "năm báo cáo"
_ROWS, _CELLS = 15, 12  # a heading stands at the top
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "‐": "-", "‑": "-", "–": "-"})

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a workbook says it is: a form's ``code``, or else its ``number``; the ``year`` where it names one.

    ``log``: it is the log of an office, which no agency delivers.
    """

    code: str = ""
    number: str = ""
    year: int | None = None
    log: bool = False


def said_by(path: Path, limit_mb: int) -> Said | None:
    """Return what the workbook at ``path`` says it is; ``None`` for any other file, and one that cannot be opened.

    The hidden sheet of a blank form counts first, then the number beside "Biểu số:".
    """
    if path.suffix.casefold() not in table_endings():
        return None
    try:
        if path.stat().st_size > limit_mb * 1_000_000:
            return None
        return said_in(_heads(path.read_bytes(), path.name))
    except (Refusal, OSError):
        return None


def said_in(sheets: dict[str, Rows]) -> Said | None:
    """Return what the first rows of the sheets of a workbook, by sheet, say it is.

    >>> said_in({"Số liệu": [["Tuyển sinh"], ["Biểu số:", "LĐ-04"], ["Năm báo cáo:", 2024.0]]})
    Said(code='', number='LĐ-04', year=2024, log=False)
    """
    identity = read_identity(sheets.get(SHEET, ()))
    if identity is not None:
        return Said(code=identity.form, year=identity.year)
    if log_year(sheets.get(SHEET, ())) is not None:
        return Said(log=True)
    for rows in sheets.values():
        if number := _beside(rows, NUMBER_LABEL):
            year = _beside(rows, YEAR_LABEL).removesuffix(".0")
            return Said(number=number, year=int(year) if year.isascii() and year.isdigit() else None)
    return None


def same_number(one: str, other: str) -> bool:
    """Whether two writings of a form's number mean the same: case, spaces and letters that look alike do not count.

    >>> same_number("LĐ-04", "lÐ - 04"), same_number("LĐ-04", "LĐ-05")
    (True, False)
    """
    return _bare(one) == _bare(other)


def _bare(number: str) -> str:
    return "".join(nfc(number).translate(_LOOKALIKES).split()).casefold()


def _beside(rows: Rows, label: str) -> str:
    """The text of the cell next to ``label``, or what stands behind it in the same cell; else nothing."""
    for row in rows[:_ROWS]:
        texts = [normalise(cell) if isinstance(cell, str) else "" for cell in row[:_CELLS]]
        for position, text in enumerate(texts):
            head, _, tail = text.partition(":")
            if head.casefold().strip() == label:
                right = (str(cell).strip() for cell in row[position + 1 : _CELLS] if cell not in ("", None))
                return normalise(tail or next(right, ""))
    return ""


def _heads(data: bytes, name: str) -> dict[str, Rows]:
    """The first rows of each sheet of a workbook; raises :class:`Refusal` when it cannot be opened safely."""
    book = open_workbook(data, FileSource(name, ""))
    return {sheet.name: sheet.grid().head[:_ROWS] for sheet in book.sheets} if book else {}
