"""Small counts stay hidden, and arithmetic with the province's total does not bring them back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gender_indicators.disclosure import hidden_figures, protected
from gender_indicators.figures import AreaRef, Figure, withheld
from gender_indicators.params import Bilingual
from gender_indicators.plan import Disclosure, Measure, Source, Threshold, Uncertainty

WORDS = Bilingual(vi="x", en="x")


def measure(kind: str = "share", minimum: int = 5, province_minimum: int = 5) -> Measure:
    return Measure(
        id="3.2a", name=WORDS, definition=WORDS, source=Source(standing="reading", citation=WORDS), kind=kind,
        unit=WORDS, per=100, decimals=1, numerator=WORDS, denominator=WORDS,
        threshold=Threshold(operator=">=", value=80), lowest_level="district", below="not_published",
        disclosure=Disclosure(minimum_count=minimum, province_minimum=province_minimum, why=WORDS),
        uncertainty=Uncertainty(method="none", why=WORDS),
        responsible=("a",), function="family.victims_reached", forms={},
    )  # fmt: skip


def figure(code: str, numerator: float, denominator: float, level: str = "district") -> Figure:
    return Figure(
        measure="3.2a", area=AreaRef(code, code, level), year=2024, breakdown="total",  # type: ignore[arg-type]
        value=100 * numerator / denominator, numerator=numerator, denominator=denominator, unit="%", n=None,
        gap=None, verdict="met", map=dt.date(2021, 7, 1), vintage="chinh_thuc", sources=(), function="f",
    )  # fmt: skip


def year(*counts: tuple[float, float]) -> list[Figure]:
    areas = [figure(str(470 + i), *pair) for i, pair in enumerate(counts)]
    total = figure("46", sum(n for n, _ in counts), sum(d for _, d in counts), "province")
    return [total, *areas]


def codes(figures: set[Figure]) -> list[str]:
    return sorted(f.area.code for f in figures)


def test_large_counts_are_shown() -> None:
    assert hidden_figures(year((50, 60), (40, 50)), measure()) == set()


def test_a_single_small_district_takes_the_smallest_other_with_it() -> None:
    figures = year((90, 120), (20, 30), (40, 50), (3, 3))
    assert codes(hidden_figures(figures, measure())) == ["471", "473"]


def test_a_small_complement_is_hidden_like_a_small_numerator() -> None:
    figures = year((90, 120), (28, 30), (40, 50))
    assert codes(hidden_figures(figures, measure())) == ["471", "472"]


def test_hidden_counts_that_add_up_to_little_take_more_with_them() -> None:
    figures = year((90, 120), (1, 8), (2, 8), (40, 60))
    assert codes(hidden_figures(figures, measure())) == ["471", "472", "473"]


def test_a_small_province_hides_everything() -> None:
    figures = year((2, 2), (1, 1))
    assert len(hidden_figures(figures, measure())) == 3


def test_the_province_of_a_published_ratio_is_shown_below_the_threshold() -> None:
    figures = [figure("46", 2, 16384, "province")]
    assert hidden_figures(figures, measure("rate", province_minimum=1)) == set()


def test_a_rate_has_no_complement() -> None:
    assert hidden_figures(year((30, 31), (40, 42)), measure("rate")) == set()


def test_a_hidden_figure_keeps_no_number() -> None:
    hidden = withheld(figure("474", 3, 4), "suppressed")
    assert (hidden.value, hidden.numerator, hidden.denominator, hidden.n) == (None, None, None, None)
    assert (hidden.gap, hidden.verdict) == ("suppressed", "suppressed")


@pytest.mark.parametrize("order", [1, -1])
def test_the_pattern_does_not_depend_on_the_order(order: int) -> None:
    figures = year((90, 120), (20, 30), (20, 30), (3, 3))[::order]
    assert codes(hidden_figures(figures, measure())) == ["471", "473"]


def numerator_of(f: Figure) -> float:
    return f.numerator or 0.0


def complement_of(f: Figure) -> float:
    return (f.denominator or 0.0) - (f.numerator or 0.0)


def denominator_of(f: Figure) -> float:
    return f.denominator or 0.0


def values_of_one(total: int, cells: int, floor: int) -> set[int]:
    """Every value one of ``cells`` whole numbers of at least ``floor`` can have when they add up to ``total``."""
    return {value for value in range(floor, total + 1) if total - value >= floor * (cells - 1)}


def test_hidden_counts_that_add_up_to_nothing_would_tell_every_one_of_them() -> None:
    """All children of 471 and 473 completed: hiding only these two would tell it, so another goes with them."""
    figures = year((90, 120), (4, 4), (30, 50), (3, 3))
    assert codes(hidden_figures(figures, measure())) == ["471", "472", "473"]


def test_nothing_more_is_hidden_when_the_province_tells_it_anyway() -> None:
    figures = year((90, 90), (4, 4), (30, 30), (3, 3))
    assert codes(hidden_figures(figures, measure())) == ["471", "473"]


def test_two_hidden_areas_are_not_enough_when_their_people_are_few() -> None:
    """ "No cases" is shown, so each hidden area has a person at least: 5 people in two areas are 1 to 4 each."""
    figures = year((0, 120), (0, 60), (0, 3), (0, 2))
    assert codes(hidden_figures(figures, measure())) == ["471", "472", "473"]


def test_the_province_goes_too_when_hiding_every_area_leaves_no_room() -> None:
    """Two areas with one person each: the province's 2 would tell both."""
    figures = year((0, 1), (0, 1))
    assert len(hidden_figures(figures, measure(minimum=2, province_minimum=2))) == 3


@settings(max_examples=2000, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda c: sum(c) > 0), min_size=2, max_size=9),
    st.integers(2, 5),
)
def test_no_hidden_cell_can_be_narrowed_below_the_threshold(counts: list[tuple[int, int]], limit: int) -> None:
    """An attacker who knows the province and the visible areas leaves every hidden count a wide range."""
    figures = year(*[(n, n + c) for n, c in counts])
    rule = measure(minimum=limit, province_minimum=limit)
    hidden = hidden_figures(figures, rule)
    if figures[0] in hidden or not hidden:
        assert figures[0] in hidden or all(not 0 < x < limit for n, c in counts for x in (n, c, n + c))
        return
    assert len(hidden) >= 2
    for kind in (numerator_of, complement_of, denominator_of):
        floor = 1 if kind is denominator_of else 0
        total, whole = sum(kind(f) for f in hidden), kind(figures[0])
        possible = values_of_one(int(total), len(hidden), floor)
        assert len(possible) >= limit or (total == 0 and whole == 0)


def test_figures_of_other_measures_pass_unchanged() -> None:
    class OnePlan:
        measures = (measure(),)

    figures = year((50, 60), (3, 3), (40, 50))
    shown = protected(figures, OnePlan())  # type: ignore[arg-type]
    assert [f.gap for f in shown] == [None, None, "suppressed", "suppressed"]
