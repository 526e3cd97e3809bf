from .counts import Shared, Slot, slot_of
from .pattern import protect
from .proof import prove
from .publication import Leak, Proof
from .register import Register, RegisterEntry, entries_of
from .sources import is_short, with_names, without_rows

__all__ = [
    "Leak",
    "Proof",
    "Register",
    "RegisterEntry",
    "Shared",
    "Slot",
    "entries_of",
    "is_short",
    "protect",
    "prove",
    "slot_of",
    "with_names",
    "without_rows",
]
