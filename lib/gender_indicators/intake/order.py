"""Which of several deliveries of a form is newer: by the day, else by the vintage, and never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from itertools import combinations
from typing import get_args

from gender_indicators.intake.arrival import Arrival
from gender_indicators.plan import Vintage

_VINTAGES: tuple[str, ...] = get_args(Vintage)  # an estimate comes before preliminary data, these before final ones


def in_order(arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """Return the deliveries of a form, the newest last; call it when :func:`undecided_pair` is ``None``."""
    return tuple(sorted(arrivals, key=cmp_to_key(_position)))


def undecided_pair(arrivals: Sequence[Arrival]) -> tuple[Arrival, Arrival] | None:
    """Return the first two deliveries of which nobody can say which is newer; ``None`` when all are in order."""
    pairs = combinations(sorted(arrivals, key=lambda each: each.file), 2)
    return next(((a, b) for a, b in pairs if _compare(a, b) is None), None)


def _position(a: Arrival, b: Arrival) -> int:
    return _compare(a, b) or 0


def _compare(a: Arrival, b: Arrival) -> int | None:
    """Negative when ``a`` came before ``b``; ``None`` when that is not known, or day and vintage contradict."""
    days = _sign(a.on.toordinal() - b.on.toordinal()) if a.on and b.on else 0
    vintages = 0
    if a.vintage and b.vintage:
        vintages = _sign(_VINTAGES.index(a.vintage) - _VINTAGES.index(b.vintage))
    if days and vintages and days != vintages:
        return None
    return days or vintages or None


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
