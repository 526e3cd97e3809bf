"""Publishing by a swap at the end: a folder is built aside and takes the place of the last one in one step."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Beside the target: what is being made, what it takes the place of, and a file that is being written.
_MADE, _MOVED, _PART = ".making-", ".replaced-", ".part-"


@contextmanager
def staging(target: Path, mode: int = 0o755) -> Iterator[Path]:
    """Give an empty folder beside ``target`` that becomes ``target`` when the block ends without an error.

    When it fails, or is interrupted, nothing is left of it and ``target`` stays as it was. Two runs at once
    each have a folder of their own; the last to finish is the one that stands. Until then only its owner can open
    it; ``mode`` says who may afterwards.
    """
    new = [parent for parent in target.parents if not parent.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_MADE}{target.name}-", dir=target.parent))
    try:
        yield folder
        folder.chmod(mode)
        _replace(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for parent in new:  # of those that were made for it, what is still empty
            with suppress(OSError):
                parent.rmdir()


def _replace(folder: Path, target: Path) -> None:
    previous = Path(tempfile.mkdtemp(prefix=f"{_MOVED}{target.name}-", dir=target.parent))
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


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all into a folder that is there; ``mode`` says who may read it."""
    handle, name = tempfile.mkstemp(prefix=_PART, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def leftovers(folder: Path) -> list[Path]:
    """Return what killed runs left anywhere below ``folder``; also what a run that is at work is making."""
    return sorted(path for prefix in (_MADE, _MOVED, _PART) for path in folder.rglob(f"{prefix}*"))


def sweep(parent: Path) -> None:
    """Clear away what a killed run left in ``parent``; what it had moved aside and not replaced comes back.

    To be called only while no other run is at work there.
    """
    for moved in parent.glob(f"{_MOVED}*"):
        for kept in moved.iterdir():
            if not (parent / kept.name).exists():
                kept.rename(parent / kept.name)
        shutil.rmtree(moved, ignore_errors=True)
    for made in parent.glob(f"{_MADE}*"):
        shutil.rmtree(made, ignore_errors=True)
    for part in parent.glob(f"{_PART}*"):
        part.unlink(missing_ok=True)
