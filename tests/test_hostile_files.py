"""Files made to harm are refused with their rule, within five seconds and half a gigabyte.

Each is read in a process of its own, forked from one that has the libraries loaded, under limits that end it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from hostile_files import KINDS, Hostile
from reading import read_form
from test_reader_faults import AGENCY, PUPILS

MOST_SECONDS = 5.0
MOST_MEGABYTES = 500
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="time and memory of a process are measured on Linux")


def memory(key: str) -> float:
    """The megabytes this process has, by a key of the kernel's list."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{key}:")[1].split()[0]) / 1024


@dataclass(frozen=True)
class Measured:
    """The rules that a reading breaks, whether it gave a table, its seconds and the megabytes it needed."""

    rules: list[str]
    table: bool
    seconds: float
    megabytes: float


def measured(folder: Path, data: bytes) -> Measured:
    """What a reading of ``data`` in another process gave and took."""
    path = folder / AGENCY / PUPILS.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    answer, question = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _read(folder, question)
        finally:
            os._exit(1)
    os.close(question)
    with os.fdopen(answer) as stream:
        told = stream.read()
    os.waitpid(child, 0)
    assert told, "the process was ended by its limits"
    return Measured(**json.loads(told))


def _read(folder: Path, question: int) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory is counted from here
    room = int(memory("VmSize") + 2 * MOST_MEGABYTES) << 20
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    before, start = memory("VmRSS"), time.process_time()
    reading = read_form(PUPILS, folder, AGENCY, 2024)
    seconds, megabytes = time.process_time() - start, memory("VmHWM") - before
    rules = sorted({finding.rule for finding in reading.findings if finding.severity == "error"})
    told = Measured(rules, reading.table is not None, seconds, megabytes)
    os.write(question, json.dumps(asdict(told)).encode())
    os._exit(0)


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[pytest.mark.slow] * kind.slow, id=kind.name) for kind in KINDS]
)
def test_a_file_made_to_harm_is_refused_soon(tmp_path: Path, kind: Hostile) -> None:
    result = measured(tmp_path, kind.make())
    if kind.rule:
        assert kind.rule in result.rules
        assert result.table is kind.rule.startswith("row.")  # a row that cannot be used is left out of the table
    else:
        assert not any(rule.startswith(("file.", "sheet.too")) for rule in result.rules)
    assert result.seconds < MOST_SECONDS
    assert result.megabytes < MOST_MEGABYTES
    assert [path.name for path in tmp_path.rglob("*")] == [AGENCY, PUPILS.file]  # nothing was unpacked to the disk
