"""The office's own files beside the publications: ``outputs/noi-bo/<year>``, which only their owner can open."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

FOLDER = "noi-bo"
PAGE = "chat-luong-so-lieu.html"


def private_file(outputs: Path, year: int, name: str) -> Path:
    """Return the path of the office's file ``name`` of ``year``."""
    return outputs / FOLDER / str(year) / name


def write_private(path: Path, content: bytes) -> str:
    """Write a file of :func:`private_file`, whole or not at all, in folders closed to others; return its hash."""
    outputs = path.parents[2]
    outputs.mkdir(parents=True, exist_ok=True)
    for folder in (path.parents[1], path.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)  # also one that was there before
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # readable by the owner only
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return hashlib.sha256(content).hexdigest()
