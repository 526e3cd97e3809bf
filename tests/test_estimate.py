"""Intervals and survey estimates against published results, independent computation and their own symmetries."""

from __future__ import annotations

import csv
import gzip
import math
import subprocess
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gender_indicators.figures.intervals import (
    Interval,
    garwood,
    log_ratio,
    normal_quantile,
    pooled,
    student_quantile,
    wilson,
)
from gender_indicators.figures.reliability import certainty, reliability
from gender_indicators.figures.survey import Design, SurveyEstimate, survey_ratio, survey_ratio_of_means
from gender_indicators.plan.measure import Operator, Threshold

NHANES = Path(__file__).parent / "data" / "nhanes2.csv.gz"
Array = npt.NDArray[np.float64]

# successes, n, level, low, high as printed, source
NEWCOMBE = "Newcombe 1998, table I, method 3"
SHARES = [
    (81, 263, 0.95, "0.2553", "0.3662", NEWCOMBE),
    (15, 148, 0.95, "0.0624", "0.1605", NEWCOMBE),
    (0, 20, 0.95, "0.0000", "0.1611", NEWCOMBE),
    (1, 29, 0.95, "0.0061", "0.1718", NEWCOMBE),
    (1, 10, 0.95, "0.0178762", "0.4041500", "Stata Base Reference Manual, ci: cii proportions 10 1, wilson"),
    (7, 50, 0.95, "0.06950833", "0.26186194", "statsmodels 0.15.0, proportion_confint(method='wilson')"),
    (412, 1700, 0.95, "0.22257897", "0.26328869", "statsmodels 0.15.0, proportion_confint(method='wilson')"),
    (12, 37, 0.90, "0.21351296", "0.45907684", "statsmodels 0.15.0, proportion_confint(method='wilson')"),
    (28, 29, 0.95, "0.8282", "0.9939", "complement of Newcombe's 1 of 29"),
]

# events, exposure, per, level, low, high as printed, source
GARWOOD = "Garwood 1936, limits of the Poisson mean"
PROVINCE = "exact Poisson for a province of 16,384 births, checked below by summing Poisson probabilities"
RATES = [
    (0, 1, 1, 0.95, "0.000", "3.689", GARWOOD),
    (1, 1, 1, 0.95, "0.025", "5.572", GARWOOD),
    (2, 1, 1, 0.95, "0.242", "7.225", GARWOOD),
    (3, 1, 1, 0.95, "0.619", "8.767", GARWOOD),
    (4, 1, 1, 0.95, "1.090", "10.242", GARWOOD),
    (5, 1, 1, 0.95, "1.623", "11.668", GARWOOD),
    (10, 1, 1, 0.95, "4.795", "18.390", GARWOOD),
    (20, 1, 1, 0.95, "12.217", "30.888", GARWOOD),
    (30, 1, 1, 0.95, "20.24", "42.83", GARWOOD),
    (100, 1, 1, 0.95, "81.36", "121.63", GARWOOD),
    (137, 24.19893, 1, 0.95, "4.753125", "6.692709", "R stats, poisson.test(137, 24.19893)"),
    (27, 1, 1, 0.95, "17.79317", "39.28358", "Stata Base Reference Manual, ci: cii means 1 27, poisson"),
    (60, 51477.5, 1000, 0.95, "0.88944337", "1.50030389", "statsmodels 0.15.0, confint_poisson(method='exact-c')"),
    (7, 12345, 1e5, 0.90, "26.612521", "106.505580", "statsmodels 0.15.0, confint_poisson(method='exact-c')"),
    (0, 16384, 1e5, 0.95, "0.0", "22.5", PROVINCE),
    (1, 16384, 1e5, 0.95, "0.2", "34.0", PROVINCE),
    (2, 16384, 1e5, 0.95, "1.5", "44.1", PROVINCE),
    (3, 16384, 1e5, 0.95, "3.8", "53.5", PROVINCE),
    (4, 16384, 1e5, 0.95, "6.7", "62.5", PROVINCE),
    (5, 16384, 1e5, 0.95, "9.9", "71.2", PROVINCE),
    (3, 3 * 16384, 1e5, 0.95, "1.3", "17.8", PROVINCE),
    (5, 3 * 16384, 1e5, 0.95, "3.3", "23.7", PROVINCE),
    (7, 3 * 16384, 1e5, 0.95, "5.7", "29.3", PROVINCE),
    (8, 3 * 16384, 1e5, 0.95, "7.0", "32.1", PROVINCE),
]

# births, sex ratio, low, high as printed: the delta method by hand
SEX_RATIOS = [
    (520, 109, "91.8", "129.5"),
    (1000, 109, "96.3", "123.4"),
    (5000, 109, "103.1", "115.2"),
    (16384, 109, "105.7", "112.4"),
]

# first count and exposure, second count and exposure, the ratio of the two rates, low, high as printed, source
OPENEPI = "OpenEpi, Taylor series, printed output quoted in epiinformatics.com SessionI"
RATE_RATIOS = [
    (6, 100, 14, 400, "1.714286", "0.658778447", "4.460946657", "SAS, quoted in zEpid tests/test_calculator.py"),
    (24, 80_000, 30, 300_000, "3.0", "1.75", "5.13", "Biostatistics For Dummies, incidence rate ratio"),
    (17, 100_025, 3, 122_268, "6.927", "2.03", "23.63", OPENEPI),
    (25, 178_556, 4, 200_200, "7.008", "2.439", "20.13", OPENEPI),
]

# deaths and births of three years, the printed ratio of the three, each year's printed ratio (Armstat, SDG 3.1.1)
MBRRACE = "MBRRACE-UK, maternal deaths per 100,000 maternities"
POOLED_AS_PRINTED = [  # deaths, maternities, rate as printed, years, source
    (254, 2_004_184, "12.67", "2021-23", MBRRACE),
    (239, 2_066_997, "11.56", "2019-21", MBRRACE),
    (229, 2_101_829, "10.9", "2018-20", MBRRACE),
]
POOLED = [([7, 12, 3], [41_763, 40_592, 37_700], "18.3", ["16.8", "29.6", "8.0"])]


def printed(value: float, like: str) -> str:
    return f"{value:.{len(like.partition('.')[2])}f}"


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def agrees(interval: Interval | None, low: str, high: str) -> None:
    found = ends(interval)
    assert (printed(found[0], low), printed(found[1], high)) == (low, high)


@pytest.mark.parametrize(("successes", "n", "level", "low", "high", "source"), SHARES)
def test_wilson_as_published(successes: int, n: int, level: float, low: str, high: str, source: str) -> None:
    agrees(wilson(successes, n, level), low, high)


@pytest.mark.parametrize(("events", "exposure", "per", "level", "low", "high", "source"), RATES)
def test_garwood_as_published(
    events: int, exposure: float, per: float, level: float, low: str, high: str, source: str
) -> None:
    agrees(garwood(events, exposure, per, level), low, high)


@pytest.mark.parametrize(("births", "ratio", "low", "high"), SEX_RATIOS)
def test_sex_ratio_at_birth(births: int, ratio: int, low: str, high: str) -> None:
    agrees(log_ratio(births * ratio / (ratio + 100), births * 100 / (ratio + 100), per=100), low, high)


@pytest.mark.parametrize(("a", "of_a", "b", "of_b", "ratio", "low", "high", "source"), RATE_RATIOS)
def test_log_ratio_as_published(
    a: int, of_a: int, b: int, of_b: int, ratio: str, low: str, high: str, source: str
) -> None:
    found = ends(log_ratio(a, b, per=of_b / of_a))
    assert printed(a / of_a / (b / of_b), ratio) == ratio
    last = 10.0 ** -len(low.partition(".")[2]), 10.0 ** -len(high.partition(".")[2])  # OpenEpi cuts or rounds z
    assert abs(found[0] - float(low)) <= last[0]
    assert abs(found[1] - float(high)) <= last[1]


@pytest.mark.parametrize(("deaths", "births", "rate", "years", "source"), POOLED_AS_PRINTED)
def test_pooled_rates_as_published(deaths: int, births: int, rate: str, years: str, source: str) -> None:
    events, exposure = pooled([deaths], [births])
    assert printed(100_000 * events / exposure, rate) == rate


@pytest.mark.parametrize(("deaths", "births", "together", "years"), POOLED)
def test_pooled_is_sums_and_not_a_mean(deaths: list[int], births: list[int], together: str, years: list[str]) -> None:
    ratios = [100_000 * d / b for d, b in zip(deaths, births, strict=True)]
    assert [printed(ratio, year) for ratio, year in zip(ratios, years, strict=True)] == years
    events, exposure = pooled(deaths, births)
    assert printed(100_000 * events / exposure, together) == together
    assert printed(sum(ratios) / len(ratios), together) != together


def poisson_below(deaths: int, mean: float) -> float:
    return math.fsum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(deaths + 1))


@pytest.mark.parametrize(("truth", "chance"), [(5, "0.95"), (10, "0.77"), (15, "0.55"), (20, "0.36"), (30, "0.13")])
def test_chance_of_passing_under_15_in_one_year(truth: int, chance: str) -> None:
    threshold = Threshold(operator="<", value=15)
    most = max(d for d in range(20) if 100_000 * d / 16384 < threshold.value)
    assert printed(poisson_below(most, truth * 16384 / 100_000), chance) == chance


@pytest.mark.parametrize("events", [0, 1, 2, 7, 40])
def test_garwood_ends_leave_half_the_rest_in_each_tail(events: int) -> None:
    low, high = ends(garwood(events, 1.0))
    assert poisson_below(events, high) == pytest.approx(0.025, abs=1e-9)
    if events:
        assert 1 - poisson_below(events - 1, low) == pytest.approx(0.025, abs=1e-9)


@pytest.mark.parametrize("share", [0.0, 0.004, 0.3, 1.0])
def test_wilson_ends_are_z_standard_errors_from_the_share(share: float) -> None:
    n = 187.5
    for end in ends(wilson(share * n, n)):
        assert abs(share - end) == pytest.approx(1.959963985 * math.sqrt(end * (1 - end) / n), abs=1e-9)


# ---------------------------------------------------------------------------------------------------------------
# Survey estimates as published
# ---------------------------------------------------------------------------------------------------------------


@cache
def nhanes() -> dict[str, Array]:
    with gzip.open(NHANES, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0]}


def nhanes_share(of: str, domain: npt.NDArray[np.bool_], value: float = 1, level: float = 0.95) -> SurveyEstimate:
    data = nhanes()
    measured = domain & ~np.isnan(data[of])
    return survey_ratio(measured & (data[of] == value), measured, nhanes_design(), level, "logit")


@cache
def nhanes_design() -> Design:
    data = nhanes()
    return Design(data["stratid"].astype(int), data["psuid"].astype(int), data["finalwgt"])


def test_mean_zinc_of_nhanes() -> None:
    """Stata Survey Reference Manual, svy: mean zinc; the same in samplics' page "Taylor-based Estimation"."""
    zinc, design = nhanes()["zinc"], nhanes_design()
    found = survey_ratio(np.nan_to_num(zinc), ~np.isnan(zinc), design)
    assert (printed(found.value, "87.18207"), printed(found.standard_error, ".4944827")) == ("87.18207", "0.4944827")
    agrees(found.interval, "86.17356", "88.19057")
    assert (found.n, found.degrees, found.lonely) == (9189, 31, 0)
    assert found.cv is not None
    assert printed(found.cv, "0.005672") == "0.005672"


SAMPLICS = [  # share, of value, share, standard error, low, high: computed with samplics 0.6.1, PopParam.prop
    ("highbp", 1, 0.3687432983103015, 0.014320122745787067, 0.3400474412918717, 0.3983988807588127),
    ("diabetes", 1, 0.03428525679025107, 0.0018197263729908383, 0.03076153822535354, 0.03819670847406407),
    ("race", 1, 0.8790162252574926, 0.01672167603680469, 0.8405678416822148, 0.909194125655745),
    ("race", 2, 0.09561516103337701, 0.012777691362095571, 0.07254125846453512, 0.1250389224486828),
    ("race", 3, 0.02536861370913039, 0.01055436636453233, 0.010780764359345905, 0.05852792498084053),
]


@pytest.mark.parametrize(("of", "value", "share", "error", "low", "high"), SAMPLICS)
def test_shares_of_nhanes_as_samplics(
    of: str, value: int, share: float, error: float, low: float, high: float
) -> None:
    found = nhanes_share(of, np.ones(len(nhanes()[of]), bool), value)
    assert (found.value, found.standard_error) == pytest.approx((share, error), rel=1e-12)
    assert ends(found.interval) == pytest.approx((low, high), rel=1e-12)


def test_ratio_of_totals_of_nhanes_as_samplics() -> None:
    """High blood pressure to high lead, among those whose lead was measured; samplics 0.6.1, PopParam.ratio."""
    data = nhanes()
    measured = ~np.isnan(data["highlead"])
    found = survey_ratio(data["highbp"], np.nan_to_num(data["highlead"]), nhanes_design(), domain=measured)
    assert (found.value, found.standard_error) == pytest.approx((5.932549716021339, 0.553058000334462), rel=1e-12)
    assert ends(found.interval) == pytest.approx((4.804580487702094, 7.060518944340584), rel=1e-12)


@pytest.mark.parametrize(
    ("race", "mean", "error", "degrees"),
    [
        (1, 87.49538891930769, 0.4791963306050704, 31),
        (2, 85.08574433090648, 1.1652086926250311, 30),
        (3, 83.57091021860424, 1.5854627200566418, 23),
    ],
)
def test_mean_zinc_by_race_as_samplics(race: int, mean: float, error: float, degrees: int) -> None:
    """Only the degrees of freedom differ: samplics counts strata without the domain too, R and Stata do not."""
    data = nhanes()
    domain = (data["race"] == race) & ~np.isnan(data["zinc"])
    found = survey_ratio(np.where(domain, data["zinc"], 0), domain, nhanes_design())
    assert (found.value, found.standard_error) == pytest.approx((mean, error), rel=1e-12)
    assert found.degrees == degrees


def test_r_survey_fpc_example() -> None:
    """R package survey, example(fpc), svymean(~x, withoutfpc)."""
    x = np.array([2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2])
    design = Design(np.array([1] * 5 + [2] * 3), np.array([1, 2, 3, 4, 5, 1, 2, 3]), np.array([3] * 5 + [4] * 3))
    found = survey_ratio(x, np.ones(8), design)
    assert (printed(found.value, "5.448148"), printed(found.standard_error, "0.7412683")) == ("5.448148", "0.7412683")


@pytest.mark.parametrize(
    ("stratum", "share", "error", "degrees"),
    [
        (None, 0.366666666666667, 0.103637545034320, 6),
        (1, 0.3, 0.129099444873581, 3),
        (2, 0.4, 0.141421356237310, 3),
    ],
)
def test_share_in_a_domain_as_r_survey(stratum: int | None, share: float, error: float, degrees: int) -> None:
    """R survey 4.5, svyciprop on subsets of 2 strata x 4 PSUs x 10 persons, the first five of each the domain.

    The printed estimates are quoted in the tests of samplics-org/svy (test_prop_ci_domain.py).
    """
    having = {1: [1, 2, 0, 3], 2: [2, 1, 4, 1]}
    rows = [(h, k, j) for h in (1, 2) for k in range(4) for j in range(10)]
    strata, psus = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    domain = np.array([j < 5 and stratum in (None, h) for h, _, j in rows])
    y = np.array([j < having[h][k] for h, k, j in rows]) & domain
    found = survey_ratio(y, domain, Design(strata, psus, np.where(strata == 1, 10.0, 20.0)))
    assert (found.value, found.standard_error) == pytest.approx((share, error), rel=1e-12)
    assert (found.degrees, found.n) == (degrees, domain.sum())


def by_hand(
    y: list[int], x: list[int], strata: list[int], psus: list[int], weights: list[int]
) -> tuple[float, float]:
    """The ratio and its variance in exact fractions, record by record: nothing shared with the code."""
    w = [Fraction(weight) for weight in weights]
    total = sum(wi * xi for wi, xi in zip(w, x, strict=True))
    ratio = sum(wi * yi for wi, yi in zip(w, y, strict=True)) / total
    clusters: dict[int, dict[int, Fraction]] = {}
    for wi, yi, xi, h, k in zip(w, y, x, strata, psus, strict=True):
        stratum = clusters.setdefault(h, {})
        stratum[k] = stratum.get(k, Fraction(0)) + wi * (yi - ratio * xi) / total
    variance, count = Fraction(0), sum(map(len, clusters.values()))
    grand = sum(t for stratum in clusters.values() for t in stratum.values()) / count
    for stratum in clusters.values():
        m = len(stratum)
        centre = sum(stratum.values()) / m if m > 1 else grand
        variance += Fraction(m, max(m - 1, 1)) * sum((t - centre) ** 2 for t in stratum.values())
    return float(ratio), math.sqrt(variance)


records = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(0, 1), st.integers(1, 3), st.integers(1, 4), st.integers(1, 30), st.booleans()
    ),
    min_size=12,
    max_size=60,
)
Record = tuple[int, int, int, int, int, bool]


@given(records.filter(lambda rows: any(r[1] for r in rows)))
def test_any_design_equals_exact_fractions(rows: list[Record]) -> None:
    """Lonely strata, PSUs without the domain and PSU numbers used again in another stratum included."""
    y, x, strata, psus, weights = ([r[i] for r in rows] for i in range(5))
    y = [a * b for a, b in zip(y, x, strict=True)]
    found = survey_ratio(y, x, Design(np.array(strata), np.array(psus), np.array(weights)))
    assert (found.value, found.standard_error) == pytest.approx(by_hand(y, x, strata, psus, weights), abs=1e-9)
    held = {r[2] for r in rows if r[1]}
    clusters = {h: len({r[3] for r in rows if r[2] == h}) for h in held}
    assert found.degrees == sum(clusters.values()) - len(held)
    assert found.lonely == sum(m == 1 for m in clusters.values())


def made(rows: list[Record], factor: float = 1.0) -> tuple[Array, npt.NDArray[np.bool_], Design]:
    """Values, a domain, and a design of which all three strata have at least two PSUs."""
    rows = [*rows, *((7 + 9 * k + h, 1, h, k, 3, bool(k % 2)) for h in (1, 2, 3) for k in (1, 2, 3, 4))]
    y, _, strata, psus, weights, flag = (np.array([r[i] for r in rows]) for i in range(6))
    return y.astype(float), flag, Design(strata, psus, factor * weights)


@given(records)
def test_a_share_on_the_logit_scale_mirrors_its_complement(rows: list[Record]) -> None:
    y, _, design = made(rows)
    has, all_of_them = y > 15, np.ones(len(y))
    one, other = (survey_ratio(flag, all_of_them, design, scale="logit") for flag in (has, ~has))
    low, high = ends(one.interval)
    assert ends(other.interval) == pytest.approx((1 - high, 1 - low), abs=1e-12)
    assert 0 <= low <= one.value <= high <= 1  # a share of everybody is its own end
    assert one.standard_error == pytest.approx(other.standard_error, abs=1e-12)


@given(records)
def test_a_ratio_of_means_on_the_log_scale_mirrors_its_inverse(rows: list[Record]) -> None:
    y, women, design = made(rows)
    one = survey_ratio_of_means(y, women, ~women, design)
    other = survey_ratio_of_means(y, ~women, women, design)
    low, high = ends(one.interval)
    assert ends(other.interval) == pytest.approx((1 / high, 1 / low), rel=1e-9)
    assert one.value == pytest.approx(1 / other.value)
    assert low < one.value < high
    assert (one.design_effect, one.cv) == pytest.approx((other.design_effect, other.cv), rel=1e-6)


@given(records)
def test_a_ratio_of_means_is_the_delta_method_on_both_means(rows: list[Record]) -> None:
    """Its variance equals that of the linear combination of both means, each centred by its own residuals."""
    y, women, design = made(rows)
    found = survey_ratio_of_means(y, women, ~women, design)
    step = 1e-6  # a weight's influence by moving each record's weight, as the infinitesimal jackknife does

    def ratio(weights: Array) -> float:
        return float(np.average(y[women], weights=weights[women]) / np.average(y[~women], weights=weights[~women]))

    base = design.weights.astype(float)
    pull = [(ratio(base + step * e) - ratio(base - step * e)) / (2 * step) for e in np.eye(len(y))]
    variance = 0.0
    for h in np.unique(design.strata):
        totals = [
            sum(
                base[(design.strata == h) & (design.psus == k)]
                * np.array(pull)[(design.strata == h) & (design.psus == k)]
            )
            for k in np.unique(design.psus[design.strata == h])
        ]
        variance += len(totals) * float(np.var(totals, ddof=1))
    assert found.standard_error == pytest.approx(math.sqrt(variance), rel=1e-4, abs=1e-7)


@given(records, st.randoms(use_true_random=False), st.sampled_from([1e-6, 0.37, 5.0, 1e9]))
def test_order_and_the_unit_of_the_weights_change_nothing(rows: list[Record], random, factor: float) -> None:  # type: ignore[no-untyped-def]
    y, women, design = made(rows)
    order = list(range(len(y)))
    random.shuffle(order)
    other = Design(design.strata[order] * 7 - 50, design.psus[order] + 1000, factor * design.weights[order])
    for one, two in [
        (
            survey_ratio_of_means(y, women, ~women, design),
            survey_ratio_of_means(y[order], women[order], ~women[order], other),
        ),
        (survey_ratio(y * women, women, design), survey_ratio((y * women)[order], women[order], other)),
        (
            survey_ratio(women & (y > 9), women, design, scale="logit"),
            survey_ratio((women & (y > 9))[order], women[order], other, scale="logit"),
        ),
    ]:
        assert (two.n, two.degrees, two.lonely) == (one.n, one.degrees, one.lonely)
        for name in ("value", "standard_error", "effective_n", "design_effect"):
            assert getattr(two, name) == pytest.approx(getattr(one, name), rel=1e-6), name
        assert ends(two.interval) == pytest.approx(ends(one.interval), rel=1e-6)


@given(records)
def test_a_record_split_in_two_of_half_the_weight_moves_no_interval(rows: list[Record]) -> None:
    y, women, design = made(rows)
    twice = Design(np.tile(design.strata, 2), np.tile(design.psus, 2), np.tile(design.weights / 2, 2))
    one = survey_ratio(y * women, women, design)
    two = survey_ratio(np.tile(y * women, 2), np.tile(women, 2), twice)
    assert (two.value, two.standard_error, *ends(two.interval)) == pytest.approx(
        (one.value, one.standard_error, *ends(one.interval)), rel=1e-9
    )


def test_records_outside_the_domain_stay_in_the_design() -> None:
    y, women, design = made([])
    whole = survey_ratio(y * women, women, design)
    assert whole.degrees == 9  # 12 PSUs, of which every other has no woman
    cut = Design(design.strata[women], design.psus[women], design.weights[women])
    assert survey_ratio(y[women], np.ones(women.sum()), cut).degrees == 3
    kept = survey_ratio(y, np.ones(len(y)), design, domain=women)
    assert kept == whole


def test_design_effect_of_a_simple_random_sample_is_one() -> None:
    y = np.random.default_rng(5).normal(40, 6, 500)
    found = survey_ratio(y, np.ones(500), Design(np.ones(500, int), np.arange(500), np.full(500, 12.0)))
    assert (found.design_effect, found.effective_n) == pytest.approx((1.0, 500.0))
    assert found.standard_error == pytest.approx(np.std(y, ddof=1) / math.sqrt(500))


def test_design_effect_of_copies_is_the_size_of_the_cluster() -> None:
    """Ten copies of a person in each PSU tell no more than one: the effect is 10 up to (n - 1) / (PSUs - 1)."""
    y = np.repeat(np.random.default_rng(6).normal(40, 6, 50), 10)
    found = survey_ratio(y, np.ones(500), Design(np.ones(500, int), np.repeat(np.arange(50), 10), np.ones(500)))
    assert found.design_effect == pytest.approx(499 / 49)


@pytest.mark.parametrize("nobody", [True, False])
def test_a_share_of_exactly_none_or_all_has_an_interval(nobody: bool) -> None:
    weights = np.array([1.0, 3.0] * 20)
    design = Design(np.repeat([1, 2], 20), np.repeat(np.arange(8), 5), weights)
    y = np.full(40, 0.0 if nobody else 1.0)
    found = survey_ratio(y, np.ones(40), design, scale="logit")
    kish = 80**2 / 200
    size = kish * (student_quantile(0.95, 39) / student_quantile(0.95, 6)) ** 2
    assert found.interval == wilson(0 if nobody else size, size)
    assert (found.standard_error, found.cv, found.effective_n) == (0.0, None, pytest.approx(kish))


def test_no_interval_where_nothing_is_known() -> None:
    one_psu_each = Design(np.array([1, 1, 2, 2]), np.array([1, 1, 1, 1]), np.ones(4))
    found = survey_ratio([1, 2, 3, 4], np.ones(4), one_psu_each)
    assert (found.interval, found.degrees, found.lonely) == (None, 0, 2)
    assert found.standard_error > 0
    constant = survey_ratio(
        np.full(4, 0.1), np.ones(4), Design(np.ones(4, int), np.arange(4), np.array([1, 3, 7, 9]))
    )
    assert (constant.interval, constant.standard_error) == (None, 0.0)
    assert log_ratio(5, 0) is None
    assert log_ratio(0, 5) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wilson(3, 2),
        lambda: wilson(0, 0),
        lambda: wilson(1, math.nan),
        lambda: wilson(1, 2, level=95),
        lambda: garwood(-1, 10),
        lambda: garwood(1, 0),
        lambda: log_ratio(-1, 2),
        lambda: pooled([1, 2], [3]),
        lambda: wilson(1, 2).times(0),
        lambda: Design(np.array([1]), np.array([1, 2]), np.array([1.0])),
        lambda: Design(np.array([1]), np.array([1]), np.array([-1.0])),
        lambda: Design(np.array([1]), np.array([1]), np.array([math.nan])),
        lambda: survey_ratio([math.nan] * 12, np.ones(12), made([])[2]),
        lambda: survey_ratio(np.ones(11), np.ones(11), made([])[2]),
        lambda: survey_ratio(np.zeros(12), np.zeros(12), made([])[2]),
        lambda: survey_ratio(np.full(12, 2.0), np.ones(12), made([])[2], scale="logit"),
        lambda: survey_ratio_of_means(np.ones(12), np.ones(12, bool), np.ones(12, bool), made([])[2]),
        lambda: survey_ratio_of_means(np.ones(12), np.ones(12), np.zeros(12), made([])[2]),
        lambda: survey_ratio_of_means(np.arange(12) * 0.0, made([])[1], ~made([])[1], made([])[2]),
        lambda: survey_ratio_of_means(np.ones(12), made([])[1], ~made([])[1], made([])[2], scale="logit"),
        lambda: reliability(math.nan, 0.1, 0.2),
        lambda: reliability(0.1, 0.3, 0.2),
    ],
)
def test_what_has_no_answer_is_refused(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"\w+ .*\w"):
        wrong()


# ---------------------------------------------------------------------------------------------------------------
# Symmetries of the simple intervals
# ---------------------------------------------------------------------------------------------------------------

counts, levels = st.integers(0, 10**6), st.floats(0.5, 0.999)


@given(counts, counts.filter(bool), levels)
def test_wilson_contains_the_share_mirrors_the_complement_and_shrinks(a: int, b: int, level: float) -> None:
    low, high = ends(wilson(a, a + b, level))
    assert 0 <= low <= a / (a + b) <= high <= 1
    assert ends(wilson(b, a + b, level)) == pytest.approx((1 - high, 1 - low), abs=1e-12)
    more = ends(wilson(4 * a, 4 * (a + b), level))
    assert more[1] - more[0] < high - low


@given(counts, st.floats(0.1, 1e9), levels)
def test_garwood_contains_the_rate_and_shrinks(events: int, exposure: float, level: float) -> None:
    low, high = ends(garwood(events, exposure, level=level))
    assert 0 <= low <= events / exposure <= high
    more = ends(garwood(4 * events, 4 * exposure, level=level))
    assert more[1] - more[0] < high - low


@given(st.integers(1, 10**6), st.integers(1, 10**6), levels)
def test_log_ratio_contains_the_ratio_mirrors_its_inverse_and_shrinks(a: int, b: int, level: float) -> None:
    low, high = ends(log_ratio(a, b, level=level))
    assert low < a / b < high
    assert ends(log_ratio(b, a, level=level)) == pytest.approx((1 / high, 1 / low), rel=1e-9)
    more = ends(log_ratio(4 * a, 4 * b, level=level))
    assert more[1] - more[0] < high - low
    boys = a / (a + b)  # the same as the logit interval of the share of boys
    half = normal_quantile(level) / math.sqrt((a + b) * boys * (1 - boys))
    assert math.log(high) - math.log(a / b) == pytest.approx(half, rel=1e-6)


@given(counts, st.integers(1, 10**6), st.floats(0.5, 0.9))
def test_more_confidence_is_wider(a: int, b: int, level: float) -> None:
    for make in (
        lambda p: wilson(a, a + b, p),
        lambda p: garwood(a, b, 1.0, p),
        lambda p: log_ratio(a + 1, b, 1.0, p),
    ):
        inner, outer = ends(make(level)), ends(make(level + 0.09))
        assert outer[0] <= inner[0] <= inner[1] < outer[1]


# ---------------------------------------------------------------------------------------------------------------
# What an interval allows to say
# ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "low", "high", "expected"),
    [
        ("<", 10, 29.999, "clearly_met"),
        ("<", 10, 30, "uncertain"),
        ("<", 30, 40, "clearly_missed"),
        ("<=", 10, 30, "clearly_met"),
        ("<=", 30, 40, "uncertain"),
        ("<=", 30.001, 40, "clearly_missed"),
        (">=", 30, 40, "clearly_met"),
        (">=", 20, 30, "uncertain"),
        (">=", 20, 29.999, "clearly_missed"),
        (">", 30.001, 40, "clearly_met"),
        (">", 30, 40, "uncertain"),
        (">", 20, 30, "clearly_missed"),
        ("=", 30, 30, "clearly_met"),
        ("=", 20, 40, "uncertain"),
        ("=", 30, 40, "uncertain"),
        ("=", 31, 40, "clearly_missed"),
    ],
)
def test_certainty_is_strict_where_the_plan_is(operator: Operator, low: float, high: float, expected: str) -> None:
    assert certainty(Interval(low, high, 0.95, "wilson"), Threshold(operator=operator, value=30)) == expected


def test_certainty_takes_the_tolerance_of_about_85() -> None:
    about = Threshold(operator=">=", value=85, tolerance=1.0)
    found = wilson(8500, 10_000).times(100)  # 84.3 to 85.7
    assert certainty(found, about) == "clearly_met"
    assert certainty(found, Threshold(operator=">=", value=85)) == "uncertain"
    assert certainty(Interval(84.0, 86, 0.95, "wilson"), about) == "clearly_met"
    assert certainty(Interval(80, 83.9, 0.95, "wilson"), about) == "clearly_missed"


def test_a_province_cannot_tell_109_from_111_in_one_year() -> None:
    born = log_ratio(16384 * 109 / 209, 16384 * 100 / 209, per=100)
    assert born is not None
    assert certainty(born, Threshold(operator="<=", value=109)) == "uncertain"
    assert certainty(born, Threshold(operator="<=", value=111)) == "uncertain"


@pytest.mark.parametrize(
    ("cv", "expected"),
    [
        (0, "shown"),
        (0.165, "shown"),
        (0.166, "caution"),
        (0.333, "caution"),
        (0.334, "withheld"),
        (math.inf, "withheld"),
    ],
)
def test_reliability_of_statistics_canada(cv: float, expected: str) -> None:
    assert reliability(cv, 0.165, 0.333) == expected


def test_importing_costs_no_scipy_and_no_pandas() -> None:
    code = "import sys, gender_indicators.figures as e; sys.exit(any(m in sys.modules for m in ('scipy', 'pandas')))"
    path = str(Path(__file__).parents[1] / "lib")
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": path})


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_many_records_in_many_psus(seed: int) -> None:
    """200,000 records in 5,000 PSUs of 80 strata, numbered across strata."""
    random = np.random.default_rng(seed)
    psus = random.integers(0, 5000, 200_000)
    design = Design(psus % 80, psus, random.uniform(50, 400, 200_000))
    found = survey_ratio(random.random(200_000) < 0.3, np.ones(200_000), design, scale="logit")
    assert found.n == 200_000
    assert found.degrees == len(np.unique(psus)) - 80
    low, high = ends(found.interval)
    assert 0.28 < low < found.value < high < 0.32
