"""Small counts stay hidden, and arithmetic with the province's total does not bring them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gender_indicators.base.errors import UserError
from gender_indicators.base.params import Bilingual
from gender_indicators.disclosure.counts import Shared, slot_of
from gender_indicators.disclosure.pattern import protect
from gender_indicators.disclosure.register import RegisterEntry, binding_entries, entries_of, entry_of
from gender_indicators.figures.figure import Figure, withheld
from gender_indicators.plan.areas import AreaRef
from gender_indicators.plan.measure import Disclosure, Measure, Option, Setting, Source, Threshold, Uncertainty
from gender_indicators.plan.plan import Intruder, Linked

WORDS = Bilingual(vi="x", en="x")
INTRUDER = Intruder(is_contributor=False, knows_rule=False)


def measure(kind: str = "share", minimum: int = 5, province_minimum: int = 5) -> Measure:
    return Measure(
        id="3.2a", name=WORDS, definition=WORDS, source=Source(basis="reading", citation=WORDS), kind=kind,
        unit=WORDS, per=100, decimals=1, numerator=WORDS, denominator=WORDS,
        threshold=Threshold(operator=">=", value=80), lowest_level="district", below="not_published",
        disclosure=Disclosure(minimum_count=minimum, province_minimum=province_minimum, why=WORDS),
        uncertainty=Uncertainty(method="none", why=WORDS),
        responsible=("a",), function="x.y", forms={},
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


@dataclass(frozen=True)
class OnePlan:
    measures: tuple[Measure, ...]
    linked: tuple[Linked, ...] = ()
    intruder: Intruder = INTRUDER


def protected(figures: list[Figure], *measures: Measure) -> tuple[Figure, ...]:
    return protect(figures, OnePlan(measures)).figures  # type: ignore[arg-type]


def hidden_figures(figures: list[Figure], rule: Measure) -> set[Figure]:
    after = protected(figures, rule)
    return {figure for figure, shown in zip(figures, after, strict=True) if shown.gap == "suppressed"}


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


@settings(max_examples=150, deadline=None)
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
    figures = year((50, 60), (3, 3), (40, 50))
    shown = protected(figures, measure())
    assert [f.gap for f in shown] == [None, None, "suppressed", "suppressed"]


# ---------------------------------------------------------------------------------------------------------------
# What was published before
# ---------------------------------------------------------------------------------------------------------------


def told(*figures: Figure) -> list[RegisterEntry]:
    return [entry for figure in figures if (entry := entry_of(figure)) is not None]


def after(
    figures: list[Figure], published: list[RegisterEntry], rule: Measure | None = None, **more: object
) -> list[str]:
    plan = OnePlan((rule or measure(),))
    protection = protect(figures, plan, published, **more)  # type: ignore[arg-type]
    return codes({f for f, shown in zip(figures, protection.figures, strict=True) if shown.gap == "suppressed"})


def test_an_area_shown_before_protects_nothing() -> None:
    figures = year((90, 120), (20, 30), (40, 50), (3, 3))
    assert after(figures, []) == ["471", "473"]
    assert after(figures, told(figures[2])) == ["472", "473"]


def test_an_area_whose_number_was_revised_can_protect_as_far_as_it_may_have_changed() -> None:
    """By one: a reader knows 471 to 2, which leaves 473 no room. By more than the plan's bound: he knows nothing."""
    figures = year((90, 120), (20, 30), (40, 50), (3, 3))
    assert after(figures, told(figure("471", 19, 30))) == ["472", "473"]
    assert after(figures, told(figure("471", 15, 21))) == ["471", "473"]


def test_a_count_that_fell_by_one_takes_the_province_with_it() -> None:
    """Shown as 5/10, now 4/10: beside areas that were shown before and did not change the province tells it."""
    assert after(year((90, 120), (20, 30), (40, 50), (4, 10)), []) == ["471", "473"]
    shown = told(*year((90, 120), (20, 30), (40, 50), (5, 10)))
    assert after(year((90, 120), (20, 30), (40, 50), (4, 10)), shown) == ["46", "473"]


def test_what_was_hidden_before_stays_hidden() -> None:
    figures = year((90, 120), (20, 30), (40, 50), (30, 60))
    assert after(figures, []) == []
    before = told(withheld(figures[2], "suppressed"), withheld(figures[3], "suppressed"))
    assert after(figures, before) == ["471", "472"]


def test_a_hidden_area_needs_others_that_are_not_known_already() -> None:
    """All but the small one were shown before: nothing can protect it but hiding the province."""
    figures = year((90, 120), (20, 30), (3, 3))
    assert after(figures, told(*figures[1:3])) == ["46", "472"]


def test_the_difference_between_two_readings_is_a_count_too() -> None:
    """Births at 10-19 were shown; at 15-19 area 471 has two fewer: two girls under 15."""
    wide = [replace(f, reading="age=10-19") for f in year((90, 9000), (60, 5000), (50, 4000))]
    narrow = [replace(f, reading="age=15-19") for f in year((82, 9000), (58, 5000), (43, 4000))]
    rule = measure("rate")
    assert after(narrow, [], rule) == []
    assert after(narrow, told(*wide), rule) == ["471", "472"]
    assert after(narrow, told(*(replace(f, reading="age=15-19") for f in wide)), rule) == []  # a revision is none


AGES = Setting(
    value="15-19",
    options=(Option(value="15-19", name=WORDS), Option(value="10-19", name=WORDS, contains=("15-19",))),
    why=WORDS,
)


def births(age: str, *counts: float) -> list[Figure]:
    return [replace(f, reading=f"age={age}") for f in year(*((count, 9000) for count in counts))]


def test_the_difference_of_two_readings_adds_up_like_any_count() -> None:
    """15-19 was shown; at 10-19 areas 471 and 472 have 2 and 1 more, together 3: hiding both would not do."""
    narrow, wide = births("15-19", 82, 58, 43, 60), births("10-19", 90, 60, 44, 67)
    rule = measure("rate").model_copy(update={"settings": {"age": AGES}})
    assert after(wide, told(*narrow), rule) == ["471", "472"]  # without the figures under the other reading
    assert after(wide, told(*narrow), rule, readings=narrow) == ["471", "472", "473"]
    assert after(narrow, told(*wide), rule, readings=wide) == ["471", "472", "473"]


def test_the_difference_to_a_count_that_was_hidden_is_protected_too() -> None:
    """471 and 472 were hidden at 15-19: that 1 birth at 10-14 in both together were told by their sum at 10-19."""
    narrow, wide = births("15-19", 82, 3, 43, 60), births("10-19", 90, 4, 43, 67)
    rule = measure("rate").model_copy(update={"settings": {"age": AGES}})
    before = protect(narrow, OnePlan((rule,))).figures  # type: ignore[arg-type]
    assert codes({f for f in before if f.gap}) == ["471", "472"]
    assert after(wide, told(*before), rule, readings=narrow) == ["471", "472", "473"]


def test_a_reading_that_counts_more_than_the_one_that_contains_it_is_a_clear_error() -> None:
    rule = measure("rate").model_copy(update={"settings": {"age": AGES}})
    narrow, wide = births("15-19", 82, 58, 43), births("10-19", 90, 57, 50)
    with pytest.raises(UserError, match="contains"):
        after(wide, told(*narrow), rule, readings=narrow)


def test_a_series_that_is_broken_already_is_hidden_first() -> None:
    figures = year((90, 120), (20, 30), (24, 34), (3, 3))
    assert after(figures, []) == ["471", "473"]
    broken = [slot_of(figures[3])]
    assert after(figures, [], broken=broken) == ["472", "473"]


def test_zeros_are_hidden_where_the_plan_says_so() -> None:
    figures = year((90, 120), (0, 30), (40, 50), (30, 60))
    assert after(figures, []) == []
    silent = measure()
    assert silent.disclosure is not None
    rule = silent.model_copy(update={"disclosure": silent.disclosure.model_copy(update={"zeros": False})})
    assert after(figures, [], rule) == ["471", "472"]


def linked(identifier: str, top: str, bottom: str) -> Measure:
    rule = Disclosure(numerator=top, denominator=bottom, why=WORDS)
    return measure().model_copy(update={"id": identifier, "disclosure": rule})


@pytest.mark.parametrize("reading", ["", "age=15-19"])
def test_measures_of_the_same_people_are_protected_together(reading: str) -> None:
    """Victims by two registers and all victims: an area hidden in one could be worked out from the two others."""
    rules = (linked("a", "a+", "A"), linked("b", "b+", "B"), linked("c", "c+", "C"))
    counts = {
        "a": ((45, 60), (20, 30), (30, 40), (8, 14)),
        "b": ((40, 55), (3, 9), (30, 40), (20, 30)),
        "c": ((85, 115), (23, 39), (60, 80), (28, 44)),
    }
    figures = [replace(f, measure=name) for name, pairs in counts.items() for f in year(*pairs)]
    sum_of = (Linked(whole="C", parts=("A", "B")), Linked(whole="c+", parts=("a+", "b+")))
    figures = [replace(f, reading=reading) for f in figures]
    apart = protect(figures, OnePlan(rules)).figures  # type: ignore[arg-type]
    together = protect(figures, OnePlan(rules, sum_of)).figures  # type: ignore[arg-type]
    assert [f.measure for f in apart if f.gap == "suppressed"] == ["b", "b"]
    hidden = [(f.measure, f.area.code) for f in together if f.gap == "suppressed"]
    assert {("b", "471")} < set(hidden)
    assert {name for name, _ in hidden} > {"b"}  # b = c - a, so one of these goes with it


def test_counts_that_contradict_their_link_are_named() -> None:
    rules = (linked("a", "a+", "A"), linked("b", "b+", "B"))
    figures = [replace(f, measure=name) for name in ("a", "b") for f in year((45, 60), (20, 30))]
    figures[4] = replace(figures[4], denominator=59)
    with pytest.raises(UserError, match="linked"):
        protect(figures, OnePlan(rules, (Linked(whole="A", parts=("B",)),)))  # type: ignore[arg-type]


def test_an_edition_binds_until_its_data_are_revised_by_more() -> None:
    plan = OnePlan((measure(),))
    figures = year((90, 120), (20, 30), (3, 3))
    (first,) = entries_of(protect(figures, plan).figures, plan).values()  # type: ignore[arg-type]
    assert {entry.area for entry in first if entry.hidden} == {"471", "472"}
    assert binding_entries([first], figures, revision=1) == first
    nearly = [figures[0], replace(figures[1], numerator=91.0), *figures[2:]]
    assert binding_entries([first], nearly, revision=1) == first
    revised = [figures[0], replace(figures[1], numerator=92.0), *figures[2:]]
    assert binding_entries([first], revised, revision=1) == frozenset()
    other_measure = frozenset(replace(entry, measure="3.3") for entry in first)
    assert binding_entries([first, other_measure], revised, revision=1) == other_measure


def test_an_edition_is_held_against_its_own_reading() -> None:
    """An estimate under one reading does not bind the final figures under another, when both are of other data."""
    plan = OnePlan((measure(),))
    under = {name: [replace(f, reading=name) for f in year((90, 120), (20, 30), (3, 3))] for name in ("a=1", "a=2")}
    (first,) = entries_of(protect(under["a=1"], plan).figures, plan).values()  # type: ignore[arg-type]
    now = under["a=2"]
    assert binding_entries([first], [*now, *under["a=1"]], revision=1) == first
    revised = [replace(f, numerator=(f.numerator or 0) + 2) for f in under["a=1"]]
    assert binding_entries([first], [*now, *revised], revision=1) == frozenset()
    assert binding_entries([first], now, revision=1) == first  # what is not known to have changed


def test_what_one_reading_hid_no_other_shows() -> None:
    """Births at 15-19 are among those at 10-19: the wider count would bound the hidden one."""
    narrow = [replace(f, reading="age=15-19") for f in year((3, 900), (40, 5000), (200, 9000))]
    wide = [replace(f, reading="age=10-19") for f in year((5, 900), (41, 5000), (209, 9000))]
    rule = measure("rate")
    before = protect(narrow, OnePlan((rule,))).figures  # type: ignore[arg-type]
    assert codes({f for f in before if f.gap}) == ["470", "471"]
    assert after(wide, [], rule) == []
    assert after(wide, told(*before), rule) == ["470", "471"]


READINGS = [
    ("15-19", year((20, 900), (40, 5000), (200, 9000), (60, 3000))),
    ("10-19", year((22, 900), (47, 5000), (206, 9000), (60, 3000))),
]


def test_what_was_told_under_its_own_reading_is_not_hidden_for_another() -> None:
    """15-19 was told, then 10-19 with 470 hidden beside it. One birth more: 15-19 is told again, province and all."""
    rule = measure("rate").model_copy(update={"settings": {"age": AGES}})
    narrow, wide = ([replace(f, reading=f"age={name}") for f in figures] for name, figures in READINGS)
    before = told(*narrow)
    hidden = after(wide, before, rule)
    assert hidden and "46" not in hidden
    plan = OnePlan((rule,))
    second = protect(wide, plan, before, readings=narrow).figures  # type: ignore[arg-type]
    now = [replace(f, numerator=(f.numerator or 0) + (f.area.code in ("46", "472"))) for f in narrow]
    wider = [replace(f, numerator=(f.numerator or 0) + (f.area.code in ("46", "472"))) for f in wide]
    everything = [*before, *told(*second)]
    third = protect(now, plan, everything, readings=wider).figures  # type: ignore[arg-type]
    assert codes({f for f in third if f.gap}) == []
    last = protect(wider, plan, [*everything, *told(*third)], readings=now).figures  # type: ignore[arg-type]
    assert codes({f for f in last if f.gap}) == codes({f for f in second if f.gap})


def test_denominators_of_two_readings_differ_by_people_too() -> None:
    one = [replace(f, reading="a=1") for f in year((30, 60), (40, 90), (50, 120))]
    other = [replace(f, reading="a=2") for f in year((30, 61), (40, 102), (50, 132))]
    assert after(other, []) == []
    assert after(other, told(*one)) == ["470", "471"]


def test_more_in_the_numerator_than_in_the_whole_is_a_clear_error_without_numbers() -> None:
    with pytest.raises(UserError, match="corrections") as error:
        protect(year((90, 120), (4, 1)), OnePlan((measure(),)))  # type: ignore[arg-type]
    assert "471" not in str(error.value)


def test_what_nothing_can_protect_any_more_hides_the_whole_measure() -> None:
    """473 of the old map is hidden, but 472 was shown on both maps: the new 472 minus the old one is 473."""
    before = year((90, 120), (20, 30), (40, 50), (3, 3))
    old = [withheld(f, "suppressed") if f.area.code in ("471", "473") else f for f in before]
    figures = [replace(f, map=dt.date(2025, 1, 1)) for f in year((90, 120), (20, 30), (43, 53))]
    pieces = [("470", "470", 90, 120), ("471", "471", 20, 30), ("472", "472", 40, 50), ("472", "473", 3, 3)]
    shared = [Shared("3.2a", "", here, there, "2021-07-01", n, d) for here, there, n, d in pieces]
    found = protect(figures, OnePlan((measure(),)), told(*old, *figures), shared=shared)  # type: ignore[arg-type]
    assert found.whole == ("3.2a",)
    assert all(figure.gap == "suppressed" for figure in found.figures)


def test_a_province_hidden_on_one_map_is_hidden_on_another() -> None:
    old = year((3, 3), (3, 3))
    assert codes({f for f in protect(old, OnePlan((measure(),))).figures if f.gap}) == ["46", "470", "471"]  # type: ignore[arg-type]
    alone = [replace(old[0], map=dt.date(2025, 7, 1))]
    assert after(alone, []) == []
    hidden = told(*(withheld(f, "suppressed") for f in old))
    assert after(alone, hidden) == ["46"]


# ---------------------------------------------------------------------------------------------------------------
# The same year on another map
# ---------------------------------------------------------------------------------------------------------------


def test_a_new_unit_minus_its_parts() -> None:
    """472 and 473 became one unit: who knows 472 from the old map would know 473 from the new one."""
    old = protect(year((90, 120), (20, 30), (40, 50), (3, 3)), OnePlan((measure(),))).figures  # type: ignore[arg-type]
    assert codes({f for f in old if f.gap}) == ["471", "473"]
    new_map = dt.date(2025, 1, 1)
    figures = [replace(f, map=new_map) for f in year((90, 120), (20, 30), (43, 53))]
    pieces = [("470", "470", 90, 120), ("471", "471", 20, 30), ("472", "472", 40, 50), ("472", "473", 3, 3)]
    shared = [Shared("3.2a", "", here, there, "2021-07-01", n, d) for here, there, n, d in pieces]
    published = told(*old)
    assert after(figures, published) == []
    hidden = after(figures, published, shared=shared)
    assert "472" in hidden
    assert len(hidden) >= 2


def test_a_unit_that_is_the_same_on_both_maps_stays_hidden() -> None:
    """473 keeps its people under another code: shown on the new map, it would tell the old one."""
    old = protect(year((90, 120), (20, 30), (40, 50), (3, 3)), OnePlan((measure(),))).figures  # type: ignore[arg-type]
    figures = [replace(f, map=dt.date(2025, 1, 1)) for f in year((90, 120), (20, 30), (40, 50), (3, 3))]
    same = [
        Shared("3.2a", "", c, c, "2021-07-01", n, d)
        for c, n, d in (("470", 90, 120), ("471", 20, 30), ("472", 40, 50))
    ]
    shared = [*same, Shared("3.2a", "", "473", "473", "2021-07-01", 3, 3)]
    assert after(figures, told(*old), shared=shared) == ["471", "473"]


# ---------------------------------------------------------------------------------------------------------------
# Who is counted, and who knows the rule
# ---------------------------------------------------------------------------------------------------------------

CONTRIBUTOR, INFORMED = Intruder(knows_rule=False), Intruder(is_contributor=False)


def hidden_from(intruder: Intruder, figures: list[Figure], published: Sequence[RegisterEntry] = ()) -> list[str]:
    plan = OnePlan((measure(),), intruder=intruder)
    return codes({f for f in protect(figures, plan, published).figures if f.gap == "suppressed"})  # type: ignore[arg-type]


def test_who_is_alone_in_a_count_learns_no_other() -> None:
    """The one case of 471 knows it: without him 471 and 472 have 4, which the total would tell him is 472."""
    figures = year((300, 400), (1, 9), (4, 12), (200, 290), (100, 160))
    assert hidden_from(INTRUDER, figures) == ["471", "472"]
    assert hidden_from(CONTRIBUTOR, figures) == ["471", "472", "474"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda c: sum(c) > 0), min_size=2, max_size=7))
def test_nobody_who_is_alone_in_a_count_can_narrow_another(counts: list[tuple[int, int]]) -> None:
    figures = year(*[(n, n + c) for n, c in counts])
    hidden = hidden_from(CONTRIBUTOR, figures)
    areas = [f for f in figures[1:] if f.area.code in hidden]
    if "46" in hidden:
        return
    for kind in (numerator_of, complement_of, denominator_of):
        floor = 1 if kind is denominator_of else 0
        for alone in (f for f in areas if kind(f) == 1):
            others = [f for f in areas if f is not alone]
            assert len(values_of_one(int(sum(kind(f) for f in others)), len(others), floor)) > 5


def test_where_all_that_is_hidden_is_small_one_more_is() -> None:
    """Three small areas protect each other: who knows the rule would know of each that it has 1 to 4."""
    figures = year((90, 120), (2, 8), (4, 9), (3, 12), (40, 60), (50, 80))
    assert hidden_from(INTRUDER, figures) == ["471", "472", "473"]
    closed = hidden_from(INFORMED, figures)
    assert len(closed) == 4
    assert set(closed) > {"471", "472", "473"}
    mixed = year((90, 120), (20, 30), (40, 50), (3, 3))
    assert hidden_from(INFORMED, mixed) == hidden_from(INTRUDER, mixed) == ["471", "473"]


def test_the_lot_depends_on_nothing_that_is_hidden() -> None:
    """Other counts and another order: the same area. Other years: other areas."""
    figures = year((90, 120), (2, 8), (4, 9), (3, 12), (40, 60), (50, 80))
    drawn = hidden_from(INFORMED, figures)
    assert hidden_from(INFORMED, year((70, 190), (4, 9), (2, 7), (1, 20), (60, 90), (30, 40))) == drawn
    assert hidden_from(INFORMED, figures[::-1]) == drawn
    years = [[replace(f, year=number) for f in figures] for number in range(2021, 2031)]
    assert {tuple(hidden_from(INFORMED, each)) for each in years} > {tuple(drawn)}


def test_what_was_drawn_once_stays_and_what_was_shown_is_not_drawn() -> None:
    figures = year((90, 120), (2, 8), (4, 9), (3, 12), (40, 60), (50, 80))
    drawn = hidden_from(INFORMED, figures)
    before = told(*(withheld(f, "suppressed") if f.area.code in drawn else f for f in figures))
    assert hidden_from(INFORMED, figures, before) == drawn
    shown = told(*(f for f in figures if f.area.code in drawn and (f.numerator or 0) > 4))
    assert hidden_from(INFORMED, figures, shown) != drawn


def test_without_an_area_to_draw_nothing_more_is_hidden() -> None:
    assert hidden_from(INFORMED, year((4, 9), (4, 9), (3, 12))) == ["470", "471", "472"]
