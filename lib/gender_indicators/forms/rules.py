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
        Text("Biểu được gửi bằng tệp bảng tính.", "A form comes as a spreadsheet file."),
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
        Text("Tệp CSV là văn bản.", "A CSV file is text."),
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
        why=Text(
            "Thiếu một dấu ngoặc kép thì nhiều dòng bị gộp thành một.",
            "One missing quotation mark makes many rows into one.",
        ),
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
        office=True,
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
        office=True,
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
        office=True,
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
        office=True,
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
        office=True,
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
        office=True,
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
    "sheet.other_name": Rule(
        "warning",
        Text("Trang tính mang tên của mẫu.", "The sheet has the template's name."),
        Text('trang tính "{sheet}"', 'a sheet called "{sheet}"'),
        _note('giữ nguyên tên trang "{sheet}" của mẫu', 'keeps the sheet\'s name "{sheet}"'),
        why=Text(
            "Trang được nhận theo các cột của biểu; người gửi cần biết trang nào đã được đọc.",
            "The sheet was known by the form's columns; the sender should know which one was read.",
        ),
    ),
    "sheet.second": Rule(
        "error",
        Text("Số liệu của biểu chỉ ở trang của mẫu.", "The form's data stand on the template's sheet alone."),
        Text('số liệu của biểu chỉ ở trang "{sheet}"', 'the form\'s data on the sheet "{sheet}" alone'),
        _resend(
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
        _note("gộp số liệu vào một trang; các trang đã được đọc nối tiếp nhau", "joins the sheets; all were read"),
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
        _note(
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
        _resend("xoá nội dung ở ô xa ngoài bảng", "deletes the content of the cell far outside the table"),
        why=Text(
            "Ô có nội dung ở rất xa bảng thường do gõ nhầm, và làm máy phải đọc hàng triệu ô trống.",
            "A filled cell far from the table is usually a slip, and makes the machine read millions of empty cells.",
        ),
    ),
    "sheet.year": Rule(
        "error",
        Text("Biểu ghi đúng năm báo cáo.", "The form names the year it is sent for."),
        Text("năm báo cáo {year}", "the reporting year {year}"),
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
    "column.synonym": Rule(
        "warning",
        Text("Tiêu đề cột ghi đúng như mẫu.", "A column's header is the template's."),
        Text('tiêu đề "{header}"', 'the header "{header}"'),
        _note('giữ nguyên tiêu đề "{header}" của mẫu', 'keeps the template\'s header "{header}"'),
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
        _note("xem lại cột bị ẩn; cột này vẫn được đọc", "reviews the hidden column; it is read"),
        why=Text(
            "Người gửi có thể không thấy cột bị ẩn mà số liệu vẫn được tính.",
            "The sender may not see a hidden column although it counts.",
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
        "warning",
        Text("Bảng chỉ có dòng chi tiết, không có dòng tổng.", "The table has detail rows only, no totals."),
        Text("chỉ các dòng chi tiết, không có dòng tổng", "detail rows only, no row of totals"),
        _note(
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
        _resend("sửa dòng chi tiết hoặc dòng tổng cho khớp", "corrects the details or the total until they agree"),
        why=Text(
            "Tổng không khớp thì ít nhất một ô bị sai hoặc bị thiếu dòng.",
            "If they differ, at least one cell is wrong or a row is missing.",
        ),
    ),
    "row.section": Rule(
        "warning",
        Text("Bảng không có dòng đề mục giữa các dòng số liệu.", "No headings stand between the rows of data."),
        Text("tên đơn vị cấp trên ở cột riêng", "the name of the unit above in a column of its own"),
        _note(
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
        _note("không lặp lại dòng tiêu đề trên mỗi trang in", "does not repeat the header on every printed page"),
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
        _note("ghi chú và chữ ký không được đọc", "notes and signatures are not read"),
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
        _resend(
            "xoá dòng ghi chú hoặc điền đủ các cột của dòng", "deletes the note or fills the row's other columns"
        ),
        why=Text(
            "Dòng chỉ có một ô có thể là ghi chú, cũng có thể là số liệu bị mất: không được đoán.",
            "A row of one cell may be a note or data that were lost: it is not guessed.",
        ),
    ),
    "row.hidden": Rule(
        "warning",
        Text("Bảng không có dòng ẩn.", "No rows of the table are hidden."),
        Text("không có dòng ẩn", "no hidden rows"),
        _note(
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
    "cell.date_order": Rule(
        "error",
        Text("Ngày ghi theo thứ tự ngày/tháng/năm.", "Dates are written day/month/year."),
        Text("ngày/tháng/năm; ô này có thể là {ways}", "day/month/year; this cell may be {ways}"),
        _resend("ghi lại các ngày của cột theo ngày/tháng/năm", "writes the column's dates as day/month/year"),
        why=Text(
            "Trong cột có ngày ghi theo kiểu tháng/ngày/năm, nên 03/04 có thể là 3 tháng 4 hoặc 4 tháng 3.",
            "The column holds dates with the month first, so 03/04 may be 3 April or 4 March.",
        ),
    ),
    "cell.date_swapped": Rule(
        "error",
        Text("Ngày và tháng không bị đổi chỗ cho nhau.", "Day and month are not swapped."),
        Text(
            "ngày đúng; trong cột này Excel có thể đã đổi chỗ ngày và tháng",
            "the right day; Excel may have swapped day and month",
        ),
        _resend(
            "đối chiếu mọi ngày của cột với sổ gốc (máy đặt kiểu tháng/ngày/năm biến 05/04 thành 4 tháng 5)",
            "compares all dates of the column with the register (a PC set to month/day/year turns 05/04 into 4 May)",
        ),
        why=Text(
            "Khi mọi ngày có số ngày trên 12 còn là chữ, còn mọi ô ngày thật đều có số ngày từ 1 đến 12, Excel đã "
            "hiểu ngày theo kiểu tháng/ngày/năm: các ô ngày thật đều bị đổi chỗ.",
            "When all days above 12 are still text and all real dates have days up to 12, Excel took the dates with "
            "the month first: all real dates are swapped.",
        ),
    ),
    "cell.date_serial": Rule(
        "warning",
        Text("Ngày hiện dưới dạng ngày, không phải số.", "A date is shown as a date, not as a number."),
        Text("ô có định dạng ngày", "a cell in a date format"),
        _note("đặt định dạng ngày cho ô; số của Excel đã được đọc thành ngày", "formats the cell as a date"),
        normalised=Text("ngày ghi bằng số của Excel", "dates as serial numbers"),
        why=Text(
            "Ô ngày mất định dạng hiện ra số như 45260; người đọc không kiểm tra được.",
            "A date without its format shows a number such as 45260, which nobody can check.",
        ),
    ),
    "cell.code_from_date": Rule(
        "warning",
        Text("Nhãn không bị Excel đổi thành ngày.", "Excel has not turned a label into a date."),
        Text("nhãn của danh mục, dạng văn bản", "a label of the list, as text"),
        _note("định dạng cột là văn bản (Excel đã đổi nhãn như 10-14 thành ngày)", "formats the column as text"),
        normalised=Text("nhãn bị Excel đổi thành ngày", "labels Excel had turned into dates"),
        why=Text(
            'Excel hiểu nhóm tuổi "10-14" là ngày 14 tháng 10; chỉ đọc lại khi đúng một nhãn phù hợp.',
            'Excel takes the age group "10-14" for 14 October; it is read back only where one label fits.',
        ),
    ),
    "cell.number_separators": Rule(
        "warning",
        Text("Số ghi không có dấu phân cách.", "Numbers are written without separators."),
        Text("số không có dấu phân cách, dấu chấm thập phân", "a number without separators, with a decimal point"),
        _note(
            "xuất số không có dấu phân cách; đã đọc theo cách duy nhất có thể", "exports numbers without separators"
        ),
        normalised=Text("số có dấu phân cách", "numbers with separators"),
        why=Text(
            "Dấu chấm và dấu phẩy có thể ngăn hàng nghìn hoặc phần thập phân; chỉ đọc khi có đúng một cách hiểu.",
            "Point and comma stand between thousands or before decimals; a number is read if one way is possible.",
        ),
    ),
    "cell.number_ambiguous": Rule(
        "error",
        Text("Số chỉ đọc được theo một cách.", "A number can be read in one way only."),
        Text("số chỉ có một cách đọc; ô này có thể là {ways}", "a number with one reading; this may be {ways}"),
        _resend("nhập lại số vào ô kiểu số, không có dấu phân cách", "enters the number without separators"),
        why=Text(
            "Số 1.234 có thể là một nghìn hai trăm ba mươi tư hoặc một phẩy hai ba tư; các ô khác không cho biết.",
            "The number 1.234 may be a thousand and more or one and a little; the column's other cells do not tell.",
        ),
    ),
    "cell.unit": Rule(
        "warning",
        Text("Ô số chỉ ghi số, đơn vị ở tiêu đề.", "A number cell holds the number; the unit stands in the header."),
        Text("chỉ số, không kèm đơn vị", "the number without its unit"),
        _note(
            "không ghi đơn vị trong ô; đơn vị này đúng với cột", "writes no units in cells; this one is the column's"
        ),
        normalised=Text("đơn vị ghi trong ô số", "units in number cells"),
        why=Text(
            'Dấu "%o", "0/00" thay cho "‰" trong ô làm số thành chữ.',
            'A "%o" or "0/00" for "‰" makes the number text.',
        ),
    ),
    "cell.unit_wrong": Rule(
        "error",
        Text("Số ghi theo đơn vị của cột.", "A number is in its column's unit."),
        Text("số {unit}", "a number {unit}"),
        _resend("đổi số sang đơn vị của cột", "converts the number to the column's unit"),
        why=Text(
            "Hai cách ghi 1,58% và 15,8‰ là một; nhầm đơn vị làm số sai mười lần.",
            "Written 1.58% and 15.8‰ a number is the same; the wrong unit is wrong by a factor of ten.",
        ),
    ),
    "cell.percent": Rule(
        "error",
        Text("Ô số không có định dạng phần trăm.", "A number cell is not in a percent format."),
        Text("ô số thường (ô phần trăm lưu giá trị nhỏ hơn một trăm lần)", "an ordinary number cell"),
        _resend("bỏ định dạng phần trăm và nhập lại số", "removes the percent format and enters the number again"),
        why=Text(
            "Ô hiện 1,58% lưu số 0,0158: không biết người nhập muốn số nào.",
            "A cell that shows 1.58% holds 0.0158: nobody knows which was meant.",
        ),
    ),
    "cell.no_cases": Rule(
        "warning",
        Text("Không phát sinh thì ghi số 0.", "No cases are written as 0."),
        Text("số 0 khi không phát sinh", "0 where there were no cases"),
        _note("ghi số 0 khi không phát sinh", "writes 0 where there were no cases"),
        normalised=Text("ô ghi không phát sinh", "cells that say no cases"),
        why=Text(
            'Theo quy ước của niên giám, "-" là không có hiện tượng phát sinh, khác với ô trống và với "...".',
            'By the convention of yearbooks "-" means that nothing occurred, unlike an empty cell or "...".',
        ),
    ),
    "cell.no_data": Rule(
        "error",
        Text("Số liệu của ô đã được thu thập.", "The cell's figure was collected."),
        Text("số liệu; ô ghi là chưa có số liệu", "a figure; the cell says there are no data"),
        _resend("thu thập số liệu còn thiếu", "collects the missing figure"),
        why=Text(
            'Dấu "..." là chưa có số liệu, không phải số 0; tính như 0 sẽ làm sai tổng.',
            'The sign "..." means no data, not 0; counting it as 0 would falsify the total.',
        ),
    ),
    "cell.no_data_optional": Rule(
        "warning",
        Text("Ô không bắt buộc được để trống khi không có số liệu.", "An optional cell without data is left empty."),
        Text("số liệu hoặc ô trống", "a figure or an empty cell"),
        _note(
            "để trống ô không bắt buộc; ô này được coi là chưa có số liệu",
            "leaves the cell empty; it counts as no data",
        ),
        normalised=Text("ô ghi chưa có số liệu", "cells that say no data"),
        why=Text('Dấu "..." là chưa có số liệu, khác với số 0.', 'The sign "..." means no data, unlike 0.'),
    ),
    "cell.date_as_text": Rule(
        "warning",
        Text("Ngày ở ô kiểu ngày, không phải văn bản.", "A date stands in a date cell, not as text."),
        Text("ô ngày của Excel", "an Excel date cell"),
        _note("chuyển cột sang định dạng ngày; đã đọc theo ngày/tháng/năm", "formats the column as dates"),
        normalised=Text("ngày ghi dạng chữ", "dates as text"),
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
        normalised=Text("số ghi dạng chữ", "numbers as text"),
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
        normalised=Text("mã ghi dạng số", "codes as numbers"),
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
    "text.wrong_letter": Rule(
        "warning",
        Text('Chữ "ư" là chữ "ư" của Unicode.', 'The letter "ư" is Unicode\'s "ư".'),
        Text('chữ "ư" (U+01B0), không phải "ƣ" (U+01A3)', 'the letter "ư" (U+01B0), not "ƣ" (U+01A3)'),
        _note("chuyển mã lại văn bản; đã tự động sửa", "converts the text again; it was mended"),
        fold_above=1,
        normalised=Text('ô có chữ "ƣ"', 'cells with the letter "ƣ"'),
        why=Text(
            'Bộ chuyển phông cũ ghi "ƣ" thay cho "ư": nhìn giống nhau nhưng máy coi là hai chữ.',
            'Old font converters write "ƣ" for "ư": alike to the eye, different to the machine.',
        ),
    ),
    "text.legacy": Rule(
        "warning",
        Text("Chữ ghi bằng Unicode, không phải TCVN3 hay VNI.", "Text is Unicode, not TCVN3 or VNI."),
        Text("chữ Unicode", "Unicode text"),
        _note("chuyển tệp sang Unicode; đã tự động chuyển mã", "converts the file to Unicode; it was converted"),
        fold_above=1,
        normalised=Text("ô chữ TCVN3 hoặc VNI", "cells in TCVN3 or VNI"),
        why=Text(
            "Chữ của phông cũ (.VnTime, VNI-Times) mở bằng phông khác thành chữ vô nghĩa; chỉ chuyển mã khi có đúng "
            "một cách đọc thành tiếng Việt.",
            "Text of old fonts (.VnTime, VNI-Times) is garbled in others; it is converted where one reading is "
            "Vietnamese.",
        ),
    ),
    "text.spelling": Rule(
        "warning",
        Text("Giá trị ghi đúng như trong danh mục.", "A value is spelt as on its list."),
        Text("giá trị ghi đúng như danh mục của mẫu", "the value as the template's list has it"),
        _note(
            "chọn giá trị trong danh mục (dấu thanh, chữ hoa)", "picks the value from the list (tone marks, capitals)"
        ),
        normalised=Text("giá trị viết khác danh mục", "values spelt unlike their list"),
        why=Text(
            'Hai cách viết "thuỷ sản" và "thủy sản" là một từ với người đọc nhưng là hai giá trị với máy.',
            'Written "thuỷ sản" and "thủy sản" it is one word to readers and two values to the machine.',
        ),
    ),
    # administrative units
    "area.from_name": Rule(
        "warning",
        Text("Đơn vị hành chính ghi bằng mã.", "An administrative unit is given by its code."),
        Text("mã của đơn vị hành chính", "the code of the unit"),
        _note("ghi mã của đơn vị; tên đã được đổi thành mã", "writes the unit's code; the name was turned into it"),
        normalised=Text("tên đơn vị", "names of units"),
        fold_above=1,
        why=Text(
            "Nhiều nơi trùng tên; chỉ đổi tên thành mã khi trong đơn vị cấp trên, vào ngày đó, có đúng một đơn vị.",
            "Many units share a name; it is turned into a code where the district and day leave one unit.",
        ),
    ),
    "area.unsure": Rule(
        "error",
        Text("Tên đơn vị chỉ đúng với một đơn vị.", "The name of a unit fits one unit only."),
        Text("mã của đơn vị{day}. {candidates}", "the code of the unit{day}. {candidates}"),
        _resend("ghi mã của đơn vị vào ô này", "writes the unit's code into the cell"),
        why=Text(
            "Đơn vị trùng tên, đã đổi tên hoặc viết sai không được đoán: số liệu sẽ tính cho nơi khác.",
            "A unit of the same name, renamed or misspelt is not guessed: its figures would go elsewhere.",
        ),
    ),
    "area.name_differs": Rule(
        "error",
        Text("Mã và tên đơn vị chỉ cùng một đơn vị.", "Code and name are of one unit."),
        Text("mã và tên của cùng một đơn vị{day}. {candidates}", "code and name of one unit{day}. {candidates}"),
        _resend("sửa mã hoặc tên cho khớp", "corrects the code or the name"),
        why=Text(
            "Mã được dùng lại cho đơn vị khác: mã và tên không khớp thì không biết số liệu của nơi nào.",
            "Codes are used again for other units: if code and name differ, nobody knows whose figures they are.",
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
        normalised=Text("ô chữ Unicode tổ hợp, thừa dấu cách", "texts with other Unicode or spaces"),
        why=Text(
            "Hai cách viết trông giống nhau bị máy coi là khác nhau, làm sai việc đối chiếu tên và mã.",
            "Two spellings that look alike are different to a machine and spoil the matching of names and codes.",
        ),
    ),
}
