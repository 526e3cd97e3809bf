"""Which counts to hide, so that arithmetic brings none back and as little as possible is lost.

``problem`` says what is published and what readers know, ``ranges`` what they can work out, ``pattern`` chooses what
to hide. All three know cells, sums and items; what these mean is the caller's.
"""

from gender_indicators.disclosure.suppression.pattern import DEFAULT_LIMIT, Limit, Pattern, least_pattern
from gender_indicators.disclosure.suppression.problem import (
    Cell,
    Constraint,
    Contradiction,
    Item,
    SuppressionProblem,
    equation,
)
from gender_indicators.disclosure.suppression.ranges import Range, narrow, ranges
from gender_indicators.disclosure.suppression.repair import Impossible

__all__ = [
    "DEFAULT_LIMIT",
    "Cell",
    "Constraint",
    "Contradiction",
    "Impossible",
    "Item",
    "Limit",
    "Pattern",
    "Range",
    "SuppressionProblem",
    "equation",
    "least_pattern",
    "narrow",
    "ranges",
]
