"""What one blank form is made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gender_indicators.agencies.blanks.rows import Row, are_whole, known_rows
from gender_indicators.agencies.blanks.units import OfferedUnit, offered_units
from gender_indicators.intake import HEADER_ROW, Identity
from gender_indicators.plan import Agencies, Areas, CrossCheck, Form, Forms, Marks, Plan, SumsAgree

SPARE_ROWS = 200
"""Rows below those that are written already, for a unit that has to be added."""
LIST_ROWS = 50_000
"""Rows of a list of events or people; the largest has some twenty thousand."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A form, for a year and an agency: everything its workbook says.

    ``agency`` and ``office`` are Vietnamese names: who sends the form and who receives it, ``due`` the day until
    when. ``purpose`` names what is computed from it or compared with it. ``rows`` are written already; ``whole`` says
    that no others are expected.
    """

    form: Form
    identity: Identity
    agency: str
    office: str
    due: dt.date
    purpose: tuple[str, ...]
    marks: Marks
    units: tuple[OfferedUnit, ...]
    rows: tuple[Row, ...]
    whole: bool

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.identity.year

    @property
    def first_row(self) -> int:
        """The first row of data, as a person counts."""
        return HEADER_ROW + 2

    @property
    def last_row(self) -> int:
        """The last row that is made ready for data, as a person counts."""
        return self.first_row - 1 + len(self.rows) + (SPARE_ROWS if self.whole else LIST_ROWS)

    @property
    def known_columns(self) -> frozenset[str]:
        """The columns that are written already in some row."""
        return frozenset(name for row in self.rows for name in row)


def make_blank(form: Form, year: int, forms: Forms, plan: Plan, agencies: Agencies, areas: Areas) -> Blank:
    """Return the blank ``form`` of ``year`` for the agency that sends it at the year's end."""
    last = dt.date(year, 12, 31)
    sender = agencies.sender(form.code, form.agency, last)
    rows = known_rows(form, areas, year)
    return Blank(
        form=form,
        identity=Identity(form.code, form.version, year, sender),
        agency=agencies[sender].name.vi,
        office=agencies[agencies.coordinator(plan.coordinator, last)].name.vi,
        due=plan.calendar.agencies.of_year(year),
        purpose=_purpose(form, forms, plan),
        marks=forms.marks,
        units=offered_units(form, areas, year),
        rows=rows,
        whole=are_whole(form, rows),
    )


def _purpose(form: Form, forms: Forms, plan: Plan) -> tuple[str, ...]:
    """The measures computed from the form; of a form for none of them, the forms it is compared with."""
    used = tuple(f"{each.id}. {each.name.vi}" for each in plan.measures if form.code in each.forms.values())
    if used:
        return used
    compared = {check.form for check in forms.cross_checks if form.code in _others(check)} - {form.code}
    return tuple(f"Đối chiếu với biểu {forms[code].number}: {forms[code].title.vi}" for code in sorted(compared))


def _others(check: CrossCheck) -> tuple[str, str]:
    return check.form, check.with_form if isinstance(check, SumsAgree) else check.of_form
