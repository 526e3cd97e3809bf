"""Temporary files of a command: in one folder of its own, gone with it, and those of a killed one with the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from offices import ROOT

MAKE = """
import sys, tempfile, time, multiprocessing.util
from gender_indicators.base.scratch import own_scratch
own_scratch()
own_scratch()
multiprocessing.util.get_temp_dir()
print(tempfile.mkdtemp(), flush=True)
if sys.argv[1] == "wait":
    time.sleep(600)
"""


def start(folder: Path, how: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", MAKE, how], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_what_a_killed_command_left_is_cleared_by_the_next_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    killed, at_work = start(tmp_path, "wait"), start(tmp_path, "wait")
    assert killed.stdout is not None and at_work.stdout is not None
    left, used = Path(killed.stdout.readline().strip()), Path(at_work.stdout.readline().strip())
    assert left.is_dir() and left.parent.parent == tmp_path and left.parent != used.parent
    assert left.parent.stat().st_mode & 0o077 == 0
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    (tmp_path / "gendi-other").mkdir()
    said = start(tmp_path, "end").communicate(timeout=60)
    assert said[1] == ""
    assert {path.name for path in tmp_path.iterdir()} == {used.parent.name, "gendi-other"}
    at_work.kill()
    at_work.communicate()
