"""The delivered files stay as they are: their hashes before, while and after a command reads them."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.base import Text, UserError, delivered_files, file_hashes
from gender_indicators.plan import Facts


def data_hashes(facts: Facts) -> dict[str, str]:
    """Return the hash of each file of the reporting year and those before, by its path with the year.

    The office's own record of receipts, corrections and waivers is among them.
    """
    found: dict[str, str] = {}
    for year in (*facts.earlier, facts.year):
        folder = facts.project.data(year.data)
        hashes = file_hashes(folder, delivered_files(folder))
        found |= {f"{year.year}/{name}": value for name, value in hashes.items()}
    return found


def require_same_files(then: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Raise :class:`UserError` when a file of ``then`` is gone, or another one, in ``now``.

    Both hold hashes by the path of a file with its year.

    >>> require_same_files({"2024/a.csv": "1"}, {"2024/a.csv": "1", "2024/new.csv": "2"})
    """
    for file, value in then.items():
        if now.get(file) != value:
            raise UserError(
                Text(
                    "tệp bị thay đổi trong khi đang được đọc và kiểm tra; hãy chạy lại khi không ai sửa tệp.",
                    "the file changed while it was read and checked; run again when nobody is editing it.",
                ),
                file,
            )
