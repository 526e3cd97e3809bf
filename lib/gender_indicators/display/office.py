"""The office's own page on the data's quality: every cell, every value found, every correction, every file."""

from __future__ import annotations

from gender_indicators.display.annexes import ACCEPTED, NO_DECISIONS, NO_PROBLEMS, files, form_title
from gender_indicators.display.blocks import (
    Block,
    Group,
    Heading,
    Paragraph,
    Tile,
    Tiles,
    empty_state,
    group,
)
from gender_indicators.display.inline import Cell, Mark, Run, cell, english
from gender_indicators.display.tables import Column, Table, row
from gender_indicators.findings import AppliedCorrection, Finding
from gender_indicators.locale import Text, format_date, format_integer
from gender_indicators.locale.words import SEVERITIES
from gender_indicators.office import OfficeRecord

INTERNAL = "LƯU HÀNH NỘI BỘ - KHÔNG CÔNG BỐ"
_WARNING = Text(
    "Trang này nêu từng ô và giá trị tìm thấy trong tệp, có thể có họ tên và thông tin của cá nhân. Chỉ dùng trong "
    "cơ quan điều phối và với cơ quan gửi biểu; không đăng, không gửi ra ngoài.",
    "Internal: cells and values of the files, perhaps names of people. Not to be published or passed on.",
)


def sections(record: OfficeRecord) -> tuple[tuple[Heading, Block], ...]:
    """Return the page's sections, each with its heading."""
    return (
        (Heading(2, Text("Kết quả kiểm tra", "Outcome"), "ket-qua"), _outcome(record)),
        (Heading(2, Text("Phát hiện theo cơ quan", "Findings by agency"), "phat-hien"), _findings(record)),
        (
            Heading(2, Text("Đính chính và miễn trừ", "Corrections and waivers"), "dinh-chinh"),
            _corrections(record),
        ),
        (Heading(2, Text("Tệp số liệu", "Files"), "tep"), _files(record)),
    )


def _outcome(record: OfficeRecord) -> Block:
    blocking = sum(f.count for f in record.findings if f.blocks)
    waived = sum(f.count for f in record.findings if f.waiver)
    warnings = sum(f.count for f in record.findings if f.severity == "warning" and not f.waiver)
    corrected = sum(not c.rule for c in record.corrections)
    words = f"Còn {format_integer(blocking)} lỗi phải sửa." if blocking else "Không còn lỗi nào chặn việc công bố."
    return group(
        Paragraph((_WARNING.vi, " ", english(_WARNING)), "caveat"),
        Paragraph((Run(words, "strong"),)),
        Tiles(
            (
                Tile("Lỗi chặn công bố", format_integer(blocking), "chỗ", "missed" if blocking else "met", "Errors"),
                Tile("Được chấp nhận", format_integer(waived), "chỗ", "partly" if waived else "met", "Accepted"),
                Tile("Cảnh báo", format_integer(warnings), "chỗ", "partly" if warnings else "met", "Warnings"),
                Tile("Đã đính chính", format_integer(corrected), "ô", "partly" if corrected else "met", "Corrected"),
            )
        ),
    )


def _findings(record: OfficeRecord) -> Block:
    """All findings by agency: place, what was found, what was expected, what to do."""
    if not record.findings:
        return empty_state(NO_PROBLEMS)
    return Group(tuple(_of_agency(record, agency) for agency in dict.fromkeys(f.agency for f in record.findings)))


def _of_agency(record: OfficeRecord, agency: str) -> Block:
    name = record.agencies[agency].name
    columns = (
        Column("Mức"), Column("Biểu, vị trí"), Column("Phát hiện"), Column("Yêu cầu"), Column("Việc cần làm"),
        Column("Quy tắc"),
    )  # fmt: skip
    rows = tuple(
        row(
            cell(_severity(f)),
            cell(form_title(record, f.form), Run(str(f.place), "small")),
            _found(f),
            cell(f.expected.vi, english(f.expected)),
            cell(f.waiver) if f.waiver else cell(f.action.vi, english(f.action)),
            f.rule,
        )
        for f in record.findings
        if f.agency == agency
    )
    return group(
        Heading(3, name.text), Table(f"Phát hiện đối với {name.vi}", columns, rows, row_header=1, stack=True)
    )


def _found(finding: Finding) -> Cell:
    """What stood at the place, and how many like it there are."""
    more = f"{format_integer(finding.count)} chỗ tương tự" if finding.count > 1 else ""
    return cell(finding.found, Run(more, "small"))


def _severity(finding: Finding) -> Mark:
    if finding.waiver:
        return Mark("partly", ACCEPTED.vi)
    return Mark("missed" if finding.severity == "error" else "partly", SEVERITIES[finding.severity].vi)


def _corrections(record: OfficeRecord) -> Block:
    if not record.corrections:
        return empty_state(NO_DECISIONS)
    columns = (Column("Vị trí"), Column("Thay đổi"), Column("Lý do"), Column("Người thực hiện"))
    rows = tuple(row(c.place, c.change.vi, cell(c.reason.vi, english(c.reason)), _who(c)) for c in record.corrections)
    return Table("Đính chính và miễn trừ đã áp dụng", columns, rows, stack=True)


def _who(applied: AppliedCorrection) -> Cell:
    until = f"đến {format_date(applied.expires)}" if applied.expires else ""
    return cell(applied.by, Run(format_date(applied.on), "small"), Run(until, "small"))


def _files(record: OfficeRecord) -> Block:
    earlier = record.earlier_inputs
    return group(
        files(record, record.inputs, f"Tệp đọc được, năm {record.year}"),
        files(record, earlier, "Tệp của các năm trước, dùng để so sánh") if earlier else None,
    )
