"""What is wrong with an office, or with the program it runs, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from gender_indicators.base import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """``what`` is wrong ``where``, and the ``action`` that mends it."""

    where: str
    what: Text
    action: Text
