"""The pattern that hides the least: which items to hide so that no reader's range is too narrow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gender_indicators.disclosure.suppression.cuts import PatternProgram
from gender_indicators.disclosure.suppression.problem import SuppressionProblem
from gender_indicators.disclosure.suppression.ranges import Narrow, narrow_cells
from gender_indicators.disclosure.suppression.repair import Impossible, LinkedItems, completed, pruned
from gender_indicators.disclosure.suppression.system import Flags, System


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


def least_pattern(problem: SuppressionProblem, limit: Limit = DEFAULT_LIMIT) -> Pattern:
    """Return the cheapest items to hide, the primary ones among them, so that :func:`narrow` finds no cell.

    Groups of items without a common constraint are solved one by one, each by branch and cut: an integer program
    chooses, linear programs attack its choice, their proofs become inequalities of the next one. Where the ``limit``
    is reached first, :mod:`repair` hides further items, cell by narrow cell, and shows again those that are not
    needed: the pattern is then as safe, but not ``optimal``.

    The pattern depends neither on the order of the problem's parts nor on a clock. Of several that cost the same it
    is the one the solver comes to with all parts in the order of their keys.

    Raises Impossible where no choice of items protects the primary ones, ValueError for a cell without a value.

    >>> from gender_indicators.disclosure.suppression.problem import Cell, Item, equation
    >>> counts = {"a": 2, "b": 3, "c": 4, "d": 21}
    >>> cells = (Cell("all", 30, known=True), *(Cell(key, count, width=5) for key, count in counts.items()))
    >>> total = equation(("all", -1), *((key, 1) for key in counts))
    >>> items = tuple(Item(key, (key,), cost=count, primary=key == "a") for key, count in counts.items())
    >>> found = least_pattern(SuppressionProblem(cells, (total,), items))
    >>> sorted(found.hidden), found.cost, found.optimal
    (['a', 'b'], 5, True)
    """
    system = System.of(problem)
    if np.isnan(system.values).any():
        empty = next(cell.key for cell in system.cells if cell.value is None)
        raise ValueError(f"To choose what to hide needs the value of every cell; {empty!r} has none.")
    primary = np.array([item.primary for item in system.items], dtype=np.bool_)
    never_hidden, never_unknown = _out_of_reach(system, primary)
    hidden, optimal, rounds = primary.copy(), True, 0
    for cells in system.groups(system.free, items=True):
        items = np.flatnonzero(np.asarray(system.tells[:, cells].sum(axis=1)).ravel() > 0)
        if primary[items].any():
            tied = [each for each in never_unknown if each.cell in cells]
            group = LinkedItems(
                system, cells, items, primary, never_hidden, np.array([each.cell for each in tied], dtype=np.intp)
            )
            found, proven, solved = _solved(group, limit, tied)
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
            raise Impossible.of(system, lost)
        alone = [each.cell for each in weak if tellers[each.cell] == 1]
        if not alone:
            return never_hidden, weak
        never_hidden |= np.asarray(system.tells[:, alone].sum(axis=1)).ravel() > 0


def _solved(group: LinkedItems, limit: Limit, never_unknown: list[Narrow]) -> tuple[Flags, bool, int]:
    """Return the items of the group to hide, whether nothing cheaper is safe, and the rounds it took."""
    choice = PatternProgram(group.system, group.items, group.never_hidden)
    for each in never_unknown:
        choice.never(each.cell)
    for cell in group.primary_cells():
        choice.rows_of(int(cell))
    start = group.only(group.primary)
    for number in range(1, limit.rounds + 1):
        hidden, proven = choice.cheapest(limit.nodes)
        if hidden is None and proven:
            raise Impossible.of(group.system, never_unknown or group.weak(start))
        if hidden is None:
            return pruned(group, completed(group, start)), False, number
        weak = group.weak(hidden)
        if not weak:
            return (hidden, True, number) if proven else (pruned(group, hidden), False, number)
        broken = [choice.widen(each, hidden) for each in weak]
        if not any(broken):  # narrow only because counts are whole
            choice.more_than(group.widest(hidden, weak[0].cell), weak[0].cell)
        start = hidden
    return pruned(group, completed(group, start)), False, limit.rounds
