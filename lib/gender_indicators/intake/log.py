"""``so-theo-doi.xlsx`` in a year's data folder: days of receipt, corrections and waivers, read as those in YAML."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from gender_indicators.base import Text, Unfit, UserError, suggest
from gender_indicators.files import (
    HEAD_ROWS,
    FileSource,
    Grid,
    Sheet,
    column_letter,
    is_blank,
    normalise,
    open_workbook,
)
from gender_indicators.findings import RULES, Place, Refusal, shown
from gender_indicators.intake.file_names import bare
from gender_indicators.intake.identity import OWN_SHEETS, SHEET, log_year
from gender_indicators.intake.log_cells import Found, RowSoFar, WrongCell, parsed
from gender_indicators.intake.log_layout import (
    LOG,
    LOG_SHEETS,
    RECEIPTS,
    LogColumn,
    LogSheet,
)
from gender_indicators.intake.reader import MAX_FILE_MB
from gender_indicators.intake.received import ReceivedFile, WrittenReceipt
from gender_indicators.plan import Correction, Entry, Forms, LocatedEntry, Waiver

TOLD = 20  # wrong cells that are told one by one
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Log:
    """What the workbook says: the days of receipt, the corrections and the waivers, each with its place."""

    receipts: tuple[WrittenReceipt, ...] = ()
    corrections: tuple[LocatedEntry[Correction], ...] = ()
    waivers: tuple[LocatedEntry[Waiver], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.receipts or self.corrections or self.waivers)


def read_log(folder: Path, forms: Forms, year: int) -> Log:
    """Return what ``so-theo-doi.xlsx`` in the ``folder`` of ``year`` says; nothing without the file.

    It is opened as a delivered file is, within the same limits. Raises :class:`UserError` that names sheet and cell
    of all that is wrong, and for a workbook of nearly this name, whose entries nobody would read.
    """
    where, path = f"{folder.name}/{LOG}", folder / LOG
    if folder.is_dir():
        _require_name(folder)
    if not path.is_file():
        return Log()
    reading = _Reading(where, forms, year)
    with suppress(_Enough):
        for sheet in _sheets(path, folder, where):
            reading.read(sheet)
    reading.require_sound()
    return Log(tuple(reading.receipts), tuple(reading.corrections), tuple(reading.waivers))


def _require_name(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.name != LOG and not path.name.startswith((".", "~$")) and bare(path.stem).startswith("sotheodoi"):
            raise UserError(
                Text(
                    f'không đọc tệp tên này; sổ theo dõi tên là "{LOG}". Hãy đổi tên, hoặc chuyển tệp đi.',
                    f'no file of this name is read; the office\'s log is "{LOG}". Rename it, or move it away.',
                ),
                f"{folder.name}/{path.name}",
            )


def _sheets(path: Path, folder: Path, where: str) -> tuple[Sheet, ...]:
    """The sheets of the workbook, opened within the limits of any delivered file."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UserError(
            Text("là liên kết ra ngoài thư mục của năm; hãy đặt chính tệp ở đây.",
                 "is a link to a place outside the year's folder; put the file itself here."), where
        )  # fmt: skip
    if path.stat().st_size > MAX_FILE_MB * 1_000_000:
        raise UserError(Text(f"tệp lớn hơn {MAX_FILE_MB} MB.", f"the file is larger than {MAX_FILE_MB} MB."), where)
    data = path.read_bytes()
    try:
        book = open_workbook(data, FileSource(where, hashlib.sha256(data).hexdigest())) if data else None
    except Refusal as refusal:
        raise _refused(refusal) from None
    if book is None:
        raise UserError(
            Text("tệp không phải sổ tính; hãy lưu lại theo dạng Excel (.xlsx).",
                 "the file is no workbook; save it as an Excel workbook (.xlsx)."), where
        )  # fmt: skip
    return book.sheets


def _refused(refusal: Refusal) -> UserError:
    """A file that cannot be opened safely, as an error in the words of the rule it breaks."""
    fault = refusal.fault
    what = RULES[fault.rule].what
    return UserError(
        Text(f"{what.vi} Ở đây: {fault.found} [{fault.rule}].", f"{what.en} Here: {fault.found} [{fault.rule}]."),
        str(fault.place),
    )


class _Enough(Exception):
    """So much is wrong that nobody needs to be told the rest."""


@dataclass(slots=True)
class _Reading:
    """The workbook while it is read: what it says so far, and every wrong cell."""

    file: str
    forms: Forms
    year: int
    receipts: list[WrittenReceipt] = field(default_factory=list)
    corrections: list[LocatedEntry[Correction]] = field(default_factory=list)
    waivers: list[LocatedEntry[Waiver]] = field(default_factory=list)
    wrong: list[tuple[Place, Text]] = field(default_factory=list)

    def read(self, sheet: Sheet) -> None:
        """Take the entries of a sheet."""
        try:
            if sheet.name == SHEET:
                self._require_year(sheet.grid())
            elif sheet.name not in OWN_SHEETS:
                self._read_known(sheet)
        except Refusal as refusal:
            raise _refused(refusal) from None

    def _require_year(self, grid: Grid) -> None:
        year = log_year(grid.head)
        if year not in (None, self.year):
            words = Text(
                f"là sổ của năm {year}, không phải {self.year}.", f"is the log of {year}, not of {self.year}."
            )
            raise UserError(words, self.file)

    def _read_known(self, sheet: Sheet) -> None:
        known = {each.name: each for each in LOG_SHEETS}
        layout = known.get(normalise(sheet.name))
        if layout is None:
            self._tell(Place(self.file, sheet.name), _strange("trang tính", "sheet", sheet.name, known))
            return
        self._read(sheet.grid(), layout)

    def require_sound(self) -> None:
        """Raise :class:`UserError` with every wrong cell, if there is one."""
        if self.wrong:
            told = [(str(place).partition(", ")[2], words) for place, words in self.wrong[:TOLD]]
            vi = [f"{spot}: {words.vi}" for spot, words in told]
            en = [f"{spot}: {words.en}" for spot, words in told]
            if len(self.wrong) > TOLD:
                vi.append("… và còn nữa.")
                en.append("... and more.")
            raise UserError(Text("\n".join(vi), "\n".join(en)), self.file)

    def _tell(self, place: Place, words: Text) -> None:
        self.wrong.append((place, words))
        if len(self.wrong) > TOLD:
            raise _Enough

    def _read(self, grid: Grid, layout: LogSheet) -> None:
        header_row = _header_row(grid, layout)
        if not header_row:
            self._tell(
                Place(self.file, layout.name),
                Text(f"không có dòng tiêu đề cột bắt đầu bằng “{layout.columns[0].header}”.",
                     f"there is no row of headers that begins with “{layout.columns[0].header}”."),
            )  # fmt: skip
            return
        columns = self._columns(grid, layout, header_row)
        for number, cells in _rows(grid, header_row):
            if not all(map(is_blank, cells)):
                row = _Row(grid, layout, columns, number, cells, self.forms)
                self._take(row)

    def _columns(self, grid: Grid, layout: LogSheet, header_row: int) -> Mapping[int, LogColumn]:
        """The columns by their index; tells of those that are missing, unknown or there twice."""
        known = {column.header.casefold(): column for column in layout.columns}
        found: dict[int, LogColumn] = {}
        for index, cell in enumerate(grid.head[header_row - 1]):
            if is_blank(cell):
                continue
            name = normalise(str(cell))
            column = known.get(name.casefold())
            if column is None:
                headers = [each.header for each in layout.columns]
                self._tell(grid.place(header_row, index), _strange("cột", "column", name, headers))
            elif column in found.values():
                self._tell(grid.place(header_row, index), Text(f"có hai cột “{name}”.", f"“{name}” is there twice."))
            else:
                found[index] = column
        for column in layout.columns:
            if column not in found.values():
                words = Text(f"thiếu cột “{column.header}”.", f"the column “{column.header}” is missing.")
                self._tell(grid.row_place(header_row), words)
        return found

    def _take(self, row: _Row) -> None:
        """The entry of a row, or what is wrong with it."""
        before = len(self.wrong)
        values = row.values(self._tell)
        if len(self.wrong) > before:
            return
        if row.layout is RECEIPTS:
            self._take_receipt(row, values)
        elif row.layout.kind == "corrections":
            self.corrections += self._located(row, values, Correction)
        else:
            self.waivers += self._located(row, values, Waiver)

    def _take_receipt(self, row: _Row, values: Found) -> None:
        if "on" not in values and "vintage" not in values:
            words = Text("chưa ghi ngày nhận hoặc loại số liệu.", "neither a day nor a vintage is given.")
            self._tell(row.place("on"), words)
            return
        entry = ReceivedFile.model_validate({name: values.get(name) for name in ("on", "vintage")})
        self.receipts.append(WrittenReceipt(str(values["file"]), entry, row.place("file")))

    def _located(self, row: _Row, values: Found, model: type[E]) -> Iterator[LocatedEntry[E]]:
        """The entry in the very model that YAML is read into; what the model refuses is told at its cell."""
        fields = {name: value for name, value in values.items() if name not in ("reason", "reason_en")}
        reason = {"vi": values["reason"], "en": values["reason_en"]}
        kind = row.layout.kind
        assert kind is not None
        try:
            entry = model.model_validate({**fields, "reason": reason})
        except ValidationError as error:
            for details in error.errors():
                key = str(details["loc"][0]) if details["loc"] else row.layout.columns[0].key
                unfit = details.get("ctx", {}).get("error")
                words = _in_headers(unfit.words, row.layout) if isinstance(unfit, Unfit) else row.refusal(key)
                self._tell(row.place(key), words)
            return
        yield LocatedEntry(entry, self.file, kind, row.number, row.layout.name, row.cells_by_key)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a sheet: its number, its raw cells, and which column each belongs to."""

    grid: Grid
    layout: LogSheet
    columns: Mapping[int, LogColumn]
    number: int
    cells: Sequence[object]
    forms: Forms

    @property
    def cells_by_key(self) -> Mapping[str, str]:
        """The address of the cell of each column."""
        return {column.key: f"{column_letter(index)}{self.number}" for index, column in self.columns.items()}

    def place(self, key: str) -> Place:
        """Where the cell of a column stands; the first cell of the row where there is no such column."""
        index = next((index for index, column in self.columns.items() if column.key == key), 0)
        return self.grid.place(self.number, index)

    def refusal(self, key: str) -> Text:
        """What to say of the cell of a column that does not hold what is asked for."""
        index, column = next((index, each) for index, each in self.columns.items() if each.key == key)
        found = shown(self.cells[index])
        return Text(
            f"“{column.header}” ghi {found}. {column.asks.vi}", f"“{column.header}” has {found}. {column.asks.en}"
        )

    def values(self, tell: Callable[[Place, Text], object]) -> Found:
        """The values by key, without blank ones; every wrong cell is told."""
        found: dict[str, object] = {}
        ordered = sorted(self.columns.items(), key=lambda each: self.layout.columns.index(each[1]))
        for index, column in ordered:
            cell = self.cells[index] if index < len(self.cells) else ""
            try:
                value = self._value(index, column, cell, found)
            except WrongCell as wrong:
                tell(self.grid.place(self.number, index), wrong.words)
                continue
            if value is not None:
                found[column.key] = value
        for index, cell in enumerate(self.cells):
            if index not in self.columns and not is_blank(cell):
                words = Text(
                    f"{shown(cell)} nằm ngoài các cột của sổ; hãy xóa hoặc ghi vào đúng cột.",
                    f"{shown(cell)} stands beside the columns; remove it or write it into its column.",
                )
                tell(self.grid.place(self.number, index), words)
        return found

    def _value(self, index: int, column: LogColumn, cell: object, found: Found) -> object | None:
        if flaw := self.grid.flaws.get((self.number, index)):
            raise WrongCell(
                Text(f"“{column.header}”: {flaw.found}; hãy ghi chính giá trị.",
                     f"“{column.header}”: a formula or an error ({flaw.found}); write the value itself.")
            )  # fmt: skip
        if is_blank(cell):
            if column.required:
                raise WrongCell(
                    Text(f"“{column.header}” chưa điền. {column.asks.vi}",
                         f"“{column.header}” is empty. {column.asks.en}")
                )  # fmt: skip
            return None
        if column.kind == "value" and (self.number, index) in self.grid.percent:
            raise WrongCell(
                Text(f"“{column.header}” định dạng phần trăm; hãy đổi ô về dạng văn bản rồi ghi lại giá trị.",
                     f"“{column.header}” is formatted as per cent; make the cell text and write the value again.")
            )  # fmt: skip
        try:
            return parsed(column.kind, cell, RowSoFar(self.layout, self.forms, found))
        except ValueError:
            raise WrongCell(self.refusal(column.key)) from None


def _header_row(grid: Grid, layout: LogSheet) -> int:
    """The number of the row of headers: the first with the first header and another; 0 where there is none."""
    headers = {column.header.casefold() for column in layout.columns}
    first = layout.columns[0].header.casefold()
    for number, cells in enumerate(grid.head[:HEAD_ROWS], start=1):
        names = {normalise(cell).casefold() for cell in cells if isinstance(cell, str)}
        if first in names and len(names & headers) > 1:
            return number
    return 0


def _rows(grid: Grid, header_row: int) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows below the headers, each with its number."""
    for block in grid.blocks(header_row):
        yield from zip(block.numbers, zip(*block.columns, strict=True), strict=False)
        yield from block.others.items()


def _strange(kind: str, english: str, name: str, known: Sequence[str] | Mapping[str, object]) -> Text:
    hint = suggest(name, known)
    return Text(
        f'không có {kind} tên "{name}" trong sổ theo dõi. {hint.vi}', f'the log has no {english} "{name}". {hint.en}'
    )


def _in_headers(words: Text, layout: LogSheet) -> Text:
    """A model's own words, which name its keys, with the headers that people see."""
    vi, en = words.vi, words.en
    for column in layout.columns:
        vi, en = (each.replace(f'"{column.key}"', f"“{column.header}”") for each in (vi, en))
    return Text(f"{vi}.", f"{en}.")
