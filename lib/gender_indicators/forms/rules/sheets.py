"""The sheet, and the lines by which a form names itself."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.forms.rules.rule import Rule, note, resend
from gender_indicators.locale import Text

SHEETS: Mapping[str, Rule] = {
    "sheet.missing": Rule(
        "error",
        Text("Tệp có trang tính của mẫu.", "The file has the template's sheet."),
        Text('trang tính "{sheet}"', 'a sheet called "{sheet}"'),
        resend('đặt dữ liệu vào trang "{sheet}" của mẫu', 'puts the data on the sheet "{sheet}"'),
        why=Text(
            "Số liệu chỉ được đọc ở trang của mẫu, để không lấy nhầm bảng nháp.",
            "Data are read from the template's sheet only, so that no draft table is taken by mistake.",
        ),
    ),
    "sheet.hidden": Rule(
        "warning",
        Text("Tệp không có trang ẩn chứa dữ liệu.", "The file has no hidden sheet with data."),
        Text("không có trang ẩn chứa dữ liệu", "no hidden sheet with data"),
        note(
            "xem lại trang ẩn và xoá nếu không thuộc biểu; chỉ trang của mẫu được dùng",
            "reviews the hidden sheet and deletes it if it is not part of the form; only the form's sheet is used",
        ),
        why=Text(
            "Trang ẩn có thể chứa số liệu cũ hoặc thông tin cá nhân mà người gửi không biết.",
            "A hidden sheet may hold old figures or personal data the sender does not know of.",
        ),
    ),
    "sheet.unused": Rule(
        "warning",
        Text("Số liệu chỉ ở trang tính của mẫu.", "The data stand on the template's sheet only."),
        Text('số liệu của biểu chỉ ở trang "{sheet}"', 'the form\'s data on the sheet "{sheet}" only'),
        note(
            'xem lại trang này; nếu có số liệu của biểu thì chuyển vào trang "{sheet}" rồi gửi lại tệp',
            'reviews this sheet, moves any data of the form to the sheet "{sheet}" and resends the file',
        ),
        why=Text("Số liệu để ở trang khác không được tính vào kết quả.", "Data on another sheet are not counted."),
    ),
    "sheet.other_name": Rule(
        "warning",
        Text("Trang tính mang tên của mẫu.", "The sheet has the template's name."),
        Text('trang tính "{sheet}"', 'a sheet called "{sheet}"'),
        note('giữ nguyên tên trang "{sheet}" của mẫu', 'keeps the sheet\'s name "{sheet}"'),
        why=Text(
            "Trang được nhận theo các cột của biểu; người gửi cần biết trang nào đã được đọc.",
            "The sheet was known by the form's columns; the sender should know which one was read.",
        ),
    ),
    "sheet.second": Rule(
        "error",
        Text("Số liệu của biểu chỉ ở trang của mẫu.", "The form's data stand on the template's sheet alone."),
        Text('số liệu của biểu chỉ ở trang "{sheet}"', 'the form\'s data on the sheet "{sheet}" alone'),
        resend(
            'chuyển các dòng còn thiếu vào trang "{sheet}" và xoá trang này (bản nháp, số liệu cũ)',
            'moves rows that are missing to the sheet "{sheet}" and deletes this one (a draft, old data)',
        ),
        why=Text(
            "Trang thứ hai có cùng các cột có thể là phần tiếp theo, bản nháp hay số liệu cũ: không được đoán.",
            "A second sheet of the same columns may be a continuation, a draft or old data: it is not guessed.",
        ),
    ),
    "sheet.combined": Rule(
        "warning",
        Text("Số liệu của biểu ở một trang tính.", "The form's data stand on one sheet."),
        Text("số liệu của biểu ở một trang", "the form's data on one sheet"),
        note("gộp số liệu vào một trang; các trang đã được đọc nối tiếp nhau", "joins the sheets; all were read"),
        why=Text(
            "Biểu chia thành nhiều trang vẫn đọc được; dòng trùng giữa các trang là lỗi.",
            "A form spread over sheets can be read; rows that stand on two of them are errors.",
        ),
    ),
    "sheet.unlabelled": Rule(
        "warning",
        Text("Biểu ghi số biểu và năm báo cáo.", "The form names its number and its year."),
        Text(
            'biểu số {number}, năm {year} ở các ô "Biểu số", "Năm báo cáo"',
            "the form's number {number} and year {year}",
        ),
        note(
            "ghi số biểu và năm báo cáo; tệp này chỉ được nhận theo tên tệp",
            "writes the form's number and the year; this file was known by its name only",
        ),
        why=Text(
            "Tệp không ghi năm thì không ai biết chắc số liệu của năm nào.",
            "Without the year nobody can be sure which year's data they are.",
        ),
    ),
    "sheet.too_large": Rule(
        "error",
        Text("Số liệu gọn trong bảng của mẫu.", "The data lie within the template's table."),
        Text("dữ liệu gọn trong bảng của mẫu", "data within the form's table"),
        resend("xoá nội dung ở ô xa ngoài bảng", "deletes the content of the cell far outside the table"),
        why=Text(
            "Ô có nội dung ở rất xa bảng thường do gõ nhầm, và làm máy phải đọc hàng triệu ô trống.",
            "A filled cell far from the table is usually a slip, and makes the machine read millions of empty cells.",
        ),
    ),
    "sheet.year": Rule(
        "error",
        Text("Biểu ghi đúng năm báo cáo.", "The form names the year it is sent for."),
        Text("năm báo cáo {year}", "the reporting year {year}"),
        resend(
            "gửi đúng biểu của năm {year} (nếu chỉ ghi nhầm năm thì sửa ô này)",
            "sends the form of {year} (or corrects this cell if only the year was mistyped)",
        ),
        why=Text(
            "Số liệu của năm khác làm sai cả năm báo cáo và việc so sánh với năm trước.",
            "Data of another year falsify the reporting year and the comparison with the year before.",
        ),
    ),
    "sheet.unit": Rule(
        "error",
        Text("Số liệu ghi theo đơn vị của mẫu.", "Figures are in the form's own unit."),
        Text("số đếm đủ, theo đơn vị ghi ở tiêu đề cột của mẫu", "full counts, in the unit the form's headers give"),
        resend(
            "ghi số đầy đủ, không ghi theo chục, trăm, nghìn hay triệu, bỏ dòng đơn vị tính này",
            "writes full figures, not tens, hundreds, thousands or millions, and removes this line",
        ),
        why=Text(
            "Bảng ghi theo nghìn mà đọc như số đếm thì mọi số liệu nhỏ đi một nghìn lần.",
            "A table in thousands that is read as counts makes every figure a thousand times too small.",
        ),
    ),
    "sheet.form": Rule(
        "error",
        Text("Biểu ghi đúng số biểu.", "The form names its own number."),
        Text('biểu số {number} ở ô "Biểu số"', 'form number {number} in the cell "Biểu số"'),
        resend("gửi đúng biểu {number}", "sends form {number}"),
        why=Text(
            "Biểu khác có cột giống tên nhưng khác nghĩa.",
            "Another form may have columns of the same name that mean something else.",
        ),
    ),
}
