"""Many reports: the units of a published year over and over under made-up codes, as in a country of many communes.

``python tests/bench/many.py 2024 500 --workers 2 [--cluster tcp://...] [--hashes FILE]`` makes them in the project it
is run in and prints, as JSON, the seconds they took once the workers were warm; ``--hashes`` keeps what came out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from gender_indicators.base.project import Project, find_project
from gender_indicators.editions.pages import report_page
from gender_indicators.figures.figure import Figure
from gender_indicators.plan.areas import AreaRef
from gender_indicators.report.making.cluster import cluster_workers
from gender_indicators.report.making.pages import Page
from gender_indicators.report.making.workers import Workers, local_workers
from gender_indicators.results.edition import Edition, open_edition


def main() -> None:
    """Make the reports and print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("year", type=int)
    parser.add_argument("reports", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cluster", default="")
    parser.add_argument("--hashes", type=Path)
    options = parser.parse_args()
    project = find_project(Path.cwd())
    edition = open_edition(options.year)
    team: AbstractContextManager[Workers] = (
        cluster_workers(options.cluster) if options.cluster else local_workers(options.workers)
    )
    hashes: dict[str, str] = {}
    with team as workers:
        list(workers.make(pages(edition, project, 2 * options.workers)))  # warm
        began = time.perf_counter()
        for page, files in workers.make(pages(edition, project, options.reports)):
            for suffix, content in files.items():
                hashes[f"{page.name}{suffix}"] = hashlib.sha256(content).hexdigest()
        seconds = time.perf_counter() - began
    if options.hashes:
        options.hashes.write_text(json.dumps(hashes, indent=0, sort_keys=True), encoding="utf-8")
    print(json.dumps({"seconds": seconds, "files": len(hashes)}))


def pages(edition: Edition, project: Project, count: int) -> Iterator[Page]:
    """Yield the reports of ``count`` made-up units, one after the other so that none waits in memory."""
    units = edition.areas[1:]
    for number in range(count):
        unit = units[number % len(units)]
        area = replace(unit, code=f"x{number:05}")
        yield report_page(_renamed(edition, unit, area), project, area)


def _renamed(edition: Edition, unit: AreaRef, area: AreaRef) -> Edition:
    """The part of ``edition`` that the report of ``unit`` shows, as if the unit were ``area``."""

    def moved(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(replace(figure, area=area) for figure in figures if figure.area == unit)

    return replace(
        edition,
        areas=(edition.province, area),
        figures=moved(edition.figures),
        history=moved(edition.history),
        verdicts=tuple(replace(each, area=area.code) for each in edition.verdicts if each.area == unit.code),
        inputs=(),
        earlier_inputs=(),
        methods=(),
    )


if __name__ == "__main__":
    main()
