"""What a rule of reading says, and the two things most of them ask for."""

from __future__ import annotations

from dataclasses import dataclass, field

from gender_indicators.findings import Severity
from gender_indicators.locale import Text

FOLD_ABOVE = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of reading. ``what`` it asks and ``why`` in words for everybody, without a brace; ``expected`` and
    ``action`` may hold ``{agency}`` and the values of a fault.

    More than ``fold_above`` like faults of one column are told as one finding at the first place. ``normalised``
    names what was brought into the form's own shape, where a rule is about that: reports count it. ``office``: the
    coordinator mends it in its own folder, no agency is written to.
    """

    severity: Severity
    what: Text
    expected: Text
    action: Text
    fold_above: int = FOLD_ABOVE
    normalised: Text | None = None
    office: bool = False
    why: Text = field(kw_only=True)


def resend(vi: str, en: str) -> Text:
    """Who acts is always the sending agency, and a corrected file is always sent again."""
    return Text(
        f"Cơ quan gửi biểu ({{agency}}) {vi}, rồi gửi lại tệp.", f"The agency ({{agency}}) {en} and resends the file."
    )


def note(vi: str, en: str) -> Text:
    """What a warning asks for: the file was read as it is."""
    return Text(f"Đã đọc được. Cơ quan gửi biểu ({{agency}}) {vi}.", f"It was read. The agency ({{agency}}) {en}.")
