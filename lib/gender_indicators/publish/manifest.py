"""The manifest of a publication: what went in, what came out, with which versions and parameters."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gender_indicators import __version__
from gender_indicators.edition import Edition
from gender_indicators.readings import chosen_settings

# What the bytes of the outputs depend on.
_LIBRARIES = ("pandas", "numpy", "matplotlib", "great-expectations", "papermill", "nbconvert", "typst", "babel")


def manifest(edition: Edition, params: Path, notebooks: Path, folder: Path, areas: Iterable[str]) -> dict[str, Any]:
    """Return the manifest of the files in ``folder``: SHA-256 of inputs, parameters and outputs.

    It holds no time and no path of the machine, so the same inputs give the same manifest. ``fingerprint``
    stands for everything the outputs depend on.
    """
    inputs = {
        "data": {entry.file: entry.sha256 for entry in edition.inputs},
        "earlier_data": {entry.file: entry.sha256 for entry in edition.earlier_inputs},
        "params": _hashes(params, params.glob("*.yaml")),
        "notebooks": _hashes(notebooks, notebooks.glob("*.ipynb")),
        "library": _hashes(_package(), (p for p in _package().rglob("*") if p.suffix in _SOURCES)),
    }
    versions = {name: version(name) for name in _LIBRARIES} | {"python": platform.python_version()}
    outputs = (p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json")
    return {
        "title": edition.plan.title.vi,
        "year": edition.year.year,
        "map": edition.year.map.isoformat(),
        "vintage": edition.year.vintage,
        "data_as_of": edition.year.data_as_of.isoformat(),
        "origin": edition.origin.kind,
        "gender_indicators": __version__,
        "versions": versions,
        "areas": sorted(areas),
        "settings": {m.id: chosen for m in edition.plan.measures if (chosen := chosen_settings(m, edition.year))},
        "fingerprint": _digest(json.dumps([inputs, versions], sort_keys=True).encode()),
        "inputs": inputs,
        "outputs": _hashes(folder, outputs),
    }


def published_fingerprint(folder: Path) -> tuple[str, frozenset[str]]:
    """Return the fingerprint and the areas of a published folder; empty when there is none yet."""
    path = folder / "manifest.json"
    if not path.is_file():
        return "", frozenset()
    content = json.loads(path.read_text(encoding="utf-8"))
    return str(content["fingerprint"]), frozenset(content["areas"])


_SOURCES = {".py", ".j2", ".css", ".typ", ".yaml"}


def write_manifest(content: dict[str, Any], folder: Path) -> None:
    """Write ``manifest.json`` into ``folder``."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _package() -> Path:
    return Path(__file__).parents[1]


def _hashes(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): _digest(path.read_bytes()) for path in sorted(files)}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
