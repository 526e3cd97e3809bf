"""Who makes the pages: an executor, and the papermill engine its workers use."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from gender_indicators.publish.forked import AVAILABLE, ProcessDied, warm_up

EngineName = Literal["warm", "stock"]


@dataclass(frozen=True, slots=True)
class Workers:
    """``executor`` runs the pages; with the ``warm`` engine each forks a process, with ``stock`` a kernel starts."""

    executor: Executor
    engine: EngineName


@contextmanager
def local_workers(count: int, engine: EngineName = "warm") -> Iterator[Workers]:
    """Give ``count`` workers of this machine, waited for whatever happens.

    The warm engine needs a system that forks; elsewhere (Windows) the stock one is used. The warm process
    starts importing at once, while the data are read and checked.
    """
    if engine == "warm" and AVAILABLE:
        with ThreadPoolExecutor(count) as threads:
            threads.submit(warm_up)
            with _cancelled_on_failure(threads):
                yield Workers(threads, "warm")
        return
    spawn = multiprocessing.get_context("spawn")
    ignore = (signal.SIGINT, signal.SIG_IGN)  # Ctrl+C stops only the process that asked
    with (
        _told_when_broken(),
        ProcessPoolExecutor(count, mp_context=spawn, initializer=signal.signal, initargs=ignore) as processes,
        _cancelled_on_failure(processes),
    ):
        yield Workers(processes, "stock")


@contextmanager
def _cancelled_on_failure(executor: Executor) -> Iterator[None]:
    try:
        yield
    except BaseException:
        executor.shutdown(wait=True, cancel_futures=True)
        raise


@contextmanager
def _told_when_broken() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool:
        raise ProcessDied from None
