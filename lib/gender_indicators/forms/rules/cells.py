"""Cells: numbers, days, codes and text."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.forms.rules.rule import Rule, note, resend
from gender_indicators.locale import Text

CELLS: Mapping[str, Rule] = {
    "cell.required": Rule(
        "error",
        Text("Ô bắt buộc được điền.", "A required cell is filled in."),
        Text("ô phải có giá trị", "a value is required"),
        resend("điền các ô còn trống", "fills the empty cells"),
        why=Text(
            "Ô trống không phân biệt được số 0 với chưa có số liệu.", "An empty cell does not tell zero from no data."
        ),
    ),
    "cell.type": Rule(
        "error",
        Text("Giá trị đọc được theo kiểu của cột.", "A value can be read as its column's type."),
        Text("{kind}", "{kind}"),
        resend("nhập lại ô này", "enters the cell again"),
        why=Text(
            "Giá trị không đọc được thì không cộng được, và không ai được đoán thay.",
            "What cannot be read cannot be added up, and nobody may guess it.",
        ),
    ),
    "cell.code": Rule(
        "error",
        Text("Giá trị có trong danh mục của cột.", "A value is on its column's list."),
        Text("một trong: {codes}. {hint}", "one of: {codes}. {hint}"),
        resend("chọn đúng giá trị trong danh mục", "picks a value of the list"),
        why=Text(
            "Giá trị ngoài danh mục thì không biết phải xếp dòng vào nhóm nào.",
            "A value that is not on the list belongs to no group.",
        ),
    ),
    "cell.yes_no": Rule(
        "error",
        Text("Ô ghi Có hoặc Không.", "The cell says Có (yes) or Không (no)."),
        Text("Có hoặc Không", "Có (yes) or Không (no)"),
        resend("ghi Có hoặc Không", "writes Có or Không"),
        why=Text(
            "Cách ghi khác có thể hiểu hai cách, làm sai tỷ lệ.",
            "Anything else can be understood either way and falsifies the share.",
        ),
    ),
    "cell.date": Rule(
        "error",
        Text("Ngày có thật, ghi đúng định dạng.", "A date exists and is in the right format."),
        Text("{kind}", "{kind}"),
        resend("nhập lại ngày có thật, đúng định dạng ngày", "enters a real day in a date format"),
        why=Text(
            "Ngày sai thì không biết sự kiện thuộc năm và đơn vị nào.",
            "With a wrong date nobody knows to which year and unit an event belongs.",
        ),
    ),
    "cell.date_order": Rule(
        "error",
        Text("Ngày ghi theo thứ tự ngày/tháng/năm.", "Dates are written day/month/year."),
        Text("ngày/tháng/năm; ô này có thể là {ways}", "day/month/year; this cell may be {ways}"),
        resend("ghi lại các ngày của cột theo ngày/tháng/năm", "writes the column's dates as day/month/year"),
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
        resend(
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
        note("đặt định dạng ngày cho ô; số của Excel đã được đọc thành ngày", "formats the cell as a date"),
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
        note("định dạng cột là văn bản (Excel đã đổi nhãn như 10-14 thành ngày)", "formats the column as text"),
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
        note(
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
        resend("nhập lại số vào ô kiểu số, không có dấu phân cách", "enters the number without separators"),
        why=Text(
            "Số 1.234 có thể là một nghìn hai trăm ba mươi tư hoặc một phẩy hai ba tư; các ô khác không cho biết.",
            "The number 1.234 may be a thousand and more or one and a little; the column's other cells do not tell.",
        ),
    ),
    "cell.unit": Rule(
        "warning",
        Text("Ô số chỉ ghi số, đơn vị ở tiêu đề.", "A number cell holds the number; the unit stands in the header."),
        Text("chỉ số, không kèm đơn vị", "the number without its unit"),
        note(
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
        resend("đổi số sang đơn vị của cột", "converts the number to the column's unit"),
        why=Text(
            "Hai cách ghi 1,58% và 15,8‰ là một; nhầm đơn vị làm số sai mười lần.",
            "Written 1.58% and 15.8‰ a number is the same; the wrong unit is wrong by a factor of ten.",
        ),
    ),
    "cell.percent": Rule(
        "error",
        Text("Ô số không có định dạng phần trăm.", "A number cell is not in a percent format."),
        Text("ô số thường (ô phần trăm lưu giá trị nhỏ hơn một trăm lần)", "an ordinary number cell"),
        resend("bỏ định dạng phần trăm và nhập lại số", "removes the percent format and enters the number again"),
        why=Text(
            "Ô hiện 1,58% lưu số 0,0158: không biết người nhập muốn số nào.",
            "A cell that shows 1.58% holds 0.0158: nobody knows which was meant.",
        ),
    ),
    "cell.no_cases": Rule(
        "warning",
        Text("Không phát sinh thì ghi số 0.", "No cases are written as 0."),
        Text("số 0 khi không phát sinh", "0 where there were no cases"),
        note("ghi số 0 khi không phát sinh", "writes 0 where there were no cases"),
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
        resend("thu thập số liệu còn thiếu", "collects the missing figure"),
        why=Text(
            'Dấu "..." là chưa có số liệu, không phải số 0; tính như 0 sẽ làm sai tổng.',
            'The sign "..." means no data, not 0; counting it as 0 would falsify the total.',
        ),
    ),
    "cell.no_data_optional": Rule(
        "warning",
        Text("Ô không bắt buộc được để trống khi không có số liệu.", "An optional cell without data is left empty."),
        Text("số liệu hoặc ô trống", "a figure or an empty cell"),
        note(
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
        note("chuyển cột sang định dạng ngày; đã đọc theo ngày/tháng/năm", "formats the column as dates"),
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
        note("chuyển ô từ văn bản sang số", "turns the text into a number"),
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
        note("định dạng cột mã là văn bản và kiểm tra số 0 ở đầu mã", "formats the column as text, checks zeros"),
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
        note("dán giá trị thay công thức; đã dùng kết quả lưu trong tệp", "pastes values; the saved result is used"),
        why=Text(
            "Kết quả công thức đổi theo tệp khác hoặc máy khác; số báo cáo phải là số cố định.",
            "A formula's result changes with other files and machines; a reported figure must not.",
        ),
    ),
    "cell.formula_empty": Rule(
        "error",
        Text("Công thức có kết quả lưu trong tệp.", "A formula has its result saved in the file."),
        Text("giá trị nhập trực tiếp, không phải công thức", "a typed value, not a formula"),
        resend("thay công thức chưa có kết quả bằng giá trị", "replaces the formula, which has no saved result"),
        why=Text(
            "Công thức không được tính lại khi đọc tệp, nên ô này coi như không có giá trị.",
            "Formulas are never computed on reading, so the cell has no value.",
        ),
    ),
    "cell.error_value": Rule(
        "error",
        Text("Ô không chứa mã lỗi của Excel.", "The cell holds no Excel error."),
        Text("giá trị, không phải mã lỗi của Excel", "a value, not an Excel error"),
        resend("sửa công thức lỗi và dán giá trị", "repairs the formula and pastes its value"),
        why=Text("Mã lỗi của Excel không phải là số liệu.", "An Excel error is no figure."),
    ),
    "cell.merged": Rule(
        "error",
        Text("Mỗi ô số liệu đứng riêng, không gộp.", "Data cells are not merged."),
        Text("mỗi ô dữ liệu đứng riêng, không gộp ô", "data cells that are not merged"),
        resend("bỏ gộp ô và điền từng ô", "unmerges the cells and fills each one"),
        why=Text(
            "Ô gộp chỉ giữ một giá trị; các dòng khác trong ô gộp bị trống.",
            "Merged cells hold one value; the other rows they cover are left empty.",
        ),
    ),
    "text.wrong_letter": Rule(
        "warning",
        Text('Chữ "ư" là chữ "ư" của Unicode.', 'The letter "ư" is Unicode\'s "ư".'),
        Text('chữ "ư" (U+01B0), không phải "ƣ" (U+01A3)', 'the letter "ư" (U+01B0), not "ƣ" (U+01A3)'),
        note("chuyển mã lại văn bản; đã tự động sửa", "converts the text again; it was mended"),
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
        note("chuyển tệp sang Unicode; đã tự động chuyển mã", "converts the file to Unicode; it was converted"),
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
        note(
            "chọn giá trị trong danh mục (dấu thanh, chữ hoa)", "picks the value from the list (tone marks, capitals)"
        ),
        normalised=Text("giá trị viết khác danh mục", "values spelt unlike their list"),
        why=Text(
            'Hai cách viết "thuỷ sản" và "thủy sản" là một từ với người đọc nhưng là hai giá trị với máy.',
            'Written "thuỷ sản" and "thủy sản" it is one word to readers and two values to the machine.',
        ),
    ),
}
