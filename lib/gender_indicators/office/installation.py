"""The program an office runs: Python, libraries, and whose code it is."""

from __future__ import annotations

import json
import os
import platform
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from gender_indicators.base import OFFICE_FILE, PROGRAM, PROGRAM_LINE, Project, Text
from gender_indicators.office.trouble import Trouble

_NAME = "gender-indicators"
_MOST_NAMED = 5
_REINSTALL = Text(
    f'xoá thư mục ".venv" trong "{PROGRAM}", rồi chạy "make setup" ở đó.',
    f'delete the folder ".venv" in "{PROGRAM}", then run "make setup" there.',
)


def installation(project: Project) -> Iterator[Trouble]:
    """Yield what is wrong with the program as it is installed."""
    yield from _python(PROGRAM / "pyproject.toml")
    yield from _libraries(PROGRAM / "requirements.lock")
    yield from _code(project.root)
    yield from _makefile(project.root)


def is_program(root: Path) -> bool:
    """Whether ``root`` is a folder of the program, with its sample office, and no office apart."""
    return (root / "lib" / "gender_indicators").is_dir()


def _python(project_file: Path) -> Iterator[Trouble]:
    asked = tomllib.loads(project_file.read_text(encoding="utf-8"))["project"]["requires-python"]
    own = platform.python_version()
    if own not in SpecifierSet(asked):
        yield Trouble(f"Python {own}", Text(f"chương trình cần {asked}.", f"the program needs {asked}."), _REINSTALL)


def _libraries(lock: Path) -> Iterator[Trouble]:
    """Libraries of other versions than the lock's: another digit or another picture may come out."""
    wrong = [words for line in lock.read_text(encoding="utf-8").splitlines() if (words := _differs(line))]
    if wrong:
        named = ", ".join(wrong[:_MOST_NAMED]) + (", ..." if len(wrong) > _MOST_NAMED else "")
        yield Trouble(
            lock.name,
            Text(
                f"{len(wrong)} thư viện khác bản đã khoá: {named}.", f"{len(wrong)} libraries differ from the lock."
            ),
            _REINSTALL,
        )


def _differs(line: str) -> str:
    """What is installed of the library a line of the lock names, where it is not that version; else nothing.

    >>> _differs("    --hash=sha256:00"), _differs("pip==0.0.0 ; sys_platform == 'none' \\\\")
    ('', '')
    """
    if not line[:1].isalnum():
        return ""
    wanted = Requirement(line.removesuffix("\\").strip())
    if wanted.marker is not None and not wanted.marker.evaluate():
        return ""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name} (không có)"
    return "" if found in wanted.specifier else f"{wanted.name} {found}"


def _code(root: Path) -> Iterator[Trouble]:
    """An install whose code lies elsewhere than one thinks."""
    if is_program(root) and root.resolve() != PROGRAM.resolve():
        yield Trouble(
            str(root),
            Text(
                f'mã nguồn đang chạy không phải ở thư mục này mà ở "{PROGRAM}".',
                f'the code that runs is not this folder\'s but lies in "{PROGRAM}".',
            ),
            _unless_python_path(
                Text(
                    'chạy "make setup" trong thư mục này và gõ lệnh bằng "make" ở đây.',
                    'run "make setup" in this folder, and type commands with "make" here.',
                )
            ),
        )
    try:
        place = _installed_from()
    except PackageNotFoundError:
        yield Trouble(
            _NAME,
            Text("chương trình chưa được cài vào môi trường Python này.", "not installed into this Python."),
            Text(
                f'python -m pip install --no-deps --no-build-isolation -e "{PROGRAM}"',
                f'python -m pip install --no-deps --no-build-isolation -e "{PROGRAM}"',
            ),
        )
        return
    if place is not None and place.resolve() != PROGRAM.resolve():
        yield Trouble(
            _NAME,
            Text(
                f'môi trường Python cài chương trình từ "{place}", nhưng mã đang chạy ở "{PROGRAM}".',
                f'this Python has the program from "{place}", but the code that runs lies in "{PROGRAM}".',
            ),
            _unless_python_path(_REINSTALL),
        )


def _unless_python_path(action: Text) -> Text:
    """What mends an install, unless a variable leads Python elsewhere before it is asked."""
    variable = os.environ.get("PYTHONPATH")
    if not variable:
        return action
    return Text(
        f"bỏ biến môi trường PYTHONPATH ({variable}) rồi chạy lại; nếu vẫn sai thì {action.vi}",
        f"unset the variable PYTHONPATH ({variable}) and run again; if it is still wrong, {action.en}",
    )


def _installed_from() -> Path | None:
    """The folder the program was installed from, where the install says it."""
    origin = distribution(_NAME).read_text("direct_url.json")
    url = json.loads(origin)["url"] if origin else ""
    return Path(os.fsdecode(url2pathname(urlparse(url).path).encode())) if url.startswith("file:") else None


def _makefile(root: Path) -> Iterator[Trouble]:
    """An office's Makefile that leads to another copy of the program, or nowhere."""
    makefile = root / "Makefile"
    if is_program(root) or not (root / "params" / OFFICE_FILE).is_file():
        return
    lines = os.fsdecode(makefile.read_bytes()).splitlines() if makefile.is_file() else []
    named = next((line.removeprefix(PROGRAM_LINE).strip() for line in lines if line.startswith(PROGRAM_LINE)), "")
    place = named.replace("$$", "$").replace("\\#", "#")
    if not place or Path(place).resolve() != PROGRAM.resolve():
        yield Trouble(
            "Makefile",
            Text(
                f'dòng PROGRAM ghi "{place}", nhưng chương trình đang chạy ở "{PROGRAM}".',
                f'the line PROGRAM says "{place}", but the program that runs lies in "{PROGRAM}".',
            ),
            Text(f"sửa dòng đó thành: {PROGRAM_LINE}{PROGRAM}", f"make that line: {PROGRAM_LINE}{PROGRAM}"),
        )
