"""The words a reader knows: measures, areas and breakdowns by all their names, as the edition tells them."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from gender_indicators.editions.attack.statements import Part

_TYPES = re.compile(r"^(?:Tỉnh|Thành phố|Quận|Huyện|Thị xã|Thị trấn|Phường|Xã|Đặc khu)\s+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")
_FIGURES = {"figures", "history", "pooled", "areas", "inputs", "earlier_inputs", "verdicts", "readings"}


def plain(text: str) -> str:
    """Return ``text`` in one spelling: composed letters, single spaces, common hyphens.

    >>> plain("2021‑2025\\u00a0 năm")
    '2021-2025 năm'
    """
    told = text if text.isascii() else unicodedata.normalize("NFC", text)
    told = told.replace("\u2011", "-").replace("\u2010", "-").replace("\u2212", "−").replace("\u00ad", "")
    return _SPACES.sub(" ", told).strip()


@dataclass(frozen=True, slots=True)
class Labels:
    """What a place speaks of. Several ``measures`` stand for one of them, as a target of several parts does."""

    measures: tuple[str, ...] = ()
    area: str = ""
    year: int | None = None
    breakdown: str = ""
    first_year: int | None = None

    def over(self, outer: Labels) -> Labels:
        """Return these labels, with those of ``outer`` where there are none; another measure has other breakdowns."""
        if not (self.measures or self.area or self.year or self.breakdown):
            return outer
        measures = self.measures
        if outer.measures and (not measures or len(measures) > 1 >= len(outer.measures)):
            measures = outer.measures if not measures or outer.measures[0] in measures else measures
        same = measures == outer.measures
        return Labels(
            measures,
            self.area or outer.area,
            self.year or outer.year,
            self.breakdown or (outer.breakdown if same else ""),
            self.first_year if self.year else outer.first_year,
        )


NOTHING = Labels()


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan tells of a measure: its scale and the numbers of the plan that are no figures."""

    id: str
    per: float | None = None
    decimals: int | None = None
    unit: str = ""
    threshold: float | None = None
    numbers: frozenset[float] = frozenset()
    breakdowns: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Names:
    """The vocabulary of an edition: ``words`` are names and what they stand for, in small letters.

    ``proper`` are the names of areas without the word for their type, which count only as they are written;
    ``phrases`` are sentences of the plan that hold numbers and are no news.
    """

    year: int
    words: Mapping[str, Labels]
    proper: Mapping[str, Labels]
    measures: Mapping[str, Known]
    phrases: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()

    @classmethod
    def of_folder(cls, folder: Path) -> Names:
        """Return the names in the edition below ``folder``, else those in its table of results."""
        edition, results = folder / "data" / "edition.json", folder / "data" / "results.csv"
        if edition.exists():
            try:
                return cls.of_edition(json.loads(edition.read_bytes()))
            except (ValueError, KeyError, TypeError, AttributeError):
                pass
        return cls.of_results(results.read_text("utf-8-sig") if results.exists() else "")

    @classmethod
    def of_edition(cls, edition: Mapping[str, Any]) -> Names:
        """Return the names in the content of an ``edition.json``; ``KeyError`` where it is none."""
        known: dict[str, Known] = {}
        words: dict[str, Labels] = {}
        for target in (target for goal in edition["plan"]["goals"] for target in goal["targets"]):
            ids = tuple(measure["id"] for measure in target["measures"])
            for measure in target["measures"]:
                known[measure["id"]] = _known(measure)
                words |= {name: Labels((measure["id"],)) for name in _spellings(measure["name"], measure["id"])}
            for name in _spellings(target["name"], target["id"]):
                words.setdefault(name, Labels(ids))
        areas = [(each["code"], each["name"]) for each in edition["areas"]]
        areas += [(f["area"]["code"], f["area"]["name"]) for f in edition.get("history", ())]
        rest = {key: value for key, value in edition.items() if key not in _FIGURES}
        return cls(
            int(edition["year"]["year"]),
            words | _area_words(areas),
            _proper(areas),
            known,
            tuple(sorted(set(_phrases(rest)) - words.keys(), key=len, reverse=True)),  # names are read as names
            frozenset(code for code, _ in areas),
        )

    @classmethod
    def of_results(cls, text: str) -> Names:
        """Return the few names in the text of a ``results.csv``."""
        rows = list(csv.DictReader(io.StringIO(text)))
        areas = [(row.get("area_code") or "", row.get("area_name") or "") for row in rows]
        ids = {row.get("measure") or "" for row in rows} - {""}
        years = [int(row["period"]) for row in rows if (row.get("period") or "").isdigit()]
        return cls(
            max(years, default=0),
            {name: Labels((each,)) for each in ids for name in _spellings({}, each)} | _area_words(areas),
            _proper(areas),
            {each: Known(each) for each in ids},
            codes=frozenset(code for code, _ in areas),
        )

    def with_others(self, *others: Names) -> Names:
        """Return these names and those only ``others`` know: an earlier year's districts, say."""
        joined = self
        for other in others:
            joined = replace(
                joined,
                words={**other.words, **joined.words},
                proper={**other.proper, **joined.proper},
                measures={**other.measures, **joined.measures},
                phrases=joined.phrases + tuple(each for each in other.phrases if each not in joined.phrases),
                codes=joined.codes | other.codes,
            )
        return joined

    def exactly(self, text: str) -> Labels:
        """Return what a text that is nothing but a name stands for."""
        told = plain(text)
        return self.words.get(told.lower()) or self.proper.get(told) or NOTHING

    def breakdown(self, text: str, measures: Iterable[str]) -> str:
        """Return the breakdown of one of ``measures`` that a text is the name of."""
        told = plain(text).lower()
        found = (self.measures[each].breakdowns.get(told) for each in measures if each in self.measures)
        return next(filter(None, found), "")

    @cached_property
    def pattern(self) -> str:
        """An expression for any of the names, in text of small letters."""
        spelled = {*self.words, *(name.lower() for name in self.proper)}
        return rf"(?<!\w)(?:{_trie(spelled)})(?![\w])" if spelled else r"(?!)"

    @cached_property
    def lowered(self) -> Mapping[str, tuple[str, Labels]]:
        """The names of :attr:`proper` in small letters, with how they are written."""
        return {name.lower(): (name, labels) for name, labels in self.proper.items()}

    @cached_property
    def known_phrases(self) -> re.Pattern[str]:
        """An expression for any of the plan's own sentences with numbers."""
        return re.compile(_trie(self.phrases)) if self.phrases else re.compile(r"(?!)")


def _spellings(name: Mapping[str, str], number: str) -> Iterator[str]:
    """Yield the names of a measure or target: its words in both languages, its number."""
    for each in (name.get("vi"), name.get("en"), number):
        if each:
            yield plain(each).lower()


def _known(measure: Mapping[str, Any]) -> Known:
    threshold = measure.get("threshold") or {}
    bound, tolerance = threshold.get("value"), threshold.get("tolerance") or 0.0
    told = {bound, None if bound is None else bound - tolerance, (measure.get("baseline") or {}).get("value")}
    told |= {each.get("value") for each in measure.get("references") or ()}
    counts: dict[Part, Mapping[str, str]] = {
        "numerator": measure.get("numerator") or {},
        "denominator": measure.get("denominator") or {},
    }
    return Known(
        measure["id"],
        measure.get("per"),
        measure.get("decimals"),
        plain((measure.get("unit") or {}).get("vi", "")),
        bound,
        frozenset(float(each) for each in told if each is not None),
        {
            plain(name).lower(): key
            for key, names in (measure.get("breakdowns") or {}).items()
            for name in (key, names.get("vi", ""), names.get("en", ""))
        },
        {plain(text).lower(): part for part, texts in counts.items() for text in texts.values()},
    )


def _area_words(areas: Iterable[tuple[str, str]]) -> dict[str, Labels]:
    return {plain(name).lower(): Labels(area=code) for code, name in reversed(list(areas)) if name}


def _proper(areas: Iterable[tuple[str, str]]) -> dict[str, Labels]:
    """Names without the word for their type, where one area only bears them."""
    bearers: dict[str, set[str]] = {}
    for code, name in areas:
        bearers.setdefault(_TYPES.sub("", plain(name)), set()).add(code)
    return {name: Labels(area=min(codes)) for name, codes in bearers.items() if len(codes) == 1 and name}


def _phrases(told: Any) -> Iterator[str]:
    """Yield the sentences with numbers below ``told``, as pages may show them."""
    if isinstance(told, str):
        for text in (told, *told.split("\n\n")) if "\n\n" in told else (told,):
            if len(text) > 5 and _DIGIT.search(text):
                yield plain(text.replace("``", "")).lower().rstrip(".")
    elif isinstance(told, Mapping):
        for each in told.values():
            yield from _phrases(each)
    elif isinstance(told, list):
        for each in told:
            yield from _phrases(each)


def _trie(words: Iterable[str]) -> str:
    """Return an expression for any of ``words``, the longest first, that looks at each letter once."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = []
    for letter, child in node.items():
        if not letter:
            continue
        run, below = letter, child
        while len(below) == 1 and "" not in below:
            (step, below), *_ = below.items()
            run += step
        branches.append(re.escape(run) + (_branches(below) if set(below) != {""} else ""))
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
