"""Communication: people reached, news items by quarter, programmes by month."""

from __future__ import annotations

import calendar
import datetime as dt

import numpy as np
import pandas as pd

from gender_sample.bodies import named
from gender_sample.chance import Flags, apportion, latent, latents, lowest, share_of
from gender_sample.people import population
from gender_sample.world import Frame, World

QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
MINIMUM_ITEMS = 4
# A yearly total of 16 that still misses three quarters.
UNEVEN = (10, 2, 2, 2)


def outreach(world: World) -> Frame:
    """People reached in every commune on 31 December; attendances count a person every time."""
    chance = world.chance("outreach")
    people = population(world).groupby("area")["population"].sum()
    inclination = np.clip(1 + 0.35 * (2 * latents(people.index, "outreach") - 1), None, 1.4)
    percent = world.targets.outreach.reached[world.year]
    wanted = share_of(int(people.sum()), percent)
    reached = np.minimum(apportion(wanted, people.to_numpy() * inclination), people.to_numpy())
    attendances = np.round(reached * chance.uniform(1.25, 2.1, reached.size)).astype("int64")
    events = np.maximum(1, np.round(attendances / chance.uniform(90, 260, reached.size))).astype("int64")
    return pd.DataFrame({"area": people.index, "events": events, "attendances": attendances, "reached": reached})


def news(world: World) -> Frame:
    """News items of every commune in force at the end of each quarter."""
    chance = world.chance("news")
    final = [unit.code for unit in world.areas.units_on(world.last_day, "commune")]
    meeting = _meeting(world, final)
    plans = {code: _quarters(chance, bool(meets)) for code, meets in zip(final, meeting, strict=True)}
    rows = []
    for quarter, (month, day) in enumerate(QUARTER_ENDS):
        end = dt.date(world.year, month, day)
        for unit in world.areas.units_on(end, "commune"):
            heir = min(world.areas.successors_on(unit.code, end, world.last_day))
            origins = world.areas.predecessors_on(heir, world.last_day, end)
            items = plans[heir][quarter]
            if origins != {unit.code}:
                items = _items_before(chance, items, unit.code == min(origins))
            rows.append((unit.code, str(quarter + 1), items))
    return pd.DataFrame(rows, columns=["area", "quarter", "items"])


def broadcasters(world: World) -> Frame:
    """Programmes of the province's stations and of each district's radio, for the months they operated."""
    stations = _stations(world)
    codes = [code for code, *_ in stations]
    missing_count = world.targets.broadcasters.stations_missing_months[world.year]
    province = np.array([area == world.areas.province for _, _, area, _, _ in stations])
    missing = lowest(latents(codes, "missing months", world.year) + 9 * province, missing_count)
    rows = []
    for (code, name, area, medium, months), misses in zip(stations, missing, strict=True):
        silent = int(latent("silent month", code, world.year) * months) + 1 if misses else 0
        for month in range(1, months + 1):
            usual = 1 + int(
                latent("programmes", code, world.year, month) * (4 if area == world.areas.province else 3)
            )
            rows.append((code, name, area, medium, month, 0 if month == silent else usual))
    return pd.DataFrame(rows, columns=["station", "station_name", "area", "medium", "month", "programmes"])


def _meeting(world: World, final: list[str]) -> Flags:
    """Which communes meet the target: heirs of a divided commune do, so that no reading of it is in doubt."""
    start = dt.date(world.year, 1, 1)
    divided = {
        heir
        for unit in world.areas.units_on(start, "commune")
        if len(heirs := world.areas.successors_on(unit.code, start, world.last_day)) > 1
        for heir in heirs
    }
    inclination = latents(final, "news") - np.array([9.0 * (code in divided) for code in final])
    return lowest(inclination, world.targets.news.communes_meeting[world.year])


def _quarters(chance: np.random.Generator, meets: bool) -> tuple[int, ...]:
    """A commune's items by quarter; one that misses does so in one to three quarters."""
    items = [int(n) for n in MINIMUM_ITEMS + chance.poisson(2.2, 4)]
    if meets:
        return tuple(items)
    if chance.random() < 0.15:
        return UNEVEN
    for quarter in chance.choice(4, int(chance.integers(1, 4)), replace=False):
        items[quarter] = int(chance.integers(0, MINIMUM_ITEMS))
    return tuple(items)


def _items_before(chance: np.random.Generator, items: int, first: bool) -> int:
    """Items of one of several communes that merged later: where too few were planned, at least the first misses."""
    if items < MINIMUM_ITEMS and (first or chance.random() < 0.5):
        return items
    return max(items, MINIMUM_ITEMS) + int(chance.integers(0, 3))


def _stations(world: World) -> list[tuple[str, str, str, str, int]]:
    """Stations with their unit, medium and number of months on the air; a district's ends with its district."""
    stations: list[tuple[str, str, str, str, int]] = [
        (station.code, station.name, world.areas.province, station.medium, 12)
        for station in world.targets.broadcasters.province_stations
    ]
    for unit in world.areas.units_on(dt.date(world.year, 1, 31), "district"):
        months = sum(_in_force(world, unit.code, month) for month in range(1, 13))
        stations.append((f"DTT-{unit.code}", f"Đài Truyền thanh {named(unit)}", unit.code, "radio", months))
    return stations


def _in_force(world: World, district: str, month: int) -> bool:
    last = dt.date(world.year, month, calendar.monthrange(world.year, month)[1])
    return any(unit.code == district for unit in world.areas.units_on(last, "district"))
