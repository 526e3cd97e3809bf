"""What reading and checking the years of a plan came to, before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gender_indicators.findings import Finding
from gender_indicators.gate import Checked
from gender_indicators.intake import Delivery
from gender_indicators.plan import Facts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gate said: deliveries and checked tables by year, the reporting year's last."""

    facts: Facts
    deliveries: Mapping[int, Delivery]
    checked: Mapping[int, Checked]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the reporting year."""
        return self.checked[self.facts.year.year].findings

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that was read, by its path with the year."""
        return {file: value for delivery in self.deliveries.values() for file, value in delivery.hashes.items()}

    @property
    def passed(self) -> bool:
        """Whether the reporting year may be published."""
        return self.checked[self.facts.year.year].passed
