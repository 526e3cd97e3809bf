"""The name of a delivered file: which form it is called after, and the day it was received if it says so."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from gender_indicators.base import nfc
from gender_indicators.files import table_endings
from gender_indicators.plan import Form

_SEPARATORS = " ._-()[]+,"
_DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<a>[-._])(?P<month>\d\d?)(?P=a)(?P<day>\d\d?)"
    r"|(?P<day2>\d\d?)(?P<b>[-._])(?P<month2>\d\d?)(?P=b)(?P<year2>(?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file called after ``form``: ``on`` the day in its name, ``plain`` when nothing but a day stands in it."""

    form: Form
    on: dt.date | None
    plain: bool


def named_after(file: str, forms: Iterable[Form]) -> NamedFile | None:
    """Return the form of ``forms`` that the file name ``file`` is called after; ``None`` when it is none.

    The name is the form's, with any ending of a table, perhaps followed by the day it was received, or by other
    words. Of two forms of which one's name begins with the other's, the longer counts.
    """
    path = PurePosixPath(nfc(file))
    if path.suffix.casefold() not in table_endings():
        return None
    stem = path.stem.casefold()
    found = [(form, rest) for form in forms if (rest := _behind(stem, _stem(form))) is not None]
    if not found:
        return None
    form, rest = min(found, key=lambda each: len(each[1]))
    on = day_of(rest)
    return NamedFile(form, on, plain=on is not None or not rest.strip(_SEPARATORS))


def agency_of(file: str, agencies: Iterable[str]) -> str:
    """Return the id of the agency in whose folder ``file`` lies; the folder as it is written when it is nobody's.

    >>> agencies = ("so-noi-vu", "so-y-te")
    >>> [agency_of(file, agencies) for file in ("So-Noi-Vu/a.xlsx", "Sở Nội vụ/a.xlsx", "khac/a.xlsx", "a.xlsx")]
    ['so-noi-vu', 'so-noi-vu', 'khac', '']
    """
    folder = file.rpartition("/")[0].partition("/")[0]
    alike = [agency for agency in agencies if bare(agency) == bare(folder)]
    return alike[0] if len(alike) == 1 and folder not in alike else folder


def bare(name: str) -> str:
    """Return the letters and digits of a name without capitals and marks.

    >>> bare("Sở Nội vụ")
    'sonoivu'
    """
    apart = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if letter.isalnum())


def day_of(words: str) -> dt.date | None:
    """Return the day that ``words``, without separators around them, are; ``None`` for anything else.

    >>> day_of(" 2025-02-20"), day_of("(20-02-2025)"), day_of(" (2)"), day_of("_2025-02-30")
    (datetime.date(2025, 2, 20), datetime.date(2025, 2, 20), None, None)
    """
    match = _DAY.fullmatch(words.strip(_SEPARATORS))
    if match is None:
        return None
    parts = (match["year"] or match["year2"], match["month"] or match["month2"], match["day"] or match["day2"])
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        return None


def _stem(form: Form) -> str:
    return PurePosixPath(nfc(form.file)).stem.casefold()


def _behind(stem: str, name: str) -> str | None:
    """What stands behind ``name`` in ``stem``: nothing, or words after a separator; ``None`` when it differs."""
    rest = stem.removeprefix(name)
    return rest if stem.startswith(name) and (not rest or rest[0] in _SEPARATORS) else None
