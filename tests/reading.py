"""One form read alone: the file in an agency's folder that is called after it, in whatever format it came."""

from __future__ import annotations

from pathlib import Path

from gender_indicators.base.text import Text
from gender_indicators.intake.known import Known
from gender_indicators.intake.reader import NOTHING_KNOWN, Reading, read_file
from gender_indicators.plan.forms import Form


def read_form(
    form: Form, folder: Path, agency: str, year: int, name: Text | None = None, known: Known = NOTHING_KNOWN
) -> Reading:
    """Return the reading of the one file there is of ``form``, or of the file that is asked for."""
    there = [path.name for path in (folder / agency).glob(f"{Path(form.file).stem}.*")]
    file = there[0] if len(there) == 1 else form.file
    return read_file(form, folder, f"{agency}/{file}", agency, year, name, known)
