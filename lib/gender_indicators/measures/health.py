"""Goal 4: births, maternal deaths and health services."""

from __future__ import annotations

import pandas as pd

from gender_indicators.measures.counting import combined, counted
from gender_indicators.measures.registry import measure

DAYS_AFTER_PREGNANCY = 42
MATERNAL_CAUSES = ("direct", "indirect")


@measure(births={"sex": ("female", "male")})
def sex_ratio_at_birth(births: pd.DataFrame) -> pd.DataFrame:
    """Count boys born alive (numerator) and girls born alive (denominator).

    One row per live birth, placed at the mother's usual residence. Times 100: boys per 100 girls.

    Definition: national statistical indicator "tỷ số giới tính khi sinh". By hand: 11 boys and 10 girls give
    11 x 100 / 10 = 110 boys per 100 girls.

    >>> births = pd.DataFrame({"sex": ["male"] * 11 + ["female"] * 10})
    >>> rows = sex_ratio_at_birth(births)
    >>> 100 * float(rows["numerator"].sum()) / float(rows["denominator"].sum())
    110.0
    """
    return counted(births, numerator=births["sex"].eq("male"), denominator=births["sex"].eq("female"))


@measure(deaths={"cause": MATERNAL_CAUSES, "days_after": ()}, births={})
def maternal_mortality(deaths: pd.DataFrame, births: pd.DataFrame) -> pd.DataFrame:
    """Count maternal deaths and live births of the same year.

    One row per maternal death and per birth. A death counts when its cause is direct or indirect (not
    incidental: accident, suicide) and it happened up to 42 days after the end of the pregnancy. Times 100.000.

    Definition: national statistical indicator "tỷ số tử vong mẹ". By hand: two maternal deaths, one accident
    and one death after 60 days on 16.384 births: 2 x 100.000 / 16.384 = 12,2.

    >>> deaths = pd.DataFrame({"cause": ["direct", "indirect", "incidental", "direct"], "days_after": [0, 42, 3, 60]})
    >>> births = pd.DataFrame({"sex": ["female"] * 16384})
    >>> rows = maternal_mortality(deaths, births)
    >>> round(100_000 * float(rows["numerator"].sum()) / float(rows["denominator"].sum()), 1)
    12.2
    """
    in_time = deaths["days_after"].le(DAYS_AFTER_PREGNANCY).fillna(False).astype(bool)
    maternal = deaths[deaths["cause"].isin(MATERNAL_CAUSES) & in_time]
    return combined(numerator=counted(maternal, numerator=1), denominator=counted(births, numerator=0))


@measure(births={"mother_age": ()}, population={"sex": ("female",), "age_group": (), "population": ()})
def adolescent_births(births: pd.DataFrame, population: pd.DataFrame, *, age_group: str) -> pd.DataFrame:
    """Count live births to adolescent women, and women of the same ages.

    One row per birth and one per commune and five-year group of women. ``age_group`` is ``15-19`` or
    ``10-19``; births and women always have the same ages. Times 1.000.

    Definition: United Nations, SDG 3.7.2, births to women of an age group per 1.000 women of that group. By
    hand: 2 births at 17 and 19, 1 at 14; 100 women aged 15-19, 100 girls 10-14: 2 x 1.000 / 100 = 20 at 15-19
    and 3 x 1.000 / 200 = 15 at 10-19.

    >>> births = pd.DataFrame({"mother_age": [14, 17, 19, 20]})
    >>> population = pd.DataFrame({"sex": ["female", "female", "male"], "age_group": ["10-14", "15-19", "15-19"],
    ...                            "population": [100, 100, 90]})
    >>> for age_group in ("15-19", "10-19"):
    ...     rows = adolescent_births(births, population, age_group=age_group)
    ...     print(1000 * float(rows["numerator"].sum()) / float(rows["denominator"].sum()))
    20.0
    15.0
    """
    youngest, oldest = (int(age) for age in age_group.split("-"))
    adolescent = births[births["mother_age"].between(youngest, oldest).astype(bool)]
    groups = [f"{age}-{age + 4}" for age in range(youngest, oldest, 5)]
    women = population[population["sex"].eq("female") & population["age_group"].isin(groups)]
    return combined(
        numerator=counted(adolescent, numerator=1),
        denominator=counted(women, numerator=0, denominator=women["population"]),
    )


@measure(facilities={"pilot": ()})
def pilot_facilities(facilities: pd.DataFrame) -> pd.DataFrame:
    """Count the health facilities that offer the pilot service for LGBT people.

    One row per facility on the list; a count, without a denominator.

    Definition: the plan's wording. By hand: of three facilities listed, one offers the service: 1.

    >>> facilities = pd.DataFrame({"pilot": [True, False, False]})
    >>> int(pilot_facilities(facilities)["numerator"].sum())
    1
    """
    return counted(facilities, numerator=facilities["pilot"].astype(bool), denominator=None)
