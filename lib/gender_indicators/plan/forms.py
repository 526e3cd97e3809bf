"""What a form is: its columns, its key and the rules a filled one must keep (``params/forms.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from gender_indicators.base import Bilingual, Items, Strict, Text, Unfit, load_model, nfc

ColumnType = Literal["text", "code", "yes_no", "integer", "number", "date", "area"]
FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\]*[^/\\.][^/\\]*\.(?:csv|xlsx)$")]


class Column(Strict):
    """One column: its name in the library and the header the agency sees.

    ``codes`` maps what the agency writes to the library's value, ``also`` other words for the same values that are
    understood but not asked for. ``personal`` marks text that could tell
    who a person is; it stays in memory for keys and counts of persons and is never printed. A column of type
    ``area`` holds the code of an administrative unit and is always called ``area``; a form has at most one.
    ``level`` is the level every unit in it must have; without it any level goes, or what a column ``level``
    of the same row says. ``synonyms`` are other headers agencies write for the column (of a header in two rows the
    upper words, then the lower: "Tuyển mới Trong đó: nữ"). ``unit`` is a sign that may stand behind a number
    ("‰"). ``meaning`` defines the column for those who fill it in, ``example`` is a cell of the worked example (of a
    date its day and month, "31/03"). A ``summed`` column has its total above the header of a blank form.
    """

    name: str
    header: str
    type: ColumnType
    required: bool = True
    codes: dict[str, str] = Field(default_factory=dict)
    also: dict[str, str] = Field(default_factory=dict)
    min: float | None = None
    max: float | None = None
    max_length: int | None = None
    personal: bool = False
    level: Literal["province", "district", "commune"] | None = None
    note: Bilingual | None = None
    synonyms: Items[str] = ()
    unit: str = ""
    meaning: Bilingual | None = None
    example: str | int | float | None = None
    summed: bool = False


class PartsMakeTotal(Strict):
    """The parts add up to the total in every row."""

    rule: Literal["parts_make_total"]
    total: str
    parts: Items[str]
    tolerance: float = 0.0


class RatioAgrees(Strict):
    """A printed ratio agrees with its numerator and denominator: column = per x numerator / denominator."""

    rule: Literal["ratio_agrees"]
    column: str
    numerator: str
    denominator: str
    per: float
    tolerance: float


class NotAbove(Strict):
    """A part never exceeds its whole in a row."""

    rule: Literal["not_above"]
    part: str
    whole: str


class RequiredWhen(Strict):
    """``column`` is filled in every row in which the column ``when`` has the value ``equals``.

    ``equals`` is a code of the library, or ``yes`` or ``no``.
    """

    rule: Literal["required_when"]
    column: str
    when: str
    equals: str


class WithinYear(Strict):
    """The date lies in the reporting year and not in the future."""

    rule: Literal["within_year"]
    column: str


class Complete(Strict):
    """Every unit of ``level`` in force (at the quarter's end when ``by`` is ``quarter``) has its rows.

    With ``by``, one row for every combination of the unit and the codes of those columns; ``only`` narrows
    the codes of a column to those every unit must have.
    """

    rule: Literal["complete"]
    level: Literal["province", "district", "commune"]
    by: Items[str] = ()
    only: dict[str, list[str]] = Field(default_factory=dict)


class CompletePer(Strict):
    """Every value of ``key`` has one row for each whole number of ``column`` from ``first`` to ``last``.

    With ``dated_by`` naming the same column, numbers whose day lies outside the life of the row's unit are
    not expected (a district's station ends with its district).
    """

    rule: Literal["complete_per"]
    key: str
    column: str
    first: int
    last: int


class OneValuePer(Strict):
    """All rows with the same ``key`` agree on ``column`` (a body has one name, one unit)."""

    rule: Literal["one_value_per"]
    key: str
    column: str


class Jump(Strict):
    """The province's total of ``column`` (of rows when absent) moved by more than ``limit`` in a year.

    ``limit`` is a share: 0.3 stands for 30 %.
    """

    rule: Literal["jump"]
    limit: float
    column: str | None = None
    across_maps: bool = True


class PlausibleRatio(Strict):
    """Rows with one code of ``column`` per rows with another lie in a plausible range for the province.

    Beyond ``possible_min`` and ``possible_max``, where given, it is an error instead of a warning.
    """

    rule: Literal["plausible_ratio"]
    column: str
    numerator_code: str
    denominator_code: str
    per: float
    min: float
    max: float
    possible_min: float | None = None
    possible_max: float | None = None


Check = Annotated[
    PartsMakeTotal
    | RatioAgrees
    | NotAbove
    | RequiredWhen
    | WithinYear
    | Complete
    | CompletePer
    | OneValuePer
    | Jump
    | PlausibleRatio,
    Field(discriminator="rule"),
]


class Form(Strict):
    """A form an agency sends once a year.

    ``file`` is its name in the agency's folder: ``.csv`` for microdata, ``.xlsx`` for lists; any form may come in any
    format under the same name instead. ``sheet`` is the sheet of a workbook. ``version`` counts the versions
    of the blank form; it is raised when a column changes. ``dated_by`` names the column that says on which day a
    row's unit must have been in force; ``quarter`` and ``month`` stand for the last day of that quarter or month;
    without it the last day of the year counts.
    ``sensitive`` forms list people: their cell values are never printed. ``may_be_empty`` forms list events,
    of which a year may have none; an empty delivery of any other form is an error.
    """

    code: str
    number: str
    file: FileName
    agency: str
    title: Bilingual
    period: Bilingual
    sheet: str = "Số liệu"
    version: int = 1
    sensitive: bool = False
    optional: bool = False
    may_be_empty: bool = False
    dated_by: str | None = None
    columns: Items[Column]
    key: Items[str]
    checks: Items[Check] = ()

    @property
    def is_workbook(self) -> bool:
        """Whether the form is an Excel workbook (else CSV)."""
        return self.file.endswith(".xlsx")

    def column(self, name: str) -> Column:
        """The column called ``name``."""
        return next(column for column in self.columns if column.name == name)

    def called(self, name: str) -> Column | None:
        """Return the column with this name, or with this header; ``None`` where there is none."""
        return next((each for each in self.columns if name == each.name or nfc(name) == nfc(each.header)), None)

    @property
    def has_area(self) -> bool:
        """Whether rows belong to an administrative unit."""
        return any(column.type == "area" for column in self.columns)

    @model_validator(mode="after")
    def _names_exist(self) -> Form:
        names = [column.name for column in self.columns]
        headers = [column.header for column in self.columns]
        if len(set(names)) < len(names) or len(set(headers)) < len(headers):
            raise Unfit(
                Text(
                    f"biểu {self.code}: tên cột và tiêu đề cột không được trùng nhau",
                    f"form {self.code}: column names and headers must differ",
                )
            )
        if ambiguous := _ambiguous(self.columns):
            raise Unfit(
                Text(
                    f"biểu {self.code}: tiêu đề hoặc cách gọi khác ứng với hai cột: {ambiguous}",
                    f"form {self.code}: headers or synonyms stand for two columns: {ambiguous}",
                )
            )
        if any((column.type == "area") != (column.name == "area") for column in self.columns):
            raise Unfit(
                Text(
                    f'biểu {self.code}: cột kiểu area phải có tên "area"',
                    f'form {self.code}: the column of type area is called "area"',
                )
            )
        if strange := [c.name for c in self.columns if not set(c.also.values()) <= set(c.codes.values())]:
            raise Unfit(
                Text(
                    f'biểu {self.code}: "also" của {strange} nêu giá trị không có trong "codes"',
                    f'form {self.code}: "also" of {strange} names values that "codes" does not have',
                )
            )
        if any(column.level and column.type != "area" for column in self.columns):
            raise Unfit(
                Text(
                    f"biểu {self.code}: chỉ cột kiểu area mới có cấp (level)",
                    f"form {self.code}: only a column of type area has a level",
                )
            )
        used = set(self.key)
        if self.dated_by is not None:
            used.add(self.dated_by)
        for check in self.checks:
            used |= _columns_of(check)
        if unknown := sorted(used - set(names)):
            raise Unfit(
                Text(
                    f"biểu {self.code}: khoá hoặc phép kiểm tra nêu cột không có: {unknown}",
                    f"form {self.code}: key or checks name unknown columns {unknown}",
                )
            )
        return self


def _ambiguous(columns: Iterable[Column]) -> list[str]:
    """The headers and synonyms that stand for more than one column, however they are written."""
    owners: dict[str, set[str]] = {}
    for column in columns:
        for words in (column.header, *column.synonyms):
            owners.setdefault(" ".join(nfc(words).casefold().split()), set()).add(column.name)
    return sorted(words for words, names in owners.items() if len(names) > 1)


def _columns_of(check: Check) -> set[str]:
    """The columns a check names."""
    values = check.model_dump()
    keys = ("total", "column", "numerator", "denominator", "part", "whole", "key", "when")
    single = {values[key] for key in keys if values.get(key) is not None}
    return single | set(values.get("parts", ())) | set(values.get("by", ()))


class SumsAgree(Strict):
    """The sum of a column equals the year's figure in another form (the published total)."""

    rule: Literal["sums_agree"]
    form: str
    column: str
    where: dict[str, str] = Field(default_factory=dict)
    with_form: str
    with_column: str
    year_column: str
    tolerance: float = 0.0


class WithinOther(Strict):
    """In every unit, the sum of a column stays within the sum of another form's column."""

    rule: Literal["within_other"]
    form: str
    column: str | None = None
    where: dict[str, str] = Field(default_factory=dict)
    of_form: str
    of_column: str
    of_where: dict[str, str] = Field(default_factory=dict)


class Marks(Strict):
    """What agencies write where there is no number, by its meaning.

    ``no_cases``: the phenomenon did not occur, which in a count is 0. ``no_data``: nobody counted, which is no number
    at all. Neither is an empty cell.
    """

    no_cases: Items[str] = ()
    no_data: Items[str] = ()

    @model_validator(mode="after")
    def _differ(self) -> Marks:
        cases, data = ({nfc(mark).casefold() for mark in marks} for marks in (self.no_cases, self.no_data))
        if both := sorted(cases & data):
            raise Unfit(
                Text(
                    f"ký hiệu vừa có nghĩa không phát sinh vừa có nghĩa không có số liệu: {both}",
                    f"marks stand for both no cases and no data: {both}",
                )
            )
        return self


CrossCheck = Annotated[SumsAgree | WithinOther, Field(discriminator="rule")]


class Forms(Strict):
    """All forms of a plan, the checks between them, and the marks every form may hold instead of a number."""

    forms: Items[Form]
    marks: Marks = Marks()
    cross_checks: Items[CrossCheck] = ()

    def __getitem__(self, code: str) -> Form:
        """The form with this code."""
        return next(form for form in self.forms if form.code == code)

    def __iter__(self) -> Iterator[Form]:  # type: ignore[override]
        """The forms in the order of the file."""
        return iter(self.forms)

    @model_validator(mode="after")
    def _known(self) -> Forms:
        codes = [form.code for form in self.forms]
        if len(set(codes)) < len(codes):
            raise Unfit(Text("hai biểu trùng mã", "two forms have the same code"))
        for check in self.cross_checks:
            others = {check.form, check.with_form if isinstance(check, SumsAgree) else check.of_form}
            if unknown := sorted(others - set(codes)):
                raise Unfit(
                    Text(
                        f"phép kiểm tra giữa các biểu nêu biểu không có: {unknown}",
                        f"a cross check names unknown forms {unknown}",
                    )
                )
        return self


def load_forms(path: Path) -> Forms:
    """Read ``params/forms.yaml``; raises :class:`UserError` naming the key that is wrong."""
    return load_model(path, Forms)
