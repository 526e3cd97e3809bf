"""Where things stand: the project's folders, and paths that never leave them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.base.errors import UserError
from gender_indicators.base.params import Strict, load_model
from gender_indicators.base.store import Store
from gender_indicators.base.text import Text, suggest

PROGRAM = Path(__file__).parents[3]  # the folder with the program's own params and notebooks
OFFICE_FILE = "office.yaml"
PROGRAM_LINE = "PROGRAM = "  # how the line of an office's Makefile begins that says where the program is
PRIVATE_DATA = "data/raw"  # the only folder of a project for real data; no commit takes it along
PLAN_FILES = ("plan.yaml", "areas.yaml", "agencies.yaml", "forms.yaml", "sample.yaml", "published_population.yaml")
"""What an office need not hold: the facts of its plan. Years are its own, ``rules.yaml`` is the program's."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with ``params``, ``notebooks`` and ``data``; reports go to its ``outputs``.

    ``plan`` is the folder that holds the plan the office names, ``None`` where the office holds it all itself;
    ``settings`` is the folder of its parameter files, ``params`` unless given: an archived edition keeps its own.
    """

    root: Path
    notebooks: Path
    plan: Path | None = None
    settings: Path | None = None

    @property
    def params(self) -> Path:
        """The office's own parameter files; :meth:`param` knows those of its plan, too."""
        return self.settings or self.root / "params"

    def param(self, name: str) -> Path:
        """Return the parameter file ``name``: the office's own, or where it has none that of its plan."""
        own = self.params / _file_name(name)
        if self.plan is None or name not in PLAN_FILES or own.exists():
            return own
        return self.plan / "params" / name

    def parameters(self) -> dict[str, Path]:
        """Return every parameter file the office's reports may depend on, by name."""
        own = {path.name for path in self.params.glob("*.yaml")} - {OFFICE_FILE}
        names = sorted(own | set(PLAN_FILES if self.plan else ()))
        return {name: path for name in names if (path := self.param(name)).is_file()}

    def notebook(self, name: str) -> Path:
        """Return the notebook ``name``: the office's own, or where it has none that of its plan."""
        own = self.notebooks / _file_name(name)
        return own if own.is_file() else (self.plan or PROGRAM) / "notebooks" / name

    @property
    def outputs(self) -> Path:
        """The drafts, one folder a year, beside the archive and the office's own files."""
        return self.root / "outputs"

    @property
    def office(self) -> Path:
        """The office's own files below ``outputs``, closed to others."""
        return self.outputs / "noi-bo"

    @property
    def store(self) -> Store:
        """Results kept from run to run, below ``.cache``; safe to delete."""
        return Store(self.root / ".cache")

    @property
    def published(self) -> Path:
        """The archive of the published editions. Not safe to delete: readers keep them."""
        return self.outputs / "published"

    @property
    def register(self) -> Path:
        """The list of what was published, a second witness beside the archive."""
        return self.root / "data" / "published" / "so-cong-bo.csv"

    def data(self, folder: str) -> Path:
        """Return the data folder a year's parameter file names; it must lie inside the project and exist."""
        path = path_inside(self.root, folder)
        if not path.is_dir():
            raise UserError(
                Text(
                    f'không có thư mục số liệu "{folder}"; hãy tạo thư mục hoặc sửa khoá "data" của tệp năm.',
                    f'there is no data folder "{folder}"; create it or correct the key "data" of the year\'s file.',
                ),
                folder,
            )
        return path


def find_project(start: Path) -> Project:
    """Return the project ``start`` lies in: the nearest folder upwards that is an office or holds a plan.

    An office has ``params/office.yaml``, which names its plan; else ``params/plan.yaml`` is the plan.
    """
    for folder in (start, *start.parents):
        notebooks = folder / "notebooks"
        if (folder / "params" / OFFICE_FILE).is_file():
            return Project(folder, notebooks, plan=_plan_folder(load_office(folder).plan))
        if (folder / "params" / "plan.yaml").is_file():
            return Project(folder, notebooks)
    raise UserError(
        Text(
            f'không tìm thấy "params/{OFFICE_FILE}" hoặc "params/plan.yaml" trong "{start.name}" hoặc thư mục trên; '
            "hãy chạy trong thư mục của đơn vị hoặc của chương trình.",
            f'there is no "params/{OFFICE_FILE}" or "params/plan.yaml" in "{start.name}" or above; run inside the '
            "office's folder or the program's.",
        ),
        start.name,
    )


class Office(Strict):
    """What makes a folder an office (``params/office.yaml``): its name and the name of its plan."""

    office: str
    plan: str


def load_office(root: Path) -> Office:
    """Read ``params/office.yaml`` of the office in ``root``."""
    return load_model(root / "params" / OFFICE_FILE, Office)


def shipped_plan() -> str:
    """Return the name of the plan that comes with the program: the one its own sample office reports on."""
    return load_office(PROGRAM).plan


def _plan_folder(name: str) -> Path:
    """The folder that holds the plan an office names."""
    if name != shipped_plan():
        hint = suggest(name, [shipped_plan()])
        raise UserError(
            Text(
                f'khoá "plan": không có kế hoạch "{name}". {hint.vi}',
                f'key "plan": there is no plan "{name}". {hint.en}',
            ),
            f"params/{OFFICE_FILE}",
        )
    return PROGRAM


def path_inside(root: Path, relative: str) -> Path:
    """Return the path ``relative`` below ``root``; a name that would lead outside is an error.

    A link inside the project may point elsewhere: an office may keep its data on another disk.
    """
    path = Path(os.path.normpath(root / relative))
    if not path.is_relative_to(os.path.normpath(root)) or Path(relative).is_absolute():
        raise UserError(
            Text(f'đường dẫn "{relative}" ra ngoài thư mục dự án.', f'the path "{relative}" leaves the project.'),
            relative,
        )
    return path


def _file_name(name: str) -> str:
    """The name of a file in a folder, never a way out of it."""
    if name in ("", ".", "..") or any(sign in name for sign in "/\\\0"):
        raise UserError(
            Text(f'"{name}" không phải là tên tệp.', f'"{name}" is not the name of a file.'),
            name,
        )
    return name
