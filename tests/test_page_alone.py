"""A page is made from its one value: no file, no environment, no network tells it more."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project
from gender_indicators.editions.pages import _pages
from gender_indicators.report.making.pages import Files, Page, make_page
from gender_indicators.report.making.standing import DRAFT

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def pages(project: Project) -> dict[str, Page]:
    """The pages of 2021: of the year, of the province, of one district."""
    outcome = pipeline.check(pipeline.prepare(project, 2021), Progress())
    edition = pipeline.measure(outcome, Progress())
    return {page.template + page.name[-2:]: page for page in _pages(edition, DRAFT, project, edition.areas[:2])}


def made_alone(page: Page, folder: Path) -> tuple[Files, str]:
    """The files of a page made with an empty environment and nothing to reach, and what that process said."""
    (folder / "page").write_bytes(pickle.dumps(page))
    environment = {"PYTHONPATH": str(HERE.parent / "lib"), "PYTHONHASHSEED": "0", "PATH": os.defpath}
    run = [sys.executable, str(HERE / "page_alone.py"), str(folder / "page"), str(folder / "files")]
    done = subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True)
    files = folder / "files"
    return pickle.loads(files.read_bytes()) if files.is_file() else {}, done.stderr


@pytest.mark.parametrize("number", range(4), ids=["quality", "methodology", "province", "district"])
def test_a_page_is_made_from_its_value_alone(pages: dict[str, Page], tmp_path: Path, number: int) -> None:
    page = list(pages.values())[number]
    alone, said = made_alone(page, tmp_path)
    assert alone == dict(make_page(page, "warm")), said


@pytest.mark.parametrize(
    "code",
    [
        "open({root!r} + '/params/plan.yaml').read()",
        "import os; os.listdir({root!r} + '/data')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['cat', {root!r} + '/params/plan.yaml'])",
    ],
    ids=["file", "folder", "network", "program"],
)
def test_a_page_that_reaches_outside_fails(
    pages: dict[str, Page], project: Project, tmp_path: Path, code: str
) -> None:
    page = next(iter(pages.values()))
    notebook = nbformat.reads(page.notebook.decode(), as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(code.format(root=str(project.root))))
    files, said = made_alone(replace(page, notebook=nbformat.writes(notebook).encode()), tmp_path)
    assert files == {} and "a page reaches outside" in said
