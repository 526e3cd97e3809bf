from .book import open_book, open_workbook
from .encoding import VNI_TOO
from .grid import HEAD_ROWS, Block, Grid, are_clean, column_letter, is_blank, normalise
from .parquet import pyarrow_version
from .sheets import Book, Sheet
from .source import Source

__all__ = [
    "HEAD_ROWS",
    "VNI_TOO",
    "Block",
    "Book",
    "Grid",
    "Sheet",
    "Source",
    "are_clean",
    "column_letter",
    "is_blank",
    "normalise",
    "open_book",
    "open_workbook",
    "pyarrow_version",
]
