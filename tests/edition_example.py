"""A small literal edition: one goal, three targets, three areas, every verdict and every gap."""

from __future__ import annotations

import datetime as dt

from gender_indicators.base.text import Text
from gender_indicators.figures.figure import TOTAL, Gap, ProtectedFigure, SourceRef, Verdict
from gender_indicators.findings.finding import AppliedCorrection, BrokenRule, Decision, Finding, Place
from gender_indicators.plan.agencies import Agencies, Agency, Succession
from gender_indicators.plan.areas import AreaRef
from gender_indicators.plan.plan import Plan
from gender_indicators.plan.year import Origin, Year
from gender_indicators.results.check_record import CheckRecord
from gender_indicators.results.edition import Edition, Hiding, InputFile, Method, TargetVerdict

MAP = dt.date(2021, 7, 1)
PROVINCE = AreaRef("46", "Tỉnh Thừa Thiên Huế", "province")
CITY = AreaRef("474", "Thành phố Huế", "district")
HIGHLAND = AreaRef("481", "Huyện A Lưới", "district")
AREAS = (PROVINCE, CITY, HIGHLAND)


def both(vi: str, en: str = "words") -> dict[str, str]:
    return {"vi": vi, "en": en}


def measure(**changes: object) -> dict[str, object]:
    return {
        "source": {"basis": "reading", "citation": both("Kế hoạch, mục I.2")},
        "kind": "share",
        "unit": both("%", "%"),
        "per": 100.0,
        "decimals": 1,
        "numerator": both("cơ quan có nữ lãnh đạo"),
        "denominator": both("cơ quan"),
        "lowest_level": "province",
        "responsible": ("so-noi-vu",),
        "function": "leadership.bodies",
        "uncertainty": {"method": "none", "why": both("đếm toàn bộ danh sách", "a complete list")},
        "forms": {"posts": "leadership"},
        "definition": both("Số cơ quan có ít nhất một nữ lãnh đạo chủ chốt trên tổng số cơ quan.", "Bodies."),
        **changes,
    }


PLAN = Plan.model_validate(
    {
        "title": both("Kế hoạch bình đẳng giới tỉnh Thừa Thiên Huế giai đoạn 2021-2025", "Gender equality plan"),
        "short_title": both("Kế hoạch bình đẳng giới"),
        "province": both("tỉnh Thừa Thiên Huế"),
        "issuer": both("Ủy ban nhân dân tỉnh Thừa Thiên Huế"),
        "basis": both("Nghị quyết số 28/NQ-CP"),
        "text_notes": [both('Bản quét ghi "Phần đầu", đọc là "Phấn đấu".')],
        "confidence": 0.95,
        "release": {"caution_above": 0.165, "withheld_above": 0.333, "source": both("nguồn")},
        "first_year": 2021,
        "last_year": 2025,
        "coordinator": "so-noi-vu",
        "calendar": {
            "agencies": {"month": 11, "day": 30},
            "province": {"month": 12, "day": 10},
            "source": both("Kế hoạch, mục V"),
        },
        "goals": [
            {
                "id": "1",
                "name": both("Trong đời sống gia đình và công tác cán bộ", "In the family and in personnel"),
                "targets": [
                    {
                        "id": "1.1",
                        "wording": "Đạt 60% các cơ quan có lãnh đạo chủ chốt là nữ.",
                        "name": both("Cơ quan có lãnh đạo chủ chốt là nữ", "Bodies with women key leaders"),
                        "measures": [
                            measure(
                                id="1.1",
                                name=both("Tỷ lệ cơ quan có lãnh đạo chủ chốt là nữ", "Share of bodies"),
                                threshold={"operator": ">=", "value": 60.0},
                                lowest_level="commune",
                                breakdowns={"commune": both("cấp xã"), "district": both("cấp huyện")},
                                references=[
                                    {"year": 2023, "value": 74.6, "label": both("cấp tỉnh"), "source": "Bộ Nội vụ"}
                                ],
                                settings={
                                    "bodies": {
                                        "value": "governments",
                                        "options": [
                                            {"value": "governments", "name": both("chỉ HĐND và UBND")},
                                            {"value": "all", "name": both("thêm cơ quan chuyên môn")},
                                        ],
                                        "why": both("Kế hoạch không nêu rõ."),
                                    }
                                },
                                neighbour={"code": "5.5.1(b)", "relation": both("Khác: SDG tính ghế.")},
                            )
                        ],
                    },
                    {
                        "id": "1.2",
                        "wording": "Đạt 80% người bị bạo lực được hỗ trợ; tử vong bà mẹ giảm còn dưới 15/100.000.",
                        "name": both("Hỗ trợ người bị bạo lực, giảm tử vong bà mẹ", "Support and mortality"),
                        "measures": [
                            measure(
                                id="1.2a",
                                name=both("Tỷ lệ người bị bạo lực được hỗ trợ", "Victims supported"),
                                threshold={"operator": ">=", "value": 80.0},
                                lowest_level="district",
                                below="not_published",
                                disclosure={"minimum_count": 5, "why": both("Nạn nhân có thể bị nhận ra.")},
                                responsible=("so-ldtbxh",),
                                forms={"cases": "gender_violence"},
                                caveat=both("Chỉ gồm người được phát hiện."),
                            ),
                            measure(
                                id="1.2b",
                                name=both("Tỷ số tử vong mẹ", "Maternal mortality ratio"),
                                kind="rate",
                                unit=both("/100.000 trẻ sinh sống", "per 100,000 live births"),
                                per=100000.0,
                                threshold={"operator": "<", "value": 15.0},
                                below="not_published",
                            ),
                        ],
                    },
                    {
                        "id": "1.3",
                        "wording": "100% trường dạy về giới từ năm 2025; số giờ làm việc nhà của phụ nữ còn 2 lần.",
                        "name": both("Giảng dạy về giới và giờ việc nhà", "Teaching and housework"),
                        "measures": [
                            measure(
                                id="1.3a",
                                name=both("Tỷ lệ trường dạy về giới", "Schools teaching it"),
                                kind="milestone",
                                threshold={"operator": "=", "value": 100.0, "from_year": 2025},
                                below="province_target",
                            ),
                            measure(
                                id="1.3b",
                                name=both("Số giờ việc nhà của nữ so với nam", "Housework ratio"),
                                kind="ratio_of_means",
                                unit=both("lần", "times"),
                                per=1.0,
                                decimals=2,
                                threshold={"operator": "<=", "value": 2.0},
                                below="not_representative",
                                survey=True,
                                references=[
                                    {"year": 2024, "value": 1.8, "label": both("cả nước"), "source": "Cục Thống kê"}
                                ],
                            ),
                        ],
                    },
                ],
            }
        ],
    }
)

FORMS = {
    "leadership": Text("Danh sách chức danh lãnh đạo", "Key posts"),
    "gender_violence": Text("Sổ theo dõi bạo lực trên cơ sở giới", "Register of gender-based violence"),
}
LIST = SourceRef("so-noi-vu/lanh-dao.xlsx", "ab" * 32, "Lãnh đạo", "8-157", 150)
CASES = SourceRef("so-ldtbxh/bao-luc.csv", "cd" * 32, "", "2-338", 337)


def figure(
    measure: str,
    area: AreaRef,
    year: int = 2024,
    counts: tuple[float, float] | None = None,
    verdict: Verdict | None = None,
    gap: Gap | None = None,
    breakdown: str = TOTAL,
    **changes: object,
) -> ProtectedFigure:
    definition = PLAN.measure(measure)
    numerator, denominator = counts or (None, None)
    values: dict[str, object] = {
        "value": None if counts is None else definition.per * counts[0] / counts[1],
        "n": None if counts is None else int(counts[1]),
        **changes,
    }
    return ProtectedFigure(
        measure=measure,
        area=area,
        year=year,
        breakdown=breakdown,
        numerator=numerator,
        denominator=denominator,
        unit=definition.unit.en,
        gap=gap,
        verdict=gap or verdict,
        map=MAP,
        vintage="uoc",
        sources=(CASES if measure == "1.2a" else LIST,),
        function=definition.computed_by,
        **values,  # type: ignore[arg-type]
    )


FIGURES = (
    figure("1.1", PROVINCE, counts=(91, 151), verdict="met"),
    figure("1.1", PROVINCE, counts=(85, 141), breakdown="commune"),
    figure("1.1", PROVINCE, counts=(6, 9), breakdown="district"),
    figure("1.1", CITY, counts=(21, 37), verdict="missed"),
    figure("1.1", HIGHLAND, gap="no_data"),
    figure("1.2a", PROVINCE, counts=(1271, 1537), verdict="met"),
    figure("1.2a", CITY, gap="suppressed"),
    figure("1.2a", HIGHLAND, gap="no_cases"),
    figure("1.2b", PROVINCE, counts=(3, 16384), verdict="missed"),
    figure("1.2b", CITY, gap="not_published"),
    figure("1.2b", HIGHLAND, gap="not_published"),
    figure("1.3a", PROVINCE, counts=(402, 571), verdict="not_due"),
    figure("1.3a", CITY, gap="province_target"),
    figure("1.3a", HIGHLAND, gap="province_target"),
    figure("1.3b", PROVINCE, counts=(15.5, 8.6), verdict="met", n=2134, reference_year=2022, flags=("stale",)),
    figure("1.3b", CITY, gap="not_representative"),
    figure("1.3b", HIGHLAND, gap="not_representative"),
)

HISTORY = (
    figure("1.1", PROVINCE, 2022, (84, 151), "missed"),
    figure("1.1", PROVINCE, 2021, (80, 151), "missed"),
    figure("1.1", PROVINCE, 2023, (90, 151), "missed"),
    figure("1.1", CITY, 2023, (20, 37), "missed"),
    figure("1.1", CITY, 2022, (18, 37), "missed"),
    figure("1.2a", PROVINCE, 2023, (1204, 1502), "met"),
    figure("1.2a", CITY, 2023, gap="suppressed"),
    figure("1.2b", PROVINCE, 2023, (2, 16250), "met"),
    figure("1.3b", PROVINCE, 2023, (15.5, 8.6), "met", n=2134, reference_year=2022, flags=("stale",)),
)

VERDICTS: dict[str, tuple[Verdict, Verdict, Verdict]] = {
    "1.1": ("met", "missed", "no_data"),
    "1.2": ("partly_met", "suppressed", "no_cases"),
    "1.3": ("not_due", "province_target", "not_representative"),
}

FINDINGS = (
    Finding(
        "year.jump",
        "warning",
        "so-noi-vu",
        "leadership",
        Place("so-noi-vu/lanh-dao.xlsx", "Lãnh đạo", "C9"),
        "37 (năm trước 29)",
        Text("thay đổi không quá 20%", "a change of at most 20%"),
        Text("Kiểm tra lại số liệu, giải trình nếu đúng.", "Check and explain."),
    ),
    Finding(
        "cell.code",
        "error",
        "so-ldtbxh",
        "gender_violence",
        Place("so-ldtbxh/bao-luc.csv", "", "dòng 12, cột Giới tính"),
        "giá trị ngoài danh mục",
        Text("Nam hoặc Nữ", "Nam or Nữ"),
        Text("Sửa ô này.", "Correct the cell."),
        count=3,
        waiver="Sổ giấy không ghi, đã đối chiếu với xã.",
    ),
)

WAIVED = Text("Sổ giấy không ghi, đã đối chiếu với xã.", "Not in the paper register; compared with the communes.")
PROBLEMS = (
    BrokenRule(
        "code",
        "error",
        "so-ldtbxh",
        "gender_violence",
        Text("Giá trị có trong danh mục.", "A value is on its list."),
        3,
        True,
    ),
    BrokenRule("jump", "warning", "so-noi-vu", "leadership", Text("Tổng không biến động quá mức.", "No jump."), 1),
)
DECISIONS = (
    Decision(
        "so-noi-vu", "leadership", "", Text("", ""), 1, Text("Ghi nhầm năm", "The year was mistyped"),
        "Sở Nội vụ", dt.date(2024, 11, 28), None,
    ),
    Decision(
        "so-ldtbxh", "gender_violence", "code", PROBLEMS[0].what, None, WAIVED,
        "Sở Lao động", dt.date(2024, 11, 29), dt.date(2027, 12, 31),
    ),
)  # fmt: skip
CORRECTIONS = (
    AppliedCorrection(
        "so-noi-vu/lanh-dao.xlsx, ô C14",
        Text("2025 → 2024", "2025 → 2024"),
        Text("Ghi nhầm năm", "The year was mistyped"),
        "Nguyễn Thị Lan",
        dt.date(2024, 11, 28),
        "so-noi-vu",
        "leadership",
    ),
)

EDITION = Edition(
    plan=PLAN,
    agencies=Agencies(
        agencies=(
            Agency(id="so-noi-vu", name={"vi": "Sở Nội vụ", "en": "Department of Home Affairs"}),
            Agency(
                id="so-ldtbxh",
                name={"vi": "Sở Lao động - Thương binh và Xã hội", "en": "Department of Labour"},
                valid_to=dt.date(2025, 2, 28),
                successions=(
                    Succession(
                        agency="so-noi-vu",
                        forms=("gender_violence",),
                        verified=False,
                        source=both("Nghị định 45/2025"),
                    ),
                ),
            ),
        )
    ),
    year=Year(
        year=2024,
        map=MAP,
        levels=("province", "district"),
        vintage="uoc",
        data_as_of=dt.date(2024, 11, 30),
        data="data/sample/2024",
    ),
    origin=Origin(kind="synthetic", note=both("Số liệu được tạo để minh hoạ, không phải kết quả thật.", "Made up.")),
    map_title=Text("9 đơn vị cấp huyện, 141 xã, phường, thị trấn", "9 districts, 141 communes"),
    areas=AREAS,
    figures=FIGURES,
    history=HISTORY,
    verdicts=tuple(
        TargetVerdict(target, area.code, verdict)
        for target, verdicts in VERDICTS.items()
        for area, verdict in zip(AREAS, verdicts, strict=True)
    ),
    problems=PROBLEMS,
    decisions=DECISIONS,
    inputs=(
        InputFile("so-noi-vu/lanh-dao.xlsx", "ab" * 32, "so-noi-vu", "leadership", 1150),
        InputFile("so-ldtbxh/bao-luc.csv", "", "so-ldtbxh", "gender_violence", 0),
    ),
    earlier_inputs=(InputFile("2023/so-noi-vu/lanh-dao.xlsx", "ef" * 32, "so-noi-vu", "leadership", 1148),),
    forms=FORMS,
    methods=(Method("1.1", "leadership.bodies", "Count bodies.\n\n    >>> 100 * 3 / 5\n    60.0\n"),),
    hidden=Hiding(2, 40),
)

RECORD = CheckRecord(
    plan=PLAN,
    agencies=EDITION.agencies,
    year=2024,
    origin=EDITION.origin,
    forms=FORMS,
    findings=FINDINGS,
    corrections=CORRECTIONS,
    inputs=EDITION.inputs[:1],
    earlier_inputs=EDITION.earlier_inputs,
)
