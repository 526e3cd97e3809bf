"""The floor of a year's reports: the same figures and charts by a plain script in one process, without Jupyter.

It reads, measures and draws every report's parts as HTML; it neither checks the data nor makes PDF files.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gender_indicators.base.project import find_project
from gender_indicators.gate.check import Checked
from gender_indicators.intake.delivery import read_year
from gender_indicators.plan.facts import load_facts
from gender_indicators.report.document.registry import write
from gender_indicators.report.sections.area_report import report_of
from gender_indicators.results.edition_making import make_edition, measure_passed
from gender_indicators.results.outcome import Outcome

PARTS = ("masthead", "summary", "scorecard", "goals", "comparisons", "findings", "corrections", "sources", "legend")


def main(year: int) -> None:
    """Draw the reports of ``year`` of the project this is run in."""
    facts = load_facts(find_project(Path.cwd()), year)
    deliveries = {each.year: read_year(facts, each) for each in (*facts.earlier, facts.year)}
    unchecked = {number: Checked(delivery.tables, (), ()) for number, delivery in deliveries.items()}
    outcome = Outcome(facts, deliveries, unchecked)
    edition = make_edition(outcome, measure_passed(outcome))
    target = facts.project.root / "floor"
    target.mkdir(exist_ok=True)
    for area in edition.areas:
        report = report_of(edition, area.code)
        (target / f"{area.code}.html").write_text(
            "".join(write(getattr(report, part)(), "html") for part in PARTS), encoding="utf-8"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
