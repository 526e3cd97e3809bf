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
from gender_indicators.figures.figure import Figure, withheld
from gender_indicators.plan.areas import AreaRef, Areas, load_areas
from gender_indicators.plan.plan import Disclosure, Linked, Measure, Source, Threshold, Uncertainty

WORDS = Bilingual(vi="x", en="x")
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


def test_a_revision_stands_for_itself() -> None:
    revised = year_of((91, 121), (20, 30), (40, 50), (3, 3))
    assert proof(OneEdition(hide(YEAR, "471", "473")), OneEdition(hide(revised, "472", "473"))).leaks == ()


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
