"""SHA-256 of bytes, of files and of this library's own code, by which results are known again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent
_SOURCES = {".py", ".j2", ".css", ".typ", ".yaml"}
_IMPORT = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(?P<module>gender_indicators[\w.]*)"
    r"(?:[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n]*))?",
    re.MULTILINE,
)


def digest(*parts: bytes | str) -> str:
    """Return the SHA-256 of ``parts``, each told apart from the next.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(f"{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as ``sha256sum`` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_hashes(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return the hash of each of ``files`` by its path below ``folder``, sorted."""
    return {path.relative_to(folder).as_posix(): file_hash(path) for path in sorted(files)}


def delivered_files(folder: Path) -> list[Path]:
    """Return the files of a year's data folder, without those of the system or of an open workbook."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in files if not path.name.startswith((".", "~$"))]


def library_hashes() -> dict[str, str]:
    """Return the hash of every source file of this library."""
    return file_hashes(PACKAGE, (path for path in PACKAGE.rglob("*") if path.suffix in _SOURCES))


@cache
def code_hash(*modules: str) -> str:
    """Return one hash for the source of some modules of this library and of every module they import, however deep.

    A package stands for all its modules. Whatever else a package's folder holds (templates, a style sheet) counts
    with it.

    >>> code_hash("forms") == code_hash("gate")
    False
    """
    kept = [f"{path.relative_to(PACKAGE).as_posix()} {file_hash(path)}" for path in sorted(_reached(modules))]
    return digest(*kept)


def _reached(modules: Iterable[str]) -> set[Path]:
    found: set[Path] = set()
    waiting = [path for name in modules for path in _sources_of(name, whole=True)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            if path.suffix == ".py":
                waiting += [other for name in _imported(path) for other in _sources_of(name)]
    return found


def _imported(path: Path) -> Iterator[str]:
    """The names of this library that a module imports; one that is no module stands for nothing."""
    for match in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        yield match["module"]
        yield from (f"{match['module']}.{name}" for name in re.findall(r"\w+", match["names"] or ""))


def _sources_of(name: str, whole: bool = False) -> Iterator[Path]:
    """The files behind a dotted ``name`` and the packages it lies in; all files of a ``whole`` package."""
    parts = [part for part in name.split(".") if part != PACKAGE.name]
    folder = PACKAGE.joinpath(*parts)
    if folder.with_suffix(".py").is_file():
        yield folder.with_suffix(".py")
    elif not folder.is_dir():
        return
    elif whole:
        yield from (path for path in folder.rglob("*") if path.suffix in _SOURCES)
    for package in (folder, *folder.parents):
        if package == PACKAGE:
            break
        if package.is_dir():
            yield from (path for path in package.rglob("*") if path.suffix in _SOURCES - {".py"})
            yield package / "__init__.py"


@cache
def versions(*names: str) -> dict[str, str]:
    """Return the installed version of each library."""
    return {name: version(name) for name in names}
