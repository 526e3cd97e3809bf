"""Commands on what goes out: is it safe, and is it what was signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gender_indicators.base import Text
from gender_indicators.cli.common import app, say


@app.command()
def prove(outputs: Annotated[str, typer.Argument(help="Thư mục đã công bố / published folder")] = "outputs") -> None:
    """Kiểm chứng rằng không suy ra được số bảo mật / Prove that no hidden count can be worked out."""
    from gender_indicators.base import find_project
    from gender_indicators.editions import prove_folders, published_folders
    from gender_indicators.plan import load_areas

    maps = find_project(Path.cwd()).param("areas.yaml")
    found = prove_folders(published_folders(Path(outputs)), load_areas(maps))
    for leak in found.leaks:
        print(f"LỘ / REVEALED  {leak.publication}: {leak.figure}: {leak.known}")
    say(
        Text(
            f"Các chỉ tiêu nhạy cảm: {found.shown} số được nêu, {found.hidden} được bảo mật hoặc không nêu, "
            f"{len(found.leaks)} có thể suy ra.",
            f"Sensitive measures: {found.shown} figures shown, {found.hidden} hidden or not shown, "
            f"{len(found.leaks)} hidden counts can be worked out.",
        )
    )
    if found.leaks:
        raise typer.Exit(1)
