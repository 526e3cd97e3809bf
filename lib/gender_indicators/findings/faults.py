"""What is wrong with a delivered file, and the findings that say so: like faults are told once, with their count."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

from gender_indicators.base import Text, nfc, suggest
from gender_indicators.findings.finding import Finding, Place
from gender_indicators.findings.rules import RULES

HIDDEN = "(không hiển thị)"
FOUND_LENGTH = 60
_NO_VALUES: Mapping[str, Text] = MappingProxyType({})


class NumberedForm(Protocol):
    """What a finding says of the form it is about: its code and its number in the plan's list of forms."""

    @property
    def code(self) -> str:
        """The code in the library."""

    @property
    def number(self) -> str:
        """The number agencies know it by."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule broken at one place, or like ones of which this is the first: ``count`` in all.

    ``column`` is a column's name in the library, or empty.
    """

    rule: str
    place: Place
    found: str = ""
    column: str = ""
    values: Mapping[str, Text] = field(default_factory=lambda: _NO_VALUES)
    count: int = 1


class Tally:
    """Faults in their order; of like ones beyond those that are told one by one only the number is kept."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._counts: dict[tuple[str, str], int] = {}

    def wants(self, rule: str, column: str) -> bool:
        """Count one more fault; whether it may be told itself, and must be given to :meth:`keep`."""
        count = self._counts[rule, column] = self._counts.get((rule, column), 0) + 1
        return count <= max(RULES[rule].fold_above, 1)

    def keep(self, fault: Fault) -> None:
        """Keep a fault that was wanted."""
        self._faults.append(fault)

    def add(self, fault: Fault) -> None:
        """Count a fault, and keep it while it is wanted."""
        if self.wants(fault.rule, fault.column):
            self.keep(fault)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The kept faults; the first of like ones stands for those that were only counted."""
        left = dict(self._counts)
        for fault in self._faults:
            left[fault.rule, fault.column] -= 1
        tallied = []
        for fault in self._faults:
            extra = left.pop((fault.rule, fault.column), 0)
            tallied.append(replace(fault, count=1 + extra) if extra else fault)
        return tuple(tallied)


class Refusal(Exception):
    """A file that cannot be read on; carries the one fault that says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def shown(value: object) -> str:
    """Return a cell's raw value as short text: what a person can look for in the file.

    Text stands in quotation marks, a sign nobody sees as its number in Unicode.

    >>> shown("Nữ\\u00a0"), shown(12.0), shown("x" * 80)[-5:], len(shown("x" * 80))
    ('"Nữ[U+00A0]"', '12', 'x..."', 60)
    """
    if isinstance(value, str):
        end = '" (Unicode tổ hợp)' if value != nfc(value) else '"'
        visible = "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in nfc(value))
        return _shortened(f'"{visible}', FOUND_LENGTH - len(end)) + end
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _shortened(str(value), FOUND_LENGTH)


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """Return a question naming the nearest of ``known``, or empty text when none is near.

    >>> did_you_mean("?", ["Nam", "Nữ"]).en
    ''
    >>> did_you_mean("Truc tiếp", ["Trực tiếp", "Gián tiếp"]).vi
    'Có phải ý là "Trực tiếp"?'
    """
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return suggest(word, near) if near else Text("", "")


def as_findings(
    faults: Iterable[Fault], form: NumberedForm, agency: str, name: Text | None = None
) -> tuple[Finding, ...]:
    """Return the findings for ``faults`` in their order, like ones of a column folded into the first."""
    groups: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.rule, fault.column), []).append(fault)
    who = name or Text(agency, agency)
    findings: list[Finding] = []
    for (rule, _), group in groups.items():
        count = sum(fault.count for fault in group)
        if count > RULES[rule].fold_above:
            findings.append(_finding(group[0], form, agency, who, count))
        else:
            findings.extend(_finding(fault, form, agency, who, 1) for fault in group)
    return tuple(findings)


def office_finding(fault: Fault, agency: str, name: Text) -> Finding:
    """Return the finding for a fault that belongs to no form; ``agency`` answers for it, ``name`` is its name."""
    return _as_finding(fault, "", agency, {"agency": name, **fault.values}, fault.count)


def _finding(fault: Fault, form: NumberedForm, agency: str, name: Text, count: int) -> Finding:
    return _as_finding(
        fault, form.code, agency, {"agency": name, "number": Text(form.number, form.number), **fault.values}, count
    )


def _as_finding(fault: Fault, form: str, agency: str, values: Mapping[str, Text], count: int) -> Finding:
    rule = RULES[fault.rule]
    return Finding(
        rule=fault.rule,
        severity=rule.severity,
        agency=agency,
        form=form,
        place=fault.place,
        found=fault.found,
        expected=_filled(rule.expected, values),
        action=_filled(rule.action, values),
        count=count,
    )


def _filled(template: Text, values: Mapping[str, Text]) -> Text:
    return Text(
        _one_blank(template.vi, {name: value.vi for name, value in values.items()}),
        _one_blank(template.en, {name: value.en for name, value in values.items()}),
    )


def _one_blank(template: str, values: Mapping[str, str]) -> str:
    """Fill a template; a value that is empty takes the blank before it along."""
    for name in (name for name, value in values.items() if not value):
        template = template.replace(f" {{{name}}}", "")
    return template.format(**values).strip()


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 3] + "..."
