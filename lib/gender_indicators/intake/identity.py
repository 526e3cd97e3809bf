"""Which form a workbook is, whatever its file is called: a hidden sheet that every blank form carries.

The sheet survives saving as .xlsx, .xls and .ods. It is a hint for whoever receives the file, never proof: anybody
can change it, so what it names must be looked up among the forms, years and agencies there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gender_indicators.base import nfc

SHEET = "_bieu"
SIGNATURE = "gender-indicators"
KIND, LOG_KIND = "form", "log"

GUIDE_SHEET = "Hướng dẫn"
EXAMPLE_SHEET = "Ví dụ"
LISTS_SHEET = "Danh mục"
OWN_SHEETS = (GUIDE_SHEET, EXAMPLE_SHEET, LISTS_SHEET, SHEET)
"""The sheets of a blank form that hold no data: whoever reads a filled one passes over them."""

_LONGEST = 100  # no value of the sheet is longer; whatever is, nobody here wrote


@dataclass(frozen=True, slots=True)
class Identity:
    """The form (its code), its version, the reporting year, and the id of the agency it was made for."""

    form: str
    version: int
    year: int
    agency: str


def identity_rows(identity: Identity, number: str) -> tuple[tuple[str, str | int], ...]:
    """Return the rows of the hidden sheet, key and value; ``number`` is the form's number, for people.

    >>> identity_rows(Identity("births", 1, 2025, "so-y-te"), "YT-01")[:3]
    (('gender-indicators', 'form'), ('form', 'births'), ('number', 'YT-01'))
    """
    return (
        (SIGNATURE, KIND),
        ("form", identity.form),
        ("number", number),
        ("version", identity.version),
        ("year", identity.year),
        ("agency", identity.agency),
    )


def read_identity(rows: Iterable[Sequence[object]]) -> Identity | None:
    """Return the identity in the raw cells of the hidden sheet; ``None`` when they are not those of a blank form.

    Numbers may have become text or fractions on the way through other programs.

    >>> cells = [["gender-indicators", "form"], ["form", "births"], ["version", 1.0], ["year", "2025"],
    ...          ["agency", "so-y-te", ""]]
    >>> read_identity(cells)
    Identity(form='births', version=1, year=2025, agency='so-y-te')
    >>> read_identity(cells[1:]) is None
    True
    """
    found: dict[str, object] = {}
    for row in rows:
        if len(row) >= 2 and isinstance(row[0], str):
            found.setdefault(row[0].strip(), row[1])
    form, agency = _word(found.get("form")), _word(found.get("agency"))
    version, year = _whole(found.get("version")), _whole(found.get("year"))
    if found.get(SIGNATURE) != KIND or not form or not agency or version is None or year is None:
        return None
    return Identity(form, version, year, agency)


def log_identity(year: int) -> tuple[tuple[str, str | int], ...]:
    """Return the rows of the hidden sheet of an office's log, by which it is told from a delivery."""
    return ((SIGNATURE, LOG_KIND), ("year", year))


def log_year(rows: Iterable[Sequence[object]]) -> int | None:
    """Return the year in the hidden sheet of an office's log; ``None`` when it is not that of one.

    >>> log_year([["gender-indicators", "log"], ["year", "2025"]]), log_year([["gender-indicators", "form"]])
    (2025, None)
    """
    found = {row[0]: row[1] for row in rows if len(row) >= 2 and isinstance(row[0], str)}
    return _whole(found.get("year")) if found.get(SIGNATURE) == LOG_KIND else None


def _word(value: object) -> str:
    return nfc(value).strip() if isinstance(value, str) and len(value) <= _LONGEST else ""


def _whole(value: object) -> int | None:
    """The whole number that a cell holds as number or text, of at most four digits."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    text = str(value).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
