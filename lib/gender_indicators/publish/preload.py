"""What the warm process imports once, so that each report finds it done.

Papermill brings the warm engine. The kernel is imported by name because it starts with the first notebook only.
"""

import ipykernel.debugger
import ipykernel.inprocess.ipkernel
import IPython.core.interactiveshell
import matplotlib.backends.backend_svg
import matplotlib.figure
import pypandoc
import typst

import gender_indicators.cli
import gender_indicators.display
from gender_indicators.publish import html, notebooks, pdf

__all__ = ["IPython", "gender_indicators", "html", "ipykernel", "matplotlib", "notebooks", "pdf", "pypandoc", "typst"]
