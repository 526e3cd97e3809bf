"""How long a year takes, as ratios within one run: against the stock loop, cold and warm, by workers.

``make bench`` prints one table. Every figure is the median of a few runs of a whole process in a copy of the
project; the machine's own speed drops out of the ratios. The stock loop runs the same notebooks one after the
other with papermill's and nbconvert's own commands, to HTML only, on results that are there already.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", default="2024")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        home = Path(name)
        for folder in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("raw"))
        measured = measure(home, options.year, options.runs)
    show(measured)


def measure(home: Path, year: str, runs: int) -> dict[str, float]:
    """Return the median seconds of each case by its name."""

    def report(*arguments: str, engine: str = "warm") -> None:
        command = [sys.executable, "-m", "gender_indicators", "report", "--year", year, *arguments]
        subprocess.run(command, cwd=home, env={**ENVIRONMENT, "ENGINE": engine}, check=True, capture_output=True)

    def forget(*names: str) -> Callable[[], None]:
        return lambda: [shutil.rmtree(home / each, ignore_errors=True) for each in names] and None

    report()  # bytecode and font caches, and results for the stock loop
    births = next((home / f"data/sample/{year}").glob("*/tre-sinh-song.csv"))

    def drop_one_birth() -> None:
        lines = births.read_text(encoding="utf-8").splitlines(keepends=True)
        births.write_text("".join(lines[:-1]), encoding="utf-8")

    cold = forget("outputs", ".cache")
    return {
        "stock loop, HTML only, no gate": median(lambda: stock_loop(home, year), runs=1),
        "all, stock engine, 2 workers": median(lambda: report("--workers", "2", engine="stock"), cold, runs),
        "all, 1 worker": median(lambda: report("--workers", "1"), cold, runs),
        "all, 2 workers": median(lambda: report("--workers", "2"), cold, runs),
        "pages only (read and checked before)": median(lambda: report("--workers", "2"), forget("outputs"), runs),
        "one file changed": median(lambda: report("--workers", "2"), drop_one_birth, runs),
        "nothing changed": median(report, None, runs),
    }


def stock_loop(home: Path, year: str) -> None:
    """Every report by papermill's and nbconvert's commands, one after the other."""
    outputs = home / "outputs" / year
    target = home / "stock"
    target.mkdir(exist_ok=True)
    environment = {**ENVIRONMENT, "GENDER_INDICATORS_EDITION": str(outputs / "data" / "edition.json")}
    jobs = [("quality", []), ("methodology", [])]
    jobs += [
        ("area_report", ["-p", "area", p.stem.rpartition("-")[2]]) for p in sorted(outputs.glob("bao-cao-*.html"))
    ]
    for notebook, parameters in jobs:
        made = target / f"{notebook}-{parameters[-1] if parameters else ''}.ipynb"
        source = home / "notebooks" / f"{notebook}.ipynb"
        raw = ["-r" if each == "-p" else each for each in parameters]  # a code is text, not a number
        for command in (
            ["papermill", str(source), str(made), "-p", "year", year, *raw, "--no-progress-bar"],
            ["nbconvert", "--to", "html", "--no-input", str(made)],
        ):
            subprocess.run([sys.executable, "-m", *command], env=environment, check=True, capture_output=True)


def median(case: Callable[[], None], before: Callable[[], None] | None = None, runs: int = 3) -> float:
    """Return the median seconds of ``case``, with ``before`` run unmeasured each time."""
    seconds = []
    for _ in range(runs):
        if before is not None:
            before()
        began = time.perf_counter()
        case()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def show(measured: dict[str, float]) -> None:
    """Print seconds and ratios: how often each case fits into the stock loop and into a whole run."""
    stock, whole = measured["stock loop, HTML only, no gate"], measured["all, 2 workers"]
    print(f"{'case':40} {'seconds':>8} {'stock / case':>13} {'case / all':>11}")
    for name, seconds in measured.items():
        print(f"{name:40} {seconds:8.2f} {stock / seconds:13.1f} {seconds / whole:11.2f}")


if __name__ == "__main__":
    main()
