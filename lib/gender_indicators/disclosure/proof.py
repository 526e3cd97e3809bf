"""What a reader of all publications can work out about the figures they hide.

A page is made from its edition and nothing else, so what an edition does not hold no page can tell; what is left is
arithmetic. The reader knows the plan, the map and the rules. He takes every figure that is shown, adds up what adds
up (areas to the province, numerator and the rest to the denominator, linked counts, years counted together), and
solves the range of every hidden count. Two publications that agree on all they both show rest on the same data, so
that what one shows the other cannot hide; where they differ, the data were revised and each stands for itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.disclosure.publication import Proof, PublishedFigures
from gender_indicators.disclosure.published_ranges import narrow_ranges
from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import Areas

_HIDDEN = ("suppressed", "not_published")


def prove(publications: Mapping[str, PublishedFigures], areas: Areas | None = None) -> Proof:
    """Return the hidden counts that readers of all ``publications`` (by name) know too closely.

    ``areas`` is what everyone can know of the maps; without it figures of the same year on two maps stand apart.
    """
    figures = {name: _sensitive(publication) for name, publication in publications.items()}
    leaks = tuple(dict.fromkeys(narrow_ranges(publications, figures, areas)))
    everything = [figure for found in figures.values() for figure in found]
    return Proof(
        leaks,
        shown=sum(figure.value is not None for figure in everything),
        hidden=sum(figure.gap in _HIDDEN for figure in everything),
    )


def _sensitive(publication: PublishedFigures) -> tuple[ProtectedFigure, ...]:
    measures = {m.id for m in publication.plan.measures if m.disclosure is not None}
    figures = (*publication.figures, *publication.history, *publication.pooled)
    return tuple(figure for figure in figures if figure.measure in measures)
