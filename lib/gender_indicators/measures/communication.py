"""Measures the plan cannot say as data, because a unit is judged by its former units: news in communes."""

from __future__ import annotations

import pandas as pd

from gender_indicators.measures.counting import counted, members_of
from gender_indicators.measures.registry import Codes, measure

QUARTERS = ("1", "2", "3", "4")


@measure(news={"quarter": Codes(QUARTERS, only=True), "items": Codes()})
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
    whole_year = quarters[quarters.eq(len(QUARTERS))].index
    communes = placed.drop_duplicates("place_commune")
    met = communes["place_commune"].isin(whole_year) & ~communes["place_commune"].isin(too_few)
    return counted(communes, numerator=met, members=members_of(communes, placed, "place_commune"))
