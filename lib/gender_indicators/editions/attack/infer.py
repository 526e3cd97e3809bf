"""What a reader of all publications can work out about the figures they hide.

The reader knows the plan, the map and the rules. He takes every figure that is shown, adds up what adds up (areas to
the province, numerator and the rest to the denominator, linked counts, years counted together), and solves the range
of every hidden count. Two publications that agree on all they both show rest on the same data, so that what one shows
the other cannot hide; where they differ, the data were revised and each stands for itself.

Whatever else is said about a hidden figure, be it a number in an attribute of a chart, is a leak without arithmetic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gender_indicators.editions.attack.arithmetic import worked_out
from gender_indicators.editions.attack.publications import Audit, Leak, Publication, Told, slot, told_range
from gender_indicators.editions.attack.statements import Statement
from gender_indicators.figures import TOTAL, Figure
from gender_indicators.plan import Areas

_HIDDEN = ("suppressed", "not_published")
_INDIRECT = ("derived", "change", "rows")  # forecasts and the like: of years and places without a figure too


def audit(publications: Sequence[Publication], areas: Areas | None = None) -> Audit:
    """Return what the readers of ``publications`` know that is meant to be hidden.

    ``areas`` is what everyone can know of the maps; without it figures of the same year on two maps stand apart.
    """
    figures = {pub.name: _sensitive(pub.edition) for pub in publications}
    leaks = [*_unread(publications), *_said(publications, figures), *worked_out(publications, figures, areas)]
    everything = [figure for found in figures.values() for figure in found]
    hidden = sum(figure.gap in _HIDDEN for figure in everything)
    shown = sum(figure.value is not None for figure in everything)
    files = sum(publication.files for publication in publications)
    statements = sum(len(publication.reading.statements) for publication in publications)
    return Audit(tuple(dict.fromkeys(leaks)), shown, hidden, files, statements)


def _sensitive(edition: Told) -> tuple[Figure, ...]:
    measures = {m.id for m in edition.plan.measures if m.disclosure is not None}
    return tuple(f for f in (*edition.figures, *edition.history, *edition.pooled) if f.measure in measures)


def _unread(publications: Iterable[Publication]) -> Iterator[Leak]:
    for pub in publications:
        for file in pub.reading.unread:
            yield Leak(
                f"{pub.name}/{file}", "không đọc được nên không kiểm tra được / cannot be read, so not checked"
            )


def _said(publications: Iterable[Publication], figures: Mapping[str, Sequence[Figure]]) -> Iterator[Leak]:
    """What is said outright about a figure that the structured files hide, or about one that none of them has."""
    everything = [figure for found in figures.values() for figure in found]
    shown = {slot(f) for f in everything if f.value is not None or f.gap == "no_cases"}
    last = max((figure.year for figure in everything), default=0)  # of later years there are targets only
    for pub in publications:
        hidden = {slot(f) for f in figures[pub.name] if f.gap in _HIDDEN}
        sensitive = {measure.id for measure in pub.edition.plan.measures if measure.disclosure is not None}
        province = next(area.code for area in pub.edition.areas if area.level == "province")
        told: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
        for each in pub.reading.statements:
            place = _at(each, province)
            indirect = each.part in _INDIRECT and place not in hidden
            # the scale of a chart that nothing drawn explains tells of what is not drawn
            new = each.part == "limit" or place in hidden or (place not in shown and not indirect)
            nameless = not each.measure and each.part in ("value", "numerator", "denominator", "number")
            if new and each.year <= last and (each.measure in sensitive or nameless):
                told[place].append(each)
        for place, said in sorted(told.items()):
            parts = "; ".join(dict.fromkeys(f"{each.part} {told_range(each.low, each.high)}" for each in said))
            where = tuple(dict.fromkeys(f"{pub.name}/{each.where}" for each in said))
            yield Leak(_name(place), parts, where)


def _at(said: Statement, province: str) -> tuple[str, ...]:
    """The figure a statement is about; a number of rows is one of the whole province."""
    area = said.area or province
    return (said.measure, str(said.year), area, said.breakdown, str(said.first_year or ""))


def _name(place: Sequence[str]) -> str:
    measure, year, area, breakdown, first = place
    part = "" if breakdown == TOTAL else f" ({breakdown})"
    return f"{measure}, {area}, {f'{first}-' if first else ''}{year}{part}"
