"""What a sheet says beside the values of its cells, whatever its format; rows counted from 1, columns from 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gender_indicators.files.grid import Flaw, Merge


@dataclass(frozen=True, slots=True)
class Scan:
    """Flaws by row and column, merged and hidden cells, those shown as per cent, and how far the sheet reaches."""

    flaws: Mapping[tuple[int, int], Flaw]
    merges: tuple[Merge, ...]
    last_row: int
    last_column: int
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percent: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True, kw_only=True)
class Scanning:
    """A scan while a sheet is gone through."""

    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    percent: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = -1

    def scan(self) -> Scan:
        """What was found; hidden columns behind the last that is used are of no interest."""
        return Scan(
            self.flaws,
            tuple(self.merges),
            self.last_row,
            self.last_column,
            frozenset(self.hidden_rows),
            frozenset(index for index in self.hidden_columns if index <= self.last_column),
            frozenset(self.percent),
        )
