"""The office's own pages: the data's quality cell by cell, and the rules, in the frame of the published pages."""

from __future__ import annotations

from gender_indicators.base import ILLUSTRATIVE_MARK
from gender_indicators.report.document.blocks import group
from gender_indicators.report.document.registry import write
from gender_indicators.report.making.frame import PageHeading, page
from gender_indicators.report.making.rules import TITLE, rules_page
from gender_indicators.report.sections.check_record import INTERNAL, sections
from gender_indicators.results import CheckRecord

PAGE = "chat-luong-so-lieu.html"
RULES = "quy-tac.html"


def office_page(record: CheckRecord) -> str:
    """Return the page as HTML. It may hold names of people: it goes to the office's folder and is linked nowhere."""
    parts = sections(record, RULES)
    return page(
        f"{INTERNAL}: Chất lượng số liệu năm {record.year}",
        "\n".join(write(group(heading, block), "html") for heading, block in parts),
        subtitle=record.plan.title.vi,
        author=record.plan.issuer.vi,
        banner=_mark(record),
        footer=f"{INTERNAL}. {record.plan.title.vi}",
        nav=((RULES, TITLE),),
        contents=tuple(PageHeading(2, heading.id, heading.words.vi) for heading, _ in parts),
    )


def office_rules(record: CheckRecord) -> str:
    """Return the page of the rules as it lies beside :func:`office_page`, where it is there before any report."""
    return rules_page(record.plan, _mark(record), ((PAGE, "Chất lượng số liệu (nội bộ)"),))


def _mark(record: CheckRecord) -> str:
    return INTERNAL + (f" · {ILLUSTRATIVE_MARK.vi}" if record.origin.kind == "synthetic" else "")
