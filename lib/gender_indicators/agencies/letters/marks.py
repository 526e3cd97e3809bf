"""The cells of a file's form that findings stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gender_indicators.agencies.letters.source import RawForm
from gender_indicators.agencies.letters.spots import spot_of
from gender_indicators.findings import Finding, Severity

_SHEET_ROWS, _SHEET_COLUMNS = 1_048_576, 16_384  # of an Excel sheet


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell to be marked: its row in the file (from 1), the index of its column (from 0), what was found there."""

    row: int
    column: int
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """That of its worst finding."""
        return "error" if any(finding.severity == "error" for finding in self.findings) else "warning"


def marks_of(findings: Sequence[Finding], delivered: RawForm) -> tuple[MarkedCell, ...]:
    """Return the cells to be marked, from the top: a finding about a column stands at its header, one about a row at
    the row's first cell. What concerns the whole file, another sheet, or a row no sheet has, is in no cell.
    """
    cells: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        where = _cell(finding, delivered)
        if where is not None:
            cells.setdefault(where, []).append(finding)
    return tuple(MarkedCell(row, column, tuple(own)) for (row, column), own in sorted(cells.items()))


def _cell(finding: Finding, delivered: RawForm) -> tuple[int, int] | None:
    if finding.place.sheet != delivered.grid.source.sheet:
        return None
    spot = spot_of(finding.place, delivered.headers)
    if spot.row is None and spot.column is None:
        return None
    row, column = spot.row or delivered.header_row, spot.column or 0
    return (row, column) if 1 <= row <= _SHEET_ROWS and column < _SHEET_COLUMNS else None
