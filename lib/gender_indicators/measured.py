"""From a year's checked tables to its protected figures: nothing after this sees a number that must stay hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gender_indicators.assess import assessed
from gender_indicators.delivery import Delivery
from gender_indicators.disclosure import protected, shown_rows, without_rows
from gender_indicators.edition import OtherReading
from gender_indicators.facts import Facts
from gender_indicators.figures import Figure
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
        assessed(figure, measure)
        for measure in facts.plan.measures
        for figure in calculate(measure, data, year, areas, facts.plan.confidence)
    ]
    short = {
        table.source.file for table in tables.values() if shown_rows(len(table.frame), table.form.sensitive) is None
    }
    return tuple(without_rows(figure, short) for figure in protected(figures, facts.plan))


def other_readings(facts: Facts, year: Year, tables: Mapping[str, Table]) -> Iterator[OtherReading]:
    """Yield the verdict on the province for every measure with an open wording, under each reading not in use."""
    province = facts.areas_of(year)[:1]
    for measure in facts.plan.measures:
        for name, setting in measure.settings.items():
            chosen = chosen_settings(measure, year)
            for option in setting.options:
                if option.value == chosen[name]:
                    continue
                own = {**year.settings.get(measure.id, {}), name: option.value}
                other = year.model_copy(update={"settings": {**year.settings, measure.id: own}})
                codes = [code for code in (*measure.forms.values(), *measure.controlled_by) if code in tables]
                placed_ = {code: placed(tables[code], facts.map, year.year, year.map) for code in codes}
                figures = calculate(measure, YearTables(tables, placed_), other, province, facts.plan.confidence)
                judged = protected([assessed(figures[0], measure)], facts.plan)[0]
                if judged.verdict is not None:
                    yield OtherReading(measure.id, name, option.value, judged.verdict)


def _key(facts: Facts, delivery: Delivery) -> str:
    """Everything a year's figures depend on."""
    code = code_hash("measured", "measures", "gate.corrections")
    libraries = repr(versions("pandas", "numpy"))
    parameters = (file_hash(facts.project.params / name) for name in _PARAMETERS)
    areas = repr(facts.areas_of(delivery.year))
    delivered = repr(sorted(delivery.keys.items()))
    return digest("measure", code, libraries, *parameters, delivery.year.model_dump_json(), areas, delivered)
