"""Schools, ethnic minority pupils who complete a stage, and vocational enrolments."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gender_sample.chance import Integers, apportion, latent, latents, lowest, share_of
from gender_sample.world import Frame, World

SCHOOLS = {
    "kindergarten": ("MN", "Trường Mầm non", 1),
    "primary": ("TH", "Trường Tiểu học", 1),
    "lower_secondary": ("THCS", "Trường THCS", 0),
    "upper_secondary": ("THPT", "Trường THPT", 0),
}
# Children of one year of age among all people, at the end of each stage.
COHORT = {"primary": 0.0165, "lower_secondary": 0.0152}
WOMEN = {"college": 1.2, "intermediate": 0.9, "elementary": 1.0}


def schools(world: World) -> Frame:
    """Schools and whether gender content is in their programme, in the school year ending in the year."""
    target, year = world.targets.schools, world.year
    rows = [row for kind in SCHOOLS for row in _schools_of(world, kind)]
    frame = pd.DataFrame(rows, columns=["school", "school_name", "area", "type"])
    readiness = latents(frame["school"], "schools") + 0.4 * latents(frame["area"].str[:3], "schools")
    frame["has_content"] = lowest(readiness, share_of(len(frame), target.has_content[year]))
    frame["official"] = pd.array([None] * len(frame), dtype="boolean")
    return pd.concat([frame, _pedagogical(world)], ignore_index=True)


def ethnic_pupils(world: World) -> Frame:
    """Ethnic minority children of a cohort and those who completed the stage, by commune of 31 December.

    Communes without such children report 0.
    """
    target, year = world.targets.ethnic_pupils, world.year
    cells = {
        ("primary", "male"): target.primary_boys,
        ("primary", "female"): target.primary_girls,
        ("lower_secondary", "male"): target.lower_secondary_boys,
        ("lower_secondary", "female"): target.lower_secondary_girls,
    }
    everywhere = [world.at_year_end(unit.code) for unit in world.communes]
    parts = []
    for (stage, sex), percent in cells.items():
        parts.append(pd.DataFrame({"area": everywhere, "stage": stage, "sex": sex, "cohort": 0, "completed": 0}))
        chance = world.chance(f"ethnic_pupils.{stage}.{sex}")
        homes, cohort = _cohorts(world, stage, sex)
        completed = chance.multivariate_hypergeometric(cohort, share_of(int(cohort.sum()), percent[year]))
        columns = {"area": homes, "stage": stage, "sex": sex, "cohort": cohort, "completed": completed}
        parts.append(pd.DataFrame(columns))
    frame = pd.concat(parts, ignore_index=True)
    total = frame.groupby(["area", "stage", "sex"], as_index=False, sort=False).sum()
    return total.sort_values("area", kind="stable", ignore_index=True)


def vocational(world: World) -> Frame:
    """New enrolments by institution and qualification, and women among them."""
    target, year = world.targets.vocational, world.year
    chance = world.chance("vocational")
    rows = [
        (f"GDNN-{number:02d}", school.name, world.at_year_end(school.area), qualification, intake)
        for number, school in enumerate(target.institutions, start=1)
        for qualification, intake in school.intake.items()
    ]
    frame = pd.DataFrame(rows, columns=["institution", "institution_name", "area", "qualification", "enrolled"])
    swing = chance.normal(1, 0.05, len(frame)) * target.growth[year]
    frame["enrolled"] = np.round(frame["enrolled"] * swing).astype("int64")
    own = [
        0.75 + 0.5 * latent("women enrolled", *key)
        for key in zip(frame["institution"], frame["qualification"], strict=True)
    ]
    weight = frame["enrolled"] * frame["qualification"].map(WOMEN) * own
    frame["enrolled_women"] = apportion(share_of(int(frame["enrolled"].sum()), target.women[year]), weight)
    return frame


def vocational_estimate(world: World) -> Frame:
    """What was known of the enrolments in November: the last intakes not yet counted, the last course not begun."""
    frame = vocational(world).iloc[:-1].copy()
    last_intake = frame.index[::4]
    for column in ("enrolled", "enrolled_women"):
        frame.loc[last_intake, column] = frame.loc[last_intake, column] * 9 // 10
    return frame


def _pedagogical(world: World) -> Frame:
    """Pedagogical schools: gender content always, taught officially from the year the targets say."""
    rows = [
        (f"SP-{number:02d}", school.name, world.at_year_end(school.area), world.year >= school.official_from)
        for number, school in enumerate(world.targets.schools.pedagogical, start=1)
    ]
    frame = pd.DataFrame(rows, columns=["school", "school_name", "area", "official"]).astype({"official": "boolean"})
    return frame.assign(type="pedagogical", has_content=True)


def _schools_of(world: World, kind: str) -> list[tuple[str, str, str, str]]:
    """The schools of one type: at least so many in each commune, the rest where people are."""
    prefix, name, least = SCHOOLS[kind]
    total: int = getattr(world.targets.schools, kind)
    spread = np.sqrt(world.sizes) if kind == "lower_secondary" else world.sizes
    numbers = least + apportion(total - least * len(world.communes), spread)
    rows = []
    for unit, number in zip(world.communes, numbers, strict=True):
        place = unit.name.removeprefix(unit.type).strip()
        for i in range(1, int(number) + 1):
            title = f"{name} số {i} {place}" if number > 1 else f"{name} {place}"
            rows.append((f"{prefix}-{unit.code}-{i}", title, world.at_year_end(unit.code), kind))
    return rows


def _cohorts(world: World, stage: str, sex: str) -> tuple[list[str], Integers]:
    """The communes of the pupils and the size of the cohort in each."""
    target = world.targets.ethnic_pupils
    chance = world.chance_for_good(f"ethnic_pupils.{stage}.{sex}")
    homes: list[str] = []
    cohort: list[int] = []
    for unit, people in zip(world.communes, world.sizes, strict=True):
        percent = target.scattered.get(unit.code) or target.minority_share.get(unit.parent or "")
        if percent is not None:
            boys = 0.52 if sex == "male" else 0.48
            usual = people * percent / 100 * COHORT[stage] * boys
            homes.append(world.at_year_end(unit.code))
            cohort.append(int(chance.poisson(usual)))
    swing = world.chance(f"ethnic_pupils.{stage}.{sex}.size").integers(-1, 2, len(cohort))
    return homes, np.maximum(np.array(cohort) + swing, 1)
