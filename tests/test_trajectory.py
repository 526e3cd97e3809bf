"""Progress towards a target: published and independently computed results, and what must hold for any series."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gender_indicators.figures.trajectory import (
    AnticipatedProgress,
    CurrentStatus,
    GrowthRatio,
    Likelihood,
    NotDefined,
    Point,
    Position,
    RequiredPath,
    Series,
    TargetValue,
    all_methods,
    anticipated_progress,
    current_status,
    growth_ratio,
    likelihood,
    position,
    required_path,
    start_of,
    summary,
)

ANSCOMBE = ((10, 8.04), (8, 6.95), (13, 7.58), (9, 8.81), (11, 8.33), (14, 9.96), (6, 7.24), (4, 4.26), (12, 10.84),
            (7, 4.82), (5, 5.68))  # fmt: skip
MALARIA = {2015: 1.55, 2019: 1.82}  # indicator 3.3.3 in open-sdg/sdg-build, tests/assets/progress-calculation


def series(*values: float, first: int = 2021, se: float | None = None) -> Series:
    return Series(tuple(Point(first + i, value, se) for i, value in enumerate(values)))


@pytest.mark.parametrize(
    ("start", "target", "now", "index"),
    [
        # UNICEF MENARO's code of ESCAP's index, CS(I_cv, I0, TV, direction), by hand:
        (40, (">=", 60), 50, 5.0),  # 10 * (50 - 40) / |60 - 40|
        (40, (">=", 60), 35, -2.5),  # regression: 10 * (35 - 40) / 20
        (40, (">=", 60), 72, 10.0),  # beyond the target: 10
        (35, ("<", 30), 32, 6.0),  # -10 * (32 - 35) / |30 - 35|
        (35, ("<", 30), 36, -2.0),  # -10 * (36 - 35) / 5
        (70, (">=", 60), 55, -15.0),  # met at the start and lost: 10 * (55 - 70) / |60 - 70|
        (70, (">=", 60), 65, 10.0),  # met at the start and still met
        (80, ("=", 100), 95, 7.5),  # 100 % is reached from below: 10 * 15 / 20
        # parity = TRUE in the same repository's benchmarking_functions.R: 10 - 10 |TV - I| / |TV - I0|
        (40, ("=", 50), 46, 6.0),
        (40, ("=", 50), 56, 4.0),
    ],
)
def test_current_status_index(start: float, target: tuple[str, float], now: float, index: float) -> None:
    result = current_status(Point(2020, start), TargetValue(target[0], target[1], 2025), Point(2023, now))  # type: ignore[arg-type]
    assert isinstance(result, CurrentStatus)
    assert result.index == pytest.approx(index)
    assert result.expected == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("values", "target", "anticipated", "verdict"),
    [
        # w = (T - t1) / (T - t) = 1, 4/3, 2 for 2021..2023 and T = 2025 (MENARO's wgm and wreg); the weighted line
        # through 50, 53, 54 by hand: mean year 29/13, mean value 686/13, slope 884/468 = 17/9, years from 2020
        ((50.0, 53.0, 54.0), (">=", 60), 686 / 13 + 17 / 9 * (5 - 29 / 13), "accelerate"),
        ((50.0, 52.0), (">=", 58), 58.0, "maintain"),  # two points: the line through both
        ((50.0, 52.0), (">=", 58.8), 58.0, "maintain"),  # a gap of 0.8 in 8.8 is under 10 %
        ((50.0, 52.0), (">=", 58.9), 58.0, "accelerate"),  # 0.9 in 8.9 is over 10 %
        ((50.0, 50.0), (">=", 60), 50.0, "reverse"),  # no progress expected
        ((50.0, 48.0), (">=", 60), 42.0, "reverse"),
        ((34.0, 33.0), ("<", 30), 30.0, "maintain"),  # on the edge: not met, gap 0
        ((80.0, 90.0), ("=", 100), 100.0, "maintain"),  # the line leads to 120, a share ends at 100
    ],
)
def test_anticipated_progress(
    values: Sequence[float], target: tuple[str, float], anticipated: float, verdict: str
) -> None:
    given_series = series(*values)
    result = anticipated_progress(given_series.points[0], TargetValue(target[0], target[1], 2025), given_series)  # type: ignore[arg-type]
    assert isinstance(result, AnticipatedProgress)
    assert result.anticipated == pytest.approx(anticipated)
    assert result.verdict == verdict
    assert result.clipped == (values == (80.0, 90.0))


@pytest.mark.parametrize(
    ("start", "now", "target", "ratio", "verdict"),
    [
        # [C] indicator 3.3.3: +4.10 % a year instead of -14.23 % for "reduce by 90 %", hence deterioration
        ((2015, MALARIA[2015]), (2019, MALARIA[2019]), ("<=", 0.155, 2030), -0.28785, "movement_away"),
        # exponentials by hand: 100 * 1.1^k towards 100 * 1.1^10 is exactly on the way
        ((2015, 100.0), (2020, 161.051), (">=", 259.37424601, 2025), 1.0, "significant"),
        ((2015, 100.0), (2017, 108.16), (">=", 100 * 1.05**10, 2025), 0.8, "moderate"),  # 4 % of 5 %
        ((2015, 100.0), (2017, 104.04), (">=", 100 * 1.05**10, 2025), 0.4, "insufficient"),  # 2 % of 5 %
        ((2015, 100.0), (2017, 81.0), ("<=", 100 * 0.9**10, 2025), 1.0, "significant"),  # -10 % of -10 %
        ((2015, 100.0), (2017, 90.25), ("<=", 100 * 0.9**10, 2025), 0.5, "insufficient"),  # -5 % of -10 %
        # the limits of 95 %, 60 % and 0 belong to the better class ("R >= 95 %", "60 % <= R < 95 %", "0 <= R")
        ((2015, 100.0), (2016, 109.5), (">=", 110.0, 2016), 0.95, "significant"),
        ((2015, 100.0), (2016, 106.0), (">=", 110.0, 2016), 0.6, "moderate"),
        ((2015, 100.0), (2016, 100.0), (">=", 110.0, 2016), 0.0, "insufficient"),
        # [C] a met target is achieved whatever the growth; one met at the start and lost is deterioration
        ((2015, 100.0), (2017, 120.0), (">=", 110.0, 2025), None, "target_achieved"),
        ((2015, 120.0), (2017, 108.0), (">=", 110.0, 2025), None, "movement_away"),
        # [C] all values negative: the direction is flipped
        ((2015, -100.0), (2017, -81.0), (">=", -100 * 0.9**10, 2025), 1.0, "significant"),
    ],
)
def test_growth_ratio(
    start: tuple[int, float],
    now: tuple[int, float],
    target: tuple[str, float, int],
    ratio: float | None,
    verdict: str,
) -> None:
    result = growth_ratio(Point(*start), TargetValue(*target, "rate"), Point(*now))  # type: ignore[arg-type]
    assert isinstance(result, GrowthRatio)
    if start[1] < 0:
        # all negative and "more is better" means shrinking in size: -10 % a year against -10 % a year
        assert result.actual == pytest.approx(result.required)
    if ratio is not None:
        assert result.ratio == pytest.approx(ratio, abs=1e-5)
    assert result.verdict == verdict


def by_matrices(points: Sequence[Point], weights: Sequence[float], year: int) -> tuple[float, float, float]:
    """The prediction, its variance factor and the residual variance from (X'WX)^-1."""
    design = np.array([[1.0, point.year] for point in points])
    values, weight = np.array([point.value for point in points]), np.diag(weights)
    inverse = np.linalg.inv(design.T @ weight @ design)
    beta = inverse @ design.T @ weight @ values
    new = np.array([1.0, year])
    residual = values - design @ beta
    return float(new @ beta), float(new @ inverse @ new), float(residual @ weight @ residual) / (len(points) - 2)


def test_likelihood_of_anscombes_first_set() -> None:
    # Anscombe 1973: y = 3.00 + 0.500 x, residual standard deviation 1.237; t(9; 0.975) = 2.262157 (tables)
    points = tuple(Point(year, value) for year, value in ANSCOMBE)
    result = likelihood(Series(points), TargetValue(">=", 12, 20, "rate"))
    assert isinstance(result, Likelihood)
    assert result.predicted == pytest.approx(3.0000909 + 20 * 0.5000909, abs=1e-6)
    se = 1.236603 * math.sqrt(1 + 1 / 11 + (20 - 9) ** 2 / 110)
    assert (result.low, result.high) == pytest.approx(
        (result.predicted - 2.262157 * se, result.predicted + 2.262157 * se), abs=1e-5
    )
    assert not result.weighted


def test_likelihood_with_three_years_is_a_cauchy_probability() -> None:
    # one degree of freedom: P(T <= t) = 1/2 + atan(t) / pi; t(1; 0.975) = 12.7062 (tables); by hand 58.333, s^2 = 2/3
    result = likelihood(series(50.0, 53.0, 54.0), TargetValue(">=", 60, 2025))
    assert isinstance(result, Likelihood)
    se = math.sqrt(2 / 3 * (1 + 1 / 3 + 9 / 2))
    assert result.probability == pytest.approx(0.5 + math.atan((175 / 3 - 60) / se) / math.pi)
    assert result.high - result.predicted == pytest.approx(12.7062 * se, abs=1e-3)


@pytest.mark.parametrize("errors", [(2.0, 1.5, 0.5, 1.0), (0.1, 0.2, 0.1, 0.3)])
def test_likelihood_with_weights_is_that_of_the_matrix_formula(errors: Sequence[float]) -> None:
    points = tuple(Point(2020 + i, v, se) for i, (v, se) in enumerate(zip((40, 44, 45, 49), errors, strict=True)))
    weights = [1 / se**2 for se in errors]
    line, factor, scatter = by_matrices(points, weights, 2026)
    result = likelihood(Series(points), TargetValue(">=", 55, 2026))
    assert isinstance(result, Likelihood)
    assert result.weighted
    assert result.predicted == pytest.approx(line)
    se = math.sqrt(max(scatter, 1.0) * (1 / weights[-1] + factor))  # never less than the samples' own scatter
    assert result.high - line == pytest.approx(4.302653 * se, rel=1e-5)  # t(2; 0.975), tables


def test_a_share_is_clipped_and_its_probability_is_not() -> None:
    result = likelihood(series(70.0, 84.0, 93.0), TargetValue(">=", 95, 2025))
    assert isinstance(result, Likelihood)
    assert (result.predicted, result.high, result.clipped) == (100.0, 100.0, True)
    assert 0.5 < result.probability < 1


def test_required_path_of_adolescent_births() -> None:
    # the plan: from 23 (2020) to 18 (2025) births per 1 000; two fifths of the way ask for 21
    for value, ahead, on_path in ((20.5, 0.5, True), (21.0, 0.0, True), (21.4, -0.4, False)):
        result = required_path(Point(2020, 23.0), TargetValue("<=", 18, 2025, "rate"), Point(2022, value))
        assert isinstance(result, RequiredPath)
        assert result.required == pytest.approx(21.0)
        assert result.ahead == pytest.approx(ahead)
        assert result.on_path is on_path


def test_in_the_deadline_year_only_the_target_is_on_the_path() -> None:
    result = required_path(Point(2020, 40.0), TargetValue("<", 30, 2025), Point(2025, 30.0))
    assert isinstance(result, RequiredPath)
    assert (result.ahead, result.on_path) == (0.0, False)


COUNT, SHARE, ALL = TargetValue(">=", 1, 2025, "count"), TargetValue(">=", 60, 2025), TargetValue("=", 100, 2025)


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (required_path(Point(2020, 65.0), SHARE, Point(2022, 66.0)), "already_met_at_start"),
        (current_status(Point(2020, 60.0), SHARE, Point(2022, 58.0)), "already_met_at_start"),
        (required_path(Point(2020, 50.0), SHARE, Point(2026, 66.0)), "deadline_passed"),
        (required_path(Point(2020, 50.0), SHARE, Point(2020, 50.0)), "same_year"),
        (required_path(Point(2020, 0.0), COUNT, Point(2022, 1.0)), "count_or_milestone"),
        (growth_ratio(Point(2020, 0.0), SHARE, Point(2022, 30.0)), "zero_value"),
        (growth_ratio(Point(2020, 10.0), TargetValue("=", 0, 2025, "rate"), Point(2022, 8.0)), "zero_value"),
        (growth_ratio(Point(2020, -1.0), TargetValue(">=", 5, 2025, "rate"), Point(2022, 1.0)), "sign_change"),
        (growth_ratio(Point(2020, 40.0), TargetValue("=", 50, 2025), Point(2022, 45.0)), "parity"),
        (anticipated_progress(Point(2019, 40.0), SHARE, series(50.0)), "too_few_years"),
        (anticipated_progress(Point(2021, 40.0), SHARE, Series((Point(2022, 50.0),), since=2021)), "break"),
        (likelihood(series(50.0, 51.0), SHARE), "too_few_years"),
        (likelihood(Series((Point(2023, 50.0), Point(2024, 51.0)), since=2023), SHARE), "break"),
        (likelihood(series(80.0, 88.0, 90.0), ALL), "target_of_100"),
        (likelihood(series(0.0, 0.0, 1.0), COUNT), "count_or_milestone"),
        (likelihood(series(50.0, 50.0, 50.0), SHARE), "no_scatter"),
        (likelihood(series(50.1, 50.2, 50.3), SHARE), "no_scatter"),
        (likelihood(series(50.0, 53.0, 54.0), TargetValue("=", 50, 2025)), "parity"),
        (position(series(50.0, 53.0, first=2026), SHARE), "deadline_passed"),
        (start_of(series(50.0)), "no_baseline"),
        (start_of(Series((Point(2023, 50.0),), since=2022), Point(2021, 40.0)), "break"),
    ],
)
def test_a_method_that_says_nothing_says_why(result: object, reason: str) -> None:
    assert isinstance(result, NotDefined)
    assert result.reason == reason


def test_the_deadlines_value_is_observed_and_decides() -> None:
    reached, missed = series(50.0, 61.0, 62.0, first=2023), series(50.0, 58.0, 59.9, first=2023)
    for values, said in ((reached, "met"), (missed, "off_track")):
        results = all_methods(values, SHARE)
        assert isinstance(likelihood(values, SHARE), Position)
        assert not any(isinstance(result, Likelihood) for result in results)
        assert summary(results) == said
    later = Series((*reached.points, Point(2026, 10.0)))
    assert [type(result) for result in all_methods(later, SHARE)] == [type(r) for r in all_methods(reached, SHARE)]
    assert summary(all_methods(later, SHARE)) == "met"


@pytest.mark.parametrize(
    ("values", "target", "said"),
    [
        ((50.0, 53.1, 56.0, 58.9), SHARE, "on_track"),
        ((50.0, 50.9, 50.0, 51.0), SHARE, "off_track"),
        ((50.0, 61.0, 58.0, 57.0), SHARE, "mixed"),
        ((50.0, 53.1, 56.0, 61.0), SHARE, "met"),
        ((61.0,), SHARE, "met"),
        ((51.0,), SHARE, "not_defined"),
        ((0.0, 0.0), COUNT, "not_defined"),
        ((0.0, 1.0), COUNT, "met"),
        ((65.0, 64.0, 62.0, 61.0), SHARE, "mixed"),  # met, but falling: not likely to be met in 2025
    ],
)
def test_summary(values: Sequence[float], target: TargetValue, said: str) -> None:
    assert summary(all_methods(series(*values), target)) == said


def test_without_a_result_nothing_is_defined() -> None:
    assert summary([]) == "not_defined"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Series(()),
        lambda: Series((Point(2021, 1.0), Point(2021, 2.0))),
        lambda: Series((Point(2021, 1.0),), since=2022),
        lambda: Point(2021, math.nan),
        lambda: Point(2021, 1.0, -1.0),
    ],
)
def test_a_series_across_a_break_or_with_a_year_twice_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"20|years"):
        wrong()  # type: ignore[operator]


tenths = st.integers(1, 999).map(lambda n: n / 10)
walks = st.lists(tenths, min_size=2, max_size=4)
verdicts = {
    AnticipatedProgress: ("reverse", "accelerate", "maintain"),
    GrowthRatio: ("movement_away", "insufficient", "moderate", "significant", "target_achieved"),
}


def ranks(results: Sequence[object]) -> dict[str, int]:
    """How good the class of each method is that gives one."""
    ranked = {}
    for result in results:
        if isinstance(result, AnticipatedProgress | GrowthRatio):
            ranked[type(result).__name__] = verdicts[type(result)].index(result.verdict)
        elif isinstance(result, RequiredPath):
            ranked["RequiredPath"] = int(result.on_path)
        elif isinstance(result, CurrentStatus):
            ranked["CurrentStatus"] = int(result.index >= result.expected)
    return ranked


def numbers(result: object) -> tuple[float | str | bool, ...]:
    """What a result says, without its inputs and without the unit."""
    match result:
        case RequiredPath():
            return (result.on_path,)
        case CurrentStatus():
            return (result.index, result.expected)
        case AnticipatedProgress():
            return (result.index, result.gap, result.verdict)
        case GrowthRatio():
            return (result.actual, result.required, result.ratio, result.verdict)
        case Likelihood():
            return (result.probability,)
        case NotDefined():
            return (result.method, result.reason)
        case Position():
            return (result.met, result.due)
    raise AssertionError(result)


def same(left: Sequence[object], right: Sequence[object]) -> bool:
    return len(left) == len(right) and all(
        type(a) is type(b)
        and all(x == y if isinstance(x, str) else x == pytest.approx(y, rel=1e-6, abs=1e-6) for x, y in
                zip(numbers(a), numbers(b), strict=True))
        for a, b in zip(left, right, strict=True)
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(walks, st.integers(1, 999), st.sampled_from((">=", ">")))
def test_more_towards_a_floor_mirrors_less_towards_a_ceiling(values: list[float], tenth: int, operator: str) -> None:
    threshold = tenth / 10
    mirrored = {">=": "<=", ">": "<"}[operator]
    left = all_methods(series(*values), TargetValue(operator, threshold, 2026))  # type: ignore[arg-type]
    right = all_methods(
        series(*((1000 - round(10 * v)) / 10 for v in values)),
        TargetValue(mirrored, (1000 - tenth) / 10, 2026),  # type: ignore[arg-type]
    )
    linear = [
        [r for r in side if "owth" not in str(type(r)) + str(getattr(r, "method", ""))] for side in (left, right)
    ]
    assert same(*linear)


@settings(max_examples=60, deadline=None)
@given(walks, tenths, st.sampled_from((0.5, 4.0, 1024.0)), st.sampled_from((">=", "<")))
def test_another_unit_changes_nothing(values: list[float], threshold: float, unit: float, operator: str) -> None:
    left = all_methods(series(*values), TargetValue(operator, threshold, 2026, "rate"))  # type: ignore[arg-type]
    right = all_methods(series(*(unit * v for v in values)), TargetValue(operator, unit * threshold, 2026, "rate"))  # type: ignore[arg-type]
    assert same(left, right)


@settings(max_examples=100, deadline=None)
@given(walks, tenths, st.floats(0, 30), st.sampled_from((">=", ">", "<=", "<")), st.one_of(st.none(), tenths))
def test_a_better_last_value_never_makes_a_worse_class(
    values: list[float], threshold: float, more: float, operator: str, baseline: float | None
) -> None:
    target = TargetValue(operator, threshold, 2026)  # type: ignore[arg-type]
    start = None if baseline is None else Point(2020, baseline)
    better = min(max(values[-1] + target.sign * more, 0.1), 99.9)
    before = ranks(all_methods(series(*values), target, start))
    after = ranks(all_methods(series(*values[:-1], better), target, start))
    assert before.keys() == after.keys()
    assert all(after[name] >= before[name] for name in before)


@settings(max_examples=40, deadline=None)
@given(walks, tenths, st.randoms(use_true_random=False))
def test_the_order_of_the_years_does_not_matter(values: list[float], threshold: float, random: object) -> None:
    points = list(series(*values).points)
    random.shuffle(points)  # type: ignore[attr-defined]
    target = TargetValue(">=", threshold, 2026)
    assert all_methods(Series(tuple(points)), target) == all_methods(series(*values), target)


@settings(max_examples=40, deadline=None)
@given(st.lists(tenths, min_size=3, max_size=5), tenths, st.booleans())
def test_the_weighted_line_is_that_of_the_matrix_formula(values: list[float], threshold: float, escap: bool) -> None:
    points = series(*values).points
    target = TargetValue(">=", threshold, 2028, "rate")
    if escap:
        start = Point(2020, threshold + 1 if threshold < 50 else threshold - 1)
        line, _, _ = by_matrices(points, [(2028 - 2021) / (2028 - p.year) for p in points], 2028)
        result = anticipated_progress(start, target, Series(points))
        assert isinstance(result, AnticipatedProgress)
        assert result.anticipated == pytest.approx(max(line, 0), rel=1e-6, abs=1e-6)
    else:
        line, factor, scatter = by_matrices(points, [1.0] * len(points), 2028)
        prediction = likelihood(Series(points), target, level=0.5)
        if isinstance(prediction, Likelihood):
            assert prediction.predicted == pytest.approx(max(line, 0), rel=1e-6, abs=1e-6)
            if scatter > 1e-3 and 0.01 < prediction.probability < 0.99:
                assert (prediction.probability > 0.5) == (line > threshold)
                assert factor > 0
        else:
            assert scatter < 1e-9


def test_scipy_and_pandas_stay_out_of_the_import() -> None:
    code = "import sys, gender_indicators.figures.trajectory; print({'scipy', 'pandas', 'numpy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
