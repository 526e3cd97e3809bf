"""How a run tells how far it has come."""

from __future__ import annotations

import os
import pty
import re
import sys
import threading

import pytest

from gender_indicators.base.progress import Progress, shown_progress
from gender_indicators.base.text import Text

READ, MAKE = Text("Đọc", "Reading"), Text("Lập", "Making")


def work(progress: Progress, parts: int = 3) -> None:
    progress.step(READ)
    progress.step(MAKE, parts)
    for part in range(parts):
        progress.done(f"trang {part + 1}")


def test_a_pipe_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress() as progress:
        work(progress)
    said = capsys.readouterr().out
    assert said.splitlines() == ["Đọc / Reading", "Lập / Making", "  1/3 trang 1", "  2/3 trang 2", "  3/3 trang 3"]


def test_a_long_step_prints_few_lines_and_the_last_one(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress() as progress:
        work(progress, 2_000)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 22
    assert lines[-1] == "  2000/2000 trang 2000"


def test_every_step_has_its_seconds() -> None:
    progress = Progress()
    work(progress)
    progress.end()
    progress.end()
    assert [words for words, _ in progress.seconds] == [READ, MAKE]
    assert all(seconds >= 0 for _, seconds in progress.seconds)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize("fails", [False, True])
def test_a_terminal_gets_bars_and_its_cursor_back(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    here, there = pty.openpty()
    said: list[bytes] = []

    def listen() -> None:
        try:
            while piece := os.read(here, 4096):
                said.append(piece)
        except OSError:  # the other end is closed
            return

    listener = threading.Thread(target=listen)
    listener.start()
    with os.fdopen(there, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        try:
            with shown_progress() as progress:
                work(progress)
                if fails:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            assert fails
    listener.join(10)
    os.close(here)
    text = b"".join(said).decode()
    assert text.rfind("\x1b[?25h") > text.rfind("\x1b[?25l") >= 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    assert "3/3" in plain
    assert "Đọc" in plain and "Lập" in plain
    assert re.search(r"0,\d giây", plain)
