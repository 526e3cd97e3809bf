"""What a reader can work out about hidden counts."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from gender_indicators.disclosure.suppression.attack import Explored, Reader, explored
from gender_indicators.disclosure.suppression.problem import SuppressionProblem
from gender_indicators.disclosure.suppression.system import Flags, Floats, System


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest value a reader cannot exclude; ``high`` may be infinite."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


def ranges(
    problem: SuppressionProblem, hidden: Collection[str] = (), exact_up_to: float = math.inf
) -> dict[str, Range]:
    """Return what readers can work out of every cell they do not know when the items ``hidden`` are, by key.

    A range holds every count that agrees with the constraints, the floors and the cells shown, and both its ends do
    agree; not all counts between them need to. If counts are ``whole`` that means whole counts of all cells: what an
    integer program proves, which is more than a linear one can in tables of three dimensions and with printed shares.
    Where many shares are known and few wholes, integer programs take long: they look only at ranges that are at most
    ``exact_up_to`` wide without them. The ends of others (and of one whose integer program reaches its limit) are
    those of the linear program rounded inwards, which no count passes but none may reach.

    Raises ValueError for a key in ``hidden`` that is no item's, Contradiction where no counts agree.

    >>> from gender_indicators.disclosure.suppression.problem import Cell, Item, equation
    >>> cells = (Cell("a", 3), Cell("b", 4), Cell("c", 9), Cell("all", 16, known=True))
    >>> items = (Item("A", ("a",), 1, primary=True), Item("B", ("b",), 1), Item("C", ("c",), 1))
    >>> table = SuppressionProblem(cells, (equation(("a", 1), ("b", 1), ("c", 1), ("all", -1)),), items)
    >>> ranges(table, {"A"})
    {'a': Range(low=3.0, high=3.0)}
    >>> ranges(table, {"A", "B"})
    {'a': Range(low=0.0, high=7.0), 'b': Range(low=0.0, high=7.0)}
    """
    system = System.of(problem)
    unknown = system.unknown(system.chosen(hidden))
    found: dict[str, Range] = {}
    for cells in system.groups(unknown):
        reader = Reader.of(system, unknown, cells)
        reach = explored(reader, np.ones(len(cells), dtype=np.bool_), exact_up_to=exact_up_to)
        lows, highs = np.minimum(reach.lows, reach.least), np.maximum(reach.highs, reach.most)
        for cell, low, high in zip(cells, lows, highs, strict=True):
            found[system.cells[cell].key] = Range(float(low) + 0.0, float(high))  # + 0.0: no -0
    return dict(sorted(found.items()))


def narrow(problem: SuppressionProblem, hidden: Collection[str], beside: Collection[str] = ()) -> dict[str, Range]:
    """Return the cells of hidden items whose range is narrower than their width, with that range, by key.

    With ``beside`` only the cells are looked at that are tied to one of these keys by constraints on hidden cells.

    Ranges are those of :func:`ranges`, but for one that an integer program could not finish: here it reaches only as
    far as counts were found that agree. So a cell that is not returned is as wide as it must be, without exception.
    """
    system = System.of(problem)
    chosen = system.chosen(hidden)
    weak = narrow_cells(system, chosen, _tied(system, chosen, beside) if beside else np.full(len(system.cells), True))
    return {system.cells[each.cell].key: each.range for each in weak}


def _tied(system: System, hidden: Flags, keys: Collection[str]) -> Flags:
    own = np.array([cell.key in keys for cell in system.cells], dtype=np.bool_)
    tied = np.zeros(len(own), dtype=np.bool_)
    for cells in system.groups(system.unknown(hidden) | own):
        tied[cells] = own[cells].any()
    return tied


@dataclass(frozen=True, slots=True, eq=False)
class Narrow:
    """A cell that is too narrow, its range, and the constraints' multipliers (one a row) that prove both ends."""

    cell: int
    range: Range
    proof_low: Floats
    proof_high: Floats


def narrow_cells(system: System, hidden: Flags, among: Flags) -> list[Narrow]:
    """Return the cells too narrow when the items ``hidden`` are, of the cells ``among``, in the order of keys."""
    unknown = system.unknown(hidden)
    asked = unknown & system.in_items & (system.widths > 0) & among
    found: list[Narrow] = []
    for cells in system.groups(unknown):
        if not asked[cells].any():
            continue
        reader = Reader.of(system, unknown, cells)
        found += _narrow(explored(reader, asked[cells], system.widths[cells]), asked[cells])
    return sorted(found, key=lambda each: each.cell)


def _narrow(reach: Explored, asked: Flags) -> Iterator[Narrow]:
    reader = reach.reader
    for position in map(int, np.flatnonzero(asked & reach.narrow(reader.system.widths[reader.cells]))):
        proofs = np.zeros((2, len(reader.system.constraints)))
        for side, sign in enumerate((-1, 1)):
            if (position, sign) in reach.multipliers:
                proofs[side, reader.rows] = reach.multipliers[position, sign]
        found = Range(float(reach.lows[position]) + 0.0, float(reach.highs[position]))
        yield Narrow(int(reader.cells[position]), found, proofs[0], proofs[1])
