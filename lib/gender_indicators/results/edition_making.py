"""The years of the plan together: all checked, then measured into the edition of the reporting year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gender_indicators.base import NOTHING_KEPT, Store, Text
from gender_indicators.disclosure import RegisterEntry, Told, is_short
from gender_indicators.figures import (
    TOTAL,
    OtherReading,
    ProtectedFigure,
    pooled_years,
    progress_of,
    summary,
    target_certainty,
    target_verdict,
)
from gender_indicators.findings import AppliedCorrection, decisions_of, problems_of
from gender_indicators.gate import Checked, DeliveredYear, TableGate, check
from gender_indicators.intake import Delivery, delivery_receipts, senders_of
from gender_indicators.measures import columns_needed, doc_of, require_fit
from gender_indicators.plan import AreaRef, Facts, chosen_settings
from gender_indicators.results.check_record import received
from gender_indicators.results.edition import Edition, Hiding, InputFile, Method, TargetVerdict
from gender_indicators.results.gaps import FormGap, gaps_of
from gender_indicators.results.outcome import Outcome
from gender_indicators.results.year_figures import (
    NOTHING_MORE,
    NOTHING_TOLD,
    YearFigures,
    measure_years,
    other_readings,
)

KEPT_INSIDE = Text("Lý do lưu trong hồ sơ nội bộ, không công bố.", "The reason is kept in the office's own records.")


def check_years(facts: Facts, deliveries: Iterable[Delivery], gate: TableGate) -> dict[int, Checked]:
    """Check what was delivered for each year, by year; each is compared with the year before if it is there."""
    delivered = [
        DeliveredYear(each.year, each.tables, each.findings, facts.coordinator(each.year.year)) for each in deliveries
    ]
    needed = columns_needed(facts.plan, facts.forms)
    return check(
        delivered,
        forms=facts.forms,
        areas=facts.map,
        agencies=facts.agencies,
        needed=needed,
        gate=gate,
    )


def measure_passed(
    outcome: Outcome,
    told: Told = NOTHING_TOLD,
    store: Store = NOTHING_KEPT,
    hide: Mapping[int, frozenset[RegisterEntry]] = NOTHING_MORE,
) -> dict[int, YearFigures]:
    """Return the figures of the reporting year and of the years before that passed their checks, by year.

    ``told`` is what was published before; what ``hide`` names by year is hidden as if it had been hidden there.
    """
    facts, checked = outcome.facts, outcome.checked
    years = (*(year for year in facts.earlier if checked[year.year].passed), facts.year)
    tables = {year.year: checked[year.year].tables for year in years}
    return measure_years(facts, outcome.deliveries, tables, told, store, hide)


def make_edition(outcome: Outcome, measured: Mapping[int, YearFigures], store: Store = NOTHING_KEPT) -> Edition:
    """Return everything the pages of the reporting year are made from.

    An earlier year that did not pass its checks is not ``measured``: it is left out, and a warning says so.
    """
    facts, deliveries, checked = outcome.facts, outcome.deliveries, outcome.checked
    run = facts.year
    passed = [year for year in facts.earlier if year.year in measured]
    figures = measured[run.year].figures
    history = tuple(
        figure
        for year in passed
        for figure in measured[year.year].figures
        if figure.breakdown == TOTAL and figure.area in facts.areas_of(year)
    )
    readings = other_readings(facts, deliveries[run.year], checked[run.year].tables, store)
    figures = _with_readings(_with_progress(facts, figures, history), readings, facts.areas[0])
    together = tuple(_together(facts, figures, history))
    map_info = facts.map.map_on(run.map)
    short_lists = _short_lists(facts, deliveries[run.year])
    entries = tuple(_in_closed_words(facts, checked[run.year].corrections))
    gaps = _gaps(facts, checked[run.year], entries)
    return Edition(
        plan=facts.plan,
        agencies=facts.agencies,
        year=run.without_entries(),
        origin=facts.origin,
        map_title=map_info.act,
        areas=facts.areas,
        figures=figures,
        history=history,
        verdicts=_verdicts(facts, figures),
        problems=problems_of(outcome.findings, short_lists),
        decisions=decisions_of(entries, short_lists),
        inputs=(*_inputs(facts, deliveries[run.year]), *_not_received(facts, gaps)),
        earlier_inputs=tuple(
            replace(entry, file=f"{year.year}/{entry.file}")
            for year in passed
            for entry in _inputs(facts, deliveries[year.year])
        ),
        forms={form.code: form.title.text for form in facts.forms},
        methods=_methods(facts),
        hidden=_hidden(facts, figures),
        readings=readings,
        pooled=together,
        receipts=delivery_receipts(facts, deliveries[run.year]),
        gaps=gaps,
    )


def _hidden(facts: Facts, figures: Iterable[ProtectedFigure]) -> Hiding:
    sensitive = {measure.id for measure in facts.plan.measures if measure.disclosure is not None}
    own = [figure for figure in figures if figure.measure in sensitive]
    hidden = sum(figure.gap == "suppressed" for figure in own)
    return Hiding(hidden, hidden + sum(figure.value is not None for figure in own))


def _series(
    figures: Iterable[ProtectedFigure], history: Iterable[ProtectedFigure]
) -> Iterator[tuple[ProtectedFigure, tuple[ProtectedFigure, ...]]]:
    """Each figure of the reporting year with its series: the totals of the years before and itself, last."""
    past: dict[tuple[str, str], list[ProtectedFigure]] = defaultdict(list)
    for figure in history:
        past[figure.measure, figure.area.code].append(figure)
    for figure in figures:
        earlier = past[figure.measure, figure.area.code] if figure.breakdown == TOTAL else ()
        yield figure, (*earlier, figure)


def _with_progress(
    facts: Facts, figures: Iterable[ProtectedFigure], history: Iterable[ProtectedFigure]
) -> tuple[ProtectedFigure, ...]:
    """The figures of the reporting year, the totals with what the methods of progress say together."""
    plan, completed = facts.plan, []
    for figure, series in _series(figures, history):
        if figure.breakdown == TOTAL:
            results = progress_of(series, plan.measure(figure.measure), plan.last_year, plan.confidence)
            figure = replace(figure, progress=summary(results) if results else "")
        completed.append(figure)
    return tuple(completed)


def _together(
    facts: Facts, figures: Iterable[ProtectedFigure], history: Iterable[ProtectedFigure]
) -> Iterator[ProtectedFigure]:
    """The rare events of the last years together, wherever there are enough years that can be compared."""
    for figure, series in _series(figures, history):
        if figure.breakdown == TOTAL:
            found = pooled_years(series, facts.plan.measure(figure.measure), facts.plan.confidence)
            if found is not None:
                yield found


def _with_readings(
    figures: Iterable[ProtectedFigure], readings: Iterable[OtherReading], province: AreaRef
) -> tuple[ProtectedFigure, ...]:
    """The figures, those of the province with the verdicts under other readings ("age_group=10-19: met")."""
    verdicts: dict[str, list[str]] = defaultdict(list)
    for each in readings:
        verdicts[each.measure].append(f"{each.setting}={each.option}: {each.verdict}")
    return tuple(
        replace(figure, sensitivity="; ".join(verdicts[figure.measure]))
        if figure.area == province and figure.breakdown == TOTAL and figure.measure in verdicts
        else figure
        for figure in figures
    )


def require_functions(facts: Facts) -> None:
    """Raise :class:`UserError` when a measure asks for what is not there: a function, arguments, columns, codes."""
    for measure in facts.plan.measures:
        require_fit(measure, facts.forms)
        for year in (*facts.earlier, facts.year):
            chosen_settings(measure, year)


def _verdicts(facts: Facts, figures: tuple[ProtectedFigure, ...]) -> tuple[TargetVerdict, ...]:
    verdicts = []
    for target in facts.plan.targets:
        ids = {measure.id for measure in target.measures}
        of_target = [figure for figure in figures if figure.measure in ids]
        for area in facts.areas:
            own = [figure for figure in of_target if figure.area == area]
            verdicts.append(TargetVerdict(target.id, area.code, target_verdict(own), target_certainty(own)))
    return tuple(verdicts)


def _inputs(facts: Facts, delivery: Delivery) -> tuple[InputFile, ...]:
    """The files the year is counted from, by the names readers may know; of forms about people without their rows."""
    short_lists = _short_lists(facts, delivery)
    named = (
        replace(file, file=delivery.public_names.get(file.file, file.file)) for file in received(facts, delivery)
    )
    return tuple(
        replace(file, sha256="" if file.form in short_lists else file.sha256, rows=None)
        if facts.forms[file.form].sensitive
        else file
        for file in named
    )


def _in_closed_words(facts: Facts, entries: Iterable[AppliedCorrection]) -> Iterator[AppliedCorrection]:
    """The office's entries as readers may know them: what is typed about a form of people could tell of them."""
    decider = facts.agencies[facts.coordinator(facts.year.year)].name.vi
    for entry in entries:
        sensitive = bool(entry.form) and facts.forms[entry.form].sensitive
        yield replace(entry, reason=KEPT_INSIDE, by=decider) if sensitive else entry


def _gaps(facts: Facts, checked: Checked, entries: Iterable[AppliedCorrection]) -> tuple[FormGap, ...]:
    senders = ((sender.form, sender.agency) for sender in senders_of(facts, facts.year))
    return gaps_of(facts.plan, senders, checked.tables.keys(), checked.findings, entries)


def _not_received(facts: Facts, gaps: Iterable[FormGap]) -> Iterator[InputFile]:
    """The files that did not come, without which the year is reported."""
    for gap in gaps:
        yield InputFile(f"{gap.agency}/{facts.forms[gap.form].file}", "", gap.agency, gap.form, 0)


def _short_lists(facts: Facts, delivery: Delivery) -> frozenset[str]:
    """The forms about people that are short, or of which nobody knows how long they are."""
    tables = delivery.tables
    return frozenset(
        form.code
        for form in facts.forms
        if form.sensitive and is_short(len(tables[form.code].frame) if form.code in tables else 0)
    )


def _methods(facts: Facts) -> tuple[Method, ...]:
    return tuple(Method(measure.id, measure.computed_by, doc_of(measure)) for measure in facts.plan.measures)
