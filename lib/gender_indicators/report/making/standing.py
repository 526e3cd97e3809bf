"""What a report is: a draft, or an edition that was published, with its number, its day and who signed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gender_indicators.base import ILLUSTRATIVE_MARK, Text, format_date
from gender_indicators.plan import Origin

Role = Literal["made_by", "checked_by", "released_by"]
ROLES: dict[Role, Text] = {
    "made_by": Text("Người lập", "Made by"),
    "checked_by": Text("Người kiểm tra", "Checked by"),
    "released_by": Text("Người duyệt công bố", "Released by"),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for an edition in a role: name, and title or post."""

    role: Role
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The ``number`` of a published edition within its year (0: a draft), its day, signatures and a remark."""

    number: int = 0
    day: dt.date | None = None
    signatures: tuple[Signature, ...] = ()
    remark: str = ""

    @property
    def words(self) -> str:
        """What stands in the line below a title.

        >>> Standing(2, dt.date(2025, 4, 10)).words
        'Ấn phẩm số 2, công bố ngày 10/04/2025'
        """
        if self.day is None:
            return "Dự thảo, chưa công bố"
        return f"Ấn phẩm số {self.number}, công bố ngày {format_date(self.day)}"


DRAFT = Standing()


def banner(origin: Origin, standing: Standing) -> str:
    """Return the mark on every page of a draft and of what was made from synthetic data; nothing for the others."""
    draft = "" if standing.number else "DỰ THẢO"
    synthetic = f"{ILLUSTRATIVE_MARK.vi} – không phải số liệu thật" if origin.kind == "synthetic" else ""
    if draft and not synthetic:
        return f"{draft} – chưa công bố"
    return " · ".join(filter(None, (draft, synthetic)))
