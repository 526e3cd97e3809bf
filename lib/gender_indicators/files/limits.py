"""How much a delivered file may hold: what keeps the refusal of any file within seconds and half a gigabyte.

No form comes near these limits: the largest lists have some hundred thousand cells. They are counted on bytes before
anything is built from them, because a file of some kilobytes may ask for more memory than there is.
"""

from __future__ import annotations

from collections.abc import Iterable

from gender_indicators.base import Text
from gender_indicators.findings import Fault, Place, Refusal

MAX_CELL = 32_767  # characters, as in Excel
MAX_COLUMNS = 16_384
LAST_ROW = 1_048_576
MAX_SHEETS = 500
MAX_CELLS = 300_000  # of all sheets of a book together, the blank ones between them included

MAX_TEXT = 50_000_000  # characters that cells may take together where few bytes stand for many


class Allowance:
    """What is left of the cells that all sheets of one book may hold together."""

    def __init__(self) -> None:
        self._left = MAX_CELLS

    def take(self, rows: int, columns: int, place: Place) -> None:
        """Take ``rows`` times ``columns`` cells; raises :class:`Refusal` when so many are not left."""
        self._left -= rows * columns
        if self._left < 0:
            raise too_many_cells(rows, columns, place)


def too_many_cells(rows: int, columns: int, place: Place) -> Refusal:
    """The refusal of a sheet that reaches too far."""
    return Refusal(Fault("sheet.too_large", place, f"vùng dữ liệu đến dòng {rows}, cột thứ {columns}"))


def too_many_sheets(place: Place, count: int) -> Refusal:
    """The refusal of a book of more sheets than anybody fills in."""
    return Refusal(Fault("sheet.too_large", place, f"{count} trang tính"))


def require_short(rows: Iterable[Iterable[object]], place: Place) -> None:
    """Raise :class:`Refusal` when a text of ``rows`` is longer than a cell may be."""
    texts = (cell for row in rows for cell in row if isinstance(cell, str))
    longest = max(map(len, texts), default=0)
    if longest > MAX_CELL:
        raise too_long(place, longest)


def too_large(place: Place, found: str, limit_mb: int) -> Refusal:
    """The refusal of a file that takes more than ``limit_mb`` megabytes."""
    return Refusal(Fault("file.too_large", place, found, values={"limit": Text(str(limit_mb), str(limit_mb))}))


def too_long(place: Place, length: int) -> Refusal:
    """The refusal of a cell of ``length`` characters."""
    return Refusal(Fault("cell.too_long", place, f"{length} ký tự"))


def has_gap(data: bytes, mark: bytes, limit: int) -> bool:
    """Whether more than ``limit`` bytes of ``data`` stand between two ``mark``; found by leaps, in no time.

    >>> has_gap(b"ab,cd,efg", b",", 2), has_gap(b"ab,cd,efg", b",", 3)
    (True, False)
    """
    start = 0
    while len(data) - start > limit:
        found = data.rfind(mark, start, start + limit + 1)
        if found < 0:
            return True
        start = found + 1
    return False
