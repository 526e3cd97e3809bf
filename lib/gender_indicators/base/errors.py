"""Every error a user can meet: what happened, where, and what to do, in Vietnamese and English."""

from __future__ import annotations

from gender_indicators.base.text import Text


class UserError(Exception):
    """An error caused by input, not by a bug; shown without a traceback.

    ``where`` names the file, sheet, cell or key. The message says what is wrong and what to do.

    >>> from gender_indicators.base import Text
    >>> print(UserError(Text("Không có năm 2031.", "There is no year 2031."), where="params/"))
    params/: Không có năm 2031.
      (There is no year 2031.)
    """

    def __init__(self, message: Text, where: str = "") -> None:
        super().__init__(message, where)  # both, so that the error survives pickling between processes
        self.message = message
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message.vi}\n  ({self.message.en})"


class GateClosed(UserError):
    """The data failed their checks; nothing is published."""


class NotebookFailed(UserError):
    """A cell failed: which ``notebook``, ``cell`` (from 1 in the executed one, 0 if unknown) and ``line``.

    ``executed`` is the notebook as far as it came, with the traceback; empty when the kernel died or hung.
    """

    def __init__(self, notebook: str, cell: int, line: str, executed: str = "") -> None:
        message = Text(f"Sổ tay dừng ở ô {cell}: {line}", f"The notebook stopped at cell {cell}: {line}")
        if not cell:  # the kernel died or hung
            message = Text(f"Sổ tay dừng giữa chừng: {line}", f"The notebook stopped halfway: {line}")
        super().__init__(message, where=notebook)
        self.args = (notebook, cell, line, executed)  # what unpickling calls the class with
        self.notebook, self.cell, self.line, self.executed = notebook, cell, line, executed
