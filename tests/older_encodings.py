"""Vietnamese text as it was written before Unicode."""

from __future__ import annotations

import unicodedata


def legacy(text: str, letters: dict[str, str]) -> bytes:
    return "".join(letters.get(letter, letter) for letter in text).encode("cp1252")


def tcvn3(text: str) -> bytes:
    """Text as the fonts .VnTime want it."""
    from viparse.normalize.encodings import CHARMAPS

    return legacy(text, {letter: code for code, letter in CHARMAPS["tcvn3"].pairs})


def vni(text: str) -> bytes:
    """Text as the fonts VNI-Times want it."""
    from viparse.normalize.encodings import CHARMAPS

    codes = {letter: code for code, letter in CHARMAPS["vni"].pairs}
    return legacy(text, codes | {"ẳ": "aú", "Ẳ": "AÚ"})


def windows_1258(text: str) -> bytes:
    """Text with tone marks behind their letters."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = (unicodedata.normalize("NFD", letter) for letter in text)
    return b"".join(
        unicodedata.normalize("NFC", "".join(sign for sign in part if sign not in tones)).encode("cp1258")
        + "".join(sign for sign in part if sign in tones).encode("cp1258")
        for part in parts
    )
