"""A filled form that is right: the definition, the typed values, the cells they came from."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from gender_indicators.findings.finding import Place
from gender_indicators.findings.rules import LEFT_OUT, RULES
from gender_indicators.plan.forms import Column, Form, Forms, load_forms
from reading import read_form

ROOT = Path(__file__).parents[1]
FORMS = load_forms(ROOT / "params" / "forms.yaml")


def fill(folder: Path, form: Form, agency: str, rows: list[list[object]]) -> Path:
    """Write ``rows`` as the agency would fill the template of ``form``."""
    path = folder / agency / form.file
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as workbook:
        dates = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet(form.sheet)
        sheet.write_column(0, 0, [form.title.vi, "Biểu số:", "Năm báo cáo:", "Cơ quan báo cáo:", "Kỳ số liệu:"])
        sheet.write_column(1, 1, [form.number, 2024, "Sở", form.period.vi])
        sheet.write_row(6, 0, [column.header for column in form.columns])
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(7 + number, index, dt.datetime(value.year, value.month, value.day), dates)
                elif value is not None:
                    sheet.write(7 + number, index, value)
    return path


def lines(folder: Path, form: Form, agency: str, rows: list[str], encoding: str = "utf-8") -> Path:
    path = folder / agency / form.file
    path.parent.mkdir(parents=True, exist_ok=True)
    header = ",".join(column.header for column in form.columns)
    path.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return path


def test_workbook_becomes_typed_rows_that_remember_their_cells(tmp_path: Path) -> None:
    form = FORMS["maternal_deaths"]
    path = fill(
        tmp_path,
        form,
        "so-y-te",
        [
            ["TD-01", "19804", dt.date(2024, 3, 31), "Trực tiếp", 0],
            ["TD-02", "20023", dt.date(2024, 12, 1), "Tai nạn, tự tử", 42],
        ],
    )
    reading = read_form(form, tmp_path, "so-y-te", 2024)
    assert reading.findings == ()
    assert reading.table is not None
    expected = pd.DataFrame(
        {
            "person": pd.array(["TD-01", "TD-02"], dtype="str"),
            "area": pd.array(["19804", "20023"], dtype="str"),
            "died_on": pd.array(["2024-03-31", "2024-12-01"], dtype="datetime64[s]"),
            "cause": pd.array(["direct", "incidental"], dtype="str"),
            "days_after": pd.array([0, 42], dtype="Int64"),
        },
        index=[8, 9],
    )
    pd.testing.assert_frame_equal(reading.table.frame, expected)
    assert reading.table.place(9, "died_on") == Place("so-y-te/tu-vong-me.xlsx", "Thẩm định", "C9")
    assert reading.table.place(None, "cause").cell == "D"
    assert reading.table.rows == "A8:E9"
    assert reading.table.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_csv_becomes_typed_rows_that_remember_their_lines(tmp_path: Path) -> None:
    form = FORMS["labour_force"]
    lines(
        tmp_path,
        form,
        "cuc-thong-ke",
        [
            "LD1,1,A01,123.45,Nam,31,Có,Làm công hưởng lương,Dịch vụ",
            'LD2,1,A01,7,Nữ,60,Không,,"Nông, lâm nghiệp và thuỷ sản"',
        ],
        encoding="utf-8-sig",
    )
    reading = read_form(form, tmp_path, "cuc-thong-ke", 2024)
    assert reading.findings == ()
    assert reading.table is not None
    frame = reading.table.frame
    assert frame["weight"].tolist() == [123.45, 7.0]
    assert frame["employed"].tolist() == [True, False]
    assert frame["status"].isna().tolist() == [False, True]
    assert frame["sector"].tolist() == ["services", "agriculture"]
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "record": "str",
        "stratum": "str",
        "psu": "str",
        "weight": "Float64",
        "sex": "str",
        "age": "Int64",
        "employed": "boolean",
        "status": "str",
        "sector": "str",
    }
    assert str(reading.table.place(3, "age")) == "cuc-thong-ke/dieu-tra-lao-dong.csv, dòng 3, cột Tuổi"
    assert reading.table.rows == "dòng 2-3"


def test_iso_dates_of_a_csv(tmp_path: Path) -> None:
    lines(tmp_path, FORMS["births"], "so-y-te", ["HS1,19804,2024-02-29,Nữ,27"])
    reading = read_form(FORMS["births"], tmp_path, "so-y-te", 2024)
    assert reading.findings == ()
    assert reading.table is not None
    assert reading.table.frame["born_on"].tolist() == [pd.Timestamp(2024, 2, 29)]
    assert str(reading.table.frame["born_on"].dtype) == "datetime64[s]"


def test_columns_may_stand_in_any_order_when_headers_move_with_them(tmp_path: Path) -> None:
    form = FORMS["ethnic_pupils"]
    turned = form.model_copy(update={"columns": tuple(reversed(form.columns))})
    fill(tmp_path, turned, "so-gddt", [[90, 95, "Nữ", "Tiểu học", "20044"]])
    reading = read_form(form, tmp_path, "so-gddt", 2024)
    assert reading.findings == ()
    assert reading.table is not None
    assert reading.table.frame.loc[8].to_dict() == {
        "area": "20044",
        "stage": "primary",
        "sex": "female",
        "cohort": 95,
        "completed": 90,
    }
    assert reading.table.place(8, "area").cell == "E8"


@pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.code)
def test_every_form_reads_back_a_row_of_its_own_template(form: Form, tmp_path: Path) -> None:
    examples: dict[str, object] = {"text": "X1", "area": "19804", "integer": 12, "number": 1.5, "yes_no": "Có"}
    row = [_example(column, examples, form.is_workbook) for column in form.columns]
    if form.is_workbook:
        fill(tmp_path, form, "co-quan", [row])
    else:
        lines(tmp_path, form, "co-quan", [",".join(f'"{value}"' for value in row)])
    reading = read_form(form, tmp_path, "co-quan", 2024)
    assert reading.findings == ()
    assert reading.table is not None
    assert list(reading.table.frame.columns) == [column.name for column in form.columns]
    assert not reading.table.frame.isna().any(axis=None)


def _example(column: Column, examples: dict[str, object], typed: bool) -> object:
    if column.type == "code":
        return next(iter(column.codes))
    if column.type == "date":
        return dt.date(2024, 5, 6) if typed else "2024-05-06"
    return examples[column.type]


def test_optional_form_that_was_not_sent_is_no_problem(tmp_path: Path) -> None:
    reading = read_form(FORMS["population_series"], tmp_path, "cuc-thong-ke", 2024)
    assert reading.table is None
    assert reading.findings == ()


def test_reading_never_changes_the_file(tmp_path: Path) -> None:
    form = FORMS["ethnic_pupils"]
    path = fill(tmp_path, form, "so-gddt", [["20044", "Tiểu học", "Nữ", 95, 90]])
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read_form(form, tmp_path, "so-gddt", 2024)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    "file", ["../../x.xlsx", "/etc/x.xlsx", "a\\x.csv", ".csv", "..csv", "x.ods", "x", "so-y-te/x.csv"]
)
def test_the_file_of_a_form_is_a_plain_name_of_a_csv_or_a_workbook(file: str) -> None:
    definition = FORMS["maternal_deaths"].model_dump(mode="json")
    assert Form.model_validate({**definition, "file": "x y.xlsx"}).file == "x y.xlsx"
    with pytest.raises(ValueError, match="file"):
        Form.model_validate({**definition, "file": file})


def test_definitions_load_without_pandas() -> None:
    code = "import sys, gender_indicators.plan.forms; print('pandas' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "lib")},
    )
    assert shown.stdout.strip() == "False"


def test_every_rule_speaks_both_languages() -> None:
    for name, rule in RULES.items():
        if rule.title is not None or rule.code == LEFT_OUT:  # of the gate, or of no form
            continue
        assert name.count(".") == 1
        for text in (rule.expected, rule.action):
            assert (text.vi and text.en and text.vi != text.en) or text.vi == "{kind}"
        assert "{agency}" in rule.action.vi and "{agency}" in rule.action.en


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"key": ["nobody"]}, "nobody"),
        ({"dated_by": "nobody"}, "nobody"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused(wrong: dict[str, object], message: str) -> None:
    form = FORMS["maternal_deaths"].model_dump(exclude_none=True)
    with pytest.raises(ValueError, match=message):
        Form.model_validate({**form, **wrong})


def test_two_forms_with_one_code_are_refused() -> None:
    form = FORMS["maternal_deaths"]
    with pytest.raises(ValueError, match="same code"):
        Forms(forms=(form, form))
