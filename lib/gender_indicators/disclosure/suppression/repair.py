"""A safe pattern without the proof that it is the least: hide what is missing, show what is not needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from gender_indicators.disclosure.suppression.problem import TOLERANCE
from gender_indicators.disclosure.suppression.ranges import Narrow, Range, narrow_cells
from gender_indicators.disclosure.suppression.system import Flags, Indices, System


class Impossible(ValueError):
    """The primary items cannot be protected by hiding items; ``cells`` have these ranges at best, by key."""

    def __init__(self, cells: Mapping[str, Range]) -> None:
        self.cells = dict(cells)
        super().__init__(self.cells)

    def __str__(self) -> str:
        listed = ", ".join(f"{key} ({each.low:g} to {each.high:g})" for key, each in self.cells.items())
        return f"However much is hidden, these stay too narrow: {listed}"

    @classmethod
    def of(cls, system: System, weak: Iterable[Narrow]) -> Impossible:
        return cls({system.cells[each.cell].key: each.range for each in weak})


@dataclass(frozen=True, slots=True)
class LinkedItems:
    """The ``items`` that are linked by their ``cells`` and these by constraints: one problem of its own.

    ``primary`` and ``never_hidden`` (no safe pattern hides them) are of all items of the system. ``never_unknown``
    are cells that several items tell, one of which every safe pattern shows.
    """

    system: System
    cells: Indices
    items: Indices
    primary: Flags
    never_hidden: Flags
    never_unknown: Indices

    def closed(self, hidden: Flags) -> Flags:
        """Return the items that must stay shown if ``hidden`` are hidden."""
        tells = self.system.tells[:, self.never_unknown]
        last = np.asarray(tells.T @ (~hidden).astype(np.float64)).ravel() == 1
        return np.asarray(self.never_hidden | (~hidden & (tells @ last.astype(np.float64) > 0)))

    def weak(self, hidden: Flags, cell: int | None = None) -> list[Narrow]:
        """Return the cells, or the one cell, that are too narrow when ``hidden`` are."""
        among = np.zeros(len(self.system.cells), dtype=np.bool_)
        among[self.cells if cell is None else cell] = True
        return narrow_cells(self.system, hidden, among)

    def widest(self, hidden: Flags, cell: int) -> Flags:
        """Return ``hidden`` with as many further items, by halving, as leave ``cell`` unknown and too narrow."""
        hidden = hidden.copy()
        waiting = [np.array([item for item in self.items if not hidden[item]], dtype=np.intp)]
        while waiting:
            part = waiting.pop()
            more = hidden.copy()
            more[part] = True
            if self.weak(more, cell):
                hidden = more
            elif len(part) > 1:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
        return hidden

    def primary_cells(self) -> Indices:
        """Return the cells that primary items tell and that ask for a width."""
        protected = np.asarray(self.system.tells[self.primary].sum(axis=0)).ravel() > 0
        asked = protected & self.system.free & (self.system.widths > 0)
        return self.cells[asked[self.cells]]

    def only(self, flags: Flags) -> Flags:
        """Return ``flags`` of all items, but False outside the group."""
        inside = np.zeros(len(flags), dtype=np.bool_)
        inside[self.items] = flags[self.items]
        return inside

    def order(self, item: int) -> tuple[int, str]:
        return self.system.items[item].cost, self.system.items[item].key


def completed(group: LinkedItems, start: Flags) -> Flags:
    """Return ``start`` and further items until no cell is too narrow.

    The first narrow cell gets what :func:`_freed` names, or else the cheapest item that is left, and so on.
    Raises Impossible when nothing is left to hide.
    """
    hidden = start.copy()
    while weak := group.weak(hidden):
        more = np.flatnonzero(_freed(group, hidden, weak[0].cell))
        if not len(more):
            left = group.items[~(hidden | group.closed(hidden))[group.items]]
            if not len(left):
                raise Impossible.of(group.system, weak)
            more = np.array([min(left, key=group.order)])
        for item in more:
            hidden[item] = hidden[item] or not group.closed(hidden)[item]
    return hidden


def pruned(group: LinkedItems, hidden: Flags) -> Flags:
    """Return ``hidden`` without items, the dearest first, that can be shown without making a cell narrow."""
    hidden = hidden.copy()
    optional = [item for item in group.items if hidden[item] and not group.primary[item]]
    for item in sorted(optional, key=group.order, reverse=True):
        hidden[item] = False
        hidden[item] = bool(group.weak(hidden))
    return hidden


def _freed(group: LinkedItems, hidden: Flags, cell: int) -> Flags:
    """Return the items that tell a cell of which two tables differ from the truth, whose ``cell`` is far apart.

    The tables agree with all that is known and their values of ``cell`` differ by its width; among such pairs it is
    one with the least sum of distance x cost over the cells that are told so far. Source: Kelly, Golden and Assad
    (1992), "Cell suppression: disclosure protection for sensitive tabular data", Networks 22:397-417, with a pair
    for the width. No item where there is no such pair.
    """
    from scipy.optimize import linprog
    from scipy.sparse import block_array, csr_array, eye_array

    system = group.system
    closed = group.closed(hidden)
    shown_anyway = np.asarray(system.tells[closed].sum(axis=0)).ravel() > 0
    cells = group.cells[~shown_anyway[group.cells]]
    size, unknown = len(cells), system.unknown(hidden)[cells]
    rows = np.unique(system.matrix[:, cells].nonzero()[0])
    matrix, now = system.matrix[rows][:, cells], system.matrix[rows] @ system.values
    above, below = np.isfinite(system.high[rows]), np.isfinite(system.low[rows])
    known = block_array([[matrix[above]], [-matrix[below]]], format="csr")
    room = np.concatenate([(system.high[rows] - now)[above], (now - system.low[rows])[below]])
    costs = np.array([system.items[item].cost + 1.0 for item in range(len(system.items))])
    price = np.where(unknown, 0.0, (system.tells[:, cells].T @ np.where(hidden, 0.0, costs)))
    # Columns: the distances up, then down, of the first table; up, then down, of the second; the larger of each.
    one, apart = eye_array(size), csr_array((cells == cell).astype(float)[np.newaxis])
    upper = block_array(
        [
            [known, -known, None, None, None],
            [None, None, known, -known, None],
            [one, one, None, None, -one],
            [None, None, one, one, -one],
            [-apart, apart, apart, -apart, None],
        ],
        format="csr",
    )
    down = system.values[cells] - system.floors[cells]
    endless = np.full(size, np.inf)
    found = linprog(
        np.concatenate([np.zeros(4 * size), price]),
        A_ub=upper,
        b_ub=np.concatenate([room, room, np.zeros(2 * size), [-system.widths[cell]]]),
        bounds=np.column_stack([np.zeros(5 * size), np.concatenate([endless, down, endless, down, endless])]),
        method="highs-ds",
    )
    freed = np.zeros(len(system.items), dtype=np.bool_)
    if found.status == 0:
        used = cells[found.x[4 * size :] > TOLERANCE]
        freed = np.asarray(system.tells[:, used].sum(axis=1)).ravel() > 0
    return freed & ~closed & ~hidden
