"""Every rule of the gate in words: what it asks, why, what was expected and what the sender does about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gender_indicators.findings import Severity
from gender_indicators.locale import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``expected`` and ``action`` are templates; the braces are filled by :func:`filled`. A rule is
    ``waivable`` unless a figure cannot be computed at all while it is broken.
    """

    code: str
    severity: Severity
    title: Text
    what: Text
    why: Text
    expected: Text
    action: Text
    waivable: bool = True


def filled(template: Text, values: Mapping[str, object]) -> Text:
    """Return ``template`` with its braces replaced; a :class:`Text` gives each language its own words.

    >>> filled(Text("{sender} sửa {n}", "{sender} corrects {n}"), {"sender": Text("Sở", "Office"), "n": 2})
    Text(vi='Sở sửa 2', en='Office corrects 2')
    """
    vi = {key: value.vi if isinstance(value, Text) else value for key, value in values.items()}
    en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
    return Text(template.vi.format(**vi), template.en.format(**en))


_RESEND = Text(
    "{sender} kiểm tra, sửa {spot} rồi gửi lại tệp.",
    "{sender}: check and correct {spot}, then send the file again.",
)
_EXPLAIN = Text(
    "{sender} kiểm tra lại {spot}; nếu số liệu đúng thì gửi văn bản giải trình nguyên nhân.",
    "{sender}: check {spot}; if the data are right, send an explanation.",
)
_OFFICE = Text(
    "{office} kiểm tra lại {spot} trong {file}, sửa hoặc xoá mục này.",
    "{office}: check {spot} in {file}, then correct or remove the entry.",
)

_CELLS = (
    Rule(
        "value.range",
        "error",
        Text("Giá trị nằm trong khoảng cho phép", "A value lies in its range"),
        Text(
            "Mỗi giá trị số nằm trong khoảng mà biểu mẫu quy định cho cột đó.",
            "Every number lies in the range the form sets for its column.",
        ),
        Text(
            "Giá trị ngoài khoảng thường do gõ thừa, thiếu chữ số hoặc nhầm cột.",
            "A value outside is usually a digit too many or too few, or the wrong column.",
        ),
        Text("{range}", "{range}"),
        _RESEND,
    ),
    Rule(
        "value.length",
        "error",
        Text("Nội dung không dài quá quy định", "A text is not too long"),
        Text(
            "Nội dung của ô không dài quá số ký tự mà biểu mẫu quy định.",
            "A text has no more characters than the form allows.",
        ),
        Text(
            "Mã hoặc tên quá dài thường là nhiều ô gộp lại, hoặc thông tin cá nhân không được gửi.",
            "A code or name that is too long is often several cells in one, or personal data not to be sent.",
        ),
        Text("không quá {limit} ký tự", "no more than {limit} characters"),
        _RESEND,
    ),
    Rule(
        "date.within_year",
        "error",
        Text("Ngày nằm trong năm báo cáo", "A date lies in the reporting year"),
        Text(
            "Ngày của mỗi sự kiện nằm trong năm báo cáo.",
            "The day of every event lies in the reporting year.",
        ),
        Text("Sự kiện của năm khác làm sai cả hai năm.", "An event of another year falsifies both years."),
        Text("từ {first} đến {last}", "from {first} to {last}"),
        _RESEND,
    ),
    Rule(
        "date.in_future",
        "error",
        Text("Ngày không ở sau ngày chốt số liệu", "A date is not after the closing day"),
        Text(
            "Không có sự kiện nào xảy ra sau ngày chốt số liệu của năm.",
            "No event happens after the day on which the year's data were closed.",
        ),
        Text(
            "Sự kiện chưa xảy ra thì không thể đã được ghi nhận.",
            "What has not happened cannot have been recorded.",
        ),
        Text("không sau ngày chốt số liệu {last}", "not after the closing day {last}"),
        _RESEND,
    ),
)

_ROWS = (
    Rule(
        "key.duplicate",
        "error",
        Text("Mỗi đối tượng chỉ có một dòng", "Every subject has one row"),
        Text(
            "Không có hai dòng trùng nhau ở các cột khoá của biểu mẫu.",
            "No two rows agree in all key columns of the form.",
        ),
        Text("Dòng trùng làm một đối tượng bị tính hai lần.", "A repeated row counts a subject twice."),
        Text(
            "chưa có ở dòng nào trước; {columns} đã có ở {first}",
            "not on an earlier row; {columns} already at {first}",
        ),
        Text(
            "{sender} xoá dòng trùng hoặc sửa {spot} rồi gửi lại tệp.",
            "{sender}: remove the repeated row or correct {spot}, then send the file again.",
        ),
    ),
    Rule(
        "key.one_value_per",
        "error",
        Text("Một đối tượng chỉ có một giá trị", "A subject has one value"),
        Text(
            "Mọi dòng của cùng một đối tượng ghi thống nhất các đặc điểm của đối tượng đó.",
            "All rows of one subject agree on what describes it.",
        ),
        Text(
            "Ghi khác nhau thì không biết phải xếp đối tượng vào nhóm nào.",
            "If they differ, nobody knows to which group the subject belongs.",
        ),
        Text(
            "giống {first}, vì cùng {key}",
            "the same as {first}, which has the same {key}",
        ),
        _RESEND,
    ),
    Rule(
        "rows.parts_make_total",
        "error",
        Text("Các phần cộng lại bằng tổng số", "The parts make the total"),
        Text("Trong mỗi dòng, các phần cộng lại bằng tổng số.", "In every row the parts add up to the total."),
        Text("Tổng không khớp thì ít nhất một ô bị sai.", "If they do not, at least one cell is wrong."),
        Text("tổng của {parts} là {sum}", "the sum of {parts} is {sum}"),
        _RESEND,
    ),
    Rule(
        "rows.ratio_agrees",
        "error",
        Text("Tỷ số khớp với tử số và mẫu số", "A ratio agrees with its parts"),
        Text(
            "Tỷ số ghi trong biểu bằng kết quả tính từ tử số và mẫu số cùng dòng.",
            "A ratio in the form equals the one computed from its numerator and denominator in the same row.",
        ),
        Text("Tỷ số không khớp cho thấy một trong ba ô bị sai.", "If it does not, one of the three is wrong."),
        Text(
            "{numerator} chia cho {denominator} cho kết quả {value}",
            "{numerator} divided by {denominator} gives {value}",
        ),
        _RESEND,
    ),
    Rule(
        "cell.required_when",
        "error",
        Text("Ô bắt buộc theo ô khác được điền", "A cell another cell asks for is filled in"),
        Text(
            "Khi một cột có giá trị nhất định, cột kia của cùng dòng phải được điền.",
            "Where one column has a certain value, the other column of the row is filled in.",
        ),
        Text(
            "Ô trống sẽ bị hiểu là không, làm tỷ lệ thấp hơn thực tế.",
            "An empty cell would count as no and lower the share.",
        ),
        Text("phải điền, vì {when} là {value}", "to be filled in, since {when} is {value}"),
        _RESEND,
    ),
    Rule(
        "rows.not_above",
        "error",
        Text("Phần không lớn hơn tổng", "A part is not above its whole"),
        Text("Trong mỗi dòng, phần không lớn hơn tổng.", "In every row the part is not above the whole."),
        Text("Tỷ lệ trên 100% là không thể có.", "A share above 100% cannot be."),
        Text("không lớn hơn {whole}: {value}", "not above {whole}: {value}"),
        _RESEND,
    ),
    Rule(
        "rows.complete",
        "error",
        Text("Đủ các đơn vị hành chính", "All units are there"),
        Text(
            "Mỗi đơn vị hành chính có hiệu lực trong kỳ có đủ các dòng của biểu mẫu.",
            "Every administrative unit in force has all its rows.",
        ),
        Text(
            "Thiếu đơn vị làm tổng của tỉnh thấp hơn thực tế; đơn vị không phát sinh phải ghi số 0.",
            "A missing unit lowers the province's total; a unit without cases reports 0.",
        ),
        Text("đủ dòng của mọi đơn vị {level} có hiệu lực", "all rows of every {level} in force"),
        Text(
            "{sender} bổ sung các dòng còn thiếu (không phát sinh thì ghi 0) rồi gửi lại tệp.",
            "{sender}: add the missing rows (0 where there were no cases), then send the file again.",
        ),
    ),
    Rule(
        "rows.complete_per",
        "error",
        Text("Đủ các kỳ", "All periods are there"),
        Text(
            "Mỗi đối tượng có đủ các kỳ trong năm mà đơn vị hành chính của nó còn hiệu lực.",
            "Every subject has all periods of the year in which its administrative unit exists.",
        ),
        Text(
            "Chỉ tiêu tính theo từng kỳ; thiếu một kỳ thì không kết luận được.",
            "The target is judged by period; without one of them there is no conclusion.",
        ),
        Text("đủ {column}: {numbers}", "all of {column}: {numbers}"),
        Text(
            "{sender} bổ sung các dòng còn thiếu (không phát sinh thì ghi 0) rồi gửi lại tệp.",
            "{sender}: add the missing rows (0 where there were no cases), then send the file again.",
        ),
    ),
)

_AREAS = (
    Rule(
        "area.unknown",
        "error",
        Text("Mã đơn vị hành chính có trong danh mục", "The code of a unit exists"),
        Text(
            "Mã đơn vị hành chính có trong danh mục đơn vị hành chính.",
            "The code of an administrative unit is in the official list.",
        ),
        Text("Mã lạ thì không biết dòng thuộc nơi nào.", "An unknown code belongs nowhere."),
        Text("{reason}", "{reason}"),
        _RESEND,
        waivable=False,
    ),
    Rule(
        "area.closed",
        "error",
        Text("Đơn vị hành chính có hiệu lực vào ngày của dòng", "The unit exists on the row's day"),
        Text(
            "Mã được dùng là mã có hiệu lực vào ngày của dòng (danh sách có đến 31/12: ngày 31/12).",
            "The code is one in force on the row's day (31 December for lists as at that day).",
        ),
        Text(
            "Mã được dùng lại sau khi sắp xếp; mã sai thời kỳ có thể chỉ nơi khác.",
            "Codes are reused after a rearrangement; one of another time may mean another place.",
        ),
        Text("{reason}", "{reason}"),
        _RESEND,
        waivable=False,
    ),
    Rule(
        "area.level",
        "error",
        Text("Đơn vị hành chính đúng cấp", "The unit is of the right level"),
        Text(
            "Mã thuộc đúng cấp mà biểu mẫu hoặc cột Cấp của dòng yêu cầu.",
            "The code is of the level the form, or the row's own level column, asks for.",
        ),
        Text(
            "Dòng cấp huyện trong biểu cấp xã là dòng tổng: tính cả hai thì bị trùng.",
            "A district's row in a form of communes is a subtotal: counting both counts twice.",
        ),
        Text("mã của đơn vị {level}", "the code of a {level}"),
        _RESEND,
        waivable=False,
    ),
)

_YEARS = (
    Rule(
        "year.jump",
        "warning",
        Text("Biến động so với năm trước", "A jump since last year"),
        Text(
            "Tổng của tỉnh không tăng, giảm so với năm trước quá mức ghi trong biểu mẫu.",
            "The province's total does not move by more than the form's limit in a year.",
        ),
        Text(
            "Biến động lớn thường do thiếu dòng, đổi phạm vi hoặc đổi khái niệm.",
            "A large move is usually missing rows, another scope or another concept.",
        ),
        Text("tăng hoặc giảm không quá {limit}%", "up or down by no more than {limit}%"),
        _EXPLAIN,
    ),
    Rule(
        "year.impossible_ratio",
        "error",
        Text("Tỷ số của tỉnh là có thể có", "The province's ratio is possible"),
        Text(
            "Tỷ số giữa hai nhóm trên phạm vi tỉnh không vượt giới hạn ghi trong biểu mẫu.",
            "The ratio of two groups in the province stays within the limits of the form.",
        ),
        Text(
            "Ở quy mô tỉnh, tỷ số ngoài giới hạn này chắc chắn do ghi sai hoặc thiếu số liệu.",
            "For a whole province a ratio beyond these limits can only be an error or an omission.",
        ),
        Text(
            "từ {low} đến {high} {numerator} trên {per} {denominator}",
            "{low} to {high} {numerator} per {per} {denominator}",
        ),
        _EXPLAIN,
    ),
    Rule(
        "year.plausible_ratio",
        "warning",
        Text("Tỷ số của tỉnh ở mức hợp lý", "The province's ratio is plausible"),
        Text(
            "Tỷ số giữa hai nhóm trên phạm vi tỉnh nằm trong khoảng hợp lý ghi trong biểu mẫu.",
            "The ratio of two groups in the province lies in the plausible range of the form.",
        ),
        Text(
            "Ở quy mô tỉnh, tỷ số ngoài khoảng này thường do ghi sai hoặc sót một nhóm.",
            "For a whole province a ratio outside is usually an error or the omission of one group.",
        ),
        Text(
            "từ {low} đến {high} {numerator} trên {per} {denominator}",
            "{low} to {high} {numerator} per {per} {denominator}",
        ),
        _EXPLAIN,
    ),
)

_FORMS = (
    Rule(
        "forms.sums_agree",
        "error",
        Text("Số liệu hai biểu khớp nhau", "Two forms agree"),
        Text(
            "Số đã công bố bằng tổng của biểu chi tiết cùng năm.",
            "The published figure equals the sum of the detailed form of the same year.",
        ),
        Text(
            "Hai số khác nhau cho cùng một khái niệm thì một số bị sai.",
            "Of two figures for one thing, one is wrong.",
        ),
        Text("{sum}, là tổng cột {column} của biểu {form}", "{sum}, the sum of {column} in form {form}"),
        Text(
            "{sender} đối chiếu {spot} với {file}, sửa tệp sai rồi gửi lại.",
            "{sender}: compare {spot} with {file}, correct the wrong one and send it again.",
        ),
    ),
    Rule(
        "forms.within_other",
        "error",
        Text("Số của biểu này không lớn hơn số của biểu kia", "One form stays within another"),
        Text(
            "Trong mỗi đơn vị, số người được tính không lớn hơn tổng thể tương ứng ở biểu khác.",
            "In every unit those counted are not more than the population given in another form.",
        ),
        Text(
            "Số người vượt quá dân số thường là số lượt, không phải số người.",
            "More people than there are is usually attendances, not people.",
        ),
        Text(
            "{unit}: không lớn hơn {limit} (cột {column} của biểu {form})",
            "{unit}: not above {limit} ({column} of form {form})",
        ),
        _RESEND,
    ),
)

_DECISIONS = (
    Rule(
        "correction.unmatched",
        "error",
        Text("Mục hiệu đính khớp với tệp", "A correction fits the file"),
        Text(
            "Mỗi mục hiệu đính tìm thấy đúng một dòng và ô đó còn giữ giá trị cũ.",
            "Every correction finds exactly one row whose cell still holds the old value.",
        ),
        Text(
            "Nếu cơ quan đã gửi lại tệp, sửa lần nữa sẽ làm sai số liệu.",
            "If the agency has sent a new file, correcting it again would falsify it.",
        ),
        Text("{reason}", "{reason}"),
        _OFFICE,
        waivable=False,
    ),
    Rule(
        "correction.expired",
        "error",
        Text("Mục hiệu đính còn hạn", "A correction has not expired"),
        Text(
            "Mục hiệu đính có ngày hết hạn thì chỉ được áp dụng đến ngày đó.",
            "A correction with a day of expiry is applied until that day.",
        ),
        Text(
            "Hết hạn mà tệp còn giữ giá trị sai thì báo cáo sẽ dùng giá trị sai.",
            "Once it has expired the report would use the wrong value that the file still holds.",
        ),
        Text("{reason}", "{reason}"),
        Text(
            "{office} yêu cầu cơ quan gửi lại tệp đã sửa, hoặc xem xét lại rồi gia hạn {spot} trong {file}.",
            "{office}: ask the agency for a corrected file, or review {spot} in {file} and set a later day.",
        ),
        waivable=False,
    ),
    Rule(
        "correction.unneeded",
        "warning",
        Text("Mục hiệu đính còn cần thiết", "A correction is still needed"),
        Text(
            "Ô được hiệu đính khác giá trị mới của mục hiệu đính.",
            "The cell to be corrected differs from the correction's new value.",
        ),
        Text(
            "Cơ quan đã sửa trong tệp của mình; mục còn lại chỉ làm sổ hiệu đính khó đọc.",
            "The agency has corrected its file; an entry left over only clutters the list.",
        ),
        Text("{reason}", "{reason}"),
        Text("{office} xoá {spot} trong {file}.", "{office}: remove {spot} in {file}."),
        waivable=False,
    ),
    Rule(
        "entry.twice",
        "error",
        Text("Mỗi ô, mỗi phát hiện chỉ có một mục", "A cell or a finding has one entry"),
        Text(
            "Không có hai mục hiệu đính của cùng một ô, hai mục chấp nhận của cùng một phát hiện.",
            "No two corrections concern the same cell, no two waivers the same finding.",
        ),
        Text(
            "Hai mục cho một ô thì không biết mục nào đúng.",
            "With two entries for one cell nobody knows which one is right.",
        ),
        Text("{reason}", "{reason}"),
        _OFFICE,
        waivable=False,
    ),
    Rule(
        "waiver.expired",
        "warning",
        Text("Mục chấp nhận còn hạn", "A waiver has not expired"),
        Text("Mục chấp nhận chỉ có giá trị đến ngày hết hạn của nó.", "A waiver counts until its day of expiry."),
        Text(
            "Quyết định chấp nhận sai sót phải được xem xét lại định kỳ.",
            "A decision to accept an error is reviewed from time to time.",
        ),
        Text("còn hạn vào ngày {today}", "still valid on {today}"),
        _OFFICE,
        waivable=False,
    ),
    Rule(
        "waiver.unused",
        "warning",
        Text("Mục chấp nhận có phát hiện tương ứng", "A waiver has its finding"),
        Text("Mỗi mục chấp nhận ứng với một phát hiện.", "Every waiver belongs to a finding."),
        Text("Mục thừa có thể che một sai sót về sau.", "One that is left over could hide an error later."),
        Text("có phát hiện tương ứng", "a finding it belongs to"),
        _OFFICE,
        waivable=False,
    ),
    Rule(
        "waiver.refused",
        "error",
        Text("Ô dùng để tính chỉ tiêu phải có giá trị", "A cell that is counted from has a value"),
        Text(
            "Không chấp nhận được ô trống hoặc không đọc được ở cột bắt buộc dùng để tính chỉ tiêu.",
            "A cell that is empty or cannot be read is not accepted in a required column measures are counted from.",
        ),
        Text(
            "Ô trống không phải là có, không phải là không, cũng không phải là 0.",
            "An empty cell is neither yes nor no nor 0.",
        ),
        Text(
            "giá trị đọc được, vì chỉ tiêu tính từ cột này", "a value that can be read: measures are counted from it"
        ),
        Text(
            '{office} thay {spot} trong {file} bằng mục "corrections" ghi giá trị đúng; nếu không ai biết giá trị '
            "đúng thì bỏ tệp ra khỏi thư mục và chấp nhận file.missing cho cả biểu (chỉ tiêu ghi chưa có số liệu).",
            '{office}: replace {spot} in {file} by an entry of "corrections" with the right value; if nobody knows '
            "it, take the file away and waive file.missing for the whole form (its measures then have no data).",
        ),
        waivable=False,
    ),
)

# Every rule of the gate by its code, in the order in which the checks run. The rules of reading a file
# (header, type, code list) belong to gender_indicators.forms.
RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.code: rule for rule in (*_CELLS, *_ROWS, *_AREAS, *_YEARS, *_FORMS, *_DECISIONS)}
)
