"""Everything that may be wrong with an office or the program it runs, looked at in one go; nothing is changed."""

from __future__ import annotations

from gender_indicators.base import Project
from gender_indicators.office.installation import installation
from gender_indicators.office.places import places
from gender_indicators.office.settings import settings
from gender_indicators.office.trouble import Trouble


def examine(project: Project) -> tuple[Trouble, ...]:
    """Return all that is wrong with the office, or the repository, ``project``; nothing where all is well."""
    return (*installation(project), *settings(project), *places(project))
