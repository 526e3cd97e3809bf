"""The gate's findings on the terminal: by agency, errors first, each with its place and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from gender_indicators.agencies import Agencies
from gender_indicators.findings import AppliedCorrection, Finding
from gender_indicators.locale import format_date

_SEVERITY = {"error": "LỖI", "warning": "LƯU Ý"}


def print_findings(
    findings: Sequence[Finding], corrections: Sequence[AppliedCorrection], agencies: Agencies, year: int
) -> None:
    """Print every finding of the year, the corrections that were applied, and one line that sums them up."""
    for agency, group in groupby(sorted(findings, key=lambda f: f.agency), key=lambda f: f.agency):
        print(f"\n{agencies[agency].name.vi}")
        for finding in sorted(group, key=lambda f: (not f.blocks, f.severity, f.place)):
            print("\n".join(_lines(finding)))
    told = {str(finding.place) for finding in findings if finding.waiver}
    for used in (each for each in corrections if each.place not in told):
        print(f"\n  ÁP DỤNG / APPLIED {used.place}: {used.change.vi} ({used.change.en})")
        print(f"      lý do / because: {used.reason.vi} ({used.reason.en}); {_decided(used)}")
    print(f"\n{summary(findings, year)}", flush=True)


def _decided(used: AppliedCorrection) -> str:
    until = f"; đến / until {format_date(used.expires)}" if used.expires else ""
    return f"{used.by}, {format_date(used.on)}{until}"


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
