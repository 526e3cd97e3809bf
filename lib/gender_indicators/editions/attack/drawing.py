"""SVG taken apart: its words with their places, its lines and shapes as corners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

Place = tuple[float, float]
_TAGS = re.compile(r"<!--(.*?)-->|<(/?)([\w:-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|([^<]+)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_STEPS = re.compile(r"[MmLlHhVvZzCcSsQqTtAa]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}
MOVED = re.compile(r"\btransform\s*=|<(?:use|image|foreignObject|pattern|mask|symbol)\b")  # places are not as written
_LOOKS = ("fill", "stroke", "stroke-width", "stroke-dasharray")


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a drawing: ``place`` is where its line begins, its middle or its end is."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Mark:
    """A line through ``places`` or, ``filled``, the shape with these corners."""

    places: tuple[Place, ...]
    filled: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of a drawing; ``told`` are descriptions, comments and attributes with words."""

    size: Place
    words: tuple[Words, ...]
    marks: tuple[Mark, ...]
    told: tuple[str, ...]


def take_apart(svg: str) -> Drawing:
    """Return the words and marks of an SVG.

    >>> take_apart('<svg viewBox="0 0 9 9"><path d="M1 2h3l.5-1" fill="none"/></svg>').marks[0].places
    ((1.0, 2.0), (4.0, 2.0), (4.5, 1.0))
    """
    size: Place = (0.0, 0.0)
    words: list[Words] = []
    marks: list[Mark] = []
    told: list[str] = []
    looks: list[dict[str, str]] = [{}]
    now: Place | None = None
    inside = ""
    for comment, end, tag, raw, text in _TAGS.findall(svg):
        if comment:
            told.append(unescape(comment))
        elif text:
            if now is not None:
                words.append(Words(unescape(text).strip(), now))
            elif inside in ("title", "desc", "metadata", "style", "script") and text.strip():
                told.append(unescape(text))
        elif end:
            now = None if tag == "text" else now
            inside = ""
            if tag == "g" and len(looks) > 1:
                looks.pop()
        else:
            given = {name: double or single for name, double, single in _ATTRIBUTE.findall(raw)}
            look = {**looks[-1], **{name: given[name] for name in _LOOKS if name in given}}
            told += [
                unescape(v) for k, v in given.items() if k.startswith(("aria-", "data-")) or k in ("title", "alt")
            ]
            inside = tag
            if tag == "g" and not raw.rstrip().endswith("/"):
                looks.append(look)
            elif tag == "svg" and "viewBox" in given:
                box = [_float(each) for each in given["viewBox"].replace(",", " ").split()]
                size = (box[2], box[3]) if len(box) == 4 else size
            elif tag in ("text", "tspan") and ("x" in given or tag == "text"):
                now = _float(given.get("x", "0")), _float(given.get("y", "0"))
            else:
                filled = look.get("fill", "black") != "none"
                white = look.get("fill", "").lower() in ("#fff", "#ffffff", "white")
                marks += [Mark(tuple(places), filled, white) for places in _places(tag, given) if len(places) > 1]
    return Drawing(size, tuple(each for each in words if each.text), tuple(marks), tuple(told))


def _places(tag: str, given: dict[str, str]) -> Iterator[list[Place]]:
    """Yield the lines or outlines of one element as corners."""
    if tag == "path":
        yield from _path(given.get("d", ""))
    elif tag == "line":
        yield [(_of(given, "x1"), _of(given, "y1")), (_of(given, "x2"), _of(given, "y2"))]
    elif tag in ("polyline", "polygon"):
        numbers = [_float(each) for each in _STEPS.findall(given.get("points", ""))]
        yield list(zip(numbers[::2], numbers[1::2], strict=False))
    elif tag == "rect":
        x, y, wide, high = (_of(given, name) for name in ("x", "y", "width", "height"))
        yield [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    elif tag in ("circle", "ellipse"):
        x, y = _of(given, "cx"), _of(given, "cy")
        across, up = (_of(given, "r"),) * 2 if tag == "circle" else (_of(given, "rx"), _of(given, "ry"))
        yield [(x - across, y), (x, y - up), (x + across, y), (x, y + up)]


def _path(steps: str) -> Iterator[list[Place]]:
    """Yield the pieces of a path; curves are told by their ends."""
    pieces = _STEPS.findall(steps)
    places: list[Place] = []
    x = y = 0.0
    order, at = "M", 0
    while at < len(pieces):
        if pieces[at].isalpha():
            order, at = pieces[at], at + 1
            if order in "Zz":
                continue
        count = _ARGUMENTS.get(order.upper(), 0)
        numbers = [_float(each) for each in pieces[at : at + count]]
        if len(numbers) < count or not count:
            break
        at += count
        base = (x, y) if order.islower() else (0.0, 0.0)
        if order in "Hh":
            x = base[0] + numbers[0]
        elif order in "Vv":
            y = base[1] + numbers[0]
        else:
            x, y = base[0] + numbers[-2], base[1] + numbers[-1]
        if order in "Mm":
            if places:
                yield places
            places, order = [], "l" if order == "m" else "L"
        places.append((round(x, 4), round(y, 4)))
    if places:
        yield places


def _of(given: dict[str, str], name: str) -> float:
    return _float(given.get(name, "0"))


def _float(text: str) -> float:
    try:
        return float(text.removesuffix("px").removesuffix("pt"))
    except ValueError:
        return 0.0
