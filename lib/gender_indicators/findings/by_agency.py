"""How the forms of a year stand, agency by agency: did the file come, its rows, what was found. Worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gender_indicators.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Asked:
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
class FormStanding:
    """A form with what was found in it."""

    asked: Asked
    counts: Counts


@dataclass(frozen=True, slots=True)
class AgencyStanding:
    """An agency with its forms, worst first, and all that was found, also what concerns no form."""

    agency: str
    forms: tuple[FormStanding, ...]
    counts: Counts

    @property
    def came(self) -> int:
        """How many of its forms came."""
        return sum(form.asked.came for form in self.forms)

    @property
    def due(self) -> int:
        """How many of its forms came or should have come."""
        return sum(form.asked.came or not form.asked.optional for form in self.forms)


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


def standings(asked: Sequence[Asked], findings: Sequence[Finding]) -> tuple[AgencyStanding, ...]:
    """Return every agency that was asked for a form or has a finding, the one with most errors first."""
    agencies = dict.fromkeys((*(each.agency for each in asked), *(finding.agency for finding in findings)))
    found = []
    for agency in agencies:
        own = [finding for finding in findings if finding.agency == agency]
        forms = [
            FormStanding(each, counted(finding for finding in own if finding.form == each.form))
            for each in asked
            if each.agency == agency
        ]
        forms.sort(key=lambda form: form.counts.rank)
        found.append(AgencyStanding(agency, tuple(forms), counted(own)))
    return tuple(sorted(found, key=lambda standing: standing.counts.rank))
