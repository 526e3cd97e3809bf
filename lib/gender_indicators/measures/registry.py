"""The measures' functions by name, each with the columns and codes it reads; an office's own come by entry point.

A package adds its functions by an entry point of the group ``gender_indicators.measures`` that names a module; its
functions are called ``module.function`` in ``params/plan.yaml``, as ours are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from inspect import signature
from types import MappingProxyType

import pandas as pd

from gender_indicators.base import Text, UserError, suggest
from gender_indicators.plan import Form, Forms, Measure

GROUP = "gender_indicators.measures"
_OWN = ("communication", "economy", "education", "family", "health", "leadership")

Function = Callable[..., pd.DataFrame]
Reads = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class MeasureFunction:
    """A function with what it ``reads``: for each of its forms, by argument, columns and the codes it looks for."""

    call: Function
    reads: Reads


_registered: dict[str, MeasureFunction] = {}


def measure(**reads: Mapping[str, tuple[str, ...]]) -> Callable[[Function], Function]:
    """Register a measure's function with the columns it reads of each form, by argument.

    Parameters
    ----------
    **reads
        For each argument that takes a form: its columns, each with the codes of it the function looks for.

    Examples
    --------
    >>> @measure(births={"sex": ("male", "female"), "mother_age": ()})
    ... def births_of_young_mothers(births): ...
    >>> _registered.pop("registry.births_of_young_mothers").reads["births"]["sex"]
    ('male', 'female')
    """

    def register(function: Function) -> Function:
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        strange = set(reads) - set(signature(function).parameters)
        if strange:
            raise TypeError(f"{name} has no argument {sorted(strange)}")
        if name in _registered and _registered[name].call.__code__.co_filename != function.__code__.co_filename:
            raise TypeError(f"there are two measure functions {name}")
        _registered[name] = MeasureFunction(function, MappingProxyType(dict(reads)))
        return function

    return register


@cache
def measure_functions() -> Mapping[str, MeasureFunction]:
    """Return every measure function there is, ours and those of installed packages, by ``module.name``."""
    for name in _OWN:
        import_module(f"{__package__}.{name}")
    for entry in entry_points(group=GROUP):
        entry.load()
    return MappingProxyType(_registered)


def require_declared_columns(measure: Measure, reads: Reads, forms: Forms) -> None:
    """Hold what the function of ``measure`` reads against its forms.

    Raises
    ------
    UserError
        For a column that ``params/forms.yaml`` does not give the form, or a code that the column does not have.
    """
    for argument, columns in reads.items():
        form = forms[measure.forms[argument]]
        for column, codes in columns.items():
            _require_column(measure, form, column)
            known = set(form.column(column).codes.values())
            for code in codes:
                if code not in known:
                    raise _missing(measure, form, f"{column}.codes", code, known)


def _require_column(measure: Measure, form: Form, column: str) -> None:
    names = {each.name for each in form.columns}
    if column not in names:
        raise _missing(measure, form, "columns", column, names)


def _missing(measure: Measure, form: Form, key: str, name: str, known: set[str]) -> UserError:
    hint = suggest(name, sorted(known))
    who = f'{measure.id} ("{measure.function}")'
    return UserError(
        Text(
            f'biểu {form.code} không có "{name}" mà chỉ tiêu {who} cần. {hint.vi} Hãy bổ sung hoặc dùng hàm khác.',
            f'form {form.code} lacks "{name}", which measure {who} needs. {hint.en} Add it or use another function.',
        ),
        f"params/forms.yaml: {form.code}.{key}",
    )
