"""Words on any terminal: where Vietnamese letters cannot be shown they lose their signs."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

_UNACCENTED = "unaccented"


def speak_anywhere() -> None:
    """Let what is printed from now on come out on a terminal that knows no Vietnamese."""
    codecs.register_error(_UNACCENTED, _without_signs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_UNACCENTED)


def _without_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return unaccented(error.object[error.start : error.end]), error.end


def unaccented(text: str) -> str:
    """Return ``text`` in ASCII: letters without their signs, a question mark for what has no like.

    >>> unaccented("Đã lập báo cáo năm 2024 → xong")
    'Da lap bao cao nam 2024 ? xong'
    """
    letters = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign if sign.isascii() else "?" for sign in letters if not unicodedata.combining(sign))
