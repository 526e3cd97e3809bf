"""One year's publication: every page made beside the last one, then swapped in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import as_completed, wait
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.edition import EDITION_VARIABLE, Edition, save_edition
from gender_indicators.errors import UserError
from gender_indicators.figures import AreaRef, results_csv
from gender_indicators.locale import Text, format_date
from gender_indicators.project import Project
from gender_indicators.publish.document import About
from gender_indicators.publish.forked import run_forked
from gender_indicators.publish.index import banner, index_page, report_name
from gender_indicators.publish.manifest import State, manifest, published_fingerprint, write_manifest
from gender_indicators.publish.swap import staging
from gender_indicators.publish.workers import EngineName, Workers

Say = Callable[[Text], None]
_TITLES = {"quality": "Chất lượng số liệu", "methodology": "Phương pháp và định nghĩa"}


def publish(
    edition: Edition, project: Project, state: State, areas: Iterable[str], workers: Workers, say: Say
) -> Path:
    """Make the reports of ``areas`` and the pages of the year, and swap them in; return their folder.

    Reports of other areas are kept when they were made from the same inputs, and made anew when not, so that a
    publication never mixes two states of the data.
    """
    _require_same_files(edition, state)
    year = edition.year.year
    target = project.outputs / str(year)
    with staging(target) as folder:
        data = folder / "data"
        data.mkdir()
        save_edition(edition, data / "edition.json")
        (data / "results.csv").write_text(results_csv(edition.figures), encoding="utf-8", newline="\n")
        asked = set(areas)
        kept, stale = _others(edition, target, asked, state.fingerprint)
        for code in kept:
            for suffix in (".html", ".pdf", ".ipynb"):
                shutil.copy2(target / (report_name(code) + suffix), folder)
        made = [area for area in edition.areas if area.code in asked | stale]
        reported = asked | stale | kept
        say(Text(f"Lập {len(made)} báo cáo", f"Making {len(made)} report(s)"))
        _make(_pages(edition, project.notebooks, made), folder, workers, say)
        index = index_page(edition, reported)
        (folder / "index.html").write_text(index, encoding="utf-8", newline="\n")
        write_manifest(manifest(edition, state, folder, reported), folder)
    return target


def _require_same_files(edition: Edition, state: State) -> None:
    """Raise :class:`UserError` when a data file changed between the start of the run and its reading."""
    year = edition.year.year
    read = {f"{year}/{entry.file}": entry.sha256 for entry in edition.inputs}
    read |= {entry.file: entry.sha256 for entry in edition.earlier_inputs}
    for file, value in read.items():
        if state.inputs["data"].get(file) != value:
            raise UserError(
                Text(
                    "tệp bị thay đổi trong khi đang lập báo cáo; hãy chạy lại khi không ai sửa tệp.",
                    "the file changed while the reports were made; run again when nobody is editing it.",
                ),
                file,
            )


def _others(edition: Edition, target: Path, asked: set[str], fingerprint: str) -> tuple[set[str], set[str]]:
    """The other areas with a report already: those still true, and those to be made anew."""
    previous, published = published_fingerprint(target)
    others = {area.code for area in edition.areas if area.code in published} - asked
    return (others, set()) if previous == fingerprint else (set(), others)


@dataclass(frozen=True, slots=True)
class Page:
    """A page made from a notebook: its file name without ending, and whether it is also printed as PDF."""

    template: Path
    name: str
    parameters: Mapping[str, str | int]
    about: About
    paper: bool


def _pages(edition: Edition, notebooks: Path, areas: Iterable[AreaRef]) -> list[Page]:
    year: dict[str, str | int] = {"year": edition.year.year}
    pages = [Page(notebooks / f"{name}.ipynb", name, year, _about(edition, name), False) for name in _TITLES]
    for area in areas:
        parameters = {**year, "area": area.code}
        about = _about_area(edition, area)
        pages.append(Page(notebooks / "area_report.ipynb", report_name(area.code), parameters, about, True))
    return pages


def _make(pages: Iterable[Page], folder: Path, workers: Workers, say: Say) -> None:
    submit = workers.executor.submit
    waiting = {submit(make_page, page, folder, workers.engine): page.name for page in pages}
    try:
        for done, future in enumerate(as_completed(waiting), start=1):
            future.result()
            say(Text(f"  {done}/{len(waiting)} {waiting[future]}", ""))
    finally:
        wait([future for future in waiting if not future.cancel()])  # nothing still writes into the folder


def make_page(page: Page, folder: Path, engine: EngineName) -> None:
    """Run the notebook of ``page`` and write its HTML (and PDF) beside it in ``folder``; runs in a worker.

    With the warm engine everything happens in a process of its own, forked from a warm one.
    """
    if engine == "warm":
        run_forked(_make_page, page, folder, "warm")
    else:
        _make_page(page, folder, None)


def _make_page(page: Page, folder: Path, engine: str | None) -> None:
    from gender_indicators.publish import html, notebooks, pdf

    os.environ[EDITION_VARIABLE] = str((folder / "data" / "edition.json").resolve())
    notebook = folder / f"{page.name}.ipynb"
    failed = folder.parent / f"failed-{page.name}.ipynb"
    notebooks.execute(
        page.template, notebook, page.parameters, folder=folder, about=page.about, failed=failed, engine=engine
    )
    (folder / f"{page.name}.html").write_text(html.report(notebook), encoding="utf-8", newline="\n")
    if page.paper:
        (folder / f"{page.name}.pdf").write_bytes(pdf.report(notebook))


def _about_area(edition: Edition, area: AreaRef) -> About:
    year = edition.year
    vintage = edition.vintage.vi
    return About(
        title=f"Kết quả thực hiện {_inside(edition.plan.short_title.vi)} năm {year.year}: {area.name}",
        subtitle=f"{vintage}, chốt ngày {format_date(year.data_as_of)}. {edition.plan.title.vi}.",
        author=edition.plan.issuer.vi,
        banner=banner(edition),
        footer=f"{edition.plan.short_title.vi}, năm {year.year}: {area.name}",
        nav=(*_navigation(), (f"{report_name(area.code)}.pdf", "Bản PDF")),
        contents=True,
    )


def _about(edition: Edition, page: str) -> About:
    return About(
        title=f"{_TITLES[page]}, năm {edition.year.year}",
        subtitle=edition.plan.title.vi,
        author=edition.plan.issuer.vi,
        banner=banner(edition),
        footer=edition.plan.title.vi,
        nav=_navigation(),
        contents=True,
    )


def _navigation() -> tuple[tuple[str, str], ...]:
    return (
        ("index.html", "Trang đầu"),
        ("quality.html", "Chất lượng số liệu"),
        ("methodology.html", "Phương pháp"),
        ("data/results.csv", "Bảng kết quả (CSV)"),
    )


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]
