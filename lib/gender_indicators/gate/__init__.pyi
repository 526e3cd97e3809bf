from .check import Checked, DeliveredYear, check
from .revisions import Change, Revision, revision
from .worker import TableGate

__all__ = ["Change", "Checked", "DeliveredYear", "Revision", "TableGate", "check", "revision"]
