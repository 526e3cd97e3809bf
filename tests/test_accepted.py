"""No figure of the sample changes unnoticed."""

from __future__ import annotations

import pytest

from accepted import YEARS, changed_rows, edition_of, path_of, table


@pytest.mark.slow
@pytest.mark.parametrize("year", YEARS)
def test_the_figures_are_those_that_were_accepted(year: int) -> None:
    changed = changed_rows(path_of(year).read_text("utf-8"), table(edition_of(year)))
    assert not changed, '"make accept" renews the table, to be committed with the change:\n' + "\n".join(changed[:60])


def test_a_changed_figure_is_found() -> None:
    before = path_of(2024).read_text("utf-8")
    row = before.splitlines()[1]
    assert changed_rows(before, before) == []
    assert changed_rows(before, before.replace(row, f"{row}x", 1)) == [f"- {row}", f"+ {row}x"]
