"""What stands above the table: which form the file is, which year it is of, and in which unit it counts."""

from __future__ import annotations

import re

from gender_indicators.base import Text
from gender_indicators.files import HEAD_ROWS, Grid, is_blank, normalise
from gender_indicators.findings import HIDDEN, Fault, Place, shown
from gender_indicators.intake.headers import LOOKED_AT, header_texts
from gender_indicators.intake.layout import Layout
from gender_indicators.intake.text import key, mended
from gender_indicators.plan import Form

_LABELS = {"form": "biểu số", "year": "năm báo cáo"}
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FORM_NUMBER = re.compile(r"\w{2}-\d{2}")
# In a title "năm 2023" is the year of the data; in a date or beside an act it is not, nor is a school year.
_TITLE_YEAR = re.compile(r"(?<!\w)năm ((?:19|20)[0-9]{2})(?![0-9])")
_DATE = re.compile(r"(?<!\w)tháng \w+ năm [0-9]{4}")
_ACT = re.compile(r"(?<!\w)(?:quyết định|nghị định|nghị quyết|thông tư|luật|công văn|kế hoạch số|kèm theo)(?!\w)")
# "Đơn vị: nghìn người", "ĐVT: người x 1.000", "(nghìn người)"; not "phần nghìn", nor a name like "Bà Triệu".
_MANY = r"(?<!phần )(?<!\w)(chục|trăm|1 000|1000|nghìn|ngàn|triệu)(?!\w)"
_UNIT = re.compile(
    rf"(?<!\w)(?:đơn vị tính|đvt)(?: \w+){{0,2}} {_MANY}|(?<!\w)đơn vị {_MANY}|^(?:1 000|1000|nghìn|ngàn) \w+$"
)
_WORD = re.compile(r"[^\W_]+")
_MULTIPLES = frozenset({"chục", "trăm", "nghìn", "ngàn", "triệu"})
_LONGEST_TITLE = 200


def check_titles(form: Form, grid: Grid, layout: Layout, year: int) -> tuple[Fault, ...]:
    """Faults of what the file says of itself above its table.

    A workbook without the template's labels is known by its name only, which is a warning; a CSV file has none.
    """
    last = layout.first_row - 1 if layout.header_row else HEAD_ROWS
    labels = _labels(form, grid, last, year) if grid.is_workbook else []
    if not layout.header_row:
        return tuple(labels)
    titles = [] if any(fault.rule == "sheet.year" for fault in labels) else _title_years(grid, last, year)
    return (*labels, *titles, *_units(form, grid, last), *_header_years(form, grid, layout, year))


def _labels(form: Form, grid: Grid, last: int, year: int) -> list[Fault]:
    """Faults of the cells that say which form and which year a workbook is."""
    labelled = {what: _labelled(grid, label, last) for what, label in _LABELS.items()}
    if not any(labelled.values()):
        return [Fault("sheet.unlabelled", grid.row_place(1), "không ghi số biểu và năm", "", _year(year))]
    faults = []
    row, at, number = labelled["form"] or (2, 1, grid.cell(2, 1))
    if normalise(str(number)).casefold() != form.number.casefold():
        found = _identity_found(form, number, bool(_FORM_NUMBER.fullmatch(str(number))))
        faults.append(Fault("sheet.form", grid.place(row, at), found))
    row, at, year_cell = labelled["year"] or (3, 1, grid.cell(3, 1))
    if _as_year(year_cell) != year:
        found = _identity_found(form, year_cell, _as_year(year_cell) is not None)
        faults.append(Fault("sheet.year", grid.place(row, at), found, "", _year(year)))
    return faults


def _title_years(grid: Grid, last: int, year: int) -> list[Fault]:
    """A fault at the first title that names a year, when the titles name other years only."""
    named: list[tuple[Place, list[str]]] = []
    for row, index, text in _texts(grid, last):
        words = _DATE.sub(" ", text)
        if not _ACT.search(words) and (years := _TITLE_YEAR.findall(words)):
            named.append((grid.place(row, index), years))
    if not named or any(str(year) in years for _, years in named):
        return []
    place, years = named[0]
    return [Fault("sheet.year", place, shown(f"năm {years[0]}"), "", _year(year))]


def _units(form: Form, grid: Grid, last: int) -> list[Fault]:
    """A fault for each line that says the table counts in tens, hundreds, thousands or millions."""
    own = {word for column in form.columns for word in _WORD.findall(column.header.casefold()) if word in _MULTIPLES}
    faults = []
    for row, index, text in _texts(grid, last):
        found = _UNIT.search(text)
        if found and own.isdisjoint(found[0].split()):
            cell = HIDDEN if form.sensitive else shown(grid.cell(row, index))
            faults.append(Fault("sheet.unit", grid.place(row, index), cell))
    return faults


def _texts(grid: Grid, last: int) -> list[tuple[int, int, str]]:
    """Row, column index and words, in small letters, of each text of the rows up to ``last``."""
    return [
        (row, index, " ".join(_WORD.findall(mended(cell[:_LONGEST_TITLE]).casefold())))
        for row in range(1, last + 1)
        for index, cell in enumerate(grid.head[row - 1][:LOOKED_AT] if row <= len(grid.head) else ())
        if isinstance(cell, str) and cell
    ]


def _header_years(form: Form, grid: Grid, layout: Layout, year: int) -> list[Fault]:
    """A fault for each column whose header, of two rows, is of other years only."""
    texts = header_texts(grid, layout.first_row, min(layout.first_row + 1, layout.header_row))
    faults = []
    for name, index in layout.positions.items():
        words = texts[index][0] if index < len(texts) and texts[index] else ""
        years = _YEAR.findall(words)
        if years and str(year) not in years and key(words) != key(form.column(name).header):
            faults.append(Fault("sheet.year", grid.place(layout.first_row, index), shown(words), name, _year(year)))
    return faults


def _labelled(grid: Grid, label: str, last: int) -> tuple[int, int, object] | None:
    """The row above the table that begins with ``label``, and place and value of what stands behind or beside it."""
    for row in range(1, last + 1):
        value = grid.cell(row, 0)
        words, _, behind = value.partition(":") if isinstance(value, str) else ("", "", "")
        if key(words) == key(label):
            return (row, 0, normalise(behind)) if normalise(behind) else (row, 1, grid.cell(row, 1))
    return None


def _identity_found(form: Form, value: object, harmless: bool) -> str:
    """What an identity cell holds; in a sensitive form only what cannot be a person's data."""
    if is_blank(value):
        return "ô trống"
    return shown(value) if harmless or not form.sensitive else HIDDEN


def _as_year(value: object) -> int | None:
    if isinstance(value, str):
        text = normalise(value)
        return int(text) if re.fullmatch(r"(19|20)[0-9]{2}", text) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1900 <= value < 2100:
        return int(value) if value == int(value) else None
    return None


def _year(year: int) -> dict[str, Text]:
    return {"year": Text(str(year), str(year))}
