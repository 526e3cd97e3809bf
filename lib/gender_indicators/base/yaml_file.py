"""YAML as parameter files use it: plain values only, no key twice, and nothing that asks for more than it seems to.

A parameter file may come from a colleague or a memory stick. It runs no code (only YAML's own tags are known), and
one made to exhaust the machine is refused: what is no file is never opened, and what aliases would make of a few
lines is counted before anything is built from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.composer import Composer
from yaml.resolver import BaseResolver

from gender_indicators.base.errors import UserError
from gender_indicators.base.text import Text

MOST_BYTES = 5_000_000
MOST_VALUES = 1_000_000  # with every alias written out; the largest of our own files has some ten thousand
_LONGEST_NUMBER = 100  # signs: a number of a hundred thousand takes minutes to read
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


def read_yaml(path: Path, where: str) -> Any:
    """Return what the YAML file at ``path`` says; raises :class:`UserError` at ``where`` when it cannot be used."""
    try:
        return yaml.load(_text(path, where), Loader=_Loader)
    except UnicodeDecodeError:
        raise UserError(
            Text("Tệp không phải UTF-8; hãy lưu lại với mã UTF-8.", "Not UTF-8; save it as UTF-8."), where
        ) from None
    except RecursionError:
        raise UserError(
            Text(
                "các khoá lồng nhau quá sâu; hãy viết lại theo mẫu.",
                "the keys are nested too deep; write them as in the template.",
            ),
            where,
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"dòng/line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise UserError(Text(f"{line}YAML không hợp lệ: {problem}", f"Invalid YAML: {problem}"), where) from None


def _text(path: Path, where: str) -> str:
    if not path.exists():
        raise UserError(Text("Không tìm thấy tệp tham số.", "Parameter file not found."), where)
    if not path.is_file():  # opening a pipe would wait for ever
        raise UserError(
            Text(
                "không phải là tệp thường (thư mục, ống dẫn, thiết bị); hãy thay bằng một tệp YAML.",
                "is not a regular file (a folder, a pipe, a device); put a YAML file in its place.",
            ),
            where,
        )
    if path.stat().st_size > MOST_BYTES:
        raise UserError(
            Text(
                f"tệp lớn hơn {MOST_BYTES // 1_000_000} MB nên không phải tệp tham số; hãy kiểm tra lại tệp.",
                f"larger than {MOST_BYTES // 1_000_000} MB and so no parameter file; check which file this is.",
            ),
            where,
        )
    return path.read_text(encoding="utf-8")


class _Loader(Composer, yaml.CSafeLoader):
    """Safe YAML, scanned in C and put together in Python, where deep nesting is an error and not the end of it.

    It refuses a key written twice, which YAML itself would settle silently.
    """

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)

    def get_single_node(self) -> yaml.Node | None:
        """Return the document, unless its aliases stand for more values than any of our files has."""
        node: yaml.Node | None = super().get_single_node()
        if node is not None:
            _count(node, {})
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of ``node``; one that looks like a number or a day and is none is told with its line."""
        try:
            if node.tag in _NUMBERS and len(node.value) > _LONGEST_NUMBER:
                raise ValueError("a number of so many digits")
            return super().construct_object(node, deep)
        except ValueError as error:
            raise yaml.MarkedYAMLError(problem=str(error), problem_mark=node.start_mark) from None


def _count(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values ``node`` holds with all aliases written out; one that holds itself has no end."""
    if id(node) in known:
        count = known[id(node)]
    else:
        known[id(node)] = MOST_VALUES  # while it is counted: met again inside itself
        count = 1 + sum(_count(child, known) for child in _children(node))
        known[id(node)] = count
    if count >= MOST_VALUES:
        raise yaml.MarkedYAMLError(
            problem='quá nhiều giá trị dùng lại bằng "&" và "*" / too many values repeated with "&" and "*"',
            problem_mark=node.start_mark,
        )
    return count


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [each for pair in node.value for each in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _unique_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                line = key.start_mark.line + 1
                raise yaml.MarkedYAMLError(problem=f'key "{key.value}" stands twice (line {line})')
            seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


def _no_tag(_: _Loader, node: yaml.Node) -> NoReturn:
    raise yaml.MarkedYAMLError(
        problem=f'không dùng được thẻ "{node.tag}"; hãy bỏ thẻ / the tag "{node.tag}" cannot be used; remove it',
        problem_mark=node.start_mark,
    )


_Loader.add_constructor(BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)
_Loader.add_constructor(None, _no_tag)  # whatever YAML itself does not know
