"""From a broken rule to a finding: where it stands, what stood there, and words that reveal nobody."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from gender_indicators.base import Text, format_date, format_decimal, format_integer
from gender_indicators.findings import RULES, Finding, Place, filled
from gender_indicators.intake import EMPTY, Table
from gender_indicators.plan import Column, Form

HIDDEN = "(không hiển thị)"
HIDDEN_TEXT = Text(HIDDEN, "(not shown)")
SHOWN = 20  # like findings of a column that are told one by one, and items of a list told by name


@dataclass(frozen=True, slots=True)
class Reporter:
    """Writes findings; ``names`` gives the name of an agency by its id, ``office`` the coordinator's id."""

    names: Mapping[str, Text] = field(default_factory=dict)
    office: str = ""

    def name(self, agency: str) -> Text:
        """The agency's name, or its id when no name is known."""
        return self.names.get(agency, Text(agency, agency))

    def at(
        self, rule: str, table: Table, row: int | None, column: str, found: str | None = None, /, **values: object
    ) -> Finding:
        """A finding at one cell, or at a whole column when ``row`` is None.

        ``found`` defaults to what the cell holds. It is hidden in a sensitive form whatever it is, so
        ``values``, which fill the rule's templates, must not repeat a cell of one.
        """
        sender = table.agency
        if table.form.sensitive:
            found = HIDDEN
        elif found is None:
            found = shown(table.frame.at[row, column], table.form.column(column))
        place = table.place(row, column)
        words = {"sender": self.name(sender), "spot": spot(table, row, column), **values}
        return self._write(rule, sender, table.form.code, place, found, words)

    def decision(self, rule: str, form: str, place: Place, found: str, spot: Text, **values: object) -> Finding:
        """A finding about an entry of a parameter file, for the coordinating office."""
        words = {"office": self.name(self.office), "spot": spot, "file": place.file, **values}
        return self._write(rule, self.office, form, place, found, words)

    def _write(
        self, code: str, agency: str, form: str, place: Place, found: str, words: Mapping[str, object]
    ) -> Finding:
        rule = RULES[code]
        expected, action = filled(rule.expected, words), filled(rule.action, words)
        return Finding(code, rule.severity, agency, form, place, found, expected, action)


def spot(table: Table, row: int | None, column: str) -> Text:
    """The cell or column in words: "ô D14" and "cell D14", or "dòng 12, cột Tuổi mẹ"."""
    header = table.form.column(column).header
    if row is None:
        return Text(f'cột "{header}"', f'column "{header}"')
    if table.letters:
        place = table.place(row, column)
        sheet = (f' trang "{place.sheet}"', f' of sheet "{place.sheet}"') if table.further else ("", "")
        return Text(f"ô {place.cell}{sheet[0]}", f"cell {place.cell}{sheet[1]}")
    return Text(f'dòng {row}, cột "{header}"', f'row {row}, column "{header}"')


def headers(form: Form, columns: Iterable[str]) -> str:
    """The headers of ``columns`` as the agency sees them, quoted."""
    return ", ".join(f'"{form.column(column).header}"' for column in columns)


def shown(value: object, column: Column) -> str:
    """A cell's value as the agency would write it."""
    if pd.isna(value):  # type: ignore[call-overload]
        return EMPTY
    if isinstance(value, (pd.Timestamp, dt.date)):
        return format_date(value)
    if column.type == "yes_no":
        return "Có" if value else "Không"
    if column.type == "code":
        return next((label for label, code in column.codes.items() if code == value), str(value))
    return number(float(value)) if column.type in ("integer", "number") else str(value)  # type: ignore[arg-type]


def number(value: float) -> str:
    """A number with the decimals it has, at most six; years and other short whole numbers without dots.

    >>> number(2024.0), number(1153795.0), number(15.5), number(0.1 + 0.2)
    ('2024', '1.153.795', '15,5', '0,3')
    """
    if value == int(value):
        return str(int(value)) if abs(value) < 10_000 else format_integer(value)
    return format_decimal(value, len(f"{value:.6f}".rstrip("0").partition(".")[2]))


def listed(items: Iterable[str]) -> Text:
    """The first items by name and how many more there are.

    >>> listed(["A", "B"]).vi, listed(str(n) for n in range(22)).en[-12:]
    ('A; B', '; and 2 more')
    """
    names = list(items)
    head, more = "; ".join(names[:SHOWN]), len(names) - SHOWN
    return Text(f"{head}; và {more} mục khác", f"{head}; and {more} more") if more > 0 else Text(head, head)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in one order whatever order they were found in: errors first, then by place."""
    return tuple(sorted(findings, key=_position))


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Ordered findings; more than ``SHOWN`` like ones of a column become one at the first place."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in ordered(findings):
        groups.setdefault(_likeness(finding), []).append(finding)
    kept: list[Finding] = []
    for group in groups.values():
        if len(group) > SHOWN:
            group = [replace(group[0], count=sum(finding.count for finding in group))]
        kept += group
    return ordered(kept)


def _likeness(finding: Finding) -> tuple[str, ...]:
    place = finding.place
    column = re.sub(r"^dòng \d+, |(?<=[A-Z])\d+$", "", place.cell)
    return (finding.rule, finding.severity, finding.form, place.file, place.sheet, column, finding.waiver)


def _position(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    digits = re.search(r"^dòng (\d+)|^[A-Z]+(\d+)$", place.cell)
    row = int(digits[1] or digits[2]) if digits else 0
    column = re.sub(r"\d+$", "", place.cell)
    return (
        finding.severity != "error",
        finding.agency,
        place.file,
        place.sheet,
        row,
        len(column),
        place.cell,
        finding.rule,
        finding.expected.vi,
        finding.found,
        finding.waiver,
    )
