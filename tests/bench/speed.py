"""How long a year takes and how much memory, as ratios within one run; ``make bench`` prints one table.

Each case is a whole process in a copy of the project, run a few times; its seconds are the median. The speed of the
machine drops out of the ratios. Memory is that of the largest process at its largest moment. The stock loop runs
the same notebooks one after the other with papermill and nbconvert from the command line, to HTML only, without
the gate, on results that are there already.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
STOCK, WHOLE = "stock loop, HTML only, no gate", "all, 2 workers"
ROWS = {"tre-sinh-song.csv", "dieu-tra-lao-dong.csv", "su-dung-thoi-gian.csv"}  # records of people
GROUPS = {
    "a": "against the stock loop",
    "b": "against a plain script",
    "c": "when little changed",
    "d": "by workers",
    "e": "by number of reports",
    "f": "by number of rows",
    "g": "from a bare clone",
    "h": "rehearsal of a country",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A case: its median seconds, the spread of its runs, its memory in MB; per report where there are many."""

    group: str
    name: str
    seconds: float
    low: float
    high: float
    megabytes: float
    note: str = ""


class Bench:
    """A copy of the project with its code, in which commands are run and measured."""

    def __init__(self, home: Path, year: str, runs: int) -> None:
        self.home, self.year, self.runs = home, year, runs
        self.results: list[Result] = []
        for folder in ("params", "notebooks", "data", "lib", "tests"):
            shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("raw", "__pycache__"))
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(home / "lib"),
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "",
            "GENDER_INDICATORS_EDITION": "",
            "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
            "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "1",
        }

    def python(self, *arguments: str, **variables: str) -> str:
        """Run Python in the copy and return what it printed."""
        environment = {**self.environment, **variables}
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.home, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def report(self, *arguments: str, engine: str = "warm") -> None:
        """Make the year's reports."""
        self.python("-m", "gender_indicators", "report", "--year", self.year, *arguments, ENGINE=engine)

    def forget(self, *names: str) -> Callable[[], None]:
        """Return what removes these folders of the copy."""
        return lambda: [shutil.rmtree(self.home / each, ignore_errors=True) for each in names] and None

    def case(
        self,
        group: str,
        name: str,
        run: Callable[[], object],
        before: Callable[[], None] | None = None,
        runs: int | None = None,
        note: str = "",
    ) -> None:
        """Measure ``run`` a few times, with ``before`` run unmeasured each time."""
        seconds, memory = [], []
        for _ in range(runs or self.runs):
            if before is not None:
                before()
            with watched() as peak:
                began = time.perf_counter()
                inner = run()
                whole = time.perf_counter() - began
            seconds.append(inner if isinstance(inner, float) else whole)
            memory.append(peak[0])
        self.add(Result(group, name, statistics.median(seconds), min(seconds), max(seconds), max(memory), note))

    def add(self, result: Result) -> None:
        """Keep a result and tell it at once."""
        self.results.append(result)
        print(f"  {result.group} {result.name}: {result.seconds:.2f} s", file=sys.stderr, flush=True)


@contextmanager
def watched() -> Iterator[list[float]]:
    """Give a list whose one number becomes the largest memory, in MB, of any process started meanwhile."""
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        me = psutil.Process()
        while not done.wait(0.05):
            for process in me.children(recursive=True):
                with suppress(psutil.Error):
                    peak[0] = max(peak[0], process.memory_info().rss / 1e6)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def against_stock(bench: Bench) -> None:
    """The year, everything, and the stock loop over the same notebooks."""
    cold = bench.forget("outputs", ".cache")
    bench.case("a", STOCK, lambda: stock_loop(bench), runs=1)
    bench.case("a", WHOLE, lambda: bench.report("--workers", "2"), cold)
    bench.case("a", "all, stock engine, 2 workers", lambda: bench.report("--workers", "2", engine="stock"), cold, 1)


def stock_loop(bench: Bench) -> None:
    """Every report by papermill's and nbconvert's commands, one after the other."""
    outputs = bench.home / "outputs" / bench.year
    target = bench.home / "stock"
    target.mkdir(exist_ok=True)
    edition = str(outputs / "data" / "edition.json")
    jobs: list[tuple[str, list[str]]] = [("quality", []), ("methodology", [])]
    jobs += [
        ("area_report", ["-r", "area", p.stem.rpartition("-")[2]]) for p in sorted(outputs.glob("bao-cao-*.html"))
    ]
    for notebook, parameters in jobs:
        made = str(target / f"{notebook}-{parameters[-1] if parameters else ''}.ipynb")
        source = str(bench.home / "notebooks" / f"{notebook}.ipynb")
        run = ["-m", "papermill", source, made, "-p", "year", bench.year, *parameters, "--no-progress-bar"]
        bench.python(*run, GENDER_INDICATORS_EDITION=edition)
        bench.python("-m", "nbconvert", "--to", "html", "--no-input", made)


def against_floor(bench: Bench) -> None:
    """A plain script in one process: no Jupyter, no gate, no PDF."""
    bench.case("b", "plain script, no gate, no PDF", lambda: bench.python("tests/bench/floor.py", bench.year))


def little_changed(bench: Bench) -> None:
    """Nothing, one file or one message changed since the last run."""
    sample = bench.home / "data" / "sample" / bench.year
    births, hours = (next(sample.glob(f"*/{name}")) for name in ("tre-sinh-song.csv", "su-dung-thoi-gian.csv"))
    words = bench.home / "lib" / "gender_indicators" / "locale" / "words.py"

    def drop_one_row(path: Path) -> Callable[[], None]:
        return lambda: path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1])) and None

    def change_a_message() -> None:
        words.write_text(words.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")

    bench.report()
    bench.case("c", "nothing changed", bench.report)
    bench.case("c", "births changed: a district and the province", bench.report, drop_one_row(births))
    bench.case("c", "a survey changed: the province alone", bench.report, drop_one_row(hours))
    bench.case("c", "a message changed: every page", bench.report, change_a_message)
    bench.case("c", "reports removed: every page", bench.report, bench.forget("outputs"))


def by_workers(bench: Bench) -> None:
    """One and two workers, of this machine and of a Dask cluster on it."""
    cold = bench.forget("outputs", ".cache")
    bench.case("d", "all, 1 worker", lambda: bench.report("--workers", "1"), cold)
    for count in (1, 2):
        with cluster(bench, count) as address:
            bench.report("--cluster", address)  # the workers' warm processes
            bench.case("d", f"all, Dask, {count} worker(s)", lambda at=address: bench.report("--cluster", at), cold)
    for count in (1, 2):
        bench.case("d", f"60 reports, {count} worker(s)", lambda n=count: many(bench, 60, "--workers", str(n)))
    for count in (1, 2):
        with cluster(bench, count) as address:
            bench.case(
                "d", f"60 reports, Dask, {count} worker(s)", lambda at=address: many(bench, 60, "--cluster", at)
            )


def many(bench: Bench, reports: int, *arguments: str) -> float:
    """Return the seconds that made-up reports take once the workers are warm."""
    return float(json.loads(bench.python("tests/bench/many.py", bench.year, str(reports), *arguments))["seconds"])


@contextmanager
def cluster(bench: Bench, workers: int) -> Iterator[str]:
    """A Dask scheduler and workers on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    commands = (
        ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"],
        ["distributed.cli.dask_worker", address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard"],
    )
    with ExitStack() as stack:
        for command in commands:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=bench.home,
                env=bench.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(ended, process)
        yield address


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    for each in family:
        with suppress(psutil.Error):
            each.kill()
    process.wait()


def by_reports(bench: Bench) -> None:
    """Seconds and memory by the number of reports."""
    for count in (10, 41, 141, 500):
        runs = bench.runs if count < 500 else 1
        bench.case("e", f"{count} reports, 2 workers", lambda n=count: many(bench, n), runs=runs, note=str(count))


def by_rows(bench: Bench) -> None:
    """The province alone, cold, with 1, 10 and 50 times the records of people."""
    cold = bench.forget("outputs", ".cache")
    originals = {path: path.read_bytes() for path in (bench.home / "data").rglob("*.csv") if path.name in ROWS}
    try:
        for times in (1, 10, 50):
            rows = sum(multiplied(path, content, times) for path, content in originals.items())
            name = f"province alone, {times} x the records ({rows:,} rows)"
            bench.case("f", name, lambda: bench.report("--area", "46"), cold, runs=1 if times > 1 else None)
    finally:
        for path, content in originals.items():
            path.write_bytes(content)


def multiplied(path: Path, content: bytes, times: int) -> int:
    """Write every record ``times`` times, each under a key of its own; return the number of rows."""
    header, *records = csv.reader(content.decode("utf-8").splitlines())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for copy in range(times):
            writer.writerows([f"{key}-{copy}", *rest] for key, *rest in records)
    return times * len(records)


def from_a_clone(bench: Bench) -> None:
    """Clone, set up and report, as on a new machine; needs the network."""
    clone = bench.home / "clone"

    def run() -> None:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        python = Path(sys.base_prefix) / "bin" / "python3"
        environment = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
        command = ["make", "report", f"YEAR={bench.year}", f"PYTHON={python}"]
        subprocess.run(command, cwd=clone, env=environment, check=True, capture_output=True)

    bench.case("g", "bare clone to first reports", run, bench.forget("clone"), 1)


def rehearsal(bench: Bench) -> None:
    """2,000 reports here and on a Dask cluster of two workers, one of which is killed on the way: the same bytes."""
    files = [bench.home / name for name in ("here.json", "there.json")]
    bench.case(
        "h", "2000 reports, 2 workers", lambda: many(bench, 2000, "--hashes", str(files[0])), runs=1, note="2000"
    )
    with cluster(bench, 2) as address:
        killer = threading.Timer(60, kill_a_worker)
        killer.start()
        arguments = ("--cluster", address, "--hashes", str(files[1]))
        bench.case("h", "2000 reports, Dask, one killed", lambda: many(bench, 2000, *arguments), runs=1, note="2000")
        killer.cancel()
    here, there = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    same = sum(here[name] == there.get(name) for name in here)
    print(
        f"  {len(here)} files here, {len(there)} there, {same} the same, {KILLED} worker(s) killed", file=sys.stderr
    )
    if here != there or not KILLED:
        raise SystemExit("the rehearsal failed")


KILLED: list[int] = []


def kill_a_worker() -> None:
    """Kill one worker process of the cluster; its keeper starts another."""
    for process in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(process.cmdline()) and "dask_worker" in " ".join(process.parent().cmdline()):
            KILLED.append(process.pid)
            process.kill()
            return


CASES: dict[str, Callable[[Bench], None]] = {
    "a": against_stock, "b": against_floor, "c": little_changed, "d": by_workers, "e": by_reports, "f": by_rows,
    "g": from_a_clone, "h": rehearsal,
}  # fmt: skip


def show(results: Sequence[Result]) -> None:
    """Print the table: seconds, how often a case fits into the stock loop, its share of a whole run, memory."""
    medians = {result.name: result.seconds for result in results}
    stock, whole = medians.get(STOCK), medians.get(WHOLE)
    print(f"{'':60} {'seconds':>9} {'(runs)':>15} {'stock/case':>11} {'case/all':>9} {'MB':>6}")
    group = ""
    for r in results:
        if r.group != group:
            group = r.group
            print(f"({group}) {GROUPS[group]}")
        ratios = [f"{stock / r.seconds:.1f}" if stock else "", f"{r.seconds / whole:.2f}" if whole else ""]
        spread = f"{r.low:.2f}-{r.high:.2f}"
        each = f"  {1000 * r.seconds / int(r.note):.0f} ms each" if r.note else ""
        line = f"    {r.name:56} {r.seconds:9.2f} {spread:>15} {ratios[0]:>11} {ratios[1]:>9} {r.megabytes:6.0f}"
        print(line + each)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", default="2024")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cases", default="abcdefg", help="the groups to measure, like abc; h takes long")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        bench = Bench(Path(name), options.year, options.runs)
        bench.report()  # bytecode and font caches, and results for the stock loop
        for group in options.cases:
            CASES[group](bench)
            if not (bench.home / "outputs").is_dir():
                bench.report()
    show(bench.results)


if __name__ == "__main__":
    main()
