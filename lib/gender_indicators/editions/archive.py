"""The archive of published editions, ``outputs/published/<year>/<number>``, in the order of their publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from gender_indicators.base import Project, Text, UserError, sweep, write_whole
from gender_indicators.disclosure import RegisterEntry, entries_of
from gender_indicators.editions.listing import is_listed, listed_seals, write_list
from gender_indicators.editions.pages import EDITION_FILE
from gender_indicators.editions.reading import OlderEdition, read_editions
from gender_indicators.editions.soundness import faults_of, is_whole
from gender_indicators.editions.statement import PAGES, Archived, damaged, read_archived
from gender_indicators.plan import Plan
from gender_indicators.report import PublishedRow, front_page
from gender_indicators.results import Edition, load_edition

FRONT = "index.html"
_OPEN = 0o755  # to readers
_YEAR = "[0-9][0-9][0-9][0-9]"


class OtherVersion(UserError):
    """An edition of another version of the program, which this one cannot compare with its own."""


def archived_editions(project: Project) -> tuple[Archived, ...]:
    """Return the published editions in the order of their publication.

    Raises
    ------
    UserError
        When a statement is damaged, an edition is missing between two others, or the list names one that is not
        there: what was told is not known then, and nothing may be made beside it.
    """
    ordered = _in_order([read_archived(folder) for folder in edition_folders(project)])
    here = {each.seal for each in ordered}
    for name, seal in listed_seals(project.register).items():
        if seal not in here:
            raise _lost(name)
    return ordered


def edition_folders(project: Project) -> list[Path]:
    """Return the folders of the archive that bear the name of an edition."""
    found = (path for path in project.published.glob(f"{_YEAR}/*") if _is_folder(path) and path.name.isdecimal())
    return sorted(found, key=lambda path: (path.parent.name, int(path.name)))


def strange_paths(project: Project) -> list[Path]:
    """Return what lies in the archive and is neither a year's folder, an edition's nor the page over them."""
    years = [path for path in project.published.glob(_YEAR) if _is_folder(path)]
    beside = {*project.published.glob("*"), *(path for year in years for path in year.iterdir())}
    return sorted(beside - {*years, *edition_folders(project), project.published / FRONT})


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def current_edition(editions: Iterable[Archived], year: int) -> Archived | None:
    """Return the last edition of ``year``, if there is one."""
    return max(
        (each for each in editions if each.statement.year == year),
        key=lambda each: each.statement.number,
        default=None,
    )


def editions_before(editions: Sequence[Archived], archived: Archived) -> tuple[Archived, ...]:
    """Return those of ``editions`` that were published before ``archived``."""
    return tuple(editions[: [each.seal for each in editions].index(archived.seal)])


def edition_of(editions: Sequence[Archived], year: int, number: int) -> Archived:
    """Return an edition by year and number; raises :class:`UserError` when there is none."""
    for each in editions:
        if (each.statement.year, each.statement.number) == (year, number):
            return each
    numbers = ", ".join(str(each.statement.number) for each in editions if each.statement.year == year)
    place = f"outputs/published/{year}"
    if not numbers:
        raise UserError(
            Text(
                f'chưa có ấn phẩm nào của năm {year}; hãy công bố trước bằng "make publish".',
                f'there is no edition of {year}; publish first with "make publish".',
            ),
            place,
        )
    raise UserError(
        Text(
            f"chưa có ấn phẩm số {number} của năm {year}; đã có số {numbers}, hãy chọn trong các số đó.",
            f"there is no edition {number} of {year}; choose among {numbers}.",
        ),
        f"{place}/{number}",
    )


def seals_of(editions: Iterable[Archived]) -> dict[str, str]:
    """Return the seal of each edition by its name."""
    return {each.statement.name: each.seal for each in editions}


def read_published(editions: Sequence[Archived], plan: Plan | None = None) -> dict[str, Edition | OlderEdition]:
    """Return what each edition told, by its name; raises :class:`UserError` where its figures were changed since."""
    for each in editions:
        _require_figures(each)
    return read_editions({each.statement.name: each.pages for each in editions}, plan)


def load_archived(archived: Archived) -> Edition:
    """Return an edition whole; raises :class:`UserError` for one that was changed, or another version made."""
    _require_figures(archived)
    try:
        return load_edition(archived.pages / EDITION_FILE)
    except ValidationError as error:
        raise other_version(archived) from error


def other_version(archived: Archived) -> OtherVersion:
    """The error of an edition whose figures or parameters this version cannot read."""
    name = archived.statement.name
    return OtherVersion(
        Text(
            f"ấn phẩm {name} do phiên bản khác của chương trình lập, nên phiên bản này không so sánh được; hãy dùng "
            "phiên bản đó để so sánh.",
            f"the edition {name} was made by another version of the program, so this one cannot compare it; use that "
            "version to compare.",
        ),
        f"outputs/published/{name}",
    )


def told_by_year(editions: Iterable[Edition | OlderEdition]) -> dict[int, tuple[frozenset[RegisterEntry], ...]]:
    """Return what ``editions`` told of sensitive measures, by the year described, one set an edition."""
    found: dict[int, tuple[frozenset[RegisterEntry], ...]] = {}
    for edition in editions:
        for year, entries in entries_of((*edition.figures, *edition.history), edition.plan).items():
            found[year] = (*found.get(year, ()), entries)
    return found


def sweep_archive(project: Project) -> None:
    """Clear away what killed publications left. To be called while no other command is at work."""
    for year in project.published.glob(_YEAR):
        sweep(year)


def is_settled(project: Project, editions: Sequence[Archived]) -> bool:
    """Whether the list is that of ``editions``, all there are, and what each told is as it was."""
    listed = is_listed(project.register, (each.statement for each in editions))
    nothing = not editions and not project.register.exists()
    return (listed or nothing) and all(is_whole(each, EDITION_FILE) for each in editions)


def settle(project: Project) -> tuple[Text, ...]:
    """Finish what a killed publication left, and make the list anew where it is not that of the archive.

    An edition that stands whole in the archive was published, so it is listed and then opened to readers. To be
    called while no other command is at work. Returns what the office is told of it; raises :class:`UserError` where
    what was told is not known.
    """
    sweep_archive(project)
    editions = archived_editions(project)
    for each in editions:
        _require_figures(each)
    said = () if is_settled(project, editions) else (_listed_anew(project, editions),)
    for each in editions:
        if each.folder.stat().st_mode & 0o777 != _OPEN and not faults_of(each.folder):
            each.folder.chmod(_OPEN)
    write_front(project, editions)
    return said


def _listed_anew(project: Project, editions: Sequence[Archived]) -> Text:
    """Write the list of ``editions``; return what the office is told of it."""
    listed = listed_seals(project.register)
    new = ", ".join(name for name in seals_of(editions) if name not in listed)
    write_list(project.register, [each.statement for each in editions])
    if listed and new:
        return Text(
            f"Lần công bố trước bị ngắt giữa chừng; nay đã ghi ấn phẩm {new} vào sổ công bố.",
            f"The last publication was cut off; the edition {new} is listed now.",
        )
    return Text(
        "Sổ công bố đã được lập lại từ kho lưu các ấn phẩm.",
        "The list of what was published was made anew from the archive.",
    )


def _require_figures(archived: Archived) -> None:
    if not is_whole(archived, EDITION_FILE):
        raise damaged(archived.folder, f"{PAGES}/{EDITION_FILE}")


def write_front(project: Project, editions: Sequence[Archived]) -> None:
    """Write the page over the editions, where there are any; one that is closed is void."""
    if not editions:
        return
    current = {each.statement.year: each.statement.number for each in editions}
    rows = []
    for each in editions:
        said = each.statement
        state = "current" if current[said.year] == said.number else "replaced"
        closed = each.folder.stat().st_mode & 0o777 != _OPEN
        rows.append(
            PublishedRow(
                said.year, said.standing, said.vintage, said.data_as_of, each.seal, "void" if closed else state
            )
        )
    content = front_page(rows).encode()
    path = project.published / FRONT
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def _in_order(editions: Sequence[Archived]) -> tuple[Archived, ...]:
    """The editions along the chain of their seals; an edition that is missing in between breaks it."""
    by_previous = {each.statement.previous: each for each in editions}
    if len(by_previous) != len(editions):
        raise _broken(editions)
    ordered: list[Archived] = []
    seal = ""
    while (following := by_previous.get(seal)) is not None:
        ordered.append(following)
        seal = following.seal
    if len(ordered) != len(editions):
        raise _broken(each for each in editions if each not in ordered)
    return tuple(ordered)


def _lost(name: str) -> UserError:
    return UserError(
        Text(
            f"sổ công bố có ấn phẩm {name} nhưng kho lưu không còn ấn phẩm này như khi công bố; hãy lấy lại bản sao "
            f"của thư mục outputs/published/{name}. Không biết nội dung đã công bố thì không bảo mật được số nhỏ.",
            f"the list of what was published names the edition {name}, which the archive lacks as it was; restore a "
            f"copy of outputs/published/{name}. Small counts cannot be protected without knowing what was published.",
        ),
        "data/published/so-cong-bo.csv",
    )


def _broken(editions: Iterable[Archived]) -> UserError:
    names = ", ".join(each.statement.name for each in editions)
    return UserError(
        Text(
            f"kho lưu thiếu ấn phẩm công bố trước các ấn phẩm sau, hoặc có ấn phẩm lạ: {names}; hãy lấy lại bản sao "
            "của thư mục outputs/published.",
            f"the archive lacks an edition published before these, or holds a strange one: {names}; restore "
            "outputs/published.",
        ),
        "outputs/published",
    )
