"""Publishing is a swap: whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gender_indicators.base import alone as waiting
from gender_indicators.base.alone import one_run
from gender_indicators.base.errors import UserError
from gender_indicators.base.staging import staging, sweep
from gender_indicators.base.text import Text
from gender_indicators.editions.manifest import made_before


def test_a_finished_folder_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    target = tmp_path / "outputs" / "2024"
    for words in ("first", "second"):
        with staging(target) as folder:
            (folder / f"{words}.html").write_text(words)
    assert [p.name for p in target.iterdir()] == ["second.html"]
    assert [p.name for p in target.parent.iterdir()] == ["2024"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failed_run_leaves_the_last_one_whole(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "outputs" / "2024"
    with staging(target) as folder:
        (folder / "index.html").write_text("good")
    with pytest.raises(error), staging(target) as folder:
        (folder / "index.html").write_text("half")
        raise error
    assert (target / "index.html").read_text() == "good"
    assert [p.name for p in target.parent.iterdir()] == ["2024"]


def test_a_first_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), staging(tmp_path / "2024"):
        raise ValueError("x")
    assert list(tmp_path.iterdir()) == []


def test_two_runs_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    target = tmp_path / "2024"
    with staging(target) as one, staging(target) as other:
        assert one != other
        (one / "a").write_text("one")
        (other / "a").write_text("other")
    assert (target / "a").read_text() == "one"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_what_is_being_made_is_open_to_its_owner_only(tmp_path: Path) -> None:
    with staging(tmp_path / "2024") as folder:
        assert folder.stat().st_mode & 0o077 == 0
    assert (tmp_path / "2024").stat().st_mode & 0o777 == 0o755


def test_the_next_run_clears_away_what_a_killed_one_left(tmp_path: Path) -> None:
    (tmp_path / ".making-2024-abc").mkdir()
    (tmp_path / ".making-2024-abc" / "half.html").write_text("half")
    for year in ("2023", "2024"):
        (tmp_path / f".replaced-{year}-abc" / year).mkdir(parents=True)
        (tmp_path / f".replaced-{year}-abc" / year / "index.html").write_text("last")
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "index.html").write_text("new")
    sweep(tmp_path)
    pages = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.html")}
    assert pages == {"2023/index.html": "last", "2024/index.html": "new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2023", "2024"]


HOLD = """
import sys, time
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from gender_indicators.base import one_run
with one_run((Path(sys.argv[1]),), "report", print):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A command at work in a folder."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "lib")}
    run = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(run, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_command_waits_for_another_and_says_whose_it_is(
    tmp_path: Path, held: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST_SECONDS", 0.1)
    said: list[Text] = []
    with pytest.raises(UserError, match=f"report, {held.pid}, "), one_run((tmp_path,), "check", said.append):
        raise AssertionError("two at once")
    assert [each.vi.split(",")[:2] for each in said] == [["Đợi lệnh khác chạy xong: report", f" {held.pid}"]]


def test_a_killed_command_holds_nothing(tmp_path: Path, held: subprocess.Popen[str]) -> None:
    (tmp_path / ".making-2024-x").mkdir()
    held.kill()
    held.wait()
    said: list[Text] = []
    with one_run((tmp_path,), "check", said.append):
        assert not (tmp_path / ".making-2024-x").exists()
    assert said == []


@pytest.mark.parametrize("content", [None, "", "{", "[]", "\xff"])
def test_a_manifest_that_is_not_there_or_damaged_tells_nothing(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content.encode("latin-1"))
    before = made_before(tmp_path)
    assert (before.areas, before.pages, before.outputs) == (frozenset(), {}, {})
