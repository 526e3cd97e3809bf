"""Folders for tests: the sample office, whatever somebody changed in the repository's own, and new offices."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from gender_indicators.office import write_office

ROOT = Path(__file__).parents[1]
YEARS = Path(__file__).parent / "sample_office" / "params"
"""The files of the sample's years. Those in ``params`` may have been pointed at an office's own data."""


def copy_params(root: Path) -> Path:
    """Write the plan's parameters and the sample's years below ``root``; return their folder."""
    shutil.copytree(ROOT / "params", root / "params", dirs_exist_ok=True)
    for path in [*(root / "params").glob("[0-9]*.yaml"), root / "params" / "office.yaml"]:
        path.unlink()
    return shutil.copytree(YEARS, root / "params", dirs_exist_ok=True)


@cache
def sample_office() -> Path:
    """The folder of the sample office, for this process only; its data are those of the repository."""
    root = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    copy_params(root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    (root / "data").mkdir()
    (root / "data" / "sample").symlink_to(ROOT / "data" / "sample", target_is_directory=True)
    return root


def new_office(folder: Path, year: int) -> Path:
    """Write an office into ``folder`` whose ``year`` has the sample's files, as if agencies had sent them."""
    write_office(folder, "Văn phòng thử")
    shutil.copytree(ROOT / "data" / "sample" / str(year), folder / "data" / "raw" / str(year), dirs_exist_ok=True)
    return folder
