from .manifest import State, is_current, state_of, write_record
from .office_folder import private_file, replace_private
from .proof import further_to_hide, prove_folders, require_nothing_new_leaks
from .publication import Publication, publish
from .published import published_folders, register_edition, register_published

__all__ = [
    "Publication",
    "State",
    "further_to_hide",
    "is_current",
    "private_file",
    "prove_folders",
    "publish",
    "published_folders",
    "register_edition",
    "register_published",
    "replace_private",
    "require_nothing_new_leaks",
    "state_of",
    "write_record",
]
