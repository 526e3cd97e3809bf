"""A file, or all files of a publication, read as an outsider can."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gender_indicators.editions.attack.document import Block, Heading, read_blocks
from gender_indicators.editions.attack.names import NOTHING, Labels, Names
from gender_indicators.editions.attack.notebooks import page_labels, read_notebook
from gender_indicators.editions.attack.pages import read_page
from gender_indicators.editions.attack.pdfs import read_pdf
from gender_indicators.editions.attack.plain import read_text
from gender_indicators.editions.attack.records import read_json, read_table
from gender_indicators.editions.attack.statements import Reading, at, together
from gender_indicators.editions.attack.text import Text
from gender_indicators.editions.attack.workbooks import read_workbook

_HARMLESS = {".woff", ".woff2", ".ttf", ".otf"}
_CODE = re.compile(r"(?<!\d)(\d{1,6})(?!\d)")


def read_publication(folder: Path, names: Names | None = None) -> Reading:
    """Return what the files of one published year say, all files below ``folder``.

    ``names`` are those of the folder's own edition unless given; of several years: ``Names.with_others``.
    """
    text = Text(names or Names.of_folder(folder))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return together(at(_read(path, text), path.relative_to(folder).as_posix()) for path in files)


def read_file(path: Path, names: Names) -> Reading:
    """Return what one published file says."""
    return at(_read(path, Text(names)), path.name)


def read_bytes(content: bytes, name: str, text: Text) -> Reading:
    """Return what a file of this ``name`` and ``content`` says; one nobody can read is told as unread."""
    suffix = Path(name).suffix.lower()
    if suffix in _HARMLESS:
        return Reading()
    try:
        reader = _READERS.get(suffix, _other)
        return reader(content, name, text)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:  # whatever a damaged file does
        return together([Reading(unread=(f"không đọc được: {error}"[:200],)), _other(content, name, text)])


def _read(path: Path, text: Text) -> Reading:
    if path.is_symlink() and not path.exists():
        return Reading(unread=("liên kết hỏng",))
    return read_bytes(path.read_bytes(), path.name, text)


def _named(name: str, text: Text) -> Labels:
    """Return the area whose code stands in the name of a file."""
    found = (code for code in _CODE.findall(Path(name).stem) if code in text.names.codes)
    return Labels(area=next(found, ""), year=text.names.year)


def _page(content: bytes, name: str, text: Text) -> Reading:
    unread: list[str] = []
    blocks = list(read_page(content.decode("utf-8", "replace"), unread))
    title = next((each.text for each in blocks if isinstance(each, Heading)), "")
    found = read_blocks(blocks, text, _whole(title, name, text))
    return Reading(tuple(found), unread=tuple(dict.fromkeys(unread)))


def _whole(title: str, name: str, text: Text) -> Labels:
    """Return what a whole file is about by its title and name, never a measure: headings tell those."""
    return replace(text.labels(title), measures=(), first_year=None).over(_named(name, text))


def _notebook(content: bytes, name: str, text: Text) -> Reading:
    return read_notebook(content, text, replace(page_labels(content, text), measures=()).over(_named(name, text)))


def _pdf(content: bytes, name: str, text: Text) -> Reading:
    pdf = read_pdf(content)
    title = next((each.text for each in pdf.blocks if not isinstance(each, Heading) and hasattr(each, "text")), "")
    found = read_blocks(pdf.blocks, text, _whole(title, name, text))
    files = [at(read_bytes(data, attached, text), f"tệp kèm {attached}") for attached, data in pdf.files]
    return together([Reading(tuple(found), unread=pdf.unread), *files])


def _delimited(content: bytes, name: str, text: Text) -> Reading:
    told = content.decode("utf-8-sig", "replace")
    found = read_table(told, text, _named(name, text))
    return found or _lines(told.replace(";", " | ").replace("\t", " | "), name, text)


def _json(content: bytes, name: str, text: Text) -> Reading:
    return read_json(json.loads(content), text, NOTHING)


def _workbook(content: bytes, name: str, text: Text) -> Reading:
    return read_workbook(content, text, _named(name, text))


def _drawing(content: bytes, name: str, text: Text) -> Reading:
    return _page(content, name, text)


def _text(content: bytes, name: str, text: Text) -> Reading:
    return _lines(content.decode("utf-8-sig", "replace"), name, text)


def _lines(told: str, name: str, text: Text) -> Reading:
    blocks: list[Block] = list(read_text(told, text.names))
    return Reading(tuple(read_blocks(blocks, text, _named(name, text))))


def _other(content: bytes, name: str, text: Text) -> Reading:
    """Read what looks like text; the rest nobody can read."""
    if b"\0" in content[:4096]:
        return Reading(unread=("dạng tệp không đọc được",))
    try:
        return _lines(content.decode("utf-8-sig"), name, text)
    except UnicodeDecodeError:
        return Reading(unread=("dạng tệp không đọc được",))


_READERS: dict[str, Callable[[bytes, str, Text], Reading]] = {
    ".html": _page, ".htm": _page, ".xhtml": _page, ".svg": _drawing, ".ipynb": _notebook, ".pdf": _pdf,
    ".csv": _delimited, ".tsv": _delimited, ".json": _json, ".geojson": _json, ".xlsx": _workbook, ".xlsm": _workbook,
    ".txt": _text, ".md": _text, ".log": _text, ".xml": _page,
}  # fmt: skip
