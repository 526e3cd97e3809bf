"""What a reader knows beside the form: the marks for missing numbers, and the administrative units by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from gender_indicators.base import digest
from gender_indicators.intake.unit_names import UnitNames
from gender_indicators.plan import Areas, Forms, Marks


@dataclass(frozen=True)
class Known:
    """``marks`` stand for missing numbers; without ``names`` units are known by their codes only."""

    marks: Marks = field(default_factory=Marks)
    names: UnitNames | None = None

    @cached_property
    def key(self) -> str:
        """A hash of all of it."""
        units = self.names.areas.units if self.names else ()
        return digest(self.marks.model_dump_json(), repr(units))


def known_in(year: int, forms: Forms, areas: Areas) -> Known:
    """Return what is known when the forms of ``year`` are read."""
    return Known(forms.marks, UnitNames(areas, dt.date(year, 1, 1), dt.date(year, 12, 31)))
