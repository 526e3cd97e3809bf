"""The gaps of a year in words: what every page says under its title, and what its opening repeats."""

from __future__ import annotations

from gender_indicators.base import Text
from gender_indicators.report.document.inline import TableCell, cell
from gender_indicators.results import Edition, FormGap


def notices(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return one notice for each form the year is reported without, in Vietnamese and English.

    It names the form, the agency, the measures without data and the office's reason.
    """
    return tuple((words.vi, words.en) for words in (_notice(edition, gap) for gap in edition.gaps))


def gap_facts(edition: Edition) -> list[tuple[str, TableCell]]:
    """Return the line of a page's opening on what is missing; nothing for a year without a gap."""
    if not edition.gaps:
        return []
    lines = (
        f"biểu {gap.number} ({edition.agencies[gap.agency].name.vi}): {_without(gap).vi}" for gap in edition.gaps
    )
    return [("Còn thiếu", cell(*lines))]


def _notice(edition: Edition, gap: FormGap) -> Text:
    agency = edition.agencies[gap.agency].name
    decided = f"; {gap.by} quyết định" if gap.by else ""
    return Text(
        f"Báo cáo còn thiếu: biểu {gap.number} ({agency.vi}): {_without(gap).vi}; lý do: "
        f"{_bare(gap.reason.vi)}{decided}.",
        f"Not in this report: form {gap.number} ({agency.en}): {_without(gap).en}; reason: {_bare(gap.reason.en)}.",
    )


def _without(gap: FormGap) -> Text:
    if not gap.measures:
        return Text("không chỉ tiêu nào cần", "no measure needs it")
    measures = ", ".join(gap.measures)
    return Text(f"chỉ tiêu {measures} chưa có số liệu", f"no data for {measures}")


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip(".")
