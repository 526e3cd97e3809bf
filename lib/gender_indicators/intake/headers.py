"""Column headers as agencies write them, in one row or two, and the columns of a form they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gender_indicators.files import Grid, is_blank, normalise
from gender_indicators.intake.text import is_vietnamese, key, legacy_readings
from gender_indicators.plan import Column, Form

_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_TRANSLATED = re.compile(r"(?P<words>.*[^\x00-\x7f].*?)\s*[/|\n]\s*(?P<other>[\x20-\x7e]+)", re.DOTALL)
# What may stand in brackets behind a header without changing what it means.
_UNITS = frozenset(
    map(
        key,
        ("người", "lượt", "lượt người", "trẻ", "trẻ em", "vụ", "cơ sở", "đơn vị", "buổi", "ca", "giờ", "giờ/tuần",
         "số", "năm", "tin", "bài", "tin, bài", "dd/mm/yyyy", "ngày/tháng/năm", "có/không", "nam/nữ"),
    )
)  # fmt: skip
# Upper words of a header below which the lower ones do not mean what they mean alone.
_NARROWING = ("kế hoạch", "lũy kế", "cùng kỳ", "năm trước", "ước", "nam", "nữ")
_NARROWS = re.compile(rf"(?:{'|'.join(map(key, _NARROWING))})(?: |$)")
LOOKED_AT = 200  # columns; no form has as many
_LONGEST = 500  # characters of a header; nobody writes as many
_ROW_NUMBERS = frozenset(map(key, ("STT", "TT", "Số TT", "Số thứ tự", "No.")))


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in rows ``first_row`` to ``last_row``: a text by column, and the places of the form's columns.

    ``found`` gives, by column name, the indices that may be the column, the best first; ``exact`` counts the columns
    whose header is the template's.
    """

    first_row: int
    last_row: int
    texts: Sequence[str]
    found: Mapping[str, Sequence[int]]
    exact: int

    @property
    def used(self) -> set[int]:
        """The indices that stand for a column."""
        return {index for places in self.found.values() for index in places}

    @property
    def score(self) -> tuple[int, int]:
        """How well the rows match: first the columns found, then those written as the template has them."""
        return len(self.found), self.exact


class Headers:
    """The headers of a form: the template's own, and by other names."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._exact = {key(column.header): column.name for column in form.columns}
        self._others: dict[str, str] = {}
        for name, words in _other_names(form):
            if words not in self._exact:
                self._others[words] = name if self._others.get(words, name) == name else ""

    @staticmethod
    def numbers_rows(text: str) -> bool:
        """Whether a column with the header ``text`` only numbers the rows."""
        return key(text) in _ROW_NUMBERS

    def match(self, first_row: int, last_row: int, texts: Sequence[Sequence[str]]) -> Header:
        """Return what the candidate ``texts`` of each column say; the template's header goes before other names."""
        exact: dict[str, list[int]] = defaultdict(list)
        other: dict[str, list[int]] = defaultdict(list)
        for index, candidates in enumerate(texts):
            if name := next(filter(None, (self._exact.get(key(words)) for words in candidates)), ""):
                exact[name].append(index)
            elif name := next(filter(None, (self._other(words) for words in candidates)), ""):
                other[name].append(index)
        words = [candidates[0] if candidates else "" for candidates in texts]
        found: dict[str, Sequence[int]] = {}
        for column in self._form.columns:
            places = _places(column, exact.get(column.name, []), other.get(column.name, []), words)
            if places:
                found[column.name] = places
        return Header(first_row, last_row, words, found, len(exact))

    def _other(self, words: str) -> str:
        """The column that ``words`` name otherwise than the template does, or nothing."""
        names = (self._exact.get(key(each)) or self._others.get(key(each)) for each in _variants(words))
        return next(filter(None, names), "")


def _other_names(form: Form) -> Iterator[tuple[str, str]]:
    """Each column's name with the keys of its other names: synonyms, and its header without what is in brackets."""
    for column in form.columns:
        for words in column.synonyms:
            yield column.name, key(words)
        yield column.name, key(_IN_BRACKETS.sub("", column.header))


def _variants(words: str) -> Iterator[str]:
    """A header as it stands, without a unit in brackets, without its translation, out of a legacy font."""
    for text in (words, *(read for _, read in legacy_readings(words))):
        yield text
        brackets = _IN_BRACKETS.search(text)
        if brackets and key(brackets[1]) in _UNITS:
            yield text[: brackets.start()]
        translated = _TRANSLATED.fullmatch(text)
        if translated and not is_vietnamese(translated["other"]):  # "/ nam", "/ 2023" are no translations
            yield translated["words"]


def _places(column: Column, exact: Sequence[int], other: Sequence[int], words: Sequence[str]) -> Sequence[int]:
    """Where a column may stand, by the template's header first. Units may have a code and a name: the code."""
    if column.type != "area":
        return [*exact, *other]
    codes = [index for index in other if key(words[index]).startswith("mã")]
    return exact or (codes if len(codes) == 1 else other)


def header_texts(grid: Grid, first_row: int, last_row: int) -> list[list[str]]:
    """Return, by column, what its header may be in one row or two: the lower words below the upper ones, or alone."""
    lower = _texts(grid, last_row)
    if first_row == last_row:
        return [[raw] if raw else [] for raw in lower]
    upper = _spread(grid, first_row, lower)
    width = max(len(lower), len(upper))
    below, above = [*lower, *[""] * (width - len(lower))], [*upper, *[""] * (width - len(upper))]
    texts = []
    for top, bottom in zip(above, below, strict=True):
        alone = "" if top and bottom and _NARROWS.match(key(top)) else bottom or top
        texts.append([words for words in (f"{top} {bottom}" if top and bottom else "", alone) if words])
    return texts


def _texts(grid: Grid, row: int) -> list[str]:
    """The texts of a row; a number or a date is no header but keeps its place."""
    cells = grid.head[row - 1][:LOOKED_AT] if row <= len(grid.head) else ()
    return [_words(cell) for cell in cells]


def _words(cell: object) -> str:
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return ""
    # a soft hyphen is a letter in a legacy font: such a header is kept as it stands
    return cell.strip() if "\u00ad" in cell else normalise(cell)


def _spread(grid: Grid, row: int, lower: Sequence[str]) -> list[str]:
    """The upper row, each of its words standing over all the columns it was merged over, or that follow it blank."""
    upper = _texts(grid, row)
    merged = {
        index: merge.first_column
        for merge in grid.merges
        if merge.first_row == row
        for index in range(merge.first_column, min(merge.last_column + 1, LOOKED_AT))
    }
    spread, last = [], ""
    for index in range(max(len(upper), len(lower))):
        words = upper[index] if index < len(upper) else ""
        if not words and merged.get(index, len(upper)) < len(upper):
            words = upper[merged[index]]
        elif not words and not grid.merges and index < len(lower) and lower[index]:
            words = last
        last = words or last
        spread.append(words)
    return spread


def numbering_below(grid: Grid, row: int) -> int:
    """Return the row of column numbers below header row ``row`` ("(1) (2) (3)", "A B 1 2"), or ``row`` itself."""
    cells = [_number(cell) for cell in grid.head[row][:LOOKED_AT]] if row < len(grid.head) else []
    filled = [cell for cell in cells if cell]
    letters = [cell for cell in filled if cell.isalpha()]
    numbers = [cell for cell in filled if cell.isdigit()]
    in_order = (
        len(filled) > 1
        and filled == [*letters, *numbers]
        and letters == [chr(65 + at) for at in range(len(letters))]
        and numbers in ([str(at + 1) for at in range(len(numbers))], [str(at) for at in range(len(numbers))])
    )
    return row + 1 if in_order else row


def _number(cell: object) -> str:
    """A cell as a column's number: "(1)", 1.0, "A"; a blank one is empty, any other is "?"."""
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = normalise(str(cell)).partition("=")[0].strip("()[] ").upper()  # "(3) = (1) + (2)"
    return words if re.fullmatch(r"[A-Z]|[0-9]{1,2}", words) else "?"
