"""What stands behind the figures: findings of the checks, corrections, waivers, and the files."""

from __future__ import annotations

from collections.abc import Iterable

from gender_indicators.display.blocks import Block, Group, Heading, empty_state, group, paragraph
from gender_indicators.display.inline import Cell, Mark, Run, cell, english
from gender_indicators.display.tables import Column, Row, Table, row
from gender_indicators.display.wording import area_inside
from gender_indicators.edition import Edition, InputFile
from gender_indicators.figures import AreaRef, Figure
from gender_indicators.findings import Finding
from gender_indicators.locale import Text, format_date, format_integer
from gender_indicators.locale.words import SEVERITIES
from gender_indicators.plan import Measure

NO_FINDINGS = Text("Không có phát hiện nào.", "Nothing was found.")
NO_CORRECTIONS = Text("Không có số liệu nào được đính chính hay miễn trừ.", "Nothing was corrected or waived.")
_HASH = 12
_HASH_NOTE = (
    f"Mã kiểm tra in {_HASH} ký tự đầu; mã đầy đủ ở trang Chất lượng số liệu và trong bảng kết quả (results.csv)."
)
_UNIT_NOTE = (
    "Các dòng đã dùng và mã kiểm tra của từng tệp ở trang Chất lượng số liệu và trong bảng kết quả (results.csv)."
)


def notes(edition: Edition) -> Block:
    """Return the warnings a reader of the figures must know, and the errors let pass with the reason."""
    warnings = [f for f in edition.findings if f.severity == "warning" and not f.waiver]
    waived = [f for f in edition.findings if f.waiver]
    return group(
        _noted(edition, "Cảnh báo về số liệu", warnings) if warnings else empty_state(NO_FINDINGS),
        _waived(edition, waived) if waived else None,
    )


def _noted(edition: Edition, caption: str, findings: Iterable[Finding]) -> Table:
    columns = (
        Column("Cơ quan, biểu", width="1fr"),
        Column("Vị trí", width="1fr"),
        Column("Phát hiện", width="1fr"),
        Column("Yêu cầu", width="1fr"),
    )
    rows = tuple(row(_sender(edition, f), str(f.place), found(f), f.expected.vi) for f in findings)
    return Table(caption, columns, rows)


def _waived(edition: Edition, findings: Iterable[Finding]) -> Table:
    columns = (
        Column("Cơ quan, biểu", width="1fr"),
        Column("Vị trí", width="1fr"),
        Column("Phát hiện", width="1fr"),
        Column("Lý do chấp nhận", width="1fr"),
    )
    rows = tuple(row(_sender(edition, f), str(f.place), found(f), f.waiver) for f in findings)
    return Table("Lỗi được chấp nhận có lý do", columns, rows)


def _sender(edition: Edition, finding: Finding) -> Cell:
    return cell(edition.agencies[finding.agency].name.vi, Run(form_title(edition, finding.form), "small"))


def form_title(edition: Edition, form: str) -> str:
    """Return the Vietnamese title of a form; nothing for a finding that belongs to none."""
    return edition.forms[form].vi if form else ""


def found(finding: Finding) -> Cell:
    """Return what stood at the place, and how many like it there are."""
    more = f"{format_integer(finding.count)} chỗ tương tự" if finding.count > 1 else ""
    return cell(finding.found, Run(more, "small"))


def severity(finding: Finding) -> Mark:
    """Return the severity of a finding as a status; a waived error is no longer one."""
    if finding.waiver:
        return Mark("partly", "Được chấp nhận")
    return Mark("missed" if finding.severity == "error" else "partly", SEVERITIES[finding.severity].vi)


def corrections(edition: Edition) -> Block:
    """Return the cells the office corrected and the findings it accepted: where, what, why, who, when."""
    if not edition.corrections:
        return empty_state(NO_CORRECTIONS)
    columns = (
        Column("Vị trí", width="1fr"),
        Column("Thay đổi", width="1fr"),
        Column("Lý do", width="1.2fr"),
        Column("Người thực hiện", width="28mm"),
    )
    rows = tuple(
        row(c.place, c.change.vi, cell(c.reason.vi, english(c.reason)), cell(c.by, Run(format_date(c.on), "small")))
        for c in edition.corrections
    )
    return Table("Đính chính và miễn trừ đã áp dụng", columns, rows)


def sources(edition: Edition, area: AreaRef) -> Block:
    """Return where each figure of ``area`` comes from: file, sheet, function; for the province rows and hash too.

    Rows are left out where their number would tell too much: at a confidential figure it is the hidden count.
    """
    full = area.code == edition.province.code
    columns = (
        Column("Chỉ tiêu", width="1fr"),
        Column("Tệp, trang tính", width="1.2fr"),
        *((Column("Dòng", width="24mm"), Column("Mã kiểm tra (SHA-256)", width="27mm")) if full else ()),
        Column("Hàm tính", width="1fr"),
    )
    rows = tuple(
        line
        for measure in edition.plan.measures
        for line in _source_rows(edition.figure(measure.id, area.code), measure, full)
    )
    caption = f"Nguồn của từng số, {area_inside(area.name)}, năm {edition.year.year}"
    note = _HASH_NOTE if full else _UNIT_NOTE
    return group(Table(caption, columns, rows, size="7.5pt"), paragraph(note))


def _source_rows(figure: Figure, measure: Measure, full: bool) -> Iterable[Row]:
    for number, source in enumerate(figure.sources):
        name = cell(f"{measure.id}. {measure.name.vi}") if number == 0 else cell("")
        where = cell(source.file, Run(source.sheet, "small"))
        rows = Run("được bảo mật", "small") if figure.gap == "suppressed" or not source.rows else source.rows
        yield row(name, where, *((cell(rows), source.sha256[:_HASH]) if full else ()), figure.function)


def agency_findings(edition: Edition) -> Block:
    """Return all findings by agency: place, what was found, what was expected, what to do."""
    if not edition.findings:
        return empty_state(NO_FINDINGS)
    return Group(tuple(_of_agency(edition, agency) for agency in dict.fromkeys(f.agency for f in edition.findings)))


def _of_agency(edition: Edition, agency: str) -> Block:
    own = [f for f in edition.findings if f.agency == agency]
    name = edition.agencies[agency].name
    columns = (
        Column("Mức", width="22mm"),
        Column("Biểu, vị trí", width="1fr"),
        Column("Phát hiện", width="1fr"),
        Column("Yêu cầu", width="1fr"),
        Column("Việc cần làm", width="1fr"),
        Column("Quy tắc", width="20mm", under="Biểu, vị trí"),
    )
    rows = tuple(
        row(
            cell(severity(f)),
            cell(form_title(edition, f.form), Run(str(f.place), "small")),
            found(f),
            cell(f.expected.vi, english(f.expected)),
            cell(f.waiver or f.action.vi, Run("", "small") if f.waiver else english(f.action)),
            f.rule,
        )
        for f in own
    )
    return group(
        Heading(3, name.text), Table(f"Phát hiện đối với {name.vi}", columns, rows, row_header=1, size="8pt")
    )


def inputs(edition: Edition) -> Block:
    """Return the delivered files with hash and rows, missing ones named; then those of earlier years, if any.

    Confidential counts are left out.
    """
    secret = _secret_forms(edition)
    year = edition.year.year
    earlier = edition.earlier_inputs
    return group(
        _files(edition, edition.inputs, secret, f"Tệp nhận được, năm {year}"),
        _files(edition, earlier, secret, "Tệp của các năm trước, dùng để so sánh") if earlier else None,
    )


def _files(edition: Edition, files: tuple[InputFile, ...], secret: set[str], caption: str) -> Table:
    columns = (
        Column("Cơ quan", width="34mm"),
        Column("Biểu", width="1fr"),
        Column("Tệp", width="1fr"),
        Column("Số dòng", numeric=True, width="18mm"),
        Column("Mã kiểm tra (SHA-256)", width="46mm"),
    )
    rows = tuple(
        row(
            edition.agencies[file.agency].name.vi,
            form_title(edition, file.form),
            cell(file.file, Run(_published(edition, file), "small")),
            _row_count(file, secret),
            cell(*_halves(file.sha256)) if file.sha256 else cell(Mark("none", "Chưa nhận")),
        )
        for file in files
    )
    return Table(caption, columns, rows, row_header=2, size="7.5pt")


def _published(edition: Edition, file: InputFile) -> str:
    """Return the source of a file whose figures are real although the others are synthetic."""
    source = edition.origin.published.get(file.file)
    return f"số liệu đã công bố: {source.vi}" if source else ""


def _row_count(file: InputFile, secret: set[str]) -> Cell:
    if not file.sha256:
        return cell("–")
    if file.rows is None or file.form in secret:
        return cell(Run("được bảo mật", "small"))
    return cell(format_integer(file.rows))


def _halves(digest: str) -> tuple[Run, ...]:
    return tuple(Run(digest[start : start + 16], "small") for start in range(0, len(digest), 16))


def _secret_forms(edition: Edition) -> set[str]:
    """Return the forms whose number of rows is a count that the province's own figure hides."""
    province = edition.province.code
    return {
        form
        for measure in edition.plan.measures
        if measure.sensitive
        and any(f.gap == "suppressed" for f in edition.figures if f.measure == measure.id and f.area.code == province)
        for form in measure.forms.values()
    }
