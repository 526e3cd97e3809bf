"""The figures in a published table of results, whose columns only grow: what any version of the program tells."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from gender_indicators.areas import Areas
from gender_indicators.attack.infer import Told
from gender_indicators.errors import UserError
from gender_indicators.figures import AreaRef, Figure, Gap
from gender_indicators.locale import Text
from gender_indicators.plan import Level, Plan


def read_results(path: Path, plan: Plan, province: AreaRef, areas: Areas | None = None) -> Told:
    """Return what the table at ``path`` tells. ``areas`` tells the levels; without it all but the province are one.

    Raises :class:`UserError` for a table that is missing or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        figures = [_figure(row, province, areas) for row in csv.DictReader(io.StringIO(text))]
    except (OSError, KeyError, ValueError) as error:
        raise UserError(
            Text(
                f"không đọc được bảng kết quả ({error}), nên không kiểm tra được bảo mật; hãy lập lại báo cáo năm đó "
                "hoặc chuyển thư mục đó khỏi outputs.",
                f"the table of results cannot be read ({error}), so what it reveals is not known; make that year's "
                "reports anew or move the folder out of outputs.",
            ),
            "/".join(path.parts[-3:]),
        ) from error
    return Told(
        plan,
        (province,),
        tuple(figure for figure in figures if figure.first_year is None),
        pooled=tuple(figure for figure in figures if figure.first_year is not None),
    )


def _figure(row: Mapping[str, str], province: AreaRef, areas: Areas | None) -> Figure:
    first, _, last = row["period"].rpartition("-")
    day = dt.date.fromisoformat(row["map"])
    gap = row["gap"] or None
    return Figure(
        measure=row["measure"],
        area=AreaRef(row["area_code"], row["area_name"], _level(row["area_code"], day, province, areas)),
        year=int(last),
        breakdown=row["breakdown"],
        value=_number(row["value"]),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        unit=row["unit"],
        n=None,
        gap=cast(Gap | None, gap),
        verdict=None,
        map=day,
        vintage="chinh_thuc",
        sources=(),
        function="",
        first_year=int(first) if first else None,
        reading=row.get("reading") or "",
    )


def _level(code: str, day: dt.date, province: AreaRef, areas: Areas | None) -> Level:
    if code == province.code:
        return "province"
    return areas.find(code, day).level if areas is not None else "district"


def _number(text: str) -> float | None:
    return float(text) if text else None
