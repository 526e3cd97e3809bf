"""The blank forms of a year: one workbook per form in the folder of the agency that sends it."""

from __future__ import annotations

from pathlib import Path

from gender_indicators.agencies.blanks.blank import make_blank
from gender_indicators.agencies.blanks.workbook import write_blank
from gender_indicators.base import Project, path_inside, staging
from gender_indicators.plan import Form, load_agencies, load_areas, load_forms, load_plan, load_year

FOLDER = "bieu-mau"
"""Beside the publications in ``outputs``: the forms hold no data and are not published."""


def blank_name(form: Form) -> str:
    """Return the name of the blank form's file: a workbook, also where the form may be sent as CSV.

    >>> from gender_indicators.plan import load_forms
    >>> blank_name(load_forms(Path("params/forms.yaml"))["births"])
    'tre-sinh-song.xlsx'
    """
    return f"{Path(form.file).stem}.xlsx"


def write_blanks(project: Project, year: int) -> tuple[Path, ...]:
    """Write all blank forms of ``year`` below ``outputs`` and return the files, by agency and name.

    The year's folder is replaced as a whole, and only after everything was written. No data are read. Raises
    :class:`UserError` for a year without a parameter file.
    """
    load_year(project.params, year)  # a year that is not there is told before anything else
    plan, forms = load_plan(project.param("plan.yaml")), load_forms(project.param("forms.yaml"))
    agencies, areas = load_agencies(project.param("agencies.yaml")), load_areas(project.param("areas.yaml"))
    blanks = [make_blank(form, year, forms, plan, agencies, areas) for form in forms]
    target = project.outputs / FOLDER / str(year)
    with staging(target) as folder:
        for blank in blanks:
            path = path_inside(folder, f"{blank.identity.agency}/{blank_name(blank.form)}")
            path.parent.mkdir(exist_ok=True)
            write_blank(path, blank)
    return tuple(sorted(path for path in target.rglob("*.xlsx")))
