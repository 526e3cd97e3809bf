"""Which delivered file belongs to which form, and which of several is the newest: never guessed."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gender_indicators.base.errors import UserError
from gender_indicators.base.text import Text
from gender_indicators.intake.arrival import Arrival
from gender_indicators.intake.file_names import agency_of, named_after
from gender_indicators.intake.folder import Arrived, Coordinator, Sender, sort_folder
from gender_indicators.intake.identity import SHEET, Identity, identity_rows
from gender_indicators.intake.order import in_order, undecided_pair
from gender_indicators.intake.received import load_received
from gender_indicators.intake.recognition import said_by
from gender_indicators.plan.forms import load_forms

ROOT = Path(__file__).parent.parent
FORMS = load_forms(ROOT / "params" / "forms.yaml")
OFFICE = Coordinator("so-ldtbxh", Text("Sở Lao động", "Labour office"))
HEALTH, LABOUR = "so-y-te", "so-ldtbxh"
SENDERS = (
    Sender(FORMS["births"], HEALTH, Text("Sở Y tế", "Health")),
    Sender(FORMS["maternal_deaths"], HEALTH, Text("Sở Y tế", "Health")),
    Sender(FORMS["vocational"], LABOUR, OFFICE.name),
    Sender(FORMS["population"], "cuc-thong-ke", OFFICE.name),
    Sender(FORMS["population_series"], "cuc-thong-ke", OFFICE.name),
)


def sorted_(folder: Path, by: dt.date | None = None) -> Arrived:
    return sort_folder(folder, SENDERS, OFFICE, 2024, 1, by)


def put(folder: Path, file: str, content: str = "x") -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def workbook(path: Path, *cells: tuple[str, str | int], identity: Identity | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Bảng 1")
        for row, values in enumerate(cells):
            sheet.write_row(row, 0, values)
        if identity is not None:
            hidden = book.add_worksheet(SHEET)
            hidden.hide()
            for row, values in enumerate(identity_rows(identity, "LĐ-04")):
                hidden.write_row(row, 0, values)


def told(arrived: Arrived) -> list[tuple[str, str, str]]:
    return [(f.rule, f.severity, f.place.file) for f in (*arrived.unclear.values(), *arrived.findings)]


@pytest.mark.parametrize(
    ("file", "form", "on", "plain"),
    [
        ("tre-sinh-song.csv", "births", None, True),
        ("TRE-SINH-SONG.XLSX", "births", None, True),
        ("tre-sinh-song 2025-02-20.xlsx", "births", dt.date(2025, 2, 20), True),
        ("tre-sinh-song_20-02-2025.parquet", "births", dt.date(2025, 2, 20), True),
        ("tre-sinh-song.2025.02.20.ods", "births", dt.date(2025, 2, 20), True),
        ("tre-sinh-song(2025-02-20).xls", "births", dt.date(2025, 2, 20), True),
        ("tre-sinh-song (2).csv", "births", None, False),
        ("tre-sinh-song - ban cuoi.csv", "births", None, False),
        ("tre-sinh-song 2025-02-30.csv", "births", None, False),
        ("dan-so-nien-giam.xlsx", "population_series", None, True),
        ("dan-so 2025-01-09.csv", "population", dt.date(2025, 1, 9), True),
    ],
)
def test_a_name_says_form_and_day(file: str, form: str, on: dt.date | None, plain: bool) -> None:
    named = named_after(file, FORMS)
    assert named is not None
    assert (named.form.code, named.on, named.plain) == (form, on, plain)


@pytest.mark.parametrize("file", ["tre-sinh-songs.csv", "sinh-song.csv", "tre-sinh-song.docx", "tre-sinh-song"])
def test_a_name_of_no_form(file: str) -> None:
    assert named_after(file, FORMS) is None


def test_a_name_in_decomposed_letters_is_the_same() -> None:
    form = FORMS["births"].model_copy(update={"file": "trẻ-sinh-sống.csv"})
    named = named_after("tre\u0309-sinh-so\u0302\u0301ng.csv", [form])
    assert named is not None and named.plain


def test_the_newest_is_last_by_day_and_by_vintage(tmp_path: Path) -> None:
    for file in ("tre-sinh-song.csv", "tre-sinh-song 2024-11-20.csv", "tre-sinh-song 2025-03-01.xlsx"):
        put(tmp_path, f"{HEALTH}/{file}", file)
    put(tmp_path, "received.yaml", f"files:\n  {HEALTH}/tre-sinh-song.csv: {{on: 2025-01-15, vintage: so_bo}}\n")
    arrived = sorted_(tmp_path)
    assert told(arrived) == []
    assert [(each.name, each.on, each.vintage) for each in arrived.arrivals["births"]] == [
        ("tre-sinh-song 2024-11-20.csv", dt.date(2024, 11, 20), None),
        ("tre-sinh-song.csv", dt.date(2025, 1, 15), "so_bo"),
        ("tre-sinh-song 2025-03-01.xlsx", dt.date(2025, 3, 1), None),
    ]


def test_deliveries_after_a_day_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, f"{HEALTH}/tre-sinh-song 2024-11-20.csv")
    put(tmp_path, f"{HEALTH}/tu-vong-me 2024-12-20.xlsx")
    arrived = sorted_(tmp_path, dt.date(2024, 12, 1))
    assert list(arrived.arrivals) == ["births"]
    assert arrived.later == {"maternal_deaths"}


def arrival(name: str, on: str = "", vintage: str = "") -> Arrival:
    day = dt.date.fromisoformat(on) if on else None
    return Arrival(name, "f", name, day, vintage or None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (arrival("a"), arrival("b")),
        (arrival("a", "2024-11-20"), arrival("b")),
        (arrival("a", "2024-11-20"), arrival("b", "2024-11-20")),
        (arrival("a", "2024-11-20", "chinh_thuc"), arrival("b", "2025-02-20", "uoc")),
        (arrival("a", "2024-11-20", "uoc"), arrival("b", "", "uoc")),
    ],
    ids=["no days", "one day", "the same day", "day and vintage contradict", "one vintage"],
)
def test_an_order_nobody_knows_is_not_guessed(one: Arrival, other: Arrival) -> None:
    assert undecided_pair([one, other]) == (one, other)


def test_the_vintage_tells_the_order_where_a_day_is_missing() -> None:
    final, estimate = arrival("a", "", "chinh_thuc"), arrival("b", "2024-11-20", "uoc")
    assert undecided_pair([final, estimate]) is None
    assert in_order([final, estimate]) == (estimate, final)


@given(
    st.lists(
        st.tuples(
            st.none() | st.dates(dt.date(2024, 11, 1), dt.date(2024, 11, 4)),
            st.none() | st.sampled_from(["uoc", "so_bo", "chinh_thuc"]),
        ),
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_does_not_depend_on_where_the_files_are_found(
    deliveries: list[tuple[dt.date | None, str | None]], chance: random.Random
) -> None:
    """What is in order has a newest delivery that no other one can be shown to follow."""
    found = [Arrival(f"{n}", "f", f"{n}", *each) for n, each in enumerate(deliveries)]  # type: ignore[arg-type]
    shuffled = chance.sample(found, len(found))
    assert undecided_pair(shuffled) == undecided_pair(found)
    if undecided_pair(found) is None:
        assert in_order(shuffled) == in_order(found)
        days = [each.on for each in in_order(found) if each.on]
        assert days == sorted(days)


def test_two_deliveries_without_days_are_an_error_that_names_both(tmp_path: Path) -> None:
    put(tmp_path, f"{HEALTH}/tre-sinh-song.csv", "old")
    put(tmp_path, f"{HEALTH}/tre-sinh-song.parquet", "new")
    arrived = sorted_(tmp_path)
    finding = arrived.unclear["births"]
    assert (finding.rule, finding.severity) == ("file.twice", "error")
    assert finding.found == "tre-sinh-song.csv (không rõ ngày); tre-sinh-song.parquet (không rõ ngày)"
    assert "received.yaml" in finding.action.vi and "tre-sinh-song 2025-02-20.csv" in finding.action.en


def test_words_that_are_no_day_ask_for_one(tmp_path: Path) -> None:
    put(tmp_path, f"{HEALTH}/tre-sinh-song - ban cuoi.csv")
    arrived = sorted_(tmp_path)
    assert told(arrived) == [("file.undated", "warning", f"{HEALTH}/tre-sinh-song - ban cuoi.csv")]
    (only,) = arrived.arrivals["births"]
    assert (only.how, only.public_name) == ("words", f"{HEALTH}/tre-sinh-song.csv")


@pytest.mark.parametrize("folder", ["So-Y-Te", "so_y_te", "Sở Y tế", "SO Y TE"])
def test_a_folder_written_otherwise_is_known_and_told(tmp_path: Path, folder: str) -> None:
    put(tmp_path, f"{folder}/tre-sinh-song 2024-11-20.csv")
    workbook(tmp_path / folder / "so lieu.xlsx", ("Biểu số:", FORMS["maternal_deaths"].number))
    arrived = sorted_(tmp_path)
    assert [f.rule for f in arrived.findings] == ["file.renamed", "file.folder"]
    notice = arrived.findings[1]
    assert (notice.severity, notice.place.file, notice.agency) == ("warning", folder, OFFICE.agency)
    assert notice.expected == Text(f'thư mục "{HEALTH}"', f'the folder "{HEALTH}"')
    assert not arrived.unexpected
    (births,), (deaths,) = arrived.arrivals["births"], arrived.arrivals["maternal_deaths"]
    assert (births.file, births.public_name) == (
        f"{folder}/tre-sinh-song 2024-11-20.csv", f"{HEALTH}/tre-sinh-song 2024-11-20.csv",
    )  # fmt: skip
    assert deaths.public_name == f"{HEALTH}/tu-vong-me.xlsx"


def test_a_folder_that_two_agencies_could_mean_is_nobodys() -> None:
    assert agency_of("So-Y-Te/a.csv", ("so-y-te", "soyte")) == "So-Y-Te"
    assert agency_of("soyte/a.csv", ("so-y-te", "soyte")) == "soyte"


def test_a_folder_of_signs_only_is_nobodys(tmp_path: Path) -> None:
    put(tmp_path, "--/tre-sinh-song.csv")
    arrived = sorted_(tmp_path)
    assert not arrived.arrivals
    assert [finding.rule for finding in (*arrived.findings, *arrived.unexpected)] == ["file.unexpected"]


def test_a_copy_is_told_and_does_not_make_the_order_unclear(tmp_path: Path) -> None:
    put(tmp_path, f"{HEALTH}/tre-sinh-song.csv", "the same")
    put(tmp_path, f"{HEALTH}/tre-sinh-song (2).csv", "the same")
    arrived = sorted_(tmp_path)
    assert [each.name for each in arrived.arrivals["births"]] == ["tre-sinh-song.csv"]
    assert ("file.copy", "warning", f"{HEALTH}/tre-sinh-song (2).csv") in told(arrived)
    assert not arrived.unclear


def test_a_renamed_workbook_is_known_by_its_hidden_sheet(tmp_path: Path) -> None:
    file = f"{LABOUR}/Nguyễn Thị Lan gửi.xlsx"
    workbook(tmp_path / file, ("Bất kỳ", "chữ"), identity=Identity("vocational", 1, 2024, LABOUR))
    arrived = sorted_(tmp_path)
    assert told(arrived) == [("file.renamed", "warning", file)]
    assert arrived.findings[0].expected.vi == f'tệp "{LABOUR}/tuyen-sinh-giao-duc-nghe-nghiep.xlsx"'
    (only,) = arrived.arrivals["vocational"]
    assert (only.file, only.how) == (file, "identity")
    assert only.public_name == f"{LABOUR}/tuyen-sinh-giao-duc-nghe-nghiep.xlsx"


@pytest.mark.parametrize("number", ["LĐ-04", "lđ - 04", "L\u00d0-04"], ids=["as asked", "small, spaced", "eth for đ"])
def test_a_renamed_workbook_is_known_by_the_number_beside_its_label(tmp_path: Path, number: str) -> None:
    workbook(tmp_path / LABOUR / "so lieu.xlsx", ("Tuyển sinh", ""), ("Biểu số:", number), ("Năm báo cáo:", 2024))
    (only,) = sorted_(tmp_path).arrivals["vocational"]
    assert only.how == "number"


def test_a_file_of_another_year_is_not_used(tmp_path: Path) -> None:
    workbook(tmp_path / LABOUR / "a.xlsx", ("x", "y"), identity=Identity("vocational", 1, 2023, LABOUR))
    workbook(tmp_path / LABOUR / "b.xlsx", ("Biểu số: LĐ-04", ""), ("Năm báo cáo:", 2023))
    arrived = sorted_(tmp_path)
    assert told(arrived) == [("file.other_year", "warning", f"{LABOUR}/{name}.xlsx") for name in "ab"]
    assert {f.found for f in arrived.findings} == {"2023"}
    assert not arrived.arrivals


def test_what_a_workbook_says_beats_a_name_that_only_begins_alike(tmp_path: Path) -> None:
    workbook(tmp_path / "cuc-thong-ke/dan-so-nien-giamm.xlsx", ("Biểu số:", "TK-02"))
    arrived = sorted_(tmp_path)
    assert list(arrived.arrivals) == ["population_series"]


def test_a_form_in_another_agencys_folder_is_not_used_but_named(tmp_path: Path) -> None:
    workbook(tmp_path / HEALTH / "a.xlsx", ("Biểu số:", "LĐ-04"))
    put(tmp_path, f"{HEALTH}/lan 2/tre-sinh-song.csv")
    arrived = sorted_(tmp_path)
    assert not arrived.arrivals
    (other, below) = arrived.unexpected
    assert f'"{LABOUR}/tuyen-sinh-giao-duc-nghe-nghiep.xlsx"' in other.action.vi
    assert below.place.file == f"{HEALTH}/lan 2/tre-sinh-song.csv"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"])
def test_a_file_that_cannot_be_opened_is_simply_not_known(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / HEALTH / "la.xlsx"
    path.parent.mkdir()
    path.write_bytes(content)
    assert said_by(path, 1) is None
    assert [finding.rule for finding in sorted_(tmp_path).unexpected] == ["file.unexpected"]


def test_a_workbook_above_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook(path, ("Biểu số:", "LĐ-04"))
    assert said_by(path, 1) is not None
    assert said_by(path, 0) is None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "outside.csv")
    year = tmp_path / "2024"
    (year / HEALTH).mkdir(parents=True)
    (year / HEALTH / "tre-sinh-song.csv").symlink_to(tmp_path / "outside.csv")
    with pytest.raises(UserError, match="là liên kết, không phải là tệp"):
        sorted_(year)


def test_an_entry_for_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    put(tmp_path, f"{HEALTH}/tre-sinh-song.csv")
    put(tmp_path, "received.yaml", f"files:\n  {HEALTH}/tre-sinh-son.csv: {{on: 2024-11-20}}\n")
    (finding,) = sorted_(tmp_path).findings
    assert (finding.rule, finding.found, finding.agency) == (
        "received.unknown", f"{HEALTH}/tre-sinh-son.csv", OFFICE.agency,
    )  # fmt: skip
    assert f'"{HEALTH}/tre-sinh-song.csv"' in finding.expected.vi


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("files: {a.csv: {on: hom-qua}}", "hom-qua"),
        ("files: {a.csv: {vintage: moi}}", "moi"),
        ("files: {a.csv: {onn: 2024-11-20}}", 'Có phải ý là "on"'),
        ("file: {}", 'Có phải ý là "files"'),
    ],
)
def test_a_wrong_record_of_deliveries_is_an_error_that_names_the_key(tmp_path: Path, text: str, message: str) -> None:
    put(tmp_path, "received.yaml", text)
    with pytest.raises(UserError, match=message):
        load_received(tmp_path)


def test_the_bare_word_on_is_a_key(tmp_path: Path) -> None:
    """YAML takes it for yes."""
    put(tmp_path, "received.yaml", "files:\n  a.csv: {on: 2024-11-20}\n  b.csv: {'on': 2024-11-21}\n")
    assert [entry.on for entry in load_received(tmp_path).values()] == [dt.date(2024, 11, 20), dt.date(2024, 11, 21)]


def test_the_sample_says_when_each_of_its_files_came() -> None:
    for year in range(2021, 2026):
        folder = ROOT / "data" / "sample" / str(year)
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.parent != folder}
        files -= {agency.name for agency in folder.iterdir()}
        assert {file for file in files if "2024-11-19" not in file} <= set(load_received(folder))


def test_a_folder_without_a_record_has_no_days(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data/sample/2024/so-y-te", tmp_path / HEALTH)
    arrived = sorted_(tmp_path)
    assert {each.on for arrivals in arrived.arrivals.values() for each in arrivals} == {None}
