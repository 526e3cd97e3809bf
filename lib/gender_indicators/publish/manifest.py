"""The manifest of a publication: what went in, what came out, with which versions and parameters."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gender_indicators import __version__
from gender_indicators.edition import Edition
from gender_indicators.facts import Facts
from gender_indicators.hashing import delivered_files, digest, file_hashes, library_hashes, versions
from gender_indicators.publish.pages import LIBRARIES, Files, Page
from gender_indicators.readings import chosen_settings

# What the bytes of the outputs depend on.
_LIBRARIES = (*LIBRARIES, "great-expectations", "pandas", "python-calamine")


@dataclass(frozen=True, slots=True)
class State:
    """Everything the outputs of a year depend on: hashes of data, parameters, notebooks and code, and versions."""

    inputs: dict[str, dict[str, str]]
    versions: dict[str, str]
    expired: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """One hash for the whole state."""
        return digest(json.dumps([self.inputs, self.versions, self.expired], sort_keys=True))


def state_of(facts: Facts, today: dt.date) -> State:
    """Return the state of the project's files; ``today`` matters for waivers that have expired."""
    project, years = facts.project, (*facts.earlier, facts.year)
    data: dict[str, str] = {}
    for year in years:
        folder = project.data(year.data)
        hashes = file_hashes(folder, delivered_files(folder))
        data |= {f"{year.year}/{name}": value for name, value in hashes.items()}
    inputs = {
        "data": data,
        "params": file_hashes(project.params, project.params.glob("*.yaml")),
        "notebooks": file_hashes(project.notebooks, project.notebooks.glob("*.ipynb")),
        "library": library_hashes(),
    }
    expired = tuple(f"{y.year} {w.rule} {w.form}" for y in years for w in y.waivers if w.expires < today)
    return State(inputs, versions(*_LIBRARIES) | {"python": platform.python_version()}, expired)


def manifest(
    edition: Edition, state: State, folder: Path, areas: Iterable[str], pages: Mapping[str, str]
) -> dict[str, Any]:
    """Return the manifest of the files in ``folder``: SHA-256 of inputs, parameters and outputs.

    ``pages`` holds the key of each page, by which the next run knows whether to make it anew. The manifest holds
    no time and no path of the machine, so the same inputs give the same manifest.
    """
    outputs = (p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json")
    return {
        "title": edition.plan.title.vi,
        "year": edition.year.year,
        "map": edition.year.map.isoformat(),
        "vintage": edition.year.vintage,
        "data_as_of": edition.year.data_as_of.isoformat(),
        "origin": edition.origin.kind,
        "gender_indicators": __version__,
        "versions": state.versions,
        "areas": sorted(areas),
        "settings": {m.id: chosen for m in edition.plan.measures if (chosen := chosen_settings(m, edition.year))},
        "fingerprint": state.fingerprint,
        "inputs": state.inputs,
        "pages": dict(pages),
        "outputs": file_hashes(folder, outputs),
    }


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as its manifest tells of it; one that is not there, or damaged, tells nothing."""

    folder: Path
    fingerprint: str
    areas: frozenset[str]
    pages: Mapping[str, str]
    outputs: Mapping[str, str]

    def files(self, page: Page) -> Files | None:
        """Return the files of ``page`` as they were published; ``None`` when it has changed or they have."""
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


def read_published(folder: Path) -> Published:
    """Return what the manifest in ``folder`` tells."""
    path = folder / "manifest.json"
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        content = {}
    return Published(
        folder,
        content.get("fingerprint", ""),
        frozenset(content.get("areas", ())),
        content.get("pages", {}),
        content.get("outputs", {}),
    )


def is_current(folder: Path, state: State, areas: Iterable[str]) -> bool:
    """Whether the reports of ``areas`` were published from this very ``state`` and every file is as it was."""
    published = read_published(folder)
    if published.fingerprint != state.fingerprint or not set(areas) <= published.areas:
        return False
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json")
    return file_hashes(folder, files) == published.outputs


def write_manifest(content: dict[str, Any], folder: Path) -> None:
    """Write ``manifest.json`` into ``folder``."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8", newline="\n")
