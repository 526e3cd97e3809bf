"""What was published of sensitive measures before: a reader keeps old reports, so the next one must reckon with them.

One file a described year, ``data/published/<year>.csv``, holds every figure of a sensitive measure that any report
showed or hid. It holds nothing that was not published.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from gender_indicators.base import Text, UserError
from gender_indicators.figures import Figure
from gender_indicators.plan import Plan


@dataclass(frozen=True, slots=True, order=True)
class RegisterEntry:
    """A figure as a report told it: where it stands, and its counts, or that it was hidden (both are empty).

    ``reading`` is the reading of the plan's wording in use. A figure of no cases was shown with two zeros.
    """

    measure: str
    reading: str
    map: str
    area: str
    breakdown: str
    numerator: str
    denominator: str

    @property
    def slot(self) -> tuple[str, str, str, str, str]:
        """Where the figure stands in its year."""
        return (self.measure, self.reading, self.map, self.area, self.breakdown)

    @property
    def hidden(self) -> bool:
        """Whether the report hid it."""
        return not self.numerator


_COLUMNS = tuple(field.name for field in fields(RegisterEntry))


def entry_of(figure: Figure) -> RegisterEntry | None:
    """Return how a report tells ``figure``; nothing where it has no number for another reason than secrecy."""
    slot = (figure.measure, figure.reading, figure.map.isoformat(), figure.area.code, figure.breakdown)
    if figure.gap == "suppressed":
        return RegisterEntry(*slot, "", "")
    if figure.gap == "no_cases":
        return RegisterEntry(*slot, "0", "0")
    if figure.value is None:
        return None
    return RegisterEntry(*slot, _number(figure.numerator), _number(figure.denominator))


def entries_of(figures: Iterable[Figure], plan: Plan) -> dict[int, frozenset[RegisterEntry]]:
    """Return how a report tells the figures of sensitive measures, by the year they describe."""
    sensitive = {measure.id for measure in plan.measures if measure.disclosure is not None}
    found: dict[int, set[RegisterEntry]] = {}
    for figure in figures:
        entry = entry_of(figure) if figure.measure in sensitive and figure.first_year is None else None
        if entry is not None:
            found.setdefault(figure.year, set()).add(entry)
    return {year: frozenset(entries) for year, entries in found.items()}


class Register:
    """The entries of every year, one CSV file a year in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, year: int) -> frozenset[RegisterEntry]:
        """Return what was published about ``year``. Raises :class:`UserError` for a file that is not whole."""
        path = self._folder / f"{year}.csv"
        if not path.is_file():
            return frozenset()
        try:
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
            entries = frozenset(_entry(row) for row in rows[1:-1])
            whole = tuple(rows[0]) == _COLUMNS and rows[-1] == _seal(entries)
        except (ValueError, IndexError, TypeError):
            whole = False
        if not whole:
            raise UserError(
                Text(
                    "sổ công bố bị hỏng hoặc bị sửa; hãy lấy lại bản sao. Sổ ghi những số đã công bố để số nhỏ "
                    "không bị suy ra. Không có bản sao thì xoá tệp này: sổ được lập lại từ các báo cáo trong "
                    "outputs.",
                    "the register of what was published is damaged or was edited; restore a copy. It keeps small "
                    "counts from being worked out with the help of earlier reports. Without a copy delete the "
                    "file: it is made anew from the reports in outputs.",
                ),
                f"data/{self._folder.name}/{path.name}",
            )
        return entries

    def add(self, entries: dict[int, frozenset[RegisterEntry]]) -> None:
        """Add what a report tells, by year; a year about which nothing new is told stays as it is."""
        for year, found in entries.items():
            known = self.of(year)
            if not found <= known:
                self._write(year, known | found)

    def _write(self, year: int, entries: frozenset[RegisterEntry]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{year}-", dir=self._folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(_COLUMNS)
                writer.writerows(astuple(entry) for entry in sorted(entries))
                writer.writerow(_seal(entries))
            Path(name).replace(self._folder / f"{year}.csv")
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _entry(row: list[str]) -> RegisterEntry:
    """Return a row as an entry; ValueError for what no program wrote."""
    entry = RegisterEntry(*row)
    dt.date.fromisoformat(entry.map)
    for number in (entry.numerator, entry.denominator):
        if number:
            float(number)
    return entry


def _seal(entries: Iterable[RegisterEntry]) -> list[str]:
    """The last line of a file, which tells that nothing is missing: how many entries there are, and their digest."""
    ordered = sorted(entries)
    content = "\n".join("\t".join(astuple(entry)) for entry in ordered)
    return ["total", str(len(ordered)), hashlib.sha256(content.encode()).hexdigest()[:16]]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
