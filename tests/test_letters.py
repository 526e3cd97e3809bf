"""What is sent to an agency: the letter in Word and the marked copies of its files, read back as they would be."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from gender_indicators.agencies.letters.marked import kept_rows, marked_copy
from gender_indicators.agencies.letters.matters import matters
from gender_indicators.agencies.letters.papers import WrittenPapers, sender, write_papers
from gender_indicators.agencies.letters.source import RawForm, open_delivered
from gender_indicators.base.project import find_project
from gender_indicators.base.text import Text
from gender_indicators.editions.office_folder import office_hash, replace_private
from gender_indicators.findings.finding import Finding, Place
from gender_indicators.plan.facts import Facts, load_facts
from gender_indicators.plan.forms import Form
from gender_indicators.report.making.check_pages import office_page
from gender_indicators.results.check_record import Papers

sys.path.insert(0, str(Path(__file__).parent))

from edition_example import RECORD
from offices import sample_office

ROOT = Path(__file__).parents[1]
VOCATIONAL = "so-ldtbxh/tuyen-sinh-giao-duc-nghe-nghiep.xlsx"
BIRTHS = "so-y-te/tre-sinh-song.csv"
DEATHS = "so-y-te/tu-vong-me.xlsx"
NEWS = "so-tttt/tin-bai-co-so.xlsx"
NAME = Text("Sở Y tế", "Department of Health")


def finding(rule: str, file: str, form: str, sheet: str = "", cell: str = "", **changes: Any) -> Finding:
    """An error in a file of the sample, as a reader or the gate would tell it."""
    values: dict[str, Any] = {
        "severity": "error",
        "agency": file.partition("/")[0],
        "found": "749",
        "expected": Text("không lớn hơn 709", "not above 709"),
        "action": Text("Cơ quan gửi biểu (Sở Y tế) nhập lại ô này, rồi gửi lại tệp.", "Enter it again."),
        **changes,
    }
    return Finding(rule=rule, form=form, place=Place(file, sheet, cell), **values)


ABOVE = finding("rows.not_above", VOCATIONAL, "vocational", "Tuyển mới", "F9")
JUMP = finding("year.jump", VOCATIONAL, "vocational", "Tuyển mới", "E", severity="warning", found="+80%")
AGE = finding("value.range", BIRTHS, "births", "", "dòng 12, cột Tuổi mẹ", found="(không hiển thị)")
MISSING = finding("file.missing", "so-y-te/khong-gui.xlsx", "health_facilities", found="không có tệp")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(find_project(sample_office()), 2024)


def written(facts: Facts, *findings: Finding) -> WrittenPapers:
    return write_papers(facts, replace(RECORD, findings=findings))


def words(letter: bytes) -> str:
    """Everything a letter says, cell by cell, line by line."""
    document = docx.Document(io.BytesIO(letter))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


# ---------------------------------------------------------------- whom a letter goes to, about what


def test_an_agency_is_written_to_about_its_own_files_only() -> None:
    accepted = replace(ABOVE, waiver="đúng như sổ gốc")
    stray = replace(finding("file.unexpected", "so-ldtbxh/la.docx", ""), severity="warning")
    entry = finding("correction.unmatched", "params/2024.yaml", "vocational", agency="so-ldtbxh")
    assert matters([accepted, stray, entry]) == ()
    found = matters([JUMP, AGE, MISSING, stray])
    assert [(matter.agency, len(matter.errors), len(matter.warnings)) for matter in found] == [
        ("so-y-te", 2, 0),
        ("so-ldtbxh", 0, 1),
    ]


def test_nobody_is_written_to_when_nothing_was_found(facts: Facts) -> None:
    assert written(facts) == WrittenPapers({}, {})


# ---------------------------------------------------------------- the letter


@pytest.fixture(scope="module")
def health(facts: Facts) -> WrittenPapers:
    return written(facts, AGE, MISSING, replace(JUMP, agency="so-ldtbxh"))


def test_the_letter_has_the_form_of_an_official_one(health: WrittenPapers) -> None:
    said = words(health.files["so-y-te/cong-van.docx"])
    for part in (
        "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Số:            /",
        "V/v sửa và gửi lại số liệu thực hiện kế hoạch bình đẳng giới 2021-2025, năm 2024",
        "Thừa Thiên Huế, ngày        tháng        năm",
        "Kính gửi: Sở Y tế",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
        "trước ngày ....... tháng ....... năm ...........",
    ):
        assert part in said
    document = docx.Document(io.BytesIO(health.files["so-y-te/cong-van.docx"]))
    styles = document.styles.element.xml
    assert 'w:lang w:val="vi-VN"' in styles and document.styles["Normal"].font.name == "Times New Roman"
    section = document.sections[0]
    assert section.different_first_page_header_footer and "PAGE" in section.header._element.xml
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin)
    assert [size.mm for size in sizes if size is not None] == pytest.approx([210, 297, 30, 15, 20], abs=0.1)


def test_the_letter_lists_what_to_correct_and_names_the_marked_copies(health: WrittenPapers) -> None:
    letter = health.files["so-y-te/cong-van.docx"]
    table = docx.Document(io.BytesIO(letter)).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["STT", "Trang, ô", "Nội dung phát hiện", "Yêu cầu", "Cách sửa"]
    assert rows[1][0] == "YT-01 Trẻ sinh sống theo nơi thường trú của mẹ; tệp tre-sinh-song.csv"
    assert rows[2] == [
        "1",
        "dòng 12, cột Tuổi mẹ",
        "(không hiển thị)",
        "Mỗi giá trị số nằm trong khoảng mà biểu mẫu quy định cho cột đó.\nKhông lớn hơn 709.",
        "Nhập lại ô này, rồi gửi lại tệp.",
    ]
    said = words(letter)
    assert "- tre-sinh-song-danh-dau.xlsx: bản đánh dấu của tệp tre-sinh-song.csv." in said
    assert "Không lập được bản đánh dấu của: khong-gui.xlsx" in said
    assert health.papers["so-y-te"] == Papers(
        "so-y-te/cong-van.docx", {BIRTHS: "so-y-te/tre-sinh-song-danh-dau.xlsx"}
    )


def test_the_letter_about_people_says_that_it_tells_places_only(facts: Facts, health: WrittenPapers) -> None:
    assert "công văn chỉ nêu vị trí, không nêu nội dung của ô" in words(health.files["so-y-te/cong-van.docx"])
    others = words(
        written(facts, finding("cell.type", NEWS, "news", "Theo quý", "C9")).files["so-tttt/cong-van.docx"]
    )
    assert "chỉ nêu vị trí" not in others


def test_a_letter_with_warnings_only_asks_for_an_answer_and_has_the_short_table(health: WrittenPapers) -> None:
    said = words(health.files["so-ldtbxh/cong-van.docx"])
    assert "V/v rà soát số liệu thực hiện" in said
    assert "1. Nội dung lưu ý" in said and "Nội dung phải sửa" not in said
    assert "Kính gửi: Các phòng, đơn vị lập biểu thuộc Sở Lao động - Thương binh và Xã hội" in said


def test_the_day_to_answer_by_is_the_year_s_setting(facts: Facts) -> None:
    year = facts.year.model_copy(update={"corrections_due": dt.date(2024, 12, 5)})
    said = words(written(replace(facts, year=year), AGE).files["so-y-te/cong-van.docx"])
    assert "trước ngày 05 tháng 12 năm 2024." in said


def test_in_2025_others_write_under_the_province_s_new_name() -> None:
    later = sender(load_facts(find_project(sample_office()), 2025))
    assert (later.superior, later.name, later.place) == ("Ủy ban nhân dân thành phố Huế", "Sở Nội vụ", "Huế")


def test_what_a_file_holds_cannot_break_the_letter(facts: Facts) -> None:
    odd = replace(AGE, found="\x00\x1b[31m<w:p>&amp;", place=Place(BIRTHS, "", 'dòng 3, cột "\x01'))
    assert "\ufffd\ufffd[31m<w:p>&amp;" in words(written(facts, odd).files["so-y-te/cong-van.docx"])


# ---------------------------------------------------------------- the marked copy


@pytest.fixture
def vocational(facts: Facts, tmp_path: Path) -> tuple[Form, Path]:
    """The sample's form with a formula as text and a real one."""
    path = tmp_path / VOCATIONAL
    path.parent.mkdir()
    shutil.copyfile(ROOT / "data/sample/2024" / VOCATIONAL, path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A10"] = "=cmd|' /C calc'!A0"
    book.worksheets[0]["A10"].data_type = "s"
    book.worksheets[0]["G7"], book.worksheets[0]["G8"] = "Ghi chú", '=HYPERLINK("http://example.org","x")'
    book.save(path)
    return facts.forms["vocational"], tmp_path


def opened(form: Form, folder: Path, file: str) -> RawForm:
    delivered = open_delivered(form, folder, file, 2024)
    assert delivered is not None
    return delivered


def copy_of(form: Form, folder: Path, file: str, findings: Sequence[Finding], **more: Any) -> Any:
    content = marked_copy(opened(form, folder, file), findings, NAME, "LĐ-04", **more)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_cells_keep_their_place_and_those_found_are_filled_and_commented(vocational: tuple[Form, Path]) -> None:
    book = copy_of(*vocational, VOCATIONAL, [ABOVE, JUMP])
    assert book.sheetnames == ["Cần sửa", "Tuyển mới"]
    sheet, source = book["Tuyển mới"], openpyxl.load_workbook(vocational[1] / VOCATIONAL).worksheets[0]
    for row in source.iter_rows(max_col=6):
        for cell in row:
            assert (sheet[cell.coordinate].value or None) == cell.value, cell.coordinate
    assert sheet["F9"].fill.fgColor.rgb == "FFFFC9C2"
    assert sheet["F9"].comment.text == (
        "LỖI [rows.not_above]\nQuy tắc: Trong mỗi dòng, phần không lớn hơn tổng.\nPhát hiện: 749\n"
        "Yêu cầu: Không lớn hơn 709.\nCách sửa: Nhập lại ô này, rồi gửi lại tệp."
    )
    assert sheet["E7"].fill.fgColor.rgb == "FFFFE9A8" and "LƯU Ý [year.jump]" in sheet["E7"].comment.text
    commented = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert commented == ["E7", "F9"]
    assert sheet.freeze_panes == "A8"


def test_no_formula_and_no_link_comes_over(vocational: tuple[Form, Path]) -> None:
    content = marked_copy(opened(vocational[0], vocational[1], VOCATIONAL), [ABOVE], NAME, "LĐ-04")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("xl/worksheets/sheet2.xml").decode()
        assert "<f>" not in xml and "hyperlink" not in xml
        assert not [name for name in package.namelist() if "external" in name.lower() or "vba" in name.lower()]
        assert "http://example.org" not in "".join(package.read(name).decode() for name in package.namelist())
    cell = openpyxl.load_workbook(io.BytesIO(content))["Tuyển mới"]["A10"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd|' /C calc'!A0", "s", True)


def test_the_first_sheet_lists_all_and_leads_to_the_cells(vocational: tuple[Form, Path]) -> None:
    whole = finding(
        "sheet.unused", VOCATIONAL, "vocational", "Nháp", severity="warning", found="trang khác có dữ liệu"
    )
    sheet = copy_of(*vocational, VOCATIONAL, [ABOVE, JUMP, whole])["Cần sửa"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8, max_row=10)]
    assert [row[:3] for row in rows] == [[1, "LỖI", "ô F9"], [2, "LƯU Ý", "cột E"], [3, "LƯU Ý", 'trang "Nháp"']]
    assert rows[0][3:] == [
        "Trong mỗi dòng, phần không lớn hơn tổng. [rows.not_above]",
        "749",
        "Không lớn hơn 709.",
        "Nhập lại ô này, rồi gửi lại tệp.",
    ]
    links = [cell.hyperlink.location if cell.hyperlink else None for cell in (sheet["C8"], sheet["C9"], sheet["C10"])]
    assert links == ["'Tuyển mới'!F9", "'Tuyển mới'!E7", None]
    assert sheet["A2"].value == "LƯU HÀNH NỘI BỘ"


def test_row_n_of_a_csv_file_is_row_n_of_the_sheet(facts: Facts, tmp_path: Path) -> None:
    text = (ROOT / "data/sample/2024" / BIRTHS).read_text(encoding="utf-8").splitlines()
    path = tmp_path / BIRTHS
    path.parent.mkdir()
    path.write_text("\n".join([*text[:5], '-2+3,"=1+1"', *text[6:15]]), encoding="utf-8")
    hidden = replace(AGE, found="(không hiển thị)")
    sheet = copy_of(facts.forms["births"], tmp_path, BIRTHS, [hidden])["Số liệu"]
    headers = [cell.value for cell in sheet[1]]
    assert headers == text[0].split(",")
    column = headers.index("Tuổi mẹ") + 1
    assert sheet.cell(12, column).value == text[11].split(",")[column - 1]
    assert "Phát hiện: nội dung ở ô này" in sheet.cell(12, column).comment.text
    assert [(cell.value, cell.data_type) for cell in sheet[6][:2]] == [("-2+3", "s"), ("=1+1", "s")]
    assert sheet.freeze_panes == "A2"


def test_a_long_file_is_copied_around_its_findings_only(facts: Facts) -> None:
    delivered = opened(facts.forms["births"], ROOT / "data/sample/2024", BIRTHS)
    rows, whole = kept_rows(delivered, {12, 9000}, 1000)
    assert not whole
    assert [number for number, _ in rows] == [*range(1, 5), *range(9, 16), *range(8997, 9004)]
    every, whole = kept_rows(delivered, {12}, 200_000)
    assert whole and len(every) == 15_801
    book = copy_of(facts.forms["births"], ROOT / "data/sample/2024", BIRTHS, [AGE], limit=1000)
    assert book["Số liệu"].max_row == 15
    assert "hơn 1.000 dòng" in book["Cần sửa"]["A5"].value


def test_a_file_that_cannot_be_read_to_its_end_shows_what_stands_before(facts: Facts, tmp_path: Path) -> None:
    lines = (ROOT / "data/sample/2024" / BIRTHS).read_text(encoding="utf-8").splitlines()[:9000]
    lines[8000] = '"' + lines[8000]
    (tmp_path / BIRTHS).parent.mkdir()
    (tmp_path / BIRTHS).write_text("\n".join(lines), encoding="utf-8")
    rows = list(opened(facts.forms["births"], tmp_path, BIRTHS).rows())
    assert rows[0][0] == 1 and 3000 < rows[-1][0] <= 8000


def test_a_file_that_cannot_be_opened_has_no_copy(facts: Facts, tmp_path: Path) -> None:
    (tmp_path / DEATHS).parent.mkdir()
    (tmp_path / DEATHS).write_bytes(b"PK\x03\x04 cut off")
    assert open_delivered(facts.forms["maternal_deaths"], tmp_path, DEATHS, 2024) is None
    assert open_delivered(facts.forms["maternal_deaths"], tmp_path, "so-y-te/none.xlsx", 2024) is None


def test_a_file_that_was_refused_is_not_opened_again(facts: Facts) -> None:
    """It is whole here; what was refused may be made to stall a machine."""
    for rule in ("file.too_large", "sheet.too_large"):
        assert list(written(facts, finding(rule, VOCATIONAL, "vocational")).files) == ["so-ldtbxh/cong-van.docx"]
    assert len(written(facts, finding("file.quotes", BIRTHS, "births")).files) == 2


def test_the_same_findings_give_the_same_bytes_whenever_they_are_written(
    facts: Facts, health: WrittenPapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert written(facts, AGE, MISSING, replace(JUMP, agency="so-ldtbxh")).files == health.files
    for name, content in health.files.items():
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}, name
            assert "2000-01-01T00:00:00Z" in package.read("docProps/core.xml").decode()


# ---------------------------------------------------------------- the office's folder and page


def test_letters_of_an_earlier_check_are_gone(tmp_path: Path) -> None:
    first = replace_private(tmp_path, 2024, {"a.html": b"1", "so-y-te/cong-van.docx": b"2"})
    folder = tmp_path / "noi-bo" / "2024"
    (folder / "manifest.json").write_text("{}")
    second = replace_private(tmp_path, 2024, {"a.html": b"1"})
    assert sorted(path.name for path in folder.rglob("*")) == ["a.html", "manifest.json"]
    assert first != second == office_hash(tmp_path, 2024)
    assert [path.name for path in (tmp_path / "noi-bo").iterdir()] == ["2024"]


def test_the_office_s_page_puts_the_worst_agency_first_and_errors_before_warnings(facts: Facts) -> None:
    two = replace(ABOVE, place=Place(VOCATIONAL, "Tuyển mới", "F10"), count=2)
    record = replace(
        RECORD,
        agencies=facts.agencies,
        forms={form.code: form.title.text for form in facts.forms},
        findings=(AGE, JUMP, two, finding("cell.type", NEWS, "news", agency="so-ldtbxh", count=1), ABOVE),
        papers={"so-ldtbxh": Papers("so-ldtbxh/cong-van.docx", {VOCATIONAL: "so-ldtbxh/x-danh-dau.xlsx"})},
        inputs=(),
        earlier_inputs=(),
    )
    page = office_page(record)
    order = ['href="#co-quan-so-ldtbxh"', 'href="#co-quan-so-y-te"', 'id="co-quan-so-ldtbxh"', "cột E"]
    order[3:3] = ["F10", "F9", "tin-bai-co-so.xlsx"]  # a file's findings together
    places = [page.index(words) for words in (*order, 'id="co-quan-so-y-te"', "dòng 12, cột Tuổi mẹ")]
    assert places == sorted(places)
    for link in ("so-ldtbxh/cong-van.docx", "so-ldtbxh/x-danh-dau.xlsx", "quy-tac.html#rows.not_above"):
        assert f'href="{link}"' in page
    assert "4 lỗi phải sửa, 1 lưu ý" in page


def test_what_the_office_mends_in_its_own_folder_is_in_no_letter() -> None:
    for rule in ("file.twice", "file.copy", "file.renamed", "file.undated", "file.other_year", "file.after_closing"):
        assert matters([finding(rule, "so-y-te/la.xlsx", "health_facilities")]) == ()


def test_nobody_signs_on_a_page_without_a_line_of_the_letter(health: WrittenPapers) -> None:
    document = docx.Document(io.BytesIO(health.files["so-y-te/cong-van.docx"]))
    said = [paragraph for paragraph in document.paragraphs if paragraph.text]
    assert said[-1].paragraph_format.keep_with_next
    place = document.tables[-1].rows[0].cells[1].text.split("\n")
    assert (place[0], place[-1]) == ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "Họ và tên")
