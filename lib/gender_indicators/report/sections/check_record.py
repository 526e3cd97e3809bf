"""The office's own page on the data's quality: every cell, every value found, every correction, every file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from gender_indicators.base import SEVERITIES, Text, format_date, format_integer
from gender_indicators.findings import AgencySummary, AppliedCorrection, Finding, by_file, counted, rule_words
from gender_indicators.report.document.blocks import (
    Block,
    Group,
    Heading,
    Paragraph,
    Tile,
    Tiles,
    empty_state,
    group,
    paragraph,
)
from gender_indicators.report.document.inline import Line, Link, Mark, Run, TableCell, cell, english
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, group_row, row
from gender_indicators.report.sections.annexes import ACCEPTED, NO_DECISIONS, NO_PROBLEMS, files, form_title
from gender_indicators.report.sections.deliveries import deliveries
from gender_indicators.report.sections.normalised import normalised_words
from gender_indicators.report.sections.rules import rule_link
from gender_indicators.results import CheckRecord

INTERNAL = "LƯU HÀNH NỘI BỘ - KHÔNG CÔNG BỐ"
_WARNING = Text(
    "Trang này nêu từng ô và giá trị tìm thấy trong tệp, có thể có họ tên và thông tin của cá nhân. Chỉ dùng trong "
    "cơ quan điều phối và với cơ quan gửi biểu; không đăng, không gửi ra ngoài.",
    "Internal: cells and values of the files, perhaps names of people. Not to be published or passed on.",
)


def sections(record: CheckRecord, rules: str) -> tuple[tuple[Heading, Block], ...]:
    """Return the page's sections, each with its heading; ``rules`` is the address of the page of the rules."""
    return (
        (Heading(2, Text("Kết quả kiểm tra", "Outcome"), "ket-qua"), _outcome(record)),
        (Heading(2, Text("Các cơ quan", "Agencies"), "co-quan"), _agencies(record)),
        (Heading(2, Text("Phát hiện theo cơ quan", "Findings by agency"), "phat-hien"), _findings(record, rules)),
        (
            Heading(2, Text("Đính chính và miễn trừ", "Corrections and waivers"), "dinh-chinh"),
            _corrections(record),
        ),
        (Heading(2, Text("Các lần gửi", "Deliveries"), "lan-gui"), deliveries(record)),
        (Heading(2, Text("Tệp số liệu", "Files"), "tep"), _files(record)),
    )


def _outcome(record: CheckRecord) -> Block:
    counts = counted(record.findings)
    blocking, waived, warnings = counts.errors, counts.accepted, counts.warnings
    corrected = sum(not c.rule for c in record.corrections)
    shaped = normalised_words(record.findings)
    words = f"Còn {format_integer(blocking)} lỗi phải sửa." if blocking else "Không còn lỗi nào chặn việc công bố."
    return group(
        Paragraph((_WARNING.vi, " ", english(_WARNING)), "caveat"),
        Paragraph((Run(words, "strong"),)),
        Paragraph((shaped.vi, " ", english(shaped))),
        Tiles(
            (
                Tile("Lỗi chặn công bố", format_integer(blocking), "chỗ", "missed" if blocking else "met", "Errors"),
                Tile("Được chấp nhận", format_integer(waived), "chỗ", "partly" if waived else "met", "Accepted"),
                Tile("Lưu ý", format_integer(warnings), "chỗ", "partly" if warnings else "met", "Warnings"),
                Tile("Đã đính chính", format_integer(corrected), "ô", "partly" if corrected else "met", "Corrected"),
            )
        ),
    )


def _agencies(record: CheckRecord) -> Block:
    """Every agency, worst first: forms received, what was found, what is ready to be sent to it."""
    columns = (
        TableColumn("Cơ quan"),
        TableColumn("Biểu đã nhận", numeric=True),
        TableColumn("Lỗi", numeric=True),
        TableColumn("Được chấp nhận", numeric=True),
        TableColumn("Lưu ý", numeric=True),
        TableColumn("Gửi cơ quan"),
    )
    rows = tuple(_agency_row(record, agency) for agency in record.agency_summaries)
    if not rows:
        return empty_state(NO_PROBLEMS)
    return TableBlock("Từng cơ quan, nhiều lỗi nhất ở trên", columns, rows, stack=True)


def _agency_row(record: CheckRecord, agency: AgencySummary) -> TableRow:
    name, counts = record.agencies[agency.agency].name.vi, agency.counts
    errors = Run(format_integer(counts.errors), "strong" if counts.errors else "plain")
    return row(
        cell(name) if counts.clean else cell(Link(name, f"#{_identity(agency.agency)}")),
        f"{agency.came}/{agency.due}" if agency.due else "–",
        errors,
        format_integer(counts.accepted),
        format_integer(counts.warnings),
        cell(*_papers(record, agency.agency)),
    )


def _identity(agency: str) -> str:
    return f"co-quan-{agency}"


def _papers(record: CheckRecord, agency: str) -> Iterator[Line]:
    """Links to the letter and to the marked copies for an agency."""
    papers = record.papers.get(agency)
    if papers is None:
        return
    yield (Link("Công văn (.docx)", quote(papers.letter)),)
    for copy in papers.marked.values():
        yield (Link(copy.rpartition("/")[2], quote(copy)),)


def _findings(record: CheckRecord, rules: str) -> Block:
    """All findings by agency, worst first: place, rule, what was found, what was expected, what to do."""
    found = [agency for agency in record.agency_summaries if not agency.counts.clean]
    if not found:
        return empty_state(NO_PROBLEMS)
    return Group(tuple(_of_agency(record, agency, rules) for agency in found))


def _of_agency(record: CheckRecord, agency: AgencySummary, rules: str) -> Block:
    name = record.agencies[agency.agency].name
    columns = (
        TableColumn("Vị trí"),
        TableColumn("Quy tắc"),
        TableColumn("Phát hiện"),
        TableColumn("Yêu cầu"),
        TableColumn("Cách sửa"),
    )
    own = sorted(by_file(f for f in record.findings if f.agency == agency.agency), key=_rank)
    rows: list[TableRow] = []
    for (_, file), alike in groupby(own, key=lambda f: (_rank(f), f.place.file)):
        findings = list(alike)
        rows.append(_over(record, findings[0], file))
        rows += [_finding_row(finding, rules) for finding in findings]
    papers = [line for links in _papers(record, agency.agency) for line in (*links, " · ")]
    return group(
        Heading(3, name.text, _identity(agency.agency)),
        paragraph("Gửi cơ quan: ", *papers[:-1]) if papers else None,
        TableBlock(f"{_outcome_words(agency)}, {name.vi}", columns, tuple(rows), stack=True),
    )


def _outcome_words(agency: AgencySummary) -> str:
    counts = agency.counts
    words = ((counts.errors, "lỗi phải sửa"), (counts.warnings, "lưu ý"), (counts.accepted, "chỗ được chấp nhận"))
    return ", ".join(f"{format_integer(number)} {what}" for number, what in words if number)


def _rank(finding: Finding) -> int:
    """Errors first, then warnings, then what is accepted."""
    return 2 if finding.waiver else 0 if finding.severity == "error" else 1


def _over(record: CheckRecord, finding: Finding, file: str) -> TableRow:
    """The title over the findings of one severity in one file, with a link to its marked copy."""
    papers = record.papers.get(finding.agency)
    copy = papers.marked.get(file) if papers and not finding.waiver else None
    link = (" · ", Link("bản đánh dấu", quote(copy))) if copy else ()
    form = f" {form_title(record, finding.form)}" if finding.form else ""
    return group_row(_severity(finding), form, " ", Run(f"tệp {file}", "small"), *link)


def _finding_row(finding: Finding, rules: str) -> TableRow:
    place = finding.place
    return row(
        cell(
            Run(place.spot or "cả tệp", "strong"),
            Run(f'trang "{place.sheet}"' if place.sheet else "", "small"),
            Run(place.file.rpartition("/")[2], "small"),
        ),
        cell(rule_words(finding.rule).vi, english(rule_words(finding.rule)), rule_link(finding.rule, rules)),
        _found(finding),
        cell(finding.expected.vi, english(finding.expected)),
        cell(f"Được chấp nhận: {finding.waiver}")
        if finding.waiver
        else cell(finding.action.vi, english(finding.action)),
    )


def _found(finding: Finding) -> TableCell:
    """What stood at the place, and how many like it there are."""
    more = f"{format_integer(finding.count)} chỗ tương tự, đây là chỗ đầu tiên" if finding.count > 1 else ""
    return cell(finding.found, Run(more, "small"))


def _severity(finding: Finding) -> Mark:
    if finding.waiver:
        return Mark("partly", ACCEPTED.vi)
    return Mark("missed" if finding.severity == "error" else "partly", SEVERITIES[finding.severity].vi)


def _corrections(record: CheckRecord) -> Block:
    if not record.corrections:
        return empty_state(NO_DECISIONS)
    columns = (TableColumn("Vị trí"), TableColumn("Thay đổi"), TableColumn("Lý do"), TableColumn("Người thực hiện"))
    rows = tuple(row(c.place, c.change.vi, cell(c.reason.vi, english(c.reason)), _who(c)) for c in record.corrections)
    return TableBlock("Đính chính và miễn trừ đã áp dụng", columns, rows, stack=True)


def _who(applied: AppliedCorrection) -> TableCell:
    until = f"đến {format_date(applied.expires)}" if applied.expires else ""
    entered = f"ghi tại {applied.entered}" if applied.entered else ""
    return cell(applied.by, Run(format_date(applied.on), "small"), Run(until, "small"), Run(entered, "small"))


def _files(record: CheckRecord) -> Block:
    earlier = record.earlier_inputs
    return group(
        files(record, record.inputs, f"Tệp đọc được, năm {record.year}"),
        files(record, earlier, "Tệp của các năm trước, dùng để so sánh") if earlier else None,
    )
