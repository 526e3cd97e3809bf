"""How one year is run: its data, its map, its readings of the plan, what the office corrected or accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    """An entry and where it is written: the parameter file, the list, its number there from 1.

    In the office's workbook it has a ``sheet``, ``number`` is its row there, and ``cells`` the cell of each key.
    """

    entry: E
    file: str
    kind: EntryKind
    number: int
    sheet: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The entry as an error names it: ``params/2024.yaml: corrections[1]``."""
        if self.sheet:
            return f'{self.file}, trang "{self.sheet}", dòng {self.number}'
        return f"{self.file}: {self.kind}[{self.number}]"

    def at(self, name: str) -> str:
        """Return where a key of the entry stands, as an error names it: its cell, or its place in YAML."""
        if self.sheet:
            return f'{self.file}, trang "{self.sheet}", ô {self.cells.get(name, f"A{self.number}")}'
        return f"{self.key}.{name}"


class Year(Strict):
    """How one year is run (``params/<year>.yaml``).

    ``data`` is the folder of the agencies' files below the project; it must carry an ``origin.yaml``.
    ``map`` is the first day of the administrative map the year is reported on. ``corrections`` and ``waivers`` are
    those of the year's file, then those written elsewhere: in the file beside it, in the office's workbook.
    ``corrections_due`` is the day the letters name for sending corrected files; without it they leave it to be filled
    in.
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
    _more_corrections: tuple[LocatedEntry[Correction], ...] = PrivateAttr(default=())
    _more_waivers: tuple[LocatedEntry[Waiver], ...] = PrivateAttr(default=())

    def without_entries(self) -> Year:
        """Return the year without its corrections and waivers, which name rows and values of the files."""
        alone = self.model_copy(update={"corrections": (), "waivers": ()})
        alone._more_corrections, alone._more_waivers = (), ()
        return alone

    def with_entries(
        self, corrections: tuple[LocatedEntry[Correction], ...], waivers: tuple[LocatedEntry[Waiver], ...]
    ) -> Year:
        """Return the year with what is written elsewhere than in its file, too."""
        whole = self.model_copy(
            update={
                "corrections": (*self.corrections, *(each.entry for each in corrections)),
                "waivers": (*self.waivers, *(each.entry for each in waivers)),
            }
        )
        whole._more_corrections = (*self._more_corrections, *corrections)
        whole._more_waivers = (*self._more_waivers, *waivers)
        return whole

    @property
    def written_corrections(self) -> tuple[LocatedEntry[Correction], ...]:
        """The corrections, each with where it is written."""
        own = self.corrections[: len(self.corrections) - len(self._more_corrections)]
        return (*_located(own, f"{self.year}.yaml", "corrections"), *self._more_corrections)

    @property
    def written_waivers(self) -> tuple[LocatedEntry[Waiver], ...]:
        """The waivers, each with where it is written."""
        own = self.waivers[: len(self.waivers) - len(self._more_waivers)]
        return (*_located(own, f"{self.year}.yaml", "waivers"), *self._more_waivers)


def _located(entries: Iterable[E], name: str, kind: EntryKind) -> tuple[LocatedEntry[E], ...]:
    """The entries of a list of a parameter file with where they stand."""
    return tuple(LocatedEntry(each, f"params/{name}", kind, n) for n, each in enumerate(entries, start=1))


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
    if not beside.exists():
        return loaded
    entries = load_model(beside, Entries)
    return loaded.with_entries(
        _located(entries.corrections, beside.name, "corrections"), _located(entries.waivers, beside.name, "waivers")
    )


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
