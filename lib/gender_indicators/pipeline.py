"""The story of a year: read, check, measure, protect, prove, report.

``check`` stops after the gate, ``report`` goes on to a draft, ``release`` to a published edition, which ``reproduce``
makes again. Data flow downwards: measuring ends with protected figures, and nothing after it ever sees a number that
must stay hidden. What the gate found cell by
cell goes to the office's own page only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from gender_indicators.agencies import write_papers
from gender_indicators.base import NOTHING_KEPT, GateClosed, Progress, Project, Store, Text, UserError
from gender_indicators.disclosure import Leak, RegisterEntry
from gender_indicators.editions import (
    Archived,
    Compared,
    Contents,
    Made,
    OtherVersion,
    Published,
    Rerun,
    Side,
    State,
    archived_editions,
    archived_project,
    current_edition,
    differing_inputs,
    differing_pages,
    editions_before,
    explained_changes,
    further_to_hide,
    ingredients_of,
    load_archived,
    make_draft,
    other_version,
    publish,
    read_ingredients,
    read_published,
    replace_private,
    require_nothing_new_leaks,
    restored,
    seals_of,
    state_of,
    taken_back,
    temporary_folder,
    told_by_year,
    write_pages,
    write_record,
)
from gender_indicators.gate import TableGate
from gender_indicators.intake import data_hashes, read_before, read_year, require_logs, require_same_files
from gender_indicators.plan import Facts, load_facts, require_area
from gender_indicators.report import PAGE, RULES, Workers, office_page, office_rules
from gender_indicators.results import (
    CauseKind,
    Change,
    CheckRecord,
    Edition,
    Outcome,
    YearFigures,
    check_years,
    make_check_record,
    make_edition,
    measure_passed,
    require_functions,
)


def prepare(project: Project, year: int, area: str | None = None) -> Facts:
    """Read and verify every parameter, so that a wrong one stops the run before any work."""
    facts = load_facts(project, year)
    require_functions(facts)
    require_logs(facts)
    if area is not None:
        require_area(facts, area)
    return facts


def check(
    facts: Facts,
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
        checked = check_years(facts, deliveries.values(), gate)
    outcome = Outcome(facts, deliveries, checked)
    require_same_files(outcome.hashes, before)
    require_same_files(before, data_hashes(facts))
    return outcome


def require_passed(outcome: Outcome) -> None:
    """Raise :class:`GateClosed` when the data of the reporting year failed their checks."""
    year = outcome.facts.year
    if not outcome.passed:
        raise GateClosed(
            Text(
                f"số liệu năm {year.year} chưa qua kiểm tra nên không lập báo cáo; "
                f'báo cáo đã lập trước được giữ nguyên. "make check YEAR={year.year}" nêu từng lỗi và việc cần làm.',
                f"the data of {year.year} failed their checks: no report is made, the last ones stay; "
                f'"make check YEAR={year.year}" tells each error and what to do.',
            ),
            year.data,
        )


def measure(
    outcome: Outcome,
    progress: Progress,
    store: Store = NOTHING_KEPT,
    hide: bool = False,
    before: Sequence[Archived] = (),
) -> Edition:
    """Measure, assess and protect the checked data; raises :class:`GateClosed` when they failed their checks.

    ``before`` are the editions published so far. With ``hide`` what else must be hidden is hidden, too.
    """
    year = outcome.facts.year
    require_passed(outcome)
    progress.step(Text("Tính các chỉ tiêu", "Measuring"))
    others = read_published(before, outcome.facts.plan)
    told = told_by_year(others.values())
    more: dict[int, frozenset[RegisterEntry]] = {}
    while True:
        measured = measure_passed(outcome, told, store, more)
        edition = make_edition(outcome, measured, store)
        further = further_to_hide(others, edition, outcome.facts.map) if hide else {}
        if not further:
            progress.notes.append(_hiding_words(measured[year.year]))
            return edition
        for number, entries in further.items():
            more[number] = more.get(number, frozenset()) | entries


def _hiding_words(measured: YearFigures) -> Text:
    """What the office is told of what it hides; readers are not told which figure is hidden for which reason."""
    shown = sum(figure.value is not None for figure in measured.figures)
    whole = f"; che toàn bộ {', '.join(measured.whole)}" if measured.whole else ""
    more = "" if measured.least else "; che nhiều hơn mức ít nhất"
    return Text(
        f"Bảo mật: {measured.primary} số nhỏ, {measured.further} số che thêm, {shown} số được nêu{whole}{more}.",
        f"Hidden: {measured.primary} small figures, {measured.further} further ones; {shown} shown.",
    )


def report(
    contents: Contents,
    outcome: Outcome,
    area: str | None,
    workers: Workers,
    progress: Progress,
    before: Sequence[Archived] = (),
) -> Made:
    """Make the draft of ``contents`` (of one ``area`` or of all), and write the office's files of ``outcome``.

    Before any page is made, the editions published ``before`` and this one are set against each other; where a hidden
    count could be worked out it is a :class:`UserError`, and the last draft stays. Nothing is remembered of a draft.
    """
    project, edition, state = outcome.facts.project, contents.edition, contents.state
    _prove(edition, outcome, state, before, progress)
    areas = tuple(each.code for each in edition.areas) if area is None else (area,)
    made = make_draft(contents, project, areas, workers, progress, lambda: _require_unmoved(outcome, state))
    write_record(project.outputs, edition.year.year, state, made.manifest, write_office_files(outcome).hash)
    return made


def release(
    contents: Contents,
    outcome: Outcome,
    hide: bool,
    workers: Workers,
    progress: Progress,
    before: Sequence[Archived],
) -> Published:
    """Publish ``contents`` after the editions ``before``: archived whole, listed, then opened to readers.

    ``hide`` is what its edition was measured with. What changed since the last edition of the year goes out with it.
    Raises :class:`UserError`, and publishes nothing, where the edition beside what was published before would tell a
    hidden count.
    """
    edition, state = contents.edition, contents.state
    _prove(edition, outcome, state, before, progress)
    contents = replace(contents, compared=_since_last(edition, outcome, state, before, progress))
    return publish(
        contents,
        outcome.facts.project,
        before,
        hide,
        ingredients_of(outcome, state),
        workers,
        progress,
        lambda: _require_unmoved(outcome, state),
    )


def reproduce(archived: Archived, project: Project, workers: Workers, progress: Progress) -> Rerun:
    """Make a published edition again, from its own parameters and notebooks and the data of ``project``, and compare.

    What was published or delivered after it is left out. Everything is made aside and removed again.
    """
    before = editions_before(archived_editions(project), archived)
    with restored(archived, project) as own, temporary_folder(project) as folder:
        facts = prepare(own, archived.statement.year)
        state = state_of(facts, seals_of(before))
        inputs = differing_inputs(archived, state)
        outcome = check(facts, progress, project.store, meanwhile=workers.warm_up)
        if not outcome.passed:
            return Rerun(inputs, None)
        edition = measure(outcome, progress, project.store, archived.statement.hides, before)
        compared = _since_last(edition, outcome, state, before, progress)
        contents = Contents(edition, state, archived.statement.standing, compared)
        write_pages(folder, contents, own, [area.code for area in edition.areas], workers, progress)
        return Rerun(inputs, differing_pages(archived, folder))


def compare(
    before: Archived, after: Side, outcome: Outcome, editions: Sequence[Archived], again: bool = True
) -> tuple[Change, ...]:
    """Return what changed from a published edition to ``after``, which ``outcome`` gave, each figure with its cause.

    Where more than one thing can have changed a figure the year is measured again with one of them as it was, or, if
    not ``again``, all of them are named.
    Raises :class:`UserError` for an edition another version of the program made, whose figures it cannot read whole.
    """
    side = Side(load_archived(before), read_ingredients(before))
    own = archived_project(before, outcome.facts.project)
    try:
        facts = load_facts(own, before.statement.year)
    except UserError as error:  # a parameter file as another version of the program has it
        raise other_version(before) from error
    told = editions_before(editions, before)

    def rerun(kinds: Collection[CauseKind]) -> Edition | None:
        if not again:
            return None
        other = check(taken_back(outcome.facts, facts, kinds), Progress())
        return measure(other, Progress(), hide=before.statement.hides, before=told) if other.passed else None

    return explained_changes(side, after, rerun)


def compare_now(
    before: Archived, facts: Facts, editions: Sequence[Archived], store: Store, progress: Progress
) -> tuple[Edition, tuple[Change, ...]]:
    """Return the edition that would be made now, and what has changed since ``before``."""
    outcome = check(facts, progress, store)
    edition = measure(outcome, progress, store, before.statement.hides, editions)
    side = Side(edition, ingredients_of(outcome, state_of(facts, seals_of(editions))))
    progress.step(Text("So sánh", "Comparing"))
    return edition, compare(before, side, outcome, editions)


def compare_editions(
    before: Archived, after: Archived, project: Project, editions: Sequence[Archived], progress: Progress
) -> tuple[Edition, tuple[Change, ...]]:
    """Return the edition ``after`` and what changed in it since ``before``, both published.

    The data it was made from need not be there any more; then causes that could be told apart by measuring again are
    all named.
    """
    side = Side(load_archived(after), read_ingredients(after))
    with restored(after, project) as own:
        facts = load_facts(own, after.statement.year)
        outcome = check(facts, progress, project.store)
        now = ingredients_of(outcome, state_of(facts, seals_of(editions_before(editions, after))))
        progress.step(Text("So sánh", "Comparing"))
        return side.edition, compare(before, side, outcome, editions, again=now.data == side.ingredients.data)


def _since_last(
    edition: Edition, outcome: Outcome, state: State, editions: Sequence[Archived], progress: Progress
) -> Compared | None:
    """What changed since the last edition of the year; ``None`` for the first, with a note for another version's."""
    last = current_edition(editions, edition.year.year)
    if last is None:
        return None
    progress.step(Text("So với ấn phẩm trước", "Comparing with the last edition"))
    after = Side(edition, ingredients_of(outcome, state))
    try:
        return Compared(last.statement.standing, compare(last, after, outcome, editions))
    except OtherVersion as error:  # an update of the program keeps no office from publishing
        progress.notes.append(error.message)
        return None


def _prove(edition: Edition, outcome: Outcome, state: State, before: Sequence[Archived], progress: Progress) -> None:
    require_same_files(outcome.hashes, state.inputs["data"])
    progress.step(Text("Kiểm chứng bảo mật", "Proving what is hidden"))
    if leaks := require_nothing_new_leaks(read_published(before, edition.plan), edition, outcome.facts.map):
        progress.notes.append(_older_leaks(leaks))


def _require_unmoved(outcome: Outcome, state: State) -> None:
    require_same_files(state.inputs["data"], data_hashes(outcome.facts))


def _older_leaks(leaks: Sequence[Leak]) -> Text:
    """What the office is told of editions that were published before and tell hidden counts."""
    names = ", ".join(sorted({leak.publication for leak in leaks}))
    return Text(
        f'Từ các ấn phẩm đã công bố có thể suy ra {len(leaks)} số phải bảo mật ({names}): xem bằng "make prove".',
        f'published editions tell {len(leaks)} hidden counts ({names}): see "make prove".',
    )


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """What the office was given: the record of the checks with the papers to be sent, and one hash of all files."""

    record: CheckRecord
    hash: str


def write_office_files(outcome: Outcome) -> OfficeFiles:
    """Write what the gate said, with cells and values, into the office's own folder, with letters to the agencies.

    All that was there of an earlier check is replaced.
    """
    facts = outcome.facts
    record = make_check_record(outcome)
    written = write_papers(facts, record)
    record = replace(record, papers=written.papers)
    pages = {PAGE: office_page(record).encode(), RULES: office_rules(record).encode()}
    return OfficeFiles(record, replace_private(facts.project.outputs, facts.year.year, {**pages, **written.files}))
