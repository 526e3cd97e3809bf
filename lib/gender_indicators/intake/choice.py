"""Which sheets of a delivered book hold the form: known by their columns first, by their name second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gender_indicators.base import Text
from gender_indicators.files import Book, Sheet, is_blank, normalise
from gender_indicators.findings import Fault, Place, Refusal, shown
from gender_indicators.intake.identity import OWN_SHEETS
from gender_indicators.intake.layout import columns_found
from gender_indicators.plan import Form


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """The sheets to read, in the order of the file; further ones that have all columns too, beside the template's own
    sheet; and what is to be said of all.
    """

    sheets: tuple[Sheet, ...]
    rivals: tuple[Sheet, ...]
    faults: tuple[Fault, ...]


def choose_sheets(form: Form, book: Book, file: str, year: int) -> SheetChoice:
    """Return which sheets of ``book`` hold the form of ``year``.

    The sheet of the template's name is read alone: another one with all columns is its rival, perhaps a draft.
    Without it every visible one with all columns is read, but for those called by another year; without any, the only
    one that has most columns, or the only one with content. Raises :class:`Refusal` when no sheet can be meant.
    """
    filled = [sheet for sheet in book.sheets if has_content(sheet) and sheet.name not in OWN_SHEETS]
    named = [sheet for sheet in book.sheets if normalise(sheet.name) == normalise(form.sheet)][:1]
    visible = [sheet for sheet in filled if not sheet.hidden and sheet not in named]
    found = {sheet.name: columns_found(form, sheet.grid()) for sheet in visible}
    complete = [sheet for sheet in visible if found[sheet.name] == len(form.columns)]
    mostly = [sheet for sheet in visible if found[sheet.name] * 2 >= len(form.columns)]
    chosen = named or [sheet for sheet in complete if not _of_another_year(sheet, year)] or complete
    chosen = chosen or _only(mostly) or _only(filled)
    if not chosen:
        listed = ", ".join(shown(sheet.name) for sheet in book.sheets) or "không có trang nào"
        raise Refusal(Fault("sheet.missing", Place(file), listed[:200], values=_wanted(form)))
    rivals = complete if named else []
    faults = _faults_of(form, file, chosen, [sheet for sheet in filled if sheet not in rivals])
    faults += [_wrong_year(file, each, year) for each in chosen if each not in named and _of_another_year(each, year)]
    return SheetChoice(tuple(chosen), tuple(rivals), tuple(faults))


def rival(form: Form, file: str, sheet: Sheet, rows: int | None) -> Fault:
    """What is said of a rival that holds ``rows`` of data (``None``: nobody knows): which one counts is unclear."""
    if rows == 0:
        return Fault("sheet.unused", Place(file, sheet.name), "trang khác có dữ liệu", values=_wanted(form))
    found = "trang khác có các cột của biểu" if rows is None else f"{rows} dòng số liệu"
    return Fault("sheet.second", Place(file, sheet.name), found, values=_wanted(form))


def _of_another_year(sheet: Sheet, year: int) -> bool:
    """Whether a sheet is called by years, and by none that is meant."""
    years = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", sheet.name)
    return bool(years) and str(year) not in years


def _wrong_year(file: str, sheet: Sheet, year: int) -> Fault:
    values = {"year": Text(str(year), str(year))}
    return Fault("sheet.year", Place(file, sheet.name), shown(sheet.name), values=values)


def has_content(sheet: Sheet) -> bool:
    """Whether anything stands on a sheet."""
    return any(not is_blank(cell) for row in sheet.grid().head for cell in row) or bool(sheet.grid().flaws)


def _only(sheets: Sequence[Sheet]) -> list[Sheet]:
    return list(sheets) if len(sheets) == 1 else []


def _faults_of(form: Form, file: str, chosen: Sequence[Sheet], filled: Sequence[Sheet]) -> list[Fault]:
    faults = []
    for sheet in (*chosen, *(each for each in filled if each not in chosen)):
        place = Place(file, sheet.name)
        if sheet.hidden:
            faults.append(Fault("sheet.hidden", place, "trang ẩn có dữ liệu"))
        elif sheet not in chosen and not sheet.hidden:
            faults.append(Fault("sheet.unused", place, "trang khác có dữ liệu", values=_wanted(form)))
        elif sheet in chosen and len(chosen) == 1 and sheet.name and normalise(sheet.name) != normalise(form.sheet):
            faults.append(Fault("sheet.other_name", place, shown(sheet.name), values=_wanted(form)))
    if len(chosen) > 1:
        names = ", ".join(shown(sheet.name) for sheet in chosen)
        faults.append(Fault("sheet.combined", Place(file, chosen[0].name), names, values=_wanted(form)))
    return faults


def _wanted(form: Form) -> dict[str, Text]:
    return {"sheet": Text(form.sheet, form.sheet)}
