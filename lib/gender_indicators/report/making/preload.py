"""What the warm process has done once, so that each report finds it done: libraries imported, fonts found.

Papermill brings the warm engine. The kernel is imported by name because it starts with the first notebook only.
"""

import gc

from gender_indicators.base import skip_grammar

gc.disable()  # what is imported stays: looking through it for garbage takes its time, here and in every fork
skip_grammar()

import ipykernel.debugger  # noqa: E402
import ipykernel.inprocess.ipkernel  # noqa: E402
import IPython.core.interactiveshell  # noqa: E402
import nbformat  # noqa: E402
import scipy.special  # noqa: E402
import typst  # noqa: E402

from gender_indicators.base import format_decimal  # noqa: E402
from gender_indicators.report import sections  # noqa: E402
from gender_indicators.report.charts.svg import Plot, fixed_settings  # noqa: E402
from gender_indicators.report.document import writers  # noqa: E402
from gender_indicators.report.making import html, notebooks, pdf  # noqa: E402

__all__ = ["IPython", "ipykernel", "notebooks", "scipy", "sections", "typst"]

# The first of each loads a font, a template, a schema or a locale, or looks for a program. Nothing is compiled by
# Typst: that would start threads, and a fork has none of them.
with fixed_settings():
    plot = Plot((9, 9), (0, 0, 9, 9), (0, 1), (0, 1))
    plot.words((1, 1), format_decimal(0, 1), "left", "top")
    plot.svg(1)
writers()
sample = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A\n\n| a |\n|---|\n| b |")])
nbformat.validate(sample)
html.rendered(sample)
pdf.markup(sample)
gc.freeze()
gc.enable()
