"""The gate's findings on the terminal: by agency, errors first, each with place and remedy; then a table of all."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from gender_indicators.base import Text, format_date, format_integer
from gender_indicators.findings import AgencySummary, AppliedCorrection, Counts, Finding, Place, RequestedForm
from gender_indicators.plan import Agencies

if TYPE_CHECKING:
    from rich.table import Table

TOLD = 20  # findings of an agency that are printed one by one
_UNSEEN_WIDTH = 110  # where no terminal says how wide it is
_NARROW = 80  # a table needs as much
_SEVERITY = {"error": "LỖI", "warning": "LƯU Ý"}


def print_findings(findings: Sequence[Finding], corrections: Sequence[AppliedCorrection], agencies: Agencies) -> None:
    """Print the findings of the year, at most ``TOLD`` of an agency, then the corrections that were applied."""
    for agency, group in groupby(sorted(findings, key=lambda f: f.agency), key=lambda f: f.agency):
        print(f"\n{agencies[agency].name.vi}")
        own = sorted(group, key=lambda f: (not f.blocks, f.severity, f.place.file, _natural(f.place)))
        for finding in own[:TOLD]:
            print("\n".join(map(_wrapped, _lines(finding))))
        if (more := len(own) - TOLD) > 0:
            print(f"  … và {more} phát hiện khác ở trang nội bộ / and {more} more on the office's own page")
    accepted = {str(finding.place) for finding in findings if finding.waiver}
    for used in (each for each in corrections if each.place not in accepted):
        print(f"\n  ÁP DỤNG / APPLIED {used.place}: {used.change.vi} ({used.change.en})")
        print(f"      lý do / because: {used.reason.vi} ({used.reason.en}); {_decided(used)}")


def print_agency_summaries(summaries: Sequence[AgencySummary], agencies: Agencies, forms: Mapping[str, Text]) -> None:
    """Print agencies and their forms, the worst first: file, rows, errors, accepted, warnings.

    A table, or lines where the window is too narrow for one; bold only where a person looks at it.
    """
    seen = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if seen else _UNSEEN_WIDTH
    if width < _NARROW:
        print("\n".join(summary_lines(summaries, agencies, forms)))
        return
    from rich.console import Console

    console = Console(file=sys.stdout, width=width, force_terminal=seen, highlight=False, emoji=False, markup=False)
    with console.capture() as drawn:
        console.print(_table(summaries, agencies, forms))
    print("\n".join(line.rstrip() for line in drawn.get().splitlines()).strip("\n"))


def _natural(place: Place) -> tuple[str, list[tuple[int, str]]]:
    """A key that puts cell A91 before A114."""
    return place.sheet, [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", place.cell)]


def _wrapped(line: str) -> str:
    """A line folded under itself where a person looks at it; elsewhere, as in a pipe, it stays one line."""
    if not sys.stdout.isatty():
        return line
    width = max(shutil.get_terminal_size().columns, 40)
    return textwrap.fill(line, width, subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False)


def _table(summaries: Sequence[AgencySummary], agencies: Agencies, forms: Mapping[str, Text]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.padding import Padding
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column("Cơ quan, biểu\nagency, form", overflow="fold", ratio=1)
    table.add_column("Tệp\nfile", no_wrap=True)
    for words in ("Dòng\nrows", "Lỗi\nerrors", "Chấp nhận\naccepted", "Lưu ý\nwarnings"):
        table.add_column(words, justify="right", no_wrap=True)
    for agency in summaries:
        came = f"{agency.came}/{agency.due}" if agency.due else ""
        table.add_row(agencies[agency.agency].name.vi, came, "", *_numbers(agency.counts), style="bold")
        for form in agency.forms:
            title = Padding(forms[form.request.form].vi, (0, 0, 0, 2))
            table.add_row(title, *_came(form.request), *_numbers(form.counts))
    return table


def summary_lines(summaries: Iterable[AgencySummary], agencies: Agencies, forms: Mapping[str, Text]) -> Iterator[str]:
    """Yield the same in lines, an agency or a form each, which a narrow window may break anywhere."""
    for agency in summaries:
        came = f"{agency.came}/{agency.due} tệp" if agency.due else ""
        yield "; ".join(filter(None, (agencies[agency.agency].name.vi, came, _in_words(agency.counts))))
        for form in agency.forms:
            state, rows = _came(form.request)
            parts = (forms[form.request.form].vi, f"tệp: {state}", rows and f"{rows} dòng", _in_words(form.counts))
            yield "  - " + "; ".join(filter(None, parts))


def _in_words(counts: Counts) -> str:
    pairs = ((counts.errors, "lỗi"), (counts.accepted, "được chấp nhận"), (counts.warnings, "lưu ý"))
    return ", ".join(f"{format_integer(number)} {words}" for number, words in pairs if number)


def _came(request: RequestedForm) -> tuple[str, str]:
    """Whether the file came, and its rows."""
    state = "có" if request.came else "–" if request.optional else "THIẾU"
    return state, "" if request.rows is None else format_integer(request.rows)


def _numbers(counts: Counts) -> Sequence[str]:
    return tuple(
        format_integer(number) if number else "·" for number in (counts.errors, counts.accepted, counts.warnings)
    )


def _decided(used: AppliedCorrection) -> str:
    until = f"; đến / until {format_date(used.expires)}" if used.expires else ""
    entered = f"; ghi tại / entered in {used.entered}" if used.entered else ""
    return f"{used.by}, {format_date(used.on)}{until}{entered}"


def summary(findings: Iterable[Finding], year: int) -> str:
    """Return the line that says whether the year may be reported.

    >>> summary([], 2024)
    'Năm 2024: số liệu qua kiểm tra, không có lỗi, không có lưu ý. / Data of 2024 passed: no errors, no warnings.'
    """
    findings = tuple(findings)
    blocking = sum(f.count for f in findings if f.blocks)
    notes = sum(f.count for f in findings if f.severity == "warning")
    accepted = sum(f.count for f in findings if f.waiver)
    vi = f"{notes} lưu ý" if notes else "không có lưu ý"
    en = _counted(notes, "warning")
    if accepted:
        vi, en = f"{vi}, {accepted} lỗi được chấp nhận", f"{en}, {_counted(accepted, 'accepted error')}"
    if blocking:
        return (
            f"Năm {year}: {blocking} lỗi, {vi}; chưa lập được báo cáo. "
            f"/ Data of {year}: {_counted(blocking, 'error')}, {en}; no report can be made."
        )
    return f"Năm {year}: số liệu qua kiểm tra, không có lỗi, {vi}. / Data of {year} passed: no errors, {en}."


def _counted(number: int, word: str) -> str:
    """Return a number with its English noun.

    >>> _counted(1, "error"), _counted(2, "error"), _counted(0, "warning")
    ('1 error', '2 errors', 'no warnings')
    """
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _lines(finding: Finding) -> list[str]:
    label = "CHẤP NHẬN" if finding.waiver else _SEVERITY[finding.severity]
    times = f" ({finding.count} chỗ)" if finding.count > 1 else ""
    lines = [
        f"  {label} [{finding.rule}] {finding.place}{times}",
        f"      thấy / found: {finding.found}",
        f"      cần / expected: {finding.expected.vi} ({finding.expected.en})",
    ]
    if finding.waiver:
        return [*lines, f"      lý do chấp nhận / accepted because: {finding.waiver}"]
    return [*lines, f"      việc cần làm / do: {finding.action.vi} ({finding.action.en})"]
