"""What every reader may know of the checks: how often which rule was broken, and what the office decided about it.

Names of people can stand wherever a file is wrong: no place in a file and no value of a cell goes through here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from gender_indicators.findings import AppliedCorrection, Decision, Finding, Problem
from gender_indicators.forms.rules import RULES as READING
from gender_indicators.gate.rules import RULES as GATE
from gender_indicators.locale import Text

LEFT_OUT = "history.left_out"


def rule_words(code: str) -> Text:
    """Return what the rule ``code`` asks, in words without a value.

    >>> rule_words("cell.required").en
    'A required cell is filled in.'
    """
    if not code:
        return Text("", "")
    return READING[code].what if code in READING else GATE[code].what


def problems_of(findings: Iterable[Finding], short_lists: Collection[str]) -> tuple[Problem, ...]:
    """Return ``findings`` by agency, form and rule, errors first; of the forms ``short_lists`` without a number."""
    places: dict[Problem, int] = defaultdict(int)
    for f in findings:
        what = f.action if f.rule == LEFT_OUT else rule_words(f.rule)  # which names a year, and no file
        places[Problem(f.rule, f.severity, f.agency, f.form, what, None, bool(f.waiver))] += f.count
    told = (replace(p, places=_told(count, p.form, short_lists)) for p, count in places.items())
    return tuple(sorted(told, key=lambda p: (p.agency, p.severity, p.form, p.rule, p.what.vi, p.accepted)))


def decisions_of(applied: Iterable[AppliedCorrection], short_lists: Collection[str]) -> tuple[Decision, ...]:
    """Return the corrections, then the waivers, that were used, each decision once with the number of its places."""
    places: dict[Decision, int] = defaultdict(int)
    for a in applied:
        places[Decision(a.agency, a.form, a.rule, rule_words(a.rule), None, a.reason, a.by, a.on, a.expires)] += (
            a.count
        )
    told = (replace(d, places=_told(count, d.form, short_lists)) for d, count in places.items())
    return tuple(sorted(told, key=lambda d: (d.rule, d.agency, d.form, d.on, d.reason.vi, d.by)))


def _told(count: int, form: str, short_lists: Collection[str]) -> int | None:
    """The number of places; in a short list even that a row exists may be what must not be told."""
    return None if form in short_lists else count
