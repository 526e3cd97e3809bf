"""Kill commands at random moments: is the last good state whole, does the next run succeed and clear away everything?

``make faults`` kills ``report`` and ``publish`` of a small made-up office a hundred times: the command itself, or one
of the processes it started. Each trial begins from the same office, which has one edition, a draft, and data that
have changed since. It prints one table; a number in the last five columns that is not 0 is a fault: it ends with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "tests")]

from small_office import SIGNED, revise, write_office  # noqa: E402

MARK = "GENDER_INDICATORS_FAULT"
SECONDS = 30  # within which what a killed command started must have ended
SIGNS = (".making-*", ".replaced-*", ".part-*", ".holder")
YEAR = ("--year", "2031", "--workers", "2")
COMMANDS = {
    "report": ("report", *YEAR),
    "publish": ("publish", *YEAR, *SIGNED, "--vintage", "chinh_thuc", "--day", "2032-06-01", "--remark", ""),
}
COLUMNS = ("tried", "survived", "lost", "readable too early", "tracebacks", "left behind", "orphans")


class Office:
    """An office with one edition and data that have changed since, and what each command makes of it."""

    def __init__(self, home: Path) -> None:
        self.base, self._home, self._trials = home / "base", home, 0
        write_office(self.base)
        first = ("publish", *YEAR, *SIGNED, "--vintage", "so_bo", "--day", "2032-03-01", "--remark", "")
        self.run(self.base, *COMMANDS["report"])
        self.run(self.base, *first)
        self.old = state(self.base)
        revise(self.base)
        self.seconds: dict[str, float] = {}
        self.made: dict[str, dict[str, str]] = {}
        for name, command in COMMANDS.items():
            copy = shutil.copytree(self.base, home / name)
            self.run(copy, *command)
            shutil.copytree(copy / ".cache", self.base / ".cache", dirs_exist_ok=True)
            shutil.rmtree(copy)
            copy = shutil.copytree(self.base, home / name)
            began = time.monotonic()
            self.run(copy, *command)
            self.seconds[name] = time.monotonic() - began
            self.made[name] = state(copy)

    def copy(self) -> Path:
        """Return the office as it is before each trial, in a folder of its own with a ``tmp``."""
        self._trials += 1
        folder = shutil.copytree(self.base, self._home / f"trial-{self._trials}" / "Tỉnh Sông Thử")
        (folder.parent / "tmp").mkdir()
        return folder

    def start(self, folder: Path, *arguments: str) -> subprocess.Popen[str]:
        """Start a command; what it starts bears its mark."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "lib"),
            "PYTHONUTF8": "1",
            "XDG_STATE_HOME": str(self._home / "state"),
            "TMPDIR": str(folder.parent / "tmp" if (folder.parent / "tmp").is_dir() else self._home),
            MARK: str(folder),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "gender_indicators", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, folder: Path, *arguments: str) -> None:
        """Run a command that must succeed."""
        process = self.start(folder, *arguments)
        out, errors = process.communicate()
        if process.returncode:
            raise RuntimeError(f"{arguments}: {out[-2000:]}{errors[-2000:]}")


def state(folder: Path) -> dict[str, str]:
    """The hash of all a reader has: drafts and the pages of every edition, by path."""
    outputs = folder / "outputs"
    pages = [*outputs.glob("[0-9]*/**/*"), *outputs.glob("published/*/*/bao-cao/**/*")]
    return {
        path.relative_to(outputs).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(pages)
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(outputs).parts)
    }


def part(files: dict[str, str], top: str) -> dict[str, str]:
    """Those of ``files`` below ``top``."""
    return {name: value for name, value in files.items() if name.startswith(f"{top}/")}


def trial(office: Office, command: str, victim: str, chance: random.Random) -> Counter[str]:
    """Kill one run of ``command`` (or one of its processes) at a random moment, run it again, and count what was."""
    folder = office.copy()
    process = office.start(folder, *COMMANDS[command])
    moment = time.monotonic() + chance.uniform(0, 1.05 * office.seconds[command])
    errors = killed_at(process, moment, victim, chance)
    found = Counter(tried=1)
    found["tracebacks"] += victim == "child" and "Traceback" in errors  # who is killed has no last word
    found["orphans"] += len(orphans(folder))
    found["readable too early"] += sum(readable_too_early(folder))
    found["lost"] += not whole(office, command, state(folder))
    try:
        office.run(folder, *COMMANDS[command])
        if command == "publish":
            office.run(folder, "verify", "--quick")
    except RuntimeError as error:
        print(error, file=sys.stderr)
        found["lost"] += 1
    found["lost"] += state(folder) != office.made[command]
    left = [path for sign in SIGNS for path in folder.rglob(sign)] + list((folder.parent / "tmp").iterdir())
    found["left behind"] += len(left)
    found["orphans"] += len(orphans(folder))
    faults = sum(found[name] for name in COLUMNS[2:])
    found["survived"] += not faults
    if faults:
        print(folder, dict(found), left, errors[-1500:], file=sys.stderr, flush=True)
    else:
        shutil.rmtree(folder.parent)
    return found


def killed_at(process: subprocess.Popen[str], moment: float, victim: str, chance: random.Random) -> str:
    """Kill ``process``, or a child of it that is there at the ``moment``; return what it said of errors."""
    if victim == "child":
        children: list[psutil.Process] = []
        while process.poll() is None and (time.monotonic() < moment or not children):
            with suppress(psutil.Error):
                children = psutil.Process(process.pid).children(recursive=True)
            time.sleep(0.01)
        if children:
            with suppress(psutil.Error):
                chance.choice(children).kill()
    else:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, moment - time.monotonic()))
        process.kill()
    with suppress(subprocess.TimeoutExpired):
        return process.communicate(timeout=300)[1]
    os.killpg(process.pid, signal.SIGKILL)
    raise RuntimeError("the command hangs after one of its processes was killed")


def orphans(folder: Path) -> list[psutil.Process]:
    """The processes that a command in ``folder`` started and that have not ended in time."""
    until = time.monotonic() + SECONDS
    while (found := marked(folder)) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def marked(folder: Path) -> list[psutil.Process]:
    """The processes that bear the mark of ``folder``."""
    found = []
    for each in psutil.process_iter():
        with suppress(psutil.Error):
            if each.environ().get(MARK) == str(folder) and each.status() != psutil.STATUS_ZOMBIE:
                found.append(each)
    return found


def readable_too_early(folder: Path) -> Iterator[bool]:
    """Whether each edition that is not listed, and each folder that is being made, is open to others."""
    register = folder / "data" / "published" / "so-cong-bo.csv"
    listed = register.read_text(encoding="utf-8") if register.is_file() else ""
    archive = folder / "outputs" / "published"
    for edition in archive.glob("[0-9]*/*"):
        if edition.is_dir() and f"{edition.parent.name},{edition.name}," not in listed:
            yield bool(edition.stat().st_mode & 0o077)
    for made in (folder / "outputs").rglob(".making-*"):
        yield bool(made.stat().st_mode & 0o077)


def whole(office: Office, command: str, now: dict[str, str]) -> bool:
    """Whether the draft is the last one or the new one, and all that was published is as it was."""
    draft = part(now, "2031")
    published, before = part(now, "published"), part(office.old, "published")
    return draft in (part(office.old, "2031"), part(office.made[command], "2031")) and published in (
        before,
        part(office.made[command], "published"),
    )


def table(counts: dict[tuple[str, str], Counter[str]]) -> str:
    """The table: a line for each command and what was killed, and their sum."""
    total: Counter[str] = Counter()
    lines = [f"{'killed':28}" + "".join(f"{name:>20}" for name in COLUMNS)]
    for (command, victim), found in counts.items():
        total.update(found)
        lines.append(f"{command + (', a process of it' if victim == 'child' else ''):28}" + _numbers(found))
    return "\n".join([*lines, f"{'all':28}" + _numbers(total)])


def _numbers(found: Counter[str]) -> str:
    return "".join(f"{found[name]:>20}" for name in COLUMNS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trials and print the table; 1 where one did not survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    kinds = [(command, victim) for victim in ("itself", "child") for command in COMMANDS]
    counts = {kind: Counter[str]() for kind in kinds}
    home = Path(tempfile.mkdtemp(prefix="faults-"))
    office = Office(home)
    for number in range(options.kills):
        kind = kinds[number % len(kinds)]
        counts[kind].update(trial(office, *kind, chance))
        print(f"{number + 1}/{options.kills}", file=sys.stderr, flush=True)
    print(table(counts))
    survived = sum(found["survived"] for found in counts.values()) == options.kills
    if survived:
        shutil.rmtree(home)
    return 0 if survived else 1


if __name__ == "__main__":
    sys.exit(main())
