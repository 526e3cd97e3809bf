"""The page over all published editions: which is in force, which were replaced, and whose signatures still hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from gender_indicators.base import VINTAGES, Text, format_date, nfc
from gender_indicators.plan import Vintage
from gender_indicators.report.document.html import HtmlWriter
from gender_indicators.report.document.inline import Kind, Mark
from gender_indicators.report.making.frame import INDEX_STYLE, PageHeading, page
from gender_indicators.report.making.standing import ROLES, Signature, Standing

_HTML = HtmlWriter()
STATES: dict[str, tuple[Kind, Text]] = {
    "current": ("met", Text("Đang có hiệu lực", "In force")),
    "replaced": ("none", Text("Đã được thay thế", "Replaced")),
    "void": ("missed", Text("Không còn nguyên vẹn: chữ ký không còn hiệu lực", "Changed since: signatures are void")),
}


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A published edition as the front page tells of it: ``seal`` to be compared, ``state`` one of :data:`STATES`."""

    year: int
    standing: Standing
    vintage: Vintage
    data_as_of: dt.date
    seal: str
    state: str


def front_page(rows: Sequence[PublishedRow]) -> str:
    """Return the page: a section a year, the newest year first, each with its editions, the newest first."""
    years = sorted({row.year for row in rows}, reverse=True)
    sections = [_section(year, [row for row in rows if row.year == year]) for year in years]
    return page(
        "Các ấn phẩm đã công bố",
        "\n".join(sections),
        subtitle="Ấn phẩm sau thay ấn phẩm trước; ấn phẩm trước được giữ nguyên bên cạnh.",
        contents=tuple(PageHeading(2, f"nam-{year}", f"Năm {year}") for year in years),
        style=INDEX_STYLE,
    )


def _section(year: int, rows: Sequence[PublishedRow]) -> str:
    titles = ("Ấn phẩm", "Số liệu", "Trách nhiệm", "Hiệu lực", "Mã xác thực")
    head = "".join(f'<th scope="col">{words}</th>' for words in titles)
    ordered = sorted(rows, key=lambda row: row.standing.number, reverse=True)
    body = "\n".join(_row(year, row) for row in ordered)
    caption = f"Các ấn phẩm của năm {year}"
    return (
        f'<h2 id="nam-{year}">Năm {year}</h2>\n'
        f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0"><table class="figures">'
        f"<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )


def _row(year: int, row: PublishedRow) -> str:
    standing = row.standing
    name = f"Số {standing.number}"
    address = f"{year}/{standing.number}/bao-cao/index.html"
    title = name if row.state == "void" else f'<a href="{address}">{name}</a>'
    day = f"<br><small>{format_date(standing.day)}</small>" if standing.day else ""
    data = f"{_text(VINTAGES[row.vintage].vi)}<br><small>chốt ngày {format_date(row.data_as_of)}</small>"
    remark = f"<br><small>{_text(standing.remark)}</small>" if standing.remark else ""
    signed = "<br>".join(
        f"<small>{ROLES[each.role].vi}: {_text(each.name)}, {_text(each.title)}</small>"
        for each in standing.signatures
    )
    kind, words = STATES[row.state]
    state = _HTML.mark(Mark(kind, words.vi))
    cells = (f"{data}{remark}", signed, state, f"<code>{row.seal[:16]}</code>")
    return f'<tr><th scope="row">{title}{day}</th>{"".join(f"<td>{each}</td>" for each in cells)}</tr>'


def _signed(signature: Signature) -> str:
    return f"{ROLES[signature.role].vi}: {_text(signature.name)}, {_text(signature.title)}"


def _text(words: str) -> str:
    return escape(nfc(words))
