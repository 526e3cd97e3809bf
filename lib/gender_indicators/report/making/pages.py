"""One page of a publication: all it is made from in one value, and its files made from that value alone.

A page can be made anywhere: in this process, in one forked from a warm one, or on another machine that shares no
disk with this one. Its key tells whether it has to be made at all.
"""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from gender_indicators.base import Text, UserError, code_hash, digest, run_forked, versions
from gender_indicators.report.making.about import About
from gender_indicators.results import EDITION_VARIABLE

EngineName = Literal["warm", "stock"]
Files = Mapping[str, bytes]
LIBRARIES = ("babel", "ipykernel", "matplotlib", "nbclient", "nbconvert", "nbformat", "numpy", "papermill",
              "pydantic", "pypandoc-binary", "scipy", "typst")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page made from a notebook: its file name without ending, and everything its files depend on.

    ``template`` is the notebook's name and ``notebook`` its bytes, ``edition`` the results the page shows as JSON,
    ``software`` the code and libraries it is to be made with. ``paper``: it is printed as PDF too.
    """

    name: str
    template: str
    notebook: bytes
    edition: bytes
    parameters: Mapping[str, str | int]
    about: About
    paper: bool
    software: str

    @property
    def key(self) -> str:
        """One hash of all of this: pages of the same key have the same files."""
        words = json.dumps([self.name, dict(self.parameters), asdict(self.about), self.paper, self.software])
        return digest(words, self.template, self.notebook, self.edition)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of the page's files."""
        return (".html", ".ipynb", *((".pdf",) if self.paper else ()))


@cache
def software() -> str:
    """Return one hash of the code and the libraries pages are made with."""
    code = code_hash()
    return digest(code, json.dumps(versions(*LIBRARIES)), platform.python_version())


def make_page(page: Page, engine: EngineName) -> Files:
    """Run the notebook of ``page`` and return its files by their ending; runs in a worker.

    With the warm engine everything happens in a process of its own, forked from a warm one. Raises
    :class:`UserError` when this machine's library is not the one the page asks for.
    """
    if page.software != software():
        raise UserError(
            Text(
                "máy này dùng phiên bản khác của chương trình hoặc thư viện; hãy cài lại từ cùng một mã nguồn và "
                "cùng một requirements.lock.",
                "this machine has another version of the program or of a library; install it from the same "
                "requirements.lock and the same source.",
            ),
            platform.node(),
        )
    return run_forked(_made, page, "warm") if engine == "warm" else _made(page, None)


def _made(page: Page, engine: str | None) -> Files:
    from gender_indicators.report.making import html, notebooks, pdf

    with tempfile.TemporaryDirectory(prefix="page-") as name:
        folder = Path(name)
        template, executed = folder / page.template, folder / f"{page.name}.ipynb"
        template.write_bytes(page.notebook)
        edition = folder / "edition.json"
        edition.write_bytes(page.edition)
        notebooks.execute(
            template,
            executed,
            page.parameters,
            folder=folder,
            about=page.about,
            environment={EDITION_VARIABLE: str(edition.resolve())},
            engine=engine,
        )
        files = {".html": html.report(executed).encode(), ".ipynb": executed.read_bytes()}
        if page.paper:
            files[".pdf"] = pdf.report(executed)
    return files
