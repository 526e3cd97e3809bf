"""What a reader of several publications can work out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gender_indicators.base.params import Bilingual
from gender_indicators.disclosure.pattern import protect
from gender_indicators.disclosure.proof import prove
from gender_indicators.disclosure.publication import Proof
from gender_indicators.disclosure.register import RegisterEntry, entries_of
from gender_indicators.disclosure.remedy import figures_to_hide, fresh_leaks
from gender_indicators.figures.figure import Figure, withheld
from gender_indicators.plan.areas import AreaRef, Areas, load_areas
from gender_indicators.plan.measure import Disclosure, Measure, Option, Setting, Source, Threshold, Uncertainty
from gender_indicators.plan.plan import Intruder, Linked

WORDS = Bilingual(vi="x", en="x")
INTRUDER = Intruder(is_contributor=False, knows_rule=False)
PARAMS = Path(__file__).parents[1] / "params"
NEW_MAP = dt.date(2025, 1, 1)


def measure(identifier: str = "3.2a", kind: str = "share", **rule: object) -> Measure:
    return Measure(
        id=identifier, name=WORDS, definition=WORDS, source=Source(basis="reading", citation=WORDS), kind=kind,
        unit=WORDS, per=100, decimals=1, numerator=WORDS, denominator=WORDS,
        threshold=Threshold(operator=">=", value=80), lowest_level="district", below="not_published",
        disclosure=Disclosure(**rule, why=WORDS),  # type: ignore[arg-type]
        uncertainty=Uncertainty(method="none", why=WORDS),
        responsible=("a",), function="x.y", forms={},
    )  # fmt: skip


@dataclass(frozen=True)
class OnePlan:
    measures: tuple[Measure, ...] = (measure(),)
    linked: tuple[Linked, ...] = ()
    intruder: Intruder = INTRUDER


@dataclass(frozen=True)
class OneEdition:
    figures: tuple[Figure, ...]
    history: tuple[Figure, ...] = ()
    pooled: tuple[Figure, ...] = ()
    plan: OnePlan = OnePlan()

    @property
    def areas(self) -> tuple[AreaRef, ...]:
        return (AreaRef("46", "46", "province"),)


def figure(area: str, counts: tuple[float, float], year: int = 2024, **rest: object) -> Figure:
    numerator, denominator = counts
    level = "province" if area == "46" else "district"
    made = Figure(
        measure="3.2a", area=AreaRef(area, area, level), year=year, breakdown="total",
        value=100 * numerator / denominator, numerator=numerator, denominator=denominator, unit="%", n=None,
        gap=None, verdict="met", map=dt.date(2021, 7, 1), vintage="chinh_thuc", sources=(), function="f",
    )  # fmt: skip
    return replace(made, **rest)  # type: ignore[arg-type]


def year_of(*counts: tuple[float, float], year: int = 2024, **rest: object) -> tuple[Figure, ...]:
    total = (sum(n for n, _ in counts), sum(d for _, d in counts))
    areas = [figure(str(470 + i), pair, year, **rest) for i, pair in enumerate(counts)]
    return (figure("46", total, year, **rest), *areas)


def hide(figures: tuple[Figure, ...], *areas: str) -> tuple[Figure, ...]:
    return tuple(withheld(f, "suppressed") if f.area.code in areas else f for f in figures)


def proof(*editions: OneEdition, areas: Areas | None = None) -> Proof:
    return prove({str(2024 + place): edition for place, edition in enumerate(editions)}, areas)  # type: ignore[misc]


YEAR = year_of((90, 120), (20, 30), (40, 50), (3, 3))


def test_a_safe_pattern_leaks_nothing() -> None:
    found = proof(OneEdition(protect(YEAR, OnePlan()).figures))  # type: ignore[arg-type]
    assert found.leaks == ()
    assert (found.hidden, found.shown) == (2, 3)


def test_a_single_hidden_district_against_the_total() -> None:
    found = proof(OneEdition(hide(YEAR, "473")))
    assert {leak.known.split(",")[0] for leak in found.leaks} >= {"3"}
    assert all("473" in leak.figure for leak in found.leaks)


def test_two_hidden_districts_of_few_people() -> None:
    few = year_of((90, 120), (1, 3), (1, 3))
    assert proof(OneEdition(hide(few, "471", "472"))).leaks


def test_another_publication_of_the_same_data_shows_it() -> None:
    """Last year's file: the history of another publication hides another district."""
    hidden, other = OneEdition(hide(YEAR, "471", "473")), hide(YEAR, "472", "473")
    assert proof(OneEdition((), other)).leaks == ()
    found = proof(hidden, OneEdition((), other))
    assert {leak.known.split(",")[0] for leak in found.leaks} >= {"3"}


def test_what_a_small_revision_shows_the_edition_before_does_not_hide() -> None:
    """471 can have changed by one only, so that 473 is known to 2; a large revision stands for itself."""
    first = OneEdition(hide(YEAR, "471", "473"))
    found = proof(first, OneEdition(hide(year_of((91, 121), (20, 30), (40, 50), (3, 3)), "472", "473")))
    assert any("473" in leak.figure and leak.known.startswith("2 – 4,") for leak in found.leaks)
    assert proof(first, OneEdition(hide(year_of((95, 128), (20, 30), (40, 50), (3, 3)), "472", "473"))).leaks == ()


def test_a_vintage_that_hides_what_the_one_before_showed() -> None:
    """5/10 was shown, 4/10 is hidden beside 471: the province lost one, so it is 4 or 5 and not 6."""
    first, revised = year_of((90, 120), (20, 30), (40, 50), (5, 10)), year_of((90, 120), (20, 30), (40, 50), (4, 10))
    found = proof(OneEdition(first), OneEdition(hide(revised, "471", "473")))
    assert any(leak.known.startswith("4 – 5,") and "473" in leak.figure for leak in found.leaks)
    assert {leak.publication for leak in found.leaks} == {"2025"}
    for safe in (("46", "473"), ("471", "472", "473")):
        assert proof(OneEdition(first), OneEdition(hide(revised, *safe))).leaks == ()


def births(age: str, *counts: float) -> tuple[Figure, ...]:
    return tuple(replace(f, reading=f"age={age}") for f in year_of(*((count, 9000) for count in counts)))


def test_two_readings_one_after_the_other() -> None:
    """Births at 10-19 less those at 15-19 are girls of 10-14: 3 in the two areas that are hidden."""
    options = (Option(value="15-19", name=WORDS), Option(value="10-19", name=WORDS, contains=("15-19",)))
    rule = measure(kind="rate").model_copy(
        update={"settings": {"age": Setting(value="15-19", options=options, why=WORDS)}}
    )
    plan = OnePlan((rule,))
    narrow, wide = births("15-19", 82, 58, 43, 60), births("10-19", 90, 60, 44, 67)
    first = OneEdition(narrow, plan=plan)
    for hidden, known in (((), "1,"), (("471", "472"), "0 – 3,")):
        found = proof(first, OneEdition(hide(wide, *hidden), plan=plan))
        assert any(leak.known.startswith(known) and "472" in leak.figure for leak in found.leaks), hidden
    assert proof(first, OneEdition(hide(wide, "471", "472", "473"), plan=plan)).leaks == ()


def test_the_way_out_is_named_and_works() -> None:
    first, revised = year_of((90, 120), (20, 30), (40, 50), (5, 10)), year_of((90, 120), (20, 30), (40, 50), (4, 10))
    before = {"2024": OneEdition(first)}
    bad = hide(revised, "471", "473")
    further = figures_to_hide(before, "next", OneEdition(bad), None)  # type: ignore[arg-type]
    assert [(f.area.code, f.value) for f in further] == [("472", 80.0)]
    mended = OneEdition(hide(bad, *(f.area.code for f in further)))
    assert fresh_leaks(before, "next", mended, None) == ((), ())  # type: ignore[arg-type]
    assert figures_to_hide(before, "next", mended, None) == ()  # type: ignore[arg-type]


def test_years_together_go_with_a_year_that_is_hidden() -> None:
    """The years before and all together were shown, so the last one is known: the sum of the years must go."""
    years = tuple(figure("472", (40, 50), year) for year in (2022, 2023))
    together = (figure("472", (83, 103), 2024, first_year=2022),)
    edition = OneEdition(hide(YEAR, "472", "473"), years, together)
    before = {"2023": OneEdition(years)}
    assert fresh_leaks(before, "next", edition, None)[0]  # type: ignore[arg-type]
    further = figures_to_hide(before, "next", edition, None)  # type: ignore[arg-type]
    assert {(f.area.code, f.year) for f in further} <= {("472", 2022), ("472", 2023)}
    assert further


def test_a_leak_of_before_is_not_laid_at_the_door_of_the_next_edition() -> None:
    before = {"2023": OneEdition(hide(year_of((90, 120), (20, 30), (3, 3), year=2023), "472"))}
    edition = OneEdition(protect(YEAR, OnePlan()).figures)  # type: ignore[arg-type]
    fresh, known = fresh_leaks(before, "next", edition, None)  # type: ignore[arg-type]
    assert fresh == ()
    assert {leak.publication for leak in known} == {"2023"}


def test_pooled_years_minus_the_years_that_are_shown() -> None:
    years = [figure("472", (40, 50), 2022), figure("472", (44, 52), 2023)]
    hidden = hide(YEAR, "472", "473")
    together = figure("472", (124, 152), 2024, first_year=2022)
    assert proof(OneEdition(hidden, tuple(years))).leaks == ()
    found = proof(OneEdition(hidden, tuple(years), (together,)))
    assert {leak.known.split(",")[0] for leak in found.leaks} >= {"40", "50", "3"}  # 472, and with it 473


@pytest.mark.parametrize("reading", ["", "age=15-19"])
def test_linked_counts_of_two_registers(reading: str) -> None:
    rules = tuple(measure(name, numerator=f"{name}+", denominator=name) for name in "abc")
    plan = OnePlan(rules, (Linked(whole="c", parts=("a", "b")), Linked(whole="c+", parts=("a+", "b+"))))
    a = year_of((45, 60), (20, 30), (30, 40), measure="a")
    b = hide(year_of((40, 55), (3, 9), (30, 40), measure="b"), "471", "472")
    c = year_of((85, 115), (23, 39), (60, 80), measure="c")
    figures = tuple(replace(f, reading=reading) for f in (*a, *b, *c))
    assert proof(OneEdition(figures, plan=OnePlan(rules))).leaks == ()
    assert proof(OneEdition(figures, plan=plan)).leaks


def test_the_province_shown_on_another_map() -> None:
    areas = load_areas(PARAMS / "areas.yaml")
    old = hide(tuple(replace(f) for f in year_of((3, 3), (3, 3))), "46", "470", "471")
    new = (figure("46", (6, 6), map=areas.map_on(NEW_MAP).date),)
    assert proof(OneEdition(old), areas=areas).leaks == ()
    assert proof(OneEdition(old), OneEdition(new), areas=areas).leaks


def test_the_old_map_against_the_new_one() -> None:
    """On 1 January 2025 Phú Lộc (482) took in Nam Đông (483): the new one minus the old one is Nam Đông."""
    areas = load_areas(PARAMS / "areas.yaml")
    counts = {"474": (90, 120), "476": (30, 40), "477": (30, 40), "478": (30, 40), "479": (30, 40)}
    counts |= {"480": (20, 30), "481": (30, 40), "482": (40, 50), "483": (3, 3)}
    province = (303, 403)
    old = hide((figure("46", province), *(figure(code, pair) for code, pair in counts.items())), "480", "483")
    merged = {**{code: pair for code, pair in counts.items() if code != "483"}, "482": (43, 53)}
    merged |= {"474": (50, 60), "475": (40, 60)}
    day = areas.map_on(NEW_MAP).date
    new = tuple(figure(code, pair, map=day) for code, pair in {"46": province, **merged}.items())
    assert proof(OneEdition(old), areas=areas).leaks == ()
    assert proof(OneEdition(old), OneEdition(new)).leaks == ()
    found = proof(OneEdition(old), OneEdition(new), areas=areas)
    assert any("483" in leak.figure for leak in found.leaks)
    safe = hide(new, "480", "482")
    assert proof(OneEdition(old), OneEdition(safe), areas=areas).leaks == ()


def test_rows_without_a_place_do_not_confuse_the_proof() -> None:
    """The province has one case more than its districts: adding up is an inequality then."""
    figures = (figure("46", (154, 204)), *YEAR[1:])
    assert proof(OneEdition(figures)).leaks == ()
    assert proof(OneEdition(hide(figures, "471", "473"))).leaks == ()


def test_that_the_province_has_none_is_no_secret() -> None:
    everyone = year_of((120, 120), (30, 30), (50, 50), (7, 7))
    assert proof(OneEdition(hide(everyone, "471", "473"))).leaks == ()


def test_patterns_of_one_vintage_after_another_leave_nothing_to_work_out() -> None:
    """Estimates, preliminary and final numbers, each published with what was published before in mind."""
    vintages = [
        year_of((90, 120), (20, 30), (40, 50), (3, 3), (22, 28)),
        year_of((90, 120), (20, 30), (41, 52), (6, 12), (3, 28)),
        year_of((91, 122), (20, 30), (41, 52), (6, 12), (4, 31)),
    ]
    published: set[RegisterEntry] = set()
    editions: list[OneEdition] = []
    for figures in vintages:
        shown = protect(figures, OnePlan(), published).figures  # type: ignore[arg-type]
        published |= entries_of(shown, OnePlan())[2024]  # type: ignore[arg-type]
        editions.append(OneEdition(shown))
        assert proof(*editions).leaks == ()
