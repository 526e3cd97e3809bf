"""The output formats there are: ours, and those of installed packages by entry point.

A package adds a format by an entry point of the group ``gender_indicators.writers`` that names a class derived from
``Writer``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any, Protocol

from gender_indicators.base import Text, UserError, suggest

GROUP = "gender_indicators.writers"
OWN = {"text": "TextWriter", "html": "HtmlWriter", "typst": "TypstWriter"}  # in the order a notebook's output has


class Written(Protocol):
    """What the registry needs of a writer: how it is asked for, its MIME type, and that it writes a block."""

    name: str
    mime: str

    def write(self, block: Any) -> str:
        """Return a block in this format."""


@cache
def writers() -> Mapping[str, Written]:
    """Return a writer of every format, ours and those of installed packages, by name.

    Raises :class:`UserError` for an entry point that is no writer or lacks a kind of block, and for two formats of
    one name.
    """
    found: dict[str, Written] = {}
    for module, name in OWN.items():
        _add(found, getattr(import_module(f"{__package__}.{module}"), name), name)
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        _add(found, entry.load(), entry.value)
    return MappingProxyType(found)


def write(block: object, name: str) -> str:
    """Return ``block`` in the format ``name``: "html", "typst", "text" or that of an installed package.

    Raises :class:`UserError` for a format there is not, listing those there are.
    """
    if name in writers():
        return writers()[name].write(block)
    hint = suggest(name, writers())
    raise UserError(
        Text(f'không có định dạng "{name}". {hint.vi}', f'there is no format "{name}". {hint.en}'), f"write: {name}"
    )


def _add(found: dict[str, Written], kind: Any, where: str) -> None:
    if not {"name", "mime", "write"} <= set(dir(kind)):
        raise UserError(
            Text(f'"{where}" không phải là một lớp Writer; hãy gỡ hoặc sửa gói chứa nó.',
                 f'"{where}" is no class of Writer; remove or mend the package it comes in.'),
            GROUP,
        )  # fmt: skip
    if lacking := ", ".join(sorted(getattr(kind, "__abstractmethods__", ()))):
        raise UserError(
            Text(f'lớp "{where}" thiếu phương thức: {lacking}; hãy cập nhật gói chứa nó.',
                 f'the class "{where}" lacks the methods {lacking}; update the package it comes in.'),
            GROUP,
        )  # fmt: skip
    if kind.name in found:
        raise UserError(
            Text(f'có hai định dạng cùng tên "{kind.name}" ({where}); hãy gỡ một gói.',
                 f'there are two formats "{kind.name}" ({where}); remove one of the packages.'),
            GROUP,
        )  # fmt: skip
    found[kind.name] = kind()
