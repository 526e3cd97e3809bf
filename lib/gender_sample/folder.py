"""The sample's folders: one file per delivery of a form in the folder of the agency that sends it."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from gender_indicators.base import Bilingual, Project, Text, UserError
from gender_indicators.plan import (
    Agencies,
    Deadline,
    Forms,
    Origin,
    Vintage,
    load_agencies,
    load_areas,
    load_forms,
    load_plan,
)
from gender_sample import bodies, cases, education, media, people, surveys
from gender_sample.calibration import PublishedPopulation, load_published_population, load_targets
from gender_sample.receipt import received_on, write_received
from gender_sample.workbook import write_form
from gender_sample.world import Frame, World

NOTE = Bilingual(
    vi="Số liệu minh hoạ: sinh ngẫu nhiên có hiệu chỉnh theo params/sample.yaml, không phải số liệu thật.",
    en="Illustrative data: a seeded synthetic sample, calibrated by params/sample.yaml; not real data.",
)
SERIES = "population_series"
GENERATORS: dict[str, Callable[[World], Frame]] = {
    "population": people.population,
    "labour_force": surveys.labour_force,
    "time_use": surveys.time_use,
    "degrees": surveys.degrees,
    "leadership": bodies.leadership,
    "businesses": bodies.businesses,
    "domestic_violence": cases.domestic_violence,
    "gender_violence": cases.gender_violence,
    "trafficking": cases.trafficking,
    "social_facilities": bodies.social_facilities,
    "births": people.births,
    "maternal_deaths": people.maternal_deaths,
    "health_facilities": bodies.health_facilities,
    "schools": education.schools,
    "ethnic_pupils": education.ethnic_pupils,
    "vocational": education.vocational,
    "outreach": media.outreach,
    "organisations": bodies.organisations,
    "news": media.news,
    "broadcasters": media.broadcasters,
}
# What came first of a form that came twice: by form and year, the estimate, and the day the final figures followed.
ESTIMATES: dict[tuple[str, int], tuple[Callable[[World], Frame], dt.date]] = {
    ("vocational", 2024): (education.vocational_estimate, dt.date(2025, 3, 12)),
}


def write_sample(project: Project, target: Path, years: Sequence[int] | None = None) -> tuple[Path, ...]:
    """Write the synthetic set of ``years`` (all by default) below ``target`` and return the files, by path.

    Each year's folder is replaced as a whole, and only after everything was written: a failure leaves the
    old set. The same parameters give the same bytes. Raises :class:`UserError` for a year without targets or
    a form the sample has no content for.
    """
    forms, agencies = load_forms(project.param("forms.yaml")), load_agencies(project.param("agencies.yaml"))
    areas, targets = load_areas(project.param("areas.yaml")), load_targets(project.param("sample.yaml"))
    published = load_published_population(project.param("published_population.yaml"))
    deadline = load_plan(project.param("plan.yaml")).calendar.agencies
    chosen = tuple(targets.years if years is None else years)
    _refuse_unknown(forms, chosen, targets.years)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".new-") as made:
        for year in chosen:
            _write_year(Path(made) / str(year), World(year, areas, targets), forms, agencies, published, deadline)
        for year in chosen:
            _replace(Path(made) / str(year), target / str(year), Path(made) / f"old-{year}")
    return tuple(sorted(path for year in chosen for path in (target / str(year)).rglob("*") if path.is_file()))


def _refuse_unknown(forms: Forms, chosen: Sequence[int], known: Sequence[int]) -> None:
    if strange := sorted(set(chosen) - set(known)):
        raise UserError(
            Text(
                f"Không có mục tiêu hiệu chỉnh cho năm {strange}; hãy thêm vào tệp này hoặc chọn {list(known)}.",
                f"No calibration targets for {strange}; add them to this file or choose from {list(known)}.",
            ),
            "params/sample.yaml: years",
        )
    if strange_forms := sorted({form.code for form in forms} - {*GENERATORS, SERIES}):
        raise UserError(
            Text(
                f"Bộ số liệu mẫu chưa có nội dung cho biểu {strange_forms}; hãy bổ sung gói sample.",
                f"The sample has no content for the forms {strange_forms}; extend the package sample.",
            ),
            "params/forms.yaml",
        )


def _write_year(
    folder: Path,
    world: World,
    forms: Forms,
    agencies: Agencies,
    published: PublishedPopulation,
    deadline: Deadline,
) -> None:
    """All forms of a year, the note that says where they come from, and the days they came on."""
    real: dict[str, Bilingual] = {}
    days: dict[str, dt.date] = {}
    vintages: dict[str, Vintage] = {}
    for form in forms:
        sender = agencies.sender(form.code, form.agency, world.last_day)
        path = folder / sender / form.file
        if form.code != SERIES:
            frame = GENERATORS[form.code](world)
        elif world.year == max(row.year for row in published.rows):
            frame = people.population_series(published)
            real[path.relative_to(folder).as_posix()] = published.citation
        else:
            continue  # published up to one year only; the form is optional
        write_form(path, form, frame, world.year, agencies[sender].name.vi)
        file, day = path.relative_to(folder).as_posix(), received_on(form.code, world.year, deadline)
        days[file] = day
        if (form.code, world.year) in ESTIMATES:
            estimate, days[file] = ESTIMATES[form.code, world.year]
            first = path.with_stem(f"{path.stem} {day}")
            write_form(first, form, estimate(world), world.year, agencies[sender].name.vi)
            vintages |= {first.relative_to(folder).as_posix(): "uoc", file: "chinh_thuc"}
    write_received(folder, days, vintages)
    origin = Origin(kind="synthetic", note=NOTE, published=real)
    text = yaml.safe_dump(origin.model_dump(), allow_unicode=True, sort_keys=False, width=110)
    (folder / "origin.yaml").write_text(text, encoding="utf-8", newline="\n")


def _replace(new: Path, place: Path, old: Path) -> None:
    """Put the folder ``new`` in ``place``; the one that stood there goes to ``old``."""
    if place.exists():
        shutil.move(place, old)
    shutil.move(new, place)
