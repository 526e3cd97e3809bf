"""What the warm process imports once, so that each report finds it done.

Papermill brings the warm engine. The kernel is imported by name because it starts with the first notebook only.
"""

from gender_indicators.imports import skip_grammar

skip_grammar()

import ipykernel.debugger  # noqa: E402
import ipykernel.inprocess.ipkernel  # noqa: E402
import IPython.core.interactiveshell  # noqa: E402
import matplotlib.backends.backend_svg  # noqa: E402
import matplotlib.figure  # noqa: E402
import pypandoc  # noqa: E402
import typst  # noqa: E402

import gender_indicators.cli  # noqa: E402
import gender_indicators.display  # noqa: E402
from gender_indicators.publish import html, notebooks, pdf  # noqa: E402

__all__ = ["IPython", "gender_indicators", "html", "ipykernel", "matplotlib", "notebooks", "pdf", "pypandoc", "typst"]

pypandoc.convert_text("", "typst", format="markdown")  # it looks for its program and formats the first time only
