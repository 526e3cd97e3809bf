"""What the plan promises: goals, targets, measures, thresholds, calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from gender_indicators.base import Bilingual, Identifier, Items, Strict, Text, Unfit, load_model
from gender_indicators.plan.measure import Measure

Vintage = Literal["uoc", "so_bo", "chinh_thuc"]


class Intruder(Strict):
    """What someone who looks for a hidden count is taken to know beside all published figures.

    ``revision``: where two publications tell a year differently, a count changed by at most so many.
    ``is_contributor``: whoever is alone in a count knows it; the other hidden counts stay hidden from him.
    ``knows_rule``: he knows which counts are hidden for being small; so where all hidden areas of a sum are, one
    more is hidden.
    """

    revision: int = Field(default=1, ge=0)
    is_contributor: bool = True
    knows_rule: bool = True


class Linked(Strict):
    """A named count that is the sum of others, at every place: whoever knows all but one knows the last."""

    whole: str
    parts: Items[str]


class Release(Strict):
    """How large the coefficient of variation of a survey estimate may be (fractions, not per cent).

    Above ``caution_above`` an estimate is shown with a caution, above ``withheld_above`` it is not shown.
    """

    caution_above: float = Field(gt=0)
    withheld_above: float = Field(gt=0)
    source: Bilingual

    @model_validator(mode="after")
    def _ordered(self) -> Release:
        if self.caution_above > self.withheld_above:
            raise Unfit(
                Text(
                    'release: "caution_above" không được lớn hơn "withheld_above"',
                    'release: "caution_above" is at most "withheld_above"',
                )
            )
        return self


class Target(Strict):
    """A target in the plan's own wording, with the measures that decide it."""

    id: Identifier
    wording: str
    name: Bilingual
    measures: Items[Measure]


class Goal(Strict):
    """A goal of the plan."""

    id: Identifier
    name: Bilingual
    targets: Items[Target]


class Deadline(Strict):
    """A yearly deadline, as month and day, ``years_after`` the reporting year (0: in that year itself)."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    years_after: int = Field(default=0, ge=0, le=2)

    def of_year(self, year: int) -> dt.date:
        """The deadline's day for the report on ``year``.

        >>> Deadline(month=2, day=15, years_after=1).of_year(2031).isoformat()
        '2032-02-15'
        """
        return dt.date(year + self.years_after, self.month, self.day)


class Calendar(Strict):
    """When agencies report to the province and the province to the ministry."""

    agencies: Deadline
    province: Deadline
    source: Bilingual


class Plan(Strict):
    """The whole plan (``params/plan.yaml``).

    ``confidence`` is the level of every interval, ``release`` how reliable a survey estimate must be to be shown.
    """

    title: Bilingual
    short_title: Bilingual
    province: Bilingual
    issuer: Bilingual
    basis: Bilingual
    text_notes: Items[Bilingual] = ()
    confidence: float = Field(gt=0.5, lt=1)
    release: Release
    linked: Items[Linked] = ()
    intruder: Intruder = Intruder()
    first_year: int
    last_year: int
    coordinator: str
    calendar: Calendar
    goals: Items[Goal]

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets in the plan's order."""
        return tuple(target for goal in self.goals for target in goal.targets)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures in the plan's order."""
        return tuple(measure for target in self.targets for measure in target.measures)

    def measure(self, identifier: str) -> Measure:
        """The measure with this id."""
        return next(measure for measure in self.measures if measure.id == identifier)

    def target_of(self, measure: str) -> Target:
        """The target a measure belongs to."""
        return next(t for t in self.targets if any(m.id == measure for m in t.measures))

    @model_validator(mode="after")
    def _links_are_known(self) -> Plan:
        named = {
            name for m in self.measures if m.disclosure for name in (m.disclosure.numerator, m.disclosure.denominator)
        }
        for link in self.linked:
            if unknown := [name for name in (link.whole, *link.parts) if name not in named]:
                raise Unfit(
                    Text(
                        f"linked: không số đo nào nêu các số đếm {unknown}",
                        f"linked: no measure names the counts {unknown}",
                    )
                )
        return self

    @model_validator(mode="after")
    def _ids_differ(self) -> Plan:
        for ids in ([m.id for m in self.measures], [t.id for t in self.targets]):
            if repeated := sorted({i for i in ids if ids.count(i) > 1}):
                raise Unfit(Text(f"mã dùng hai lần: {repeated}", f"ids used twice: {repeated}"))
        return self


def load_plan(path: Path) -> Plan:
    """Read the plan in ``path`` (``params/plan.yaml``)."""
    return load_model(path, Plan)
