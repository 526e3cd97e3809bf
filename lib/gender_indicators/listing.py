"""The gate's findings on the terminal: by agency, errors first, each with its place and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from gender_indicators.findings import Finding
from gender_indicators.plan import Agencies

_SEVERITY = {"error": "LỖI", "warning": "LƯU Ý"}


def print_findings(findings: Sequence[Finding], agencies: Agencies, year: int) -> None:
    """Print every finding of the year, and one line that sums them up."""
    for agency, group in groupby(sorted(findings, key=lambda f: f.agency), key=lambda f: f.agency):
        print(f"\n{agencies[agency].name.vi}")
        for finding in sorted(group, key=lambda f: (not f.blocks, f.severity, f.place)):
            print("\n".join(_lines(finding)))
    print(f"\n{summary(findings, year)}", flush=True)


def summary(findings: Iterable[Finding], year: int) -> str:
    """Return the line that says whether the year may be reported.

    >>> summary([], 2024)
    'Năm 2024: số liệu qua kiểm tra, không có lỗi, không có lưu ý. / Data of 2024 passed: 0 errors, 0 warnings.'
    """
    findings = tuple(findings)
    blocking = sum(f.count for f in findings if f.blocks)
    notes = sum(f.count for f in findings if not f.blocks)
    if blocking:
        return (
            f"Năm {year}: {blocking} lỗi, {notes} lưu ý; chưa lập được báo cáo. "
            f"/ Data of {year}: {blocking} errors, {notes} warnings; no report can be made."
        )
    words = f"{notes} lưu ý" if notes else "không có lưu ý"
    return (
        f"Năm {year}: số liệu qua kiểm tra, không có lỗi, {words}. "
        f"/ Data of {year} passed: 0 errors, {notes} warnings."
    )


def _lines(finding: Finding) -> list[str]:
    label = "CHẤP NHẬN" if finding.waiver else _SEVERITY[finding.severity]
    times = f" ({finding.count} chỗ)" if finding.count > 1 else ""
    lines = [
        f"  {label} [{finding.rule}] {finding.place}{times}",
        f"      thấy / found: {finding.found}",
        f"      cần / expected: {finding.expected.vi} ({finding.expected.en})",
        f"      việc cần làm / do: {finding.action.vi} ({finding.action.en})",
    ]
    if finding.waiver:
        lines.append(f"      lý do chấp nhận / accepted because: {finding.waiver}")
    return lines
