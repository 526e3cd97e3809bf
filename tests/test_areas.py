"""The units of the shipped province, and what a file of units must fulfil."""

from __future__ import annotations

import datetime as dt
import pickle
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gender_indicators.base.errors import UserError
from gender_indicators.plan.areas import Areas, ClosedUnit, MapPlace, UnknownMap, UnknownUnit, load_areas

FILE = Path(__file__).parents[1] / "params" / "areas.yaml"
M2020, M2021, MJAN, MJUL = (
    dt.date(2020, 1, 1),
    dt.date(2021, 7, 1),
    dt.date(2025, 1, 1),
    dt.date(2025, 7, 1),
)
MAPS = (M2020, M2021, MJAN, MJUL)
AREAS = load_areas(FILE)


@pytest.fixture
def areas() -> Areas:
    return AREAS


def children(areas: Areas, day: dt.date) -> dict[str, int]:
    return {d.code: len(areas.children(d.code, day)) for d in areas.units_on(day, "district")}


# --- the four maps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "types"),
    [
        (M2020, {"Xã": 98, "Phường": 39, "Thị trấn": 8}),
        (M2021, {"Xã": 95, "Phường": 39, "Thị trấn": 7}),
        (MJAN, {"Xã": 78, "Phường": 48, "Thị trấn": 7}),
        (MJUL, {"Phường": 21, "Xã": 19}),
    ],
)
def test_communes_by_type(areas: Areas, day: dt.date, types: dict[str, int]) -> None:
    assert Counter(unit.type for unit in areas.units_on(day, "commune")) == types


def test_number_of_communes_day_by_day(areas: Areas) -> None:
    days = ["2020-01-01", "2021-06-30", "2021-07-01", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01"]
    found = [len(areas.units_on(dt.date.fromisoformat(day), "commune")) for day in days]
    assert found == [145, 145, 141, 141, 133, 133, 40]


def test_communes_of_each_district(areas: Areas) -> None:
    assert children(areas, M2020) == {
        "474": 27, "476": 16, "477": 11, "478": 19, "479": 12, "480": 15, "481": 18, "482": 17, "483": 10,
    }  # fmt: skip
    assert children(areas, M2021) == {
        "474": 36, "476": 16, "477": 11, "478": 14, "479": 10, "480": 9, "481": 18, "482": 17, "483": 10,
    }  # fmt: skip
    assert children(areas, MJAN) == {
        "474": 19, "475": 13, "476": 12, "477": 11, "478": 14, "479": 10, "480": 9, "481": 18, "482": 27,
    }  # fmt: skip
    assert children(areas, MJUL) == {}
    assert len(areas.children("46", MJUL)) == 40


def test_types_inside_districts(areas: Areas) -> None:
    def types(code: str, day: dt.date) -> dict[str, int]:
        return dict(Counter(unit.type for unit in areas.children(code, day)))

    assert types("474", M2021) == {"Phường": 29, "Xã": 7}  # the province's own table swaps these two
    assert types("476", MJAN) == {"Phường": 6, "Xã": 6}
    assert types("474", MJAN) == {"Phường": 19}
    assert types("475", MJAN) == {"Phường": 13}


def test_a_map_knows_its_span_and_levels(areas: Areas) -> None:
    assert [info.date for info in areas.maps] == list(MAPS)
    assert areas.map_on(dt.date(2024, 12, 31)).date == M2021
    assert areas.map_on(M2020).last_day == dt.date(2021, 6, 30)
    assert areas.map_on(dt.date(2031, 1, 1)).last_day is None
    assert areas.map_on(MJAN).levels == ("province", "district", "commune")
    assert areas.map_on(MJUL).levels == ("province", "commune")
    assert "1264/NQ-UBTVQH14" in areas.map_on(M2021).act.vi
    assert all(info.act.en and info.source for info in areas.maps)


def test_units_are_sorted_by_code(areas: Areas) -> None:
    codes = [unit.code for unit in areas.units_on(MJUL, "commune")]
    assert codes == sorted(codes)
    assert areas.units_on(MJUL, "district") == ()
    assert len(areas.units_on(M2021)) == 1 + 9 + 141


# --- codes and names are reused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("46", "2024-12-31", "Tỉnh Thừa Thiên Huế"),
        ("46", "2025-01-01", "Thành phố Huế"),
        ("474", "2020-06-01", "Thành phố Huế"),
        ("474", "2024-12-31", "Thành phố Huế"),
        ("474", "2025-01-01", "Quận Thuận Hóa"),
        ("475", "2025-01-01", "Quận Phú Xuân"),
        ("476", "2024-12-31", "Huyện Phong Điền"),
        ("476", "2025-01-01", "Thị xã Phong Điền"),
        ("19918", "2025-06-30", "Xã Phú Xuân"),
        ("19918", "2025-07-01", "Xã Phú Hồ"),
        ("19753", "2025-06-30", "Phường Thuận Lộc"),
        ("19753", "2025-07-01", "Phường Phú Xuân"),
        ("19819", "2024-12-31", "Thị trấn Phong Điền"),
        ("19819", "2025-01-01", "Phường Phong Thu"),
        ("19819", "2025-07-01", "Phường Phong Điền"),
        ("19756", "2021-06-30", "Phường Phú Hiệp"),
        ("19756", "2021-07-01", "Phường Gia Hội"),
        ("19768", "2021-07-01", "Phường Đông Ba"),
        ("19909", "2024-12-31", "Xã Phú Mậu"),
        ("19909", "2025-01-01", "Phường Dương Nỗ"),
        ("20029", "2024-12-31", "Phường Hương Hồ"),
        ("20029", "2025-01-01", "Phường Long Hồ"),
        ("20131", "2024-12-31", "Xã Lộc Sơn"),
        ("20131", "2025-01-01", "Thị trấn Lộc Sơn"),
        ("19780", "2025-01-01", "Phường Phường Đúc"),
        ("20137", "2025-07-01", "Xã Chân Mây - Lăng Cô"),
    ],
)
def test_a_name_depends_on_the_day(areas: Areas, code: str, day: str, name: str) -> None:
    assert areas.name(code, dt.date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("day", "name", "homes"),
    [
        (M2020, "Xã Hương Phong", {"20002": "480", "20080": "481"}),
        (M2021, "Xã Hương Phong", {"20002": "474", "20080": "481"}),
        (MJAN, "Phường Hương Phong", {"20002": "474"}),
        (MJAN, "Xã Hương Phong", {"20080": "481"}),
        (MJAN, "Phường Hương Xuân", {"20017": "480"}),
        (MJAN, "Xã Hương Xuân", {"20179": "482"}),
        (M2021, "Xã Hương Xuân", {"20179": "483"}),
        (MJAN, "Xã Phú Xuân", {"19918": "478"}),
        (MJUL, "Phường Phú Xuân", {"19753": "46"}),
        (M2020, "Phường Phú Thuận", {"19744": "474"}),
        (M2020, "Xã Phú Thuận", {"19903": "478"}),
        (MJUL, "Phường Thuận Hóa", {"19789": "46"}),
        (MJAN, "Phường Thuận Hòa", {"19762": "475"}),
        (MJAN, "Phường Hương Vân", {"20008": "480"}),
        (MJAN, "Phường Hương Văn", {"20011": "480"}),
        (MJAN, "Xã Phú Vinh", {"20074": "481"}),
        (MJUL, "Xã Phú Vinh", {"19945": "46"}),
        (M2020, "Xã Phong Hải", {"19840": "476"}),
        (MJAN, "Phường Phong Hải", {"19843": "476"}),
        (M2020, "Xã Phong Thu", {"19849": "476"}),
    ],
)
def test_one_name_several_units(areas: Areas, day: dt.date, name: str, homes: dict[str, str]) -> None:
    assert {u.code: u.parent for u in areas.units_on(day) if u.name == name} == homes


@pytest.mark.parametrize(
    ("district", "place", "commune"),
    [
        ("482", "Phú Lộc", "20107"),
        ("478", "Phú Vang", "19942"),
        ("481", "A Lưới", None),  # numbered, A Lưới 1 to 5
        ("483", "Nam Đông", "20179"),
        ("477", "Quảng Điền", "19867"),
        ("476", "Phong Điền", "19819"),
        ("479", "Hương Thủy", "19975"),
        ("480", "Hương Trà", "19996"),
    ],
)
def test_a_place_names_a_former_district_and_a_unit_of_2025(
    areas: Areas, district: str, place: str, commune: str | None
) -> None:
    assert areas.name(district, M2021).endswith(place)
    named = [u.code for u in areas.units_on(MJUL, "commune") if u.name.removeprefix(u.type).strip() == place]
    assert named == ([commune] if commune else [])


def test_the_city_is_a_district_until_2024_and_the_province_afterwards(areas: Areas) -> None:
    def level(day: dt.date) -> list[tuple[str, str]]:
        return [(u.code, u.level) for u in areas.units_on(day) if u.name == "Thành phố Huế"]

    assert level(M2021) == [("474", "district")]
    assert level(MJAN) == level(MJUL) == [("46", "province")]


def test_names_are_nfc_and_include_the_type_with_one_tone_mark_placement(areas: Areas) -> None:
    for unit in areas.units:
        assert unit.name == unicodedata.normalize("NFC", unit.name)
        assert unit.name.startswith(f"{unit.type} ")
        assert not any(old in f"{unit.name} " for old in ("uỷ", "oà ", "oá ", "oả ", "uý"))


def test_other_spellings_of_the_official_list_are_kept(areas: Areas) -> None:
    assert areas.find("19777", M2020).names == ("Phường Vỹ Dạ", "Phường Vĩ Dạ")
    assert areas.find("20095", M2021).aliases == ("Xã A Roằng",)
    assert areas.find("19807", MJAN).aliases == ("Phường Thuỷ Biều",)
    assert areas.find("19780", MJAN).aliases == ("Phường Đúc",)


def test_the_unit_that_the_official_list_revived_by_error_is_absent(areas: Areas) -> None:
    assert "20176" not in {unit.code for unit in areas.units}
    with pytest.raises(UnknownUnit, match="20176"):
        areas.find("20176", dt.date(2025, 3, 1))


# --- what became of a unit -------------------------------------------------------------------------------

MOVED_2021 = {
    "478": ["19900", "19906", "19909", "19924", "19930"],
    "479": ["19963", "19981"],
    "480": ["19999", "20002", "20014", "20023", "20029", "20032"],
}


def test_thirteen_whole_communes_moved_to_the_city_in_2021(areas: Areas) -> None:
    found: dict[str, list[str]] = {}
    for unit in areas.units_on(M2020, "commune"):
        place = areas.locate(unit.code, M2020, on=M2021)
        if place.district != unit.parent:
            assert place == MapPlace(unit.code, "474", "46")
            found.setdefault(unit.parent or "", []).append(unit.code)
    assert found == MOVED_2021


@pytest.mark.parametrize(
    ("code", "day", "later", "heirs"),
    [
        ("19744", M2020, M2021, {"19750", "19762"}),
        ("19744", M2020, MJAN, {"19750", "19762"}),
        ("19744", M2020, MJUL, {"19753"}),  # both parts are in Phường Phú Xuân again
        ("19771", M2020, M2021, {"19756"}),
        ("19747", M2020, M2021, {"19753"}),
        ("19765", M2020, M2021, {"19768"}),
        ("19906", M2021, MJAN, {"19909"}),
        ("19924", M2020, MJUL, {"19909"}),
        ("19999", M2021, MJAN, {"19900"}),
        ("20032", M2021, MJAN, {"20029"}),
        ("20032", M2020, MJUL, {"19774"}),
        ("19849", M2021, MJAN, {"19819"}),
        ("19822", M2021, MJAN, {"19825"}),
        ("19834", M2021, MJAN, {"19828"}),
        ("19840", M2021, MJAN, {"19843"}),
        ("19918", MJAN, MJUL, {"19918"}),
        ("19933", MJAN, MJUL, {"19918"}),
        ("474", M2021, MJAN, {"474", "475"}),
        ("478", M2020, M2021, {"474", "478"}),
        ("478", M2020, MJAN, {"474", "475", "478"}),
        ("483", M2020, MJAN, {"482"}),
        ("483", M2020, MJUL, set()),
        ("477", M2020, MJUL, set()),
        ("46", M2020, MJUL, {"46"}),
    ],
)
def test_successors(areas: Areas, code: str, day: dt.date, later: dt.date, heirs: set[str]) -> None:
    assert areas.successors_on(code, day, later) == heirs


@pytest.mark.parametrize(
    ("code", "origins"),
    [
        ("19909", ["19909"]),
        ("20014", ["19891", "20002", "20014"]),
        ("19930", ["19912", "19927", "19930"]),
        ("19900", ["19900", "19903", "19915"]),
        ("19873", ["19843", "19873", "19879"]),
        ("19753", ["19750", "19753", "19756", "19759", "19762", "19768"]),
        ("19789", ["19780", "19783", "19786", "19789", "19795", "19798"]),
        ("20137", ["20110", "20137", "20146", "20152"]),
        ("20044", ["20044", "20065", "20068", "20083"]),
        ("20101", ["20080", "20095", "20098", "20101"]),
        ("20050", ["20050", "20059"]),
        ("20179", ["20167", "20179", "20191"]),
    ],
)
def test_origins_of_a_unit_of_2025(areas: Areas, code: str, origins: list[str]) -> None:
    assert sorted(areas.predecessors_on(code, MJUL, MJAN)) == origins


def test_every_unit_of_2025_has_its_number_of_origins(areas: Areas) -> None:
    """40 units from 133, as the resolution merges them: one unchanged, the others from two to six."""
    sizes = Counter(len(areas.predecessors_on(u.code, MJUL, MJAN)) for u in areas.units_on(MJUL, "commune"))
    assert sizes == {1: 1, 2: 2, 3: 24, 4: 11, 6: 2}
    assert sum(size * count for size, count in sizes.items()) == 133


def test_only_one_commune_was_ever_split(areas: Areas) -> None:
    split = {u.code for u in areas.units if u.level == "commune" and len(u.successors) > 1}
    assert split == {"19744"}


# --- where a record lies on another map ------------------------------------------------------------------


def test_locate_keeps_what_is_certain(areas: Areas) -> None:
    assert areas.locate("19744", M2020, on=M2021) == MapPlace(None, "474", "46")
    assert areas.locate("19744", M2020, on=MJAN) == MapPlace(None, "475", "46")
    assert areas.locate("19744", M2020, on=MJUL) == MapPlace("19753", None, "46")
    assert areas.locate("19756", M2021, on=M2020) == MapPlace(None, "474", "46")
    assert areas.locate("19909", MJUL, on=MJAN) == MapPlace("19909", "474", "46")
    assert areas.locate("19909", MJUL, on=M2021) == MapPlace(None, "474", "46")
    assert areas.locate("19909", MJUL, on=M2020) == MapPlace(None, "478", "46")
    assert areas.locate("20179", M2020, on=MJAN) == MapPlace("20179", "482", "46")


def test_the_level_of_a_record_limits_the_answer(areas: Areas) -> None:
    assert areas.locate("474", M2020, on=M2021) == MapPlace(None, "474", "46")
    assert areas.locate("474", M2021, on=M2020) == MapPlace(None, None, "46")
    assert areas.locate("474", M2021, on=MJAN) == MapPlace(None, None, "46")
    assert areas.locate("475", MJAN, on=M2021) == MapPlace(None, "474", "46")
    assert areas.locate("482", MJAN, on=M2021) == MapPlace(None, None, "46")
    assert areas.locate("482", MJAN, on=MJUL) == MapPlace(None, None, "46")
    assert areas.locate("481", M2020, on=MJAN) == MapPlace(None, "481", "46")
    assert areas.locate("46", M2020, on=MJUL) == MapPlace(None, None, "46")


@pytest.mark.parametrize("day", [MJAN, dt.date(2025, 3, 15)])
def test_a_record_on_its_own_map_stays(areas: Areas, day: dt.date) -> None:
    assert areas.locate("20002", day, on=dt.date(2025, 6, 30)) == MapPlace("20002", "474", "46")


def test_wards_that_straddle_old_districts_have_no_district(areas: Areas) -> None:
    def without_district(day: dt.date) -> set[str]:
        units = areas.units_on(MJUL, "commune")
        return {u.name for u in units if areas.locate(u.code, MJUL, on=day).district is None}

    four = {"Phường Hóa Châu", "Phường Mỹ Thượng", "Phường Thuận An", "Phường Phong Quảng"}
    assert without_district(MJAN) == four
    assert without_district(M2021) == four


def test_bridge_of_the_nine_units_across_2025(areas: Areas) -> None:
    """Huế of nine units is 474 + 475; Nam Đông is inside 482; communes still tell them apart."""
    bridge: dict[str, set[str | None]] = {}
    for unit in areas.units_on(MJAN, "commune"):
        old = areas.locate(unit.code, MJAN, on=M2021).district
        bridge.setdefault(unit.parent or "", set()).add(old)
    assert bridge == {
        "474": {"474"},
        "475": {"474"},
        "476": {"476"},
        "477": {"477"},
        "478": {"478"},
        "479": {"479"},
        "480": {"480"},
        "481": {"481"},
        "482": {"482", "483"},
    }


def test_ancestors(areas: Areas) -> None:
    def code(unit: str, day: dt.date, level: Any) -> str | None:
        found = areas.ancestor(unit, day, level)
        return found.code if found else None

    assert code("19900", M2020, "district") == "478"
    assert code("19900", M2021, "district") == "474"
    assert code("19900", MJUL, "district") is None
    assert code("19900", MJUL, "province") == "46"
    assert code("474", MJAN, "district") == "474"
    assert code("46", MJAN, "commune") is None


# --- properties ------------------------------------------------------------------------------------------


@given(data=st.data(), origin=st.sampled_from(MAPS), target=st.sampled_from(MAPS))
@settings(max_examples=60, deadline=None)
def test_a_crosswalk_conserves_the_total(data: st.DataObject, origin: dt.date, target: dt.date) -> None:
    """Every person is counted once on the other map, in a unit or in the part that has no single unit."""
    units = AREAS.units_on(origin, "commune")
    people = data.draw(st.lists(st.integers(0, 10**6), min_size=len(units), max_size=len(units)))
    for level in ("commune", "district"):
        moved: Counter[str | None] = Counter()
        for unit, number in zip(units, people, strict=True):
            moved[getattr(AREAS.locate(unit.code, origin, on=target), level)] += number
        known = {unit.code for unit in AREAS.units_on(target, level)}
        assert moved.total() == sum(people)
        assert {code for code in moved if code is not None} <= known


@pytest.mark.parametrize(("origin", "target"), list(combinations_with_replacement(MAPS, 2)))
def test_every_commune_that_is_not_split_resolves_on_a_later_map(origin: dt.date, target: dt.date) -> None:
    lost = {
        u.code for u in AREAS.units_on(origin, "commune") if AREAS.locate(u.code, origin, on=target).commune is None
    }
    assert lost == ({"19744"} if origin == M2020 and target in (M2021, MJAN) else set())


@pytest.mark.parametrize("level", ["commune", "district"])
@pytest.mark.parametrize("later", MAPS[1:])
def test_successors_and_predecessors_mirror_each_other(level: Any, later: dt.date) -> None:
    for earlier in MAPS:
        if earlier >= later:
            continue
        forward = {(u.code, heir) for u in AREAS.units_on(earlier, level)
                   for heir in AREAS.successors_on(u.code, earlier, later)}  # fmt: skip
        backward = {(origin, u.code) for u in AREAS.units_on(later, level)
                    for origin in AREAS.predecessors_on(u.code, later, earlier)}  # fmt: skip
        assert forward == backward
        assert {heir for _, heir in forward} == {u.code for u in AREAS.units_on(later, level)}


def test_locating_through_a_map_between_is_never_more_than_locating_directly() -> None:
    for unit in AREAS.units_on(M2020, "commune"):
        step = AREAS.locate(unit.code, M2020, on=M2021).commune
        if step is not None:
            direct = AREAS.locate(unit.code, M2020, on=MJUL)
            assert AREAS.locate(step, M2021, on=MJUL) == direct


def test_areas_travel_between_processes(areas: Areas) -> None:
    areas.locate("19744", M2020, on=MJUL)
    copy = pickle.loads(pickle.dumps(areas))
    assert copy.units == areas.units
    assert copy.locate("19744", M2020, on=MJUL) == MapPlace("19753", None, "46")


# --- errors a user meets ---------------------------------------------------------------------------------


def test_an_unknown_code_names_near_codes(areas: Areas) -> None:
    with pytest.raises(UnknownUnit) as caught:
        areas.find("19745", M2020)
    assert '"19745"' in caught.value.message.vi
    assert "01/01/2020" in caught.value.message.vi
    assert "Có phải ý là: 19744 Phường Phú Thuận" in caught.value.message.vi
    with pytest.raises(UnknownUnit, match=r"params/areas\.yaml"):
        areas.find("Huế", M2020)


def test_a_closed_code_says_when_it_was_and_what_it_became(areas: Areas) -> None:
    with pytest.raises(ClosedUnit) as caught:
        areas.find("19744", dt.date(2022, 5, 1))
    assert str(caught.value).splitlines()[0] == (
        "Mã 19744 không có hiệu lực ngày 01/05/2022: Phường Phú Thuận, từ 01/01/2020 đến 30/06/2021. "
        "Ngày đó dùng mã: 19750 Phường Tây Lộc, 19762 Phường Thuận Hòa."
    )
    assert "from 2020-01-01 to 2021-06-30" in caught.value.message.en


def test_a_code_that_does_not_exist_yet_says_what_to_use(areas: Areas) -> None:
    with pytest.raises(ClosedUnit, match=r"từ 01/01/2025 đến 30/06/2025\. Ngày đó dùng mã: 474"):
        areas.find("475", dt.date(2022, 1, 1))


def test_a_district_after_the_districts_has_no_counterpart(areas: Areas) -> None:
    with pytest.raises(ClosedUnit, match="That day has no such unit of this level"):
        areas.locate("482", dt.date(2025, 8, 1), on=MJUL)


def test_a_day_before_the_first_map(areas: Areas) -> None:
    with pytest.raises(UnknownMap, match=r"31/12/2019.*01/01/2020"):
        areas.units_on(dt.date(2019, 12, 31))
    with pytest.raises(UnknownMap):
        areas.locate("474", M2021, on=dt.date(2011, 1, 1))


@pytest.mark.parametrize("kind", [UnknownUnit, ClosedUnit, UnknownMap])
def test_each_error_is_one_for_the_user(kind: type[UserError]) -> None:
    assert issubclass(kind, UserError)


def test_the_wrong_direction_is_a_bug_of_the_caller(areas: Areas) -> None:
    with pytest.raises(ValueError, match="is before"):
        areas.successors_on("474", MJAN, M2021)
    with pytest.raises(ValueError, match="is after"):
        areas.predecessors_on("474", M2021, MJAN)


# --- another province, and files that do not fit ---------------------------------------------------------


def unit(code: str, level: str, kind: str, **more: Any) -> dict[str, Any]:
    entry = {"code": code, "name": f"{kind} {code}", "type": kind, "level": level, "valid_from": M2021}
    return entry | ({} if level == "province" else {"parent": "99"}) | more


def made_up(level: str, kind: str) -> dict[str, Any]:
    """A province of one map and three units of one level."""
    act = {"vi": "Nghị quyết 1", "en": "Resolution 1"}
    expected = {"province": {"total": 1, "types": {"Tỉnh": 1}}, level: {"total": 3, "types": {kind: 3}}}
    return {
        "province": "99",
        "maps": [{"date": M2021, "act": act, "source": "made up", "expected": expected}],
        "units": [unit("99", "province", "Tỉnh"), *(unit(code, level, kind) for code in "123")],
    }


def with_second_map() -> dict[str, Any]:
    """Two maps: commune 3 joins commune 2 on 2025-01-01."""
    file = made_up("commune", "Xã")
    expected = {"province": {"total": 1, "types": {"Tỉnh": 1}}, "commune": {"total": 2, "types": {"Xã": 2}}}
    file["maps"].append(file["maps"][0] | {"date": MJAN, "expected": expected})
    last = dt.date(2024, 12, 31)
    file["units"][2] |= {"valid_to": last, "successors": ["2"]}
    file["units"][3] |= {"valid_to": last, "successors": ["2"]}
    file["units"].append(unit("2", "commune", "Xã", valid_from=MJAN))
    return file


def load(folder: Path, file: dict[str, Any]) -> Areas:
    path = folder / "params" / "areas.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    return load_areas(path)


def test_a_province_of_communes_without_districts(tmp_path: Path) -> None:
    areas = load(tmp_path, made_up("commune", "Xã"))
    assert areas.province == "99"
    assert areas.maps[0].levels == ("province", "commune")
    assert areas.locate("2", dt.date(2023, 1, 1), on=M2021) == MapPlace("2", None, "99")
    assert [child.code for child in areas.children("99", M2021)] == ["1", "2", "3"]


def test_a_province_of_districts_without_communes(tmp_path: Path) -> None:
    areas = load(tmp_path, made_up("district", "Huyện"))
    assert areas.locate("2", dt.date(2023, 1, 1), on=M2021) == MapPlace(None, "2", "99")
    assert areas.units_on(M2021, "commune") == ()


def test_a_merge_in_a_made_up_province(tmp_path: Path) -> None:
    areas = load(tmp_path, with_second_map())
    assert areas.locate("3", M2021, on=MJAN) == MapPlace("2", None, "99")
    assert areas.locate("2", MJAN, on=M2021) == MapPlace(None, None, "99")


def edit(number: int, **changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda file: file["units"][number].update(changes)


def no_heir(file: dict[str, Any]) -> None:
    del file["units"][3]["successors"]


def twice(file: dict[str, Any]) -> None:
    file["units"].append(dict(file["units"][1]))


def from_nowhere(file: dict[str, Any]) -> None:
    file["units"].append(unit("4", "commune", "Xã", valid_from=MJAN))
    file["maps"][1]["expected"]["commune"] = {"total": 3, "types": {"Xã": 3}}


def gain_without_a_new_line(file: dict[str, Any]) -> None:
    file["units"][3]["successors"] = ["1"]


def maps_out_of_order(file: dict[str, Any]) -> None:
    file["maps"].reverse()


def one_too_many(file: dict[str, Any]) -> None:
    file["maps"][0]["expected"]["commune"]["total"] = 4


def level_not_expected(file: dict[str, Any]) -> None:
    for info in file["maps"]:
        del info["expected"]["commune"]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (twice, r"1 Xã 1 \(2021-07-01\): trùng thời gian với dòng từ 01/07/2021"),
        (edit(4, valid_from=M2021), "2 Xã 2 .*overlaps the line that begins on 2021-07-01"),
        (edit(1, valid_from=dt.date(2022, 2, 1)), "1 Xã 1 .*valid_from must be the date of a map"),
        (edit(3, valid_to=dt.date(2024, 12, 30)), "3 Xã 3 .*valid_to must be the day before a map"),
        (edit(3, valid_to=dt.date(2021, 6, 30)), "3 Xã 3 .*valid_to must be the day before a map"),
        (edit(1, parent="98"), '1 Xã 1 .*parent "98" is not a unit of a higher level in force on 2021-07-01'),
        (edit(1, parent="2"), '1 Xã 1 .*parent "2" is not a unit of a higher level'),
        (edit(0, code="98"), '98 Tỉnh 99 .*the only unit of province level is "99"'),
        (edit(3, successors=["7"]), '3 Xã 3 .*successor "7" is not in force on 2025-01-01'),
        (edit(3, successors=["99"]), '3 Xã 3 .*successor "99" is not in force on 2025-01-01 at this level'),
        (edit(1, successors=["2"]), "1 Xã 1 .*has successors but no valid_to"),
        (no_heir, "3 Xã 3 .*is closed but has no successors"),
        (from_nowhere, "4 Xã 4 .*is new but succeeds no unit"),
        (gain_without_a_new_line, "1 Xã 1 .*gains territory on 2025-01-01 and needs a new line"),
        (maps_out_of_order, "maps: give at least one, in order of date"),
        (one_too_many, r"maps 2021-07-01: level commune should have 4 .*the file has 3"),
        (edit(1, type="Phường"), r"level commune should have 3 \{'Xã': 3\}, the file has 3 \{'Phường': 1"),
        (level_not_expected, "level commune should have 0"),
        (edit(1, successor=["2"]), 'Did you mean "successors"'),
        (edit(1, code=1), r'key "units\[Xã 1\].code" has the invalid value 1'),
        (edit(1, valid_from="01/07/2021"), r'key "units\[1\].valid_from" has the invalid value'),
        (edit(1, level="village"), r'key "units\[1\].level" has the invalid value'),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    tmp_path: Path, damage: Callable[[dict[str, Any]], None], message: str
) -> None:
    file = with_second_map()
    load(tmp_path, file)
    damage(file)
    with pytest.raises(UserError, match=f"(?s){message}") as caught:
        load(tmp_path, file)
    assert caught.value.where == "params/areas.yaml"


def test_a_district_must_go_where_its_communes_go(tmp_path: Path) -> None:
    file = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    hue = next(u for u in file["units"] if u["code"] == "474" and u["valid_from"] == M2021)
    hue["successors"] = ["474"]
    with pytest.raises(UserError, match=r"474 Thành phố Huế .*its communes lie in 474, 475 on 2025-01-01"):
        load(tmp_path, file)


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    file = with_second_map()
    edit(1, parent="98")(file)
    no_heir(file)
    with pytest.raises(UserError) as caught:
        load(tmp_path, file)
    assert len(caught.value.message.vi.splitlines()) >= 3
