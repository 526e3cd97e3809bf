"""The made-up province of ``other_plan`` as an office that publishes: its data count as official. Its commands."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gender_indicators import cli
from gender_indicators.cli import making, publishing
from gender_indicators.report.making.pages import Files, Page
from other_plan_data import write_other_plan

OFFICIAL = 'kind: official\nnote: {vi: "Số liệu tự đặt để thử.", en: "Invented data for a test."}\n'
NAMES = {
    "--made-by": "Nguyễn Văn An, Chuyên viên",
    "--checked-by": "Trần Thị Bình, Phó Trưởng phòng",
    "--released-by": "Lê Văn Cường, Chủ tịch",
}
SIGNED = tuple(word for pair in NAMES.items() for word in pair)
DAY = "2032-03-01"


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said, also of errors."""

    code: int
    words: str


class QuickPages:
    """Makes pages in no time: their title, mark and key stand on them, so that they differ when they must."""

    warm_up = int

    def make(self, pages: Iterable[Page]) -> Iterator[tuple[Page, Files]]:
        for page in pages:
            words = "\n".join((page.about.title, page.about.subtitle, page.about.banner, page.key))
            yield page, {suffix: f"{suffix}\n{words}\n".encode() for suffix in page.suffixes}


def run(root: Path, *arguments: str, real: bool = False, today: dt.date | None = None) -> Said:
    """Run a command in the folder ``root`` in this process; pages are quick ones unless ``real``."""
    words = io.StringIO()
    kept = [(signal.signal, (number, signal.getsignal(number))) for number in (signal.SIGINT, signal.SIGTERM)]
    changed = {(sys, "argv"): ["gender-indicators", *arguments]}
    if not real:
        changed |= {
            (room, "workers_of"): lambda *_: contextlib.nullcontext(QuickPages()) for room in (making, publishing)
        }
    if today is not None:
        changed |= {(room, "today"): lambda: today for room in (making, publishing)}
    kept += [(setattr, (*place, getattr(*place))) for place in changed]
    code = 0
    try:
        for place, value in changed.items():
            setattr(*place, value)
        with contextlib.chdir(root), contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
            cli.main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        for restore, values in kept:
            restore(*values)
    return Said(code, words.getvalue())


def publish(
    root: Path, year: int = 2031, vintage: str = "so_bo", day: str = DAY, remark: str = "Lần đầu", real: bool = False
) -> Said:
    """Publish ``year`` as its people sign it."""
    chosen = ("--vintage", vintage, "--day", day, "--remark", remark, "--workers", "2")
    return run(root, "publish", "--year", str(year), *SIGNED, *chosen, real=real)


def write_office(root: Path) -> Path:
    """Write the province with official data below ``root``; return ``root``."""
    write_other_plan(root)
    (root / "data").mkdir()
    (root / "nhan").rename(root / "data" / "raw")
    for year in (2030, 2031):
        (root / "data" / "raw" / str(year) / "origin.yaml").write_text(OFFICIAL, "utf-8")
        edit(root / "params" / f"{year}.yaml", f"data: nhan/{year}", f"data: data/raw/{year}")
    return root


def edit(path: Path, old: str, new: str) -> None:
    """Replace ``old``, which is there once, in a text file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")


def revise(root: Path) -> None:
    """The final figures of 2031: five boys more were born in the middle commune."""
    edit(root / "params" / "2031.yaml", "vintage: so_bo", "vintage: chinh_thuc")
    births = root / "data" / "raw" / "2031" / "phong-co-so" / "so-sinh.csv"
    late = [f"bé trai,2031-05-0{n},9701,9701-99{n}\n" for n in range(1, 6)]
    births.write_text(births.read_text("utf-8") + "".join(late), "utf-8")


@cache
def published(real: bool = False) -> Path:
    """The office with three editions: 2031/1, 2030/1, and 2031/2 with revised data. To be copied, not changed."""
    root = write_office(Path(tempfile.mkdtemp(prefix="published-")) / "Tỉnh Sông Thử")
    must(publish(root, real=real))
    must(publish(root, 2030, "chinh_thuc", real=real))
    revise(root)
    must(publish(root, 2031, "chinh_thuc", "2032-06-01", "", real=real))
    return root


def must(said: Said) -> Said:
    """``said``, of a command that ended well."""
    assert said.code == 0, said.words
    return said


def copied(root: Path, target: Path) -> Path:
    """Copy an office with everything it has published."""
    return shutil.copytree(root, target, symlinks=True)


def edition(root: Path, name: str) -> Path:
    """The folder of an edition."""
    return root / "outputs" / "published" / name


def content(folder: Path) -> dict[str, bytes]:
    """Everything below a folder: its folders, and the bytes of each file, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"/"
        for path in folder.rglob("*")
    }


def mode(path: Path) -> int:
    """Who may read what."""
    return path.stat().st_mode & 0o777
