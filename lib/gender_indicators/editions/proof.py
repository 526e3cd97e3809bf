"""The proof over all published editions: what they tell together of hidden counts, before the next one goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gender_indicators.base import Text, UserError
from gender_indicators.disclosure import Leak, Proof, prove
from gender_indicators.editions.published import published_folders, read_editions
from gender_indicators.plan import Areas
from gender_indicators.results import Edition

_SHOWN = 10


def prove_folders(folders: Mapping[str, Path], areas: Areas | None = None) -> Proof:
    """Return what the editions in ``folders`` (by name) tell together of what they hide.

    ``areas`` holds the maps, so that figures on two of them are set against each other. Raises :class:`UserError`
    where nothing is published.
    """
    if not folders:
        raise UserError(Text("chưa có báo cáo nào để kiểm tra.", "there is no report to check."), "outputs")
    return prove(read_editions(folders), areas)


def require_nothing_new_leaks(outputs: Path, edition: Edition, areas: Areas) -> tuple[Leak, ...]:
    """Return what was published below ``outputs`` tells too closely without ``edition``, the next one of its year.

    What older publications give away cannot be taken back by not publishing; their reports must be made anew.

    Raises
    ------
    UserError
        When ``edition`` together with them tells more than they alone: it names each hidden count and its range.
    """
    name = str(edition.year.year)
    folders = {key: folder for key, folder in published_folders(outputs).items() if key != name}
    others = read_editions(folders, edition.plan)
    found = prove({**others, name: edition}, areas).leaks
    before = prove(others, areas).leaks if found and others else ()
    known = {leak.figure for leak in before}
    if fresh := [leak for leak in found if leak.figure not in known]:
        raise UserError(
            Text(
                "từ báo cáo có thể suy ra số phải bảo mật nên không công bố; báo cáo trước được giữ nguyên:"
                f"{_listed(fresh)}",
                "what must stay hidden can be worked out from the reports: nothing is published, the last ones stay.",
            ),
            "outputs",
        )
    return before


def _listed(leaks: Sequence[Leak]) -> str:
    lines = [f"\n  {each.figure}: {each.known}" for each in leaks[:_SHOWN]]
    more = f"\n  … và {len(leaks) - _SHOWN} chỗ khác / and more" if len(leaks) > _SHOWN else ""
    return "".join(lines) + more
