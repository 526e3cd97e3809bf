"""The letter to an agency as .docx, in the form of an official letter (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Number, date and signature are left blank: only the office's clerk and the one who signs give them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from gender_indicators.agencies.letters import wording
from gender_indicators.agencies.letters.document import LetterPage, TextStyle
from gender_indicators.agencies.letters.matters import Matter
from gender_indicators.base import Text, format_integer
from gender_indicators.findings import Finding, counted

_ERRORS = (("STT", 13), ("Trang, ô", 30), ("Nội dung phát hiện", 31), ("Yêu cầu", 44), ("Cách sửa", 47))
_WARNINGS = (("STT", 13), ("Trang, ô", 32), ("Nội dung lưu ý", 61), ("Việc cần làm", 59))


@dataclass(frozen=True, slots=True)
class LetterSender:
    """Who writes: the superior body, the coordinating agency, its place, what it acts on."""

    superior: str
    name: str
    place: str
    basis: str
    calendar: str


@dataclass(frozen=True, slots=True)
class FormInLetter:
    """A file as the letter names it: its form, and the marked copy that goes with it (empty: there is none)."""

    title: str
    sensitive: bool
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """All that one letter says. ``to`` is the agency; ``own`` means that it is the sender's own unit.

    ``forms`` gives the form of each file with findings, ``due`` the day by which corrected files are asked for.
    """

    sender: LetterSender
    to: Text
    own: bool
    year: int
    plan: str
    matter: Matter
    forms: Mapping[str, FormInLetter]
    due: dt.date | None = None

    @property
    def subject(self) -> str:
        """What the letter is about."""
        does = "sửa và gửi lại số liệu" if self.matter.errors else "rà soát số liệu"
        return f"V/v {does} thực hiện {self.plan}, năm {self.year}"

    @property
    def addressee(self) -> str:
        """To whom it goes; the sender writes to its own units where these fill in the forms."""
        return f"Các phòng, đơn vị lập biểu thuộc {self.to.vi}" if self.own else self.to.vi

    @property
    def you(self) -> str:
        """How the addressee is spoken to."""
        return "đơn vị" if self.own else "quý cơ quan"

    def docx(self) -> bytes:
        """Return the letter as a Word document; the same letter always gives the same bytes."""
        page = LetterPage(title=self.subject, author=self.sender.name)
        _head(page, self)
        for words in _opening(self):
            page.paragraph(words)
        if self.matter.errors:
            page.title("1. Nội dung phải sửa")
            _errors(page, self)
        if self.matter.warnings:
            page.title(f"{2 if self.matter.errors else 1}. Nội dung lưu ý")
            _warnings(page, self)
        for words in _closing(self):
            page.paragraph(words)
        page.keep_last()
        _foot(page, self)
        return page.save()


def day_in_words(day: dt.date) -> str:
    """Return a day as an official letter writes it: a leading zero for days below 10 and the months 1 and 2.

    >>> day_in_words(dt.date(2024, 12, 5)), day_in_words(dt.date(2025, 1, 31))
    ('ngày 05 tháng 12 năm 2024', 'ngày 31 tháng 01 năm 2025')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _head(page: LetterPage, letter: Letter) -> None:
    left = [
        (letter.sender.superior.upper(), TextStyle(size=12)),
        (letter.sender.name.upper(), TextStyle(size=12, bold=True)),
    ]
    right = [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", TextStyle(size=12, bold=True)),
        ("Độc lập - Tự do - Hạnh phúc", TextStyle(size=13, bold=True)),
    ]
    below = [("Số:            /               ", TextStyle(size=13)), (letter.subject, TextStyle(size=12))]
    place = [(f"{letter.sender.place}, ngày        tháng        năm          ", TextStyle(size=13, italic=True))]
    page.heading(left, right, below, place)
    page.paragraph(f"Kính gửi: {letter.addressee}", TextStyle(size=14), centred=True, space_before=12, space_after=12)


def _opening(letter: Letter) -> Iterable[str]:
    files = len(letter.matter.files)
    counts = counted(letter.matter.findings)
    amounts = [
        f"{format_integer(number)} chỗ {words}"
        for number, words in ((counts.errors, "phải sửa"), (counts.warnings, "cần lưu ý"))
        if number
    ]
    yield (
        f"Căn cứ {letter.sender.basis}, {letter.sender.name} đã kiểm tra số liệu năm {letter.year} do {letter.you} "
        f"gửi. Trong {format_integer(files)} tệp nêu dưới đây có {' và '.join(amounts)}."
    )
    if letter.matter.errors:
        yield (
            "Số liệu còn nội dung phải sửa thì chưa được đưa vào báo cáo. "
            f"{letter.sender.calendar} Đề nghị {letter.you} sửa các nội dung ở mục 1 trong tệp gốc, giữ nguyên tên "
            f"tệp, và gửi lại {letter.sender.name} trước {_due(letter.due)}."
        )
    else:
        yield (
            f"Đề nghị {letter.you} xem lại các nội dung dưới đây; nếu số liệu chưa đúng thì sửa và gửi lại tệp, nếu "
            f"đúng thì trả lời {letter.sender.name} bằng văn bản nêu rõ nguyên nhân, trước {_due(letter.due)}."
        )


def _due(due: dt.date | None) -> str:
    return day_in_words(due) if due else "ngày ....... tháng ....... năm ..........."


def _errors(page: LetterPage, letter: Letter) -> None:
    def asked(finding: Finding) -> tuple[str, ...]:
        return wording.found(finding), wording.demand(finding)

    page.table(_ERRORS, _numbered(letter, letter.matter.errors, asked))


def _warnings(page: LetterPage, letter: Letter) -> None:
    def asked(finding: Finding) -> tuple[str, ...]:
        return (f"{wording.request_words(finding)}\nThấy: {wording.found(finding)}",)

    page.table(_WARNINGS, _numbered(letter, letter.matter.warnings, asked))


def _numbered(
    letter: Letter, findings: Sequence[Finding], asked: Callable[[Finding], tuple[str, ...]]
) -> list[list[str]]:
    """A row with the title of each file, and below it one for each of its findings, numbered through."""
    rows: list[list[str]] = []
    numbers = count(1)
    for file, own in groupby(findings, key=lambda finding: finding.place.file):
        rows.append([_file_title(letter, file)])
        for finding in own:
            to_do = wording.to_do(finding, letter.to)
            rows.append([str(next(numbers)), _place(finding), *asked(finding), to_do])
    return rows


def _file_title(letter: Letter, file: str) -> str:
    return wording.plain(f"{letter.forms[file].title}; tệp {_base(file)}")


def _place(finding: Finding) -> str:
    sheet = f'trang "{finding.place.sheet}"' if finding.place.sheet else ""
    return wording.plain("\n".join(part for part in (finding.place.spot, sheet) if part) or "cả tệp")


def _closing(letter: Letter) -> Iterable[str]:
    marked = {file: form.marked for file, form in letter.forms.items() if form.marked}
    if marked:
        yield (
            f"Gửi kèm công văn này {format_integer(len(marked))} bản đánh dấu, là bản sao có tô màu và ghi chú tại "
            "từng ô cần xem, chỉ để tra cứu; xin sửa ở tệp gốc:"
        )
        copies = [f"- {_base(copy)}: bản đánh dấu của tệp {_base(file)}" for file, copy in marked.items()]
        yield from (wording.plain(line) + ("." if line == copies[-1] else ";") for line in copies)
    if without := [_base(file) for file, form in letter.forms.items() if not form.marked]:
        yield wording.plain(
            f"Không lập được bản đánh dấu của: {'; '.join(without)} (chưa có tệp hoặc tệp không mở được)."
        )
    if any(form.sensitive for form in letter.forms.values()):
        yield (
            "Với biểu có thông tin về con người, công văn chỉ nêu vị trí, không nêu nội dung của ô; bản đánh dấu của "
            "biểu đó có thông tin cá nhân, chỉ chuyển trực tiếp cho người lập biểu và không sao gửi tiếp."
        )
    if letter.matter.errors:
        yield (
            f"Nếu số liệu đã gửi là đúng, đề nghị {letter.you} trả lời bằng văn bản, nêu rõ nguyên nhân và căn cứ để "
            f"{letter.sender.name} xem xét."
        )


def _base(file: str) -> str:
    return file.rpartition("/")[2]


def _foot(page: LetterPage, letter: Letter) -> None:
    page.signature(
        "Nơi nhận:",
        ("- Như trên;", "- Lưu: VT."),
        "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
        "(Chữ ký của người có thẩm quyền, dấu của cơ quan)",
        "Họ và tên",
    )
