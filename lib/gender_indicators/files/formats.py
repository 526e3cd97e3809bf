"""The formats a delivered file may come in: what may come, how it is known and how it is read is answered here.

A further format is one module with a :class:`Format`, named by an entry point of the group
``gender_indicators.formats`` in the package it comes in.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from pathlib import Path, PurePosixPath

from gender_indicators.base import Text, UserError, digest, file_hash
from gender_indicators.files.sheets import Book
from gender_indicators.files.source import FileSource
from gender_indicators.findings import Fault, Place, Refusal
from gender_indicators.plan import Column

GROUP = "gender_indicators.formats"
_OWN = ("workbook", "binary", "opendocument", "delimited")  # in this order; the last takes what is left

Read = Callable[[bytes, FileSource, Sequence[Column]], Book]


@dataclass(frozen=True, slots=True)
class Format:
    """A format a form may come in.

    Parameters
    ----------
    name
        What findings call it.
    endings
        The endings of its files' names, in small letters and with the dot.
    holds
        Whether bytes are in this format, by their own marks; names do not count.
    read
        Opens the bytes of a file as sheets and raises :class:`Refusal` where it cannot. The columns are those of the
        form that is expected, none when nobody knows yet. Libraries are imported when it is called.
    is_workbook
        Whether a file may say inside which form it is, so that it is known under any name.
    libraries
        The distributions that reading depends on.
    extra
        What pip installs to have them, where they do not come with the program.
    """

    name: Text
    endings: tuple[str, ...]
    holds: Callable[[bytes], bool]
    read: Read
    is_workbook: bool = False
    libraries: tuple[str, ...] = ()
    extra: str = ""

    def __post_init__(self) -> None:
        wrong = [ending for ending in self.endings if not ending.startswith(".") or ending != ending.lower()]
        if wrong or not self.endings:
            raise ValueError(f"endings have a dot and small letters: {wrong}")


def format_of(data: bytes) -> Format:
    """Return the format the content of a file has, whatever its name ends in.

    Formats of other packages are asked first, so that one may be a special case of ours. Raises :class:`UserError`
    where two of them claim the file.

    >>> format_of(b"PK\\x03\\x04...").endings, format_of("Mã xã,Giới tính".encode()).endings
    (('.xlsx', '.xlsm', '.xltx', '.xltm'), ('.csv', '.txt', '.tsv'))
    """
    claimed = {entry: format_ for entry, format_ in zip(_entries(), _added(), strict=True) if format_.holds(data)}
    if len(claimed) > 1:
        names = ", ".join(f"{entry.name} ({entry.value})" for entry in claimed)
        raise UserError(
            Text(
                f"hai định dạng cùng nhận một tệp; hãy gỡ một trong các gói chứa chúng: {names}.",
                f"two formats claim the same file; remove one of the packages they come in: {names}.",
            ),
            GROUP,
        )
    return next(iter(claimed.values()), None) or next(format_ for format_ in _own() if format_.holds(data))


@cache
def table_endings() -> tuple[str, ...]:
    """Return the endings a delivered file may have, those of one format together.

    >>> ".csv" in table_endings(), ".docx" in table_endings()
    (True, False)
    """
    return tuple(dict.fromkeys(ending for format_ in (*_own(), *_added()) for ending in format_.endings))


@cache
def reading_key() -> str:
    """Return one hash for what is installed and decides how files are read: libraries, formats of other packages."""
    libraries = sorted({library for format_ in (*_own(), *_added()) for library in format_.libraries})
    added = [
        f"{entry.value} {entry.dist.version if entry.dist else ''} {file_hash(file)}"
        for entry in _entries()
        for file in _files(entry.module)
    ]
    return digest(*(f"{library} {_installed(library)}" for library in libraries), *added)


def require_libraries(format_: Format, place: Place) -> None:
    """Raise :class:`Refusal` when a library that reads ``format_`` is not installed."""
    for library in format_.libraries:
        if not _installed(library):
            values = {"library": _same(library), "extra": _same(format_.extra or library), "format": format_.name}
            raise Refusal(Fault("file.library", place, f"chưa cài {library}", values=values))


def wrong_ending(file: str, format_: Format) -> tuple[Fault, ...]:
    """Return a warning for a file whose name ends as those of another format do."""
    ending = PurePosixPath(file).suffix.lower()
    if ending in format_.endings or ending not in table_endings():
        return ()
    values = {"ending": _same(ending), "format": format_.name}
    return (Fault("file.ending", Place(file), format_.name.vi, values=values),)


@cache
def _own() -> tuple[Format, ...]:
    return tuple(import_module(f"{__package__}.{name}").FORMAT for name in _OWN)


@cache
def _added() -> tuple[Format, ...]:
    return tuple(map(_loaded, _entries()))


@cache
def _entries() -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)))


def _files(module: str) -> list[Path]:
    """The files of a module, or of the package it stands for."""
    file = Path(sys.modules[module].__file__ or "")
    return sorted(file.parent.rglob("*.py")) if file.name == "__init__.py" else [file]


def _loaded(entry: EntryPoint) -> Format:
    try:
        format_ = entry.load()
        if isinstance(format_, Format):
            return format_
        reason = f"{type(format_).__name__}, not Format"
    except Exception as error:  # whatever another package does when it is imported
        reason = f"{type(error).__name__}: {error}"
    raise UserError(
        Text(
            f'định dạng "{entry.name}" ({entry.value}) không dùng được: {reason}. Hãy cài lại hoặc gỡ gói chứa nó.',
            f'the format "{entry.name}" ({entry.value}) cannot be used: {reason}. Reinstall or remove its package.',
        ),
        GROUP,
    )


def _installed(library: str) -> str:
    """The version of a library; empty where it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _same(text: str) -> Text:
    return Text(text, text)
