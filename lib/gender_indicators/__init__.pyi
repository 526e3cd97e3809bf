from .api import Office, ReportingYear, measure, open
from .report import open_methodology, open_quality, open_report, write

__version__: str

__all__ = [
    "Office",
    "ReportingYear",
    "__version__",
    "measure",
    "open",
    "open_methodology",
    "open_quality",
    "open_report",
    "write",
]
