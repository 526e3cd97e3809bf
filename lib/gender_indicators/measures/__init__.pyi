from .calculation import YearTables, calculate, counted_rows, function_of
from .columns import columns_counted, columns_needed
from .placing import placed
from .provenance import counted_from

__all__ = [
    "YearTables",
    "calculate",
    "columns_counted",
    "columns_needed",
    "counted_from",
    "counted_rows",
    "function_of",
    "placed",
]
