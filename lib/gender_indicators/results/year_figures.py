"""From a year's checked tables to its protected figures: nothing after this sees a number that must stay hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from gender_indicators.base import NOTHING_KEPT, Store, code_hash, digest, file_hash, versions
from gender_indicators.disclosure import (
    RegisterEntry,
    Shared,
    Slot,
    Told,
    binding_entries,
    protect,
    slot_of,
    with_names,
    without_rows,
)
from gender_indicators.figures import Figure, OtherReading, ProtectedFigure, assessed, released
from gender_indicators.intake import Delivery, Table
from gender_indicators.measures import YearTables, calculate, placed
from gender_indicators.plan import (
    AreaRef,
    Facts,
    Measure,
    Year,
    chosen_settings,
    is_reading,
    reading_of,
    reported_areas,
    settings_of,
)
from gender_indicators.results.crossing import in_common

NOTHING_TOLD: Told = MappingProxyType({})
NOTHING_MORE: Mapping[int, frozenset[RegisterEntry]] = MappingProxyType({})
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
    told: Told,
    store: Store = NOTHING_KEPT,
    hide: Mapping[int, frozenset[RegisterEntry]] = NOTHING_MORE,
) -> dict[int, YearFigures]:
    """Return what each year of ``checked`` (its tables by form) gave, measured in the order of the years.

    ``told`` is what was published before; what ``hide`` names by year is hidden as if it had been hidden there.

    A year is measured for all areas of its own map and levels, whatever year is reported, so that what is hidden in
    it is the same in every report; where a series was hidden, the next year hides it first.
    """
    found: dict[int, YearFigures] = {}
    broken: frozenset[Slot] = frozenset()
    for number in sorted(checked):
        more = hide.get(number, frozenset())
        found[number] = measure_year(
            facts, deliveries[number], checked[number], told.get(number, ()), broken, store, more
        )
        broken = frozenset(slot_of(figure) for figure in found[number].figures if figure.gap == "suppressed")
    return found


def measure_year(
    facts: Facts,
    delivery: Delivery,
    tables: Mapping[str, Table],
    told: Sequence[frozenset[RegisterEntry]] = (),
    broken: frozenset[Slot] = frozenset(),
    store: Store = NOTHING_KEPT,
    hide: frozenset[RegisterEntry] = frozenset(),
) -> YearFigures:
    """Return the protected figures of a year. ``broken`` are the series the year before hid.

    ``tables`` are the checked ones of ``delivery``. What ``store`` knows of the same delivery, corrections, plan, map
    and earlier publications is not counted again.
    """
    counting = _key(facts, delivery)
    before = repr([sorted(entries) for entries in (*told, hide)])
    hiding = digest("protect", counting, before, repr(sorted(broken)))
    known = store.get(hiding)
    if isinstance(known, YearFigures):
        return known
    figures = store.get(counting)
    if not isinstance(figures, tuple):
        figures = _counted(facts, delivery.year, tables)
        store.put(counting, figures)
    others = tuple(_told_readings(facts, delivery.year, tables, frozenset().union(*told)))
    published = binding_entries(told, (*figures, *others), facts.plan.intruder.revision) | hide
    shared = in_common(facts.plan, facts.map, delivery.year, tables, published)
    binding = {(entry.measure, entry.reading) for entry in published}
    readings = tuple(figure for figure in others if (figure.measure, figure.reading) in binding)
    measured = _protected(facts, delivery, tables, figures, published, broken, shared, readings)
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
    readings: Sequence[Figure],
) -> YearFigures:
    lengths = {table.source.file: len(table.frame) for table in tables.values() if table.form.sensitive}
    safe = protect(figures, facts.plan, published, broken, shared, readings)
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
    for measure in facts.plan.measures:
        chosen = chosen_settings(measure, year)
        for name, setting in measure.settings.items():
            for option in setting.options:
                if option.value != chosen[name]:
                    other = {**chosen, name: option.value}
                    total = _under(facts, year, tables, measure, other, facts.areas_of(year)[:1])[0]
                    (judged,) = protect([assessed(total, measure)], facts.plan).figures
                    if judged.verdict is not None:
                        yield OtherReading(measure.id, name, option.value, judged.verdict)


def _told_readings(
    facts: Facts, year: Year, tables: Mapping[str, Table], told: Collection[RegisterEntry]
) -> Iterator[Figure]:
    """The figures of sensitive measures under the readings, other than the year's, that editions told of it used."""
    used = {(entry.measure, entry.reading) for entry in told}
    for measure in facts.plan.measures:
        for reading in sorted(reading for name, reading in used if name == measure.id):
            if reading != reading_of(measure, year) and is_reading(measure, reading):
                yield from _under(facts, year, tables, measure, settings_of(reading), reported_areas(facts.map, year))


def _under(
    facts: Facts,
    year: Year,
    tables: Mapping[str, Table],
    measure: Measure,
    settings: Mapping[str, str],
    areas: Sequence[AreaRef],
) -> tuple[Figure, ...]:
    """The figures of a measure under other ``settings`` than the year's."""
    codes = {*measure.forms.values()} & tables.keys()
    data = YearTables(tables, {code: placed(tables[code], facts.map, year.year, year.map) for code in codes})
    other = year.model_copy(update={"settings": {**year.settings, measure.id: dict(settings)}})
    figures = calculate(measure, data, other, areas, facts.plan.confidence)
    return tuple(released(figure, facts.plan.release) for figure in figures)


def _key(facts: Facts, delivery: Delivery) -> str:
    """Everything a year's figures depend on."""
    code = code_hash()
    libraries = repr(versions("pandas", "numpy", "scipy"))
    parameters = (file_hash(facts.project.param(name)) for name in _PARAMETERS)
    areas = repr(reported_areas(facts.map, delivery.year))
    delivered = repr(sorted(delivery.keys.items()))
    return digest("measure", code, libraries, *parameters, delivery.year.model_dump_json(), areas, delivered)
