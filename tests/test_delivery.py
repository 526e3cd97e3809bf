"""Files nobody asked for are told, not passed over; a cell that another cell asks for is not taken as no."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

from edition_example import EDITION, RECORD
from gender_indicators.base.project import Project, find_project
from gender_indicators.findings.finding import Finding
from gender_indicators.findings.summary import problems_of
from gender_indicators.gate.dated import Dated
from gender_indicators.gate.worker import TableGate
from gender_indicators.intake.delivery import read_year
from gender_indicators.plan.facts import Facts, load_facts
from gender_indicators.report.making.check_pages import office_page
from gender_indicators.report.sections.quality import Quality


@pytest.fixture
def facts(tmp_path: Path, project: Project) -> Facts:
    for name in ("params", "notebooks"):
        shutil.copytree(project.root / name, tmp_path / name)
    for year in (2021, 2022, 2024):
        shutil.copytree(project.root / "data/sample" / str(year), tmp_path / "data/sample" / str(year))
    (tmp_path / "params/2023.yaml").unlink()
    return load_facts(find_project(tmp_path), 2024)


def strange(facts: Facts) -> list[tuple[str, str]]:
    return [(f.place.file, f.action.vi) for f in read_year(facts, facts.year).unexpected]


def test_a_file_under_a_wrong_name_is_told_with_the_right_one(facts: Facts) -> None:
    folder = facts.project.data(facts.year.data)
    shutil.copy(folder / "so-y-te/tre-sinh-song.csv", folder / "so-y-te/tu-vong-mee.csv")
    (folder / "so-y-te/~$tu-vong-me.xlsx").write_bytes(b"lock")
    told = strange(facts)
    assert [file for file, _ in told] == ["so-y-te/tu-vong-mee.csv"]
    assert 'Có phải ý là "so-y-te/tu-vong-me.xlsx"?' in told[0][1]


def test_no_form_is_named_for_a_file_that_is_like_none(facts: Facts) -> None:
    (facts.project.data(facts.year.data) / "so-vhtt/danh ba can bo.xlsx").write_bytes(b"x")
    ((_, words),) = strange(facts)
    assert words.startswith("Tệp này không được đọc. Cơ quan điều phối (")


def test_a_clean_folder_has_no_strange_file(facts: Facts) -> None:
    assert strange(facts) == []


def test_a_year_without_parameters_is_left_out_of_the_series(facts: Facts) -> None:
    assert [year.year for year in facts.earlier] == [2021, 2022]
    assert [year for year, _ in facts.left_out] == [2023]


def test_the_office_is_told_of_a_file_without_a_form_and_readers_that_there_is_one(facts: Facts) -> None:
    folder = facts.project.data(facts.year.data)
    (folder / "ghi-chu.docx").write_bytes(b"x")
    found: tuple[Finding, ...] = read_year(facts, facts.year).unexpected
    agency = EDITION.agencies.agencies[0].id
    told = tuple(dataclasses.replace(finding, agency=agency) for finding in found)
    page = office_page(dataclasses.replace(RECORD, findings=told))
    assert "ghi-chu.docx" in page
    problems = problems_of(told, ())
    public = Quality(dataclasses.replace(EDITION, problems=problems)).findings().html()
    assert "ghi-chu.docx" not in public
    assert "Thư mục chỉ có tệp của các biểu mẫu." in public


def test_an_empty_cell_is_not_taken_as_no(facts: Facts) -> None:
    """A victim without the number of services, a perpetrator without an answer: each blocks at its cell."""
    table = read_year(facts, facts.year).tables["domestic_violence"]
    frame = table.frame.copy()
    victim = int(frame.index[frame["role"].eq("victim")][0])
    perpetrator = int(frame.index[frame["role"].eq("perpetrator")][0])
    frame.loc[victim, "services"] = pd.NA
    frame.loc[perpetrator, "counselled"] = pd.NA
    with TableGate() as gate:
        (found,) = gate.check([Dated(table.with_frame(frame), 2024, dt.date(2025, 3, 31))], {})
    assert {(f.rule, f.place.cell) for f in found} == {
        ("cell.required_when", f"G{victim}"),
        ("cell.required_when", f"I{perpetrator}"),
    }
    assert {f.found for f in found} == {"(không hiển thị)"}
