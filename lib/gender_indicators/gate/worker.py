"""The process Great Expectations runs in: its import takes seconds, so it starts while files are read."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from gender_indicators.errors import UserError
from gender_indicators.findings import Finding
from gender_indicators.forms.table import Table
from gender_indicators.locale import Text


class TableGate:
    """Checks tables in a child process of its own; a context manager that starts and ends the process.

    The calling process never imports Great Expectations.
    """

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=_prepare)

    def start(self) -> None:
        """Begin importing Great Expectations in the child; returns at once."""
        self._pool.submit(_import_rules)

    def begin(
        self, tables: Sequence[Table], year: int, closed: dt.date, names: Mapping[str, Text]
    ) -> Callable[[], tuple[Finding, ...]]:
        """Begin checking and return at once; the returned function waits for what :meth:`check` returns."""
        try:
            pending = self._pool.submit(_check_tables, tuple(tables), year, closed, dict(names))
        except BrokenProcessPool:
            raise _died() from None

        def finish() -> tuple[Finding, ...]:
            try:
                return pending.result()
            except BrokenProcessPool:
                raise _died() from None

        return finish

    def check(
        self, tables: Sequence[Table], year: int, closed: dt.date, names: Mapping[str, Text]
    ) -> tuple[Finding, ...]:
        """Return what the rules of each table found, in the order of the tables.

        ``year`` is the reporting year, ``closed`` the day its data were closed; ``names`` gives the name of
        an agency by its id. Raises :class:`UserError` when the child process died.
        """
        return self.begin(tables, year, closed, names)()

    def close(self) -> None:
        """End the child process and wait for it."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> TableGate:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _died() -> UserError:
    return UserError(
        Text(
            "Tiến trình kiểm tra dữ liệu đã dừng đột ngột, có thể do thiếu bộ nhớ. "
            "Hãy đóng bớt chương trình khác rồi chạy lại.",
            "The checking process ended unexpectedly, perhaps for want of memory. "
            "Close other programs and run again.",
        )
    )


def _prepare() -> None:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while Great Expectations is imported
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends it without a traceback


def _import_rules() -> None:
    import gender_indicators.gate.tables  # noqa: F401


def _check_tables(
    tables: Sequence[Table], year: int, closed: dt.date, names: Mapping[str, Text]
) -> tuple[Finding, ...]:
    from gender_indicators.gate.tables import check_tables

    return check_tables(tables, year, closed, names)
