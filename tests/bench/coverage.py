"""How often intervals hold the truth, on data of a province's size, and what they cost.

``python tests/bench/coverage.py`` draws thousands of samples from known truths (seeded), prints the coverage of
nominal 95 % intervals, then the seconds and memory of one estimate from 1,000,000 records and of the intervals of 27
measures in 41 areas. A coverage below 95 % means intervals that are too short, above that too long. The intervals of
few counts are summed over all outcomes by their probability, without drawing.
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from scipy import stats

from gender_indicators.figures.intervals import Interval, garwood, log_ratio, wilson
from gender_indicators.figures.survey import Design, SurveyEstimate, survey_ratio, survey_ratio_of_means

STRATA, PSUS, HOUSEHOLDS = 2, 60, 20  # a province's round of the labour force survey: urban and rural, 60 areas
Array = npt.NDArray[np.float64]


def exact_coverage(make: Callable[[int], Interval | None], chances: Array, truth: float) -> float:
    """Return the chance that the interval of outcome 0, 1, 2, ... holds the truth, where there is an interval."""
    held = asked = 0.0
    for outcome in np.flatnonzero(chances > 1e-12):
        found = make(int(outcome))
        if found is not None:
            asked += chances[outcome]
            held += chances[outcome] * (found.low <= truth <= found.high)
    return held / asked


def sex_ratio(boys: int, births: int) -> Interval | None:
    return log_ratio(boys, births - boys, per=100)


def simple_coverages() -> dict[str, float]:
    found: dict[str, float] = {}
    for n, share in ((30, 0.3), (300, 0.05), (1700, 0.003), (1700, 0.5)):
        chances = stats.binom.pmf(np.arange(n + 1), n, share)
        found[f"Wilson, {share:.1%} of {n:,}"] = exact_coverage(partial(wilson, n=n), chances, share)
    for ratio in (5, 15, 30):
        truth = ratio / 100_000
        chances = stats.poisson.pmf(np.arange(80), truth * 16_384)
        name = f"Garwood, {ratio} per 100,000, 16,384 births"
        found[name] = exact_coverage(partial(garwood, exposure=16_384), chances, truth)
    for births in (60, 520, 16_384):
        chances = stats.binom.pmf(np.arange(births + 1), births, 109 / 209)
        name = f"log ratio, 109 boys per 100 girls, {births:,} births"
        found[name] = exact_coverage(partial(sex_ratio, births=births), chances, 109.0)
    return found


@dataclass(frozen=True, slots=True)
class Sample:
    """Persons 15+ of one two-stage sample: design, sex, work, hours of unpaid work."""

    design: Design
    woman: npt.NDArray[np.bool_]
    employed: npt.NDArray[np.bool_]
    farming: npt.NDArray[np.bool_]
    rare: npt.NDArray[np.bool_]
    hours: Array


def draw(random: np.random.Generator) -> Sample:
    """Draw areas of unequal size with effects of their own, then households in them, then two to four persons."""
    stratum_of = np.repeat([0, 1], [24, PSUS - 24])
    size, effect = random.gamma(8, 1 / 8, PSUS), random.normal(0, 1, PSUS)
    households = np.maximum(random.poisson(HOUSEHOLDS * 0.8, PSUS), 4)  # some do not answer
    psu = np.repeat(np.arange(PSUS), households * 2)
    stratum = stratum_of[psu]
    weight = np.array([95.0, 140.0])[stratum] * (size * HOUSEHOLDS / households)[psu]
    woman = random.random(len(psu)) < 0.52
    employed = random.random(len(psu)) < np.where(woman, 0.68, 0.77)
    farming = employed & (random.random(len(psu)) < shift(np.array([0.12, 0.42])[stratum], 0.8 * effect[psu]))
    rare = employed & (random.random(len(psu)) < shift(np.full(len(psu), 0.015), 0.5 * effect[psu]))
    mean = np.where(woman, 16.0, 8.7) * np.exp(0.15 * effect[psu])
    did = random.random(len(psu)) < np.where(woman, 0.97, 0.8)
    hours = did * random.gamma(2.0, 0.5, len(psu)) * mean / np.where(woman, 0.97, 0.8)
    return Sample(Design(stratum, psu, weight), woman, employed, farming, rare, hours)


def shift(share: Array, by: Array) -> Array:
    """Move a share on the logit scale."""
    odds = share / (1 - share) * np.exp(by)
    return odds / (1 + odds)


ESTIMATES: dict[str, tuple[str, Callable[[Sample], SurveyEstimate]]] = {  # name: its truth, and how it is made
    "Taylor, share, logit": (
        "share",
        lambda s: survey_ratio(s.farming & s.woman, s.employed & s.woman, s.design, scale="logit"),
    ),
    "Taylor, share, linear": (
        "share",
        lambda s: survey_ratio(s.farming & s.woman, s.employed & s.woman, s.design),
    ),
    "Taylor, rare share, logit": (
        "rare",
        lambda s: survey_ratio(s.rare & s.woman, s.employed & s.woman, s.design, scale="logit"),
    ),
    "Taylor, rare share, linear": (
        "rare",
        lambda s: survey_ratio(s.rare & s.woman, s.employed & s.woman, s.design),
    ),
    "Taylor, mean": ("mean", lambda s: survey_ratio(s.hours * s.woman, s.woman, s.design)),
    "Taylor, ratio of means, log": ("ratio", lambda s: survey_ratio_of_means(s.hours, s.woman, ~s.woman, s.design)),
    "Taylor, ratio of means, linear": (
        "ratio",
        lambda s: survey_ratio_of_means(s.hours, s.woman, ~s.woman, s.design, scale="linear"),
    ),
    "as if a simple random sample": (
        "share",
        lambda s: survey_ratio(s.farming & s.woman, s.employed & s.woman, ignored(s.design), scale="logit"),
    ),
}


def ignored(design: Design) -> Design:
    n = len(design.weights)
    return Design(np.zeros(n, int), np.arange(n), design.weights)


def truths(random: np.random.Generator, samples: int = 3000) -> dict[str, float]:
    """Return what each estimates, from another, far larger draw: the weighted totals of ``samples`` samples."""
    totals = np.zeros(7)
    for _ in range(samples):
        s = draw(random)
        columns = [s.farming & s.woman, s.rare & s.woman, s.employed & s.woman, s.woman, ~s.woman]
        totals += s.design.weights @ np.column_stack([*columns, s.hours * s.woman, s.hours * ~s.woman])
    farming, rare, employed, women, men, hours, hours_of_men = totals.tolist()
    by_kind = {
        "share": farming / employed,
        "rare": rare / employed,
        "mean": hours / women,
        "ratio": hours / women / (hours_of_men / men),
    }
    return {name: by_kind[kind] for name, (kind, _) in ESTIMATES.items()}


def survey_coverages(samples: int, seed: int) -> dict[str, tuple[float, float, float]]:
    """Return each estimate's coverage, mean degrees of freedom and mean number of records."""
    truth = truths(np.random.default_rng(seed + 1))
    random = np.random.default_rng(seed)
    held, degrees, records = dict.fromkeys(truth, 0), dict.fromkeys(truth, 0), dict.fromkeys(truth, 0)
    for _ in range(samples):
        sample = draw(random)
        for name, (_, make) in ESTIMATES.items():
            found = make(sample)
            held[name] += found.interval is not None and found.interval.low <= truth[name] <= found.interval.high
            degrees[name] += found.degrees
            records[name] += found.n
    return {name: (held[name] / samples, degrees[name] / samples, records[name] / samples) for name in truth}


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cost() -> list[str]:
    """Return the seconds and peak memory of a large survey estimate and of all intervals of a year."""
    random, n = np.random.default_rng(3), 1_000_000
    psus = random.integers(0, 20_000, n)
    strata, weights, hours = psus % 126, random.uniform(50, 900, n), random.gamma(2, 8, n)
    woman, before = random.random(n) < 0.52, memory()
    lines = []
    makers: dict[str, Callable[[Design], SurveyEstimate]] = {
        "share": lambda d: survey_ratio((hours > 10) & woman, woman, d, scale="logit"),
        "ratio of means": lambda d: survey_ratio_of_means(hours, woman, ~woman, d),
    }
    for name, make in makers.items():
        start = time.perf_counter()
        found = make(Design(strata, psus, weights))
        seconds = time.perf_counter() - start
        lines.append(f"{name} of 1,000,000 records, {found.degrees:,} degrees of freedom: {seconds:.2f} s")
    lines.append(f"  peak memory {memory():.0f} MB, of which the data and Python {before:.0f} MB")
    start = time.perf_counter()
    for k in range(27 * 41):
        wilson(k, 4000)
        garwood(k, 4000)
        log_ratio(k + 9, 900)
    lines.append(f"27 measures x 41 areas, three intervals each: {time.perf_counter() - start:.3f} s")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20_251_231)
    options = parser.parse_args()
    print("Nominal 95 %; counts: exact")
    for name, held in simple_coverages().items():
        print(f"  {name:<52} {held:6.1%}")
    noise = 1.96 * math.sqrt(0.95 * 0.05 / options.samples)
    print(f"{PSUS} PSUs, {STRATA} strata; {options.samples:,} samples, -+{noise:.1%}")
    for name, (held, degrees, n) in survey_coverages(options.samples, options.seed).items():
        print(f"  {name:<32} {held:6.1%}   {degrees:5.0f} degrees, {n:5.0f} records")
    print("\n".join(cost()))


if __name__ == "__main__":
    main()
