"""The first page: the province's targets, the scoreboard of targets by areas, links to every report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from html import escape
from itertools import groupby

from gender_indicators.base import (
    LEVELS,
    MEANINGS,
    UNSURE,
    UNSURE_MEANING,
    VERDICTS,
    Text,
    format_date,
    format_integer,
    nfc,
)
from gender_indicators.figures import Verdict
from gender_indicators.findings import RULES
from gender_indicators.plan import AreaRef, Measure, Target
from gender_indicators.report.document.html import HtmlWriter
from gender_indicators.report.document.inline import SHAPES, UNSURE_SIGN, Mark, kind_of
from gender_indicators.report.making.changes import CHANGES_PAGE
from gender_indicators.report.making.frame import INDEX_STYLE, PageHeading, page
from gender_indicators.report.making.rules import RULES_PAGE
from gender_indicators.report.making.standing import DRAFT, ROLES, Standing, banner
from gender_indicators.report.sections.gaps import notices
from gender_indicators.report.sections.masthead import POINT_ESTIMATES
from gender_indicators.report.sections.receipts import receipts
from gender_indicators.report.wording import (
    area_inside,
    target_mark,
    threshold_cell,
    threshold_words,
    value_cell,
)
from gender_indicators.results import Edition

_HTML = HtmlWriter()
_VERDICT_TITLE = "Đánh giá chỉ tiêu"
# The verdicts drawn as a shape.
SIGNED: tuple[Verdict, ...] = ("exceeded", "met", "partly_met", "missed", "not_due")
# A gap's letters in the narrow cells of the scoreboard, distinct without colour.
LETTERS: dict[Verdict, str] = {
    "not_fully_judged": "cđ",
    "not_judged": "kđ",
    "no_cases": "0",
    "no_data": "?",
    "not_representative": "đd",
    "province_target": "t",
    "not_published": "–",
    "unreliable": "ss",
    "suppressed": "bm",
}


def report_name(area: str) -> str:
    """Return the file name, without ending, of an area's report."""
    return f"bao-cao-{area}"


def index_page(
    edition: Edition, reported: Collection[str], standing: Standing = DRAFT, compared: bool = False
) -> str:
    """Return ``index.html``; ``reported`` are the codes of the areas that have a report.

    ``compared`` is whether the page of what changed since the last edition lies beside it.
    """
    count = len(edition.plan.targets)
    sections = (
        ("tong-quan", Text("Tổng quan", "Overview"), _overview(edition)),
        ("chi-tieu", Text(f"{count} chỉ tiêu của tỉnh", "The province's targets"), _province(edition)),
        ("bang-diem", Text("Bảng điểm theo đơn vị", "Scoreboard by area"), _scoreboard(edition, reported)),
        ("bao-cao", Text("Các báo cáo", "Reports"), _reports(edition, reported)),
        *_receipts(edition),
        ("tep", Text("Số liệu và tài liệu", "Data and documents"), _documents(edition, compared)),
        *_signatures(standing),
    )
    body = "\n".join(_section(identity, words, content) for identity, words, content in sections)
    year = edition.year
    return page(
        f"{edition.plan.short_title.vi}: kết quả năm {year.year}",
        body,
        subtitle=f"{edition.province.name}. {edition.vintage.vi}, chốt ngày {format_date(year.data_as_of)}. "
        f"{standing.words}.",
        author=edition.plan.issuer.vi,
        banner=banner(edition.origin, standing),
        footer=edition.plan.title.vi,
        contents=tuple(PageHeading(2, identity, words.vi) for identity, words, _ in sections),
        notices=notices(edition),
        style=INDEX_STYLE,
    )


def _section(identity: str, words: Text, content: str) -> str:
    english = f'<p class="meta subtitle" lang="en">{_text(words.en)}</p>'
    return f'<h2 id="{identity}">{_text(words.vi)}</h2>\n{english}\n{content}'


def _overview(edition: Edition) -> str:
    counts = Counter(edition.verdict(target.id, edition.province.code) for target in edition.plan.targets)
    tiles = [(verdict, VERDICTS[verdict].vi, counts[verdict]) for verdict in SIGNED]
    rest = sum(counts.values()) - sum(number for _, _, number in tiles)
    cards = [_card(kind_of(verdict), words, number) for verdict, words, number in tiles]
    cards.append(_card("none", "Không đánh giá", rest))
    map_words = _text(edition.map_title.vi)
    return (
        f'<ul class="cards tight">{"".join(cards)}</ul>\n'
        f'<p class="meta">Bản đồ hành chính: {map_words}. {_text(edition.origin.note.vi)}</p>'
    )


def _card(kind: str, words: str, number: int) -> str:
    status = _HTML.mark(Mark(kind, words))  # type: ignore[arg-type]
    return f'<li class="card"><p class="value">{number} <small>chỉ tiêu</small></p><p>{status}</p></li>'


def _province(edition: Edition) -> str:
    code = edition.province.code
    rows = []
    for goal in edition.plan.goals:
        title = f"Mục tiêu {goal.id}. {goal.name.vi}"
        rows.append(f'<tr class="group"><th colspan="5" scope="rowgroup">{_text(title)}</th></tr>')
        rows += [_target_rows(edition, target, code) for target in goal.targets]
    target, result = _titles(edition)
    head = "".join(
        f'<th scope="col"{css}>{words}</th>'
        for words, css in (
            ("Số", ""), ("Chỉ tiêu", ""), (target, ""), (result, ' class="num"'), (_VERDICT_TITLE, ""),
        )
    )  # fmt: skip
    caption = f"Kết quả các chỉ tiêu, {_text(area_inside(edition.province.name))}, năm {edition.year.year}"
    return _table(caption, head, "\n".join(rows), "figures stack")


def _titles(edition: Edition) -> tuple[str, str]:
    """The titles of the columns of targets and results, also those of a card on a phone."""
    return f"Mục tiêu đến năm {edition.plan.last_year}", f"Kết quả năm {edition.year.year}"


def _target_rows(edition: Edition, target: Target, area: str) -> str:
    verdict = target_mark(edition, target.id, edition.area(area))
    goal_title, result_title = _titles(edition)
    html = []
    for position, measure in enumerate(target.measures):
        figure = edition.figure(measure.id, area)
        span = f' rowspan="{len(target.measures)}"'
        number = f"<td{span}>{_text(target.id)}</td>" if position == 0 else ""
        status = f'<td{span} data-label="{_VERDICT_TITLE}">{_HTML.mark(verdict)}</td>' if position == 0 else ""
        html.append(
            f'<tr>{number}<th scope="row">{_text(measure.name.vi)}</th>'
            f'<td data-label="{goal_title}">{_text(threshold_cell(measure))}{_unit(measure)}</td>'
            f'<td class="num" data-label="{result_title}">{_HTML.cell(value_cell(figure, measure))}</td>{status}</tr>'
        )
    return "\n".join(html)


def _unit(measure: Measure) -> str:
    """The unit of a threshold that does not name it."""
    unit = measure.unit.vi
    named = unit in threshold_words(measure.threshold, unit)
    return "" if named else f" <small>{_text(unit)}</small>"


def _scoreboard(edition: Edition, reported: Collection[str]) -> str:
    targets = edition.plan.targets
    head = '<th scope="col">Đơn vị</th>' + "".join(
        f'<th scope="col" class="tick"><abbr title="{_text(t.name.vi)}">{_text(t.id)}</abbr></th>' for t in targets
    )
    rows = []
    for area in edition.areas:
        cells = "".join(_tick(edition, target, area) for target in targets)
        css = ' class="total"' if area.level == "province" else ""
        rows.append(f'<tr{css}><th scope="row">{_link(area, reported)}</th>{cells}</tr>')
    year = edition.year.year
    caption = f"Đánh giá từng chỉ tiêu theo đơn vị, năm {year}. Thứ tự theo mã đơn vị, không phải xếp hạng."
    return _table(caption, head, "\n".join(rows), "figures ticks") + _legend() + _judging()


def _tick(edition: Edition, target: Target, area: AreaRef) -> str:
    mark = target_mark(edition, target.id, area)
    sign = _sign(edition.verdict(target.id, area.code)) + (UNSURE_SIGN if mark.unsure else "")
    return (
        f'<td class="tick tick-{mark.kind}" title="{_text(mark.full_words)}">'
        f'<span aria-hidden="true">{sign}</span>'
        f'<span class="hidden">{_text(mark.full_words)}</span></td>'
    )


def _legend() -> str:
    shown: list[str] = []
    for verdict in (*SIGNED, *LETTERS):
        kind = kind_of(verdict)
        words = f'<span class="tick-{kind}">{_sign(verdict)}</span> <strong>{_text(VERDICTS[verdict].vi)}</strong>'
        shown.append(f'<li>{words}: <span class="muted">{_text(MEANINGS[verdict].vi)}</span></li>')
    unsure = f"<span>{UNSURE_SIGN}</span> <strong>{_text(UNSURE.vi.capitalize())}</strong>"
    shown.append(f'<li>{unsure}: <span class="muted">{_text(UNSURE_MEANING.vi)}</span></li>')
    return f'<ul class="legend">{"".join(shown)}</ul>'


def _judging() -> str:
    english = f'<span lang="en">{_text(POINT_ESTIMATES.en)}</span>'
    return f'<p class="meta">{_text(POINT_ESTIMATES.vi)} {english}</p>'


def _sign(verdict: Verdict) -> str:
    kind = kind_of(verdict)
    return SHAPES[kind] if kind != "none" else LETTERS[verdict]


def _reports(edition: Edition, reported: Collection[str]) -> str:
    blocks = []
    for level, areas in groupby(edition.areas, key=lambda area: area.level):
        items = "".join(_report_item(area) for area in areas if area.code in reported)
        if items:
            blocks.append(f'<h3>Báo cáo {_text(LEVELS[level].vi)}</h3>\n<ul class="reports">{items}</ul>')
    return "\n".join(blocks)


def _report_item(area: AreaRef) -> str:
    name = report_name(area.code)
    return (
        f'<li><a href="{name}.html">{_text(area.name)}</a> <span class="muted">mã {_text(area.code)}:</span> '
        f'<a href="{name}.pdf">PDF</a>, <a href="{name}.ipynb">sổ tay</a></li>'
    )


def _receipts(edition: Edition) -> tuple[tuple[str, Text, str], ...]:
    """The section on who sent what when; none for results that do not say."""
    if not edition.receipts:
        return ()
    return (("gui-so-lieu", Text("Tình hình gửi số liệu", "Who has reported"), _HTML.write(receipts(edition))),)


def _documents(edition: Edition, compared: bool) -> str:
    problems = len(edition.problems)
    hidden = format_integer(edition.hidden.figures)
    changes = f'<li><a href="{CHANGES_PAGE}">Thay đổi so với ấn phẩm trước</a></li>' if compared else ""
    return (
        '<ul class="reports">'
        f'<li><a href="quality.html">Chất lượng số liệu</a> <span class="muted">({problems} loại lưu ý, '
        f"{len(edition.inputs)} tệp số liệu)</span></li>"
        f'<li><a href="{RULES_PAGE}">Quy tắc kiểm tra</a> <span class="muted">({len(RULES)} quy tắc)</span></li>'
        '<li><a href="methodology.html">Phương pháp và định nghĩa</a></li>'
        '<li><a href="data/results.csv">Bảng kết quả (CSV)</a> <span class="muted">'
        f"({format_integer(len(edition.figures))} dòng, trong đó {hidden} dòng được bảo mật)</span></li>"
        f"{changes}"
        '<li><a href="manifest.json">Danh mục tệp và mã băm</a></li></ul>'
    )


def _signatures(standing: Standing) -> tuple[tuple[str, Text, str], ...]:
    """The section on who answers for the edition; none for a draft."""
    if not standing.signatures:
        return ()
    rows = "".join(
        f'<tr><th scope="row">{ROLES[each.role].vi}</th><td>{_text(each.name)}</td><td>{_text(each.title)}</td></tr>'
        for each in standing.signatures
    )
    head = "".join(f'<th scope="col">{words}</th>' for words in ("Trách nhiệm", "Họ và tên", "Chức vụ"))
    remark = f'<p class="meta">{_text(standing.remark)}</p>' if standing.remark else ""
    table = _table(f"{_text(standing.words)}", head, rows)
    return (("ky", Text("Trách nhiệm công bố", "Who answers for this edition"), f"{table}\n{remark}"),)


def _link(area: AreaRef, reported: Collection[str]) -> str:
    if area.code not in reported:
        return _text(area.name)
    return f'<a href="{report_name(area.code)}.html">{_text(area.name)}</a>'


def _table(caption: str, head: str, rows: str, css: str = "figures") -> str:
    return (
        f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0"><table class="{css}">'
        f"<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>"
    )


def _text(words: str) -> str:
    return escape(nfc(words))
