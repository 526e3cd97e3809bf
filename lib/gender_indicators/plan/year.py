"""How one year is run: its data, its map, its readings of the plan, what the office corrected or accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import Field, PrivateAttr, StringConstraints, model_validator

from gender_indicators.base import Bilingual, Items, Strict, Text, Unfit, UserError, load_model, suggest
from gender_indicators.plan.plan import Vintage
from gender_indicators.plan.units import Level

EntryKind = Literal["corrections", "waivers"]
NonBlank = Annotated[str, StringConstraints(pattern=r"\S")]
CellName = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")]


class Entry(Strict):
    """What an office decided about a place in a form: why, on what document, who, and when.

    The place is given in one of three ways: ``row`` has the form's key columns, ``cell`` is a cell of a workbook (of
    its ``sheet``, where that is given), ``line`` is a row of the file as a person counts it. ``column``, by its name
    in ``forms.yaml`` or its header, goes with ``row`` and ``line``.
    """

    form: str
    row: dict[str, str | int | dt.date] = Field(default_factory=dict)
    cell: CellName | None = None
    sheet: str | None = None
    line: int | None = Field(default=None, ge=1)
    column: str | None = None
    reason: Bilingual
    source: NonBlank
    by: NonBlank
    decided: dt.date
    expires: dt.date | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """The keys that say which row is meant; one at most in an entry that may be used."""
        return tuple(name for name in ("row", "cell", "line") if getattr(self, name))

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if len(self.ways) > 1:
            keys = ", ".join(f'"{way}"' for way in self.ways)
            raise Unfit(Text(f"chỉ ghi một trong các khoá {keys}", f"give one of the keys {keys} only"))
        if self.cell and self.column:
            raise Unfit(
                Text('"cell" đã chỉ rõ cột; hãy bỏ "column"', '"cell" tells the column already; leave out "column"')
            )
        if self.sheet and not self.cell:
            raise Unfit(Text('"sheet" chỉ đi với "cell"', '"sheet" goes with "cell" only'))
        if self.expires and self.expires < self.decided:
            raise Unfit(Text('"expires" sớm hơn "decided"', '"expires" is before "decided"'))
        return self


class Correction(Entry):
    """A cell the office corrects, with the value it must still hold for the correction to apply.

    After ``expires``, where that is given, it is not applied any more.
    """

    old: str | int | float | dt.date
    new: str | int | float | dt.date

    @model_validator(mode="after")
    def _one_cell(self) -> Self:
        if not self.ways:
            raise Unfit(
                Text('thiếu vị trí: ghi "row", "line" (với "column") hoặc "cell"',
                     'no place: give "row" or "line" (with "column"), or "cell"')
            )  # fmt: skip
        if not self.cell and not self.column:
            raise Unfit(Text('thiếu khoá "column"', 'missing key "column"'))
        if self.old == self.new:
            raise Unfit(Text('"old" và "new" giống nhau', '"old" and "new" are the same'))
        return self


class Waiver(Entry):
    """A finding the office accepts: the rule, the place, why, who, and until when.

    Without a place it accepts findings about the whole ``column``, or about the whole file.
    """

    rule: str
    expires: dt.date


class Entries(Strict):
    """Corrections and waivers that stand beside the year's file (``params/<year>.corrections.yaml``)."""

    corrections: Items[Correction] = ()
    waivers: Items[Waiver] = ()


E = TypeVar("E", bound=Entry, covariant=True)


@dataclass(frozen=True, slots=True)
class LocatedEntry(Generic[E]):
    """An entry and where it is written: the parameter file, the list, its number there from 1."""

    entry: E
    file: str
    kind: EntryKind
    number: int

    @property
    def key(self) -> str:
        """The entry as an error names it: ``params/2024.yaml: corrections[1]``."""
        return f"{self.file}: {self.kind}[{self.number}]"


class Year(Strict):
    """How one year is run (``params/<year>.yaml``).

    ``data`` is the folder of the agencies' files below the project; it must carry an ``origin.yaml``.
    ``map`` is the first day of the administrative map the year is reported on. ``corrections`` and ``waivers`` are
    those of the year's file, then those of the file beside it. ``corrections_due`` is the day the letters name for
    sending corrected files; without it they leave it to be filled in.
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
    _beside: Entries = PrivateAttr(default_factory=Entries)

    def without_entries(self) -> Year:
        """Return the year without its corrections and waivers, which name rows and values of the files."""
        alone = self.model_copy(update={"corrections": (), "waivers": ()})
        alone._beside = Entries()
        return alone

    def with_beside(self, entries: Entries) -> Year:
        """Return the year with the ``entries`` of the file beside it, too."""
        whole = self.model_copy(
            update={
                "corrections": (*self.corrections, *entries.corrections),
                "waivers": (*self.waivers, *entries.waivers),
            }
        )
        whole._beside = entries
        return whole

    @property
    def written_corrections(self) -> tuple[LocatedEntry[Correction], ...]:
        """The corrections, each with where it is written."""
        own = len(self.corrections) - len(self._beside.corrections)
        return tuple(
            LocatedEntry(each, *self._spot("corrections", n, own)) for n, each in enumerate(self.corrections)
        )

    @property
    def written_waivers(self) -> tuple[LocatedEntry[Waiver], ...]:
        """The waivers, each with where it is written."""
        own = len(self.waivers) - len(self._beside.waivers)
        return tuple(LocatedEntry(each, *self._spot("waivers", n, own)) for n, each in enumerate(self.waivers))

    def _spot(self, kind: EntryKind, position: int, own: int) -> tuple[str, EntryKind, int]:
        if position < own:
            return f"params/{self.year}.yaml", kind, position + 1
        return f"params/{beside_name(self.year)}", kind, position - own + 1


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
    if not (params / f"{year}.yaml").exists():
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
    _require_known_files(params, year)
    beside = params / beside_name(year)
    return loaded.with_beside(load_model(beside, Entries)) if beside.exists() else loaded


def beside_name(year: int) -> str:
    """Return the name of the file beside the year's, which may hold corrections and waivers."""
    return f"{year}.corrections.yaml"


def _require_known_files(params: Path, year: int) -> None:
    """Raise :class:`UserError` for a file beside the year's under a wrong name, whose entries nobody would read."""
    for path in sorted(params.glob(f"{year}.*.yaml")):
        if path.name != beside_name(year):
            raise UserError(
                Text(
                    f'không đọc tệp tên này; tệp đính chính và chấp nhận tên là "{beside_name(year)}".',
                    f'no file of this name is read; corrections and waivers stand in "{beside_name(year)}".',
                ),
                f"params/{path.name}",
            )


def load_origin(folder: Path) -> Origin:
    """Read ``origin.yaml`` in a data folder, which says whether the data are real."""
    return load_model(folder / "origin.yaml", Origin)
