"""In which encoding a delivered text file is, proven by the words of its form; any text as UTF-8.

Agencies keep Vietnamese text in encodings that one byte alone does not tell apart: the same byte is another letter
in each. But a file of a form holds the form's own words. The encoding under which they appear is the one; when none
shows them, or several do, nothing is guessed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gender_indicators.base import nfc
from gender_indicators.files.grid import normalise
from gender_indicators.files.limits import too_large
from gender_indicators.findings import Fault, Place, Refusal
from gender_indicators.plan import Column

# Left out of the table of viparse 0.1.31: ẳ of VNI is "a" and "ú", by the pattern of its other letters.
VNI_TOO = {"aú": "ẳ", "AÚ": "Ẳ"}
MAX_RECODED_MB = 20
_PIECE = 1 << 20
_SAMPLE = 1 << 17
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BETWEEN_CELLS = re.compile(r'[,;\t|\r\n"]+')


@dataclass(frozen=True, slots=True)
class Recoded:
    """A text file in UTF-8, and the name of the encoding it came in; ``""`` for UTF-8."""

    data: bytes
    encoding: str = ""


def as_utf8(columns: Sequence[Column], data: bytes, place: Place) -> Recoded:
    """Return the text of a file in UTF-8.

    Raises :class:`Refusal` when the words of a form's ``columns`` prove none of the encodings that are known.
    """
    for mark, name in _UTF16.items():
        if data.startswith(mark):
            return Recoded(_from_utf16(data[len(mark) :], name, place), "UTF-16")
    if data.count(0) * 4 > len(data):
        raise Refusal(Fault("file.encoding", place, "UTF-16"))
    start = _first_wrong_byte(data)
    if start < 0:
        return Recoded(data)
    name = _proven(columns, data)
    text = _decoded(data, name, place) if name else None
    if text is None:
        where = Place(place.file, "", f"dòng {data.count(10, 0, start) + 1}")
        raise Refusal(Fault("file.encoding", where, f"byte 0x{data[start]:02x}, không phải UTF-8"))
    return Recoded(text.encode(), name)


def known_words(columns: Sequence[Column]) -> frozenset[str]:
    """The headers of columns with their synonyms, as cells that are looked for."""
    headers = (header for column in columns for header in (column.header, *column.synonyms))
    return frozenset(normalise(header).casefold() for header in headers)


def from_tcvn3(data: bytes) -> str:
    """Return TCVN3 (ABC) text, written with the fonts .VnTime, in Unicode; its capitals with tones are small letters.

    >>> from_tcvn3("Giíi tÝnh, N÷, ng\\xadêi".encode("cp1252"))
    'Giới tính, Nữ, người'
    """
    return codecs.charmap_decode(data, "strict", _tcvn3())[0]


def from_vni(data: bytes) -> str:
    """Return VNI text, written with the fonts VNI-Times, in Unicode.

    >>> from_vni("Giôùi tính, Nöõ".encode("cp1252"))
    'Giới tính, Nữ'
    """
    pattern, letters = _vni()
    return nfc(pattern.sub(lambda match: letters[match[0]], data.decode("cp1252")))


_ENCODINGS: Mapping[str, Callable[[bytes], str]] = {
    "Windows-1258": lambda data: nfc(data.decode("cp1258")),
    "TCVN3 (ABC)": from_tcvn3,
    "VNI": from_vni,
}


def _proven(columns: Sequence[Column], data: bytes) -> str:
    """The encoding that shows every word of the form which any other shows, and more; empty when there is none."""
    codes = {normalise(label).casefold() for column in columns for label in column.codes}
    words = {word for word in known_words(columns) | codes if not word.isascii()}
    shown = {name: words & _cells(decode, data[:_SAMPLE]) for name, decode in _ENCODINGS.items()}
    best = max(shown, key=lambda name: len(shown[name]))
    return best if all(shown[name] < shown[best] for name in shown if name != best) else ""


def _cells(decode: Callable[[bytes], str], sample: bytes) -> set[str]:
    try:
        text = decode(sample)
    except UnicodeDecodeError:
        return set()
    return {normalise(cell).casefold() for cell in _BETWEEN_CELLS.split(text)}


def _decoded(data: bytes, name: str, place: Place) -> str | None:
    if len(data) > MAX_RECODED_MB * 1_000_000:
        raise too_large(place, f"{len(data) // 1_000_000} MB, mã {name}", MAX_RECODED_MB)
    try:
        return _ENCODINGS[name](data)
    except UnicodeDecodeError:
        return None


def _from_utf16(data: bytes, name: str, place: Place) -> bytes:
    """UTF-16 as UTF-8, piece by piece."""
    decoder = codecs.getincrementaldecoder(name)()
    text = bytearray()
    try:
        for start in range(0, len(data), _PIECE):
            text += decoder.decode(data[start : start + _PIECE]).encode()
        text += decoder.decode(b"", final=True).encode()
    except UnicodeError:
        raise Refusal(Fault("file.encoding", place, "UTF-16 hỏng")) from None
    return bytes(text)


def _first_wrong_byte(data: bytes) -> int:
    """The position of the first byte that is no UTF-8, or -1; decoded in pieces, none of which is kept."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        before = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=start + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            return start - before + error.start
    return -1


def _letters(name: str) -> dict[str, str]:
    from viparse.normalize.encodings import CHARMAPS  # takes a while, and few files need it

    return dict(CHARMAPS[name].pairs)


@cache
def _tcvn3() -> str:
    """What each byte stands for."""
    letters = _letters("tcvn3")
    plain = (bytes((byte,)).decode("cp1252", "ignore") or "\ufffe" for byte in range(256))
    return "".join(letters.get(char, char) for char in plain)


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """The letters of VNI, the longest sequences first, and what each stands for."""
    letters = _letters("vni") | VNI_TOO
    sequences = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, sequences))), letters
