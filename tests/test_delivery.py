"""Files nobody asked for are told, not passed over; a cell that another cell asks for is not taken as no."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

from edition_example import EDITION, RECORD
from gender_indicators.agencies.letters.matters import matters
from gender_indicators.base.project import Project, find_project
from gender_indicators.findings.finding import Finding
from gender_indicators.findings.summary import problems_of
from gender_indicators.gate.dated import Dated
from gender_indicators.gate.worker import TableGate
from gender_indicators.intake.delivery import Delivery, read_year
from gender_indicators.plan.facts import Facts, load_facts
from gender_indicators.report.making.check_pages import office_page
from gender_indicators.report.sections.quality import Quality
from writing import as_html


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


@pytest.mark.parametrize(
    ("file", "name", "rules"),
    [
        ("so-y-te/tre-sinh-song.csv", "tre-sinh-song.txt", []),
        ("so-y-te/tre-sinh-song.csv", "tre-sinh-song.tsv", []),
        ("so-y-te/tu-vong-me.xlsx", "tu-vong-me.xltx", []),
        ("so-y-te/tu-vong-me.xlsx", "tu-vong-me.TXT", ["file.ending"]),
        ("so-y-te/tu-vong-me.xlsx", "Nguyễn Thị Lan gửi.xlsm", ["file.renamed"]),
    ],
)
def test_a_form_is_read_by_its_content_whatever_the_ending(
    facts: Facts, file: str, name: str, rules: list[str]
) -> None:
    folder = facts.project.data(facts.year.data)
    (folder / "received.yaml").unlink()  # it names the files
    before = read_year(facts, facts.year)
    (folder / file).rename((folder / file).with_name(name))
    delivery = read_year(facts, facts.year)
    assert delivery.unexpected == ()
    assert same_rows(delivery, before)
    own = [f for f in delivery.findings if f.place.file.endswith(name)]
    assert [f.rule for f in own if f not in before.findings] == rules
    assert {f.rule for f in delivery.findings} == {f.rule for f in before.findings} | set(rules)


def test_an_agencys_folder_written_otherwise_is_read_as_the_agencys(facts: Facts) -> None:
    folder, before = facts.project.data(facts.year.data), read_year(facts, facts.year)
    (folder / "so-noi-vu").rename(folder / "So-Noi-Vu")
    delivery = read_year(facts, facts.year)
    assert delivery.unexpected == ()
    assert same_rows(delivery, before)
    assert {f.rule for f in delivery.findings} == {f.rule for f in before.findings} | {"file.folder"}
    leaders = delivery.tables["leadership"]
    assert delivery.arrivals["leadership"][-1].on == before.arrivals["leadership"][-1].on is not None
    assert (leaders.agency, leaders.source.file) == ("so-noi-vu", "So-Noi-Vu/lanh-dao-chu-chot.xlsx")
    assert delivery.public_names[leaders.source.file] == "so-noi-vu/lanh-dao-chu-chot.xlsx"
    twice = leaders.frame.copy()
    twice.iloc[1] = twice.iloc[0]
    with TableGate() as gate:
        (found,) = gate.check([Dated(leaders.with_frame(twice), 2024, dt.date(2025, 3, 31))], {})
    assert {(f.agency, f.place.file) for f in found} == {("so-noi-vu", "So-Noi-Vu/lanh-dao-chu-chot.xlsx")}
    assert [(each.agency, each.files) for each in matters(found)] == [("so-noi-vu", (leaders.source.file,))]


def same_rows(one: Delivery, other: Delivery) -> bool:
    """Whether two readings of a year gave the same rows of every form."""
    assert one.tables.keys() == other.tables.keys()
    return all(table.frame.equals(other.tables[code].frame) for code, table in one.tables.items())


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
    public = as_html(Quality(dataclasses.replace(EDITION, problems=problems)).findings())
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
