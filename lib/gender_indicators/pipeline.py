"""The story of a year: read, check, measure, assess, protect, report.

``check`` stops after the gate, ``report`` goes on to the published pages. Data flow downwards: measuring ends
with protected figures, and nothing after it ever sees a number that must stay hidden. What the gate found cell by
cell goes to the office's own page only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from gender_indicators.attack.audit import published_folders, require_nothing_new_leaks
from gender_indicators.delivery import Delivery, read_before, read_year
from gender_indicators.disclosure.register import Entry, entries_of
from gender_indicators.edition import Edition, load_edition
from gender_indicators.errors import GateClosed
from gender_indicators.facts import Facts, load_facts, require_area
from gender_indicators.findings import Finding
from gender_indicators.gate.check import Checked
from gender_indicators.gate.worker import TableGate
from gender_indicators.locale import Text
from gender_indicators.measured import Measured
from gender_indicators.office import office_record
from gender_indicators.progress import Progress
from gender_indicators.project import Project
from gender_indicators.publish.manifest import State, write_record
from gender_indicators.publish.office import office_page
from gender_indicators.publish.private import PAGE, private_file, write_private
from gender_indicators.publish.publication import Publication, publish
from gender_indicators.publish.workers import Workers
from gender_indicators.store import NOTHING_KEPT, Store
from gender_indicators.unchanged import data_hashes, require_same_files
from gender_indicators.year import check_years, make_edition, measure_passed, require_functions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gate said: deliveries and checked tables by year, the reporting year's last."""

    facts: Facts
    deliveries: Mapping[int, Delivery]
    checked: Mapping[int, Checked]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the reporting year."""
        return self.checked[self.facts.year.year].findings

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that was read, by its path with the year."""
        return {file: value for delivery in self.deliveries.values() for file, value in delivery.hashes.items()}

    @property
    def passed(self) -> bool:
        """Whether the reporting year may be published."""
        return self.checked[self.facts.year.year].passed


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
) -> Outcome:
    """Read and check the files of the reporting year and of the plan's years before.

    What ``store`` knows from an earlier run of the same files under the same rules is neither read nor checked
    again. ``meanwhile`` is called when all is read, since the check is then mostly waited for. Raises
    :class:`UserError` when a file was changed by somebody else before the check was done.
    """
    before = data_hashes(facts)
    with TableGate(store) as gate:
        progress.step(Text("Đọc số liệu", "Reading the data"))
        if not read_before(facts, store):
            gate.start()  # Great Expectations is imported in its own process while the files are read
        deliveries = {year.year: read_year(facts, year, store) for year in (*facts.earlier, facts.year)}
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
            project.register.add(_told_by(load_edition(folder / "data" / "edition.json")))


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
    """Publish the pages of ``edition`` (of one ``area`` or of all), and write the office's page of ``outcome``.

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
        project.register.add(_told_by(edition, hidden=True))

    publication = publish(edition, project, state, areas, workers, progress, approve)
    project.register.add(_told_by(edition))
    page = write_office_page(outcome)
    write_record(project.outputs, year, state, publication.manifest, page)
    return publication


def write_office_page(outcome: Outcome) -> str:
    """Write what the gate said, with cells and values, into the office's own folder; return the page's hash."""
    facts = outcome.facts
    page = office_page(office_record(facts, outcome.deliveries, outcome.checked))
    return write_private(private_file(facts.project.outputs, facts.year.year, PAGE), page.encode())
