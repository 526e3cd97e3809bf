"""Why figures changed from one edition to another: by what could have done it, and where that is not one, by reruns.

A cause that lies in the parameters can be taken back alone: the year is measured again with everything as it is now
but this one as it was. What a figure then is tells whether it was this cause, together with others or not at all.
Data, program and libraries cannot be taken back, for an edition keeps no raw data: they are what is left.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gender_indicators.editions.ingredients import Ingredients
from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import Facts, Measure, Plan, Target, Year, chosen_settings
from gender_indicators.results import Cause, CauseKind, Change, Edition, Slot, changes_between, figures_by_slot, same

PARAMETERS: tuple[CauseKind, ...] = ("reading", "map", "threshold", "method")
ENTRIES: tuple[CauseKind, ...] = ("correction", "waiver")
"""What a rerun can take back alone; entries only where they are written in parameter files, which are archived."""
_LAST_DIGIT = 1e-9  # relative; what libraries differ by when they sum in another order

_SAID = {"name", "definition", "source", "caveat", "references", "neighbour", "responsible", "baseline"}
_NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high")

Rerun = Callable[[Collection[CauseKind]], Edition | None]
"""The year as it is now with the causes of these kinds as they were; ``None`` where the data fail their checks."""


@dataclass(frozen=True, slots=True)
class Side:
    """An edition with what it was made from."""

    edition: Edition
    ingredients: Ingredients


def explained_changes(before: Side, after: Side, rerun: Rerun) -> tuple[Change, ...]:
    """Return the figures that differ, each with why."""
    changes = changes_between(before.edition, after.edition)
    facts = _Differences(before, after)
    candidates = {change.slot: facts.candidates(change) for change in changes}
    unclear = {kind for found in candidates.values() if len(found) > 1 for kind in _kinds(found) & facts.swapped}
    reruns: dict[frozenset[CauseKind], Mapping[Slot, ProtectedFigure]] = {}

    def without(kinds: Iterable[CauseKind]) -> Mapping[Slot, ProtectedFigure]:
        wanted = frozenset(kinds)
        if wanted not in reruns:
            edition = rerun(wanted)
            reruns[wanted] = {} if edition is None else figures_by_slot(edition)
        return reruns[wanted]

    return tuple(
        replace(change, causes=_decided(change, candidates[change.slot], unclear, without)) for change in changes
    )


def _decided(
    change: Change,
    candidates: tuple[Cause, ...],
    unclear: Collection[CauseKind],
    without: Callable[[Iterable[CauseKind]], Mapping[Slot, ProtectedFigure]],
) -> tuple[Cause, ...]:
    """The causes of a change among its ``candidates``."""
    kinds = _kinds(candidates) & set(unclear)
    if len(candidates) < 2 or not kinds:
        return candidates
    alone = {kind for kind in kinds if same(without([kind]).get(change.slot), change.before)}
    if alone:
        return _of(candidates, alone)
    acting = {kind for kind in kinds if not same(without([kind]).get(change.slot), change.after)}
    if not acting:
        return tuple(cause for cause in candidates if cause.kind not in kinds) or candidates
    if same(without(kinds).get(change.slot), change.before):
        return _of(candidates, acting)
    return tuple(cause for cause in candidates if cause.kind in acting or cause.kind not in kinds)


def _of(candidates: Iterable[Cause], kinds: Collection[CauseKind]) -> tuple[Cause, ...]:
    return tuple(cause for cause in candidates if cause.kind in kinds)


def _kinds(causes: Iterable[Cause]) -> set[CauseKind]:
    return {cause.kind for cause in causes}


class _Differences:
    """What two editions were made from otherwise, and which of it can have changed a figure."""

    def __init__(self, before: Side, after: Side) -> None:
        self._editions = (before.edition, after.edition)
        self._measures = tuple({measure.id: measure for measure in each.plan.measures} for each in self._editions)
        then, now = before.ingredients, after.ingredients
        self._places: dict[CauseKind, set[str]] = {
            "data": _differing(then.data, now.data),
            "correction": _differing(then.corrections, now.corrections),
            "waiver": _differing(then.waivers, now.waivers),
        }
        self.swapped: set[CauseKind] = {*PARAMETERS, *(ENTRIES if then.logs == now.logs else ())}
        self._libraries = then.versions != now.versions
        program: tuple[CauseKind, ...] = ("program",) if then.library != now.library else ()
        self._making: tuple[CauseKind, ...] = (*program, *(("rounding",) if self._libraries else ()))
        self._proven = frozenset(self._computed_alike() if self._making else ())

    def candidates(self, change: Change) -> tuple[Cause, ...]:
        """Return what can have changed a figure."""
        if _only_named(change):
            return (Cause("name"),)
        found = [*self._of_forms(change.figure), *self._of_parameters(change)]
        if not found and self._libraries and _tiny(change):
            return (Cause("rounding"),)
        if change.figure.measure not in self._proven:
            found += [Cause(kind) for kind in self._making]
        return tuple(found) or (Cause("hiding"),)

    def _computed_alike(self) -> Iterator[str]:
        """The measures of which program and libraries make the same as before.

        That is seen in the figures of other years, or areas, that nothing else can have changed.
        """
        then, now = (figures_by_slot(edition) for edition in self._editions)
        witnesses: dict[str, list[bool]] = defaultdict(list)
        for slot in then.keys() & now.keys():
            change = Change(then[slot], now[slot])
            if change.figure.value is not None and not [*self._of_forms(change.figure), *self._of_parameters(change)]:
                witnesses[change.figure.measure].append(same(change.before, change.after))
        return (measure for measure, alike in witnesses.items() if all(alike))

    def _of_forms(self, figure: ProtectedFigure) -> Iterator[Cause]:
        """What changed in the forms the figure's measure is counted from, in the years it is about."""
        forms = {form for measures in self._measures for form in _forms(measures.get(figure.measure))}
        for kind, places in self._places.items():
            for year in range(figure.first_year or figure.year, figure.year + 1):
                yield from (Cause(kind, form, year) for form in sorted(forms) if f"{year}/{form}" in places)

    def _of_parameters(self, change: Change) -> Iterator[Cause]:
        before, after = self._editions
        then, now = (measures.get(change.figure.measure) for measures in self._measures)
        if _map(before) != _map(after):
            yield Cause("map")
        if then is None or now is None:
            yield Cause("method")
            return
        if chosen_settings(then, before.year) != chosen_settings(now, after.year):
            yield Cause("reading")
        if then.threshold != now.threshold:
            yield Cause("threshold")
        if _computed(then) != _computed(now) or _common(before) != _common(after):
            yield Cause("method")


def _differing(then: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    return {place for place in {*then, *now} if then.get(place) != now.get(place)}


def _forms(measure: Measure | None) -> Collection[str]:
    return measure.forms.values() if measure else ()


def _map(edition: Edition) -> object:
    return edition.year.map, edition.year.levels, [area.code for area in edition.areas]


def _computed(measure: Measure) -> object:
    """All of a measure's definition but its threshold and the words about it."""
    return measure.model_dump(exclude=_SAID | {"threshold"})


def _common(edition: Edition) -> object:
    """What the plan sets for all measures."""
    plan = edition.plan
    return plan.confidence, plan.release, plan.linked, plan.intruder


def _only_named(change: Change) -> bool:
    """Whether the figure differs by the name of its area alone."""
    before, after = change.before, change.after
    return before is not None and after is not None and same(replace(before, area=after.area), after)


def _tiny(change: Change) -> bool:
    """Whether the figure differs by no more than libraries do that sum in another order."""
    before, after = change.before, change.after
    if before is None or after is None or before.gap != after.gap or before.verdict != after.verdict:
        return False
    pairs = [(getattr(before, name), getattr(after, name)) for name in _NUMBERS]
    return all(math.isclose(one or 0.0, other or 0.0, rel_tol=_LAST_DIGIT, abs_tol=1e-12) for one, other in pairs)


def taken_back(now: Facts, then: Facts, kinds: Collection[CauseKind]) -> Facts:
    """Return the facts as they are ``now`` but those of ``kinds`` as they were ``then``."""
    years = {year.year: year for year in (*then.earlier, then.year)}

    def back(year: Year) -> Year:
        return _year_back(year, years.get(year.year, year), kinds)

    plan = now.plan
    if set(kinds) & {"threshold", "method"}:
        plan = _plan_back(now.plan, then.plan, kinds)
    areas, map_ = (then.areas, then.map) if "map" in kinds else (now.areas, now.map)
    return replace(
        now, plan=plan, areas=areas, map=map_, year=back(now.year), earlier=tuple(back(year) for year in now.earlier)
    )


def _year_back(now: Year, then: Year, kinds: Collection[CauseKind]) -> Year:
    year = now.without_entries()
    update: dict[str, object] = {}
    if "reading" in kinds:
        update |= {"settings": then.settings}
    if "map" in kinds:
        update |= {"map": then.map, "levels": then.levels}
    corrections = then.written_corrections if "correction" in kinds else now.written_corrections
    waivers = then.written_waivers if "waiver" in kinds else now.written_waivers
    return year.model_copy(update=update).with_entries(corrections, waivers)


def _plan_back(now: Plan, then: Plan, kinds: Collection[CauseKind]) -> Plan:
    """The plan with the thresholds, or all of how measures are computed, as they were."""
    old = {measure.id: measure for measure in then.measures}

    def back(measure: Measure) -> Measure:
        before = old.get(measure.id, measure)
        computed = before if "method" in kinds else measure
        decided = before if "threshold" in kinds else measure
        return computed.model_copy(update={"threshold": decided.threshold})

    def target(each: Target) -> Target:
        return each.model_copy(update={"measures": tuple(back(measure) for measure in each.measures)})

    goals = tuple(
        goal.model_copy(update={"targets": tuple(target(each) for each in goal.targets)}) for goal in now.goals
    )
    common = then if "method" in kinds else now
    return common.model_copy(update={"goals": goals})
