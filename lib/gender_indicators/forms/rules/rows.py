"""Rows: what is data and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.forms.rules.rule import Rule, note, resend
from gender_indicators.locale import Text

ROWS: Mapping[str, Rule] = {
    "row.ragged": Rule(
        "error",
        Text("Mỗi dòng có đủ số giá trị.", "Every row has the right number of values."),
        Text("{expected} giá trị trên dòng", "{expected} values in the row"),
        resend(
            "sửa số cột của dòng (giá trị có dấu phẩy phải đặt trong ngoặc kép)",
            "corrects the number of values in the row (quote a value that holds a comma)",
        ),
        why=Text(
            "Thừa hoặc thiếu một giá trị thì các giá trị sau nó rơi vào cột khác.",
            "One value too many or too few shifts all values behind it into other columns.",
        ),
    ),
    "row.blank": Rule(
        "warning",
        Text("Không có dòng trống giữa bảng.", "No blank rows stand inside the table."),
        Text("không có dòng trống giữa bảng", "no blank rows inside the table"),
        note("xoá dòng trống", "deletes the blank row"),
        why=Text(
            "Dòng trống giữa bảng có thể là dòng bị xoá mất số liệu.",
            "A blank row inside the table may be a row whose data were deleted.",
        ),
    ),
    "row.total": Rule(
        "warning",
        Text("Bảng chỉ có dòng chi tiết, không có dòng tổng.", "The table has detail rows only, no totals."),
        Text("chỉ các dòng chi tiết, không có dòng tổng", "detail rows only, no row of totals"),
        note(
            "không cần ghi dòng tổng; dòng này đã được đối chiếu với các dòng chi tiết và không tính",
            "need not write totals; the row agrees with the details and is left out",
        ),
        normalised=Text("dòng tổng đã đối chiếu", "rows of totals, checked"),
        why=Text(
            "Dòng tổng bị tính như một đơn vị sẽ nhân đôi số liệu; vì vậy dòng tổng được đối chiếu rồi bỏ ra.",
            "A total counted as a unit doubles the figures; so totals are checked and left out.",
        ),
    ),
    "row.total_wrong": Rule(
        "error",
        Text("Dòng tổng bằng tổng các dòng chi tiết.", "A row of totals equals the sum of its details."),
        Text("{sum}, là tổng các dòng chi tiết", "{sum}, the sum of the detail rows"),
        resend("sửa dòng chi tiết hoặc dòng tổng cho khớp", "corrects the details or the total until they agree"),
        why=Text(
            "Tổng không khớp thì ít nhất một ô bị sai hoặc bị thiếu dòng.",
            "If they differ, at least one cell is wrong or a row is missing.",
        ),
    ),
    "row.section": Rule(
        "warning",
        Text("Bảng không có dòng đề mục giữa các dòng số liệu.", "No headings stand between the rows of data."),
        Text("tên đơn vị cấp trên ở cột riêng", "the name of the unit above in a column of its own"),
        note(
            "không cần ghi dòng đề mục; tên trên dòng này được dùng để xác định đơn vị của các dòng bên dưới",
            "need not write headings; the name was used to tell the units of the rows below",
        ),
        fold_above=1,
        normalised=Text("dòng đề mục", "rows of headings"),
        why=Text(
            "Đề mục không phải số liệu, nhưng cho biết các đơn vị bên dưới thuộc đơn vị nào.",
            "A heading is no data, but it tells to which district the communes below belong.",
        ),
    ),
    "row.header": Rule(
        "warning",
        Text("Dòng tiêu đề chỉ có một lần, ở đầu bảng.", "The header stands once, on top of the table."),
        Text("chỉ một dòng tiêu đề ở đầu bảng", "one header on top of the table"),
        note("không lặp lại dòng tiêu đề trên mỗi trang in", "does not repeat the header on every printed page"),
        fold_above=1,
        normalised=Text("dòng tiêu đề lặp lại", "repeated headers"),
        why=Text(
            "Tiêu đề lặp lại theo trang in không phải số liệu.", "A header repeated for each printed page is no data."
        ),
    ),
    "row.note": Rule(
        "warning",
        Text("Dưới bảng không có ghi chú hay chữ ký.", "No notes or signatures stand below the table."),
        Text("không có ghi chú hay chữ ký dưới bảng", "no notes or signatures below the table"),
        note("ghi chú và chữ ký không được đọc", "notes and signatures are not read"),
        fold_above=1,
        normalised=Text("dòng ghi chú, chữ ký", "rows of notes and signatures"),
        why=Text(
            "Ghi chú và chữ ký không phải số liệu; chỉ những dòng nhận ra chắc chắn mới được bỏ ra.",
            "Notes and signatures are no data; only rows that are surely such are left out.",
        ),
    ),
    "row.stray": Rule(
        "error",
        Text("Mỗi dòng trong bảng là một dòng số liệu đầy đủ.", "Every row of the table is a whole row of data."),
        Text("dòng số liệu đầy đủ, hoặc không có dòng này", "a whole row of data, or no such row"),
        resend("xoá dòng ghi chú hoặc điền đủ các cột của dòng", "deletes the note or fills the row's other columns"),
        why=Text(
            "Dòng chỉ có một ô có thể là ghi chú, cũng có thể là số liệu bị mất: không được đoán.",
            "A row of one cell may be a note or data that were lost: it is not guessed.",
        ),
    ),
    "row.hidden": Rule(
        "warning",
        Text("Bảng không có dòng ẩn.", "No rows of the table are hidden."),
        Text("không có dòng ẩn", "no hidden rows"),
        note(
            "xem lại dòng bị ẩn hoặc bị lọc; dòng này vẫn được tính", "reviews the hidden or filtered row; it counts"
        ),
        fold_above=1,
        why=Text(
            "Người gửi có thể không thấy dòng bị ẩn mà số liệu vẫn được tính.",
            "The sender may not see a hidden row although it counts.",
        ),
    ),
    "row.none": Rule(
        "error",
        Text("Bảng có ít nhất một dòng số liệu.", "The table has at least one row of data."),
        Text("ít nhất một dòng dữ liệu", "at least one row of data"),
        Text(
            "Cơ quan gửi biểu ({agency}) điền số liệu rồi gửi lại tệp.",
            "The agency ({agency}) fills in the data and resends the file.",
        ),
        why=Text(
            "Bảng trống không phân biệt được không phát sinh với chưa điền.",
            "An empty table does not tell whether nothing happened or nothing was filled in.",
        ),
    ),
}
