"""How a measure is computed, as data: which rows count, under which conditions, and what of them is added up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_serializer, model_validator

from gender_indicators.base import Items, Strict, Text, Unfit


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, dt.date) else cell  # which JSON cannot tell from text


ExampleCell = Annotated[str | int | float | bool | None, BeforeValidator(_plain)]
Role = Literal["condition", "number", "code", "order", "any"]

_PARTS = ("share", "milestone", "frequency")
_BOUNDS = ("at_least", "at_most", "above", "below")
_CONDITION = Text(
    'điều kiện là một mã trong dấu nháy, danh sách mã, true hoặc false, khoảng số ("at_least", "at_most", "above", '
    '"below") hoặc "present"',
    'a condition is a code in quotes, a list of codes, true or false, bounds of a number ("at_least", "at_most", '
    '"above", "below") or "present"',
)


class Condition(Strict):
    """What a cell must hold; an empty cell meets ``present: false`` only.

    Written short: ``female`` is a code, ``[direct, indirect]`` one of these, ``true`` a yes and ``false`` a no.
    Bounds of a number are written ``{at_least: 10, at_most: 19}``, ``above`` and ``below`` being strict.

    >>> Condition.model_validate("female").codes, Condition.model_validate(True).yes
    (('female',), True)
    >>> Condition.model_validate({"at_least": 10, "below": 20}).model_dump()
    {'at_least': 10.0, 'below': 20.0}
    """

    codes: Items[str] = ()
    yes: bool | None = None
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None
    present: bool | None = None

    @property
    def bounded(self) -> bool:
        """Whether it bounds a number."""
        return any(getattr(self, name) is not None for name in _BOUNDS)

    @model_validator(mode="before")
    @classmethod
    def _written_short(cls, written: Any) -> Any:
        if isinstance(written, bool):
            return {"yes": written}
        if isinstance(written, (str, list)):
            return {"codes": [written] if isinstance(written, str) else written}
        if not isinstance(written, dict):
            raise Unfit(_CONDITION)
        return written

    @model_validator(mode="after")
    def _says_one_thing(self) -> Condition:
        if sum((bool(self.codes), self.yes is not None, self.bounded, self.present is not None)) != 1:
            raise Unfit(_CONDITION)
        return self

    @model_serializer
    def _short(self) -> Any:
        if self.yes is not None:
            return self.yes
        if self.codes:
            return self.codes[0] if len(self.codes) == 1 else list(self.codes)
        values = {name: getattr(self, name) for name in (*_BOUNDS, "present")}
        return {name: value for name, value in values.items() if value is not None}


Conditions = dict[str, Condition]


class Selection(Strict):
    """Which rows count: those that meet every condition in ``where``, less those that also meet all in ``without``.

    ``by_setting`` adds to ``where``, for an open reading of the plan, the conditions of the option in use.
    """

    where: Conditions = Field(default_factory=dict)
    without: Conditions = Field(default_factory=dict)
    by_setting: dict[str, dict[str, Conditions]] = Field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        """Whether there is any condition."""
        return bool(self.where or self.without or self.by_setting)


class Side(Selection):
    """The numerator or the denominator: its rows are counted, or a column of them is added up or averaged.

    ``of`` names the form, where numerator and denominator are counted from two. ``each`` asks of what is ``distinct``
    a row for each of these codes of a column.
    """

    of: str | None = None
    sum: str | None = None
    mean: str | None = None
    each: dict[str, Annotated[Items[str], Field(min_length=1)]] = Field(default_factory=dict)


class Example(Strict):
    """A few rows of each form and what they give, worked by hand; ``settings`` are readings other than the default.

    Every run computes it and stops when the calculation gives anything else.
    """

    rows: dict[str, Items[dict[str, ExampleCell]]]
    settings: dict[str, str] = Field(default_factory=dict)
    numerator: int | float
    denominator: int | float | None = None


class Calculation(Selection):
    """A measure's calculation over the rows of its forms.

    Its own conditions say which rows are in scope; of those the ``numerator`` counts some. Without a ``denominator``
    the whole scope is the denominator. ``distinct`` counts not rows but the values of a column, a body for its posts:
    it counts when any of its rows meets ``where`` and none of these ``without``, and stands at the place of its first
    row, by ``first_by`` where that is given. ``distinct: area`` counts the communes of the reporting map. ``by`` is
    the column of codes that are the measure's breakdowns, ``weight`` the column by which a person of a survey counts,
    ``reference_year`` that of the year the data describe.
    """

    numerator: Side
    denominator: Side | None = None
    distinct: str | None = None
    first_by: str | None = None
    by: str | None = None
    weight: str | None = None
    reference_year: str | None = None
    examples: Annotated[Items[Example], Field(min_length=1)]

    @property
    def sides(self) -> dict[str, Side]:
        """Numerator and, where it is given, denominator."""
        return {"numerator": self.numerator} | ({"denominator": self.denominator} if self.denominator else {})

    @property
    def two_forms(self) -> bool:
        """Whether numerator and denominator are counted from forms of their own."""
        return self.numerator.of is not None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of measure it can be."""
        bottom = self.denominator
        if bottom is None:
            return ("mean", "count") if self.numerator.sum else (*_PARTS, "count")
        if bottom.mean is not None:
            return ("ratio_of_means",)
        of_whole = self.two_forms or (self.numerator.sum and bottom.sum and not bottom.narrows)
        return ("rate", "ratio", *(_PARTS if of_whole else ()))

    @model_validator(mode="after")
    def _consistent(self) -> Calculation:
        sides = self.sides.values()
        whole = (self.first_by, self.by, self.weight, self.reference_year)
        if len({(side.of is None, side.mean is None) for side in sides}) > 1 or (
            self.denominator is None and (self.two_forms or self.numerator.mean)
        ):
            raise Unfit(Text('"of" và "mean" có ở cả tử số và mẫu số, hoặc không có ở đâu',
                             '"of" and "mean" stand in both numerator and denominator, or in neither'))  # fmt: skip
        if self.two_forms and (self.narrows or self.distinct or any(whole)):
            raise Unfit(Text('khi có "of", mọi điều kiện ghi trong tử số và mẫu số, không có khoá chung nào khác',
                             'with "of" all conditions stand in numerator and denominator, and no other key beside '
                             "them"))  # fmt: skip
        added_up = self.weight is not None or any(side.sum or side.mean for side in sides)
        twice = any((side.sum and side.mean) or (side.each and not self.distinct) for side in sides)
        if twice or (self.distinct and added_up) or (self.first_by and not self.distinct):
            raise Unfit(
                Text(
                    '"distinct" không đi với "sum", "mean", "weight"; "sum" không đi với "mean"; "first_by", '
                    '"each" cần "distinct"',
                    '"distinct" goes with no "sum", "mean" or "weight", "sum" with no "mean"; "first_by" and '
                    '"each" need "distinct"',
                )
            )
        return self


@dataclass(frozen=True, slots=True)
class Use:
    """A column a calculation uses: at which ``key``, of which of the measure's ``forms``, as what."""

    key: str
    column: str
    forms: tuple[str, ...]
    role: Role
    condition: Condition | None = None


def uses_of(calculation: Calculation, forms: tuple[str, ...]) -> Iterator[Use]:
    """Yield every use of a column by ``calculation``, whose measure has ``forms`` (by argument)."""
    roles: dict[str, Role] = {
        "distinct": "any", "first_by": "order", "by": "code", "weight": "number", "reference_year": "number",
    }  # fmt: skip
    yield from _conditions("", calculation, forms)
    for key, role in roles.items():
        if column := getattr(calculation, key):
            yield Use(key, column, forms, role)
    for name, side in calculation.sides.items():
        own = forms if side.of is None else (side.of,)
        yield from _conditions(f"{name}.", side, own)
        for column, codes in side.each.items():
            yield Use(f"{name}.each.{column}", column, own, "condition", Condition(codes=codes))
        for key in ("sum", "mean"):
            if column := getattr(side, key):
                yield Use(f"{name}.{key}", column, own, "number")


def _conditions(prefix: str, selection: Selection, forms: tuple[str, ...]) -> Iterator[Use]:
    groups = {"where": selection.where, "without": selection.without}
    for setting, options in selection.by_setting.items():
        groups |= {f"by_setting.{setting}.{option}": conditions for option, conditions in options.items()}
    for key, conditions in groups.items():
        for column, condition in conditions.items():
            yield Use(f"{prefix}{key}.{column}", column, forms, "condition", condition)
