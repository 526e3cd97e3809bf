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
        Text("Biểu được gửi bằng tệp bảng tính.", "A form comes as a spreadsheet file."),
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
        Text("Tệp CSV là văn bản.", "A CSV file is text."),
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
    "file.recoded": Rule(
        "warning",
        Text("Tệp CSV ghi bằng mã UTF-8, không phải mã cũ.", "The CSV file is in UTF-8, not in an older encoding."),
        _CSV,
        _note(
            'lưu lại bằng "CSV UTF-8"; lần này đã đọc theo mã {encoding}, mã duy nhất cho ra đúng các từ của biểu',
            'saves as "CSV UTF-8"; it was read as {encoding}, the only encoding that shows the form\'s own words',
        ),
        why=Text(
            "Cùng một byte là chữ khác nhau trong mỗi mã cũ. Tệp chỉ được đọc khi tiêu đề và danh mục của biểu chỉ "
            "ra đúng một mã; chữ hoa có dấu trong TCVN3 thành chữ thường.",
            "In each of the older encodings the same byte is another letter. A file is read only when the form's "
            "headers and lists prove one of them; capitals with tones in TCVN3 become small letters.",
        ),
    ),
    "file.quotes": Rule(
        "error",
        Text("Trong tệp CSV, dấu ngoặc kép mở và đóng theo cặp.", "Quotation marks of the CSV file come in pairs."),
        Text("dấu ngoặc kép mở và đóng theo cặp", "quotation marks in pairs"),
        _resend("sửa dấu ngoặc kép từ dòng này trở xuống", "corrects the quotation marks from this row on"),
    ),
    "file.ending": Rule(
        "warning",
        Text("Đuôi tên tệp đúng với nội dung.", "The file's ending says what it is."),
        Text(
            'đuôi tệp đúng với nội dung: {format}, không phải "{ending}"',
            'an ending true to {format}, not "{ending}"',
        ),
        _note(
            'từ lần sau lưu tệp đúng định dạng thay vì chỉ đổi đuôi; tệp "{ending}" này đã được đọc là {format}',
            'saves the file in its format instead of only renaming it; this "{ending}" file was read as {format}',
        ),
        why=Text(
            "Tệp được mở theo nội dung. Đuôi sai cho thấy tệp đã bị đổi tên hoặc xuất bằng phần mềm khác, "
            "và Excel có thể hiện nó khác đi.",
            "A file is opened by its content. A wrong ending tells of another name or program, "
            "and Excel may show it differently.",
        ),
    ),
    "file.twice": Rule(
        "error",
        Text("Mỗi biểu được gửi bằng một tệp.", "Every form comes as one file."),
        Text("một tệp cho mỗi biểu, ở một định dạng", "one file for each form, in one format"),
        _resend("chọn tệp đúng và xoá các tệp kia", "chooses the right file and deletes the others"),
    ),
    "file.macro": Rule(
        "error",
        Text("Tệp không có macro.", "The file holds no macros."),
        Text("tệp không có macro", "a file without macros"),
        _resend("lưu lại dưới dạng .xlsx không có macro", "saves it as .xlsx without macros"),
        why=Text(
            "Macro là chương trình chạy khi mở tệp. Biểu số liệu không cần macro; tệp có macro không được đọc để "
            "không ai mở nhầm nó.",
            "A macro is a program that runs when the file is opened. No form needs one; the file is not read, so "
            "that nobody opens it by mistake.",
        ),
    ),
    "file.external_link": Rule(
        "error",
        Text("Tệp không liên kết tới tệp khác.", "The file has no links to other files."),
        Text(
            "tệp không liên kết tới tệp hay nguồn dữ liệu khác", "a file without links to other files or data sources"
        ),
        _resend(
            "ngắt các liên kết (Excel: Dữ liệu > Sửa liên kết > Ngắt liên kết) và dán giá trị",
            "breaks the links (Excel: Data > Edit Links > Break Link) and pastes values",
        ),
        why=Text(
            "Giá trị lấy từ tệp khác không kiểm tra được và có thể đổi khi mở tệp.",
            "A value that comes from another file cannot be checked and may change when the file is opened.",
        ),
    ),
    "file.embedded": Rule(
        "error",
        Text("Tệp không chứa tệp khác bên trong.", "The file holds no other files."),
        Text(
            "tệp không có đối tượng nhúng (OLE, ActiveX, tệp đính kèm)", "no embedded objects (OLE, ActiveX, files)"
        ),
        _resend("xoá các đối tượng nhúng", "deletes the embedded objects"),
        why=Text(
            "Đối tượng nhúng có thể chứa chương trình hoặc dữ liệu không thuộc biểu.",
            "An embedded object may hold a program, or data that are not part of the form.",
        ),
    ),
    "file.dde": Rule(
        "error",
        Text("Tệp không gọi chương trình khác (DDE).", "The file calls no other programs (DDE)."),
        Text("tệp không có liên kết DDE", "a file without DDE links"),
        _resend(
            "xoá công thức hoặc liên kết DDE và dán giá trị", "deletes the DDE formula or link and pastes values"
        ),
        why=Text(
            "DDE có thể khởi động chương trình khác khi mở tệp.",
            "DDE may start another program when the file is opened.",
        ),
    ),
    "file.doctype": Rule(
        "error",
        Text("Tệp không khai báo thực thể XML.", "The file declares no XML entities."),
        Text(
            "tệp do Excel hoặc LibreOffice lưu, không có DOCTYPE", "a file saved by Excel or LibreOffice, no DOCTYPE"
        ),
        _resend("mở tệp bằng Excel và lưu lại dưới dạng .xlsx", "opens it in Excel and saves it as .xlsx"),
        why=Text(
            "Thực thể XML có thể phình to không giới hạn hoặc đọc tệp khác; sổ tính không bao giờ cần.",
            "XML entities can grow without limit or read other files; workbooks never need them.",
        ),
    ),
    "file.depth": Rule(
        "error",
        Text("Nội dung XML không lồng quá sâu.", "The XML is not nested too deep."),
        Text("tệp do Excel hoặc LibreOffice lưu", "a file saved by Excel or LibreOffice"),
        _resend("mở tệp bằng Excel và lưu lại dưới dạng .xlsx", "opens it in Excel and saves it as .xlsx"),
        why=Text(
            "Không chương trình bảng tính nào ghi XML lồng sâu như vậy; tệp như thế chỉ làm cạn bộ nhớ.",
            "No spreadsheet program writes XML nested that deep; such a file only exhausts the memory.",
        ),
    ),
    "file.html": Rule(
        "error",
        Text("Tệp là sổ tính thật, không phải trang web.", "The file is a real workbook, not a web page."),
        Text("tệp .xlsx, .xls, .ods hoặc .csv", "a file .xlsx, .xls, .ods or .csv"),
        _resend(
            "mở tệp bằng Excel và lưu lại dưới dạng .xlsx (tệp này là trang HTML hoặc XML được đổi đuôi)",
            "opens it in Excel and saves it as .xlsx (this file is HTML or XML under another ending)",
        ),
        why=Text(
            "Phần mềm nghiệp vụ hay xuất trang web rồi đặt đuôi .xls. Excel đoán kiểu của từng ô, nên ngày và "
            "mã có số 0 ở đầu có thể đã sai.",
            "Some programs export a web page and call it .xls. Excel guesses the type of every cell, so dates and "
            "codes with leading zeros may be wrong already.",
        ),
    ),
    "cell.too_long": Rule(
        "error",
        Text("Không ô nào dài quá 32.767 ký tự.", "No cell is longer than 32,767 characters."),
        Text("ô không quá 32.767 ký tự, giới hạn của Excel", "at most 32,767 characters in a cell, as in Excel"),
        _resend("xoá nội dung thừa của ô này", "deletes the superfluous content of this cell"),
        why=Text(
            "Excel không giữ được ô dài hơn; ô như vậy là rác hoặc dấu ngoặc kép không khép kín.",
            "Excel cannot hold a longer cell; such a cell is rubbish or a quotation mark that does not close.",
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
    "sheet.renamed": Rule(
        "warning",
        Text("Trang tính mang tên của mẫu.", "The sheet bears the template's name."),
        Text('trang tính tên "{sheet}"', 'a sheet called "{sheet}"'),
        _note('từ lần sau giữ tên trang "{sheet}"', 'keeps the sheet\'s name "{sheet}" next time'),
        why=Text(
            "Tệp chỉ có một trang có dữ liệu nên trang đó được đọc. Tên của mẫu cho biết đó đúng là biểu này.",
            "The file has one sheet with data, so that one was read. The template's name says that it is the form.",
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
        _resend(
            "xoá nội dung ở ô xa ngoài bảng (danh sách hơn 300.000 ô thì gửi dưới dạng CSV)",
            "deletes the content of the cell far outside the table (a list of more than 300,000 cells comes as CSV)",
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
