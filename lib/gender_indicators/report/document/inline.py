"""The smallest parts of a page: words in a line, a status, a cell of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gender_indicators.base import UNSURE, Text, nfc
from gender_indicators.figures import Verdict

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

    @property
    def words(self) -> str:
        """The cell as text, its lines beside each other."""
        return "; ".join("".join(map(words_of, line)) for line in self.lines)


def cell(*lines: Inline | Line) -> TableCell:
    """Return a cell of these lines; an empty one is left out.

    >>> cell("50,9", Run("1.018/2.000", "small")).words
    '50,9; 1.018/2.000'
    """
    as_lines = [line if isinstance(line, tuple) else (line,) for line in lines]
    return TableCell(tuple(line for line in as_lines if any(map(words_of, line))))


def english(text: Text) -> Run:
    """Return the English words of ``text`` as a small muted run."""
    return Run(text.en, "small", "en")


def words_of(part: Inline) -> str:
    """Return ``part`` as text; a status keeps its shape."""
    if isinstance(part, str):
        return nfc(part)
    if isinstance(part, Link):
        return nfc(part.words) if part.printed else ""
    if isinstance(part, Anchor):
        return part.code
    return f"{part.shape} {nfc(part.full_words)}" if isinstance(part, Mark) else nfc(part.text)
