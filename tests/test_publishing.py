"""From a draft to a published edition: who signs, what is refused, what is kept, and that it can be made again."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pydantic import ValidationError

from gender_indicators import pipeline
from gender_indicators.base.staging import leftovers
from gender_indicators.base.words import VINTAGES
from gender_indicators.cli import publishing as command
from gender_indicators.editions import archive
from gender_indicators.editions import publishing as room
from gender_indicators.editions.statement import read_archived
from gender_indicators.report.making.pages import Files, Page
from gender_indicators.results.edition import Edition
from small_office import (
    DAY,
    NAMES,
    QuickPages,
    content,
    copied,
    edit,
    edition,
    mode,
    must,
    publish,
    published,
    run,
    write_office,
)

REGISTER = Path("data") / "published" / "so-cong-bo.csv"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has published nothing; its data were checked, so that the next command is quick."""
    root = write_office(tmp_path_factory.mktemp("office") / "Tỉnh Sông Thử")
    for year in ("2030", "2031"):
        must(run(root, "check", "--year", year))
    return root


@pytest.fixture
def root(checked: Path, tmp_path: Path) -> Path:
    return copied(checked, tmp_path / "Tỉnh Sông Thử")


@pytest.fixture(scope="module")
def first(checked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose 2031 was published once. To be copied, not changed."""
    root = copied(checked, tmp_path_factory.mktemp("first") / "Tỉnh Sông Thử")
    must(publish(root))
    return root


@pytest.fixture
def after(first: Path, tmp_path: Path) -> Path:
    return copied(first, tmp_path / "Tỉnh Sông Thử")


def finalise(root: Path) -> None:
    """The same data are final now."""
    edit(root / "params" / "2031.yaml", "vintage: so_bo", "vintage: chinh_thuc")


def untouched(root: Path) -> bool:
    """Whether nothing was published: neither an edition, nor a folder for one, nor a list."""
    return not (root / "outputs" / "published").exists() and not (root / "data" / "published").exists()


# ---------------------------------------------------------------- who signs, and what is refused


@pytest.mark.parametrize("role", NAMES)
def test_nothing_is_published_unless_everybody_signs(root: Path, role: str) -> None:
    signed = [word for name, who in NAMES.items() if name != role for word in (name, who)]
    said = run(root, "publish", "--year", "2031", *signed, "--vintage", "so_bo", "--remark", "")
    assert said.code == 2
    assert f"thiếu {role}" in said.words
    assert untouched(root)


@pytest.mark.parametrize("who", ["Nguyễn Văn An", "Nguyễn Văn An,", ", Chuyên viên", " , "])
def test_a_signature_has_a_name_and_a_title(root: Path, who: str) -> None:
    signed = [word for name, told in (NAMES | {"--checked-by": who}).items() for word in (name, told)]
    said = run(root, "publish", "--year", "2031", *signed, "--vintage", "so_bo", "--remark", "")
    assert said.code == 2
    assert "thiếu họ tên hoặc chức vụ: Người kiểm tra" in said.words
    assert untouched(root)


def test_whoever_sits_at_a_terminal_is_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "Người lập (họ tên, chức vụ)": "Nguyễn Văn An, Chuyên viên",
        "Người kiểm tra (họ tên, chức vụ)": "Trần Thị Bình, Phó Trưởng phòng, Văn phòng",
        "Người duyệt công bố (họ tên, chức vụ)": "Lê Văn Cường, Chủ tịch",
        "Loại số liệu (uoc, so_bo, chinh_thuc)": "so_bo",
        "Ghi chú cho người đọc": "Lần đầu",
    }
    asked: list[str] = []

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return answers[question]

    monkeypatch.setattr(command.typer, "prompt", prompt)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    must(run(root, "publish", "--year", "2031", "--day", DAY))
    assert asked == list(answers)
    statement = read_archived(edition(root, "2031/1")).statement
    assert [(each.role, each.name, each.title) for each in statement.signatures] == [
        ("made_by", "Nguyễn Văn An", "Chuyên viên"),
        ("checked_by", "Trần Thị Bình", "Phó Trưởng phòng, Văn phòng"),
        ("released_by", "Lê Văn Cường", "Chủ tịch"),
    ]
    assert (statement.vintage, statement.remark, statement.day.isoformat()) == ("so_bo", "Lần đầu", DAY)


@pytest.mark.parametrize(
    ("vintage", "words"),
    [
        ("chinh_thuc", f'khai "{VINTAGES["chinh_thuc"].vi}", còn tệp năm ghi "{VINTAGES["so_bo"].vi}"'),
        ("x", 'khai "x"'),
    ],
)
def test_another_vintage_than_the_years_is_refused(root: Path, vintage: str, words: str) -> None:
    said = publish(root, vintage=vintage)
    assert said.code == 2
    assert words in said.words
    assert untouched(root)


def test_illustrative_data_are_never_published(root: Path) -> None:
    for year in ("2030", "2031"):
        edit(root / "data" / "raw" / year / "origin.yaml", "kind: official", "kind: synthetic")
    said = publish(root)
    assert said.code == 2
    assert "là số liệu minh hoạ nên chỉ lập được dự thảo" in said.words
    assert untouched(root)
    must(run(root, "report", "--year", "2031"))


def test_data_that_fail_their_checks_are_not_published(root: Path) -> None:
    text = (root / "params" / "2031.yaml").read_text("utf-8")
    (root / "params" / "2031.yaml").write_text(text[: text.index("waivers:")], "utf-8")
    assert publish(root).code == 1
    assert untouched(root)


# ---------------------------------------------------------------- number, archive, register


def test_a_published_edition_is_numbered_listed_and_open(first: Path) -> None:
    archived = read_archived(edition(first, "2031/1"))
    assert f"2031,1,{DAY},{archived.seal}\n" in (first / REGISTER).read_text("utf-8")
    assert mode(archived.folder) == 0o755
    assert mode(archived.record) == 0o700
    assert "Ấn phẩm số 1, công bố ngày 01/03/2032" in (archived.pages / "index.html").read_text("utf-8")
    kept = {path.name for path in (archived.record / "params").iterdir()}
    assert {"2030.yaml", "2031.yaml", "plan.yaml", "areas.yaml", "forms.yaml", "agencies.yaml"} <= kept
    names = [name for name in content(archived.folder) if "so-sinh" in name or "data/raw" in name]
    assert names == []  # no raw data
    assert [path.name for path in (first / "outputs" / "published" / "2031").iterdir()] == ["1"]


def test_the_public_part_tells_no_hash_of_a_short_list(first: Path) -> None:
    """The hash of a few rows lets a guess of them be checked; the office's own record, which is closed, has it."""
    archived = read_archived(edition(first, "2031/1"))
    inputs = json.loads((archived.record / "muc-luc.json").read_bytes())["inputs"]["data"]
    secret = inputs["2031/phong-co-so/tro-ve.xlsx"]
    told = [archived.folder / "an-pham.json", *(path for path in archived.pages.rglob("*") if path.is_file())]
    assert not [path.name for path in told if secret.encode() in path.read_bytes()]


def test_a_year_in_which_nothing_changed_is_not_published_again(after: Path) -> None:
    before, listed = content(after / "outputs" / "published"), (after / REGISTER).read_bytes()
    said = must(publish(after, day="2033-01-01", remark="Lần nữa"))
    assert "Không có gì thay đổi so với ấn phẩm 2031/1" in said.words
    assert content(after / "outputs" / "published") == before
    assert (after / REGISTER).read_bytes() == listed


def test_the_next_edition_stands_beside_the_first_which_stays_as_it_was(after: Path) -> None:
    before = content(edition(after, "2031/1"))
    finalise(after)
    must(publish(after, vintage="chinh_thuc", day="2032-06-01"))
    assert content(edition(after, "2031/1")) == before
    one, two = (read_archived(edition(after, f"2031/{number}")) for number in (1, 2))
    assert (two.statement.number, two.statement.previous, one.statement.previous) == (2, one.seal, "")
    assert len((after / REGISTER).read_text("utf-8").splitlines()) == 4
    must(run(after, "verify", "--quick"))


def test_another_year_begins_with_one_and_follows_in_the_chain(after: Path) -> None:
    must(publish(after, 2030, "chinh_thuc"))
    one, other = (read_archived(edition(after, name)) for name in ("2031/1", "2030/1"))
    assert other.statement.previous == one.seal


def test_drafts_leave_archive_and_list_alone(after: Path) -> None:
    before, listed = content(after / "outputs" / "published"), (after / REGISTER).read_bytes()
    finalise(after)
    must(run(after, "report", "--year", "2031"))
    must(run(after, "report", "--year", "2031", "--area", "97"))
    must(run(after, "check", "--year", "2031"))
    assert content(after / "outputs" / "published") == before
    assert (after / REGISTER).read_bytes() == listed


def test_a_draft_is_nothing_that_binds(root: Path) -> None:
    must(run(root, "report", "--year", "2031"))
    assert untouched(root)


# ---------------------------------------------------------------- cut off, refused


class Killed(BaseException):
    """As if the process had ended here."""


def killed(*_: object) -> None:
    raise Killed


def test_a_publication_killed_before_it_was_listed_is_finished_by_the_next_command(
    after: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finalise(after)
    listed = (after / REGISTER).read_bytes()
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(archive, "write_list", killed)
        publish(after, vintage="chinh_thuc", day="2032-06-01")
    assert mode(edition(after, "2031/2")) == 0o700  # nobody has read it yet
    assert (after / REGISTER).read_bytes() == listed
    said = run(after, "verify", "--quick")
    assert (said.code, "SAI  2031/2 chưa có trong sổ công bố" in said.words) == (1, True)
    said = must(run(after, "report", "--year", "2031"))
    assert "nay đã ghi ấn phẩm 2031/2 vào sổ công bố" in said.words
    assert mode(edition(after, "2031/2")) == 0o755
    assert len((after / REGISTER).read_text("utf-8").splitlines()) == 4
    must(run(after, "verify", "--quick"))
    assert "Không có gì thay đổi so với ấn phẩm 2031/2" in must(publish(after, vintage="chinh_thuc")).words


def test_a_first_publication_killed_before_it_was_listed_is_finished_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(archive, "write_list", killed)
        publish(root)
    assert "2031/1" in must(publish(root)).words
    assert mode(edition(root, "2031/1")) == 0o755
    must(run(root, "verify", "--quick"))


def test_one_killed_before_it_was_open_is_opened(after: Path) -> None:
    edition(after, "2031/1").chmod(0o700)
    must(run(after, "report", "--year", "2031"))
    assert mode(edition(after, "2031/1")) == 0o755


def test_what_was_killed_while_it_was_made_is_cleared_away(after: Path) -> None:
    left = after / "outputs" / "published" / "2031" / ".making-2-abc"
    (left / "bao-cao").mkdir(parents=True)
    must(run(after, "verify", "--quick"))
    assert not left.exists()
    left.mkdir()
    must(run(after, "report", "--year", "2031"))
    assert not left.exists()


def test_a_publication_that_fails_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(room, "write_statement", killed)
        publish(root)
    assert untouched(root)
    must(publish(root))


def test_data_that_change_while_pages_are_made_stop_the_publication(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    births = root / "data" / "raw" / "2031" / "phong-co-so" / "so-sinh.csv"

    def make(_: QuickPages, pages: Iterable[Page]) -> Iterator[tuple[Page, Files]]:
        births.write_bytes(births.read_bytes() + b"\n")
        yield from true_make(QuickPages(), pages)

    true_make = QuickPages.make
    monkeypatch.setattr(QuickPages, "make", make)
    said = publish(root)
    assert said.code == 2
    assert "2031/phong-co-so/so-sinh.csv" in said.words
    assert untouched(root)


def test_an_edition_that_lets_a_hidden_count_be_worked_out_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Xã Đông had 12 boys and 2 girls. Where it is shown, what Xã Tây hides is the rest of the province."""
    true_measure = pipeline.measure

    def careless(*arguments: object, **named: object) -> Edition:
        edition = true_measure(*arguments, **named)  # type: ignore[arg-type]
        shown = tuple(
            replace(figure, gap=None, verdict="missed", value=600.0, numerator=12.0, denominator=2.0)
            if (figure.measure, figure.area.code) == ("B1.sinh", "9702")
            else figure
            for figure in edition.figures
        )
        return replace(edition, figures=shown)

    monkeypatch.setattr(pipeline, "measure", careless)
    said = publish(root)
    assert said.code == 2
    assert "có thể suy ra số phải bảo mật" in said.words
    assert "B1.sinh" in said.words and "Xã Tây" in said.words
    assert untouched(root)


# ---------------------------------------------------------------- made again


def test_an_edition_is_made_again_from_archive_and_data(after: Path) -> None:
    finalise(after)  # what was decided since is none of its business
    must(publish(after, vintage="chinh_thuc", day="2032-06-01"))
    for number in ("1", "2"):
        said = must(run(after, "reproduce", "--year", "2031", "--edition", number))
        assert f"Ấn phẩm 2031/{number}: lập lại giống hệt từng byte" in said.words
    assert leftovers(after / "outputs") == []


@pytest.mark.slow
def test_a_changed_data_file_is_named(after: Path) -> None:
    births = after / "data" / "raw" / "2031" / "phong-co-so" / "so-sinh.csv"
    births.write_text(births.read_text("utf-8") + "bé gái,2031-05-01,9701,9701-999\n", "utf-8")
    said = run(after, "reproduce", "--year", "2031", "--edition", "1")
    assert said.code == 1
    assert "số liệu khác: 2031/phong-co-so/so-sinh.csv" in said.words
    assert "data/edition.json" in said.words
    said = run(after, "verify")
    assert (said.code, "1 ấn phẩm còn nguyên" in said.words) == (1, True)


def test_a_changed_parameter_of_the_record_is_named(after: Path) -> None:
    edit(edition(after, "2031/1") / "ho-so" / "params" / "plan.yaml", "confidence: 0.95", "confidence: 0.90")
    said = run(after, "reproduce", "--year", "2031", "--edition", "1")
    assert said.code == 2
    assert "outputs/published/2031/1/ho-so/params/plan.yaml" in said.words


@pytest.mark.parametrize(("number", "words"), [("2", "chưa có ấn phẩm số 2 của năm 2031"), ("x", "EDITION=x")])
def test_an_edition_that_is_not_there_is_told(first: Path, number: str, words: str) -> None:
    said = run(first, "reproduce", "--year", "2031", "--edition", number)
    assert said.code == 2
    assert words in said.words


# ---------------------------------------------------------------- what stands on the pages


def words_of(path: Path) -> list[str]:
    """What can be read in a file; of a PDF page by page."""
    if path.suffix != ".pdf":
        return [path.read_text("utf-8")]
    with pypdfium2.PdfDocument(path) as paper:
        return [page.get_textpage().get_text_range() for page in paper]


def pages_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".pdf", ".ipynb"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with its three editions and a draft, with all pages."""
    root = copied(published(real=True), tmp_path_factory.mktemp("real") / "Tỉnh Sông Thử")
    must(run(root, "report", "--year", "2031", "--workers", "2", real=True))
    return root


@pytest.mark.slow
def test_every_page_of_a_draft_says_so(real: Path) -> None:
    pages = pages_in(real / "outputs" / "2031")
    assert len(pages) == 4 * 3 + 2 * 2 + 2
    for path in pages:
        for number, words in enumerate(words_of(path)):
            assert "DỰ THẢO" in words, f"{path.name}, page {number + 1}"
            assert "Ấn phẩm số" not in words, path.name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "day"), [("2031/1", "01/03/2032"), ("2030/1", "01/03/2032"), ("2031/2", "01/06/2032")]
)
def test_every_page_of_an_edition_says_which_it_is(real: Path, name: str, day: str) -> None:
    pages, standing = pages_in(edition(real, name) / "bao-cao"), f"Ấn phẩm số {name[-1]}, công bố ngày {day}"
    assert len(pages) >= 4 * 3 + 2 * 2 + 2
    for path in pages:
        for number, words in enumerate(words_of(path)):
            assert "DỰ THẢO" not in words.upper(), path.name
            assert standing in " ".join(words.split()), f"{path.name}, page {number + 1}"
    index = (edition(real, name) / "bao-cao" / "index.html").read_text("utf-8")
    for who in NAMES.values():
        assert who.split(",")[0] in index


@pytest.mark.slow
def test_pages_are_made_again_byte_for_byte(real: Path) -> None:
    said = must(run(real, "reproduce", "--year", "2031", "--edition", "2", "--workers", "2", real=True))
    assert "lập lại giống hệt từng byte" in said.words


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_readers_can_open_an_edition_whatever_mode_the_user_s_own_files_have(root: Path) -> None:
    before = os.umask(0o077)
    try:
        must(publish(root))
    finally:
        os.umask(before)
    folder = edition(root, "2031/1")
    closed = [path.name for path in (folder, *folder.iterdir(), *pages_below(folder)) if not mode(path) & 0o004]
    assert closed == ["ho-so"]


def pages_below(folder: Path) -> Iterator[Path]:
    yield from (folder / "bao-cao").rglob("*")


@pytest.mark.slow
def test_an_edition_is_made_again_whatever_was_delivered_or_written_since(first: Path, tmp_path: Path) -> None:
    root = copied(first, tmp_path / "Tỉnh Sông Thử")
    folder = root / "data" / "raw" / "2031"
    births = folder / "phong-co-so" / "so-sinh.csv"
    extra = "bé trai,2031-05-01,9701,9701-991\n"
    (births.parent / "so-sinh (2032-02-20).csv").write_text(births.read_text("utf-8") + extra, "utf-8")
    (folder / "received.yaml").write_text("files: {phong-co-so/so-sinh.csv: {on: 2032-01-20}}\n", "utf-8")
    year = root / "params" / "2031.yaml"
    edit(year, "data_as_of: 2032-01-31", "data_as_of: 2032-02-28")
    must(publish(root, day="2032-04-01"))
    for number in ("1", "2"):
        said = must(run(root, "reproduce", "--year", "2031", "--edition", number))
        assert "lập lại giống hệt từng byte" in said.words
    births.write_text(births.read_text("utf-8") + extra, "utf-8")
    said = run(root, "reproduce", "--year", "2031", "--edition", "1")
    assert (said.code, "số liệu khác: 2031/phong-co-so/so-sinh.csv" in said.words) == (1, True)
    assert not leftovers(root)
    assert 'ngoài "data/raw"' not in run(root, "doctor").words


@pytest.mark.slow
def test_an_edition_without_an_earlier_year_is_made_again_when_that_year_has_come(root: Path) -> None:
    folder = root / "data" / "raw" / "2030"
    agencies = [path for path in folder.iterdir() if path.is_dir()]
    for path in agencies:
        path.rename(root / path.name)
    must(publish(root))
    for path in agencies:
        (root / path.name).rename(path)
    said = must(run(root, "reproduce", "--year", "2031", "--edition", "1"))
    assert "lập lại giống hệt từng byte" in said.words


def test_an_edition_of_another_version_keeps_nobody_from_publishing(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(first, tmp_path / "Tỉnh Sông Thử")
    edit(root / "params" / "2031.yaml", "data_as_of: 2032-01-31", "data_as_of: 2032-02-01")

    def other(path: Path) -> Edition:
        raise ValidationError.from_exception_data(path.name, [])

    monkeypatch.setattr(archive, "load_edition", other)
    said = must(publish(root))
    assert "ấn phẩm 2031/1 do phiên bản khác của chương trình lập" in said.words
    assert not (edition(root, "2031/2") / "bao-cao" / "thay-doi.html").exists()
    refused = run(root, "diff", "--year", "2031", "--from", "1", "--to", "2")
    assert (refused.code, "phiên bản khác" in refused.words) == (2, True)


def test_a_comparison_without_an_edition_says_what_to_do(root: Path) -> None:
    refused = run(root, "diff", "--year", "2031")
    assert (refused.code, 'hãy công bố trước bằng "make publish"' in refused.words) == (2, True)
