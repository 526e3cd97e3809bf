"""The office's own files beside the drafts: ``outputs/noi-bo/<year>``, which only their owner can open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from gender_indicators.base import delivered_files, digest, file_hashes, staging, write_whole

FOLDER = "noi-bo"
RECORD = "manifest.json"


def private_file(outputs: Path, year: int, name: str) -> Path:
    """Return the path of the office's file ``name`` of ``year``."""
    return outputs / FOLDER / str(year) / name


def write_private(path: Path, content: bytes) -> str:
    """Write a file of :func:`private_file`, whole or not at all, in folders closed to others; return its hash."""
    _closed(path.parents[2], path.parents[1], path.parent)
    write_whole(path, content, 0o600)
    return hashlib.sha256(content).hexdigest()


def replace_private(outputs: Path, year: int, files: Mapping[str, bytes]) -> str:
    """Make ``files``, by path below the office's folder of ``year``, all there is in it; return one hash of them.

    They come together or not at all, and what was written of an earlier check is gone. The record of what was
    published last stays: :func:`office_hash` tells whether it is still about these files.
    """
    record = private_file(outputs, year, RECORD)
    _closed(outputs, record.parents[1])
    kept = {RECORD: record.read_bytes()} if record.is_file() else {}
    with staging(record.parent, 0o700) as folder:
        for name, content in {**kept, **files}.items():
            path = folder / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(content)
    return office_hash(outputs, year)


def office_hash(outputs: Path, year: int) -> str:
    """Return one hash of everything in the office's folder of ``year`` but the record of what was published."""
    folder = private_file(outputs, year, RECORD).parent
    hashes = file_hashes(folder, delivered_files(folder))
    hashes.pop(RECORD, None)
    return digest(repr(sorted(hashes.items())))


def _closed(outputs: Path, *folders: Path) -> None:
    """Make ``folders`` below ``outputs``, closed to others, also those that were there before."""
    outputs.mkdir(parents=True, exist_ok=True)
    for folder in folders:
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
