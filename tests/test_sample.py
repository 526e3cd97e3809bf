"""The synthetic sample: reproducible, in force on its dates, and calibrated to what params/sample.yaml says."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from gender_indicators.base.errors import UserError
from gender_indicators.base.params import load_model
from gender_indicators.base.project import find_project
from gender_indicators.plan.agencies import load_agencies
from gender_indicators.plan.areas import Areas, load_areas
from gender_indicators.plan.forms import Form, Forms, load_forms
from gender_indicators.plan.year import load_origin
from gender_sample import folder, write_sample
from gender_sample.calibration import Targets, load_published_population

ROOT = Path(__file__).parent.parent
PROJECT = find_project(ROOT)
PARAMS = PROJECT.params
COMMITTED = ROOT / "data" / "sample"
YEARS = (2021, 2022, 2023, 2024, 2025)
ESTIMATE = "tuyen-sinh-giao-duc-nghe-nghiep 2024-11-19.xlsx"
PERSON, AREA = "Mã người (đã mã hoá)", "Mã xã"


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms(PARAMS / "forms.yaml")


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load_areas(PARAMS / "areas.yaml")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample")
    write_sample(PROJECT, target)
    return target


def filled(form: Form, year: int) -> pd.DataFrame:
    """The committed file of a form, read with plain pandas, every cell as text."""
    (path,) = (COMMITTED / str(year)).rglob(form.file)
    if form.is_workbook:
        return pd.read_excel(path, header=6, dtype=str, sheet_name=form.sheet, engine="calamine")
    return pd.read_csv(path, dtype=str)


def content(path: Path) -> str:
    """The hash of what a file holds; a workbook's parts unzipped, as zlib builds compress differently."""
    if path.suffix != ".xlsx":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with zipfile.ZipFile(path) as book:
        parts = [name.encode() + book.read(name) for name in book.namelist()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def files(root: Path) -> dict[str, Path]:
    return {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*")) if p.is_file() and p.name[0] != "."}


def test_the_committed_set_is_what_the_parameters_give(written: Path) -> None:
    assert list(files(written)) == list(files(COMMITTED))
    different = [name for name, path in files(written).items() if content(path) != content(COMMITTED / name)]
    assert different == []


def test_two_runs_give_the_same_bytes_and_a_year_does_not_depend_on_the_others(written: Path, tmp_path: Path) -> None:
    made = write_sample(PROJECT, tmp_path, [2021, 2025])
    assert len(made) == 23 + 22
    for path in made:
        assert path.read_bytes() == (written / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_set_is_small_enough_for_a_clone() -> None:
    assert sum(path.stat().st_size for path in files(COMMITTED).values()) < 15_000_000


def test_every_form_stands_in_the_folder_of_its_sender(forms: Forms) -> None:
    agencies = load_agencies(PARAMS / "agencies.yaml")
    for year in YEARS:
        expected = {
            f"{agencies.sender(form.code, form.agency, dt.date(year, 12, 31))}/{form.file}"
            for form in forms
            if form.code != "population_series" or year == 2021
        }
        twice = {f"so-ldtbxh/{ESTIMATE}"} if year == 2024 else set()
        assert set(files(COMMITTED / str(year))) == expected | twice | {"origin.yaml", "received.yaml"}
    assert (COMMITTED / "2025/so-noi-vu/bao-luc-tren-co-so-gioi.xlsx").exists()


def test_headers_codes_and_keys_are_those_of_the_forms(forms: Forms) -> None:
    for form in forms:
        frame = filled(form, 2021)
        assert list(frame.columns) == [column.header for column in form.columns]
        assert not frame.duplicated([form.column(name).header for name in form.key]).any()
        for column in form.columns:
            if column.codes:
                assert set(frame[column.header].dropna()) <= set(column.codes), (form.code, column.name)


def test_origin_tells_synthetic_from_published() -> None:
    published = {year: load_origin(COMMITTED / str(year)).published for year in YEARS}
    assert list(published[2021]) == ["cuc-thong-ke/dan-so-nien-giam.xlsx"]
    assert "thuathienhue.gov.vn" in published[2021]["cuc-thong-ke/dan-so-nien-giam.xlsx"].vi
    assert [published[year] for year in YEARS[1:]] == [{}] * 4
    assert all(load_origin(COMMITTED / str(year)).kind == "synthetic" for year in YEARS)
    assert "Số liệu minh hoạ" in load_origin(COMMITTED / "2024").note.vi


def test_population_2021_is_the_published_one(forms: Forms) -> None:
    frame = filled(forms["population"], 2021)
    people = frame["Dân số trung bình (người)"].astype(int)
    assert people.sum() == 1_153_795
    assert people[frame["Giới tính"] == "Nam"].sum() == 571_245
    assert people[frame["Giới tính"] == "Nữ"].sum() == 582_550
    assert len(frame) == 141 * 2 * 17
    assert len(filled(forms["population"], 2025)) == 40 * 2 * 17


def test_districts_of_2022_have_the_people_of_the_yearbook(forms: Forms, areas: Areas) -> None:
    frame = filled(forms["population"], 2022)
    district = [areas.find(code, dt.date(2022, 12, 31)).parent for code in frame[AREA]]
    people = frame["Dân số trung bình (người)"].astype(int).groupby(district).sum()
    for code, expected in {"474": 494_070, "476": 91_868, "477": 78_798}.items():
        assert abs(people[code] - expected) <= 3, code


def test_a_commune_that_merged_is_the_sum_of_its_parts(forms: Forms, areas: Areas) -> None:
    before, after = filled(forms["population"], 2024), filled(forms["population"], 2025)
    later = [areas.locate(code, dt.date(2024, 12, 31), dt.date(2025, 7, 1)).commune for code in before[AREA]]
    old = before["Dân số trung bình (người)"].astype(int).groupby(later).sum()
    new = after["Dân số trung bình (người)"].astype(int).groupby(after[AREA]).sum()
    assert list(old.index) == list(new.index)
    assert (new / old).between(1.002, 1.006).all()


def test_the_published_series_keeps_its_two_misprints(forms: Forms) -> None:
    frame = filled(forms["population_series"], 2021).set_index("Năm")
    total, urban, rural = (int(frame.loc["2011", name]) for name in ("Tổng số", "Thành thị", "Nông thôn"))
    assert total - urban - rural == 4_000
    assert float(frame.loc["2018", "Tỷ số giới tính (nam/100 nữ)"]) == 99.21
    assert frame["Tỷ số giới tính (nam/100 nữ)"].isna().sum() == 5
    rows = load_published_population(PARAMS / "published_population.yaml").rows
    odd = [
        row.year for row in rows if row.urban + row.rural != row.population or row.male + row.female != row.population
    ]
    assert odd == [2011]


DATED = {
    "births": "Ngày sinh",
    "maternal_deaths": "Ngày tử vong",
    "domestic_violence": "Ngày phát hiện",
    "gender_violence": "Ngày phát hiện",
    "trafficking": "Ngày trở về",
}


@pytest.mark.parametrize("year", [2021, 2024, 2025])
def test_dated_rows_stand_in_communes_in_force_that_day(forms: Forms, areas: Areas, year: int) -> None:
    for code, header in DATED.items():
        frame = filled(forms[code], year)
        places = frame[[forms[code].column("area").header, header]].drop_duplicates()
        for area, day in places.itertuples(index=False):
            date = dt.date.fromisoformat(day[:10])
            assert date.year == year
            assert areas.find(area, date).level == "commune"


def test_the_year_of_a_change_uses_both_maps(forms: Forms) -> None:
    first_half = {2021: (145, 141), 2025: (133, 40)}
    for year, expected in first_half.items():
        births, news = filled(forms["births"], year), filled(forms["news"], year)
        early = births["Ngày sinh"] < f"{year}-07-01"
        area = births["Mã xã thường trú của mẹ"]
        assert (area[early].nunique(), area[~early].nunique()) == expected
        counts = news.groupby("Quý").size()
        assert [counts[f"Quý {name}"] for name in ("I", "II", "III", "IV")] == [
            *[expected[0]] * 2,
            *[expected[1]] * 2,
        ]


@pytest.mark.parametrize(
    ("year", "births", "boys", "aged_15_19", "under_15"),
    [(2021, 16_384, 8_601, 1_079, 12), (2024, 15_800, 8_218, 875, 7), (2025, 15_600, 8_107, 818, 6)],
)
def test_births(forms: Forms, year: int, births: int, boys: int, aged_15_19: int, under_15: int) -> None:
    frame = filled(forms["births"], year)
    age = frame["Tuổi mẹ"].astype(int)
    assert len(frame) == births
    assert (frame["Giới tính trẻ"] == "Nam").sum() == boys
    assert age.between(15, 19).sum() == aged_15_19
    assert (age < 15).sum() == under_15
    assert age.between(12, 49).all()


def test_maternal_deaths_need_the_definitions_filter(forms: Forms) -> None:
    for year, (rows, maternal) in {2021: (4, 3), 2022: (2, 1), 2023: (2, 2), 2024: (3, 2), 2025: (2, 1)}.items():
        frame = filled(forms["maternal_deaths"], year)
        late = frame["Số ngày sau khi kết thúc thai nghén"].astype(int) > 42
        counted = ~late & (frame["Nguyên nhân"] != "Tai nạn, tự tử")
        assert (len(frame), counted.sum()) == (rows, maternal)


@pytest.mark.parametrize(("year", "wage", "farm"), [(2021, 47.5, 30.5), (2024, 50.9, 26.0)])
def test_women_in_the_labour_force_survey(forms: Forms, year: int, wage: float, farm: float) -> None:
    frame = filled(forms["labour_force"], year)
    weight, employed = frame["Quyền số"].astype(float), frame["Có việc làm"] == "Có"
    women = employed & (frame["Giới tính"] == "Nữ")
    waged = frame["Vị thế việc làm"] == "Làm công hưởng lương"
    farming = frame["Khu vực kinh tế"] == "Nông, lâm nghiệp và thuỷ sản"
    assert 100 * weight[women & waged].sum() / weight[women].sum() == pytest.approx(wage, abs=0.1)
    assert 100 * weight[women & farming].sum() / weight[women].sum() == pytest.approx(farm, abs=0.1)
    assert frame.loc[~employed, ["Vị thế việc làm", "Khu vực kinh tế"]].isna().all(axis=None)
    assert frame.loc[employed, ["Vị thế việc làm", "Khu vực kinh tế"]].notna().all(axis=None)
    assert weight.nunique() > 1000
    assert frame["Địa bàn"].nunique() == 64
    # One area belongs to one stratum, or its variance has no meaning.
    assert (frame.groupby("Địa bàn")["Tầng"].nunique() == 1).all()


@pytest.mark.parametrize(("year", "ratio"), [(2021, 1.95), (2024, 1.80)])
def test_unpaid_hours(forms: Forms, year: int, ratio: float) -> None:
    frame = filled(forms["time_use"], year)
    hours = frame["Số giờ không được trả công trong tuần"].astype(float)
    weight, men = frame["Quyền số"].astype(float), frame["Giới tính"] == "Nam"
    mean = {sex: (hours * weight)[men == sex].sum() / weight[men == sex].sum() for sex in (True, False)}
    assert mean[False] / mean[True] == pytest.approx(ratio, abs=0.01)
    assert 0.17 < (hours[men] == 0).mean() < 0.23
    assert 0.01 < (hours[~men] == 0).mean() < 0.06


def test_violence_registers_share_people_and_repeat_some(forms: Forms) -> None:
    for year in YEARS:
        domestic, gender = filled(forms["domestic_violence"], year), filled(forms["gender_violence"], year)
        shared = set(domestic[PERSON]) & set(gender[PERSON])
        assert 40 <= len(shared) <= 60
        assert (domestic.groupby(PERSON)["Mã vụ"].nunique() > 1).sum() > 10
        assert domestic[PERSON].str.fullmatch("P[0-9A-F]{6}").all()
        both = pd.concat([domestic, gender])
        victim = both["Vai trò"] == "Người bị bạo lực"
        assert both.loc[victim, ["Đã bị truy cứu trách nhiệm hình sự", "Được tư vấn, tham vấn"]].isna().all(axis=None)
        assert both.loc[~victim, "Số dịch vụ hỗ trợ cơ bản đã nhận"].isna().all()
        assert not set(both.loc[victim, PERSON]) & set(both.loc[~victim, PERSON])


def test_victims_served_counting_each_person_once(forms: Forms) -> None:
    for year, (served, victims) in {2021: (185, 237), 2025: (183, 208)}.items():
        both = pd.concat([filled(forms["domestic_violence"], year), filled(forms["gender_violence"], year)])
        rows = both[both["Vai trò"] == "Người bị bạo lực"]
        services = rows["Số dịch vụ hỗ trợ cơ bản đã nhận"].astype(int).groupby(rows[PERSON]).max()
        assert ((services > 0).sum(), len(services)) == (served, victims)


def test_some_district_detected_fewer_than_five_victims(forms: Forms, areas: Areas) -> None:
    frame = filled(forms["domestic_violence"], 2024)
    rows = frame[frame["Vai trò"] == "Người bị bạo lực"]
    district = [areas.find(code, dt.date(2024, 6, 1)).parent for code in rows["Mã xã nơi cư trú"]]
    assert rows.groupby(district)[PERSON].nunique().between(1, 4).any()


def test_a_year_without_returned_victims_is_an_empty_list(forms: Forms) -> None:
    frame = filled(forms["trafficking"], 2022)
    assert len(frame) == 0
    assert list(frame.columns) == [column.header for column in forms["trafficking"].columns]
    assert [len(filled(forms["trafficking"], year)) for year in YEARS] == [6, 0, 7, 5, 6]


def test_nobody_beyond_the_population_is_reached(forms: Forms) -> None:
    for year, share in {2021: 0.44, 2025: 0.63}.items():
        population, reached = filled(forms["population"], year), filled(forms["outreach"], year).set_index(AREA)
        people = population["Dân số trung bình (người)"].astype(int).groupby(population[AREA]).sum()
        count = reached["Số người được tiếp cận (không trùng)"].astype(int)
        assert (count <= people).all()
        assert (reached["Số lượt người dự"].astype(int) >= count).all()
        assert count.sum() / people.sum() == pytest.approx(share, abs=0.0001)


def test_sixteen_items_a_year_can_still_miss(forms: Forms) -> None:
    frame = filled(forms["news"], 2022)
    items = frame["Số tin, bài"].astype(int).groupby(frame[AREA])
    assert ((items.sum() >= 16) & (items.min() < 4)).any()
    assert (items.min() >= 4).sum() == 86


def test_stations_end_with_their_district(forms: Forms) -> None:
    months = filled(forms["broadcasters"], 2025).groupby("Mã đơn vị hành chính")["Tháng"].nunique()
    assert months.to_dict() == {
        "46": 12,
        **dict.fromkeys(["474", "475", "476", "477", "478", "479", "480", "481", "482"], 6),
    }


def test_a_failure_leaves_the_old_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(COMMITTED / "2022", tmp_path / "2022")
    before = {name: path.read_bytes() for name, path in files(tmp_path).items()}

    def broken(_: object) -> pd.DataFrame:
        raise RuntimeError("no content")

    monkeypatch.setitem(folder.GENERATORS, "schools", broken)
    with pytest.raises(RuntimeError):
        write_sample(PROJECT, tmp_path, [2022])
    assert {name: path.read_bytes() for name, path in files(tmp_path).items()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["2022"]


def test_a_year_without_targets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="2031"):
        write_sample(PROJECT, tmp_path, [2031])


def test_a_target_without_one_of_the_years_is_refused(tmp_path: Path) -> None:
    text = (PARAMS / "sample.yaml").read_text(encoding="utf-8")
    assert "returned: {2021: 6, " in text
    (tmp_path / "sample.yaml").write_text(text.replace("returned: {2021: 6, ", "returned: {"), encoding="utf-8")
    with pytest.raises(UserError, match=r"trafficking\.returned"):
        load_model(tmp_path / "sample.yaml", Targets)
