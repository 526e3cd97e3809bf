"""What an edition was made from, as far as a change of its figures can come from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from gender_indicators.base import digest
from gender_indicators.editions.archive import other_version
from gender_indicators.editions.manifest import State
from gender_indicators.editions.soundness import CONTENTS, require_sound_record
from gender_indicators.editions.statement import Archived
from gender_indicators.intake import LOG
from gender_indicators.results import Outcome


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Hashes of the delivered files, corrections and waivers, each by year and form; of the code; versions.

    For the office only: the hash of a short list, or of a correction, lets a guess be checked.
    """

    data: Mapping[str, Mapping[str, str]]  # "2024/births": file -> hash
    corrections: Mapping[str, str]  # "2024/births" -> hash
    waivers: Mapping[str, str]
    library: Mapping[str, str]
    versions: Mapping[str, str]
    logs: Mapping[str, str]  # the office's workbooks of entries, by file


def read_ingredients(archived: Archived) -> Ingredients:
    """Return what an archived edition was made from; raises :class:`UserError` where its record was changed."""
    require_sound_record(archived)
    kept = json.loads((archived.record / CONTENTS).read_bytes())
    try:
        return Ingredients(**kept["ingredients"])
    except (KeyError, TypeError) as error:
        raise other_version(archived) from error


def ingredients_of(outcome: Outcome, state: State) -> Ingredients:
    """Return what an edition of ``outcome`` is made from."""
    data: dict[str, dict[str, str]] = {}
    entries: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for year, delivery in outcome.deliveries.items():
        for form, arrivals in delivery.arrivals.items():
            files = {f"{year}/{each.file}" for each in arrivals}
            data[f"{year}/{form}"] = {file: outcome.hashes[file] for file in sorted(files & outcome.hashes.keys())}
        for entry in outcome.checked[year].corrections:
            place = entries[bool(entry.rule)].setdefault(f"{year}/{entry.form}", [])
            place.append(repr((entry.place, entry.change, entry.rule, entry.column, entry.count)))
    corrections, waivers = ({place: digest(*sorted(found)) for place, found in kind.items()} for kind in entries)
    logs = {file: value for file, value in state.inputs["data"].items() if file.endswith(f"/{LOG}")}
    return Ingredients(data, corrections, waivers, state.inputs["library"], state.versions, logs)
