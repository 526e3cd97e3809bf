"""What every delivered file is when it is opened, whatever its format: a book of sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gender_indicators.files.grid import Grid
from gender_indicators.findings import Fault


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a delivered file: its name, whether it is hidden, and its cells.

    ``grid`` reads the cells when they are first asked for and keeps them; it raises :class:`Refusal` for a sheet that
    is damaged or too large. The one sheet of a file without sheets is called ``""``.
    """

    name: str
    hidden: bool
    grid: Callable[[], Grid]


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a delivered file in its order; ``faults`` are those of the file as a whole, as its encoding."""

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...] = ()
