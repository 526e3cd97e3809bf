"""Goal 5: gender in teaching, ethnic minority pupils, vocational students and degree holders."""

from __future__ import annotations

import pandas as pd

from gender_indicators.measures.counting import counted
from gender_indicators.measures.registry import measure


@measure(schools={"type": ("pedagogical",), "has_content": ()})
def schools_with_content(schools: pd.DataFrame) -> pd.DataFrame:
    """Count kindergartens and general schools with gender content in their programme, and all of them.

    One row per school; pedagogical schools are counted by :func:`pedagogical_schools`.

    Definition: the plan's wording. By hand: of three schools two have the content: 66,7 %.

    >>> schools = pd.DataFrame({"type": ["primary", "primary", "kindergarten", "pedagogical"],
    ...                         "has_content": [True, True, False, True]})
    >>> rows = schools_with_content(schools)
    >>> int(rows["numerator"].sum()), len(rows)
    (2, 3)
    """
    general = schools[schools["type"].ne("pedagogical")]
    return counted(general, numerator=general["has_content"].astype(bool))


@measure(schools={"type": ("pedagogical",), "official": ()})
def pedagogical_schools(schools: pd.DataFrame) -> pd.DataFrame:
    """Count pedagogical schools that teach gender equality officially, and all pedagogical schools.

    One row per pedagogical school.

    Definition: the plan's wording; official teaching, not an activity beside it. By hand: of two pedagogical
    schools one teaches it officially: 50 %.

    >>> schools = pd.DataFrame({"type": ["pedagogical", "pedagogical", "primary"], "official": [True, False, None]})
    >>> rows = pedagogical_schools(schools)
    >>> int(rows["numerator"].sum()), len(rows)
    (1, 2)
    """
    pedagogical = schools[schools["type"].eq("pedagogical")]
    return counted(pedagogical, numerator=pedagogical["official"].fillna(False).astype(bool))


@measure(pupils={"stage": (), "sex": (), "cohort": (), "completed": ()})
def ethnic_completion(pupils: pd.DataFrame, *, stage: str, sex: str) -> pd.DataFrame:
    """Sum ethnic minority children who completed a school stage, and the children of that cohort.

    One row per commune. ``stage`` is ``primary`` or ``lower_secondary``, ``sex`` ``male`` or ``female``.

    Definition: administrative practice of the education sector; SDG 4.1.2 is a survey measure and differs.
    By hand: two communes with 45 of 50 and 47 of 50 girls: 92 / 100 = 92 %, the sums divided, not the mean
    of shares.

    >>> pupils = pd.DataFrame({"stage": ["primary", "primary"], "sex": ["female", "female"],
    ...                        "cohort": [50, 50], "completed": [45, 47]})
    >>> rows = ethnic_completion(pupils, stage="primary", sex="female")
    >>> float(rows["numerator"].sum()), float(rows["denominator"].sum())
    (92.0, 100.0)
    """
    children = pupils[pupils["stage"].eq(stage) & pupils["sex"].eq(sex)]
    return counted(children, numerator=children["completed"], denominator=children["cohort"])


@measure(intake={"qualification": (), "enrolled": (), "enrolled_women": ()})
def vocational_intake(intake: pd.DataFrame) -> pd.DataFrame:
    """Sum women newly enrolled in vocational education, and all newly enrolled.

    One row per institution and qualification, placed at the institution. By qualification.

    Definition: the plan's wording; new enrolments, not pupils. By hand: 40 women of 100 and 10 of 100:
    50 / 200 = 25 %.

    >>> intake = pd.DataFrame({"qualification": ["college", "elementary"], "enrolled": [100, 100],
    ...                        "enrolled_women": [40, 10]})
    >>> rows = vocational_intake(intake)
    >>> float(rows["numerator"].sum()), float(rows["denominator"].sum())
    (50.0, 200.0)
    """
    return counted(
        intake,
        numerator=intake["enrolled_women"],
        denominator=intake["enrolled"],
        breakdown=intake["qualification"],
    )


@measure(degrees={"reference_year": (), "degree": (), "sex": ("female",), "holders": ()})
def degree_holders(degrees: pd.DataFrame, *, degree: str) -> pd.DataFrame:
    """Sum women holding a degree, and all its holders, in the latest census or mid-term survey.

    One row per sex, with ``reference_year``, the year of that survey. ``degree`` is ``master`` or
    ``doctorate``.

    Definition: the plan's wording. By hand: 51 women and 49 men with a master's degree: 51 %.

    >>> degrees = pd.DataFrame({"degree": "master", "sex": ["female", "male"], "holders": [51, 49],
    ...                         "reference_year": 2024})
    >>> rows = degree_holders(degrees, degree="master")
    >>> float(rows["numerator"].sum()), float(rows["denominator"].sum()), rows["reference_year"].tolist()
    (51.0, 100.0, [2024, 2024])
    """
    holders = degrees[degrees["degree"].eq(degree)]
    women = holders["holders"].where(holders["sex"].eq("female"), 0)
    rows = counted(holders, numerator=women, denominator=holders["holders"])
    return rows.assign(reference_year=holders["reference_year"])
