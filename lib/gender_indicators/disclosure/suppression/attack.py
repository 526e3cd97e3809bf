"""What one reader can prove of unknown counts: programs over all counts that agree with what is known.

Many linear programs that differ only in their aim are solved in one call, side by side in one sparse matrix. Every
solution is a witness: counts that agree with all that is known. Witnesses often show that a cell's range is wide
enough, so that its ends need no program of their own. Of counts that are whole only whole witnesses count; where a
linear program ends in others, an integer program follows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gender_indicators.disclosure.suppression.problem import TOLERANCE, Contradiction
from gender_indicators.disclosure.suppression.system import Flags, Floats, Indices, Matrix, System

# Variables solved in one call: below that the calls cost most, above it the simplex steps do.
_VARIABLES = 3000
# How many times one program may try to widen many ranges before each gets its own.
_LIFTS = 10
# How long an integer program looks for the end of one range; beyond, its proven bound has to do.
_NODES = 10_000


@dataclass(frozen=True, eq=False)
class Reader:
    """What is known of ``cells``, a group of unknown cells: ``low`` <= ``matrix`` @ x <= ``high``, x >= ``floors``.

    ``rows`` are the system's constraints that speak of them.
    """

    system: System
    cells: Indices
    rows: Indices
    matrix: Matrix
    low: Floats
    high: Floats
    floors: Floats

    @classmethod
    def of(cls, system: System, unknown: Flags, cells: Indices) -> Reader:
        """Return what is known of ``cells`` by one who knows all cells that are not ``unknown``."""
        rows = np.unique(system.matrix[:, cells].nonzero()[0])
        part = system.matrix[rows]
        fixed = part @ np.where(unknown, 0.0, system.values)
        return cls(
            system=system,
            cells=cells,
            rows=rows,
            matrix=part[:, cells],
            low=system.low[rows] - fixed,
            high=system.high[rows] - fixed,
            floors=system.floors[cells],
        )

    def start(self) -> Floats | None:
        """Return counts that agree with what is known, None if no whole ones came up within the limit.

        Raises Contradiction where there are none.
        """
        values = self.system.values[self.cells]
        if not np.isnan(values).any():
            return values
        found = self._solved(np.zeros(len(self.cells)), 1)
        if found is None:
            raise self._contradiction()
        return np.asarray(found.x) if self.counts(found.x) else self.whole_extreme(0, 0)[0]

    def counts(self, point: Floats) -> bool:
        """Whether ``point`` is one of counts: whole if these are."""
        return not self.system.whole or bool(np.all(np.abs(point - np.round(point)) < TOLERANCE))

    def whole_extreme(self, cell: int, sign: int) -> tuple[Floats | None, float]:
        """Return whole counts with the greatest (sign 1) or least (-1) ``cell``, and the bound that is proven.

        None where the limit came first, or the solver gave up. Raises Contradiction where there are none at all.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        cost = np.zeros(len(self.cells))
        cost[cell] = -sign
        # Not presolved: HiGHS to 1.14 then now and then calls optimal what is not (its issues 2900, 3043, 3073).
        found = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(self.floors, np.inf),
            constraints=LinearConstraint(self.matrix, self.low, self.high) if len(self.rows) else None,
            options={"node_limit": _NODES, "mip_rel_gap": 0.0, "presolve": False},
        )
        if found.status == 2:
            raise Contradiction([str(self.system.constraints[row]) for row in self.rows])
        point = None if found.x is None else np.round(found.x)
        if found.status == 0 and point is not None:
            return point, float(point[cell])
        if found.status == 1 and found.mip_dual_bound is not None:
            return point, -sign * float(found.mip_dual_bound)
        return None, sign * np.inf  # the solver gave up: nothing is proven

    @cached_property
    def endless(self) -> Flags:
        """Return the cells that may be as large as one likes.

        They are those that grow in a direction d >= 0 with A d >= 0 where ``low`` is finite and A d <= 0 where
        ``high`` is. Sums of directions are directions, so one program finds all of them.
        """
        size = len(self.cells)
        if self._each_bounded():
            return np.zeros(size, dtype=np.bool_)
        low = np.where(np.isfinite(self.low), 0.0, -np.inf)
        high = np.where(np.isfinite(self.high), 0.0, np.inf)
        cone = Reader(self.system, self.cells, self.rows, self.matrix, low, high, np.zeros(size))
        # A direction may be as long as one likes: a cell that can grow at all can grow by 1.
        direction = cone.lifted(np.arange(size), np.zeros(size), np.ones(size))
        if direction is None:
            raise ArithmeticError("The solver found no direction, not even none.")
        return np.asarray(direction > 0.5)

    def extremes(self, aims: list[tuple[int, int]]) -> tuple[Floats, Floats]:
        """Return for each aim (position of a cell, 1 for its greatest or -1 for its least) counts that reach it.

        Shape (aims, cells). The second array, shape (aims, rows), holds the multipliers of the rows that prove it:
        sign * x[cell] <= multipliers @ (matrix @ x) + what the floors add. Greatest values must exist.
        """
        size = len(self.cells)
        costs = np.zeros((len(aims), size))
        for number, (cell, sign) in enumerate(aims):
            costs[number, cell] = -sign
        found = self._solved(costs.ravel(), len(aims))
        if found is None:
            raise self._contradiction()
        points = np.asarray(found.x, dtype=np.float64).reshape(len(aims), size)
        multipliers = np.zeros((len(aims), len(self.rows)))
        exact, above, below = self._kinds
        multipliers[:, exact] = -found.eqlin.marginals.reshape(len(aims), -1) if exact.any() else 0.0
        if above.any() or below.any():
            ends = -found.ineqlin.marginals.reshape(len(aims), -1)
            multipliers[:, above] += ends[:, : above.sum()]
            multipliers[:, below] -= ends[:, above.sum() :]
        return points, multipliers

    def lifted(self, cells: Indices, start: Floats, by: Floats) -> Floats | None:
        """Return counts where as many as may be of ``cells`` lie above ``start`` by up to ``by``, none of them below.

        None where ``start`` is not reached by all at once.
        """
        from scipy.sparse import csr_array, eye_array, hstack, vstack

        size, more = len(self.cells), len(cells)
        pick = csr_array((np.ones(more), (np.arange(more), cells)), shape=(more, size))
        lifts = hstack([pick, -eye_array(more)], format="csr")
        wider = hstack([self.matrix, csr_array((len(self.rows), more))], format="csr")
        raised = Reader(
            system=self.system,
            cells=np.concatenate([self.cells, self.cells[cells]]),
            rows=np.concatenate([self.rows, np.full(more, -1)]),  # these are no constraints of the system
            matrix=vstack([wider, lifts], format="csr"),
            low=np.concatenate([self.low, start]),
            high=np.concatenate([self.high, np.full(more, np.inf)]),
            floors=np.concatenate([self.floors, np.zeros(more)]),
        )
        ceilings = np.concatenate([np.full(size, np.inf), by])
        found = raised._solved(np.concatenate([np.zeros(size), -np.ones(more)]), 1, ceilings)
        return None if found is None else np.asarray(found.x[:size], dtype=np.float64)

    @cached_property
    def _kinds(self) -> tuple[Flags, Flags, Flags]:
        """Which rows are equations, which have an end above, which an end below."""
        # Ends that touch are an equation; told counts of a share leave a rounding of the last bit between them.
        ends_meet = self.high - self.low <= 1e-12 * np.maximum(1.0, np.abs(self.high))
        exact = np.isfinite(self.high) & ends_meet
        return exact, ~exact & np.isfinite(self.high), ~exact & np.isfinite(self.low)

    @cached_property
    def _parts(self) -> tuple[Matrix, Floats, Matrix, Floats]:
        from scipy.sparse import vstack

        exact, above, below = self._kinds
        upper = vstack([self.matrix[above], -self.matrix[below]], format="csr")
        return self.matrix[exact], self.low[exact], upper, np.concatenate([self.high[above], -self.low[below]])

    def _solved(self, costs: Floats, copies: int, ceilings: Floats | None = None) -> Any:
        """Return scipy's result for ``copies`` of the program side by side, or None where nothing agrees."""
        from scipy.optimize import linprog
        from scipy.sparse import eye_array, kron

        exact, exact_at, upper, upper_at = self._parts
        if ceilings is None:
            ceilings = np.full(len(self.cells), np.inf)
        if copies > 1:
            exact, upper = (kron(eye_array(copies), part, format="csr") for part in (exact, upper))
        for presolve in (True, False):
            found = linprog(
                costs,
                A_ub=upper if upper.shape[0] else None,
                b_ub=np.tile(upper_at, copies) if upper.shape[0] else None,
                A_eq=exact if exact.shape[0] else None,
                b_eq=np.tile(exact_at, copies) if exact.shape[0] else None,
                bounds=np.tile(np.column_stack([self.floors, ceilings]), (copies, 1)),
                method="highs-ds",
                options={"presolve": presolve},
            )
            if found.status in (0, 2):
                return found if found.status == 0 else None
        raise ArithmeticError(f"The solver gave up on {len(self.cells)} cells: {found.message}")

    def _each_bounded(self) -> bool:
        """Whether each cell is in a sum of counts that is bounded: enough to know that no cell is endless."""
        bounded = np.zeros(len(self.cells), dtype=np.bool_)
        for wrong, end in ((self.matrix.minimum(0), self.high), (self.matrix.maximum(0), self.low)):
            sums = (np.asarray(abs(wrong).sum(axis=1)).ravel() == 0) & np.isfinite(end)
            bounded[np.unique(self.matrix[sums].nonzero()[1])] = True
        return bool(bounded.all())

    def _contradiction(self) -> Contradiction:
        """Return the statements that prove together that no counts agree: those the least breach depends on."""
        from scipy.optimize import linprog
        from scipy.sparse import eye_array, hstack, vstack

        exact, above, below = self._kinds
        above, below = above | exact, below | exact
        upper = vstack([self.matrix[above], -self.matrix[below]], format="csr")
        limits = np.concatenate([self.high[above], -self.low[below]])
        size, ends = len(self.cells), upper.shape[0]
        found = linprog(
            np.concatenate([np.zeros(size), np.ones(ends)]),
            A_ub=hstack([upper, -eye_array(ends)], format="csr"),
            b_ub=limits,
            bounds=[(floor, None) for floor in self.floors] + [(0, None)] * ends,
            method="highs-ds",
        )
        at = np.concatenate([self.rows[above], self.rows[below]])
        proof = np.unique(at[np.abs(found.ineqlin.marginals) > TOLERANCE])
        return Contradiction([str(self.system.constraints[row]) for row in proof])


class Explored:
    """What is found out of each cell's range.

    ``lows`` and ``highs`` are the ends that witnesses reach (of a cell without any, inf and -inf), ``least`` and
    ``most`` those that no count can pass as far as proven. Both are the same unless nobody asked, or an integer
    program reached its limit. ``multipliers`` prove ends of the linear program, by position of the cell and sign;
    where there are none the floor does.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        start = reader.start()
        self.lows = np.full(len(reader.cells), np.inf)
        self.highs = np.full(len(reader.cells), -np.inf)
        self.least = np.ceil(reader.floors - TOLERANCE) if reader.system.whole else reader.floors.copy()
        self.most = np.full(len(reader.cells), np.inf)
        self.multipliers: dict[tuple[int, int], Floats] = {}
        if start is not None:
            self.see(start)
        self.highs[reader.endless] = np.inf

    def see(self, point: Floats) -> None:
        """Take counts that agree with what is known into account."""
        if self.reader.counts(point):
            tidy = np.round(point) if self.reader.system.whole else point
            self.lows, self.highs = np.minimum(self.lows, tidy), np.maximum(self.highs, tidy)

    def prove(self, cell: int, sign: int, point: Floats, multipliers: Floats) -> None:
        """Take the end of a linear program into account."""
        self.multipliers[cell, sign] = multipliers
        self.see(point)
        self.bound(cell, sign, float(point[cell]))

    def prove_whole(self, cell: int, sign: int) -> None:
        """Look for the end that whole counts reach."""
        point, bound = self.reader.whole_extreme(cell, sign)
        if point is not None:
            self.see(point)
        self.bound(cell, sign, bound)

    def bound(self, cell: int, sign: int, at: float) -> None:
        """Take into account that ``cell`` cannot pass ``at``."""
        whole = self.reader.system.whole
        if sign > 0:
            self.most[cell] = min(self.most[cell], np.floor(at + TOLERANCE) if whole else at)
        else:
            self.least[cell] = max(self.least[cell], np.ceil(at - TOLERANCE) if whole else at)

    def open(self, sign: int, wanted: Flags, widths: Floats | None) -> Indices:
        """Return the ``wanted`` cells whose end is neither proven nor, by ``widths``, of no more interest."""
        done = self.highs >= self.most if sign > 0 else self.lows <= self.least
        asked = np.array([(cell, sign) in self.multipliers for cell in range(len(done))])
        return np.flatnonzero(wanted & ~done & ~asked & self.narrow(widths))

    def narrow(self, widths: Floats | None) -> Flags:
        """Return the cells whose witnesses are closer than ``widths``; all, where there are no widths."""
        if widths is None:
            return np.ones(len(self.lows), dtype=np.bool_)
        return np.asarray(~(self.highs - self.lows >= widths - TOLERANCE))


def explored(reader: Reader, wanted: Flags, widths: Floats | None = None, exact_up_to: float = math.inf) -> Explored:
    """Return ranges of the ``wanted`` cells, proven but for those seen to be as wide as ``widths`` before that.

    Integer programs look for the ends only of ranges up to ``exact_up_to`` wide.
    """
    found = Explored(reader)
    most = max(1, _VARIABLES // len(reader.cells))
    if widths is not None:
        _lift(found, wanted, widths, most)
    for sign in (1, -1):
        while len(left := found.open(sign, wanted, widths)):
            aims = [(int(cell), sign) for cell in left[:most]]
            for aim, point, proof in zip(aims, *reader.extremes(aims), strict=True):
                found.prove(*aim, point, proof)
    for cell, sign in found.multipliers:
        reached = found.highs[cell] >= found.most[cell] if sign > 0 else found.lows[cell] <= found.least[cell]
        close = found.most[cell] - found.least[cell] <= exact_up_to or widths is not None
        if reader.system.whole and not reached and close and found.narrow(widths)[cell]:
            found.prove_whole(cell, sign)
    return found


def _lift(found: Explored, wanted: Flags, widths: Floats, few: int) -> None:
    """Widen many ranges by one program each time, until ``few`` are left: half the cells rise, others must fall."""
    for bit in range(_LIFTS):
        rising = found.open(1, wanted, widths)
        if len(rising) <= few or not np.isfinite(found.lows).all():
            return
        rising = rising[(rising >> bit) % 2 == 0]
        values = found.reader.system.values[found.reader.cells[rising]]
        point = found.reader.lifted(rising, values, widths[rising])
        if point is not None:
            found.see(point)
