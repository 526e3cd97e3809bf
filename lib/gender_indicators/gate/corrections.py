"""Corrections: a cell the office replaces, guarded by the value it must still hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.findings import AppliedCorrection, Finding
from gender_indicators.forms.faults import shown as raw
from gender_indicators.forms.table import Table
from gender_indicators.gate.entries import entry_place, require_columns, rows_matching, same, typed
from gender_indicators.gate.report import HIDDEN, HIDDEN_TEXT, Reporter, headers, number, sender_of, shown, spot
from gender_indicators.gate.rules import filled
from gender_indicators.locale import Text
from gender_indicators.settings import Correction

# The reader's rules about one cell, which leave it without a value.
_UNREAD = frozenset(
    f"cell.{name}" for name in ("required", "type", "code", "yes_no", "date", "formula_empty", "error_value")
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The tables after the corrections, the findings that are left, and what was corrected."""

    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    applied: tuple[AppliedCorrection, ...]


class _Mismatch(Exception):
    """A correction does not fit the delivered file: what was found, and what it was written for."""

    def __init__(self, found: str, reason: Text) -> None:
        super().__init__(found, reason)
        self.found = found
        self.reason = reason


def apply_corrections(
    tables: Mapping[str, Table],
    findings: Sequence[Finding],
    corrections: Sequence[Correction],
    where: str,
    reporter: Reporter,
) -> Corrected:
    """Apply ``corrections``, the entries of the parameter file ``where``, to ``tables`` (by form code).

    A correction that does not find exactly one row, or whose cell no longer holds ``old``, changes nothing
    and is a finding. ``findings`` are those of the reader: a cell it could not read is missing in the table,
    so ``old`` is compared with what the finding says stood there (in a sensitive form, which says nothing,
    ``old`` is an empty text), and the finding goes once the cell is corrected.
    """
    changed, left, applied = dict(tables), list(findings), []
    for position, correction in enumerate(corrections, start=1):
        place, words = entry_place(where, "corrections", position)
        entry = f"{where}: corrections.{position - 1}"
        try:
            table, row = _find(correction, changed, entry)
            _guard(correction, table, row, left, entry)
        except _Mismatch as mismatch:
            left.append(
                reporter.decision(
                    "correction.unmatched", correction.form, place, mismatch.found, words, reason=mismatch.reason
                )
            )
            continue
        if unread := _unread(table, row, correction.column, left):
            left.remove(unread)
        changed[correction.form] = _replaced(correction, table, row, entry)
        applied.append(_record(correction, table, row))
    return Corrected(changed, tuple(left), tuple(applied))


def _find(correction: Correction, tables: Mapping[str, Table], entry: str) -> tuple[Table, int]:
    if correction.form not in tables:
        raise _Mismatch("không có tệp", Text("có tệp của biểu mẫu này", "a file of this form"))
    table = tables[correction.form]
    require_columns(table.form, [correction.column], entry)
    rows = rows_matching(table, correction.row, entry)
    if len(rows) != 1:
        key = headers(table.form, correction.row)
        reason = Text(
            f"đúng một dòng của {table.source.file} có {key} như đã ghi",
            f"exactly one row of {table.source.file} with the given {key}",
        )
        raise _Mismatch(f"{len(rows)} dòng", reason)
    return table, rows[0]


def _guard(correction: Correction, table: Table, row: int, findings: Sequence[Finding], entry: str) -> None:
    """Raise :class:`_Mismatch` unless the cell still holds the value the correction was written for."""
    column = table.form.column(correction.column)
    cell = table.frame.at[row, correction.column]
    unread = _unread(table, row, correction.column, findings)
    found = HIDDEN if table.form.sensitive else shown(cell, column)
    if unread:
        found = unread.found
        empty = unread.rule == "cell.required" or table.form.sensitive
        matches = correction.old == "" if empty else raw(correction.old) == found
    else:
        matches = same(cell, typed(correction.old, column, entry))
    if not matches:
        old = HIDDEN_TEXT if table.form.sensitive else str(correction.old)
        where = spot(table, row, correction.column)
        raise _Mismatch(
            found,
            filled(
                Text("{spot} của {file} còn giữ giá trị cũ {old}", "{spot} of {file} still holding {old}"),
                {"spot": where, "file": table.source.file, "old": old},
            ),
        )


def _unread(table: Table, row: int, column: str, findings: Sequence[Finding]) -> Finding | None:
    """The finding of the reader that says why this one cell has no value, if it has none."""
    place = table.place(row, column)
    own = (f for f in findings if f.form == table.form.code and f.place == place and f.count == 1)
    return next((f for f in own if f.severity == "error" and f.rule in _UNREAD), None)


def _replaced(correction: Correction, table: Table, row: int, entry: str) -> Table:
    frame = table.frame.copy()
    value = typed(correction.new, table.form.column(correction.column), entry)
    frame.at[row, correction.column] = value  # type: ignore[assignment]
    return table.with_frame(frame)


def _record(correction: Correction, table: Table, row: int) -> AppliedCorrection:
    column = table.form.column(correction.column)
    numeric = column.type in ("integer", "number")
    told = [
        number(float(value)) if numeric and not isinstance(value, str) else str(value)
        for value in (correction.old, correction.new)
    ]
    old, new = (HIDDEN, HIDDEN) if table.form.sensitive else told
    change = f'"{column.header}": {old} → {new}'
    reason = Text(
        f"{correction.reason.vi} (căn cứ: {correction.source})",
        f"{correction.reason.en} (source: {correction.source})",
    )
    place = str(table.place(row, correction.column))
    return AppliedCorrection(
        place, Text(change, change), reason, correction.by, correction.decided, sender_of(table), table.form.code
    )
