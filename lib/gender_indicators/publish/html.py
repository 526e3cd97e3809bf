"""Pages in HTML: no script, nothing loaded from outside, one style for reports and for every other page."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbconvert.filters.markdown_mistune import IPythonRenderer
from nbformat import NotebookNode

from gender_indicators.errors import UserError
from gender_indicators.locale import Text, nfc
from gender_indicators.publish.document import Part, Printed, Shown, Words, parts, read_about

STYLE: str = files(__package__).joinpath("templates/style.css").read_text(encoding="utf-8")
PREFERENCE = ("text/html", "image/svg+xml", "text/markdown", "text/plain")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

_LABELS = {
    "skip": Text("Chuyển đến nội dung", "Skip to content"),
    "contents": Text("Mục lục", "Contents"),
    "path": Text("Đường dẫn", "Breadcrumb"),
    "warnings": Text("Cảnh báo khi chạy", "Warnings while running"),
}
_RUNNING_TAGS = {"script", "iframe", "frame", "object", "embed", "applet", "form"}
_LOADING_TAGS = {"link", "meta", "base", "style", "video", "audio", "source"}
_LOADING_ATTRIBUTES = {"src", "srcset", "data", "poster", "background", "action", "formaction"}
_HARMFUL_SCHEMES = ("javascript:", "vbscript:", "data:")


@dataclass(frozen=True, slots=True)
class Heading:
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
    contents: Iterable[Heading] = (),
) -> str:
    """Return a whole HTML page around ``body``, a fragment of HTML whose cell texts are already escaped.

    All other arguments are plain text and are escaped here. ``nav`` holds the links above the title as
    (address, words). A body that could run or load something is a ``UserError``: see ``check_inert``.

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
        labels={key: words.vi if lang == "vi" else words.en for key, words in _LABELS.items()},
        style=Markup(STYLE),
        policy=Markup(POLICY),
        body=Markup(body),
    )


class ReportHTML(Exporter):
    """An nbconvert exporter: an executed notebook as one HTML page, code hidden.

    It is not a ``TemplateExporter`` because that one looks for templates in the user's home folder first.
    """

    file_extension = ".html"
    output_mimetype = "text/html"
    export_from_notebook = "Gender indicators (HTML)"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the page and nbconvert's resources; what cannot be shown is a ``UserError``."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources.get("metadata", {}).get("name", "") if resources else ""
        return rendered(notebook, name), resources


def rendered(notebook: NotebookNode, name: str = "") -> str:
    """Return the page of an executed ``notebook``; errors call it ``name``."""
    about = read_about(notebook, name)
    renderer = _Renderer(name)
    shown = parts(notebook, PREFERENCE, name)
    body = "\n".join(_fragment(part, renderer, about.lang, name) for part in shown)
    sections = [heading for heading in renderer.headings if heading.level == 2]
    return page(
        about.title,
        body,
        subtitle=about.subtitle,
        author=about.author,
        banner=about.banner,
        footer=about.footer,
        lang=about.lang,
        nav=about.nav,
        contents=sections if about.contents else (),
    )


def report(notebook: Path) -> str:
    """Return the HTML page of the executed notebook at ``notebook``."""
    return rendered(nbformat.read(notebook, as_version=4), notebook.stem)


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


class _Renderer(IPythonRenderer):
    """nbconvert's mistune renderer, with raw HTML escaped, safe addresses only and stable heading ids."""

    def __init__(self, name: str) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.name = name
        self.headings: list[Heading] = []
        self._used: dict[str, int] = {}

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        identity = self._unique(slug(unescape(re.sub(r"<[^>]*>", "", text))))
        words = re.sub(r"\s*<em>.*?</em>|<[^>]*>", "", text)  # italics in a heading are its English
        self.headings.append(Heading(level, identity, words))
        return f'<h{level} id="{escape(identity)}">{text}</h{level}>\n'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        raise UserError(
            Text(
                "Văn bản của sổ tay không được chèn ảnh; hãy vẽ biểu đồ trong một ô mã.",
                "The notebook's text may not insert a picture; draw a chart in a code cell.",
            ),
            where=self.name,
        )

    def _unique(self, identity: str) -> str:
        count = self._used.get(identity, 0)
        self._used[identity] = count + 1
        return f"{identity}-{count}" if count else identity


def slug(words: str) -> str:
    """Return the id of a heading as GitHub and pandoc make it, so that a link works in HTML and in PDF.

    >>> slug("Mục tiêu 1: Kinh tế, lao động")
    'mục-tiêu-1-kinh-tế-lao-động'
    """
    kept = "".join(c for c in nfc(words).lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return kept.strip().replace(" ", "-") or "section"


def _fragment(part: Part, renderer: _Renderer, lang: str, name: str) -> str:
    if isinstance(part, Words):
        return str(_markdown(renderer)(nfc(part.markdown)))
    if isinstance(part, Printed):
        return _printed(part, lang)
    if part.mime == "text/html":
        return part.content
    if part.mime == "image/svg+xml":
        return _picture(part, name)
    return f"<pre>{escape(part.content)}</pre>"


def _markdown(renderer: _Renderer) -> Any:
    from mistune import create_markdown

    return create_markdown(renderer=renderer, plugins=["table", "strikethrough", "footnotes"])


def _printed(part: Printed, lang: str) -> str:
    text = f"<pre>{escape(part.text)}</pre>"
    if part.stream != "stderr":
        return text
    label = _LABELS["warnings"].vi if lang == "vi" else _LABELS["warnings"].en
    return f'<aside class="stderr" aria-label="{label}"><p>{label}</p>{text}</aside>'


def _picture(part: Shown, name: str) -> str:
    alt = part.metadata.get("alt", "")
    if not alt:
        raise UserError(
            Text(
                "Một hình SVG không có lời mô tả (alt); ghi lời mô tả trong metadata của kết quả.",
                "An SVG picture has no description (alt); give one in the metadata of the output.",
            ),
            where=name,
        )
    data = base64.b64encode(part.content.encode()).decode()
    return f'<figure class="chart"><img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}"></figure>'


@cache
def _environment() -> Environment:
    loader = PackageLoader("gender_indicators.publish", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["unbroken"] = _unbroken
    return environment


def _unbroken(words: str) -> str:
    """Return ``words`` with a hyphen between two years at which a browser breaks no line."""
    return re.sub(r"\b(\d{4})-(?=\d{4}\b)", "\\1\u2011", words)
