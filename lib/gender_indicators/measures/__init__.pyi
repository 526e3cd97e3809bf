from .calculation import YearTables, calculate, counted_rows, declared, function_of
from .columns import columns_counted, columns_needed
from .placing import placed
from .provenance import counted_from
from .registry import measure, require_declared_columns

__all__ = [
    "YearTables",
    "calculate",
    "columns_counted",
    "columns_needed",
    "counted_from",
    "counted_rows",
    "declared",
    "function_of",
    "measure",
    "placed",
    "require_declared_columns",
]
