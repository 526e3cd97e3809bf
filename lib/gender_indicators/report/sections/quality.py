"""The page on the data's quality: what arrived, what was checked, what was found, what was done about it."""

from __future__ import annotations

from dataclasses import dataclass

from gender_indicators.base import format_date, format_integer, inside
from gender_indicators.report.document.blocks import Block, Tile, Tiles, facts, group, paragraph
from gender_indicators.report.document.inline import Kind, Run, english
from gender_indicators.report.sections import annexes
from gender_indicators.report.sections.gaps import gap_facts
from gender_indicators.report.sections.masthead import illustrative_mark
from gender_indicators.report.sections.normalised import normalised_words
from gender_indicators.report.sections.receipts import replaced
from gender_indicators.results import Edition, open_edition


@dataclass(frozen=True, slots=True)
class Quality:
    """An edition seen from its inputs and checks."""

    edition: Edition

    def masthead(self) -> Block:
        """The year, its vintage, and the mark of illustrative data."""
        year = self.edition.year
        closed = format_date(year.data_as_of)
        return group(
            illustrative_mark(self.edition),
            paragraph(f"Năm {year.year}: {inside(self.edition.vintage.vi)}, số liệu nhận đến {closed}."),
            facts(missing) if (missing := gap_facts(self.edition)) else None,
        )

    def checked(self) -> Block:
        """What was checked, in numbers and in a sentence on the outcome."""
        problems, files = self.edition.problems, self.edition.inputs
        blocking = sum(p.blocks for p in problems)
        warnings = sum(p.severity == "warning" and not p.accepted for p in problems)
        accepted = sum(p.accepted for p in problems)
        missing = sum(not file.came for file in files)
        shaped = normalised_words(problems)
        return group(
            paragraph(
                "Mỗi tệp được kiểm tra về cấu trúc biểu, từng ô (kiểu, khoảng giá trị, danh mục), từng dòng, tổng "
                "với thành phần, giữa các biểu với nhau và so với năm trước. ",
                Run(_outcome(blocking), "strong"),
            ),
            paragraph(shaped.vi, " ", english(shaped)),
            Tiles(
                (
                    _tile(
                        "Tệp đã nhận", "Files received", len(files) - missing, f"/ {len(files)} tệp", bool(missing)
                    ),
                    _tile("Lỗi chặn công bố", "Blocking errors", blocking, "loại", bool(blocking), "missed"),
                    _tile("Được chấp nhận", "Accepted", accepted, "loại", bool(accepted)),
                    _tile("Lưu ý", "Warnings", warnings, "loại", bool(warnings)),
                )
            ),
        )

    def findings(self) -> Block:
        """Which rules were broken, by agency and form, and at how many places."""
        return annexes.problems(self.edition)

    def corrections(self) -> Block:
        """How many cells were corrected and how many places accepted, by whom and why."""
        return annexes.decisions(self.edition)

    def inputs(self) -> Block:
        """The delivered files, and which of them replaced an earlier delivery."""
        return group(annexes.inputs(self.edition), replaced(self.edition))


def open_quality(year: int) -> Quality:
    """Return the quality page of ``year``; a year without results is a :class:`UserError`."""
    return Quality(open_edition(year))


def _outcome(blocking: int) -> str:
    if blocking:
        return f"Còn {format_integer(blocking)} loại lỗi phải sửa trước khi công bố."
    return "Không còn lỗi nào chặn việc công bố."


def _tile(label: str, words: str, count: int, unit: str, flawed: bool, kind: Kind = "partly") -> Tile:
    return Tile(label, format_integer(count), unit, kind if flawed else "met", words)
