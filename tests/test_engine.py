"""The warm engine writes the same notebook as papermill's own, and keeps every run apart from the next."""

from __future__ import annotations

import json
import os
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gender_indicators.base.errors import NotebookFailed, UserError
from gender_indicators.base.forked import ProcessDied, run_forked
from gender_indicators.base.text import Text
from gender_indicators.report.making.notebooks import execute
from gender_indicators.report.making.workers import local_workers

PARAMETERS = {"year": 2024, "area": "474"}
CELLS = [
    new_code_cell('year: int = 2021\narea: str = "46"', metadata={"tags": ["parameters"]}),
    new_markdown_cell("# Báo cáo"),
    new_code_cell("print('năm', year)\narea"),
    new_code_cell("import sys, warnings\nprint('một')\nprint('lỗi', file=sys.stderr)\nwarnings.warn('cẩn thận')"),
    new_code_cell(
        "from IPython.display import display, HTML, clear_output\nshown = display(HTML('<b>cũ</b>'), display_id='x')"
    ),
    new_code_cell("shown.update(HTML('<b>mới</b>'))\nprint('sau')"),
    new_code_cell("print('mất')\nclear_output()\nprint('còn')"),
    new_code_cell("print('mất')\nclear_output(wait=True)\nHTML('<i>còn</i>')"),
    new_code_cell(
        "class Shown:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/plain': 'a', 'text/html': '<p>a</p>', 'text/vnd.typst': '#a'}\nShown()"
    ),
    new_code_cell(""),
    new_code_cell("import os\nos.path.basename(os.getcwd())"),
    new_code_cell("print('\\n'.join(sorted({'b', 'a', 'ế'})))"),
    new_code_cell("f'{year}'\n;"),
]
FAILING = [
    *CELLS[:3],
    new_code_cell("print('trước')\n\ndef f():\n    return 1 / 0\n\nf()"),
    new_code_cell("print('sau')"),
]


def notebook(folder: Path, cells: list[nbformat.NotebookNode]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "mau.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def both(folder: Path, cells: list[nbformat.NotebookNode]) -> tuple[str, str]:
    """The clean notebook as the stock engine and as the warm one write it."""
    work = folder / "work"
    work.mkdir()
    template = notebook(folder / "templates", cells)
    stock = execute(template, folder / "stock.ipynb", PARAMETERS, folder=work)
    warm = run_forked(_warm, template, folder / "warm.ipynb", work)
    return stock.read_text(encoding="utf-8"), warm.read_text(encoding="utf-8")


def _warm(template: Path, target: Path, folder: Path) -> Path:
    return execute(template, target, PARAMETERS, folder=folder, engine="warm")


def _failing(template: Path, folder: Path, engine: str | None = None) -> NotebookFailed:
    with pytest.raises(NotebookFailed) as caught:
        execute(template, folder / "x.ipynb", PARAMETERS, folder=folder, engine=engine)
    return caught.value


def test_both_engines_write_the_same_notebook(tmp_path: Path) -> None:
    stock, warm = both(tmp_path, CELLS)
    assert warm == stock
    outputs = json.dumps([cell.get("outputs") for cell in json.loads(warm)["cells"]], ensure_ascii=False)
    assert "<b>mới</b>" in outputs
    assert "<b>cũ</b>" not in outputs
    assert "mất" not in outputs


def test_both_engines_keep_the_same_failed_notebook(tmp_path: Path) -> None:
    template = notebook(tmp_path / "templates", FAILING)
    work = tmp_path / "work"
    work.mkdir()
    stock = _failing(template, work)
    warm = run_forked(_failing, template, work, "warm")
    assert str(warm) == str(stock)
    assert "ZeroDivisionError" in str(warm)
    assert warm.executed == stock.executed


def test_a_run_changes_nothing_for_the_next_or_for_the_caller(tmp_path: Path) -> None:
    before, here = dict(os.environ), Path.cwd()
    leaving = [CELLS[0], new_code_cell("import os, sys\nos.environ['LEFT'] = 'x'\nsys.left = 1\nleft = 1")]
    asking = [
        CELLS[0],
        new_code_cell("import os, sys\nprint('LEFT' in os.environ, hasattr(sys, 'left'), 'left' in dir())"),
    ]
    for name, cells in (("one", leaving), ("two", asking)):
        run_forked(_warm, notebook(tmp_path / name, cells), tmp_path / f"{name}.ipynb", tmp_path)
    assert "False False False" in (tmp_path / "two.ipynb").read_text()
    changed = {name for name in {*before, *os.environ} if before.get(name) != os.environ.get(name)}
    assert Path.cwd() == here
    assert changed <= {"PYTHONHASHSEED", "PYDEVD_DISABLE_FILE_VALIDATION"}


@pytest.mark.parametrize("runs", [24, pytest.param(200, marks=pytest.mark.slow)])
def test_many_runs_at_once_all_finish(tmp_path: Path, runs: int) -> None:
    """None fails to start, and none stalls: the slowest takes no more than a few times what half of them take."""
    template = notebook(tmp_path / "templates", CELLS[:3])
    seconds: list[float] = []

    def one(number: int) -> Path:
        began = time.monotonic()
        path = run_forked(_warm, template, tmp_path / f"{number}.ipynb", tmp_path)
        seconds.append(time.monotonic() - began)
        return path

    run_forked(int)  # warm
    with ThreadPoolExecutor(4) as threads:
        paths = list(threads.map(one, range(runs)))
    assert len({path.read_text() for path in paths}) == 1
    assert max(seconds) < 5 + 10 * statistics.median(seconds)


def _die() -> None:
    os._exit(7)


def _fail() -> None:
    raise UserError(Text("sai", "wrong"), "đây")


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(ProcessDied, match=r"dừng đột ngột \(7\)"):
        run_forked(_die)


def test_what_a_process_raises_is_raised_here() -> None:
    with pytest.raises(UserError, match="đây: sai"):
        run_forked(_fail)


def test_workers_cancel_what_waits_when_a_run_fails() -> None:
    ran: list[int] = []
    gate = threading.Event()

    def wait(number: int) -> None:
        gate.wait(10)
        ran.append(number)

    with pytest.raises(ValueError, match="stop"), local_workers(1) as workers:
        for number in range(50):
            workers.executor.submit(wait, number)
        gate.set()
        raise ValueError("stop")
    assert len(ran) < 50


def test_the_stock_engine_can_be_chosen() -> None:
    with local_workers(1, "stock") as workers:
        assert workers.engine == "stock"
        assert workers.executor.submit(os.getpid).result() != os.getpid()
