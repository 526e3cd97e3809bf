"""Goal 3: unpaid work in the family, and violence, its victims and its perpetrators."""

from __future__ import annotations

import pandas as pd

from gender_indicators.measures.counting import counted, members_of
from gender_indicators.measures.registry import measure


@measure(persons={"sex": ("female", "male"), "unpaid_hours": ()})
def unpaid_work_ratio(persons: pd.DataFrame) -> pd.DataFrame:
    """Return what each person asked adds to women's and to men's mean weekly hours of unpaid domestic and care work.

    The sum of ``numerator`` is the women's mean and that of ``denominator`` the men's, in hours a week with survey
    weights, over everyone asked, zeros included. ``hours``, ``first`` (a woman) and ``second`` (a man) are kept for
    the sampling error; ``n`` is 1.

    Definition: United Nations, SDG 5.4.1, whose mean is over the whole population, not over those who do such
    work. By hand: women 20 and 0 hours, men 8 and 2, equal weights: means 10 and 5, ratio 2,0.

    >>> persons = pd.DataFrame({"sex": ["female", "female", "male", "male"],
    ...                         "unpaid_hours": [20.0, 0.0, 8.0, 2.0], "weight": [1.0, 1.0, 1.0, 1.0]})
    >>> rows = unpaid_work_ratio(persons)
    >>> float(rows["numerator"].sum()), float(rows["denominator"].sum()), int(rows["n"].sum())
    (10.0, 5.0, 4)
    """
    hours, weight = persons["unpaid_hours"].astype("float64"), persons["weight"].astype("float64")
    women, men = persons["sex"].eq("female"), persons["sex"].eq("male")
    worked = weight * hours
    rows = counted(
        persons,
        numerator=(worked * women).div(weight[women].sum()),
        denominator=(worked * men).div(weight[men].sum()),
    )
    return rows.assign(hours=hours, first=women, second=men, n=1)


@measure(
    domestic={"person": (), "role": ("victim",), "detected_on": (), "services": ()},
    gender={"person": (), "role": ("victim",), "detected_on": (), "services": ()},
)
def victims_reached(domestic: pd.DataFrame, gender: pd.DataFrame) -> pd.DataFrame:
    """Count detected victims with at least one basic support service, and detected victims.

    One row per person: someone in both registers, or in several cases, counts once, at the place of the first
    detection, and is reached when any record shows a service.

    Definition: the plan's wording; people, not incidents. By hand: P1 is in both registers, with a service
    in one of them; P2 in one, without: 1 / 2 = 50 %, although there are three records.

    >>> columns = ["person", "role", "detected_on", "services"]
    >>> domestic = pd.DataFrame([["P1", "victim", "2024-03-01", 0],
    ...                          ["P2", "victim", "2024-05-01", 0]], columns=columns)
    >>> gender = pd.DataFrame([["P1", "victim", "2024-03-09", 2]], columns=columns)
    >>> rows = victims_reached(domestic, gender)
    >>> int(rows["numerator"].sum()), len(rows)
    (1, 2)
    """
    records = _people(domestic, gender, "victim")
    reached = records.loc[records["services"].fillna(0).gt(0), "person"]
    persons = records.drop_duplicates("person")
    return counted(persons, numerator=persons["person"].isin(reached), members=members_of(persons, records, "person"))


@measure(
    domestic={"person": (), "role": ("perpetrator",), "detected_on": (), "prosecuted": (), "counselled": ()},
    gender={"person": (), "role": ("perpetrator",), "detected_on": (), "prosecuted": (), "counselled": ()},
)
def perpetrators_counselled(domestic: pd.DataFrame, gender: pd.DataFrame) -> pd.DataFrame:
    """Count detected perpetrators not prosecuted who were counselled, and detected ones not prosecuted.

    One row per person, as for :func:`victims_reached`; a person prosecuted in any case is left out.

    Definition: the plan's wording ("ở mức chưa bị truy cứu trách nhiệm hình sự"). By hand: Q1 counselled, Q2
    not, Q3 prosecuted: 1 / 2 = 50 %.

    >>> columns = ["person", "role", "detected_on", "prosecuted", "counselled"]
    >>> domestic = pd.DataFrame([["Q1", "perpetrator", "2024-03-01", False, True],
    ...                          ["Q2", "perpetrator", "2024-03-02", False, False],
    ...                          ["Q3", "perpetrator", "2024-03-03", True, True]], columns=columns)
    >>> rows = perpetrators_counselled(domestic, domestic.iloc[:0])
    >>> int(rows["numerator"].sum()), len(rows)
    (1, 2)
    """
    records = _people(domestic, gender, "perpetrator")
    prosecuted = records.loc[records["prosecuted"].fillna(False).astype(bool), "person"]
    liable = records[~records["person"].isin(prosecuted)]
    counselled = liable.loc[liable["counselled"].fillna(False).astype(bool), "person"]
    persons = liable.drop_duplicates("person")
    return counted(
        persons, numerator=persons["person"].isin(counselled), members=members_of(persons, liable, "person")
    )


@measure(victims={"needs_support": (), "supported": ()})
def trafficking_victims_supported(victims: pd.DataFrame) -> pd.DataFrame:
    """Count returned victims of trafficking in need of support who received it, and those in need.

    One row per victim in need. No victim in need is "no cases", neither 0 % nor 100 %.

    Definition: the plan's wording; the denominator is the victims in need. By hand: three returned, two in
    need, both supported: 2 / 2 = 100 %.

    >>> victims = pd.DataFrame({"needs_support": [True, True, False], "supported": [True, True, False]})
    >>> rows = trafficking_victims_supported(victims)
    >>> int(rows["numerator"].sum()), len(rows)
    (2, 2)
    """
    in_need = victims[victims["needs_support"].astype(bool)]
    return counted(in_need, numerator=in_need["supported"].astype(bool))


@measure(facilities={"ownership": ("public",), "specialised": (), "responds": ()})
def facilities_responding(facilities: pd.DataFrame) -> pd.DataFrame:
    """Count public social facilities that act against gender-based violence, and those in scope.

    One row per facility in scope: public and not specialised; specialised ones are in neither count.

    Definition: the plan's wording. By hand: two public facilities of which one acts, a specialised public
    one that acts and a private one: 1 / 2 = 50 %.

    >>> facilities = pd.DataFrame({"ownership": ["public", "public", "public", "private"],
    ...                            "specialised": [False, False, True, False], "responds": [True, False, True, True]})
    >>> rows = facilities_responding(facilities)
    >>> int(rows["numerator"].sum()), len(rows)
    (1, 2)
    """
    in_scope = facilities[facilities["ownership"].eq("public") & ~facilities["specialised"].astype(bool)]
    return counted(in_scope, numerator=in_scope["responds"].astype(bool))


def _people(domestic: pd.DataFrame, gender: pd.DataFrame, role: str) -> pd.DataFrame:
    """The records of one role from both registers, the first detection of a person first."""
    both = pd.concat([domestic, gender])
    return both[both["role"].eq(role)].sort_values("detected_on", kind="stable")
