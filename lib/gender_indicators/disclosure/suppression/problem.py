"""Counts that may be hidden, what every reader knows of them, and the published items that tell them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Two sums that differ by less than this part of their size are one sum added up in another order.
TOLERANCE = 1e-6
_SHOWN = 5


class Contradiction(ValueError):
    """No counts at all agree with what is known; ``constraints`` are the statements that cannot all be true."""

    def __init__(self, constraints: Sequence[str]) -> None:
        self.constraints = tuple(constraints)
        super().__init__(self.constraints)

    def __str__(self) -> str:
        return "These statements cannot all be true: " + "; ".join(self.constraints)


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of people: its ``value`` and what a reader knows of it before anything is published.

    ``floor`` is the least it can be. ``known``: published elsewhere, so that it cannot be hidden. ``width``: a
    reader's range for it, once hidden, is at least this wide (0 asks nothing). A cell without a value is one the
    publisher does not know either; no item tells it.
    """

    key: str
    value: float | None = None
    floor: float = 0.0
    known: bool = False
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Constraint:
    """What every reader knows of several cells: ``low`` <= sum of coefficient x cell <= ``high``.

    With one term it bounds a cell (a printed 12,3 is 12.25 to 12.35); with two it holds a share: N - 0.25 D >= 0.
    ``name`` is how an error speaks of it.
    """

    terms: tuple[tuple[str, float], ...]
    low: float = -math.inf
    high: float = math.inf
    name: str = ""

    def __str__(self) -> str:
        if self.name:
            return self.name
        sum_of = " ".join(f"{coefficient:+g}*{key}" for key, coefficient in self.terms)
        if self.low == self.high:
            return f"{sum_of} = {self.low:g}"
        return f"{self.low:g} <= {sum_of} <= {self.high:g}"


def equation(*terms: tuple[str, float], total: float = 0.0, name: str = "") -> Constraint:
    """Return the constraint that the sum of coefficient x cell is exactly ``total``.

    >>> print(equation(("women", 1), ("men", 1), ("all", -1)))
    +1*women +1*men -1*all = 0
    """
    return Constraint(terms, total, total, name)


@dataclass(frozen=True, slots=True)
class Item:
    """A published figure that tells all its ``cells`` exactly, shown or hidden as a whole.

    ``cost`` is what its hiding loses; a ``primary`` item must be hidden. A cell that several items tell stays known
    until all of them are hidden: who wants a count hidden makes every item that tells it primary.
    """

    key: str
    cells: tuple[str, ...]
    cost: int
    primary: bool = False


@dataclass(frozen=True)
class SuppressionProblem:
    """All cells, what is known of them, and the items. ``whole``: readers know that every count is a whole number.

    Raises ValueError for keys that are unknown or appear twice, values below their floor, cells without a value that
    are known or told, and values that are not whole though ``whole``; Contradiction for a constraint that is not
    true of the values.

    >>> SuppressionProblem((Cell("a", 3.0),), (equation(("a", 1), total=4),), ())
    Traceback (most recent call last):
    gender_indicators.disclosure.suppression.problem.Contradiction: These statements cannot all be true: +1*a = 4
    """

    cells: tuple[Cell, ...]
    constraints: tuple[Constraint, ...]
    items: tuple[Item, ...]
    whole: bool = True

    def __post_init__(self) -> None:
        faults = [*self._faults_of_keys()] or [*self._faults_of_numbers()]
        if faults:
            more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
            raise ValueError("; ".join(faults[:_SHOWN]) + more)
        values = {cell.key: cell.value for cell in self.cells}
        untrue = [str(constraint) for constraint in self.constraints if not _holds(constraint, values)]
        if untrue:
            raise Contradiction(untrue)

    def _faults_of_keys(self) -> Iterator[str]:
        cells = {cell.key for cell in self.cells}
        lists = [("constraint", str(c), [key for key, _ in c.terms]) for c in self.constraints]
        lists += [("item", item.key, list(item.cells)) for item in self.items]
        for what, name, used in lists:
            yield from (f"{what} {name} has no cell {key!r} to speak of" for key in used if key not in cells)
            yield from (f"{what} {name} names cell {key!r} twice" for key in _twice(used))
        yield from (f"cell {key!r} appears twice" for key in _twice([cell.key for cell in self.cells]))
        yield from (f"item {key!r} appears twice" for key in _twice([item.key for item in self.items]))

    def _faults_of_numbers(self) -> Iterator[str]:
        in_items = {key for item in self.items for key in item.cells}
        for cell in self.cells:
            if not (math.isfinite(cell.floor) and 0 <= cell.width < math.inf):
                yield f"cell {cell.key!r} needs a finite floor and width"
            if cell.value is None:
                if cell.known or cell.key in in_items:
                    yield f"cell {cell.key!r} is known or told, and has no value"
            elif not cell.floor - TOLERANCE <= cell.value < math.inf:
                yield f"cell {cell.key!r} has the value {cell.value:g}, below its floor {cell.floor:g} or not finite"
            elif self.whole and cell.value != round(cell.value):
                yield f"cell {cell.key!r} has the value {cell.value:g}, which is not whole"
        for constraint in self.constraints:
            numbers = [coefficient for _, coefficient in constraint.terms]
            if not all(map(math.isfinite, numbers)) or not constraint.low <= constraint.high:
                yield f"constraint {constraint} needs finite coefficients and low <= high"
        for item in self.items:
            if item.cost < 0 or item.cost != int(item.cost):
                yield f"item {item.key!r} costs {item.cost}; a cost is a whole number from 0"


def _twice(keys: Sequence[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1]


def _holds(constraint: Constraint, values: dict[str, float | None]) -> bool:
    parts = []
    for key, coefficient in constraint.terms:
        value = values[key]
        if value is None:
            return True
        parts.append(coefficient * value)
    room = TOLERANCE * max(1.0, *map(abs, parts)) if parts else 0.0
    return constraint.low - room <= math.fsum(parts) <= constraint.high + room
