"""SHA-256 of bytes, of files and of this library's own code, by which results are known again."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from gender_indicators.base.errors import UserError
from gender_indicators.base.text import Text

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
    """Return the files of a year's data folder, without those of the system or of an open workbook.

    Raises :class:`UserError` for what only looks like a file: a link, which may lead anywhere, and what is no file at
    all, which could be read for ever. None of these is opened.
    """
    found = []
    for parent, folders, files in os.walk(folder, onerror=_unreadable) if folder.is_dir() else ():
        for name in (*folders, *files):
            path = Path(parent, name)
            mode = path.lstat().st_mode
            if name.startswith((".", "~$")) or stat.S_ISDIR(mode):
                continue
            if not stat.S_ISREG(mode):
                raise _no_file(folder, path, link=stat.S_ISLNK(mode))
            _require_text(folder, path)
            found.append(path)
    return sorted(found)


def _require_text(folder: Path, path: Path) -> None:
    """Raise :class:`UserError` for a name in an encoding of another machine, which no page and no list could hold."""
    name = path.relative_to(folder).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode(errors="surrogateescape").decode(errors="replace")
        raise UserError(
            Text(
                "tên tệp hoặc thư mục có ký tự hỏng (không phải UTF-8); hãy đổi tên.",
                "the name of the file or of its folder is damaged (not UTF-8); rename it.",
            ),
            f"{folder.name}/{shown}",
        ) from None


def _unreadable(error: OSError) -> NoReturn:
    raise error


def _no_file(folder: Path, path: Path, link: bool) -> UserError:
    words = (
        Text(
            "là liên kết, không phải là tệp; hãy chép chính tệp hoặc thư mục được chỉ tới vào đây thay cho liên kết.",
            "is a link, not a file; put a copy of the file or folder it leads to in its place.",
        )
        if link
        else Text(
            "không phải là tệp thường (ống dẫn, thiết bị hoặc socket); hãy đưa ra khỏi thư mục số liệu.",
            "is not a regular file (a pipe, a device or a socket); move it out of the data folder.",
        )
    )
    return UserError(words, f"{folder.name}/{path.relative_to(folder).as_posix()}")


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
