"""A notebook seen as a document: what it says about itself, and its parts in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from nbformat import NotebookNode

from gender_indicators.base import Text, UserError
from gender_indicators.report.making.about import About

METADATA_KEY = "gender_indicators"
WARNINGS = Text("Cảnh báo khi chạy", "Warnings while running")
_PAIRS = ("nav", "notices")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_TITLE = re.compile(r"^ {0,3}#[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")


@dataclass(frozen=True, slots=True)
class Words:
    """A markdown cell, or a markdown output."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An output as its richest form: a MIME type, its content, and what its metadata say of that form."""

    mime: str
    content: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a cell wrote to ``stdout`` or ``stderr``."""

    stream: str
    text: str


Part = Words | Shown | Printed


def describe(notebook: NotebookNode, about: About) -> None:
    """Write ``about`` into the metadata of ``notebook``, where both exporters find it.

    >>> from nbformat.v4 import new_notebook
    >>> notebook = new_notebook()
    >>> describe(notebook, About("Báo cáo năm 2024", banner="SỐ LIỆU MINH HOẠ"))
    >>> read_about(notebook).banner
    'SỐ LIỆU MINH HOẠ'
    """
    values = asdict(about)
    for key in _PAIRS:
        values[key] = [list(pair) for pair in values[key]]
    notebook.metadata[METADATA_KEY] = values


def read_about(notebook: NotebookNode, name: str = "") -> About:
    """Return what ``notebook`` says about itself; without metadata, its first ``#`` heading is its title.

    A notebook with neither is a ``UserError`` at ``name``: a page must have a title
    (WCAG 2.4.2, PDF/UA-1 7.1).
    """
    values = dict(notebook.metadata.get(METADATA_KEY, {}))
    for key in _PAIRS:
        values[key] = tuple((pair[0], pair[1]) for pair in values.get(key, ()))
    about = About(**{"title": "", **values})
    if not about.title:
        about = replace(about, title=_own_title(notebook))
    if not about.title:
        raise UserError(
            Text(
                "Sổ tay không có tiêu đề; thêm một dòng “# Tiêu đề” vào ô văn bản đầu tiên.",
                'The notebook has no title; add a line "# Title" to its first text cell.',
            ),
            where=name,
        )
    return about


def parts(notebook: NotebookNode, preference: Sequence[str], name: str = "") -> Iterator[Part]:
    """Yield what a reader sees, in order: text, streams, and outputs in the first form of ``preference``.

    Code is not shown. The notebook's ``#`` heading is left out because the page's title takes its place.
    A failed cell, or an output with none of the forms, is a ``UserError``.
    """
    title_seen = False
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            markdown = cell.source
            if not title_seen:
                markdown, title_seen = _without_title(cell.source)
            if markdown.strip():
                yield Words(markdown)
        for output in cell.get("outputs", ()):
            yield _part(output, preference, where=f"{name}: ô {number}")


def _part(output: NotebookNode, preference: Sequence[str], where: str) -> Part:
    if output.output_type == "stream":
        return Printed(output.name, output.text)
    if output.output_type == "error":
        raise UserError(
            Text(
                f"Ô này đã chạy lỗi ({output.ename}); sửa lỗi rồi chạy lại trước khi xuất bản.",
                f"This cell failed ({output.ename}); correct it and run again before publishing.",
            ),
            where=where,
        )
    for mime in preference:
        if mime in output.data:
            if mime == "text/markdown":
                return Words(output.data[mime])
            return Shown(mime, output.data[mime], output.metadata.get(mime, {}))
    found = ", ".join(sorted(output.data)) or "-"
    wanted = ", ".join(preference)
    raise UserError(
        Text(
            f"Kết quả chỉ có dạng {found}, cần một trong các dạng {wanted}.",
            f"The output only has the forms {found}; it needs one of {wanted}.",
        ),
        where=where,
    )


def _own_title(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in _outside_fences(cell.source):
                if match := _TITLE.match(line):
                    return match["title"]
    return ""


def _without_title(markdown: str) -> tuple[str, bool]:
    for line in _outside_fences(markdown):
        if _TITLE.match(line):
            return markdown.replace(line, "", 1), True
    return markdown, False


def _outside_fences(markdown: str) -> Iterator[str]:
    fenced = False
    for line in markdown.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield line
