"""A sample of ``make faults``: commands and their processes, killed at random, lose and leave nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from offices import ROOT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_five_kills_are_survived() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "bench" / "faults.py"), "--kills", "5", "--seed", "3"],
        capture_output=True, text=True, encoding="utf-8", timeout=1_800,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-5_000:]
    assert done.stdout.splitlines()[-1].split() == ["all", "5", "5", "0", "0", "0", "0", "0"]
