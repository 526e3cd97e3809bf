"""Numbers typed as text: which numbers a text can stand for, and what settles it where there are two.

"1.234,5" and "1,234.5" read in one way only. "1.234" reads in two: a thousand and more with a dot between thousands,
or one and a little more with a decimal point. The other cells of the column settle it, or nobody does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

Style = Literal["comma", "point"]  # the decimal sign

_SPACE = r"[ \u00a0\u2007\u2009\u202f]"
_SPACES = re.compile(_SPACE)
_SPACED = re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+(?![0-9])")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_SIGNS = {"%": "%", "‰": "‰", "%o": "‰", "%0": "‰", "0/00": "‰", "o/oo": "‰"}
_NUMBER = re.compile(r"(?P<number>[+-]?[0-9][0-9.,]*)\s*(?P<sign>%o|%0|0/00|o/oo|%|‰)?")
_STYLES: Mapping[Style, re.Pattern[str]] = {
    "comma": re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]{1,15})(?:,([0-9]+))?"),
    "point": re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]+))?"),
}


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as text: its possible values by style of writing, and the sign behind it ("%", "‰", or nothing).

    ``plain`` says that there is nothing but digits, so that the style does not matter.
    """

    values: Mapping[Style, float]
    sign: str
    plain: bool

    def whole(self) -> WrittenNumber:
        """Only those readings that are whole numbers."""
        return WrittenNumber(
            {style: value for style, value in self.values.items() if value.is_integer()}, self.sign, self.plain
        )

    @property
    def proves(self) -> Style | None:
        """The style that the text proves: the only one in which it is a number."""
        return next(iter(self.values)) if len(self.values) == 1 and not self.plain else None

    def settled(self, styles: Collection[Style]) -> float | None:
        """The value: the only one there is, or the one in the only style of ``styles`` in use; else ``None``."""
        values = set(self.values.values())
        if len(values) == 1:
            return values.pop()
        chosen = {self.values[style] for style in styles if style in self.values}
        return chosen.pop() if len(styles) == 1 and len(chosen) == 1 else None


def written_number(text: str) -> WrittenNumber | None:
    """Return what the number in ``text`` can be, or ``None`` when it is no number.

    >>> written_number("1.234,5").values, written_number("1,234.5").proves, written_number("15").plain
    ({'comma': 1234.5}, 'point', True)
    >>> written_number("1.234").values, written_number("106,410").values
    ({'comma': 1234.0, 'point': 1.234}, {'comma': 106.41, 'point': 106410.0})
    >>> written_number("1 153 795").values["comma"], written_number("19,2%o").sign, written_number("12 kg") is None
    (1153795.0, '‰', True)
    """
    text = text.translate(_MINUS).strip()
    if thousands := _SPACED.match(text):
        text = _SPACES.sub("", thousands[0]) + text[thousands.end() :]
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    number, sign = match["number"], _SIGNS[match["sign"]] if match["sign"] else ""
    values: dict[Style, float] = {}
    for style, pattern in _STYLES.items():
        if found := pattern.fullmatch(number):
            whole, decimals = re.sub(r"[.,]", "", found[2]), found[3]
            values[style] = float(f"{found[1]}{whole}.{decimals or 0}")
    return WrittenNumber(values, sign, number.lstrip("+-").isdigit()) if values else None
