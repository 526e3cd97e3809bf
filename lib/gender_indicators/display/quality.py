"""The page on the data's quality: what arrived, what was checked, what was found, what was done about it."""

from __future__ import annotations

from dataclasses import dataclass

from gender_indicators.display import annexes
from gender_indicators.display.blocks import Block, Tile, Tiles, group, paragraph
from gender_indicators.display.inline import Kind, Run
from gender_indicators.display.masthead import illustrative_mark
from gender_indicators.edition import Edition, open_edition
from gender_indicators.locale import format_date, format_integer
from gender_indicators.locale.words import inside


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
        )

    def checked(self) -> Block:
        """What was checked, in numbers and in a sentence on the outcome."""
        findings, files = self.edition.findings, self.edition.inputs
        blocking = sum(f.blocks for f in findings)
        warnings = sum(f.severity == "warning" and not f.waiver for f in findings)
        waived = sum(bool(f.waiver) for f in findings)
        missing = sum(not file.sha256 for file in files)
        return group(
            paragraph(
                "Mỗi tệp được kiểm tra về cấu trúc biểu, từng ô (kiểu, khoảng giá trị, danh mục), từng dòng, tổng "
                "với thành phần, giữa các biểu với nhau và so với năm trước. ",
                Run(_outcome(blocking), "strong"),
            ),
            Tiles(
                (
                    _tile(
                        "Tệp đã nhận", "Files received", len(files) - missing, f"/ {len(files)} tệp", bool(missing)
                    ),
                    _tile("Lỗi chặn công bố", "Blocking errors", blocking, "lỗi", bool(blocking), "missed"),
                    _tile("Lỗi được chấp nhận", "Waived errors", waived, "lỗi", bool(waived)),
                    _tile("Cảnh báo", "Warnings", warnings, "cảnh báo", bool(warnings)),
                )
            ),
        )

    def findings(self) -> Block:
        """The findings by agency."""
        return annexes.agency_findings(self.edition)

    def corrections(self) -> Block:
        """The corrections and waivers that were applied."""
        return annexes.corrections(self.edition)

    def inputs(self) -> Block:
        """The delivered files."""
        return annexes.inputs(self.edition)


def open_quality(year: int) -> Quality:
    """Return the quality page of ``year``; a year without results is a :class:`UserError`."""
    return Quality(open_edition(year))


def _outcome(blocking: int) -> str:
    if blocking:
        return f"Còn {format_integer(blocking)} lỗi phải sửa trước khi công bố."
    return "Không còn lỗi nào chặn việc công bố."


def _tile(label: str, words: str, count: int, unit: str, flawed: bool, kind: Kind = "partly") -> Tile:
    return Tile(label, format_integer(count), unit, kind if flawed else "met", words)
