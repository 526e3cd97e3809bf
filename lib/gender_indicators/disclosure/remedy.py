"""The way out of a refusal: which figures of the next edition to hide as well, so that no hidden count is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from gender_indicators.disclosure.counts import Slot, slot_of
from gender_indicators.disclosure.proof import prove
from gender_indicators.disclosure.publication import Leak, PublishedFigures
from gender_indicators.figures import TOTAL, ProtectedFigure, withheld
from gender_indicators.plan import AreaRef, Areas, Plan

Place = tuple[int, Slot]  # the year described, and the figure's slot in it


@dataclass(frozen=True, slots=True)
class _Next:
    """The next edition with further figures hidden."""

    plan: Plan
    areas: tuple[AreaRef, ...]
    figures: tuple[ProtectedFigure, ...]
    history: tuple[ProtectedFigure, ...]
    pooled: tuple[ProtectedFigure, ...]


def fresh_leaks(
    others: Mapping[str, PublishedFigures], name: str, edition: PublishedFigures, areas: Areas | None
) -> tuple[tuple[Leak, ...], tuple[Leak, ...]]:
    """Return what ``edition``, the next one, lets be worked out beside the ``others``, and what these tell alone."""
    found = prove({**others, name: edition}, areas).leaks
    before = prove(others, areas).leaks if found and others else ()
    return _fresh(found, before), before


def _fresh(found: Iterable[Leak], before: Iterable[Leak]) -> tuple[Leak, ...]:
    known = {(leak.figure, leak.publication) for leak in before}
    return tuple(leak for leak in found if (leak.figure, leak.publication) not in known)


def figures_to_hide(
    others: Mapping[str, PublishedFigures], name: str, edition: PublishedFigures, areas: Areas | None
) -> tuple[ProtectedFigure, ...]:
    """Return the figures of ``edition`` to hide as well, few and small ones, so that it lets nothing be worked out.

    Empty where it does not anyway. When everything it tells of sensitive measures is hidden it tells nothing new, so
    there always is an answer; it is looked for among the figures of the leaking measures first.
    """

    found, before = fresh_leaks(others, name, edition, areas)
    if not found:
        return ()

    def leaks(hidden: Collection[ProtectedFigure]) -> tuple[Leak, ...]:
        narrowed = _without(edition, {_place(figure) for figure in hidden})
        return _fresh(prove({**others, name: narrowed}, areas).leaks, before)

    candidates = sorted(_candidates(edition), key=_loss({(leak.measure, leak.year) for leak in found}))
    number = 1
    while number < len(candidates) and leaks(candidates[:number]):
        number *= 2
    return tuple(_fewest(candidates[:number], leaks))


def _fewest(
    hidden: Sequence[ProtectedFigure], leaks: Callable[[Collection[ProtectedFigure]], object]
) -> list[ProtectedFigure]:
    """``hidden`` without what can be shown, the dearest first, by halving."""
    kept = list(hidden)
    waiting = [kept[: len(kept) // 2], kept[len(kept) // 2 :]]
    while waiting:
        part = waiting.pop()
        rest = [figure for figure in kept if figure not in part]
        if part and not leaks(rest):
            kept = rest
        elif len(part) > 1:
            waiting += [part[: len(part) // 2], part[len(part) // 2 :]]
    return kept


def _candidates(edition: PublishedFigures) -> Iterator[ProtectedFigure]:
    sensitive = {measure.id for measure in edition.plan.measures if measure.disclosure is not None}
    for figure in (*edition.figures, *edition.history):
        if figure.measure in sensitive and figure.value is not None:
            yield figure


def _loss(leaking: Collection[tuple[str, int | None]]) -> Callable[[ProtectedFigure], tuple[object, ...]]:
    """What hiding a figure loses: one of another measure or year more, the province more than its parts and areas."""

    def loss(figure: ProtectedFigure) -> tuple[object, ...]:
        province = figure.area.level == "province"
        dear = (province and figure.breakdown == TOTAL, province)
        return ((figure.measure, figure.year) not in leaking, *dear, figure.denominator or 0.0, *_place(figure))

    return loss


def _without(edition: PublishedFigures, places: Collection[Place]) -> _Next:
    """``edition`` with the figures at ``places`` hidden, and without the years together that they are part of."""
    gone = {(year, slot[0], slot[3]) for year, slot in places}

    def shown(figures: Iterable[ProtectedFigure]) -> tuple[ProtectedFigure, ...]:
        return tuple(_hidden(figure) if _place(figure) in places else figure for figure in figures)

    pooled = tuple(
        figure
        for figure in edition.pooled
        if not any((year, figure.measure, figure.area.code) in gone for year in _years(figure))
    )
    return _Next(edition.plan, edition.areas, shown(edition.figures), shown(edition.history), pooled)


def _years(figure: ProtectedFigure) -> range:
    return range(figure.first_year or figure.year, figure.year + 1)


def _hidden(figure: ProtectedFigure) -> ProtectedFigure:
    hidden = withheld(figure, "suppressed")
    return ProtectedFigure(*(getattr(hidden, field.name) for field in fields(ProtectedFigure)))


def _place(figure: ProtectedFigure) -> Place:
    return figure.year, slot_of(figure)
