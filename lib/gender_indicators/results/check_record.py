"""What only the office and the agencies may see of a year's checks: every place, value, row count and hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gender_indicators.base import Text
from gender_indicators.findings import AgencySummary, AppliedCorrection, Finding, RequestedForm, agency_summaries
from gender_indicators.gate import Revision, revision
from gender_indicators.intake import Arrival, Delivery
from gender_indicators.plan import Agencies, Facts, Origin, Plan
from gender_indicators.results.edition import InputFile
from gender_indicators.results.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Papers:
    """What is ready to be sent to an agency: the letter, and by delivered file the copy with its cells marked.

    Paths are below the office's folder of the year.
    """

    letter: str
    marked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormDeliveries:
    """All deliveries of a form, the newest last, and what the last changed in the one before.

    ``rows`` is the number of rows of each, ``None`` where it could not be read. ``revision`` is ``None`` when there
    is one delivery only, and when one of the last two could not be read.
    """

    agency: str
    form: str
    arrivals: tuple[Arrival, ...]
    rows: tuple[int | None, ...]
    revision: Revision | None


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """The checks of ``year`` as the office needs them to mend the data; never part of a publication.

    ``inputs`` are the files of the year, ``earlier_inputs`` those of the years before (their paths start with the
    year); ``forms`` gives the title of each form code, ``form_deliveries`` the deliveries of each form that came.
    ``requested_forms`` are the forms the year asks for, ``papers`` what is ready to be sent, by agency.
    """

    plan: Plan
    agencies: Agencies
    year: int
    origin: Origin
    forms: dict[str, Text]
    findings: tuple[Finding, ...]
    corrections: tuple[AppliedCorrection, ...]
    inputs: tuple[InputFile, ...]
    earlier_inputs: tuple[InputFile, ...]
    form_deliveries: tuple[FormDeliveries, ...] = ()
    requested_forms: tuple[RequestedForm, ...] = ()
    papers: Mapping[str, Papers] = field(default_factory=dict)

    @property
    def agency_summaries(self) -> tuple[AgencySummary, ...]:
        """How each agency stands, worst first."""
        return agency_summaries(self.requested_forms, self.findings)


def make_check_record(outcome: Outcome) -> CheckRecord:
    """Return what the office needs of the reporting year's checks, whether it passed them or not."""
    facts, deliveries = outcome.facts, outcome.deliveries
    run = facts.year.year
    return CheckRecord(
        plan=facts.plan,
        agencies=facts.agencies,
        year=run,
        origin=facts.origin,
        forms={form.code: form.title.text for form in facts.forms},
        findings=outcome.findings,
        corrections=outcome.checked[run].corrections,
        inputs=received(facts, deliveries[run]),
        earlier_inputs=tuple(
            replace(file, file=f"{year.year}/{file.file}")
            for year in facts.earlier
            for file in received(facts, deliveries[year.year])
        ),
        requested_forms=requested_forms(facts, deliveries[run]),
        form_deliveries=form_deliveries(facts, deliveries[run]),
    )


def form_deliveries(facts: Facts, delivery: Delivery) -> tuple[FormDeliveries, ...]:
    """Return the deliveries of each form that came, in the order of the forms."""
    found = []
    for form in facts.forms:
        arrivals = delivery.arrivals.get(form.code, ())
        readings = (*delivery.earlier.get(form.code, ()), delivery.readings[form.code])
        tables = [reading.table for reading in readings]
        known = len(tables) == len(arrivals)  # no delivery is read when nobody can say which is the newest
        last = tables[-2:] if known and len(tables) > 1 else []
        old, new = last if last else (None, None)
        if arrivals:
            found.append(
                FormDeliveries(
                    facts.sender(form.code, delivery.year.year),
                    form.code,
                    arrivals,
                    tuple(len(table.frame) if table is not None else None for table in tables)
                    if known
                    else tuple(None for _ in arrivals),
                    revision(old, new) if old is not None and new is not None else None,
                )
            )
    return tuple(found)


def requested_forms(facts: Facts, delivery: Delivery) -> tuple[RequestedForm, ...]:
    """Return every form the year asks for, with the file that came."""
    tables = delivery.tables
    found = []
    for form in facts.forms:
        agency, table = facts.sender(form.code, delivery.year.year), tables.get(form.code)
        file = table.source.file if table else f"{agency}/{form.file}"
        rows = len(table.frame) if table else None
        found.append(RequestedForm(agency, form.code, file, bool(delivery.keys.get(form.code)), rows, form.optional))
    return tuple(found)


def received(facts: Facts, delivery: Delivery) -> tuple[InputFile, ...]:
    """Return the files of ``delivery`` that could be read, with hash and number of rows."""
    return tuple(
        InputFile(
            file=table.source.file,
            sha256=table.source.sha256,
            agency=facts.sender(code, delivery.year.year),
            form=code,
            rows=len(table.frame),
        )
        for code, table in delivery.tables.items()
    )
