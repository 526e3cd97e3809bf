"""How the forms of a year stand, agency by agency: did the file come, its rows, what was found. Worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gender_indicators.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class RequestedForm:
    """A form the year asks of an agency, and what came: the file, and its rows if it could be read.

    ``file`` is the path below the year's folder, of a file that did not come the one that is asked for.
    """

    agency: str
    form: str
    file: str
    came: bool
    rows: int | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """At how many places something was found: errors that block, errors and warnings that are accepted, warnings."""

    errors: int = 0
    accepted: int = 0
    warnings: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.errors or self.accepted or self.warnings)

    @property
    def rank(self) -> tuple[int, int, int]:
        """A key that puts the worst first."""
        return (-self.errors, -self.warnings, -self.accepted)


@dataclass(frozen=True, slots=True)
class FormSummary:
    """A form with what was found in it."""

    request: RequestedForm
    counts: Counts


@dataclass(frozen=True, slots=True)
class AgencySummary:
    """An agency with its forms, worst first, and all that was found, also what concerns no form."""

    agency: str
    forms: tuple[FormSummary, ...]
    counts: Counts

    @property
    def came(self) -> int:
        """How many of its forms came."""
        return sum(form.request.came for form in self.forms)

    @property
    def due(self) -> int:
        """How many of its forms came or should have come."""
        return sum(form.request.came or not form.request.optional for form in self.forms)


def counted(findings: Iterable[Finding]) -> Counts:
    """Return at how many places each kind of finding stands; what is accepted counts as nothing else."""
    errors = accepted = warnings = 0
    for finding in findings:
        if finding.waiver:
            accepted += finding.count
        elif finding.severity == "error":
            errors += finding.count
        else:
            warnings += finding.count
    return Counts(errors, accepted, warnings)


def by_file(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return ``findings`` with those of a file together, the files as they first come."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.place.file, []).append(finding)
    return tuple(finding for group in groups.values() for finding in group)


def agency_summaries(request: Sequence[RequestedForm], findings: Sequence[Finding]) -> tuple[AgencySummary, ...]:
    """Return every agency that was asked for a form or has a finding, the one with most errors first."""
    agencies = dict.fromkeys((*(each.agency for each in request), *(finding.agency for finding in findings)))
    found = []
    for agency in agencies:
        own = [finding for finding in findings if finding.agency == agency]
        forms = [
            FormSummary(each, counted(finding for finding in own if finding.form == each.form))
            for each in request
            if each.agency == agency
        ]
        forms.sort(key=lambda form: form.counts.rank)
        found.append(AgencySummary(agency, tuple(forms), counted(own)))
    return tuple(sorted(found, key=lambda summary: summary.counts.rank))
