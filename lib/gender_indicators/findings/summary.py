"""What every reader may know of the checks: how often which rule was broken, and what the office decided about it.

Names of people can stand wherever a file is wrong: no place in a file and no value of a cell goes through here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from gender_indicators.base import Text
from gender_indicators.findings.finding import AppliedCorrection, BrokenRule, Decision, Finding
from gender_indicators.findings.rules import LEFT_OUT, RULES


def rule_words(code: str) -> Text:
    """Return what the rule ``code`` asks, in words without a value; nothing for what follows no rule, a correction.

    >>> rule_words("cell.required").en
    'A required cell is filled in.'
    """
    return RULES[code].what if code else Text("", "")


def problems_of(findings: Iterable[Finding], short_lists: Collection[str]) -> tuple[BrokenRule, ...]:
    """Return ``findings`` by agency, form and rule, errors first; of the forms ``short_lists`` without a number."""
    places: dict[BrokenRule, int] = defaultdict(int)
    for f in findings:
        what = f.action if f.rule == LEFT_OUT else rule_words(f.rule)  # which names a year, and no file
        places[BrokenRule(f.rule, f.severity, f.agency, f.form, what, None, bool(f.waiver))] += f.count
    problems = (replace(p, places=_number_shown(count, p.form, short_lists)) for p, count in places.items())
    return tuple(sorted(problems, key=lambda p: (p.agency, p.severity, p.form, p.rule, p.what.vi, p.accepted)))


def decisions_of(applied: Iterable[AppliedCorrection], short_lists: Collection[str]) -> tuple[Decision, ...]:
    """Return the corrections, then the waivers, that were used, each decision once with the number of its places."""
    places: dict[Decision, int] = defaultdict(int)
    for a in applied:
        places[Decision(a.agency, a.form, a.rule, rule_words(a.rule), None, a.reason, a.by, a.on, a.expires)] += (
            a.count
        )
    decisions = (replace(d, places=_number_shown(count, d.form, short_lists)) for d, count in places.items())
    return tuple(sorted(decisions, key=lambda d: (d.rule, d.agency, d.form, d.on, d.reason.vi, d.by)))


def normalised(problems: Iterable[Finding | BrokenRule]) -> tuple[tuple[Text, int | None], ...]:
    """Return what reading brought into the shape of the forms, and how often; most often first.

    ``None`` where one of the places is in a short list, whose numbers are not told.
    """
    counts: dict[Text, int | None] = {}
    for each in problems:
        rule = RULES.get(each.rule)
        if rule is None or rule.normalised is None:
            continue
        words = rule.normalised
        number = each.count if isinstance(each, Finding) else each.places
        before = counts.get(words, 0)
        counts[words] = None if number is None or before is None else before + number
    return tuple(sorted(counts.items(), key=lambda pair: (pair[1] is None, -(pair[1] or 0), pair[0].vi)))


def _number_shown(count: int, form: str, short_lists: Collection[str]) -> int | None:
    """The number of places; in a short list even that a row exists may be what must not be told."""
    return None if form in short_lists else count
