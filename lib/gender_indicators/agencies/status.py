"""How the deliveries of a year stand on a day: per agency and form what is due, what came, what waits for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gender_indicators.base import Text
from gender_indicators.gate import Revision
from gender_indicators.intake import DeliveryState, Receipt, delivery_receipts
from gender_indicators.plan import Agency
from gender_indicators.results import form_deliveries

if TYPE_CHECKING:
    from gender_indicators.results import Outcome

_ABSENCE = "file.missing"  # told by the form's standing


@dataclass(frozen=True, slots=True)
class FormStatus:
    """A form on a day: when it came, the rows of its newest delivery, the errors and warnings left in it.

    ``rows`` is ``None`` where nothing could be read. ``file_day`` is the day of the newest file itself, which is no
    day of receipt, where nobody wrote one down. ``accepted``: the office reports without it.
    """

    receipt: Receipt
    title: Text
    state: DeliveryState
    days: int
    rows: int | None = None
    errors: int = 0
    warnings: int = 0
    file_day: dt.date | None = None
    accepted: bool = False
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """All forms of ``year`` as of ``day``, by agency: those with most overdue first.

    ``agencies_due`` and ``province_due`` are the plan's days; ``others`` the number of findings of no form.
    """

    year: int
    day: dt.date
    agencies_due: dt.date
    province_due: dt.date
    agencies: tuple[tuple[Agency, tuple[FormStatus, ...]], ...]
    others: int = 0

    @property
    def forms(self) -> tuple[FormStatus, ...]:
        """All forms."""
        return tuple(form for _, forms in self.agencies for form in forms)

    @property
    def counts(self) -> Counter[DeliveryState]:
        """The number of forms by how they stand."""
        return Counter(form.state for form in self.forms)


def status_of(outcome: Outcome, day: dt.date) -> Status:
    """Return how the reporting year of ``outcome``, checked as of ``day``, stands."""
    facts, year = outcome.facts, outcome.facts.year
    calendar = facts.plan.calendar
    return Status(
        year=year.year,
        day=day,
        agencies_due=calendar.agencies.of_year(year.year),
        province_due=calendar.province.of_year(year.year),
        agencies=tuple((facts.agencies[agency], own) for agency, own in _by_agency(tuple(_forms(outcome, day)))),
        others=sum(f.count for f in outcome.findings if not f.form),
    )


def _forms(outcome: Outcome, day: dt.date) -> Iterable[FormStatus]:
    facts, delivery = outcome.facts, outcome.deliveries[outcome.facts.year.year]
    folder = facts.project.data(facts.year.data)
    again = {each.form: each.revision for each in form_deliveries(facts, delivery)}
    for receipt in delivery_receipts(facts, delivery):
        code = receipt.form
        found = [f for f in outcome.findings if f.form == code]
        table = delivery.tables.get(code)
        newest = delivery.arrivals[code][-1] if receipt.came else None
        yield FormStatus(
            receipt=receipt,
            title=facts.forms[code].title.text,
            state=receipt.state(day),
            days=receipt.days(day),
            rows=len(table.frame) if table is not None else None,
            errors=sum(f.count for f in found if f.blocks and f.rule != _ABSENCE),
            warnings=sum(f.count for f in found if f.severity == "warning"),
            file_day=_file_day((folder / newest.file).stat().st_mtime) if newest and newest.on is None else None,
            accepted=any(f.waiver and f.rule == _ABSENCE for f in found),
            revision=again.get(code),
        )


def _file_day(seconds: float) -> dt.date:
    return dt.datetime.fromtimestamp(seconds).date()


def _by_agency(forms: Iterable[FormStatus]) -> list[tuple[str, tuple[FormStatus, ...]]]:
    """The forms of each agency, in their order; the agencies with most overdue first, then with most late."""
    own: dict[str, list[FormStatus]] = {}
    for form in forms:
        own.setdefault(form.receipt.agency, []).append(form)
    counts = {agency: Counter(form.state for form in each) for agency, each in own.items()}
    order = sorted(own, key=lambda agency: (-counts[agency]["overdue"], -counts[agency]["late"]))
    return [(agency, tuple(own[agency])) for agency in order]
