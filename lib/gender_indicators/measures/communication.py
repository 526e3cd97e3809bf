"""Goal 6: people and organisations reached, news in communes, programmes of broadcasters."""

from __future__ import annotations

import pandas as pd

from gender_indicators.measures.counting import combined, counted, members_of
from gender_indicators.measures.registry import measure

QUARTERS = 4


@measure(outreach={"reached": ()}, population={"population": ()})
def population_reached(outreach: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Sum people reached with basic knowledge of gender equality, and the average population.

    One row per commune for the people reached and one per group of its population. Each person counts once
    a year (``reached``); attendances of events are never added up.

    Definition: the document the plan cites for this measure; people, not attendances. By hand: 600 people
    reached in 1.500 attendances, population 1.000: 600 / 1.000 = 60 %.

    >>> outreach = pd.DataFrame({"reached": [600], "attendances": [1500]})
    >>> population = pd.DataFrame({"population": [400, 600]})
    >>> rows = population_reached(outreach, population)
    >>> float(rows["numerator"].sum()), float(rows["denominator"].sum())
    (600.0, 1000.0)
    """
    return combined(
        numerator=counted(outreach, numerator=outreach["reached"]),
        denominator=counted(population, numerator=0, denominator=population["population"]),
    )


@measure(organisations={"informed": ()})
def organisations_informed(organisations: pd.DataFrame) -> pd.DataFrame:
    """Count organisations informed about gender equality, and all organisations.

    One row per organisation.

    Definition: the plan's wording. By hand: of four organisations three are informed: 75 %.

    >>> organisations = pd.DataFrame({"informed": [True, True, True, False]})
    >>> float(organisations_informed(organisations)["numerator"].sum())
    3.0
    """
    return counted(organisations, numerator=organisations["informed"].astype(bool))


@measure(organisations={"informed": (), "committed": ()})
def organisations_committed(organisations: pd.DataFrame) -> pd.DataFrame:
    """Count organisations both informed and committed, and all organisations.

    One row per organisation.

    Definition: the plan's wording, whose two conditions an organisation must both meet. By hand: of four,
    three are informed and two of them committed; one is committed without being informed: 2 / 4 = 50 %.

    >>> organisations = pd.DataFrame({"informed": [True, True, True, False], "committed": [True, True, False, True]})
    >>> float(organisations_committed(organisations)["numerator"].sum())
    2.0
    """
    both = organisations["informed"].astype(bool) & organisations["committed"].astype(bool)
    return counted(organisations, numerator=both)


@measure(news={"quarter": (), "items": ()})
def communes_each_quarter(news: pd.DataFrame, *, minimum: str) -> pd.DataFrame:
    """Count communes with at least ``minimum`` news items in each of the four quarters, and communes.

    One row per commune of the reporting map. Where communes merged during the year, every former commune must
    meet the minimum in the quarters before; items of a commune that was divided among several belong to none
    of them.

    Definition: the plan's wording ("mỗi quý"). By hand: A has 4, 5, 4, 6 items; B has 10, 2, 2, 2, the
    same total of 16 or more, but fails: 1 / 2 = 50 %.

    >>> news = pd.DataFrame({"place_commune": ["A"] * 4 + ["B"] * 4, "quarter": list("1234") * 2,
    ...                      "items": [4, 5, 4, 6, 10, 2, 2, 2]})
    >>> rows = communes_each_quarter(news, minimum="4")
    >>> int(rows["numerator"].sum()), len(rows)
    (1, 2)
    """
    placed = news[news["place_commune"].notna()]
    too_few = placed.loc[placed["items"].lt(int(minimum)).astype(bool), "place_commune"]
    quarters = placed.groupby("place_commune")["quarter"].nunique()
    whole_year = quarters[quarters.eq(QUARTERS)].index
    communes = placed.drop_duplicates("place_commune")
    met = communes["place_commune"].isin(whole_year) & ~communes["place_commune"].isin(too_few)
    return counted(communes, numerator=met, members=members_of(communes, placed, "place_commune"))


@measure(broadcasts={"station": (), "medium": (), "programmes": ()})
def stations_every_month(broadcasts: pd.DataFrame) -> pd.DataFrame:
    """Count radio and television stations with a programme in every month they operated, and stations.

    One row per station; ``broadcasts`` has a row for each month a station operated. By medium.

    Definition: the plan's wording ("hàng tháng"). By hand: R has a programme in both of its months, T
    misses one: 1 / 2 = 50 %.

    >>> broadcasts = pd.DataFrame({"station": ["R", "R", "T", "T"], "medium": ["radio"] * 2 + ["television"] * 2,
    ...                            "month": [1, 2, 1, 2], "programmes": [1, 2, 3, 0]})
    >>> rows = stations_every_month(broadcasts)
    >>> int(rows["numerator"].sum()), len(rows)
    (1, 2)
    """
    silent = broadcasts.loc[broadcasts["programmes"].lt(1).astype(bool), "station"]
    stations = broadcasts.drop_duplicates("station")
    return counted(
        stations,
        numerator=~stations["station"].isin(silent),
        breakdown=stations["medium"],
        members=members_of(stations, broadcasts, "station"),
    )
