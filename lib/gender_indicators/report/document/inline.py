"""The smallest parts of a page: words in a line, a status, a cell. Every text is escaped here, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from gender_indicators.base import UNSURE, Text, nfc
from gender_indicators.figures import Verdict
from gender_indicators.report.document.typst_markup import typst_string, typst_text

Style = Literal["plain", "strong", "small"]
Kind = Literal["exceeded", "met", "partly", "missed", "not-due", "none"]

# The shapes differ without colour; Typst's bundled fonts have these signs (◆ and ◐ yes, ✕ no).
SHAPES: dict[Kind, str] = {"exceeded": "▲", "met": "●", "partly": "◐", "missed": "◆", "not-due": "○", "none": "–"}
UNSURE_SIGN = "±"
_KINDS: dict[Verdict, Kind] = {
    "exceeded": "exceeded", "met": "met", "partly_met": "partly", "missed": "missed", "not_due": "not-due",
}  # fmt: skip


def kind_of(verdict: Verdict) -> Kind:
    """Return the kind of status a verdict is drawn as; every gap is "none"."""
    return _KINDS.get(verdict, "none")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style and language; ``small`` is also muted."""

    text: str
    style: Style = "plain"
    lang: Literal["vi", "en"] = "vi"


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: a shape and words; an ``unsure`` one has another shape too, and says so."""

    kind: Kind
    words: str
    unsure: bool = False

    @property
    def full_words(self) -> str:
        """The words, with what makes an unsure one different."""
        return f"{self.words}, {UNSURE.vi}" if self.unsure else self.words

    @property
    def shape(self) -> str:
        """The sign of the status, different without colour."""
        return f"{SHAPES[self.kind]}{UNSURE_SIGN}" if self.unsure else SHAPES[self.kind]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an ``address`` on this page or another; on paper only if ``printed``, as mere words."""

    words: str
    address: str
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Anchor:
    """A code that links can lead to by ``#`` and the code itself."""

    code: str


Inline = str | Run | Mark | Link | Anchor
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """Lines of words below each other."""

    lines: tuple[Line, ...]

    def html(self) -> str:
        """The cell as HTML."""
        return "<br>".join("".join(map(inline_html, line)) for line in self.lines)

    def typst(self) -> str:
        """The cell as Typst markup."""
        return " \\ ".join("".join(map(inline_typst, line)) for line in self.lines)

    def plain(self) -> str:
        """The cell as text."""
        return "; ".join("".join(map(inline_plain, line)) for line in self.lines)


def cell(*lines: Inline | Line) -> TableCell:
    """Return a cell of these lines; an empty one is left out.

    >>> cell("50,9", Run("1.018/2.000", "small")).plain()
    '50,9; 1.018/2.000'
    """
    as_lines = [line if isinstance(line, tuple) else (line,) for line in lines]
    return TableCell(tuple(line for line in as_lines if any(map(inline_plain, line))))


def english(text: Text) -> Run:
    """Return the English words of ``text`` as a small muted run."""
    return Run(text.en, "small", "en")


def inline_html(part: Inline) -> str:
    """Return ``part`` as HTML."""
    if isinstance(part, str):
        return escape(nfc(part))
    if isinstance(part, Link):
        return f'<a href="{escape(part.address)}">{escape(nfc(part.words))}</a>'
    if isinstance(part, Mark):
        unsure, sign = (" unsure", f"{UNSURE_SIGN} ") if part.unsure else ("", "")
        return f'<span class="status {part.kind}{unsure}">{sign}{escape(nfc(part.full_words))}</span>'
    if isinstance(part, Link):
        return f'<a href="{escape(part.address)}">{escape(nfc(part.words))}</a>'
    if isinstance(part, Anchor):
        return f'<code id="{escape(part.code)}">{escape(part.code)}</code>'
    lang = "" if part.lang == "vi" else f' lang="{part.lang}"'
    words = escape(nfc(part.text))
    if part.style == "plain":
        return f"<span{lang}>{words}</span>" if lang else words
    if part.style == "strong":
        return f"<strong{lang}>{words}</strong>"
    return f"<small{lang}>{words}</small>"


def inline_typst(part: Inline) -> str:
    """Return ``part`` as Typst markup."""
    if isinstance(part, str):
        return typst_text(nfc(part))
    if isinstance(part, Link):
        return typst_text(nfc(part.words)) if part.printed else ""
    if isinstance(part, Mark):
        unsure = ", unsure: true" if part.unsure else ""
        return f"#status({typst_string(part.kind)}, {typst_string(nfc(part.full_words))}{unsure});"
    if isinstance(part, (Link, Anchor)):
        return typst_text(nfc(inline_plain(part)))
    words = typst_text(nfc(part.text))
    if part.lang != "vi":
        words = f"#text(lang: {typst_string(part.lang)})[{words}];"
    if part.style == "plain":
        return words
    return f"#strong[{words}];" if part.style == "strong" else f"#muted[{words}];"


def inline_plain(part: Inline) -> str:
    """Return ``part`` as text; a status keeps its shape."""
    if isinstance(part, str):
        return nfc(part)
    if isinstance(part, Link):
        return nfc(part.words) if part.printed else ""
    if isinstance(part, Anchor):
        return part.code
    return f"{part.shape} {nfc(part.full_words)}" if isinstance(part, Mark) else nfc(part.text)
