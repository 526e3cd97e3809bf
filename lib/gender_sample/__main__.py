"""``python -m gender_sample [FOLDER]`` writes the illustrative data anew, ``data/sample`` unless given."""

from __future__ import annotations

import sys
from pathlib import Path

from gender_indicators.base import find_project, path_inside, speak_anywhere
from gender_sample import write_sample


def main(target: str = "data/sample") -> None:
    """Write the sample of the project the current folder lies in below ``target``."""
    speak_anywhere()
    project = find_project(Path.cwd())
    files = write_sample(project, path_inside(project.root, target))
    print(f"Đã ghi {len(files)} tệp vào {target} / Wrote {len(files)} files to {target}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
