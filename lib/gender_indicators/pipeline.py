"""The story of a year: read, check, measure, assess, protect, report.

``check`` stops after the gate, ``report`` goes on to the published pages. Data flow downwards: measuring ends
with protected figures, and nothing after it ever sees a number that must stay hidden. What the gate found cell by
cell goes to the office's own page only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from gender_indicators.agencies import write_papers
from gender_indicators.base import NOTHING_KEPT, GateClosed, Progress, Project, Store, Text
from gender_indicators.disclosure import Entry, Register, entries_of
from gender_indicators.editions import (
    Publication,
    State,
    publish,
    published_folders,
    replace_private,
    require_nothing_new_leaks,
    write_record,
)
from gender_indicators.gate import TableGate
from gender_indicators.intake import data_hashes, read_before, read_year, require_same_files
from gender_indicators.plan import Facts, load_facts, require_area
from gender_indicators.report import PAGE, RULES, Workers, office_page, office_rules
from gender_indicators.results import (
    Edition,
    Measured,
    OfficeRecord,
    Outcome,
    check_years,
    load_edition,
    make_edition,
    measure_passed,
    office_record,
    require_functions,
)


def prepare(project: Project, year: int, area: str | None = None) -> Facts:
    """Read and verify every parameter, so that a wrong one stops the run before any work."""
    facts = load_facts(project, year)
    require_functions(facts)
    if area is not None:
        require_area(facts, area)
    return facts


def check(
    facts: Facts,
    today: dt.date,
    progress: Progress,
    store: Store = NOTHING_KEPT,
    meanwhile: Callable[[], object] = int,
    by: dt.date | None = None,
) -> Outcome:
    """Read and check the files of the reporting year and of the plan's years before.

    What ``store`` knows from an earlier run of the same files under the same rules is neither read nor checked
    again. ``meanwhile`` is called when all is read, since the check is then mostly waited for. With ``by`` the
    reporting year is seen as on that day: what came later is left out. Raises :class:`UserError` when a file was
    changed by somebody else before the check was done.
    """
    before = data_hashes(facts)
    with TableGate(store) as gate:
        progress.step(Text("Đọc số liệu", "Reading the data"))
        if not read_before(facts, store):
            gate.start()  # Great Expectations is imported in its own process while the files are read
        deliveries = {year.year: read_year(facts, year, store) for year in facts.earlier}
        deliveries[facts.year.year] = read_year(facts, facts.year, store, by)
        progress.step(Text("Kiểm tra số liệu", "Checking the data"))
        meanwhile()
        checked = check_years(facts, deliveries.values(), today, gate)
    outcome = Outcome(facts, deliveries, checked)
    require_same_files(outcome.hashes, before)
    require_same_files(before, data_hashes(facts))
    return outcome


def measure(outcome: Outcome, progress: Progress, store: Store = NOTHING_KEPT) -> Edition:
    """Measure, assess and protect the checked data; raises :class:`GateClosed` when they failed their checks."""
    year = outcome.facts.year
    if not outcome.passed:
        raise GateClosed(
            Text(
                f"số liệu năm {year.year} chưa qua kiểm tra nên không lập báo cáo; "
                "báo cáo đã lập trước được giữ nguyên.",
                f"the data of {year.year} failed their checks: nothing is published, the last reports stay.",
            ),
            year.data,
        )
    progress.step(Text("Tính các chỉ tiêu", "Measuring"))
    remember(outcome.facts.project)
    measured = measure_passed(outcome.facts, outcome.deliveries, outcome.checked, store)
    progress.notes.append(_told(measured[year.year]))
    return make_edition(outcome.facts, outcome.deliveries, outcome.checked, measured, store)


def remember(project: Project) -> None:
    """Write into the register what the published folders tell, should it have been lost.

    A register that lies elsewhere is not that of these folders.
    """
    if project.published is not None:
        return
    for folder in published_folders(project.outputs).values():
        with suppress(
            ValidationError, OSError
        ):  # of another version of the program: the attack reads it all the same
            Register(project.register).add(_told_by(load_edition(folder / "data" / "edition.json")))


def _told_by(edition: Edition, hidden: bool = False) -> dict[int, frozenset[Entry]]:
    """What an edition tells of sensitive measures, by the year described; or only what it hides."""
    told = entries_of((*edition.figures, *edition.history), edition.plan)
    if not hidden:
        return told
    return {year: frozenset(entry for entry in entries if entry.hidden) for year, entries in told.items()}


def _told(measured: Measured) -> Text:
    """What the office is told of what it hides; readers are not told which figure is hidden for which reason."""
    shown = sum(figure.value is not None for figure in measured.figures)
    whole = f"; che toàn bộ {', '.join(measured.whole)}" if measured.whole else ""
    more = "" if measured.least else "; che nhiều hơn mức ít nhất"
    return Text(
        f"Bảo mật: {measured.primary} số nhỏ, {measured.further} số che thêm, {shown} số được nêu{whole}{more}.",
        f"Hidden: {measured.primary} small figures, {measured.further} further ones; {shown} shown.",
    )


def report(
    edition: Edition, outcome: Outcome, state: State, area: str | None, workers: Workers, progress: Progress
) -> Publication:
    """Publish the pages of ``edition`` (of one ``area`` or of all), and write the office's files of ``outcome``.

    Before the swap all published folders are attacked together, the new one with them; what tells a hidden figure is
    a :class:`UserError`, and the last reports stay.
    """
    project, year = outcome.facts.project, edition.year.year
    require_same_files(outcome.hashes, state.inputs["data"])
    areas = tuple(each.code for each in edition.areas) if area is None else (area,)

    def approve(folder: Path) -> None:
        progress.step(Text("Thử suy ra số được bảo mật", "Attacking what is hidden"))
        require_same_files(state.inputs["data"], data_hashes(outcome.facts))
        folders = {**published_folders(project.outputs), str(year): folder}
        before = require_nothing_new_leaks(folders, str(year), outcome.facts.map, project.store)
        if before:
            years = ", ".join(sorted({leak.where[0].partition("/")[0] for leak in before if leak.where}))
            progress.notes.append(
                Text(
                    f'Báo cáo cũ làm lộ {len(before)} số phải bảo mật (năm {years}): xem bằng "make attack", rồi lập '
                    "lại các năm đó.",
                    f'older reports reveal {len(before)} hidden numbers: see "make attack", make those years anew.',
                )
            )
        Register(project.register).add(_told_by(edition, hidden=True))

    publication = publish(edition, project, state, areas, workers, progress, approve)
    Register(project.register).add(_told_by(edition))
    write_record(project.outputs, year, state, publication.manifest, write_office_files(outcome).hash)
    return publication


@dataclass(frozen=True, slots=True)
class Office:
    """What the office was given: the record of the checks with the papers to be sent, and one hash of all files."""

    record: OfficeRecord
    hash: str


def write_office_files(outcome: Outcome) -> Office:
    """Write what the gate said, with cells and values, into the office's own folder, with letters to the agencies.

    All that was there of an earlier check is replaced.
    """
    facts = outcome.facts
    record = office_record(facts, outcome.deliveries, outcome.checked)
    written = write_papers(facts, record)
    record = replace(record, papers=written.papers)
    pages = {PAGE: office_page(record).encode(), RULES: office_rules(record).encode()}
    return Office(record, replace_private(facts.project.outputs, facts.year.year, {**pages, **written.files}))
