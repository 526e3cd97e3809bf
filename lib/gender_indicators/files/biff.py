"""The records of an .xls workbook (BIFF8), walked through once: what is counted, refused and found beside the values.

Record layouts: [MS-XLS], section 2.4. Nothing is evaluated: of a formula only its saved result is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as struct_error
from struct import unpack_from

from gender_indicators.files.grid import Flaw, Merge
from gender_indicators.files.limits import LAST_ROW, MAX_CELLS, MAX_SHEETS, too_many_cells, too_many_sheets
from gender_indicators.files.markup import damaged
from gender_indicators.files.scan import Scan, Scanning
from gender_indicators.files.styles import shows_percent
from gender_indicators.findings import Fault, Place, Refusal

MAX_RECORDS = 1_500_000
MAX_STYLES = 65_536

BOF, EOF, BOUNDSHEET, SST, CONTINUE, DATEMODE = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C, 0x0022
FORMAT, XF, FILEPASS, SUPBOOK, OBPROJ = 0x041E, 0x00E0, 0x002F, 0x01AE, 0x00D3
ROW, COLINFO, MERGEDCELLS = 0x0208, 0x007D, 0x00E5
FORMULA, BOOLERR, MULRK = 0x0006, 0x0205, 0x00BD
NUMBER, RK, LABELSST, LABEL, RSTRING = 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6
STRING, ARRAY, SHRFMLA, TABLE, CODEPAGE = 0x0207, 0x0221, 0x04BC, 0x0236, 0x0042

_CELLS = frozenset({FORMULA, BOOLERR, MULRK, NUMBER, RK, LABELSST, LABEL, RSTRING})
_NUMBERS = frozenset({FORMULA, NUMBER, RK})
# What the reader of values needs; all other records are made unknown to it before it sees the stream.
_NEEDED = _CELLS | {
    BOF, EOF, BOUNDSHEET, SST, DATEMODE, CODEPAGE, FORMAT, XF, STRING, ARRAY, SHRFMLA, TABLE,
}  # fmt: skip
_UNKNOWN = b"\xee\xee"
_BIFF8, _GLOBALS, _WORKSHEET, _CHART = 0x0600, 0x0005, 0x0010, 0x0020
_VISIBLE, _KIND_SHEET, _KIND_CHART = 0, 0, 2
_OWN_SHEETS, _ADD_INS = 0x0401, 0x3A01
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FORMULA = Flaw("cell.formula", "công thức", unusable=False)
_FORMULA_EMPTY = Flaw("cell.formula_empty", "công thức chưa có kết quả", unusable=True)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it: where its records start, its place among those with cells, its name."""

    start: int
    index: int
    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Stream:
    """A workbook's records: the sheets with cells, what each of them holds by its start, and the bytes to read.

    ``needed`` is the stream without whatever the reader of values must not meet, at the same positions.
    """

    sheets: tuple[ListedSheet, ...]
    scans: dict[int, Scan]
    epoch_1904: bool
    needed: bytes


def walk_records(stream: bytes, place: Place) -> Stream:
    """Return what the records of an .xls workbook say.

    Raises :class:`Refusal` for a damaged or older workbook, a password, macros, links to other files or programs,
    and for more records or cells than a form has.
    """
    walker = _Walker(place, bytearray(stream))
    try:
        for record in _records(stream, place):
            walker.take(*record)
    except struct_error:
        raise damaged(place, "bản ghi BIFF") from None
    return walker.stream()


def _records(stream: bytes, place: Place) -> Iterator[tuple[int, int, bytes]]:
    """The position, the kind and the data of each record."""
    position, count, end = 0, 0, len(stream)
    while position + 4 <= end:
        kind, length = unpack_from("<HH", stream, position)
        if kind == 0 and length == 0:  # what a sector's end is filled with
            return
        count += 1
        if count > MAX_RECORDS:
            raise Refusal(Fault("sheet.too_large", place, f"hơn {MAX_RECORDS} bản ghi"))
        yield position, kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


class _Walker:
    def __init__(self, place: Place, needed: bytearray) -> None:
        self._place = place
        self._needed = needed
        self._open: list[int] = []  # the kinds of the substreams that are open, one inside the other
        self._sheets: list[ListedSheet] = []
        self._listed = 0
        self._found: dict[int, Scanning] = {}
        self._sheet = Scanning()
        self._epoch_1904 = False
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._kept = True  # whether the last record was, which its continuations follow

    def take(self, position: int, kind: int, data: bytes) -> None:
        """Look at one record."""
        if kind != CONTINUE:
            self._kept = kind in _NEEDED and (kind == BOF or bool(self._open))
        if not self._kept:
            self._needed[position : position + 2] = _UNKNOWN
        if kind == BOF:
            self._begin(position, data)
        elif not self._open:
            return  # left over behind the last sheet
        elif kind == EOF:
            self._open.pop()
        elif self._open == [_WORKSHEET]:
            self._take_of_sheet(kind, data)
        elif self._open == [_GLOBALS]:
            self._take_of_workbook(kind, data)

    def stream(self) -> Stream:
        """All that was found."""
        if not self._sheets or not all(sheet.start in self._found for sheet in self._sheets):
            raise damaged(self._place, "danh sách trang tính")
        scans = {start: sheet.scan() for start, sheet in self._found.items()}
        return Stream(tuple(self._sheets), scans, self._epoch_1904, bytes(self._needed))

    def _begin(self, position: int, data: bytes) -> None:
        version, kind = unpack_from("<HH", data)
        if version != _BIFF8:
            raise Refusal(Fault("file.not_a_workbook", self._place, "Excel 5.0/95 trở về trước"))
        if not self._open and kind == _WORKSHEET:
            self._sheet = self._found[position] = Scanning()
        elif self._open and (len(self._open) > 1 or kind != _CHART):
            raise damaged(self._place, "trang tính lồng nhau")
        self._open.append(kind)

    def _take_of_workbook(self, kind: int, data: bytes) -> None:
        if kind == BOUNDSHEET:
            self._list(data)
        elif kind == DATEMODE:
            self._epoch_1904 = bool(unpack_from("<H", data)[0])
        elif kind == FORMAT:
            self._codes[unpack_from("<H", data)[0]] = _text(data, 2)
        elif kind == XF:
            self._styles.append(unpack_from("<H", data, 2)[0])
            if len(self._styles) > MAX_STYLES:
                raise Refusal(Fault("sheet.too_large", self._place, f"hơn {MAX_STYLES} định dạng"))
        elif kind == FILEPASS:
            raise Refusal(Fault("file.encrypted", self._place, "sổ tính có mật khẩu"))
        elif kind == OBPROJ:
            raise Refusal(Fault("file.macro", self._place, "VBA"))
        elif kind == SUPBOOK:
            self._refuse_link(data)
        elif kind == SST and unpack_from("<I", data, 4)[0] > MAX_CELLS:
            raise Refusal(Fault("sheet.too_large", self._place, f"hơn {MAX_CELLS} chuỗi"))

    def _list(self, data: bytes) -> None:
        start, visibility, kind, length, wide = unpack_from("<IBBBB", data)
        name = data[8:].decode("utf-16-le", "replace") if wide & 1 else data[8:].decode("latin-1")
        if kind not in (_KIND_SHEET, _KIND_CHART):
            raise Refusal(Fault("file.macro", self._place, "trang macro Excel 4.0 hoặc mô-đun VBA"))
        if kind == _KIND_SHEET:
            self._sheets.append(ListedSheet(start, len(self._sheets), name[:length], visibility & 3 != _VISIBLE))
        self._listed += 1
        if self._listed > MAX_SHEETS:
            raise too_many_sheets(self._place, self._listed)

    def _refuse_link(self, data: bytes) -> None:
        """Refuse a link to another file or program; the workbook's own sheets and add-in functions are none."""
        count, length = unpack_from("<HH", data)
        path = _text(data, 2) if length not in (_OWN_SHEETS, _ADD_INS) else ""
        if path.strip("\0 "):
            raise Refusal(Fault("file.dde" if count == 0 and "\x03" in path else "file.external_link", self._place))

    def _take_of_sheet(self, kind: int, data: bytes) -> None:
        if kind in _CELLS:
            self._cell(kind, data)
        elif kind == ROW:
            row, flags = unpack_from("<H", data)[0], unpack_from("<H", data, 12)[0]
            if flags & 0x20:
                self._sheet.hidden_rows.add(row + 1)
        elif kind == COLINFO:
            first, last = unpack_from("<HH", data)
            if unpack_from("<H", data, 8)[0] & 1:
                self._sheet.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == MERGEDCELLS:
            for at in range(unpack_from("<H", data)[0]):
                first_row, last_row, first_column, last_column = unpack_from("<4H", data, 2 + 8 * at)
                self._sheet.merges.append(Merge(first_row + 1, first_column, last_row + 1, last_column))

    def _cell(self, kind: int, data: bytes) -> None:
        row, column, style = unpack_from("<HHH", data)
        last = column
        if kind == MULRK:
            last = unpack_from("<H", data, len(data) - 2)[0]
            if last < column or len(data) != 6 + 6 * (last - column + 1):
                raise damaged(self._place, "bản ghi BIFF")
            styles = (unpack_from("<H", data, 4 + 6 * at)[0] for at in range(last - column + 1))
            shares = {column + at for at, style in enumerate(styles) if self._is_percent(style)}
            self._sheet.percent.update((row + 1, index) for index in shares)
        elif kind in _NUMBERS and self._is_percent(style):
            self._sheet.percent.add((row + 1, column))
        sheet = self._sheet
        sheet.last_row, sheet.last_column = max(sheet.last_row, row + 1), max(sheet.last_column, last)
        if last > 255 or sheet.last_row > LAST_ROW:
            raise damaged(self._place, "địa chỉ ô")
        if sheet.last_row * (sheet.last_column + 1) > MAX_CELLS:
            raise too_many_cells(sheet.last_row, sheet.last_column + 1, self._place)
        if kind == FORMULA:
            sheet.flaws[row + 1, column] = _result(data)
        elif kind == BOOLERR and data[7]:
            sheet.flaws[row + 1, column] = _error(data[6])

    def _is_percent(self, style: int) -> bool:
        if style >= len(self._styles):
            return False
        number = self._styles[style]
        return shows_percent(number, self._codes.get(number, ""))


def _result(data: bytes) -> Flaw:
    """The flaw of a formula, from the result that is saved with it."""
    if data[12:14] != b"\xff\xff":
        return _FORMULA
    return {2: _error(data[8]), 3: _FORMULA_EMPTY}.get(data[6], _FORMULA)


def _error(code: int) -> Flaw:
    return Flaw("cell.error_value", _ERRORS.get(code, "#?"), unusable=True)


def _text(data: bytes, at: int) -> str:
    """The text whose length and width stand at ``at``."""
    length, wide = unpack_from("<HB", data, at)
    return data[at + 3 :].decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:length]
