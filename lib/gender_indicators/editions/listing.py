"""The list of what was published, ``data/published/so-cong-bo.csv``: the seal of every edition a second time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from gender_indicators.base import digest, write_whole
from gender_indicators.editions.statement import Statement

_COLUMNS = ("nam", "so", "ngay", "ma")


def listed_seals(path: Path) -> dict[str, str]:
    """Return the seal of each listed edition by its name; nothing where the list is not there, or was edited."""
    rows = list(csv.reader(io.StringIO(_read(path))))
    if not rows or tuple(rows[0]) != _COLUMNS or rows[-1] != _end(rows[1:-1]):
        return {}
    return {f"{year}/{number}": seal for year, number, _, seal in rows[1:-1]}


def is_listed(path: Path, statements: Iterable[Statement]) -> bool:
    """Whether the list is that of ``statements``, in the order of their publication."""
    return _read(path) == _text(statements)


def write_list(path: Path, statements: Iterable[Statement]) -> None:
    """Write the list of ``statements``, in the order of their publication."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _text(statements).encode())


def _text(statements: Iterable[Statement]) -> str:
    rows = [[str(each.year), str(each.number), each.day.isoformat(), each.seal] for each in statements]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_COLUMNS, *rows, _end(rows)])
    return text.getvalue()


def _end(rows: Sequence[Sequence[str]]) -> list[str]:
    """The last line, which tells that nothing is missing: how many editions there are, and their hash."""
    return ["tong", str(len(rows)), digest(*("\t".join(row) for row in rows))[:16]]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (FileNotFoundError, ValueError):
        return ""
