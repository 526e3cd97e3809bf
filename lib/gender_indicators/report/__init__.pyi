from . import document as document
from .document.registry import write
from .making.about import About
from .making.changes import CHANGES_PAGE, changes_page
from .making.check_pages import PAGE, RULES, office_page, office_rules
from .making.cluster import cluster_workers
from .making.front import PublishedRow, front_page
from .making.index import index_page, report_name
from .making.notebooks import execute
from .making.pages import LIBRARIES, EngineName, Files, Page, software
from .making.rules import RULES_PAGE, rules_page
from .making.standing import DRAFT, ROLES, Role, Signature, Standing, banner
from .making.workers import Workers, local_workers
from .sections import Report, open_methodology, open_quality, open_report, report_of
from .sections.changes import summary_of_changes
from .sections.gaps import notices
from .sections.normalised import normalised_words
from .terminal_trace import sheet
from .trace import find_figure, require_measure, trace

__all__ = [
    "CHANGES_PAGE",
    "DRAFT",
    "LIBRARIES",
    "PAGE",
    "ROLES",
    "RULES",
    "RULES_PAGE",
    "About",
    "EngineName",
    "Files",
    "Page",
    "PublishedRow",
    "Report",
    "Role",
    "Signature",
    "Standing",
    "Workers",
    "banner",
    "changes_page",
    "cluster_workers",
    "document",
    "execute",
    "find_figure",
    "front_page",
    "index_page",
    "local_workers",
    "normalised_words",
    "notices",
    "office_page",
    "office_rules",
    "open_methodology",
    "open_quality",
    "open_report",
    "report_name",
    "report_of",
    "require_measure",
    "rules_page",
    "sheet",
    "software",
    "summary_of_changes",
    "trace",
    "write",
]
