from .changes import Cause, CauseKind, Change, ChangeKind, Slot, changes_between, figures_by_slot, same
from .check_record import CheckRecord, FormDeliveries, Papers, form_deliveries, make_check_record
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
from .year_figures import YearFigures

__all__ = [
    "EDITION_VARIABLE",
    "Cause",
    "CauseKind",
    "Change",
    "ChangeKind",
    "CheckRecord",
    "Edition",
    "FormDeliveries",
    "FormGap",
    "InputFile",
    "Outcome",
    "Papers",
    "Slot",
    "YearFigures",
    "changes_between",
    "check_years",
    "edition_bytes",
    "figures_by_slot",
    "form_deliveries",
    "load_edition",
    "make_check_record",
    "make_edition",
    "measure_passed",
    "open_edition",
    "part_by_area",
    "part_on_method",
    "require_functions",
    "same",
    "save_edition",
]
