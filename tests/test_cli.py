"""The command line as a user meets it: exit codes, words, and what is left on the disk."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gender_indicators import cli
from gender_indicators.results.edition import save_edition

sys.path.insert(0, str(Path(__file__).parent))

from edition_example import EDITION
from faults import FAULTS, SAMPLE
from offices import copy_params

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of its own that knows the year 2024 only, with something already published."""
    copy = tmp_path / "project"
    copy_params(copy)
    rewrite(copy / "params" / "plan.yaml", r"(?m)^first_year: .*", "first_year: 2024")
    shutil.copytree(SAMPLE / "2024", copy / "data" / "sample" / "2024")
    (copy / "outputs" / "2024" / "data").mkdir(parents=True)
    (copy / "outputs" / "2024" / "index.html").write_text("lần trước", encoding="utf-8")
    (copy / "outputs" / "2024" / "data" / "results.csv").write_bytes(b"\xef\xbb\xbfx\r\n")
    save_edition(EDITION, copy / "outputs" / "2024" / "data" / "edition.json")
    return copy


def rewrite(path: Path, pattern: str, new: str) -> None:
    """Replace what ``pattern`` finds, once, in a parameter file."""
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")


def published(root: Path) -> dict[str, str]:
    """Everything below outputs: its folders, and the hash of each file; the lock of the commands is none of it."""
    lock = root / "outputs" / "noi-bo" / ".lock"
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in (root / "outputs").rglob("*")
        if path not in (lock, lock.parent)
    }


# ---------------------------------------------------------------- wrong use and wrong parameters, before any work


@pytest.fixture
def command(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run a command of the project in this process; return its exit code and what it said to the user."""
    monkeypatch.chdir(root)
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # pytest keeps its own

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["gender-indicators", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        assert not out
        return int(ended.value.code or 0), err

    return run


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        (["--year", "2031"], "năm 2031. Các năm có: 2021, 2022, 2023, 2024, 2025", "No parameter file for the year"),
        (["--year", "abc"], 'năm phải gồm bốn chữ số, ví dụ 2024; nhận được "abc"', "the year has four digits"),
        (["--year", "20 24"], 'nhận được "20 24"', 'got "20 24"'),
        (["--year", " 2024"], 'nhận được " 2024"', "four digits"),
        (["--year", "２０２４"], "bốn chữ số", "four digits"),
        (["--year", ""], 'nhận được ""', "four digits"),
        (["--year", "2024", "--area", "9999"], "không có đơn vị mã 9999", "46 Tỉnh Thừa Thiên Huế; 474"),
        (["--year", "2024", "--area", "../x"], "không có đơn vị mã ../x", "there is no area ../x in 2024"),
        (["--year", "2024", "--area", "47"], "474 Thành phố Huế", "there is no area 47"),
    ],
)
def test_a_wrong_year_or_area_is_told_with_what_exists(
    command: Callable[..., tuple[int, str]], root: Path, arguments: list[str], vietnamese: str, english: str
) -> None:
    before = published(root)
    code, said = command("report", *arguments)
    assert code == 2
    assert said.startswith("LỖI: ")
    assert vietnamese in said
    assert english in said
    assert published(root) == before


@pytest.mark.parametrize(
    ("file", "pattern", "new", "said"),
    [
        ("2024.yaml", r"(?m)^year:", "yaer:", 'khoá "yaer" không có trong mẫu. Có phải ý là "year"?'),
        ("2024.yaml", r"(?m)^map: .*", "map: 2022-01-01", "không có bản đồ bắt đầu ngày 2022-01-01"),
        (
            "2024.yaml",
            r"(?m)^map: ",
            "map: 2021-07-01\nmap: ",
            'key "map" stands twice',
        ),
        ("2024.yaml", r"(?s)\A.*\Z", "", "tệp trống hoặc không ghi theo dạng"),
        ("2024.yaml", r"(?m)^levels: .*", "levels: [province, huyen]", 'khoá "levels[2]"'),
        ("2024.yaml", r"(?m)^levels: .*", "levels: [district]", 'phải bắt đầu bằng "province"'),
        ("2024.yaml", r"(?m)^vintage: .*", "vintage: final", "'uoc', 'so_bo' or 'chinh_thuc'"),
        ("2024.yaml", r"(?m)^data: .*", "data: data/raw/2024", 'không có thư mục số liệu "data/raw/2024"'),
        ("2024.yaml", r"(?m)^data: .*", "data: ../../etc", "ra ngoài thư mục dự án"),
        ("2024.yaml", r"(?m)^data: .*", "data: [", "YAML không hợp lệ"),
        ("2024.yaml", r"\Z", '\nsettings: {"9.9": {a: b}}\n', 'khoá "settings": không có "9.9"'),
        ("plan.yaml", r"has_content: true}}", "has_contents: true}}", 'Có phải ý là "has_content"?'),
        ("plan.yaml", r"businesses: businesses", "businesses: busineses", 'không có "busineses". Có phải ý là'),
        ("plan.yaml", r"(?m)^coordinator: .*", "coordinator: so-ldtb", 'khoá "coordinator": không có "so-ldtb"'),
        ("forms.yaml", r"agency: cuc-thong-ke", "agency: cuc-thong-k", 'Có phải ý là "cuc-thong-ke"?'),
        ("forms.yaml", r"key: \[area, sex, age_group\]", "key: [area, sexx]", "sexx"),
    ],
)
def test_a_wrong_parameter_is_told_with_file_and_key(
    command: Callable[..., tuple[int, str]], root: Path, file: str, pattern: str, new: str, said: str
) -> None:
    rewrite(root / "params" / file, pattern, new)
    code, told = command("check", "--year", "2024")
    assert code == 2
    assert said in told
    assert re.search(r"\n  \(.+\)$", told.rstrip(), re.DOTALL), "English stands below the Vietnamese"
    if "thư mục" not in said:
        assert f"params/{file}" in told


def test_a_parameter_file_in_another_encoding_is_told(command: Callable[..., tuple[int, str]], root: Path) -> None:
    path = root / "params" / "agencies.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    code, said = command("check", "--year", "2024")
    assert code == 2
    assert said.startswith("LỖI: params/agencies.yaml: Tệp không phải UTF-8; hãy lưu lại với mã UTF-8.\n")


def test_outside_a_project_the_user_is_told_where_to_go(
    command: Callable[..., tuple[int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = command("check", "--year", "2024")
    assert code == 2
    assert "hãy chạy trong thư mục của đơn vị" in said


@pytest.mark.parametrize(
    "arguments", [["reprot"], ["report"], ["report", "--yaer", "2024"], ["check", "--workers", "2"]]
)
def test_wrong_use_shows_the_use(command: Callable[..., tuple[int, str]], arguments: list[str]) -> None:
    code, said = command(*arguments)
    assert code == 2
    assert "Usage: " in said


# ---------------------------------------------------------------- processes of their own


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command, run inside ``root`` to its end; no traceback ever."""
    done = subprocess.run(
        [sys.executable, "-m", "gender_indicators", *arguments],
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def python(code: str) -> str:
    """What ``code`` prints in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=True, timeout=120
    ).stdout.strip()


def test_help_names_the_commands_in_both_languages(root: Path) -> None:
    done = run(root, "--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("check", "status", "report", "forms"))
    assert "Kiểm tra số liệu" in done.stdout
    assert "Check a year's" in done.stdout


@pytest.mark.parametrize("day", ["2024-13-01", "01/12/2024", "hôm nay", "20241201", "2024-12-1", "2024-12-01T00"])
def test_a_day_that_is_none_is_told(command: Callable[..., tuple[int, str]], day: str) -> None:
    code, said = command("status", "--year", "2024", "--today", day)
    assert code == 2
    assert said.startswith(f"LỖI: TODAY={day}: ngày phải có thật, ghi theo năm-tháng-ngày")
    assert "like 2024-12-01" in said


def test_importing_the_library_and_the_command_line_loads_nothing_heavy() -> None:
    heavy = "{'great_expectations', 'nbconvert', 'pandas', 'papermill', 'matplotlib', 'numpy', 'openpyxl'}"
    code = f"import sys, gender_indicators, gender_indicators.cli; print(sorted({heavy} & set(sys.modules)))"
    assert python(code) == "[]"


def test_data_with_errors_publish_nothing_and_leave_the_last_reports(root: Path) -> None:
    FAULTS["numerator_above_denominator"].copy_into(root / "data" / "sample" / "2024")
    FAULTS["too_many_services"].copy_into(root / "data" / "sample" / "2024")
    before = published(root)
    done = run(root, "report", "--year", "2024", "--area", "474", "--workers", "1")
    assert done.returncode == 1
    place = 'so-ldtbxh/tuyen-sinh-giao-duc-nghe-nghiep.xlsx, trang "Tuyển mới", ô F8'
    assert f"LỖI [rows.not_above] {place}" in done.stdout
    assert "thấy / found: 1000" in done.stdout
    assert 'LỖI [value.range] so-vhtt/bao-luc-gia-dinh.xlsx, trang "Sổ theo dõi", ô G8' in done.stdout
    assert "2 lỗi, không có lưu ý; chưa lập được báo cáo" in done.stdout
    assert done.stderr.startswith("CHƯA LẬP BÁO CÁO: ")
    assert "the data of 2024 failed their checks" in done.stderr
    letter = "outputs/noi-bo/2024/so-ldtbxh/cong-van.docx"  # the office gets what it needs to have the data mended
    assert f"Công văn: {letter}, kèm 1 bản đánh dấu" in done.stdout
    after = published(root)
    assert letter in after
    assert {name: value for name, value in after.items() if "/noi-bo" not in name} == before


# ---------------------------------------------------------------- slow


@pytest.mark.slow
def test_status_works_while_a_form_is_missing(root: Path) -> None:
    FAULTS["file_missing"].copy_into(root / "data" / "sample" / "2024")
    done = run(root, "status", "--year", "2024", "--today", "2024-12-20")
    assert (done.returncode, done.stderr) == (0, "")
    assert "còn thiếu 1, trong đó 1 quá hạn." in done.stdout
    assert not (root / "outputs" / "noi-bo").exists()


@pytest.mark.slow
def test_check_exits_by_what_it_found(root: Path) -> None:
    folder = root / "data" / "sample" / "2024"
    FAULTS["formula_with_value"].copy_into(folder)
    warned = run(root, "check", "--year", "2024")
    assert (warned.returncode, warned.stderr) == (0, "")
    assert "LƯU Ý [cell.formula]" in warned.stdout
    assert "không có lỗi, 1 lưu ý" in warned.stdout

    FAULTS["file_missing"].copy_into(folder)
    FAULTS["quarter_missing"].copy_into(folder)
    failed = run(root, "check", "--year", "2024")
    assert failed.returncode == 1
    assert "LỖI [file.missing] so-y-te/co-so-y-te-thi-diem.xlsx\n" in failed.stdout
    assert 'LỖI [rows.complete] so-tttt/tin-bai-co-so.xlsx, trang "Theo quý", cột A\n' in failed.stdout
    assert "Phường Thuận Lộc (19753): Quý III" in failed.stdout
    page = "outputs/noi-bo/2024/chat-luong-so-lieu.html"
    assert f"Trang nội bộ: {page}" in failed.stdout
    assert "Phường Thuận Lộc (19753): Quý III" in (root / page).read_text(encoding="utf-8")
    assert {path.name for path in (root / "outputs").iterdir()} == {"2024", "noi-bo"}


@pytest.mark.slow
def test_the_library_imports_in_half_a_second() -> None:
    code = "import time; t = time.perf_counter(); import gender_indicators; print(time.perf_counter() - t)"
    assert min(float(python(code)) for _ in range(3)) < 0.5


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize(
    ("name", "whole_group", "after"),
    [
        ("SIGINT", True, "Kiểm tra số liệu"),  # Ctrl+C goes to every process of the terminal
        ("SIGINT", True, "Lập các trang báo cáo"),
        ("SIGTERM", False, "Lập các trang báo cáo"),
        ("SIGTERM", True, "Lập các trang báo cáo"),
    ],
)
def test_a_stopped_report_leaves_nothing_behind(root: Path, name: str, whole_group: bool, after: str) -> None:
    before = published(root)
    report = subprocess.Popen(
        [sys.executable, "-m", "gender_indicators", "report", "--year", "2024", "--workers", "1"],
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    assert report.stdout is not None
    assert any(after in line for line in report.stdout)
    time.sleep(1)  # the next step has begun
    (os.killpg if whole_group else os.kill)(report.pid, getattr(signal, name))
    said, _ = report.communicate(timeout=120)  # every process that holds the pipe has ended
    assert report.returncode == {"SIGINT": 130, "SIGTERM": 143}[name]
    assert "Đã dừng theo yêu cầu" in said
    assert "Traceback" not in said
    assert published(root) == before
