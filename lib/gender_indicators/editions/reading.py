"""The editions in folders of pages, also those another version of the program made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gender_indicators.base import Text, UserError
from gender_indicators.figures import TOTAL, ProtectedFigure
from gender_indicators.plan import AreaRef, Plan
from gender_indicators.results import Edition, load_edition


@dataclass(frozen=True, slots=True)
class OlderEdition:
    """What is read of an edition another version of the program made."""

    plan: Plan
    areas: tuple[AreaRef, ...]
    figures: tuple[ProtectedFigure, ...]
    history: tuple[ProtectedFigure, ...]
    pooled: tuple[ProtectedFigure, ...]


def draft_folders(outputs: Path) -> dict[str, Path]:
    """Return the folders of drafts below ``outputs``, one a year, or ``outputs`` itself if it is one."""
    if (outputs / "data" / "edition.json").is_file():
        return {outputs.name: outputs}
    folders = (path for path in sorted(outputs.glob("[0-9][0-9][0-9][0-9]")) if path.is_dir())
    return {path.name: path for path in folders}


def read_editions(folders: Mapping[str, Path], plan: Plan | None = None) -> dict[str, Edition | OlderEdition]:
    """Return the edition in each folder; one of another version gets ``plan``, or else that of the newest.

    Raises :class:`UserError` where no folder's edition is of this version, or one cannot be read at all.
    """
    found: dict[str, Edition | OlderEdition] = {}
    others: dict[str, Path] = {}
    for name, folder in folders.items():
        path = folder / "data" / "edition.json"
        try:
            edition = load_edition(path)
        except (ValidationError, OSError):
            others[name] = path
        else:
            found[name] = edition
    if others and not found and plan is None:
        raise UserError(
            Text(
                "không có báo cáo nào do bản chương trình này lập; hãy lập lại ít nhất một năm.",
                "no reports were made by this version of the program; make those of one year anew.",
            ),
            "outputs",
        )
    for name, path in others.items():
        found[name] = _loosely(path, plan or _newest(found).plan)
    return found


def _newest(editions: Mapping[str, Edition | OlderEdition]) -> Edition | OlderEdition:
    return editions[max(editions)]


def _loosely(path: Path, plan: Plan) -> OlderEdition:
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
    return OlderEdition(plan, areas, figures, history, pooled)


def _area(raw: Mapping[str, Any]) -> AreaRef:
    return AreaRef(raw["code"], raw["name"], raw["level"])


def _figure(raw: Mapping[str, Any]) -> ProtectedFigure:
    return ProtectedFigure(
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
