"""What all commands share: the application, options, and how they speak."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from gender_indicators.base import Text, UserError

if TYPE_CHECKING:
    from gender_indicators.base import Project
    from gender_indicators.report import EngineName, Workers

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Báo cáo kết quả thực hiện kế hoạch bình đẳng giới / Reports on the gender equality plan.",
)

CORES = os.cpu_count() or 1
YearArgument = Annotated[str, typer.Option("--year", help="Năm báo cáo / reporting year")]
AreaOption = Annotated[str, typer.Option("--area", help="Mã đơn vị, bỏ trống là tất cả / area code, empty for all")]
ClusterOption = Annotated[str, typer.Option("--cluster", help="Địa chỉ Dask / Dask scheduler, tcp://host:8786")]
HideOption = Annotated[bool, typer.Option("--hide", help="Tự che thêm số khi cần bảo mật / hide further figures")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, help="Số tiến trình / processes")]


def alone(project: Project, command: str) -> AbstractContextManager[None]:
    """Hold off other commands that write."""
    from gender_indicators.base import one_run

    return one_run((project.outputs, project.outputs / "bieu-mau", project.office), command, say)


def year_of(text: str) -> int:
    """The year a user typed."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UserError(
            Text(
                f'năm phải gồm bốn chữ số, ví dụ 2024; nhận được "{text}".',
                f'the year has four digits, like 2024; got "{text}".',
            ),
            f"YEAR={text}",
        )
    return int(text)


def day_of(text: str, name: str) -> dt.date:
    """The day a user typed."""
    try:
        return dt.date.fromisoformat(text if len(text) == 10 else "")
    except ValueError:
        raise UserError(
            Text(
                f'ngày phải có thật, ghi theo năm-tháng-ngày, ví dụ 2024-12-01; nhận được "{text}".',
                f'a real day as year-month-day, like 2024-12-01; got "{text}".',
            ),
            f"{name}={text}",
        ) from None


def today() -> dt.date:
    """Today, for what people do; no figure and no page depends on it."""
    return dt.date.today()


def say(message: Text) -> None:
    """Print a message in both languages."""
    english = f" / {message.en}" if message.en else ""
    print(f"{message.vi}{english}", flush=True)


def workers_of(cluster: str, count: int, name: EngineName) -> AbstractContextManager[Workers]:
    """What pages are made on: this machine's processes, or a Dask cluster."""
    if cluster:
        from gender_indicators.report import cluster_workers

        return cluster_workers(cluster, name)
    from gender_indicators.report import local_workers

    return local_workers(count, name)


def engine() -> EngineName:
    """The engine the variable ENGINE asks for: warm unless it says stock."""
    asked = os.environ.get("ENGINE") or "warm"
    if asked == "stock":
        return "stock"
    if asked != "warm":
        raise UserError(
            Text(f'chỉ có "warm" hoặc "stock", không có "{asked}".', f'"warm" or "stock", not "{asked}".'),
            f"ENGINE={asked}",
        )
    return "warm"
