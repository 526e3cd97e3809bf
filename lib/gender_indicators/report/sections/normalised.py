"""The sentence on what reading brought into the shape of the forms: "đã chuẩn hoá 36 tên đơn vị"."""

from __future__ import annotations

from collections.abc import Iterable

from gender_indicators.base import Text, format_integer
from gender_indicators.findings import BrokenRule, Finding, normalised


def normalised_words(problems: Iterable[Finding | BrokenRule]) -> Text:
    """Return how many of which cells were brought into shape; the number of a short list is not told.

    >>> normalised_words([]).vi
    'Khi đọc không phải chuẩn hoá ô nào.'
    """
    counts = normalised(problems)
    if not counts:
        return Text("Khi đọc không phải chuẩn hoá ô nào.", "Reading had to bring nothing into shape.")
    vi = [f"{format_integer(number)} {words.vi}" if number is not None else words.vi for words, number in counts]
    en = [f"{number} {words.en}" if number is not None else words.en for words, number in counts]
    return Text(
        f"Khi đọc đã chuẩn hoá {', '.join(vi)}; mỗi loại được báo cho cơ quan gửi biểu.",
        f"Reading brought into shape: {', '.join(en)}; the sender is told of each kind.",
    )
