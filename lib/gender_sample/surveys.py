"""Survey microdata (labour force, time use) with strata, clusters and weights; degrees of the latest survey."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gender_sample.calibration import AGE_GROUPS
from gender_sample.chance import Flags, Floats, Integers, highest_weight
from gender_sample.world import BASE_MAP, Frame, World

ADULT = AGE_GROUPS[3:]
STRATA = ("Thành thị", "Nông thôn")
# Relative inclination to work by age group from 15-19 to 80+.
WORK = (-1.3, 0.2, 1.2, 1.5, 1.6, 1.6, 1.5, 1.2, 0.7, 0.0, -0.6, -1.2, -1.9, -2.8)


@dataclass(frozen=True)
class _Persons:
    """The people of a survey: one entry each, in the order of the file."""

    urban: Flags
    cluster: Integers
    female: Flags
    group: Integers
    age: Integers
    weight: Floats

    @property
    def size(self) -> int:
        return self.age.size


def labour_force(world: World) -> Frame:
    """Persons aged 15 and over; status and sector only of the employed."""
    chance, target, year = world.chance("labour_force"), world.targets.labour_force, world.year
    persons = _draw(world, chance, target.persons[year], target.areas_sampled)
    employed = np.zeros(persons.size, dtype=np.bool_)
    farming, waged = employed.copy(), employed.copy()
    industry = np.where(persons.female, 0.36, 0.5) > chance.random(persons.size)
    shares = {
        True: (target.employed_women, target.agriculture_women, target.wage_women),
        False: (target.employed_men, target.agriculture_men, target.wage_men),
    }
    by_cluster = chance.normal(0, 0.5, target.areas_sampled)[persons.cluster]
    noise = chance.normal(0, 1, (3, persons.size))
    for female, (work, farm, wage) in shares.items():
        sex = persons.female == female
        employed |= _choose(sex, np.array(WORK)[persons.group] + noise[0], persons.weight, work[year])
        busy = sex & employed
        rural = 1.5 * ~persons.urban + by_cluster
        farming |= _choose(busy, rural + noise[1], persons.weight, farm[year])
        settled = -2.2 * farming - 0.25 * np.abs(persons.group - 3) - 0.3 * by_cluster
        waged |= _choose(busy, settled + noise[2], persons.weight, wage[year])
    sector = np.where(farming, "agriculture", np.where(industry, "industry", "services")).astype(object)
    status = np.where(waged, "wage_worker", _own_work(chance, persons, farming)).astype(object)
    sector[~employed] = status[~employed] = None
    frame = _frame("LD", year, persons)
    return frame.assign(employed=employed, status=status, sector=sector)


def time_use(world: World) -> Frame:
    """Persons aged 15 and over and their weekly hours of unpaid domestic and care work, zeros included."""
    chance, target, year = world.chance("time_use"), world.targets.time_use, world.year
    persons = _draw(world, chance, target.persons[year], target.areas_sampled)
    hours = np.zeros(persons.size)
    by_cluster = chance.normal(0, 0.12, target.areas_sampled)[persons.cluster]
    spread = chance.gamma(1.9, 1.0, persons.size) * np.exp(by_cluster)
    idle = chance.random(persons.size)
    women = target.hours_women[year]
    for female, mean, zero in (
        (True, women, target.zero_women),
        (False, women / target.ratio[year], target.zero_men),
    ):
        sex = persons.female == female
        doing = sex & (idle >= zero / 100)
        wanted = mean * persons.weight[sex].sum() / (persons.weight * spread)[doing].sum()
        hours[doing] = np.clip(np.round(spread[doing] * wanted, 1), 0.5, 90)
    return _frame("TG", year, persons).assign(unpaid_hours=hours)


def degrees(world: World) -> Frame:
    """Holders of master's and doctoral degrees in the latest survey of the year."""
    target = world.targets.degrees
    latest = target.latest[world.year]
    survey = next(s for s in target.surveys if s.reference_year == latest)
    counts = {
        ("master", "male"): survey.master_men,
        ("master", "female"): survey.master_women,
        ("doctorate", "male"): survey.doctorate_men,
        ("doctorate", "female"): survey.doctorate_women,
    }
    rows = [(latest, degree, sex, holders) for (degree, sex), holders in counts.items()]
    return pd.DataFrame(rows, columns=["reference_year", "degree", "sex", "holders"])


def _draw(world: World, chance: np.random.Generator, size: int, clusters: int) -> _Persons:
    """A two-stage sample: half of the clusters urban; weights raked to adults by stratum and sex."""
    cluster = np.sort(chance.integers(0, clusters, size))
    urban = cluster < clusters // 2
    adults = _adults(world)
    female = chance.random(size) < np.where(urban, *(_women_share(adults, place) for place in (True, False)))
    group = np.empty(size, dtype=np.int64)
    for (place, sex), counts in adults.items():
        here = (urban == place) & (female == sex)
        group[here] = chance.choice(len(ADULT), int(here.sum()), p=counts / counts.sum())
    age = np.array([int(name[:2]) for name in ADULT])[group] + chance.integers(0, 5, size)
    weight: Floats = np.exp(chance.normal(0, 0.25, clusters)[cluster] + chance.normal(0, 0.1, size))
    for (place, sex), counts in adults.items():
        here = (urban == place) & (female == sex)
        weight[here] *= counts.sum() / weight[here].sum()
    return _Persons(urban, cluster, female, group, age, weight.round(2))


def _adults(world: World) -> dict[tuple[bool, bool], Floats]:
    """People aged 15 and over by (urban, female): one number for each adult age group."""
    people = world.people[world.people["age_group"].isin(ADULT)]
    kinds = {unit.code: unit.type != "Xã" for unit in world.areas.units_on(BASE_MAP, "commune")}
    people = people.assign(urban=people["area"].map(kinds), female=people["sex"] == "female")
    total = people.groupby(["urban", "female", "age_group"])["population"].sum()
    return {
        (urban, female): total[urban, female].reindex(ADULT).to_numpy(np.float64)
        for urban in (True, False)
        for female in (True, False)
    }


def _women_share(adults: dict[tuple[bool, bool], Floats], urban: bool) -> float:
    women, men = adults[urban, True].sum(), adults[urban, False].sum()
    return float(women / (women + men))


def _choose(among: Flags, score: Floats, weight: Floats, percent: float) -> Flags:
    """Of ``among``, those of highest score who hold ``percent`` of its weight."""
    chosen = np.zeros(among.size, dtype=np.bool_)
    chosen[among] = highest_weight(score[among], weight[among], percent)
    return chosen


def _own_work(chance: np.random.Generator, persons: _Persons, farming: Flags) -> list[str]:
    """The status of the employed who are no wage workers."""
    family = np.where(persons.female, 0.32, 0.14) + 0.1 * farming
    employer = np.where(persons.female, 0.04, 0.09)
    draw = chance.random(persons.size)
    return [
        "employer"
        if u < e
        else "family_worker"
        if u < e + f
        else "cooperative_member"
        if u > 0.995
        else "own_account"
        for u, e, f in zip(draw, employer, family, strict=True)
    ]


def _frame(prefix: str, year: int, persons: _Persons) -> Frame:
    """The columns both surveys share."""
    return pd.DataFrame(
        {
            "record": [f"{prefix}{year % 100}-{i:05d}" for i in range(1, persons.size + 1)],
            "stratum": np.where(persons.urban, *STRATA),
            "psu": [f"DB{number + 1:03d}" for number in persons.cluster],
            "weight": persons.weight,
            "sex": np.where(persons.female, "female", "male"),
            "age": persons.age,
        }
    )
