"""How far a run has come: one calm live display in a terminal, plain lines elsewhere, the times at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gender_indicators.base.numbers import format_decimal
from gender_indicators.base.text import Text

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import Task, TaskID

_LINES = 20  # a step prints at most so many lines where there is no terminal


@dataclass
class Progress:
    """The steps of a run and their seconds; this one shows nothing.

    ``step`` ends the step before it and begins the next, of ``total`` parts if these can be counted; ``done`` tells
    that one part is done. ``notes`` are lines for the end of the run. ``tells_times``: the seconds stand beside the
    steps already.
    """

    seconds: list[tuple[Text, float]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    tells_times: bool = False
    _words: Text | None = None
    _began: float = 0.0

    def step(self, words: Text, total: int | None = None) -> None:
        """Begin a step."""
        self.end()
        self._words, self._began = words, time.monotonic()

    def done(self, what: str) -> None:
        """Tell that the part called ``what`` is done."""

    def end(self) -> None:
        """End the last step."""
        if self._words is not None:
            self.seconds.append((self._words, time.monotonic() - self._began))
            self._words = None


@dataclass
class Lines(Progress):
    """Plain lines, for a log, a pipe or a terminal that cannot move its cursor."""

    _total: int = 0
    _count: int = 0

    def step(self, words: Text, total: int | None = None) -> None:
        """Begin a step with a line of its own."""
        super().step(words, total)
        self._total, self._count = total or 0, 0
        print(f"{words.vi} / {words.en}", flush=True)

    def done(self, what: str) -> None:
        """Print a line for every part, or for every so many of a long step."""
        self._count += 1
        every = -(-self._total // _LINES) or 1
        if self._count % every == 0 or self._count == self._total:
            print(f"  {self._count}/{self._total} {what}", flush=True)


@dataclass
class Live(Progress):
    """Bars of rich, one a step, with counts and the time that remains."""

    bars: Bars | None = None
    _task: TaskID | None = None

    def step(self, words: Text, total: int | None = None) -> None:
        """Begin a step with a bar of its own."""
        super().step(words, total)
        if self.bars is not None:
            self._task = self.bars.add_task(words.vi, total=total)

    def done(self, what: str) -> None:
        """Move the bar on."""
        if self.bars is not None and self._task is not None:
            self.bars.advance(self._task)

    def end(self) -> None:
        """End the last step and its bar."""
        super().end()
        if self.bars is not None and self._task is not None:
            (task,) = (each for each in self.bars.tasks if each.id == self._task)
            self.bars.update(self._task, total=task.total or 1, completed=task.total or 1)
            self._task = None


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Give the display that suits the standard output; it is left tidy whatever happens."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal or console.is_dumb_terminal:
        lines = Lines()
        yield lines
        lines.end()
        return
    from rich.progress import BarColumn, ProgressColumn, TextColumn
    from rich.progress import Progress as Bars
    from rich.text import Text as Words

    class Time(ProgressColumn):
        """The seconds a step took, or is still going to take."""

        def render(self, task: Task) -> Words:
            if task.finished:
                return Words(f"{format_decimal(task.finished_time or 0, 1)} giây", "green")
            left = task.time_remaining
            return Words("" if left is None else f"còn {left:.0f} giây")

    class Count(ProgressColumn):
        """How many parts of a step are done."""

        def render(self, task: Task) -> Words:
            return Words(f"{task.completed:.0f}/{task.total:.0f}" if (task.total or 0) > 1 else "")

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), Count(), Time())
    with Bars(*columns, console=console, refresh_per_second=4) as bars:
        live = Live(bars=bars, tells_times=True)
        yield live
        live.end()
    sys.stdout.flush()
