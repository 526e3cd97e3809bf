"""One year's publication: every page made beside the last one, then swapped in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gender_indicators.base import NotebookFailed, Progress, Project, Text, format_date, inside, staging
from gender_indicators.editions.manifest import Published, State, manifest, read_published, write_manifest
from gender_indicators.figures import results_csv
from gender_indicators.plan import AreaRef
from gender_indicators.report import (
    RULES_PAGE,
    About,
    Files,
    Page,
    Workers,
    banner,
    index_page,
    notices,
    report_name,
    rules_page,
    software,
)
from gender_indicators.results import Edition, edition_bytes, part_by_area, part_on_method

_TITLES = {"quality": "Chất lượng số liệu", "methodology": "Phương pháp và định nghĩa"}


@dataclass(frozen=True, slots=True)
class Publication:
    """Where the pages are, how many of them were made and how many taken over from the last publication.

    ``manifest`` is the hash of the manifest, which has the hashes of all other files.
    """

    folder: Path
    made: int
    kept: int
    manifest: str


def publish(
    edition: Edition,
    project: Project,
    state: State,
    areas: Iterable[str],
    workers: Workers,
    progress: Progress,
    approve: Callable[[Path], object] = bool,
) -> Publication:
    """Make the reports of ``areas`` and the pages of the year, and swap them in once ``approve`` let them pass.

    A page that would come out as it was published is taken over from there. Reports of other areas stay, made
    anew where they changed, so that a publication never mixes two states of the data.
    """
    target = project.outputs / str(edition.year.year)
    before = read_published(target)
    wanted = {*areas, *before.areas}
    reported = tuple(area for area in edition.areas if area.code in wanted)
    codes = {area.code for area in reported}
    with staging(target) as folder:
        (folder / "data").mkdir()
        (folder / "data" / "edition.json").write_bytes(edition_bytes(edition))
        _write(folder / "data" / "results.csv", results_csv((*edition.figures, *edition.pooled)))
        progress.step(Text("Lập các trang báo cáo", "Making the pages"), len(reported) + len(_TITLES))
        run = _Run(folder, before, progress)
        with _failed_kept(target.parent):
            for page, files in workers.make(run.without_kept(_pages(edition, project, reported))):
                run.write(page.name, files)
        _write(folder / "index.html", index_page(edition, codes))
        _write(folder / RULES_PAGE, rules_page(edition.plan, banner(edition.origin), _navigation(), notices(edition)))
        written = write_manifest(manifest(edition, state, folder, codes, run.keys), folder)
        approve(folder)
        progress.step(Text("Công bố", "Publishing"))
    return Publication(target, len(run.keys) - run.kept, run.kept, written)


class _Run:
    """The pages of a publication on their way into its folder: their keys, and how many were there already."""

    def __init__(self, folder: Path, before: Published, progress: Progress) -> None:
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


def _pages(edition: Edition, project: Project, areas: Iterable[AreaRef]) -> Iterator[Page]:
    """The pages of the year, then the report of each area, each with the part of the edition it shows."""
    for name, part in (
        ("quality", replace(edition, history=(), methods=())),
        ("methodology", part_on_method(edition)),
    ):
        yield _page(project, name, name, part, _about(edition, name))
    for area, part in part_by_area(edition, areas):
        yield report_page(part, project, area)


def report_page(part: Edition, project: Project, area: AreaRef) -> Page:
    """The report of ``area``, made from ``part``, what it shows of an edition."""
    return _page(project, "area_report", report_name(area.code), part, _about_area(part, area), area.code)


def _page(project: Project, template: str, name: str, part: Edition, about: About, area: str = "") -> Page:
    """A page from the notebook ``template``; the report of an area is a parameter more and goes to paper."""
    parameters: Mapping[str, str | int] = {"year": part.year.year, **({"area": area} if area else {})}
    notebook = project.notebook(f"{template}.ipynb").read_bytes()
    return Page(name, f"{template}.ipynb", notebook, edition_bytes(part), parameters, about, bool(area), software())


def _about_area(edition: Edition, area: AreaRef) -> About:
    year = edition.year
    vintage = edition.vintage.vi
    return About(
        title=f"Kết quả thực hiện {inside(edition.plan.short_title.vi)} năm {year.year}: {area.name}",
        subtitle=f"{vintage}, chốt ngày {format_date(year.data_as_of)}. {edition.plan.title.vi}.",
        author=edition.plan.issuer.vi,
        banner=banner(edition.origin),
        footer=f"{edition.plan.short_title.vi}, năm {year.year}: {area.name}",
        nav=(*_navigation(), (f"{report_name(area.code)}.pdf", "Bản PDF")),
        contents=True,
        notices=notices(edition),
    )


def _about(edition: Edition, page: str) -> About:
    return About(
        title=f"{_TITLES[page]}, năm {edition.year.year}",
        subtitle=edition.plan.title.vi,
        author=edition.plan.issuer.vi,
        banner=banner(edition.origin),
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
