"""Two readings of which one contains the other: whoever is counted under the wider one only is a count, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gender_indicators.base import Text, UserError
from gender_indicators.disclosure.counts import Count, Counted, Slot, beyond, place_of, slot_of
from gender_indicators.disclosure.suppression import Constraint, equation
from gender_indicators.figures import Figure
from gender_indicators.plan import Measure


@dataclass(frozen=True, slots=True)
class Apart:
    """The ``counts`` by which the figure ``here`` and the one ``elsewhere``, which tells ``others``, differ.

    ``figure`` stands for them, as if they were a reading of their own; ``rules`` say what adds up.
    """

    figure: Figure
    counts: tuple[Count, ...]
    here: Slot
    elsewhere: Slot
    others: tuple[Count, ...]
    rules: tuple[Constraint, ...]


def apart(
    counted: Sequence[Counted], elsewhere: Sequence[Counted], measures: Mapping[str, Measure]
) -> Iterator[Apart]:
    """Yield what the figures ``told`` and those under other readings differ by, where one contains the other."""
    others = {(place_of(slot_of(figure)), figure.reading): counts for figure, counts in elsewhere}
    readings = sorted({reading for _, reading in others})
    for figure, counts in counted:
        slot, measure = slot_of(figure), measures[figure.measure]
        for reading in readings:
            if (found := others.get((place_of(slot), reading))) is None:
                continue
            is_wide = beyond(measure, reading, figure.reading)
            name = is_wide or beyond(measure, figure.reading, reading)
            if name:
                wide, narrow = (counts, found) if is_wide else (found, counts)
                rest = tuple(_rest(n, w, name) for n, w in zip(narrow, wide, strict=True))
                rules = tuple(
                    equation((w.key, 1), (n.key, -1), (r.key, -1), name=name)
                    for n, w, r in zip(narrow, wide, rest, strict=True)
                )
                there = (slot[0], reading, *slot[2:])
                yield Apart(replace(figure, reading=name), rest, slot, there, found, rules)


def _rest(narrow: Count, wide: Count, name: str) -> Count:
    if narrow.number > wide.number:
        raise UserError(
            Text(
                f'số đếm "{narrow.base}": cách hiểu khai là rộng hơn lại cho số nhỏ hơn; hãy sửa khoá "contains".',
                f'count "{narrow.base}": the reading said to be wider counts fewer; correct the key "contains".',
            ),
            "params/plan.yaml",
        )
    return replace(wide, number=wide.number - narrow.number, floor=0, reading=name)
