"""Parameter files are strict: a wrong key names file and key and says what was meant."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from gender_indicators.base.errors import UserError
from gender_indicators.base.project import Project, find_project, path_inside
from gender_indicators.plan.agencies import load_agencies
from gender_indicators.plan.facts import load_facts
from gender_indicators.plan.forms import load_forms
from gender_indicators.plan.plan import load_plan
from gender_indicators.plan.year import load_year
from offices import copy_params

ROOT = Path(__file__).parents[1]
PARAMS = ROOT / "params"


@pytest.fixture
def params(tmp_path: Path) -> Path:
    return copy_params(tmp_path)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def message(params: Path, year: int = 2024) -> str:
    with pytest.raises(UserError) as caught:
        load_year(params, year)
    return str(caught.value)


def test_the_plan_has_its_goals_targets_and_measures() -> None:
    plan = load_plan(PARAMS / "plan.yaml")
    assert (len(plan.goals), len(plan.targets), len(plan.measures)) == (6, 20, 27)
    assert " ".join(t.id for t in plan.targets) == (
        "1.1 2.1 2.2 2.3 3.1 3.2 3.3 3.4 4.1 4.2 4.3 4.4 5.1 5.2 5.3 5.4 6.1 6.2 6.3 6.4"
    )


def test_thresholds_are_as_strict_as_the_plan_words_them() -> None:
    plan = load_plan(PARAMS / "plan.yaml")
    read = {m.id: (m.threshold.operator, m.threshold.value, m.threshold.from_year) for m in plan.measures}
    assert read == {
        "1.1": (">=", 60, None), "2.1": (">=", 50, None), "2.2": ("<", 30, None), "2.3": (">=", 30, None),
        "3.1": ("<=", 2, None), "3.2a": (">=", 80, None), "3.2b": (">=", 50, None), "3.3": ("=", 100, None),
        "3.4": ("=", 100, None), "4.1": ("<=", 109, None), "4.2": ("<", 15, None), "4.3": ("<=", 18, None),
        "4.4": (">=", 1, None), "5.1a": ("=", 100, 2025), "5.1b": ("=", 100, 2025), "5.2a-nam": (">", 90, None),
        "5.2a-nu": (">", 90, None), "5.2b-nam": (">=", 85, None), "5.2b-nu": (">=", 85, None),
        "5.3": (">", 30, None), "5.4a": (">", 50, None), "5.4b": (">=", 30, None), "6.1": (">=", 60, None),
        "6.2a": ("=", 100, 2025), "6.2b": ("=", 100, 2025), "6.3": ("=", 100, 2025), "6.4": ("=", 100, None),
    }  # fmt: skip


def test_every_target_has_the_agency_the_plan_names() -> None:
    plan = load_plan(PARAMS / "plan.yaml")
    by_agency: dict[str, set[str]] = {}
    for measure in plan.measures:
        for agency in measure.responsible:
            by_agency.setdefault(agency, set()).add(plan.target_of(measure.id).id)
    assert by_agency == {
        "so-noi-vu": {"1.1"},
        "so-ldtbxh": {"2.1", "2.2", "3.2", "3.3", "3.4", "5.3", "6.1", "6.2"},
        "so-khdt": {"2.3"},
        "cuc-thong-ke": {"3.1", "5.4"},
        "so-vhtt": {"3.2"},
        "so-y-te": {"4.1", "4.2", "4.3", "4.4"},
        "so-gddt": {"5.1", "5.2"},
        "so-tttt": {"6.3", "6.4"},
    }


def test_an_agency_that_ended_is_followed_by_its_successor_for_the_form() -> None:
    agencies = load_agencies(PARAMS / "agencies.yaml")
    assert agencies.sender("vocational", "so-ldtbxh", dt.date(2024, 12, 31)) == "so-ldtbxh"
    assert agencies.sender("vocational", "so-ldtbxh", dt.date(2025, 12, 31)) == "so-gddt"
    assert agencies.sender("trafficking", "so-ldtbxh", dt.date(2025, 12, 31)) == "so-y-te"
    assert agencies.coordinator("so-ldtbxh", dt.date(2025, 3, 1)) == "so-noi-vu"


def test_every_form_of_an_ended_agency_has_a_successor() -> None:
    agencies = load_agencies(PARAMS / "agencies.yaml")
    for form in load_forms(PARAMS / "forms.yaml"):
        assert agencies.sender(form.code, form.agency, dt.date(2025, 12, 31)) in {a.id for a in agencies}


def test_unknown_key_is_named_with_what_was_meant(params: Path) -> None:
    change(params / "2024.yaml", "year: 2024", "yaer: 2024")
    told = message(params)
    assert told.startswith("params/2024.yaml: ")
    assert 'khoá "yaer" không có trong mẫu. Có phải ý là "year"?' in told
    assert 'missing key "year"' in told


def test_unknown_nested_key_is_named_with_its_path(params: Path) -> None:
    change(params / "plan.yaml", 'threshold: {operator: ">=", value: 60}', 'threshold: {operater: ">=", value: 60}')
    with pytest.raises(
        UserError, match=r"goals\[1\]\.targets\[1\.1\]\.measures\[1\.1\]\.threshold\.operater"
    ) as caught:
        load_plan(params / "plan.yaml")
    assert 'Có phải ý là "operator"?' in str(caught.value)


def test_ill_typed_value_is_named(params: Path) -> None:
    change(params / "2024.yaml", "year: 2024", 'year: "2024"')
    assert 'khoá "year" có giá trị' in message(params)


def test_a_key_written_twice_is_refused(params: Path) -> None:
    change(params / "2024.yaml", "year: 2024", "year: 2024\nyear: 2023")
    assert 'key "year" stands twice' in message(params)


def test_broken_yaml_names_the_line(params: Path) -> None:
    change(params / "2024.yaml", "year: 2024", "year: [2024")
    assert "YAML không hợp lệ" in message(params)


def test_yaml_cannot_run_code(params: Path) -> None:
    change(params / "2024.yaml", "year: 2024", "year: !!python/object/apply:os.getpid []")
    assert "YAML không hợp lệ" in message(params)


def test_other_encoding_is_refused(params: Path) -> None:
    (params / "2024.yaml").write_bytes("year: 2024 # năm".encode("utf-16"))
    assert "UTF-8" in message(params)


def test_a_year_without_a_file_lists_the_years(params: Path) -> None:
    assert "2021, 2022, 2023, 2024, 2025" in message(params, 2031)


def test_a_year_under_another_name_is_refused(params: Path) -> None:
    shutil.copy(params / "2024.yaml", params / "2026.yaml")
    assert 'khoá "year" là 2024' in message(params, 2026)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("map: 2021-07-01", "map: 2021-07-02", "không có bản đồ bắt đầu"),
        ("levels: [province, district]", "levels: [district]", "phải bắt đầu bằng"),
        ("data: data/sample/2024", "data: data/raw/2024x", "không có thư mục số liệu"),
        ("data: data/sample/2024", "data: ../../etc", "ra ngoài thư mục dự án"),
    ],
)
def test_facts_that_do_not_fit_are_refused(params: Path, old: str, new: str, told: str) -> None:
    change(params / "2024.yaml", old, new)
    (params.parent / "data").symlink_to(ROOT / "data")
    with pytest.raises(UserError, match=told):
        load_facts(find_project(params.parent), 2024)


def test_a_setting_of_an_unknown_measure_is_refused(params: Path) -> None:
    with (params / "2024.yaml").open("a", encoding="utf-8") as file:
        file.write('settings: {"4.9": {age_group: "10-19"}}\n')
    (params.parent / "data").symlink_to(ROOT / "data")
    with pytest.raises(UserError, match=r'không có "4\.9"'):
        load_facts(Project(params.parent, ROOT / "notebooks"), 2024)


def test_a_path_never_leaves_the_project(tmp_path: Path) -> None:
    assert path_inside(tmp_path, "data/raw") == tmp_path / "data/raw"
    for outside in ("..", "data/../../x", "/etc"):
        with pytest.raises(UserError):
            path_inside(tmp_path, outside)


# ---------------------------------------------------------------- corrections and waivers beside the year's file

APART = """
corrections:
  - form: vocational
    cell: F9
    sheet: "Tuyển mới"
    old: 749
    new: 169
    reason: {vi: "Gõ nhầm.", en: "Typing error."}
    source: "Công văn số 12/CĐN-ĐT"
    by: "Sở Lao động"
    decided: 2024-12-08
    expires: 2025-12-31
waivers:
  - rule: year.jump
    form: vocational
    column: enrolled
    reason: {vi: "Mở cơ sở hai.", en: "A second site."}
    source: "Quyết định số 5"
    by: "Sở Lao động"
    decided: 2024-12-08
    expires: 2027-12-31
"""


def test_entries_beside_the_year_follow_its_own_and_know_where_they_stand(params: Path) -> None:
    (params / "2021.corrections.yaml").write_text(APART, encoding="utf-8")
    year = load_year(params, 2021)
    assert [each.key for each in (*year.written_corrections, *year.written_waivers)] == [
        "params/2021.yaml: corrections[1]",
        "params/2021.corrections.yaml: corrections[1]",
        "params/2021.yaml: waivers[1]",
        "params/2021.corrections.yaml: waivers[1]",
    ]
    assert [each.form for each in year.corrections] == ["population_series", "vocational"]
    assert year.without_entries().written_corrections == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cell: F9", "row: {a: b}\n    cell: F9", 'khoá "corrections[1]": chỉ ghi một trong các khoá "row", "cell".'),
        ("source: ", "sourse: ", 'khoá "corrections[1].sourse" không có trong mẫu. Có phải ý là "source"?'),
        ('    source: "Quyết định số 5"\n', "", 'thiếu khoá "waivers[year.jump].source"'),
        ("corrections:", "correction:", 'khoá "correction" không có trong mẫu. Có phải ý là "corrections"?'),
    ],
)
def test_a_wrong_entry_beside_the_year_names_its_file(params: Path, old: str, new: str, said: str) -> None:
    (params / "2024.corrections.yaml").write_text(APART, encoding="utf-8")
    change(params / "2024.corrections.yaml", old, new)
    told = message(params)
    assert told.startswith("params/2024.corrections.yaml: ")
    assert said in told


def test_a_file_beside_the_year_under_a_wrong_name_is_not_passed_over(params: Path) -> None:
    (params / "2024.correction.yaml").write_text(APART, encoding="utf-8")
    assert "params/2024.correction.yaml: không đọc tệp tên này" in message(params)
    assert '"2024.corrections.yaml"' in message(params)
