"""The gate's one entrance: from tables as read to tables that may be counted, with everything found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.findings import LEFT_OUT, RULES, AppliedCorrection, Finding
from gender_indicators.gate.corrections import Corrected, apply_corrections
from gender_indicators.gate.cross import check_cross
from gender_indicators.gate.dated import Dated
from gender_indicators.gate.entries import require_known
from gender_indicators.gate.report import Reporter, folded
from gender_indicators.gate.waivers import apply_waivers
from gender_indicators.gate.worker import TableGate
from gender_indicators.intake import Table
from gender_indicators.plan import Agencies, Areas, Forms, Year


@dataclass(frozen=True, slots=True)
class DeliveredYear:
    """A year's tables by form code as they were read, and what reading found.

    ``coordinator`` is the id of the agency that answers for the year's corrections and waivers.
    """

    year: Year
    tables: Mapping[str, Table]
    read: Sequence[Finding]
    coordinator: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The corrected tables by form code, all findings in one order, and the corrections and waivers used."""

    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    corrections: tuple[AppliedCorrection, ...]

    @property
    def passed(self) -> bool:
        """Whether the reports may be published."""
        return not any(finding.blocks for finding in self.findings)


def check(
    deliveries: Sequence[DeliveredYear],
    *,
    forms: Forms,
    areas: Areas,
    agencies: Agencies,
    needed: Mapping[str, Collection[str]],
    gate: TableGate,
) -> dict[int, Checked]:
    """Correct the tables of each year, check them by every rule, and set the office's waivers against what was found.

    The years are checked together, which takes little more time than one; a year is compared with the year
    before where that is among them. ``needed`` are the columns, by form, whose cells no waiver may leave empty, since
    measures are counted from them. Whether a correction or a waiver has expired is held
    against the day the year's data were closed, so that a year makes the same in ten years. Raises
    :class:`UserError` for a correction or a waiver that names an unknown form, rule, column or value.
    """
    names = {agency.id: agency.name.text for agency in agencies}
    years = {delivered.year.year: delivered for delivered in deliveries}
    reporters = {year: Reporter(names, delivered.coordinator) for year, delivered in years.items()}
    corrected = {year: _corrected(delivered, forms, reporters[year]) for year, delivered in years.items()}
    tables = {year: each.tables for year, each in corrected.items()}
    asked = [
        Dated(tables[year][form.code], year, delivered.year.data_as_of)
        for year, delivered in years.items()
        for form in forms
        if form.code in tables[year]
    ]
    finish = gate.begin(asked, names)
    across = {
        year: check_cross(tables[year], tables.get(year - 1, {}), forms, areas, year, reporters[year])
        for year in years
    }
    within: dict[int, list[Finding]] = defaultdict(list)
    for each, findings in zip(asked, finish(), strict=True):
        within[each.year] += findings
    return {
        year: _waived(delivered, corrected[year], (*within[year], *across[year]), needed, reporters[year])
        for year, delivered in years.items()
    }


def _corrected(delivered: DeliveredYear, forms: Forms, reporter: Reporter) -> Corrected:
    codes, year = [form.code for form in forms], delivered.year
    for written in (*year.written_corrections, *year.written_waivers):
        require_known(written.entry.form, codes, written.at("form"))
    for waiver in year.written_waivers:
        require_known(waiver.entry.rule, [code for code in RULES if code != LEFT_OUT], waiver.at("rule"))
    return apply_corrections(delivered.tables, delivered.read, year.written_corrections, year.data_as_of, reporter)


def _waived(
    delivered: DeliveredYear,
    corrected: Corrected,
    found: Sequence[Finding],
    needed: Mapping[str, Collection[str]],
    reporter: Reporter,
) -> Checked:
    findings = (*corrected.findings, *found)
    year = delivered.year
    waived = apply_waivers(findings, corrected.tables, year.written_waivers, needed, year.data_as_of, reporter)
    return Checked(corrected.tables, folded(waived.findings), (*corrected.applied, *waived.applied))
