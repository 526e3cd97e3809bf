"""Commands on what goes out: publish, verify, make again, prove."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gender_indicators.base import Text, UserError, nfc
from gender_indicators.cli.common import (
    CORES,
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
    from gender_indicators.editions import Archived
    from gender_indicators.report import Role, Signature, Workers

_SIGNER = "Họ tên, chức vụ / name, title"
_SHOWN = 20  # of the files that differ


@app.command()
def publish(
    year: YearArgument,
    made_by: Annotated[str, typer.Option("--made-by", help=f"Người lập / made by: {_SIGNER}")] = "",
    checked_by: Annotated[str, typer.Option("--checked-by", help=f"Người kiểm tra / checked by: {_SIGNER}")] = "",
    released_by: Annotated[str, typer.Option("--released-by", help=f"Người duyệt / released by: {_SIGNER}")] = "",
    vintage: Annotated[str, typer.Option("--vintage", help="uoc, so_bo, chinh_thuc")] = "",
    remark: Annotated[str | None, typer.Option("--remark", help="Ghi chú cho người đọc / a remark")] = None,
    day: Annotated[str, typer.Option("--day", help="Ngày công bố, YYYY-MM-DD / its day, today unless given")] = "",
    workers: WorkersOption = CORES,
    cluster: ClusterOption = "",
    hide: HideOption = False,
) -> None:
    """Công bố một năm: lưu, đánh số, ký / Publish a year: archived, numbered, signed."""
    began = time.monotonic()
    number, name, on = year_of(year), engine(), day_of(day, "DAY") if day else today()
    from gender_indicators import pipeline
    from gender_indicators.base import find_project, shown_progress
    from gender_indicators.editions import (
        Contents,
        archived_editions,
        next_number,
        require_publishable,
        require_signed,
        seals_of,
        settle,
        state_of,
        unchanged,
    )
    from gender_indicators.plan import load_facts
    from gender_indicators.report import Standing

    project = find_project(Path.cwd())
    load_facts(project, number)  # a wrong parameter is told before anything is asked
    signatures = _signatures({"made_by": made_by, "checked_by": checked_by, "released_by": released_by})
    vintage = vintage or _asked("Loại số liệu (uoc, so_bo, chinh_thuc)", "--vintage")
    if remark is None:
        remark = _asked("Ghi chú cho người đọc", "--remark", empty=True)
    standing = Standing(0, on, signatures, remark.strip())
    require_signed(standing)
    with alone(project, "publish"), workers_of(cluster, workers, name) as team:
        for words in settle(project):
            say(words)
        before = archived_editions(project)
        facts = pipeline.prepare(project, number)
        state = state_of(facts, seals_of(before))
        with shown_progress() as progress:
            outcome = pipeline.check(facts, progress, project.store, meanwhile=team.warm_up)
            edition = pipeline.measure(outcome, progress, project.store, hide, before)
            require_publishable(edition, vintage)
        same = unchanged(edition, before)
        if same is not None:
            _say_unchanged(same)
            return
        standing = Standing(next_number(before, number), on, signatures, standing.remark)
        contents = Contents(edition, state, standing)
        with shown_progress() as making:
            published = pipeline.release(contents, outcome, hide, team, making, before)
        pipeline.write_office_files(outcome)
    for note in (*progress.notes, *making.notes):
        say(note)
    _say_published(published.archived, time.monotonic() - began)


@app.command()
def verify(
    year: Annotated[str, typer.Option("--year", help="Năm, bỏ trống là tất cả / year, empty for all")] = "",
    quick: Annotated[bool, typer.Option("--quick", help="Không lập lại / without making anything again")] = False,
    workers: WorkersOption = CORES,
) -> None:
    """Kiểm tra các ấn phẩm còn nguyên như khi ký / Check that what was published is as it was signed."""
    number, name = year_of(year) if year else None, engine()
    from gender_indicators.base import find_project, format_date
    from gender_indicators.editions import archived_editions, settle, verify_archive

    project = find_project(Path.cwd())
    with alone(project, "verify"), workers_of("", workers, name) as team:
        faults = verify_archive(project, number)
        for fault in faults:
            say(Text(f"SAI  {fault.edition} {fault.words.vi}".rstrip(), fault.words.en))
        if faults:
            raise typer.Exit(1)
        settle(project)  # a folder that was closed and mended is opened again
        editions = [each for each in archived_editions(project) if number in (None, each.statement.year)]
        say(
            Text(
                f"{len(editions)} ấn phẩm còn nguyên như khi công bố.",
                f"{len(editions)} editions are as they were published.",
            )
        )
        for each in editions:
            print(f"  {each.statement.name}  {format_date(each.statement.day)}  {each.seal}")
        differing = 0 if quick else sum(not _made_again(each, project, team) for each in editions)
        if differing:
            raise typer.Exit(1)


@app.command()
def reproduce(
    year: YearArgument,
    edition: Annotated[str, typer.Option("--edition", help="Số của ấn phẩm / number of the edition")] = "1",
    workers: WorkersOption = CORES,
) -> None:
    """Lập lại một ấn phẩm từ kho lưu và số liệu gốc, rồi so / Make an edition again, and compare."""
    number, name = year_of(year), engine()
    from gender_indicators.base import find_project
    from gender_indicators.editions import archived_editions, edition_of

    project = find_project(Path.cwd())
    archived = edition_of(archived_editions(project), number, _number(edition))
    with alone(project, "reproduce"), workers_of("", workers, name) as team:
        if not _made_again(archived, project, team):
            raise typer.Exit(1)


@app.command()
def diff(
    year: YearArgument,
    earlier: Annotated[str, typer.Option("--from", help="Số ấn phẩm trước / the edition before")] = "",
    later: Annotated[str, typer.Option("--to", help="Số ấn phẩm sau / the later one; else what there is now")] = "",
) -> None:
    """So hai ấn phẩm, hoặc ấn phẩm với số liệu hiện có / Compare two editions, or one with what there is now."""
    number = year_of(year)
    from gender_indicators import pipeline
    from gender_indicators.base import find_project, shown_progress
    from gender_indicators.editions import archived_editions, edition_of, next_number, write_comparison
    from gender_indicators.report import DRAFT, summary_of_changes

    project = find_project(Path.cwd())
    editions = archived_editions(project)
    after = edition_of(editions, number, _number(later)) if later else None
    last = after.statement.number - 1 if after else next_number(editions, number) - 1
    before = edition_of(editions, number, _number(earlier) if earlier else last)
    with alone(project, "diff"), shown_progress() as progress:
        if after is not None:
            edition, changes = pipeline.compare_editions(before, after, project, editions, progress)
        else:
            facts = pipeline.prepare(project, number)
            edition, changes = pipeline.compare_now(before, facts, editions, project.store, progress)
        standing = after.statement.standing if after else DRAFT
        page = write_comparison(project, edition, changes, before.statement.standing, standing)
    say(summary_of_changes(changes))
    say(Text(f"Trang nội bộ: {page.relative_to(project.root).as_posix()}", "the office's page, with files and cells"))


@app.command()
def prove(
    drafts: Annotated[
        str, typer.Argument(help="Thư mục dự thảo, bỏ trống là các ấn phẩm / drafts, else editions")
    ] = "",
) -> None:
    """Kiểm chứng rằng không suy ra được số bảo mật / Prove that no hidden count can be worked out."""
    from gender_indicators.base import find_project
    from gender_indicators.editions import (
        archived_editions,
        draft_folders,
        prove_editions,
        read_editions,
        read_published,
    )
    from gender_indicators.plan import load_areas

    project = find_project(Path.cwd())
    editions = read_editions(draft_folders(Path(drafts))) if drafts else read_published(archived_editions(project))
    found = prove_editions(editions, load_areas(project.param("areas.yaml")))
    for leak in found.leaks:
        print(f"LỘ / REVEALED  {leak.publication}: {leak.figure}: {leak.known}")
    say(
        Text(
            f"Các chỉ tiêu nhạy cảm: {found.shown} số được nêu, {found.hidden} được bảo mật hoặc không nêu, "
            f"{len(found.leaks)} có thể suy ra.",
            f"Sensitive measures: {found.shown} figures shown, {found.hidden} hidden or not shown, "
            f"{len(found.leaks)} hidden counts can be worked out.",
        )
    )
    if found.leaks:
        raise typer.Exit(1)


def _made_again(archived: Archived, project: Project, team: Workers) -> bool:
    """Make an edition again and say how it compares; whether it gave the same bytes."""
    from gender_indicators import pipeline
    from gender_indicators.base import shown_progress

    name = archived.statement.name
    with shown_progress() as progress:
        rerun = pipeline.reproduce(archived, project, team, progress)
    if rerun.identical:
        say(Text(f"Ấn phẩm {name}: lập lại giống hệt từng byte.", f"Edition {name}: identical."))
        return True
    if rerun.pages is None:
        say(
            Text(
                f"Ấn phẩm {name}: số liệu hiện có không qua kiểm tra.", f"Edition {name}: the data fail their checks."
            )
        )
    else:
        listed = ", ".join(rerun.pages[:_SHOWN]) + (" …" if len(rerun.pages) > _SHOWN else "")
        say(
            Text(
                f"Ấn phẩm {name}: {len(rerun.pages)} tệp khác khi lập lại: {listed}",
                f"Edition {name}: {len(rerun.pages)} files differ",
            )
        )
    for words in rerun.inputs:
        say(Text(f"  {words.vi}", words.en))
    return False


def _signatures(typed: Mapping[Role, str]) -> tuple[Signature, ...]:
    """Who signs in each role: as typed with the command, else asked for."""
    from gender_indicators.report import ROLES, Signature

    found = []
    for role, words in ROLES.items():
        text = typed[role] or _asked(f"{words.vi} (họ tên, chức vụ)", f"--{role.replace('_', '-')}")
        name, _, title = text.partition(",")
        found.append(Signature(role, nfc(name.strip()), nfc(title.strip())))
    return tuple(found)


def _asked(question: str, option: str, empty: bool = False) -> str:
    """What the user answers; an error where nobody can be asked."""
    if not sys.stdin.isatty():
        if empty:
            return ""
        raise UserError(
            Text(f"thiếu {option}: {question}.", f"{option} is missing, and nobody can be asked here."), "publish"
        )
    return str(typer.prompt(question, default="" if empty else None, show_default=False))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 5):
        raise UserError(
            Text(f'số của ấn phẩm là một số, ví dụ 1; nhận được "{text}".', f'a number, like 1; got "{text}".'),
            f"EDITION={text}",
        )
    return int(text)


def _say_unchanged(same: Archived) -> None:
    name = same.statement.name
    say(
        Text(
            f"Không có gì thay đổi so với ấn phẩm {name} đang có hiệu lực; không công bố thêm.",
            f"Nothing has changed since the edition {name}; nothing more is published.",
        )
    )


def _say_published(archived: Archived, seconds: float) -> None:
    from gender_indicators.base import format_decimal

    name = archived.statement.name
    say(
        Text(
            f"Đã công bố ấn phẩm {name} sau {format_decimal(seconds, 1)} giây: "
            f"outputs/published/{name}/bao-cao/index.html",
            f"Published the edition {name} in {seconds:.1f} s",
        )
    )
    say(Text(f"Mã xác thực: {archived.seal}", "its seal, to be kept with the official letter"))
