from .counts import Count, Shared, Slot, counts_of, slot_of
from .pattern import protect
from .register import Entry, Register, entries_of
from .sources import shown_rows, with_names, without_rows
from .suppression import Cell, Constraint, Contradiction, Problem, Range, equation, ranges

__all__ = [
    "Cell",
    "Constraint",
    "Contradiction",
    "Count",
    "Entry",
    "Problem",
    "Range",
    "Register",
    "Shared",
    "Slot",
    "counts_of",
    "entries_of",
    "equation",
    "protect",
    "ranges",
    "shown_rows",
    "slot_of",
    "with_names",
    "without_rows",
]
