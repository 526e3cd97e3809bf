"""The pages of one edition, made from it alone: a draft beside the last one and swapped in, or into the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gender_indicators.base import NotebookFailed, Progress, Project, Text, format_date, inside, shortened, staging
from gender_indicators.editions.manifest import NOTHING_MADE, MadeBefore, State, made_before, manifest, write_manifest
from gender_indicators.figures import results_csv
from gender_indicators.plan import AreaRef
from gender_indicators.report import (
    CHANGES_PAGE,
    DRAFT,
    RULES_PAGE,
    About,
    Files,
    Page,
    Standing,
    Workers,
    banner,
    changes_page,
    index_page,
    notices,
    report_name,
    rules_page,
    software,
)
from gender_indicators.results import Change, Edition, edition_bytes, part_by_area, part_on_method

EDITION_FILE = "data/edition.json"
_TITLES = {"quality": "Chất lượng số liệu", "methodology": "Phương pháp và định nghĩa"}


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed since the edition published before of the same year, which is as ``before`` says."""

    before: Standing
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the pages of a draft or an edition are made from; of an edition also what changed since the last."""

    edition: Edition
    state: State
    standing: Standing = DRAFT
    compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Where the pages are, how many of them were made and how many taken over from the last draft.

    ``manifest`` is the hash of the manifest, which has the hashes of all other files.
    """

    folder: Path
    made: int
    kept: int
    manifest: str


def make_draft(
    contents: Contents,
    project: Project,
    areas: Iterable[str],
    workers: Workers,
    progress: Progress,
    approve: Callable[[], object],
) -> Made:
    """Make the reports of ``areas`` and the pages of the year, and swap them in once ``approve`` let them pass.

    Reports of other areas stay, made anew where they changed, so that a draft never mixes two states of the data.
    """
    target = project.outputs / str(contents.edition.year.year)
    before = made_before(target)
    with staging(target) as folder:
        made = write_pages(folder, contents, project, {*areas, *before.areas}, workers, progress, before)
        approve()
        progress.step(Text("Ghi bản dự thảo", "Writing the draft"))
    return replace(made, folder=target)


def write_pages(
    folder: Path,
    contents: Contents,
    project: Project,
    areas: Iterable[str],
    workers: Workers,
    progress: Progress,
    before: MadeBefore = NOTHING_MADE,
) -> Made:
    """Write the reports of ``areas`` and the pages of the year into ``folder``, with tables and manifest.

    A page that would come out as it was ``before`` is taken over from there.
    """
    edition, standing, compared = contents.edition, contents.standing, contents.compared
    wanted = set(areas)
    reported = tuple(area for area in edition.areas if area.code in wanted)
    codes = {area.code for area in reported}
    (folder / EDITION_FILE).parent.mkdir()
    (folder / EDITION_FILE).write_bytes(edition_bytes(edition))
    _write(folder / "data" / "results.csv", results_csv((*edition.figures, *edition.pooled)))
    progress.step(Text("Lập các trang báo cáo", "Making the pages"), len(reported) + len(_TITLES))
    run = _Run(folder, before, progress)
    with _failed_kept(project.outputs):
        for page, files in workers.make(run.without_kept(_pages(edition, standing, project, reported))):
            run.write(page.name, files)
    if compared is not None:
        _write(folder / CHANGES_PAGE, changes_page(edition, compared.changes, compared.before, standing))
    _write(folder / "index.html", index_page(edition, codes, standing, compared is not None))
    mark = banner(edition.origin, standing)
    _write(folder / RULES_PAGE, rules_page(edition.plan, mark, _navigation(), notices(edition), standing.words))
    written = write_manifest(manifest(edition, contents.state, standing, folder, codes, run.keys), folder)
    return Made(folder, len(run.keys) - run.kept, run.kept, written)


class _Run:
    """The pages of an edition on their way into its folder: their keys, and how many were there already."""

    def __init__(self, folder: Path, before: MadeBefore, progress: Progress) -> None:
        self._folder, self._before, self._progress = folder, before, progress
        self.keys: dict[str, str] = {}
        self.kept = 0

    def without_kept(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Yield the pages that must be made; the files of the others are taken over."""
        for page in pages:
            self.keys[page.name] = page.key
            files = self._before.files(page)
            if files is None:
                yield page
            else:
                self.kept += 1
                self.write(page.name, files)

    def write(self, name: str, files: Files) -> None:
        """Write a page's files."""
        for suffix, content in files.items():
            (self._folder / f"{name}{suffix}").write_bytes(content)
        self._progress.done(name)


@contextmanager
def _failed_kept(folder: Path) -> Iterator[None]:
    """Leave the notebook that failed, as far as it ran, in ``folder`` for whoever mends it."""
    try:
        yield
    except NotebookFailed as error:
        if error.executed:
            _write(folder / f"failed-{error.notebook}", error.executed)
        raise


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _pages(edition: Edition, standing: Standing, project: Project, areas: Iterable[AreaRef]) -> Iterator[Page]:
    """The pages of the year, then the report of each area, each with the part of the edition it shows."""
    for name, part in (
        ("quality", replace(edition, history=(), methods=())),
        ("methodology", part_on_method(edition)),
    ):
        yield _page(project, name, name, part, _about(edition, standing, name))
    for area, part in part_by_area(edition, areas):
        yield report_page(part, project, area, standing)


def report_page(part: Edition, project: Project, area: AreaRef, standing: Standing = DRAFT) -> Page:
    """The report of ``area``, made from ``part``, what it shows of an edition."""
    return _page(project, "area_report", report_name(area.code), part, _about_area(part, standing, area), area.code)


def _page(project: Project, template: str, name: str, part: Edition, about: About, area: str = "") -> Page:
    """A page from the notebook ``template``; the report of an area is a parameter more and goes to paper."""
    parameters: Mapping[str, str | int] = {"year": part.year.year, **({"area": area} if area else {})}
    notebook = project.notebook(f"{template}.ipynb").read_bytes()
    return Page(name, f"{template}.ipynb", notebook, edition_bytes(part), parameters, about, bool(area), software())


def _about_area(edition: Edition, standing: Standing, area: AreaRef) -> About:
    year = edition.year
    vintage = edition.vintage.vi
    return About(
        title=f"Kết quả thực hiện {inside(edition.plan.short_title.vi)} năm {year.year}: {area.name}",
        subtitle=f"{vintage}, chốt ngày {format_date(year.data_as_of)}. {standing.words}. {edition.plan.title.vi}.",
        author=edition.plan.issuer.vi,
        banner=banner(edition.origin, standing),
        footer=f"{edition.plan.short_title.vi}, năm {year.year}: {shortened(area.name, 40)}. {standing.words}",
        nav=(*_navigation(), (f"{report_name(area.code)}.pdf", "Bản PDF")),
        contents=True,
        notices=notices(edition),
    )


def _about(edition: Edition, standing: Standing, page: str) -> About:
    return About(
        title=f"{_TITLES[page]}, năm {edition.year.year}",
        subtitle=f"{edition.plan.title.vi}. {standing.words}.",
        author=edition.plan.issuer.vi,
        banner=banner(edition.origin, standing),
        footer=edition.plan.title.vi,
        nav=_navigation(),
        contents=True,
        notices=notices(edition),
    )


def _navigation() -> tuple[tuple[str, str], ...]:
    return (
        ("index.html", "Trang đầu"),
        ("quality.html", "Chất lượng số liệu"),
        (RULES_PAGE, "Quy tắc kiểm tra"),
        ("methodology.html", "Phương pháp"),
        ("data/results.csv", "Bảng kết quả (CSV)"),
    )
