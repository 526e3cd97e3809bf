"""What a page says about itself: its title, its mark, its links."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """What a page says about itself, kept in the notebook under ``metadata.gender_indicators``.

    ``banner`` is the mark on every page ("SỐ LIỆU MINH HOẠ ..."), empty for real data. ``footer`` ends the
    page (in PDF every page; the title if empty), ``author`` is a property of the file. ``notices`` stand under the
    title, each in Vietnamese and English: what a reader must know before anything else. For HTML only:
    ``nav``, the links above the title as (address, words), and ``contents``, whether the page opens with a
    list of its second-level headings.
    """

    title: str
    subtitle: str = ""
    author: str = ""
    banner: str = ""
    footer: str = ""
    lang: str = "vi"
    nav: tuple[tuple[str, str], ...] = ()
    contents: bool = False
    notices: tuple[tuple[str, str], ...] = ()
