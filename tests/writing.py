"""What tests write blocks, cells and words with."""

from __future__ import annotations

from gender_indicators.report.document.blocks import Block
from gender_indicators.report.document.inline import Inline, TableCell
from gender_indicators.report.document.registry import writers


def as_html(part: Block | TableCell | Inline) -> str:
    return _written(part, "html")


def as_typst(part: Block | TableCell | Inline) -> str:
    return _written(part, "typst")


def as_text(part: Block | TableCell | Inline) -> str:
    return _written(part, "text")


def _written(part: Block | TableCell | Inline, name: str) -> str:
    writer = writers()[name]
    if isinstance(part, Block):
        return writer.write(part)
    return writer.cell(part) if isinstance(part, TableCell) else writer.inline(part)
