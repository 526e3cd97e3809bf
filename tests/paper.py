"""A filled form before it is a file: rows of cells that dirt can be put on, then written in any format.

The clean content comes from the sample; what must be read back (``clean``) and where each value stands are kept, so
that a test can hold every value and every place against what was read.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import xlsxwriter
import xlwt

from gender_indicators.base.project import find_project
from gender_indicators.files.grid import column_letter
from gender_indicators.plan.facts import Facts, load_facts
from gender_indicators.plan.forms import Column, Form
from offices import sample_office
from reading import read_form

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
Cell = object


@dataclass(frozen=True)
class Formula:
    """A formula with the result Excel saved, or without one."""

    text: str
    value: object = ""


@dataclass(frozen=True)
class Percent:
    """A number in a percent format."""

    value: float


@dataclass
class Extra:
    """A further sheet."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False


@dataclass
class Paper:
    """A filled form; ``expected`` counts what must be told by rule, ``blocked`` are the errors with their cells."""

    form: Form
    year: int
    agency: str
    clean: pd.DataFrame
    above: list[list[Cell]]
    header: list[list[Cell]]
    rows: list[list[Cell]]
    below: list[list[Cell]] = field(default_factory=list)
    data: list[int] = field(default_factory=list)  # which of ``rows`` are rows of data
    columns: dict[str, int] = field(default_factory=dict)  # where each column stands
    sheet: str = ""
    extras: list[Extra] = field(default_factory=list)
    moved: int = 0  # the last so many rows of data stand on the first further sheet
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # rows of the sheet and columns, from 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    epoch_1904: bool = False
    kind: str = "xlsx"
    ending: str = ""
    delimiter: str = ","
    encode: Callable[[str], bytes] = str.encode
    expected: Counter[str] = field(default_factory=Counter)
    blocked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def file(self) -> str:
        return f"{self.agency}/{Path(self.form.file).stem}.{self.ending or self.kind}"

    @property
    def top(self) -> int:
        """How many rows stand above the first of ``rows``."""
        return len(self.above) + len(self.header)

    def expect(self, rule: str, count: int = 1) -> None:
        """Reading must tell ``count`` more changes of this kind."""
        self.expected[rule] += count

    def block(self, rule: str, at: int, name: str) -> None:
        """Reading must stop at the cell of ``name`` in the data row at position ``at``."""
        self.blocked.append((rule, self.place(at, name)[1]))

    def place(self, at: int, name: str) -> tuple[str, str]:
        """Sheet and cell of a value: the data row at position ``at``, the column ``name``."""
        if self.kind == "csv":
            return "", f"dòng {self.top + self.data[at] + 1}, cột {self.form.column(name).header}"
        if at >= len(self.data) - self.moved:
            row = len(self.above) + len(self.header) + at - (len(self.data) - self.moved) + 1
            return self.extras[0].name, f"{column_letter(self.columns[name])}{row}"
        return self.sheet, f"{column_letter(self.columns[name])}{self.top + self.data[at] + 1}"

    def cells(self, name: str) -> list[Cell]:
        """The cells of a column in the rows of data."""
        return [self.rows[row][self.columns[name]] for row in self.data]

    def put(self, name: str, at: int, cell: Cell) -> None:
        """Write a cell of a row of data."""
        self.rows[self.data[at]][self.columns[name]] = cell

    def insert(self, at: int, row: list[Cell]) -> None:
        """Put a row that is no data before the data row at position ``at``."""
        place = self.data[at] if at < len(self.data) else len(self.rows)
        self.rows.insert(place, row)
        self.data = [number + (number >= place) for number in self.data]

    def bytes(self) -> bytes:
        """The file."""
        return _WRITERS[self.kind](self)

    @property
    def lines(self) -> list[list[Cell]]:
        """All rows of the form's sheet."""
        return [*self.above, *self.header, *self.rows, *self.below]


@cache
def facts(year: int) -> Facts:
    return load_facts(find_project(sample_office()), year)


@cache
def _sample(code: str, year: int) -> pd.DataFrame:
    around = facts(year)
    reading = read_form(around.forms[code], SAMPLE / str(year), around.sender(code, year), year)
    assert reading.table is not None and reading.findings == ()
    return reading.table.frame.reset_index(drop=True)


def paper(code: str, year: int = 2024, rows: slice = slice(None)) -> Paper:
    """The clean form ``code`` of a sample year, or some of its rows."""
    around = facts(year)
    form, agency = around.forms[code], around.sender(code, year)
    clean = _sample(code, year).iloc[rows].reset_index(drop=True)
    words = [[_word(column, value) for value in clean[column.name]] for column in form.columns]
    name = around.agencies[agency].name.vi
    workbook = form.is_workbook
    facts_above: list[list[Cell]] = [
        [form.title.vi], ["Biểu số:", form.number], ["Năm báo cáo:", year], ["Cơ quan báo cáo:", name],
        ["Kỳ số liệu:", form.period.vi], [],
    ]  # fmt: skip
    return Paper(
        form=form,
        year=year,
        agency=agency,
        clean=clean,
        above=facts_above if workbook else [],
        header=[[column.header for column in form.columns]],
        rows=[list(row) for row in zip(*words, strict=True)],
        data=list(range(len(clean))),
        columns={column.name: index for index, column in enumerate(form.columns)},
        sheet=form.sheet if workbook else "",
        kind="xlsx" if workbook else "csv",
    )


def as_workbook(of: Paper) -> None:
    """The form of a CSV file as a workbook, with the heading of one."""
    if of.kind == "csv":
        of.kind, of.sheet = "xlsx", of.form.sheet
        of.above = [[of.form.title.vi], ["Biểu số:", of.form.number], ["Năm báo cáo:", of.year], [], [], []]


def _word(column: Column, value: object) -> Cell:
    """A value as the agency writes it."""
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    if column.type == "code":
        return next(label for label, code in column.codes.items() if code == value)
    if column.type == "yes_no":
        return "Có" if value else "Không"
    if column.type == "date":
        return pd.Timestamp(value).date()  # type: ignore[arg-type]
    if column.type == "integer":
        return int(value)  # type: ignore[call-overload]
    return float(value) if column.type == "number" else str(value)  # type: ignore[arg-type]


# ---------------------------------------------------------------- files


def _csv(of: Paper) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=of.delimiter)
    for row in of.lines:
        writer.writerow(["" if cell is None else str(cell) for cell in row])
    return of.encode(text.getvalue())


def _xlsx(of: Paper) -> bytes:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "date_1904": of.epoch_1904}) as book:
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _CODES.items()}
        sheet = book.add_worksheet(of.sheet)
        for number, row in enumerate(of.lines):
            _write_row(sheet, formats, number, row)
        for first, left, last, right in of.merges:
            value = of.lines[first][left]
            sheet.merge_range(first, left, last, right, value)
        for row in of.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in of.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        for extra in of.extras:
            other = book.add_worksheet(extra.name)
            for number, row in enumerate(extra.rows):
                _write_row(other, formats, number, row)
            if extra.hidden:
                other.hide()
    return memory.getvalue()


_CODES = {"date": "dd/mm/yyyy", "percent": "0.00%"}


def _write_row(sheet, formats, number: int, row: Sequence[Cell]) -> None:  # type: ignore[no-untyped-def]
    for index, cell in enumerate(row):
        if isinstance(cell, Formula):
            sheet.write_formula(number, index, cell.text, None, cell.value)
        elif isinstance(cell, Percent):
            sheet.write_number(number, index, cell.value, formats["percent"])
        elif isinstance(cell, dt.date):
            sheet.write_datetime(number, index, dt.datetime(cell.year, cell.month, cell.day), formats["date"])
        elif isinstance(cell, str):
            sheet.write_string(number, index, cell)
        elif cell is not None:
            sheet.write(number, index, cell)


def _xls(of: Paper) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    date = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for name, rows, hidden in [(of.sheet, of.lines, False), *((e.name, e.rows, e.hidden) for e in of.extras)]:
        sheet = book.add_sheet(name)
        sheet.visibility = int(hidden)
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write(number, index, dt.datetime(cell.year, cell.month, cell.day), date)
                elif cell is not None:
                    sheet.write(number, index, cell)
    for row in of.hidden_rows:
        book.get_sheet(0).row(row).hidden = 1
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)


def _ods(of: Paper) -> bytes:
    tables = [(of.sheet, of.lines), *((extra.name, extra.rows) for extra in of.extras)]
    content = _CONTENT.format(tables="".join(_ods_table(name, rows, of) for name, rows in tables))
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        package.writestr("content.xml", content)
    return memory.getvalue()


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods_table(name: str, rows: Sequence[Sequence[Cell]], of: Paper) -> str:
    lines = []
    for number, row in enumerate(rows):
        hidden = ' table:visibility="collapse"' if number in of.hidden_rows else ""
        cells = "".join(map(_ods_cell, row)) or "<table:table-cell/>"
        lines.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    return f'<table:table table:name="{escape(name)}">{"".join(lines)}</table:table>'


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


_WRITERS: dict[str, Callable[[Paper], bytes]] = {"csv": _csv, "xlsx": _xlsx, "xls": _xls, "ods": _ods}
