"""What reading the agencies' files costs, against pandas reading the same files without understanding them.

``python tests/bench/intake.py`` reads a year's forms, and a CSV of a million births: clean, and with names of
communes for codes, days as dd/mm/yyyy and a delimiter that must be found out. Each case is a process of its own;
seconds are the median of three, memory is the process's largest.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
YEAR, ROWS = 2024, 1_000_000
CASES = {
    "a year's forms": ("year", "stock-year"),
    "1,000,000 births, clean CSV": ("million", "stock-million"),
    "1,000,000 births, names, dd/mm/yyyy": ("dirty", "stock-dirty"),
}


def main() -> None:
    """Print the table, or run one case when asked by its name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", default="")
    parser.add_argument("--folder", type=Path, default=Path())
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    if given.case:
        run(given.case, given.folder)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_births(folder / "clean" / "so-y-te" / "tre-sinh-song.csv", dirty=False)
        write_births(folder / "dirty" / "so-y-te" / "tre-sinh-song.csv", dirty=True)
        print(f"{'case':38} {'seconds':>8} {'MB':>6} {'pandas':>8} {'MB':>6} {'ratio':>6}")
        for words, (ours, stock) in CASES.items():
            (seconds, megabytes), (other, other_mb) = (measure(case, folder, given.runs) for case in (ours, stock))
            print(f"{words:38} {seconds:8.2f} {megabytes:6.0f} {other:8.2f} {other_mb:6.0f} {seconds / other:6.1f}")


def measure(case: str, folder: Path, runs: int) -> tuple[float, float]:
    """The median seconds and the most memory of a case."""
    command = [sys.executable, __file__, "--case", case, "--folder", str(folder)]
    told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(runs)]
    return statistics.median(float(each[0]) for each in told), max(float(each[1]) for each in told)


def run(case: str, folder: Path) -> None:
    """Read, and print seconds without imports, and the largest memory in MB."""
    read = {"year": year, "stock-year": stock_year}.get(case)
    started = time.perf_counter()
    if read is not None:
        seconds = read()
    else:
        path = folder / ("dirty" if "dirty" in case else "clean")
        seconds = stock_million(path) if case.startswith("stock") else million(path)
    assert seconds <= time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def year() -> float:
    """All forms of a year, as a run of the program reads them."""
    from gender_indicators.base.project import find_project
    from gender_indicators.intake.delivery import read_year
    from gender_indicators.plan.facts import load_facts

    facts = load_facts(find_project(ROOT), YEAR)
    started = time.perf_counter()
    delivery = read_year(facts, facts.year)
    assert not delivery.findings or all(not finding.blocks for finding in delivery.findings)
    return time.perf_counter() - started


def stock_year() -> float:
    """The same files by pandas: openpyxl for workbooks, its own reader for CSV."""
    import openpyxl  # noqa: F401
    import pandas as pd

    started = time.perf_counter()
    for path in sorted((ROOT / "data" / "sample" / str(YEAR)).rglob("*.*")):
        if path.suffix == ".xlsx":
            pd.read_excel(path, header=6, engine="openpyxl")
        elif path.suffix == ".csv":
            pd.read_csv(path)
    return time.perf_counter() - started


def million(folder: Path) -> float:
    """A million births."""
    from gender_indicators.base.project import find_project
    from gender_indicators.intake.known import known_in
    from gender_indicators.intake.reader import read_file
    from gender_indicators.plan.facts import load_facts

    facts = load_facts(find_project(ROOT), YEAR)
    known = known_in(YEAR, facts.forms, facts.map)
    started = time.perf_counter()
    reading = read_file(facts.forms["births"], folder, "so-y-te/tre-sinh-song.csv", "so-y-te", YEAR, known=known)
    assert reading.table is not None and len(reading.table.frame) == ROWS
    assert not any(finding.blocks for finding in reading.findings)
    return time.perf_counter() - started


def stock_million(folder: Path) -> float:
    """The same by pandas, days parsed, nothing checked."""
    import pandas as pd

    dirty = folder.name == "dirty"
    started = time.perf_counter()
    frame = pd.read_csv(folder / "so-y-te" / "tre-sinh-song.csv", sep=";" if dirty else ",", dtype={1: str})
    pd.to_datetime(frame["Ngày sinh"], format="%d/%m/%Y" if dirty else "%Y-%m-%d")
    return time.perf_counter() - started


def write_births(path: Path, dirty: bool) -> None:
    """A million births: codes and ISO days with commas, or names and Vietnamese days with semicolons."""
    from gender_indicators.plan.areas import load_areas

    chance = random.Random(1)
    units = load_areas(ROOT / "params" / "areas.yaml").units_on(dt.date(YEAR, 6, 1), "commune")
    names = [unit.name for unit in units]
    places = [n for n in names if names.count(n) == 1] if dirty else [unit.code for unit in units]
    days = [dt.date(YEAR, 1, 1) + dt.timedelta(days=day) for day in range(366)]
    told = [f"{day:%d/%m/%Y}" if dirty else day.isoformat() for day in days]
    sign = ";" if dirty else ","
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        header = ("Mã hồ sơ", "Mã xã thường trú của mẹ", "Ngày sinh", "Giới tính trẻ", "Tuổi mẹ")
        file.write(sign.join(header) + "\r\n")
        for number in range(ROWS):
            row = (f"TS24-{number:07d}", chance.choice(places), chance.choice(told), chance.choice(("Nam", "Nữ")),
                   str(chance.randint(15, 45)))  # fmt: skip
            file.write(sign.join(row) + "\r\n")


if __name__ == "__main__":
    main()
