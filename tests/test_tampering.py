"""Whatever is changed in the archive of published editions is found, and what was changed is served to nobody."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gender_indicators.base import hashing, store
from gender_indicators.base.errors import UserError
from gender_indicators.base.project import find_project
from gender_indicators.editions.archive import settle
from gender_indicators.editions.soundness import faults_of
from gender_indicators.editions.statement import Archived, read_archived, write_statement
from small_office import Said, content, copied, edit, edition, mode, must, publish, published, run, write_office

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")]

ALL = ("report", "publish")
FIRST, SECOND, LAST = NAMES = ("2031/1", "2030/1", "2031/2")  # in the order of publication
REGISTER = "data/published/so-cong-bo.csv"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with three editions, and data that were corrected and checked since, so that one could follow."""
    root = copied(published(), tmp_path_factory.mktemp("office") / "Tỉnh Sông Thử")
    births = root / "data" / "raw" / "2031" / "phong-co-so" / "so-sinh.csv"
    births.write_text(births.read_text("utf-8") + "bé gái,2031-05-01,9701,9701-999\n", "utf-8")
    must(run(root, "check", "--year", "2031"))
    return root


@pytest.fixture
def root(office: Path, tmp_path: Path) -> Path:
    """The office, to be tampered with."""
    return copied(office, tmp_path / "Tỉnh Sông Thử")


# ---------------------------------------------------------------- ways to tamper


def flip(path: Path, offset: int | None = None, mask: int = 1) -> None:
    """Change one byte, the middle one unless ``offset`` says which."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if offset is None else offset] ^= mask
    path.write_bytes(data)


def swap(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def link(path: Path) -> None:
    """Put a link to the same content, kept elsewhere, in the place of a file or folder."""
    elsewhere = next(parent for parent in path.parents if parent.name == "outputs").parent / f"elsewhere-{path.name}"
    path.rename(elsewhere)
    path.symlink_to(elsewhere, target_is_directory=elsewhere.is_dir())


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def reseal(root: Path, name: str, **changes: object) -> Archived:
    """Let a statement say something else, with the seal of that."""
    archived = read_archived(edition(root, name))
    return write_statement(archived.folder, replace(archived.statement, **changes))


def reseal_all(root: Path) -> None:
    """Change the second edition and write the chain of seals anew."""
    seal = reseal(root, SECOND, remark="khác").seal
    reseal(root, LAST, previous=seal)


def forge(root: Path) -> None:
    """Add an edition nobody published, whose seal and chain are right."""
    folder = shutil.copytree(edition(root, LAST), edition(root, "2031/3"))
    last = read_archived(edition(root, LAST))
    write_statement(folder, replace(last.statement, number=3, previous=last.seal))


def copy_as_last(root: Path, name: str) -> None:
    shutil.copytree(edition(root, FIRST), edition(root, name))


def decompose(path: Path) -> None:
    path.write_text(unicodedata.normalize("NFD", path.read_text("utf-8")), "utf-8")


@dataclass(frozen=True)
class Tampering:
    """What is done to an office; what ``verify`` says of it, the edition it closes, the commands that refuse then."""

    act: Callable[[Path], object]
    words: str
    closed: str = LAST
    refused: tuple[str, ...] = ()


def page(name: str, act: Callable[[Path], object], words: str = "", refused: tuple[str, ...] = ()) -> Tampering:
    """Something done to a file of the last edition's pages."""
    return Tampering(lambda root: act(edition(root, LAST) / "bao-cao" / name), words or f"bao-cao/{name}: đã bị sửa",
                     refused=refused)  # fmt: skip


def record(name: str, act: Callable[[Path], object], words: str = "") -> Tampering:
    """Something done to a file of the last edition's record, by which it can be made again."""
    return Tampering(lambda root: act(edition(root, LAST) / "ho-so" / name), words or f"ho-so/{name}: đã bị sửa",
                     refused=("reproduce",))  # fmt: skip


def statement(old: str, new: str, name: str = LAST) -> Tampering:
    """Something a statement says, edited."""
    return on_statement(lambda path: edit(path, old, new), name)


def on_statement(act: Callable[[Path], object], name: str = LAST) -> Tampering:
    return Tampering(lambda root: act(edition(root, name) / "an-pham.json"),
                     f"SAI  {name} outputs/published/{name}/an-pham.json: ấn phẩm {name} không còn như khi công bố",
                     closed=name, refused=ALL)  # fmt: skip


def archive(act: Callable[[Path], object], words: str, closed: str = "", refused: tuple[str, ...] = ALL) -> Tampering:
    """Something done to whole editions, or beside them."""
    return Tampering(lambda root: act(root / "outputs" / "published"), words, closed, refused)


TAMPERINGS = {
    "a byte of a page": page("bao-cao-97.html", flip),
    "a byte of a PDF": page("bao-cao-9701.pdf", flip),
    "a byte of a notebook": page("bao-cao-9702.ipynb", flip),
    "a byte of the index": page("index.html", flip),
    "a byte of the table": page("data/results.csv", flip),
    "a byte of the manifest": page("manifest.json", flip),
    "a byte of the figures": page("data/edition.json", flip, refused=ALL),
    "figures removed": page("data/edition.json", Path.unlink, "bao-cao/data/edition.json: không còn", refused=ALL),
    "figures behind a link": page("data/edition.json", link, refused=ALL),
    "a page removed": page("quality.html", Path.unlink, "bao-cao/quality.html: không còn"),
    "a page emptied": page("quality.html", lambda path: path.write_bytes(b"")),
    "a page longer": page("quality.html", lambda path: path.write_bytes(path.read_bytes() + b"\n")),
    "a page added": page("xin-chao.html", Path.touch, "bao-cao/xin-chao.html: không thuộc ấn phẩm"),
    "a hidden file added": page("data/.htaccess", Path.touch, "bao-cao/data/.htaccess: không thuộc ấn phẩm"),
    "an empty folder added": page("anh", Path.mkdir, "bao-cao/anh: không thuộc ấn phẩm"),
    "a page behind a link": page("index.html", link),
    "a folder behind a link": page("data", link, "bao-cao/data: không thuộc ấn phẩm"),
    "a page a pipe": page("index.html", pipe),
    "a page a folder": page("index.html", lambda path: (path.unlink(), path.mkdir())),
    "a page renamed": page("index.html", lambda path: path.rename(path.with_name("Index.html")),
                           "bao-cao/index.html: không còn"),
    "two pages swapped": page("bao-cao-9701.html", lambda path: swap(path, path.with_name("bao-cao-9702.html"))),
    "a page of another edition": Tampering(
        lambda root: shutil.copy(edition(root, FIRST) / "bao-cao/index.html", edition(root, LAST) / "bao-cao"),
        "bao-cao/index.html: đã bị sửa",
    ),
    "a file beside the pages": Tampering(lambda root: (edition(root, LAST) / "moi.txt").touch(),
                                         "moi.txt: không thuộc ấn phẩm"),
    "a page of an older edition": Tampering(
        lambda root: flip(edition(root, FIRST) / "bao-cao/index.html"), f"SAI  {FIRST} bao-cao/index.html", FIRST
    ),
    "the number": statement('"number": 2', '"number": 3'),
    "the day": statement('"day": "2032-06-01"', '"day": "2032-06-02"'),
    "the vintage": statement('"vintage": "chinh_thuc"', '"vintage": "so_bo"'),
    "the day the data were closed": statement('"data_as_of": "2032-01-31"', '"data_as_of": "2032-02-01"'),
    "a name that signed": statement("Lê Văn Cường", "Lê Văn Dũng"),
    "a title that signed": statement("Chủ tịch", "Phó Chủ tịch", FIRST),
    "the remark": statement("Lần đầu", "Lần sau", FIRST),
    "the seal": statement('"seal": "', '"seal": "0'),
    "the same with other white space": statement('"number": 2', '"number":  2'),
    "a key more": statement('"number": 2', '"number": 2, "note": "x"'),
    "a key twice": statement('"number": 2', '"number": 2, "number": 2'),
    "the same letters, decomposed": on_statement(decompose),
    "a byte order mark": on_statement(lambda path: path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())),
    "no statement": on_statement(Path.unlink, SECOND),
    "a statement that is a pipe": on_statement(pipe, SECOND),
    "the statement of another edition": on_statement(
        lambda path: shutil.copy(path.parents[1] / "1" / "an-pham.json", path)
    ),
    "sealed anew, the last": Tampering(lambda root: reseal(root, LAST, remark="khác"),
                                       f"SAI  {LAST} mã xác thực khác sổ công bố", LAST, refused=ALL),
    "sealed anew, one before": Tampering(lambda root: reseal(root, SECOND, remark="khác"),
                                         f"SAI  {SECOND} mã xác thực khác sổ công bố", SECOND, refused=ALL),
    "the chain of seals written anew": Tampering(reseal_all, f"SAI  {LAST} mã xác thực khác sổ công bố", SECOND,
                                                 refused=ALL),
    "an edition renamed": archive(lambda path: (path / "2031/2").rename(path / "2031/3"),
                                  "SAI  2031/3 outputs/published/2031/3/an-pham.json", "2031/3"),
    "an edition with a zero before it": archive(lambda path: (path / "2031/2").rename(path / "2031/02"),
                                                "SAI  2031/02", "2031/02"),
    "a year renamed": archive(lambda path: (path / "2030").rename(path / "2029"), "SAI  2029/1", "2029/1"),
    "an edition copied": Tampering(lambda root: copy_as_last(root, "2031/3"), "SAI  2031/3", "2031/3", refused=ALL),
    "an edition copied into another year": Tampering(lambda root: copy_as_last(root, "2030/2"),
                                                     "SAI  2030/2", "2030/2", refused=ALL),
    "the first edition deleted": archive(lambda path: shutil.rmtree(path / FIRST),
                                         f"hoặc có ấn phẩm lạ: {SECOND}, {LAST}"),
    "a middle edition deleted": archive(lambda path: shutil.rmtree(path / SECOND), f"hoặc có ấn phẩm lạ: {LAST}"),
    "the last edition deleted": archive(lambda path: shutil.rmtree(path / LAST),
                                        f"sổ công bố có ấn phẩm {LAST} nhưng"),
    "the whole archive deleted": archive(shutil.rmtree, f"sổ công bố có ấn phẩm {FIRST} nhưng"),
    "two editions swapped": archive(lambda path: swap(path / FIRST, path / LAST), f"SAI  {FIRST} ", LAST),
    "an edition behind a link": archive(lambda path: link(path / LAST), f"sổ công bố có ấn phẩm {LAST} nhưng"),
    "a parameter of the record": record("params/2031.yaml", lambda path: edit(path, "so_bo" if "so_bo" in
                                        path.read_text("utf-8") else "chinh_thuc", "uoc")),
    "a notebook of the record": record("notebooks/area_report.ipynb", flip),
    "the lock of the record": record("requirements.lock", flip),
    "the list of the record": record("muc-luc.json", flip),
    "no list of the record": record("muc-luc.json", Path.unlink, "ho-so/muc-luc.json: không còn"),
    "a parameter of the record removed": record("params/plan.yaml", Path.unlink, "ho-so/params/plan.yaml: không còn"),
    "a parameter more in the record": record("params/2029.yaml", Path.touch, "ho-so/params/2029.yaml: không thuộc"),
    "a strange folder in the archive": archive(lambda path: (path / "2031-ban-cu").mkdir(),
                                               "outputs/published/2031-ban-cu: không phải là ấn phẩm", refused=()),
    "a strange folder among editions": archive(lambda path: (path / "2031" / "moi-nhat").mkdir(),
                                               "outputs/published/2031/moi-nhat: không phải là ấn phẩm", refused=()),
    "a link among editions": archive(lambda path: (path / "2031" / "9").symlink_to(path / LAST),
                                     "outputs/published/2031/9: không phải là ấn phẩm", refused=()),
    "a file among editions": archive(lambda path: (path / "2031" / "index.html").touch(),
                                     "outputs/published/2031/index.html: không phải là ấn phẩm", refused=()),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_it_is_found_and_closed_and_nothing_is_built_on_it(root: Path, kind: str) -> None:
    tampering = TAMPERINGS[kind]
    tampering.act(root)
    said = run(root, "verify", "--quick")
    assert said.code == 1, said.words
    assert tampering.words in said.words
    closed = [folder for folder in (edition(root, name) for name in (*NAMES, "2031/3", "2031/02", "2029/1", "2030/2"))
              if folder.exists() and mode(folder) == 0o700]  # fmt: skip
    assert (edition(root, tampering.closed) in closed) if tampering.closed else not closed
    before = content(root / "outputs" / "published")
    for name in tampering.refused:
        done = COMMANDS[name](root)
        assert done.code == 2, done.words
        assert "LỖI: " in done.words
    if "report" not in tampering.refused:
        assert settle(find_project(root)) == ()
    assert content(root / "outputs" / "published") == before
    assert not (root / "outputs" / "2031").exists()
    assert (not tampering.closed) or mode(edition(root, tampering.closed)) == 0o700  # no command opens it again


def test_a_draft_can_be_made_beside_pages_that_were_changed(root: Path) -> None:
    """What they told is known from the figures, which are whole; the next edition takes their place."""
    flip(edition(root, LAST) / "bao-cao" / "index.html")
    assert run(root, "verify", "--quick").code == 1
    must(report(root))
    assert mode(edition(root, LAST)) == 0o700


def test_no_edition_follows_one_whose_record_was_changed(root: Path) -> None:
    """It would be compared with what stands there."""
    before = (root / REGISTER).read_bytes()
    flip(edition(root, LAST) / "ho-so" / "muc-luc.json")
    said = publish(root, vintage="chinh_thuc", day="2032-09-01", remark="")
    assert said.code == 2
    assert f"outputs/published/{LAST}/ho-so/muc-luc.json" in said.words
    assert not edition(root, "2031/3").exists()
    assert (root / REGISTER).read_bytes() == before


def test_an_edition_nobody_published_is_found_and_closed_and_named(root: Path) -> None:
    """It stands like one whose publication was killed, so the next command lists it; the office is told which."""
    forge(root)
    said = run(root, "verify", "--quick")
    assert said.code == 1
    assert "SAI  2031/3 chưa có trong sổ công bố" in said.words
    assert mode(edition(root, "2031/3")) == 0o700
    assert "nay đã ghi ấn phẩm 2031/3 vào sổ công bố" in must(report(root)).words


def report(root: Path) -> Said:
    return run(root, "report", "--year", "2031")


COMMANDS: dict[str, Callable[[Path], Said]] = {
    "report": report,
    "publish": lambda root: publish(root, vintage="chinh_thuc", day="2032-09-01", remark=""),
    "reproduce": lambda root: run(root, "reproduce", "--year", "2031", "--edition", "2"),
}


def test_there_are_kinds_enough() -> None:
    assert len(TAMPERINGS) >= 20
    assert sum(bool(tampering.refused) for tampering in TAMPERINGS.values()) >= 20


def test_an_archive_nobody_touched_is_sound(root: Path) -> None:
    said = must(run(root, "verify", "--quick"))
    assert "3 ấn phẩm còn nguyên" in said.words
    assert all(read_archived(edition(root, name)).seal in said.words for name in NAMES)
    assert {mode(edition(root, name)) for name in NAMES} == {0o755}
    assert {mode(edition(root, name) / "ho-so") for name in NAMES} == {0o700}


def test_what_was_restored_is_opened_again(root: Path) -> None:
    page = edition(root, LAST) / "bao-cao" / "index.html"
    flip(page)
    assert run(root, "verify", "--quick").code == 1
    flip(page)
    must(run(root, "verify", "--quick"))
    assert mode(edition(root, LAST)) == 0o755


def test_a_year_is_verified_alone(root: Path) -> None:
    flip(edition(root, SECOND) / "bao-cao" / "index.html")
    must(run(root, "verify", "--quick", "--year", "2031"))
    assert run(root, "verify", "--quick", "--year", "2030").code == 1


# ---------------------------------------------------------------- the list


def lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], object]:
    return lambda path: path.write_text("".join(change(path.read_text("utf-8").splitlines(keepends=True))), "utf-8")


LISTS: dict[str, Callable[[Path], object]] = {
    "lost": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "a row deleted": lines(lambda rows: [*rows[:2], *rows[3:]]),
    "the last row deleted": lines(lambda rows: [*rows[:3], *rows[4:]]),
    "a row twice": lines(lambda rows: [*rows[:2], *rows[1:]]),
    "two rows swapped": lines(lambda rows: [rows[0], rows[2], rows[1], *rows[3:]]),
    "a seal edited": lambda path: flip(path, path.read_bytes().index(b"2030,1") + 20),
    "a day edited": lambda path: edit(path, "2032-06-01", "2032-06-02"),
    "without its end": lines(lambda rows: rows[:-1]),
    "not of letters": lambda path: path.write_bytes(b"\xff\xfe"),
    "two empty lines": lambda path: path.write_bytes(b"nam,so,ngay,ma\n\n"),
    "a row of one field": lines(lambda rows: [*rows[:2], "x\n", *rows[2:]]),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_that_was_lost_or_edited_is_made_anew_from_the_archive(root: Path, kind: str) -> None:
    must(run(root, "report", "--year", "2031"))
    before = content(root / "outputs" / "published")
    whole = (root / REGISTER).read_bytes()
    LISTS[kind](root / REGISTER)
    said = run(root, "verify", "--quick")
    assert said.code == 1
    assert "so-cong-bo.csv: sổ công bố bị mất hoặc bị sửa" in said.words
    said = must(run(root, "report", "--year", "2031"))  # although nothing else has changed
    assert "Sổ công bố đã được lập lại từ kho lưu" in said.words
    assert "Không có gì thay đổi" in said.words
    assert (root / REGISTER).read_bytes() == whole
    must(run(root, "verify", "--quick"))
    assert content(root / "outputs" / "published") == before
    assert {mode(edition(root, name)) for name in NAMES} == {0o755}


def test_figures_that_were_changed_are_told_although_nothing_else_has_changed(root: Path) -> None:
    must(run(root, "report", "--year", "2031"))
    flip(edition(root, FIRST) / "bao-cao" / "data" / "edition.json")
    said = run(root, "report", "--year", "2031")
    assert said.code == 2
    assert f"outputs/published/{FIRST}/bao-cao/data/edition.json" in said.words


# ---------------------------------------------------------------- any byte


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / LAST
    return shutil.copytree(edition(published(), LAST), folder)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.floats(0, 1, exclude_max=True), place=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
def test_any_flipped_byte_is_found(last: Path, which: float, place: float, mask: int) -> None:
    files = sorted(path for path in last.rglob("*") if path.is_file())
    path = files[int(which * len(files))]
    whole = path.read_bytes()
    flip(path, int(place * len(whole)), mask)
    hashing._hash.cache_clear()  # two writes within a tick of the clock
    try:
        found = faults_of(last)
    finally:
        path.write_bytes(whole)
        hashing._hash.cache_clear()
    assert found
    assert path.relative_to(last).as_posix() in found[0].vi


def test_every_byte_of_a_statement_counts(last: Path) -> None:
    path = last / "an-pham.json"
    whole = path.read_bytes()
    try:
        for offset in range(len(whole)):
            for mask in (1, 0x20, 0x80):
                flip(path, offset, mask)
                with pytest.raises(UserError, match="chữ ký không còn hiệu lực"):
                    read_archived(last)
                path.write_bytes(whole)
    finally:
        path.write_bytes(whole)
    assert faults_of(last) == ()


def test_no_byte_can_be_put_in_or_taken_out_of_a_statement(last: Path) -> None:
    path = last / "an-pham.json"
    whole = path.read_bytes()
    try:
        for offset in range(0, len(whole) + 1, 3):
            for other in (whole[:offset] + b" " + whole[offset:], whole[:offset] + whole[offset + 1 :]):
                path.write_bytes(other)
                if other != whole:
                    with pytest.raises(UserError):
                        read_archived(last)
    finally:
        path.write_bytes(whole)
    assert faults_of(last) == ()


# ---------------------------------------------------------------- what is kept between runs, and drafts


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_office(tmp_path_factory.mktemp("drafted") / "tinh")
    must(run(root, "report", "--year", "2031"))
    return root


def made(root: Path) -> dict[str, bytes]:
    """The draft and the office's own files, without what tells when they were made."""
    return {name: data for name, data in content(root / "outputs").items() if Path(name).suffix != ".docx"}


@pytest.mark.slow
@pytest.mark.parametrize("place", [0.0, 0.5, 0.999], ids=["seal", "middle", "end"])
def test_nothing_is_loaded_from_a_cache_of_which_a_byte_was_flipped(
    drafted: Path, tmp_path: Path, place: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(drafted, tmp_path / "tinh")
    kept = [path for path in (root / ".cache").rglob("*") if path.is_file()]
    assert len(kept) > 5
    for path in kept:
        flip(path, int(place * path.stat().st_size))
    loaded: list[bytes] = []
    true_loads = store.pickle.loads

    def loads(data: bytes) -> object:
        loaded.append(data)
        return true_loads(data)

    monkeypatch.setattr(store.pickle, "loads", loads)
    shutil.rmtree(root / "outputs")
    must(run(root, "report", "--year", "2031"))
    assert loaded == []
    assert made(root) == made(drafted)


DRAFTS: dict[str, Callable[[Path], object]] = {
    "a page edited": lambda path: flip(path / "2031" / "bao-cao-97.html"),
    "the figures edited": lambda path: flip(path / "2031" / "data" / "edition.json"),
    "a page removed": lambda path: (path / "2031" / "bao-cao-9701.pdf").unlink(),
    "a page added": lambda path: (path / "2031" / "moi.html").touch(),
    "the manifest edited": lambda path: edit(path / "2031" / "manifest.json", '"draft"', '"1"'),
    "no manifest": lambda path: (path / "2031" / "manifest.json").unlink(),
    "the office's own page edited": lambda path: flip(path / "noi-bo" / "2031" / "quy-tac.html"),
    "the office's record edited": lambda path: flip(path / "noi-bo" / "2031" / "manifest.json"),
}


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_that_was_edited_is_made_anew(drafted: Path, tmp_path: Path, kind: str) -> None:
    root = copied(drafted, tmp_path / "tinh")
    DRAFTS[kind](root / "outputs")
    assert made(root) != made(drafted)
    said = must(run(root, "report", "--year", "2031"))
    assert "Không có gì thay đổi" not in said.words
    assert made(root) == made(drafted)
    assert "Không có gì thay đổi" in must(run(root, "report", "--year", "2031")).words
