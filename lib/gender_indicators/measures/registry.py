"""What computes a measure: the plan's own calculation, or a function; an office's own functions by entry point.

A package adds its functions by an entry point of the group ``gender_indicators.measures`` that names a module; a
function is called ``module.function`` in ``params/plan.yaml``, by the last part of its module's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from inspect import Parameter, getdoc, signature
from types import MappingProxyType
from typing import Any

import pandas as pd
import yaml

from gender_indicators.base import Text, UserError, suggest
from gender_indicators.measures.generic import counted_by_plan
from gender_indicators.plan import Calculation, Measure, uses_of

GROUP = "gender_indicators.measures"

Function = Callable[..., pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a column a function looks for.

    Parameters
    ----------
    named
        Codes the column must have.
    only
        Whether it may have no others, because the function would not know what to do with them.
    given_by
        The argument or open reading whose value is such a code.
    """

    named: tuple[str, ...] = ()
    only: bool = False
    given_by: str | None = None


Reads = Mapping[str, Mapping[str, Codes]]


@dataclass(frozen=True, slots=True)
class Method:
    """What computes a measure, and what it ``reads`` of each of its forms, by argument."""

    call: Function
    reads: Reads


_registered: dict[str, Method] = {}


def measure(**reads: Mapping[str, Codes]) -> Callable[[Function], Function]:
    """Register a measure's function with the columns it reads of each form, by argument.

    The function's positional arguments are its forms, each of which is declared; arguments and open readings of the
    plan are keyword-only.

    Parameters
    ----------
    **reads
        For each argument that takes a form: its columns, each with the codes of it the function looks for.

    Examples
    --------
    >>> @measure(births={"sex": Codes(("male", "female"), only=True), "mother_age": Codes()})
    ... def births_of_young_mothers(births, *, below): ...
    >>> _registered.pop("registry.births_of_young_mothers").reads["births"]["sex"].named
    ('male', 'female')
    """

    def register(function: Function) -> Function:
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        parameters = signature(function).parameters
        forms = {name for name, parameter in parameters.items() if parameter.kind is not Parameter.KEYWORD_ONLY}
        given = {codes.given_by for columns in reads.values() for codes in columns.values()} - {None}
        if forms != set(reads):
            raise TypeError(f"{name} takes the forms {sorted(forms)}, but declares {sorted(reads)}")
        if strange := given - (set(parameters) - forms):
            raise TypeError(f"{name} has no keyword argument {strange}")
        if name in _registered and _registered[name].call.__code__.co_filename != function.__code__.co_filename:
            raise TypeError(f"there are two measure functions {name}")
        _registered[name] = Method(function, MappingProxyType(dict(reads)))
        return function

    return register


@cache
def measure_functions() -> Mapping[str, Method]:
    """Return every measure function of the installed packages, by ``module.name``."""
    for entry in entry_points(group=GROUP):
        entry.load()
    return MappingProxyType(_registered)


def method_of(measure: Measure) -> Method:
    """Return what computes ``measure``.

    Raises
    ------
    UserError
        For an unknown function, listing what was meant, and for one that takes other arguments than the plan gives.
    """
    if measure.calculation is not None:
        return _of_plan(measure, measure.calculation)
    functions, name = measure_functions(), measure.function or ""
    if name not in functions:
        hint = suggest(name, functions)
        raise UserError(
            Text(
                f'chỉ tiêu {measure.id} gọi hàm "{name}" không có. {hint.vi}',
                f'measure {measure.id} names the function "{name}", which does not exist. {hint.en}',
            ),
            "params/plan.yaml",
        )
    wanted = set(signature(functions[name].call).parameters)
    given = {*measure.forms, *measure.arguments, *measure.settings}
    if wanted != given or set(functions[name].reads) != set(measure.forms):
        raise UserError(
            Text(
                f'chỉ tiêu {measure.id}: hàm "{name}" cần {sorted(wanted)}, '
                f'nhưng "forms", "arguments" và "settings" cho {sorted(given)}.',
                f'measure {measure.id}: function "{name}" takes {sorted(wanted)}, '
                f'but "forms", "arguments" and "settings" give {sorted(given)}.',
            ),
            "params/plan.yaml",
        )
    return functions[name]


def doc_of(measure: Measure) -> str:
    """Return how ``measure`` is computed: a function's docstring, or the calculation as the plan writes it."""
    if measure.calculation is None:
        return getdoc(method_of(measure).call) or ""
    written = measure.calculation.model_dump(exclude_defaults=True)
    examples = {"examples": written.pop("examples")}
    parts = (
        yaml.safe_dump(part, sort_keys=False, allow_unicode=True, default_flow_style=None, width=100)
        for part in (written, examples)
    )
    return "\n".join(parts).strip()


def _of_plan(measure: Measure, calculation: Calculation) -> Method:
    """The plan's own calculation, and its columns."""
    reads: dict[str, dict[str, Codes]] = {form: {} for form in measure.forms}
    for use in uses_of(calculation, tuple(measure.forms)):
        for form in use.forms:
            reads[form][use.column] = Codes()

    def call(**given: Any) -> pd.DataFrame:
        frames, settings = ({name: given[name] for name in names} for names in (measure.forms, measure.settings))
        return counted_by_plan(calculation, frames, settings)

    return Method(call, reads)
