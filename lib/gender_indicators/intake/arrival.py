"""One delivered file of a form: when it came, of which vintage it is, and how it was known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gender_indicators.plan import Vintage

How = Literal["name", "words", "identity", "number"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivered file: its path below the year's folder, its form's code, the day it came, its vintage.

    ``how`` it was known: by its ``name`` alone, by a name with further ``words``, by the ``identity`` in the
    workbook, or by the form's ``number`` in it. ``public_name`` is the path readers may know it by: a file's
    own name may bear a person's, so one that is not just the form's name and a day goes by the form's.
    """

    file: str
    form: str
    public_name: str
    on: dt.date | None = None
    vintage: Vintage | None = None
    how: How = "name"

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.file.rpartition("/")[2]
