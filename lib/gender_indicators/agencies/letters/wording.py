"""What a letter and a marked copy say of a finding, in Vietnamese."""

from __future__ import annotations

import re

from gender_indicators.base import Text, format_integer, nfc
from gender_indicators.findings import HIDDEN, RULES, Finding

LABELS = {"error": "LỖI", "warning": "LƯU Ý"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def plain(text: str) -> str:
    """Return ``text`` in NFC with a sign for every character that neither Word nor Excel can hold.

    >>> plain("Tên\x01")
    'Tên\ufffd'
    """
    return holdable(nfc(text))


def holdable(text: str) -> str:
    """Return ``text`` as it is, with that sign for those characters only."""
    return _CONTROL.sub("\ufffd", text)


def request_words(finding: Finding) -> str:
    """Return the rule as a sentence: what every file must keep."""
    return RULES[finding.rule].what.vi


def found(finding: Finding) -> str:
    """Return what stood there, and how many places like it there are."""
    more = f" (và {format_integer(finding.count - 1)} chỗ tương tự trong cùng cột)" if finding.count > 1 else ""
    return plain(f"{finding.found or '(trống)'}{more}")


def found_here(finding: Finding) -> str:
    """Return :func:`found` for a copy of the file itself, where what is told nowhere else stands in the cell."""
    return found(finding).replace(HIDDEN, "nội dung ở ô này")


def expected(finding: Finding) -> str:
    """Return what should stand there, as a sentence."""
    return plain(_sentence(finding.expected.vi))


def demand(finding: Finding) -> str:
    """Return the rule, and below it what it means at this place where that says more."""
    return "\n".join(dict.fromkeys((request_words(finding), expected(finding))))


def to_do(finding: Finding, name: Text) -> str:
    """Return how to correct it, without the name of the agency the words go to.

    >>> from gender_indicators.findings.finding import Place
    >>> words = Text("Cơ quan gửi biểu (Sở Y tế) bỏ gộp ô, rồi gửi lại tệp.", "")
    >>> f = Finding("cell.merged", "error", "so-y-te", "f", Place("so-y-te/f.xlsx"), "", words, words)
    >>> to_do(f, Text("Sở Y tế", ""))
    'Bỏ gộp ô, rồi gửi lại tệp.'

    Only where a sentence begins with it: inside one the name stays.

    >>> words = Text("Tệp của Sở Y tế được đọc.", "")
    >>> to_do(Finding("cell.merged", "error", "so-y-te", "f", f.place, "", words, words), Text("Sở Y tế", ""))
    'Tệp của Sở Y tế được đọc.'
    """
    words = finding.action.vi
    for addressed in (f"Cơ quan gửi biểu ({name.vi}) ", f"{name.vi} "):
        before, there, after = words.partition(addressed)
        if there and (not before.strip() or before.rstrip().endswith((".", "?", "!"))):
            words = before + after[:1].upper() + after[1:]
            break
    return plain(_sentence(words))


def _sentence(words: str) -> str:
    words = words.strip()
    words = words[:1].upper() + words[1:]
    return words if not words or words[-1] in ".?!" else f"{words}."
