"""The units of a table's rows: a name becomes a code where district and day leave one unit, else a finding tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from gender_indicators.areas import LEVELS, Level
from gender_indicators.forms.dating import row_days
from gender_indicators.forms.faults import HIDDEN, Fault, shown
from gender_indicators.forms.table import Table
from gender_indicators.forms.writing import unit_label
from gender_indicators.intake.unit_names import Found, UnitNames
from gender_indicators.locale import Text, format_date

_HIDDEN_CANDIDATES = Text("Xem tên trong ô này.", "See the name in the cell.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What decides which unit a row means."""

    text: str
    within: str
    beside: str
    level: Level | None
    day: dt.date


def settle_units(
    table: Table, year: int, names: UnitNames, within: Sequence[str], beside: Sequence[str]
) -> tuple[Table, list[Fault]]:
    """Return the table with codes in the column ``area``, and a fault for each name that became one or is unsure.

    ``within`` names the district of each row, ``beside`` the unit whose code the row gives; both may be empty texts.
    A row whose day or level is unknown keeps its code, and loses a name: what made them unknown is a fault already.
    """
    codes = table.frame["area"]
    if not any(beside) and all(map(_is_code, codes.dropna().unique())):
        return table, []
    answers: dict[_Asked, Found] = {}
    settled: list[str | None] = []
    faults: list[Fault] = []
    for row, asked, text in _asked(table, year, within, beside):
        if asked is None:
            settled.append(text if text and _is_code(text) else None)
            continue
        found = answers.get(asked) or names.find(asked.text, asked.day, asked.level, asked.within, asked.beside)
        answers[asked] = found
        settled.append(found.code or None)
        if found.code != text and not _is_listed(text, found, asked.day, names):
            faults.append(_fault(table, row, asked, found, names))
    frame = table.frame.assign(area=pd.Series(settled, index=table.frame.index, dtype=codes.dtype))
    return table.with_frame(frame), faults


def _asked(
    table: Table, year: int, within: Sequence[str], beside: Sequence[str]
) -> Iterator[tuple[int, _Asked | None, str]]:
    """Each row with its text and what is asked of it; nothing where text, level or day are missing."""
    frame = table.frame
    days = row_days(table, year)
    levels = _levels(table)
    columns = (frame.index, frame["area"], days, levels, within, beside)
    for row, text, day, level, district, name in zip(*columns, strict=True):
        written = "" if pd.isna(text) else str(text)
        asked = None
        if written and day is not None and level != "?":
            asked = _Asked(written, district, name, cast("Level | None", level or None), day)
        yield int(row), asked, written


def _levels(table: Table) -> list[str]:
    """The level of each row's unit: the form's, the row's, any ("") or unknown ("?")."""
    asked = table.form.column("area").level
    if asked or "level" not in table.frame:
        return [asked or ""] * len(table.frame)
    return [level if level in LEVELS else "?" for level in table.frame["level"].fillna("?")]


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_listed(text: str, found: Found, day: dt.date, names: UnitNames) -> bool:
    """Whether a unit is written as the lists of the forms write it, with its code."""
    return bool(found.code) and text == unit_label(found.code, names.areas.name(found.code, day))


def _fault(table: Table, row: int, asked: _Asked, found: Found, names: UnitNames) -> Fault:
    place, hidden = table.place(row, "area"), table.form.sensitive
    told = HIDDEN if hidden else shown(asked.text)
    if found.code:
        return Fault("area.from_name", place, told if hidden else f"{told} → {found.code}", "area")
    day = Text("", "")
    if table.form.dated_by is not None and not hidden:
        day = Text(f" vào ngày {format_date(asked.day)}", f" on {asked.day}")
    values: Mapping[str, Text] = {
        "day": day,
        "candidates": _HIDDEN_CANDIDATES if hidden else found.listed(names.areas, asked.day),
    }
    return Fault("area.name_differs" if found.differs else "area.unsure", place, told, "area", values)
