"""The page over all published editions: which is in force, which were replaced, and whose signatures still hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from gender_indicators.base import VINTAGES, Text, format_date
from gender_indicators.plan import Vintage
from gender_indicators.report.document.blocks import Block, Heading, group
from gender_indicators.report.document.inline import Kind, Link, Mark, Run, cell
from gender_indicators.report.document.registry import write
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, row
from gender_indicators.report.making.frame import PageHeading, page
from gender_indicators.report.making.standing import ROLES, Standing

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
        "\n".join(write(section, "html") for section in sections),
        subtitle="Ấn phẩm sau thay ấn phẩm trước; ấn phẩm trước được giữ nguyên bên cạnh.",
        contents=tuple(PageHeading(2, f"nam-{year}", f"Năm {year}") for year in years),
    )


def _section(year: int, rows: Sequence[PublishedRow]) -> Block:
    titles = ("Ấn phẩm", "Số liệu", "Trách nhiệm", "Hiệu lực", "Mã xác thực")
    ordered = sorted(rows, key=lambda row: row.standing.number, reverse=True)
    return group(
        Heading(2, Text(f"Năm {year}", f"Year {year}"), f"nam-{year}"),
        TableBlock(
            f"Các ấn phẩm của năm {year}",
            tuple(TableColumn(title) for title in titles),
            tuple(_row(each) for each in ordered),
            stack=True,
        ),
    )


def _row(published: PublishedRow) -> TableRow:
    standing = published.standing
    name = f"Số {standing.number}"
    address = f"{published.year}/{standing.number}/bao-cao/index.html"
    kind, words = STATES[published.state]
    return row(
        cell(
            name if published.state == "void" else Link(name, address),
            Run(format_date(standing.day) if standing.day else "", "small"),
        ),
        cell(
            VINTAGES[published.vintage].vi,
            Run(f"chốt ngày {format_date(published.data_as_of)}", "small"),
            Run(standing.remark, "small"),
        ),
        cell(*(Run(f"{ROLES[each.role].vi}: {each.name}, {each.title}", "small") for each in standing.signatures)),
        Mark(kind, words.vi),
        published.seal[:16],
    )
