"""Reports in HTML: an executed notebook as one page."""

from __future__ import annotations

import base64
import re
import unicodedata
from html import escape, unescape
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbconvert.filters.markdown_mistune import IPythonRenderer
from nbformat import NotebookNode

from gender_indicators.base import Text, UserError, nfc
from gender_indicators.report.making.document import WARNINGS, Part, Printed, Shown, Words, parts, read_about
from gender_indicators.report.making.frame import PageHeading, page

PREFERENCE = ("text/html", "image/svg+xml", "text/markdown", "text/plain")


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
        notices=about.notices,
    )


def report(notebook: Path) -> str:
    """Return the HTML page of the executed notebook at ``notebook``."""
    return rendered(nbformat.read(notebook, as_version=4), notebook.stem)


class _Renderer(IPythonRenderer):
    """nbconvert's mistune renderer, with raw HTML escaped, safe addresses only and stable heading ids."""

    def __init__(self, name: str) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.name = name
        self.headings: list[PageHeading] = []
        self._used: dict[str, int] = {}

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        identity = self._unique(slug(unescape(re.sub(r"<[^>]*>", "", text))))
        words = re.sub(r"\s*<em>.*?</em>|<[^>]*>", "", text)  # italics in a heading are its English
        self.headings.append(PageHeading(level, identity, words))
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
    label = WARNINGS.vi if lang == "vi" else WARNINGS.en
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
