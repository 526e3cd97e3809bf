"""From an edition to the archive: made whole aside, listed, and only then opened to readers."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from gender_indicators import __version__
from gender_indicators.base import PROGRAM, VINTAGES, Progress, Project, Text, UserError, file_hashes, staging
from gender_indicators.editions.archive import current_edition, settle
from gender_indicators.editions.ingredients import Ingredients
from gender_indicators.editions.manifest import NOTEBOOKS, State
from gender_indicators.editions.pages import EDITION_FILE, Contents, Made, write_pages
from gender_indicators.editions.soundness import CONTENTS
from gender_indicators.editions.statement import (
    PAGES,
    RECORD,
    STATEMENT,
    Archived,
    Statement,
    read_archived,
    write_statement,
)
from gender_indicators.intake import OWN
from gender_indicators.plan import load_year
from gender_indicators.report import ROLES, Standing, Workers
from gender_indicators.results import Edition, edition_bytes

LOCK = "requirements.lock"


@dataclass(frozen=True, slots=True)
class Published:
    """An edition as it was published, and how its pages were made."""

    archived: Archived
    made: Made


def require_publishable(edition: Edition, vintage: str) -> None:
    """Raise :class:`UserError` for illustrative data, and for a vintage that is not the one of the year's file."""
    year = edition.year
    place = f"params/{year.year}.yaml"
    if edition.origin.kind == "synthetic":
        raise UserError(
            Text(
                f'số liệu năm {year.year} là số liệu minh hoạ nên chỉ lập được dự thảo, không công bố; khoá "data" '
                "phải chỉ đến số liệu thật.",
                f'the data of {year.year} are illustrative: drafts only; let "data" name the real ones.',
            ),
            place,
        )
    if vintage != year.vintage:
        known = VINTAGES.get(vintage)
        asked = known.vi if known else vintage
        raise UserError(
            Text(
                f'người công bố khai "{asked}", còn tệp năm ghi "{VINTAGES[year.vintage].vi}" (vintage: '
                f"{year.vintage}); hãy thống nhất lại rồi công bố.",
                f'you say "{vintage}", the year\'s file says "{year.vintage}"; let them agree, then publish.',
            ),
            place,
        )


def require_signed(standing: Standing) -> None:
    """Raise :class:`UserError` unless each role is signed once, with a name and a title."""
    roles = [each.role for each in standing.signatures]
    unsigned = [words.vi for role, words in ROLES.items() if roles.count(role) != 1]
    empty = [ROLES[each.role].vi for each in standing.signatures if not (each.name.strip() and each.title.strip())]
    if unsigned or empty:
        listed = ", ".join((*unsigned, *empty))
        raise UserError(
            Text(
                f'thiếu họ tên hoặc chức vụ: {listed}; ghi dạng "Nguyễn Văn An, Trưởng phòng".',
                f'a name or a title is missing: {listed}; write them like "Nguyễn Văn An, Trưởng phòng".',
            ),
            "publish",
        )


def unchanged(edition: Edition, editions: Sequence[Archived]) -> Archived | None:
    """Return the current edition of the year when it tells the same, byte for byte."""
    current = current_edition(editions, edition.year.year)
    if current is None or (current.pages / EDITION_FILE).read_bytes() != edition_bytes(edition):
        return None
    return current


def next_number(editions: Sequence[Archived], year: int) -> int:
    """Return the number of the next edition of ``year``."""
    current = current_edition(editions, year)
    return current.statement.number + 1 if current else 1


def publish(
    contents: Contents,
    project: Project,
    before: Sequence[Archived],
    hides: bool,
    ingredients: Ingredients,
    workers: Workers,
    progress: Progress,
    approve: Callable[[], object],
) -> Published:
    """Make the pages of all areas, archive them after the editions ``before`` and open them to readers.

    ``ingredients`` is what a comparison will need, ``hides`` whether the program hid what had to be hidden further.
    Nobody but the owner can read it until it is listed. When the run dies in between, the next one finds the edition
    whole and finishes, or finds no edition at all.
    """
    edition, standing = contents.edition, contents.standing
    target = project.published / str(edition.year.year) / str(standing.number)
    with staging(target, mode=0o700) as folder:
        pages, record = folder / PAGES, folder / RECORD
        pages.mkdir()
        record.mkdir(mode=0o700)
        areas = [area.code for area in edition.areas]
        made = write_pages(pages, contents, project, areas, workers, progress)
        approve()
        progress.step(Text("Lưu ấn phẩm", "Archiving the edition"))
        listed = _write_record(record, project, contents.state, ingredients)
        write_statement(
            folder, _statement(edition, standing, before, hides, file_hashes(pages, _files(pages)), listed)
        )
        for path in (folder / STATEMENT, pages, *pages.rglob("*")):  # to readers, whatever the user's own files are
            path.chmod(0o755 if path.is_dir() else 0o644)
    settle(project)
    return Published(read_archived(target), made)


def _write_record(record: Path, project: Project, state: State, ingredients: Ingredients) -> str:
    """Write what a rerun needs but the raw data: parameters, notebooks, lock, the office's own lists, all hashes.

    The list holds a number drawn by chance, so that its hash, which is published, tells nothing of short lists.
    """
    for name in state.inputs["params"]:
        _copy(project.param(name), record / "params" / name)
    for name in NOTEBOOKS:
        _copy(project.notebook(name), record / "notebooks" / name)
    for name in state.inputs["data"]:
        year, _, file = name.partition("/")
        if file in OWN:
            _copy(project.data(load_year(project.params, int(year)).data) / file, record / "data" / name)
    _copy(PROGRAM / LOCK, record / LOCK)
    content = {
        "salt": secrets.token_hex(16),
        "files": file_hashes(record, _files(record)),
        "inputs": state.inputs,
        "versions": state.versions,
        "ingredients": asdict(ingredients),
    }
    path = record / CONTENTS
    path.write_bytes((json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode())
    return file_hashes(record, [path])[CONTENTS]


def _statement(
    edition: Edition, standing: Standing, before: Sequence[Archived], hides: bool, files: dict[str, str], record: str
) -> Statement:
    if standing.day is None:
        raise ValueError("an edition has a day")
    return Statement(
        year=edition.year.year,
        number=standing.number,
        day=standing.day,
        vintage=edition.year.vintage,
        data_as_of=edition.year.data_as_of,
        remark=standing.remark,
        signatures=standing.signatures,
        program=__version__,
        hides=hides,
        files=files,
        record=record,
        previous=before[-1].seal if before else "",
    )


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
