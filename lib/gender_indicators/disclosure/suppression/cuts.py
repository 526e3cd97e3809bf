"""The choice of items as an integer program, and the inequalities a safe choice obeys.

The variables are h (1: the item is hidden), one an item, and g (1: the cell is unknown) of the cells that several
items tell; of a cell told by one item g is that item's h. Source: Fischetti and Salazar-González (2001), "Solving
the cell suppression problem on tabular data with linear constraints", Management Science 47:1008-1027.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gender_indicators.disclosure.suppression.problem import TOLERANCE
from gender_indicators.disclosure.suppression.ranges import Narrow
from gender_indicators.disclosure.suppression.system import Flags, Floats, Indices, Matrix, System

# A coefficient nearer to 0 than this is the solver's rounding.
_ROUNDING = 1e-7
_ALWAYS, _NEVER = -1, -2


@dataclass(frozen=True, slots=True)
class Cut:
    """An inequality: the sum of coefficient x variable is at least ``least``."""

    terms: tuple[tuple[int, float], ...]
    least: float


class PatternProgram:
    """The integer program that hides at the least cost what obeys all cuts so far, for one group of ``items``.

    ``fixed_shown`` are items that can never be hidden.
    """

    def __init__(self, system: System, items: Indices, fixed_shown: Flags) -> None:
        self.system, self.items, self.fixed_shown = system, items, fixed_shown
        self.cuts: dict[Cut, None] = {}  # a set in the order of adding
        self._variable = np.full(len(system.cells), _NEVER)
        self._variable[system.free & ~system.in_items] = _ALWAYS
        self._size = len(system.items)
        tellers = system.tells[items].tocsc()
        for cell in map(int, np.flatnonzero(system.free & system.in_items)):
            telling = items[tellers.indices[tellers.indptr[cell] : tellers.indptr[cell + 1]]]
            if len(telling) == 1:
                self._variable[cell] = telling[0]
            elif len(telling) > 1:
                self._share(cell, telling)

    def _share(self, cell: int, telling: Indices) -> None:
        """Give a cell that several items tell a variable of its own: 1 if and only if all of them are hidden."""
        own, self._size = self._size, self._size + 1
        self._variable[cell] = own
        for item in telling:
            self.cuts[Cut(((int(item), 1.0), (own, -1.0)), 0.0)] = None
        self.cuts[Cut(((own, 1.0), *((int(item), -1.0) for item in telling)), 1.0 - len(telling))] = None

    def never(self, cell: int) -> None:
        """Rule out that ``cell`` is unknown."""
        self.cuts[Cut(((int(self._variable[cell]), -1.0),), 0.0)] = None

    def widen(self, found: Narrow, hidden: Flags) -> bool:
        """Add what the proof that a cell is narrow asks of any choice; return whether ``hidden`` breaks it."""
        made = self._protection(found.cell, found.proof_low, found.proof_high)
        if made is None:
            return False
        self.cuts[made] = None
        values = np.zeros(self._size)
        values[: len(hidden)] = hidden
        has_variable = self._variable >= 0
        values[self._variable[has_variable]] = self.system.unknown(hidden)[has_variable]
        return bool(sum(weight * values[variable] for variable, weight in made.terms) < made.least - TOLERANCE)

    def more_than(self, hidden: Flags, cell: int) -> None:
        """Rule out every part of ``hidden`` that leaves ``cell`` unknown: hiding less narrows its range further."""
        terms = {int(item): 1.0 for item in self.items if not hidden[item]}
        terms[int(self._variable[cell])] = -1.0
        self.cuts[Cut(tuple(sorted(terms.items())), 0.0)] = None

    def rows_of(self, cell: int) -> None:
        """Add what each constraint alone asks of the other cells in it if ``cell`` is unknown."""
        none = np.zeros(len(self.system.constraints))
        turned = self.system.turned
        own = slice(turned.indptr[cell], turned.indptr[cell + 1])
        for row, weight in zip(turned.indices[own], turned.data[own], strict=True):
            up = none.copy()
            up[row] = 1 / weight
            for low, high in ((-up, up), (none, up), (-up, none)):
                made = self._protection(cell, low, high)
                if made is not None:
                    self.cuts[made] = None

    def _protection(self, cell: int, proof_low: Floats, proof_high: Floats) -> Cut | None:
        """Return: the freedom that other unknown cells give an unknown ``cell`` is at least its width.

        With z the distance from the true values, any multipliers y prove z[cell] = (e - y A) z + y A z. What the
        first part can add, cell by cell, are the coefficients; what the second can, a constant. Both hold for every
        choice of items. No coefficient needs to be more than the whole.
        """
        system = self.system
        weights, constant = np.zeros(len(system.cells)), 0.0
        for sign, proof in ((-1, proof_low), (1, proof_high)):
            rest = -(system.turned @ proof)
            rest[cell] += sign
            rest[np.abs(rest) < _ROUNDING] = 0.0
            down = np.where(rest < 0, -rest, 0.0) * (system.values - system.floors)
            weights += np.where(rest > 0, np.inf, down)
            constant += _slack(system, proof)
        least = system.widths[cell] - constant
        gathered: dict[int, float] = {}
        for other in np.flatnonzero(weights):
            variable = int(self._variable[other])
            if variable != _NEVER:
                gathered[variable] = gathered.get(variable, 0.0) + float(weights[other])
        least -= gathered.pop(_ALWAYS, 0.0) + gathered.pop(int(self._variable[cell]), 0.0)
        if not least > TOLERANCE:
            return None
        terms = {v: min(weight, least) for v, weight in gathered.items() if weight > _ROUNDING}
        terms[int(self._variable[cell])] = -least
        return Cut(tuple(sorted(terms.items())), 0.0)

    def cheapest(self, nodes: int) -> tuple[Flags | None, bool]:
        """Return the cheapest items that obey all cuts, and whether that is proven.

        (None, True): no items do; (None, False): none found within ``nodes`` nodes of the search.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        items, primary = self.items, np.array([self.system.items[item].primary for item in self.items])
        hidden = np.zeros(len(self.system.items), dtype=np.bool_)
        hidden[items[primary]] = True
        # What is fixed is left out: HiGHS 1.12 writes to the terminal over fixed variables (its issue 2783).
        matrix, least = self._inequalities()
        least = least - matrix @ np.concatenate([hidden, np.zeros(self._size - len(hidden))])
        open_items = items[~primary & ~self.fixed_shown[items]]
        used = np.concatenate([open_items, np.arange(len(hidden), self._size)])
        matrix = matrix[:, used]
        if (least[np.diff(matrix.indptr) == 0] > TOLERANCE).any():
            return None, True
        if len(used) == 0:
            return hidden, True
        costs = np.zeros(len(used))
        costs[: len(open_items)] = [self.system.items[item].cost for item in open_items]
        # Not presolved: see Reader.whole_extreme.
        found = milp(
            costs,
            integrality=np.ones(len(used)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, least, np.inf) if len(least) else None,
            options={"node_limit": nodes, "mip_rel_gap": 0.0, "presolve": False},
        )
        if found.x is None:
            return None, found.status == 2
        hidden[open_items] = found.x[: len(open_items)] > 0.5
        return hidden, found.status == 0

    def _inequalities(self) -> tuple[Matrix, Floats]:
        """Return matrix and least values of all cuts; shape (cuts, variables)."""
        from scipy.sparse import csr_array

        starts = np.cumsum([0, *(len(cut.terms) for cut in self.cuts)])
        columns = np.array([variable for cut in self.cuts for variable, _ in cut.terms], dtype=np.int32)
        data = np.array([weight for cut in self.cuts for _, weight in cut.terms], dtype=np.float64)
        matrix = csr_array((data, columns, starts), shape=(len(self.cuts), self._size))
        return matrix, np.array([cut.least for cut in self.cuts], dtype=np.float64)


def _slack(system: System, proof: Floats) -> float:
    """Return what proof @ (A z) can be at most: 0 for equations, what a looser constraint leaves for others."""
    used = np.flatnonzero(np.abs(proof) > _ROUNDING)
    below, above = system.room
    room = np.where(proof[used] > 0, above[used], below[used])
    return float(np.sum(np.maximum(0.0, proof[used] * room)))
