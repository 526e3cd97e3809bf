"""Corrections: a cell the office replaces, guarded by the value it must still hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.base import Text, format_date
from gender_indicators.findings import AppliedCorrection, Finding, filled
from gender_indicators.findings import shown as raw
from gender_indicators.gate.entries import Value, converted, entry_place, pointed, reasoned, repeats, same, typed
from gender_indicators.gate.report import (
    HIDDEN,
    HIDDEN_TEXT,
    Reporter,
    headers,
    shown,
    spot,
)
from gender_indicators.intake import EMPTY, Table
from gender_indicators.plan import Column, Correction, LocatedEntry

# The reader's rules about one cell, which leave it without a value.
UNREAD = frozenset(
    f"cell.{name}" for name in ("required", "type", "code", "yes_no", "date", "formula_empty", "error_value")
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The tables after the corrections, the findings that are left, and what was corrected."""

    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    applied: tuple[AppliedCorrection, ...]


class _Mismatch(Exception):
    """A correction is not applied: the rule it breaks, what was found, and what it asks for."""

    def __init__(self, found: str, reason: Text, rule: str = "correction.unmatched") -> None:
        super().__init__(found, reason, rule)
        self.found = found
        self.reason = reason
        self.rule = rule


def apply_corrections(
    tables: Mapping[str, Table],
    findings: Sequence[Finding],
    corrections: Sequence[LocatedEntry[Correction]],
    closed: dt.date,
    reporter: Reporter,
) -> Corrected:
    """Apply ``corrections`` to ``tables`` (by form code).

    One that does not find exactly one cell, whose cell no longer holds ``old``, that expired before the data were
    ``closed`` or stands twice changes nothing and is an error, which keeps the uncorrected value out of the
    reports; one whose cell holds the new value already is a warning. ``findings`` are those of the reader: a cell
    it could not read is missing in the table, so ``old`` is compared with what the finding says stood there (in a
    sensitive form, which says nothing, ``old`` is an empty text), and the finding goes once the cell is corrected.
    """
    changed, left, applied = dict(tables), list(findings), []
    seen: dict[tuple[str, int, str], LocatedEntry[Correction]] = {}
    for written in corrections:
        correction = written.entry
        place, words = entry_place(written)
        try:
            table, row, column = _find(written, changed)
            first = seen.setdefault((correction.form, row, column), written)
            if _repeats(written, first, table, column):
                continue
            _require_first(written, first)
            _guard(written, table, row, column, left)
            _require_valid(correction, closed)
        except _Mismatch as mismatch:
            left.append(
                reporter.decision(
                    mismatch.rule, correction.form, place, mismatch.found, words, reason=mismatch.reason
                )
            )
            continue
        if unread := _unread(table, row, column, left):
            left.remove(unread)
        changed[correction.form] = _replaced(written, table, row, column)
        applied.append(_record(written, table, row, column))
    return Corrected(changed, tuple(left), tuple(applied))


def _find(written: LocatedEntry[Correction], tables: Mapping[str, Table]) -> tuple[Table, int, str]:
    correction = written.entry
    if correction.form not in tables:
        asked = Text("có tệp đọc được của biểu mẫu này", "a file of this form that can be read")
        raise _Mismatch("không có tệp đọc được", asked)
    table = tables[correction.form]
    rows, column = pointed(written, table)
    if len(rows) != 1:
        raise _Mismatch(f"{len(rows)} dòng", _one_row(correction, table))
    return table, rows[0], column


def _one_row(correction: Correction, table: Table) -> Text:
    """What a correction that does not meet exactly one row was written for."""
    file = table.source.file
    if correction.cell:
        sheet = f'trang "{correction.sheet}", ' if correction.sheet else ""
        if not table.letters:
            return Text(
                f'{file} là bảng tính (tệp không có ô {correction.cell}; hãy ghi "line" và "column")',
                f'{file} being a workbook (it has no cell {correction.cell}; give "line" and "column")',
            )
        return Text(
            f"một ô số liệu của biểu ở {file}, {sheet}ô {correction.cell}",
            f"a data cell of the form in {file} at {correction.cell}",
        )
    if correction.line:
        return Text(f"số liệu ở dòng {correction.line} của {file}", f"data in row {correction.line} of {file}")
    key = headers(table.form, correction.row)
    return Text(
        f"đúng một dòng của {file} có {key} như đã ghi",
        f"exactly one row of {file} with the given {key}",
    )


def _repeats(written: LocatedEntry[Correction], first: LocatedEntry[Correction], table: Table, name: str) -> bool:
    """Whether YAML and the workbook say the same of the cell."""
    column = table.form.column(name)
    return repeats(written, first) and all(
        same(typed(getattr(written.entry, key), column, written.at(key)),
             typed(getattr(first.entry, key), column, first.at(key)))
        for key in ("old", "new")
    )  # fmt: skip


def _require_first(written: LocatedEntry[Correction], first: LocatedEntry[Correction]) -> None:
    """Raise :class:`_Mismatch` when another entry before this one corrects the same cell."""
    if first is not written:
        place, words = entry_place(first)
        reason = Text(
            f"mỗi ô một mục; ô này đã có ở {place.file}, {words.vi}",
            f"one entry for each cell; this one stands already in {place.file}, {words.en}",
        )
        raise _Mismatch("ghi hai lần", reason, "entry.twice")


def _require_valid(correction: Correction, closed: dt.date) -> None:
    if correction.expires and correction.expires < closed:
        raise _Mismatch(
            f"hết hạn ngày {format_date(correction.expires)}",
            Text(
                f"còn hạn vào ngày chốt số liệu {format_date(closed)}",
                f"still valid on {closed}, when the data were closed",
            ),
            "correction.expired",
        )


def _guard(written: LocatedEntry[Correction], table: Table, row: int, name: str, findings: Sequence[Finding]) -> None:
    """Raise :class:`_Mismatch` unless the cell still holds the value the correction was written for."""
    correction, column = written.entry, table.form.column(name)
    cell = table.frame.at[row, name]
    unread = _unread(table, row, name, findings)
    found = HIDDEN if table.form.sensitive else shown(cell, column)
    if unread:
        found = unread.found
        empty = unread.rule == "cell.required" or table.form.sensitive
        matches = correction.old == "" if empty else found in (raw(correction.old), str(correction.old))
    else:
        if same(cell, typed(correction.new, column, written.at("new"))):
            raise _Mismatch(found, _unneeded(table, row, name), "correction.unneeded")
        matches = same(cell, typed(correction.old, column, written.at("old")))
    if not matches:
        old = HIDDEN_TEXT if table.form.sensitive else str(correction.old)
        words = Text("{spot} của {file} còn giữ giá trị cũ {old}", "{spot} of {file} still holding {old}")
        raise _Mismatch(found, filled(words, {"spot": spot(table, row, name), "file": table.source.file, "old": old}))


def _unneeded(table: Table, row: int, name: str) -> Text:
    words = Text(
        "{spot} của {file} khác giá trị mới; tệp đã ghi đúng giá trị mới",
        "{spot} of {file} differing from the new value, which the file holds already",
    )
    return filled(words, {"spot": spot(table, row, name), "file": table.source.file})


def _unread(table: Table, row: int, column: str, findings: Sequence[Finding]) -> Finding | None:
    """The finding of the reader that says why this one cell has no value, if it has none."""
    place = table.place(row, column)
    own = (f for f in findings if f.form == table.form.code and f.place == place and f.count == 1)
    return next((f for f in own if f.severity == "error" and f.rule in UNREAD), None)


def _replaced(written: LocatedEntry[Correction], table: Table, row: int, name: str) -> Table:
    frame = table.frame.copy()
    value = typed(written.entry.new, table.form.column(name), written.at("new"))
    frame.at[row, name] = value  # type: ignore[assignment]
    return table.with_frame(frame)


def _record(written: LocatedEntry[Correction], table: Table, row: int, name: str) -> AppliedCorrection:
    correction = written.entry
    column = table.form.column(name)
    plain = (_plain(correction.old, column), _plain(correction.new, column))
    old, new = (HIDDEN, HIDDEN) if table.form.sensitive else plain
    change = f'"{column.header}": {old} → {new}'
    return AppliedCorrection(
        str(table.place(row, name)), Text(change, change), reasoned(correction), correction.by, correction.decided,
        table.agency, table.form.code, expires=correction.expires, column=name, entered=str(entry_place(written)[0]),
    )  # fmt: skip


def _plain(value: Value, column: Column) -> str:
    """A value of an entry as the agency would write it, however the office wrote it."""
    try:
        return shown(converted(value, column), column) if value != "" else EMPTY
    except ValueError:  # what could not be read
        return str(value)
