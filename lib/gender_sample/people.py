"""Population, live births, maternal deaths, and the published population series."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from gender_sample.calibration import AGE_GROUPS, PublishedPopulation
from gender_sample.chance import Floats, Integers, apportion, pick
from gender_sample.world import Frame, World

UNDER_15 = (12, 13, 14), (0.05, 0.2, 0.75)
ADOLESCENT = (15, 16, 17, 18, 19), (0.03, 0.09, 0.17, 0.29, 0.42)
MONTHS = (1.02, 0.92, 0.95, 0.93, 0.96, 0.97, 1.0, 1.05, 1.09, 1.09, 1.03, 0.99)


def population(world: World) -> Frame:
    """Average population on the map of 31 December by commune, sex and age group."""
    here = {unit.code: world.at_year_end(unit.code) for unit in world.communes}
    frame = world.people.assign(area=world.people["area"].map(here))
    # Not sorted by group: the sexes and ages keep the order of the form.
    total = frame.groupby(["area", "sex", "age_group"], as_index=False, sort=False).agg({"population": "sum"})
    return total.sort_values("area", kind="stable", ignore_index=True)


def population_series(published: PublishedPopulation) -> Frame:
    """The published series exactly as printed, misprints included."""
    return pd.DataFrame([row.model_dump(exclude={"source"}) for row in published.rows])


def births(world: World) -> Frame:
    """Live births, each in the commune of the mother's residence in force on the day of birth."""
    chance, target = world.chance("births"), world.targets.births
    ages = _mothers(world)
    number = ages.size
    homes = _homes(world, chance, ages)
    boys = round(number * target.sex_ratio[world.year] / (100 + target.sex_ratio[world.year]))
    sexes = chance.permutation(np.where(np.arange(number) < boys, "male", "female"))
    days = sorted(_days(world.year, chance, number))
    drawn = chance.permutation(number)
    earlier = chance.random(number)
    areas = [world.code_on(homes[i], day, earlier[i]) for i, day in zip(drawn, days, strict=True)]
    return pd.DataFrame(
        {
            "record": [f"TS{world.year % 100}-{i:05d}" for i in range(1, number + 1)],
            "area": areas,
            "born_on": days,
            "sex": sexes,
            "mother_age": ages[drawn],
        }
    )


def maternal_deaths(world: World) -> Frame:
    """Audited deaths: maternal ones, and some that the definition leaves out."""
    chance, target = world.chance("maternal_deaths"), world.targets.maternal_deaths
    kinds = [
        *["maternal"] * target.maternal[world.year],
        *["incidental"] * target.incidental[world.year],
        *["late"] * target.late[world.year],
    ]
    homes = pick(chance, [unit.code for unit in world.communes], len(kinds), world.sizes)
    days = sorted(_days(world.year, chance, len(kinds)))
    rows = []
    for number, (kind, day) in enumerate(zip(chance.permutation(kinds), days, strict=True), start=1):
        cause = "incidental" if kind == "incidental" else ("direct", "indirect")[int(chance.random() < 0.3)]
        after = int(chance.integers(50, 180)) if kind == "late" else int(chance.integers(0, 22))
        area = world.code_on(homes[number - 1], day, chance.random())
        rows.append((f"TV{world.year % 100}-{number:02d}", area, day, cause, after))
    return pd.DataFrame(rows, columns=["person", "area", "died_on", "cause", "days_after"])


def _mothers(world: World) -> Integers:
    """The mothers' ages, youngest first."""
    chance, target, year = world.chance("births.ages"), world.targets.births, world.year
    youngest = target.mothers_12_14[year]
    adolescent = round(target.rate_15_19[year] * world.people_by("female", ("15-19",)).sum() / 1000)
    groups = AGE_GROUPS[4:10]
    women = [world.people_by("female", (group,)).sum() for group in groups]
    rest = target.total[year] - youngest - adolescent
    older = apportion(rest, np.array(women) * np.array(target.fertility))
    ages = [
        chance.choice(UNDER_15[0], youngest, p=UNDER_15[1]),
        chance.choice(ADOLESCENT[0], adolescent, p=ADOLESCENT[1]),
        *(
            chance.integers(int(group[:2]), int(group[:2]) + 5, count)
            for group, count in zip(groups, older, strict=True)
        ),
    ]
    return np.sort(np.concatenate(ages))


def _homes(world: World, chance: np.random.Generator, ages: Integers) -> list[str]:
    """The base commune of each mother: by the women of her age group, adolescents more often in the mountains."""
    factor = world.targets.births.adolescent_factor
    adolescent = np.array([factor.get(unit.parent or "", 1.0) for unit in world.communes])
    codes = [unit.code for unit in world.communes]
    homes: list[str] = []
    for group in AGE_GROUPS[2:10]:
        first = int(group[:2])
        count = int(((ages >= first) & (ages < first + 5)).sum())
        weights: Floats = world.people_by("female", (group,)) * (adolescent if first < 20 else 1.0)
        homes += pick(chance, codes, count, weights)
    return homes


def _days(year: int, chance: np.random.Generator, number: int) -> list[dt.date]:
    """Days of the year, more in autumn as births are."""
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=i) for i in range((dt.date(year, 12, 31) - first).days + 1)]
    return pick(chance, days, number, [MONTHS[day.month - 1] for day in days])
