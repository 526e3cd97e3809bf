"""The methodology page: per target the plan's words, per measure how it is computed, read, shown and hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import cleandoc

from gender_indicators.base import (
    BASES,
    INTERVALS,
    LEVELS,
    MEANINGS,
    METHODS,
    VERDICTS,
    Text,
    format_date,
    format_decimal,
    format_integer,
    inside,
)
from gender_indicators.figures import NOT_TOLD, Verdict
from gender_indicators.plan import Deadline, Kind, Measure, Setting, Target, chosen_settings
from gender_indicators.report.document.blocks import (
    Block,
    Group,
    Heading,
    Paragraph,
    Preformatted,
    Section,
    bullets,
    facts,
    group,
    paragraph,
)
from gender_indicators.report.document.inline import Inline, Line, Run, TableCell, cell, english
from gender_indicators.report.document.links import measure_anchor
from gender_indicators.report.sections.annexes import source_rows
from gender_indicators.report.sections.gaps import gap_facts
from gender_indicators.report.sections.masthead import illustrative_mark, legend
from gender_indicators.report.sections.sensitivity import sensitivity
from gender_indicators.report.wording import agency_name, plain_number, threshold_words, with_unit
from gender_indicators.results import Edition, open_edition

_FORMULAS = {
    "required_path": "giá trị mà đường thẳng từ năm đầu của chuỗi đến mục tiêu ở năm cuối yêu cầu trong năm báo cáo",
    "current_status": "10 × phần đường đã đi từ năm đầu đến mục tiêu; 10 là đã đạt (UN ESCAP)",
    "anticipated_progress": "giá trị dự kiến ở năm cuối theo hồi quy tuyến tính có trọng số tăng theo thời gian; còn "
    "cách mục tiêu dưới 10% quãng đường cần đi là giữ được nhịp độ (chỉ số của UN ESCAP, mức phân loại như UNICEF "
    "MENARO)",
    "growth_ratio": "tốc độ tăng bình quân năm đã đạt chia cho tốc độ cần thiết: từ 95% là tiến bộ rõ, từ 60% là "
    "vừa, từ 0% là không đủ (Statistics Canada, theo cách của Eurostat)",
    "likelihood": "xác suất đạt mục tiêu ở năm cuối theo hồi quy tuyến tính, trọng số 1/phương sai (tỷ lệ đếm toàn "
    "bộ lấy phương sai nhị thức, vì năm sau chưa được đếm), khoảng dự báo theo phân phối t; cần ít nhất ba năm",
}

_SHORT_LIST = f"số dòng và mã kiểm tra {NOT_TOLD} (danh sách ngắn về con người)"
_SHARE = "tử số, phần còn lại hoặc mẫu số"
_COUNTS: dict[Kind, str] = {  # of people that a measure tells; a rate is measured on a population, which is no secret
    "share": _SHARE, "milestone": _SHARE, "frequency": _SHARE, "ratio": "tử số hoặc mẫu số",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Methodology:
    """An edition seen from its definitions."""

    edition: Edition

    def masthead(self) -> Block:
        """The plan, who issued it, on what basis, and what was corrected in reading its text."""
        plan = self.edition.plan
        rows: list[tuple[str, TableCell | Inline]] = [
            ("Kế hoạch", cell(plan.title.vi, english(plan.title.text))),
            ("Cơ quan ban hành", plan.issuer.vi),
            ("Căn cứ", plan.basis.vi),
            ("Cơ quan điều phối", _coordinator(self.edition)),
            ("Năm báo cáo", str(self.edition.year.year)),
            *gap_facts(self.edition),
        ]
        notes: list[Line] = [(note.vi,) for note in plan.text_notes]
        return group(
            illustrative_mark(self.edition),
            facts(rows),
            paragraph("Những chỗ đã đính chính khi đọc văn bản kế hoạch:") if notes else None,
            bullets(notes) if notes else None,
        )

    def targets(self) -> Block:
        """Per goal and target: the plan's wording quoted, then each measure."""
        parts: list[Block] = []
        for goal in self.edition.plan.goals:
            parts.append(Heading(3, Text(f"Mục tiêu {goal.id}. {goal.name.vi}", goal.name.en)))
            for target in goal.targets:
                parts += _target(self.edition, target)
        return Group(tuple(parts))

    def maps(self) -> Block:
        """The map of the year and the levels reported."""
        year = self.edition.year
        levels = ", ".join(LEVELS[level].vi for level in year.levels)
        return group(
            paragraph(
                f"Số liệu năm {year.year} theo bản đồ hành chính từ {format_date(year.map)}: ",
                f"{self.edition.map_title.vi}. ",
                f"Báo cáo cho {levels}; {len(self.edition.areas)} đơn vị.",
            ),
            paragraph(
                "Mỗi dòng số liệu được xếp vào đơn vị có hiệu lực vào ngày của dòng đó rồi cộng lại theo bản đồ "
                "báo cáo. Khi đất của một đơn vị chia cho nhiều đơn vị trên bản đồ báo cáo, giá trị của từng đơn vị "
                "không được suy đoán. Đơn vị dưới cấp tỉnh chỉ được so với năm trước trên cùng bản đồ; toàn tỉnh "
                "được so qua các bản đồ, trừ các số đo đếm cơ quan, tổ chức, xã, vì số đơn vị đổi theo bản đồ."
            ),
        )

    def uncertainty(self) -> Block:
        """What the intervals allow to say, and how the way to a target is measured."""
        level = _percent(self.edition.plan.confidence)
        return group(
            paragraph(
                "Đánh giá theo giá trị tính được, so với mục tiêu khi chưa làm tròn. Số đo từ điều tra chọn mẫu hoặc "
                f"từ số sự kiện có khoảng tin cậy {level}. Khi cả khoảng nằm về một phía của mục tiêu, đánh giá là "
                "chắc chắn; khi khoảng chứa cả mức đạt và mức chưa đạt, đánh giá ghi thêm “chưa chắc chắn” và dấu "
                "“±”. Danh sách đầy đủ không có sai số chọn mẫu nên không có khoảng tin cậy. Thay đổi ghi “trong "
                "phạm vi sai số” khi khoảng tin cậy của nó chứa số 0 (hai năm coi là hai mẫu độc lập)."
            ),
            paragraph(
                "Ước lượng từ điều tra có hệ số biến thiên (sai số chuẩn chia cho giá trị) trên "
                f"{_percent(self.edition.plan.release.caution_above)} ghi “dùng thận trọng”, trên "
                f"{_percent(self.edition.plan.release.withheld_above)} thì không nêu con số. Căn cứ: "
                f"{self.edition.plan.release.source.vi}."
            ),
            paragraph(
                "Tiến độ chỉ tính từ các năm so sánh được: chuỗi bị cắt ở năm đổi định nghĩa và, với số đo đếm cơ "
                "quan, tổ chức, xã, ở năm đổi bản đồ; số liệu cũ dùng lại không được tính. Các phương pháp được nêu "
                "cạnh nhau:"
            ),
            bullets(
                (Run(METHODS[method].vi, "strong"), f": {formula}.", Run(f" {METHODS[method].en}", "small", "en"))
                for method, formula in _FORMULAS.items()
            ),
            paragraph(
                "Trước năm cuối kế hoạch, khi mọi phương pháp tính được đều cho thấy đúng (hoặc chậm) tiến độ thì "
                "kết luận như vậy, nếu không thì ghi là chưa kết luận được; khả năng từ 66% trở lên là đúng, từ 33% "
                "trở xuống là chậm. Với mục tiêu 100%, chỉ tiêu đếm và cột mốc không tính xác suất. Sự kiện hiếm "
                "còn được tính chung ba năm (cộng số sự kiện, cộng mẫu số) để giảm dao động ngẫu nhiên; kế hoạch "
                "vẫn đánh giá từng năm."
            ),
        )

    def sensitivity(self) -> Block:
        """How far the verdicts hang on chance and on the reading of the plan's wording."""
        return sensitivity(self.edition)

    def disclosure(self) -> Block:
        """Which measures are protected, and how."""
        protected = [m for m in self.edition.plan.measures if m.disclosure is not None]
        hiding = self.edition.hidden
        share = format_decimal(100 * hiding.figures / hiding.of, 1) if hiding.of else "0"
        return group(
            paragraph(
                "Số liệu nhạy cảm được bảo vệ trước khi đến bất kỳ trang nào. Một giá trị được bảo mật khi tử số, "
                "phần còn lại hoặc mẫu số của nó là một số nhỏ khác 0; các giá trị khác được che thêm để không ai "
                "tính lại được số nhỏ từ số của tỉnh, các đơn vị khác, các số đo liên quan, các năm tính chung, báo "
                "cáo đã công bố trước đó hoặc bản đồ hành chính khác. Trong các cách che an toàn, cách che ít nhất "
                "được chọn bằng quy hoạch nguyên; giá trị được che không nhất thiết là số nhỏ. Khi một giá trị được "
                "bảo mật thì khoảng tin cậy, đánh giá và tiến độ của nó cũng không được nêu."
            ),
            paragraph(
                "Chỉ mẫu số bằng 0 được ghi là không phát sinh; tử số bằng 0 vẫn được nêu, ví dụ 0/1 là 0,0. Quy "
                "tắc lấy theo thông lệ đã công bố: không nêu số khác 0 dưới một ngưỡng, không nêu tỷ lệ tính từ số "
                "đó, và che thêm để không tính lại được bằng phép trừ (Bộ Y tế bang Washington, hướng dẫn về số "
                "nhỏ, ngưỡng 10; Khảo sát bệnh nhân GP của Anh, ngưỡng 5). Không có số đo nào cộng giá trị của từng "
                "cá nhân nên không cần quy tắc về tỷ trọng lớn nhất. Trước khi công bố, toàn bộ tệp được chương "
                "trình đọc lại như người ngoài và thử suy ra các số được bảo mật; nếu suy ra được thì không công bố."
            ),
            bullets((f"{m.id}. {m.name.vi}: {_disclosure(m)}",) for m in protected),
            paragraph(
                f"Trong lần công bố này có {format_integer(hiding.figures)} trên {format_integer(hiding.of)} giá trị "
                f"của các số đo nhạy cảm được bảo mật ({share}%)."
            ),
        )

    def calendar(self) -> Block:
        """When the agencies and the province report."""
        calendar = self.edition.plan.calendar
        return group(
            paragraph(
                f"Các cơ quan gửi số liệu trước ngày {_day(calendar.agencies)}; tỉnh báo cáo trước ngày "
                f"{_day(calendar.province)} hằng năm ({calendar.source.vi}). Vì vậy số liệu lần đầu là ước thực hiện "
                "và được thay bằng số liệu sơ bộ, rồi chính thức."
            )
        )

    def legend(self) -> Block:
        """The signs and words of the reports."""
        return legend()


def open_methodology(year: int) -> Methodology:
    """Return the methodology page of ``year``; a year without results is a :class:`UserError`."""
    return Methodology(open_edition(year))


def _coordinator(edition: Edition) -> str:
    day = dt.date(edition.year.year, 12, 31)
    return edition.agencies[edition.agencies.coordinator(edition.plan.coordinator, day)].name.vi


def _target(edition: Edition, target: Target) -> Iterator[Block]:
    """A target, each of its measures in a section of its own, where the reports lead to."""
    title = Heading(4, Text(f"Chỉ tiêu {target.id}. {target.name.vi}", target.name.en))
    opening: list[Block] = [title, Paragraph((f"“{target.wording}”",), "quote")]
    several = len(target.measures) > 1
    if several:
        yield from opening
        yield paragraph(f"Chỉ tiêu có {len(target.measures)} phần; đạt khi mọi phần đều đạt.")
        opening = []
    for measure in target.measures:
        heading = [Heading(5, Text(measure.name.vi, ""))] if several else []
        blocks = (*opening, *heading, facts(_facts(edition, measure)), *_example(edition, measure))
        yield Section(measure_anchor(measure.id), Group(blocks))


def _facts(edition: Edition, measure: Measure) -> Iterator[tuple[str, TableCell | Inline]]:
    yield "Số đo", cell(measure.name.vi, english(measure.name.text))
    yield "Định nghĩa", cell(measure.definition.vi, english(measure.definition.text))
    yield "Căn cứ định nghĩa", f"{BASES[measure.source.basis].vi}. {measure.source.citation.vi}"
    yield "Công thức", _formula(measure)
    yield "Mục tiêu", _threshold(measure)
    if measure.baseline:
        start = with_unit(plain_number(measure.baseline.value), measure.unit.vi)
        yield "Điểm xuất phát", f"{start} ({measure.baseline.note.vi})"
    readings = chosen_settings(measure, edition.year)
    for name, setting in measure.settings.items():
        chosen = readings[name]
        others = {r.option: r.verdict for r in edition.readings if (r.measure, r.setting) == (measure.id, name)}
        yield "Cách hiểu để mở", _setting(setting, chosen, others)
    yield "Khoảng tin cậy", _uncertainty(edition, measure)
    if measure.breaks:
        yield "Ngắt chuỗi số liệu", cell(*(f"năm {each.year}: {each.why.vi}" for each in measure.breaks))
    yield "Cấp công bố", _levels(edition, measure)
    if measure.disclosure:
        yield "Bảo mật", _disclosure(measure)
    yield "Cơ quan chủ trì", agency_name(edition, measure)
    yield "Cách tính", measure.computed_by
    yield "Số liệu gốc", cell(*(edition.forms[form].vi for form in measure.forms.values()))
    yield f"Tệp đã dùng, năm {edition.year.year}", cell(*_files(edition, measure))
    yield "Đính chính, chấp nhận", cell(*_decisions(edition, measure))
    if measure.controlled_by:
        yield "Đối chiếu mẫu số với", cell(*(edition.forms[form].vi for form in measure.controlled_by))
    if measure.breakdowns:
        yield "Phân tổ", "; ".join(name.vi for name in measure.breakdowns.values())
    if measure.neighbour:
        yield "Chỉ tiêu SDG gần nhất", f"{measure.neighbour.code}. {measure.neighbour.relation.vi}"
    if measure.references:
        yield "Tham chiếu quốc gia", cell(*(_reference(measure)))
    if measure.caveat:
        yield "Lưu ý", measure.caveat.vi


def _files(edition: Edition, measure: Measure) -> Iterator[Line]:
    """The files behind the province's figure: sheet, rows and hash, as far as they may be told."""
    figure = edition.figure(measure.id, edition.province.code)
    for source in figure.sources:
        sheet = f", trang “{source.sheet}”" if source.sheet else ""
        if not source.sha256:
            yield (f"{source.file}{sheet}: ", Run(_SHORT_LIST, "small"))
            continue
        yield (f"{source.file}{sheet}: ", source_rows(source, figure.gap == "suppressed"))
        yield (Run(f"SHA-256: {source.sha256}", "small"),)
    forms = {*measure.forms.values(), *measure.controlled_by}
    for file in edition.inputs:
        if file.form in forms and not file.came:
            yield (f"{file.file}: chưa nhận",)


def _decisions(edition: Edition, measure: Measure) -> Iterator[Line]:
    """What the office corrected or accepted in the forms of a measure: how often and why."""
    found = [each for each in edition.decisions if each.form in measure.forms.values()]
    for each in found:
        kind = "chấp nhận" if each.rule else "đính chính"
        places = f"{format_integer(each.places)} chỗ" if each.places is not None else NOT_TOLD
        yield (
            f"{edition.forms[each.form].vi}, {kind} ({places}): {each.reason.vi} {each.by}, {format_date(each.on)}",
        )
    if not found:
        yield ("không có",)


def _formula(measure: Measure) -> TableCell:
    if measure.denominator is None:
        return cell(f"số {measure.numerator.vi}")
    factor = f" × {format_integer(measure.per)}" if measure.per != 1 else ""
    return cell(f"{measure.numerator.vi} ÷ {measure.denominator.vi}{factor}, đơn vị: {measure.unit.vi}")


def _threshold(measure: Measure) -> TableCell:
    words = threshold_words(measure.threshold, measure.unit.vi)
    reading = measure.threshold.reading
    return cell(words, Run(reading.vi, "small") if reading else Run("", "small"))


def _setting(setting: Setting, chosen: str, others: Mapping[str, Verdict]) -> TableCell:
    """The reading in use and the others, with the verdict on the province under each of them."""
    lines: list[Line] = [(setting.why.vi,)]
    for option in setting.options:
        if option.value == chosen:
            lines.append((Run(f"Đang dùng: {option.name.vi}", "strong"),))
        else:
            verdict = others.get(option.value)
            verdict_words = f"; theo cách này toàn tỉnh: {inside(VERDICTS[verdict].vi)}" if verdict else ""
            lines.append((f"Cách khác: {option.name.vi}{verdict_words}",))
    return cell(*lines)


def _uncertainty(edition: Edition, measure: Measure) -> str:
    uncertainty = measure.uncertainty
    if uncertainty.why is not None:
        return f"không có: {uncertainty.why.vi}"
    return f"mức tin cậy {_percent(edition.plan.confidence)}: {INTERVALS[uncertainty.method].vi}"


def _percent(fraction: float) -> str:
    return f"{plain_number(round(100 * fraction, 3))}%"


def _levels(edition: Edition, measure: Measure) -> str:
    levels = edition.year.levels
    shown = ", ".join(LEVELS[level].vi for level in levels if measure.shown_at(level))
    if measure.below is None or all(measure.shown_at(level) for level in levels):
        return shown
    return f"{shown}; cấp thấp hơn không nêu giá trị: {MEANINGS[measure.below].vi}"


def _disclosure(measure: Measure) -> str:
    rule = measure.disclosure
    if rule is None:
        raise ValueError(f"{measure.id} has no disclosure rule")
    parts = _COUNTS.get(measure.kind, "tử số")
    units = _hidden_counts(rule.minimum_count, parts, "dưới cấp tỉnh")
    return f"{units}; {_hidden_counts(rule.province_minimum, parts, 'toàn tỉnh')}. {rule.why.vi}"


def _hidden_counts(minimum: int, parts: str, where: str) -> str:
    return f"{where}: không nêu số từ 1 đến {minimum - 1} ở {parts}" if minimum > 1 else f"{where}: nêu mọi số"


def _reference(measure: Measure) -> Iterator[Line]:
    for reference in measure.references:
        value = with_unit(plain_number(reference.value), measure.unit.vi)
        yield (f"năm {reference.year}, {reference.label.vi}: {value} ", Run(f"({reference.source})", "small"))


def _example(edition: Edition, measure: Measure) -> Iterator[Block]:
    for method in edition.methods:
        if method.measure == measure.id:
            title = f"Cách tính và ví dụ tính tay ({method.function}, tiếng Anh)"
            yield Preformatted(title, cleandoc(method.docstring).replace("``", ""))


def _day(deadline: Deadline) -> str:
    return f"{deadline.day:02d}/{deadline.month:02d}"
