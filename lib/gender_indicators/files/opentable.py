"""The tables of an OpenDocument spreadsheet, from one pass over its content.xml (OpenDocument 1.3, part 3, 9)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from gender_indicators.files.grid import Flaw, Merge
from gender_indicators.files.limits import (
    LAST_ROW,
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_TEXT,
    too_long,
    too_many_cells,
)
from gender_indicators.files.markup import damaged
from gender_indicators.files.scan import Scan
from gender_indicators.files.threats import is_dde
from gender_indicators.findings import Fault, Place, Refusal

_HIDDEN = {"collapse", "filter"}
# What is linked to other files or programs, runs when the file is opened, or is an embedded file.
_REFUSED = {
    "cell-range-source": "file.external_link",
    "table-source": "file.external_link",
    "dde-link": "file.dde",
    "dde-source": "file.dde",
    "event-listener": "file.macro",
    "module": "file.macro",
    "source-code": "file.macro",
    "script-data": "file.macro",
    "object-ole": "file.embedded",
    "plugin": "file.embedded",
    "applet": "file.embedded",
    "floating-frame": "file.embedded",
}
# What stands in or beside a cell without being its text.
_ASIDE = {"annotation", "shapes", "frame", "tracked-changes", "custom-shape", "line", "rect", "g", "control", "forms"}
# What makes a cell worth a note beside its value.
_NOTED = {"table:formula", "table:number-rows-spanned", "table:number-columns-spanned", "calcext:value-type"}
_TIME = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_FORMULA = Flaw("cell.formula", "công thức", unusable=False)
_FORMULA_EMPTY = Flaw("cell.formula_empty", "công thức chưa có kết quả", unusable=True)
_ERROR = re.compile(r"#[A-Z/0]+[!?]|#N/A|#NAME\?|(?:Err|Lỗi):\d{3}")
_OUTER_FILE = re.compile(r"'?(?:file|https?|ftp|smb)://|'[^']*'#\$?", re.IGNORECASE)


@dataclass(slots=True)
class OpenTable:
    """One table: its rows of values, and what is found beside them."""

    name: str
    style: str
    rows: list[list[object]] = field(default_factory=list)
    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    percent: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    width: int = 0
    next_row: int = 1
    next_column: int = 0

    def hidden(self, tables: Tables) -> bool:
        """Whether the table's style hides it."""
        return tables.styles.get(self.style) == "false"

    def scan(self) -> Scan:
        """What was found beside the values."""
        return Scan(
            self.flaws,
            tuple(self.merges),
            len(self.rows),
            self.width - 1,
            _within(self.hidden_rows, len(self.rows) + 1),
            _within(self.hidden_columns, self.width),
            frozenset(self.percent),
        )


@dataclass(slots=True)
class _Cell:
    """A cell that is open: where it begins, how often it is repeated, what it says."""

    column: int
    repeated: int
    attributes: Mapping[str, str]
    paragraphs: list[str] = field(default_factory=list)


class Tables:
    """The tables found so far; :meth:`start`, :meth:`end` and :meth:`text` take what an XML parser meets.

    Raises :class:`Refusal` for links, programs and embedded files, and when the tables together hold more cells
    than a form has.
    """

    def __init__(self, place: Place) -> None:
        self.found: list[OpenTable] = []
        self.styles: dict[str, str] = {}
        self.epoch_1904 = False
        self._place = place
        self._cells = 0
        self._characters = 0  # few bytes may stand for many spaces
        self._style = ""
        self._aside = 0  # how deep inside something that is no cell's own text
        self._table: OpenTable | None = None
        self._row: list[tuple[int, int, object, _Cell]] = []
        self._repeated_row = 1
        self._cell: _Cell | None = None
        self._starts: Mapping[str, Callable[[dict[str, str]], None]] = {
            "table": self._start_table,
            "table-row": self._start_row,
            "table-column": self._column,
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "p": self._paragraph,
            "s": self._spaces,
            "tab": lambda attributes: self.text("\t"),
            "line-break": lambda attributes: self.text("\n"),
            "style": self._start_style,
            "table-properties": self._properties,
            "null-date": self._null_date,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if rule := _REFUSED.get(name):
            raise Refusal(Fault(rule, self._here(), name))
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif begin := self._starts.get(name):
            begin(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._aside:
            self._aside -= 1
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._table = None

    def text(self, data: str) -> None:
        """Text stands there."""
        cell = self._cell
        if cell is not None and cell.paragraphs and not self._aside:
            self._characters += len(data)
            if self._characters > MAX_TEXT:
                raise Refusal(Fault("sheet.too_large", self._here(), f"hơn {MAX_TEXT // 1_000_000} MB chữ"))
            cell.paragraphs[-1] += data
            if len(cell.paragraphs[-1]) > MAX_CELL:
                raise too_long(self._here(), len(cell.paragraphs[-1]))

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _properties(self, attributes: dict[str, str]) -> None:
        self.styles[self._style] = attributes.get("table:display", "true")

    def _null_date(self, attributes: dict[str, str]) -> None:
        self.epoch_1904 = attributes.get("table:date-value", "").startswith("1904")

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self._table is not None:
            raise damaged(self._here(), "bảng lồng nhau")
        self._table = OpenTable(attributes.get("table:name", ""), attributes.get("table:style-name", ""))
        self.found.append(self._table)

    def _column(self, attributes: dict[str, str]) -> None:
        if (table := self._table) is None:
            return
        repeated = self._count(attributes, "table:number-columns-repeated", MAX_COLUMNS)
        if attributes.get("table:visibility") in _HIDDEN:
            table.hidden_columns.append(range(table.next_column, table.next_column + repeated))
        table.next_column += repeated

    def _start_row(self, attributes: dict[str, str]) -> None:
        if (table := self._table) is None:
            return
        self._row = []
        self._repeated_row = self._count(attributes, "table:number-rows-repeated", LAST_ROW)
        if table.next_row + self._repeated_row - 1 > LAST_ROW:
            raise too_many_cells(table.next_row + self._repeated_row, 1, self._here())
        if attributes.get("table:visibility") in _HIDDEN:
            table.hidden_rows.append(range(table.next_row, table.next_row + self._repeated_row))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._table is None:
            return
        if self._cell is not None:
            raise damaged(self._here(), "ô lồng nhau")
        last = self._row[-1] if self._row else None
        column = last[0] + last[1] if last else 0
        repeated = self._count(attributes, "table:number-columns-repeated", MAX_COLUMNS)
        if column + repeated > MAX_COLUMNS:
            raise too_many_cells(self._table.next_row, column + repeated, self._here())
        self._cell = _Cell(column, repeated, attributes)

    def _paragraph(self, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._cell.paragraphs.append("")

    def _spaces(self, attributes: dict[str, str]) -> None:
        self.text(" " * self._count(attributes, "text:c", MAX_CELL))

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is not None:
            self._row.append((cell.column, cell.repeated, self._value(cell), cell))

    def _end_row(self) -> None:
        table = self._table
        if table is None:
            return
        first, repeated, cells = table.next_row, self._repeated_row, self._row
        table.next_row, self._row = first + repeated, []
        filled = [cell for cell in cells if cell[2] != "" or _is_more(cell[3].attributes)]
        if filled:
            width = max(table.width, filled[-1][0] + filled[-1][1])
            before = len(table.rows) * table.width
            height = first - 1 + repeated
            self._cells += height * width - before
            if self._cells > MAX_CELLS:
                raise too_many_cells(height, width, self._here())
            table.width = width
            table.rows += [[] for _ in range(first - 1 - len(table.rows))]
            values = [value for _, times, value, _ in cells[: cells.index(filled[-1]) + 1] for _ in range(times)]
            table.rows += [list(values) for _ in range(repeated)]
        noted = [cell for cell in cells if not cell[3].attributes.keys().isdisjoint(_NOTED) or _is_share(cell[3])]
        for column, times, _, cell in noted:
            self._note(table, range(first, first + repeated), range(column, column + times), cell, filled)

    def _note(
        self, table: OpenTable, rows: range, columns: range, cell: _Cell, filled: list[tuple[int, int, object, _Cell]]
    ) -> None:
        """Note what a cell is beside its value: formula, error, share, merged with others."""
        attributes = cell.attributes
        down = self._count(attributes, "table:number-rows-spanned", LAST_ROW)
        across = self._count(attributes, "table:number-columns-spanned", MAX_COLUMNS)
        if down * across > 1:
            table.merges.append(Merge(rows[0], columns[0], rows[0] + down - 1, columns[0] + across - 1))
        if not filled:
            return
        flaw = self._flaw(cell)
        is_share = _is_share(cell)
        if flaw or is_share:
            places = [(row, column) for row in rows for column in columns]
            table.flaws.update((place, flaw) for place in places if flaw)
            table.percent.update(places if is_share else ())

    def _flaw(self, cell: _Cell) -> Flaw | None:
        formula = cell.attributes.get("table:formula")
        shown = "\n".join(cell.paragraphs)
        if cell.attributes.get("calcext:value-type") == "error" or (formula and _ERROR.fullmatch(shown)):
            return Flaw("cell.error_value", shown[:20] or "#?", unusable=True)
        if formula is None:
            return None
        if is_dde(formula):
            raise Refusal(Fault("file.dde", self._here(), "công thức"))
        if _OUTER_FILE.search(formula):
            raise Refusal(Fault("file.external_link", self._here(), "công thức"))
        return _FORMULA_EMPTY if self._value(cell) == "" else _FORMULA

    def _value(self, cell: _Cell) -> object:
        """The value of a cell, by its type; its text when it has none."""
        attributes = cell.attributes
        kind = attributes.get("office:value-type", "")
        try:
            if kind in ("float", "percentage", "currency"):
                return float(attributes["office:value"])
            if kind == "date":
                return _date(attributes["office:date-value"])
            if kind == "time":
                return _time(attributes["office:time-value"])
            if kind == "boolean":
                return attributes["office:boolean-value"] == "true"
        except (KeyError, ValueError):
            raise damaged(self._here(), "giá trị của ô") from None
        if attributes.get("calcext:value-type") == "error":  # which one stands among the flaws
            return ""
        text = attributes.get("office:string-value")
        return "\n".join(cell.paragraphs) if text is None or cell.paragraphs else text

    def _count(self, attributes: Mapping[str, str], name: str, most: int) -> int:
        written = attributes.get(name)
        if written is None:
            return 1
        if not (written.isascii() and written.isdigit()):
            raise damaged(self._here(), name)
        count = int(written[:10])
        if count > most:
            raise too_many_cells(count, 1, self._here())
        return max(count, 1)

    def _here(self) -> Place:
        return Place(self._place.file, self._table.name if self._table else "")


def _is_share(cell: _Cell) -> bool:
    return cell.attributes.get("office:value-type") == "percentage"


def _is_more(attributes: Mapping[str, str]) -> bool:
    """Whether a cell without a value is a formula or an error."""
    return "table:formula" in attributes or attributes.get("calcext:value-type") == "error"


def _within(ranges: Iterable[range], end: int) -> frozenset[int]:
    """The numbers of ``ranges`` below ``end``: what is hidden beyond the cells of a sheet hides nothing."""
    return frozenset(number for numbers in ranges for number in numbers[: max(end - numbers.start, 0)])


def _date(written: str) -> dt.date:
    """The day, or the day and time when there is one."""
    moment = dt.datetime.fromisoformat(written)
    return moment.date() if moment.time() == dt.time() else moment.replace(tzinfo=None)


def _time(written: str) -> object:
    match = _TIME.fullmatch(written)
    if match is None:
        raise ValueError(written)
    hours, minutes, seconds = map(int, match.groups())
    return dt.time(hours, minutes, seconds) if hours < 24 else dt.timedelta(0, seconds, 0, 0, minutes, hours)
