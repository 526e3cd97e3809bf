"""Registers of violence, with people who stand in both, and returned victims of trafficking."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gender_sample.chance import lowest, pick, share_of
from gender_sample.world import Frame, World

COLUMNS = ["case", "person", "role", "sex", "area", "detected_on", "services", "prosecuted", "counselled"]


@dataclass(frozen=True)
class _Incident:
    """A case: where, when, and the people in it as (code, sex)."""

    home: str
    day: dt.date
    victims: tuple[tuple[str, str], ...]
    perpetrator: tuple[str, str]


def domestic_violence(world: World) -> Frame:
    """The register of domestic violence: one row per person and case."""
    return _violence(world)[0]


def gender_violence(world: World) -> Frame:
    """The register of gender-based violence; some of its people stand in the other register as well."""
    return _violence(world)[1]


def trafficking(world: World) -> Frame:
    """Returned victims of trafficking; a year may have none."""
    chance, target, year = world.chance("trafficking"), world.targets.trafficking, world.year
    number = target.returned[year]
    homes = pick(chance, [unit.code for unit in world.communes], number, world.sizes)
    need = ~lowest(chance.random(number), target.without_need[year])
    supported = need & ~lowest(chance.random(number) + 9 * ~need, target.unsupported[year])
    days = sorted(_day(world.year, chance) for _ in range(number))
    return pd.DataFrame(
        {
            "person": [_code(world, "trafficking", i) for i in range(number)],
            "sex": ["female" if chance.random() < 0.8 else "male" for _ in range(number)],
            "area": [world.code_on(home, day, chance.random()) for home, day in zip(homes, days, strict=True)],
            "returned_on": days,
            "needs_support": need,
            "supported": supported,
        }
    )


def _violence(world: World) -> tuple[Frame, Frame]:
    """Both registers, drawn together because people stand in both."""
    target, year = world.targets.violence, world.year
    domestic = _incidents(world, "domestic_violence", target.domestic_cases[year])
    shared = target.in_both[year]
    own = _incidents(world, "gender_violence", target.gender_cases[year] - shared)
    gender = sorted([*own, *_seen_twice(world, domestic, shared)], key=lambda incident: incident.day)
    frames = [_rows(world, "BLGD", domestic), _rows(world, "BLG", gender)]
    return _with_support(world, frames[0], frames[1])


def _incidents(world: World, form: str, number: int) -> list[_Incident]:
    """Cases of one register in the order of detection; some repeat the people of an earlier one."""
    chance, target = world.chance(form), world.targets.violence
    factor = np.array([target.detection_factor.get(unit.parent or "", 1.0) for unit in world.communes])
    again = share_of(number, target.repeated)
    homes = pick(chance, [unit.code for unit in world.communes], number - again, world.sizes * factor)
    first = [_incident(world, chance, f"{form}/{i}", home) for i, home in enumerate(homes)]
    repeated = [
        replace(first[i], day=first[i].day + (dt.date(world.year, 12, 31) - first[i].day) * chance.random())
        for i in chance.choice(len(first), again, replace=False)
    ]
    return sorted([*first, *repeated], key=lambda incident: incident.day)


def _incident(world: World, chance: np.random.Generator, name: str, home: str) -> _Incident:
    target = world.targets.violence
    male = chance.random() < target.male_victims / 100
    victims = [(_code(world, name, "victim"), "male" if male else "female")]
    if chance.random() < target.second_victim / 100:
        victims.append((_code(world, name, "second"), "female" if chance.random() < 0.7 else "male"))
    perpetrator = "female" if chance.random() < target.female_perpetrators / 100 else "male"
    day = _day(world.year, chance)
    return _Incident(home, day, tuple(victims), (_code(world, name, "perpetrator"), perpetrator))


def _seen_twice(world: World, domestic: list[_Incident], number: int) -> list[_Incident]:
    """Cases of the first register that the second agency recorded too, some days later."""
    chance = world.chance("gender_violence.shared")
    last = dt.date(world.year, 12, 31)
    chosen = sorted(chance.choice(len(domestic), number, replace=False))
    return [
        replace(domestic[i], day=min(last, domestic[i].day + dt.timedelta(days=int(chance.integers(0, 21)))))
        for i in chosen
    ]


def _rows(world: World, prefix: str, incidents: list[_Incident]) -> Frame:
    """One row per person and case, support still open."""
    chance = world.chance(f"{prefix}.areas")
    rows = []
    for number, incident in enumerate(incidents, start=1):
        area = world.code_on(incident.home, incident.day, chance.random())
        people = [*((*victim, "victim") for victim in incident.victims), (*incident.perpetrator, "perpetrator")]
        for code, sex, role in people:
            rows.append((f"{prefix}{world.year % 100}-{number:03d}", code, role, sex, area, incident.day))
    return pd.DataFrame(rows, columns=COLUMNS[:6])


def _with_support(world: World, *frames: Frame) -> tuple[Frame, Frame]:
    """Services, prosecution and counselling, decided per person so that each counts once in the targets."""
    chance, target, year = world.chance("violence.support"), world.targets.violence, world.year
    both = pd.concat(frames, ignore_index=True)
    victims = both.loc[both["role"] == "victim", "person"].unique()
    perpetrators = both.loc[both["role"] == "perpetrator", "person"].unique()
    served = set(victims[lowest(chance.random(victims.size), share_of(victims.size, target.served[year]))])
    charged = lowest(chance.random(perpetrators.size), share_of(perpetrators.size, target.prosecuted))
    free = perpetrators[~charged]
    counselled = set(free[lowest(chance.random(free.size), share_of(free.size, target.counselled[year]))])
    prosecuted = set(perpetrators[charged])
    seen: set[str] = set()
    finished = []
    for frame in frames:
        services: list[int | None] = []
        for person, role in zip(frame["person"], frame["role"], strict=True):
            # A person served once may stand with none in a later case or in the other register.
            received = 1 + min(int(chance.poisson(0.9)), 5)
            number = 0 if person in seen and chance.random() < 0.15 else received
            seen.add(person)
            services.append(None if role == "perpetrator" else number if person in served else 0)
        perpetrator = frame["role"] == "perpetrator"
        done = frame.assign(
            services=pd.array(services, dtype="Int64"),
            prosecuted=frame["person"].isin(prosecuted).astype("boolean").where(perpetrator),
            counselled=frame["person"].isin(counselled).astype("boolean").where(perpetrator),
        )
        finished.append(done[COLUMNS])
    return finished[0], finished[1]


def _code(world: World, *name: object) -> str:
    """A made-up code that says nothing about a person."""
    label = "/".join(str(part) for part in (world.targets.seed, world.year, *name))
    return "P" + hashlib.sha256(label.encode()).hexdigest()[:6].upper()


def _day(year: int, chance: np.random.Generator) -> dt.date:
    first = dt.date(year, 1, 1)
    return first + dt.timedelta(days=int(chance.integers(0, (dt.date(year + 1, 1, 1) - first).days)))
