"""Which body answers for what, and who took over from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pydantic import model_validator

from gender_indicators.base import Bilingual, Identifier, Items, Strict, Text, Unfit, UserError, load_model


class Succession(Strict):
    """Who took over forms of an agency, and whether a published decision says so.

    ``coordinates`` marks the one that took over the coordination of the plan, ``measures`` the measures it
    answers for although it sends no form of theirs.
    """

    agency: str
    coordinates: bool = False
    measures: Items[str] = ()
    forms: Items[str]
    verified: bool
    source: Bilingual


class Agency(Strict):
    """A body that reports data."""

    id: Identifier
    name: Bilingual
    valid_to: dt.date | None = None
    successions: Items[Succession] = ()
    note: Bilingual | None = None


class Agencies(Strict):
    """All reporting bodies (``params/agencies.yaml``)."""

    agencies: Items[Agency]

    def __getitem__(self, identifier: str) -> Agency:
        """The agency with this id."""
        return next(agency for agency in self.agencies if agency.id == identifier)

    def __iter__(self) -> Iterator[Agency]:  # type: ignore[override]
        """The agencies in the order of the file."""
        return iter(self.agencies)

    @model_validator(mode="after")
    def _known(self) -> Agencies:
        ids = [agency.id for agency in self.agencies]
        if repeated := sorted({i for i in ids if ids.count(i) > 1}):
            raise Unfit(Text(f"mã dùng hai lần: {repeated}", f"ids used twice: {repeated}"))
        successors = {s.agency for agency in self.agencies for s in agency.successions}
        if unknown := sorted(successors - set(ids)):
            raise Unfit(
                Text(f'"successions" nêu cơ quan không có: {unknown}', f"successions name unknown agencies {unknown}")
            )
        return self

    def coordinator(self, agency: str, day: dt.date) -> str:
        """The id of the body that coordinates the plan on ``day``, following successions from ``agency``."""
        current = self[agency]
        while current.valid_to is not None and day > current.valid_to:
            current = self._heir(current, [s.agency for s in current.successions if s.coordinates], "coordinator")
        return current.id

    def sender(self, form: str, agency: str, day: dt.date) -> str:
        """The id of the body that sends ``form`` on ``day``, following successions from ``agency``."""
        current = self[agency]
        while current.valid_to is not None and day > current.valid_to:
            current = self._heir(current, [s.agency for s in current.successions if form in s.forms], form)
        return current.id

    def _heir(self, agency: Agency, heirs: list[str], task: str) -> Agency:
        if not heirs:
            raise UserError(
                Text(
                    f'cơ quan "{agency.id}" chỉ có đến {agency.valid_to} nhưng không có cơ quan nào nhận "{task}"; '
                    'hãy bổ sung khoá "successions".',
                    f'agency "{agency.id}" ends on {agency.valid_to} and nobody takes over "{task}"; '
                    'add it to the key "successions".',
                ),
                "params/agencies.yaml",
            )
        return self[heirs[0]]


def load_agencies(path: Path) -> Agencies:
    """Read the agencies in ``path`` (``params/agencies.yaml``)."""
    return load_model(path, Agencies)
