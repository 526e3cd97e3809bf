"""Publishing is a swap: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from gender_indicators.base.staging import staging
from gender_indicators.editions.manifest import read_published


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


@pytest.mark.parametrize("content", [None, "", "{", "[]", "\xff"])
def test_a_manifest_that_is_not_there_or_damaged_tells_nothing(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content.encode("latin-1"))
    published = read_published(tmp_path)
    assert (published.areas, published.pages, published.outputs) == (frozenset(), {}, {})
