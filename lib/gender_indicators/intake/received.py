"""``received.yaml`` in a year's data folder: when the office received a file, and of which vintage it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from gender_indicators.base import Strict, Text, UserError, load_model, nfc
from gender_indicators.findings import Place
from gender_indicators.plan import Vintage

RECEIVED = "received.yaml"


class ReceivedFile(Strict):
    """The day a file was received and its vintage: ``uoc`` (estimate), ``so_bo`` (preliminary), ``chinh_thuc``."""

    on: dt.date | None = None
    vintage: Vintage | None = None

    @model_validator(mode="before")
    @classmethod
    def _on_is_a_word(cls, data: Any) -> Any:
        """YAML reads the bare word ``on`` as yes; here it is the name of a key."""
        if not isinstance(data, dict) or True not in data:
            return data
        return {"on" if key is True else key: value for key, value in data.items()}


@dataclass(frozen=True, slots=True)
class WrittenReceipt:
    """What is written of a file, by its path below the year's folder, and where."""

    file: str
    entry: ReceivedFile
    place: Place


class Received(Strict):
    """The office's own record of deliveries, by the path of each file below the year's folder."""

    files: dict[str, ReceivedFile] = Field(default_factory=dict)


def load_received(folder: Path) -> Mapping[str, ReceivedFile]:
    """Return the entries of ``received.yaml`` in ``folder`` by file, in Unicode NFC; none without the file.

    Raises :class:`UserError` naming the key that is wrong, and for a file that stands twice.
    """
    path = folder / RECEIVED
    if not path.exists():
        return {}
    files = load_model(path, Received).files
    entries = {nfc(file): entry for file, entry in files.items()}
    if len(entries) < len(files):
        raise UserError(
            Text("có tệp ghi hai lần (cùng tên, khác cách mã hoá dấu).", "a file stands twice, in two encodings."),
            f"{folder.name}/{RECEIVED}",
        )
    return entries


def agreed(written: Iterable[WrittenReceipt], file_of: Callable[[str], str]) -> dict[str, WrittenReceipt]:
    """Return what is ``written`` by the file it means, which ``file_of`` tells from the path.

    What stands at two places, in YAML and in the workbook, may say the same, or one the day and the other the
    vintage. Raises :class:`UserError` naming both places where they differ.
    """
    found: dict[str, WrittenReceipt] = {}
    for each in written:
        file = file_of(each.file)
        first = found.get(file)
        found[file] = each if first is None else _together(first, each)
    return found


def _together(one: WrittenReceipt, other: WrittenReceipt) -> WrittenReceipt:
    days, vintages = {one.entry.on, other.entry.on} - {None}, {one.entry.vintage, other.entry.vintage} - {None}
    if len(days) > 1 or len(vintages) > 1:
        raise UserError(
            Text(
                f'ngày nhận hoặc loại số liệu của "{one.file}" khác với mục ở {other.place}; hãy sửa cho khớp '
                "hoặc bỏ một mục.",
                f'day or vintage of "{one.file}" differ from the entry at {other.place}; make them agree or '
                "remove one.",
            ),
            str(one.place),
        )
    entry = ReceivedFile(on=one.entry.on or other.entry.on, vintage=one.entry.vintage or other.entry.vintage)
    return WrittenReceipt(one.file, entry, one.place)
