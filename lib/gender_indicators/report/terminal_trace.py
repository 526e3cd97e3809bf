"""A traced figure as lines of text: Vietnamese first, English second, legible on a terminal and in a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from gender_indicators.base import (
    BASES,
    CERTAINTIES,
    FLAGS,
    INTERVALS,
    MEANINGS,
    OPERATORS,
    VERDICTS,
    Text,
    format_date,
    format_integer,
    nfc,
    verdict_words,
)
from gender_indicators.figures import TOTAL, ProtectedFigure, print_count
from gender_indicators.findings import AppliedCorrection
from gender_indicators.plan import Measure, chosen_settings
from gender_indicators.report.trace import Input, Published, Trace
from gender_indicators.report.wording import ends, number_of, threshold_words, verdict_of, with_unit

_BESIDE = 70  # characters of both languages that stand on one line
HIDDEN = Text(
    "được bảo mật: không nêu giá trị, số dòng và các dòng đã tính",
    "confidential: neither the value nor the rows it was counted from are told",
)
NOTHING = Text("không có", "none")
_PUBLISHED: dict[Published, Text] = {
    "same": Text("đúng như dòng này trong results.csv", "the same as this row of results.csv"),
    "other": Text(
        'khác results.csv đã công bố: số liệu hoặc tham số đã thay đổi; hãy lập lại bằng "make report"',
        "differs from the published results.csv: data or parameters have changed; make the report again",
    ),
    "absent": Text('chưa công bố; hãy lập bằng "make report"', 'not published yet; run "make report"'),
}


def sheet(traced: Trace, width: int = 100) -> str:
    """Return everything behind a figure as text, its lines at most ``width`` characters where words allow it."""
    lines = [line for title in _title(traced) for line in textwrap.wrap(title, max(width, 40))]
    for heading, facts in (
        (Text("KẾT QUẢ", "FIGURE"), _figure(traced)),
        (Text("MỤC TIÊU", "TARGET"), _target(traced)),
        (Text("ĐỊNH NGHĨA", "DEFINITION"), _definition(traced)),
        (Text("CÁCH TÍNH", "COMPUTATION"), _computation(traced)),
        (Text("SỐ LIỆU GỐC", "INPUTS"), _inputs(traced)),
        (Text("ĐÍNH CHÍNH, CHẤP NHẬN", "CORRECTIONS, WAIVERS"), _entries(traced)),
        (Text("TRONG BÁO CÁO", "IN THE REPORT"), _pages(traced)),
    ):
        lines += ["", f"{heading.vi} / {heading.en}", *(line for fact in facts for line in _wrapped(*fact, width))]
    return nfc("\n".join(lines)) + "\n"


def compressed(rows: Iterable[int]) -> str:
    """Return row numbers in order, neighbours as a range.

    >>> compressed((8, 9, 10, 12, 20, 21))
    '8-10, 12, 20-21'
    """
    runs = []
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        runs.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}")
    return ", ".join(runs)


_Fact = tuple[str, str]  # what it is, "" for a line that needs no name; a name that ends in a space is indented more


def _wrapped(name: str, words: str, width: int) -> list[str]:
    indent = "    " if name.startswith(" ") else "  "
    label = f"{indent}{name.strip()}: " if name else indent
    further = f"{indent}    " if name else indent
    first, *rest = words.split("\n")
    pieces = [(label, first), *((further, piece) for piece in rest)]
    return [
        line
        for start, piece in pieces
        for line in textwrap.wrap(
            piece,
            width=max(width, 40),
            initial_indent=start,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]


def _both(text: Text) -> str:
    """Both languages beside each other, a sentence below the other."""
    if not text.en:
        return text.vi
    return f"{text.vi} / {text.en}" if len(text.vi) + len(text.en) <= _BESIDE else f"{text.vi}\n{text.en}"


def _title(traced: Trace) -> Iterator[str]:
    figure, measure = traced.figure, traced.measure
    part = Text("toàn bộ", "total")
    if figure.breakdown != TOTAL:
        name = measure.breakdowns.get(figure.breakdown)
        part = name.text if name else Text(figure.breakdown, "")
    yield from f"{measure.id}. {_both(measure.name.text)}".split("\n")
    yield f"{figure.area.name} ({figure.area.code}), {figure.period}, {_both(part)}"


def _figure(traced: Trace) -> Iterator[_Fact]:
    figure, measure = traced.figure, traced.measure
    yield "Giá trị / value", _value(figure, measure)
    if figure.gap is None:
        yield from _counts(figure, measure)
        yield "Khoảng tin cậy / interval", _interval(figure, measure)
    if figure.breakdown == TOTAL and figure.verdict is not None:
        verdict = verdict_of(figure)
        if figure.gap is None:
            yield "Đánh giá / verdict", _both(verdict_words(verdict, figure.area.level))
        if sure := CERTAINTIES.get((verdict, figure.certainty)):
            yield "Độ chắc chắn / certainty", _both(sure)
    for flag in figure.flags:
        yield "Lưu ý / caution", _both(FLAGS.get(flag, Text(flag, "")))
    if figure.reference_year is not None:
        yield "Năm của số liệu / year of the data", str(figure.reference_year)
    yield "Loại số liệu / vintage", _both(traced.edition.vintage)
    yield "Công bố / published", _both(_PUBLISHED[traced.published])


def _value(figure: ProtectedFigure, measure: Measure) -> str:
    if figure.gap == "suppressed":
        return _both(HIDDEN)
    if figure.gap is not None:
        words, why = verdict_words(figure.gap, figure.area.level), MEANINGS[figure.gap]
        return _both(Text(f"{words.vi}: {why.vi}", f"{words.en}: {why.en}"))
    exact = f" (chưa làm tròn / unrounded: {figure.value!r})"
    return f"{with_unit(number_of(figure, measure) or '', measure.unit.vi)}{exact}"


def _counts(figure: ProtectedFigure, measure: Measure) -> Iterator[_Fact]:
    weighted = " (có quyền số / weighted)" if measure.survey else ""
    if figure.numerator is not None:
        yield "Tử số / numerator", f"{print_count(figure.numerator)}{weighted}: {_both(measure.numerator.text)}"
    if figure.denominator is not None and measure.denominator is not None:
        yield (
            "Mẫu số / denominator",
            f"{print_count(figure.denominator)}{weighted}: {_both(measure.denominator.text)}",
        )
    if figure.n is not None:
        yield "Số người được hỏi / persons asked", f"n = {format_integer(figure.n)}"


def _interval(figure: ProtectedFigure, measure: Measure) -> str:
    if figure.ci_low is None:
        why = measure.uncertainty.why
        return _both(Text(f"không có: {why.vi}", f"none: {why.en}") if why else NOTHING)
    level = format_integer(round(100 * (figure.ci_level or 0)))
    return f"{ends(figure, measure)} ({level}%)\n{_both(INTERVALS[measure.uncertainty.method])}"


def _target(traced: Trace) -> Iterator[_Fact]:
    measure = traced.measure
    yield f"Chỉ tiêu {traced.target.id} / target", f"“{traced.target.wording}”\n{traced.target.name.en}"
    sign = OPERATORS[measure.threshold.operator].en.format(value=f"{measure.threshold.value:g}")
    due = f" from {measure.threshold.from_year}" if measure.threshold.from_year else ""
    yield "Ngưỡng / threshold", f"{threshold_words(measure.threshold, measure.unit.vi)} / {sign}{due}"
    if measure.threshold.reading:
        yield "Cách hiểu ngưỡng / reading", _both(measure.threshold.reading.text)


def _definition(traced: Trace) -> Iterator[_Fact]:
    measure = traced.measure
    yield "", measure.definition.vi
    yield "", measure.definition.en
    basis, citation = BASES[measure.source.basis], measure.source.citation
    yield "Căn cứ / source", _both(Text(f"{basis.vi}. {citation.vi}", f"{basis.en}. {citation.en}"))
    chosen = chosen_settings(measure, traced.edition.year)
    for name, setting in measure.settings.items():
        options = {option.value: option.name.text for option in setting.options}
        yield "Chỗ để mở / open wording", _both(setting.why.text)
        yield f" Đang dùng / in use, {name}={chosen[name]}", _both(options.pop(chosen[name]))
        for value, words in options.items():
            yield f" Cách khác / otherwise, {name}={value}", _both(words) + _otherwise(traced, name, value)


def _otherwise(traced: Trace, name: str, value: str) -> str:
    """The verdict on the province under another reading."""
    for each in traced.edition.readings:
        if (each.measure, each.setting, each.option) == (traced.measure.id, name, value):
            return f"\ntoàn tỉnh / the province: {_both(VERDICTS[each.verdict])}"
    return ""


def _computation(traced: Trace) -> Iterator[_Fact]:
    if traced.measure.calculation is not None:
        yield "Cách tính / calculation", f"params/plan.yaml, {traced.measure.id}\n{traced.doc}"
    else:
        yield "Hàm / function", traced.measure.computed_by
        yield "", " ".join(traced.doc.split())
    if fixed := traced.measure.arguments:
        yield "Tham số / arguments", ", ".join(f"{key}={value}" for key, value in fixed.items())
    if traced.measure.denominator is not None:
        yield "Nhân với / times", f"{traced.measure.per:g}"
    if traced.figure.first_year is not None:
        words = Text("cộng tử số và mẫu số của từng năm rồi chia", "the years' counts are summed, then divided")
        yield "Nhiều năm / several years", _both(words)
    day = format_date(traced.figure.map)
    yield "Bản đồ / map", f"từ / from {day}\n{_both(traced.edition.map_title)}"


def _inputs(traced: Trace) -> Iterator[_Fact]:
    for each in traced.inputs:
        use = " (đối chiếu mẫu số / controls the denominator)" if each.control else ""
        yield f"{each.number} ({each.year})", f"{_both(each.title)}\n{_both(each.agency)}{use}"
        if not each.file:
            yield "  Tệp / file", _both(Text("chưa nhận", "not received"))
            continue
        yield "  Tệp / file", f"{each.file}{f', trang / sheet “{each.sheet}”' if each.sheet else ''}"
        yield "  SHA-256", each.sha256
        yield "  Vùng đã đọc / range", _range(each)
        if not each.control:
            yield "  Các dòng được tính / rows counted", _rows(traced, each)


def _range(each: Input) -> str:
    if each.cells is None or each.count is None:
        return _both(Text("không nêu", "not told"))
    return f"{each.cells}; {format_integer(each.count)} dòng / rows"


def _rows(traced: Trace, each: Input) -> str:
    if traced.hidden:
        return _both(Text("không nêu", "not told"))
    if each.rows is None:
        return _both(Text("không tính ở cấp này", "not counted at this level"))
    if not each.rows:
        return "0"
    return f"{format_integer(len(each.rows))}: {compressed(each.rows)}"


def _entries(traced: Trace) -> Iterator[_Fact]:
    if not traced.entries:
        yield "", _both(NOTHING)
    for each in traced.entries:
        yield _entry(each), each.place
        if not each.rule:
            yield "  Thay đổi / change", each.change.vi
        else:
            yield "  Quy tắc / rule", f"{each.rule}: {_both(each.change)}"
        yield "  Lý do / because", _both(each.reason)
        until = f"; đến / until {format_date(each.expires)}" if each.expires else ""
        yield "  Người quyết định / decided by", f"{each.by}, {format_date(each.on)}{until}"
        yield "  Ghi tại / entered in", each.entered


def _pages(traced: Trace) -> Iterator[_Fact]:
    for address, there in traced.pages:
        yield "", address if there else f"{address} (chưa lập / not made)"


def _entry(each: AppliedCorrection) -> str:
    return "Chấp nhận / waiver" if each.rule else "Đính chính / correction"
