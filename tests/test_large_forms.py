"""Large files: read block by block and, when they come so, from Parquet; findings are those of a small file."""

from __future__ import annotations

import datetime as dt
import io
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pandas as pd
import pytest

from gender_indicators.files import delimited, encoding, formats, sheetxml
from gender_indicators.files.delimited import read_delimited
from gender_indicators.files.grid import Grid
from gender_indicators.files.package import Package
from gender_indicators.files.plain import without_plain_cells
from gender_indicators.files.sheetxml import scan
from gender_indicators.files.source import FileSource
from gender_indicators.findings.faults import HIDDEN, Fault, Tally, as_findings
from gender_indicators.findings.finding import Place
from gender_indicators.intake import columns
from gender_indicators.intake.cells import Habits
from gender_indicators.intake.columns import ColumnReader
from gender_indicators.intake.reader import Reading
from gender_indicators.plan.forms import Form
from gender_parquet import pages
from gender_parquet import reading as parquet
from reading import read_form
from test_forms import fill
from test_reader_faults import AGENCY, BIRTH_LINES, BIRTHS, LABOUR, PUPIL_ROWS, PUPILS, csv_text, read, told

FAULTY = [
    BIRTH_LINES[0],
    "",
    "HS2,19804,2024-03-01,Nam,31",
    ",,,,",
    "HS3,19804,2024-13-01,Nam,x",
    "HS4,19804,2024-03-01",
    "Tổng số,,,,9",
    "HS5,,2024-03-01,Nữ ,28",
    "HS6,19804,2024-03-01,Nam,29,thừa",
    ",,,Nam,",
    "HS7,19804,2024-03-01,Nam,30.0",
    "",
    "  ,,,,",
]


def births(count: int) -> list[str]:
    return [f"HS{number},19804,2024-03-{1 + number % 28:02d},{('Nam', 'Nữ')[number % 2]},{20 + number % 20}"
            for number in range(count)]  # fmt: skip


def births_grid(count: int) -> Grid:
    book = read_delimited(csv_text(BIRTHS, births(count)).encode(), FileSource("tep.csv", ""), BIRTHS.columns)
    return book.sheets[0].grid()


def same(one: Reading, other: Reading) -> None:
    assert one.findings == other.findings
    assert one.table is not None and other.table is not None
    pd.testing.assert_frame_equal(one.table.frame, other.table.frame, check_exact=True)


# ---------------------------------------------------------------- blocks


def test_a_fault_in_the_second_block_names_its_row(tmp_path: Path) -> None:
    rows = births(delimited.BLOCK_ROWS + 10)
    rows[delimited.BLOCK_ROWS + 3] = "HS,19804,2024-02-30,Nam,31"
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, rows))
    row = delimited.BLOCK_ROWS + 5  # the header is row 1
    assert told(reading) == [("cell.date", f"dòng {row}, cột Ngày sinh", "error")]
    assert reading.table is not None
    assert reading.table.frame["born_on"].isna().to_numpy().nonzero()[0].tolist() == [row - 2]
    assert reading.table.rows == f"dòng 2-{len(rows) + 1}"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_findings_and_values_do_not_depend_on_the_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    whole = read(tmp_path, BIRTHS, csv_text(BIRTHS, FAULTY))
    assert {rule for rule, _, _ in told(whole)} >= {"row.blank", "row.ragged", "row.stray", "cell.date", "cell.type"}
    monkeypatch.setattr(delimited, "BLOCK_ROWS", size)
    monkeypatch.setattr(columns, "KEPT_VALUES", 2)
    same(read(tmp_path, BIRTHS, csv_text(BIRTHS, FAULTY)), whole)


@pytest.mark.parametrize("size", [1, 3, 100])
def test_a_quotation_mark_that_does_not_close_is_named_in_any_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(delimited, "BLOCK_ROWS", size)
    for header in (csv_text(BIRTHS, []), "không,có,tiêu đề\n"):
        rows = [*births(40), '"HS99,19804,2024-02-29,Nữ,27', *births(3)]
        reading = read(tmp_path, BIRTHS, header + "\n".join(rows))
        assert told(reading) == [("file.quotes", "dòng 42", "error")]


def test_a_wrong_byte_is_named_wherever_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = csv_text(BIRTHS, births(30)).encode()
    start = text.rindex("Nữ".encode())
    data = text[: start + 1] + b"\xdb" + text[start + 4 :]
    for mark in (b"", b"\xef\xbb\xbf"):
        for piece in (1, 2, 3, 7, 1 << 20):
            monkeypatch.setattr(encoding, "_PIECE", piece)
            reading = read(tmp_path, BIRTHS, mark + data)
            assert told(reading) == [("file.encoding", "dòng 31", "error")]
            assert reading.findings[0].found == "byte 0xdb, không phải UTF-8"


def test_the_raw_cells_of_only_one_block_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BLOCK_ROWS", 8)
    grid = births_grid(100)
    assert len(grid.head) <= 30
    sizes = [len(block.numbers) for block in grid.blocks(1)]
    assert sum(sizes) == 100 and max(sizes) == 8


def test_values_that_differ_in_every_row_are_not_kept_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BLOCK_ROWS", 8)
    monkeypatch.setattr(columns, "KEPT_VALUES", 20)
    grid = births_grid(100)
    column = ColumnReader(BIRTHS, BIRTHS.column("record"), grid, 0, {}, Habits(typed=False))
    for block in grid.blocks(1):
        column.read(block.numbers, block.columns[0], frozenset())
        assert len(column._codes) == len(column._values) <= 20
    assert column.series(pd.RangeIndex(100)).tolist() == [f"HS{number}" for number in range(100)]


def test_like_faults_beyond_those_that_are_told_are_only_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, BIRTHS, csv_text(BIRTHS, [row + "x" for row in births(9000)]))
    assert told(reading) == [("cell.type", "dòng 2, cột Tuổi mẹ", "error")]
    assert reading.findings[0].count == 9000
    tally, fault = Tally(), Fault("cell.yes_no", Place("tep.csv"), "?", "mother_age")
    for _ in range(9000):
        tally.add(fault)
    assert len(tally.faults) == 20
    assert [finding.count for finding in as_findings(tally.faults, BIRTHS, AGENCY)] == [9000]


# ---------------------------------------------------------------- sheets


def test_a_plain_sheet_is_scanned_as_if_it_were_walked_through(
    project_sheets: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [without_plain_cells(xml) for xml in project_sheets]
    assert all(cells is not None and b"<c " not in cells.rest for cells in taken)
    at_a_glance = [scan(xml, Place("tep.xlsx")) for xml in project_sheets]
    monkeypatch.setattr(sheetxml, "without_plain_cells", lambda xml, percent: None)
    assert at_a_glance == [scan(xml, Place("tep.xlsx")) for xml in project_sheets]


@pytest.fixture
def project_sheets(tmp_path: Path) -> list[bytes]:
    """The XML of the sheets of every workbook of the sample, and of one written by another library."""
    folder = Path(__file__).parents[1] / "data" / "sample" / "2024"
    books = [path.read_bytes() for path in sorted(folder.glob("*/*.xlsx"))]
    books.append(fill(tmp_path, PUPILS, AGENCY, PUPIL_ROWS).read_bytes())
    packages = [Package(book, Place("tep.xlsx")) for book in books]
    return [
        package.read(name) for package in packages for name in package.names if name.startswith("xl/worksheets/sheet")
    ]


SHEET = b'<worksheet xmlns:x="y"><sheetData><row r="8">%s</row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "cell",
    [
        b"<c><v>1</v></c>",
        b"<c r='B9'><v>1</v></c>",
        b'<x:c r="B9"><v>1</v></x:c>',
        b'<!-- <c r="B9"><v>1</v></c> -->',
        b'<c r="ZZZ9"><v>1</v></c>',
        b'<c r="A1048577"><v>1</v></c>',
    ],
)
def test_a_sheet_with_anything_unusual_is_walked_through(cell: bytes) -> None:
    assert scan(SHEET % b'<c r="A8"><v>1</v></c>', Place("tep.xlsx")).last_row == 8
    assert without_plain_cells(SHEET % cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="B9"><f>1+1</f><v>2</v></c>',
        b'<c r="B9" t="e"><v>#REF!</v></c>',
        b'<c r="B9" t="inlineStr"><is><r><t>1</t></r></is></c>',
    ],
)
def test_a_cell_that_is_more_than_its_value_is_left_to_the_walk(cell: bytes) -> None:
    taken = without_plain_cells(SHEET % (b'<c r="A8"><v>1</v></c>' + cell))
    assert taken is not None and (taken.last_row, taken.last_column) == (8, 0)
    assert cell in taken.rest


# ---------------------------------------------------------------- Parquet


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    pytest.importorskip("pyarrow")
    buffer = io.BytesIO()
    frame.to_parquet(buffer, engine="pyarrow", index=False)
    return buffer.getvalue()


def read_as_parquet(folder: Path, form: Form, frame: pd.DataFrame | bytes) -> Reading:
    path = (folder / AGENCY / form.file).with_suffix(".parquet")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(frame if isinstance(frame, bytes) else parquet_bytes(frame))
    return read_form(form, folder, AGENCY, 2024)


def typed_births(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "record": [f"HS{number}" for number in range(count)],
            "area": "19804",
            "born_on": [dt.date(2024, 3, 1 + number % 28) for number in range(count)],
            "sex": [("Nam", "Nữ")[number % 2] for number in range(count)],
            "mother_age": [20 + number % 20 for number in range(count)],
        }
    )


def test_parquet_gives_the_table_of_the_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BLOCK_ROWS", 16)
    reading = read_as_parquet(tmp_path / "p", BIRTHS, typed_births(100))
    same(reading, read(tmp_path / "c", BIRTHS, csv_text(BIRTHS, births(100))))
    assert reading.table is not None
    assert reading.table.source.file == f"{AGENCY}/tre-sinh-song.parquet"
    assert {getattr(dtype, "storage", "python") for dtype in reading.table.frame.dtypes} == {"python"}


def test_parquet_with_headers_text_only_categories_and_further_columns(tmp_path: Path) -> None:
    frame = typed_births(30).astype({"born_on": str, "mother_age": str, "sex": "category"})
    frame = frame.rename(columns={column.name: column.header for column in BIRTHS.columns})
    reading = read_as_parquet(tmp_path, BIRTHS, frame.assign(ghi_chú=[[1]] * 30))
    assert told(reading) == [("column.unknown", "dòng 1, cột 6", "warning")]
    frame_read = read_as_parquet(tmp_path, BIRTHS, typed_births(30)).table
    assert reading.table is not None and frame_read is not None
    pd.testing.assert_frame_equal(reading.table.frame, frame_read.frame)


@pytest.mark.parametrize("written", ["Mã hồ sơ ", "Mã\u00a0hồ sơ", "Mã hồ\u200b sơ"])
def test_a_parquet_column_whose_header_is_not_clean_is_read(tmp_path: Path, written: str) -> None:
    reading = read_as_parquet(tmp_path, BIRTHS, typed_births(3).rename(columns={"record": written}))
    assert told(reading) == [("text.normalised", "dòng 1, cột 1", "warning")]
    assert reading.table is not None
    assert reading.table.frame["record"].tolist() == ["HS0", "HS1", "HS2"]


def test_a_parquet_header_that_is_only_understood_later_is_read_or_missing(tmp_path: Path) -> None:
    written = "Mã\u0010xã thường trú của mẹ"
    reading = read_as_parquet(tmp_path, BIRTHS, typed_births(3).rename(columns={"area": written}))
    assert told(reading) == [("column.synonym", "dòng 1, cột 2", "warning")]
    assert reading.table is not None
    assert reading.table.frame["area"].tolist() == ["19804"] * 3
    lists = typed_births(3).assign(area=[["19804"]] * 3).rename(columns={"area": written})
    found = [(rule, severity) for rule, _, severity in told(read_as_parquet(tmp_path, BIRTHS, lists))]
    assert ("column.missing", "error") in found


def test_parquet_booleans_missing_values_and_whole_floats(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "record": ["L1", "L2"],
            "stratum": "T",
            "psu": "D",
            "weight": [1, 2],
            "sex": "Nữ",
            "age": [31.0, float("nan")],
            "employed": [True, False],
            "status": ["Tự làm", None],
            "sector": ["Dịch vụ", None],
        }
    )
    reading = read_as_parquet(tmp_path, LABOUR, frame)
    assert told(reading) == [("cell.required", "dòng 3, cột Tuổi", "error")]
    assert reading.table is not None
    assert reading.table.frame["employed"].tolist() == [True, False]
    assert reading.table.frame["weight"].tolist() == [1.0, 2.0]
    assert reading.table.frame["status"].isna().tolist() == [False, True]


def test_wrong_cells_of_a_parquet_file_are_named_by_row_and_column(tmp_path: Path) -> None:
    frame = typed_births(3).astype({"mother_age": float})
    frame["born_on"] = pd.to_datetime(frame["born_on"]) + pd.to_timedelta([0, 7, 0], unit="h")
    frame.loc[0, "sex"] = "Gái"
    frame.loc[2, "mother_age"] = 27.5
    reading = read_as_parquet(tmp_path, BIRTHS, frame)
    assert told(reading) == [
        ("cell.date", "dòng 3, cột Ngày sinh", "error"),
        ("cell.code", "dòng 2, cột Giới tính trẻ", "error"),
        ("cell.type", "dòng 4, cột Tuổi mẹ", "error"),
    ]
    assert {finding.found for finding in reading.findings} == {HIDDEN}


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ("area", [19804, 19804], "int64"),
        ("mother_age", [True, False], "bool"),
        ("born_on", [45382, 45383], "int64"),
        ("sex", [b"Nam", b"Nam"], "binary"),
        ("record", [["x"], ["y"]], "list<"),
    ],
)
def test_a_parquet_column_of_the_wrong_type_is_one_finding(
    tmp_path: Path, column: str, values: list[object], found: str
) -> None:
    reading = read_as_parquet(tmp_path, BIRTHS, typed_births(2).assign(**{column: values}))
    assert told(reading) == [("column.type", f"cột {BIRTHS.column(column).header}", "error")]
    assert reading.findings[0].found.startswith(found)
    assert reading.table is None


def test_parquet_columns_that_are_missing_or_stand_twice(tmp_path: Path) -> None:
    frame = typed_births(2)
    assert [rule for rule, _, _ in told(read_as_parquet(tmp_path, BIRTHS, frame.drop(columns="sex")))] == [
        "column.missing"
    ]
    twice = frame.assign(**{"Tuổi mẹ": 30})
    assert told(read_as_parquet(tmp_path, BIRTHS, twice)) == [("column.duplicated", "dòng 1, cột 6", "error")]


@pytest.mark.parametrize("cut", [0, 3, -5])
def test_a_damaged_parquet_file(tmp_path: Path, cut: int) -> None:
    data = parquet_bytes(typed_births(50))
    reading = read_as_parquet(tmp_path, BIRTHS, b"PAR1" + bytes(99) if cut == 0 else data[:cut] + data[cut + 2 :])
    assert told(reading) == [("file.damaged", "", "error")]


def test_any_changed_byte_of_a_parquet_file_never_raises(tmp_path: Path) -> None:
    data = parquet_bytes(typed_births(40))
    for position in range(4, len(data), 37):
        changed = data[:position] + bytes([data[position] ^ 0x55]) + data[position + 1 :]
        reading = read_as_parquet(tmp_path, BIRTHS, changed)
        assert reading.table is not None or any(finding.blocks for finding in reading.findings)


def test_a_parquet_file_that_unpacks_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MAX_UNPACKED_MB", 0)
    reading = read_as_parquet(tmp_path, BIRTHS, typed_births(50_000))
    assert told(reading) == [("file.too_large", "", "error")]


def test_a_parquet_file_that_repeats_a_giant_text(tmp_path: Path) -> None:
    frame = typed_births(20_000).assign(record="x" * 40_000)
    reading = read_as_parquet(tmp_path, BIRTHS, frame)
    assert told(reading) == [("cell.too_long", "", "error")]


def test_a_parquet_file_of_more_rows_than_a_province_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MAX_ROWS", 99)
    assert told(read_as_parquet(tmp_path, BIRTHS, typed_births(100))) == [("sheet.too_large", "", "error")]


def test_the_summary_of_a_parquet_file_is_read_without_its_library(tmp_path: Path) -> None:
    said = pages.summary(parquet_bytes(typed_births(50)))
    assert said.rows == 50
    names = [(chunk.name, chunk.kind == pages.TEXT) for chunk in said.chunks]
    assert names == [("record", True), ("area", True), ("born_on", False), ("sex", True), ("mother_age", False)]


@pytest.mark.parametrize(
    "field", [b"\x19\x05", b"\x18\x00", b"\x16\x03", b"\x1c\x00"], ids=["list", "text", "-2", "struct"]
)
def test_a_field_of_a_parquet_summary_that_is_no_count(field: bytes) -> None:
    # in turn: the version, no schema, the number of rows, no groups
    assert pages.summary(ended(b"\x15\x02\x19\x0c" + b"\x16\x02" + b"\x19\x0c\x00")).rows == 1
    with pytest.raises(ValueError, match="no count"):
        pages.summary(ended(b"\x15\x02\x19\x0c" + field + b"\x19\x0c\x00"))


def ended(summary: bytes) -> bytes:
    """A Parquet file of nothing but its summary."""
    return b"PAR1" + bytes(8) + summary + len(summary).to_bytes(4, "little") + b"PAR1"


def test_without_pyarrow_a_parquet_file_asks_for_it_or_for_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(library: str) -> str:
        raise PackageNotFoundError(library)

    monkeypatch.setattr(formats, "version", none)
    reading = read_as_parquet(tmp_path, BIRTHS, b"PAR1")
    assert told(reading) == [("file.library", "", "error")]
    (finding,) = reading.findings
    assert finding.expected.vi == "thư viện pyarrow để đọc tệp Parquet (.parquet)"
    for words in (finding.action.vi, finding.action.en):
        assert 'pip install "gender-indicators[parquet]"' in words and ".csv" in words
