"""Pages made on a Dask cluster of this machine: the same bytes, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gender_indicators.base.errors import NotebookFailed, UserError
from gender_indicators.report.making.about import About
from gender_indicators.report.making.cluster import cluster_workers
from gender_indicators.report.making.pages import Files, Page, make_page, software
from gender_indicators.report.making.workers import local_workers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the warm engine forks")
CODE = "from IPython.display import HTML, display\ndisplay(HTML(f'<p>đơn vị {area}</p>'))"


def page(name: str, code: str = CODE) -> Page:
    cells = [
        new_code_cell('area: str = "46"', metadata={"tags": ["parameters"]}),
        new_markdown_cell("# Báo cáo"),
        new_code_cell(code),
    ]
    notebook = nbformat.writes(new_notebook(cells=cells)).encode()
    return Page(name, "mau.ipynb", notebook, b"{}", {"area": name}, About("Báo cáo", footer="x"), False, software())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(folder: Path, workers: int = 2, **variables: str) -> Iterator[str]:
    """A scheduler and workers of this machine, ended with everything they started."""
    address = f"tcp://127.0.0.1:{free_port()}"
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False", **variables}
    host, port = address.removeprefix("tcp://").split(":")
    commands = [
        ["distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard"],
        ["distributed.cli.dask_worker", address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard"],
    ]
    started = []
    try:
        for command in commands:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", *command],
                    env=environment,
                    cwd=folder,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        yield address
    finally:
        for process in reversed(started):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def die_once(marker: Path) -> str:
    """Code of a cell that kills the Dask worker it runs under the first time."""
    return (
        f"import os, pathlib, signal\nmarker = pathlib.Path({str(marker)!r})\n"
        "if not marker.exists():\n"
        "    marker.touch()\n"
        "    import psutil\n"
        "    worker = next(p for p in psutil.Process().parents() if 'spawn_main' in ' '.join(p.cmdline()))\n"
        "    worker.kill()\n" + CODE
    )


@pytest.mark.slow
def test_a_cluster_makes_the_same_pages_though_a_worker_dies(tmp_path: Path) -> None:
    marker = tmp_path / "died"
    pages = [*(page(str(number)) for number in range(12)), page("chet", die_once(marker))]
    with cluster(tmp_path) as address, cluster_workers(address) as workers:
        there: dict[str, Files] = {made.name: files for made, files in workers.make(pages)}
    assert marker.exists()
    assert set(there) == {each.name for each in pages}
    with local_workers(2) as workers:
        here = {made.name: files for made, files in workers.make(pages)}
    assert here == there


@pytest.mark.slow
def test_an_error_in_a_page_comes_back_from_the_cluster(tmp_path: Path) -> None:
    with cluster(tmp_path, workers=1) as address, cluster_workers(address) as workers:
        with pytest.raises(NotebookFailed, match="ValueError: sai"):
            list(workers.make([page("1"), page("2", "raise ValueError('sai')")]))
        with pytest.raises(UserError, match="phiên bản khác"):
            list(workers.make([replace(page("1"), software="other")]))


@pytest.mark.slow
def test_workers_that_may_not_fork_are_told_how_to(tmp_path: Path) -> None:
    with (
        cluster(tmp_path, workers=1, DASK_DISTRIBUTED__WORKER__DAEMON="True") as address,
        pytest.raises(UserError, match="DASK_DISTRIBUTED__WORKER__DAEMON=False"),
        cluster_workers(address),
    ):
        pass


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gender_indicators.report.making.cluster.SECONDS", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(UserError, match=f"CLUSTER={address}: không kết nối được"), cluster_workers(address):
        pass


@pytest.mark.parametrize("address", ["", "tcp://", "host", "ftp://127.0.0.1:1", "tcp://127.0.0.1:port"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(UserError, match=f"CLUSTER={address}: địa chỉ phải có dạng"), cluster_workers(address):
        pass


def test_a_page_of_other_software_is_refused() -> None:
    with pytest.raises(UserError, match="requirements\\.lock"):
        make_page(replace(page("1"), software="other"), "warm")


def test_without_dask_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match=r"gender-indicators\[cluster\]"), cluster_workers("tcp://127.0.0.1:1"):
        pass
