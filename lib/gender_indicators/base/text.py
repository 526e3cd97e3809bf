"""A message in the two languages of the system."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Vietnamese (shown first) and English.

    >>> Text("Đạt", "Met").vi
    'Đạt'
    """

    vi: str
    en: str


def nfc(text: str) -> str:
    """Return ``text`` in Unicode normal form C, as TCVN 6909:2001 writes Vietnamese.

    >>> len("ế"), len(nfc("e\\u0302\\u0301"))
    (1, 1)
    """
    return unicodedata.normalize("NFC", text)


def shortened(text: str, most: int) -> str:
    """Return ``text`` with at most ``most`` letters, three dots in place of the rest.

    >>> shortened("Xã Đông", 7), shortened("Phường Giữa", 8)
    ('Xã Đông', 'Phường …')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def suggest(word: str, known: Iterable[str]) -> Text:
    """Return a 'did you mean' for ``word`` among ``known``, or the list of what exists when none is near.

    >>> suggest("yaer", ["year", "map"]).en
    'Did you mean "year"?'
    >>> suggest("2031", ["2021", "2022"]).en
    'Did you mean "2021"?'
    >>> suggest("zzz", ["year", "map"]).en
    'Known: map, year.'
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return Text(f'Có phải ý là "{near[0]}"?', f'Did you mean "{near[0]}"?')
    listed = ", ".join(names)
    return Text(f"Các giá trị có: {listed}.", f"Known: {listed}.")
