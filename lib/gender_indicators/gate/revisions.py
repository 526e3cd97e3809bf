"""What changed between two deliveries of a form: cell by cell, each at its place in the old file and in the new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from gender_indicators.findings import Place
from gender_indicators.gate.report import HIDDEN, shown
from gender_indicators.intake import Table
from gender_indicators.plan import Column


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that holds something else: the header of its column, value and place in the old file and the new."""

    column: str
    old: str
    old_place: Place
    new: str
    new_place: Place


@dataclass(frozen=True, slots=True)
class Revision:
    """How ``new`` differs from ``old``, two files of one form; rows are matched by the form's key.

    ``added`` are the numbers of rows, as a person sees them, that only the new file has, ``removed`` those of the
    old. Of a form about people the values are hidden.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]

    @property
    def same(self) -> bool:
        """Whether both hold the same."""
        return not (self.changes or self.added or self.removed)


def revision(old: Table, new: Table) -> Revision:
    """Return how the table ``new`` differs from ``old``, a table of the same form.

    Of several rows with one key the first is held against the first, and so on.
    """
    before, after = _keyed(old), _keyed(new)
    both = after.index.intersection(before.index, sort=False)
    pairs = pd.DataFrame({"old": before[both], "new": after[both]}).sort_values("new")
    changes = [change for column in old.form.columns for change in _changes(column, old, new, pairs)]
    order = {int(row): position for position, row in enumerate(pairs["new"])}
    names = [column.header for column in new.form.columns]
    changes.sort(key=lambda each: (order[each[0]], names.index(each[1].column)))
    return Revision(
        old.source.file,
        new.source.file,
        tuple(change for _, change in changes),
        tuple(int(row) for row in sorted(after.drop(both))),
        tuple(int(row) for row in sorted(before.drop(both))),
    )


def _keyed(table: Table) -> pd.Series[int]:
    """The row numbers of a table by its key and which of several rows with this key it is."""
    key = [column for column in table.form.key if column in table.frame]
    frame = table.frame[key].astype("string").fillna("")
    frame["nth"] = frame.groupby(key, sort=False).cumcount() if key else range(len(frame))
    return pd.Series(table.frame.index, index=pd.MultiIndex.from_frame(frame))


def _changes(column: Column, old: Table, new: Table, pairs: pd.DataFrame) -> Iterator[tuple[int, Change]]:
    """Each changed cell of a column with its row in the new file."""
    if column.name not in old.frame or column.name not in new.frame:
        return
    before, after = old.frame.loc[pairs["old"], column.name], new.frame.loc[pairs["new"], column.name]
    one, other = before.reset_index(drop=True), after.reset_index(drop=True)
    differ = (one.isna() != other.isna()) | (one.ne(other).fillna(False) & one.notna() & other.notna())
    hide = old.form.sensitive or column.personal
    for position in differ.index[differ.astype(bool)]:
        rows = int(pairs["old"].iloc[position]), int(pairs["new"].iloc[position])
        values = [HIDDEN if hide else shown(each[position], column) for each in (one, other)]
        yield (
            rows[1],
            Change(
                column.header, values[0], old.place(rows[0], column.name), values[1], new.place(rows[1], column.name)
            ),
        )
