"""Waivers: findings the office accepts, each for one place, with a reason, an owner and a day of expiry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from gender_indicators.errors import UserError
from gender_indicators.findings import AppliedCorrection, Finding
from gender_indicators.forms.table import Table
from gender_indicators.gate.entries import entry_place, require_columns, rows_matching
from gender_indicators.gate.report import Reporter
from gender_indicators.gate.rules import RULES
from gender_indicators.locale import Text, format_date
from gender_indicators.settings import Waiver


@dataclass(frozen=True, slots=True)
class Waived:
    """The findings, those that were accepted carrying the reason, and a record of each accepted one."""

    findings: tuple[Finding, ...]
    applied: tuple[AppliedCorrection, ...]


def apply_waivers(
    findings: Sequence[Finding],
    tables: Mapping[str, Table],
    waivers: Sequence[Waiver],
    today: dt.date,
    where: str,
    reporter: Reporter,
) -> Waived:
    """Fill ``waiver`` of the findings that ``waivers``, the entries of the parameter file ``where``, accept.

    A waiver with a row accepts its rule in the cells of that row (of one column when it names one); without
    a row only findings about the whole column or file. One that expired before ``today`` or that meets no
    finding is itself a warning. Raises :class:`UserError` for a rule no figure can do without.
    """
    left, applied, further = list(findings), [], []
    for position, waiver in enumerate(waivers, start=1):
        place, words = entry_place(where, "waivers", position)
        covers = _scope(waiver, tables.get(waiver.form), f"{where}: waivers.{position - 1}")
        met = [number for number, finding in enumerate(left) if covers(finding)]
        if today > waiver.expires:
            expiry = f"hết hạn ngày {format_date(waiver.expires)}"
            day = format_date(today)
            further.append(reporter.decision("waiver.expired", waiver.form, place, expiry, words, today=day))
        elif not met:
            further.append(reporter.decision("waiver.unused", waiver.form, place, waiver.rule, words))
        else:
            for number in met:
                left[number] = replace(left[number], waiver=waiver.reason.vi)
                applied.append(_record(waiver, left[number]))
    return Waived((*left, *further), tuple(applied))


def _scope(waiver: Waiver, table: Table | None, entry: str) -> Callable[[Finding], bool]:
    """Which findings the waiver is for."""
    if waiver.rule in RULES and not RULES[waiver.rule].waivable:
        raise UserError(
            Text(
                f'không thể chấp nhận quy tắc "{waiver.rule}"; hãy sửa tệp hoặc ghi mục "corrections".',
                f'the rule "{waiver.rule}" cannot be waived; correct the file or add to "corrections".',
            ),
            entry,
        )
    places = set()
    if table is not None:
        columns = [waiver.column] if waiver.column else [column.name for column in table.form.columns]
        require_columns(table.form, columns, entry)
        rows = _rows(waiver, table, entry) if waiver.row else [None]
        places = {table.place(row, column) for row in rows for column in columns}
    whole_file = not waiver.row and not waiver.column

    def covers(finding: Finding) -> bool:
        here = finding.place in places or (whole_file and not finding.place.cell)
        return here and finding.rule == waiver.rule and finding.form == waiver.form

    return covers


def _rows(waiver: Waiver, table: Table, entry: str) -> list[int]:
    """The rows with the key the waiver names; several only where the key itself stands twice."""
    if absent := [name for name in table.form.key if name not in waiver.row]:
        key = ", ".join(absent)
        raise UserError(
            Text(
                f'"row" phải ghi đủ các cột khoá; còn thiếu: {key}.',
                f'"row" must give all key columns; missing: {key}.',
            ),
            entry,
        )
    return rows_matching(table, waiver.row, entry)


def _record(waiver: Waiver, finding: Finding) -> AppliedCorrection:
    title = RULES[waiver.rule].title if waiver.rule in RULES else Text(waiver.rule, waiver.rule)
    change = Text(
        f"Chấp nhận đến {format_date(waiver.expires)}: {title.vi} (ô ghi: {finding.found})",
        f"Accepted until {waiver.expires}: {title.en} (found: {finding.found})",
    )
    return AppliedCorrection(
        str(finding.place), change, waiver.reason.text, waiver.by, waiver.decided,
        finding.agency, finding.form, finding.rule, finding.count, waiver.expires,
    )  # fmt: skip
