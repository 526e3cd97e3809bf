"""The texts that the cells of an Excel workbook share: few bytes that may stand for more text than memory holds."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from gender_indicators.files.limits import MAX_CELL, MAX_CELLS, MAX_TEXT, too_long
from gender_indicators.files.markup import require_sound, walk
from gender_indicators.findings import Fault, Place, Refusal

_PLAIN = re.compile(rb'<si><t(?: xml:space="preserve")?>[^<]*</t></si>')
_HIDES_TAGS = re.compile(rb"<!|<[^\s<>/:]*:(?:si|t)[\s/>]")
_TAG = re.compile(r"<[^>]*>")
_SHARED = re.compile(rb'<c [^>]*t="s"[^>]*><v>([0-9]{1,9})</v>')
_MARK = b't="s"'


class SharedStrings:
    """How long each shared text of a workbook is.

    Raises :class:`Refusal` for damaged XML, for more texts than a workbook may have cells, and for a text that is
    longer than a cell may be.
    """

    def __init__(self, xml: bytes, place: Place) -> None:
        self._lengths: list[int] = []
        if not xml:
            return
        if _HIDES_TAGS.search(xml):
            walk(xml, place)
        else:
            walk(_PLAIN.sub(b"", xml), place)
            require_sound(xml, place)
        if xml.count(b"<si") > MAX_CELLS:
            raise Refusal(Fault("sheet.too_large", place, f"hơn {MAX_CELLS} chuỗi"))
        pieces = xml.split(b"<si")[1:]
        self._lengths = [len(piece) for piece in pieces]
        for piece in pieces if max(self._lengths, default=0) > MAX_CELL else ():
            length = (
                len(unescape(_TAG.sub("", "<si" + piece.decode("utf-8", "replace")))) if len(piece) > MAX_CELL else 0
            )
            if length > MAX_CELL:
                raise too_long(place, length)

    def require_room(self, sheet: bytes, place: Place) -> None:
        """Raise :class:`Refusal` when the cells of a sheet repeat shared texts beyond :data:`MAX_TEXT`."""
        cells, longest = sheet.count(_MARK), max(self._lengths, default=0)
        if cells * longest <= MAX_TEXT:
            return
        uses = Counter(map(int, _SHARED.findall(sheet)))
        known = sum(count * self._lengths[index] for index, count in uses.items() if index < len(self._lengths))
        text = known + (cells - min(cells, uses.total())) * longest
        if text > MAX_TEXT:
            raise Refusal(Fault("sheet.too_large", place, f"{text // 1_000_000} MB chữ lặp lại"))
