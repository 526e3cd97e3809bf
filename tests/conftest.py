"""Shared by the tests: the project, and the edition of a year made from the sample data."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest

from gender_indicators import pipeline
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.results.edition import Edition
from offices import sample_office

# Keys of the tests' own, not those of whoever runs them; other processes of a run inherit the folder.
if "GENDER_INDICATORS_TESTS" not in os.environ:
    os.environ["GENDER_INDICATORS_TESTS"] = os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="state-")
    atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def project() -> Project:
    """The sample office: its parameters, sample data and notebooks. Illustrative data are never published."""
    return find_project(sample_office())


@pytest.fixture(scope="session")
def edition(project: Project) -> Edition:
    """The edition of 2024, through the gate; about fifteen seconds, so used in one module only."""
    return pipeline.measure(pipeline.check(pipeline.prepare(project, 2024), Progress()), Progress())
