"""The rules of reading a file: how severe each is, what was expected, who must do what."""

from __future__ import annotations

from collections.abc import Mapping

from gender_indicators.forms.rules.cells import CELLS
from gender_indicators.forms.rules.files import FILES
from gender_indicators.forms.rules.headers import HEADERS
from gender_indicators.forms.rules.rows import ROWS
from gender_indicators.forms.rules.rule import Rule
from gender_indicators.forms.rules.sheets import SHEETS
from gender_indicators.forms.rules.units import UNITS

RULES: Mapping[str, Rule] = {**FILES, **SHEETS, **HEADERS, **ROWS, **CELLS, **UNITS}

__all__ = ["RULES", "Rule"]
