"""Reproducible reporting on the targets of a provincial gender equality plan.

``import gender_indicators as gi`` is the door for statisticians who write Python:

- ``gi.open(folder).year(2024)``: deliveries, findings, figures, verdicts of a year
- ``gi.measure("4.1", births=frame)``: one measure from a table of one's own
- ``gi.open_report(2024, "46")``, ``gi.open_quality``, ``gi.open_methodology``: what the notebooks show

The command ``gender-indicators`` is the other door. How the house is built: ``docs/how-it-works.md``.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
