"""Every rule the data are held to, by its stable code: what it asks, why, how severe it is, whether it can be waived.

The rules of reading a file and of the gate stand with the templates their findings are written from
(``forms/rules/``, ``gate/rules.py``); here they are one catalogue, with the few that concern no form. Whoever
shows a rule takes its words from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from gender_indicators.findings import Severity
from gender_indicators.forms.rules import RULES as READING
from gender_indicators.gate.rules import RULES as GATE
from gender_indicators.locale import Text

Stage = Literal["reading", "gate", "office"]
LEFT_OUT = "history.left_out"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in words for everybody: no value, no place, no brace.

    ``stage`` says when it is asked: on reading a file, by the gate, or of the office's own folders and entries.
    A rule that is not ``waivable`` cannot be accepted as it is. ``normalised`` names what reading brought into the
    form's own shape where it was broken, for counting.
    """

    code: str
    stage: Stage
    severity: Severity
    what: Text
    why: Text
    waivable: bool
    normalised: Text | None = None

    @property
    def family(self) -> str:
        """The part of the code before the dot: what the rule is about."""
        return self.code.partition(".")[0]


# What a rule is about, by the first part of its code, in the words of a heading.
FAMILIES: Mapping[str, Text] = {
    "file": Text("Tệp", "The file"),
    "sheet": Text("Trang tính", "The sheet"),
    "header": Text("Dòng tiêu đề", "The header row"),
    "column": Text("Cột", "Columns"),
    "row": Text("Dòng", "Rows"),
    "cell": Text("Ô", "Cells"),
    "text": Text("Chữ viết", "Text"),
    "value": Text("Giá trị", "Values"),
    "date": Text("Ngày", "Dates"),
    "key": Text("Khoá của dòng", "Keys of rows"),
    "rows": Text("Quan hệ trong bảng", "Relations within the table"),
    "area": Text("Đơn vị hành chính", "Administrative units"),
    "year": Text("So với năm trước, tỷ số của tỉnh", "Against the year before, ratios of the province"),
    "forms": Text("Giữa các biểu", "Between forms"),
    "correction": Text("Đính chính", "Corrections"),
    "waiver": Text("Mục chấp nhận", "Waivers"),
    "entry": Text("Đính chính và chấp nhận nói chung", "Corrections and waivers alike"),
    "received": Text("Sổ nhận tệp", "The record of what was received"),
    "history": Text("Các năm trước", "Earlier years"),
}

_OFFICE = (
    Rule(
        LEFT_OUT,
        "office",
        "warning",
        Text(
            "Năm trước có số liệu đã qua kiểm tra để so sánh.",
            "Earlier years have data that passed their checks, to be compared with.",
        ),
        Text(
            "Thiếu một năm thì chuỗi số liệu bị ngắt và xu hướng kém chắc chắn.",
            "Without a year the series is cut and its trend less certain.",
        ),
        waivable=False,
    ),
)
_ENTRIES = ("correction", "waiver", "entry")
_NO_FORM = frozenset({"file.unexpected", "received.unknown"})  # about no form, so no waiver can name their place


def _catalogue() -> Iterable[Rule]:
    for code, read in READING.items():
        stage: Stage = "office" if code in _NO_FORM else "reading"
        waivable = code not in _NO_FORM
        yield Rule(code, stage, read.severity, read.what, read.why, waivable, read.normalised)
    for code, rule in GATE.items():
        stage = "office" if code.startswith(_ENTRIES) else "gate"
        yield Rule(code, stage, rule.severity, rule.what, rule.why, rule.waivable)
    yield from _OFFICE


# Every rule by its code, in the order in which they are asked.
RULES: Mapping[str, Rule] = {
    rule.code: rule for rule in sorted(_catalogue(), key=lambda rule: get_args(Stage).index(rule.stage))
}
