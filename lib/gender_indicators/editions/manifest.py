"""The manifest of an edition: what went in, what came out, with which versions and parameters.

The public one holds no hash by which a guess about a few people could be checked, and no hash over such ones. The
office's own (``outputs/noi-bo/<year>/manifest.json``) holds the hash of everything; by it a run knows its own again.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gender_indicators import __version__
from gender_indicators.base import digest, file_hash, file_hashes, library_hashes, versions
from gender_indicators.editions.office_folder import RECORD, office_hash, private_file, write_private
from gender_indicators.figures import NOT_TOLD
from gender_indicators.intake import data_hashes
from gender_indicators.plan import Facts, chosen_settings
from gender_indicators.report import LIBRARIES, Files, Page, Standing
from gender_indicators.results import Edition

# What the bytes of the outputs depend on.
_LIBRARIES = (*LIBRARIES, "great-expectations", "pandas", "python-calamine", "viparse", "xlrd")
_MANIFEST = "manifest.json"
NOTHING_PUBLISHED: Mapping[str, str] = MappingProxyType({})
NOTEBOOKS = ("area_report.ipynb", "methodology.ipynb", "quality.ipynb")  # that pages are made from


@dataclass(frozen=True, slots=True)
class State:
    """Everything the outputs of a year depend on: hashes of data, parameters, notebooks and code, and versions.

    ``private`` are the parameter files whose hash is not published: a correction or a waiver names rows and values.
    """

    inputs: dict[str, dict[str, str]]
    versions: dict[str, str]
    private: frozenset[str]

    @property
    def fingerprint(self) -> str:
        """One hash for the whole state."""
        return digest(json.dumps([self.inputs, self.versions], sort_keys=True))


def state_of(facts: Facts, seals: Mapping[str, str] = NOTHING_PUBLISHED) -> State:
    """Return the state of the project's files; ``seals`` are those of the editions published so far, by name."""
    project, years = facts.project, (*facts.earlier, facts.year)
    inputs = {
        "data": data_hashes(facts),
        "params": {name: file_hash(path) for name, path in project.parameters().items()},
        "notebooks": {name: file_hash(project.notebook(name)) for name in NOTEBOOKS},
        "library": library_hashes(),
        "published": dict(seals),
    }
    open_years = {f"{y.year}.yaml" for y in years if not y.corrections and not y.waivers}
    private = frozenset(name for name in inputs["params"] if name[:4].isdigit()) - open_years
    return State(inputs, versions(*_LIBRARIES) | {"python": platform.python_version()}, private)


def manifest(
    edition: Edition, state: State, standing: Standing, folder: Path, areas: Iterable[str], pages: Mapping[str, str]
) -> dict[str, Any]:
    """Return the public manifest of the files in ``folder``: SHA-256 of inputs, parameters and outputs.

    ``pages`` holds the key of each page, by which the next run knows whether to make it anew. The manifest holds
    no time and no path of the machine, so the same inputs give the same manifest.
    """
    outputs = (p for p in folder.rglob("*") if p.is_file() and p.name != _MANIFEST)
    params = {name: NOT_TOLD if name in state.private else value for name, value in state.inputs["params"].items()}
    return {
        "title": edition.plan.title.vi,
        "year": edition.year.year,
        "edition": standing.number or "draft",
        "map": edition.year.map.isoformat(),
        "vintage": edition.year.vintage,
        "data_as_of": edition.year.data_as_of.isoformat(),
        "origin": edition.origin.kind,
        "gender_indicators": __version__,
        "versions": state.versions,
        "areas": sorted(areas),
        "settings": {m.id: chosen for m in edition.plan.measures if (chosen := chosen_settings(m, edition.year))},
        "inputs": {**state.inputs, "data": _told_data(edition, state), "params": params},
        "pages": dict(pages),
        "outputs": file_hashes(folder, outputs),
    }


def _told_data(edition: Edition, state: State) -> dict[str, str]:
    """The hash of each file a form was read from, and of what says where the data come from.

    A file no form asks for may bear a person's name.
    """
    year = edition.year.year
    files = {f"{year}/{file.file}": file for file in edition.inputs} | {f.file: f for f in edition.earlier_inputs}
    read = {name: file.sha256 or NOT_TOLD for name, file in files.items() if file.came}
    origins = {name: value for name, value in state.inputs["data"].items() if name[4:] == "/origin.yaml"}
    return read | origins


@dataclass(frozen=True, slots=True)
class MadeBefore:
    """What was made before, as its manifest tells of it; what is not there, or damaged, tells nothing."""

    folder: Path
    areas: frozenset[str]
    pages: Mapping[str, str]
    outputs: Mapping[str, str]

    def files(self, page: Page) -> Files | None:
        """Return the files of ``page`` as they were made; ``None`` when it has changed or they have."""
        if self.pages.get(page.name) != page.key:
            return None
        files = {}
        for suffix in page.suffixes:
            name = f"{page.name}{suffix}"
            path = self.folder / name
            content = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(content).hexdigest() != self.outputs.get(name):
                return None
            files[suffix] = content
        return files


NOTHING_MADE: MadeBefore = MadeBefore(Path(), frozenset(), {}, {})


def made_before(folder: Path) -> MadeBefore:
    """Return what the manifest in ``folder`` tells."""
    content = _read(folder / _MANIFEST)
    return MadeBefore(
        folder,
        frozenset(content.get("areas", ())),
        content.get("pages", {}),
        content.get("outputs", {}),
    )


def is_current(outputs: Path, year: int, state: State, areas: Iterable[str]) -> bool:
    """Whether the draft of ``areas`` was made from this very ``state`` and every file is as it was."""
    folder = outputs / str(year)
    record = _read(private_file(outputs, year, RECORD))
    manifest = folder / _MANIFEST
    if record.get("fingerprint") != state.fingerprint or record.get("office") != office_hash(outputs, year):
        return False
    if not manifest.is_file() or file_hash(manifest) != record.get("manifest"):
        return False
    before = made_before(folder)
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != _MANIFEST)
    return set(areas) <= before.areas and file_hashes(folder, files) == before.outputs


def write_manifest(content: dict[str, Any], folder: Path) -> str:
    """Write the public manifest into ``folder``; return its hash."""
    (folder / _MANIFEST).write_bytes(_json(content))
    return file_hash(folder / _MANIFEST)


def write_record(outputs: Path, year: int, state: State, manifest: str, office: str) -> None:
    """Write the office's manifest: the whole ``state`` the draft and the office's files of ``year`` are from.

    ``manifest`` is the hash of the public manifest, ``office`` that of the office's files.
    """
    content = {"fingerprint": state.fingerprint, "inputs": state.inputs, "manifest": manifest, "office": office}
    write_private(private_file(outputs, year, RECORD), _json(content))


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _read(path: Path) -> dict[str, Any]:
    """What a manifest says; nothing when it is not there or damaged."""
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
