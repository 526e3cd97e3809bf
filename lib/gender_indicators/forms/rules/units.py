"""The names of administrative units."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.forms.rules.rule import Rule, note, resend
from gender_indicators.locale import Text

UNITS: Mapping[str, Rule] = {
    "area.from_name": Rule(
        "warning",
        Text("Đơn vị hành chính ghi bằng mã.", "An administrative unit is given by its code."),
        Text("mã của đơn vị hành chính", "the code of the unit"),
        note("ghi mã của đơn vị; tên đã được đổi thành mã", "writes the unit's code; the name was turned into it"),
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
        resend("ghi mã của đơn vị vào ô này", "writes the unit's code into the cell"),
        why=Text(
            "Đơn vị trùng tên, đã đổi tên hoặc viết sai không được đoán: số liệu sẽ tính cho nơi khác.",
            "A unit of the same name, renamed or misspelt is not guessed: its figures would go elsewhere.",
        ),
    ),
    "area.name_differs": Rule(
        "error",
        Text("Mã và tên đơn vị chỉ cùng một đơn vị.", "Code and name are of one unit."),
        Text("mã và tên của cùng một đơn vị{day}. {candidates}", "code and name of one unit{day}. {candidates}"),
        resend("sửa mã hoặc tên cho khớp", "corrects the code or the name"),
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
        note("dùng bộ gõ Unicode dựng sẵn; đã tự động chuẩn hoá", "types composed Unicode; it was normalised"),
        fold_above=1,
        normalised=Text("ô chữ Unicode tổ hợp, thừa dấu cách", "texts with other Unicode or spaces"),
        why=Text(
            "Hai cách viết trông giống nhau bị máy coi là khác nhau, làm sai việc đối chiếu tên và mã.",
            "Two spellings that look alike are different to a machine and spoil the matching of names and codes.",
        ),
    ),
}
