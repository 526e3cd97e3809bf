"""Run one notebook with papermill, and remove from it everything that differs from run to run."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

import gender_indicators
from gender_indicators.base import NotebookFailed, Text, UserError, suggest
from gender_indicators.report.making.about import About
from gender_indicators.report.making.document import METADATA_KEY, describe

WARM = "warm"  # the engine of gender_indicators.report.making.engine
CELL_SECONDS = 600  # a cell that runs longer is stuck: the slowest report takes seconds

_LIBRARY = Path(gender_indicators.__file__).resolve().parent.parent
_QUIET = {
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "agg",
    "TZ": "UTC",
    "NO_COLOR": "1",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "False",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
_PAPERMILL_TAG = "papermill-error-cell-tag"
_CELL_FILE = re.compile(r"[^\s\"'(<]*ipykernel_\d+[/\\]\d+\.py")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def execute(
    template: Path,
    target: Path,
    parameters: Mapping[str, str | int],
    *,
    folder: Path,
    about: About | None = None,
    environment: Mapping[str, str] | None = None,
    engine: str | None = None,
) -> Path:
    """Run ``template`` with ``parameters`` in ``folder`` and write the clean result to ``target``; return it.

    The kernel is the running interpreter's, whatever kernels are installed. ``folder`` and the variables of
    ``environment`` are given to the kernel alone and nothing of this process changes, so a report can run in a
    worker of any ``concurrent.futures.Executor``. With the ``engine`` named ``warm`` there is no kernel: the cells
    run in this very process, whose folder and environment change; it must be there for this notebook alone. A
    failing cell raises ``NotebookFailed``; an unknown parameter is a ``UserError`` before anything runs.
    """
    notebook = _read(template)
    check_parameters(notebook, parameters, template.name)
    roots = {str(folder.resolve()): ".", str(_LIBRARY): "lib"}
    with tempfile.TemporaryDirectory(prefix="report-") as scratch:
        raw = Path(scratch) / "raw.ipynb"
        inherited = {**os.environ, **(environment or {})}
        if engine == WARM:
            os.environ.update(kernel_environment(inherited, Path(scratch)))
            os.chdir(folder)
        try:
            papermill.execute_notebook(
                notebook,
                _literal(raw),
                parameters=dict(parameters),
                engine_name=engine,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                kernel_manager_class=_kernel_manager(folder, Path(scratch), inherited),
                shutdown_kernel="immediate",
                execution_timeout=CELL_SECONDS,
            )
        except PapermillExecutionError as error:
            kept = clean(_read(raw), roots)
            line = _tidy(f"{error.ename}: {error.evalue}", roots)
            raise NotebookFailed(template.name, _failed_cell(kept), line, nbformat.writes(kept) + "\n") from None
        except (DeadKernelError, CellTimeoutError) as error:
            line = f"{type(error).__name__}: {str(error).splitlines()[0]}"
            raise NotebookFailed(template.name, 0, line) from None
        result = _with_own_defaults(clean(_read(raw), roots))
    if about is not None:
        describe(result, about)
    write(result, target)
    return target


def check_parameters(notebook: NotebookNode, parameters: Mapping[str, str | int], name: str) -> None:
    """Raise ``UserError`` for a parameter that the notebook does not declare, or declares with another type.

    Papermill itself only warns about an unknown name and runs on with the default.
    """
    typed = nbformat.from_dict({**notebook, "metadata": _PYTHON})  # papermill asks which language this is
    declared: dict[str, Any] = papermill.inspect_notebook(typed)
    for key, value in parameters.items():
        where = f"{name}: {key}"
        if key not in declared:
            near = suggest(key, declared)
            raise UserError(
                Text(f"Sổ tay không có tham số này. {near.vi}", f"There is no such parameter. {near.en}"),
                where=where,
            )
        wanted, given = declared[key]["inferred_type_name"], type(value).__name__
        if wanted in ("int", "str") and wanted != given:
            raise UserError(
                Text(
                    f"Tham số phải có kiểu {wanted}, không phải {given}.",
                    f"The parameter must be of type {wanted}, not {given}.",
                ),
                where=where,
            )


def clean(notebook: NotebookNode, roots: Mapping[str, str] | None = None) -> NotebookNode:
    """Return ``notebook`` without what differs between two runs, to be compared byte by byte.

    Timings, versions, random ids, process numbers and memory addresses go; each folder of ``roots`` is
    replaced by its short name; the pieces of a stream are joined, ``stdout`` before ``stderr``.
    """
    names = _root_names(roots or {})
    parameters = notebook.metadata.get("papermill", {}).get("parameters", {})
    result: NotebookNode = nbformat.from_dict(notebook)
    result.cells = [cell for cell in result.cells if _PAPERMILL_TAG not in cell.metadata.get("tags", [])]
    kept = {key: value for key, value in result.metadata.items() if key == METADATA_KEY}
    result.metadata = nbformat.from_dict(_PYTHON | kept)
    result.nbformat, result.nbformat_minor = 4, 5
    for number, cell in enumerate(result.cells, start=1):
        cell["id"] = f"cell-{number:03d}"
        cell.metadata = nbformat.from_dict({"tags": tags} if (tags := cell.metadata.get("tags")) else {})
        if cell.cell_type == "code":
            if "injected-parameters" in cell.metadata.get("tags", []):
                lines = [f"{key} = {_shown(value, names)!r}" for key, value in parameters.items()]
                cell.source = "\n".join(["# Parameters", *lines])
            cell.outputs = [_tidy_output(output, names) for output in _joined(cell.outputs)]
    return result


def _with_own_defaults(notebook: NotebookNode) -> NotebookNode:
    """Let the parameters of this run take the place of the template's, which are another year and area."""
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    if ["injected-parameters"] in tags:
        notebook.cells = [cell for cell, own in zip(notebook.cells, tags, strict=True) if "parameters" not in own]
        for number, cell in enumerate(notebook.cells, start=1):
            cell["id"] = f"cell-{number:03d}"
            if "tags" in cell.metadata:
                cell.metadata["tags"] = [
                    "parameters" if tag == "injected-parameters" else tag for tag in cell.metadata["tags"]
                ]
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """Write ``notebook`` to ``path``, whole or not at all, with the same bytes on every system."""
    nbformat.validate(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    part.replace(path)


def _read(path: Path) -> NotebookNode:
    if not path.is_file():
        message = Text("Không tìm thấy sổ tay; kiểm tra tên tệp.", "No such notebook; check its name.")
        raise UserError(message, where=path.name)
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def _literal(path: Path) -> str:
    return str(path).replace("{", "{{").replace("}", "}}")  # papermill formats paths with the parameters


def _kernel_manager(folder: Path, scratch: Path, inherited: Mapping[str, str]) -> type[AsyncKernelManager]:
    """Return a manager that starts this interpreter's kernel in ``folder``, its own files in ``scratch``."""

    class OwnKernel(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.kernel_spec_manager = KernelSpecManager(kernel_dirs=[])  # none but the native kernel
            self.connection_file = str(scratch / "kernel.json")
            if os.name == "posix":
                self.transport = "ipc"  # sockets in scratch: parallel reports cannot race for a port
                self.ip = str(scratch / "kernel")

        async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
            options |= {"cwd": str(folder.resolve()), "env": kernel_environment(inherited, scratch)}
            command, rest = await super()._async_pre_start_kernel(**options)
            return command, rest

    return OwnKernel


def kernel_environment(inherited: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """Return the environment of a kernel: this library first, no user settings, no telemetry, fixed hashing.

    >>> kernel_environment({"PYTHONPATH": "lib"}, Path("x"))["PYTHONHASHSEED"]
    '0'
    """
    inherited_paths = filter(None, inherited.get("PYTHONPATH", "").split(os.pathsep))
    paths = [str(_LIBRARY), *(str(Path(entry).resolve()) for entry in inherited_paths)]
    own = {"IPYTHONDIR": str(scratch / "ipython"), "JUPYTER_CONFIG_DIR": str(scratch / "jupyter")}
    return {**inherited, **_QUIET, **own, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}


def _failed_cell(notebook: NotebookNode) -> int:
    for number, cell in enumerate(notebook.cells, start=1):
        if any(output.output_type == "error" for output in cell.get("outputs", ())):
            return number
    return 0


def _joined(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Join the streams between two other outputs: where they are cut, and which comes first, is chance."""
    result: list[NotebookNode] = []
    streams: dict[str, str] = {}

    def flush() -> None:
        for name in sorted(streams, reverse=True):  # stdout, then stderr
            result.append(nbformat.v4.new_output("stream", name=name, text=streams[name]))
        streams.clear()

    for output in outputs:
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + output.text
        else:
            flush()
            result.append(output)
    flush()
    return result


def _tidy_output(output: NotebookNode, names: Mapping[str, str]) -> NotebookNode:
    if output.output_type == "stream":
        output.text = _tidy(output.text, names)
    elif output.output_type == "error":
        output.evalue = _tidy(output.evalue, names)
        output.traceback = [_ANSI.sub("", _tidy(line, names)) for line in output.traceback]
    elif "text/plain" in output.data:
        output.data["text/plain"] = _tidy(output.data["text/plain"], names)
    return output


def _shown(value: str | int, names: Mapping[str, str]) -> str | int:
    return _tidy(value, names) if isinstance(value, str) else value


def _tidy(text: str, names: Mapping[str, str]) -> str:
    text = _ADDRESS.sub("0x0", _CELL_FILE.sub("<cell>", text))
    for root, name in names.items():
        text = text.replace(root, name)
    return text


def _root_names(roots: Mapping[str, str]) -> dict[str, str]:
    """Return ``roots`` and this machine's own folders, the longest path first; never the root of the disk."""
    own = {sys.prefix: "<python>", sys.base_prefix: "<python>", str(Path.home()): "~"}
    named = {path: name for path, name in {**own, **roots}.items() if len(Path(path).parts) > 1}
    return dict(sorted(named.items(), key=lambda item: (-len(item[0]), item[0])))
