"""Files made to harm whoever opens them, one function for each kind."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import xlwt

from spreadsheets import SECTOR, biff, compound, edited, ods, ods_table, package, parts_of, record, replaced
from test_reader_faults import PUPIL_ROWS, PUPILS, workbook

SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook(PUPILS, PUPIL_ROWS)
PARTS = parts_of(BOOK)
HEADER = ",".join(column.header for column in PUPILS.columns).encode()
RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
RELATION = (
    b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" %s/>'
)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9)
)


TAKE_LONG = {
    "xlsx size that lies",
    "xlsx 150 MB sheet",
    "xlsx 60,000 parts",
    "xlsx bzip2",
    "xlsx lzma",
    "xlsx million rows",
    "xlsx nested in sheet, millions",
    "xlsx giant cell",
    "xlsx endless tag",
    "xlsx merged heaps",
    "xlsx text shared 250,000 times",
    "xls millions of records",
}


@dataclass(frozen=True)
class Hostile:
    """A kind of file: how its bytes are made, and the rule that refuses it (``""``: it is read, and does no harm)."""

    name: str
    rule: str
    make: Callable[[], bytes]

    @property
    def slow(self) -> bool:
        """Whether the file takes long to make."""
        return self.name in TAKE_LONG


def with_sheet(xml: bytes) -> bytes:
    """The workbook with another sheet."""
    return edited(BOOK, {SHEET: xml})


def sheet(rows: bytes, after: bytes = b"", before: bytes = b"") -> bytes:
    """The XML of a sheet."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return b"<worksheet %s>%s<sheetData>%s</sheetData>%s</worksheet>" % (space, before, rows, after)


def plain_rows(count: int, first: int = 1) -> bytes:
    return b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>2</v></c></row>' % (row, row, row)
        for row in range(first, first + count)
    )


def claiming(data: bytes, name: str, size: int) -> bytes:
    """The package with another unpacked size of a part in its list of contents."""
    changed = bytearray(data)
    at = data.rfind(name.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(changed)


def overlapping() -> bytes:
    """A package in which thousands of parts are the same megabytes."""
    one = package({"xl/workbook.xml": b" " * 10_000_000})
    start = one.rfind(b"PK\x01\x02")
    entry, end = one[start : one.rfind(b"PK\x05\x06")], one[one.rfind(b"PK\x05\x06") :]
    listed = b"".join(entry[:46] + b"xl/workboo%05d" % at for at in range(4_000))
    count = struct.pack("<HHI", 4_000, 4_000, len(listed))
    return one[:start] + listed + end[:8] + count + end[16:]


def many_parts() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        for number in range(60_000):
            archive.writestr(f"x/{number}.xml", b"")
    return buffer.getvalue()


def other_method(method: int) -> bytes:
    """The workbook with its sheet packed in a way that Python unpacks without a limit."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in PARTS.items():
            huge = name == SHEET
            archive.writestr(name, b" " * 30_000_000 if huge else content, method if huge else None)
    return buffer.getvalue()


def shared(strings: bytes, rows: bytes) -> bytes:
    """The workbook with shared texts and cells that name them."""
    relation = RELATION % (b"sharedStrings", b'Target="sharedStrings.xml"')
    return edited(
        BOOK,
        {
            "xl/sharedStrings.xml": b"<sst>%s</sst>" % strings,
            "xl/_rels/workbook.xml.rels": replaced(b"</Relationships>", relation + b"</Relationships>"),
            SHEET: sheet(rows),
        },
    )


def related(kind: bytes, attributes: bytes) -> bytes:
    return edited(BOOK, {"xl/worksheets/_rels/sheet1.xml.rels": RELATIONS % (RELATION % (kind, attributes))})


def many_sheets() -> bytes:
    listed = b"".join(b'<sheet name="S%d" sheetId="%d" r:id="rId1"/>' % (at, at) for at in range(2, 100_000))
    return edited(BOOK, {"xl/workbook.xml": replaced(b"</sheets>", listed + b"</sheets>")})


def old(sheet_records: bytes = b"", workbook_records: bytes = b"", kind: int = 0) -> bytes:
    return compound({"Workbook": biff(sheet_records, workbook_records, kind=kind)})


def link(count: int, path: str) -> bytes:
    return record(0x01AE, struct.pack("<HHB", count, len(path), 1) + path.encode("utf-16-le"))


def crossed_directory() -> bytes:
    """An .xls whose directory entries all name the next one twice: a tree of 2 to the power of 60 ways."""
    data = bytearray(compound({"Workbook": biff(b"")}, [f"S{at}" for at in range(60)]))
    start = data.find("Root Entry".encode("utf-16-le"))
    for at in range(1, 61):
        struct.pack_into("<II", data, start + 128 * at + 68, at + 1, at + 1)
    return bytes(data)


def endless_chain() -> bytes:
    """An .xls whose workbook's sectors lead back to the first."""
    data = bytearray(compound({"Workbook": biff(b"")}))
    table = len(data) - SECTOR
    struct.pack_into("<I", data, table + 4 * 3, 0)
    return bytes(data)


def names_that_double() -> bytes:
    """An .xls whose defined names each join the one before to itself: 2 to the power of 60 letters when computed."""
    book = xlwt.Workbook()
    book.add_sheet("Hoàn thành cấp học").write(0, 0, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    stream = buffer.getvalue()[512:]
    names = b""
    for at in range(60):
        formula = b"\x17\x02\x00ab" if at == 0 else b"\x23%s\x23%s\x08" % ((struct.pack("<I", at),) * 2)
        name = b"n%02d" % at
        names += record(
            0x18, struct.pack("<HBBHHHBBBB", 0, 0, len(name), len(formula), 0, 0, 0, 0, 0, 0) + b"\0" + name + formula
        )
    return compound({"Workbook": biff(record(0x0203, struct.pack("<HHHd", 0, 0, 0, 1.0)), names)}) if stream else b""


def open_document(row: str, attributes: str = "") -> bytes:
    return ods(f'<table:table table:name="Hoàn thành cấp học">{row}</table:table>', before=attributes)


def cell(attributes: str, content: str = "<text:p>1</text:p>") -> str:
    value = 'office:value-type="float" office:value="1"'
    return f"<table:table-row><table:table-cell {value} {attributes}>{content}</table:table-cell></table:table-row>"


ODS = ods(ods_table("Hoàn thành cấp học", [["a", 1]]))
MEGA = 1_000_000

KINDS = [
    # macros, links, files inside
    Hostile("xlsx vba", "file.macro", lambda: edited(BOOK, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    Hostile("xlsx vba under another name", "file.macro", lambda: related(b"vbaProject", b'Target="x.bin"')),
    Hostile("xlsx macro sheet", "file.macro", lambda: edited(BOOK, {"xl/macrosheets/sheet2.xml": b"<x/>"})),
    Hostile("xlsx link", "file.external_link", lambda: edited(BOOK, {"xl/externalLinks/externalLink1.xml": b"<x/>"})),
    Hostile(
        "xlsx relation", "file.external_link", lambda: related(b"image", b'Target="http://x/" TargetMode="External"')
    ),
    Hostile("xlsx query", "file.external_link", lambda: edited(BOOK, {"xl/connections.xml": b"<x/>"})),
    Hostile(
        "xlsx dde link", "file.dde", lambda: edited(BOOK, {"xl/externalLinks/a.xml": b'<ddeLink ddeService="cmd"/>'})
    ),
    Hostile(
        "xlsx dde formula",
        "file.dde",
        lambda: with_sheet(sheet(b'<row r="1"><c r="A1"><f>cmd|\'/C calc\'!A0</f><v>1</v></c></row>')),
    ),
    Hostile("xlsx ole object", "file.embedded", lambda: edited(BOOK, {"xl/embeddings/oleObject1.bin": b"x"})),
    Hostile("xlsx activex", "file.embedded", lambda: edited(BOOK, {"xl/activeX/activeX1.bin": b"x"})),
    Hostile("xlsx zip inside", "file.embedded", lambda: edited(BOOK, {"xl/media/image1.png": package({"a": b""})})),
    Hostile(
        "xlsx program inside", "file.embedded", lambda: edited(BOOK, {"xl/media/image1.png": b"MZ\x90\x00 program"})
    ),
    Hostile(
        "xlsx parts named as paths",
        "",
        lambda: edited(BOOK, {"../../thoat-ra.xml": b"<x/>", "/tmp/thoat-ra.xml": b"<x/>"}),
    ),
    Hostile(
        "xlsx vba behind backslashes", "file.macro", lambda: edited(BOOK, {"XL\\VBAPROJECT.BIN": b"\xd0\xcf\x11\xe0"})
    ),
    Hostile(
        "xlsx link behind backslashes",
        "file.external_link",
        lambda: edited(BOOK, {"xl\\externalLinks\\a.xml": b"<x/>"}),
    ),
    Hostile(
        "xlsx relation in capitals",
        "file.external_link",
        lambda: edited(
            BOOK,
            {
                "XL\\WORKSHEETS\\_RELS\\SHEET1.XML.RELS": RELATIONS
                % (RELATION % (b"image", b'Target="http://x/" TargetMode="External"'))
            },
        ),
    ),
    Hostile("xlsx one name in two cases", "file.damaged", lambda: edited(BOOK, {"XL/Workbook.xml": b"<workbook/>"})),
    # entities
    *(
        Hostile(
            f"xlsx entities in {part}", "file.doctype", lambda part=part: edited(BOOK, {part: LAUGHS + PARTS[part]})
        )
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET)
    ),
    Hostile(
        "xlsx entities in strings",
        "file.doctype",
        lambda: edited(shared(b"<si><t>&j;</t></si>", b""), {"xl/sharedStrings.xml": lambda xml: LAUGHS + xml}),
    ),
    # size
    Hostile("xlsx 1 GB sheet", "file.too_large", lambda: claiming(BOOK, SHEET, 1_000 * MEGA)),
    Hostile("xlsx size that lies", "file.damaged", lambda: claiming(with_sheet(b" " * 100 * MEGA), SHEET, 1_000)),
    Hostile("xlsx 150 MB sheet", "file.too_large", lambda: with_sheet(sheet(b" " * 150 * MEGA))),
    Hostile("xlsx same bytes 4,000 times", "file.too_large", overlapping),
    Hostile("xlsx 60,000 parts", "file.too_large", many_parts),
    Hostile("xlsx bzip2", "file.damaged", lambda: other_method(zipfile.ZIP_BZIP2)),
    Hostile("xlsx lzma", "file.damaged", lambda: other_method(zipfile.ZIP_LZMA)),
    Hostile("xlsx 100,000 sheets", "sheet.too_large", many_sheets),
    Hostile(
        "xlsx far corner",
        "sheet.too_large",
        lambda: with_sheet(sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    ),
    Hostile(
        "xlsx dimension of 10 million rows",
        "",
        lambda: with_sheet(PARTS[SHEET].replace(b'<dimension ref="A1:E10"', b'<dimension ref="A1:XFD10000000"')),
    ),
    Hostile("xlsx million rows", "sheet.too_large", lambda: with_sheet(sheet(plain_rows(500_000)))),
    Hostile(
        "xlsx many odd cells",
        "sheet.too_large",
        lambda: with_sheet(sheet(b"<row>%s</row>" % (b"<c><v>1</v></c>" * 2_000_000))),
    ),
    Hostile(
        "xlsx merged heaps",
        "file.damaged",
        lambda: with_sheet(
            sheet(plain_rows(100_000), b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A1:B100000"/>' * 50_000))
        ),
    ),
    *(
        Hostile(f"xlsx nested in {part}", "file.depth", lambda part=part: edited(BOOK, {part: b"<x>" * 1_500_000}))
        for part in ("xl/workbook.xml", "xl/styles.xml")
    ),
    Hostile("xlsx nested in sheet", "file.depth", lambda: with_sheet(sheet(b"<a>" * 600_000))),
    Hostile("xlsx nested in sheet, millions", "sheet.too_large", lambda: with_sheet(sheet(b"<a>" * 15 * MEGA))),
    Hostile("xlsx nested in strings", "file.depth", lambda: shared(b"<r>" * 600_000, b"")),
    Hostile(
        "xlsx giant cell",
        "cell.too_long",
        lambda: with_sheet(sheet(b'<row r="1"><c r="A1" t="str"><v>%s</v></c></row>' % (b"x" * 40 * MEGA))),
    ),
    Hostile(
        "xlsx long cell",
        "cell.too_long",
        lambda: with_sheet(
            sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * 32_768))
        ),
    ),
    Hostile("xlsx long shared text", "cell.too_long", lambda: shared(b"<si><t>%s</t></si>" % (b"x" * 32_768), b"")),
    Hostile(
        "xlsx text shared 250,000 times",
        "sheet.too_large",
        lambda: shared(
            b"<si><t>%s</t></si>" % (b"x" * 32_000),
            b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 250_000)),
        ),
    ),
    Hostile(
        "xlsx endless tag",
        "cell.too_long",
        lambda: with_sheet(sheet(b'<row r="1" %s/>' % b" ".join(b'a%d=""' % at for at in range(1_000_000)))),
    ),
    # .xls
    Hostile("xls vba", "file.macro", lambda: compound({"Workbook": biff(b"")}, ["_VBA_PROJECT_CUR"])),
    Hostile("xls macro sheet", "file.macro", lambda: old(kind=1)),
    Hostile("xls link", "file.external_link", lambda: old(b"", link(1, "\x01khac.xls"))),
    Hostile("xls dde", "file.dde", lambda: old(b"", link(0, "cmd\x03/C calc"))),
    Hostile("xls password", "file.encrypted", lambda: old(b"", record(0x2F, bytes(6)))),
    Hostile("xls object inside", "file.embedded", lambda: compound({"Workbook": biff(b"")}, ["MBD0001"])),
    Hostile("xls crossed directory", "", crossed_directory),
    Hostile("xls endless chain", "file.damaged", endless_chain),
    Hostile("xls names that double", "", names_that_double),
    Hostile("xls millions of records", "sheet.too_large", lambda: old(record(0x01FF) * 1_700_000)),
    Hostile(
        "xls far corner", "sheet.too_large", lambda: old(record(0x0203, struct.pack("<HHHd", 65_535, 255, 0, 1.0)))
    ),
    Hostile(
        "xls billions of strings", "sheet.too_large", lambda: old(b"", record(0xFC, struct.pack("<II", 2**31, 2**31)))
    ),
    # .ods
    Hostile("ods macro", "file.macro", lambda: edited(ODS, {"Basic/Standard/Module1.xml": b"<x/>"})),
    Hostile(
        "ods event",
        "file.macro",
        lambda: open_document(
            "", "<office:event-listeners><x:event-listener/></office:event-listeners>".replace("x:", "table:")
        ),
    ),
    Hostile("ods link", "file.external_link", lambda: open_document(cell("", "<table:cell-range-source/>"))),
    Hostile(
        "ods formula of another file",
        "file.external_link",
        lambda: open_document(cell("table:formula=\"of:=['file:///khac.ods'#$Sheet1.A1]\"")),
    ),
    Hostile(
        "ods dde", "file.dde", lambda: open_document(cell('table:formula="of:=DDE(&quot;cmd&quot;;&quot;/C&quot;)"'))
    ),
    Hostile("ods dde source", "file.dde", lambda: open_document("", "<office:dde-source/>")),
    Hostile("ods object inside", "file.embedded", lambda: edited(ODS, {"Object 1": b"\xd0\xcf\x11\xe0 ole"})),
    Hostile(
        "ods entities",
        "file.doctype",
        lambda: edited(ODS, {"content.xml": lambda xml: LAUGHS + xml.partition(b"?>")[2]}),
    ),
    Hostile(
        "ods million rows repeated",
        "sheet.too_large",
        lambda: open_document(
            cell("").replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
        ),
    ),
    Hostile(
        "ods cells repeated",
        "sheet.too_large",
        lambda: open_document(cell('table:number-columns-repeated="16384"') * 2_000),
    ),
    Hostile(
        "ods 10 million rows",
        "sheet.too_large",
        lambda: open_document('<table:table-row table:number-rows-repeated="10000000"/>'),
    ),
    Hostile(
        "ods hidden rows of many sheets",
        "",
        lambda: ods(
            ods_table("Hoàn thành cấp học", [["a", 1]])
            + "".join(
                f'<table:table table:name="{at}"><table:table-row table:visibility="collapse" '
                'table:number-rows-repeated="1048576"/></table:table>'
                for at in range(400)
            )
        ),
    ),
    Hostile(
        "ods spaces",
        "sheet.too_large",
        lambda: open_document("".join(cell("", '<text:p><text:s text:c="32000"/></text:p>') for _ in range(50_000))),
    ),
    Hostile("ods giant cell", "cell.too_long", lambda: open_document(cell("", f"<text:p>{'x' * 40_000}</text:p>"))),
    Hostile("ods nested", "file.depth", lambda: open_document("<text:p>" * 600_000)),
    # text
    Hostile("csv giant line", "cell.too_long", lambda: HEADER + b"\n" + b"," * 60 * MEGA),
    Hostile("csv giant cell", "cell.too_long", lambda: HEADER + b"\n" + b"x" * 40_000 + b",1,2,3,4\n"),
    Hostile("csv cell of many lines", "file.quotes", lambda: HEADER + b'\n"' + b"x\n" * 30 * MEGA),
    Hostile("csv 60,000 columns", "sheet.too_large", lambda: HEADER + b"\n" + b"," * 60_000 + b"\n"),
    Hostile("csv wide rows", "row.ragged", lambda: HEADER + b"\n" + (b",".join([b"ab"] * 16_000) + b"\n") * 100),
    Hostile(
        "csv wide header", "header.missing", lambda: (b",".join(b"c%d" % at for at in range(16_000)) + b"\n") * 40
    ),
    Hostile("html as xls", "file.html", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    Hostile(
        "xml 2003 as xls",
        "file.html",
        lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    ),
]
