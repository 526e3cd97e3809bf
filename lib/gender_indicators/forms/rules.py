"""The rules of reading a file: how severe each is, what was expected, who must do what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gender_indicators.findings import Severity
from gender_indicators.locale import Text

FOLD_ABOVE = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of reading. ``what`` it asks and ``why`` in words for everybody, without a brace; ``expected`` and
    ``action`` may hold ``{agency}`` and the values of a fault.

    More than ``fold_above`` like faults of one column are told as one finding at the first place. ``why`` is given by
    keyword.
    """

    severity: Severity
    what: Text
    expected: Text
    action: Text
    fold_above: int = FOLD_ABOVE
    why: Text = field(kw_only=True)


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
        why=Text(
            "Thiếu biểu thì các chỉ tiêu tính từ biểu đó không có số liệu.",
            "Without the form, the measures counted from it have no data.",
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
        why=Text(
            "Tệp không mở được thì không kiểm tra và không tính được gì.",
            "What cannot be opened can be neither checked nor counted.",
        ),
    ),
    "file.empty": Rule(
        "error",
        Text("Tệp có nội dung.", "The file has content."),
        Text("tệp có nội dung", "a file with content"),
        _resend("kiểm tra tệp gốc (tệp nhận được dài 0 byte)", "checks its file (0 bytes were received)"),
        why=Text(
            "Tệp dài 0 byte là tệp lưu hoặc gửi dở dang.", "A file of 0 bytes was cut off while it was saved or sent."
        ),
    ),
    "file.too_large": Rule(
        "error",
        Text("Tệp không quá lớn.", "The file is not too large."),
        Text("tệp không quá {limit} MB (kể cả sau khi giải nén)", "at most {limit} MB, also when unpacked"),
        _resend(
            "xoá ảnh, đối tượng nhúng và vùng định dạng thừa khỏi tệp",
            "removes pictures, embedded objects and superfluous formatting",
        ),
        why=Text(
            "Biểu đúng mẫu luôn nhỏ hơn giới hạn; tệp quá lớn do ảnh, định dạng thừa, có khi để làm treo máy.",
            "A form stays far below the limit; a larger file holds pictures, or is made to stall a machine.",
        ),
    ),
    "file.not_a_workbook": Rule(
        "error",
        Text("Biểu Excel được gửi bằng tệp .xlsx.", "An Excel form comes as an .xlsx file."),
        _WORKBOOK,
        _resend("lưu biểu dưới dạng .xlsx", "saves the form as .xlsx"),
        why=Text(
            "Tệp loại khác không có trang và ô để đọc theo mẫu.",
            "A file of another kind has no sheets and cells to be read by the template.",
        ),
    ),
    "file.encrypted": Rule(
        "error",
        Text("Tệp không đặt mật khẩu.", "The file has no password."),
        Text("tệp không đặt mật khẩu", "a file without a password"),
        _resend("bỏ mật khẩu của tệp", "removes the password"),
        why=Text(
            "Không có mật khẩu thì không ai đọc và kiểm tra lại được số liệu.",
            "Without the password nobody can read the data or check them again.",
        ),
    ),
    "file.damaged": Rule(
        "error",
        Text("Tệp Excel nguyên vẹn.", "The Excel file is undamaged."),
        Text("tệp Excel nguyên vẹn", "an undamaged Excel file"),
        _resend(
            "mở lại tệp gốc bằng Excel và lưu lại (tệp nhận được bị cắt cụt hoặc hỏng)",
            "opens its file in Excel and saves it again (the file received is cut off or damaged)",
        ),
        why=Text(
            "Tệp bị cắt cụt có thể thiếu dòng mà không ai nhận ra.",
            "A file that was cut off may lack rows without anybody noticing.",
        ),
    ),
    "file.not_text": Rule(
        "error",
        Text("Biểu CSV được gửi bằng tệp văn bản.", "A CSV form comes as a text file."),
        _CSV,
        _resend("xuất biểu ra CSV UTF-8", "exports the form as CSV UTF-8"),
        why=Text(
            "Tệp CSV là văn bản; nội dung khác không chia được thành dòng và cột.",
            "A CSV file is text; anything else cannot be split into rows and columns.",
        ),
    ),
    "file.encoding": Rule(
        "error",
        Text("Tệp CSV ghi bằng mã UTF-8.", "The CSV file is in UTF-8."),
        _CSV,
        _resend(
            'lưu lại bằng "CSV UTF-8" (không dùng UTF-16, CP1258, TCVN3)',
            'saves it again as "CSV UTF-8" (not UTF-16, CP1258 or TCVN3)',
        ),
        why=Text(
            "Đọc sai bảng mã làm hỏng chữ có dấu, nên tên và mã không còn khớp danh mục.",
            "Read in the wrong encoding, accented letters break and names no longer match the lists.",
        ),
    ),
    "file.quotes": Rule(
        "error",
        Text("Trong tệp CSV, dấu ngoặc kép mở và đóng theo cặp.", "Quotation marks of the CSV file come in pairs."),
        Text("dấu ngoặc kép mở và đóng theo cặp", "quotation marks in pairs"),
        _resend("sửa dấu ngoặc kép từ dòng này trở xuống", "corrects the quotation marks from this row on"),
        why=Text(
            "Thiếu một dấu ngoặc kép thì nhiều dòng bị gộp thành một.",
            "One missing quotation mark makes many rows into one.",
        ),
    ),
    "file.twice": Rule(
        "error",
        Text("Mỗi biểu được gửi bằng một tệp.", "Every form comes as one file."),
        Text("một tệp cho mỗi biểu: CSV hoặc Parquet", "one file for each form: CSV or Parquet"),
        _resend("chọn tệp đúng và xoá tệp kia", "chooses the right file and deletes the other"),
        why=Text(
            "Hai tệp cho một biểu thì không biết tệp nào đúng.",
            "With two files for one form nobody knows which is right.",
        ),
    ),
    "file.parquet": Rule(
        "error",
        Text("Tệp Parquet nguyên vẹn.", "The Parquet file is undamaged."),
        Text("tệp Parquet nguyên vẹn, hoặc tệp CSV", "an undamaged Parquet file, or a CSV file"),
        _resend("xuất lại tệp (tệp nhận được bị cắt cụt hoặc hỏng)", "exports the file again (it is damaged)"),
        why=Text(
            "Tệp hỏng có thể thiếu dòng mà không ai nhận ra.",
            "A damaged file may lack rows without anybody noticing.",
        ),
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
        why=Text(
            "Thiếu thư viện thì máy không đọc được số liệu trong tệp này.",
            "Without the library the machine cannot read the data in this file.",
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
        why=Text(
            "Dấu khác dễ bị nhầm với dấu phẩy thập phân khi mở tệp ở máy khác.",
            "Another delimiter is easily mixed up with the decimal comma on another machine.",
        ),
    ),
    # the sheet and the identity of the form
    "sheet.missing": Rule(
        "error",
        Text("Tệp có trang tính của mẫu.", "The file has the template's sheet."),
        Text('trang tính "{sheet}"', 'a sheet called "{sheet}"'),
        _resend('đặt dữ liệu vào trang "{sheet}" của mẫu', 'puts the data on the sheet "{sheet}"'),
        why=Text(
            "Số liệu chỉ được đọc ở trang của mẫu, để không lấy nhầm bảng nháp.",
            "Data are read from the template's sheet only, so that no draft table is taken by mistake.",
        ),
    ),
    "sheet.hidden": Rule(
        "warning",
        Text("Tệp không có trang ẩn chứa dữ liệu.", "The file has no hidden sheet with data."),
        Text("không có trang ẩn chứa dữ liệu", "no hidden sheet with data"),
        _note(
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
        _note(
            'xem lại trang này; nếu có số liệu của biểu thì chuyển vào trang "{sheet}" rồi gửi lại tệp',
            'reviews this sheet, moves any data of the form to the sheet "{sheet}" and resends the file',
        ),
        why=Text("Số liệu để ở trang khác không được tính vào kết quả.", "Data on another sheet are not counted."),
    ),
    "sheet.too_large": Rule(
        "error",
        Text("Số liệu gọn trong bảng của mẫu.", "The data lie within the template's table."),
        Text("dữ liệu gọn trong bảng của mẫu", "data within the form's table"),
        _resend("xoá nội dung ở ô xa ngoài bảng", "deletes the content of the cell far outside the table"),
        why=Text(
            "Ô có nội dung ở rất xa bảng thường do gõ nhầm, và làm máy phải đọc hàng triệu ô trống.",
            "A filled cell far from the table is usually a slip, and makes the machine read millions of empty cells.",
        ),
    ),
    "sheet.year": Rule(
        "error",
        Text("Biểu ghi đúng năm báo cáo.", "The form names the year it is sent for."),
        Text('năm {year} ở ô "Năm báo cáo"', 'the year {year} in the cell "Năm báo cáo"'),
        _resend(
            "gửi đúng biểu của năm {year} (nếu chỉ ghi nhầm năm thì sửa ô này)",
            "sends the form of {year} (or corrects this cell if only the year was mistyped)",
        ),
        why=Text(
            "Số liệu của năm khác làm sai cả năm báo cáo và việc so sánh với năm trước.",
            "Data of another year falsify the reporting year and the comparison with the year before.",
        ),
    ),
    "sheet.form": Rule(
        "error",
        Text("Biểu ghi đúng số biểu.", "The form names its own number."),
        Text('biểu số {number} ở ô "Biểu số"', 'form number {number} in the cell "Biểu số"'),
        _resend("gửi đúng biểu {number}", "sends form {number}"),
        why=Text(
            "Biểu khác có cột giống tên nhưng khác nghĩa.",
            "Another form may have columns of the same name that mean something else.",
        ),
    ),
    # header and columns
    "header.missing": Rule(
        "error",
        Text("Bảng có dòng tiêu đề của mẫu.", "The table has the template's header row."),
        Text("dòng tiêu đề có các cột: {headers}", "a header row with the columns: {headers}"),
        _resend("dùng đúng mẫu và giữ nguyên dòng tiêu đề", "uses the template and keeps its header row"),
        why=Text(
            "Không có dòng tiêu đề thì không biết cột nào là gì.",
            "Without the header row nobody knows which column is which.",
        ),
    ),
    "header.moved": Rule(
        "warning",
        Text("Dòng tiêu đề ở đúng vị trí của mẫu.", "The header row stands where the template has it."),
        Text("dòng tiêu đề ở dòng {row}", "the header in row {row}"),
        _note(
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
        _resend('khôi phục cột "{header}" của mẫu', 'restores the column "{header}"'),
        why=Text(
            "Thiếu cột thì chỉ tiêu dùng cột đó không tính được.",
            "Without the column, the measures that use it cannot be counted.",
        ),
    ),
    "column.unknown": Rule(
        "warning",
        Text("Bảng chỉ có các cột của mẫu.", "The table has no other columns than the template's."),
        Text("chỉ các cột của mẫu", "only the columns of the template"),
        _note("xoá cột thừa; cột này không được dùng", "deletes the extra column; it is not used"),
        why=Text(
            "Cột lạ không được tính; có thể là cột của mẫu bị đổi tên, hoặc thông tin cá nhân không được gửi.",
            "An unknown column is not counted; it may be a renamed one, or personal data not to be sent.",
        ),
    ),
    "column.duplicated": Rule(
        "error",
        Text("Mỗi cột của mẫu có một lần.", "Every column of the template stands once."),
        Text('mỗi cột một lần; "{header}" đã có ở {first}', 'each column once; "{header}" already stands at {first}'),
        _resend("xoá cột lặp", "deletes the repeated column"),
        why=Text(
            "Hai cột cùng tên thì không biết lấy số ở cột nào.",
            "With two columns of one name nobody knows which to take.",
        ),
    ),
    "column.type": Rule(
        "error",
        Text("Cột có đúng kiểu dữ liệu.", "The column is of the right type."),
        Text('cột "{header}" kiểu {kinds}', 'the column "{header}" of type {kinds}'),
        _resend("xuất lại tệp với đúng kiểu của cột", "exports the file again with the column's type"),
        why=Text(
            "Cột sai kiểu thì mọi giá trị trong cột đều không đọc được.",
            "In a column of the wrong type no value can be read.",
        ),
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
        why=Text(
            "Thừa hoặc thiếu một giá trị thì các giá trị sau nó rơi vào cột khác.",
            "One value too many or too few shifts all values behind it into other columns.",
        ),
    ),
    "row.blank": Rule(
        "warning",
        Text("Không có dòng trống giữa bảng.", "No blank rows stand inside the table."),
        Text("không có dòng trống giữa bảng", "no blank rows inside the table"),
        _note("xoá dòng trống", "deletes the blank row"),
        why=Text(
            "Dòng trống giữa bảng có thể là dòng bị xoá mất số liệu.",
            "A blank row inside the table may be a row whose data were deleted.",
        ),
    ),
    "row.total": Rule(
        "error",
        Text("Bảng chỉ có dòng chi tiết, không có dòng tổng.", "The table has detail rows only, no totals."),
        Text("chỉ các dòng chi tiết, không có dòng tổng", "detail rows only, no row of totals"),
        _resend("xoá dòng tổng khỏi bảng (tổng được tính tự động)", "deletes the row of totals (they are computed)"),
        why=Text(
            "Dòng tổng để lẫn với dòng chi tiết làm số liệu bị tính hai lần.",
            "A total among the detail rows counts everything twice.",
        ),
    ),
    "row.note": Rule(
        "error",
        Text("Dưới bảng không có ghi chú hay chữ ký.", "No notes or signatures stand below the table."),
        Text("không có ghi chú hay chữ ký dưới bảng", "no notes or signatures below the table"),
        _resend(
            "xoá dòng ghi chú hoặc điền đủ các cột của dòng", "deletes the note or fills the row's other columns"
        ),
        why=Text(
            "Ghi chú dưới bảng bị đọc như một dòng số liệu thiếu ô.",
            "A note below the table would be read as a row of data with missing cells.",
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
    # cells
    "cell.required": Rule(
        "error",
        Text("Ô bắt buộc được điền.", "A required cell is filled in."),
        Text("ô phải có giá trị", "a value is required"),
        _resend("điền các ô còn trống", "fills the empty cells"),
        why=Text(
            "Ô trống không phân biệt được số 0 với chưa có số liệu.", "An empty cell does not tell zero from no data."
        ),
    ),
    "cell.type": Rule(
        "error",
        Text("Giá trị đọc được theo kiểu của cột.", "A value can be read as its column's type."),
        Text("{kind}", "{kind}"),
        _resend("nhập lại ô này", "enters the cell again"),
        why=Text(
            "Giá trị không đọc được thì không cộng được, và không ai được đoán thay.",
            "What cannot be read cannot be added up, and nobody may guess it.",
        ),
    ),
    "cell.code": Rule(
        "error",
        Text("Giá trị có trong danh mục của cột.", "A value is on its column's list."),
        Text("một trong: {codes}. {hint}", "one of: {codes}. {hint}"),
        _resend("chọn đúng giá trị trong danh mục", "picks a value of the list"),
        why=Text(
            "Giá trị ngoài danh mục thì không biết phải xếp dòng vào nhóm nào.",
            "A value that is not on the list belongs to no group.",
        ),
    ),
    "cell.yes_no": Rule(
        "error",
        Text("Ô ghi Có hoặc Không.", "The cell says Có (yes) or Không (no)."),
        Text("Có hoặc Không", "Có (yes) or Không (no)"),
        _resend("ghi Có hoặc Không", "writes Có or Không"),
        why=Text(
            "Cách ghi khác có thể hiểu hai cách, làm sai tỷ lệ.",
            "Anything else can be understood either way and falsifies the share.",
        ),
    ),
    "cell.date": Rule(
        "error",
        Text("Ngày có thật, ghi đúng định dạng.", "A date exists and is in the right format."),
        Text("{kind}", "{kind}"),
        _resend("nhập lại ngày có thật, đúng định dạng ngày", "enters a real day in a date format"),
        why=Text(
            "Ngày sai thì không biết sự kiện thuộc năm và đơn vị nào.",
            "With a wrong date nobody knows to which year and unit an event belongs.",
        ),
    ),
    "cell.date_as_text": Rule(
        "warning",
        Text("Ngày ở ô kiểu ngày, không phải văn bản.", "A date stands in a date cell, not as text."),
        Text("ô ngày của Excel", "an Excel date cell"),
        _note("chuyển cột sang định dạng ngày; đã đọc theo ngày/tháng/năm", "formats the column as dates"),
        why=Text(
            "Ngày ghi bằng chữ dễ bị đảo ngày với tháng ở máy khác.",
            "Day and month of a date in text are easily swapped on another machine.",
        ),
    ),
    "cell.number_as_text": Rule(
        "warning",
        Text("Số ở ô kiểu số, không phải văn bản.", "A number stands in a number cell, not as text."),
        Text("ô số của Excel", "an Excel number cell"),
        _note("chuyển ô từ văn bản sang số", "turns the text into a number"),
        why=Text(
            "Excel không cộng số ghi bằng chữ, nên tổng trong tệp của cơ quan có thể sai.",
            "Excel does not add numbers kept as text, so the agency's own totals may be wrong.",
        ),
    ),
    "cell.text_from_number": Rule(
        "warning",
        Text("Mã ở ô kiểu văn bản, không phải số.", "A code stands in a text cell, not as a number."),
        Text("ô văn bản (mã có thể mất số 0 ở đầu)", "a text cell (a code may lose its leading zeros)"),
        _note("định dạng cột mã là văn bản và kiểm tra số 0 ở đầu mã", "formats the column as text, checks zeros"),
        why=Text(
            "Mã ghi bằng số bị mất số 0 ở đầu và thành mã khác.",
            "A code kept as a number loses its leading zeros and becomes another code.",
        ),
    ),
    "cell.formula": Rule(
        "warning",
        Text("Ô là giá trị nhập trực tiếp, không phải công thức.", "The cell holds a typed value, not a formula."),
        Text("giá trị nhập trực tiếp, không phải công thức", "a typed value, not a formula"),
        _note("dán giá trị thay công thức; đã dùng kết quả lưu trong tệp", "pastes values; the saved result is used"),
        why=Text(
            "Kết quả công thức đổi theo tệp khác hoặc máy khác; số báo cáo phải là số cố định.",
            "A formula's result changes with other files and machines; a reported figure must not.",
        ),
    ),
    "cell.formula_empty": Rule(
        "error",
        Text("Công thức có kết quả lưu trong tệp.", "A formula has its result saved in the file."),
        Text("giá trị nhập trực tiếp, không phải công thức", "a typed value, not a formula"),
        _resend("thay công thức chưa có kết quả bằng giá trị", "replaces the formula, which has no saved result"),
        why=Text(
            "Công thức không được tính lại khi đọc tệp, nên ô này coi như không có giá trị.",
            "Formulas are never computed on reading, so the cell has no value.",
        ),
    ),
    "cell.error_value": Rule(
        "error",
        Text("Ô không chứa mã lỗi của Excel.", "The cell holds no Excel error."),
        Text("giá trị, không phải mã lỗi của Excel", "a value, not an Excel error"),
        _resend("sửa công thức lỗi và dán giá trị", "repairs the formula and pastes its value"),
        why=Text("Mã lỗi của Excel không phải là số liệu.", "An Excel error is no figure."),
    ),
    "cell.merged": Rule(
        "error",
        Text("Mỗi ô số liệu đứng riêng, không gộp.", "Data cells are not merged."),
        Text("mỗi ô dữ liệu đứng riêng, không gộp ô", "data cells that are not merged"),
        _resend("bỏ gộp ô và điền từng ô", "unmerges the cells and fills each one"),
        why=Text(
            "Ô gộp chỉ giữ một giá trị; các dòng khác trong ô gộp bị trống.",
            "Merged cells hold one value; the other rows they cover are left empty.",
        ),
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
        why=Text(
            "Hai cách viết trông giống nhau bị máy coi là khác nhau, làm sai việc đối chiếu tên và mã.",
            "Two spellings that look alike are different to a machine and spoil the matching of names and codes.",
        ),
    ),
}
