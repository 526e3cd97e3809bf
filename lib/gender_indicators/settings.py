"""How one year is run: its data, its map, its readings of the plan, what the office corrected or accepted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import Field

from gender_indicators.errors import UserError
from gender_indicators.locale import Text, suggest
from gender_indicators.params import Bilingual, Items, Strict, load_model
from gender_indicators.plan import Level, Vintage


class Correction(Strict):
    """A cell the office corrects, with the value it must still hold for the correction to apply."""

    form: str
    row: dict[str, str | int]
    column: str
    old: str | int | float
    new: str | int | float
    reason: Bilingual
    source: str
    by: str
    decided: dt.date


class Waiver(Strict):
    """A finding the office accepts: the rule, the place, why, who, and until when."""

    rule: str
    form: str
    row: dict[str, str | int] = Field(default_factory=dict)
    column: str | None = None
    reason: Bilingual
    by: str
    decided: dt.date
    expires: dt.date


class Year(Strict):
    """How one year is run (``params/<year>.yaml``).

    ``data`` is the folder of the agencies' files below the project; it must carry an ``origin.yaml``.
    ``map`` is the first day of the administrative map the year is reported on. ``corrections_due`` is the day the
    letters name for sending corrected files; without it they leave it to be filled in.
    """

    year: int
    map: dt.date
    levels: Items[Level]
    vintage: Vintage
    data_as_of: dt.date
    data: str
    corrections_due: dt.date | None = None
    settings: dict[str, dict[str, str]] = Field(default_factory=dict)
    corrections: Items[Correction] = ()
    waivers: Items[Waiver] = ()

    def without_entries(self) -> Year:
        """Return the year without its corrections and waivers, which name rows and values of the files."""
        return self.model_copy(update={"corrections": (), "waivers": ()})


class Origin(Strict):
    """Where a data folder's files come from (``origin.yaml`` inside it).

    ``kind`` "synthetic" puts the illustrative mark on every page. ``published`` lists files whose figures
    are real all the same, with their source.
    """

    kind: Literal["synthetic", "official"]
    note: Bilingual
    published: dict[str, Bilingual] = Field(default_factory=dict)


def load_year(params: Path, year: int) -> Year:
    """Read ``<year>.yaml``; a year without a file is an error that lists the years there are."""
    if not (params / f"{year}.yaml").is_file():
        known = sorted(p.stem for p in params.glob("[0-9][0-9][0-9][0-9].yaml"))
        hint = suggest(str(year), known)
        listed = ", ".join(known)
        raise UserError(
            Text(
                f"Không có tệp tham số cho năm {year}. Các năm có: {listed}. {hint.vi}",
                f"No parameter file for the year {year}. Years there are: {listed}.",
            ),
            f"params/{year}.yaml",
        )
    loaded = load_model(params / f"{year}.yaml", Year)
    if loaded.year != year:
        raise UserError(
            Text(
                f'khoá "year" là {loaded.year}, khác tên tệp; hãy sửa cho khớp.',
                f'key "year" is {loaded.year}, not the file\'s name; make them agree.',
            ),
            f"params/{year}.yaml",
        )
    return loaded


def load_origin(folder: Path) -> Origin:
    """Read ``origin.yaml`` in a data folder, which says whether the data are real."""
    return load_model(folder / "origin.yaml", Origin)
