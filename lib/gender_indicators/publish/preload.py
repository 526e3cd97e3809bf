"""What the warm process has done once, so that each report finds it done: libraries imported, fonts found.

Papermill brings the warm engine. The kernel is imported by name because it starts with the first notebook only.
"""

import gc

from gender_indicators.imports import skip_grammar

gc.disable()  # what is imported stays: looking through it for garbage takes its time, here and in every fork
skip_grammar()

import ipykernel.debugger  # noqa: E402
import ipykernel.inprocess.ipkernel  # noqa: E402
import IPython.core.interactiveshell  # noqa: E402
import pypandoc  # noqa: E402
import typst  # noqa: E402

import gender_indicators.cli  # noqa: E402
from gender_indicators.display.svg import Plot, fixed_settings  # noqa: E402
from gender_indicators.publish import html, notebooks, pdf  # noqa: E402

__all__ = ["IPython", "gender_indicators", "html", "ipykernel", "notebooks", "pdf", "pypandoc", "typst"]

pypandoc.convert_text("", "typst", format="markdown")
with fixed_settings():
    plot = Plot((9, 9), (0, 0, 9, 9), (0, 1), (0, 1))
    plot.words((1, 1), "0", "left", "top")
    plot.svg(1)
gc.freeze()
gc.enable()
