from .book import open_book, open_workbook
from .delimited import BLOCK_ROWS
from .encoding import VNI_TOO
from .formats import Format, reading_key, table_endings
from .grid import HEAD_ROWS, Grid, RowBlock, are_clean, column_letter, is_blank, normalise
from .limits import MAX_CELL, too_large, too_long
from .scan import table_book
from .sheets import Book, Sheet
from .source import FileSource

__all__ = [
    "BLOCK_ROWS",
    "HEAD_ROWS",
    "MAX_CELL",
    "VNI_TOO",
    "Book",
    "FileSource",
    "Format",
    "Grid",
    "RowBlock",
    "Sheet",
    "are_clean",
    "column_letter",
    "is_blank",
    "normalise",
    "open_book",
    "open_workbook",
    "reading_key",
    "table_book",
    "table_endings",
    "too_large",
    "too_long",
]
