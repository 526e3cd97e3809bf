"""The office's own folder: to make one, and to look over one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gender_indicators.base import Text
from gender_indicators.cli.common import app, say


@app.command()
def init(
    folder: Annotated[str, typer.Argument(help="Thư mục mới hoặc trống / a new or empty folder")],
    name: Annotated[str, typer.Option("--name", help="Tên đơn vị / the office's name")] = "",
) -> None:
    """Lập thư mục riêng cho một đơn vị / Make a folder of its own for an office."""
    from gender_indicators.office import write_office

    made = write_office(Path(folder), name)
    say(
        Text(
            f'Đã lập thư mục của đơn vị: {made}. Mở thư mục đó, đọc README.md, rồi gõ "make".',
            f'The office is in {made}: go there, read README.md and type "make".',
        )
    )


@app.command()
def doctor() -> None:
    """Cho biết sai ở đâu và phải làm gì / Say what is wrong and what to do."""
    from gender_indicators.base import find_project
    from gender_indicators.office import examine

    project = find_project(Path.cwd())
    troubles = examine(project)
    for each in troubles:
        print(f"{each.where}: {each.what.vi}\n  ({each.what.en})")
        print(f"  Cách xử lý: {each.action.vi}")
        print(f"  (What to do: {each.action.en})\n")
    if troubles:
        say(Text(f"Có {len(troubles)} điều cần xử lý.", f"{len(troubles)} things to mend."))
        raise typer.Exit(1)
    say(Text(f"Không thấy gì sai trong {project.root}", f"nothing is wrong in {project.root}"))
