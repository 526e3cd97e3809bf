"""Whether an edition in the archive is, byte for byte, what was published."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from gender_indicators.base import Text, UserError, file_hash
from gender_indicators.editions.statement import PAGES, RECORD, STATEMENT, read_archived

CONTENTS = "muc-luc.json"


def faults_of(folder: Path) -> tuple[Text, ...]:
    """Return all that is not as it was published in an edition's folder, a line each; nothing when it is sound."""
    try:
        archived = read_archived(folder)
    except UserError as error:
        return (Text(f"{error.where}: {error.message.vi}", f"{error.where}: {error.message.en}"),)
    kept = archived.record / CONTENTS
    return (
        *_strange(folder, {PAGES, RECORD, STATEMENT}),
        *_differing(archived.pages, archived.statement.files, PAGES),
        *_differing(archived.record, {CONTENTS: archived.statement.record, **_contents(kept)}, RECORD),
    )


def _contents(path: Path) -> Mapping[str, str]:
    """The hashes of the files of the record; a list that is not whole is found by its own hash."""
    try:
        files = json.loads(path.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def _differing(folder: Path, wanted: Mapping[str, str], name: str) -> Iterator[Text]:
    for path, value in sorted(wanted.items()):
        file = folder / path
        if not file.is_file():
            yield Text(f"{name}/{path}: không còn", f"{name}/{path}: missing")
        elif file.is_symlink() or file_hash(file) != value:
            yield Text(f"{name}/{path}: đã bị sửa", f"{name}/{path}: changed")
    yield from _unlisted(folder, set(wanted), name)


def _unlisted(folder: Path, wanted: set[str], name: str) -> Iterator[Text]:
    for parent, folders, files in os.walk(folder):
        here = Path(parent).relative_to(folder)
        links = [each for each in folders if (Path(parent) / each).is_symlink()]
        for each in sorted((*files, *links)):
            path = (here / each).as_posix()
            if path not in wanted:
                yield Text(f"{name}/{path}: không thuộc ấn phẩm", f"{name}/{path}: no part of the edition")


def _strange(folder: Path, wanted: set[str]) -> Iterator[Text]:
    for path in sorted(folder.iterdir()):
        if path.name not in wanted or path.is_symlink():
            yield Text(f"{path.name}: không thuộc ấn phẩm", f"{path.name}: no part of the edition")
