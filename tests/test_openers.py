"""Opening delivered files: the same content gives the same cells in every format, or a refusal that says why."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from python_calamine import CalamineWorkbook

from gender_indicators.files import workbook as excel
from gender_indicators.files.book import Book, open_book
from gender_indicators.files.encoding import from_tcvn3, from_vni
from gender_indicators.files.formats import format_of
from gender_indicators.files.grid import Flaw, Grid, Merge
from gender_indicators.files.source import FileSource
from gender_indicators.findings.faults import Refusal
from older_encodings import tcvn3, vni, windows_1258
from reading import read_form
from spreadsheets import biff, compound, ods, ods_table, package, parts_of, record
from test_reader_faults import AGENCY, BIRTH_LINES, BIRTHS, FORMS, PUPIL_ROWS, PUPILS, csv_text, read, told, workbook

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
DAY = dt.date(2024, 3, 31)
TIME = dt.datetime(2024, 3, 31, 7, 30)


def opened(data: bytes, file: str = "tep.xlsx") -> Book:
    return open_book(PUPILS, data, FileSource(file, ""))


def grid(data: bytes) -> Grid:
    return opened(data).sheets[0].grid()


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        grid(data)
    return refusal.value.fault.rule


# ---------------------------------------------------------------- the same content in every workbook format


def as_xlsx(epoch_1904: bool = False) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": epoch_1904}) as book:
        sheet = book.add_worksheet("Thẩm định")
        sheet.write(0, 0, "Tiêu đề")
        sheet.write_datetime(1, 1, dt.datetime(2024, 3, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(1, 2, TIME, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write(2, 1, 45382)
        sheet.write(2, 2, 0.0158, book.add_format({"num_format": "0.00%"}))
        sheet.write(3, 0, True)
        sheet.write_formula(3, 1, "=1+1", None, 2)
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        sheet.merge_range(5, 0, 6, 1, "gộp")
        sheet.write(8, 0, 1.5)
        sheet.set_row(8, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        hidden = book.add_worksheet("Nháp")
        hidden.hide()
        hidden.write(0, 0, "x")
    return buffer.getvalue()


def as_xls(epoch_1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = epoch_1904
    sheet = book.add_sheet("Thẩm định")
    sheet.write(0, 0, "Tiêu đề")
    sheet.write(1, 1, DAY, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(1, 2, TIME, xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm"))
    sheet.write(2, 1, 45382)
    sheet.write(2, 2, 0.0158, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(3, 0, True)
    sheet.write(3, 1, xlwt.Formula("1+1"))
    sheet.write(3, 2, xlwt.Formula("1/0"))
    sheet.write_merge(5, 6, 0, 1, "gộp")
    sheet.write(8, 0, 1.5)
    sheet.row(8).hidden = True
    sheet.col(2).hidden = True
    hidden = book.add_sheet("Nháp")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_results(buffer.getvalue())  # xlwt saves none


def _with_results(data: bytes) -> bytes:
    """The two formulas of the .xls with the results 2 and #DIV/0!, as Excel saves them."""
    changed = bytearray(data)
    two, error = b"\0\0\0\0\0\0\0\x40", b"\x02\0\x07\0\0\0\xff\xff"
    at = 0
    for result in (two, error):
        at = changed.index(b"\x06\x00", at)
        while changed[at + 4 : at + 6] != b"\x03\x00":
            at = changed.index(b"\x06\x00", at + 1)
        changed[at + 10 : at + 18] = result
        at += 18
    return bytes(changed)


def as_ods(epoch_1904: bool = False) -> bytes:
    def cell(kind: str, attributes: str, text: str = "") -> str:
        return f'<table:table-cell office:value-type="{kind}" {attributes}><text:p>{text}</text:p></table:table-cell>'

    blank, row, end = "<table:table-cell/>", "<table:table-row>", "</table:table-row>"
    covered = "<table:covered-table-cell/>"
    merged = 'table:number-rows-spanned="2" table:number-columns-spanned="2"'
    rows = [
        row + cell("string", "", "Tiêu đề") + end,
        row + blank + cell("date", 'office:date-value="2024-03-31"'),
        cell("date", 'office:date-value="2024-03-31T07:30:00"') + end,
        row
        + blank
        + cell("float", 'office:value="45382"')
        + cell("percentage", 'office:value="0.0158"', "1,58%")
        + end,
        row + cell("boolean", 'office:boolean-value="true"', "TRUE"),
        cell("float", 'office:value="2" table:formula="of:=1+1"', "2"),
        cell("string", 'office:string-value="" calcext:value-type="error" table:formula="of:=1/0"', "#DIV/0!") + end,
        f"{row}{blank}{end}",
        row + cell("string", merged, "gộp") + covered + end,
        row + covered * 2 + end,
        f"{row}{blank}{end}",
        row.replace(">", ' table:visibility="collapse">') + cell("float", 'office:value="1.5"', "1,5") + end,
        row.replace(">", ' table:number-rows-repeated="1048567">') + blank + end,
    ]
    columns = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    )
    style = '<style:style style:name="an"><style:table-properties table:display="false"/></style:style>'
    hidden = ods_table("Nháp", [["x"]], ' table:style-name="an"')
    epoch = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    table = f'<table:table table:name="Thẩm định">{columns}{"".join(rows)}</table:table>'
    return ods(table + hidden, style, before=epoch if epoch_1904 else "")


FORMATS = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("epoch_1904", [False, True])
def test_the_same_content_gives_the_same_cells_in_every_format(name: str, epoch_1904: bool) -> None:
    book = opened(FORMATS[name](epoch_1904))
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("Thẩm định", False), ("Nháp", True)]
    cells = book.sheets[0].grid()
    assert cells.head == [
        ["Tiêu đề", "", ""],
        ["", DAY, TIME],
        ["", 45382.0, 0.0158],
        [True, 2.0, ""],
        ["", "", ""],
        ["gộp", "", ""],
        ["", "", ""],
        ["", "", ""],
        [1.5, "", ""],
    ]
    assert cells.flaws == {
        (4, 1): Flaw("cell.formula", "công thức", unusable=False),
        (4, 2): Flaw("cell.error_value", "#DIV/0!", unusable=True),
    }
    assert cells.merges == (Merge(6, 0, 7, 1),)
    assert cells.hidden_rows == {9}
    assert cells.hidden_columns == {2}
    assert cells.percent == {(3, 2)}
    assert cells.epoch_1904 is epoch_1904
    assert cells.is_workbook
    assert cells.source.sheet == "Thẩm định"
    assert book.sheets[1].grid().head == [["x"]]


LINKS, ROOT = "xl/_rels/workbook.xml.rels", "_rels/.rels"
PARTS = parts_of(as_xlsx())
WRITTEN_OTHERWISE = {
    "capital letters": {name.upper(): content for name, content in PARTS.items()},
    "small letters": {name.lower(): content for name, content in PARTS.items()},
    "backslashes": {name.replace("/", "\\"): content for name, content in PARTS.items()},
    "SharedStrings": {name.replace("sharedStrings", "SharedStrings"): content for name, content in PARTS.items()},
    "workbook2": {
        name.replace("workbook.xml", "workbook2.xml"): content.replace(b"xl/workbook.xml", b"xl/workbook2.xml")
        for name, content in PARTS.items()
    },
    "another folder": {
        ("bang/" + name[3:] if name.startswith("xl/") else name): content.replace(
            b"xl/workbook.xml", b"bang/workbook.xml"
        )
        for name, content in PARTS.items()
    },
    "strings and styles elsewhere": {
        name.replace("sharedStrings.xml", "chu.xml").replace("styles.xml", "mau/kieu.xml"): content.replace(
            b'"sharedStrings.xml"', b'"chu.xml"'
        ).replace(b'"styles.xml"', b'"mau\\kieu.xml"')
        for name, content in PARTS.items()
    },
    "targets from the root": {
        name: content.replace(b'Target="', b'Target="/xl/') if name == LINKS else content
        for name, content in PARTS.items()
    },
    "no list of the package": {name: content for name, content in PARTS.items() if name != ROOT},
}


@pytest.mark.parametrize("parts", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE.keys())
def test_the_parts_of_a_workbook_are_found_by_its_own_relations(parts: dict[str, bytes]) -> None:
    assert parts != PARTS
    asked, found = opened(as_xlsx()), opened(package(parts))
    assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [("Thẩm định", False), ("Nháp", True)]
    for expected, read_ in zip(asked.sheets, found.sheets, strict=True):
        assert (read_.grid().head, read_.grid().flaws) == (expected.grid().head, expected.grid().flaws)
        assert read_.grid().percent == expected.grid().percent


@pytest.mark.parametrize(
    "parts",
    [
        {**PARTS, ROOT: PARTS[ROOT].replace(b"xl/workbook.xml", b"xl/khac.xml")},
        {ROOT: PARTS[ROOT].replace(b"xl/workbook.xml", b"word/document.xml"), "word/document.xml": b"<w:document/>"},
        {ROOT: PARTS[ROOT].replace(b"xl/workbook.xml", b"xl/workbook.bin"), "xl/workbook.bin": b"\x83\x01"},
        {"a.txt": b"x"},
    ],
    ids=["a part that is not there", "Word", "binary", "no workbook"],
)
def test_a_package_that_leads_to_no_workbook_is_none(parts: dict[str, bytes]) -> None:
    assert refused(package(parts)) == "file.not_a_workbook"


def test_a_sheet_that_is_not_there_harms_no_other() -> None:
    parts = {name: content for name, content in PARTS.items() if name != "xl/worksheets/sheet2.xml"}
    book = opened(package(parts))
    assert book.sheets[0].grid().head[0][0] == "Tiêu đề"
    with pytest.raises(Refusal):
        book.sheets[1].grid()


@pytest.mark.parametrize("name", FORMATS)
def test_a_sheet_is_read_once(name: str) -> None:
    sheet = opened(FORMATS[name]()).sheets[0]
    assert sheet.grid() is sheet.grid()


def test_a_formula_without_result_in_an_old_workbook() -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, xlwt.Formula("1+1"))
    buffer = io.BytesIO()
    book.save(buffer)
    assert grid(buffer.getvalue()).flaws == {(1, 0): Flaw("cell.formula_empty", "công thức chưa có kết quả", True)}


def test_an_open_document_repeats_cells_and_rows_and_keeps_notes_apart() -> None:
    note = "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
    row = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        f'<table:table-cell table:number-columns-repeated="2">{note}<text:p>hai<text:s text:c="2"/>cách</text:p>'
        "<text:p>dòng<text:line-break/>mới</text:p></table:table-cell></table:table-row>"
    )
    text = "hai  cách\ndòng\nmới"
    assert grid(ods(f'<table:table table:name="a">{row}</table:table>')).head == [["", "", text, text]] * 2


def test_an_old_workbook_in_the_format_of_1995_is_refused() -> None:
    stream = record(0x0809, b"\x00\x05\x05\x00" + bytes(4)) + record(0x0A)
    assert refused(compound({"Workbook": stream})) == "file.not_a_workbook"
    assert refused(compound({"Book": biff(b"")})) == "file.not_a_workbook"


def test_a_sheet_of_a_chart_is_passed_over_in_an_old_workbook() -> None:
    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))

    def listed(start: int, kind: int, name: bytes) -> bytes:
        return record(0x85, struct.pack("<IBBBB", start, 0, kind, len(name), 0) + name)

    chart = begin(0x20) + record(0x0A)
    cells = begin(0x10) + record(0x0203, struct.pack("<HHHd", 0, 0, 0, 7.0)) + record(0x0A)
    first = len(begin(5) + listed(0, 2, b"C") + listed(0, 0, b"S") + record(0x0A))
    head = begin(5) + listed(first, 2, b"C") + listed(first + len(chart), 0, b"S") + record(0x0A)
    book = opened(compound({"Workbook": head + chart + cells + record(0x1234, b"left over")}))
    assert [(sheet.name, sheet.grid().head) for sheet in book.sheets] == [("S", [[7.0]])]


def test_a_panic_below_the_reader_of_values_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As Rust's panics arrive in Python."""

    def panic(stream: object) -> object:
        raise PanicException("index out of bounds")

    monkeypatch.setattr(CalamineWorkbook, "from_filelike", panic, raising=False)
    assert refused(as_xlsx()) == "file.damaged"


def test_a_stop_by_the_user_is_no_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(place: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(excel, "repack", stop)
    with pytest.raises(KeyboardInterrupt):
        grid(as_xlsx())


# ---------------------------------------------------------------- content before name


def in_file(folder: Path, name: str, data: bytes) -> list[tuple[str, str, str]]:
    """What is told of the pupils' form when it comes under this name."""
    return told(read(folder, PUPILS.model_copy(update={"file": name}), data))


@pytest.mark.parametrize(
    ("name", "data", "rules"),
    [
        ("bieu.xlsx", workbook(PUPILS, PUPIL_ROWS), []),
        ("bieu.xls", workbook(PUPILS, PUPIL_ROWS), ["file.ending"]),
        ("bieu.csv", workbook(PUPILS, PUPIL_ROWS), ["file.ending"]),
        ("bieu.xls", csv_text(PUPILS, ["20044,Tiểu học,Nam,100,98"]).encode(), ["file.ending"]),
        ("bieu.csv", csv_text(PUPILS, ["20044,Tiểu học,Nam,100,98"]).encode(), []),
        ("bieu.xls", b"\xef\xbb\xbf <HTML><table>", ["file.html"]),
        ("bieu.xls", '<?xml version="1.0"?><Workbook/>'.encode("utf-16"), ["file.html"]),
        ("bieu.xls", b"MIME-Version: 1.0\r\n", ["file.html"]),
        ("bieu.csv", b"%PDF-1.7", ["file.not_text"]),
        ("bieu.csv", b"{\\rtf1", ["file.not_text"]),
    ],
)
def test_a_file_is_opened_by_its_content(tmp_path: Path, name: str, data: bytes, rules: list[str]) -> None:
    assert [rule for rule, _, _ in in_file(tmp_path, name, data)] == rules


def test_a_wrong_ending_names_both_formats(tmp_path: Path) -> None:
    form = PUPILS.model_copy(update={"file": "bieu.xls"})
    finding = read(tmp_path, form, workbook(PUPILS, PUPIL_ROWS)).findings[0]
    assert (finding.rule, finding.severity) == ("file.ending", "warning")
    assert ".xls" in finding.expected.vi and "sổ tính Excel (.xlsx)" in finding.expected.vi


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (as_xlsx(), ".xlsx"),
        (as_xls(), ".xls"),
        (as_ods(), ".ods"),
        (b"PAR1", ".parquet"),
        (b"a,b", ".csv"),
        (b"", ".csv"),
    ],
)
def test_the_format_of_bytes(data: bytes, name: str) -> None:
    assert format_of(data).endings[0] == name


def test_every_form_may_come_in_every_format(tmp_path: Path) -> None:
    (tmp_path / AGENCY).mkdir()
    sheet = workbook(BIRTHS, [["HS1", "19804", dt.date(2024, 2, 29), "Nữ", 27]])
    (tmp_path / AGENCY / "tre-sinh-song.xlsx").write_bytes(sheet)
    reading = read_form(BIRTHS, tmp_path, AGENCY, 2024)
    assert reading.findings == ()
    assert reading.table is not None
    assert reading.table.frame["born_on"].dt.date.tolist() == [dt.date(2024, 2, 29)]
    assert reading.table.place(8, "sex").cell == "D8"


def test_the_only_sheet_with_content_is_read_whatever_its_name(tmp_path: Path) -> None:
    def rename(sheet: object) -> None:
        sheet.title = "Sheet1"  # type: ignore[attr-defined]

    reading = read(tmp_path, PUPILS, workbook(PUPILS, PUPIL_ROWS, rename))
    assert [finding.rule for finding in reading.findings] == ["sheet.other_name"]
    assert reading.table is not None and reading.table.source.sheet == "Sheet1"


# ---------------------------------------------------------------- encodings and delimiters of text


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_survives_the_older_encodings(letter: str) -> None:
    assert from_tcvn3(tcvn3(letter)) == letter
    assert from_vni(vni(letter)) == letter
    assert from_vni(vni(letter.upper())) == letter.upper()


def test_letters_next_to_each_other_survive_the_older_encodings() -> None:
    pairs = "".join(first + second for first in LETTERS for second in LETTERS)
    assert from_tcvn3(tcvn3(pairs)) == pairs
    assert from_vni(vni(pairs)) == pairs
    assert from_tcvn3(tcvn3("ĂÂĐÊÔƠƯ")) == "ĂÂĐÊÔƠƯ"
    assert from_tcvn3(b"ng\xad\xeai") == "người"  # what Unicode calls a soft hyphen is a letter there


BIRTHS_TEXT = csv_text(BIRTHS, BIRTH_LINES)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (BIRTHS_TEXT.encode(), ""),
        (BIRTHS_TEXT.encode("utf-8-sig"), ""),
        (BIRTHS_TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + BIRTHS_TEXT.encode("utf-16-be"), "UTF-16"),
        (windows_1258(BIRTHS_TEXT), "Windows-1258"),
        (tcvn3(BIRTHS_TEXT), "TCVN3 (ABC)"),
        (vni(BIRTHS_TEXT), "VNI"),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16 big", "cp1258", "tcvn3", "vni"],
)
def test_an_encoding_is_proven_by_the_words_of_the_form(tmp_path: Path, data: bytes, encoding: str) -> None:
    reading = read(tmp_path, BIRTHS, data)
    assert told(reading) == ([("file.recoded", "", "warning")] if encoding else [])
    assert [finding.found for finding in reading.findings] == [encoding] * bool(encoding)
    assert reading.table is not None
    assert reading.table.frame["sex"].tolist() == ["female", "male"]


@pytest.mark.parametrize(
    "data",
    [
        tcvn3("Số thứ tự,Tên trường\n1,Vĩ Dạ\n"),
        windows_1258("Số thứ tự,Tên trường\n1,Vĩ Dạ\n"),
        "Größe,Straße\n1,Köln\n".encode("cp1252"),
        BIRTHS_TEXT.encode("utf-16")[:-1],
        BIRTHS_TEXT.encode("utf-16-le"),
        BIRTHS_TEXT.encode() + b"\xff\n",
    ],
    ids=["tcvn3 of others", "cp1258 of others", "german", "utf-16 cut off", "utf-16 unmarked", "mixed"],
)
def test_an_encoding_that_nothing_proves_is_refused(tmp_path: Path, data: bytes) -> None:
    reading = read(tmp_path, BIRTHS, data)
    assert [rule for rule, _, _ in told(reading)] == ["file.encoding"]


def test_words_that_two_encodings_show_prove_neither(tmp_path: Path) -> None:
    columns = tuple(replace_header(column, header) for column, header in zip(BIRTHS.columns, "abcde", strict=True))
    one = columns[0].model_copy(update={"header": "chí"})  # í is the same byte in Windows-1258 and in VNI
    form = BIRTHS.model_copy(update={"columns": (one, *columns[1:])})
    codes = {"Nam": "male", "Nu": "female"}
    form = form.model_copy(
        update={
            "columns": tuple(
                column.model_copy(update={"codes": codes if column.codes else {}}) for column in form.columns
            )
        }
    )
    assert (
        told(read(tmp_path, form, "chí,b,c,d,e\n1,19804,2024-02-29,Nam,27\n".encode("cp1258")))[0][0]
        == "file.encoding"
    )


def replace_header(column: object, header: str) -> object:
    return column.model_copy(update={"header": header})  # type: ignore[attr-defined]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("above", ["", "SỞ Y TẾ, TỈNH; năm 2024\n\nDanh sách\n"], ids=["first line", "below a title"])
def test_a_delimiter_is_known_by_the_headers(sign: str, above: str) -> None:
    text = above + BIRTHS_TEXT.replace(",", sign)
    book = open_book(BIRTHS, text.encode(), FileSource("tep.csv", ""))
    row = above.count("\n") + 1
    expected = [] if sign == "," else [("file.delimiter", f"dòng {row}")]
    assert [(fault.rule, fault.place.cell) for fault in book.faults] == expected
    head = book.sheets[0].grid().head
    assert list(head[row - 1]) == [column.header for column in BIRTHS.columns]
    assert list(head[row]) == ["HS1", "19804", "2024-02-29", "Nữ", "27"]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("x" * 40_000, "cell.too_long"),
        ('"' + "x" * 40_000 + '"', "cell.too_long"),
        ('"' + "x\n" * 20_000 + '"', "file.quotes"),
        ('"' + "x\n" * 200_000, "file.quotes"),
    ],
)
def test_a_cell_without_end_is_told_from_a_quotation_mark_that_does_not_close(
    tmp_path: Path, cell: str, rule: str
) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, [BIRTH_LINES[0], cell + ",19804,2024-02-29,Nữ,27"]))
    assert told(reading) == [(rule, "dòng 3", "error")]


@pytest.mark.parametrize("announced", ["sep=;", '"sep=;"', "\ufeffsep=;"])
def test_a_first_line_that_names_the_delimiter(announced: str) -> None:
    text = f"{announced}\r\nx;a,b\r\n1;2,5\r\n"
    book = open_book(BIRTHS, text.encode(), FileSource("tep.csv", ""))
    assert [fault.rule for fault in book.faults] == ["file.delimiter"]
    assert [list(row) for row in book.sheets[0].grid().head[1:]] == [["x", "a,b"], ["1", "2,5"]]


HEADERS = ",".join(column.header for column in BIRTHS.columns)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([f'"{HEADERS}"', '"HS1,""Xã A, B"",x"', "", '"HS2,b,y"'], [["HS1", "Xã A, B", "x"], [], ["HS2", "b", "y"]]),
        (["Tên biểu", f'"{HEADERS}",,', '"1,2",,'], [HEADERS.split(","), ["1", "2"]]),
    ],
    ids=["inner quotation marks", "a title above, ends of rows"],
)
def test_lines_that_stand_in_one_cell_each_are_read(lines: list[str], rows: list[list[str]]) -> None:
    book = open_book(BIRTHS, "\r\n".join(lines).encode(), FileSource("tep.csv", ""))
    assert [fault.rule for fault in book.faults] == ["file.quoted_lines"]
    assert [list(row) for row in book.sheets[0].grid().head[1:]] == rows


@pytest.mark.parametrize(
    "text",
    [
        ",".join(f'"{column.header}"' for column in BIRTHS.columns) + '\n"HS1","a","b","c","d"\n',
        f'"{HEADERS}"\n"HS1,a",b\n',
        '"không có, tiêu đề"\n"HS1,a"\n',
        f'{HEADERS}\n"HS1,a,b,c,d\n',
    ],
    ids=["every cell in quotation marks", "a row of two cells", "no headers", "a quotation mark that does not close"],
)
def test_other_quotation_marks_are_left_as_they_are(text: str) -> None:
    try:
        book = open_book(BIRTHS, text.encode(), FileSource("tep.csv", ""))
    except Refusal as refusal:
        assert refusal.fault.rule == "file.quotes"
    else:
        assert book.faults == ()
        assert [list(row) for row in book.sheets[0].grid().head] == list(csv.reader(io.StringIO(text)))


def test_a_synonym_of_a_header_proves_a_delimiter_too() -> None:
    columns = tuple(
        column.model_copy(update={"synonyms": (f"Tên khác {at}",)}) for at, column in enumerate(BIRTHS.columns)
    )
    form = BIRTHS.model_copy(update={"columns": columns})
    text = "|".join(f"tên khác {at}" for at in range(5)) + "\n1|2|3|4|5\n"
    book = open_book(form, text.encode(), FileSource("tep.csv", ""))
    assert book.sheets[0].grid().head[1] == ["1", "2", "3", "4", "5"]


def test_utf8_files_load_no_tables_of_letters() -> None:
    code = (
        "import sys; from pathlib import Path; from gender_indicators.plan import load_forms;"
        "from gender_indicators.files.book import open_book; from gender_indicators.intake.table import FileSource;"
        f"form = load_forms(Path({str(Path(__file__).parents[1] / 'params' / 'forms.yaml')!r}))['births'];"
        "open_book(form, 'Mã hồ sơ,x'.encode(), FileSource('a.csv', ''));"
        "print([name for name in ('viparse', 'xlrd', 'pyarrow') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert shown.stdout.strip() == "[]"


# ---------------------------------------------------------------- what programs write


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_sample_workbooks_converted_by_libreoffice_give_the_same_table(tmp_path: Path, ending: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: what it writes was not read back")
    folder = Path(__file__).parents[1] / "data" / "sample" / "2024"
    for form in FORMS:
        source = folder / form.agency / form.file
        if not form.is_workbook or not source.is_file():
            continue
        target = tmp_path / form.agency
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", ending, "--outdir", str(target), str(source)],
            check=True,
            capture_output=True,
        )
        converted = form.model_copy(update={"file": f"{source.stem}.{ending}"})
        original = read_form(form, folder, form.agency, 2024).table
        table = read_form(converted, tmp_path, form.agency, 2024).table
        assert original is not None and table is not None
        assert table.frame.equals(original.frame), form.code
        assert replace(table.source, file="", sha256="") == replace(original.source, file="", sha256="")
