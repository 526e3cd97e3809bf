from .arrival import Arrival, How
from .choice import choose_sheets
from .dates import written_day
from .dating import row_days
from .delivery import Delivery, delivery_receipts, read_before, read_year, require_logs, senders_of
from .file_names import agency_of
from .folder import OWN
from .form_layout import DATE, HEADER_ROW, NO, YES, unit_label, width, write_heading, write_value
from .identity import EXAMPLE_SHEET, GUIDE_SHEET, LISTS_SHEET, SHEET, Identity, identity_rows, log_identity
from .layout import find_layout
from .log import read_log
from .log_layout import EMPTY, LOG, LOG_SHEETS, LogColumn, LogSheet, form_label, vintages
from .numbers import written_number
from .reader import MAX_FILE_MB
from .receipts import DeliveryState, Receipt, Sent, measures_of
from .received import RECEIVED
from .same_files import data_hashes, require_same_files
from .table import Table
from .typed_frame import typed_frame

__all__ = [
    "DATE",
    "EMPTY",
    "EXAMPLE_SHEET",
    "GUIDE_SHEET",
    "HEADER_ROW",
    "LISTS_SHEET",
    "LOG",
    "LOG_SHEETS",
    "MAX_FILE_MB",
    "NO",
    "OWN",
    "RECEIVED",
    "SHEET",
    "YES",
    "Arrival",
    "Delivery",
    "DeliveryState",
    "How",
    "Identity",
    "LogColumn",
    "LogSheet",
    "Receipt",
    "Sent",
    "Table",
    "agency_of",
    "choose_sheets",
    "data_hashes",
    "delivery_receipts",
    "find_layout",
    "form_label",
    "identity_rows",
    "log_identity",
    "measures_of",
    "read_before",
    "read_log",
    "read_year",
    "require_logs",
    "require_same_files",
    "row_days",
    "senders_of",
    "typed_frame",
    "unit_label",
    "vintages",
    "width",
    "write_heading",
    "write_value",
    "written_day",
    "written_number",
]
