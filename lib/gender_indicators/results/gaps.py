"""The gaps of a year: forms that did not come, without which the office reports all the same, and says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from gender_indicators.base import Text
from gender_indicators.findings import AppliedCorrection, Finding
from gender_indicators.intake import measures_of
from gender_indicators.plan import Form, Plan


@dataclass(frozen=True, slots=True)
class FormGap:
    """A form a year is reported without: its number, the agency that sends it, the measures without data.

    ``reason``, ``by`` and ``expires`` are those of the office's waiver.
    """

    form: str
    number: str
    agency: str
    measures: tuple[str, ...]
    reason: Text
    by: str
    expires: dt.date | None


def gaps_of(
    plan: Plan,
    senders: Iterable[tuple[Form, str]],
    read: Collection[str],
    findings: Iterable[Finding],
    applied: Iterable[AppliedCorrection],
) -> tuple[FormGap, ...]:
    """Return the forms that could not be read although a waiver lets the year pass, in the order of the forms.

    ``senders`` gives each form with the agency that sends it, ``read`` the codes of the forms there is a table of. An
    optional form is no gap.
    """
    accepted = {(each.form, each.rule) for each in findings if each.waiver and each.severity == "error"}
    waivers = {each.form: each for each in applied if (each.form, each.rule) in accepted}
    return tuple(
        FormGap(
            form=form.code,
            number=form.number,
            agency=agency,
            measures=measures_of(plan, form.code),
            reason=waiver.reason,
            by=waiver.by,
            expires=waiver.expires,
        )
        for form, agency in senders
        if form.code not in read and not form.optional and (waiver := waivers.get(form.code)) is not None
    )
