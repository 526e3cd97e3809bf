"""Renew the reference outputs inside the notebooks, from the sample's edition of a year: ``make notebooks``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from gender_indicators import pipeline
from gender_indicators.base import Progress, find_project
from gender_indicators.report import execute
from gender_indicators.results import EDITION_VARIABLE, save_edition


def main(year: int) -> None:
    """Execute every notebook of the project this is run in, and store it with its outputs."""
    with tempfile.TemporaryDirectory() as folder:
        project = find_project(Path.cwd())
        outcome = pipeline.check(pipeline.prepare(project, year), Progress())
        path = Path(folder) / "edition.json"
        save_edition(pipeline.measure(outcome, Progress()), path)
        os.environ[EDITION_VARIABLE] = str(path)
        for notebook in sorted(project.notebooks.glob("*.ipynb")):
            execute(notebook, notebook, {}, folder=project.notebooks)
            print(notebook.name)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2024)
