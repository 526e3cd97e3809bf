"""The page of what changed since an edition: for readers beside the next edition, and with cells for the office."""

from __future__ import annotations

from collections.abc import Sequence

from gender_indicators.base import inside
from gender_indicators.report.document.registry import write
from gender_indicators.report.making.frame import page
from gender_indicators.report.making.standing import Standing, banner
from gender_indicators.report.sections.changes import changes_blocks
from gender_indicators.report.sections.check_record import INTERNAL
from gender_indicators.results import Change, Edition

CHANGES_PAGE = "thay-doi.html"


def changes_page(
    edition: Edition, changes: Sequence[Change], before: Standing, standing: Standing, internal: bool = False
) -> str:
    """Return the page that compares ``edition``, which is as ``standing`` says, with the one ``before``.

    Readers get the values both editions tell; ``internal`` adds files and cells and is for the office only.
    """
    year = edition.year.year
    mark = " · ".join(filter(None, (INTERNAL if internal else "", banner(edition.origin, standing))))
    return page(
        f"Thay đổi số liệu năm {year}",
        write(changes_blocks(edition, changes, internal), "html"),
        subtitle=f"{standing.words}, so với {inside(before.words)}. {edition.plan.title.vi}.",
        author=edition.plan.issuer.vi,
        banner=mark,
        footer=edition.plan.title.vi,
        nav=() if internal else (("index.html", "Trang đầu"),),
    )
