"""Links between the pages people read: every file they lead to, and every heading, exists."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OFFICE_PAGES = (
    "set-up",
    "office",
    "reading-a-report",
    "data-from-agencies",
    "corrections-and-waivers",
    "changing-the-plan",
    "results-csv",
    "privacy",
)


def prose_of(text: str) -> str:
    """The page without its code blocks, whose brackets are no links and whose lines are no headings."""
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors_of(text: str) -> set[str]:
    """The anchors GitHub gives to headings: small letters, no punctuation, a hyphen for each blank.

    >>> sorted(anchors_of("# The table results.csv\\n\\n## Ai đã gửi, ai chưa"))
    ['ai-đã-gửi-ai-chưa', 'the-table-resultscsv']
    """
    headings = re.findall(r"^#{1,6} +(.+?) *$", prose_of(text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    """The relative links of ``page`` that lead to no file, or to no heading of the page they name."""
    broken = []
    prose = re.sub(r"`[^`\n]*`", "", prose_of(page.read_text(encoding="utf-8")))
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors_of(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# One heading\n\n```\n# no heading\n```\n", encoding="utf-8")
    page = tmp_path / "page.md"
    links = ["other.md", "other.md#one-heading", "other.md#no-heading", "none.md", "#gone", "https://example.org/x"]
    page.write_text("# Page\n\n" + "\n".join(f"[x]({link})" for link in links), encoding="utf-8")
    assert broken_links(page) == ["other.md#no-heading", "none.md", "#gone"]


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_both_languages_have_the_same_headings_and_are_reached_from_the_start(name: str) -> None:
    pages = {suffix: ROOT / "docs" / f"{name}{suffix}" for suffix in (".md", ".vi.md")}
    levels = {
        suffix: re.findall(r"^#+(?= )", prose_of(path.read_text(encoding="utf-8")), flags=re.MULTILINE)
        for suffix, path in pages.items()
    }
    assert levels[".md"] == levels[".vi.md"]
    for suffix, path in pages.items():
        assert f"](docs/{path.name})" in (ROOT / f"README{suffix}").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_start_page_is_short(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").split()) <= 900
