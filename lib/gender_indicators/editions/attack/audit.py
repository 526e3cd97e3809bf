"""The attack on published folders: every file read, everything worked out, and what that reveals."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gender_indicators.base import AVAILABLE, NOTHING_KEPT, Store, UserError, code_hash, digest, file_hash, run_forked
from gender_indicators.base import Text as Words
from gender_indicators.editions.attack.editions import read_editions
from gender_indicators.editions.attack.infer import audit
from gender_indicators.editions.attack.names import Names
from gender_indicators.editions.attack.publications import Audit, Leak, Publication, Told
from gender_indicators.editions.attack.reader import read_bytes
from gender_indicators.editions.attack.statements import Reading, at, together
from gender_indicators.editions.attack.text import Text
from gender_indicators.plan import Areas

_SHOWN = 10
_MANY = 8  # files to read before processes of their own are worth their start


def published_folders(outputs: Path) -> dict[str, Path]:
    """Return the published folders below ``outputs``, one a year, or ``outputs`` itself if it is one."""
    if (outputs / "data" / "edition.json").is_file():
        return {outputs.name: outputs}
    folders = (path for path in sorted(outputs.glob("[0-9][0-9][0-9][0-9]")) if path.is_dir())
    return {path.name: path for path in folders}


def attack(folders: Mapping[str, Path], areas: Areas | None = None, store: Store = NOTHING_KEPT) -> Audit:
    """Return what the files of all published ``folders`` together reveal; ``store`` keeps what unchanged files say.

    ``areas`` holds the maps, so that figures on two of them are set against each other.

    Raises :class:`UserError` where nothing is published.
    """
    return audit(_publications(folders, store), areas)


def require_nothing_new_leaks(
    folders: Mapping[str, Path], new: str, areas: Areas | None = None, store: Store = NOTHING_KEPT
) -> tuple[Leak, ...]:
    """Return what the folders reveal without the one that is ``new``; raise :class:`UserError` for more than that.

    What older publications give away cannot be taken back by not publishing; their reports must be made anew.
    """
    publications = _publications(folders, store)
    found = audit(publications, areas).leaks
    others = [each for each in publications if each.name != new]
    before = audit(others, areas).leaks if found and others else ()
    known = {leak.figure for leak in before}
    if fresh := [leak for leak in found if leak.figure not in known]:
        raise UserError(
            Words(
                "báo cáo làm lộ số phải bảo mật nên không được công bố; báo cáo trước được giữ nguyên:"
                f"{_listed(fresh)}",
                "the reports reveal what must stay hidden and are not published; the last ones stay.",
            ),
            "outputs",
        )
    return before


def _listed(leaks: Sequence[Leak]) -> str:
    lines = [f"\n  {each.figure}: {each.known} ({'; '.join(each.where[:2])})" for each in leaks[:_SHOWN]]
    more = f"\n  … và {len(leaks) - _SHOWN} chỗ khác / and more" if len(leaks) > _SHOWN else ""
    return "".join(lines) + more


def _publications(folders: Mapping[str, Path], store: Store) -> list[Publication]:
    if not folders:
        raise UserError(Words("chưa có báo cáo nào để kiểm tra.", "there is no report to attack."), "outputs")
    editions = read_editions(folders)
    names = {name: Names.of_folder(folder) for name, folder in folders.items()}
    found = []
    for name, folder in folders.items():
        known = names[name].with_others(*(other for key, other in names.items() if key != name))
        found.append(_publication(name, folder, editions[name], known, store))
    return found


def _publication(name: str, folder: Path, edition: Told, names: Names, store: Store) -> Publication:
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() or p.is_symlink())
    code, words = code_hash(), digest(repr(names))
    keys = {file: digest("attack", code, words, file, _hash(folder / file)) for file in files}
    found = {file: reading for file in files if isinstance(reading := store.get(keys[file]), Reading)}
    missing = [file for file in files if file not in found]
    for file, reading in zip(missing, _read(folder, missing, names), strict=True):
        found[file] = reading
        store.put(keys[file], reading)
    return Publication(name, edition, together(found[file] for file in files), len(files))


def _hash(path: Path) -> str:
    return file_hash(path) if path.is_file() else ""


def _read(folder: Path, files: Sequence[str], names: Names) -> Iterable[Reading]:
    """What each of ``files`` says, read by as many processes as there are cores."""
    cores = os.cpu_count() or 1
    if not AVAILABLE or cores == 1 or len(files) < _MANY:
        return read_files(folder, files, names)
    parts = [files[start::cores] for start in range(cores)]
    with ThreadPoolExecutor(cores) as threads:
        read = list(threads.map(lambda part: run_forked(read_files, folder, part, names), parts))
    by_file = dict(pair for part, found in zip(parts, read, strict=True) for pair in zip(part, found, strict=True))
    return [by_file[file] for file in files]


def read_files(folder: Path, files: Sequence[str], names: Names) -> list[Reading]:
    """Return what each of ``files`` below ``folder`` says."""
    text, found = Text(names), []
    gc.disable()  # tens of thousands of small objects that stay: looking through them takes a third of the time
    for file in files:
        path = folder / file
        if path.is_file():
            found.append(at(read_bytes(path.read_bytes(), path.name, text), file))
        else:
            found.append(Reading(unread=(f"{file}: liên kết hỏng",)))
    gc.enable()
    return found
