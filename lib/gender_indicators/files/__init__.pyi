from .book import open_book, open_workbook
from .encoding import VNI_TOO
from .grid import HEAD_ROWS, Grid, RowBlock, are_clean, column_letter, is_blank, normalise
from .parquet import pyarrow_version
from .sheets import Book, Sheet
from .source import FileSource

__all__ = [
    "HEAD_ROWS",
    "VNI_TOO",
    "Book",
    "FileSource",
    "Grid",
    "RowBlock",
    "Sheet",
    "are_clean",
    "column_letter",
    "is_blank",
    "normalise",
    "open_book",
    "open_workbook",
    "pyarrow_version",
]
