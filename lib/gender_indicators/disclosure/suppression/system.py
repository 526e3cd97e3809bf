"""A problem as matrices, its cells, constraints and items in the order of their keys."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from gender_indicators.disclosure.suppression.problem import Cell, Constraint, Item, SuppressionProblem

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]
Matrix = Any  # a scipy.sparse array; scipy has no types


@dataclass(frozen=True, eq=False)
class System:
    """``low`` <= ``matrix`` @ x <= ``high`` (a row a constraint, a column a cell) and ``tells`` (a row an item).

    ``values`` holds nan for a cell without one. ``free`` are the cells that are not known from elsewhere.
    """

    cells: tuple[Cell, ...]
    constraints: tuple[Constraint, ...]
    items: tuple[Item, ...]
    whole: bool
    matrix: Matrix
    low: Floats
    high: Floats
    tells: Matrix
    values: Floats
    floors: Floats
    widths: Floats
    free: Flags
    in_items: Flags

    @classmethod
    def of(cls, problem: SuppressionProblem) -> System:
        """Return ``problem`` in canonical order; empty constraints and coefficients of 0 are left out."""
        cells = tuple(sorted(problem.cells, key=lambda cell: cell.key))
        items = tuple(sorted(problem.items, key=lambda item: item.key))
        rows = [(tuple(sorted(t for t in c.terms if t[1])), c.low, c.high, c.name, c) for c in problem.constraints]
        rows = sorted((row for row in rows if row[0]), key=lambda row: row[:4])
        number = {cell.key: position for position, cell in enumerate(cells)}
        terms = [[(number[key], coefficient) for key, coefficient in row[0]] for row in rows]
        tells = _sparse([[(number[key], 1.0) for key in sorted(item.cells)] for item in items], len(cells))
        return cls(
            cells=cells,
            constraints=tuple(row[4] for row in rows),
            items=items,
            whole=problem.whole,
            matrix=_sparse(terms, len(cells)),
            low=np.array([row[1] for row in rows], dtype=np.float64),
            high=np.array([row[2] for row in rows], dtype=np.float64),
            tells=tells,
            values=np.array([np.nan if cell.value is None else cell.value for cell in cells], dtype=np.float64),
            floors=np.array([cell.floor for cell in cells], dtype=np.float64),
            widths=np.array([cell.width for cell in cells], dtype=np.float64),
            free=np.array([not cell.known for cell in cells], dtype=np.bool_),
            in_items=np.asarray(tells.sum(axis=0)).ravel() > 0,
        )

    @cached_property
    def turned(self) -> Matrix:
        """``matrix`` with a row a cell."""
        return self.matrix.T.tocsr()

    @cached_property
    def room(self) -> tuple[Floats, Floats]:
        """How far each constraint is from its lower end (0 or less) and from its upper end."""
        now = self.matrix @ np.nan_to_num(self.values)
        return self.low - now, self.high - now

    def chosen(self, keys: Collection[str]) -> Flags:
        """Return which items ``keys`` names. Raises ValueError for a key that is no item's."""
        wanted = set(keys)
        strange = sorted(wanted - {item.key for item in self.items})
        if strange:
            raise ValueError(f"No item has the key {strange[0]!r}.")
        return np.array([item.key in wanted for item in self.items], dtype=np.bool_)

    def unknown(self, hidden: Flags) -> Flags:
        """Return the cells a reader is not told when the items ``hidden`` are."""
        shown = self.tells.T @ (~hidden).astype(np.float64)
        return np.asarray(self.free & (np.asarray(shown).ravel() == 0))

    def groups(self, cells: Flags, items: bool = False) -> list[Indices]:
        """Return ``cells`` in groups that share no constraint (nor item, with ``items``), in the order of keys."""
        from scipy.sparse import block_array, vstack
        from scipy.sparse.csgraph import connected_components

        columns = np.flatnonzero(cells)
        if len(columns) == 0:
            return []
        links = (vstack([self.matrix, self.tells], format="csr") if items else self.matrix)[:, columns]
        _, labels = connected_components(block_array([[None, links], [links.T, None]]), directed=False)
        of_cell = labels[links.shape[0] :]
        order = np.argsort(of_cell, kind="stable")
        parts = np.split(columns[order], np.flatnonzero(np.diff(of_cell[order])) + 1)
        return sorted(parts, key=lambda part: int(part[0]))


def _sparse(rows: list[list[tuple[int, float]]], width: int) -> Matrix:
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column, _ in row], dtype=np.int32)
    data = np.array([value for row in rows for _, value in row], dtype=np.float64)
    return csr_array((data, columns, starts), shape=(len(rows), width))
