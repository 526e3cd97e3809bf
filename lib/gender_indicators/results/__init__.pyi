from .check_record import OfficeRecord, Papers, Sending, office_record, sendings
from .edition import (
    EDITION_VARIABLE,
    Edition,
    InputFile,
    edition_bytes,
    load_edition,
    open_edition,
    part_by_area,
    part_on_method,
    save_edition,
)
from .edition_making import check_years, make_edition, measure_passed, require_functions
from .gaps import FormGap
from .outcome import Outcome
from .year_figures import Measured

__all__ = [
    "EDITION_VARIABLE",
    "Edition",
    "FormGap",
    "InputFile",
    "Measured",
    "OfficeRecord",
    "Outcome",
    "Papers",
    "Sending",
    "check_years",
    "edition_bytes",
    "load_edition",
    "make_edition",
    "measure_passed",
    "office_record",
    "open_edition",
    "part_by_area",
    "part_on_method",
    "require_functions",
    "save_edition",
    "sendings",
]
