from .check import Checked, Delivered, check
from .revisions import Change, Revision, revision
from .worker import TableGate

__all__ = ["Change", "Checked", "Delivered", "Revision", "TableGate", "check", "revision"]
