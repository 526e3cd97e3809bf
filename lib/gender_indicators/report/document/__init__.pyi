from .blocks import (
    Beside,
    Block,
    Bullets,
    Chart,
    DefinitionList,
    Group,
    Heading,
    Paragraph,
    Preformatted,
    Section,
    Tile,
    Tiles,
)
from .inline import Anchor, Inline, Line, Link, Mark, Run, TableCell
from .registry import write, writers
from .tables import TableBlock, TableColumn, TableRow
from .writer import Writer

__all__ = [
    "Anchor",
    "Beside",
    "Block",
    "Bullets",
    "Chart",
    "DefinitionList",
    "Group",
    "Heading",
    "Inline",
    "Line",
    "Link",
    "Mark",
    "Paragraph",
    "Preformatted",
    "Run",
    "Section",
    "TableBlock",
    "TableCell",
    "TableColumn",
    "TableRow",
    "Tile",
    "Tiles",
    "Writer",
    "write",
    "writers",
]
