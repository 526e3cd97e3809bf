"""How a form stands on a day: received in time or late, missing or not yet due.

Whether a form came in time is told by its first delivery of the year, of whatever vintage: the plan asks for figures
by its day, which are then an estimate. A later delivery brings better figures and is never late. A form whose first
delivery comes after the day is late by so many days. The day itself is still in time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gender_indicators.intake.arrival import Arrival
from gender_indicators.plan import Form, Plan, Vintage

DeliveryState = Literal["on_time", "late", "undated", "overdue", "not_due", "optional"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery: the day it was received, and its vintage; ``None`` where nobody wrote it down."""

    on: dt.date | None = None
    vintage: Vintage | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A form with the deliveries of a year, oldest first, and the ids of the targets that need it.

    ``agency`` is the id of the one that sends it, ``due`` the day the plan asks for it. An ``optional`` one may stay
    away. Nothing of a file is in it but the days.
    """

    form: str
    number: str
    agency: str
    due: dt.date
    sent: tuple[Sent, ...]
    targets: tuple[str, ...] = ()
    optional: bool = False

    @property
    def came(self) -> bool:
        """Whether anything was delivered."""
        return bool(self.sent)

    @property
    def first(self) -> dt.date | None:
        """The earliest day a delivery is known to have come."""
        return min((each.on for each in self.sent if each.on), default=None)

    def state(self, day: dt.date) -> DeliveryState:
        """How the form stands on ``day``.

        >>> due = dt.date(2024, 11, 30)
        >>> early, late = Sent(dt.date(2024, 11, 25), "uoc"), Sent(dt.date(2025, 3, 12), "chinh_thuc")
        >>> march = dt.date(2025, 3, 31)
        >>> [Receipt("f", "F-1", "a", due, sent).state(march) for sent in ((early, late), (late,), (), (Sent(),))]
        ['on_time', 'late', 'overdue', 'undated']
        """
        if not self.came:
            return "optional" if self.optional else "overdue" if day > self.due else "not_due"
        if self.first is not None and self.first <= self.due:
            return "on_time"
        return "undated" if any(each.on is None for each in self.sent) else "late"

    def days(self, day: dt.date) -> int:
        """By how many days the form is late or overdue, or how many days are left; 0 where neither is said."""
        match self.state(day):
            case "late":
                return (self.first - self.due).days if self.first else 0
            case "overdue" | "not_due":
                return abs((day - self.due).days)
        return 0


def receipts_of(
    plan: Plan,
    year: int,
    senders: Iterable[tuple[Form, str]],
    arrivals: Mapping[str, Sequence[Arrival]],
) -> tuple[Receipt, ...]:
    """Return a receipt of every form, in their order; ``senders`` gives each form with the agency that sends it."""
    due = plan.calendar.agencies.of_year(year)
    return tuple(
        Receipt(
            form=form.code,
            number=form.number,
            agency=agency,
            due=due,
            sent=tuple(Sent(each.on, each.vintage) for each in arrivals.get(form.code, ())),
            targets=targets_of(plan, form.code),
            optional=form.optional,
        )
        for form, agency in senders
    )


def targets_of(plan: Plan, form: str) -> tuple[str, ...]:
    """Return the ids of the targets that have a measure counted from ``form``, in the plan's order."""
    return tuple(t.id for t in plan.targets if any(form in m.forms.values() for m in t.measures))


def measures_of(plan: Plan, form: str) -> tuple[str, ...]:
    """Return the ids of the measures that are counted from ``form``, in the plan's order."""
    return tuple(measure.id for measure in plan.measures if form in measure.forms.values())
