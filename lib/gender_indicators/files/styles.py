"""Which number formats show a number as a share of a hundred."""

from __future__ import annotations

import re

_BUILT_IN = {9, 10}  # 0% and 0.00%, by their numbers in Excel
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def shows_percent(number: int, code: str = "") -> bool:
    """Whether the format with this number (or this ``code`` of its own) shows 0.0158 as 1,58 %.

    >>> shows_percent(10), shows_percent(164, "0.0%"), shows_percent(164, '0.0"%"'), shows_percent(4)
    (True, True, False, False)
    """
    return number in _BUILT_IN or "%" in _NOT_CODE.sub("", code)
