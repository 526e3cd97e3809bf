"""Units by name: every unit of every map is found by its name within its district, and none is ever guessed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest

from gender_indicators.intake.text import key
from gender_indicators.intake.unit_names import UnitNames
from gender_indicators.plan.areas import Areas, load_areas
from gender_indicators.plan.units import Level

ROOT = Path(__file__).parents[1]
AREAS: Areas = load_areas(ROOT / "params" / "areas.yaml")
NAMES = UnitNames(AREAS, dt.date(2020, 1, 1), dt.date(2025, 12, 31))
DAYS = [dt.date(2021, 6, 30), dt.date(2024, 12, 31), dt.date(2025, 6, 30), dt.date(2025, 12, 31)]
D2024 = dt.date(2024, 12, 31)


def find(text: str, day: dt.date = D2024, level: Level | None = "commune", within: str = "") -> str:
    return NAMES.find(text, day, level, within).code


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_unit_is_found_by_its_name_within_its_district_and_by_its_code(day: dt.date) -> None:
    for unit in AREAS.units_on(day):
        district = AREAS.ancestor(unit.code, day, "district") if unit.level == "commune" else None
        within = district.name if district else ""
        for name in (unit.name, unit.name.upper(), *unit.aliases):
            assert find(name, day, unit.level, within) == unit.code, name
        assert find(f"{unit.code} - {unit.name}", day, unit.level) == unit.code
        assert find(f"{unit.name} ({unit.code})", day, unit.level) == unit.code


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_name_of_several_units_is_never_one_of_them(day: dt.date) -> None:
    by_key = defaultdict(set)
    for unit in AREAS.units_on(day, "commune"):
        by_key[key(unit.name.removeprefix(unit.type + " "))].add(unit.code)
    shared = {words: codes for words, codes in by_key.items() if len(codes) > 1}
    for codes in shared.values():
        bare = AREAS.name(min(codes), day).split(" ", 1)[1]
        found = NAMES.find(bare, day, "commune")
        assert found.code == ""
        assert codes <= {unit.code for unit in found.candidates}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Phường Hương Xuân", "20017"),
        ("Xã Hương Xuân", "20179"),
        ("Hương Xuân", ""),
        ("Xã Hương Phong", ""),
        ("Hương Vân", "20008"),
        ("Hương Văn", "20011"),
        ("P. Thuận Hoà", "19762"),
        ("Phường Phường Đúc", "19780"),
        ("Phường Đúc", "19780"),
        ("Vĩ Dạ", "19777"),
        ("VỸ DẠ", "19777"),
        ("Thuỷ Vân", "19963"),
        ("TT. A Lưới", "20044"),
        ("A Lưới", "20044"),
        ("Xã A Roằng", "20095"),
        ("19777 Phường Vỹ Dạ", "19777"),
        ("19777 - Vỹ Dạ", "19777"),
        ("19777 - Thuận Hòa", ""),
        ("Phường Vy Da", ""),
        ("Thuận Hóa", ""),
        ("Nam Đông", ""),
    ],
)
def test_names_of_2024(text: str, code: str) -> None:
    assert find(text) == code


@pytest.mark.parametrize(
    ("text", "day", "level", "code"),
    [
        ("Thành phố Huế", dt.date(2024, 12, 31), None, "474"),
        ("TP.Huế", dt.date(2025, 1, 1), None, "46"),
        ("Tỉnh Thừa Thiên Huế", dt.date(2024, 12, 31), None, "46"),
        ("Thừa Thiên - Huế", dt.date(2024, 12, 31), "province", "46"),
        ("Phú Vang", dt.date(2025, 3, 31), "district", "478"),
        ("Phú Vang", dt.date(2025, 9, 30), "commune", "19942"),
        ("Phú Xuân", dt.date(2025, 9, 30), "commune", "19753"),
        ("Quận Phú Xuân", dt.date(2025, 3, 31), None, "475"),
        ("Phường Thuận Hóa", dt.date(2025, 9, 30), None, "19789"),
        ("Phường Phú Thuận", dt.date(2021, 6, 30), "commune", "19744"),
        ("Phường Phú Thuận", dt.date(2021, 7, 1), "commune", ""),
    ],
)
def test_the_same_name_on_other_days(text: str, day: dt.date, level: Level | None, code: str) -> None:
    assert find(text, day, level) == code


def test_the_district_settles_a_shared_name() -> None:
    assert find("Hương Phong", within="Huyện A Lưới") == "20080"
    assert find("Hương Phong", within="TP Huế") == "20002"
    assert find("Hương Phong", within="Phú Vang") == ""


def test_candidates_are_told_with_code_district_and_time() -> None:
    found = NAMES.find("Xã Hương Phong", D2024, "commune")
    assert found.listed(AREAS, D2024).vi == (
        "Có phải là: 20002 Xã Hương Phong, Thành phố Huế; 20080 Xã Hương Phong, Huyện A Lưới?"
    )
    merged = NAMES.find("Phường Phú Cát", D2024, "commune")
    assert "đến 30/06/2021" in merged.listed(AREAS, D2024).vi
    unknown = NAMES.find("Phường Không Đâu Cả", D2024, "commune")
    assert unknown.listed(AREAS, D2024).vi == "Không có đơn vị nào gần giống tên này."


def test_a_bare_name_that_is_also_a_commune_is_no_heading() -> None:
    assert NAMES.is_heading("Huyện Phú Vang", "commune")
    assert not NAMES.is_heading("Phú Vang", "commune")  # since July 2025 a commune, too
    assert not NAMES.is_heading("Phường Vỹ Dạ", "commune")
