"""What the synthetic set must come to (``params/sample.yaml``) and the published figures it carries."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from gender_indicators.base import Bilingual, Items, Strict, load_model

Counts = dict[int, int]
Yearly = dict[int, float]
AGE_GROUPS = (*(f"{first:02d}-{first + 4:02d}" for first in range(0, 80, 5)), "80+")


class PopulationTargets(Strict):
    """Totals by year and how they spread over districts, communes and ages.

    ``size_spread`` is the log standard deviation of commune sizes within a district; ``ageing`` and
    ``younger_districts`` tilt the age structure per five-year group, per year and for good.
    """

    source: str
    total: Counts
    male: Counts
    districts: dict[str, int]
    type_sizes: dict[str, float]
    size_spread: float
    ages_male: Items[float]
    ages_female: Items[float]
    ageing: float
    younger_districts: dict[str, float]
    earlier_communes: dict[str, dict[str, float]]

    @model_validator(mode="after")
    def _ages_complete(self) -> PopulationTargets:
        for ages in (self.ages_male, self.ages_female):
            if len(ages) != len(AGE_GROUPS) or abs(sum(ages) - 100) > 0.01:
                raise ValueError(f"ages need {len(AGE_GROUPS)} shares adding up to 100, not {sum(ages):g}")
        return self


class BirthTargets(Strict):
    """Live births; the adolescent rate is per 1,000 women aged 15-19."""

    source: str
    total: Counts
    sex_ratio: Yearly
    rate_15_19: Yearly
    mothers_12_14: Counts
    adolescent_factor: dict[str, float]
    fertility: Items[float]


class MaternalDeathTargets(Strict):
    """Maternal deaths, and deaths the definition leaves out (incidental; after 42 days)."""

    source: str
    maternal: Counts
    incidental: Counts
    late: Counts


class LabourTargets(Strict):
    """Sample size and weighted shares in %: employed of all, wage work and agriculture of the employed."""

    source: str
    persons: Counts
    areas_sampled: int
    employed_women: Yearly
    employed_men: Yearly
    wage_women: Yearly
    wage_men: Yearly
    agriculture_women: Yearly
    agriculture_men: Yearly


class TimeUseTargets(Strict):
    """Weighted mean hours a week of women, women over men, and the share in % without any."""

    source: str
    persons: Counts
    areas_sampled: int
    hours_women: Yearly
    ratio: Yearly
    zero_women: float
    zero_men: float


class DegreeSurvey(Strict):
    """Holders of degrees found by one census or mid-term survey."""

    reference_year: int
    master_men: int
    master_women: int
    doctorate_men: int
    doctorate_women: int


class DegreeTargets(Strict):
    """The surveys, and which of them is the latest in a reporting year."""

    source: str
    surveys: Items[DegreeSurvey]
    latest: Counts


class Department(Strict):
    """A department of the province and the years in which it exists."""

    name: str
    first_year: int | None = None
    last_year: int | None = None

    def in_year(self, year: int) -> bool:
        """Whether it exists on 31 December of ``year``."""
        return (self.first_year or year) <= year <= (self.last_year or year)


class LeadershipTargets(Strict):
    """Share in % of bodies with a woman among their leaders; ``vacant`` is the share of vacant deputy posts."""

    source: str
    governments_with_women: Yearly
    departments_with_women: Yearly
    vacant: float
    departments: Items[Department]


class BusinessTargets(Strict):
    """Numbers on the register and women's share in % among directors of the active ones."""

    source: str
    enterprises: Counts
    cooperatives: Counts
    suspended: Counts
    dissolved: Counts
    branches: Counts
    households: Counts
    women_directors: Yearly
    women_in_cooperatives: Yearly


class ViolenceTargets(Strict):
    """Incidents in the two registers and shares in % of the people in them, each counted once."""

    source: str
    domestic_cases: Counts
    gender_cases: Counts
    in_both: Counts
    served: Yearly
    counselled: Yearly
    prosecuted: float
    repeated: float
    second_victim: float
    male_victims: float
    female_perpetrators: float
    detection_factor: dict[str, float]


class TraffickingTargets(Strict):
    """Returned victims; how many need nothing; how many need support and did not get it."""

    source: str
    returned: Counts
    without_need: Counts
    unsupported: Counts


class SocialFacility(Strict):
    """A social assistance facility at a commune of 2021-07-01."""

    name: str
    area: str
    ownership: Literal["public", "private"]
    specialised: bool = False
    responds_from: int | None = None


class SocialFacilityTargets(Strict):
    """The facilities of the list."""

    source: str
    facilities: Items[SocialFacility]


class HealthFacility(Strict):
    """A health facility at a commune of 2021-07-01."""

    name: str
    area: str
    pilot_from: int | None = None


class HealthFacilityTargets(Strict):
    """The facilities of the list."""

    source: str
    facilities: Items[HealthFacility]


class PedagogicalSchool(Strict):
    """A pedagogical school and the first reporting year of official teaching."""

    name: str
    area: str
    official_from: int


class SchoolTargets(Strict):
    """Numbers of schools by type and the share in % with gender content."""

    source: str
    kindergarten: int
    primary: int
    lower_secondary: int
    upper_secondary: int
    has_content: Yearly
    pedagogical: Items[PedagogicalSchool]


class EthnicPupilTargets(Strict):
    """Minority share of the children in % by district, in scattered communes, and completion in %."""

    source: str
    minority_share: dict[str, float]
    scattered: dict[str, float]
    primary_boys: Yearly
    primary_girls: Yearly
    lower_secondary_boys: Yearly
    lower_secondary_girls: Yearly


class Institution(Strict):
    """A vocational institution and its intake of a usual year by qualification."""

    name: str
    area: str
    intake: dict[Literal["college", "intermediate", "elementary"], int]


class VocationalTargets(Strict):
    """Women's share in % of the intake, and the size of a year's intake against the usual one."""

    source: str
    women: Yearly
    growth: Yearly
    institutions: Items[Institution]


class OutreachTargets(Strict):
    """People reached, in % of the population."""

    source: str
    reached: Yearly


class OrganisationKind(Strict):
    """A body every unit of the levels has in the years given."""

    name: str
    type: Literal["party", "government", "administration", "sector", "mass_organisation"]
    levels: Items[Literal["province", "district", "commune"]] = Field(min_length=1)
    first_year: int | None = None


class OrganisationTargets(Strict):
    """Shares in % of all organisations: informed; informed and committed."""

    source: str
    informed: Yearly
    committed: Yearly
    bodies: Items[OrganisationKind]


class NewsTargets(Strict):
    """Communes of the reporting map with at least 4 items in every quarter."""

    source: str
    communes_meeting: Counts


class Station(Strict):
    """A station of the province."""

    code: str
    name: str
    medium: Literal["radio", "television"]


class BroadcasterTargets(Strict):
    """The province's stations (each district adds one radio) and how many stations miss a month."""

    source: str
    province_stations: Items[Station]
    stations_missing_months: Counts


class Targets(Strict):
    """The whole of ``params/sample.yaml``; every yearly target covers exactly ``years``."""

    years: Items[int]
    seed: str
    population: PopulationTargets
    births: BirthTargets
    maternal_deaths: MaternalDeathTargets
    labour_force: LabourTargets
    time_use: TimeUseTargets
    degrees: DegreeTargets
    leadership: LeadershipTargets
    businesses: BusinessTargets
    violence: ViolenceTargets
    trafficking: TraffickingTargets
    social_facilities: SocialFacilityTargets
    health_facilities: HealthFacilityTargets
    schools: SchoolTargets
    ethnic_pupils: EthnicPupilTargets
    vocational: VocationalTargets
    outreach: OutreachTargets
    organisations: OrganisationTargets
    news: NewsTargets
    broadcasters: BroadcasterTargets

    @model_validator(mode="after")
    def _every_year(self) -> Targets:
        for group, targets in self.model_dump().items():
            if not isinstance(targets, dict):
                continue
            for key, values in targets.items():
                yearly = isinstance(values, dict) and all(isinstance(year, int) for year in values)
                if yearly and set(values) != set(self.years):
                    raise ValueError(f"{group}.{key}: give one value for each of {list(self.years)}")
        return self


class PublishedYear(Strict):
    """One row of the published series, as printed (people; per 1,000; men per 100 women)."""

    year: int
    population: int
    male: int
    female: int
    urban: int
    rural: int
    sex_ratio: float | None = None
    natural_increase: float
    crude_birth_rate: float
    crude_death_rate: float
    source: str


class PublishedPopulation(Strict):
    """The published series (``params/published_population.yaml``)."""

    title: Bilingual
    sources: dict[str, Bilingual]
    rows: Items[PublishedYear]

    @model_validator(mode="after")
    def _sources_exist(self) -> PublishedPopulation:
        if unknown := sorted({row.source for row in self.rows} - set(self.sources)):
            raise ValueError(f"rows name unknown sources {unknown}")
        return self

    @property
    def citation(self) -> Bilingual:
        """All sources in one text."""
        sources = self.sources.values()
        return Bilingual(vi="; ".join(s.vi for s in sources), en="; ".join(s.en for s in sources))


def load_targets(path: Path) -> Targets:
    """Read the targets in ``path`` (``params/sample.yaml``)."""
    return load_model(path, Targets)


def load_published_population(path: Path) -> PublishedPopulation:
    """Read the series in ``path`` (``params/published_population.yaml``)."""
    return load_model(path, PublishedPopulation)
