"""All letters and marked copies of a year, as files for the office's own folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from gender_indicators.agencies.letters.letter import FormInLetter, Letter, LetterSender
from gender_indicators.agencies.letters.marked import marked_copy
from gender_indicators.agencies.letters.matters import Matter, matters
from gender_indicators.agencies.letters.source import open_delivered
from gender_indicators.base import inside
from gender_indicators.findings import Finding
from gender_indicators.plan import Facts
from gender_indicators.results import CheckRecord, Papers

LETTER = "cong-van.docx"
MARKED = "-danh-dau.xlsx"


@dataclass(frozen=True, slots=True)
class WrittenPapers:
    """The papers by agency, and the content of their files by path below the office's folder of the year."""

    papers: Mapping[str, Papers] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def write_papers(facts: Facts, record: CheckRecord) -> WrittenPapers:
    """Return a letter to every agency with findings that are not accepted, and a marked copy of each such file."""
    papers: dict[str, Papers] = {}
    files: dict[str, bytes] = {}
    for matter in matters(record.findings):
        copies = _marked(facts, matter)
        forms = {file: _form(facts, matter, file, copies) for file in matter.files}
        letter = f"{matter.agency}/{LETTER}"
        files[letter] = _letter(facts, matter, forms).docx()
        files |= copies
        marked = {file: form.marked for file, form in forms.items() if form.marked}
        papers[matter.agency] = Papers(letter, marked)
    return WrittenPapers(papers, files)


def sender(facts: Facts) -> LetterSender:
    """Return who writes the letters of the year: the agency that coordinates the plan at its end."""
    calendar = facts.plan.calendar
    days = [f"{day.day:02}/{day.month}" for day in (calendar.agencies, calendar.province)]
    return LetterSender(
        superior=_issuer(facts),
        name=facts.agencies[facts.coordinator(facts.year.year)].name.vi,
        place=_place(facts),
        basis=facts.plan.title.vi,
        calendar=(
            f"Hằng năm các cơ quan gửi số liệu trước ngày {days[0]}, tỉnh báo cáo trước ngày {days[1]} "
            f"({calendar.source.vi})."
        ),
    )


def _issuer(facts: Facts) -> str:
    """Who issued the plan, under the name the province has at the end of the year."""
    day = dt.date(facts.year.year, 12, 31)
    now = facts.map.find(facts.map.province, day).name
    issuer = facts.plan.issuer.vi
    for unit in facts.map.units:
        if unit.code == facts.map.province:
            issuer = issuer.replace(unit.name, now).replace(inside(unit.name), inside(now))
    return issuer


def _place(facts: Facts) -> str:
    """The province's own name, without the word for what it is, as it stands before a date."""
    unit = facts.map.find(facts.map.province, dt.date(facts.year.year, 12, 31))
    return unit.name.removeprefix(unit.type).strip() or unit.name


def _letter(facts: Facts, matter: Matter, forms: Mapping[str, FormInLetter]) -> Letter:
    return Letter(
        sender=sender(facts),
        to=facts.agencies[matter.agency].name.text,
        own=matter.agency == facts.coordinator(facts.year.year),
        year=facts.year.year,
        plan=inside(facts.plan.short_title.vi),
        matter=matter,
        forms=forms,
        due=facts.year.corrections_due,
    )


def _form(facts: Facts, matter: Matter, file: str, copies: Mapping[str, bytes]) -> FormInLetter:
    form = facts.forms[matter.of_file(file)[0].form]
    copy = _copy_name(matter.agency, file)
    return FormInLetter(f"{form.number} {form.title.vi}", form.sensitive, copy if copy in copies else "")


def _marked(facts: Facts, matter: Matter) -> dict[str, bytes]:
    """The marked copies of the files that can be opened, by path below the office's folder."""
    folder, name = facts.project.data(facts.year.data), facts.agencies[matter.agency].name.text
    copies = {}
    for file in matter.files:
        own = matter.of_file(file)
        form = facts.forms[own[0].form]
        delivered = None if any(map(_refused, own)) else open_delivered(form, folder, file, facts.year.year)
        if delivered is not None:
            copy = marked_copy(delivered, own, name, f"{form.number} {form.title.vi}")
            copies[_copy_name(matter.agency, file)] = copy
    return copies


def _refused(finding: Finding) -> bool:
    """Whether the file was refused as a whole for what it is: it may be made to stall a machine, so it stays shut."""
    whole = finding.rule.startswith("file.") and finding.rule != "file.quotes"
    return finding.severity == "error" and (whole or finding.rule == "sheet.too_large")


def _copy_name(agency: str, file: str) -> str:
    return f"{agency}/{PurePosixPath(file).stem}{MARKED}"
