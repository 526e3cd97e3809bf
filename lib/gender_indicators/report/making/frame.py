"""The frame of every HTML page: no script, nothing loaded from outside, one style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gender_indicators.base import Text, UserError, nfc


def _sheet(name: str) -> str:
    """A style sheet without comments and spaces, since pages carry it."""
    text = files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
    return re.sub(r"\s*/\*.*?\*/|\s+(?=[{}])|(?<=[{};,])\s+", "", text, flags=re.DOTALL)


STYLE = _sheet("style.css")  # every page carries it
INDEX_STYLE = _sheet("index.css")  # the first page carries it too
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

_LABELS = {
    "skip": Text("Chuyển đến nội dung", "Skip to content"),
    "contents": Text("Mục lục", "Contents"),
    "path": Text("Đường dẫn", "Breadcrumb"),
}
_RUNNING_TAGS = {"script", "iframe", "frame", "object", "embed", "applet", "form"}
_LOADING_TAGS = {"link", "meta", "base", "style", "video", "audio", "source"}
_LOADING_ATTRIBUTES = {"src", "srcset", "data", "poster", "background", "action", "formaction"}
_HARMFUL_SCHEMES = ("javascript:", "vbscript:", "data:")


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading of the page: its level (2 is a section), the id it can be linked by, its plain words."""

    level: int
    id: str
    words: str


def page(
    title: str,
    body: str,
    *,
    subtitle: str = "",
    author: str = "",
    banner: str = "",
    footer: str = "",
    lang: str = "vi",
    nav: Sequence[tuple[str, str]] = (),
    contents: Iterable[PageHeading] = (),
    notices: Sequence[tuple[str, str]] = (),
    style: str = "",
) -> str:
    """Return a whole HTML page around ``body``, a fragment of HTML whose cell texts are already escaped.

    All other arguments are plain text and are escaped here. ``nav`` holds the links above the title as
    (address, words), ``notices`` what stands under it as (Vietnamese, English). ``style`` is a sheet of
    this module besides that of every page. A body that could run or load something is a ``UserError``: see
    ``check_inert``.

    >>> "<h1>A &amp; B</h1>" in page("A & B", "<p>text</p>")
    True
    """
    check_inert(body, where=title)
    template = _environment().get_template("page.html.j2")
    return template.render(
        title=nfc(title),
        subtitle=nfc(subtitle),
        author=nfc(author),
        banner=nfc(banner),
        footer=nfc(footer),
        lang=lang,
        nav=list(nav),
        contents=list(contents),
        notices=[(nfc(words), english) for words, english in notices],
        labels={key: words.vi if lang == "vi" else words.en for key, words in _LABELS.items()},
        style=Markup(STYLE + style),
        policy=Markup(POLICY),
        body=Markup(body),
    )


def check_inert(fragment: str, where: str) -> None:
    """Raise ``UserError`` if ``fragment`` holds a script, an event handler, or an element that loads a file.

    >>> check_inert('<p>&lt;script&gt;</p><img src="data:image/svg+xml;base64,AA==" alt="x">', "x")
    """
    parser = _Inert()
    parser.feed(fragment)
    parser.close()
    if parser.found:
        listed = ", ".join(sorted(set(parser.found)))
        raise UserError(
            Text(
                f"Trang chứa thành phần không được phép: {listed}. Bỏ thành phần này khỏi nội dung.",
                f"The page contains what a page may not: {listed}. Remove it from the content.",
            ),
            where=where,
        )


class _Inert(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _RUNNING_TAGS | _LOADING_TAGS:
            self.found.append(f"<{tag}>")
        self.found.extend(f"<{tag} {key}>" for key, value in attrs if _is_harmful(tag, key, value or ""))


def _is_harmful(tag: str, key: str, value: str) -> bool:
    address = re.sub(r"[\s\x00-\x1f]", "", value).lower()
    if key in _LOADING_ATTRIBUTES:
        return not address.startswith("data:image/")
    if key.endswith("href"):
        return address.startswith(_HARMFUL_SCHEMES) or (tag != "a" and not address.startswith("#"))
    return key.startswith("on") or (key == "style" and "url(" in address)


@cache
def _environment() -> Environment:
    loader = PackageLoader("gender_indicators.report.making", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["unbroken"] = _unbroken
    return environment


def _unbroken(words: str) -> str:
    """Return ``words`` with a hyphen between two years at which a browser breaks no line."""
    return re.sub(r"\b(\d{4})-(?=\d{4}\b)", "\\1\u2011", words)
