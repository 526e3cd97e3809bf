"""Numbers in running text and in cells: which figure they tell of, and what of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from gender_indicators.editions.attack.names import NOTHING, Labels, Names, plain
from gender_indicators.editions.attack.statements import Part, Statement

Hint = Literal[
    "", "bound", "change", "rows", "counts", "ends", "derived", "unsure", "skip"
]  # what a column or row says of its numbers
_DIGIT = re.compile(r"\d")
_HALF = 0.5
_NUM = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])|\d+(?:,\d+)?"
_NO_YEAR = r"(?!(?:19|20)\d\d(?![\d.,]))"
_FREE = r"(?<![\w.,/:-])"
_BOUNDS = r"ít nhất|không quá|không dưới|tối thiểu|tối đa|dưới|trên|khoảng|từ|đạt|mục tiêu|điểm xuất phát|còn|xuống"
_NOUNS = r"chỉ tiêu|năm|tệp|cơ quan(?= chủ trì)|ký tự|tháng|quý|tuổi|phương pháp|số đo"
_TOKENS = (
    ("file", r"[\w./-]*\w\.(?:csv|xlsx|html|pdf|ipynb|json|yaml|png|svg|py|vn|com|org|gov)\b"
             r"(?: ?! ?[^\[;]*)?(?:\[[^\]]*\])?"),
    ("digest", r"\b(?:sha256:)?(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}\b"),
    ("date", r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{4}-\d\d-\d\d\b|(?<=ngày )\d{1,2}/\d{1,2}\b"),
    ("law", r"\b\d+(?:/\d{4})?/[^\W\d_][\w&-]*"),
    ("name", "{names}"),
    ("unit", "{units}"),
    ("rating", rf"{_FREE}\d+,\d trên 10\b|\b(?:khoảng tin cậy|mức tin cậy|mức) \d+(?:,\d+)? ?%(?= ?[:;,)])"),
    ("bound", rf"(?<!\w)(?:{_BOUNDS})(?: năm (?:19|20)\d\d)? ?:? ?"
              rf"{_NO_YEAR}(?P<bound_number>{_NUM})(?!\w|[,.]\d|/\d) ?[%‰]?"),
    ("change", rf"(?:\+|−|(?<![\w\d])-)\s?(?P<change_number>{_NUM})(?![\w/])"
               rf"|{_FREE}(?P<points>{_NUM})(?= ?(?:điểm phần|%? (?:một|mỗi) năm))"),
    ("pooled", r"\b(?:gộp|bình quân|pooled) (?:các năm )?"
               r"(?P<first>(?:19|20)\d\d) ?[–-] ?(?P<last>(?:19|20)\d\d)\b"),
    ("years", r"\b(?:19|20)\d\d ?[–-] ?(?:19|20)?\d\d\b(?![,.]\d)"),
    ("ages", r"\b\d{1,2} ?[–-] ?\d{1,2}(?= tuổi)|số liệu (?:của )?năm (?:19|20)\d\d|\bdòng \d+ ?- ?\d+"),
    ("interval", rf"{_FREE}(?P<low>{_NUM}) ?(?:–|—|\.\.\.?|đến) ?(?P<high>{_NUM})(?![\w/])"),
    ("n", rf"\bn ?= ?(?P<n_number>{_NUM})"),
    ("part", r"\b(?P<part_word>tử số|mẫu số|numerator|denominator|giá trị|value|standard_error|sai số chuẩn|"
             r"ci_low|ci_high|cv|hệ số biến thiên)\b ?(?:là|[:=]|\")?(?=[\s\"']*[\d])[\s\"']*"),
    ("scaled", rf"{_FREE}(?P<scaled_number>{_NUM})(?={{rates}})"),
    ("pair", rf"{_FREE}(?P<top>{_NUM})(?:/| trên (?:tổng số )?| trong (?:tổng )?số | of )"
             rf"(?P<bottom>{_NUM})(?!\w|[,.]\d|/)(?! ?(?:{_NOUNS})\b)"),
    ("year", r"(?<![\w.,/])(?:19|20)\d\d(?![\w/%]|[,.]\d)"),
    ("identifier", r"(?<![\w.])\d+\.\d{1,2}[a-z]?(?:-\w+)?(?![\w,]|\.\d| ?%)"),
    ("counted", rf"{_FREE}{_NUM} (?:{_NOUNS})\b"),
    ("dotted", r"(?<![\w.,/])(?P<dotted_number>\d+\.\d+)(?![\w.])"),
    ("number", rf"{_FREE}(?P<free_number>{_NUM})(?![\w]|[,./]\d|-\d)"),
    ("plan", r"điểm xuất phát|mục tiêu"),
    ("derived", r"lộ trình|dự kiến|dự báo|khả năng|tốc độ|chỉ số|nhanh hơn|chậm hơn|(?<!\w)cần(?!\w)"
                r"|tham chiếu|nếu hiểu"),
    ("stop", r"[;•|]|\.(?=[ \n]|$)|\n"),
)  # fmt: skip
_PARTS: dict[str, Part] = {
    "tử số": "numerator", "numerator": "numerator", "mẫu số": "denominator", "denominator": "denominator",
    "giá trị": "value", "value": "value", "standard_error": "standard_error", "sai số chuẩn": "standard_error",
    "ci_low": "ci_low", "ci_high": "ci_high", "cv": "cv", "hệ số biến thiên": "cv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: a name with its ``labels``, or numbers as ranges (low, high)."""

    kind: str
    start: int
    labels: Labels = NOTHING
    numbers: tuple[tuple[float, float], ...] = ()
    word: str = ""
    percent: bool = False


class Text:
    """Reads texts with the vocabulary ``names``; what was read once is remembered."""

    def __init__(self, names: Names) -> None:
        self.names = names
        units = {known.unit.lower() for known in names.measures.values() if known.unit}
        rates = [re.escape(unit) for unit in units if unit.startswith("/")]
        others = [re.escape(unit) for unit in units if any(letter.isdigit() for letter in unit)]
        spelled = {
            "{names}": names.pattern,
            "{units}": rf"(?<![\d])(?:{'|'.join(others)})" if others else "(?!)",
            "{rates}": f"(?:{'|'.join(rates)})" if rates else "(?!)",
        }
        whole = "|".join(f"(?P<{kind}>{_filled(each, spelled)})" for kind, each in _TOKENS)
        self._pattern = re.compile(whole)
        self._names = re.compile(names.pattern)
        self.tokens = lru_cache(maxsize=50_000)(self._tokens)
        self.labels = lru_cache(maxsize=50_000)(self._labels)

    def _tokens(self, text: str) -> tuple[Token, ...]:
        """Return the pieces of a text that matter, in their order; lines end a clause."""
        told = "\n".join(plain(line) for line in text.split("\n"))
        small = told.lower()
        if len(told) > 12:
            small = self.names.known_phrases.sub(lambda found: " " * len(found.group()), small)
        if not _DIGIT.search(small) and len(small) > 400:
            return ()
        return tuple(self._found(told if len(told) == len(small) else small, small))

    def _found(self, told: str, small: str) -> Iterator[Token]:
        for found in self._pattern.finditer(small):
            kind = found.lastgroup or ""
            token = self._token(kind, found, told)
            if token:
                yield token

    def _token(self, kind: str, found: re.Match[str], told: str) -> Token | None:
        start, text = found.start(), found.group()
        if kind == "name":
            labels = self.names.words.get(text)
            if labels is None:
                written, labels = self.names.lowered[text]
                if told[start : found.end()] != written:
                    return None
            return Token("name", start, labels, word=text)
        if kind == "year":
            return Token("name", start, Labels(year=int(text)))
        if kind == "pooled":
            return Token("name", start, Labels(year=int(found["last"]), first_year=int(found["first"])))
        if kind in ("stop", "derived", "plan"):
            return Token(kind, start, word=text)
        if kind == "part":
            return Token(kind, start, word=found["part_word"])
        groups = _NUMBERS.get(kind)
        if groups is None:
            return None
        numbers = tuple(_range(found[group]) for group in groups if found[group] is not None)
        percent = told[found.end() : found.end() + 2].strip()[:1] in ("%", "‰")
        return Token(kind, start, numbers=numbers, percent=percent)

    def _labels(self, text: str) -> Labels:
        """Return what a heading, a caption or the head of a row speaks of: the first name of each kind.

        A measure's own name says more than that of its target or a number before it.
        """
        labels = NOTHING
        exact = self.names.exactly(text)
        for token in self.tokens(text):
            if token.kind == "name" and not token.labels.first_year:
                measures = token.labels.measures
                if not labels.measures or len(measures) == 1 < len(labels.measures):
                    labels = replace(labels, measures=measures or labels.measures)
                labels = replace(labels, area=labels.area or token.labels.area, year=labels.year or token.labels.year)
        return exact.over(labels)

    def numbers(self, text: str) -> bool:
        """Whether a text holds a number that may tell of a figure."""
        return any(token.numbers for token in self.tokens(text))

    def statements(
        self, text: str, outer: Labels, where: str, hint: Hint = "", part: Part | None = None
    ) -> Iterator[Statement]:
        """Yield what ``text`` says, where ``outer`` is what its place speaks of."""
        if hint == "skip" or not _DIGIT.search(text):
            return
        tokens = self.tokens(text)
        if not any(token.numbers for token in tokens):
            return
        state = _State(self, outer, where, hint, part)
        clause: list[Token] = []
        for token in tokens:
            if token.kind == "stop":
                yield from state.clause(clause)
                clause = []
            else:
                clause.append(token)
        yield from state.clause(clause)


_NUMBERS = {
    "bound": ("bound_number",), "change": ("change_number", "points"), "interval": ("low", "high"),
    "n": ("n_number",),
    "scaled": ("scaled_number",), "pair": ("top", "bottom"), "dotted": ("dotted_number",), "number": ("free_number",),
}  # fmt: skip


class _State:
    """Goes through the clauses of a text: what one speaks of, the next does too until it says otherwise."""

    def __init__(self, reader: Text, outer: Labels, where: str, hint: Hint, part: Part | None) -> None:
        self._reader, self._where, self._hint, self._part = reader, where, hint, part
        self._now, self._own = outer, False
        self._told: set[tuple[Labels, str]] = set()

    def clause(self, tokens: list[Token]) -> Iterator[Statement]:
        named = [token for token in tokens if token.kind == "name"]
        start = self._now
        for token in named:  # the first name of each kind also holds for the numbers before it
            start = token.labels.over(start) if not _same_kind(token.labels, named, token) else start
        now, derived, plan, part = start, False, self._hint == "bound", self._part
        for token in tokens:
            if token.kind == "name":
                now, self._own = token.labels.over(now), True
            elif token.kind == "derived":
                derived = True
            elif token.kind == "plan":
                plan = True
            elif token.kind == "part":
                part = _PARTS[token.word]
            else:
                derived_here = derived or (self._hint == "derived" and not self._own)
                yield from self._number(token, now, derived_here, plan, part)
                part = self._part
        if named:
            self._now = now

    def _number(self, token: Token, now: Labels, derived: bool, plan: bool, part: Part | None) -> Iterator[Statement]:
        for measure in now.measures or ("",):
            if not measure and part is None:
                continue
            if not now.area:
                continue
            told = self._meaning(token, measure, now, derived, plan, part)
            for each, (low, high) in zip(told, token.numbers, strict=False):
                final: Part = each if len(now.measures) < 2 else "number"
                yield Statement(
                    measure, now.area, now.year or self._reader.names.year, final, low, high, self._where,
                    now.breakdown or "total", first_year=now.first_year,
                )  # fmt: skip

    def _meaning(
        self, token: Token, measure: str, now: Labels, derived: bool, plan: bool, part: Part | None
    ) -> tuple[Part, ...]:
        known = self._reader.names.measures.get(measure)
        bound = known is not None and any(
            low <= each <= high for low, high in token.numbers for each in known.numbers
        )
        if bound and (token.kind == "bound" or plan or derived):
            return ()
        if token.kind == "change" or self._hint == "change":
            return ("change" if not derived and self._hint == "change" else "derived",)
        if derived:
            return _twice("derived", token)
        if self._hint == "rows":
            return _twice("rows", token)
        if token.kind == "bound" or self._hint in ("bound", "unsure"):
            return _twice("number", token)
        if token.kind == "pair":
            return self._once(now, ("numerator", "denominator"))
        if token.kind == "interval":
            return self._once(now, ("ci_low", "ci_high"))
        if token.kind == "n":
            return self._once(now, ("n",))
        if part is not None:
            return (part,)
        if self._hint == "ends" and token.kind == "number":
            return self._once(now, ("ci_high",) if (now, "ci_low") in self._told else ("ci_low",))
        if self._hint == "counts" and not token.percent:
            return ("number",)
        return self._once(now, ("value",))

    def _once(self, now: Labels, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Return ``parts``, which a figure has once: a second number of the kind is something else."""
        again = (now, parts[0]) in self._told
        self._told.add((now, parts[0]))
        return tuple(_UNKNOWN for _ in parts) if again else parts


_UNKNOWN: Part = "number"


def _twice(part: Part, token: Token) -> tuple[Part, ...]:
    """Return ``part`` for each number of a token."""
    return tuple(part for _ in token.numbers)


def _same_kind(labels: Labels, named: list[Token], token: Token) -> bool:
    """Whether a name of the same kind stands before ``token``."""
    for each in named:
        if each is token:
            return False
        if (each.labels.area and labels.area) or (each.labels.year and labels.year):
            return True
        if each.labels.measures and labels.measures:
            return True
    return False


def _range(text: str) -> tuple[float, float]:
    """Return the values that are printed as ``text``.

    >>> _range("86,0"), _range("1.682"), _range("66.6")
    ((85.95, 86.05), (1681.5, 1682.5), (66.55, 66.65))
    """
    whole, comma, decimals = text.partition(",")
    if not comma and "." in text and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        whole, _, decimals = text.partition(".")
    value = float(whole.replace(".", "") + ("." + decimals if decimals else ""))
    half = _HALF * 10.0 ** -len(decimals)
    return round(value - half, 12), round(value + half, 12)


def _filled(pattern: str, spelled: dict[str, str]) -> str:
    for slot, told in spelled.items():
        pattern = pattern.replace(slot, told)
    return pattern
