"""What was published of sensitive measures before: a reader keeps old reports, so the next one must reckon with them.

An edition tells of a year what it shows and what it hides. It binds the next edition as long as both rest on the same
data, or nearly: what one hid the other must not show, for the two together would tell it. Once the data were revised
by more, each stands for itself, and the proof sets all of them against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.figures import Figure
from gender_indicators.plan import Plan


@dataclass(frozen=True, slots=True, order=True)
class RegisterEntry:
    """A figure as a report told it: where it stands, and its counts, or that it was hidden (both are empty).

    ``reading`` is the reading of the plan's wording in use. A figure of no cases was shown with two zeros.
    """

    measure: str
    reading: str
    map: str
    area: str
    breakdown: str
    numerator: str
    denominator: str

    @property
    def slot(self) -> tuple[str, str, str, str, str]:
        """Where the figure stands in its year."""
        return (self.measure, self.reading, self.map, self.area, self.breakdown)

    @property
    def hidden(self) -> bool:
        """Whether the report hid it."""
        return not self.numerator

    def apart(self, other: RegisterEntry) -> float:
        """How far the counts of two figures that are shown lie apart."""
        return max(abs(float(a or 0) - float(b or 0)) for a, b in zip(self._counts, other._counts, strict=True))

    @property
    def _counts(self) -> tuple[str, str]:
        return self.numerator, self.denominator


Told = Mapping[int, Sequence[frozenset[RegisterEntry]]]
"""What the editions published so far tell, by the year they describe, one set an edition."""


def entry_of(figure: Figure) -> RegisterEntry | None:
    """Return how a report tells ``figure``; nothing where it has no number for another reason than secrecy."""
    slot = (figure.measure, figure.reading, figure.map.isoformat(), figure.area.code, figure.breakdown)
    if figure.gap == "suppressed":
        return RegisterEntry(*slot, "", "")
    if figure.gap == "no_cases":
        return RegisterEntry(*slot, "0", "0")
    if figure.value is None:
        return None
    return RegisterEntry(*slot, _number(figure.numerator), _number(figure.denominator))


def entries_of(figures: Iterable[Figure], plan: Plan) -> dict[int, frozenset[RegisterEntry]]:
    """Return how a report tells the figures of sensitive measures, by the year they describe."""
    sensitive = {measure.id for measure in plan.measures if measure.disclosure is not None}
    found: dict[int, set[RegisterEntry]] = defaultdict(set)
    for figure in figures:
        entry = entry_of(figure) if figure.measure in sensitive and figure.first_year is None else None
        if entry is not None:
            found[figure.year].add(entry)
    return {year: frozenset(entries) for year, entries in found.items()}


def binding_entries(
    editions: Iterable[Collection[RegisterEntry]], figures: Iterable[Figure], revision: float
) -> frozenset[RegisterEntry]:
    """Return what binds the next edition of all that the ``editions`` told of its year.

    ``figures`` are those counted now, before any is hidden, also under the other readings that were told: an edition
    is held against its own reading. Of a measure it binds unless a count that it showed has changed by more than
    ``revision``: then its data were others.

    >>> before = RegisterEntry("4.3", "", "2021-07-01", "46", "total", "30", "400")
    >>> hidden = RegisterEntry("4.3", "", "2021-07-01", "474", "total", "", "")
    >>> sorted(entry.area for entry in binding_entries([[before, hidden]], [], revision=1))
    ['46', '474']
    """
    now = {entry.slot: entry for entry in map(entry_of, figures) if entry is not None}
    found: set[RegisterEntry] = set()
    for edition in editions:
        by_measure: dict[str, list[RegisterEntry]] = defaultdict(list)
        for entry in edition:
            by_measure[entry.measure].append(entry)
        for entries in by_measure.values():
            both = [(entry, now[entry.slot]) for entry in entries if not entry.hidden and entry.slot in now]
            if all(other.hidden or entry.apart(other) <= revision for entry, other in both):
                found.update(entries)
    return frozenset(found)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
