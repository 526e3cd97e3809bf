"""How a blank form looks: one font, few colours, and never a meaning that only a colour carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

FONT: Mapping[str, Any] = MappingProxyType(
    {"font_name": "Times New Roman", "font_size": 12, "font_family": 1, "font_scheme": "none"}
)  # without a scheme: Excel would show its theme's font instead
_EDGE = {"border": 1, "border_color": "#808080"}
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DCE6F1", **_EDGE}
_EXAMPLE = {"valign": "top", "align": "left", "italic": True, "bg_color": "#FFF2CC", **_EDGE}
_KINDS: dict[str, dict[str, Any]] = {
    "locked": {"valign": "vcenter"},  # a look of its own: without one a cell has that of its column
    "title": {"bold": True, "font_size": 14},
    "subtitle": {"italic": True, "font_color": "#444444"},
    "section": {"bold": True, "font_size": 13, "bottom": 2, "bottom_color": "#1F3864"},
    "section end": {"bottom": 2, "bottom_color": "#1F3864"},
    "bold": {"bold": True},
    "label": {"bold": True, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "head": {**_HEAD, "align": "center"},
    "cell": {"text_wrap": True, "valign": "top", **_EDGE},
    "cell bold": {"text_wrap": True, "valign": "top", "bold": True, **_EDGE},
    "cell middle": {"valign": "top", "align": "center", **_EDGE},
    "cell date": {"valign": "top", "align": "center", "num_format": "dd/mm/yyyy", **_EDGE},
    "english": {"text_wrap": True, "valign": "top", "italic": True, "font_color": "#444444", **_EDGE},
    "english head": {**_HEAD, "italic": True, "align": "center"},
    "example": {**_EXAMPLE, "text_wrap": True},
    "example number": {**_EXAMPLE, "num_format": "#,##0"},
    "example date": {**_EXAMPLE, "num_format": "dd/mm/yyyy"},
    "example mark": {"bold": True, "valign": "vcenter", "align": "center", "bg_color": "#FFF2CC", "border": 2},
    "total label": {"bold": True, "font_color": "#1F3864"},
    "total": {"bold": True, "font_color": "#1F3864", "num_format": "#,##0", "bottom": 4},
    "count left": {"bold": True, "font_color": "#1F3864", "num_format": "#,##0", "align": "left"},
    "count": {"bold": True, "num_format": "#,##0", "align": "center", "valign": "top", **_EDGE},
    "data text": {"locked": False, "num_format": "@", "text_wrap": True, "valign": "top", **_EDGE},
    "data integer": {"locked": False, "num_format": "#,##0", "valign": "top", **_EDGE},
    "data year": {"locked": False, "num_format": "0", "valign": "top", **_EDGE},
    "data number": {"locked": False, "valign": "top", **_EDGE},
    "data date": {"locked": False, "num_format": "dd/mm/yyyy", "align": "center", "valign": "top", **_EDGE},
    "known": {"locked": False, "num_format": "@", "valign": "top", "bg_color": "#F2F2F2", **_EDGE},
    "wrong": {"bold": True, "underline": 1, "font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "wrong empty": {"pattern": 14, "bg_color": "#FFC7CE", "fg_color": "#9C0006"},
}

Looks = Callable[[str], Any]


def looks_of(book: Any) -> Looks:
    """Return a function that gives the XlsxWriter format of a kind of cell, made at its first use."""
    return cache(lambda kind: book.add_format(_KINDS[kind]))


LINE = 16.5
"""The height of a line of text in points."""


def lines(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a cell ``width`` characters wide, rather one too many.

    >>> lines("Số tin, bài", 16), lines("Được phổ biến, cập nhật thông tin", 16), lines("a\\nb", 16)
    (1, 3, 2)
    """
    return sum(_lines(paragraph.split(), width) for paragraph in text.split("\n"))


def _lines(words: list[str], width: float) -> int:
    count, used = 1, 0.0
    for word in words:
        size = float(len(word))
        if used and used + 1 + size > width - 1:
            count, used = count + 1, size
        else:
            used += size + (1 if used else 0)
    return count
