"""The rules of reading a file: how severe each is, what was expected, who must do what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gender_indicators.findings import Severity
from gender_indicators.locale import Text

FOLD_ABOVE = 20
_NOT_TOLD = Text("", "")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of reading. ``what`` it asks and ``why`` in words for everybody, without a brace; ``expected`` and
    ``action`` may hold ``{agency}`` and the values of a fault.

    More than ``fold_above`` like faults of one column are told as one finding at the first place.
    """

    severity: Severity
    what: Text
    expected: Text
    action: Text
    fold_above: int = FOLD_ABOVE
    why: Text = _NOT_TOLD


def _resend(vi: str, en: str) -> Text:
    """Who acts is always the sending agency, and a corrected file is always sent again."""
    return Text(
        f"Cơ quan gửi biểu ({{agency}}) {vi}, rồi gửi lại tệp.", f"The agency ({{agency}}) {en} and resends the file."
    )


def _note(vi: str, en: str) -> Text:
    """What a warning asks for: the file was read as it is."""
    return Text(f"Đã đọc được. Cơ quan gửi biểu ({{agency}}) {vi}.", f"It was read. The agency ({{agency}}) {en}.")


_WORKBOOK = Text("tệp Excel .xlsx theo mẫu biểu {number}", "an Excel .xlsx file on the template of form {number}")
_CSV = Text("tệp CSV mã UTF-8, cột cách nhau bằng dấu phẩy", "a CSV file in UTF-8 with commas between columns")

RULES: Mapping[str, Rule] = {
    # the file
    "file.missing": Rule(
        "error",
        Text("Mỗi biểu được gửi bằng một tệp đúng tên.", "Every form comes as a file under its name."),
        Text("tệp {file}. {hint}", "the file {file}. {hint}"),
        Text(
            "Cơ quan gửi biểu ({agency}) gửi biểu {number} với đúng tên tệp này.",
            "The agency ({agency}) sends form {number} under exactly this file name.",
        ),
    ),
    "file.unreadable": Rule(
        "error",
        Text("Tệp mở được để đọc.", "The file can be opened for reading."),
        Text("tệp mở được để đọc", "a file that can be opened for reading"),
        Text(
            "Cơ quan điều phối kiểm tra quyền đọc tệp trong thư mục dữ liệu; nếu tệp hỏng, cơ quan gửi biểu "
            "({agency}) gửi lại tệp.",
            "The coordinator checks the right to read the file; if it is damaged the agency ({agency}) resends it.",
        ),
    ),
    "file.empty": Rule(
        "error",
        Text("Tệp có nội dung.", "The file has content."),
        Text("tệp có nội dung", "a file with content"),
        _resend("kiểm tra tệp gốc (tệp nhận được dài 0 byte)", "checks its file (0 bytes were received)"),
    ),
    "file.too_large": Rule(
        "error",
        Text("Tệp không quá lớn.", "The file is not too large."),
        Text("tệp không quá {limit} MB (kể cả sau khi giải nén)", "at most {limit} MB, also when unpacked"),
        _resend(
            "xoá ảnh, đối tượng nhúng và vùng định dạng thừa khỏi tệp",
            "removes pictures, embedded objects and superfluous formatting",
        ),
    ),
    "file.not_a_workbook": Rule(
        "error",
        Text("Biểu Excel được gửi bằng tệp .xlsx.", "An Excel form comes as an .xlsx file."),
        _WORKBOOK,
        _resend("lưu biểu dưới dạng .xlsx", "saves the form as .xlsx"),
    ),
    "file.encrypted": Rule(
        "error",
        Text("Tệp không đặt mật khẩu.", "The file has no password."),
        Text("tệp không đặt mật khẩu", "a file without a password"),
        _resend("bỏ mật khẩu của tệp", "removes the password"),
    ),
    "file.damaged": Rule(
        "error",
        Text("Tệp Excel nguyên vẹn.", "The Excel file is undamaged."),
        Text("tệp Excel nguyên vẹn", "an undamaged Excel file"),
        _resend(
            "mở lại tệp gốc bằng Excel và lưu lại (tệp nhận được bị cắt cụt hoặc hỏng)",
            "opens its file in Excel and saves it again (the file received is cut off or damaged)",
        ),
    ),
    "file.not_text": Rule(
        "error",
        Text("Biểu CSV được gửi bằng tệp văn bản.", "A CSV form comes as a text file."),
        _CSV,
        _resend("xuất biểu ra CSV UTF-8", "exports the form as CSV UTF-8"),
    ),
    "file.encoding": Rule(
        "error",
        Text("Tệp CSV ghi bằng mã UTF-8.", "The CSV file is in UTF-8."),
        _CSV,
        _resend(
            'lưu lại bằng "CSV UTF-8" (không dùng UTF-16, CP1258, TCVN3)',
            'saves it again as "CSV UTF-8" (not UTF-16, CP1258 or TCVN3)',
        ),
    ),
    "file.quotes": Rule(
        "error",
        Text("Trong tệp CSV, dấu ngoặc kép mở và đóng theo cặp.", "Quotation marks of the CSV file come in pairs."),
        Text("dấu ngoặc kép mở và đóng theo cặp", "quotation marks in pairs"),
        _resend("sửa dấu ngoặc kép từ dòng này trở xuống", "corrects the quotation marks from this row on"),
    ),
    "file.twice": Rule(
        "error",
        Text(
            "Khi một biểu được gửi nhiều lần, biết được lần nào mới nhất.",
            "When a form came more than once, it is known which delivery is the newest.",
        ),
        Text(
            "ngày nhận của từng lần gửi, để biết lần nào mới nhất",
            "the day of each delivery, to know which is the newest",
        ),
        Text(
            'Cơ quan điều phối hỏi cơ quan gửi ({agency}), rồi ghi ngày nhận của "{one}" và "{other}" vào '
            'received.yaml hoặc vào tên tệp (như "{example}"), hoặc chuyển tệp thừa ra khỏi thư mục. Chương trình '
            "không đoán tệp nào mới hơn.",
            'The coordinator asks {agency} and writes the days of "{one}" and "{other}" into received.yaml or into '
            'the names (like "{example}"), or moves the superfluous file away. The program never guesses.',
        ),
        why=Text(
            "Dùng nhầm lần gửi cũ thì báo cáo sai mà không ai thấy.",
            "A report from the older delivery would be wrong and nobody would see it.",
        ),
    ),
    "file.copy": Rule(
        "warning",
        Text("Mỗi lần gửi chỉ có một tệp.", "A delivery is there once."),
        Text('chỉ một tệp; nội dung giống hệt "{file}"', 'one file; its content is that of "{file}"'),
        Text(
            'Chương trình chỉ đọc "{file}". Cơ quan điều phối chuyển bản sao này ra khỏi thư mục của {agency}.',
            'Only "{file}" is read. The coordinator moves this copy out of the folder of {agency}.',
        ),
        why=Text(
            "Bản sao để lẫn với tệp gốc thì lần sau dễ sửa nhầm tệp.",
            "With a copy beside the file it is easy to correct the wrong one.",
        ),
    ),
    "file.renamed": Rule(
        "warning",
        Text("Tệp mang tên của biểu.", "A file bears the name of its form."),
        Text('tệp "{file}"', 'the file "{file}"'),
        Text(
            "Tệp của {agency} được nhận ra là biểu {number} nhờ nội dung và được tính là một lần gửi. Cơ quan điều "
            "phối đổi tên tệp, có thể kèm ngày nhận; trang công bố gọi tệp bằng tên của biểu.",
            "The file of {agency} was known as form {number} by its content and counts as a delivery. The "
            "coordinator renames it, perhaps with the day it came; published pages call it by the form's name.",
        ),
        why=Text(
            "Tên lạ che mất tệp là biểu nào, gửi ngày nào, và có thể chứa tên người.",
            "Another name hides which form it is and when it came, and may hold a person's name.",
        ),
    ),
    "file.undated": Rule(
        "warning",
        Text("Sau tên của biểu chỉ có ngày nhận tệp.", "Behind the form's name only the day of receipt stands."),
        Text('ngày nhận trong tên, như "{example}"', 'the day of receipt in the name, like "{example}"'),
        Text(
            "Cơ quan điều phối ghi ngày nhận từ {agency} vào tên tệp thay cho phần chữ thêm, hoặc vào received.yaml.",
            "The coordinator puts the day it came from {agency} into the name, or into received.yaml.",
        ),
        why=Text(
            "Phần chữ như “(2)” hay “bản cuối” không cho biết tệp nào mới hơn.",
            "Words like “(2)” or “final” do not say which file is newer.",
        ),
    ),
    "file.other_year": Rule(
        "warning",
        Text("Tệp trong thư mục của năm là số liệu của năm đó.", "A file in a year's folder is of that year."),
        Text("biểu {number} của năm {year}", "form {number} of {year}"),
        Text(
            "Tệp ghi năm khác nên không được dùng. Cơ quan điều phối chuyển tệp sang thư mục đúng năm, hoặc hỏi lại "
            "cơ quan gửi ({agency}).",
            "It says another year and is not used. The coordinator moves it to that year's folder, or asks {agency}.",
        ),
        why=Text(
            "Số liệu của năm khác trong báo cáo của năm này là sai, dù từng ô đều hợp lệ.",
            "Figures of another year would be wrong in this report although every cell is sound.",
        ),
    ),
    "file.after_closing": Rule(
        "warning",
        Text(
            "Tệp được dùng đã nhận trước khi chốt số liệu.", "A file that is used came before the data were closed."
        ),
        Text("nhận không sau ngày chốt số liệu {day}", "received by the day the data were closed, {day}"),
        Text(
            'Cơ quan điều phối sửa khoá "data_as_of" của tệp năm, hoặc ngày nhận từ {agency} trong received.yaml.',
            'The coordinator corrects "data_as_of" in the year\'s file, or the day it came from {agency}.',
        ),
        why=Text(
            "Báo cáo ghi “số liệu nhận đến” ngày chốt.", "The report says that it holds what came by the closing day."
        ),
    ),
    "file.unexpected": Rule(
        "warning",
        Text("Thư mục chỉ có tệp của các biểu mẫu.", "The folder holds files of the forms only."),
        Text("chỉ có tệp của các biểu mẫu", "only files of the forms"),
        Text(
            "Tệp này không được đọc. {hint} Cơ quan điều phối ({agency}) đổi tên cho đúng biểu, hoặc chuyển tệp ra "
            "khỏi thư mục.",
            "This file is not read. {hint} The coordinator ({agency}) gives it its form's name, or moves it away.",
        ),
        why=Text(
            "Tệp không được đọc có thể là biểu gửi sai tên, khi đó báo cáo thiếu số liệu.",
            "A file that is not read may be a form under a wrong name, and its data would be missing.",
        ),
    ),
    "received.unknown": Rule(
        "warning",
        Text("Tệp ghi trong received.yaml có trong thư mục.", "A file that received.yaml names is in the folder."),
        Text("tên một tệp có trong thư mục của năm. {hint}", "the name of a file in the year's folder. {hint}"),
        Text(
            "Cơ quan điều phối ({agency}) sửa tên trong received.yaml, hoặc đưa tệp trở lại thư mục.",
            "The coordinator ({agency}) corrects the name in received.yaml, or puts the file back.",
        ),
        why=Text(
            "Ngày nhận ghi cho tên sai thì không đến được với tệp nào.",
            "A day written for a wrong name reaches no file.",
        ),
    ),
    "file.parquet": Rule(
        "error",
        Text("Tệp Parquet nguyên vẹn.", "The Parquet file is undamaged."),
        Text("tệp Parquet nguyên vẹn, hoặc tệp CSV", "an undamaged Parquet file, or a CSV file"),
        _resend("xuất lại tệp (tệp nhận được bị cắt cụt hoặc hỏng)", "exports the file again (it is damaged)"),
    ),
    "file.parquet_reader": Rule(
        "error",
        Text("Máy đọc được tệp Parquet.", "The machine can read Parquet files."),
        Text("thư viện pyarrow để đọc tệp Parquet", "the library pyarrow, which reads Parquet files"),
        Text(
            'Cơ quan điều phối cài thêm pyarrow (python -m pip install "pyarrow>=21"), hoặc đề nghị cơ quan gửi biểu '
            "({agency}) gửi tệp CSV.",
            'The coordinator installs pyarrow (python -m pip install "pyarrow>=21"), or asks the agency ({agency}) '
            "for a CSV file.",
        ),
    ),
    "file.delimiter": Rule(
        "warning",
        Text("Các cột của tệp CSV cách nhau bằng dấu phẩy.", "Commas stand between the columns of the CSV file."),
        Text("dấu phẩy giữa các cột", "commas between the columns"),
        _note(
            "từ lần sau xuất CSV với dấu phẩy (đặt dấu phân cách danh sách là dấu phẩy)",
            "exports with commas next time (set the list separator to a comma)",
        ),
    ),
    # the sheet and the identity of the form
    "sheet.missing": Rule(
        "error",
        Text("Tệp có trang tính của mẫu.", "The file has the template's sheet."),
        Text('trang tính "{sheet}"', 'a sheet called "{sheet}"'),
        _resend('đặt dữ liệu vào trang "{sheet}" của mẫu', 'puts the data on the sheet "{sheet}"'),
    ),
    "sheet.hidden": Rule(
        "warning",
        Text("Tệp không có trang ẩn chứa dữ liệu.", "The file has no hidden sheet with data."),
        Text("không có trang ẩn chứa dữ liệu", "no hidden sheet with data"),
        _note(
            "xem lại trang ẩn và xoá nếu không thuộc biểu; chỉ trang của mẫu được dùng",
            "reviews the hidden sheet and deletes it if it is not part of the form; only the form's sheet is used",
        ),
    ),
    "sheet.unused": Rule(
        "warning",
        Text("Số liệu chỉ ở trang tính của mẫu.", "The data stand on the template's sheet only."),
        Text('số liệu của biểu chỉ ở trang "{sheet}"', 'the form\'s data on the sheet "{sheet}" only'),
        _note(
            'xem lại trang này; nếu có số liệu của biểu thì chuyển vào trang "{sheet}" rồi gửi lại tệp',
            'reviews this sheet, moves any data of the form to the sheet "{sheet}" and resends the file',
        ),
    ),
    "sheet.too_large": Rule(
        "error",
        Text("Số liệu gọn trong bảng của mẫu.", "The data lie within the template's table."),
        Text("dữ liệu gọn trong bảng của mẫu", "data within the form's table"),
        _resend("xoá nội dung ở ô xa ngoài bảng", "deletes the content of the cell far outside the table"),
    ),
    "sheet.year": Rule(
        "error",
        Text("Biểu ghi đúng năm báo cáo.", "The form names the year it is sent for."),
        Text('năm {year} ở ô "Năm báo cáo"', 'the year {year} in the cell "Năm báo cáo"'),
        _resend(
            "gửi đúng biểu của năm {year} (nếu chỉ ghi nhầm năm thì sửa ô này)",
            "sends the form of {year} (or corrects this cell if only the year was mistyped)",
        ),
    ),
    "sheet.form": Rule(
        "error",
        Text("Biểu ghi đúng số biểu.", "The form names its own number."),
        Text('biểu số {number} ở ô "Biểu số"', 'form number {number} in the cell "Biểu số"'),
        _resend("gửi đúng biểu {number}", "sends form {number}"),
    ),
    # header and columns
    "header.missing": Rule(
        "error",
        Text("Bảng có dòng tiêu đề của mẫu.", "The table has the template's header row."),
        Text("dòng tiêu đề có các cột: {headers}", "a header row with the columns: {headers}"),
        _resend("dùng đúng mẫu và giữ nguyên dòng tiêu đề", "uses the template and keeps its header row"),
    ),
    "header.moved": Rule(
        "warning",
        Text("Dòng tiêu đề ở đúng vị trí của mẫu.", "The header row stands where the template has it."),
        Text("dòng tiêu đề ở dòng {row}", "the header in row {row}"),
        _note(
            "từ lần sau giữ nguyên vị trí dòng tiêu đề của mẫu", "keeps the template's header row in place next time"
        ),
    ),
    "column.missing": Rule(
        "error",
        Text("Bảng có đủ các cột của mẫu.", "The table has every column of the template."),
        Text('cột "{header}". {hint}', 'the column "{header}". {hint}'),
        _resend('khôi phục cột "{header}" của mẫu', 'restores the column "{header}"'),
    ),
    "column.unknown": Rule(
        "warning",
        Text("Bảng chỉ có các cột của mẫu.", "The table has no other columns than the template's."),
        Text("chỉ các cột của mẫu", "only the columns of the template"),
        _note("xoá cột thừa; cột này không được dùng", "deletes the extra column; it is not used"),
    ),
    "column.duplicated": Rule(
        "error",
        Text("Mỗi cột của mẫu có một lần.", "Every column of the template stands once."),
        Text('mỗi cột một lần; "{header}" đã có ở {first}', 'each column once; "{header}" already stands at {first}'),
        _resend("xoá cột lặp", "deletes the repeated column"),
    ),
    "column.type": Rule(
        "error",
        Text("Cột có đúng kiểu dữ liệu.", "The column is of the right type."),
        Text('cột "{header}" kiểu {kinds}', 'the column "{header}" of type {kinds}'),
        _resend("xuất lại tệp với đúng kiểu của cột", "exports the file again with the column's type"),
    ),
    # rows
    "row.ragged": Rule(
        "error",
        Text("Mỗi dòng có đủ số giá trị.", "Every row has the right number of values."),
        Text("{expected} giá trị trên dòng", "{expected} values in the row"),
        _resend(
            "sửa số cột của dòng (giá trị có dấu phẩy phải đặt trong ngoặc kép)",
            "corrects the number of values in the row (quote a value that holds a comma)",
        ),
    ),
    "row.blank": Rule(
        "warning",
        Text("Không có dòng trống giữa bảng.", "No blank rows stand inside the table."),
        Text("không có dòng trống giữa bảng", "no blank rows inside the table"),
        _note("xoá dòng trống", "deletes the blank row"),
    ),
    "row.total": Rule(
        "error",
        Text("Bảng chỉ có dòng chi tiết, không có dòng tổng.", "The table has detail rows only, no totals."),
        Text("chỉ các dòng chi tiết, không có dòng tổng", "detail rows only, no row of totals"),
        _resend("xoá dòng tổng khỏi bảng (tổng được tính tự động)", "deletes the row of totals (they are computed)"),
    ),
    "row.note": Rule(
        "error",
        Text("Dưới bảng không có ghi chú hay chữ ký.", "No notes or signatures stand below the table."),
        Text("không có ghi chú hay chữ ký dưới bảng", "no notes or signatures below the table"),
        _resend(
            "xoá dòng ghi chú hoặc điền đủ các cột của dòng", "deletes the note or fills the row's other columns"
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
    ),
    # cells
    "cell.required": Rule(
        "error",
        Text("Ô bắt buộc được điền.", "A required cell is filled in."),
        Text("ô phải có giá trị", "a value is required"),
        _resend("điền các ô còn trống", "fills the empty cells"),
    ),
    "cell.type": Rule(
        "error",
        Text("Giá trị đọc được theo kiểu của cột.", "A value can be read as its column's type."),
        Text("{kind}", "{kind}"),
        _resend("nhập lại ô này", "enters the cell again"),
    ),
    "cell.code": Rule(
        "error",
        Text("Giá trị có trong danh mục của cột.", "A value is on its column's list."),
        Text("một trong: {codes}. {hint}", "one of: {codes}. {hint}"),
        _resend("chọn đúng giá trị trong danh mục", "picks a value of the list"),
    ),
    "cell.yes_no": Rule(
        "error",
        Text("Ô ghi Có hoặc Không.", "The cell says Có (yes) or Không (no)."),
        Text("Có hoặc Không", "Có (yes) or Không (no)"),
        _resend("ghi Có hoặc Không", "writes Có or Không"),
    ),
    "cell.date": Rule(
        "error",
        Text("Ngày có thật, ghi đúng định dạng.", "A date exists and is in the right format."),
        Text("{kind}", "{kind}"),
        _resend("nhập lại ngày có thật, đúng định dạng ngày", "enters a real day in a date format"),
    ),
    "cell.date_as_text": Rule(
        "warning",
        Text("Ngày ở ô kiểu ngày, không phải văn bản.", "A date stands in a date cell, not as text."),
        Text("ô ngày của Excel", "an Excel date cell"),
        _note("chuyển cột sang định dạng ngày; đã đọc theo ngày/tháng/năm", "formats the column as dates"),
    ),
    "cell.number_as_text": Rule(
        "warning",
        Text("Số ở ô kiểu số, không phải văn bản.", "A number stands in a number cell, not as text."),
        Text("ô số của Excel", "an Excel number cell"),
        _note("chuyển ô từ văn bản sang số", "turns the text into a number"),
    ),
    "cell.text_from_number": Rule(
        "warning",
        Text("Mã ở ô kiểu văn bản, không phải số.", "A code stands in a text cell, not as a number."),
        Text("ô văn bản (mã có thể mất số 0 ở đầu)", "a text cell (a code may lose its leading zeros)"),
        _note("định dạng cột mã là văn bản và kiểm tra số 0 ở đầu mã", "formats the column as text, checks zeros"),
    ),
    "cell.formula": Rule(
        "warning",
        Text("Ô là giá trị nhập trực tiếp, không phải công thức.", "The cell holds a typed value, not a formula."),
        Text("giá trị nhập trực tiếp, không phải công thức", "a typed value, not a formula"),
        _note("dán giá trị thay công thức; đã dùng kết quả lưu trong tệp", "pastes values; the saved result is used"),
    ),
    "cell.formula_empty": Rule(
        "error",
        Text("Công thức có kết quả lưu trong tệp.", "A formula has its result saved in the file."),
        Text("giá trị nhập trực tiếp, không phải công thức", "a typed value, not a formula"),
        _resend("thay công thức chưa có kết quả bằng giá trị", "replaces the formula, which has no saved result"),
    ),
    "cell.error_value": Rule(
        "error",
        Text("Ô không chứa mã lỗi của Excel.", "The cell holds no Excel error."),
        Text("giá trị, không phải mã lỗi của Excel", "a value, not an Excel error"),
        _resend("sửa công thức lỗi và dán giá trị", "repairs the formula and pastes its value"),
    ),
    "cell.merged": Rule(
        "error",
        Text("Mỗi ô số liệu đứng riêng, không gộp.", "Data cells are not merged."),
        Text("mỗi ô dữ liệu đứng riêng, không gộp ô", "data cells that are not merged"),
        _resend("bỏ gộp ô và điền từng ô", "unmerges the cells and fills each one"),
    ),
    "text.normalised": Rule(
        "warning",
        Text(
            "Chữ theo Unicode dựng sẵn, không thừa dấu cách hay ký tự ẩn.",
            "Text is in composed Unicode without superfluous spaces or invisible characters.",
        ),
        Text(
            "chữ Unicode dựng sẵn (NFC), không thừa dấu cách hay ký tự ẩn",
            "text in Unicode NFC without superfluous spaces or invisible characters",
        ),
        _note("dùng bộ gõ Unicode dựng sẵn; đã tự động chuẩn hoá", "types composed Unicode; it was normalised"),
        fold_above=1,
    ),
}
