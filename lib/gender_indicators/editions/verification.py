"""Is what was published still what was signed, and does a rerun give the same bytes?"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.base import Project, Text, UserError, file_hashes
from gender_indicators.editions.archive import (
    archived_editions,
    edition_folders,
    strange_paths,
    sweep_archive,
    write_front,
)
from gender_indicators.editions.listing import is_listed, listed_seals
from gender_indicators.editions.manifest import State
from gender_indicators.editions.soundness import CONTENTS, faults_of, require_sound_record
from gender_indicators.editions.statement import Archived, name_of, read_archived

_CLOSED = 0o700


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an edition (by name), or with the archive as a whole (no name)."""

    edition: str
    words: Text


@dataclass(frozen=True, slots=True)
class Rerun:
    """What a rerun found: the inputs that differ, and the files of the pages that do (None: it could not be made)."""

    inputs: tuple[Text, ...]
    pages: tuple[str, ...] | None

    @property
    def identical(self) -> bool:
        """Whether it gave the same bytes."""
        return self.pages == ()


def verify_archive(project: Project, year: int | None = None) -> tuple[Fault, ...]:
    """Return what is wrong with the published editions of ``year`` or of all years, and with their order and list.

    A folder that is not as it was published is closed to readers until it is mended, and the page over the editions
    says so. To be called while no other command is at work.
    """
    sweep_archive(project)
    folders = edition_folders(project)
    asked = [folder for folder in folders if year is None or folder.parent.name == str(year)]
    found = [Fault(name_of(folder), words) for folder in asked for words in faults_of(folder)]
    found += _unlisted(project, folders)
    wrong = {fault.edition for fault in found}
    for folder in folders:
        if name_of(folder) in wrong:
            folder.chmod(_CLOSED)
    if wrong:
        write_front(project, [each for each in map(_readable, folders) if each is not None])
    return tuple(dict.fromkeys((*found, *_strange(project), *_of_all(project))))


def _unlisted(project: Project, folders: Iterable[Path]) -> Iterator[Fault]:
    """The editions that a whole list does not name, or with another seal; one is unlisted after a kill, too."""
    listed = listed_seals(project.register)
    for folder in folders if listed else ():
        try:
            archived = read_archived(folder)
        except UserError:  # told with all that is wrong inside it
            continue
        name = archived.statement.name
        if name not in listed:
            yield Fault(
                name,
                Text(
                    "chưa có trong sổ công bố; lệnh sau sẽ ghi vào nếu thật là ấn phẩm đã ký",
                    "not listed; the next command lists it, if it is indeed what was signed",
                ),
            )
        elif listed[name] != archived.seal:
            yield Fault(name, Text("mã xác thực khác sổ công bố", "its seal is not the one that is listed"))


def _strange(project: Project) -> Iterator[Fault]:
    """What lies in the archive and is no edition; it is closed to readers, where it is no link to elsewhere."""
    for path in strange_paths(project):
        if not path.is_symlink():
            path.chmod(_CLOSED if path.is_dir() else 0o600)
        name = path.relative_to(project.root).as_posix()
        yield Fault(
            "",
            Text(
                f"{name}: không phải là ấn phẩm; hãy chuyển ra khỏi kho lưu", f"{name}: no edition; move it elsewhere"
            ),
        )


def _readable(folder: Path) -> Archived | None:
    try:
        return read_archived(folder)
    except UserError:
        return None


def _of_all(project: Project) -> Iterator[Fault]:
    """What is wrong with the order of the editions, or with the list."""
    try:
        editions = archived_editions(project)
    except UserError as error:
        yield Fault("", Text(f"{error.where}: {error.message.vi}", f"{error.where}: {error.message.en}"))
        return
    if editions and not is_listed(project.register, (each.statement for each in editions)):
        yield Fault(
            "",
            Text(
                "data/published/so-cong-bo.csv: sổ công bố bị mất hoặc bị sửa; lệnh sau sẽ lập lại từ kho lưu",
                "data/published/so-cong-bo.csv: the list is lost or was edited; the next command makes it anew",
            ),
        )


def archived_project(archived: Archived, project: Project) -> Project:
    """Return the project an edition was made from: its own parameters and notebooks, and the data of ``project``.

    Raises :class:`UserError` where these were changed since.
    """
    require_sound_record(archived)
    return Project(project.root, archived.record / "notebooks", settings=archived.record / "params")


@contextmanager
def temporary_folder(project: Project) -> Iterator[Path]:
    """Give an empty folder among the office's own files, which is removed again."""
    project.office.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=project.office) as folder:
        yield Path(folder)


def differing_inputs(archived: Archived, state: State) -> tuple[Text, ...]:
    """Return what ``state``, that of a rerun, has otherwise than the edition had: files by name, libraries.

    What was published since is none of it.
    """
    kept = json.loads((archived.record / CONTENTS).read_bytes())
    return tuple(
        Text(f"{words.vi}: {', '.join(names)}", f"{words.en}: {', '.join(names)}")
        for words, names in (
            (Text("số liệu khác", "other data"), _differ(kept["inputs"]["data"], state.inputs["data"])),
            (Text("tham số khác", "other parameters"), _differ(kept["inputs"]["params"], state.inputs["params"])),
            (Text("chương trình khác", "another program"), _program(kept["inputs"]["library"], state)),
            (Text("thư viện khác", "other libraries"), _versions(kept["versions"], state.versions)),
        )
        if names
    )


def _differ(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def _program(before: Mapping[str, str], state: State) -> list[str]:
    changed = _differ(before, state.inputs["library"])
    return [f"{len(changed)} tệp mã nguồn / source files"] if changed else []


def _versions(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [f"{name} {before.get(name)} → {now.get(name)}" for name in _differ(before, now)]


def differing_pages(archived: Archived, folder: Path) -> tuple[str, ...]:
    """Return the files of the pages in ``folder`` that are not, byte for byte, those of the edition."""
    made = file_hashes(folder, (path for path in folder.rglob("*") if path.is_file()))
    return tuple(_differ(archived.statement.files, made))
