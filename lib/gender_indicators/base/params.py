"""Strict parameter files: an unknown, missing or ill-typed key is an error that names file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from gender_indicators.base.errors import UserError
from gender_indicators.base.text import Text, suggest
from gender_indicators.base.yaml_file import read_yaml


class Strict(BaseModel):
    """Base of every parameter model: immutable, no type coercion, no unknown key."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Bilingual(Strict):
    """A text in Vietnamese and English as parameter files write it."""

    vi: str
    en: str

    @property
    def text(self) -> Text:
        """The same words as a :class:`Text`."""
        return Text(self.vi, self.en)


class Unfit(ValueError):
    """Keys of an entry that do not go together; raised by a model's own check, told in both languages."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")

# A YAML list, kept as a tuple; its items stay strict.
Items = Annotated[tuple[T, ...], Field(strict=False)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


def load_model(path: Path, model: type[M]) -> M:
    """Read the YAML file at ``path`` into ``model``.

    Raises :class:`UserError` naming the file, each wrong key and, for an unknown one, what was meant.
    """
    where = f"{path.parent.name}/{path.name}"
    data = read_yaml(path, where)
    if not isinstance(data, dict):
        raise UserError(
            Text(
                'tệp trống hoặc không ghi theo dạng "khoá: giá trị".',
                'the file is empty or not written as "key: value".',
            ),
            where,
        )
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = [_explain(details, model, data) for details in error.errors()]
        raise UserError(Text("\n".join(p.vi for p in problems), "; ".join(p.en for p in problems)), where) from None


def _explain(details: ErrorDetails, model: type[BaseModel], data: Any) -> Text:
    location = details["loc"]
    key = _path(location, data)
    if details["type"] == "extra_forbidden":
        hint = suggest(str(location[-1]), _fields_at(model, location[:-1]))
        return Text(f'khoá "{key}" không có trong mẫu. {hint.vi}', f'unknown key "{key}". {hint.en}')
    if details["type"] == "missing":
        return Text(f'thiếu khoá "{key}".', f'missing key "{key}".')
    if isinstance(unfit := details.get("ctx", {}).get("error"), Unfit):
        at = Text(f'khoá "{key}": ', f'key "{key}": ') if key else Text("", "")
        return Text(f"{at.vi}{unfit.words.vi}.", f"{at.en}{unfit.words.en}.")
    shown = repr(details["input"])
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return Text(
        f'khoá "{key}" có giá trị {shown} không hợp lệ: {details["msg"]}.',
        f'key "{key}" has the invalid value {shown}: {details["msg"]}.',
    )


def _path(location: tuple[int | str, ...], data: Any) -> str:
    """The key as a person finds it: an item of a list by its id, code, name or year, else by its number.

    >>> _path(("targets", 1, "unit"), {"targets": [{"id": "1.1"}, {"id": "2.3"}]})
    'targets[2.3].unit'
    >>> _path(("levels", 0), {"levels": ["x"]})
    'levels[1]'
    """
    words = ""
    for part in location:
        inner: Any = None
        if isinstance(part, int) and isinstance(data, list) and part < len(data):
            inner = data[part]
            named = inner if isinstance(inner, dict) else {}
            names = (named[key] for key in ("id", "code", "name", "rule") if isinstance(named.get(key), str))
            words += f"[{next(names, part + 1)}]"
        else:
            inner = data.get(part) if isinstance(data, dict) else None
            words += f".{part}" if words else str(part)
        data = inner
    return words


def _fields_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The field names a key at ``location`` could have had, found by walking the model's annotations."""
    models: list[type[BaseModel]] = [model]
    for part in location:
        found = [
            nested
            for candidate in models
            if isinstance(part, str) and part in candidate.model_fields
            for nested in _models_in(candidate.model_fields[part].annotation)
        ]
        models = found or models
    return sorted({name for candidate in models for name in candidate.model_fields})


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [nested for argument in get_args(annotation) for nested in _models_in(argument)]
