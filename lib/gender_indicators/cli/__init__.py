"""The steps of the story by name: ``gender-indicators check | status | report | trace``; the Makefile calls these."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn

from gender_indicators.base import GateClosed, Text, UserError, speak_anywhere
from gender_indicators.cli import making, office, publishing
from gender_indicators.cli.common import app

__all__ = ["app", "main", "making", "office", "publishing"]

_NO_DOCSTRINGS = UserError(
    Text(
        "Python chạy với PYTHONOPTIMIZE=2 (-OO) nên không có phần mô tả mà các trang và Great Expectations cần; hãy "
        "bỏ biến môi trường này rồi chạy lại.",
        "Python runs with PYTHONOPTIMIZE=2 (-OO), without the docstrings that pages and Great Expectations need; "
        "unset this variable and run again.",
    ),
    "PYTHONOPTIMIZE",
)


def main() -> None:
    """Run the command line; an error a user can meet is shown without a traceback and exits with 2.

    Exit codes: 0 done, 1 the data failed their checks, 2 wrong use, parameters or files, 130 and 143 stopped by
    the user or the system. A stopped run removes what it had begun and ends its processes.
    """
    speak_anywhere()
    if sys.flags.optimize > 1:
        _fail(_NO_DOCSTRINGS, 2)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        app()
    except GateClosed as error:
        _fail(error, 1)
    except UserError as error:
        _fail(error, 2)
    except OSError as error:  # no space, no permission, a folder where a file should be
        reason = error.strerror or type(error).__name__
        _fail(
            UserError(
                Text(
                    f"không đọc hoặc không ghi được ({reason}); hãy kiểm tra quyền truy cập và dung lượng đĩa.",
                    f"cannot be read or written ({reason}); check permissions and disk space.",
                ),
                str(error.filename or ""),
            ),
            2,
        )


def _stop(number: int, _: FrameType | None) -> NoReturn:
    words = "Đã dừng theo yêu cầu; báo cáo đã lập trước được giữ nguyên. / Stopped; the last reports stay."
    print(f"\n{words}", file=sys.stderr)
    sys.exit(128 + number)


def _fail(error: UserError, code: int) -> None:
    label = "CHƯA LẬP BÁO CÁO" if code == 1 else "LỖI"
    print(f"{label}: {error}", file=sys.stderr)
    sys.exit(code)
