"""What stands behind the figures: broken rules, the office's decisions, the files. No cell of a file and no value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Protocol

from gender_indicators.base import SEVERITIES, Text, format_date, format_integer
from gender_indicators.figures import NOT_TOLD, ProtectedFigure, SourceRef
from gender_indicators.findings import BrokenRule, Decision
from gender_indicators.plan import Agencies, AreaRef, Origin
from gender_indicators.report.document.blocks import Block, empty_state, group, paragraph
from gender_indicators.report.document.inline import Mark, Run, TableCell, cell, english
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, group_row, row
from gender_indicators.report.sections.rules import rule_link
from gender_indicators.report.wording import area_inside
from gender_indicators.results import Edition, InputFile

NO_PROBLEMS = Text("Các phép kiểm tra tự động không phát hiện sai sót nào.", "Nothing was found.")
NO_DECISIONS = Text("Không có số liệu nào được đính chính hay miễn trừ.", "Nothing was corrected or waived.")
ACCEPTED = Text("Được chấp nhận", "Accepted")
_HASH = 12
_HASH_NOTE = (
    f"Mã kiểm tra in {_HASH} ký tự đầu; mã đầy đủ, cách tính và hàm tính của từng chỉ tiêu ở trang Phương pháp. "
    f"“{NOT_TOLD}”: biểu ghi từng người, số dòng (và mã kiểm tra của danh sách ngắn) có thể làm lộ cá nhân."
)
_UNIT_NOTE = (
    "Các dòng đã dùng, mã kiểm tra của từng tệp, cách tính và hàm tính của từng chỉ tiêu ở trang Phương pháp."
)
_FILES_NOTE = (
    f"“{NOT_TOLD}”: biểu ghi từng người. Số dòng có thể chính là con số được bảo mật; của danh sách ngắn, ai biết mã "
    "kiểm tra thì thử được xem mình đoán đúng nội dung hay không."
)


class Names(Protocol):
    """What gives the agencies and forms of a year their names."""

    @property
    def agencies(self) -> Agencies:
        """The agencies."""

    @property
    def forms(self) -> dict[str, Text]:
        """The title of each form code."""

    @property
    def origin(self) -> Origin:
        """Where the data come from."""


def problems(edition: Edition) -> Block:
    """Return which rules were broken by agency and form: how severe, at how many places, accepted or not."""
    if not edition.problems:
        return empty_state(NO_PROBLEMS)
    columns = (
        TableColumn("Biểu", width="1fr"),
        TableColumn("Yêu cầu chưa đạt", width="1.4fr"),
        TableColumn("Mức", width="26mm"),
        TableColumn("Số chỗ", numeric=True, width="18mm"),
    )
    rows: list[TableRow] = []
    for agency, own in groupby(edition.problems, key=lambda problem: problem.agency):
        rows.append(group_row(edition.agencies[agency].name.vi))
        rows += [
            row(form_title(edition, p.form) or "–", _rule(p.what, p.rule), cell(_severity(p)), _places(p.places))
            for p in own
        ]
    return TableBlock("Yêu cầu chưa đạt, theo cơ quan và biểu", columns, tuple(rows), size="8pt", stack=True)


def decisions(edition: Edition) -> Block:
    """Return the cells the office corrected and the places it accepted: how many, why, who, until when."""
    corrected = [d for d in edition.decisions if not d.rule]
    accepted = [d for d in edition.decisions if d.rule]
    if not edition.decisions:
        return empty_state(NO_DECISIONS)
    return group(
        _corrected(edition, corrected) if corrected else None, _accepted(edition, accepted) if accepted else None
    )


def _corrected(edition: Edition, found: Iterable[Decision]) -> TableBlock:
    columns = (
        TableColumn("Cơ quan, biểu", width="1fr"),
        TableColumn("Số ô", numeric=True, width="16mm"),
        TableColumn("Lý do", width="1.4fr"),
        TableColumn("Người thực hiện", width="34mm"),
    )
    rows = tuple(
        row(_sender(edition, d.agency, d.form), _places(d.places), cell(d.reason.vi, english(d.reason)), _who(d))
        for d in found
    )
    return TableBlock("Số ô được đính chính", columns, rows, size="8pt", stack=True)


def _accepted(edition: Edition, found: Iterable[Decision]) -> TableBlock:
    columns = (
        TableColumn("Cơ quan, biểu", width="1fr"),
        TableColumn("Yêu cầu chưa đạt", width="1fr"),
        TableColumn("Số chỗ", numeric=True, width="16mm"),
        TableColumn("Lý do chấp nhận", width="1.2fr"),
        TableColumn("Người chấp nhận", width="30mm"),
        TableColumn("Đến ngày", width="22mm"),
    )
    rows = tuple(
        row(
            _sender(edition, d.agency, d.form),
            _rule(d.what, d.rule),
            _places(d.places),
            cell(d.reason.vi, english(d.reason)),
            _who(d),
            format_date(d.expires) if d.expires else "",
        )
        for d in found
    )
    return TableBlock("Được chấp nhận có lý do, có thời hạn", columns, rows, size="8pt", stack=True)


def _rule(what: Text, code: str) -> TableCell:
    return cell(what.vi, english(what), rule_link(code))


def _places(number: int | None) -> TableCell:
    return cell(Run(NOT_TOLD, "small")) if number is None else cell(format_integer(number))


def _who(decision: Decision) -> TableCell:
    """Who decided and when; of a correction that expires also the last day it is applied."""
    last = decision.expires if not decision.rule else None
    until = f"áp dụng đến {format_date(last)}" if last else ""
    return cell(decision.by, Run(format_date(decision.on), "small"), Run(until, "small"))


def _severity(problem: BrokenRule) -> Mark:
    """The severity as a status; an error that is accepted is no longer one."""
    if problem.accepted:
        return Mark("partly", ACCEPTED.vi)
    return Mark("missed" if problem.severity == "error" else "partly", SEVERITIES[problem.severity].vi)


def _sender(names: Names, agency: str, form: str) -> TableCell:
    return cell(names.agencies[agency].name.vi, Run(form_title(names, form), "small"))


def form_title(names: Names, form: str) -> str:
    """Return the Vietnamese title of a form; nothing for a finding that belongs to none."""
    return names.forms[form].vi if form else ""


def sources(edition: Edition, area: AreaRef) -> Block:
    """Return the files the figures of ``area`` come from, and for which measures; for the province rows and hash too.

    Rows are left out where their number would tell too much: at a confidential figure it is the hidden count. How a
    measure is counted stands on the methodology page, where its figures lead to.
    """
    full = area.code == edition.province.code
    columns = (
        TableColumn("Tệp, trang tính", width="1.2fr"),
        TableColumn("Dùng cho chỉ tiêu", width="1fr"),
        *((TableColumn("Dòng", width="24mm"), TableColumn("Mã kiểm tra (SHA-256)", width="27mm")) if full else ()),
    )
    used: dict[tuple[str, str], list[ProtectedFigure]] = defaultdict(list)
    for measure in edition.plan.measures:
        figure = edition.figure(measure.id, area.code)
        for source in figure.sources:
            used[source.file, source.sheet].append(figure)
    rows = tuple(_source_row(place, figures, full) for place, figures in used.items())
    caption = f"Nguồn số liệu, {area_inside(area.name)}, năm {edition.year.year}"
    note = _HASH_NOTE if full else _UNIT_NOTE
    return group(TableBlock(caption, columns, rows, size="7.5pt"), paragraph(note))


def _source_row(place: tuple[str, str], figures: Sequence[ProtectedFigure], full: bool) -> TableRow:
    sources = [source for figure in figures for source in figure.sources if (source.file, source.sheet) == place]
    secret = any(figure.gap == "suppressed" for figure in figures)
    digest = sources[0].sha256[:_HASH] or Run(NOT_TOLD, "small")
    measures = "; ".join(figure.measure for figure in figures)
    file = cell(place[0], Run(place[1], "small"))
    return row(file, measures, *((cell(source_rows(sources[0], secret)), cell(digest)) if full else ()))


def source_rows(source: SourceRef, secret: bool) -> Run | str:
    """Return the rows of a file that were read, or why they are not told: a short list, or a ``secret`` figure."""
    if not source.sha256:
        return Run(NOT_TOLD, "small")
    if not source.rows:
        return Run(NOT_TOLD, "small")
    return Run("được bảo mật", "small") if secret else source.rows


def inputs(edition: Edition) -> Block:
    """Return the delivered files with hash and rows, missing ones named; then those of earlier years, if any.

    Confidential counts are left out, of short lists about people the hash too.
    """
    secret = _secret_forms(edition)
    year, earlier = edition.year.year, edition.earlier_inputs
    short = any(file.rows is None for file in (*edition.inputs, *earlier))
    return group(
        files(edition, edition.inputs, f"Tệp nhận được, năm {year}", secret),
        files(edition, earlier, "Tệp của các năm trước, dùng để so sánh", secret) if earlier else None,
        paragraph(_FILES_NOTE) if short else None,
    )


def files(names: Names, delivered: Iterable[InputFile], caption: str, secret: Iterable[str] = ()) -> TableBlock:
    """Return a table of delivered files; the rows of the forms ``secret`` are not told."""
    columns = (
        TableColumn("Cơ quan", width="34mm"),
        TableColumn("Biểu", width="1fr"),
        TableColumn("Tệp", width="1fr"),
        TableColumn("Số dòng", numeric=True, width="18mm"),
        TableColumn("Mã kiểm tra (SHA-256)", width="46mm"),
    )
    hidden = set(secret)
    rows = tuple(
        row(
            names.agencies[file.agency].name.vi,
            form_title(names, file.form),
            cell(file.file, Run(_published(names, file), "small")),
            _row_count(file, hidden),
            _digest(file),
        )
        for file in delivered
    )
    return TableBlock(caption, columns, rows, row_header=2, size="7.5pt")


def _published(names: Names, file: InputFile) -> str:
    """Return the source of a file whose figures are real although the others are synthetic."""
    source = names.origin.published.get(file.file)
    return f"số liệu đã công bố: {source.vi}" if source else ""


def _row_count(file: InputFile, secret: set[str]) -> TableCell:
    if not file.came:
        return cell("–")
    if file.rows is None:
        return cell(Run(NOT_TOLD, "small"))
    return cell(Run("được bảo mật", "small")) if file.form in secret else cell(format_integer(file.rows))


def _digest(file: InputFile) -> TableCell:
    if not file.came:
        return cell(Mark("none", "Chưa nhận"))
    return cell(*_halves(file.sha256)) if file.sha256 else cell(Run(NOT_TOLD, "small"))


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
