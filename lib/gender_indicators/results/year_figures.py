"""From a year's checked tables to its protected figures: nothing after this sees a number that must stay hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.base import NOTHING_KEPT, Store, code_hash, digest, file_hash, versions
from gender_indicators.disclosure import (
    Register,
    RegisterEntry,
    Shared,
    Slot,
    protect,
    slot_of,
    with_names,
    without_rows,
)
from gender_indicators.figures import Figure, OtherReading, ProtectedFigure, assessed, released
from gender_indicators.intake import Delivery, Table
from gender_indicators.measures import YearTables, calculate, placed
from gender_indicators.plan import Facts, Year, chosen_settings, reported_areas
from gender_indicators.results.crossing import in_common

_PARAMETERS = ("plan.yaml", "areas.yaml", "forms.yaml")


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The protected figures of a year: every measure for every area of its map, assessed, and what protecting hid."""

    figures: tuple[ProtectedFigure, ...]
    primary: int
    further: int
    least: bool
    whole: tuple[str, ...]


def measure_years(
    facts: Facts,
    deliveries: Mapping[int, Delivery],
    checked: Mapping[int, Mapping[str, Table]],
    store: Store = NOTHING_KEPT,
) -> dict[int, YearFigures]:
    """Return what each year of ``checked`` (its tables by form) gave, measured in the order of the years.

    A year is measured for all areas of its own map and levels, whatever year is reported, so that what is hidden in
    it is the same in every report; where a series was hidden, the next year hides it first.
    """
    found: dict[int, YearFigures] = {}
    broken: frozenset[Slot] = frozenset()
    for number in sorted(checked):
        found[number] = measure_year(facts, deliveries[number], checked[number], broken, store)
        broken = frozenset(slot_of(figure) for figure in found[number].figures if figure.gap == "suppressed")
    return found


def measure_year(
    facts: Facts,
    delivery: Delivery,
    tables: Mapping[str, Table],
    broken: frozenset[Slot] = frozenset(),
    store: Store = NOTHING_KEPT,
) -> YearFigures:
    """Return the protected figures of a year. ``broken`` are the series the year before hid.

    ``tables`` are the checked ones of ``delivery``. What ``store`` knows of the same delivery, corrections, plan, map
    and earlier publications is not counted again.
    """
    published = Register(facts.project.register).of(delivery.year.year)
    counting = _key(facts, delivery)
    hiding = digest("protect", counting, repr(sorted(published)), repr(sorted(broken)))
    known = store.get(hiding)
    if isinstance(known, YearFigures):
        return known
    figures = store.get(counting)
    if not isinstance(figures, tuple):
        figures = _counted(facts, delivery.year, tables)
        store.put(counting, figures)
    shared = in_common(facts.plan, facts.map, delivery.year, tables, published)
    measured = _protected(facts, delivery, tables, figures, published, broken, shared)
    store.put(hiding, measured)
    return measured


def _counted(facts: Facts, year: Year, tables: Mapping[str, Table]) -> tuple[Figure, ...]:
    """The figures before anything is hidden; nothing but :func:`_protected` sees them."""
    data = YearTables(tables, {code: placed(table, facts.map, year.year, year.map) for code, table in tables.items()})
    areas = reported_areas(facts.map, year)
    return tuple(
        assessed(released(figure, facts.plan.release), measure)
        for measure in facts.plan.measures
        for figure in calculate(measure, data, year, areas, facts.plan.confidence)
    )


def _protected(
    facts: Facts,
    delivery: Delivery,
    tables: Mapping[str, Table],
    figures: tuple[Figure, ...],
    published: Collection[RegisterEntry],
    broken: Collection[Slot],
    shared: Sequence[Shared],
) -> YearFigures:
    lengths = {table.source.file: len(table.frame) for table in tables.values() if table.form.sensitive}
    safe = protect(figures, facts.plan, published, broken, shared)
    return YearFigures(
        tuple(with_names(without_rows(figure, lengths), delivery.public_names) for figure in safe.figures),
        safe.primary, safe.further, safe.least, safe.whole,
    )  # fmt: skip


def other_readings(
    facts: Facts, delivery: Delivery, tables: Mapping[str, Table], store: Store = NOTHING_KEPT
) -> tuple[OtherReading, ...]:
    """Return the verdict on the province for every measure with an open wording, under each reading not in use.

    What ``store`` knows is not counted again, as in :func:`measure_year`.
    """
    key = digest("readings", _key(facts, delivery))
    known = store.get(key)
    if isinstance(known, tuple):
        return known
    found = tuple(_read_otherwise(facts, delivery.year, tables))
    store.put(key, found)
    return found


def _read_otherwise(facts: Facts, year: Year, tables: Mapping[str, Table]) -> Iterator[OtherReading]:
    province = facts.areas_of(year)[:1]
    for measure in facts.plan.measures:
        chosen = chosen_settings(measure, year)
        codes = {*measure.forms.values()} & tables.keys() if measure.settings else set()
        data = YearTables(tables, {code: placed(tables[code], facts.map, year.year, year.map) for code in codes})
        for name, setting in measure.settings.items():
            for option in setting.options:
                if option.value != chosen[name]:
                    other = year.model_copy(
                        update={"settings": {**year.settings, measure.id: {**chosen, name: option.value}}}
                    )
                    total = calculate(measure, data, other, province, facts.plan.confidence)[0]
                    judged = assessed(released(total, facts.plan.release), measure)
                    (judged,) = protect([judged], facts.plan).figures
                    if judged.verdict is not None:
                        yield OtherReading(measure.id, name, option.value, judged.verdict)


def _key(facts: Facts, delivery: Delivery) -> str:
    """Everything a year's figures depend on."""
    code = code_hash()
    libraries = repr(versions("pandas", "numpy", "scipy"))
    parameters = (file_hash(facts.project.params / name) for name in _PARAMETERS)
    areas = repr(reported_areas(facts.map, delivery.year))
    delivered = repr(sorted(delivery.keys.items()))
    return digest("measure", code, libraries, *parameters, delivery.year.model_dump_json(), areas, delivered)
