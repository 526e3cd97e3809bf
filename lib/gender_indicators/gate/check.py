"""The gate's one entrance: from tables as read to tables that may be counted, with everything found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.areas import Areas
from gender_indicators.edition import AppliedCorrection
from gender_indicators.findings import Finding
from gender_indicators.forms.definition import Forms
from gender_indicators.forms.table import Table
from gender_indicators.gate.corrections import apply_corrections
from gender_indicators.gate.cross import check_cross
from gender_indicators.gate.entries import require_known
from gender_indicators.gate.report import Reporter, folded
from gender_indicators.gate.waivers import apply_waivers
from gender_indicators.gate.worker import TableGate
from gender_indicators.plan import Agencies, Year


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
    tables: Mapping[str, Table],
    read: Sequence[Finding],
    previous: Mapping[str, Table],
    *,
    forms: Forms,
    areas: Areas,
    year: Year,
    agencies: Agencies,
    coordinator: str,
    today: dt.date,
    gate: TableGate,
) -> Checked:
    """Correct ``tables``, check them by every rule, and set the office's waivers against what was found.

    ``read`` are the findings of reading the files, ``previous`` last year's tables (empty for the first
    year); tables go by form code. ``today`` decides whether a waiver has expired; ``coordinator`` is the id of
    the agency that answers for corrections and waivers. Raises :class:`UserError` for an entry of the year's
    parameter file that names an unknown form, column or value.
    """
    names = {agency.id: agency.name.text for agency in agencies}
    reporter = Reporter(names, coordinator)
    where = f"params/{year.year}.yaml"
    _require_forms(year, forms, where)
    corrected = apply_corrections(tables, read, year.corrections, where, reporter)
    delivered = [corrected.tables[form.code] for form in forms if form.code in corrected.tables]
    within = gate.begin(delivered, year.year, year.data_as_of, names)
    across = check_cross(corrected.tables, previous, forms, areas, year.year, reporter)
    found = (*corrected.findings, *within(), *across)
    waived = apply_waivers(found, corrected.tables, year.waivers, today, where, reporter)
    return Checked(corrected.tables, folded(waived.findings), (*corrected.applied, *waived.applied))


def _require_forms(year: Year, forms: Forms, where: str) -> None:
    codes = [form.code for form in forms]
    for position, correction in enumerate(year.corrections):
        require_known(correction.form, codes, f"{where}: corrections.{position}.form")
    for position, waiver in enumerate(year.waivers):
        require_known(waiver.form, codes, f"{where}: waivers.{position}.form")
