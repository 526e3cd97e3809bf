"""What reading and checking the years of a plan came to, before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gender_indicators.base import Text
from gender_indicators.findings import LEFT_OUT, Finding, Place
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
        """What was found in the reporting year, and a warning for every earlier year it is not compared with."""
        return (*self.checked[self.facts.year.year].findings, *_left_out(self.facts, self.checked))

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that was read, by its path with the year."""
        return {file: value for delivery in self.deliveries.values() for file, value in delivery.hashes.items()}

    @property
    def passed(self) -> bool:
        """Whether the reporting year may be published."""
        return self.checked[self.facts.year.year].passed


def _left_out(facts: Facts, checked: Mapping[int, Checked]) -> tuple[Finding, ...]:
    """A warning for every earlier year that is not compared; its words hold nothing of a file."""
    failed = Text("số liệu năm này chưa qua kiểm tra", "that year's data did not pass their checks")
    reasons = [*facts.left_out, *((y.year, failed) for y in facts.earlier if not checked[y.year].passed)]
    return tuple(
        Finding(
            rule=LEFT_OUT,
            severity="warning",
            agency=facts.coordinator(facts.year.year),
            form="",
            place=Place(f"params/{year}.yaml"),
            found=reason.vi,
            expected=Text(
                f"số liệu năm {year} để so sánh với năm báo cáo", f"data of {year} to compare with the reporting year"
            ),
            action=Text(
                f"Chuỗi số liệu không có năm {year} ({reason.vi}); bổ sung hoặc sửa số liệu năm đó nếu cần so sánh.",
                f"The series leaves out {year} ({reason.en}); add or correct that year's data if the comparison is "
                "wanted.",
            ),
        )
        for year, reason in sorted(reasons)
    )
