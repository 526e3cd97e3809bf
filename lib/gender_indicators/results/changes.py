"""What differs between two editions of a year, figure by figure, and for which cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from gender_indicators.figures import ProtectedFigure, results_row
from gender_indicators.results.edition import Edition

ChangeKind = Literal["added", "removed", "changed", "hidden", "opened"]
CauseKind = Literal[
    "data", "correction", "waiver", "reading", "map", "name", "threshold", "method", "program", "rounding", "hiding"
]
Slot = tuple[str, str, str, str]  # measure, area, breakdown, period
_COMPARED = (
    "area_name", "value", "numerator", "denominator", "unit", "ci_low", "ci_high", "verdict", "certainty", "gap",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Why a figure changed; of data, corrections and waivers also the form and the year they are about."""

    kind: CauseKind
    form: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A figure as it was and as it is, either ``None`` where there is no such figure, and why it changed.

    Several ``causes`` act together, or could not be told apart.
    """

    before: ProtectedFigure | None
    after: ProtectedFigure | None
    causes: tuple[Cause, ...] = ()

    @property
    def figure(self) -> ProtectedFigure:
        """The figure as it is, or was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of a figure")
        return found

    @property
    def slot(self) -> Slot:
        """Where the figure stands."""
        return slot_in_edition(self.figure)

    @property
    def kind(self) -> ChangeKind:
        """Whether the figure was added, removed, hidden, opened or changed."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if self.after.gap == "suppressed" != self.before.gap:
            return "hidden"
        if self.before.gap == "suppressed" != self.after.gap:
            return "opened"
        return "changed"

    @property
    def difference(self) -> float | None:
        """By how much the value changed, where both are told."""
        if self.before is None or self.after is None or self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def turned(self) -> bool:
        """Whether the verdict is another one."""
        return self.before is not None and self.after is not None and self.before.verdict != self.after.verdict


def changes_between(before: Edition, after: Edition) -> tuple[Change, ...]:
    """Return the figures that differ, of the year, of the years before and of several years together."""
    then, now = figures_by_slot(before), figures_by_slot(after)
    return tuple(
        Change(then.get(slot), now.get(slot))
        for slot in dict.fromkeys((*now, *then))
        if not same(then.get(slot), now.get(slot))
    )


def figures_by_slot(edition: Edition) -> Mapping[Slot, ProtectedFigure]:
    """Return every figure of ``edition`` by where it stands."""
    figures: Iterable[ProtectedFigure] = (*edition.figures, *edition.pooled, *edition.history)
    return {slot_in_edition(figure): figure for figure in figures}


def slot_in_edition(figure: ProtectedFigure) -> Slot:
    """Return where a figure stands in its edition, whatever map and reading it is by."""
    return figure.measure, figure.area.code, figure.breakdown, figure.period


def same(one: ProtectedFigure | None, other: ProtectedFigure | None) -> bool:
    """Whether two figures tell the same: value, counts, interval, verdict, or why there is none."""
    return _told(one) == _told(other)


def _told(figure: ProtectedFigure | None) -> tuple[str, ...] | None:
    if figure is None:
        return None
    cells = results_row(figure)
    return tuple(cells[column] for column in _COMPARED)
