"""The pattern that hides the least: which items to hide so that no reader's range is too narrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gender_indicators.suppression.cuts import Choice
from gender_indicators.suppression.problem import Problem
from gender_indicators.suppression.ranges import Narrow, Range, narrow_cells
from gender_indicators.suppression.system import Flags, Indices, System


class Impossible(ValueError):
    """The primary items cannot be protected by hiding items; ``cells`` have these ranges at best, by key."""

    def __init__(self, cells: Mapping[str, Range]) -> None:
        self.cells = dict(cells)
        super().__init__(self.cells)

    def __str__(self) -> str:
        told = ", ".join(f"{key} ({each.low:g} to {each.high:g})" for key, each in self.cells.items())
        return f"However much is hidden, these stay too narrow: {told}"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long to look for the cheapest pattern, by group of linked items: no clock, so that all get the same."""

    rounds: int = 200
    nodes: int = 20_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """The items ``hidden``, what they cost, whether nothing cheaper is safe, and how many programs were solved."""

    hidden: frozenset[str]
    cost: int
    optimal: bool
    rounds: int


DEFAULT_LIMIT = Limit()


def least_pattern(problem: Problem, limit: Limit = DEFAULT_LIMIT) -> Pattern:
    """Return the cheapest items to hide, the primary ones among them, so that :func:`narrow` finds no cell.

    Groups of items without a common constraint are solved one by one, each by branch and cut: an integer program
    chooses, linear programs attack its choice, their proofs become inequalities of the next one. Where the ``limit``
    is reached first, further items are hidden by a rule (the cheapest next to a narrow cell, ties by key) and those
    that are not needed are shown again; the pattern is then as safe, but not ``optimal``.

    The pattern depends neither on the order of the problem's parts nor on a clock. Of several that cost the same it
    is the one the solver comes to with all parts in the order of their keys.

    Raises Impossible where no choice of items protects the primary ones, ValueError for a cell without a value.

    >>> from gender_indicators.suppression.problem import Cell, Item, equation
    >>> counts = {"a": 2, "b": 3, "c": 4, "d": 21}
    >>> cells = (Cell("all", 30, known=True), *(Cell(key, count, width=5) for key, count in counts.items()))
    >>> total = equation(("all", -1), *((key, 1) for key in counts))
    >>> items = tuple(Item(key, (key,), cost=count, primary=key == "a") for key, count in counts.items())
    >>> found = least_pattern(Problem(cells, (total,), items))
    >>> sorted(found.hidden), found.cost, found.optimal
    (['a', 'b'], 5, True)
    """
    system = problem.system
    if np.isnan(system.values).any():
        empty = next(cell.key for cell in system.cells if cell.value is None)
        raise ValueError(f"To choose what to hide needs the value of every cell; {empty!r} has none.")
    primary = np.array([item.primary for item in system.items], dtype=np.bool_)
    never_hidden, never_unknown = _out_of_reach(system, primary)
    hidden, optimal, rounds = primary.copy(), True, 0
    for cells in system.groups(system.free & system.told, items=True):
        items = np.flatnonzero(np.asarray(system.tells[:, cells].sum(axis=1)).ravel() > 0)
        if primary[items].any():
            group = Group(system, cells, items, primary, never_hidden)
            found, proven, solved = group.solved(limit, [each for each in never_unknown if each.cell in set(cells)])
            hidden |= found
            optimal, rounds = optimal and proven, rounds + solved
    chosen = [item for item, is_hidden in zip(system.items, hidden, strict=True) if is_hidden]
    return Pattern(frozenset(item.key for item in chosen), sum(item.cost for item in chosen), optimal, rounds)


def _out_of_reach(system: System, primary: Flags) -> tuple[Flags, list[Narrow]]:
    """Return the items that no safe pattern hides, and the cells told by several that none leaves unknown.

    A range is widest when all is hidden. A cell too narrow even then stays shown, and so does the item that tells it;
    what is left to hide is less, and the question comes again. Raises Impossible where that item is primary.
    """
    every = np.ones(len(system.cells), dtype=np.bool_)
    never_hidden = np.zeros(len(system.items), dtype=np.bool_)
    tellers = np.asarray(system.tells.sum(axis=0)).ravel()
    primary_tellers = np.asarray(system.tells[primary].sum(axis=0)).ravel()
    while True:
        weak = narrow_cells(system, ~never_hidden, every)
        lost = [each for each in weak if primary_tellers[each.cell] == tellers[each.cell]]
        if lost:
            raise Impossible(_named(system, lost))
        alone = [each.cell for each in weak if tellers[each.cell] == 1]
        if not alone:
            return never_hidden, weak
        never_hidden |= np.asarray(system.tells[:, alone].sum(axis=1)).ravel() > 0


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are linked by their ``cells`` and these by constraints: one program."""

    system: System
    cells: Indices
    items: Indices
    primary: Flags
    never_hidden: Flags

    def solved(self, limit: Limit, never_unknown: list[Narrow]) -> tuple[Flags, bool, int]:
        """Return the items to hide, whether nothing cheaper is safe, and the rounds it took."""
        choice = Choice(self.system, self.items, self.never_hidden)
        for each in never_unknown:
            choice.never(each.cell)
        for cell in self._cells_of(self.primary):
            choice.rows_of(int(cell))
        start = self._only(self.primary)
        for number in range(1, limit.rounds + 1):
            hidden, proven = choice.cheapest(limit.nodes)
            if hidden is None and proven:
                raise Impossible(_named(self.system, never_unknown or self.weak(start)))
            if hidden is None:
                break
            weak = self.weak(hidden)
            if not weak:
                return (hidden, True, number) if proven else (self.pruned(hidden), False, number)
            broken = [choice.widen(each, hidden) for each in weak]
            if not any(broken):  # narrow only for want of whole counts
                choice.more_than(self.widest(hidden, weak[0].cell), weak[0].cell)
            start = hidden
        return self.pruned(self.greedy(start)), False, limit.rounds

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

    def greedy(self, start: Flags) -> Flags:
        """Return ``start`` and further items, the cheapest next to a narrow cell first, until none is narrow."""
        hidden = start.copy()
        while weak := self.weak(hidden):
            shown = [item for item in self.items if not hidden[item] and not self.never_hidden[item]]
            if not shown:
                raise Impossible(_named(self.system, weak))
            near = self._near(hidden, weak)
            hidden[min([item for item in shown if near[item]] or shown, key=self._order)] = True
        return hidden

    def pruned(self, hidden: Flags) -> Flags:
        """Return ``hidden`` without items, the dearest first, that can be shown without making a cell narrow."""
        hidden = hidden.copy()
        optional = [item for item in self.items if hidden[item] and not self.primary[item]]
        for item in sorted(optional, key=self._order, reverse=True):
            hidden[item] = False
            hidden[item] = bool(self.weak(hidden))
        return hidden

    def _near(self, hidden: Flags, weak: list[Narrow]) -> Flags:
        """Return the items with a cell in one constraint with the unknown cells a narrow one is linked to."""
        system = self.system
        linked = np.zeros(len(system.cells))
        for cells in system.groups(system.unknown(hidden)):
            if any(each.cell in cells for each in weak):
                linked[cells] = 1.0
        rows = (abs(system.matrix) @ linked) > 0
        return np.asarray(system.tells @ (abs(system.matrix).T @ rows.astype(np.float64)) > 0)

    def _order(self, item: int) -> tuple[int, str]:
        return self.system.items[item].cost, self.system.items[item].key

    def _cells_of(self, items: Flags) -> Indices:
        told = np.asarray(self.system.tells[items].sum(axis=0)).ravel() > 0
        asked = told & self.system.free & (self.system.widths > 0)
        return np.array([cell for cell in self.cells if asked[cell]], dtype=np.intp)

    def _only(self, flags: Flags) -> Flags:
        inside = np.zeros(len(flags), dtype=np.bool_)
        inside[self.items] = flags[self.items]
        return inside


def _named(system: System, weak: list[Narrow]) -> dict[str, Range]:
    return {system.cells[each.cell].key: each.range for each in weak}
