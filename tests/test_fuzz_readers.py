"""Damaged files of every format: whatever the bytes, a reading ends soon, with a table or with findings.

The seed is fixed; how many files are tried depends on the time: ``FUZZ_SECONDS`` of it, about ten when it is not set.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import resource
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from gender_indicators.files.compound import CompoundFile
from gender_indicators.files.grid import Place
from gender_indicators.intake.known import known_in
from gender_indicators.plan.areas import load_areas
from gender_indicators.plan.forms import Form, load_forms
from older_encodings import tcvn3
from reading import read_form
from spreadsheets import compound, ods, ods_table, package, parts_of
from test_reader_faults import AGENCY, BIRTH_LINES, BIRTHS, PUPIL_ROWS, PUPILS, csv_text, workbook

SECONDS = float(os.environ.get("FUZZ_SECONDS", "9"))
SEED = 20241130
PARAMS = Path(__file__).parents[1] / "params"
KNOWN = known_in(2024, load_forms(PARAMS / "forms.yaml"), load_areas(PARAMS / "areas.yaml"))
MOST_SECONDS = 5.0
MOST_MEGABYTES = 500

Mutation = Callable[[random.Random, bytes], bytes]


def old_workbook(form: Form) -> bytes:
    """A filled form as .xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(form.sheet)
    days = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    rows: list[list[object]] = [[form.title.vi], ["Biểu số:", form.number], ["Năm báo cáo:", 2024], [], [], []]
    for number, row in enumerate([*rows, [column.header for column in form.columns], *PUPIL_ROWS]):
        for index, value in enumerate(row):
            sheet.write(number, index, value)
    sheet.write(12, 0, dt.date(2024, 3, 31), days)
    sheet.write(13, 0, xlwt.Formula("1+1"))
    sheet.write_merge(14, 15, 0, 1, "gộp")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def open_document(form: Form) -> bytes:
    """A filled form as .ods."""
    head: list[list[object]] = [[form.title.vi], ["Biểu số:", form.number], ["Năm báo cáo:", 2024], [], [], []]
    return ods(ods_table(form.sheet, [*head, [column.header for column in form.columns], *PUPIL_ROWS]))


def some_bytes(chance: random.Random, data: bytes) -> bytes:
    """The file with bytes changed, cut out, doubled, or its end cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(max(len(changed), 1))
        match chance.randrange(6):
            case 0:
                del changed[at : at + chance.choice((1, 2, 16, 200))]
            case 1:
                changed[at:at] = changed[at : at + chance.choice((1, 8, 100))]
            case 2:
                changed[at : at + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f"))
            case 3 if chance.random() < 0.2:
                del changed[at:]
            case _:
                changed[at : at + 1] = bytes((chance.randrange(256),))
    return bytes(changed)


PIECES = (
    b'<row r="1048576">',
    b'<c r="XFD9">',
    b"<f>",
    b"</v>",
    b"99999999999999999999",
    b"-1",
    b"1e999",
    b"&amp;",
    b"&x;",
    b"<!--",
    b"<![CDATA[",
    b"]]>",
    b'" ',
    b"\0",
    b"\xff",
    b"<a:b>",
    b'hidden="1"',
    b't="s"',
    b't="e"',
    b"NaN",
    b'table:number-rows-repeated="999999"',
    b'table:number-columns-repeated="16384"',
    b"\xc6\xb0\xcc\x83",
)


def some_markup(chance: random.Random, data: bytes) -> bytes:
    """The package with one part changed: tags left out, doubled, exchanged, numbers exchanged, pieces put in."""
    parts = parts_of(data)
    name = chance.choice(sorted(parts))
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[chance.choice(sorted(parts))] = parts[name]
        case _:
            for _ in range(chance.choice((1, 1, 3, 10))):
                parts[name] = _markup(chance, parts[name])
    return package(parts)


def _markup(chance: random.Random, xml: bytes) -> bytes:
    tags = [at for at, byte in enumerate(xml) if byte == 60] or [0]
    at = chance.choice(tags)
    end = xml.find(b">", at) + 1
    match chance.randrange(5):
        case 0:
            return xml[:at] + xml[end:]
        case 1:
            return xml[:end] + xml[at:end] * chance.choice((1, 1, 200)) + xml[end:]
        case 2:
            inside = chance.randrange(at, max(end, at + 1))
            return xml[:inside] + chance.choice(PIECES) + xml[inside:]
        case 3:
            digits = [at for at, byte in enumerate(xml) if 48 <= byte <= 57] or [0]
            digit = chance.choice(digits)
            return xml[:digit] + chance.choice((b"9", b"0", b"99999999", b"x")) + xml[digit + 1 :]
        case _:
            return xml[:at] + chance.choice(PIECES) + xml[at:]


def some_records(chance: random.Random, data: bytes) -> bytes:
    """The .xls with records changed, left out, doubled or exchanged."""
    stream = CompoundFile(data, Place("tep.xls")).read("Workbook") or b""
    records, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        records.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    for _ in range(chance.choice((1, 1, 2, 6))):
        at = chance.randrange(len(records))
        kind, content = records[at]
        match chance.randrange(6):
            case 0:
                del records[at]
            case 1:
                records[at:at] = [records[at]] * chance.choice((1, 50))
            case 2:
                records[at] = (chance.choice(records)[0], content)
            case 3:
                records[at] = (kind, content[: chance.randrange(len(content) + 1)])
            case _:
                records[at] = (kind, some_bytes(chance, content))
    return compound({"Workbook": b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)})


def some_text(chance: random.Random, data: bytes) -> bytes:
    """The CSV with quotation marks, delimiters, line ends and long runs put in."""
    pieces = (b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf",
              b"sep=;\n", b"x" * 40_000, b"," * 20_000, "Nữ".encode(), "Nữ".encode("utf-16-le"), b"\xad",
              b"=cmd|'/C'!A0")  # fmt: skip
    for _ in range(chance.choice((1, 2, 5))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(pieces) + data[at + chance.choice((0, 0, 1, 5)) :]
    return data


BIRTHS_CSV = csv_text(BIRTHS, BIRTH_LINES * 3)
CASES: dict[str, tuple[Form, bytes, tuple[Mutation, ...]]] = {
    "xlsx": (PUPILS, workbook(PUPILS, PUPIL_ROWS), (some_bytes, some_markup, some_markup)),
    "xls": (PUPILS, old_workbook(PUPILS), (some_bytes, some_records, some_records)),
    "ods": (PUPILS, open_document(PUPILS), (some_bytes, some_markup, some_markup)),
    "csv": (BIRTHS, BIRTHS_CSV.encode(), (some_bytes, some_text, some_text)),
    "csv tcvn3": (BIRTHS, tcvn3(BIRTHS_CSV), (some_bytes, some_text)),
    "csv utf-16": (BIRTHS, BIRTHS_CSV.encode("utf-16"), (some_bytes, some_text)),
}


def parquet_case() -> dict[str, tuple[Form, bytes, tuple[Mutation, ...]]]:
    """The Parquet case where pyarrow is installed."""
    try:
        import pyarrow as pa
        from pyarrow import csv, parquet
    except ImportError:
        return {}
    buffer = io.BytesIO()
    parquet.write_table(csv.read_csv(pa.BufferReader(BIRTHS_CSV.encode())), buffer)
    return {"parquet": (BIRTHS, buffer.getvalue(), (some_bytes,))}


def attack(folder: Path, seconds: float) -> dict[str, int]:
    """How many files of each format were tried in ``seconds``, each read through the public entrance."""
    cases = CASES | parquet_case()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tried = {}
    for name, (form, clean, mutations) in cases.items():
        chance = random.Random(f"{SEED} {name}")
        path = folder / AGENCY / form.file
        path.parent.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + seconds / len(cases)
        tried[name] = 0
        while time.monotonic() < end:
            data = chance.choice(mutations)(chance, clean)
            path.write_bytes(data)
            tried[name] += 1
            label = f"{name}, file {tried[name]} of seed {SEED}, kept as {path}"
            start = time.process_time()
            try:
                reading = read_form(form, folder, AGENCY, 2024, known=KNOWN)
            except BaseException as error:
                raise AssertionError(label) from error
            assert time.process_time() - start < MOST_SECONDS, label
            assert reading.table is not None or any(finding.blocks for finding in reading.findings), label
            assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < MOST_MEGABYTES, label
    return tried


def say(tried: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        counts = ", ".join(f"{name} {count}" for name, count in tried.items())
        print(f"\n{sum(tried.values())} damaged files read: {counts}")


def test_damaged_files_of_every_format_end_in_a_table_or_in_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = attack(tmp_path, SECONDS)
    say(tried, capsys)
    assert all(tried.values())


@pytest.mark.slow
def test_damaged_files_for_two_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried = attack(tmp_path, max(SECONDS, 120))
    say(tried, capsys)
    assert min(tried.values()) > 100
