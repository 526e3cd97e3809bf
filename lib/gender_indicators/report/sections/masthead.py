"""What a report opens with: what it is about, how the targets stand, and what the signs mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from gender_indicators.base import (
    ILLUSTRATIVE,
    ILLUSTRATIVE_MARK,
    MEANINGS,
    ORIGINS,
    UNSURE,
    UNSURE_MEANING,
    VERDICTS,
    Text,
    format_date,
    verdict_words,
)
from gender_indicators.figures import Verdict
from gender_indicators.plan import AreaRef, Target
from gender_indicators.report.document.blocks import Block, Paragraph, Tile, Tiles, bullets, facts, group, paragraph
from gender_indicators.report.document.inline import Line, Mark, Run, cell, english, kind_of
from gender_indicators.report.document.tables import TableBlock, TableColumn, row
from gender_indicators.report.sections.gaps import gap_facts
from gender_indicators.report.wording import area_inside
from gender_indicators.results import Edition

_COUNTED: tuple[Verdict, ...] = ("exceeded", "met", "partly_met", "missed", "not_due")
_SPELT_OUT: tuple[Verdict, ...] = ("partly_met", "missed")  # what a reader must act on
_JUDGED: tuple[Verdict, ...] = ("exceeded", "met", "partly_met", "missed")
_NOT_JUDGED = Text("Không có kết quả đánh giá", "Not judged")
POINT_ESTIMATES = Text(
    "Đánh giá theo giá trị tính được, như kế hoạch yêu cầu; dấu “±” và “chưa chắc chắn” là khi khoảng tin cậy chứa "
    "cả mức đạt và mức chưa đạt.",
    "Judged by the value found, as the plan asks; “±” and “chưa chắc chắn” (not certain) where the confidence "
    "interval holds values that meet the target and others that do not.",
)


def masthead(edition: Edition, area: AreaRef) -> Block:
    """Return the facts a reader needs before any figure: area, year, vintage, map, origin of the data."""
    year = edition.year
    rows = [
        ("Kế hoạch", cell(edition.plan.title.vi, english(edition.plan.title.text))),
        ("Đơn vị", cell(f"{area.name} (mã {area.code})")),
        ("Năm báo cáo", cell(str(year.year))),
        ("Kỳ số liệu", cell(f"{edition.vintage.vi}, số liệu nhận đến {format_date(year.data_as_of)}")),
        ("Bản đồ hành chính", cell(f"từ {format_date(year.map)}: {edition.map_title.vi}")),
        *gap_facts(edition),
        ("Nguồn gốc số liệu", cell(ORIGINS[edition.origin.kind].vi, Run(edition.origin.note.vi, "small"))),
    ]
    return group(illustrative_mark(edition), facts(rows), Paragraph((_provenance(edition, area),), "meta"))


def illustrative_mark(edition: Edition) -> Block | None:
    """Return the mark every output of synthetic data carries; ``None`` for the agencies' own data."""
    if edition.origin.kind != "synthetic":
        return None
    return Paragraph((Run(ILLUSTRATIVE_MARK.vi, "strong"), f": {ILLUSTRATIVE.vi}. ", english(ILLUSTRATIVE)), "caveat")


def _provenance(edition: Edition, area: AreaRef) -> str:
    files = {source.file for f in edition.figures if f.area == area for source in f.sources}
    agencies = {file.partition("/")[0] for file in files}
    return (
        f"Kết quả các chỉ tiêu được tính từ {len(files)} tệp số liệu của {len(agencies)} cơ quan, nêu ở phần Nguồn "
        "số liệu; số tham chiếu quốc gia dẫn theo nguồn ghi kèm."
    )


def summary(edition: Edition, area: AreaRef) -> Block:
    """Return the number of targets by verdict as tiles, in a sentence, and by name."""
    verdicts = [(target, edition.verdict(target.id, area.code)) for target in edition.plan.targets]
    counts = Counter(verdict if verdict in _COUNTED else "no_figure" for _, verdict in verdicts)
    named = [_named(verdict, [t for t, v in verdicts if v == verdict], area) for verdict in VERDICTS_SHOWN]
    unsure = [target.id for target, _ in verdicts if edition.uncertain(target.id, area.code)]
    if unsure:
        named.append((Run(f"± {UNSURE.vi[:1].upper()}{UNSURE.vi[1:]}", "strong"), f": chỉ tiêu {', '.join(unsure)}."))
    return group(
        Paragraph(_sentence(area, edition.year.year, counts, len(verdicts), len(unsure)), "lead"),
        Tiles(tuple(_tile(verdict, counts[verdict], len(verdicts)) for verdict in (*_COUNTED, "no_figure"))),
        bullets(line for line in named if line),
    )


VERDICTS_SHOWN: tuple[Verdict, ...] = (
    "exceeded", "met", "partly_met", "missed", "not_due", "not_fully_judged", "not_judged", "no_cases", "no_data",
    "not_representative", "province_target", "not_published", "unreliable", "suppressed",
)  # fmt: skip


def _sentence(area: AreaRef, year: int, counts: Counter[str], total: int, unsure: int) -> Line:
    others = (
        ("partly_met", "đạt một phần"),
        ("missed", "chưa đạt"),
        ("not_due", "chưa đến hạn"),
        ("no_figure", "không có kết quả đánh giá"),
    )
    others_counted = "; ".join(f"{counts[key]} {words}" for key, words in others if counts[key])
    end = f"; {others_counted}." if others_counted else "."
    certain = f"; {unsure} chỉ tiêu {UNSURE.vi}" if unsure else ""
    basis = f" (theo giá trị tính được{certain})"
    start = f"Năm {year}, {area_inside(area.name)} "
    reached = counts["exceeded"] + counts["met"]
    beyond = f", trong đó {counts['exceeded']} vượt" if counts["exceeded"] else ""
    if area.level == "province":
        return (start, Run(f"đạt {reached} trên {total} chỉ tiêu{beyond}", "strong"), f"{basis}{end}")
    judged = sum(counts[verdict] for verdict in _JUDGED)
    if not judged:
        return (start, Run("không có chỉ tiêu nào được đánh giá ở cấp này", "strong"), end)
    here = f"đạt {reached} trên {judged} chỉ tiêu được đánh giá ở cấp này{beyond}"
    return (start, Run(here, "strong"), f"{basis}{end}")


def _tile(key: str, count: int, total: int) -> Tile:
    words = _NOT_JUDGED if key == "no_figure" else VERDICTS[key]
    kind = "none" if key not in _COUNTED else kind_of(next(v for v in _COUNTED if v == key))
    return Tile(words.vi, str(count), f"/ {total}", kind, words.en)


def _named(verdict: Verdict, targets: list[Target], area: AreaRef) -> Line:
    if not targets:
        return ()
    named = [f"{target.id} {target.name.vi}" if verdict in _SPELT_OUT else target.id for target in targets]
    joined = "; ".join(named) if verdict in _SPELT_OUT else ", ".join(named)
    return (Mark(kind_of(verdict), verdict_words(verdict, area.level).vi), f": chỉ tiêu {joined}.")


def legend(used: Collection[Verdict] = VERDICTS_SHOWN) -> Block:
    """Return the table of signs and words of the verdicts and gaps that are ``used``, with their English."""
    rows = tuple(
        row(
            cell(Mark(kind_of(verdict), VERDICTS[verdict].vi)),
            cell(MEANINGS[verdict].vi),
            cell(Run(f"{VERDICTS[verdict].en}: {MEANINGS[verdict].en}", "small", "en")),
        )
        for verdict in VERDICTS_SHOWN
        if verdict in used
    )
    unsure = row(
        cell(Run(f"± {UNSURE.vi}", "strong")),
        cell(UNSURE_MEANING.vi),
        cell(Run(f"{UNSURE.en}: {UNSURE_MEANING.en}", "small", "en")),
    )
    columns = (
        TableColumn("Ký hiệu", width="42mm"),
        TableColumn("Nghĩa", width="1fr"),
        TableColumn("English", width="1fr"),
    )
    note = paragraph(
        "Giá trị được so với mục tiêu khi chưa làm tròn, rồi mới in làm tròn. Dấu phẩy ngăn phần thập phân, "
        "dấu chấm ngăn hàng nghìn. Thay đổi của tỷ lệ tính bằng điểm phần trăm. Thay đổi được tính trên số chưa làm "
        f"tròn. {POINT_ESTIMATES.vi}"
    )
    return group(TableBlock("Ký hiệu và từ dùng trong báo cáo", columns, (*rows, unsure), stack=True), note)
