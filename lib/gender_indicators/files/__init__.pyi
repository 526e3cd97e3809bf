from .book import open_book, open_workbook
from .encoding import VNI_TOO
from .formats import Format, reading_key, table_endings
from .grid import HEAD_ROWS, Grid, RowBlock, are_clean, column_letter, is_blank, normalise
from .scan import table_book
from .sheets import Book, Sheet
from .source import FileSource

__all__ = [
    "HEAD_ROWS",
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
]
