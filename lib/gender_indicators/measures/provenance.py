"""Which rows of the delivered files a value was counted from."""

from __future__ import annotations

import pandas as pd

from gender_indicators.figures import TOTAL
from gender_indicators.measures.calculation import Parts, YearTables, counted_rows
from gender_indicators.plan import AreaRef, Measure, Year

_FILE = 10**9  # more rows than a file can have: the row 8 of the second form is told apart as 1000000008


def counted_from(
    measure: Measure, data: YearTables, year: Year, area: AreaRef, breakdown: str = TOTAL
) -> dict[str, tuple[int, ...]] | None:
    """Return the file rows that ``measure`` counts in ``area``, by form and in order; ``None`` without a form.

    Where one of several rows stands for a body or a person, all of them are told. Of a survey they are the records
    in the denominator, of a mean everyone asked.
    """
    codes = list(dict.fromkeys(measure.forms.values()))
    if any(code not in data.placed for code in codes):
        return None
    told_apart = {code: _told_apart(data.placed[code], number) for number, code in enumerate(codes)}
    rows = counted_rows(measure, YearTables(data.tables, told_apart), year)
    if rows is None:
        return None
    rows = Parts(rows)[area]
    if breakdown != TOTAL:
        rows = rows[rows["breakdown"].eq(breakdown)]
    if measure.survey and "n" not in rows:
        rows = rows[rows["denominator"].gt(0)]
    labels = sorted({label for group in _members(rows) for label in group})
    return {code: tuple(each % _FILE for each in labels if each // _FILE == n) for n, code in enumerate(codes)}


def _told_apart(frame: pd.DataFrame, number: int) -> pd.DataFrame:
    return frame.set_axis(frame.index.astype("int64") + number * _FILE)


def _members(rows: pd.DataFrame) -> list[tuple[int, ...]]:
    if "members" in rows:
        return list(rows["members"])
    return [(int(label),) for label in rows.index]
