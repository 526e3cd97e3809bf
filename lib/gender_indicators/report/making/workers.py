"""Who makes the pages: an executor, and the papermill engine its workers use."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from gender_indicators.base import AVAILABLE, ProcessDied, UserError, warm_up
from gender_indicators.report.making.pages import EngineName, Files, Page, make_page


@dataclass(frozen=True, slots=True)
class Workers:
    """``executor`` runs the pages; with the ``warm`` engine each forks a process, with ``stock`` a kernel starts.

    ``ahead`` pages are given out at a time, so that memory does not grow with the number of pages. ``warm_up`` begins
    what the workers need before the first page, and returns at once; without it the first pages take longer.
    """

    executor: Executor
    engine: EngineName
    ahead: int
    warm_up: Callable[[], object] = int

    def make(self, pages: Iterable[Page]) -> Iterator[tuple[Page, Files]]:
        """Yield every page with its files, as they become ready; raise what making one of them raised.

        What was given out and has not begun is withdrawn when this ends early.
        """
        waiting: dict[Future[Files | UserError], Page] = {}
        try:
            for page in pages:
                waiting[self.executor.submit(_attempt, page, self.engine)] = page
                if len(waiting) >= self.ahead:
                    yield from _ready(waiting)
            while waiting:
                yield from _ready(waiting)
        finally:
            for future in waiting:
                future.cancel()


def _ready(waiting: dict[Future[Files | UserError], Page]) -> Iterator[tuple[Page, Files]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        page, result = waiting.pop(future), future.result()
        if isinstance(result, UserError):
            raise result
        yield page, result


def _attempt(page: Page, engine: EngineName) -> Files | UserError:
    """What making the page gave: an error of its content is an answer, and not worth another attempt."""
    try:
        return make_page(page, engine)
    except ProcessDied:
        raise
    except UserError as error:
        return error


@contextmanager
def local_workers(count: int, engine: EngineName = "warm") -> Iterator[Workers]:
    """Give ``count`` workers of this machine, waited for whatever happens.

    The warm engine needs a system that forks; elsewhere (Windows) the stock one is used.
    """
    if engine == "warm" and AVAILABLE:
        with ThreadPoolExecutor(count) as threads, _cancelled_on_failure(threads):
            yield Workers(threads, "warm", 2 * count, partial(threads.submit, warm_up))
        return
    spawn = multiprocessing.get_context("spawn")
    ignore = (signal.SIGINT, signal.SIG_IGN)  # Ctrl+C stops only the process that asked
    with (
        _told_when_broken(),
        ProcessPoolExecutor(count, mp_context=spawn, initializer=signal.signal, initargs=ignore) as processes,
        _cancelled_on_failure(processes),
    ):
        yield Workers(processes, "stock", 2 * count)


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
