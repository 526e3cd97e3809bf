"""The sheets and columns of ``so-theo-doi.xlsx``, the workbook in which an office writes what it decides day by day.

One place for whoever makes the empty workbook and whoever reads the filled one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gender_indicators.base import VINTAGES, Text
from gender_indicators.findings import RULES
from gender_indicators.plan import EntryKind, Form

LOG = "so-theo-doi.xlsx"
EMPTY = "(trống)"
"""What findings print for an empty cell, and an office writes for one."""

Kind = Literal["file", "date", "vintage", "form", "rule", "text", "cell", "line", "row", "value", "by"]


@dataclass(frozen=True, slots=True)
class LogColumn:
    """A column of a sheet: the key it has in YAML, its header, what may be written there, an example of it."""

    key: str
    header: str
    kind: Kind
    asks: Text
    example: str
    required: bool = False
    width: int = 16


@dataclass(frozen=True, slots=True)
class LogSheet:
    """A sheet: its name, what it is for, its columns. ``kind`` is the list it stands for; of days of receipt none."""

    name: str
    kind: EntryKind | None
    about: Text
    columns: tuple[LogColumn, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that may be accepted on this sheet: on one those that compare numbers, on one all others."""
        compare = self is DIFFERENCES
        return tuple(code for code, rule in RULES.items() if rule.waivable and (rule.family in _COMPARE) is compare)

    def header(self, key: str) -> str:
        """The header of the column with this key."""
        return next(column.header for column in self.columns if column.key == key)


_COMPARE = frozenset({"forms", "year"})  # families of rules: between forms, and with the year before


_FORM = LogColumn(
    "form", "Biểu", "form",
    Text("Chọn biểu trong danh sách, hoặc ghi số biểu.", "Choose the form from the list, or give its number."),
    "LĐ-04", required=True, width=34,
)  # fmt: skip
_WHERE = (
    LogColumn(
        "row", "Khóa của dòng", "row",
        Text(
            "Các cột khóa của biểu và giá trị, ghi: tên cột = giá trị; tên cột = giá trị.",
            "The form's key columns with their values, written: header = value; header = value.",
        ),
        "Mã cơ sở = GDNN-01; Trình độ đào tạo = Trung cấp", width=38,
    ),
    LogColumn(
        "cell", "Ô", "cell",
        Text("Địa chỉ một ô của bảng tính, ví dụ F9.", "The address of a cell of a workbook, like F9."),
        "F9", width=8,
    ),
    LogColumn(
        "sheet", "Trang tính", "text",
        Text("Tên trang tính có ô đó, khi tệp có nhiều trang.", "The sheet of that cell, where there are several."),
        "Tuyển mới", width=18,
    ),
    LogColumn(
        "line", "Dòng", "line",
        Text("Số thứ tự dòng, đếm từ đầu tệp.", "The number of the row, counted from the top of the file."),
        "12", width=8,
    ),
    LogColumn(
        "column", "Cột", "text",
        Text(
            "Tiêu đề cột của biểu; bỏ trống khi đã ghi ô.",
            "The header of the form's column; leave empty where the cell is given.",
        ),
        "Trong đó: nữ", width=24,
    ),
)  # fmt: skip
_VALUE = Text(
    f"Giá trị như trong tệp; ô trống thì ghi {EMPTY}.", f"The value as in the file; {EMPTY} stands for an empty cell."
)
_VALUES = (
    LogColumn("old", "Giá trị cũ", "value", _VALUE, "749", required=True),
    LogColumn("new", "Giá trị mới", "value", _VALUE, "169", required=True),
)


def _decision(until: Text, expires: bool) -> tuple[LogColumn, ...]:
    return (
        LogColumn(
            "reason", "Lý do", "text", Text("Lý do, bằng tiếng Việt.", "The reason, in Vietnamese."),
            "Gõ nhầm khi nhập; sổ tuyển sinh ghi 169.", required=True, width=40,
        ),
        LogColumn(
            "reason_en", "Lý do (tiếng Anh)", "text", Text("Lý do, bằng tiếng Anh.", "The reason, in English."),
            "Typing error; the enrolment book has 169.", required=True, width=40,
        ),
        LogColumn(
            "source", "Căn cứ", "text", Text("Văn bản làm căn cứ.", "The document it rests on."),
            "Công văn số 12/CĐN-ĐT ngày 05/12/2024", required=True, width=34,
        ),
        LogColumn(
            "by", "Cơ quan, người quyết định", "by",
            Text("Chọn cơ quan trong danh sách, hoặc ghi tên.", "Choose the agency from the list, or write a name."),
            "Sở Lao động - Thương binh và Xã hội", required=True, width=34,
        ),
        LogColumn(
            "decided", "Ngày quyết định", "date",
            Text("Ngày theo dạng ngày/tháng/năm.", "A day as day/month/year."), "08/12/2024", required=True,
        ),
        LogColumn("expires", "Có giá trị đến hết ngày", "date", until, "31/12/2027", required=expires),
    )  # fmt: skip


_UNTIL = Text("Ngày theo dạng ngày/tháng/năm.", "A day as day/month/year.")
_MAY_UNTIL = Text("Ngày theo dạng ngày/tháng/năm; có thể bỏ trống.", "A day as day/month/year; may be left empty.")


def _rule(example: str) -> LogColumn:
    asks = Text(
        "Chọn trong danh sách tên quy tắc in trong ngoặc vuông ở phát hiện.",
        "Choose the rule's name, which the finding has in brackets.",
    )
    return LogColumn("rule", "Quy tắc", "rule", asks, example, required=True, width=26)


RECEIPTS = LogSheet(
    "Ngày nhận",
    None,
    Text(
        "Mỗi tệp một dòng: ngày cơ quan điều phối nhận tệp, loại số liệu. Ưu tiên hơn ngày ghi trong tên tệp.",
        "A row for each file: the day it was received, its vintage. Counts before the day in the file's name.",
    ),
    (
        LogColumn(
            "file", "Tệp", "file",
            Text(
                "Chọn trong danh sách, hoặc ghi thư mục của cơ quan, dấu / và tên tệp.",
                "Choose from the list, or write the agency's folder, / and the file's name.",
            ),
            "so-y-te/tre-sinh-song 2024-11-25.csv", required=True, width=60,
        ),
        LogColumn("on", "Ngày nhận", "date", _UNTIL, "25/11/2024"),
        LogColumn(
            "vintage", "Loại số liệu", "vintage",
            Text("Chọn trong danh sách; có thể bỏ trống.", "Choose from the list; may be left empty."),
            VINTAGES["uoc"].vi, width=24,
        ),
    ),
)  # fmt: skip
CORRECTIONS = LogSheet(
    "Đính chính",
    "corrections",
    Text(
        "Mỗi ô được đính chính một dòng. Chỉ có hiệu lực khi ô còn giữ giá trị cũ; tệp gốc không thay đổi. Ghi "
        "vị trí theo một trong ba cách: khóa của dòng và cột; ô; dòng và cột.",
        "A row for each corrected cell. It works only while the cell holds the old value; the file is not changed. "
        "Give the place in one of three ways: key of the row and column; cell; number of the row and column.",
    ),
    (_FORM, *_WHERE, *_VALUES, *_decision(_MAY_UNTIL, expires=False)),
)
WAIVERS = LogSheet(
    "Miễn trừ",
    "waivers",
    Text(
        "Mỗi phát hiện được chấp nhận một dòng, đến hết một ngày. Không ghi vị trí thì áp dụng cho cả cột hoặc "
        "cả tệp.",
        "A row for each finding that is accepted, until a day. Without a place it holds for the column or the file.",
    ),
    (_rule("file.missing"), _FORM, *_WHERE, *_decision(_UNTIL, expires=True)),
)
DIFFERENCES = LogSheet(
    "Chênh lệch được chấp nhận",
    "waivers",
    Text(
        "Chênh lệch giữa các biểu, hoặc so với năm trước, được chấp nhận là đúng thực tế; ghi như trang Miễn trừ.",
        "Differences between forms, or from the year before, accepted as true; written as on the sheet of waivers.",
    ),
    (_rule("year.jump"), _FORM, *_WHERE, *_decision(_UNTIL, expires=True)),
)
LOG_SHEETS = (RECEIPTS, CORRECTIONS, WAIVERS, DIFFERENCES)


def form_label(form: Form) -> str:
    """Return a form as the list of the workbook writes it: its number, then its title."""
    return f"{form.number} - {form.title.vi}"


def vintages() -> Mapping[str, str]:
    """Return the code of each vintage by its name in Vietnamese."""
    return {words.vi: code for code, words in VINTAGES.items()}
