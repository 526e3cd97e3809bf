"""Which sheets of a delivered book hold the form: known by their columns first, by their name second."""

from __future__ import annotations

from collections.abc import Sequence

from gender_indicators.findings import Place
from gender_indicators.forms.definition import Form
from gender_indicators.forms.faults import Fault, Refusal, shown
from gender_indicators.forms.identity import OWN_SHEETS
from gender_indicators.intake.grid import is_blank, normalise
from gender_indicators.intake.layout import columns_found
from gender_indicators.intake.sheets import Book, Sheet
from gender_indicators.locale import Text


def choose_sheets(form: Form, book: Book, file: str) -> tuple[tuple[Sheet, ...], list[Fault]]:
    """Return the sheets to read, in the order of the file, and what is to be said of these and the others.

    The sheet of the template's name and every visible one that has all columns are read; without any, the only one
    that has most columns, or the only one with content. A hidden sheet is read only under the template's name. Raises
    :class:`Refusal` when no sheet can be meant.
    """
    filled = [sheet for sheet in book.sheets if has_content(sheet) and sheet.name not in OWN_SHEETS]
    named = [sheet for sheet in book.sheets if normalise(sheet.name) == normalise(form.sheet)][:1]
    visible = [sheet for sheet in filled if not sheet.hidden]
    found = {sheet.name: columns_found(form, sheet.grid()) for sheet in (*named, *visible)}
    complete = [sheet for sheet in visible if found[sheet.name] == len(form.columns) and sheet not in named]
    chosen = [sheet for sheet in book.sheets if sheet in named or sheet in complete]
    if not chosen:
        chosen = _only([sheet for sheet in visible if found[sheet.name] * 2 >= len(form.columns)]) or _only(filled)
    if not chosen:
        listed = ", ".join(shown(sheet.name) for sheet in book.sheets) or "không có trang nào"
        raise Refusal(Fault("sheet.missing", Place(file), listed[:200], values=_wanted(form)))
    return tuple(chosen), _told(form, file, chosen, filled)


def has_content(sheet: Sheet) -> bool:
    """Whether anything stands on a sheet."""
    return any(not is_blank(cell) for row in sheet.grid().head for cell in row) or bool(sheet.grid().flaws)


def _only(sheets: Sequence[Sheet]) -> list[Sheet]:
    return list(sheets) if len(sheets) == 1 else []


def _told(form: Form, file: str, chosen: Sequence[Sheet], filled: Sequence[Sheet]) -> list[Fault]:
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
