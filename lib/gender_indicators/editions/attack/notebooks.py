"""Notebooks: what cells print in every form they print it in, what they say, what is noted beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from gender_indicators.editions.attack.document import Block, Picture, read_blocks
from gender_indicators.editions.attack.names import NOTHING, Labels
from gender_indicators.editions.attack.pages import read_page
from gender_indicators.editions.attack.plain import read_text, read_typst
from gender_indicators.editions.attack.records import read_json
from gender_indicators.editions.attack.statements import Reading, Statement, at, together
from gender_indicators.editions.attack.text import Text

_PARTS = {"value", "numerator", "denominator", "ci_low", "ci_high", "standard_error", "cv"}


def read_notebook(content: bytes, reader: Text, page: Labels) -> Reading:
    """Return what a notebook says; ``ValueError`` if it is none."""
    notebook = json.loads(content)
    unread: list[str] = []
    readings: list[Reading] = [_noted(notebook.get("metadata", {}), reader, page, "siêu dữ liệu của sổ tay")]
    for number, cell in enumerate(notebook["cells"], 1):
        place = f"ô {number}"
        readings.append(_noted(cell.get("metadata", {}), reader, page, f"{place}, siêu dữ liệu"))
        source = list(read_text(_joined(cell.get("source", "")), reader.names, "mã nguồn"))
        readings.append(_blocks(source, reader, page, place))
        for output in cell.get("outputs", ()):
            readings.append(_noted(output.get("metadata", {}), reader, page, f"{place}, siêu dữ liệu đầu ra"))
            readings.append(_output(output, reader, page, place, unread))
        for name, files in (cell.get("attachments") or {}).items():
            readings.append(_data(files, reader, page, f"{place}, tệp kèm {name}", unread))
    rest = {key: each for key, each in notebook.items() if key not in ("cells", "metadata")}
    readings.append(_noted(rest, reader, page, "sổ tay"))
    return together([*readings, Reading(unread=tuple(dict.fromkeys(unread)))])


def _output(output: Mapping[str, Any], reader: Text, page: Labels, place: str, unread: list[str]) -> Reading:
    told = [str(output.get(name, "")) for name in ("ename", "evalue")]
    told += [_joined(output.get("text", "")), _joined(output.get("traceback", ""))]
    stream = _blocks(read_text("\n".join(filter(None, told)), reader.names, "đầu ra"), reader, page, place)
    return together([_data(output.get("data", {}), reader, page, place, unread), stream])


def _data(data: Mapping[str, Any], reader: Text, page: Labels, place: str, unread: list[str]) -> Reading:
    readings = []
    for kind, told in data.items():
        where = f"{place}, {kind}"
        if kind.endswith("json"):
            readings.append(at(read_json(told, reader, page), where))
            continue
        text = _joined(told)
        if kind.startswith("image/") and kind != "image/svg+xml":
            unread.append(f"{where} (ảnh điểm)")
        elif kind.startswith(("application/pdf", "application/octet-stream", "audio/", "video/")):
            unread.append(where)
        else:
            readings.append(_blocks(_of_kind(kind, text, reader, unread), reader, page, where))
    return together(readings)


def _of_kind(kind: str, text: str, reader: Text, unread: list[str]) -> Iterator[Block]:
    if kind == "text/html":
        yield from read_page(text, unread)
    elif kind == "image/svg+xml":
        yield Picture(text)
    elif kind == "text/vnd.typst":
        yield from read_typst(text)
    else:
        yield from read_text(text, reader.names)


def _blocks(blocks: Any, reader: Text, page: Labels, place: str) -> Reading:
    return at(Reading(tuple(read_blocks(blocks, reader, page))), place)


def _noted(noted: Any, reader: Text, page: Labels, place: str) -> Reading:
    """Return what metadata say; a "numerator" that names no measure is still about the notebook's area."""
    if not noted:
        return Reading()
    found = read_json(noted, reader, page)
    if found.statements:
        return at(found, place)
    return at(Reading(tuple(_unnamed(noted, reader, page, ""))), place)


def _unnamed(noted: Any, reader: Text, page: Labels, key: str) -> Iterator[Statement]:
    if isinstance(noted, Mapping):
        for name, each in noted.items():
            yield from _unnamed(each, reader, page, str(name).lower())
    elif isinstance(noted, list):
        for each in noted:
            yield from _unnamed(each, reader, page, key)
    elif key in _PARTS and isinstance(noted, (int, float)) and not isinstance(noted, bool):
        yield Statement("", page.area, page.year or reader.names.year, "number", float(noted), float(noted), key)


def _joined(told: Any) -> str:
    return "".join(str(each) for each in told) if isinstance(told, list) else str(told)


def page_labels(content: bytes, reader: Text) -> Labels:
    """Return what a whole notebook is about: its title, else its parameters."""
    try:
        notebook = json.loads(content)
        title = str(notebook["metadata"].get("gender_indicators", {}).get("title", ""))
    except (ValueError, KeyError, AttributeError, TypeError):
        return NOTHING
    return reader.labels(title)
