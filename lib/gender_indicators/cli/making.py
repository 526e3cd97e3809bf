"""Commands that make: check, report, blank forms, the log, who has reported, a figure traced."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gender_indicators.base import Text
from gender_indicators.cli.common import (
    CORES,
    AreaOption,
    ClusterOption,
    HideOption,
    WorkersOption,
    YearArgument,
    alone,
    app,
    day_of,
    engine,
    say,
    today,
    workers_of,
    year_of,
)

if TYPE_CHECKING:
    from gender_indicators.base import Project
    from gender_indicators.editions import Made
    from gender_indicators.results import CheckRecord, Outcome

KEPT_DAYS = 60  # results not used for so long are removed from the project's .cache


@app.command()
def check(year: YearArgument) -> None:
    """Kiểm tra số liệu của một năm, không lập báo cáo / Check a year's data, make no report."""
    number = year_of(year)  # before the slow imports
    from gender_indicators import pipeline
    from gender_indicators.base import find_project, shown_progress

    facts = pipeline.prepare(find_project(Path.cwd()), number)
    with alone(facts.project, "check"):
        with shown_progress() as progress:
            outcome = pipeline.check(facts, progress, facts.project.store)
        _show_findings(outcome)
        _show_record(outcome, pipeline.write_office_files(outcome).record)
    if not outcome.passed:
        raise typer.Exit(1)


@app.command()
def report(
    year: YearArgument,
    area: AreaOption = "",
    workers: WorkersOption = CORES,
    cluster: ClusterOption = "",
    hide: HideOption = False,
) -> None:
    """Kiểm tra số liệu rồi lập báo cáo / Check the data, then make the reports."""
    began = time.monotonic()
    number, name = year_of(year), engine()
    from gender_indicators.base import find_project
    from gender_indicators.editions import (
        Contents,
        archived_editions,
        is_current,
        is_settled,
        seals_of,
        settle,
        state_of,
    )
    from gender_indicators.plan import load_facts, require_area

    project = find_project(Path.cwd())
    facts = load_facts(project, number)
    if area:
        require_area(facts, area)
    asked = [area] if area else [each.code for each in facts.areas]
    index = f"outputs/{number}/index.html"
    unchanged = Text(f"Không có gì thay đổi; báo cáo còn đúng: {index}", f"Nothing has changed; see {index}")
    told = archived_editions(project)
    if is_settled(project, told) and is_current(project.outputs, number, state_of(facts, seals_of(told)), asked):
        say(unchanged)
        return
    from gender_indicators import pipeline
    from gender_indicators.base import shown_progress

    with alone(project, "report"), workers_of(cluster, workers, name) as team:
        for words in settle(project):
            say(words)
        before = archived_editions(project)
        facts = pipeline.prepare(project, number, area or None)
        state = state_of(facts, seals_of(before))
        if is_current(project.outputs, number, state, asked):  # another command has made it meanwhile
            say(unchanged)
            return
        with shown_progress() as progress:
            outcome = pipeline.check(facts, progress, project.store, meanwhile=team.warm_up)
        _show_findings(outcome)
        if outcome.passed:
            print()
            _show_conclusion(outcome)
        else:  # the office gets what it needs to have the data mended
            _show_record(outcome, pipeline.write_office_files(outcome).record)
        with shown_progress() as making:
            edition = pipeline.measure(outcome, making, project.store, hide, before)
            made = pipeline.report(Contents(edition, state), outcome, area or None, team, making, before)
    project.store.forget(days=KEPT_DAYS)
    steps = [] if making.tells_times else [*progress.seconds, *making.seconds]
    _sum_up(made, steps, time.monotonic() - began, index)
    for note in (*progress.notes, *making.notes):
        say(note)
    _say_office(project, number)


def _sum_up(draft: Made, steps: list[tuple[Text, float]], seconds: float, index: str) -> None:
    """Tell how many pages were made, how long each step took, and where to look."""
    from gender_indicators.base import format_decimal

    for words, part in steps:
        print(f"  {words.vi:28}{format_decimal(part, 1):>8} giây")
    made, kept = draft.made, draft.kept
    again = f", giữ nguyên {kept} trang không thay đổi" if kept else ""
    same = f", {kept} unchanged" if kept else ""
    whole = format_decimal(seconds, 1)
    say(
        Text(
            f"Xong bản dự thảo sau {whole} giây: lập {made} trang{again}. Mở tệp: {index}",
            f"The draft is done in {seconds:.1f} s: {made} pages made{same}. Open: {index}",
        )
    )


@app.command()
def trace(
    measure: Annotated[str, typer.Argument(help="Số đo, ví dụ 4.1 / measure, like 4.1")],
    year: YearArgument,
    area: Annotated[
        str, typer.Option("--area", help="Mã đơn vị, bỏ trống là tỉnh / area code, empty: province")
    ] = "",
    breakdown: Annotated[str, typer.Option("--breakdown", help="Phân tổ / part, as in results.csv")] = "total",
    period: Annotated[str, typer.Option("--period", help="Nhiều năm / several years: 2022-2024")] = "",
) -> None:
    """Truy một con số về tận các dòng của tệp gốc / Trace a figure back to the rows of the files."""
    import shutil

    number = year_of(year)
    from gender_indicators import pipeline
    from gender_indicators.base import Progress, find_project
    from gender_indicators.editions import archived_editions
    from gender_indicators.report import find_figure, require_measure, sheet
    from gender_indicators.report import trace as traced

    facts = pipeline.prepare(find_project(Path.cwd()), number, area or None)
    require_measure(facts.plan, measure)
    outcome = pipeline.check(facts, Progress(), facts.project.store)
    before = archived_editions(facts.project)
    edition = pipeline.measure(outcome, Progress(), facts.project.store, before=before)
    figure = find_figure(edition, measure, area or edition.province.code, breakdown, period)
    print(sheet(traced(outcome, edition, figure), shutil.get_terminal_size((100, 24)).columns), end="")


@app.command()
def status(
    year: YearArgument,
    as_of: Annotated[str, typer.Option("--today", help="Xem như ở ngày này, YYYY-MM-DD / as of this day")] = "",
) -> None:
    """Cơ quan nào đã gửi biểu nào, đúng hạn hay muộn / Who has reported what, in time or late."""
    number, day = year_of(year), day_of(as_of, "TODAY") if as_of else today()
    from gender_indicators import pipeline
    from gender_indicators.agencies import print_status, status_of
    from gender_indicators.base import find_project, shown_progress

    facts = pipeline.prepare(find_project(Path.cwd()), number)
    with shown_progress() as progress:
        outcome = pipeline.check(facts, progress, facts.project.store, by=day)
    print_status(status_of(outcome, day))


@app.command()
def forms(year: YearArgument) -> None:
    """Lập biểu trống cho các cơ quan / Make the blank forms for the agencies."""
    number = year_of(year)
    from gender_indicators.agencies import FOLDER, write_blanks
    from gender_indicators.base import find_project
    from gender_indicators.plan import load_year

    project = find_project(Path.cwd())
    load_year(project.params, number)  # a year that is not there leaves nothing behind
    with alone(project, "forms"):
        files = write_blanks(project, number)
    place = f"outputs/{FOLDER}/{number}"
    say(Text(f"Đã lập {len(files)} biểu trống trong {place}", f"Made {len(files)} blank forms in {place}"))


@app.command()
def log(year: YearArgument) -> None:
    """Lập sổ theo dõi trống của văn phòng / Make the office's empty log: receipts, corrections, waivers."""
    number = year_of(year)
    from gender_indicators.agencies import write_log
    from gender_indicators.base import find_project
    from gender_indicators.plan import load_year

    project = find_project(Path.cwd())
    load_year(project.params, number)
    with alone(project, "log"):
        path = write_log(project, number)
    place = path.relative_to(project.root).as_posix()
    say(Text(f"Đã lập sổ theo dõi trống: {place}", f"Made the empty log {place}"))


def _show_findings(outcome: Outcome) -> None:
    from gender_indicators.agencies import print_findings

    corrections = outcome.checked[outcome.facts.year.year].corrections
    print_findings(outcome.findings, corrections, outcome.facts.agencies)


def _show_conclusion(outcome: Outcome) -> None:
    from gender_indicators.agencies import summary

    print(summary(outcome.findings, outcome.facts.year.year), flush=True)


def _show_record(outcome: Outcome, record: CheckRecord) -> None:
    """Print how every form stands, whether the year may be reported, and where the office finds what it needs."""
    from gender_indicators.agencies import print_agency_summaries
    from gender_indicators.report import normalised_words

    print()
    print_agency_summaries(record.agency_summaries, record.agencies, record.forms)
    print()
    say(normalised_words(outcome.findings))
    _show_conclusion(outcome)
    _say_office(outcome.facts.project, record.year)


def _say_office(project: Project, year: int) -> None:
    """Tell where the office finds every cell that was found wrong, and what is ready to be sent to whom."""
    from gender_indicators.agencies import LETTER, MARKED
    from gender_indicators.editions import private_file
    from gender_indicators.report import PAGE

    page = private_file(project.outputs, year, PAGE)
    for letter in sorted(page.parent.glob(f"*/{LETTER}")):
        copies = len(list(letter.parent.glob(f"*{MARKED}")))
        where = letter.relative_to(project.root).as_posix()
        say(Text(f"Công văn: {where}, kèm {copies} bản đánh dấu", f"a letter; marked copies: {copies}"))
    say(
        Text(
            f"Trang nội bộ: {page.relative_to(project.root).as_posix()}", "the office's own page, not to be published"
        )
    )
