"""Where things stand: the project's folders, and paths that never leave them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gender_indicators.base.errors import UserError
from gender_indicators.base.store import Store
from gender_indicators.base.text import Text

PROGRAM = Path(__file__).parents[3]  # the folder with the program's own params and notebooks


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with ``params``, ``notebooks`` and ``data``; reports go to its ``outputs``.

    ``settings`` is the folder of its parameter files, ``params`` unless given: an archived edition keeps its own.
    """

    root: Path
    notebooks: Path
    settings: Path | None = None

    @property
    def params(self) -> Path:
        """The parameter files."""
        return self.settings or self.root / "params"

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
    """Return the project ``start`` lies in: the nearest folder upwards that holds ``params/plan.yaml``.

    Its notebooks are its own, or, for a plan kept apart from the code, those beside the library.
    """
    for folder in (start, *start.parents):
        if (folder / "params" / "plan.yaml").is_file():
            return Project(folder, _notebooks(folder))
    raise UserError(
        Text(
            f'không tìm thấy "params/plan.yaml" trong "{start.name}" hoặc thư mục trên; hãy chạy trong dự án.',
            f'there is no "params/plan.yaml" in "{start.name}" or above; run inside the project.',
        ),
        start.name,
    )


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


def _notebooks(root: Path) -> Path:
    own = root / "notebooks"
    return own if own.is_dir() else PROGRAM / "notebooks"
