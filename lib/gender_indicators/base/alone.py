"""One writing command at a time in an office; the next one clears away what a killed one left."""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from gender_indicators.base.errors import UserError
from gender_indicators.base.scratch import own_scratch
from gender_indicators.base.staging import sweep
from gender_indicators.base.text import Text

MOST_SECONDS = 900  # to wait for another command


@contextmanager
def one_run(folders: tuple[Path, ...], command: str, say: Callable[[Text], object]) -> Iterator[None]:
    """Let no other command write into ``folders`` meanwhile; say whose is waited for when there is one.

    The lock lies in the last of the folders, which is closed to others, and ends with its process, however that
    ends. Raises :class:`UserError` when the other command is not done after :data:`MOST_SECONDS`.
    """
    own = folders[-1]
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock, holder = FileLock(own / ".lock", mode=0o600), own / ".holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        other = _described(holder)
        say(Text(f"Đợi lệnh khác chạy xong: {other}", f"Waiting for another command: {other}"))
        try:
            lock.acquire(timeout=MOST_SECONDS)
        except Timeout:
            raise UserError(
                Text(
                    f"lệnh khác đang chạy trong thư mục này đã quá {MOST_SECONDS // 60} phút ({other}); hãy đợi hoặc "
                    "dừng lệnh đó rồi chạy lại.",
                    f"another command has been at work here for more than {MOST_SECONDS // 60} minutes ({other}); "
                    "wait for it or stop it, then run again.",
                ),
                str(own.name),
            ) from None
    try:
        holder.write_text(json.dumps([command, os.getpid(), platform.node(), _user()]), encoding="utf-8")
        own_scratch()
        for folder in folders:
            sweep(folder)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


@dataclass(frozen=True, slots=True)
class LastRun:
    """A command that writes, or was killed while it did: ``who`` ran it, and whether it is still at work."""

    who: str
    at_work: bool


def last_run(own: Path) -> LastRun | None:
    """Return the command whose lock lies in ``own`` and that has not ended well, if there is one."""
    holder = own / ".holder"
    if not holder.is_file():
        return None
    lock = FileLock(own / ".lock", mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return LastRun(_described(holder), at_work=True)
    lock.release()
    return LastRun(_described(holder), at_work=False)


def _described(holder: Path) -> str:
    """The command that holds the lock, its process, machine, user and start, as far as it says."""
    with suppress(OSError, ValueError, TypeError):
        command, process, machine, user = json.loads(holder.read_text(encoding="utf-8"))
        since = time.strftime("%H:%M %d/%m/%Y", time.localtime(holder.stat().st_mtime))
        return f"{command}, {process}, {machine}, {user}, {since}"
    return "?"


def _user() -> str:
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "?"
