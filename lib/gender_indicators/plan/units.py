"""What an administrative unit is, how params/areas.yaml writes it, and what must hold among all units."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import Field

from gender_indicators.base import Bilingual, Identifier, Strict, Text, UserError, format_date, load_model, nfc

Level = Literal["province", "district", "commune"]
LEVELS: tuple[Level, ...] = ("province", "district", "commune")
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was from ``valid_from`` to ``valid_to`` (both included; ``None``: still in force)."""

    code: str
    name: str
    type: str
    level: Level
    parent: str | None
    valid_from: dt.date
    valid_to: dt.date | None = None
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the other spellings found in official lists."""
        return (self.name, *self.aliases)

    def in_force(self, day: dt.date) -> bool:
        """Whether this unit exists on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many units of a level a map must have, in total and by type."""

    total: int
    types: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MapInfo:
    """A map: the units between two changes, the legal act behind it, and the counts it must show."""

    date: dt.date
    last_day: dt.date | None
    act: Text
    source: str
    note: Text
    expected: Mapping[Level, LevelCount]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that exist on this map, from the province down."""
        return tuple(level for level in LEVELS if level in self.expected)


class CountEntry(Strict):
    """The expected number of units of a level."""

    total: int
    types: dict[str, int]


class MapEntry(Strict):
    """A map as the file writes it."""

    date: dt.date
    act: Bilingual
    source: str
    note: Bilingual = Bilingual(vi="", en="")
    expected: dict[Level, CountEntry]


class UnitEntry(Strict):
    """A unit as the file writes it."""

    code: Identifier
    name: str
    type: str
    level: Level
    parent: str | None = None
    valid_from: dt.date
    valid_to: dt.date | None = None
    successors: list[str] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list)
    note: str = ""


class AreasFile(Strict):
    """The whole of params/areas.yaml."""

    province: str
    maps: list[MapEntry]
    units: list[UnitEntry]


def read_units(path: Path) -> tuple[str, tuple[MapInfo, ...], tuple[Unit, ...]]:
    """Return the province's code, its maps by date and its units.

    Raises :class:`UserError` with every problem found.
    """
    file = load_model(path, AreasFile)
    maps = tuple(_map_info(entry, after) for entry, after in zip(file.maps, [*file.maps[1:], None], strict=True))
    units = tuple(_unit(entry) for entry in file.units)
    # Parents and successors can only be looked up once the dates are sound.
    problems = list(_problems_of_dates(maps, units)) or list(_problems_of_maps(file.province, maps, units))
    if problems:
        where = f"{path.parent.name}/{path.name}"
        raise UserError(Text("\n".join(p.vi for p in problems), "\n   ".join(p.en for p in problems)), where)
    return file.province, maps, units


def _map_info(entry: MapEntry, after: MapEntry | None) -> MapInfo:
    expected = {level: LevelCount(count.total, count.types) for level, count in entry.expected.items()}
    last_day = after.date - DAY if after else None
    return MapInfo(entry.date, last_day, entry.act.text, entry.source, entry.note.text, expected)


def _unit(entry: UnitEntry) -> Unit:
    return Unit(
        entry.code,
        nfc(entry.name),
        nfc(entry.type),
        entry.level,
        entry.parent,
        entry.valid_from,
        entry.valid_to,
        tuple(entry.successors),
        tuple(nfc(alias) for alias in entry.aliases),
        entry.note,
    )


def _problems_of_dates(maps: Sequence[MapInfo], units: Sequence[Unit]) -> Iterator[Text]:
    dates = [m.date for m in maps]
    if not dates or dates != sorted(set(dates)):
        yield Text(
            "maps: phải có ít nhất một bản đồ, theo thứ tự ngày, không trùng.",
            "maps: give at least one, in order of date, none twice.",
        )
        return
    for unit in units:
        if unit.valid_from not in dates:
            yield _about(unit, "valid_from phải là ngày của một bản đồ.", "valid_from must be the date of a map.")
        if unit.valid_to and (unit.valid_to < unit.valid_from or unit.valid_to + DAY not in dates):
            yield _about(
                unit,
                "valid_to phải là ngày liền trước một bản đồ, sau valid_from.",
                "valid_to must be the day before a map, after valid_from.",
            )
    for one, other in pairwise(sorted(units, key=lambda unit: (unit.code, unit.valid_from))):
        if one.code == other.code and one.in_force(other.valid_from):
            yield _about(
                other,
                f"trùng thời gian với dòng từ {format_date(one.valid_from)}.",
                f"overlaps the line that begins on {one.valid_from}.",
            )


def _problems_of_maps(province: str, maps: Sequence[MapInfo], units: Sequence[Unit]) -> Iterator[Text]:
    in_force = [{unit.code: unit for unit in units if unit.in_force(m.date)} for m in maps]
    for number, (info, here) in enumerate(zip(maps, in_force, strict=True)):
        for unit in here.values():
            yield from _problem_of_parent(unit, province, info, here)
        yield from _problems_of_counts(info, here)
        before = in_force[number - 1] if number else {}
        if number:
            yield from _problems_of_change(info, before, here)
    for unit in units:
        if unit.valid_to is None and unit.successors:
            yield _about(unit, "có successors thì phải có valid_to.", "has successors but no valid_to.")


def _problem_of_parent(unit: Unit, province: str, info: MapInfo, here: Mapping[str, Unit]) -> Iterator[Text]:
    if unit.level == "province":
        if unit.code != province or unit.parent is not None:
            yield _about(
                unit,
                f'cấp tỉnh chỉ có mã "{province}" và không có parent.',
                f'the only unit of province level is "{province}", without parent.',
            )
        return
    parent = here.get(unit.parent or "")
    if parent is None or LEVELS.index(parent.level) >= LEVELS.index(unit.level):
        yield _about(
            unit,
            f'parent "{unit.parent}" không phải đơn vị cấp trên có hiệu lực ngày {format_date(info.date)}.',
            f'parent "{unit.parent}" is not a unit of a higher level in force on {info.date}.',
        )


def _problems_of_counts(info: MapInfo, here: Mapping[str, Unit]) -> Iterator[Text]:
    for level in LEVELS:
        types = Counter(unit.type for unit in here.values() if unit.level == level)
        expected = info.expected.get(level, LevelCount(0, {}))
        if types.total() != expected.total or types != Counter(expected.types):
            found = f"{types.total()} {dict(types)}"
            wanted = f"{expected.total} {dict(expected.types)}"
            yield Text(
                f"maps {info.date}: cấp {level} cần {wanted}, tệp có {found}.",
                f"maps {info.date}: level {level} should have {wanted}, the file has {found}.",
            )


def _problems_of_change(info: MapInfo, before: Mapping[str, Unit], here: Mapping[str, Unit]) -> Iterator[Text]:
    """Nothing vanishes, nothing appears, and a change of territory begins a new line."""
    kept = {code for code, unit in before.items() if here.get(code) is unit}
    closed = [unit for code, unit in before.items() if code not in kept]
    heirs = {heir for unit in closed for heir in unit.successors}
    for unit in closed:
        yield from _problems_of_heirs(unit, info, here)
    for unit in here.values():
        if unit.code in kept and unit.code in heirs:
            yield _about(
                unit,
                f"nhận thêm lãnh thổ ngày {format_date(info.date)}, cần một dòng mới từ ngày đó.",
                f"gains territory on {info.date} and needs a new line from that day.",
            )
        elif unit.code not in kept | heirs and unit.level in {old.level for old in before.values()}:
            yield _about(unit, "mới có nhưng không kế tiếp đơn vị nào.", "is new but succeeds no unit.")
    for unit in before.values():
        if unit.level == "district":
            yield from _problem_of_district(unit, info, before, here)


def _problems_of_heirs(unit: Unit, info: MapInfo, here: Mapping[str, Unit]) -> Iterator[Text]:
    for heir in unit.successors:
        if heir not in here or here[heir].level != unit.level:
            yield _about(
                unit,
                f'đơn vị kế tiếp "{heir}" không có hiệu lực ngày {format_date(info.date)} ở cấp này.',
                f'successor "{heir}" is not in force on {info.date} at this level.',
            )
    if not unit.successors and unit.level in {other.level for other in here.values()}:
        yield _about(unit, "hết hiệu lực nhưng thiếu successors.", "is closed but has no successors.")


def _problem_of_district(
    unit: Unit, info: MapInfo, before: Mapping[str, Unit], here: Mapping[str, Unit]
) -> Iterator[Text]:
    """A district goes where its communes go; one whose communes are not listed is taken as written."""
    communes = [child for child in before.values() if child.parent == unit.code]
    codes = {
        code for child in communes for code in ((child.code,) if here.get(child.code) is child else child.successors)
    }
    parents = {here[code].parent for code in codes if code in here}
    reached = {code for code in parents if code and code in here and here[code].level == "district"}
    named = {unit.code} if here.get(unit.code) is unit else set(unit.successors)
    if communes and reached != named:
        went, said = (", ".join(sorted(districts)) or "-" for districts in (reached, named))
        yield _about(
            unit,
            f"các xã ngày {format_date(info.date)} thuộc: {went}; nhưng dòng này dẫn tới: {said}.",
            f"its communes lie in {went} on {info.date}, but this line leads to {said}.",
        )


def _about(unit: Unit, vi: str, en: str) -> Text:
    subject = f"{unit.code} {unit.name} ({unit.valid_from})"
    return Text(f"{subject}: {vi}", f"{subject}: {en}")
