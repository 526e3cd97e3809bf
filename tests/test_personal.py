"""Names, birth dates and case numbers typed into a form: the office sees where, no public file holds them."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import shutil
import stat
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
import openpyxl
import pytest
import yaml

from gender_indicators import pipeline
from gender_indicators.base.errors import NotebookFailed, UserError
from gender_indicators.base.hashing import file_hash
from gender_indicators.base.progress import Progress
from gender_indicators.base.project import Project, find_project
from gender_indicators.base.text import Text
from gender_indicators.editions.manifest import State, is_current, state_of
from gender_indicators.editions.office_folder import private_file, write_private
from gender_indicators.editions.pages import Contents
from gender_indicators.findings.finding import Finding, Place
from gender_indicators.findings.summary import decisions_of, problems_of
from gender_indicators.intake.delivery import read_year
from gender_indicators.intake.same_files import require_same_files
from gender_indicators.plan.facts import load_facts
from gender_indicators.report.making.check_pages import office_page
from gender_indicators.report.making.workers import local_workers
from gender_indicators.results.edition import load_edition
from gender_indicators.results.edition_making import KEPT_INSIDE

sys.path.insert(0, str(Path(__file__).parent))

from edition_example import FINDINGS, RECORD
from other_plan_data import BUREAU, write_other_plan

try:
    import pypdfium2 as pdfium
except ImportError:
    pdfium = None  # then what is typeset is only known from the notebook it is made from

YEAR = 2031
OWNER = "Văn phòng Đề án thử"

# What the office must see, and where somebody typed it.
SHOWN = {
    "Nguyễn Thị Hồng Nhung": "the header of a column of its own",
    "15/03/1979": "a birth date in place of the number of workers",
    "Trần Thị Bích Vân": "a name in place of an organisation's, corrected by the office",
    "Hoàng Thị Mỹ Duyên": "the name of a file no form asks for",
    "Lê Thị Thắm": "the name of a hidden sheet",
    "cả ba nạn nhân ở Hạ": "a count in the office's reason, of a form about people",
    "Đỗ Thị Mơ": "who decided about a form about people",
}
# Typed into a form about people, whose values not even the findings hold.
HIDDEN = {
    "Phạm Thị Lụa": "a name in place of yes or no, corrected by the office",
    "HS-2031-0457": "a case number that is too long",
    "079175001234": "the number of an identity card, corrected by the office",
}
SECRETS = (*SHOWN, *HIDDEN)


def entry(**values: object) -> dict[str, object]:
    return {"reason": {"vi": "Đã đối chiếu với sổ gốc.", "en": "Compared with the register."}, "by": OWNER,
            "source": "Công văn 12", "decided": dt.date(2032, 2, 1), **values}  # fmt: skip


def seed(root: Path) -> Path:
    """The made-up province with personal data where none belong, all of it accepted or corrected by the office."""
    folder = write_other_plan(root) / "nhan" / str(YEAR)
    book = openpyxl.load_workbook(folder / BUREAU / "danh-ba.xlsx")
    book.worksheets[0]["G7"], book.worksheets[0]["D9"] = "Nguyễn Thị Hồng Nhung", "15/03/1979"
    hidden = book.create_sheet("Lê Thị Thắm")
    hidden["A1"], hidden.sheet_state = "x", "hidden"
    book.save(folder / BUREAU / "danh-ba.xlsx")

    book = openpyxl.load_workbook(folder / BUREAU / "to-chuc.xlsx")
    book.worksheets[0]["D8"] = "Trần Thị Bích Vân"
    book.save(folder / BUREAU / "to-chuc.xlsx")

    book = openpyxl.load_workbook(folder / BUREAU / "tro-ve.xlsx")
    sheet = book.worksheets[0]
    sheet["A8"], sheet["D9"], sheet["D10"] = "Phạm Thị Lụa", "HS-2031-0457", "079175001234"
    first = sheet["D8"].value
    book.save(folder / BUREAU / "tro-ve.xlsx")
    (folder / BUREAU / "Hoàng Thị Mỹ Duyên.docx").write_bytes(b"x")

    path = root / "params" / f"{YEAR}.yaml"
    year = yaml.safe_load(path.read_text(encoding="utf-8"))
    until = {"expires": dt.date(2033, 1, 1)}
    year["waivers"] += [
        entry(rule="cell.type", form="danh_ba", row={"business": "K02"}, column="workers", **until),
        entry(rule="value.length", form="tro_ve", row={"person": "HS-2031-0457"}, column="person", **until),
    ]
    year["corrections"] = [
        entry(form=form, row={column: old}, column=column, old=old, new=new)
        for form, column, old, new in (
            ("to_chuc", "organisation", "Trần Thị Bích Vân", "9701-0"),
            ("tro_ve", "person", "079175001234", "P3"),
        )
    ]
    typed = {"reason": dict.fromkeys(("vi", "en"), "Đã hỏi lại cả ba nạn nhân ở Hạ."), "by": "Bà Đỗ Thị Mơ"}
    change = {"row": {"person": first}, "column": "supported", "old": "", "new": "Có"}
    year["corrections"].append(entry(form="tro_ve", **change, **typed))
    path.write_text(yaml.safe_dump(year, allow_unicode=True), encoding="utf-8")
    return root


@dataclass(frozen=True)
class Run:
    project: Project
    outcome: pipeline.Outcome
    state: State

    @property
    def public(self) -> Path:
        return self.project.outputs / str(YEAR)

    @property
    def office(self) -> Path:
        return private_file(self.project.outputs, YEAR, "x").parent


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    project = find_project(seed(tmp_path_factory.mktemp("personal") / "tinh"))
    facts = pipeline.prepare(project, YEAR)
    outcome, state = pipeline.check(facts, Progress()), state_of(facts)
    with local_workers(2) as workers:
        pipeline.report(Contents(pipeline.measure(outcome, Progress()), state), outcome, "97", workers, Progress())
    return Run(project, outcome, state)


def told(path: Path) -> str:
    """Everything a file says, escapes undone and letters composed; of a PDF its words if they can be read."""
    if path.suffix == ".pdf":
        words = "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path)) if pdfium else ""
    else:
        words = path.read_text(encoding="utf-8")
        if path.suffix in (".json", ".ipynb"):
            words += json.dumps(json.loads(words), ensure_ascii=False)
    return unicodedata.normalize("NFC", html.unescape(words))


def public_files(run: Run) -> Iterator[Path]:
    files = [path for path in run.public.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".html", ".ipynb", ".pdf", ".json", ".csv"}
    yield from files


def test_the_files_are_read(run: Run) -> None:
    for path in public_files(run):
        assert "Tỉnh Sông Thử" in told(path) or path.name == "manifest.json" or (path.suffix == ".pdf" and not pdfium)


def test_everything_that_was_seeded_is_found(run: Run) -> None:
    assert run.outcome.passed
    assert {f.rule for f in run.outcome.findings} >= {
        "column.unknown", "sheet.hidden", "file.unexpected", "cell.type", "value.length",
    }  # fmt: skip
    assert sum(not c.rule for c in run.outcome.checked[YEAR].corrections) == 3


@pytest.mark.parametrize("secret", SECRETS)
def test_no_public_file_holds_personal_data(run: Run, secret: str) -> None:
    for path in public_files(run):
        assert secret.encode() not in path.read_bytes(), path.name
        assert secret not in told(path), path.name


def test_no_public_file_names_a_cell(run: Run) -> None:
    place = re.compile(r'\bô [A-Z]{1,2}\d+\b|\bcột "|\bdòng \d+, cột|mục "(?:waivers|corrections)"')
    for path in public_files(run):
        assert not place.search(told(path)), path.name


def test_the_office_sees_cell_and_value(run: Run) -> None:
    page = told(run.office / "chat-luong-so-lieu.html")
    assert [secret for secret in SHOWN if secret not in page] == []
    assert [secret for secret in HIDDEN if secret in page] == []
    assert 'phong-co-so/danh-ba.xlsx, trang "Danh bạ", ô D9' in page
    assert 'phong-co-so/tro-ve.xlsx, trang "Trở về", ô D9' in page
    assert "Trần Thị Bích Vân → 9701-0" in page.replace('"', "")
    assert page.count("LƯU HÀNH NỘI BỘ - KHÔNG CÔNG BỐ") >= 3
    assert re.search("<title>LƯU HÀNH NỘI BỘ - KHÔNG CÔNG BỐ", page)
    assert "<script" not in page


def test_the_office_s_files_are_closed_to_others_and_linked_from_nowhere(run: Run) -> None:
    names = {path.name for path in run.office.iterdir()}
    assert names == {"chat-luong-so-lieu.html", "quy-tac.html", "manifest.json", BUREAU}
    if sys.platform != "win32":
        for path in run.office.rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name
        for folder in (run.office, run.office.parent):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in public_files(run):
        assert "noi-bo" not in told(path)


def test_a_reader_learns_that_a_form_about_people_was_corrected_and_who_answers_for_it(run: Run) -> None:
    told_publicly = {
        (d.form, d.reason.en, d.by)
        for d in load_edition(run.public / "data" / "edition.json").decisions
        if not d.rule
    }
    assert told_publicly == {
        ("to_chuc", "Compared with the register (source: Công văn 12)", OWNER),
        ("tro_ve", KEPT_INSIDE.en, OWNER),
    }


def test_a_letter_tells_nothing_a_form_about_people_holds(run: Run) -> None:
    with zipfile.ZipFile(run.office / BUREAU / "cong-van.docx") as letter:
        said = "".join(letter.read(name).decode() for name in letter.namelist() if name.endswith(".xml"))
    assert "Danh bạ cơ sở kinh doanh" in said  # which has a column of its own
    assert [secret for secret in HIDDEN if secret in said] == []


def test_a_folder_that_was_open_is_closed(tmp_path: Path) -> None:
    path = private_file(tmp_path, YEAR, "x.html")
    path.parent.mkdir(parents=True, mode=0o755)
    assert write_private(path, b"one") != write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["x.html"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.parents[1].stat().st_mode) == stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_quality_page_leads_to_the_rules(run: Run) -> None:
    assert '<a href="rules.html#column.unknown">column.unknown</a>' in told(run.public / "quality.html")
    assert '<code id="column.unknown">' in told(run.public / "rules.html")


def test_the_quality_page_counts(run: Run) -> None:
    page = re.sub(r"<[^>]*>+", " ", told(run.public / "quality.html"))
    page = re.sub(r"\s+", " ", page)
    assert "Danh bạ cơ sở kinh doanh Giá trị đọc được theo kiểu của cột." in page
    assert "cell.type Được chấp nhận 1 " in page
    assert "column.unknown Lưu ý 1 " in page
    assert "value.length Được chấp nhận không nêu " in page  # a short list about people: not even how many
    assert "Tổ chức được báo tin và ký cam kết 1 Đã đối chiếu với sổ gốc (căn cứ: Công văn 12)" in page
    assert f"{OWNER} 01/02/2032 01/01/2033" in page


def test_no_hash_lets_a_guess_about_a_short_list_be_checked(run: Run) -> None:
    """Neither its own hash, nor one over it and what is known, nor that of the entries which name its rows."""
    data = run.project.root / "nhan"
    short = [f"{y}/{BUREAU}/{name}" for y in (2030, YEAR) for name in ("tro-ve.xlsx", "so-sinh.csv")]
    short = [name for name in short if name != f"{YEAR}/{BUREAU}/so-sinh.csv"]  # 160 births
    assert file_hash(data / str(YEAR) / BUREAU / "so-sinh.csv") in told(run.public / "manifest.json")
    hashes = [file_hash(data / name) for name in short]
    hashes += [file_hash(run.project.params / f"{YEAR}.yaml"), run.state.fingerprint]
    hashes.append(file_hash(data / str(YEAR) / BUREAU / "Hoàng Thị Mỹ Duyên.docx"))
    for path in public_files(run):
        words = told(path)
        assert [value for value in hashes if value[:12] in words] == [], path.name
    manifest = json.loads(told(run.public / "manifest.json").partition("\n}\n")[0] + "}")
    assert [manifest["inputs"]["data"][name] for name in short] == ["không nêu"] * len(short)
    assert manifest["inputs"]["params"][f"{YEAR}.yaml"] == "không nêu"
    assert len(manifest["inputs"]["params"]["2030.yaml"]) == 64
    assert "tro-ve.xlsx!Trở về[sha256:không nêu]" in told(run.public / "data" / "results.csv")
    assert all(value in told(run.office / "manifest.json") for value in hashes)


def test_an_untouched_run_is_current_and_a_short_list_that_changed_is_not(run: Run) -> None:
    def current() -> bool:
        return is_current(run.project.outputs, YEAR, state_of(load_facts(run.project, YEAR)), ["97"])

    assert current()
    for name in (f"nhan/{YEAR}/{BUREAU}/tro-ve.xlsx", f"params/{YEAR}.yaml", f"outputs/noi-bo/{YEAR}/manifest.json"):
        path = run.project.root / name
        content = path.read_bytes()
        path.write_bytes(content.replace(b"fingerprint", b"x") if path.suffix == ".json" else content + b"\n")
        assert not current(), name
        path.write_bytes(content)
    assert current()


def test_a_short_list_that_changes_while_it_is_read_stops_the_run(run: Run) -> None:
    require_same_files(run.outcome.hashes, run.state.inputs["data"])
    name = f"{YEAR}/{BUREAU}/tro-ve.xlsx"
    assert name in run.outcome.hashes
    with pytest.raises(UserError, match="tro-ve"):
        require_same_files({**run.outcome.hashes, name: "0" * 64}, run.state.inputs["data"])


def test_a_notebook_that_fails_keeps_nothing_personal(run: Run, tmp_path: Path) -> None:
    notebooks = shutil.copytree(run.project.notebook("quality.ipynb").parent, tmp_path / "notebooks")
    notebook = nbformat.read(notebooks / "quality.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("raise ValueError(repr(quality))"))
    nbformat.write(notebook, notebooks / "quality.ipynb")
    outcome = replace(run.outcome, facts=replace(run.outcome.facts, project=Project(tmp_path, notebooks)))
    edition = pipeline.measure(run.outcome, Progress())
    with pytest.raises(NotebookFailed), local_workers(1) as workers:
        pipeline.report(Contents(edition, run.state), outcome, "97", workers, Progress())
    failed = told(tmp_path / "outputs" / "failed-quality.ipynb")
    assert "BrokenRule(rule='cell.type'" in failed and "corrections=()" in failed
    assert [secret for secret in SECRETS if secret in failed] == []


def test_a_check_that_fails_writes_the_office_s_page_too(run: Run, tmp_path: Path) -> None:
    root = seed(tmp_path / "tinh")
    path = root / "params" / f"{YEAR}.yaml"
    year = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**year, "waivers": []}, allow_unicode=True), encoding="utf-8")
    facts = pipeline.prepare(find_project(root), YEAR)
    read = read_year(facts, facts.year)
    checked = {
        YEAR: replace(run.outcome.checked[YEAR], findings=read.findings, corrections=()),
        2030: run.outcome.checked[2030],
    }
    outcome = pipeline.Outcome(facts, {YEAR: read, 2030: run.outcome.deliveries[2030]}, checked)
    assert not outcome.passed
    pipeline.write_office_files(outcome)
    assert "15/03/1979" in told(private_file(root / "outputs", YEAR, "chat-luong-so-lieu.html"))
    assert [path.name for path in (root / "outputs").iterdir()] == ["noi-bo"]


# ---------------------------------------------------------------- the counting


def finding(**changes: object) -> Finding:
    words = Text("x", "x")
    values = {"rule": "cell.code", "severity": "error", "agency": "a", "form": "f", "found": "Lan", **changes}
    return Finding(place=Place("a/f.xlsx", "S", "C9"), expected=words, action=words, **values)  # type: ignore[arg-type]


def test_findings_are_counted_by_agency_form_and_rule() -> None:
    found = [finding(), finding(count=21), finding(waiver="vì"), finding(form="g"), finding(rule="cell.required")]
    found.append(finding(agency="b", severity="warning"))
    counted = [(p.agency, p.severity, p.form, p.rule, p.places, p.accepted) for p in problems_of(found, ["g"])]
    assert counted == [
        ("a", "error", "f", "cell.code", 22, False),
        ("a", "error", "f", "cell.code", 1, True),
        ("a", "error", "f", "cell.required", 1, False),
        ("a", "error", "g", "cell.code", None, False),
        ("b", "warning", "f", "cell.code", 1, False),
    ]
    assert problems_of(found[::-1], ["g"]) == problems_of(found, ["g"])


def test_decisions_are_told_once(run: Run) -> None:
    applied = run.outcome.checked[YEAR].corrections
    decided = [(d.form, d.rule, d.places) for d in decisions_of((*applied, applied[0]), ["tro_ve"])]
    assert decided == [
        ("to_chuc", "", 2), ("tro_ve", "", None), ("tro_ve", "", None), ("danh_ba", "cell.type", 1),
        ("tro_ve", "value.length", None), ("danh_ba", "value.range", 1),
    ]  # fmt: skip


def test_the_office_s_page_tells_everything_it_is_given() -> None:
    page = html.unescape(office_page(RECORD))
    for found in FINDINGS:
        parts = (found.place.file, found.place.spot, f'trang "{found.place.sheet}"' if found.place.sheet else "")
        assert all(part in page for part in parts) and found.found in page
    for words in ("Nguyễn Thị Lan", "2025 → 2024", "3 chỗ tương tự", "ab" * 8, "SỐ LIỆU MINH HOẠ", "1.150"):
        assert words in page
    empty = office_page(replace(RECORD, findings=(), corrections=(), earlier_inputs=()))
    assert "Các phép kiểm tra tự động không phát hiện sai sót nào." in empty
    assert "Không có số liệu nào được đính chính" in empty
