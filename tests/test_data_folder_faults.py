"""What may lie among the data and be none, or ask for more than there is: told at once by name, and never opened."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from gender_indicators.base.params import load_model
from gender_indicators.base.project import find_project
from gender_indicators.office.doctor import examine
from offices import ROOT
from other_plan_data import BUREAU, write_other_plan

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and free links are POSIX")
SECONDS = 60  # a command that opened a pipe would wait for ever
CHECK = [sys.executable, "-m", "gender_indicators", "check", "--year", "2031"]


class Anything(BaseModel):
    """Takes every key."""

    model_config = ConfigDict(extra="allow")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The made-up plan with its deliveries of 2030 and 2031."""
    return write_other_plan(tmp_path / "tinh")


def check(office: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}
    return subprocess.run(
        CHECK, cwd=office, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
    )


def refused(office: Path) -> str:
    """What the command says that refuses to work; neither a traceback nor anything written."""
    done = check(office)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not list((office / "outputs").glob("noi-bo/2031"))
    return done.stderr


# ------------------------------------------------------------------------------------------ no file of its own


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        pytest.skip("only root makes devices")


def link_outside(path: Path) -> None:
    outside = path.parents[4] / "outside.csv"
    outside.write_text("Trẻ,Ngày,Nơi,Số sổ\n", encoding="utf-8")
    path.symlink_to(outside)


def link_to_folder(path: Path) -> None:
    path.symlink_to(path.parents[4], target_is_directory=True)


def link_to_nothing(path: Path) -> None:
    path.symlink_to("khong-co.csv")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


SPECIAL = [pipe, bound_socket, device]
LINKS = [link_to_device, link_outside, link_to_folder, link_to_nothing, link_to_itself]


@posix
@pytest.mark.parametrize("make", SPECIAL)
def test_what_is_no_file_is_named_and_not_opened(office: Path, make: Callable[[Path], None]) -> None:
    path = office / "nhan" / "2031" / BUREAU / "so-sinh.csv"
    path.unlink()
    make(path)
    told = refused(office)
    assert f"LỖI: 2031/{BUREAU}/so-sinh.csv: không phải là tệp thường" in told
    assert "move it out of the data folder" in told


@posix
@pytest.mark.parametrize("make", LINKS)
def test_a_link_is_named_and_not_followed(office: Path, make: Callable[[Path], None]) -> None:
    make(office / "nhan" / "2031" / BUREAU / "them.csv")
    told = refused(office)
    assert f"LỖI: 2031/{BUREAU}/them.csv: là liên kết, không phải là tệp; hãy chép chính tệp" in told
    assert "put a copy of the file or folder it leads to in its place" in told


@posix
@pytest.mark.parametrize("name", ["phong-la", "khac/sau/nua/phong"])
def test_it_is_found_wherever_it_lies_and_in_earlier_years(office: Path, name: str) -> None:
    path = office / "nhan" / "2030" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    assert f"LỖI: 2030/{name}: không phải là tệp thường" in refused(office)


@posix
def test_what_the_system_keeps_beside_the_files_is_passed_over(office: Path) -> None:
    os.mkfifo(office / "nhan" / "2031" / BUREAU / ".so-sinh.csv.swp")
    assert check(office).returncode == 0


@posix
@pytest.mark.parametrize("file", ["nhan/2031/origin.yaml", "nhan/2031/received.yaml"])
def test_the_offices_own_file_among_the_data_is_no_pipe(office: Path, file: str) -> None:
    (office / file).unlink(missing_ok=True)
    os.mkfifo(office / file)
    assert f"LỖI: {file.removeprefix('nhan/')}: " in refused(office)


@posix
@pytest.mark.parametrize("make", [pipe, link_to_device, bound_socket, Path.mkdir])
@pytest.mark.parametrize("name", ["2031.yaml", "areas.yaml", "forms.yaml", "2031.corrections.yaml"])
def test_a_parameter_file_that_is_none_is_named_and_not_opened(
    office: Path, name: str, make: Callable[[Path], None]
) -> None:
    (office / "params" / name).unlink(missing_ok=True)
    make(office / "params" / name)
    told = refused(office)
    assert f"LỖI: params/{name}: không phải là tệp thường" in told
    assert "put a YAML file in its place" in told


@posix
def test_a_parameter_file_of_an_office_that_is_none_does_not_give_way_to_that_of_its_plan(tmp_path: Path) -> None:
    root = tmp_path / "phong"
    (root / "params").mkdir(parents=True)
    shutil.copy(ROOT / "params" / "office.yaml", root / "params")
    os.mkfifo(root / "params" / "areas.yaml")
    assert find_project(root).param("areas.yaml") == root / "params" / "areas.yaml"


# ------------------------------------------------------------------------------------------ names that lead outside


def test_a_name_with_two_dots_inside_a_package_is_only_a_name(office: Path) -> None:
    """The workbook that holds it is read; nothing is written outside."""
    path = office / "nhan" / "2031" / BUREAU / "danh-ba.xlsx"
    with zipfile.ZipFile(path, "a") as package:
        for name in ("../../../thoat-ra.txt", "/thoat-ra.txt", "..\\..\\thoat-ra.txt", "C:\\thoat-ra.txt"):
            package.writestr(name, "x")
    before = {each.relative_to(office.parent) for each in office.parent.rglob("*")}
    done = check(office)
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    new = {each.relative_to(office.parent) for each in office.parent.rglob("*")} - before
    assert not [each for each in new if "thoat-ra" in each.name]
    assert not Path("/thoat-ra.txt").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("2031.yaml", "data: nhan/2031", "data: ../../etc", 'đường dẫn "../../etc" ra ngoài thư mục dự án'),
        ("2031.yaml", "data: nhan/2031", "data: /etc", 'đường dẫn "/etc" ra ngoài thư mục dự án'),
        ("forms.yaml", "file: so-sinh.csv", "file: ../../../../etc/passwd.csv", ".file"),
        ("agencies.yaml", f"id: {BUREAU}", "id: ../phong", ".id"),
    ],
)
def test_a_path_in_a_parameter_file_never_leaves_the_office(
    office: Path, file: str, old: str, new: str, told: str
) -> None:
    path = office / "params" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert told in refused(office)


def test_an_area_code_that_is_a_path_makes_no_file_outside(office: Path) -> None:
    path = office / "params" / "areas.yaml"
    text = path.read_text(encoding="utf-8").replace('"9703"', '"../../9703"')
    path.write_text(text, encoding="utf-8")
    told = refused(office)
    assert "params/areas.yaml" in told and "../../9703" in told


def test_a_received_file_that_is_a_path_is_an_unknown_file(office: Path) -> None:
    path = office / "nhan" / "2031" / "received.yaml"
    path.write_text("files:\n  ../../params/plan.yaml: {vintage: so_bo}\n", encoding="utf-8")
    done = check(office)
    assert done.returncode == 0, done.stderr
    assert "../../params/plan.yaml" in done.stdout


@posix
def test_a_name_that_is_no_text_is_told(office: Path) -> None:
    folder = os.fsencode(office / "nhan" / "2031" / BUREAU)
    with open(folder + b"/so\xff.csv", "wb") as file:  # noqa: PTH123
        file.write(b"x")
    done = check(office)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 2
    assert f"2031/{BUREAU}/so" in done.stderr


# ------------------------------------------------------------------------------------------ YAML made to harm

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
HARMFUL = {
    "laughs": (LAUGHS, "quá nhiều giá trị dùng lại"),
    "laughs in keys": ("a: &a {x: 1}\n" + LAUGHS.replace("x", "{y: 1}"), "quá nhiều giá trị dùng lại"),
    "holds itself": ("a: &a [*a]\n", "quá nhiều giá trị dùng lại"),
    "deep": ("a: " + "[" * 100_000, "lồng nhau quá sâu"),
    "deep in keys": ("? " * 50_000, "lồng nhau quá sâu"),
    "deep lists": ("a:\n " + "- " * 5_000 + "x", "lồng nhau quá sâu"),
    "long number": ("a: " + ":".join(["59"] * 100_000), "a number of so many digits"),
    "long digits": ("a: " + "9" * 5_000, "a number of so many digits"),
    "no day": ("a: 2024-13-45\n", "dòng/line 1: YAML không hợp lệ: month must be in 1..12"),
    "python object": ("a: !!python/object/apply:os.system [touch /tmp/x]", "không dùng được thẻ"),
    "python name": ("a: !!python/name:os.system", "không dùng được thẻ"),
    "own tag": ("a: !ban_do {x: 1}", 'không dùng được thẻ "!ban_do"'),
    "large": ("a: " + "x" * 6_000_000, "lớn hơn 5 MB"),
    "control signs": ("a: \x01", "YAML không hợp lệ"),
    "two documents": ("a: 1\n---\nb: 2\n", "YAML không hợp lệ"),
}

READ = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
from gender_indicators.base import UserError
from gender_indicators.plan import load_year
try:
    load_year(Path(sys.argv[1]), 2024)
except UserError as error:
    print(error)
    sys.exit(2)
"""


@posix
@pytest.mark.parametrize("kind", HARMFUL)
def test_yaml_made_to_harm_is_refused_by_name_within_limits(tmp_path: Path, kind: str) -> None:
    """In a process of its own: deep nesting once ended it."""
    text, told = HARMFUL[kind]
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "2024.yaml").write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / "params")],
        env=environment, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr[-2000:]
    assert done.stdout.startswith("params/2024.yaml: ")
    assert told in done.stdout
    assert len(done.stdout) < 2_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x {k: 1}\nb: *x\nc: {<<: *x, m: 2}\n", {"a": {"k": 1}, "b": {"k": 1}, "c": {"k": 1, "m": 2}}),
        ("a: [1, 2.5, yes, ~, 2024-01-31]\n", None),
        ("a: " + "[" * 50 + "]" * 50, None),
    ],
)
def test_plain_yaml_with_aliases_is_read_as_ever(tmp_path: Path, text: str, value: object) -> None:
    import yaml

    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    read = load_model(path, Anything).model_dump()
    assert read == (yaml.safe_load(text) if value is None else value)


def test_the_doctor_names_what_lies_among_the_data(office: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("pipes are POSIX")
    os.mkfifo(office / "nhan" / "2031" / BUREAU / "x.csv")
    found = [f"{each.where}: {each.what.vi}" for each in examine(find_project(office))]
    assert any("x.csv" in words and "không phải là tệp thường" in words for words in found), found
