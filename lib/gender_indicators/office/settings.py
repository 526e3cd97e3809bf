"""What an office decided and where its data lie: files of years, other files of ``params``, data out of place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gender_indicators.base import (
    OFFICE_FILE,
    PLAN_FILES,
    PRIVATE_DATA,
    Project,
    Text,
    UserError,
    delivered_files,
    suggest,
)
from gender_indicators.intake import require_logs
from gender_indicators.office.installation import is_program
from gender_indicators.office.trouble import Trouble
from gender_indicators.plan import load_facts, load_origin, load_plan

_OF_A_YEAR = re.compile(r"^([0-9]{4})(\.corrections)?\.yaml$")
_PROGRAMS = "rules.yaml"


def settings(project: Project) -> Iterator[Trouble]:
    """Yield what is wrong with the parameters and with where the data lie."""
    yield from _years(project)
    yield from _strangers(project)
    yield from _data_out_of_place(project)


def _years(project: Project) -> Iterator[Trouble]:
    """What stops a year from being reported, told once where it stops several; and years without a file."""
    told: set[str] = set()
    try:
        plan = load_plan(project.param("plan.yaml"))
    except UserError as error:
        yield _told(error)
        return
    for year in range(plan.first_year, plan.last_year + 1):
        name = f"{year}.yaml"
        if not (project.params / name).is_file():
            yield Trouble(
                f"params/{name}",
                Text(f"không có tệp của năm {year}.", f"there is no file for {year}."),
                Text(
                    f'chép tệp của một năm khác thành "{name}" rồi sửa mọi giá trị.',
                    f'copy another year\'s file to "{name}" and change every value.',
                ),
            )
            continue
        try:
            facts = load_facts(project, year)
            delivered_files(project.data(facts.year.data))
            require_logs(facts)
        except UserError as error:
            if str(error) not in told:
                told.add(str(error))
                yield _told(error)


def _told(error: UserError) -> Trouble:
    return Trouble(
        error.where,
        error.message,
        Text("sửa chỗ đó, rồi chạy lại make doctor.", "mend it there, then run make doctor again."),
    )


def _strangers(project: Project) -> Iterator[Trouble]:
    """Files in ``params`` that nobody reads, for instance a year's under a wrong name."""
    known = [OFFICE_FILE, *PLAN_FILES, *((_PROGRAMS,) if project.plan is None or is_program(project.root) else ())]
    for path in sorted(project.params.iterdir()):
        if path.name in known or path.name.startswith(".") or _OF_A_YEAR.match(path.name):
            continue
        hint = suggest(path.name, [*known, "2024.yaml", "2024.corrections.yaml"])
        yield Trouble(
            f"params/{path.name}",
            Text(f"không đọc tệp tên này. {hint.vi}", f"no file of this name is read. {hint.en}"),
            Text("đổi tên cho đúng, hoặc chuyển tệp đi nơi khác.", "give it the right name, or move it elsewhere."),
        )


def _data_out_of_place(project: Project) -> Iterator[Trouble]:
    """Folders with real data elsewhere than where no commit ever takes them along; the archive holds none."""
    passed = (project.root / PRIVATE_DATA, project.published)
    for folder, inner, files in os.walk(project.root):
        here = Path(folder)
        inner[:] = sorted(name for name in inner if not name.startswith(".") and here / name not in passed)
        if "origin.yaml" in files:
            with suppress(UserError):
                if load_origin(here).kind == "official":
                    yield Trouble(
                        here.relative_to(project.root).as_posix(),
                        Text(f'có số liệu thật ngoài "{PRIVATE_DATA}".', f'real data outside "{PRIVATE_DATA}".'),
                        Text(
                            f'chuyển thư mục vào "{PRIVATE_DATA}" và sửa khoá "data" của tệp năm.',
                            f'move it into "{PRIVATE_DATA}" and correct the key "data" of the year\'s file.',
                        ),
                    )
