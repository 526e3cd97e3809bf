"""The office's own page on the data's quality, in the frame of the published ones and marked as internal."""

from __future__ import annotations

from gender_indicators.display.office import INTERNAL, sections
from gender_indicators.locale.words import ILLUSTRATIVE_MARK
from gender_indicators.office import OfficeRecord
from gender_indicators.publish.frame import Heading, page


def office_page(record: OfficeRecord) -> str:
    """Return the page as HTML. It may hold names of people: it is written by ``write_private`` and linked nowhere."""
    parts = sections(record)
    mark = f" · {ILLUSTRATIVE_MARK.vi}" if record.origin.kind == "synthetic" else ""
    return page(
        f"{INTERNAL}: Chất lượng số liệu năm {record.year}",
        "\n".join(f"{heading.html()}\n{block.html()}" for heading, block in parts),
        subtitle=record.plan.title.vi,
        author=record.plan.issuer.vi,
        banner=f"{INTERNAL}{mark}",
        footer=f"{INTERNAL}. {record.plan.title.vi}",
        contents=tuple(Heading(2, heading.id, heading.words.vi) for heading, _ in parts),
    )
