"""Goal 1: women in the leadership of government."""

from __future__ import annotations

import pandas as pd

from gender_indicators.measures.counting import counted, members_of
from gender_indicators.measures.registry import measure

BODY_TYPES = {
    "governments": ("council", "committee"),
    "with_departments": ("council", "committee", "department"),
}


@measure(posts={"body": (), "body_type": BODY_TYPES["with_departments"], "level": (), "holder": ("female",)})
def bodies_with_women_leaders(posts: pd.DataFrame, *, bodies: str) -> pd.DataFrame:
    """Count bodies with at least one woman among their key leaders, and bodies.

    One row per body. ``posts`` has one row per key post with ``body``, ``body_type``, ``level`` and ``holder``
    (male, female or vacant). ``bodies`` is ``governments`` (People's Councils and Committees) or
    ``with_departments``. A body whose posts are all vacant is still a body. By level of government.

    Definition: national statistical indicator "tỷ lệ nữ đảm nhiệm chức vụ lãnh đạo chính quyền". The unit is
    the body, not the leader. By hand: of three bodies, with posts (man, woman), (man) and (woman, woman),
    two have a woman: 2 / 3 = 66,7 %, although 3 of 5 leaders are women.

    >>> posts = pd.DataFrame({"body": ["A", "A", "B", "C", "C"], "body_type": "council", "level": "commune",
    ...                       "holder": ["male", "female", "male", "female", "female"]})
    >>> rows = bodies_with_women_leaders(posts, bodies="governments")
    >>> int(rows["numerator"].sum()), len(rows)
    (2, 3)
    """
    in_scope = posts[posts["body_type"].isin(BODY_TYPES[bodies])]
    led_by_women = in_scope.loc[in_scope["holder"].eq("female"), "body"]
    one_row_a_body = in_scope.drop_duplicates("body")
    return counted(
        one_row_a_body,
        numerator=one_row_a_body["body"].isin(led_by_women),
        breakdown=one_row_a_body["level"],
        members=members_of(one_row_a_body, in_scope, "body"),
    )
