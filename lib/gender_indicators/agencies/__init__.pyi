from .blanks.folder import FOLDER, write_blanks
from .letters.papers import LETTER, MARKED, write_papers
from .log import write_log
from .status import status_of
from .terminal_findings import print_agency_summaries, print_findings, summary
from .terminal_status import print_status

__all__ = [
    "FOLDER",
    "LETTER",
    "MARKED",
    "print_agency_summaries",
    "print_findings",
    "print_status",
    "status_of",
    "summary",
    "write_blanks",
    "write_log",
    "write_papers",
]
