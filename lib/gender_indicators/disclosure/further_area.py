"""One more hidden area where all that is hidden was small: who knows the rule cannot say of any that it must be."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from gender_indicators.disclosure.counts import Slot, slot_of
from gender_indicators.figures import Figure


def further_areas(
    figures: Iterable[Figure], hidden: Collection[Slot], small: Collection[Slot], known: Collection[Slot]
) -> Iterator[Slot]:
    """Yield a figure to hide in each group of areas that hides nothing but ``small`` figures.

    A group is what adds up to a figure of the province. The one is drawn by lot among those that are shown and not
    ``known`` from earlier reports. The lot is the hash of year, measure and the codes of province and area, so that
    it is the same on every run and depends on nothing that is hidden.
    """
    figures = tuple(figures)
    province = next((figure.area.code for figure in figures if figure.area.level == "province"), "")
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.area.level != "province" and figure.value is not None:
            groups[figure.measure, figure.reading, figure.map.isoformat(), figure.breakdown].append(figure)
    for group in groups.values():
        own = {slot_of(figure) for figure in group if slot_of(figure) in hidden}
        shown = [figure for figure in group if slot_of(figure) not in own and slot_of(figure) not in known]
        if own and own <= set(small) and shown:
            yield slot_of(min(shown, key=lambda figure: _lot(figure, province)))


def _lot(figure: Figure, province: str) -> str:
    ticket = f"{figure.year}|{figure.measure}|{figure.breakdown}|{province}|{figure.area.code}"
    return hashlib.sha256(ticket.encode()).hexdigest()
