"""XML of a delivered file, walked through within limits: no document type, no deep nesting, no endless tag."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from gender_indicators.files.limits import has_gap
from gender_indicators.findings import Fault, Place, Refusal

MAX_DEPTH = 64
MAX_TAGS = 2_000_000
_LONGEST_TAG = 1_000_000  # bytes from one ">" to the next: a tag, or a text longer than any cell

Start = Callable[[str, dict[str, str]], None]


def walk(
    xml: bytes,
    place: Place,
    start: Start | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call ``start``, ``end`` and ``text`` for the elements of ``xml`` by their names without prefix.

    Raises :class:`Refusal` for XML that is damaged, nested too deep or too long to be walked through, and for a
    document type: no workbook has one, and its entities could grow without limit.
    """
    if xml.count(b"<") > MAX_TAGS:
        raise Refusal(Fault("sheet.too_large", place, f"hơn {MAX_TAGS} thẻ XML"))
    if has_gap(xml, b">", _LONGEST_TAG):
        raise Refusal(Fault("cell.too_long", place, f"hơn {_LONGEST_TAG} byte liền nhau"))
    depth = 0
    names = _Names()

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Refusal(Fault("file.depth", place, f"hơn {MAX_DEPTH} tầng"))
        if start is not None:
            start(names[name], attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(names[name])

    parser = _parser(place)
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    if text is not None:
        parser.CharacterDataHandler = text
    _parse(parser, xml, place)


class _Names(dict[str, str]):
    """The names of elements without their prefix, each cut off once."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


def require_sound(xml: bytes, place: Place) -> None:
    """Raise :class:`Refusal` unless ``xml``, of which the depth is known, is well-formed."""
    _parse(_parser(place), xml, place)


def damaged(place: Place, what: str) -> Refusal:
    """The refusal of a file that is damaged at ``what``."""
    return Refusal(Fault("file.damaged", place, f"hỏng ở: {what}"))


def _parser(place: Place) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Refusal(Fault("file.doctype", place, "khai báo DOCTYPE"))

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _parse(parser: expat.XMLParserType, xml: bytes, place: Place) -> None:
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError):  # LookupError, ValueError: an unknown encoding
        raise damaged(place, "nội dung XML") from None
