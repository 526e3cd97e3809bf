"""What a command and the processes it starts keep for a while, in one folder.

A killed process cannot remove its temporary files, sockets among them; the next command does it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

_PREFIX = "gendi-"  # short: the path of a socket has 104 bytes on some systems
_LAST = -1_000  # of what is done when a process ends


def own_scratch() -> None:
    """Let temporary files of this process, and of those it starts, lie in a folder that is removed at its end.

    The folders of processes that have ended without removing theirs are cleared away.
    """
    _made()
    for path in Path(os.environ["TMPDIR"]).parent.glob(f"{_PREFIX}*"):
        if not _at_work(path.name.removeprefix(_PREFIX).partition("-")[0]):
            shutil.rmtree(path, ignore_errors=True)


@cache
def _made() -> None:
    from multiprocessing.util import Finalize  # the sockets of multiprocessing lie in it: it is removed after them

    folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    if not _home_takes_files():
        os.environ.setdefault("MPLCONFIGDIR", str(Path(folder, "matplotlib")))
    Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=_LAST)


def _home_takes_files() -> bool:
    try:
        return os.access(Path.home(), os.W_OK)
    except RuntimeError:  # no home is known
        return False


def _at_work(process: str) -> bool:
    """Whether there is such a process; Windows cannot be asked without harm, and kills none in this way."""
    if os.name == "nt" or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        return True
    return True
