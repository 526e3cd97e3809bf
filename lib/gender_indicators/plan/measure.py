"""A measure of the plan: its definition, its data, its threshold, what may be said and shown of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from gender_indicators.base import Bilingual, Identifier, Items, Strict, Text, Unfit
from gender_indicators.plan.conditions import Calculation
from gender_indicators.plan.units import LEVELS, Level

Kind = Literal["share", "rate", "ratio", "mean", "ratio_of_means", "count", "milestone", "frequency"]
Operator = Literal["<", "<=", "=", ">=", ">"]
Method = Literal["none", "garwood", "log_ratio", "taylor"]


class Source(Strict):
    """Where a fact comes from, and whether it is published or a reading of the plan's wording."""

    basis: Literal["published", "reading"]
    citation: Bilingual


class Threshold(Strict):
    """The value the plan asks for.

    ``operator`` follows the wording: "dưới", "trên" are strict, "đạt", "ít nhất", "xuống", "còn" are not.
    ``from_year`` is the first year in which the target is due ("từ năm 2025 trở đi"). ``tolerance`` lowers a
    ``>=`` threshold for wording like "khoảng 85%"; ``reading`` tells how the wording was understood.
    """

    operator: Operator
    value: float
    from_year: int | None = None
    tolerance: float = 0.0
    reading: Bilingual | None = None


class Baseline(Strict):
    """Where the plan starts from."""

    value: float
    note: Bilingual


class Option(Strict):
    """One documented reading of an open wording.

    ``contains`` names the options whose people are among those of this one: the difference of both is a count too.
    """

    value: str
    name: Bilingual
    contains: Items[str] = ()


class Setting(Strict):
    """An open reading of the plan's wording, passed by name to the measure's function."""

    value: str
    options: Items[Option]
    why: Bilingual

    @model_validator(mode="after")
    def _is_an_option(self) -> Setting:
        if self.value not in [option.value for option in self.options]:
            raise Unfit(
                Text(
                    f"{self.value!r} không thuộc các lựa chọn {[option.value for option in self.options]}",
                    f"{self.value!r} is none of {[option.value for option in self.options]}",
                )
            )
        for option in self.options:
            if strange := set(option.contains) - {other.value for other in self.options if other is not option}:
                raise Unfit(
                    Text(
                        f"{option.value!r} chứa {sorted(strange)}, không phải một lựa chọn khác",
                        f"{option.value!r} contains {sorted(strange)}, which is no other option",
                    )
                )
        return self


class NationalReference(Strict):
    """A published value for the country; ``year`` is the year it describes."""

    year: int
    value: float
    label: Bilingual
    source: str


class Neighbour(Strict):
    """The nearest indicator of the Sustainable Development Goals and how it differs."""

    code: str
    relation: Bilingual


class Disclosure(Strict):
    """Whether small counts of a measure could reveal a person.

    Counts from 1 to ``minimum_count`` - 1 are hidden; ``province_minimum`` is the rule for the province, where 1
    means that the plan asks for the figure whatever it is. Zeros are shown unless ``zeros`` says no. Whoever adds up
    what is published must leave every hidden count a range of at least ``width`` (by default ``minimum_count``).
    ``numerator`` and ``denominator`` name the counts that other measures tell too; without a name they are the
    measure's own.
    """

    minimum_count: int = Field(default=5, ge=1)
    province_minimum: int = Field(default=5, ge=1)
    zeros: bool = True
    width: int | None = Field(default=None, ge=1)
    numerator: str | None = None
    denominator: str | None = None
    why: Bilingual

    @property
    def least_width(self) -> int:
        """How wide the range of a hidden count must stay."""
        return self.minimum_count if self.width is None else self.width


class Uncertainty(Strict):
    """How the interval of a measure's values is computed, or ``why`` they have none.

    ``garwood`` is exact Poisson for a rate of events, ``log_ratio`` log-normal for a ratio of two counts, ``taylor``
    linearisation for a survey with strata, primary sampling units and weights.
    """

    method: Method
    why: Bilingual | None = None

    @model_validator(mode="after")
    def _explained(self) -> Uncertainty:
        if (self.method == "none") != (self.why is not None):
            raise Unfit(
                Text(
                    'uncertainty: chỉ ghi "why" khi, và luôn ghi khi, phương pháp là "none"',
                    'uncertainty: give "why" exactly when the method is "none"',
                )
            )
        return self


class Break(Strict):
    """The first year whose values cannot be compared with those of the years before, and why."""

    year: int
    why: Bilingual


class Measure(Strict):
    """A number computed for a target: its definition, its data, its threshold.

    ``calculation`` says how it is computed, or ``function`` names a function that does (``module.name``). ``forms``
    gives each form a name there; ``arguments`` are fixed and ``settings`` are open readings of the plan's wording.
    ``controlled_by`` names published forms whose totals the gate holds the denominator to. ``lowest_level``
    is the lowest level at which the value may be shown and ``below`` says why it is not shown further down.
    ``per`` multiplies numerator / denominator. ``judged_level`` is the lowest level at which the value is held
    against the threshold, where chance or tiny numbers would decide below it. ``counts_units`` marks measures
    of bodies, communes or organisations, whose number itself changes with the map. ``responsible`` lists the
    agencies that answer for it. ``uncertainty`` says how far its values may be from the truth by chance. No change
    is computed across ``breaks``.
    """

    id: Identifier
    name: Bilingual
    definition: Bilingual
    source: Source
    kind: Kind
    unit: Bilingual
    per: float
    decimals: int = Field(ge=0, le=6)
    numerator: Bilingual
    denominator: Bilingual | None = None
    threshold: Threshold
    baseline: Baseline | None = None
    lowest_level: Level
    below: Literal["not_representative", "province_target", "not_published"] | None = None
    disclosure: Disclosure | None = None
    survey: bool = False
    uncertainty: Uncertainty
    breaks: Items[Break] = ()
    responsible: Items[str]
    judged_level: Level = "commune"
    counts_units: bool = False
    function: str | None = None
    calculation: Calculation | None = None
    forms: dict[str, str]
    arguments: dict[str, str] = Field(default_factory=dict)
    controlled_by: Items[str] = ()
    settings: dict[str, Setting] = Field(default_factory=dict)
    breakdowns: dict[str, Bilingual] = Field(default_factory=dict)
    neighbour: Neighbour | None = None
    references: Items[NationalReference] = ()
    caveat: Bilingual | None = None

    @property
    def computed_by(self) -> str:
        """The function's name, or where the plan says how it is computed."""
        return self.function or f"plan.yaml {self.id}"

    @property
    def lower_is_better(self) -> bool:
        """Whether the plan wants the value to fall."""
        return self.threshold.operator in ("<", "<=")

    def judged_at(self, level: Level) -> bool:
        """Whether a value at ``level`` is held against the threshold."""
        return LEVELS.index(level) <= LEVELS.index(self.judged_level)

    @property
    def sensitive(self) -> bool:
        """Whether small counts of this measure are hidden."""
        return self.disclosure is not None

    def shown_at(self, level: Level) -> bool:
        """Whether the measure may be shown at ``level``."""
        return LEVELS.index(level) <= LEVELS.index(self.lowest_level)

    @model_validator(mode="after")
    def _consistent(self) -> Measure:
        if (self.lowest_level == "commune") != (self.below is None):
            raise Unfit(
                Text(
                    f'số đo {self.id}: chỉ ghi "below" khi, và luôn ghi khi, "lowest_level" cao hơn cấp xã',
                    f'measure {self.id}: give "below" exactly when "lowest_level" is above commune',
                )
            )
        if self.threshold.tolerance and self.threshold.operator != ">=":
            raise Unfit(
                Text(
                    f'số đo {self.id}: "tolerance" chỉ dùng với "operator" là ">="',
                    f'measure {self.id}: a tolerance goes with the operator ">=" only',
                )
            )
        if (self.kind == "count") != (self.denominator is None):
            raise Unfit(
                Text(
                    f"số đo {self.id}: số đếm (count) không có mẫu số, mọi loại khác đều có",
                    f"measure {self.id}: a count has no denominator, every other kind has one",
                )
            )
        fitting = {"garwood": {"rate"}, "log_ratio": {"ratio"}, "taylor": {"share", "mean", "ratio_of_means"}}
        if self.kind not in fitting.get(self.uncertainty.method, {self.kind}):
            raise Unfit(
                Text(
                    f"số đo {self.id}: phương pháp {self.uncertainty.method} không dùng cho loại {self.kind}",
                    f"measure {self.id}: the method {self.uncertainty.method} does not fit a {self.kind}",
                )
            )
        if (self.uncertainty.method == "taylor") and not self.survey:
            raise Unfit(
                Text(
                    f'số đo {self.id}: phương pháp taylor cần "survey: true"',
                    f'measure {self.id}: the method taylor goes with "survey: true"',
                )
            )
        if self.kind == "mean" and self.disclosure:  # the rules of hiding know counts of people only
            raise Unfit(
                Text(
                    f"số đo {self.id}: không che được số đếm nhỏ trong một giá trị trung bình",
                    f"measure {self.id}: no small counts can be hidden in a mean",
                )
            )
        return self

    @model_validator(mode="after")
    def _computed_one_way(self) -> Measure:
        if (self.calculation is None) == (self.function is None):
            raise Unfit(Text('ghi đúng một trong "calculation" và "function"',
                             'give exactly one of "calculation" and "function"'))  # fmt: skip
        if self.calculation is not None:
            self._require_fit(self.calculation)
        return self

    def _require_fit(self, calculation: Calculation) -> None:
        """Hold a calculation against the other keys of the measure."""
        if self.kind not in calculation.kinds:
            fits = ", ".join(calculation.kinds)
            raise Unfit(Text(f'"calculation" ghi như vậy hợp với "kind" {fits}, không phải {self.kind}',
                             f'the "calculation" as written is one of kind {fits}, not {self.kind}'))  # fmt: skip
        if self.kind == "ratio_of_means" and self.lowest_level != "province":  # means of areas are no sums
            raise Unfit(Text('tỷ số của hai số trung bình chỉ tính cho cả tỉnh ("lowest_level: province")',
                             'a ratio of means is of the province only ("lowest_level: province")'))  # fmt: skip
        if self.uncertainty.method == "taylor" and calculation.weight != "weight":
            raise Unfit(Text('"taylor" cần "weight: weight"', '"taylor" needs "weight: weight"'))
        if self.arguments or (self.breakdowns and not calculation.by):
            raise Unfit(Text('"breakdowns" cần "by"; "arguments" chỉ dùng với "function"',
                             '"breakdowns" need "by"; "arguments" go with "function" only'))  # fmt: skip
        if calculation.two_forms and {side.of for side in calculation.sides.values()} != set(self.forms):
            raise Unfit(Text(f'"of" phải gọi mỗi biểu trong "forms": {sorted(self.forms)}',
                             f'"of" names each of "forms": {sorted(self.forms)}'))  # fmt: skip
        known = {name: {option.value for option in setting.options} for name, setting in self.settings.items()}
        given = [item for part in (calculation, *calculation.sides.values()) for item in part.by_setting.items()]
        if {name for name, _ in given} != set(known) or any(set(options) != known[name] for name, options in given):
            raise Unfit(Text('"by_setting" phải dùng mọi "settings", với đúng các lựa chọn ở đó',
                             '"by_setting" uses every one of "settings", with exactly its options'))  # fmt: skip
