"""Everything the pages of one year are made from: protected figures, findings and the facts beside them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from gender_indicators.base import PROGRAM, VINTAGES, Text, UserError, inside
from gender_indicators.figures import TOTAL, OtherReading, ProtectedFigure, SourceRef, Verdict
from gender_indicators.findings import BrokenRule, Decision
from gender_indicators.intake import Receipt
from gender_indicators.plan import Agencies, AreaRef, Origin, Plan, Year
from gender_indicators.results.gaps import FormGap

EDITION_VARIABLE = "GENDER_INDICATORS_EDITION"
OFFICE_VARIABLE = "GENDER_INDICATORS_OFFICE"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A delivered file: path below the data folder, hash, agency, form, rows; without a hash it did not come.

    Of a short list about people neither rows (``None``) nor hash are told: who guesses five rows can check the hash.
    """

    file: str
    sha256: str
    agency: str
    form: str
    rows: int | None

    @property
    def came(self) -> bool:
        """Whether the agency sent it."""
        return bool(self.sha256) or self.rows is None


@dataclass(frozen=True, slots=True)
class TargetVerdict:
    """The verdict on a target in an area, combined from its measures, and whether a part of it is uncertain."""

    target: str
    area: str
    verdict: Verdict
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Hiding:
    """How many figures of sensitive measures are hidden, ``of`` how many."""

    figures: int = 0
    of: int = 0


T = TypeVar("T", ProtectedFigure, TargetVerdict)


@dataclass(frozen=True, slots=True)
class Method:
    """The docstring of a measure's function, for the methodology page."""

    measure: str
    function: str
    docstring: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One year's protected results: no number that disclosure control hides is in it, and nothing personal.

    It is published as it is. So ``problems`` and ``decisions`` name neither a cell nor a value, and ``year`` is
    without the entries of corrections and waivers, which do.

    ``areas`` starts with the province. ``figures`` holds every measure for every area of the year;
    ``history`` the totals of earlier years of the plan for the areas on the same map, computed from
    ``earlier_inputs`` (their paths start with the year).
    ``forms`` gives the title of each form code, ``hidden`` how much of ``figures`` disclosure control hides;
    ``readings`` are the verdicts under other readings, without their numbers, which could tell hidden ones by
    difference; ``pooled`` are the rare events of several years together. ``receipts`` tell of every form when it
    came, without a row or a file's name, and ``gaps`` the forms the year is reported without.
    """

    plan: Plan
    agencies: Agencies
    year: Year
    origin: Origin
    map_title: Text
    areas: tuple[AreaRef, ...]
    figures: tuple[ProtectedFigure, ...]
    history: tuple[ProtectedFigure, ...]
    verdicts: tuple[TargetVerdict, ...]
    problems: tuple[BrokenRule, ...]
    decisions: tuple[Decision, ...]
    inputs: tuple[InputFile, ...]
    earlier_inputs: tuple[InputFile, ...]
    forms: dict[str, Text]
    methods: tuple[Method, ...]
    hidden: Hiding
    readings: tuple[OtherReading, ...] = ()
    pooled: tuple[ProtectedFigure, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    gaps: tuple[FormGap, ...] = ()

    @property
    def vintage(self) -> Text:
        """What the data are: estimate, preliminary or final, or an illustration of one of these."""
        words = VINTAGES[self.year.vintage]
        if self.origin.kind == "synthetic":
            return Text(
                f"Số liệu minh hoạ (mô phỏng {inside(words.vi)})",
                f"Illustrative data (as for the stage: {inside(words.en)})",
            )
        return words

    @property
    def province(self) -> AreaRef:
        """The province."""
        return self.areas[0]

    def area(self, code: str) -> AreaRef:
        """The area with this code."""
        return next(area for area in self.areas if area.code == code)

    def figure(self, measure: str, area: str, breakdown: str = TOTAL) -> ProtectedFigure:
        """This year's figure."""
        return next(
            f for f in self.figures if f.measure == measure and f.area.code == area and f.breakdown == breakdown
        )

    def breakdowns(self, measure: str, area: str) -> tuple[ProtectedFigure, ...]:
        """This year's figures of a measure by breakdown, without the total."""
        return tuple(f for f in self.figures if f.measure == measure and f.area.code == area and f.breakdown != TOTAL)

    def series(self, measure: str, area: str) -> tuple[ProtectedFigure, ...]:
        """The totals of a measure from the plan's first year to this one, oldest first."""
        past = [f for f in self.history if f.measure == measure and f.area.code == area]
        return (*sorted(past, key=lambda f: f.year), self.figure(measure, area))

    def together(self, measure: str, area: str) -> ProtectedFigure | None:
        """The last years of a rare event counted together, if there are enough that can be compared."""
        return next((f for f in self.pooled if f.measure == measure and f.area.code == area), None)

    def verdict(self, target: str, area: str) -> Verdict:
        """The verdict on a target in an area."""
        return next(v.verdict for v in self.verdicts if v.target == target and v.area == area)

    def uncertain(self, target: str, area: str) -> bool:
        """Whether chance could change the verdict on a target: the interval of a part holds its threshold."""
        return any(v.certainty == "uncertain" for v in self.verdicts if v.target == target and v.area == area)


_ADAPTER = TypeAdapter(Edition)


def part_by_area(edition: Edition, areas: Iterable[AreaRef]) -> Iterator[tuple[AreaRef, Edition]]:
    """Yield each of ``areas`` with what its report shows, and nothing else: what did not change for it is the same.

    The province's report shows the figures of every area, with the files behind its own. The others show
    their own; which rows and bytes of a file the whole year was counted from is not theirs.
    """
    common = replace(edition, inputs=(), earlier_inputs=(), methods=(), hidden=Hiding(), readings=(), receipts=())
    figures, history, verdicts = _by_area(edition.figures), _by_area(edition.history), _by_area(edition.verdicts)
    pooled = _by_area(edition.pooled)
    for area in areas:
        if area == edition.province:
            yield area, replace(common, readings=edition.readings)
            continue
        yield (
            area,
            replace(
                common,
                areas=(edition.province, area),
                figures=tuple(replace(f, sources=tuple(map(_named, f.sources))) for f in figures[area.code]),
                history=tuple(replace(f, sources=()) for f in history[area.code]),
                pooled=tuple(replace(f, sources=()) for f in pooled[area.code]),
                verdicts=tuple(verdicts[area.code]),
            ),
        )


def part_on_method(edition: Edition) -> Edition:
    """Return what the methodology page shows: definitions, the province's totals, their files and decisions."""
    totals = (f for f in edition.figures if f.area == edition.province and f.breakdown == TOTAL)
    return replace(
        edition, figures=tuple(totals),
        history=(), pooled=(), verdicts=(), problems=(), earlier_inputs=(), receipts=(),
    )  # fmt: skip


def _by_area(items: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for item in items:
        code = item.area.code if isinstance(item, ProtectedFigure) else item.area
        found[code].append(item)
    return found


def _named(source: SourceRef) -> SourceRef:
    return SourceRef(source.file, "", source.sheet, "", None)


def edition_bytes(edition: Edition) -> bytes:
    """Return ``edition`` as JSON."""
    return _ADAPTER.dump_json(edition, indent=1) + b"\n"


def save_edition(edition: Edition, path: Path) -> None:
    """Write ``edition`` as JSON, to be opened by :func:`open_edition`."""
    path.write_bytes(edition_bytes(edition))


def open_edition(year: int) -> Edition:
    """Return the edition of ``year``: the one being built, else that of the last draft in the office's ``outputs``.

    A notebook does not know where it lies, only where it was started. Its office is the one around that folder, else
    the one the variable ``GENDER_INDICATORS_OFFICE`` names, else the program's own. Raises :class:`UserError`, which
    names that office, when it has no such draft.
    """
    building = os.environ.get(EDITION_VARIABLE)
    office = _office()
    path = Path(building) if building else office / "outputs" / str(year) / "data" / "edition.json"
    if not path.is_file():
        raise UserError(
            Text(
                f'Chưa có kết quả năm {year}; hãy chạy "make report YEAR={year}" trong thư mục này trước. Nếu kết '
                f"quả ở thư mục khác, hãy ghi thư mục đó vào biến môi trường {OFFICE_VARIABLE}.",
                f'There are no results for {year} yet; run "make report YEAR={year}" in this folder first. If they '
                f"are in another folder, name it in the environment variable {OFFICE_VARIABLE}.",
            ),
            str(office / "outputs" / str(year)),
        )
    return load_edition(path)


def load_edition(path: Path) -> Edition:
    """Return the edition in a file."""
    return _ADAPTER.validate_json(path.read_bytes())


def _office() -> Path:
    """The folder of the office that a notebook started here is about."""
    named = os.environ.get(OFFICE_VARIABLE)
    here = Path.cwd()
    around = next((folder for folder in (here, *here.parents) if (folder / "params").is_dir()), None)
    return around or (Path(named) if named else PROGRAM)
