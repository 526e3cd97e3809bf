"""Results kept from run to run, each under the hash of everything it depends on.

Files are readable by their owner only: they hold rows about people. The folder may be deleted at any time; an
entry is written whole or not at all, and one that was damaged counts as missing.

Pickles can run code, so an entry bears a seal by a key of this user that lies outside the folder: what came with a
folder from elsewhere, or was written into it by somebody else, counts as missing and is never opened.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import pickle
import secrets
import time
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from gender_indicators.base.staging import write_whole

_SEAL = 32  # bytes


class Store:
    """A folder of pickled results by key; ``None`` as folder keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> Any | None:
        """Return what was put under ``key``, or ``None`` when there is nothing whole."""
        own = _own_key()
        if self._folder is None or own is None:
            return None
        try:
            kept = (self._folder / key).read_bytes()
        except OSError:
            return None
        seal, data = kept[:_SEAL], kept[_SEAL:]
        if not hmac.compare_digest(seal, _seal(own, key, data)):
            return None
        with contextlib.suppress(OSError):
            os.utime(self._folder / key)  # used today
        return pickle.loads(data)

    def has(self, key: str) -> bool:
        """Whether something is kept under ``key``, whole or not."""
        return self._folder is not None and (self._folder / key).is_file()

    def put(self, key: str, value: Any) -> None:
        """Keep ``value`` under ``key``; a full disk, a read-only folder or home only means it is not kept."""
        own = _own_key()
        if self._folder is None or own is None:
            return
        data = pickle.dumps(value, protocol=5)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._folder / key, _seal(own, key, data) + data, 0o600)

    def forget(self, days: int) -> None:
        """Remove what was not used for so many days, so that the folder does not grow for ever."""
        if self._folder is None or not self._folder.is_dir():
            return
        limit = time.time() - days * 86_400
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < limit:
                    path.unlink()


def _seal(own: bytes, key: str, data: bytes) -> bytes:
    return hmac.digest(own, key.encode() + b"\0" + data, "sha256")


@cache
def _own_key() -> bytes | None:
    """This user's key on this machine, made when first needed; ``None`` where it can be neither read nor kept."""
    path = user_state_path("gender-indicators") / "store.key"
    with contextlib.suppress(OSError):
        if not path.is_file() or path.stat().st_size != _SEAL:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(path, secrets.token_bytes(_SEAL), 0o600)
        return path.read_bytes()
    return None


NOTHING_KEPT = Store(None)
