"""What choosing the least to hide costs, and how much less it hides than a rule that goes sum by sum.

``python tests/bench/suppression.py`` draws tables of a province's size and larger (seeded), prints for each the time
and rounds of :func:`least_pattern`, how many are proven to be the least, the items it hides, and the same for the
rule: while the hidden counts of a sum leave too little room, hide the cheapest shown item of that sum. The rule looks
at each sum alone, so its pattern may be unsafe; the last column says in how many tables it is.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from gender_indicators.disclosure.suppression import (
    Cell,
    Constraint,
    Impossible,
    Item,
    Limit,
    Pattern,
    SuppressionProblem,
    equation,
    least_pattern,
    narrow,
)

MINIMUM = 5  # a count from 1 to 4 is hidden, and a hidden count has at least five values to be


def share(areas: int, random: np.random.Generator) -> SuppressionProblem:
    """Draw one share by area: N + C = D in each, and the province's N, C and D."""
    wholes = 1 + random.poisson(random.gamma(1.5, 100, areas))
    return share_of(random.binomial(wholes, 0.9), wholes)


def linked(areas: int, random: np.random.Generator) -> SuppressionProblem:
    """Draw two shares of one whole, the first numerator a part of the second; each is an item an area."""
    wholes = 1 + random.poisson(random.gamma(1.5, 100, areas))
    second = random.binomial(wholes, 0.9)
    both = [share_of(n, wholes, prefix) for n, prefix in ((random.binomial(second, 0.5), "1"), (second, "2"))]
    ties = [equation((f"1D{area:03}", 1), (f"2D{area:03}", -1)) for area in range(areas)]
    parts = [Constraint(((f"2N{area:03}", 1), (f"1N{area:03}", -1)), low=0) for area in range(areas)]
    return SuppressionProblem(
        both[0].cells + both[1].cells,
        (*both[0].constraints, *both[1].constraints, *ties, *parts),
        both[0].items + both[1].items,
    )


def share_of(parts: npt.NDArray[np.int64], wholes: npt.NDArray[np.int64], prefix: str = "") -> SuppressionProblem:
    areas = len(wholes)
    counts = {f"{prefix}N": parts, f"{prefix}C": wholes - parts, f"{prefix}D": wholes}
    cells, items, constraints = [], [], []
    for kind, numbers in counts.items():
        floor = 1 if kind.endswith("D") else 0
        cells += [Cell(f"{kind}{area:03}", int(n), floor, width=MINIMUM - 1) for area, n in enumerate(numbers)]
        cells.append(Cell(f"{kind}all", int(numbers.sum()), known=True))
        constraints.append(
            equation((f"{kind}all", -1), *((f"{kind}{area:03}", 1) for area in range(areas)), name=kind)
        )
    for area in range(areas):
        n, c, d = (f"{kind}{area:03}" for kind in counts)
        constraints.append(equation((n, 1), (c, 1), (d, -1)))
        small = any(0 < numbers[area] < MINIMUM for numbers in counts.values())
        items.append(
            Item(f"{prefix}{area:03}", tuple(f"{kind}{area:03}" for kind in counts), 1000 + int(wholes[area]), small)
        )
    return SuppressionProblem(tuple(cells), tuple(constraints), tuple(items))


def table(areas: int, random: np.random.Generator, groups: int = 3) -> SuppressionProblem:
    """Draw counts by area and group with both margins; a margin may be hidden too, at a price."""
    inside = random.poisson(random.gamma(1.5, 40, (areas, groups)))
    full = np.zeros((areas + 1, groups + 1), dtype=int)
    full[:-1, :-1] = inside
    full[-1, :], full[:, -1] = full.sum(axis=0), full.sum(axis=1)
    full[-1, -1] = inside.sum()
    cells, items, constraints = [], [], []
    for (area, group), count in np.ndenumerate(full):
        key, margins = f"{area:03}.{group}", (area == areas) + (group == groups)
        known = margins == 2
        cells.append(Cell(key, int(count), known=known, width=0 if known else MINIMUM - 1))
        if not known:
            items.append(Item(key, (key,), (1, 1000)[margins] * (1000 + int(count)), 0 < count < MINIMUM))
    for line in range(areas + 1):
        constraints.append(equation(*((f"{line:03}.{g}", 1 if g < groups else -1) for g in range(groups + 1))))
    for group in range(groups + 1):
        constraints.append(equation(*((f"{a:03}.{group}", 1 if a < areas else -1) for a in range(areas + 1))))
    return SuppressionProblem(tuple(cells), tuple(constraints), tuple(items))


def rule(problem: SuppressionProblem) -> frozenset[str]:
    """Return what the rule hides, sum by sum until every sum leaves its hidden counts room or has none shown."""
    told = {key: item for item in problem.items for key in item.cells}
    cells = {cell.key: cell for cell in problem.cells}
    hidden = {item.key for item in problem.items if item.primary}
    changed = True
    while changed:
        changed = False
        for constraint in problem.constraints:
            choices = _needed(constraint, hidden, told, cells)
            if choices:
                hidden.add(min(choices, key=lambda item: (item.cost, item.key)).key)
                changed = True
    return frozenset(hidden)


def _needed(constraint: Constraint, hidden: set[str], told: dict[str, Item], cells: dict[str, Cell]) -> list[Item]:
    """Return the shown items of a sum whose hidden counts are too few or too small to protect one another."""
    here = [key for key, _ in constraint.terms if key in told]
    unknown = [cells[key] for key in here if told[key].key in hidden]
    room = sum((cell.value or 0) - cell.floor for cell in unknown)
    if not unknown or (len(unknown) > 1 and room >= max(cell.width for cell in unknown)):
        return []
    return [told[key] for key in here if told[key].key not in hidden]


def compare(
    make: Callable[[int, np.random.Generator], SuppressionProblem], areas: int, times: int, limit: Limit
) -> str:
    """Return a line of the table: means over ``times`` tables, the longest time, and what the rule does."""
    random = np.random.default_rng([20_251_231, areas])
    found: list[Pattern] = []
    seconds, by_rule, unsafe, impossible, items = [], 0, 0, 0, 0
    for _ in range(times):
        problem = make(areas, random)
        start = time.perf_counter()
        try:
            pattern = least_pattern(problem, limit)
        except Impossible:
            impossible += 1
            continue
        seconds.append(time.perf_counter() - start)
        simple = rule(problem)
        found.append(pattern)
        by_rule += len(simple)
        unsafe += bool(narrow(problem, simple))
        items += len(problem.items)
    if not found:
        return f"{make.__name__:<6} {areas:>5}   impossible"
    hidden = sum(len(pattern.hidden) for pattern in found)
    return (
        f"{make.__name__:<6} {areas:>5} {len(found):>6} {np.mean(seconds):>8.2f} {max(seconds):>8.2f}"
        f" {np.mean([p.rounds for p in found]):>7.1f} {sum(p.optimal for p in found):>7}"
        f" {hidden / items:>7.1%} {by_rule / items:>7.1%} {hidden / max(by_rule, 1):>6.2f} {unsafe:>7}"
        f" {impossible:>11}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--areas", type=int, nargs="+", default=[9, 41, 133, 500])
    parser.add_argument("--times", type=int, default=10, help="tables of each size (three from 500 areas on)")
    parser.add_argument("--rounds", type=int, default=Limit().rounds)
    parser.add_argument("--nodes", type=int, default=Limit().nodes)
    options = parser.parse_args()
    print("table  areas tables  seconds  longest  rounds  proven  hidden by rule  ratio  unsafe  impossible")
    for make in (share, linked, table):
        for areas in options.areas:
            times = options.times if areas < 500 else min(3, options.times)
            print(compare(make, areas, times, Limit(options.rounds, options.nodes)), flush=True)


if __name__ == "__main__":
    main()
