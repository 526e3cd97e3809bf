"""Reports in PDF: the same notebook as Typst markup, compiled to PDF/UA-1."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import nbformat
import pypandoc
import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from gender_indicators.base import Text, UserError, nfc
from gender_indicators.report.document.typst_markup import typst_string, typst_svg
from gender_indicators.report.making.about import About
from gender_indicators.report.making.document import WARNINGS, Part, Printed, Words, parts, read_about

PREFERENCE = ("text/vnd.typst", "image/svg+xml", "text/markdown", "text/plain")

_BOUNDARY = "*REPORTCELLBOUNDARY*"  # emphasised, so that inside an unclosed block of code it looks different
_BOUNDARY_TYPST = re.compile(r"^#emph\[REPORTCELLBOUNDARY\]$", re.MULTILINE)
_MARKDOWN = "gfm-raw_html-tex_math_dollars-tex_math_gfm-yaml_metadata_block"


class ReportPDF(Exporter):
    """An nbconvert exporter: an executed notebook as a tagged PDF of A4 pages (NĐ 30/2020, Phụ lục I)."""

    file_extension = ".pdf"
    output_mimetype = "application/pdf"
    export_from_notebook = "Gender indicators (PDF)"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the PDF and nbconvert's resources; what Typst refuses (no alt text) is a ``UserError``."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources.get("metadata", {}).get("name", "") if resources else ""
        return compiled(markup(notebook, name), name), resources


def report(notebook: Path) -> bytes:
    """Return the PDF of the executed notebook at ``notebook``."""
    return compiled(markup(nbformat.read(notebook, as_version=4), notebook.stem), notebook.stem)


def markup(notebook: NotebookNode, name: str = "") -> str:
    """Return ``notebook`` as the source of a Typst document that imports ``/report.typ``."""
    about = read_about(notebook, name)
    shown = list(parts(notebook, PREFERENCE, name))
    words = iter(_from_markdown(tuple(nfc(part.markdown) for part in shown if isinstance(part, Words)), name))
    body = [next(words) if isinstance(part, Words) else _block(part, about.lang) for part in shown]
    return "\n\n".join([_opening(about), *body]) + "\n"


def compiled(source: str, name: str = "") -> bytes:
    """Return ``source`` compiled to PDF/UA-1: the bundled fonts only, no date, no file but the template.

    A Typst error is a ``UserError`` that names the notebook and repeats Typst's message, place and hint.
    """
    with as_file(files(__package__) / "templates") as root:
        try:
            compiler = typst.Compiler(root=root, ignore_system_fonts=True)
            pdf = compiler.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as error:
            raise UserError(_refusal(error, source), where=name) from None
    if not isinstance(pdf, bytes):
        raise TypeError("Typst returns the bytes of a PDF when it is given no file to write to")
    return pdf


def _opening(about: About) -> str:
    fields = ("title", "subtitle", "author", "banner", "footer", "lang")
    arguments = ", ".join(f"{key}: {typst_string(nfc(getattr(about, key)))}" for key in fields)
    notices = "".join(f"({typst_string(nfc(words))}, {typst_string(english)}), " for words, english in about.notices)
    return f'#import "/report.typ": *\n#show: report.with({arguments}, notices: ({notices}))'


def _block(part: Part, lang: str) -> str:
    if isinstance(part, Printed):
        printed = f"#raw({typst_string(part.text)}, block: true)"
        if part.stream != "stderr":
            return printed
        return f"#caveat[*{WARNINGS.vi if lang == 'vi' else WARNINGS.en}*\n{printed}]"
    if isinstance(part, Words):
        raise TypeError("markdown is converted for the whole notebook at once")
    if part.mime == "text/vnd.typst":
        return part.content
    if part.mime == "image/svg+xml":
        return "#" + typst_svg(part.content, part.metadata.get("alt", "")).replace(', alt: ""', "")
    return f"#raw({typst_string(part.content)}, block: true)"


@lru_cache(maxsize=64)
def _from_markdown(texts: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the Typst of each text, in one call of pandoc: starting it takes longer than its work."""
    if not texts:
        return ()
    joined = f"\n\n{_BOUNDARY}\n\n".join(texts)
    typed = pypandoc.convert_text(
        joined, "typst", format=_MARKDOWN, extra_args=["--wrap=none", "--shift-heading-level-by=-1"]
    )
    pieces = _BOUNDARY_TYPST.split(typed)
    if len(pieces) != len(texts):
        raise UserError(
            Text(
                "Một ô văn bản mở khối mã (```) mà không đóng lại.",
                "A text cell opens a block of code (```) and does not close it.",
            ),
            where=name,
        )
    return tuple(piece.strip() for piece in pieces)


def _refusal(error: typst.TypstError, source: str) -> Text:
    line = re.search(r"__typst_py_bytes__\.typ:(\d+):", error.diagnostic or "")
    numbered = source.splitlines()
    near = numbered[int(line[1]) - 1].strip()[:120] if line and int(line[1]) <= len(numbered) else ""
    details = "; ".join(filter(None, [error.message, *error.hints, f"« {near} »" if near else ""]))
    return Text(f"Typst không tạo được PDF: {details}", f"Typst could not make the PDF: {details}")
