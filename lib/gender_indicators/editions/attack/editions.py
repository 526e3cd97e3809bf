"""What the structured file of a publication tells, also of one another version of the program made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gender_indicators.base import Text, UserError
from gender_indicators.editions.attack.publications import Told
from gender_indicators.figures import TOTAL, Figure
from gender_indicators.plan import AreaRef, Plan
from gender_indicators.results import load_edition


def read_editions(folders: Mapping[str, Path]) -> dict[str, Told]:
    """Return what each folder's edition tells; the plan of one that another version made is that of the newest.

    Raises :class:`UserError` where no folder's edition is of this version, or one cannot be read at all.
    """
    found: dict[str, Told] = {}
    others: dict[str, Path] = {}
    for name, folder in folders.items():
        path = folder / "data" / "edition.json"
        try:
            edition = load_edition(path)
        except (ValidationError, OSError):
            others[name] = path
        else:
            found[name] = Told(edition.plan, edition.areas, edition.figures, edition.history, edition.pooled)
    if not found:
        raise UserError(
            Text(
                "không có báo cáo nào do bản chương trình này lập; hãy lập lại ít nhất một năm.",
                "no reports were made by this version of the program; make those of one year anew.",
            ),
            "outputs",
        )
    plan = found[max(found)].plan
    return found | {name: _loosely(path, plan) for name, path in others.items()}


def _loosely(path: Path, plan: Plan) -> Told:
    """Read an edition by the names its figures have had in every version."""
    try:
        raw = json.loads(path.read_bytes())
        areas = tuple(_area(each) for each in raw["areas"])
        figures, history, pooled = (
            tuple(_figure(each) for each in raw.get(part, ())) for part in ("figures", "history", "pooled")
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            Text(
                f"không đọc được ({error}), nên không kiểm tra được bảo mật; hãy lập lại báo cáo năm đó hoặc chuyển "
                "thư mục đó khỏi outputs.",
                f"cannot be read ({error}), so what it reveals is not known; make that year's reports anew or move "
                "the folder out of outputs.",
            ),
            "/".join(path.parts[-3:]),
        ) from error
    return Told(plan, areas, figures, history, pooled)


def _area(raw: Mapping[str, Any]) -> AreaRef:
    return AreaRef(raw["code"], raw["name"], raw["level"])


def _figure(raw: Mapping[str, Any]) -> Figure:
    return Figure(
        measure=raw["measure"],
        area=_area(raw["area"]),
        year=raw["year"],
        breakdown=raw.get("breakdown", TOTAL),
        value=raw["value"],
        numerator=raw["numerator"],
        denominator=raw["denominator"],
        unit=raw.get("unit", ""),
        n=None,
        gap=raw["gap"],
        verdict=None,
        map=dt.date.fromisoformat(raw["map"]),
        vintage=raw["vintage"],
        sources=(),
        function="",
        first_year=raw.get("first_year"),
        reading=raw.get("reading", ""),
    )
