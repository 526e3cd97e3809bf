"""A function in a process of its own, forked from one that has the libraries of a report imported already.

The standard library's fork server imports them once; a fork of it starts in hundredths of a second and shares
nothing with the next. Where there is no fork (Windows), reports run with papermill's own engine instead.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from gender_indicators.base.errors import UserError
from gender_indicators.base.text import Text

T = TypeVar("T")


class ProcessDied(UserError):
    """A process that makes reports ended without a result; its exit code where there is one."""

    def __init__(self, code: int | None = None) -> None:
        how = "" if code is None else f" ({code})"
        super().__init__(
            Text(
                f"Một tiến trình lập báo cáo đã dừng đột ngột{how}, có thể do thiếu bộ nhớ. "
                "Hãy đóng bớt chương trình khác rồi chạy lại với WORKERS=1.",
                f"A process that makes reports ended unexpectedly{how}, perhaps for want of memory. "
                "Close other programs and run again with WORKERS=1.",
            )
        )


SECONDS = 900  # a page that takes longer is stuck: the slowest takes seconds
# Read when the warm process starts: sets have one order everywhere, and the kernel's debugger keeps quiet.
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
PRELOAD = "gender_indicators.report.making.preload"

AVAILABLE = "forkserver" in multiprocessing.get_all_start_methods()


def run_forked(function: Callable[..., T], *arguments: Any) -> T:
    """Return ``function(*arguments)``, run in a process forked from the warm one; raise what it raised.

    May be called from several threads at once. Raises :class:`ProcessDied` when it ended without a result.
    """
    os.environ.update(_ENVIRONMENT)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOAD, *_program()])
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(sender, function, arguments), daemon=True)
    with _interrupts_kept_here():
        process.start()
    sender.close()
    try:
        if not receiver.poll(SECONDS):
            process.kill()
        done, value = receiver.recv()
    except EOFError:
        process.join()
        raise ProcessDied(process.exitcode) from None
    finally:
        receiver.close()
    process.join()
    if done:
        return value  # type: ignore[no-any-return]
    raise value


def warm_up() -> None:
    """Start the warm process and wait until a fork of it has run."""
    run_forked(int)


def _program() -> list[str]:
    """The module this process was started as: every fork looks into it, so the warm process has it imported too."""
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    if spec is None:
        return []
    own = not spec.name.endswith("__main__") or spec.name.startswith("gender_indicators.")
    return [spec.name] if own else []


@contextmanager
def _interrupts_kept_here() -> Iterator[None]:
    """Let the processes started here inherit a mask that holds Ctrl+C back: it is for the process that asked."""
    resource_tracker.ensure_running()  # starting it later would lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _call(sender: Connection, function: Callable[..., T], arguments: tuple[Any, ...]) -> None:
    try:
        outcome: tuple[bool, Any] = (True, function(*arguments))
    except Exception as error:  # goes back to the caller, which raises it
        outcome = (False, error)
    with suppress(BrokenPipeError):  # whoever asked was killed
        sender.send(outcome)
    sender.close()
