"""Rows of totals held against the rows they add up, then left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from gender_indicators.base import Text, format_decimal, format_integer
from gender_indicators.files import FileSource
from gender_indicators.findings import HIDDEN, Fault, shown
from gender_indicators.intake.cells import Habits, parse_cell
from gender_indicators.intake.rows import Sections, TotalRow
from gender_indicators.intake.table import place_of
from gender_indicators.plan import Column, Form

_ROUNDING = 1e-9


def check_totals(
    form: Form,
    frame: pd.DataFrame,
    sections: Sections,
    source: FileSource,
    letters: Mapping[str, str],
    habits: Habits,
) -> Iterator[Fault]:
    """Yield one fault for each row of totals: left out when it agrees with rows beside it, else what it should be.

    A total may stand above or below its rows, for all of them or for those between two totals or headings; all its
    cells must agree with the same rows. Only the columns the form calls ``summed`` are added up.
    """
    breaks = sorted(
        {0, len(frame), *(total.after for total in sections.totals), *(at for at, _ in sections.headings)}
    )
    for total in sections.totals:
        cells = {name: cell for name, cell in total.cells.items() if _adds_up(form, form.column(name))}
        if total.cells and not cells:  # it may be a row of data that begins with the word
            yield Fault("row.stray", place_of(form, source, letters, total.row, form.columns[0].name), HIDDEN)
            continue
        sums = [_sums(frame, list(cells), first, last) for first, last in _spans(total, breaks, len(frame))]
        numbers = {name: parse_cell(form.column(name), cell, habits).value for name, cell in cells.items()}
        wrong = min((_differing(numbers, each) for each in sums), key=len, default=[])
        if not wrong:
            place = place_of(form, source, letters, total.row, form.columns[0].name)
            yield Fault("row.total", place, HIDDEN if form.sensitive else f"{len(cells)} ô tổng khớp")
            continue
        name, right = wrong[0]
        shown_sum = Text("(không hiển thị)", "(not shown)") if form.sensitive else _number(right)
        found = HIDDEN if form.sensitive else shown(cells[name])
        yield Fault(
            "row.total_wrong", place_of(form, source, letters, total.row, name), found, name, {"sum": shown_sum}
        )


def _adds_up(form: Form, column: Column) -> bool:
    return column.summed and column.name not in form.key


def _spans(total: TotalRow, breaks: Sequence[int], rows: int) -> Iterator[tuple[int, int]]:
    """The runs of data rows a total may stand for, as half-open ranges of positions, the likeliest first."""
    above = [at for at in breaks if at < total.after]
    below = [at for at in breaks if at > total.after]
    spans = (
        (above[-1] if above else 0, total.after),
        (total.after, below[0] if below else rows),
        (0, total.after),
        (total.after, rows),
        (0, rows),
    )
    yield from dict.fromkeys(span for span in spans if span[0] < span[1] or span == (0, rows))


def _sums(frame: pd.DataFrame, names: Sequence[str], first: int, last: int) -> dict[str, float]:
    part = frame.iloc[first:last]
    return {name: float(np.nansum(part[name].to_numpy(dtype=float, na_value=np.nan))) for name in names}


def _differing(numbers: Mapping[str, object], sums: Mapping[str, float]) -> list[tuple[str, float]]:
    """The cells that differ from the sums, with what they should be."""
    return [
        (name, right)
        for name, right in sums.items()
        if not isinstance(numbers[name], (int, float)) or abs(float(numbers[name]) - right) > _ROUNDING  # type: ignore[arg-type]
    ]


def _number(value: float) -> Text:
    words = format_integer(value) if value.is_integer() else format_decimal(value, 2)
    return Text(words, words)
