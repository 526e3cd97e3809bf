"""Pages made on a Dask cluster: everything a page needs travels to its worker, and its files come back.

Dask is an optional library (the extra ``cluster``); the page for maintainers tells how to start a cluster.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from gender_indicators.base import AVAILABLE, Text, UserError
from gender_indicators.report.making.pages import EngineName
from gender_indicators.report.making.workers import Workers

if TYPE_CHECKING:
    from distributed import Client

RETRIES = 3  # of a page whose worker died under it
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/:]+:[0-9]{1,5}")
SECONDS = 20  # to find the scheduler and at least one worker


@contextmanager
def cluster_workers(address: str, engine: EngineName = "warm") -> Iterator[Workers]:
    """Give the workers of the Dask cluster whose scheduler listens at ``address``, like ``tcp://host:8786``.

    They must run the same Python and libraries as this process; each page also compares the code. Raises
    :class:`UserError` when Dask is not installed, nothing answers, there is no worker, or one cannot fork.
    """
    if not _ADDRESS.fullmatch(address):
        raise _problem(
            "địa chỉ phải có dạng tcp://máy:cổng, ví dụ tcp://10.0.0.5:8786.",
            "the address must look like tcp://host:port, for example tcp://10.0.0.5:8786.",
            address,
        )
    try:
        import dask
        from distributed import Client, KilledWorker
    except ImportError:
        raise _problem(
            'chưa cài Dask; hãy chạy: pip install "gender-indicators[cluster]".',
            'Dask is not installed; run: pip install "gender-indicators[cluster]".',
            address,
        ) from None
    try:
        # Dask would keep the last thousand messages, pages and all.
        with dask.config.set({"distributed.admin.low-level-log-length": 1}):
            client = Client(address, timeout=SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise _problem(
            f"không kết nối được với cụm máy tính ({type(error).__name__}); hãy kiểm tra địa chỉ và các máy.",
            f"the cluster cannot be reached ({type(error).__name__}); check its address and its machines.",
            address,
        ) from None
    with client:
        _require_same_versions(client, address)
        if engine == "warm":
            _require_forks(client, address)
        ahead = 4 * max(1, sum(client.nthreads().values()))
        executor = client.get_executor(pure=False, retries=RETRIES)
        try:
            yield Workers(cast(Executor, executor), engine, ahead)
        except KilledWorker:
            raise _problem(
                f"một trang làm {RETRIES + 1} máy dừng đột ngột liên tiếp, có thể do thiếu bộ nhớ.",
                f"a page ended {RETRIES + 1} workers one after the other, perhaps for want of memory.",
                address,
            ) from None
        finally:
            executor.shutdown(wait=False)


def _require_same_versions(client: Client, address: str) -> None:
    """Raise :class:`UserError` when the scheduler or a worker runs another Python, Dask or message format."""
    try:
        client.get_versions(check=True)
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise _problem(
            f"các máy của cụm không cùng phiên bản: {reason}",
            f"the machines of the cluster differ in their versions: {reason}",
            address,
        ) from None


def _require_forks(client: Client, address: str) -> None:
    """Raise :class:`UserError` when a worker may not start processes of its own, which the warm engine does."""
    refused = sorted(worker for worker, able in client.run(_forks).items() if not able)
    if refused:
        raise _problem(
            f"các tiến trình {', '.join(refused)} không được phép tạo tiến trình con; hãy khởi động chúng với "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False, hoặc dùng ENGINE=stock.",
            f"the workers {', '.join(refused)} may not start processes; start them with "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False, or use ENGINE=stock.",
            address,
        )


def _forks() -> bool:
    return AVAILABLE and not multiprocessing.current_process().daemon


def _problem(vi: str, en: str, address: str) -> UserError:
    return UserError(Text(vi, en), f"CLUSTER={address}")
