"""The catalogue of rules: every rule the program can break has a code of its own, and words for everybody."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import pytest

from gender_indicators.base.hashing import PACKAGE
from gender_indicators.findings.rules import FAMILIES, RULES
from gender_indicators.report.making.index import index_page
from gender_indicators.report.making.rules import rules_page

sys.path.insert(0, str(Path(__file__).parent))

from edition_example import EDITION, PLAN


def test_the_catalogue_is_in_the_order_in_which_rules_are_asked() -> None:
    assert list(RULES)[:2] == ["file.missing", "file.unreadable"]
    assert all(code == rule.code for code, rule in RULES.items())
    stages = [rule.stage for rule in RULES.values()]
    assert stages == sorted(stages, key=["reading", "gate", "office"].index)


def test_codes_are_well_formed_and_of_a_known_family() -> None:
    assert [code for code in RULES if not re.fullmatch(r"[a-z]+\.[a-z_]+", code)] == []
    assert {rule.family for rule in RULES.values()} == set(FAMILIES)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_what_and_why_in_sentences_without_a_value(code: str) -> None:
    for words in (RULES[code].what, RULES[code].why):
        for sentence in (words.vi, words.en):
            assert sentence[0].isupper() and sentence.endswith("."), sentence
            assert not set(sentence) & set("{}"), sentence
    assert RULES[code].severity in ("error", "warning")


def test_every_code_a_finding_is_written_with_is_in_the_catalogue() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    codes = set(re.findall(r"""rule=["']([a-z]+\.[a-z_]+)["']|Fault\(\s*["']([a-z]+\.[a-z_]+)["']""", written))
    used = {first or second for first, second in codes}
    assert {"file.unexpected", "file.missing", "sheet.hidden"} <= used
    assert used - set(RULES) == set()


def test_what_no_figure_can_do_without_cannot_be_waived() -> None:
    assert not RULES["area.unknown"].waivable
    assert not RULES["file.unexpected"].waivable
    assert RULES["file.missing"].waivable and RULES["year.jump"].waivable


def test_the_page_has_every_rule_once_and_can_be_linked_to_by_code() -> None:
    page = html.unescape(rules_page(PLAN, "SỐ LIỆU MINH HOẠ", (("index.html", "Trang đầu"),)))
    assert sorted(re.findall(r'<code id="([^"]+)">', page)) == sorted(RULES)
    for rule in RULES.values():
        for words in (rule.what, rule.why):
            assert words.vi in page and words.en in page, rule.code
    unknown = page[page.index('id="area.unknown"') :].partition("<tr")[0]
    assert "Lỗi" in unknown and unknown.rstrip().endswith("Không")
    jump = page[page.index('id="year.jump"') :].partition("<tr")[0]
    assert "Lưu ý" in jump and jump.rstrip().endswith("Có, có thời hạn")
    assert "SỐ LIỆU MINH HOẠ" in page and '<a href="index.html">Trang đầu</a>' in page


def test_the_first_page_leads_to_the_rules() -> None:
    assert f'<a href="rules.html">Quy tắc kiểm tra</a> <span class="muted">({len(RULES)} quy tắc)' in index_page(
        EDITION, ["46"]
    )
