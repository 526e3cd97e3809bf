"""Administrative units by name: which unit a text means, within a district, at a level, on a day; never guessed."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from gender_indicators.base import Text, format_date
from gender_indicators.intake.text import key, legacy_readings, mended
from gender_indicators.plan import Areas, Level, Unit

_SHORT_TYPES = (
    (re.compile(r"^(?:TP|T\.P)\b[\s.]*", re.IGNORECASE), "Thành phố "),
    (re.compile(r"^(?:TX|T\.X)\b[\s.]*", re.IGNORECASE), "Thị xã "),
    (re.compile(r"^(?:TT|T\.T)(?:\.\s*|\s+(?!\d))", re.IGNORECASE), "Thị trấn "),
    (re.compile(r"^(?:P|Ph)(?:\.\s*|\s+)", re.IGNORECASE), "Phường "),
    (re.compile(r"^X(?:\.\s*|\s+)", re.IGNORECASE), "Xã "),
    (re.compile(r"^H(?:\.\s*|\s+)", re.IGNORECASE), "Huyện "),
    (re.compile(r"^Q(?:\.\s*|\s+)", re.IGNORECASE), "Quận "),
)
_LONGEST = 150  # characters of a unit's name, code and all
_CODE_FIRST = re.compile(r"(?P<code>[0-9]{2,6})(?:\s*[-–—:.,)]?\s+|[-–—:])(?P<name>[^\W\d_].*)")
_CODE_LAST = re.compile(r"(?P<name>[^\W\d_].*[^\W_])\s*[-–—:,(\[]\s*(?P<code>[0-9]{2,6})\s*[)\]]?")


@dataclass(frozen=True, slots=True)
class Found:
    """The unit a text means (``code``, or empty), and if none is sure the units it may mean."""

    code: str
    candidates: tuple[Unit, ...] = ()
    differs: bool = False

    def listed(self, areas: Areas, day: dt.date) -> Text:
        """The candidates by code, name and district, as a question."""
        names = [_full_name(unit, areas, day) for unit in self.candidates]
        if not names:
            return Text("Không có đơn vị nào gần giống tên này.", "No unit has a name like this.")
        joined = "; ".join(names)
        return Text(f"Có phải là: {joined}?", f"Is it: {joined}?")


def _full_name(unit: Unit, areas: Areas, day: dt.date) -> str:
    on = day if unit.in_force(day) else unit.valid_from
    district = areas.ancestor(unit.code, on, "district") if unit.level == "commune" else None
    where = f", {district.name}" if district else ""
    span = "" if unit.in_force(day) else f", {_span(unit)}"
    return f"{unit.code} {unit.name}{where}{span}"


def _span(unit: Unit) -> str:
    return f"đến {format_date(unit.valid_to)}" if unit.valid_to else f"từ {format_date(unit.valid_from)}"


class UnitNames:
    """The names of all units of a province; ``first`` and ``last`` are the days between which rows may lie."""

    def __init__(self, areas: Areas, first: dt.date, last: dt.date) -> None:
        self.areas = areas
        self._days = (first, last)
        self._found: dict[tuple[str, dt.date, Level | None, str, str], Found] = {}

    def is_heading(self, text: str, level: Level | None) -> bool:
        """Whether ``text`` names a unit above ``level``, and none of that level, that exists between the days."""
        above = {"commune": ("district", "province"), "district": ("province",)}.get(level or "", ())
        first, last = self._days
        levels = {
            unit.level
            for unit in self._named(text)
            if unit.valid_from <= last and (unit.valid_to is None or unit.valid_to >= first)
        }
        return bool(levels.intersection(above)) and level not in levels

    def find(self, text: str, day: dt.date, level: Level | None, within: str = "", beside: str = "") -> Found:
        """Return the unit ``text`` means on ``day``.

        ``text`` is a code, a name, or both; ``level`` narrows to one level, ``within`` to the district of that name
        (where there are districts), ``beside`` is the name that stands beside a code. Only one unit in force whose
        name is the same, its type included where it is given, is found; codes are taken as they are.
        """
        asked = (text, self.areas.map_on(day).date, level, within, beside)  # units change with the maps only
        if asked not in self._found:
            self._found[asked] = self._find(text, day, level, within, beside)
        return self._found[asked]

    def knows(self, code: str, day: dt.date) -> bool:
        """Whether ``code`` is that of a unit in force on ``day``."""
        return bool(self._with_code(code, day))

    def _find(self, text: str, day: dt.date, level: Level | None, within: str, beside: str) -> Found:
        code, name = _apart(text)
        name = name or beside
        if code and within and not self._lies_in(code, within, day):
            return Found("", tuple(self._with_code(code, day)), differs=True)
        if not name:
            return Found(code)
        named = self._named(name)
        here = [unit for unit in named if unit.in_force(day) and level in (None, unit.level)]
        if code:
            same = [unit for unit in here if unit.code == code]
            if same or not (here or self.knows(code, day)):  # what is no unit by code nor name is the gate's to tell
                return Found(code)
            return Found("", tuple(dict.fromkeys([*self._with_code(code, day), *here])), differs=True)
        inside = self._inside(here, within, day)
        if len(inside) == 1:
            return Found(inside[0].code)
        return Found("", tuple(inside or here or named or self._like(name, day, level)))

    def _inside(self, units: Iterable[Unit], within: str, day: dt.date) -> list[Unit]:
        """The ``units`` in the district called ``within``; all of them where no district is named or exists.

        The province's name stands over all of them.
        """
        units = list(units)
        districts = {unit.code for unit in self.areas.units_on(day, "district")}
        if not within or not districts:
            return units
        above = [unit for unit in self._named(within) if unit.in_force(day)]
        named = {unit.code for unit in above if unit.code in districts}
        if above and all(unit.level == "province" for unit in above):
            return units
        return [unit for unit in units if self._district(unit, day) in named]

    def _lies_in(self, code: str, within: str, day: dt.date) -> bool:
        """Whether a code may lie in the district called ``within``: also where one of them means nothing that day."""
        districts = {unit.code for unit in self._named(within) if unit.level == "district" and unit.in_force(day)}
        units = self._with_code(code, day)
        return not districts or not units or any(self._district(unit, day) in {"", *districts} for unit in units)

    def _district(self, unit: Unit, day: dt.date) -> str:
        above = self.areas.ancestor(unit.code, day, "district")
        return above.code if above else ""

    def _named(self, text: str) -> list[Unit]:
        """The units of all days with this name, as it stands or as a legacy font shows it."""
        if len(text) > _LONGEST:
            return []
        for words in _spellings(text):
            if found := self._by_key.get(words):
                return found
        return []

    def _with_code(self, code: str, day: dt.date) -> list[Unit]:
        return [unit for unit in self.areas.units if unit.code == code and unit.in_force(day)]

    def _like(self, name: str, day: dt.date, level: Level | None) -> list[Unit]:
        """The units in force whose names are nearest to ``name``."""
        known: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.areas.units_on(day, level):
            known[key(_bare(unit.name, unit.type))].append(unit)
        wanted = key(next((_bare(full, kind) for full, kind in _typed(name)), name))
        near = difflib.get_close_matches(wanted[:_LONGEST], known, n=3, cutoff=0.75)
        return [unit for words in near for unit in known[words]][:4]

    @cached_property
    def _by_key(self) -> Mapping[str, list[Unit]]:
        """All units by each of their names: with the type and without."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.areas.units:
            names = {unit.name, *unit.aliases}
            for words in {key(each) for name in names for each in (name, _bare(name, unit.type))}:
                found[words].append(unit)
        return found


def _apart(text: str) -> tuple[str, str]:
    """The code and the name in a text; either may be empty.

    >>> _apart("19777"), _apart("19777 - Phường Vỹ Dạ"), _apart("Phường Vỹ Dạ (19777)"), _apart("Vỹ Dạ")
    (('19777', ''), ('19777', 'Phường Vỹ Dạ'), ('19777', 'Phường Vỹ Dạ'), ('', 'Vỹ Dạ'))
    """
    if len(text) > _LONGEST:
        return "", text
    clean = mended(text) if text.isascii() or "\u00ad" not in text else text
    if clean.isascii() and clean.isdigit():
        return clean, ""
    if match := _CODE_FIRST.fullmatch(clean):
        return match["code"], match["name"]
    if match := _CODE_LAST.fullmatch(clean):
        return match["code"], match["name"].strip()
    return "", clean


def _spellings(text: str) -> Iterable[str]:
    """The keys under which a name may be known: as written, its type written out, out of a legacy font."""
    yield key(text)
    for full, _ in _typed(text):
        yield key(full)
    for _, read in legacy_readings(text):
        yield key(read)
        for full, _ in _typed(read):
            yield key(full)


def _typed(text: str) -> Iterable[tuple[str, str]]:
    """A name whose shortened type is written out, with that type.

    >>> list(_typed("TP.Huế")), list(_typed("P. An Cựu")), list(_typed("An Cựu"))
    ([('Thành phố Huế', 'Thành phố')], [('Phường An Cựu', 'Phường')], [])
    """
    clean = mended(text)
    for pattern, kind in _SHORT_TYPES:
        rest = pattern.sub("", clean, count=1)
        if rest != clean and rest:
            yield kind + rest, kind.strip()


def _bare(name: str, kind: str) -> str:
    """A unit's name without its type: "Phường Phường Đúc" is "Phường Đúc"."""
    return name[len(kind) :].strip() if name.startswith(kind + " ") else name


def district_column(headers: Mapping[int, str]) -> int | None:
    """Return the index of the one further column that names the district of each row, if there is one."""
    places = [index for index, text in headers.items() if _DISTRICT.fullmatch(key(text))]
    return places[0] if len(places) == 1 else None


def name_column(headers: Mapping[int, str]) -> int | None:
    """Return the index of the one further column that names the unit whose code stands in another, if any."""
    places = [index for index, text in headers.items() if _UNIT_NAME.fullmatch(key(text))]
    return places[0] if len(places) == 1 else None


def _patterns(words: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key(each)) for each in words))


_DISTRICT = _patterns(
    (
        "Huyện", "Tên huyện", "Quận/huyện", "Cấp huyện", "Đơn vị cấp huyện", "Huyện/thị xã/thành phố",
        "Quận/huyện/thị xã", "Quận/huyện/thị xã/thành phố", "Thuộc huyện", "Địa bàn huyện",
    )
)  # fmt: skip
_UNIT_NAME = _patterns(
    (
        "Xã", "Tên xã", "Tên đơn vị", "Tên đơn vị hành chính", "Xã/phường", "Xã/phường/thị trấn", "Tên xã/phường",
        "Tên xã/phường/thị trấn", "Phường/xã", "Tên phường/xã", "Đơn vị cấp xã", "Đơn vị hành chính", "Tên ĐVHC",
    )
)  # fmt: skip
