from .archive import (
    archived_editions,
    current_edition,
    edition_folders,
    edition_of,
    editions_before,
    read_published,
    seals_of,
    settle,
    told_by_year,
)
from .manifest import NOTHING_MADE, State, is_current, state_of, write_record
from .office_folder import private_file, replace_private
from .pages import Made, make_draft, write_pages
from .proof import further_to_hide, prove_editions, require_nothing_new_leaks
from .publishing import Published, next_number, publish, require_publishable, require_signed, unchanged
from .reading import draft_folders, read_editions
from .statement import Archived, Statement
from .verification import (
    Fault,
    Rerun,
    archived_project,
    differing_inputs,
    differing_pages,
    temporary_folder,
    verify_archive,
)

__all__ = [
    "NOTHING_MADE",
    "Archived",
    "Fault",
    "Made",
    "Published",
    "Rerun",
    "State",
    "Statement",
    "archived_editions",
    "archived_project",
    "current_edition",
    "differing_inputs",
    "differing_pages",
    "draft_folders",
    "edition_folders",
    "edition_of",
    "editions_before",
    "further_to_hide",
    "is_current",
    "make_draft",
    "next_number",
    "private_file",
    "prove_editions",
    "publish",
    "read_editions",
    "read_published",
    "replace_private",
    "require_nothing_new_leaks",
    "require_publishable",
    "require_signed",
    "seals_of",
    "settle",
    "state_of",
    "temporary_folder",
    "told_by_year",
    "unchanged",
    "verify_archive",
    "write_pages",
    "write_record",
]
