from .archive import (
    OtherVersion,
    archived_editions,
    current_edition,
    edition_folders,
    edition_of,
    editions_before,
    is_settled,
    load_archived,
    other_version,
    read_published,
    seals_of,
    settle,
    told_by_year,
)
from .causes import Side, explained_changes, taken_back
from .comparison import write_comparison
from .ingredients import ingredients_of, read_ingredients
from .manifest import State, is_current, state_of, write_record
from .office_folder import private_file, replace_private
from .pages import Compared, Contents, Made, make_draft, write_pages
from .proof import further_to_hide, prove_editions, require_nothing_new_leaks
from .publishing import Published, next_number, publish, require_publishable, require_signed, unchanged
from .reading import draft_folders, read_editions
from .restoring import restored
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
    "Archived",
    "Compared",
    "Contents",
    "Fault",
    "Made",
    "OtherVersion",
    "Published",
    "Rerun",
    "Side",
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
    "explained_changes",
    "further_to_hide",
    "ingredients_of",
    "is_current",
    "is_settled",
    "load_archived",
    "make_draft",
    "next_number",
    "other_version",
    "private_file",
    "prove_editions",
    "publish",
    "read_editions",
    "read_ingredients",
    "read_published",
    "replace_private",
    "require_nothing_new_leaks",
    "require_publishable",
    "require_signed",
    "restored",
    "seals_of",
    "settle",
    "state_of",
    "taken_back",
    "temporary_folder",
    "told_by_year",
    "unchanged",
    "verify_archive",
    "write_comparison",
    "write_pages",
    "write_record",
]
