"""From a year's checked tables to its protected figures: nothing after this sees a number that must stay hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gender_indicators.assess import assessed, released
from gender_indicators.delivery import Delivery
from gender_indicators.disclosure import protected, shown_rows, without_rows
from gender_indicators.facts import Facts
from gender_indicators.figures import Figure, OtherReading
from gender_indicators.forms.table import Table
from gender_indicators.hashing import code_hash, digest, file_hash, versions
from gender_indicators.measures.calculation import YearTables, calculate
from gender_indicators.measures.placing import placed
from gender_indicators.readings import chosen_settings
from gender_indicators.settings import Year
from gender_indicators.store import NOTHING_KEPT, Store

_PARAMETERS = ("plan.yaml", "areas.yaml", "forms.yaml")


def measure_year(
    facts: Facts, delivery: Delivery, tables: Mapping[str, Table], store: Store = NOTHING_KEPT
) -> tuple[Figure, ...]:
    """Return the protected figures of a year: every measure for every area that can be compared, assessed.

    ``tables`` are the checked ones of ``delivery``. What ``store`` knows of the same delivery, corrections, plan and
    map is not counted again.
    """
    key = _key(facts, delivery)
    known = store.get(key)
    if isinstance(known, tuple):
        return known
    figures = _measured(facts, delivery.year, tables)
    store.put(key, figures)
    return figures


def _measured(facts: Facts, year: Year, tables: Mapping[str, Table]) -> tuple[Figure, ...]:
    data = YearTables(tables, {code: placed(table, facts.map, year.year, year.map) for code, table in tables.items()})
    areas = facts.areas_of(year)
    figures = [
        assessed(released(figure, facts.plan.release), measure)
        for measure in facts.plan.measures
        for figure in calculate(measure, data, year, areas, facts.plan.confidence)
    ]
    short = {
        table.source.file for table in tables.values() if shown_rows(len(table.frame), table.form.sensitive) is None
    }
    return tuple(without_rows(figure, short) for figure in protected(figures, facts.plan))


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
                    (judged,) = protected([assessed(released(total, facts.plan.release), measure)], facts.plan)
                    if judged.verdict is not None:
                        yield OtherReading(measure.id, name, option.value, judged.verdict)


def _key(facts: Facts, delivery: Delivery) -> str:
    """Everything a year's figures depend on."""
    code = code_hash("measured", "measures", "gate.corrections")
    libraries = repr(versions("pandas", "numpy", "scipy"))
    parameters = (file_hash(facts.project.params / name) for name in _PARAMETERS)
    areas = repr(facts.areas_of(delivery.year))
    delivered = repr(sorted(delivery.keys.items()))
    return digest("measure", code, libraries, *parameters, delivery.year.model_dump_json(), areas, delivered)
