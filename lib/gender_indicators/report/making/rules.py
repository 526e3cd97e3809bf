"""The page of the rules: with every report, and beside the office's own page, which is there before a report."""

from __future__ import annotations

from collections.abc import Sequence

from gender_indicators.plan import Plan
from gender_indicators.report.document.blocks import group
from gender_indicators.report.document.registry import write
from gender_indicators.report.making.frame import PageHeading, page
from gender_indicators.report.sections.rules import RULES_PAGE, sections

TITLE = "Quy tắc kiểm tra"


def rules_page(
    plan: Plan,
    banner: str,
    nav: Sequence[tuple[str, str]],
    notices: Sequence[tuple[str, str]] = (),
    standing: str = "",
) -> str:
    """Return the page of all rules: ``banner`` on top, the links ``nav`` above the title, ``notices`` below it.

    ``standing`` says which edition it belongs to.
    """
    parts = sections()
    return page(
        TITLE,
        "\n".join(write(group(heading, block), "html") for heading, block in parts),
        subtitle=f"{plan.title.vi}. {standing}." if standing else plan.title.vi,
        author=plan.issuer.vi,
        banner=banner,
        footer=plan.title.vi,
        nav=nav,
        notices=notices,
        contents=tuple(PageHeading(2, heading.id, heading.words.vi) for heading, _ in parts),
    )


__all__ = ["RULES_PAGE", "TITLE", "rules_page"]
