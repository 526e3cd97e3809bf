"""Tables and JSON whose columns and keys say what a number is: results, the edition, anything alike."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gender_indicators.editions.attack.names import NOTHING, Labels
from gender_indicators.editions.attack.statements import Hidden, Part, Reading, Statement
from gender_indicators.editions.attack.text import Text

_PARTS: dict[str, Part] = {
    "value": "value", "numerator": "numerator", "denominator": "denominator", "n": "n", "ci_low": "ci_low",
    "ci_high": "ci_high", "standard_error": "standard_error", "cv": "cv", "effective_n": "effective_n",
    "design_effect": "design_effect", "change": "change",
}  # fmt: skip
_COLUMNS = {
    "measure": ("measure", "measure_id", "chỉ tiêu", "mã chỉ tiêu", "số đo"),
    "area": ("area_code", "area", "code", "mã đơn vị", "đơn vị", "area_name"),
    "year": ("period", "year", "năm"),
    "breakdown": ("breakdown", "phân tổ"),
    "map": ("map", "bản đồ"),
    "vintage": ("vintage", "kỳ số liệu"),
    "first_year": ("first_year",),
}
_SILENT = {"reference_year", "ci_level", "unit", "decimals", "per", "level", "source", "sources", "area_name"}
_CONFIDENTIAL = "suppressed"


@dataclass(frozen=True, slots=True)
class _Figure:
    """Which figure an object or row is about."""

    labels: Labels = NOTHING
    map: dt.date | None = None
    vintage: str | None = None


def read_table(text: str, reader: Text, page: Labels) -> Reading | None:
    """Return what a delimited table with columns for measure and area says; ``None`` for any other table."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), _dialect(text)))
    except csv.Error:
        return None
    return read_rows(rows, reader, page)


def read_rows(rows: Sequence[Sequence[Any]], reader: Text, page: Labels) -> Reading | None:
    """Return what rows below a row of column names say; ``None`` unless there are columns for measure and area."""
    start = next((number for number, row in enumerate(rows[:20]) if _is_head(row)), None)
    if start is None:
        return None
    names = [str(each or "").strip().lower() for each in rows[start]]
    statements: list[Statement] = []
    hidden: list[Hidden] = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        told = {name: each for name, each in zip(names, row, strict=False) if each not in (None, "")}
        told |= {
            f"cột {place + 1}": each
            for place, each in enumerate(row[len(names) :], len(names))
            if each not in (None, "")
        }
        figure = _of_row(told, reader, page)
        where = f"dòng {number}"
        for name, each in told.items():
            if name not in _SILENT and not any(name in known for known in _COLUMNS.values()):
                statements += _said(figure, name, each, reader, f"{where}, cột {name}")
        if str(told.get("gap", "")) == _CONFIDENTIAL:
            hidden += _confidential(figure, reader, where)
    return Reading(tuple(statements), tuple(hidden))


def _is_head(row: Sequence[Any]) -> bool:
    told = {str(each or "").strip().lower() for each in row}
    return bool(told & set(_COLUMNS["measure"])) and bool(told & set(_COLUMNS["area"]))


def _of_row(told: Mapping[str, Any], reader: Text, page: Labels) -> _Figure:
    def first(kind: str) -> str:
        return next((str(told[name]).strip() for name in _COLUMNS[kind] if name in told), "")

    measure, area = first("measure"), first("area")
    known = reader.labels(measure).measures
    code = area if area in reader.names.codes or area.isdigit() else reader.labels(area).area
    start, _, year = first("year").replace("–", "-").rpartition("-")  # pooled years: "2022-2024"
    labels = Labels(
        known if known else (measure,), code, _year(year), first("breakdown"), _year(first("first_year") or start)
    )
    return _Figure(labels.over(page), _day(first("map")), first("vintage") or None)


def _said(figure: _Figure, key: str, value: Any, reader: Text, where: str) -> Iterator[Statement]:
    """Yield what one field of a figure says: a number by its key, a text by its words."""
    labels = figure.labels
    if not labels.area or not labels.measures:
        return
    number = _number(value)
    if number is None:
        if isinstance(value, str):
            for each in reader.statements(value, labels, where):
                yield replace(each, map=figure.map, vintage=figure.vintage)
        return
    part = _PARTS.get(key, "number") if len(labels.measures) == 1 else "number"
    yield Statement(
        labels.measures[0], labels.area, labels.year or reader.names.year, part, number, number, where,
        labels.breakdown or "total", figure.map, figure.vintage, labels.first_year,
    )  # fmt: skip


def _confidential(figure: _Figure, reader: Text, where: str) -> Iterator[Hidden]:
    labels = figure.labels
    for measure in labels.measures:
        yield Hidden(
            measure,
            labels.area,
            labels.year or reader.names.year,
            where,
            labels.breakdown or "total",
            figure.map,
            figure.vintage,
        )


def read_json(content: Any, reader: Text, page: Labels) -> Reading:
    """Return what a JSON document says, wherever in it a measure and an area come together."""
    walk = _Walk(reader)
    walk.below(content, _Figure(page), "", ())
    return Reading(tuple(dict.fromkeys(walk.statements)), tuple(walk.hidden))


class _Walk:
    """Goes down a document; what an object is about also holds for all below it."""

    def __init__(self, reader: Text) -> None:
        self._reader = reader
        self._names = reader.names
        self.statements: list[Statement] = []
        self.hidden: list[Hidden] = []

    def below(self, told: Any, figure: _Figure, key: str, path: tuple[str, ...]) -> None:
        if isinstance(told, Mapping):
            self._object(told, figure, path)
        elif isinstance(told, list):
            for number, each in enumerate(told):
                self.below(each, figure, key, (*path, str(number)))
        elif isinstance(told, str):
            self._words(told, figure, key, path)
        elif told is not None and not isinstance(told, bool):
            self.statements += _said(figure, key, told, self._reader, "/".join(path))

    def _object(self, told: Mapping[str, Any], figure: _Figure, path: tuple[str, ...]) -> None:
        if "sha256" in told:  # a source file: its rows are those of the whole province
            self._source(told, figure, path)
            return
        own = self._figure(told, figure)
        if told.get("gap") == _CONFIDENTIAL and own.labels.area and own.labels.measures:
            self.hidden += _confidential(own, self._reader, "/".join(path))
        for key, each in told.items():
            small = key.lower()
            if small in _NAMING or (small in _SILENT and not isinstance(each, (Mapping, list))):
                continue
            by_key = self._key(key)
            inner = replace(own, labels=by_key.over(own.labels)) if by_key != NOTHING else own
            self.below(each, inner, small, (*path, key))

    def _figure(self, told: Mapping[str, Any], outer: _Figure) -> _Figure:
        measure, area = told.get("measure"), told.get("area", told.get("area_code"))
        if measure is None and "id" in told and "threshold" in told:
            measure = told["id"]
        if isinstance(area, Mapping):
            area = area.get("code") or area.get("name")
        year = told.get("year", told.get("period"))
        breakdown = told.get("breakdown")
        labels = Labels(
            self._measures(measure),
            self._area(area),
            year if isinstance(year, int) else _year(str(year or "")),
            breakdown if isinstance(breakdown, str) else "",
            told.get("first_year") if isinstance(told.get("first_year"), int) else None,
        )
        if labels == NOTHING:
            return outer
        vintage = told.get("vintage")
        return _Figure(
            labels.over(outer.labels),
            _day(str(told.get("map") or "")) or outer.map,
            vintage if isinstance(vintage, str) else outer.vintage,
        )

    def _measures(self, told: Any) -> tuple[str, ...]:
        if not isinstance(told, str):
            return ()
        return (told,) if told in self._names.measures else self._names.exactly(told).measures

    def _area(self, told: Any) -> str:
        if not isinstance(told, (str, int)):
            return ""
        text = str(told)
        return text if text in self._names.codes else self._names.exactly(text).area

    def _key(self, key: str) -> Labels:
        if key in self._names.codes:
            return Labels(area=key)
        if key.isdigit() and len(key) == 4 and key[:2] in ("19", "20"):
            return Labels(year=int(key))
        return Labels((key,)) if key in self._names.measures else NOTHING

    def _source(self, told: Mapping[str, Any], figure: _Figure, path: tuple[str, ...]) -> None:
        rows = _number(told.get("count", told.get("rows")))
        if rows is None or not figure.labels.measures:
            return
        for measure in figure.labels.measures:
            year = figure.labels.year or self._names.year
            self.statements.append(Statement(measure, "", year, "rows", rows, rows, f"tệp {told.get('file', '')}"))

    def _words(self, told: str, figure: _Figure, key: str, path: tuple[str, ...]) -> None:
        if key in _TEXTS or not any(letter.isdigit() for letter in told):
            return
        self.statements += (
            replace(each, map=figure.map, vintage=figure.vintage)
            for each in self._reader.statements(told, figure.labels, "/".join(path))
        )


_NAMING = {
    "measure",
    "area",
    "area_code",
    "year",
    "period",
    "breakdown",
    "map",
    "vintage",
    "first_year",
    "id",
    "code",
}
_TEXTS = {"sha256", "file", "function", "docstring", "fingerprint", "unit", "name"}


def _dialect(text: str) -> type[csv.Dialect]:
    head = text.split("\n", 1)[0]
    if "\t" in head and "," not in head:
        return csv.excel_tab
    if head.count(";") > head.count(","):
        return _Semicolon
    return csv.excel


class _Semicolon(csv.excel):
    delimiter = ";"


def _number(told: Any) -> float | None:
    if isinstance(told, bool) or told is None:
        return None
    if isinstance(told, (int, float)):
        return float(told)
    try:
        return float(told)
    except (ValueError, TypeError):
        return None


def _year(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) == 4 else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
