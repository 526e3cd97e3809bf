"""The house: what docs/how-it-works.md says of it, what pyproject.toml holds it to, and what stands on the disk."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "lib" / "gender_indicators"
ROOMS = sorted(path.name for path in LIBRARY.iterdir() if (path / "__init__.pyi").is_file())
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0][
    "layers"
]
LAYERS = [name for layer in LAYERS for name in layer.split(" : ")]
PAGE = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")


def names_of(path: Path) -> list[str]:
    """The names a face or a module brings in from modules of this library, as they are written."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("gender_indicators.")
    ]


def test_every_module_stands_in_a_room_and_every_room_in_the_contract() -> None:
    loose = {path.stem for path in LIBRARY.glob("*.py")} - {"__init__"} | {"cli"}  # a door, of several files
    layered = [name.removeprefix("gender_indicators.") for name in LAYERS if name.startswith("gender_indicators")]
    assert sorted(layered) == sorted([*ROOMS, *loose])
    assert len(ROOMS) == 14


def test_the_page_lists_the_rooms_in_the_order_of_the_contract() -> None:
    listed = re.findall(r"^\| `([a-z]+)` \|", PAGE, flags=re.MULTILINE)
    layered = [name.removeprefix("gender_indicators.") for name in LAYERS if name.startswith("gender_indicators")]
    assert listed == [name for name in layered if name != "__main__"]


def test_only_the_commands_know_what_day_it_is() -> None:
    """A year is held against the day its data were closed, so that it makes the same bytes in ten years."""
    asking = [
        path.name
        for path in LIBRARY.rglob("*.py")
        if re.search(r"date(?:time)?\.(?:today|now)\(\)", path.read_text("utf-8"))
    ]
    assert asking == ["common.py"]  # of the commands


def test_the_picture_has_every_room() -> None:
    picture = PAGE.split("```mermaid")[1].split("```")[0]
    assert set(ROOMS) <= set(re.findall(r"[a-z]+", picture))


def test_what_the_page_names_exists() -> None:
    named = re.findall(r"`((?:params|lib|notebooks|tests)/[\w./-]*|\w+/[\w./]*\.py|pipeline\.py)`", PAGE)
    assert len(named) > 15
    assert [
        name for name in named if not any((root / name).exists() for root in (ROOT, LIBRARY, LIBRARY.parent))
    ] == []
    states = re.findall(r"`([a-z]+)\.([A-Z]\w+)`", PAGE)
    assert len(states) >= 6
    for room, name in states:
        assert name in (LIBRARY / room / "__init__.pyi").read_text(encoding="utf-8"), name


def test_other_rooms_import_the_face_and_not_the_inside() -> None:
    inside = []
    for path in [*LIBRARY.rglob("*.py"), *(ROOT / "lib").glob("gender_[ps]*/*.py")]:
        own = path.relative_to(LIBRARY).parts[0] if path.is_relative_to(LIBRARY) else ""
        for name in names_of(path):
            _, room, *rest = name.split(".")
            if room in ROOMS and room != own and rest:
                inside.append(f"{path.name}: {name}")
    assert inside == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_face_gives_what_it_lists_and_hides_no_module(room: str) -> None:
    tree = ast.parse((LIBRARY / room / "__init__.pyi").read_text(encoding="utf-8"))
    origin = {
        alias.name: node.module for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    modules = {path.stem for path in (LIBRARY / room).iterdir()}
    # A name that is also a module of the room would give one or the other, by what was imported first.
    assert {name for name in origin if name in modules and origin[name] not in (name, None)} == set()
    code = (
        f"import gender_indicators.{room} as face; print([n for n in face.__all__ if getattr(face, n, None) is None])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "lib")},
    )
    assert done.stdout.strip() == "[]"


def test_a_face_alone_loads_nothing_heavy() -> None:
    rooms = "; ".join(f"import gender_indicators.{room}" for room in ROOMS)
    code = (
        f"import sys; {rooms}; print([m for m in ('pandas', 'scipy', 'matplotlib', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "lib")},
    )
    assert done.stdout.strip() == "[]"
