"""The office's own folder: what it holds, what it reads from its plan, what may be wrong, what git never sees."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from gender_indicators.base.alone import one_run
from gender_indicators.base.errors import UserError
from gender_indicators.base.project import Project, find_project
from gender_indicators.base.staging import staging
from gender_indicators.base.terminal import unaccented
from gender_indicators.office import folder as office_folder
from gender_indicators.office import installation, places
from gender_indicators.office.folder import write_office
from gender_indicators.office.settings import settings
from gender_indicators.plan.facts import load_facts
from gender_indicators.plan.year import load_origin, load_year
from offices import ROOT, YEARS, new_office, sample_office

COMMAND = [sys.executable, "-m", "gender_indicators"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}
GIT = shutil.which("git")
MAKE = shutil.which("make")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")
needs_make = pytest.mark.skipif(MAKE is None, reason="make is not installed")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A new office, in a folder with a space and Vietnamese letters."""
    return write_office(tmp_path / "Văn phòng Huế", "Sở Nội vụ")


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def change(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")


# ------------------------------------------------------------------------------------------ a new office


def test_an_office_holds_what_it_decides_and_nothing_of_the_plan(office: Path) -> None:
    years = [str(year) for year in range(2021, 2026)]
    assert sorted(path.name for path in (office / "params").iterdir()) == sorted(
        ["office.yaml", *(f"{year}.yaml" for year in years), *(f"{year}.corrections.yaml" for year in years)]
    )
    assert sorted(path.name for path in office.iterdir()) == [
        ".gitignore", "Makefile", "README.md", "data", "notebooks", "params",
    ]  # fmt: skip
    for year in years:
        folder = office / "data" / "raw" / year
        assert load_origin(folder).kind == "official"
        sample = {path.name for path in (ROOT / "data" / "sample" / year).iterdir() if path.is_dir()}
        assert {path.name for path in folder.iterdir() if path.is_dir()} == sample
    if sys.platform != "win32":
        assert (office / "data" / "raw").stat().st_mode & 0o077 == 0


def test_its_years_are_those_of_the_sample_but_for_the_data(office: Path) -> None:
    for number in range(2021, 2026):
        own, sample = load_year(office / "params", number), load_year(YEARS, number)
        assert (own.map, own.levels) == (sample.map, sample.levels)
        assert own.data == f"data/raw/{number}"
        assert (own.corrections, own.waivers, own.settings) == ((), (), {})


def test_the_facts_of_its_plan_are_read_from_the_program(office: Path) -> None:
    own, sample = load_facts(find_project(office), 2024), load_facts(find_project(sample_office()), 2024)
    assert (own.plan, own.forms, own.agencies, own.areas) == (
        sample.plan,
        sample.forms,
        sample.agencies,
        sample.areas,
    )
    assert [(year, why.en) for year, why in own.left_out] == [
        (y, "there are no data to compare with") for y in (2021, 2022, 2023)
    ]


def test_a_file_of_its_own_comes_before_the_plans(office: Path) -> None:
    project = find_project(office / "params")
    assert project.param("plan.yaml") == ROOT / "params" / "plan.yaml"
    assert project.notebook("area_report.ipynb") == ROOT / "notebooks" / "area_report.ipynb"
    assert project.notebook("explore.ipynb") == office / "notebooks" / "explore.ipynb"
    shutil.copy(ROOT / "params" / "plan.yaml", office / "params")
    shutil.copy(ROOT / "notebooks" / "area_report.ipynb", office / "notebooks")
    assert project.param("plan.yaml") == office / "params" / "plan.yaml"
    assert project.notebook("area_report.ipynb") == office / "notebooks" / "area_report.ipynb"
    change(office / "params" / "plan.yaml", r"(?m)^first_year: .*", "first_year: 2024")
    assert load_facts(project, 2024).left_out == ()


def test_what_reports_depend_on_are_its_years_and_the_facts_of_the_plan(office: Path) -> None:
    found = find_project(office).parameters()
    assert found["2024.yaml"] == office / "params" / "2024.yaml"
    assert found["areas.yaml"] == ROOT / "params" / "areas.yaml"
    assert "office.yaml" not in found
    sample = {name for name in find_project(sample_office()).parameters() if name != "rules.yaml"}
    assert {name for name in found if not name.endswith(".corrections.yaml")} == sample


def test_a_year_is_never_the_programs(office: Path) -> None:
    (office / "params" / "2024.yaml").unlink()
    project = find_project(office)
    assert project.param("2024.yaml") == office / "params" / "2024.yaml"
    with pytest.raises(UserError, match=r"Không có tệp tham số cho năm 2024\. Các năm có: 2021, 2022, 2023, 2025"):
        load_facts(project, 2024)


@pytest.mark.parametrize("name", ["", ".", "..", "../plan.yaml", "x/plan.yaml", "..\\plan.yaml", "/etc/passwd"])
def test_a_name_never_leaves_its_folder(office: Path, name: str) -> None:
    project = find_project(office)
    with pytest.raises(UserError, match="is not the name of a file"):
        project.param(name)
    with pytest.raises(UserError, match="is not the name of a file"):
        project.notebook(name)


def test_an_unknown_plan_is_told_with_the_one_there_is(office: Path) -> None:
    change(office / "params" / "office.yaml", r"(?m)^plan: .*", "plan: hue-2021-2026")
    with pytest.raises(UserError, match=r'params/office\.yaml: khoá "plan": .*Có phải ý là "hue-2021-2025"\?'):
        find_project(office)


def test_a_folder_with_something_in_it_is_left_alone(office: Path, tmp_path: Path) -> None:
    before = hashes(office)
    with pytest.raises(UserError, match="đã có và không trống"):
        write_office(office)
    assert hashes(office) == before
    (tmp_path / "tep").write_text("x")
    with pytest.raises(UserError, match="đã có và không trống"):
        write_office(tmp_path / "tep")
    assert write_office(tmp_path / "moi" / "trong").is_dir()
    (tmp_path / "trong").mkdir()
    assert (write_office(tmp_path / "trong") / "Makefile").is_file()


def test_an_office_never_lies_in_the_program() -> None:
    with pytest.raises(UserError, match="phải nằm ngoài thư mục chương trình"):
        write_office(ROOT / "van-phong")
    assert not (ROOT / "van-phong").exists()


def test_an_office_comes_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(office_folder.Project, "notebook", broken)
    with pytest.raises(OSError):
        write_office(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_an_office_may_hold_any_sign(tmp_path: Path) -> None:
    name = 'Sở "X" \\ Y: #1'
    made = write_office(tmp_path / "x", name)
    assert yaml.safe_load((made / "params" / "office.yaml").read_text("utf-8"))["office"] == name
    assert (made / "README.md").read_text("utf-8").startswith(f"# {name}\n")


# ------------------------------------------------------------------------------------------ its commands


@needs_make
def test_its_commands_are_those_of_the_program_on_its_own_data(office: Path) -> None:
    done = make(office, "-n", "report", "YEAR=2024", "AREA=474")
    assert done.returncode == 0, done.stderr
    assert '-m gender_indicators report --year "2024" --area "474"' in done.stdout
    assert 'cd "$OFFICE"' in done.stdout
    listed = make(office)
    assert "make report" in listed.stdout and "make doctor" in listed.stdout


@needs_make
def test_its_makefile_says_where_it_is_to_the_program_wherever_that_was_moved(office: Path, tmp_path: Path) -> None:
    program = tmp_path / "chương trình $mới #2"
    (program / "lib" / "gender_indicators").mkdir(parents=True)
    (program / "lib" / "gender_indicators" / "__init__.py").touch()
    (program / "Makefile").write_text('%:\n\t@echo "$@ $(YEAR) $$OFFICE"\n')
    named = str(program).replace("$", "$$").replace("#", "\\\\#")
    change(office / "Makefile", r"(?m)^PROGRAM = .*", f"PROGRAM = {named}")
    assert make(office, "report", "YEAR=2024").stdout == f"report 2024 {office}\n"
    moved = office.rename(tmp_path / "chuyển đi")
    assert make(moved, "check", "forms", "YEAR=2025").stdout == f"check 2025 {moved}\nforms 2025 {moved}\n"
    program.rename(tmp_path / "other")
    lost = make(moved, "report", "YEAR=2024")
    assert lost.returncode == 2
    assert f"Không thấy chương trình trong: {program}" in lost.stdout
    assert "sửa dòng PROGRAM trong tệp Makefile" in lost.stdout
    found = make(moved, "report", "YEAR=2024", f"PROGRAM={tmp_path / 'other'}")
    assert found.stdout == f"report 2024 {moved}\n"


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True)


def test_init_and_doctor_as_commands(tmp_path: Path) -> None:
    made = run(tmp_path, "init", "Huế", "--name", "Sở Nội vụ")
    assert (made.returncode, made.stderr) == (0, "")
    assert f"Đã lập thư mục của đơn vị: {tmp_path / 'Huế'}" in made.stdout
    again = run(tmp_path, "init", "Huế")
    assert again.returncode == 2
    assert "đã có và không trống" in again.stderr
    (tmp_path / "Huế" / "params" / "2023.yaml").unlink()
    looked = run(tmp_path / "Huế", "doctor")
    assert looked.returncode == 1
    assert "params/2023.yaml: không có tệp của năm 2023.\n  (there is no file for 2023.)\n" in looked.stdout
    assert '  Cách xử lý: chép tệp của một năm khác thành "2023.yaml"' in looked.stdout


@pytest.mark.slow
def test_a_year_is_reported_as_in_the_repository_and_nothing_of_the_office_changes(tmp_path: Path) -> None:
    """The files of 2024 as the agencies sent them; the sample office has no other year either."""
    office, sample = new_office(tmp_path / "Văn phòng Huế", 2024), tmp_path / "sample"
    shutil.copytree(sample_office() / "params", sample / "params")
    shutil.copytree(ROOT / "data" / "sample" / "2024", sample / "data" / "sample" / "2024")
    for key, value in (("vintage", "chinh_thuc"), ("data_as_of", "2025-03-31")):
        change(office / "params" / "2024.yaml", rf"(?m)^{key}: .*", f"{key}: {value}")
    before = hashes(office)
    for folder in (office, sample):
        done = run(folder, "report", "--year", "2024", "--area", "46", "--workers", "2")
        assert done.returncode == 0, done.stderr
        assert "lập 3 trang" in done.stdout
    results = [folder / "outputs" / "2024" / "data" / "results.csv" for folder in (office, sample)]
    assert results[0].read_bytes() == results[1].read_bytes()
    report = (office / "outputs" / "2024" / "bao-cao-46.html").read_text("utf-8")
    assert "SỐ LIỆU MINH HOẠ" in report  # the files say what they are, wherever they lie
    after = hashes(office)
    assert {name: after[name] for name in before} == before
    new = {"/".join(name.split("/")[:2]) for name in after.keys() - before.keys() if not name.startswith(".cache/")}
    assert {name.partition("/")[0] for name in new} <= {"outputs", "data"}
    assert not any(name.startswith("data/raw") for name in new)
    assert "Không có gì thay đổi" in run(office, "report", "--year", "2024", "--area", "46").stdout
    assert list(places.places(find_project(office))) == []
    change(office / "params" / "office.yaml", r"(?m)^office: .*", 'office: "Tên khác"')
    assert "Không có gì thay đổi" in run(office, "report", "--year", "2024", "--area", "46").stdout


# ------------------------------------------------------------------------------------------ what is wrong


def told(project: Project) -> list[str]:
    return [f"{each.where}: {each.what.vi}" for each in (*settings(project), *places.places(project))]


def test_nothing_is_wrong_with_a_new_office_and_with_the_sample_office(office: Path) -> None:
    assert told(find_project(office)) == []
    assert told(find_project(sample_office())) == []
    assert list(installation._makefile(office)) == []


def no_year(root: Path) -> None:
    (root / "params" / "2022.yaml").unlink()
    (root / "params" / "2022.corrections.yaml").unlink()


def wrong_key(root: Path) -> None:
    change(root / "params" / "2025.yaml", r"(?m)^vintage:", "vintige:")


def wrong_plan(root: Path) -> None:
    (root / "params" / "plan.yaml").write_text("title: x\n", encoding="utf-8")


def strange_file(root: Path) -> None:
    (root / "params" / "2024 - Copy.yaml").touch()


def rules(root: Path) -> None:
    shutil.copy(ROOT / "params" / "rules.yaml", root / "params")


def no_data(root: Path) -> None:
    shutil.rmtree(root / "data" / "raw" / "2021")


def data_elsewhere(root: Path) -> None:
    shutil.copytree(root / "data" / "raw" / "2024", root / "tam" / "2024")


def data_named_elsewhere(root: Path) -> None:
    (root / "data" / "raw" / "2024").rename(root / "data" / "2024")
    change(root / "params" / "2024.yaml", r"(?m)^data: .*", "data: data/2024")


def killed(root: Path) -> None:
    (root / "outputs" / "noi-bo").mkdir(parents=True, mode=0o700)
    (root / "outputs" / "noi-bo" / ".holder").write_text(json.dumps(["report", 1, "may", "lan"]))
    (root / "outputs" / ".making-2024-x").mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (no_year, ["params/2022.yaml: không có tệp của năm 2022."]),
        (wrong_key, ['params/2025.yaml: thiếu khoá "vintage".\nkhoá "vintige" không có trong mẫu.']),
        (wrong_plan, ['params/plan.yaml: khoá "title" có giá trị']),
        (strange_file, ['params/2024 - Copy.yaml: không đọc tệp tên này. Có phải ý là "2024.yaml"?']),
        (rules, ["params/rules.yaml: không đọc tệp tên này."]),
        (no_data, ['data/raw/2021: không có thư mục số liệu "data/raw/2021"']),
        (data_elsewhere, ['tam/2024: có số liệu thật ngoài "data/raw".']),
        (
            data_named_elsewhere,
            [
                'params/2024.yaml: khoá "data": số liệu thật nằm trong "data/2024", ngoài "data/raw"',
                "data/2024: có số liệu thật",
            ],
        ),
        (killed, ["outputs/.making-2024-x: một lệnh đã bị dừng giữa chừng (report, 1, may, lan, "]),
    ],
)
def test_what_is_wrong_is_told_once_and_nothing_else(
    office: Path, spoil: Callable[[Path], None], words: list[str]
) -> None:
    spoil(office)
    found = told(find_project(office))
    assert len(found) == len(words), found
    for line, beginning in zip(found, words, strict=True):
        assert line.startswith(beginning)


def test_a_command_at_work_is_told_and_its_folders_are_not_called_left(office: Path) -> None:
    project = find_project(office)
    with (
        one_run((project.outputs, project.office), "report", lambda _: None),
        staging(project.outputs / "2024"),
    ):
        found = told(project)
    assert len(found) == 1 and found[0].startswith("outputs/noi-bo: một lệnh đang chạy: report, ")
    assert told(project) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_data_that_others_can_read_are_told() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as home:  # pytest keeps its folders closed
        office = write_office(Path(home) / "x")
        (office / "data" / "raw").chmod(0o755)
        assert told(find_project(office)) == []  # nobody comes as far as that
        Path(home).chmod(0o755)
        if not all(folder.stat().st_mode & 0o001 for folder in Path(home).parents):
            pytest.skip(f"{home} is closed to others")
        (found,) = told(find_project(office))
        assert found.startswith("data/raw: người dùng khác của máy này đọc được")
        (office / "data" / "raw").chmod(0o700)
        assert told(find_project(office)) == []


def test_a_full_disk_and_closed_folders_are_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LEAST_FREE", 1 << 80)
    assert [line for line in told(find_project(office)) if "ổ đĩa chỉ còn" in line] != []
    monkeypatch.undo()
    closed = office / "data" / "raw" / "2024" / "so-y-te"
    monkeypatch.setattr(places.os, "access", lambda path, mode: path not in (closed, office / "params"))
    assert [line.partition(":")[0] for line in told(find_project(office))] == ["params", "data/raw/2024/so-y-te"]


def test_libraries_and_python_are_held_against_the_lock(tmp_path: Path) -> None:
    lock, project = tmp_path / "requirements.lock", tmp_path / "pyproject.toml"
    lock.write_text(
        "pandas==0.0.1 \\\n    --hash=sha256:00\nno-such-thing==1.0 ; sys_platform == 'none' \\\n"
        "no-such-library==2.0 \\\n    --hash=sha256:00\n"
    )
    (found,) = installation._libraries(lock)
    assert re.match(r"2 thư viện khác bản đã khoá: pandas [\d.]+, no-such-library \(không có\)\.", found.what.vi)
    project.write_text('[project]\nrequires-python = ">=9"\n')
    (old,) = installation._python(project)
    assert old.what.vi == "chương trình cần >=9."
    project.write_text('[project]\nrequires-python = ">=3.11"\n')
    assert list(installation._python(project)) == []


def test_code_that_lies_elsewhere_is_told(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "_installed_from", lambda: tmp_path / "kho")
    assert [each.where for each in installation._code(office)] == ["gender-indicators"]
    monkeypatch.setattr(installation, "_installed_from", lambda: ROOT)
    assert list(installation._code(office)) == []
    (tmp_path / "kho" / "lib" / "gender_indicators").mkdir(parents=True)
    (found,) = installation._code(tmp_path / "kho")
    assert f'mà ở "{ROOT}"' in found.what.vi
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    (found,) = installation._code(tmp_path / "kho")
    assert found.action.vi.startswith("bỏ biến môi trường PYTHONPATH (/elsewhere)")
    assert list(installation._makefile(tmp_path / "kho")) == []
    change(office / "Makefile", r"(?m)^PROGRAM = .*", "PROGRAM = /elsewhere")
    (leads,) = installation._makefile(office)
    assert leads.action.vi == f"sửa dòng đó thành: PROGRAM = {ROOT}"


def test_where_the_program_was_installed_from_is_read_whatever_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    class Installed:
        @staticmethod
        def read_text(_: str) -> str:
            return json.dumps({"url": "file:///home/lan/Hu%E1%BA%BF%20m%E1%BB%9Bi", "dir_info": {"editable": True}})

    monkeypatch.setattr(installation, "distribution", lambda _: Installed)
    assert installation._installed_from() == Path("/home/lan/Huế mới")


# ------------------------------------------------------------------------------------------ data and git


def test_real_data_lie_in_data_raw_or_outside_the_office(office: Path, tmp_path: Path) -> None:
    project, year = find_project(office), office / "params" / "2024.yaml"
    load_facts(project, 2024)
    away = (office / "data" / "raw" / "2024").rename(tmp_path / "o-dia-khac")
    (office / "data" / "raw" / "2024").symlink_to(away)
    load_facts(project, 2024)  # on another disk, behind a link
    inside = away.rename(office / "data" / "that")
    (office / "data" / "raw" / "2024").unlink()
    (office / "data" / "raw" / "2024").symlink_to(inside)
    with pytest.raises(UserError, match="số liệu thật nằm trong"):
        load_facts(project, 2024)  # the link leads back to where git looks
    change(year, r"(?m)^data: .*", "data: data/that")
    with pytest.raises(UserError, match=r'params/2024\.yaml: khoá "data": .*hãy chuyển thư mục vào "data/raw/2024"'):
        load_facts(project, 2024)
    change(inside / "origin.yaml", "official", "synthetic")
    load_facts(project, 2024)


@needs_git
def test_no_datum_of_an_office_enters_its_git(office: Path) -> None:
    shutil.copytree(ROOT / "data" / "sample" / "2021", office / "data" / "raw" / "2021", dirs_exist_ok=True)
    for name in (
        "outputs/2024/index.html",
        ".cache/x",
        "data/khac/a.csv",
        "so.xlsx",
        "params/so.xlsx",
        "params/a.csv",
    ):
        (office / name).parent.mkdir(parents=True, exist_ok=True)
        (office / name).touch()
    subprocess.run(["git", "init", "--quiet", "."], cwd=office, check=True)
    subprocess.run(["git", "add", "--all"], cwd=office, check=True)
    assert tracked(office) == [
        ".gitignore", "Makefile", "README.md", "params/2021.yaml", "params/2022.yaml", "params/2023.yaml",
        "params/2024.yaml", "params/2025.yaml", "params/office.yaml",
    ]  # fmt: skip


def tracked(folder: Path) -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=folder, check=True, capture_output=True)
    return sorted(name for name in done.stdout.decode().split("\0") if name)


def refused(name: str) -> bool:
    """Whether the commit check refuses a file: the words of .pre-commit-config.yaml, as pre-commit reads them."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    (hook,) = (each for each in hooks if each["id"] == "no-office-files")
    return re.search(hook["files"], name) is not None and re.search(hook["exclude"], name) is None


@pytest.mark.parametrize(
    "name",
    [
        "data/raw/2024/so-y-te/tre-sinh-song.csv", "data/published/3.2.json", "data/that/2024/x.bin", "data/x",
        "outputs/2024/index.html", "tre-sinh-song.csv", "docs/TRE.XLSX", "lib/a.ods", "params/2024.corrections.yaml",
        "origin.yaml", "kho/received.yaml", "data/samples/a.csv", "testsuite/a.xlsx", "so.xls", "a/b.parquet",
    ],
)  # fmt: skip
def test_the_commit_check_refuses_data_wherever_they_lie(name: str) -> None:
    assert refused(name)


@pytest.mark.parametrize(
    "name",
    [
        "data/sample/2024/so-y-te/tre-sinh-song.csv", "tests/data/nhanes2.csv.gz", "params/2024.yaml", "README.md",
        "lib/gender_indicators/office/templates/origin.yaml.j2", "notebooks/explore.ipynb", "requirements.lock",
    ],
)  # fmt: skip
def test_the_commit_check_lets_the_program_and_its_sample_pass(name: str) -> None:
    assert not refused(name)


@needs_git
def test_no_datum_is_tracked_and_git_ignores_all_of_data_but_the_sample() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    assert [name for name in tracked(ROOT) if refused(name)] == []
    for name in ("data/raw/x", "data/that/2024/x.csv", "data/published/x", "outputs/x"):
        assert subprocess.run(["git", "check-ignore", "--quiet", name], cwd=ROOT).returncode == 0, name
    assert subprocess.run(["git", "check-ignore", "--quiet", "data/sample/2024/new.csv"], cwd=ROOT).returncode == 1


def test_the_sample_says_that_it_is_one() -> None:
    found = [load_origin(path.parent).kind for path in (ROOT / "data" / "sample").glob("*/origin.yaml")]
    assert found == ["synthetic"] * 5


@pytest.mark.parametrize("year", range(2021, 2026))
def test_the_sample_years_of_the_tests_are_those_of_the_repository(year: int) -> None:
    """Where somebody pointed a year of the repository at data of their own, the tests go on with theirs."""
    own = (ROOT / "params" / f"{year}.yaml").read_text("utf-8")
    if f"data: data/sample/{year}\n" in own:
        assert (YEARS / f"{year}.yaml").read_text("utf-8") == own


# ------------------------------------------------------------------------------------------ any machine


def test_the_editable_install_holds_no_path_where_python_reads_in_the_encoding_of_the_machine(tmp_path: Path) -> None:
    """Python 3.11 reads .pth files in the locale's encoding and does not start when they cannot be read."""
    program, wheel, site = tmp_path / "Chương trình Huế", tmp_path / "wheel", tmp_path / "site"
    shutil.copytree(ROOT / "lib", program / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, program)
    (program / "params").mkdir()
    shutil.copy(ROOT / "params" / "rules.yaml", program / "params")
    wheel.mkdir()
    build = "import sys, hatchling.build as h; h.build_editable(sys.argv[1])"
    built = subprocess.run(
        [sys.executable, "-c", build, str(wheel)], cwd=program, capture_output=True, text=True, encoding="utf-8"
    )
    assert built.returncode == 0, built.stderr
    (archive,) = wheel.glob("*.whl")
    zipfile.ZipFile(archive).extractall(site)
    (pth,) = site.glob("*.pth")
    assert re.fullmatch(rb"import \w+\s*", pth.read_bytes())
    look = (
        "import site, sys; sys.path[:0] = sys.argv[1:]; site.addsitedir(sys.argv[1]); "
        "import gender_indicators, gender_sample, gender_parquet; "
        "from gender_indicators.findings import RULES; print(ascii(gender_indicators.__file__), len(RULES) > 50)"
    )
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LC_", "LANG"))}
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}):
        done = subprocess.run(
            [sys.executable, "-S", "-c", look, str(site), sysconfig.get_path("purelib")],
            env=bare | locale,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith(" True\n") and "Ch" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_without_vietnamese_letters_gets_the_words_without_their_signs(
    office: Path, encoding: str
) -> None:
    for arguments, words in (
        (["doctor"], "params/2023.yaml: không có tệp của năm 2023."),
        (["check", "--year", "abc"], "LỖI: YEAR=abc: năm phải gồm bốn chữ số"),
        (["--help"], "Kiểm tra số liệu"),
    ):
        (office / "params" / "2023.yaml").unlink(missing_ok=True)
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=office,
            env=ENVIRONMENT | {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LC_ALL": "C"},
            capture_output=True,
        )
        said = (done.stdout + done.stderr).decode(encoding)
        assert "Traceback" not in said
        assert unaccented(words) in unaccented(said)
        assert (words in said) == (encoding == "utf-8")
