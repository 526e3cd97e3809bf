"""The province the sample describes: its communes on any day of the year, and how many people they have."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import pandas as pd

from gender_indicators.plan import Areas, Unit
from gender_sample.calibration import AGE_GROUPS, Targets
from gender_sample.chance import Floats, apportion, generator, latent

BASE_MAP = dt.date(2021, 7, 1)
Frame: TypeAlias = pd.DataFrame


@dataclass(frozen=True, eq=False)
class World:
    """One year of the province; everything is first drawn for the communes of :data:`BASE_MAP`.

    Those communes only merge afterwards, so each lies whole in one commune of every later map.
    """

    year: int
    areas: Areas
    targets: Targets

    @property
    def last_day(self) -> dt.date:
        """31 December."""
        return dt.date(self.year, 12, 31)

    def chance(self, form: str) -> np.random.Generator:
        """The generator of ``form`` in this year."""
        return generator(self.targets.seed, form, self.year)

    def chance_for_good(self, form: str) -> np.random.Generator:
        """The generator of what stays the same in ``form`` from year to year."""
        return generator(self.targets.seed, form, 0)

    @cached_property
    def communes(self) -> tuple[Unit, ...]:
        """The communes of the base map, by code."""
        return self.areas.units_on(BASE_MAP, "commune")

    def code_on(self, base: str, day: dt.date, earlier: float = 0.0) -> str:
        """The commune that the base commune ``base`` is, or lies in, on ``day``.

        Before the base map it may have had several communes: ``earlier``, a number in [0, 1), chooses one.
        """
        if day >= BASE_MAP:
            code = self.areas.locate(base, BASE_MAP, day).commune
            if code is None:
                raise ValueError(f"commune {base} of {BASE_MAP} is divided on {day}")
            return code
        shares = self.targets.population.earlier_communes.get(base)
        if shares is None:
            (only,) = self.areas.predecessors_on(base, BASE_MAP, day)
            return only
        bounds = np.cumsum(list(shares.values()))
        return list(shares)[int(np.searchsorted(bounds, earlier * bounds[-1], side="right"))]

    def at_year_end(self, base: str) -> str:
        """The commune of the base commune on 31 December."""
        return self.code_on(base, self.last_day)

    @cached_property
    def sizes(self) -> Floats:
        """Relative sizes of the base communes, the same every year (people of 2022)."""
        target = self.targets.population
        raw = np.array([self._raw_size(unit) for unit in self.communes])
        districts = np.array([unit.parent for unit in self.communes])
        sizes = np.empty(raw.size)
        for district, people in target.districts.items():
            inside = districts == district
            sizes[inside] = raw[inside] / raw[inside].sum() * people
        return sizes

    def _raw_size(self, unit: Unit) -> float:
        target = self.targets.population
        spread = 2 * latent("commune size", unit.code) - 1  # a bounded spread: no commune dwarfs its district
        return float(target.type_sizes[unit.type] * np.exp(target.size_spread * 1.7 * spread))

    @cached_property
    def people(self) -> Frame:
        """Average population of the base communes: area, sex, age_group, population."""
        target = self.targets.population
        total = apportion(target.total[self.year], self.sizes)
        shift = np.array([0.006 * (latent("men", unit.code) - 0.5) for unit in self.communes])
        male = apportion(target.male[self.year], total * (1 + shift))
        by_sex = {"male": (male, target.ages_male), "female": (total - male, target.ages_female)}
        rows = [
            (unit.code, sex, group, number)
            for position, unit in enumerate(self.communes)
            for sex, (counts, ages) in by_sex.items()
            for group, number in zip(AGE_GROUPS, self._by_age(unit, sex, counts[position], ages), strict=True)
        ]
        return pd.DataFrame(rows, columns=["area", "sex", "age_group", "population"])

    def _by_age(self, unit: Unit, sex: str, count: int, ages: tuple[float, ...]) -> list[int]:
        target = self.targets.population
        steps = np.arange(len(AGE_GROUPS)) - len(AGE_GROUPS) // 2
        tilt = target.ageing * (self.year - BASE_MAP.year) - target.younger_districts.get(unit.parent or "", 0.0)
        own = np.array([0.12 * (latent(unit.code, sex, group) - 0.5) for group in AGE_GROUPS])
        return [int(n) for n in apportion(int(count), np.array(ages) * np.exp(tilt * steps + own))]

    @cached_property
    def population(self) -> pd.Series[int]:
        """People of each base commune, by code."""
        return self.people.groupby("area")["population"].sum()

    def people_by(self, sex: str, groups: tuple[str, ...]) -> Floats:
        """People of one sex and some age groups in each base commune."""
        chosen = self.people[(self.people["sex"] == sex) & self.people["age_group"].isin(groups)]
        return chosen.groupby("area")["population"].sum().to_numpy(np.float64)
