"""A file itself: its name, its kind, its size and how its text is written."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.forms.rules.rule import Rule, note, resend
from gender_indicators.locale import Text

_WORKBOOK = Text("tệp Excel .xlsx theo mẫu biểu {number}", "an Excel .xlsx file on the template of form {number}")
_CSV = Text("tệp CSV mã UTF-8, cột cách nhau bằng dấu phẩy", "a CSV file in UTF-8 with commas between columns")

FILES: Mapping[str, Rule] = {
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
        resend("kiểm tra tệp gốc (tệp nhận được dài 0 byte)", "checks its file (0 bytes were received)"),
        why=Text(
            "Tệp dài 0 byte là tệp lưu hoặc gửi dở dang.", "A file of 0 bytes was cut off while it was saved or sent."
        ),
    ),
    "file.too_large": Rule(
        "error",
        Text("Tệp không quá lớn.", "The file is not too large."),
        Text("tệp không quá {limit} MB (kể cả sau khi giải nén)", "at most {limit} MB, also when unpacked"),
        resend(
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
        resend("lưu biểu dưới dạng .xlsx", "saves the form as .xlsx"),
        why=Text(
            "Tệp loại khác không có trang và ô để đọc theo mẫu.",
            "A file of another kind has no sheets and cells to be read by the template.",
        ),
    ),
    "file.encrypted": Rule(
        "error",
        Text("Tệp không đặt mật khẩu.", "The file has no password."),
        Text("tệp không đặt mật khẩu", "a file without a password"),
        resend("bỏ mật khẩu của tệp", "removes the password"),
        why=Text(
            "Không có mật khẩu thì không ai đọc và kiểm tra lại được số liệu.",
            "Without the password nobody can read the data or check them again.",
        ),
    ),
    "file.damaged": Rule(
        "error",
        Text("Tệp Excel nguyên vẹn.", "The Excel file is undamaged."),
        Text("tệp Excel nguyên vẹn", "an undamaged Excel file"),
        resend(
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
        resend("xuất biểu ra CSV UTF-8", "exports the form as CSV UTF-8"),
        why=Text(
            "Tệp CSV là văn bản; nội dung khác không chia được thành dòng và cột.",
            "A CSV file is text; anything else cannot be split into rows and columns.",
        ),
    ),
    "file.encoding": Rule(
        "error",
        Text("Tệp CSV ghi bằng mã UTF-8.", "The CSV file is in UTF-8."),
        _CSV,
        resend(
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
        note(
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
        resend("sửa dấu ngoặc kép từ dòng này trở xuống", "corrects the quotation marks from this row on"),
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
        note(
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
        resend("lưu lại dưới dạng .xlsx không có macro", "saves it as .xlsx without macros"),
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
        resend(
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
        resend("xoá các đối tượng nhúng", "deletes the embedded objects"),
        why=Text(
            "Đối tượng nhúng có thể chứa chương trình hoặc dữ liệu không thuộc biểu.",
            "An embedded object may hold a program, or data that are not part of the form.",
        ),
    ),
    "file.dde": Rule(
        "error",
        Text("Tệp không gọi chương trình khác (DDE).", "The file calls no other programs (DDE)."),
        Text("tệp không có liên kết DDE", "a file without DDE links"),
        resend("xoá công thức hoặc liên kết DDE và dán giá trị", "deletes the DDE formula or link and pastes values"),
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
        resend("mở tệp bằng Excel và lưu lại dưới dạng .xlsx", "opens it in Excel and saves it as .xlsx"),
        why=Text(
            "Thực thể XML có thể phình to không giới hạn hoặc đọc tệp khác; sổ tính không bao giờ cần.",
            "XML entities can grow without limit or read other files; workbooks never need them.",
        ),
    ),
    "file.depth": Rule(
        "error",
        Text("Nội dung XML không lồng quá sâu.", "The XML is not nested too deep."),
        Text("tệp do Excel hoặc LibreOffice lưu", "a file saved by Excel or LibreOffice"),
        resend("mở tệp bằng Excel và lưu lại dưới dạng .xlsx", "opens it in Excel and saves it as .xlsx"),
        why=Text(
            "Không chương trình bảng tính nào ghi XML lồng sâu như vậy; tệp như thế chỉ làm cạn bộ nhớ.",
            "No spreadsheet program writes XML nested that deep; such a file only exhausts the memory.",
        ),
    ),
    "file.html": Rule(
        "error",
        Text("Tệp là sổ tính thật, không phải trang web.", "The file is a real workbook, not a web page."),
        Text("tệp .xlsx, .xls, .ods hoặc .csv", "a file .xlsx, .xls, .ods or .csv"),
        resend(
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
        resend("xoá nội dung thừa của ô này", "deletes the superfluous content of this cell"),
        why=Text(
            "Excel không giữ được ô dài hơn; ô như vậy là rác hoặc dấu ngoặc kép không khép kín.",
            "Excel cannot hold a longer cell; such a cell is rubbish or a quotation mark that does not close.",
        ),
    ),
    "file.parquet": Rule(
        "error",
        Text("Tệp Parquet nguyên vẹn.", "The Parquet file is undamaged."),
        Text("tệp Parquet nguyên vẹn, hoặc tệp CSV", "an undamaged Parquet file, or a CSV file"),
        resend("xuất lại tệp (tệp nhận được bị cắt cụt hoặc hỏng)", "exports the file again (it is damaged)"),
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
        note(
            "từ lần sau xuất CSV với dấu phẩy (đặt dấu phân cách danh sách là dấu phẩy)",
            "exports with commas next time (set the list separator to a comma)",
        ),
        why=Text(
            "Dấu khác dễ bị nhầm với dấu phẩy thập phân khi mở tệp ở máy khác.",
            "Another delimiter is easily mixed up with the decimal comma on another machine.",
        ),
    ),
}
