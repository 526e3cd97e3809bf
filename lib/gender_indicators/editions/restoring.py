"""A published edition's inputs as they were: its parameters, notebooks and lists, and the files then delivered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gender_indicators.base import Project
from gender_indicators.editions.soundness import CONTENTS, require_sound_record
from gender_indicators.editions.statement import Archived
from gender_indicators.editions.verification import archived_project, temporary_folder
from gender_indicators.plan import load_year


@contextmanager
def restored(archived: Archived, project: Project) -> Iterator[Project]:
    """Give an edition's project in a folder of its own, which is removed again.

    Its data are those of the edition's list, copied from ``project``, or for the office's own lists from the record;
    what was delivered since is left out. Of a file that is there no more as it was, the one that is there now.
    """
    require_sound_record(archived)
    own = archived_project(archived, project)
    with temporary_folder(project) as root:
        for name in _listed(archived):
            year, _, file = name.partition("/")
            folder = load_year(own.params, int(year)).data
            source = _source(name, archived, project.root / folder / file)
            if source is not None:
                target = root / folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        yield archived_project(archived, Project(root, own.notebooks))


def _listed(archived: Archived) -> Mapping[str, str]:
    """The hash of each file the edition was made from, by year and path."""
    found: Mapping[str, str] = json.loads((archived.record / CONTENTS).read_bytes())["inputs"]["data"]
    return found


def _source(name: str, archived: Archived, now: Path) -> Path | None:
    kept = archived.record / "data" / name
    if kept.is_file():
        return kept
    return now if now.is_file() and not now.is_symlink() else None
