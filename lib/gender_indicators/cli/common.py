"""What all commands share: the application, options, and how they speak."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from gender_indicators.base import Text, UserError

if TYPE_CHECKING:
    from gender_indicators.base import Project

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Báo cáo kết quả thực hiện kế hoạch bình đẳng giới / Reports on the gender equality plan.",
)

YearArgument = Annotated[str, typer.Option("--year", help="Năm báo cáo / reporting year")]
AreaOption = Annotated[str, typer.Option("--area", help="Mã đơn vị, bỏ trống là tất cả / area code, empty for all")]


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


def day_of(text: str) -> dt.date:
    """The day a user typed."""
    try:
        return dt.date.fromisoformat(text if len(text) == 10 else "")
    except ValueError:
        raise UserError(
            Text(
                f'ngày phải có thật, ghi theo năm-tháng-ngày, ví dụ 2024-12-01; nhận được "{text}".',
                f'a real day as year-month-day, like 2024-12-01; got "{text}".',
            ),
            f"TODAY={text}",
        ) from None


def today() -> dt.date:
    """Today, for what people do; no figure and no page depends on it."""
    return dt.date.today()


def say(message: Text) -> None:
    """Print a message in both languages."""
    english = f" / {message.en}" if message.en else ""
    print(f"{message.vi}{english}", flush=True)
