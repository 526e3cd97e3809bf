"""Publishing by a swap at the end: a folder is built aside and takes the place of the last one in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staging(target: Path, mode: int = 0o755) -> Iterator[Path]:
    """Give an empty folder beside ``target`` that becomes ``target`` when the block ends without an error.

    When it fails, or is interrupted, the folder is removed and ``target`` stays as it was. Two runs at once
    each have a folder of their own; the last to finish is the one that stands. ``mode`` says who may open it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    folder.chmod(mode)
    try:
        yield folder
        _replace(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(folder: Path, target: Path) -> None:
    previous = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    kept = previous / target.name
    try:
        if target.exists():
            target.rename(kept)
        try:
            folder.rename(target)
        except OSError:
            if kept.exists():
                kept.rename(target)
            raise
    finally:
        shutil.rmtree(previous, ignore_errors=True)
