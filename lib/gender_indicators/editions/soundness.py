"""Whether an edition in the archive is, byte for byte, what was published."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from gender_indicators.base import Text, UserError, file_hash
from gender_indicators.editions.statement import PAGES, RECORD, STATEMENT, Archived, damaged, read_archived

CONTENTS = "muc-luc.json"
_MISSING = Text("không còn", "missing")
_CHANGED = Text("đã bị sửa", "changed")
_STRANGE = Text("không thuộc ấn phẩm", "no part of the edition")


def faults_of(folder: Path) -> tuple[Text, ...]:
    """Return all that is not as it was published in an edition's folder, a line each; nothing when it is sound."""
    try:
        archived = read_archived(folder)
    except UserError as error:
        return (Text(f"{error.where}: {error.message.vi}", f"{error.where}: {error.message.en}"),)
    found = (
        *_strange(folder, {PAGES, RECORD, STATEMENT}),
        *_differing(archived.pages, archived.statement.files, PAGES),
        *_differing_record(archived),
    )
    return tuple(Text(f"{file}: {words.vi}", f"{file}: {words.en}") for file, words in found)


def require_sound_record(archived: Archived) -> None:
    """Raise :class:`UserError` where the record an edition is made again from is not as it was."""
    for file, _ in _differing_record(archived):
        raise damaged(archived.folder, file)


def is_whole(archived: Archived, file: str) -> bool:
    """Whether ``file`` of the pages is as it was published."""
    return file in archived.statement.files and _is(archived.pages / file, archived.statement.files[file])


def _differing_record(archived: Archived) -> Iterator[tuple[str, Text]]:
    kept = {CONTENTS: archived.statement.record, **_contents(archived.record / CONTENTS)}
    return _differing(archived.record, kept, RECORD)


def _contents(path: Path) -> Mapping[str, str]:
    """The hashes of the files of the record; a list that is not whole is found by its own hash."""
    try:
        files = json.loads(path.read_bytes() if path.is_file() else b"")["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def _differing(folder: Path, wanted: Mapping[str, str], name: str) -> Iterator[tuple[str, Text]]:
    for path, value in sorted(wanted.items()):
        if not os.path.lexists(folder / path):
            yield f"{name}/{path}", _MISSING
        elif not _is(folder / path, value):
            yield f"{name}/{path}", _CHANGED
    for path in _unlisted(folder, set(wanted)):
        yield f"{name}/{path}", _STRANGE


def _is(file: Path, value: str) -> bool:
    """Whether ``file`` is a file of its own, no link and no device, that can be read and has this hash."""
    try:
        return file.is_file() and not file.is_symlink() and file_hash(file) == value
    except OSError:
        return False


def _unlisted(folder: Path, wanted: set[str]) -> Iterator[str]:
    """What lies in ``folder`` beside the ``wanted`` files and the folders they are in; links to folders, too."""
    parents = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        for each in sorted((*files, *folders)):
            path = (here / each).relative_to(folder).as_posix()
            if path not in wanted and (path not in parents or (here / each).is_symlink()):
                yield path


def _strange(folder: Path, wanted: set[str]) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.iterdir()):
        if path.name not in wanted or path.is_symlink():
            yield path.name, _STRANGE
