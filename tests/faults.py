"""Makes one fault in a copy of the sample; each function below is one fault, written out literally.

``python tests/faults.py`` lists the faults; ``python tests/faults.py NAME FOLDER`` copies a year of the sample to
FOLDER and makes the fault there, to see by hand what the gate says of it.
"""

from __future__ import annotations

import inspect
import shutil
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.styles.numbers import FORMAT_GENERAL
from openpyxl.worksheet.worksheet import Worksheet

from older_encodings import windows_1258

SAMPLE = Path(__file__).parents[1] / "data" / "sample"

POPULATION = "cuc-thong-ke/dan-so.csv"
YEARBOOK = "cuc-thong-ke/dan-so-nien-giam.xlsx"
LABOUR = "cuc-thong-ke/dieu-tra-lao-dong.csv"
TIME_USE = "cuc-thong-ke/su-dung-thoi-gian.csv"
DEGREES = "cuc-thong-ke/trinh-do-sau-dai-hoc.xlsx"
PUPILS = "so-gddt/hoc-sinh-dan-toc-thieu-so.xlsx"
SCHOOLS = "so-gddt/noi-dung-gioi-truong-hoc.xlsx"
GENDER_VIOLENCE = "so-ldtbxh/bao-luc-tren-co-so-gioi.xlsx"
FACILITIES = "so-ldtbxh/co-so-tro-giup-xa-hoi.xlsx"
TRAFFICKING = "so-ldtbxh/nan-nhan-mua-ban-tro-ve.xlsx"
ORGANISATIONS = "so-ldtbxh/to-chuc-cam-ket.xlsx"
OUTREACH = "so-ldtbxh/truyen-thong-binh-dang-gioi.xlsx"
VOCATIONAL = "so-ldtbxh/tuyen-sinh-giao-duc-nghe-nghiep.xlsx"
LEADERSHIP = "so-noi-vu/lanh-dao-chu-chot.xlsx"
STATIONS = "so-tttt/dai-phat-thanh-truyen-hinh.xlsx"
NEWS = "so-tttt/tin-bai-co-so.xlsx"
DOMESTIC_VIOLENCE = "so-vhtt/bao-luc-gia-dinh.xlsx"
HEALTH = "so-y-te/co-so-y-te-thi-diem.xlsx"
BIRTHS = "so-y-te/tre-sinh-song.csv"
DEATHS = "so-y-te/tu-vong-me.xlsx"

Make = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the delivered file of a sample year it is made in, and the function that makes it."""

    name: str
    file: str
    year: int
    make: Make

    def copy_into(self, folder: Path) -> None:
        """Copy the file into ``folder``, as ``agency/file``, and make the fault there."""
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        source = SAMPLE / str(self.year) / self.file
        if source.is_file():  # the yearbook is not sent every year; a fault may bring it
            shutil.copyfile(source, path)
        self.make(path)


FAULTS: dict[str, Fault] = {}


def fault(file: str, year: int = 2024) -> Callable[[Make], Make]:
    """Enter the decorated function as a fault of ``file``."""

    def enter(make: Make) -> Make:
        FAULTS[make.__name__] = Fault(make.__name__, file, year, make)
        return make

    return enter


@contextmanager
def sheet(path: Path) -> Iterator[Worksheet]:
    """The first sheet of a workbook, saved afterwards. Row 7 holds the headers, row 8 the first data."""
    book = openpyxl.load_workbook(path)
    yield book.worksheets[0]
    book.save(path)


@contextmanager
def lines(path: Path) -> Iterator[list[str]]:
    """The lines of a CSV file, written back afterwards. ``[0]`` is the header, ``[1]`` is row 2."""
    content = path.read_text(encoding="utf-8").splitlines()
    yield content
    path.write_text("\n".join(content) + "\n", encoding="utf-8", newline="")


def swap(cells: list[str], old: str, new: str, row: int) -> None:
    """Replace ``old``, which must stand there, in the line of a CSV row."""
    if old not in cells[row - 1]:
        raise ValueError(f"row {row} holds no {old!r}: {cells[row - 1]!r}")
    cells[row - 1] = cells[row - 1].replace(old, new)


def rewrite_part(path: Path, part: str, old: str, new: str) -> None:
    """Replace ``old``, which must stand there once, in one part of a workbook's zip archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode("utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{part} of {path.name} holds {text.count(old)} times {old!r}")
    parts[part] = text.replace(old, new).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


# ---------------------------------------------------------------------- the file


@fault(HEALTH)
def file_missing(path: Path) -> None:
    """The agency did not send its form."""
    path.unlink()


@fault(HEALTH)
def file_misnamed(path: Path) -> None:
    """The form was sent under a name of the agency's own."""
    path.rename(path.with_name("co-so-y-te-thi-diem (sua lan 2).xlsx"))


@fault(HEALTH)
def empty_workbook_file(path: Path) -> None:
    """The file is 0 bytes long."""
    path.write_bytes(b"")


@fault(POPULATION)
def empty_csv_file(path: Path) -> None:
    """The CSV file is 0 bytes long."""
    path.write_bytes(b"")


@fault(FACILITIES)
def not_a_workbook(path: Path) -> None:
    """A web page bears the name of the workbook."""
    path.write_text("<html><table><tr><td>Mã cơ sở</td></tr></table></html>", encoding="utf-8")


@fault(FACILITIES)
def word_document(path: Path) -> None:
    """A Word document bears the name of the workbook."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")


@fault(VOCATIONAL)
def truncated_workbook(path: Path) -> None:
    """The transfer broke off: the end of the zip archive is missing."""
    path.write_bytes(path.read_bytes()[:-500])


@fault(POPULATION)
def workbook_sent_as_csv(path: Path) -> None:
    """An Excel file was renamed to .csv."""
    shutil.copyfile(SAMPLE / "2024" / DEGREES, path)


@fault(BIRTHS)
def csv_in_utf16(path: Path) -> None:
    """The CSV file was saved as "Unicode text", which is UTF-16."""
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


@fault(LABOUR)
def csv_in_cp1258(path: Path) -> None:
    """The CSV file was saved in the Windows code page for Vietnamese."""
    path.write_bytes(windows_1258(path.read_text(encoding="utf-8")))


@fault(TIME_USE)
def csv_with_open_quote(path: Path) -> None:
    """A quotation mark opens and never closes."""
    with lines(path) as rows:
        swap(rows, "Thành thị", '"Thành thị', row=4)


@fault(POPULATION)
def csv_with_semicolons(path: Path) -> None:
    """Excel under Vietnamese settings writes semicolons between the columns."""
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")


# ---------------------------------------------------------------------- the sheet and the identity of the form


@fault(LEADERSHIP)
def sheet_missing(path: Path) -> None:
    """The sheet of the template was renamed."""
    with sheet(path) as ws:
        ws.title = "Sheet1"


@fault(ORGANISATIONS)
def hidden_sheet_with_data(path: Path) -> None:
    """A hidden sheet holds data that nobody asked for."""
    with sheet(path) as ws:
        extra = ws.parent.create_sheet("Nháp")
        extra["A1"] = "bản nháp"
        extra.sheet_state = "hidden"


@fault(NEWS)
def data_on_a_second_sheet(path: Path) -> None:
    """The fourth quarter stands on a second sheet, which is not the form's."""
    with sheet(path) as ws:
        ws.parent.copy_worksheet(ws).title = "Theo quý (tiếp)"
        ws.delete_rows(431, 141)


@fault(NEWS)
def year_of_another_file(path: Path) -> None:
    """Last year's form was sent again: the year cell says so."""
    with sheet(path) as ws:
        ws["B3"] = 2023


@fault(HEALTH)
def other_form_under_this_name(path: Path) -> None:
    """Another form with the same sheet name was saved under this name."""
    shutil.copyfile(SAMPLE / "2024" / FACILITIES, path)


@fault(DOMESTIC_VIOLENCE)
def sister_form_under_this_name(path: Path) -> None:
    """The form of the other agency, with exactly the same columns, was saved under this name."""
    shutil.copyfile(SAMPLE / "2024" / GENDER_VIOLENCE, path)


# ---------------------------------------------------------------------- header and columns


@fault(OUTREACH)
def wrong_column_header(path: Path) -> None:
    """A header other than the template's."""
    with sheet(path) as ws:
        ws["D7"] = "Số người được tiếp cận"


@fault(HEALTH)
def header_row_missing(path: Path) -> None:
    """The header row was deleted; the data moved up."""
    with sheet(path) as ws:
        ws.delete_rows(7)


@fault(SCHOOLS)
def header_moved_by_inserted_rows(path: Path) -> None:
    """Two rows were inserted above the header for the office's own heading."""
    with sheet(path) as ws:
        ws.insert_rows(6, 2)


@fault(DEGREES)
def extra_column(path: Path) -> None:
    """The agency added a column of its own."""
    with sheet(path) as ws:
        ws["E7"] = "Ghi chú"
        ws["E8"] = "đã rà soát"


@fault(DEGREES)
def column_twice(path: Path) -> None:
    """A column of the template stands twice."""
    with sheet(path) as ws:
        ws["E7"] = "Số người"
        ws["E8"] = 12


@fault(VOCATIONAL)
def swapped_headers(path: Path) -> None:
    """Two columns stand under each other's header: women are more than all."""
    with sheet(path) as ws:
        ws["E7"], ws["F7"] = "Trong đó: nữ", "Tuyển mới"


# ---------------------------------------------------------------------- rows


@fault(OUTREACH)
def totals_row_inside_data(path: Path) -> None:
    """A row of totals stands below the data."""
    with sheet(path) as ws:
        ws.append(["Tổng cộng", 12000, 2000000, 700000])


@fault(STATIONS)
def note_below_table(path: Path) -> None:
    """A signature stands below the data."""
    with sheet(path) as ws:
        ws["A141"] = "Người lập biểu"


@fault(PUPILS)
def column_numbers_below_header(path: Path) -> None:
    """The columns are numbered below the header, as in printed forms."""
    with sheet(path) as ws:
        ws.insert_rows(8)
        for column in range(1, 6):
            ws.cell(8, column, f"({column})")


@fault(PUPILS)
def blank_row_inside_data(path: Path) -> None:
    """A blank row stands between the data."""
    with sheet(path) as ws:
        ws.insert_rows(20)


@fault(HEALTH)
def no_rows(path: Path) -> None:
    """A list that always has entries came back empty."""
    with sheet(path) as ws:
        ws.delete_rows(8, ws.max_row)


@fault(BIRTHS)
def ragged_csv_row(path: Path) -> None:
    """A value of one row was lost with its comma."""
    with lines(path) as rows:
        swap(rows, ",Nữ,37", ",37", row=3)


@fault(TIME_USE)
def decimal_comma_without_quotes(path: Path) -> None:
    """A decimal comma splits a value in two."""
    with lines(path) as rows:
        swap(rows, ",5.0", ",5,0", row=2)


@fault(DOMESTIC_VIOLENCE)
def duplicate_case(path: Path) -> None:
    """A victim of a case stands twice."""
    with sheet(path) as ws:
        ws.append([cell.value for cell in ws[10]])


@fault(BIRTHS)
def birth_recorded_twice(path: Path) -> None:
    """A birth was recorded twice under one number."""
    with lines(path) as rows:
        rows.append(rows[4])


# ---------------------------------------------------------------------- cells


@fault(OUTREACH)
def text_in_a_number(path: Path) -> None:
    """A number with a word behind it."""
    with sheet(path) as ws:
        ws["B8"] = "136 buổi"


@fault(NEWS)
def dash_for_zero(path: Path) -> None:
    """A dash stands where the template asks for 0."""
    with sheet(path) as ws:
        ws["C12"] = "-"


@fault(TIME_USE)
def decimal_comma(path: Path) -> None:
    """A decimal comma in a CSV file, whose numbers have a point."""
    with lines(path) as rows:
        swap(rows, ",5.0", ',"5,0"', row=2)


@fault(POPULATION)
def thousands_point(path: Path) -> None:
    """A point between thousands: 1.749 people would be read as two."""
    with lines(path) as rows:
        swap(rows, ",749", ",1.749", row=2)


@fault(DEGREES)
def comma_against_point(path: Path) -> None:
    """ "3,985" as text: three thousand, or four?"""
    with sheet(path) as ws:
        ws["D8"] = "3,985"


@fault(OUTREACH)
def number_as_text(path: Path) -> None:
    """A number typed as text, which can be read without doubt."""
    with sheet(path) as ws:
        ws["B8"] = "136"


@fault(NEWS)
def code_as_number(path: Path) -> None:
    """The code of a commune typed as a number."""
    with sheet(path) as ws:
        ws["A8"] = 19750


@fault(LEADERSHIP)
def blank_in_required_cell(path: Path) -> None:
    """A required cell was left empty."""
    with sheet(path) as ws:
        ws["H20"] = None


@fault(FACILITIES)
def unknown_code_label(path: Path) -> None:
    """A label that is not in the list of the column."""
    with sheet(path) as ws:
        ws["D8"] = "Nhà nước"


@fault(GENDER_VIOLENCE)
def wrong_letter_from_font_conversion(path: Path) -> None:
    """U+01A3 stands for U+01B0, as converters of old fonts leave it."""
    with sheet(path) as ws:
        ws["C8"] = "Ngƣời bị bạo lực"


@fault(TRAFFICKING)
def neither_yes_nor_no(path: Path) -> None:
    """A yes-or-no cell holds a tick."""
    with sheet(path) as ws:
        ws["E9"] = "x"


@fault(VOCATIONAL)
def formula_without_value(path: Path) -> None:
    """A formula that was never calculated has no saved result."""
    with sheet(path) as ws:
        ws["E8"] = "=SUM(E9:E10)"


@fault(VOCATIONAL)
def formula_with_value(path: Path) -> None:
    """A formula with its saved result."""
    cell, formula = '<c r="F8"><v>295</v></c>', '<c r="F8"><f>95+200</f><v>295</v></c>'
    rewrite_part(path, "xl/worksheets/sheet1.xml", cell, formula)


@fault(OUTREACH)
def excel_error_value(path: Path) -> None:
    """A formula lost the cell it referred to."""
    with sheet(path) as ws:
        ws["C9"] = "#REF!"


@fault(SCHOOLS)
def merged_cells_in_data(path: Path) -> None:
    """Two cells of the data were merged."""
    with sheet(path) as ws:
        ws.merge_cells("C8:C9")


@fault(ORGANISATIONS)
def decomposed_unicode(path: Path) -> None:
    """A name typed on a Mac comes in decomposed Unicode."""
    with sheet(path) as ws:
        ws["B8"] = unicodedata.normalize("NFD", str(ws["B8"].value))


@fault(DEGREES)
def non_breaking_space(path: Path) -> None:
    """A non-breaking space behind a label."""
    with sheet(path) as ws:
        ws["C9"] = "Nữ\u00a0"


@fault(BIRTHS)
def negative_age(path: Path) -> None:
    """An age below zero."""
    with lines(path) as rows:
        swap(rows, ",Nam,28", ",Nam,-28", row=2)


@fault(DOMESTIC_VIOLENCE)
def too_many_services(path: Path) -> None:
    """More services than there are kinds of them."""
    with sheet(path) as ws:
        ws["G8"] = 2024


@fault(TRAFFICKING)
def name_in_place_of_code(path: Path) -> None:
    """A name and address stand where a coded person is asked for."""
    with sheet(path) as ws:
        ws["A8"] = "Nguyễn Thị Minh Hạnh, thôn 3, xã A Ngo"


# ---------------------------------------------------------------------- dates


@fault(TRAFFICKING)
def future_date(path: Path) -> None:
    """A day years ahead."""
    with sheet(path) as ws:
        ws["D8"] = ws["D8"].value.replace(year=2031)


@fault(DEATHS)
def date_of_another_year(path: Path) -> None:
    """A death of last year."""
    with sheet(path) as ws:
        ws["C8"] = ws["C8"].value.replace(year=2023)


@fault(DEATHS)
def day_that_does_not_exist(path: Path) -> None:
    """30 February, typed as text."""
    with sheet(path) as ws:
        ws["C8"] = "30/02/2024"


@fault(DEATHS)
def date_as_text(path: Path) -> None:
    """A date typed as text, which can be read without doubt."""
    with sheet(path) as ws:
        ws["C8"] = "05/02/2024"


@fault(DEATHS)
def date_as_serial_number(path: Path) -> None:
    """A date cell that lost its date format."""
    with sheet(path) as ws:
        ws["C8"] = 45327
        ws["C8"].number_format = FORMAT_GENERAL


@fault(BIRTHS)
def vietnamese_date_in_csv(path: Path) -> None:
    """dd/mm/yyyy in a CSV file, where a day and a month could be exchanged."""
    with lines(path) as rows:
        swap(rows, "2024-01-01", "01/01/2024", row=2)


# ---------------------------------------------------------------------- administrative units


@fault(NEWS)
def unknown_commune(path: Path) -> None:
    """A code that never was."""
    with sheet(path) as ws:
        ws["A8"] = "99999"


@fault(FACILITIES)
def commune_closed_before_the_date(path: Path) -> None:
    """Phường Phú Thuận, which ended on 30 June 2021."""
    with sheet(path) as ws:
        ws["C8"] = "19744"


@fault(DOMESTIC_VIOLENCE)
def closed_commune_in_register(path: Path) -> None:
    """Phường Phú Cát, which ended on 30 June 2021, in a register that names nobody."""
    with sheet(path) as ws:
        ws["E8"] = "19771"


@fault(OUTREACH)
def district_among_communes(path: Path) -> None:
    """The row of a whole district between those of its communes."""
    with sheet(path) as ws:
        ws.append(["481", 300, 30000, 20000])


@fault(OUTREACH)
def commune_missing(path: Path) -> None:
    """A commune sent nothing at all."""
    with sheet(path) as ws:
        ws.delete_rows(9)


@fault(POPULATION)
def commune_missing_in_population(path: Path) -> None:
    """A commune has no population in any age group."""
    with lines(path) as rows:
        rows[:] = [row for row in rows if not row.startswith("19753,")]


@fault(POPULATION)
def age_group_missing(path: Path) -> None:
    """One age group of one commune is missing."""
    with lines(path) as rows:
        del rows[1]


@fault(NEWS)
def quarter_missing(path: Path) -> None:
    """One commune has no row for the third quarter."""
    with sheet(path) as ws:
        ws.delete_rows(291)


@fault(STATIONS)
def month_missing(path: Path) -> None:
    """One station has no row for March."""
    with sheet(path) as ws:
        ws.delete_rows(34)


@fault(LEADERSHIP)
def body_in_two_areas(path: Path) -> None:
    """One body stands in two districts."""
    with sheet(path) as ws:
        ws["E61"] = "483"


@fault(FACILITIES.replace("so-ldtbxh", "so-y-te"), year=2025)
def commune_closed_in_july_2025(path: Path) -> None:
    """Phường Tây Lộc on 31 December 2025: it ended on 30 June."""
    with sheet(path) as ws:
        ws["C8"] = "19750"


@fault(BIRTHS, year=2025)
def old_commune_on_its_first_day_closed(path: Path) -> None:
    """A birth in Phường Tây Lộc on 1 July 2025; another on its last day is right."""
    with lines(path) as rows:
        swap(rows, "20116,2025-06-30", "19750,2025-06-30", row=7458)
        swap(rows, "19969,2025-07-01", "19750,2025-07-01", row=7498)


@fault(FACILITIES.replace("so-ldtbxh", "so-y-te"), year=2025)
def sent_by_the_agency_before(path: Path) -> None:
    """The form stands in the folder of the department that was dissolved in March 2025."""
    former = path.parents[1] / "so-ldtbxh"
    former.mkdir()
    path.rename(former / path.name)


# ---------------------------------------------------------------------- figures that cannot be


@fault(VOCATIONAL)
def numerator_above_denominator(path: Path) -> None:
    """More women than persons enrolled."""
    with sheet(path) as ws:
        ws["F8"] = 1000


@fault(VOCATIONAL)
def swapped_values_in_one_row(path: Path) -> None:
    """The two values of one row changed places, as in a table the province once published."""
    with sheet(path) as ws:
        ws["E12"], ws["F12"] = 168, 526


@fault(YEARBOOK)
def total_that_does_not_add_up(path: Path) -> None:
    """Urban and rural miss the total by 4,000, as in the yearbook for 2011."""
    _yearbook(path, [2024, 1169000, 579600, 589400, 700000, 465000, 98.3, 9.0, 13.0, 4.0])


@fault(YEARBOOK)
def total_against_detail(path: Path) -> None:
    """The published men and women are not the sums of the detailed form: two columns changed places."""
    _yearbook(path, [2024, 1169000, 589400, 579600, 700000, 469000, 101.7, 9.0, 13.0, 4.0])


@fault(YEARBOOK)
def ratio_against_its_parts(path: Path) -> None:
    """The printed sex ratio is not men per 100 women."""
    _yearbook(path, [2024, 1169000, 579600, 589400, 700000, 469000, 96.4, 9.0, 13.0, 4.0])


def _yearbook(path: Path, row: list[object]) -> None:
    """The yearbook of 2021 with one year in it."""
    shutil.copyfile(SAMPLE / "2021" / YEARBOOK, path)
    with sheet(path) as ws:
        ws["B3"] = row[0]
        ws.delete_rows(8, ws.max_row)
        ws.append(row)


@fault(OUTREACH)
def reached_above_population(path: Path) -> None:
    """More people reached than live in Phường Tây Lộc."""
    with sheet(path) as ws:
        ws["C8"], ws["D8"] = 80000, 20040


@fault(OUTREACH)
def reached_above_attendances(path: Path) -> None:
    """More people reached than attendances counted."""
    with sheet(path) as ws:
        ws["C9"] = ws["D9"].value - 1


@fault(DOMESTIC_VIOLENCE)
def victim_without_services(path: Path) -> None:
    """The number of services of a victim is left empty."""
    with sheet(path) as ws:
        row = next(r for r in range(8, ws.max_row + 1) if ws.cell(r, 3).value == "Người bị bạo lực")
        assert row == 8
        ws.cell(row, 7).value = None


@fault(VOCATIONAL)
def jump_against_last_year(path: Path) -> None:
    """Four fifths more than in the sample's year."""
    with sheet(path) as ws:
        for row in range(8, ws.max_row + 1):
            for column in "EF":
                ws[f"{column}{row}"] = round(ws[f"{column}{row}"].value * 1.8)


@fault(BIRTHS)
def implausible_sex_ratio(path: Path) -> None:
    """Every twentieth girl is a boy."""
    _girls_into_boys(path, every=20)


@fault(BIRTHS)
def impossible_sex_ratio(path: Path) -> None:
    """Half the girls are boys."""
    _girls_into_boys(path, every=2)


def _girls_into_boys(path: Path, every: int) -> None:
    with lines(path) as rows:
        girls = [number for number, row in enumerate(rows, 1) if ",Nữ," in row]
        for number in girls[::every]:
            swap(rows, ",Nữ,", ",Nam,", number)


# ---------------------------------------------------------------------- no faults


@fault(TRAFFICKING)
def fine_no_cases(path: Path) -> None:
    """Not a fault: a list of events may be empty."""
    with sheet(path) as ws:
        ws.delete_rows(8, ws.max_row)


@fault(PUPILS)
def fine_other_order(path: Path) -> None:
    """Not a fault: rows in another order, and a column moved together with its header."""
    with sheet(path) as ws:
        table = [[cell.value for cell in row] for row in ws["A7" : f"E{ws.max_row}"]]
        for number, row in enumerate([table[0], *reversed(table[1:])], 7):
            for column, value in enumerate([row[2], row[0], row[1], row[4], row[3]], 1):
                ws.cell(number, column, value)


@fault(POPULATION)
def fine_csv_from_windows(path: Path) -> None:
    """Not a fault: a byte order mark, Windows line ends, quoted values and blank lines at the end."""
    text = path.read_text(encoding="utf-8").replace("Nam,0-4", '"Nam","0-4"')
    path.write_text(text + "\n\n", encoding="utf-8-sig", newline="\r\n")


@fault(SCHOOLS)
def fine_saved_again(path: Path) -> None:
    """Not a fault: the workbook saved again by another program, with colours and blank rows at the end."""
    with sheet(path) as ws:
        ws["A7"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
        ws["A600"] = " "


def main(arguments: list[str]) -> int:
    """List the faults, or copy a year of the sample and make one fault in the copy."""
    if len(arguments) != 2 or arguments[0] not in FAULTS:
        for each in FAULTS.values():
            print(f"{each.name:40} {each.year}/{each.file}: {inspect.getdoc(each.make)}")
        return 2 if arguments else 0
    chosen, folder = FAULTS[arguments[0]], Path(arguments[1])
    shutil.copytree(SAMPLE / str(chosen.year), folder)
    chosen.copy_into(folder)
    print(f"{folder}: {inspect.getdoc(chosen.make)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
