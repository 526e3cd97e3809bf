"""What a command and the processes it starts keep for a while lies in one folder, which outlives none of them for long.

A killed process cannot remove its temporary files, sockets among them; the next command does it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

_PREFIX = "gender-indicators-"


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
    folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")
    atexit.register(_remove, folder, os.getpid())
    os.environ["TMPDIR"] = tempfile.tempdir = folder


def _remove(folder: str, process: int) -> None:
    """Remove the folder at the end of the process that made it, and of no fork of it."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


def _at_work(process: str) -> bool:
    """Whether there is such a process; Windows cannot be asked without harm, and kills none in this way."""
    if os.name == "nt" or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
