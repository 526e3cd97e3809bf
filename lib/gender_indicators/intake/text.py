"""Vietnamese text as people type it: cleaned of what nobody sees, told from legacy fonts, and compared by its words.

Two spellings of one word get the same :func:`key`: a tone mark on either vowel ("thuỷ", "thủy"), y or i as the only
vowel ("Vỹ", "Vĩ"), capitals, punctuation, the wrong letter ƣ of old font converters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial

from gender_indicators.files import VNI_TOO, normalise

# U+01A3 looks like "ư" in the fonts of old converters and is no letter of Vietnamese.
_WRONG_LETTERS = str.maketrans("ƣƢ", "ưƯ")
_KEPT_LENGTH = 300  # of texts whose keys are remembered
_LONGEST_SYLLABLE = 7  # "nghiêng"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W\d_]+")
_SOLE_Y = re.compile(r"(?<![aeiouêôơâăưy])y(?![aeiouêôơâăư])")
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdđghklmnpqrstvx])?"
# Vowels that end a syllable, and those a consonant may follow.
_OPEN = (
    r"(?:oai|oay|oao|oeo|uai|uay|uây|uôi|uya|uyu|ươi|ươu|iêu|yêu|"
    r"ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu)"
)
_CLOSED = r"(?:uyê|iê|oa|oă|oe|oo|uâ|uê|uô|uơ|uy|ươ|yê|[aăâeêioôơuưy])(?:ch|nh|ng|[cmnpt])?"
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_OPEN}|{_CLOSED})")
_LATIN = re.compile(r"[\x00-\x7f\xa0-\xff\u0152\u0153\u0178\u2018-\u201e\u2026]*")


def mended(text: str) -> str:
    """Return ``text`` normalised, with the letter "ƣ" of old font converters as "ư".

    >>> mended(" Ngƣời  dân ")
    'Người dân'
    """
    return normalise(text).translate(_WRONG_LETTERS)


def key(text: str) -> str:
    """Return what is the same for all spellings of ``text``, for comparing only.

    >>> key("Nông, lâm nghiệp và thuỷ sản") == key("nông lâm nghiệp và  thủy sản")
    True
    >>> key("Phường Vỹ Dạ") == key("PHƯỜNG VĨ DẠ"), key("Hương Vân") == key("Hương Văn")
    (True, False)
    """
    return _kept_key(text) if len(text) <= _KEPT_LENGTH else _key(text)


def _key(text: str) -> str:
    lowered = mended(text).casefold()
    return " ".join(_syllable_key(word) for word in re.findall(r"[^\W_]+", lowered))


_kept_key = lru_cache(maxsize=50_000)(_key)


def _syllable_key(word: str) -> str:
    letters, tones = _toneless(word)
    return _SOLE_Y.sub("i", letters) + tones


def _toneless(word: str) -> tuple[str, str]:
    """The letters of a word without its tone marks, and the marks."""
    apart = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in apart if mark not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(mark for mark in apart if mark in _TONES)


def is_vietnamese(text: str) -> bool:
    """Whether every word of ``text`` could be a Vietnamese syllable with at most one tone.

    >>> is_vietnamese("Thừa Thiên Huế"), is_vietnamese("Thõa Thiªn HuÕ"), is_vietnamese("Coäng hoøa")
    (True, False, False)
    """
    return all(map(_is_syllable, _WORD.findall(text)))


def _is_syllable(word: str) -> bool:
    return len(word) <= _LONGEST_SYLLABLE and _could_be_syllable(word)


@lru_cache(maxsize=50_000)
def _could_be_syllable(word: str) -> bool:
    inner = word[1:]
    if inner != inner.lower() and inner != inner.upper():  # "HuÕ": a capital inside a word
        return False
    letters, tones = _toneless(word.lower())
    return len(tones) <= 1 and bool(_SYLLABLE.fullmatch(letters))


def legacy_readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``text``, raw as it stands in the file, as each legacy font would show it: encoding and Unicode text.

    Nothing when the text holds no letter beyond ASCII, or one that no legacy font has. A soft hyphen, which
    :func:`normalise` removes, is the letter "ư" of TCVN3.

    >>> dict(legacy_readings("Thõa Thiªn HuÕ"))["TCVN3"]
    'Thừa Thiên Huế'
    >>> dict(legacy_readings("Coäng hoøa xaõ hoäi"))["VNI"]
    'Cộng hòa xã hội'
    >>> list(legacy_readings("Huế")), list(legacy_readings("Nam"))
    ([], [])
    """
    if text.isascii() or not _LATIN.fullmatch(text):
        return
    for name, convert, letters in _converters():
        if all(letter.isascii() or letter in letters or letter.isspace() for letter in text):
            read = normalise(convert(text))
            if read != text:
                yield name, read


def from_legacy(text: str) -> tuple[str, str] | None:
    """Return encoding and Unicode text when ``text`` is no Vietnamese as it stands and is in exactly one legacy font.

    >>> from_legacy("NguyÔn ThÞ ViÖt Thanh"), from_legacy("Nguyễn Thị Việt Thanh"), from_legacy("Müller")
    (('TCVN3', 'Nguyễn Thị Việt Thanh'), None, None)
    """
    if text.isascii() or is_vietnamese(text):
        return None
    found = [(name, read) for name, read in legacy_readings(text) if is_vietnamese(read)]
    return found[0] if len(found) == 1 else None


@cache
def _converters() -> tuple[tuple[str, Callable[[str], str], frozenset[str]], ...]:
    """Each legacy encoding: its name, what converts it, and all the letters beyond ASCII it is written with."""
    from viparse.normalize.encodings import CHARMAPS  # takes 60 ms, and few files need it
    from viparse.normalize.tables import build_charmap, convert

    vni = build_charmap("vni", (*CHARMAPS["vni"].pairs, *VNI_TOO.items()))
    same = {"TCVN3": "", "VNI": "ìíÌÍ"}  # letters that look in the font as they do in Unicode
    tables = {"TCVN3": CHARMAPS["tcvn3"], "VNI": vni}
    return tuple(
        (name, partial(convert, charmap=table), frozenset("".join(old for old, _ in table.pairs) + same[name]))
        for name, table in tables.items()
    )
