from .calculation import YearTables, calculate, counted_rows
from .columns import columns_counted, columns_needed
from .counting import combined, counted, members_of
from .fit import require_fit
from .placing import placed
from .provenance import counted_from
from .registry import Codes, doc_of, measure

__all__ = [
    "Codes",
    "YearTables",
    "calculate",
    "columns_counted",
    "columns_needed",
    "combined",
    "counted",
    "counted_from",
    "counted_rows",
    "doc_of",
    "measure",
    "members_of",
    "placed",
    "require_fit",
]
