"""The days on which the sample's files were received: most in November, a few late, the same on every run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from gender_indicators.intake import RECEIVED
from gender_indicators.plan import Deadline, Vintage
from gender_sample.chance import latent

_HEADING = "# Ngày nhận từng tệp (minh hoạ) / the day each file was received (illustrative).\n"
_EARLIEST, _LATEST = 19, 1  # days before the deadline
_LATE = 0.82  # of all forms the share that comes in time
_DELAY = 11  # days at most, before the weekend is left out


def received_on(form: str, year: int, deadline: Deadline) -> dt.date:
    """Return the working day of ``year`` on which ``form`` came: before the deadline, or a few days after it.

    >>> received_on("births", 2024, Deadline(month=11, day=30)).isoformat()
    '2024-11-22'
    """
    due, chance = deadline.of_year(year), latent("received", form, year)
    if chance < _LATE:
        day = due - dt.timedelta(days=_EARLIEST - int(chance / _LATE * (_EARLIEST - _LATEST + 1)))
        return day - dt.timedelta(days=max(day.weekday() - 4, 0))
    day = due + dt.timedelta(days=2 + int((chance - _LATE) / (1 - _LATE) * _DELAY))
    return day + dt.timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def write_received(folder: Path, days: Mapping[str, dt.date], vintages: Mapping[str, Vintage]) -> None:
    """Write ``received.yaml`` into ``folder``: the day of each file, and the vintage of those that have one."""
    lines = []
    for file in sorted({*days, *vintages}):
        day = [f"on: {days[file]}"] if file in days else []
        vintage = [f"vintage: {vintages[file]}"] if file in vintages else []
        lines.append(f"  {file}: {{{', '.join((*day, *vintage))}}}\n")
    (folder / RECEIVED).write_text(f"{_HEADING}files:\n{''.join(lines)}", encoding="utf-8", newline="\n")
