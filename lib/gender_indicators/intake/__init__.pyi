from .arrival import Arrival, How
from .choice import choose_sheets
from .dating import row_days
from .delivery import Delivery, delivery_receipts, read_before, read_year, senders_of
from .file_names import agency_of
from .form_layout import DATE, HEADER_ROW, NO, YES, unit_label, width, write_heading, write_value
from .identity import EXAMPLE_SHEET, GUIDE_SHEET, LISTS_SHEET, SHEET, Identity, identity_rows
from .layout import find_layout
from .reader import MAX_FILE_MB
from .receipts import DeliveryState, Receipt, Sent, measures_of
from .received import RECEIVED
from .same_files import data_hashes, require_same_files
from .table import Table
from .typed_frame import typed_frame

__all__ = [
    "DATE",
    "EXAMPLE_SHEET",
    "GUIDE_SHEET",
    "HEADER_ROW",
    "LISTS_SHEET",
    "MAX_FILE_MB",
    "NO",
    "RECEIVED",
    "SHEET",
    "YES",
    "Arrival",
    "Delivery",
    "DeliveryState",
    "How",
    "Identity",
    "Receipt",
    "Sent",
    "Table",
    "agency_of",
    "choose_sheets",
    "data_hashes",
    "delivery_receipts",
    "find_layout",
    "identity_rows",
    "measures_of",
    "read_before",
    "read_year",
    "require_same_files",
    "row_days",
    "senders_of",
    "typed_frame",
    "unit_label",
    "width",
    "write_heading",
    "write_value",
]
