"""Packages of others, as the pages of docs describe them and as pip installs them."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import pytest

Install = Callable[[str, str, dict[str, str]], None]


def package_of(page: str, group: str) -> tuple[str, str, dict[str, str]]:
    """The module's name, its code and the entry points of ``group`` that a page of docs shows."""
    project = tomllib.loads(blocks(page, "toml")[0])
    (module,) = project["tool"]["hatch"]["build"]["targets"]["wheel"]["include"]
    return module.removesuffix(".py"), blocks(page, "python")[0], project["project"]["entry-points"][group]


def blocks(page: str, language: str) -> list[str]:
    """The blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)


@contextmanager
def installing(
    site: Path, monkeypatch: pytest.MonkeyPatch, group: str, caches: Sequence[_lru_cache_wrapper[Any]]
) -> Iterator[Install]:
    """Give a function that installs a package of one module below ``site``; ``caches`` know what is installed."""
    modules = set(sys.modules)

    def forget() -> None:
        for known in caches:
            known.cache_clear()

    def install(module: str, code: str, entries: dict[str, str]) -> None:
        folder = site / module
        info = folder / f"{module}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{module}.py").write_text(code, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
        lines = [f"[{group}]", *(f"{name} = {value}" for name, value in entries.items())]
        (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.syspath_prepend(str(folder))
        forget()

    yield install
    monkeypatch.undo()
    for name in set(sys.modules) - modules:
        if name.startswith("hue_"):
            del sys.modules[name]
    forget()
