"""Bodies of the state and their leaders, organisations, enterprises and facilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gender_indicators.plan import LEVELS, Level, Unit
from gender_sample.chance import Flags, latent, latents, lowest, share_of
from gender_sample.world import Frame, World

POSTS = {
    "council": ("chair", "vice_chair"),
    "committee": ("chair", "vice_chair"),
    "department": ("head", "deputy_head"),
}
NAMES = {"council": "Hội đồng nhân dân", "committee": "Ủy ban nhân dân"}
CODES = {"council": "HDND", "committee": "UBND"}


@dataclass(frozen=True)
class _Body:
    """A body with its number of posts below the first."""

    code: str
    name: str
    type: str
    level: Level
    area: str
    deputies: int


def named(unit: Unit) -> str:
    """The unit's name as it stands inside a longer one: ``xã Hồng Vân``."""
    return unit.name[0].lower() + unit.name[1:]


def leadership(world: World) -> Frame:
    """Key posts of councils, committees and departments on 31 December, vacant ones included."""
    bodies = [*_governments(world), *_departments(world)]
    women = _with_women(world, bodies)
    vacant = world.targets.leadership.vacant / 100
    rows = []
    for body, woman in zip(bodies, women, strict=True):
        first, deputy = POSTS[body.type]
        holders = _holders(world, body, bool(woman), vacant)
        for seat, holder in enumerate(holders):
            post = (first, 1) if seat == 0 else (deputy, seat)
            rows.append((body.code, body.name, body.type, body.level, body.area, *post, holder))
    columns = ["body", "body_name", "body_type", "level", "area", "post", "seat", "holder"]
    return pd.DataFrame(rows, columns=columns)


def organisations(world: World) -> Frame:
    """Organisations of all levels on 31 December: informed, and of those committed."""
    target = world.targets.organisations
    rows = [
        (f"TC-{unit.code}-{number:02d}", kind.name.format(unit=named(unit)), kind.type, level, unit.code)
        for level in LEVELS
        for unit in world.areas.units_on(world.last_day, level)
        for number, kind in enumerate(target.bodies, start=1)
        if level in kind.levels and world.year >= (kind.first_year or world.year)
    ]
    province = world.areas.province
    rows += [(f"TC-{body.code}", body.name, "administration", "province", province) for body in _departments(world)]
    columns = ["organisation", "organisation_name", "type", "level", "area"]
    frame = pd.DataFrame(rows, columns=columns)
    size = len(frame)
    readiness = latents(frame["organisation"], "organisations") + 0.3 * latents(frame["area"], "organisations")
    informed = lowest(readiness, share_of(size, target.informed[world.year]))
    slower = readiness + 0.15 * latents(frame["organisation"], "committed") + 9 * ~informed
    return frame.assign(informed=informed, committed=lowest(slower, share_of(size, target.committed[world.year])))


def businesses(world: World) -> Frame:
    """The register on 31 December, with what the measure leaves out (inactive, branches, households)."""
    target, year = world.targets.businesses, world.year
    suspended, dissolved = target.suspended[year], target.dissolved[year]
    parts = [
        _register(world, "enterprise", "DN", target.enterprises[year], suspended, dissolved),
        _register(world, "cooperative", "HTX", target.cooperatives[year], suspended // 20, dissolved // 20),
        _register(world, "branch", "CN", target.branches[year], 0, 0),
        _register(world, "household", "HKD", target.households[year], 0, 0),
    ]
    frame = pd.concat(parts, ignore_index=True)
    active = (frame["status"] == "active").to_numpy()
    enterprise = active & (frame["kind"] == "enterprise").to_numpy()
    cooperative = active & (frame["kind"] == "cooperative").to_numpy()
    in_cooperatives = share_of(int(cooperative.sum()), target.women_in_cooperatives[year])
    both = int(enterprise.sum() + cooperative.sum())
    in_enterprises = share_of(both, target.women_directors[year]) - in_cooperatives
    inclination = latents(frame["business"], "director")
    women = inclination < 0.33  # those outside the measure follow no target
    for group, count in ((enterprise, in_enterprises), (cooperative, in_cooperatives)):
        women[group] = lowest(inclination[group], count)
    return frame.assign(director=np.where(women, "female", "male"))


def social_facilities(world: World) -> Frame:
    """Social assistance facilities on 31 December and whether they respond to gender-based violence."""
    rows = [
        (
            f"TGXH-{number:02d}",
            facility.name,
            world.at_year_end(facility.area),
            facility.ownership,
            facility.specialised,
            facility.responds_from is not None and world.year >= facility.responds_from,
        )
        for number, facility in enumerate(world.targets.social_facilities.facilities, start=1)
    ]
    columns = ["facility", "facility_name", "area", "ownership", "specialised", "responds"]
    return pd.DataFrame(rows, columns=columns)


def health_facilities(world: World) -> Frame:
    """Health facilities on 31 December and whether they offer the pilot service."""
    rows = [
        (
            f"CSYT-{number:02d}",
            facility.name,
            world.at_year_end(facility.area),
            facility.pilot_from is not None and world.year >= facility.pilot_from,
        )
        for number, facility in enumerate(world.targets.health_facilities.facilities, start=1)
    ]
    return pd.DataFrame(rows, columns=["facility", "facility_name", "area", "pilot"])


def _governments(world: World) -> list[_Body]:
    """Council and committee of every unit in force on 31 December."""
    return [
        _Body(
            f"{CODES[kind]}-{unit.code}",
            f"{NAMES[kind]} {named(unit)}",
            kind,
            level,
            unit.code,
            _deputies(world, kind, unit),
        )
        for level in LEVELS
        for unit in world.areas.units_on(world.last_day, level)
        for kind in ("council", "committee")
    ]


def _deputies(world: World, kind: str, unit: Unit) -> int:
    usual = {"province": 2, "district": 1, "commune": 1}[unit.level] + (
        kind == "committee" and unit.level != "commune"
    )
    without_districts = unit.level == "commune" and not world.areas.units_on(world.last_day, "district")
    return usual + without_districts + int(latent("deputies", kind, unit.code) < 0.45)


def _departments(world: World) -> list[_Body]:
    """Departments of the province on 31 December; a name keeps its code."""
    return [
        _Body(
            f"CQCM-{number:02d}",
            department.name,
            "department",
            "province",
            world.areas.province,
            2 + int(latent("deputies", department.name) < 0.6),
        )
        for number, department in enumerate(world.targets.leadership.departments, start=1)
        if department.in_year(world.year)
    ]


def _with_women(world: World, bodies: list[_Body]) -> Flags:
    """Which bodies have a woman among their leaders; a body that had one tends to keep one."""
    target = world.targets.leadership
    codes = np.array([body.code for body in bodies])
    department = np.array([body.type == "department" for body in bodies])
    inclination = latents(codes, "women leaders")
    women = np.zeros(codes.size, dtype=np.bool_)
    for group, percent in ((department, target.departments_with_women), (~department, target.governments_with_women)):
        women[group] = lowest(inclination[group], share_of(int(group.sum()), percent[world.year]))
    return women


def _holders(world: World, body: _Body, woman: bool, vacant: float) -> list[str]:
    """Who holds the posts of a body, the first one first; at least one post is always held."""
    chance = [latent("holder", body.code, seat, world.year // 2) for seat in range(body.deputies + 1)]
    holders = ["vacant" if seat and u < vacant else "male" for seat, u in enumerate(chance)]
    if not woman:
        return holders
    # The heads of the province and of a district are known persons: the sample puts the woman among the deputies.
    leads = body.level == "commune" and latent("chair", body.code) < 0.2
    seat = 0 if leads else 1 + int(chance[0] * body.deputies)
    second = {seat, 1 + int(chance[-1] * body.deputies)} if latent("second", body.code) < 0.12 else {seat}
    return ["female" if position in second else holder for position, holder in enumerate(holders)]


def _register(world: World, kind: str, prefix: str, active: int, suspended: int, dissolved: int) -> Frame:
    """Businesses of one kind; a number keeps its commune, and dissolved ones mostly stay dissolved."""
    total = active + suspended + dissolved
    codes = [f"{prefix}{number:05d}" for number in range(1, total + 1)]
    closed = lowest(latents(codes, "dissolved"), dissolved)
    paused = lowest(latents(codes, "suspended", world.year) + 9 * closed, suspended)
    busy = world.sizes * np.array([2.2 if unit.type == "Phường" else 0.7 for unit in world.communes])
    places = np.searchsorted(np.cumsum(busy) / busy.sum(), latents(codes, "head office"), side="right")
    homes = [world.at_year_end(unit.code) for unit in world.communes]
    return pd.DataFrame(
        {
            "business": codes,
            "kind": kind,
            "status": np.where(closed, "dissolved", np.where(paused, "suspended", "active")),
            "area": [homes[place] for place in places],
        }
    )
