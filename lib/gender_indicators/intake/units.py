"""The units of a table's rows: a name becomes a code where district and day leave one unit, else a finding tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from gender_indicators.base import Text, format_date
from gender_indicators.findings import HIDDEN, Fault, Tally, shown
from gender_indicators.intake.cells import as_array
from gender_indicators.intake.dating import row_days
from gender_indicators.intake.form_layout import unit_label
from gender_indicators.intake.table import Table
from gender_indicators.intake.unit_names import Found, UnitNames
from gender_indicators.plan import LEVELS, Level

_HIDDEN_CANDIDATES = Text("Xem tên trong ô này.", "See the name in the cell.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What decides which unit a row means. The level is any where it is empty, unknown where it is "?"."""

    text: str
    within: str
    beside: str
    level: str
    day: dt.date | None


def settle_units(
    table: Table, year: int, names: UnitNames, within: Sequence[str], beside: Sequence[str]
) -> tuple[Table, list[Fault]]:
    """Return the table with codes in the column ``area``, and a fault for each name that became one or is unsure.

    ``within`` names the district of each row, ``beside`` the unit whose code the row gives; both may be empty texts.
    A row whose day or level is unknown keeps its code, and loses a name: what made them unknown is a fault already.
    """
    codes = table.frame["area"]
    if not any(beside) and not any(within) and all(map(_is_code, codes.dropna().unique())):
        return table, []
    rows = _asked(table, year, within, beside)
    groups, asked = _different(rows)
    answers = [_answer(each, names) for each in asked]
    settled = as_array(table.form.column("area"), [answer.code or None for answer in answers])
    frame = table.frame.assign(area=pd.Series(settled.take(np.array(groups, np.intp)), index=table.frame.index))
    tally = Tally()
    rules = [_rule(each, answer, names) for each, answer in zip(asked, answers, strict=True)]
    for at, group in enumerate(groups):
        if rules[group] and tally.wants(rules[group], "area"):
            row = int(table.frame.index[at])
            tally.keep(_fault(rules[group], table, row, asked[group], answers[group], names))
    return table.with_frame(frame), list(tally.faults)


def _asked(table: Table, year: int, within: Sequence[str], beside: Sequence[str]) -> pd.DataFrame:
    """What decides the unit of each row, in the columns of :class:`_Asked`; a text or day may be missing."""
    columns = {"text": table.frame["area"], "within": within, "beside": beside, "level": _levels(table)}
    return pd.DataFrame({**columns, "day": row_days(table, year)}, index=table.frame.index)


def _different(rows: pd.DataFrame) -> tuple[list[int], list[_Asked]]:
    """The group of each row, and what is asked of each: few different ones, however many rows."""
    groups: list[int] = rows.groupby(list(rows.columns), sort=False, dropna=False).ngroup().tolist()
    first = rows[~pd.Series(groups, index=rows.index).duplicated()]
    return groups, [
        _Asked("" if pd.isna(text) else str(text), within, beside, level, None if pd.isna(day) else day)
        for text, within, beside, level, day in first.itertuples(index=False, name=None)
    ]


def _answer(asked: _Asked, names: UnitNames) -> Found:
    """The unit that is meant; where day or level are unknown a code stays as it is, and a name means nothing."""
    if asked.day is None or asked.level == "?" or not asked.text:
        return Found(asked.text if _is_code(asked.text) else "")
    return names.find(asked.text, asked.day, cast("Level | None", asked.level or None), asked.within, asked.beside)


def _rule(asked: _Asked, found: Found, names: UnitNames) -> str:
    """What is told of a row: nothing where the cell holds the code, or what the lists of the forms offer."""
    if asked.day is None or asked.level == "?" or found.code == asked.text:
        return ""
    if found.code and not names.knows(found.code, asked.day):  # beside a name: as a code alone, the gate's to tell
        return ""
    if found.code:
        return "" if _is_listed(asked.text, found.code, asked.day, names) else "area.from_name"
    return "area.name_differs" if found.differs else "area.unsure"


def _levels(table: Table) -> list[str]:
    """The level of each row's unit: the form's, the row's, any ("") or unknown ("?")."""
    asked = table.form.column("area").level
    if asked or "level" not in table.frame:
        return [asked or ""] * len(table.frame)
    return [level if level in LEVELS else "?" for level in table.frame["level"].fillna("?")]


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_listed(text: str, code: str, day: dt.date, names: UnitNames) -> bool:
    """Whether a unit is written as the lists of the forms write it, with its code."""
    return text == unit_label(code, names.areas.name(code, day))


def _fault(rule: str, table: Table, row: int, asked: _Asked, found: Found, names: UnitNames) -> Fault:
    place, hidden = table.place(row, "area"), table.form.sensitive
    words = HIDDEN if hidden else shown(asked.text)
    if found.code or asked.day is None:
        return Fault(rule, place, words if hidden else f"{words} → {found.code}", "area")
    day = Text("", "")
    if table.form.dated_by is not None and not hidden:
        day = Text(f" vào ngày {format_date(asked.day)}", f" on {asked.day}")
    candidates = _HIDDEN_CANDIDATES if hidden else found.listed(names.areas, asked.day)
    return Fault(rule, place, words, "area", {"day": day, "candidates": candidates})
