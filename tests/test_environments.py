"""Other machines: each gives the same bytes, or says what is wrong and leaves the last draft whole.

The small made-up office has a draft, and data that have changed since. Every case runs ``report`` in an environment
of its own; afterwards an ordinary run gives the reference and leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from offices import ROOT
from other_plan_data import write_other_plan
from small_office import edit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits, mounts and locales are set as on Linux"),
]

REPORT = (sys.executable, "-m", "gender_indicators", "report", "--year", "2031", "--workers", "2")
SIGNS = (".making-*", ".replaced-*", ".part-*", ".holder")
CLOCK = """
import os, time
shift = int(os.environ["CLOCK_SHIFT"])
seconds, nanoseconds = time.time, time.time_ns
time.time = lambda: seconds() + shift
time.time_ns = lambda: nanoseconds() + shift * 10**9
"""
YEARS = 10 * 366 * 86_400  # seconds in ten years


def hashes(folder: Path) -> dict[str, str]:
    """The hash of every file that is there to stay."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def run(
    folder: Path, variables: Mapping[str, str | None] | None = None, shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run ``report`` in ``folder``; ``shell`` goes before it, a variable of ``None`` is taken away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1", **(variables or {})}
    command: Sequence[str] = REPORT
    if shell:
        apart = ("unshare", "-m") if "mount" in shell else ()
        command = (*apart, "sh", "-c", shell, "sh", *REPORT)
    return subprocess.run(
        command,
        cwd=folder,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        timeout=600,
    )


@dataclass(frozen=True)
class Reference:
    """An office with a draft and changed data; its outputs as they are, and as an ordinary run makes them."""

    folder: Path
    before: dict[str, str]
    after: dict[str, str]

    def copy(self, target: Path, cache: bool = False) -> Path:
        """Copy the office to ``target``, with what it kept between runs only where that does not matter."""
        ignored = () if cache else (".cache",)
        return shutil.copytree(self.folder, target, ignore=lambda *_: ignored, symlinks=True)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    root = write_other_plan(tmp_path_factory.mktemp("reference") / "tinh")
    done = run(root)
    assert done.returncode == 0, done.stderr.decode()
    before = hashes(root / "outputs")
    edit(root / "params" / "2031.yaml", "vintage: so_bo", "vintage: chinh_thuc")
    after = shutil.copytree(root, root.parent / "after")
    done = run(after)
    assert done.returncode == 0, done.stderr.decode()
    shutil.copytree(after / ".cache", root / ".cache", dirs_exist_ok=True)
    return Reference(root, before, hashes(after / "outputs"))


def require_next(reference: Reference, office: Path) -> None:
    """The next ordinary run succeeds, gives the reference, and nothing that was begun is left."""
    done = run(office)
    assert done.returncode == 0, done.stderr.decode()
    assert hashes(office / "outputs") == reference.after
    assert not [path for sign in SIGNS for path in office.rglob(sign)]


# ------------------------------------------------------------------------------------------ the same bytes


@dataclass(frozen=True)
class Case:
    """An environment: variables, and what a shell does before the command."""

    name: str
    variables: Mapping[str, str | None] = field(default_factory=dict)
    shell: str = ""
    folder: str = "tinh"


PLAIN_C = {"LC_ALL": "C", "LANG": None, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ONLY_ROOT = pytest.mark.skipif(
    sys.platform != "linux"
    or os.geteuid() != 0
    or subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode
    != 0,
    reason="only root, outside of a closed container, may mount",
)
CASES = (
    Case("without asserts", {"PYTHONOPTIMIZE": "1"}),
    Case("ascii terminal", {**PLAIN_C, "PYTHONIOENCODING": "ascii"}),
    Case("plain C", PLAIN_C, folder="Văn phòng số 1/tỉnh Sông Thử"),
    Case("C with UTF-8", {"LC_ALL": "C", "LANG": None}, folder="Văn phòng số 1/tỉnh Sông Thử"),
    Case("path of spaces and letters", folder="  một 'tên' \"lạ\" $x; (của) tỉnh Đắk #1 "),
    Case("first time zone", {"TZ": "Pacific/Kiritimati"}),
    Case("last time zone", {"TZ": "Pacific/Pago_Pago"}),
    Case("closed umask", shell='umask 077; exec "$@"'),
    Case("open umask", shell='umask 000; exec "$@"'),
    Case(
        "home that cannot be written",
        {"HOME": "/proc/nowhere", "XDG_STATE_HOME": None, "XDG_CACHE_HOME": None, "MPLCONFIGDIR": None},
    ),
    Case("64 files", shell='ulimit -n 64; exec "$@"'),
    Case("3 GB", shell='ulimit -v 2929687; exec "$@"'),
    Case("other hashes", {"PYTHONHASHSEED": "7"}),
)
MOUNTED = (
    Case("parameters that cannot be written", shell='mount --bind -o ro params params && exec "$@"'),
    Case("data that cannot be written", shell='mount --bind -o ro nhan nhan && exec "$@"'),
)


def require_same(reference: Reference, tmp_path: Path, case: Case) -> None:
    office = reference.copy(tmp_path / case.folder)
    done = run(office, case.variables, case.shell)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Traceback" not in done.stderr
    assert hashes(office / "outputs") == reference.after
    require_next(reference, office)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_bytes_are_the_same(reference: Reference, tmp_path: Path, case: Case) -> None:
    require_same(reference, tmp_path, case)


@ONLY_ROOT
@pytest.mark.parametrize("case", MOUNTED, ids=lambda case: case.name)
def test_the_bytes_are_the_same_with_other_mounts(reference: Reference, tmp_path: Path, case: Case) -> None:
    require_same(reference, tmp_path, case)


@pytest.mark.parametrize("shift", [YEARS, -YEARS])
def test_a_clock_that_jumps_changes_nothing(reference: Reference, tmp_path: Path, shift: int) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    paths = f"{tmp_path / 'clock'}{os.pathsep}{ROOT / 'lib'}"
    office = reference.copy(tmp_path / "tinh")
    done = run(office, {"PYTHONPATH": paths, "CLOCK_SHIFT": str(shift)})
    assert done.returncode == 0, done.stderr.decode()
    assert hashes(office / "outputs") == reference.after
    done = run(office, {"PYTHONPATH": paths, "CLOCK_SHIFT": str(-shift)})
    assert "Không có gì thay đổi" in done.stdout.decode(), done.stderr.decode()
    for path in office.rglob("*"):
        os.utime(path, (0, 0), follow_symlinks=False)
    require_next(reference, office)


def test_without_docstrings_nothing_is_begun(reference: Reference, tmp_path: Path) -> None:
    office = reference.copy(tmp_path / "tinh", cache=True)
    done = run(office, {"PYTHONOPTIMIZE": "2"})
    assert (done.returncode, done.stdout) == (2, b"")
    assert "LỖI: PYTHONOPTIMIZE: " in done.stderr.decode() and "unset this variable" in done.stderr.decode()
    assert hashes(office / "outputs") == reference.before
    require_next(reference, office)


def elsewhere(tmp_path: Path) -> Path:
    """A folder on another file system than ``tmp_path``."""
    shm = Path("/dev/shm")
    if not shm.is_dir() or shm.stat().st_dev == tmp_path.stat().st_dev or not os.access(shm, os.W_OK):
        pytest.skip("there is no second file system to write to")
    return Path(tempfile.mkdtemp(prefix="outputs-", dir=shm))


@pytest.mark.parametrize("other_disk", [False, True])
def test_outputs_may_lie_behind_a_link_and_on_another_file_system(
    reference: Reference, tmp_path: Path, other_disk: bool
) -> None:
    office = reference.copy(tmp_path / "tinh", cache=True)
    folder = elsewhere(tmp_path) if other_disk else tmp_path / "away"
    try:
        shutil.copytree(office / "outputs", folder, dirs_exist_ok=True)
        shutil.rmtree(office / "outputs")
        (office / "outputs").symlink_to(folder, target_is_directory=True)
        require_next(reference, office)
        assert (office / "outputs").is_symlink()
        assert hashes(folder) == reference.after
    finally:
        shutil.rmtree(folder)


# ------------------------------------------------------------------------------------------ a clear message

# The outputs lie in the namespace of the mounts: they are copied out when the command has ended.
KEPT = 'mkdir "$KEPT" && "$@"; code=$?; cp -a outputs/. "$KEPT"; exit $code'
FULL = (
    "size=$(( $(du -sk outputs | cut -f1) * {per_cent} / 100 ))k; cp -a outputs .o && "
    "mount -t tmpfs -o size=$size tmpfs outputs && cp -a .o/. outputs && rm -rf .o && " + KEPT
)
SMALL_TMP = f'mkdir .tmp && mount -t tmpfs -o size=16k tmpfs .tmp && export TMPDIR="$PWD/.tmp" && {KEPT}'
FAILING = (
    Case("outputs that cannot be written", shell=f"mount --bind -o ro outputs outputs && {KEPT}"),
    *(Case(f"disk full at {each} %", shell=FULL.format(per_cent=each)) for each in (101, 120, 150, 180)),
    Case("no room for temporary files", shell=SMALL_TMP),
)


@ONLY_ROOT
@pytest.mark.parametrize("case", FAILING, ids=lambda case: case.name)
def test_the_last_draft_stays_whole_and_the_message_says_what_to_do(
    reference: Reference, tmp_path: Path, case: Case
) -> None:
    office = reference.copy(tmp_path / "tinh", cache=True)
    done = run(office, {"KEPT": str(tmp_path / "kept")}, case.shell)
    told = done.stderr.decode()
    assert (done.returncode, "Traceback" in told) == (2, False), done.stdout.decode() + told
    assert "kiểm tra quyền truy cập và dung lượng đĩa" in told, told
    assert "check permissions and disk space" in told
    kept = hashes(tmp_path / "kept")
    assert {name: value for name, value in kept.items() if name.startswith("2031/")} == {
        name: value for name, value in reference.before.items() if name.startswith("2031/")
    }
    assert not [path for sign in SIGNS for path in (tmp_path / "kept").rglob(sign)]
    require_next(reference, office)


@ONLY_ROOT
def test_a_machine_without_shared_memory_is_told(reference: Reference, tmp_path: Path) -> None:
    office = reference.copy(tmp_path / "tinh")
    done = run(office, shell='mount -t tmpfs -o ro,size=4k tmpfs /dev/shm && exec "$@"')
    told = done.stderr.decode()
    assert done.returncode == 2, told
    assert told.startswith("LỖI: /dev/shm: ") and "mount -t tmpfs tmpfs /dev/shm" in told and "Traceback" not in told
    assert hashes(office / "outputs") == reference.before
    require_next(reference, office)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("folder", ["outputs", "outputs/noi-bo"])
def test_a_folder_closed_to_its_user_is_told(reference: Reference, tmp_path: Path, folder: str) -> None:
    office = reference.copy(tmp_path / "tinh", cache=True)
    (office / folder).chmod(0o500)
    try:
        done = run(office)
    finally:
        (office / folder).chmod(0o700)
    assert done.returncode == 2
    assert "kiểm tra quyền truy cập và dung lượng đĩa" in done.stderr.decode()
    assert hashes(office / "outputs") == reference.before
    require_next(reference, office)
