"""A new office: a folder of the repository's layout, which no update of the program ever touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from gender_indicators.base import (
    OFFICE_FILE,
    PRIVATE_DATA,
    PROGRAM,
    PROGRAM_LINE,
    Project,
    Text,
    UserError,
    nfc,
    shipped_plan,
    staging,
)
from gender_indicators.plan import (
    Agencies,
    Areas,
    Forms,
    Plan,
    load_agencies,
    load_areas,
    load_forms,
    load_plan,
)

_TEMPLATES = Path(__file__).parent / "templates"
_NOTEBOOK = "explore.ipynb"  # for looking around; those the pages are made from stay with the plan
_CLOSED = 0o700  # agencies' files are about people


def write_office(folder: Path, name: str = "") -> Path:
    """Write an office called ``name``, or as its ``folder``, that reports on the program's plan; return the folder.

    It holds what an office decides: a file for each year of the plan, corrections, days of receipt, and folders for
    what agencies send. Everything else is read from the plan. The folder comes whole or not at all. Raises
    :class:`UserError` for a folder inside the program or with something in it.
    """
    source = Project(PROGRAM, PROGRAM / "notebooks")
    folder = folder.resolve()
    _require_free(folder)
    content = _Content(name or nfc(folder.name), source)
    with staging(folder) as made:
        for path, text in content.files().items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(text.encode("utf-8", "surrogateescape"))
        for path in content.folders():
            (made / path).mkdir(parents=True, exist_ok=True)
        (made / "notebooks").mkdir()
        (made / "notebooks" / _NOTEBOOK).write_bytes(source.notebook(_NOTEBOOK).read_bytes())
        (made / PRIVATE_DATA).chmod(_CLOSED)
    return folder


def _require_free(folder: Path) -> None:
    if folder.is_relative_to(PROGRAM.resolve()):
        raise UserError(
            Text(
                "thư mục của đơn vị phải nằm ngoài thư mục chương trình; hãy chọn nơi khác, ví dụ "
                f'"{PROGRAM.parent / "van-phong"}".',
                "an office's folder lies outside the program's; choose another place, like "
                f'"{PROGRAM.parent / "van-phong"}".',
            ),
            str(folder),
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            Text(
                "đã có và không trống nên không ghi gì; hãy chọn tên khác hoặc một thư mục trống.",
                "is there and not empty, so nothing was written; choose another name or an empty folder.",
            ),
            str(folder),
        )


class _Content:
    """What a new office holds: text by path, and empty folders."""

    def __init__(self, name: str, source: Project) -> None:
        self._plan: Plan = load_plan(source.param("plan.yaml"))
        self._agencies: Agencies = load_agencies(source.param("agencies.yaml"))
        self._forms: Forms = load_forms(source.param("forms.yaml"))
        self._areas: Areas = load_areas(source.param("areas.yaml"))
        self._years = range(self._plan.first_year, self._plan.last_year + 1)
        self._common = {
            "office": name,
            "plan_name": shipped_plan(),
            "plan": self._plan,
            "years": self._years,
            "data": PRIVATE_DATA,
            "program": PROGRAM,
            "program_line": PROGRAM_LINE,
        }

    def files(self) -> dict[str, str]:
        """The text of each file by its path below the folder."""
        found = {
            "Makefile": _filled("Makefile", self._common),
            "README.md": _filled("README.md", self._common),
            ".gitignore": _filled("gitignore", self._common),
            f"params/{OFFICE_FILE}": _filled(OFFICE_FILE, self._common),
        }
        for year in self._years:
            values = {**self._common, **self._of_year(year)}
            found |= {
                f"params/{year}.yaml": _filled("year.yaml", values),
                f"params/{year}.corrections.yaml": _filled("corrections.yaml", values),
                f"{PRIVATE_DATA}/{year}/origin.yaml": _filled("origin.yaml", values),
                f"{PRIVATE_DATA}/{year}/received.yaml": _filled("received.yaml", values),
            }
        return found

    def folders(self) -> tuple[str, ...]:
        """The folder of each agency that sends a form of a year."""
        return tuple(
            f"{PRIVATE_DATA}/{year}/{agency}" for year in self._years for agency in self._senders(year).values()
        )

    def _senders(self, year: int) -> dict[str, str]:
        day = dt.date(year, 12, 31)
        return {form.code: self._agencies.sender(form.code, form.agency, day) for form in self._forms}

    def _of_year(self, year: int) -> Mapping[str, Any]:
        """The map that holds at the end of ``year``, the levels reported on it, and the plan's days."""
        map_ = self._areas.map_on(dt.date(year, 12, 31))
        form = next(iter(self._forms))
        return {
            "year": year,
            "map": map_.date,
            "levels": map_.levels[:2],
            "data_as_of": self._plan.calendar.province.of_year(year),
            "agencies_by": self._plan.calendar.agencies.of_year(year),
            "example": f"{self._senders(year)[form.code]}/{form.file}",
            "form": form,
        }


def _filled(template: str, values: Mapping[str, Any]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {"quoted": _quoted, "make": _for_make}
    return environment.get_template(f"{template}.j2").render(values)


def _quoted(text: str) -> str:
    """A text as YAML writes it between quotes.

    >>> _quoted('Sở "X"')
    '"Sở \\\\"X\\\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _for_make(text: object) -> str:
    """A path as a line of a Makefile holds it.

    >>> _for_make("/home/a#b/$c")
    '/home/a\\\\#b/$$c'
    """
    return str(text).replace("$", "$$").replace("#", "\\#")
