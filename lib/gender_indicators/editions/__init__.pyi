from .attack.audit import attack, published_folders, require_nothing_new_leaks
from .manifest import State, is_current, state_of, write_record
from .office_folder import private_file, replace_private
from .publication import Publication, publish

__all__ = [
    "Publication",
    "State",
    "attack",
    "is_current",
    "private_file",
    "publish",
    "published_folders",
    "replace_private",
    "require_nothing_new_leaks",
    "state_of",
    "write_record",
]
