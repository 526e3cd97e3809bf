"""Waivers: findings the office accepts, each for one place, with a reason, an owner and a day of expiry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from gender_indicators.base import Text, UserError, format_date
from gender_indicators.findings import RULES, AppliedCorrection, Finding, Place
from gender_indicators.gate.corrections import UNREAD
from gender_indicators.gate.entries import entry_place, pointed, reasoned, repeats
from gender_indicators.gate.report import Reporter
from gender_indicators.intake import Table
from gender_indicators.plan import LocatedEntry, Waiver


@dataclass(frozen=True, slots=True)
class Waived:
    """The findings, those that were accepted carrying the reason, and a record of each accepted one."""

    findings: tuple[Finding, ...]
    applied: tuple[AppliedCorrection, ...]


def apply_waivers(
    findings: Sequence[Finding],
    tables: Mapping[str, Table],
    waivers: Sequence[LocatedEntry[Waiver]],
    needed: Mapping[str, Collection[str]],
    closed: dt.date,
    reporter: Reporter,
) -> Waived:
    """Fill ``waiver`` of the findings that ``waivers`` accept.

    A waiver with a row, line or cell accepts its rule in the cells of that row (of one column when it names one);
    without one only findings about the whole column or file. One that expired before the data were ``closed``, that
    meets no finding or stands twice is itself a finding, and so is one that would leave a cell empty in a column
    measures are counted from (``needed``, by form).
    Raises :class:`UserError` for a rule no figure can do without.
    """
    left, applied, further = list(findings), [], []
    seen: dict[_Target, LocatedEntry[Waiver]] = {}
    for written in waivers:
        waiver = written.entry
        scope = _scope(written, tables.get(waiver.form), needed.get(waiver.form, ()))
        if repeats(written, seen.get(scope.target, written)):
            continue
        met = [number for number, finding in enumerate(left) if scope.covers(finding)]
        broken = _broken(written, seen.setdefault(scope.target, written), [left[n] for n in met], scope, closed)
        if broken is not None:
            place, words = entry_place(written)
            found, values = broken.found, {"reason": broken.reason, "closed": format_date(closed)}
            further.append(reporter.decision(broken.rule, waiver.form, place, found, words, **values))
            continue
        for number in met:
            left[number] = replace(left[number], waiver=waiver.reason.vi)
            applied.append(_record(written, left[number], scope))
    return Waived((*left, *further), tuple(applied))


_NO_WORDS = Text("", "")
_Target = tuple[str, str, frozenset[Place] | str]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which findings a waiver is for: those at ``places`` (each with its column), or of the whole file."""

    waiver: Waiver
    places: Mapping[Place, str]
    needed: frozenset[Place]

    @property
    def target(self) -> _Target:
        """What the waiver accepts where; by its own words where the file has no such place."""
        waiver = self.waiver
        named = repr((waiver.row, waiver.cell, waiver.line, waiver.column))
        return waiver.rule, waiver.form, frozenset(self.places) or named

    def covers(self, finding: Finding) -> bool:
        whole_file = not self.waiver.ways and not self.waiver.column
        here = finding.place in self.places or (whole_file and not finding.place.cell)
        return here and finding.rule == self.waiver.rule and finding.form == self.waiver.form


@dataclass(frozen=True, slots=True)
class _Broken:
    """Why a waiver is not used: the rule of the gate it breaks, what was found, what was expected."""

    rule: str
    found: str
    reason: Text = _NO_WORDS


def _broken(
    written: LocatedEntry[Waiver], first: LocatedEntry[Waiver], met: Sequence[Finding], scope: _Scope, closed: dt.date
) -> _Broken | None:
    """What keeps a waiver from being used, if anything does. ``first`` is the entry for the same place and rule."""
    waiver = written.entry
    if closed > waiver.expires:
        return _Broken("waiver.expired", f"hết hạn ngày {format_date(waiver.expires)}")
    if first is not written or (met and all(finding.waiver for finding in met)):
        place, words = entry_place(first)
        again = Text(
            f"mỗi phát hiện một mục; phát hiện này đã có ở {place.file}, {words.vi}",
            f"one entry for each finding; this one stands already in {place.file}, {words.en}",
        )
        other = Text("mỗi phát hiện một mục chấp nhận", "one waiver for each finding")
        return _Broken("entry.twice", "ghi hai lần", again if first is not written else other)
    if not met:
        return _Broken("waiver.unused", waiver.rule)
    if waiver.rule in UNREAD and (empty := [finding for finding in met if finding.place in scope.needed]):
        return _Broken("waiver.refused", str(empty[0].place))
    return None


def _scope(written: LocatedEntry[Waiver], table: Table | None, needed: Collection[str]) -> _Scope:
    """Which findings the waiver is for."""
    waiver = written.entry
    if not RULES[waiver.rule].waivable:
        raise UserError(
            Text(
                f'không thể chấp nhận quy tắc "{waiver.rule}"; hãy sửa tệp hoặc ghi mục "corrections".',
                f'the rule "{waiver.rule}" cannot be waived; correct the file or add to "corrections".',
            ),
            written.at("rule"),
        )
    if table is None:
        return _Scope(waiver, {}, frozenset())
    _require_key(waiver, table, written.at("row"))
    rows, column = pointed(written, table)
    columns = [column] if column else [each.name for each in table.form.columns]
    asked = rows if waiver.ways else (None,)
    places = {table.place(row, name): name for row in asked for name in columns}
    return _Scope(waiver, places, frozenset(place for place, name in places.items() if name in needed))


def _require_key(waiver: Waiver, table: Table, where: str) -> None:
    """Raise :class:`UserError` for a row without all key columns; rows that agree are only those of a key twice."""
    absent = [name for name in table.form.key if name not in waiver.row]
    if waiver.row and absent:
        key = ", ".join(absent)
        raise UserError(
            Text(
                f'"row" phải ghi đủ các cột khoá; còn thiếu: {key}.',
                f'"row" must give all key columns; missing: {key}.',
            ),
            where,
        )


def _record(written: LocatedEntry[Waiver], finding: Finding, scope: _Scope) -> AppliedCorrection:
    waiver = written.entry
    title = RULES[waiver.rule].name
    change = Text(
        f"Chấp nhận đến {format_date(waiver.expires)}: {title.vi} (ô ghi: {finding.found})",
        f"Accepted until {waiver.expires}: {title.en} (found: {finding.found})",
    )
    return AppliedCorrection(
        str(finding.place), change, reasoned(waiver), waiver.by, waiver.decided,
        finding.agency, finding.form, finding.rule, finding.count, waiver.expires,
        scope.places.get(finding.place, ""), str(entry_place(written)[0]),
    )  # fmt: skip
