"""A papermill engine that runs the cells in its own process, so that no kernel has to be started.

It writes the same notebook as papermill's own engine: the messages of an in-process kernel go through the same
nbclient code. Nothing separates two notebooks run in one process, so every run gets a process of its own
(:mod:`gender_indicators.base.forked`).
"""

from __future__ import annotations

import sys
from typing import Any

from ipykernel.inprocess.blocking import BlockingInProcessKernelClient
from ipykernel.inprocess.manager import InProcessKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager
from traitlets.config import Config

_NO_HISTORY = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})


class WarmEngine(Engine):  # type: ignore[misc]  # papermill is untyped
    """Runs a notebook in this process; papermill's name for it is ``warm``."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **_: Any) -> NotebookNode:
        """Run every code cell of the managed notebook, stopping at the first that fails."""
        manager = InProcessKernelManager(config=_NO_HISTORY)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        collector = NotebookClient(nb_man.nb, record_timing=False)
        collector.reset_execution_trackers()
        for index, cell in enumerate(nb_man.nb.cells):
            try:
                nb_man.cell_start(cell, index)
                _run(client, collector, cell, index)
            except CellExecutionError as error:
                nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            finally:
                nb_man.cell_complete(cell, cell_index=index)
        notebook: NotebookNode = nb_man.nb
        return notebook


def _run(client: BlockingInProcessKernelClient, collector: NotebookClient, cell: NotebookNode, index: int) -> None:
    """Run one cell; its outputs are collected as nbclient does, display updates and cleared outputs included."""
    if cell.cell_type != "code" or not cell.source.strip():
        return
    cell.outputs = []
    collector.clear_before_next_output = False
    client.execute(cell.source)
    reply = client.get_shell_msg(timeout=1)["content"]  # the cell has run when execute returns
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    for message in client.iopub_channel.get_msgs():
        try:
            collector.process_message(message, cell, index)
        except CellExecutionComplete:
            continue
    cell.execution_count = reply["execution_count"]
    if reply["status"] == "error":
        raise CellExecutionError.from_cell_and_msg(cell, reply)
