"""SHA-256 of bytes, of files and of this library's own code, by which results are known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_SOURCES = {".py", ".j2", ".css", ".typ", ".yaml"}


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
    """Return the SHA-256 of a file's bytes, as ``sha256sum`` prints it; a file that stays as it is is read once.

    No program can set ``st_ctime_ns``, so a file that was written over, or replaced by another, is read again.
    """
    state = path.stat()
    return _hash(path, (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns))


@lru_cache(maxsize=100_000)
def _hash(path: Path, state: tuple[int, ...]) -> str:
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
def code_hash() -> str:
    """Return one hash for this library's source and the words of its rules: other code makes all anew.

    >>> len(code_hash())
    64
    """
    words = file_hash(PACKAGE.parents[1] / "params" / "rules.yaml")
    return digest(words, *(f"{name} {value}" for name, value in library_hashes().items()))


@cache
def versions(*names: str) -> dict[str, str]:
    """Return the installed version of each library."""
    return {name: version(name) for name in names}
