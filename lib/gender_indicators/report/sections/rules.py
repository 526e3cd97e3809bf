"""The rules the data are held to, as tables: code, what is asked, why, how severe, whether it can be accepted."""

from __future__ import annotations

from gender_indicators.base import SEVERITIES, Text, format_integer
from gender_indicators.findings import FAMILIES, RULES, Rule, Stage
from gender_indicators.report.document.blocks import Block, Heading, bullets, group, paragraph
from gender_indicators.report.document.inline import Anchor, Link, Mark, Run, TableCell, cell, english
from gender_indicators.report.document.tables import TableBlock, TableColumn, TableRow, group_row, row

RULES_PAGE = "rules.html"
_STAGES: dict[Stage, tuple[str, Text]] = {
    "reading": ("doc-tep", Text("Khi đọc tệp", "On reading a file")),
    "gate": ("kiem-tra", Text("Khi kiểm tra số liệu", "On checking the data")),
    "office": (
        "co-quan-dieu-phoi",
        Text("Thư mục và quyết định của cơ quan điều phối", "The coordinator's folders and decisions"),
    ),
}
_COLUMNS = (
    TableColumn("Mã quy tắc"),
    TableColumn("Yêu cầu"),
    TableColumn("Vì sao"),
    TableColumn("Mức"),
    TableColumn("Có thể chấp nhận"),
)


def rule_link(code: str, page: str = RULES_PAGE) -> Link:
    """Return a link to the rule ``code`` on the page of the rules, which lies at the address ``page``."""
    return Link(code, f"{page}#{code}")


def sections() -> tuple[tuple[Heading, Block], ...]:
    """Return the page's sections, each with its heading: how to read it, then the rules by when they are asked."""
    how = (Heading(2, Text("Cách đọc trang này", "How to read this page"), "cach-doc"), _introduction())
    stages = (
        (Heading(2, words, identity), _table([rule for rule in RULES.values() if rule.stage == stage]))
        for stage, (identity, words) in _STAGES.items()
    )
    return (how, *stages)


def _introduction() -> Block:
    count = format_integer(len(RULES))
    return group(
        paragraph(
            f"Số liệu của các cơ quan được kiểm tra theo {count} quy tắc sau. Mã của quy tắc không đổi qua các năm; "
            "mã đứng trong danh sách phát hiện, trong công văn và trong bản đánh dấu gửi cơ quan. ",
            english(Text("", "Codes never change; findings, letters and marked workbooks name them.")),
        ),
        bullets(
            (
                (
                    Mark("missed", SEVERITIES["error"].vi),
                    ": chưa sửa thì chưa lập báo cáo. ",
                    english(Text("", "An error keeps the reports from being made.")),
                ),
                (
                    Mark("partly", SEVERITIES["warning"].vi),
                    ": không chặn báo cáo, được đếm ở trang Chất lượng số liệu. ",
                    english(Text("", "A warning does not; it is counted on the page of data quality.")),
                ),
                (
                    Run("Có thể chấp nhận", "strong"),
                    ": cơ quan điều phối được chấp nhận sai sót có lý do, có người chịu trách nhiệm, có thời hạn. ",
                    english(Text("", "The coordinator can accept it, with a reason, an owner and a last day.")),
                ),
            )
        ),
    )


def _table(rules: list[Rule]) -> TableBlock:
    rows: list[TableRow] = []
    for family in dict.fromkeys(rule.family for rule in rules):
        title = FAMILIES[family]
        rows.append(group_row(title.vi, " ", english(title)))
        rows += [_row(rule) for rule in rules if rule.family == family]
    return TableBlock(f"{len(rules)} quy tắc", _COLUMNS, tuple(rows), row_header=1, stack=True)


def _row(rule: Rule) -> TableRow:
    kind = "missed" if rule.severity == "error" else "partly"
    return row(
        cell(Anchor(rule.code)),
        _both(rule.what),
        _both(rule.why),
        Mark(kind, SEVERITIES[rule.severity].vi),  # type: ignore[arg-type]
        "Có, có thời hạn" if rule.waivable else "Không",
    )


def _both(words: Text) -> TableCell:
    return cell(words.vi, english(words))
