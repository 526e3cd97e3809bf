"""The process Great Expectations runs in: its import takes seconds, so it starts while files are read."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import ModuleType, TracebackType

import pandas as pd

from gender_indicators.base import NOTHING_KEPT, Store, Text, UserError, code_hash, digest, skip_grammar, versions
from gender_indicators.findings import Finding
from gender_indicators.gate.dated import Dated


class TableGate:
    """Checks tables in a child process of its own; a context manager that ends the process.

    The calling process never imports Great Expectations. What ``store`` knows of the same rows under the same
    rules is not checked again; while it knows everything, the child process is not even started.
    """

    def __init__(self, store: Store = NOTHING_KEPT) -> None:
        self._store = store
        self._pool: ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Begin importing Great Expectations in the child, if not begun yet; returns at once."""
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            try:
                self._pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=_prepare)
            except (OSError, ImportError, NotImplementedError):  # as Python says that there are no semaphores
                raise _no_semaphores() from None
            with _main_unknown():
                self._pool.submit(_import_rules)

    def begin(self, asked: Sequence[Dated], names: Mapping[str, Text]) -> Callable[[], list[tuple[Finding, ...]]]:
        """Begin checking and return at once; the returned function waits for what :meth:`check` returns."""
        keys = [_key(each, names) for each in asked]
        known = {key: self._store.get(key) for key in keys}
        new = {key: each for each, key in zip(asked, keys, strict=True) if known[key] is None}
        pending = self._submit(tuple(new.values()), names) if new else None

        def finish() -> list[tuple[Finding, ...]]:
            if pending is not None:
                try:
                    results = pending.result()
                except BrokenProcessPool:
                    raise _died() from None
                for key, findings in zip(new, results, strict=True):
                    known[key] = findings
                    self._store.put(key, findings)
            return [known[key] or () for key in keys]

        return finish

    def _submit(self, asked: Sequence[Dated], names: Mapping[str, Text]) -> Future[list[tuple[Finding, ...]]]:
        self.start()
        assert self._pool is not None
        try:
            return self._pool.submit(_check_tables, tuple(asked), dict(names))
        except BrokenProcessPool:
            raise _died() from None

    def check(self, asked: Sequence[Dated], names: Mapping[str, Text]) -> list[tuple[Finding, ...]]:
        """Return what the rules of each table found, in the order of the tables.

        ``names`` gives the name of an agency by its id. Tables of one form cost little more than one of them, so
        ask for all years at once. Raises :class:`UserError` when the child process died.
        """
        return self.begin(asked, names)()

    def close(self) -> None:
        """End the child process, if there is one, and wait for it."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> TableGate:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _main_unknown() -> Iterator[None]:
    """Start a process that does not run the user's script once more: a script needs no ``if __name__ == ...``."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _died() -> UserError:
    return UserError(
        Text(
            "Tiến trình kiểm tra dữ liệu đã dừng đột ngột, có thể do thiếu bộ nhớ. "
            "Hãy đóng bớt chương trình khác rồi chạy lại.",
            "The checking process ended unexpectedly, perhaps for want of memory. "
            "Close other programs and run again.",
        )
    )


def _no_semaphores() -> UserError:
    return UserError(
        Text(
            "máy không cho dùng bộ nhớ chung mà việc kiểm tra số liệu cần; hãy nhờ quản trị viên gắn thư mục này và "
            "cho phép ghi (mount -t tmpfs tmpfs /dev/shm).",
            "this machine offers no shared memory, which checking the data needs; have it mounted so that it can be "
            "written (mount -t tmpfs tmpfs /dev/shm).",
        ),
        "/dev/shm",
    )


def _prepare() -> None:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while Great Expectations is imported
    skip_grammar()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends it without a traceback


def _import_rules() -> None:
    gc.disable()  # what is imported stays: looking through it for garbage takes a tenth of the time
    import gender_indicators.gate.tables  # noqa: F401

    gc.freeze()
    gc.enable()


def _check_tables(asked: Sequence[Dated], names: Mapping[str, Text]) -> list[tuple[Finding, ...]]:
    from gender_indicators.gate.tables import check_tables

    return check_tables(asked, names)


def _key(asked: Dated, names: Mapping[str, Text]) -> str:
    """Everything the findings of a table depend on: its rows and place, its rules, the days, the names, the code."""
    table = asked.table
    code = code_hash()
    libraries = repr(versions("great-expectations", "pandas"))
    rows = pd.util.hash_pandas_object(table.frame, index=True).to_numpy().tobytes()
    days = (asked.year, asked.closed)
    where = repr((table.source, sorted(table.letters.items()), table.further, *days, sorted(names.items(), key=str)))
    return digest("gate", code, libraries, table.form.model_dump_json(), where, rows)
