"""One year of the plan: its delivered files, its checked tables, its protected figures, and the edition."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.assess import assessed, target_verdict
from gender_indicators.disclosure import protected, shown_rows, without_rows
from gender_indicators.edition import Edition, InputFile, Method, TargetVerdict
from gender_indicators.facts import Facts
from gender_indicators.figures import TOTAL, Figure
from gender_indicators.findings import Finding, Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.reader import Reading, read_form
from gender_indicators.forms.table import Table
from gender_indicators.gate.check import Checked, Delivered, check
from gender_indicators.gate.worker import TableGate
from gender_indicators.hashing import code_hash, delivered_files, digest, file_hash, versions
from gender_indicators.locale import Text, suggest
from gender_indicators.measures.calculation import YearTables, calculate, function_of
from gender_indicators.measures.placing import placed
from gender_indicators.plan import Year
from gender_indicators.readings import chosen_settings
from gender_indicators.store import NOTHING_KEPT, Store


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the agencies sent for a year: a reading of every form, by form code, and files no form asks for."""

    year: Year
    readings: Mapping[str, Reading]
    unexpected: tuple[Finding, ...] = ()

    @property
    def tables(self) -> dict[str, Table]:
        """The tables that could be read."""
        return {code: reading.table for code, reading in self.readings.items() if reading.table is not None}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found."""
        told = tuple(finding for reading in self.readings.values() for finding in reading.findings)
        return (*told, *self.unexpected)


def read_year(facts: Facts, year: Year, store: Store = NOTHING_KEPT) -> Delivery:
    """Read every form of ``year`` from its data folder; what ``store`` knows of the same file is not read again."""
    folder = facts.project.data(year.data)
    readings, expected = {}, {"origin.yaml"}
    for form in facts.forms:
        agency = facts.sender(form.code, year.year)
        name = facts.agencies[agency].name.text
        readings[form.code] = _read(form, folder, agency, year.year, name, store)
        expected.add(f"{agency}/{form.file}")
    return Delivery(year, readings, _unexpected(facts, year, folder, expected))


def read_before(facts: Facts, store: Store) -> bool:
    """Whether ``store`` knows every file of the years to be read, so that probably nothing needs checking."""
    for year in (*facts.earlier, facts.year):
        folder = facts.project.data(year.data)
        for form in facts.forms:
            agency = facts.sender(form.code, year.year)
            name = facts.agencies[agency].name.text
            if (key := _key(form, folder, agency, year.year, name)) and not store.has(key):
                return False
    return True


def _read(form: Form, folder: Path, agency: str, year: int, name: Text, store: Store) -> Reading:
    key = _key(form, folder, agency, year, name)
    known = store.get(key) if key else None
    if isinstance(known, Reading):
        return known
    reading = read_form(form, folder, agency, year, name)
    if key:
        store.put(key, reading)
    return reading


def _key(form: Form, folder: Path, agency: str, year: int, name: Text) -> str:
    """Everything the reading of a delivered file depends on; empty when there is no file."""
    path = folder / agency / form.file
    if not path.is_file():
        return ""
    code = code_hash("forms", "locale", "findings", "errors", "params")
    libraries = repr(versions("pandas", "python-calamine"))
    return digest("read", code, libraries, form.model_dump_json(), agency, str(year), repr(name), file_hash(path))


def _unexpected(facts: Facts, year: Year, folder: Path, expected: set[str]) -> tuple[Finding, ...]:
    """A warning for every file in the year's folder that no form asks for, perhaps one under a wrong name."""
    files = (path.relative_to(folder).as_posix() for path in delivered_files(folder))
    return tuple(
        Finding(
            rule="file.unexpected",
            severity="warning",
            agency=facts.coordinator(year.year),
            form="",
            place=Place(file),
            found=file.rpartition("/")[2],
            expected=Text("chỉ có tệp của các biểu mẫu", "only files of the forms"),
            action=Text(
                f"Tệp này không được đọc. {near.vi} Đổi tên cho đúng biểu, hoặc chuyển tệp ra khỏi thư mục.",
                f"This file is not read. {near.en} Give it its form's name, or move it out of the folder.",
            ),
        )
        for file in files
        if file not in expected
        for near in [suggest(file, expected)]
    )


def check_years(facts: Facts, deliveries: Iterable[Delivery], today: dt.date, gate: TableGate) -> dict[int, Checked]:
    """Check what was delivered for each year, by year; each is compared with the year before if it is there."""
    delivered = [
        Delivered(each.year, each.tables, each.findings, facts.coordinator(each.year.year)) for each in deliveries
    ]
    return check(delivered, forms=facts.forms, areas=facts.map, agencies=facts.agencies, today=today, gate=gate)


def measure_year(facts: Facts, year: Year, tables: Mapping[str, Table]) -> tuple[Figure, ...]:
    """Return the protected figures of ``year``: every measure for every area that can be compared, assessed."""
    data = YearTables(tables, {code: placed(table, facts.map, year.year, year.map) for code, table in tables.items()})
    areas = facts.areas_of(year)
    figures = [
        assessed(figure, measure)
        for measure in facts.plan.measures
        for figure in calculate(measure, data, year, areas)
    ]
    short = {
        table.source.file for table in tables.values() if shown_rows(len(table.frame), table.form.sensitive) is None
    }
    return tuple(without_rows(figure, short) for figure in protected(figures, facts.plan))


def make_edition(facts: Facts, deliveries: Mapping[int, Delivery], checked: Mapping[int, Checked]) -> Edition:
    """Return everything the pages of the reporting year are made from.

    An earlier year that did not pass its checks is left out of the series, and a warning says so.
    """
    run = facts.year
    passed = [year for year in facts.earlier if checked[year.year].passed]
    figures = measure_year(facts, run, checked[run.year].tables)
    history = tuple(
        figure
        for year in passed
        for figure in measure_year(facts, year, checked[year.year].tables)
        if figure.breakdown == TOTAL
    )
    map_info = facts.map.map_on(run.map)
    return Edition(
        plan=facts.plan,
        agencies=facts.agencies,
        year=run,
        origin=facts.origin,
        map_title=map_info.act,
        areas=facts.areas,
        figures=figures,
        history=history,
        verdicts=_verdicts(facts, figures),
        findings=(*checked[run.year].findings, *_left_out(facts, checked)),
        corrections=checked[run.year].corrections,
        inputs=_inputs(facts, deliveries[run.year]),
        earlier_inputs=tuple(
            InputFile(f"{year.year}/{entry.file}", entry.sha256, entry.agency, entry.form, entry.rows)
            for year in passed
            for entry in _inputs(facts, deliveries[year.year])
        ),
        forms={form.code: form.title.text for form in facts.forms},
        methods=_methods(facts),
        hidden=sum(figure.gap == "suppressed" for figure in figures),
    )


def require_functions(facts: Facts) -> None:
    """Raise :class:`UserError` when a measure names a function, argument or setting that does not exist."""
    for measure in facts.plan.measures:
        function_of(measure)
        for year in (*facts.earlier, facts.year):
            chosen_settings(measure, year)


def _verdicts(facts: Facts, figures: tuple[Figure, ...]) -> tuple[TargetVerdict, ...]:
    verdicts = []
    for target in facts.plan.targets:
        ids = {measure.id for measure in target.measures}
        of_target = [figure for figure in figures if figure.measure in ids]
        verdicts += [
            TargetVerdict(target.id, area.code, target_verdict(f for f in of_target if f.area == area))
            for area in facts.areas
        ]
    return tuple(verdicts)


def _inputs(facts: Facts, delivery: Delivery) -> tuple[InputFile, ...]:
    return tuple(
        InputFile(
            file=table.source.file,
            sha256=table.source.sha256,
            agency=facts.sender(code, delivery.year.year),
            form=code,
            rows=shown_rows(len(table.frame), table.form.sensitive),
        )
        for code, table in delivery.tables.items()
    )


def _methods(facts: Facts) -> tuple[Method, ...]:
    return tuple(
        Method(measure.id, measure.function, inspect.getdoc(function_of(measure)) or "")
        for measure in facts.plan.measures
    )


def _left_out(facts: Facts, checked: Mapping[int, Checked]) -> tuple[Finding, ...]:
    failed = Text("số liệu năm này chưa qua kiểm tra", "that year's data did not pass their checks")
    reasons = [*facts.left_out, *((y.year, failed) for y in facts.earlier if not checked[y.year].passed)]
    return tuple(
        Finding(
            rule="history.left_out",
            severity="warning",
            agency=facts.coordinator(facts.year.year),
            form="",
            place=Place(f"params/{year}.yaml"),
            found=reason.vi,
            expected=Text(
                f"số liệu năm {year} để so sánh với năm báo cáo", f"data of {year} to compare with the reporting year"
            ),
            action=Text(
                f"Chuỗi số liệu không có năm {year}; bổ sung hoặc sửa số liệu năm đó nếu cần so sánh.",
                f"The series leaves out {year}; add or correct that year's data if the comparison is wanted.",
            ),
        )
        for year, reason in sorted(reasons)
    )
