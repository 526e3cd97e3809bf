from .counts import Shared, Slot, slot_of
from .pattern import protect
from .proof import prove
from .publication import Leak, Proof
from .register import RegisterEntry, Told, binding_entries, entries_of
from .remedy import figures_to_hide, fresh_leaks
from .sources import is_short, with_names, without_rows

__all__ = [
    "Leak",
    "Proof",
    "RegisterEntry",
    "Shared",
    "Slot",
    "Told",
    "binding_entries",
    "entries_of",
    "figures_to_hide",
    "fresh_leaks",
    "is_short",
    "protect",
    "prove",
    "slot_of",
    "with_names",
    "without_rows",
]
