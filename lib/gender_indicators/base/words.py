"""The fixed words of the reports: verdicts, gaps, vintages, levels, thresholds, cautions. One place for each.

Keys are the identifiers of the rooms ``plan`` and ``figures``; ``base`` lies
below both, so they are plain strings here and a test compares the two sets.
"""

from __future__ import annotations

from gender_indicators.base.text import Text

VERDICTS: dict[str, Text] = {
    "exceeded": Text("Đạt và vượt", "Exceeded"),
    "met": Text("Đạt", "Met"),
    "partly_met": Text("Đạt một phần", "Partly met"),
    "missed": Text("Chưa đạt", "Not met"),
    "not_due": Text("Chưa đến hạn", "Not yet due"),
    "not_judged": Text("Không đánh giá", "Not judged"),
    "not_fully_judged": Text("Chưa đánh giá đủ", "Not fully judged"),
    "no_cases": Text("Không phát sinh", "No cases"),
    "no_data": Text("Chưa có số liệu", "No data yet"),
    "not_representative": Text("Không có số liệu đại diện", "No representative data"),
    "province_target": Text("Chỉ tiêu cấp tỉnh", "Target of the province"),
    "not_published": Text("Không công bố ở cấp này", "Not published at this level"),
    "unreliable": Text("Sai số quá lớn, không nêu", "Too unreliable to show"),
    "suppressed": Text("Được bảo mật", "Confidential"),
}

MEANINGS: dict[str, Text] = {
    "exceeded": Text(
        "giá trị tốt hơn mức của kế hoạch, kể cả khi đã làm tròn; cả khoảng tin cậy, nếu có, ở mức đạt",
        "better than the plan's value even when rounded; the whole confidence interval, if any, meets the target",
    ),
    "met": Text("giá trị chưa làm tròn đáp ứng mục tiêu của kế hoạch", "the unrounded value meets the plan's target"),
    "partly_met": Text(
        "chỉ tiêu có nhiều phần: có phần đạt, có phần chưa đạt",
        "a target of several parts: some are met, others not",
    ),
    "missed": Text("giá trị chưa đáp ứng mục tiêu", "the value does not meet the target"),
    "not_due": Text(
        "kế hoạch chỉ yêu cầu từ năm sau; giá trị vẫn được nêu",
        "the plan asks for it from a later year; the value is still shown",
    ),
    "not_judged": Text(
        "ở cấp này giá trị do ngẫu nhiên hoặc số rất nhỏ quyết định, chỉ nêu để tham khảo",
        "at this level chance or tiny numbers decide the value; it is shown for information",
    ),
    "not_fully_judged": Text(
        "có phần đạt, phần còn lại chưa có số liệu hoặc được bảo mật",
        "one part is met, another has no data or is confidential",
    ),
    "no_cases": Text(
        "mẫu số bằng 0: không có trường hợp nào để tính", "the denominator is 0: there was no case to count"
    ),
    "no_data": Text("cơ quan chủ trì chưa gửi số liệu", "the responsible agency has not delivered data"),
    "not_representative": Text(
        "điều tra chọn mẫu chỉ đại diện cho cấp tỉnh", "the sample survey represents the province only"
    ),
    "province_target": Text(
        "kế hoạch chỉ đặt chỉ tiêu này cho toàn tỉnh", "the plan sets this target for the whole province only"
    ),
    "not_published": Text("số quá nhỏ hoặc không có ý nghĩa ở cấp này", "too small or without meaning at this level"),
    "unreliable": Text(
        "hệ số biến thiên của ước lượng vượt giới hạn công bố, mẫu điều tra quá ít để nêu con số",
        "the estimate's coefficient of variation is above the limit: the sample is too small for a number",
    ),
    "suppressed": Text(
        "số nhỏ có thể làm lộ cá nhân nên không nêu", "a small count that could reveal a person is not shown"
    ),
}

VINTAGES: dict[str, Text] = {
    "uoc": Text("Ước thực hiện", "Estimate"),
    "so_bo": Text("Số liệu sơ bộ", "Preliminary"),
    "chinh_thuc": Text("Số liệu chính thức", "Final"),
}

RECEIPTS: dict[str, Text] = {
    "on_time": Text("Đúng hạn", "In time"),
    "late": Text("Muộn {days} ngày", "{days} days late"),
    "undated": Text("Đã nhận, không rõ ngày", "Received, day unknown"),
    "overdue": Text("Chưa nhận, quá hạn {days} ngày", "Missing, {days} days overdue"),
    "not_due": Text("Chưa nhận, còn {days} ngày", "Missing, {days} days left"),
    "optional": Text("Không bắt buộc", "Optional"),
}

LEVELS: dict[str, Text] = {
    "province": Text("cấp tỉnh", "province level"),
    "district": Text("cấp huyện", "district level"),
    "commune": Text("cấp xã", "commune level"),
}

OPERATORS: dict[str, Text] = {
    "<": Text("dưới {value}", "under {value}"),
    "<=": Text("không quá {value}", "at most {value}"),
    "=": Text("{value}", "{value}"),
    ">=": Text("ít nhất {value}", "at least {value}"),
    ">": Text("trên {value}", "over {value}"),
}

UNSURE = Text("chưa chắc chắn", "not certain")
UNSURE_MEANING = Text(
    "đánh giá theo giá trị tính được, nhưng khoảng tin cậy chứa cả mức đạt và mức chưa đạt",
    "judged by the value found, but the confidence interval holds values that meet the target and others that do not",
)

# By verdict and certainty: what the interval says of the verdict.
CERTAINTIES: dict[tuple[str, str], Text] = {
    ("exceeded", "clearly_met"): Text("cả khoảng tin cậy ở mức đạt", "the whole interval meets the target"),
    ("met", "clearly_met"): Text("cả khoảng tin cậy ở mức đạt", "the whole interval meets the target"),
    ("missed", "clearly_missed"): Text("cả khoảng tin cậy ở mức chưa đạt", "the whole interval misses the target"),
    ("met", "uncertain"): Text(
        "khoảng tin cậy chứa cả mức chưa đạt, nên chưa thể khẳng định đã đạt",
        "part of the interval misses the target, so it is not certain that it is met",
    ),
    ("missed", "uncertain"): Text(
        "khoảng tin cậy chứa cả mức đạt, nên chưa thể khẳng định là chưa đạt",
        "part of the interval meets the target, so it is not certain that it is missed",
    ),
}

METHODS: dict[str, Text] = {
    "required_path": Text("Lộ trình cần thiết", "Required linear path"),
    "current_status": Text("Chỉ số hiện trạng (ESCAP)", "Current status index (ESCAP)"),
    "anticipated_progress": Text("Chỉ số tiến độ dự kiến (ESCAP)", "Anticipated progress index (ESCAP)"),
    "growth_ratio": Text(
        "Tốc độ thay đổi bình quân năm (Statistics Canada)", "Actual against required growth (Statistics Canada)"
    ),
    "likelihood": Text("Khả năng đạt theo xu hướng", "Likelihood from the trend"),
}

ANTICIPATIONS: dict[str, Text] = {
    "maintain": Text("giữ nhịp độ hiện nay thì đạt", "met if the pace is maintained"),
    "accelerate": Text("phải đẩy nhanh mới đạt", "needs to accelerate"),
    "reverse": Text("đang đi ngược hướng", "needs to reverse the trend"),
}

GROWTHS: dict[str, Text] = {
    "target_achieved": Text("giá trị tính được đã ở mức mục tiêu", "target achieved"),
    "significant": Text("tiến bộ rõ, theo kịp mục tiêu", "significant progress"),
    "moderate": Text("tiến bộ vừa, chưa theo kịp", "moderate progress"),
    "insufficient": Text("tiến bộ không đủ", "insufficient progress"),
    "movement_away": Text("đang rời xa mục tiêu", "movement away from the target"),
}

OVERALLS: dict[str, Text] = {
    "met": Text(
        "đã ở mức mục tiêu, các phương pháp đều cho thấy giữ được", "at the target, all methods say it will hold"
    ),
    "on_track": Text("các phương pháp đều cho thấy đúng tiến độ", "all methods say on track"),
    "off_track": Text("các phương pháp đều cho thấy chậm tiến độ", "all methods say off track"),
    "mixed": Text("các phương pháp cho kết quả khác nhau, chưa kết luận được", "the methods disagree: no conclusion"),
    "not_defined": Text("không phương pháp nào tính được", "no method is defined"),
}

REASONS: dict[str, Text] = {
    "already_met_at_start": Text(
        "đã đạt từ năm đầu của chuỗi so sánh được", "met already in the first comparable year"
    ),
    "break": Text("chuỗi số liệu bị ngắt", "there is a break in the series"),
    "count_or_milestone": Text("chỉ tiêu đếm hoặc cột mốc", "a count or a milestone"),
    "deadline_passed": Text("đã qua hạn", "the deadline has passed"),
    "no_baseline": Text("không có điểm xuất phát", "there is no baseline"),
    "no_scatter": Text("các điểm nằm đúng trên một đường thẳng", "the points lie on a line exactly"),
    "parity": Text("mục tiêu cân bằng hai phía", "a target of parity"),
    "same_year": Text("cùng một năm", "the same year"),
    "sign_change": Text("giá trị đổi dấu", "the values change sign"),
    "target_of_100": Text("mục tiêu 100% không tính được xác suất", "a target of 100% has no probability"),
    "too_few_years": Text("quá ít năm", "too few years"),
    "zero_value": Text("có giá trị bằng 0 nên không tính được tốc độ", "a value of 0 has no growth rate"),
}

INTERVALS: dict[str, Text] = {
    "garwood": Text("Poisson chính xác (Garwood) cho số sự kiện", "exact Poisson (Garwood) for a number of events"),
    "log_ratio": Text(
        "chuẩn trên thang logarit, sai số chuẩn √(1/tử số + 1/mẫu số)",
        "normal on the log scale, standard error √(1/numerator + 1/denominator)",
    ),
    "taylor": Text(
        "tuyến tính hoá Taylor theo tầng, địa bàn và quyền số của cuộc điều tra, phân vị t; tỷ lệ trên thang logit, "
        "tỷ số hai trung bình trên thang logarit",
        "Taylor linearisation with the survey's strata, sampling units and weights, t quantiles; shares on the logit "
        "scale, ratios of means on the log scale",
    ),
}

FLAGS: dict[str, Text] = {
    "caution": Text("Dùng thận trọng: sai số chọn mẫu lớn", "Use with caution: large sampling error"),
    "stale": Text("Số liệu cũ được dùng lại", "An older value, repeated"),
}

SEVERITIES: dict[str, Text] = {
    "error": Text("Lỗi", "Error"),
    "warning": Text("Lưu ý", "Warning"),
}

BASES: dict[str, Text] = {
    "published": Text("Định nghĩa đã công bố", "Published definition"),
    "reading": Text("Cách hiểu văn bản kế hoạch", "A reading of the plan's wording"),
}

ORIGINS: dict[str, Text] = {
    "synthetic": Text("Số liệu minh hoạ, không phải số liệu thật", "Illustrative data, not real"),
    "official": Text("Số liệu do các cơ quan báo cáo", "Data reported by the agencies"),
}

ILLUSTRATIVE_MARK = Text("SỐ LIỆU MINH HOẠ", "ILLUSTRATIVE DATA")
ILLUSTRATIVE = Text("không phải kết quả thật của địa phương", "Illustrative data: not the real results of the area")

# Gaps that hold in every year: they say where a measure may be shown, not how a year went.
STRUCTURAL_GAPS = frozenset({"not_representative", "province_target", "not_published"})


def verdict_words(verdict: str, level: str) -> Text:
    """Return the words of a verdict or gap for an area of ``level``, naming the level where it is the reason.

    >>> verdict_words("not_representative", "district").vi
    'Không có số liệu đại diện cấp huyện'
    >>> verdict_words("met", "district").vi
    'Đạt'
    """
    words = VERDICTS[verdict]
    if verdict == "not_representative":
        return Text(f"{words.vi} {LEVELS[level].vi}", f"{words.en} at {LEVELS[level].en}")
    return words


def inside(words: str) -> str:
    """Return ``words`` as they stand inside a sentence: the first letter small.

    >>> inside("Đạt một phần")
    'đạt một phần'
    """
    return words[:1].lower() + words[1:]
