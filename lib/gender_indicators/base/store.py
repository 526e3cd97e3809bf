"""Results kept from run to run, each under the hash of everything it depends on.

Files are readable by their owner only: they hold rows about people. The folder may be deleted at any time; an
entry is written whole or not at all, and one that was damaged counts as missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import tempfile
import time
from pathlib import Path
from typing import Any


class Store:
    """A folder of pickled results by key; ``None`` as folder keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> Any | None:
        """Return what was put under ``key``, or ``None`` when there is nothing whole."""
        if self._folder is None:
            return None
        try:
            data = (self._folder / key).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return None
        with contextlib.suppress(OSError):
            os.utime(self._folder / key)  # used today
        return pickle.loads(data[32:])

    def has(self, key: str) -> bool:
        """Whether something is kept under ``key``, whole or not."""
        return self._folder is not None and (self._folder / key).is_file()

    def put(self, key: str, value: Any) -> None:
        """Keep ``value`` under ``key``; a full disk or a read-only folder only means it is not kept."""
        if self._folder is None:
            return
        data = pickle.dumps(value, protocol=5)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(prefix=".part-", dir=self._folder)  # readable by the owner only
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(data).digest() + data)
                Path(name).replace(self._folder / key)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def forget(self, days: int) -> None:
        """Remove what was not used for so many days, so that the folder does not grow for ever."""
        if self._folder is None or not self._folder.is_dir():
            return
        limit = time.time() - days * 86_400
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < limit:
                    path.unlink()


NOTHING_KEPT = Store(None)
