"""Non-interference: what is published of a year does not depend on what it hides."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.disclosure import pattern
from gender_indicators.disclosure.counts import Slot, slot_of
from gender_indicators.disclosure.suppression import narrow
from gender_indicators.figures.figure import Figure, ProtectedFigure, results_csv
from gender_indicators.plan.plan import Plan
from gender_indicators.results import edition_making, year_figures
from gender_indicators.results.edition import Edition, edition_bytes
from gender_indicators.results.outcome import Outcome
from other_plan_data import write_other_plan
from twins import Kind, twin

pytestmark = pytest.mark.slow

KINDS = {
    "low": Kind(np.ones),
    "high": Kind(lambda size: -np.ones(size)),
    **{f"random {seed}": Kind(lambda size, seed=seed: _random(size, seed)) for seed in range(3)},
    "low, small or not": Kind(np.ones, free=True),
    "random, small or not": Kind(lambda size: _random(size, 3), free=True),
}


def _random(size: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=size)


@pytest.fixture(scope="module")
def outcome(project: Project) -> Outcome:
    """2021 and 2022, checked: a year with a history, in which something is hidden in both."""
    return pipeline.check(pipeline.prepare(project, 2022), Progress())


def edition_of(outcome: Outcome) -> Edition:
    return pipeline.measure(outcome, Progress())


def published(edition: Edition) -> bytes:
    return edition_bytes(edition) + results_csv((*edition.figures, *edition.pooled)).encode()


def hidden_of(outcome: Outcome) -> dict[int, set[Slot]]:
    measured = edition_making.measure_passed(outcome)
    return {year: {slot_of(f) for f in each.figures if f.gap == "suppressed"} for year, each in measured.items()}


Start = Callable[[str], dict[int, int]]


@pytest.fixture
def with_twins(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> Start:
    return twins_of(outcome, monkeypatch)


def twins_of(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> Start:
    """What lets the years be counted as their twins from here on; it returns how many figures of each year differ.

    That is filled while the years are counted. A twin keeps what is hidden: the choice itself may weigh hidden counts
    by their size, and what a reader who knows how it is made can learn from the choice is no matter of what is told
    beside it.
    """
    counted, plan, hidden = year_figures._counted, outcome.facts.plan, hidden_of(outcome)
    choose = pattern._Year.pattern

    def chosen(year: pattern._Year) -> tuple[set[Slot], bool, tuple[str, ...]]:
        if len(year.counted) <= 1:  # another reading of one measure
            return choose(year)
        return hidden[year.counted[0][0].year], True, ()

    def start(kind: str) -> dict[int, int]:
        moved: dict[int, int] = {}

        def other(facts, year, tables):  # type: ignore[no-untyped-def]
            true = counted(facts, year, tables)
            twins = twin(true, plan, hidden[year.year], KINDS[kind])
            pairs = zip(true, twins, strict=True)
            moved[year.year] = sum((a.numerator, a.denominator) != (b.numerator, b.denominator) for a, b in pairs)
            return twins

        monkeypatch.setattr(year_figures, "_counted", other)
        monkeypatch.setattr(pattern._Year, "pattern", chosen)
        return moved

    return start


def require_same_editions(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of twin moves hidden counts in each year that hides any, and gives the same edition."""
    true, start, hiding = published(edition_of(outcome)), twins_of(outcome, monkeypatch), hidden_of(outcome)
    for kind in KINDS:
        moved = start(kind)
        assert published(edition_of(outcome)) == true, kind
        assert {year for year, number in moved.items() if number} == {y for y, slots in hiding.items() if slots}, kind
        assert moved.keys() == hiding.keys()


def test_a_year_and_its_twins_give_the_same_edition(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    require_same_editions(outcome, monkeypatch)


@pytest.fixture(scope="module")
def other_outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """2030 and 2031 of the made-up plan of another province; four of its figures of 2031 are hidden."""
    project = find_project(write_other_plan(tmp_path_factory.mktemp("other") / "tinh"))
    return pipeline.check(pipeline.prepare(project, 2031), Progress())


def test_another_plan_and_its_twins_give_the_same_edition(
    other_outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(hidden_of(other_outcome)[2031]) == 4
    require_same_editions(other_outcome, monkeypatch)


def test_the_pattern_of_a_year_is_safe_in_its_twins_too(
    outcome: Outcome, with_twins: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pattern leaves every hidden count its range because of what is public: it rules out no twin."""
    true = hidden_of(outcome)
    for kind in KINDS:
        years: list[pattern._Year] = []
        moved = with_twins(kind)
        chosen = pattern._Year.pattern
        monkeypatch.setattr(
            pattern._Year, "pattern", lambda year, chosen=chosen, years=years: years.append(year) or chosen(year)
        )
        edition_of(outcome)
        whole_years = [year for year in years if len(year.counted) > 1]
        assert len(whole_years) == len(moved) == 2
        for year in whole_years:
            problem, slots = year._problem((), ())
            keys = {key for key, slot in slots.items() if slot in true[year.counted[0][0].year]}
            assert len(keys) > 10
            assert narrow(problem, keys) == {}, kind


Leak = Callable[[pytest.MonkeyPatch], None]


def _after_protection(change: Callable[[Figure, Figure], Figure]) -> Leak:
    """A leak that hands something of the counted figure on to the protected one."""

    def leak(monkeypatch: pytest.MonkeyPatch) -> None:
        protect = year_figures.protect

        def leaking(figures: Sequence[Figure], plan: Plan, *rest: object) -> pattern.Protection:
            safe = protect(figures, plan, *rest)  # type: ignore[arg-type]
            pairs = zip(figures, safe.figures, strict=True)
            return replace(safe, figures=tuple(change(true, f) if f.gap == "suppressed" else f for true, f in pairs))

        monkeypatch.setattr(year_figures, "protect", leaking)

    return leak


def _in_edition(change: Callable[[Edition, Sequence[Figure]], Edition]) -> Leak:
    """A leak that puts something about all counted figures of the reporting year into the edition."""

    def leak(monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Figure] = []
        protect, measure = year_figures.protect, pipeline.measure

        def watching(figures: Sequence[Figure], plan: Plan, *rest: object) -> pattern.Protection:
            if len(figures) > 1:
                seen[:] = figures
            return protect(figures, plan, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(year_figures, "protect", watching)
        monkeypatch.setattr(pipeline, "measure", lambda *arguments: change(measure(*arguments), seen))

    return leak


def _of_3_2(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.measure == "3.2a" and f.area.level != "province" and f.value is not None]


def _hidden_of_3_2(edition: Edition, figures: Sequence[Figure]) -> list[Figure]:
    hidden = {f.area.code for f in edition.figures if f.measure == "3.2a" and f.gap == "suppressed"}
    return [f for f in _of_3_2(figures) if f.area.code in hidden]


def _together(edition: Edition, figures: Sequence[Figure]) -> ProtectedFigure:
    example = next(f for f in edition.figures if f.measure == "3.2a")
    return replace(example, first_year=2021, numerator=sum(f.numerator or 0 for f in figures if f.area.code < "479"))


def _note(edition: Edition, words: str) -> Edition:
    return replace(edition, forms={**edition.forms, "note": replace(edition.map_title, vi=words)})


def _with_rows(safe: ProtectedFigure, figures: Sequence[Figure]) -> ProtectedFigure:
    rows = {slot_of(f): f.denominator for f in _of_3_2(figures)}.get(slot_of(safe))
    return replace(safe, sources=tuple(replace(s, count=int(rows)) for s in safe.sources)) if rows else safe


def _first(edition: Edition, figures: Sequence[Figure], value: Callable[[Figure], float]) -> Edition:
    return _note(edition, " ".join(f.area.code for f in sorted(_of_3_2(figures), key=value)))


LEAKS: dict[str, Leak] = {
    "numerator": _after_protection(lambda true, f: replace(f, numerator=true.numerator)),
    "value": _after_protection(lambda true, f: replace(f, value=true.value)),
    "the name of the function": _after_protection(
        lambda true, f: replace(f, function=f"{f.function}{true.denominator}")
    ),
    "a flag": _after_protection(lambda true, f: replace(f, flags=(*f.flags, f"{true.numerator}"))),
    "verdict": _after_protection(lambda true, f: replace(f, verdict=true.verdict)),
    "the reason of hiding": _after_protection(
        lambda true, f: replace(f, gap="suppressed" if (true.numerator or 0) % 2 else "unreliable")
    ),
    "an end of the interval": _after_protection(lambda true, f: replace(f, ci_low=(true.value or 0) - 5)),
    "how many rows the source has": _in_edition(
        lambda e, figures: replace(e, figures=tuple(_with_rows(f, figures) for f in e.figures))
    ),
    "the verdict under another reading": _after_protection(
        lambda true, f: replace(f, sensitivity=f"x=y: {true.verdict}")
    ),
    "a year before": _after_protection(lambda true, f: replace(f, value=true.value) if f.year == 2021 else f),
    "years together": _in_edition(
        lambda e, figures: replace(e, pooled=(*e.pooled, _together(e, _hidden_of_3_2(e, figures))))
    ),
    "how many hidden counts are small": _in_edition(
        lambda e, figures: _note(e, str(sum(0 < (f.numerator or 0) < 5 for f in _hidden_of_3_2(e, figures))))
    ),
    "a word for a number": _after_protection(
        lambda true, f: replace(f, progress=["none", "few", "some"][min(int((true.numerator or 0) // 2), 2)])
    ),
    "a digit in the unit": _after_protection(
        lambda true, f: replace(f, unit=f"{f.unit}{int(true.denominator or 0) % 10}")
    ),
    "how many records": _after_protection(lambda true, f: replace(f, n=int(true.denominator or 0))),
    "order by value": _in_edition(lambda e, figures: _first(e, figures, lambda f: f.numerator or 0)),
    "two districts together": _in_edition(
        lambda e, figures: _note(e, str(sum(f.numerator or 0 for f in _hidden_of_3_2(e, figures)[:2])))
    ),
    "the smallest of the districts": _in_edition(
        lambda e, figures: _note(e, str(min(f.denominator or 0 for f in _of_3_2(figures))))
    ),
    "width of a bar": _in_edition(
        lambda e, figures: _note(e, "#" * int(sum((f.value or 0) * (i + 1) for i, f in enumerate(_of_3_2(figures)))))
    ),
    "mean of the districts": _in_edition(
        lambda e, figures: _note(e, f"{np.mean([f.value or 0 for f in _of_3_2(figures)]):.6f}")
    ),
}


# The default run seeds one of each sort: a number, a reason, a count of hidden ones, a word, the provenance.
OFTEN = (
    "numerator", "the reason of hiding", "how many hidden counts are small", "a word for a number",
    "how many rows the source has",
)  # fmt: skip


@pytest.mark.parametrize(
    "leak", [*OFTEN, *(pytest.param(name, marks=pytest.mark.slow) for name in LEAKS if name not in OFTEN)]
)
def test_a_seeded_leak_breaks_the_twins(
    outcome: Outcome, with_twins: Start, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    LEAKS[leak](monkeypatch)
    true = published(edition_of(outcome))
    assert any(_differs(outcome, with_twins, kind, true) for kind in KINDS)


def _differs(outcome: Outcome, with_twins: Start, kind: str, true: bytes) -> bool:
    with_twins(kind)
    return published(edition_of(outcome)) != true


@pytest.mark.parametrize("year", [2021, 2023, 2024, 2025])
def test_every_year_and_its_twins_give_the_same_edition(
    project: Project, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    require_same_editions(pipeline.check(pipeline.prepare(project, year), Progress()), monkeypatch)
