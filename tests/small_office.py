"""The made-up province of ``other_plan`` as an office that publishes: its data count as official. And its commands."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gender_indicators import cli
from gender_indicators.cli import publishing
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


def run(root: Path, *arguments: str, today: dt.date | None = None) -> Said:
    """Run a command in the folder ``root`` in this process."""
    words = io.StringIO()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    before = Path.cwd(), sys.argv, publishing.today
    os.chdir(root)
    sys.argv = ["gender-indicators", *arguments]
    if today is not None:
        publishing.today = lambda: today
    code = 0
    try:
        with contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
            cli.main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os.chdir(before[0])
        sys.argv, publishing.today = before[1:]
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return Said(code, words.getvalue())


def publish(root: Path, year: int = 2031, vintage: str = "so_bo", day: str = DAY, remark: str = "Lần đầu") -> Said:
    """Publish ``year`` as its people sign it."""
    chosen = ("--vintage", vintage, "--day", day, "--remark", remark)
    return run(root, "publish", "--year", str(year), *SIGNED, *chosen, "--workers", "2")


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
    """The final figures of 2031: a returned person of the middle commune more, nobody else."""
    edit(root / "params" / "2031.yaml", "vintage: so_bo", "vintage: chinh_thuc")
    births = root / "data" / "raw" / "2031" / "phong-co-so" / "so-sinh.csv"
    extra = [f"bé trai,2031-05-0{n},9701,9701-99{n}\n" for n in range(1, 6)]
    births.write_text(births.read_text("utf-8") + "".join(extra), "utf-8")


@cache
def published() -> Path:
    """The office with three editions: 2031/1, then 2030/1, then 2031/2 with revised data. To be copied, not changed."""
    root = write_office(Path(tempfile.mkdtemp(prefix="published-")) / "Tỉnh Sông Thử")
    for step in (lambda: publish(root), lambda: publish(root, 2030, "chinh_thuc")):
        said = step()
        assert said.code == 0, said.words
    revise(root)
    said = publish(root, 2031, "chinh_thuc", "2032-06-01", "")
    assert said.code == 0, said.words
    return root


def copied(root: Path, target: Path) -> Path:
    """Copy an office with everything it has published."""
    return shutil.copytree(root, target, symlinks=True)
