"""Goal 2: women in employment and at the head of businesses."""

from __future__ import annotations

import pandas as pd

from gender_indicators.measures.counting import counted
from gender_indicators.measures.registry import measure


@measure(persons={"sex": ("female",), "employed": (), "status": ("wage_worker",)})
def wage_employment(persons: pd.DataFrame, *, denominator: str) -> pd.DataFrame:
    """Count, with survey weights, women in wage work and the people they are compared with.

    One row per person asked, aged 15 and over. ``denominator`` is ``employed_women`` (share of employed women
    who are wage workers) or ``wage_workers`` (share of wage workers who are women).

    Definition: labour force survey; the national report for 2024 uses employed women. By hand: employed women
    with weights 2 (wage worker) and 2 (own account) and a man in wage work with weight 1 give 2 / 4 = 50 % of
    employed women, and 2 / 3 = 66,7 % of wage workers.

    >>> persons = pd.DataFrame({"sex": ["female", "female", "male"], "employed": [True, True, True],
    ...                         "status": ["wage_worker", "own_account", "wage_worker"], "weight": [2.0, 2.0, 1.0]})
    >>> rows = wage_employment(persons, denominator="employed_women")
    >>> float(rows["numerator"].sum()), float(rows["denominator"].sum())
    (2.0, 4.0)
    >>> float(wage_employment(persons, denominator="wage_workers")["denominator"].sum())
    3.0
    """
    employed = persons["employed"].astype(bool)
    women = persons["sex"].eq("female") & employed
    in_wage_work = persons["status"].eq("wage_worker") & employed
    base = {"employed_women": women, "wage_workers": in_wage_work}[denominator]
    weight = persons["weight"].astype("float64")
    return counted(persons, numerator=weight * (women & in_wage_work), denominator=weight * base)


@measure(persons={"sex": ("female",), "employed": (), "sector": ("agriculture",)})
def agricultural_employment(persons: pd.DataFrame) -> pd.DataFrame:
    """Count, with survey weights, employed women in agriculture, forestry and fishery, and employed women.

    One row per person asked, aged 15 and over.

    Definition: the plan names numerator and denominator; section A of the national classification of
    industries. By hand: employed women with weights 1 (agriculture) and 3 (services) give 1 / 4 = 25 %; a man
    in agriculture and a woman without work change nothing.

    >>> persons = pd.DataFrame({"sex": ["female", "female", "male", "female"],
    ...                         "employed": [True, True, True, False],
    ...                         "sector": ["agriculture", "services", "agriculture", None],
    ...                         "weight": [1.0, 3.0, 5.0, 7.0]})
    >>> rows = agricultural_employment(persons)
    >>> float(rows["numerator"].sum()), float(rows["denominator"].sum())
    (1.0, 4.0)
    """
    women = persons["sex"].eq("female") & persons["employed"].astype(bool)
    weight = persons["weight"].astype("float64")
    in_agriculture = persons["sector"].eq("agriculture")
    return counted(persons, numerator=weight * (women & in_agriculture), denominator=weight * women)


@measure(businesses={"kind": ("cooperative", "enterprise"), "status": ("active",), "director": ("female",)})
def women_directors(businesses: pd.DataFrame) -> pd.DataFrame:
    """Count active enterprises and cooperatives directed or owned by a woman, and all active ones.

    One row per business, placed at its head office; branches, household businesses, suspended and dissolved
    ones are left out. By kind of business.

    Definition: the plan's wording, the business and cooperative registers. By hand: two active enterprises
    (one led by a woman), a dissolved one and a household business led by women give 1 / 2 = 50 %.

    >>> businesses = pd.DataFrame({"kind": ["enterprise", "enterprise", "enterprise", "household"],
    ...                            "status": ["active", "active", "dissolved", "active"],
    ...                            "director": ["female", "male", "female", "female"]})
    >>> rows = women_directors(businesses)
    >>> int(rows["numerator"].sum()), len(rows)
    (1, 2)
    """
    in_scope = businesses["kind"].isin(("enterprise", "cooperative")) & businesses["status"].eq("active")
    active = businesses[in_scope]
    return counted(active, numerator=active["director"].eq("female"), breakdown=active["kind"])
