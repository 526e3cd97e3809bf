"""What each agency is written about: the findings in its own files that are not accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gender_indicators.findings import RULES, Finding, by_file, counted
from gender_indicators.intake import agency_of


@dataclass(frozen=True, slots=True)
class Matter:
    """The findings an agency is asked to settle: file by file, otherwise in the order of the check."""

    agency: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the reports from being made."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What the agency should know or explain."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    @property
    def files(self) -> tuple[str, ...]:
        """The files with findings, below the year's folder, each once."""
        return tuple(dict.fromkeys(finding.place.file for finding in self.findings))

    def of_file(self, file: str) -> tuple[Finding, ...]:
        """The findings of one file, errors first."""
        own = (finding for finding in self.findings if finding.place.file == file)
        return tuple(sorted(own, key=lambda finding: finding.severity != "error"))


def matters(findings: Iterable[Finding]) -> tuple[Matter, ...]:
    """Return a matter for every agency with findings in the forms it sent, the one with most errors first.

    What stands in the office's own parameter files, or concerns no form, is no matter for a letter; nor is what the
    office accepted, or mends itself in its folder.
    """
    own: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.form and not finding.waiver and _of_agency(finding):
            own.setdefault(finding.agency, []).append(finding)
    found = (Matter(agency, by_file(theirs)) for agency, theirs in own.items())
    return tuple(sorted(found, key=lambda matter: counted(matter.findings).rank))


def _of_agency(finding: Finding) -> bool:
    rule = RULES.get(finding.rule)
    return agency_of(finding.place.file, (finding.agency,)) == finding.agency and not (rule and rule.office)
