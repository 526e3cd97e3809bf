"""The header row and the columns."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.forms.rules.rule import Rule, note, resend
from gender_indicators.locale import Text

HEADERS: Mapping[str, Rule] = {
    "header.missing": Rule(
        "error",
        Text("Bảng có dòng tiêu đề của mẫu.", "The table has the template's header row."),
        Text("dòng tiêu đề có các cột: {headers}", "a header row with the columns: {headers}"),
        resend("dùng đúng mẫu và giữ nguyên dòng tiêu đề", "uses the template and keeps its header row"),
        why=Text(
            "Không có dòng tiêu đề thì không biết cột nào là gì.",
            "Without the header row nobody knows which column is which.",
        ),
    ),
    "header.moved": Rule(
        "warning",
        Text("Dòng tiêu đề ở đúng vị trí của mẫu.", "The header row stands where the template has it."),
        Text("dòng tiêu đề ở dòng {row}", "the header in row {row}"),
        note(
            "từ lần sau giữ nguyên vị trí dòng tiêu đề của mẫu", "keeps the template's header row in place next time"
        ),
        why=Text(
            "Dòng tiêu đề bị đẩy đi cho thấy mẫu đã bị sửa.",
            "A header row in another place shows that the template was changed.",
        ),
    ),
    "column.missing": Rule(
        "error",
        Text("Bảng có đủ các cột của mẫu.", "The table has every column of the template."),
        Text('cột "{header}". {hint}', 'the column "{header}". {hint}'),
        resend('khôi phục cột "{header}" của mẫu', 'restores the column "{header}"'),
        why=Text(
            "Thiếu cột thì chỉ tiêu dùng cột đó không tính được.",
            "Without the column, the measures that use it cannot be counted.",
        ),
    ),
    "column.unknown": Rule(
        "warning",
        Text("Bảng chỉ có các cột của mẫu.", "The table has no other columns than the template's."),
        Text("chỉ các cột của mẫu", "only the columns of the template"),
        note("xoá cột thừa; cột này không được dùng", "deletes the extra column; it is not used"),
        why=Text(
            "Cột lạ không được tính; có thể là cột của mẫu bị đổi tên, hoặc thông tin cá nhân không được gửi.",
            "An unknown column is not counted; it may be a renamed one, or personal data not to be sent.",
        ),
    ),
    "column.synonym": Rule(
        "warning",
        Text("Tiêu đề cột ghi đúng như mẫu.", "A column's header is the template's."),
        Text('tiêu đề "{header}"', 'the header "{header}"'),
        note('giữ nguyên tiêu đề "{header}" của mẫu', 'keeps the template\'s header "{header}"'),
        normalised=Text("tiêu đề cột", "column headers"),
        why=Text(
            "Tiêu đề khác mẫu được nhận theo danh mục tên gọi khác của cột; người gửi cần biết đã hiểu là cột nào.",
            "Another header is understood by the column's list of other names; the sender should know as what.",
        ),
    ),
    "column.hidden": Rule(
        "warning",
        Text("Các cột của mẫu không bị ẩn.", "The template's columns are not hidden."),
        Text("không có cột ẩn", "no hidden columns"),
        note("xem lại cột bị ẩn; cột này vẫn được đọc", "reviews the hidden column; it is read"),
        why=Text(
            "Người gửi có thể không thấy cột bị ẩn mà số liệu vẫn được tính.",
            "The sender may not see a hidden column although it counts.",
        ),
    ),
    "column.duplicated": Rule(
        "error",
        Text("Mỗi cột của mẫu có một lần.", "Every column of the template stands once."),
        Text('mỗi cột một lần; "{header}" đã có ở {first}', 'each column once; "{header}" already stands at {first}'),
        resend("xoá cột lặp", "deletes the repeated column"),
        why=Text(
            "Hai cột cùng tên thì không biết lấy số ở cột nào.",
            "With two columns of one name nobody knows which to take.",
        ),
    ),
    "column.type": Rule(
        "error",
        Text("Cột có đúng kiểu dữ liệu.", "The column is of the right type."),
        Text('cột "{header}" kiểu {kinds}', 'the column "{header}" of type {kinds}'),
        resend("xuất lại tệp với đúng kiểu của cột", "exports the file again with the column's type"),
        why=Text(
            "Cột sai kiểu thì mọi giá trị trong cột đều không đọc được.",
            "In a column of the wrong type no value can be read.",
        ),
    ),
}
