"""Someone who is counted knows more than other readers: where he is the only one, he knows the count."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from gender_indicators.disclosure.suppression.pattern import Pattern, least_pattern
from gender_indicators.disclosure.suppression.problem import SuppressionProblem
from gender_indicators.disclosure.suppression.ranges import narrow


def guarded_pattern(problem: SuppressionProblem, found: Pattern, insiders: Iterable[Collection[str]]) -> Pattern:
    """Return ``found`` with further items hidden until none of the ``insiders`` can narrow another count.

    Each of them knows the cells of his keys. Source: Langsrud (2024), "Secondary cell suppression by Gaussian
    elimination: an algorithm suitable for handling issues with zeros and singletons", Privacy in Statistical
    Databases; here an insider is a reader like any other, whose ranges are as wide as anyone's must be. Each is
    answered with what costs least beside the answers to those before him, so that the whole need not be the least.

    Raises Impossible where hiding more does not help.

    >>> from gender_indicators.disclosure.suppression.problem import Cell, Item, equation
    >>> counts = {"a": 1, "b": 5, "c": 6, "d": 30}
    >>> cells = (Cell("all", 42, known=True), *(Cell(key, count, width=5) for key, count in counts.items()))
    >>> total = equation(("all", -1), *((key, 1) for key in counts))
    >>> items = tuple(Item(key, (key,), cost=count, primary=key == "a") for key, count in counts.items())
    >>> table = SuppressionProblem(cells, (total,), items)
    >>> found = least_pattern(table)
    >>> sorted(found.hidden), sorted(guarded_pattern(table, found, [["a"]]).hidden)
    (['a', 'b'], ['a', 'b', 'c'])
    """
    waiting = [frozenset(keys) for keys in insiders]
    while True:
        before = found
        for keys in waiting:
            known = replace(problem, cells=tuple(replace(c, known=c.known or c.key in keys) for c in problem.cells))
            if narrow(known, found.hidden, beside=keys):  # no other group learns from them
                items = tuple(replace(item, primary=item.key in found.hidden) for item in problem.items)
                more = least_pattern(replace(known, items=items))
                found = Pattern(more.hidden, more.cost, False, found.rounds + more.rounds)
        if found is before:
            return found
