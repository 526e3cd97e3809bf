"""The office's page on what changed between two editions, with files and cells: ``outputs/noi-bo/so-sanh``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gender_indicators.base import Project, write_whole
from gender_indicators.report import Standing, changes_page
from gender_indicators.results import Change, Edition

FOLDER = "so-sanh"


def write_comparison(
    project: Project, edition: Edition, changes: Sequence[Change], before: Standing, standing: Standing
) -> Path:
    """Write the page of ``changes``, closed to others, and return its path."""
    folder = project.office / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    after = str(standing.number) if standing.number else "du-thao"
    path = folder / f"{edition.year.year}-{before.number}-{after}.html"
    write_whole(path, changes_page(edition, changes, before, standing, internal=True).encode(), 0o600)
    return path
