"""The proof over all published editions: what they tell together of hidden counts, before the next one goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from gender_indicators.base import Text, UserError
from gender_indicators.disclosure import Leak, Proof, RegisterEntry, figures_to_hide, fresh_leaks, prove, slot_of
from gender_indicators.editions.reading import OlderEdition
from gender_indicators.figures import ProtectedFigure
from gender_indicators.plan import Areas
from gender_indicators.results import Edition

_SHOWN = 10
Others = Mapping[str, Edition | OlderEdition]


def prove_editions(editions: Others, areas: Areas | None = None) -> Proof:
    """Return what ``editions`` (by name) tell together of what they hide.

    ``areas`` holds the maps, so that figures on two of them are set against each other. Raises :class:`UserError`
    where there is none.
    """
    if not editions:
        raise UserError(
            Text(
                'chưa có ấn phẩm nào để kiểm chứng; các bản dự thảo được kiểm chứng bằng "gender-indicators prove '
                'outputs".',
                'there is no published edition to prove; "gender-indicators prove outputs" proves the drafts.',
            ),
            "outputs/published",
        )
    return prove(editions, areas)


def require_nothing_new_leaks(others: Others, edition: Edition, areas: Areas) -> tuple[Leak, ...]:
    """Return what the ``others``, published before, tell too closely without ``edition``, the next one.

    What they give away cannot be taken back by not publishing. All are among them: readers keep them.

    Raises
    ------
    UserError
        When ``edition`` together with them tells more than they alone: it names each hidden count and its range, and
        the figures that :func:`further_to_hide` would hide.
    """
    fresh, before = fresh_leaks(others, _name(edition), edition, areas)
    if fresh:
        further = figures_to_hide(others, _name(edition), edition, areas)
        raise UserError(
            Text(
                "từ báo cáo có thể suy ra số phải bảo mật nên không lập; báo cáo trước được giữ nguyên:"
                f"{_leaks(fresh)}\n  Che thêm những số sau thì công bố được; chạy lại với --hide (HIDE=1) để "
                f"chương trình tự che:{_figures(further)}",
                "what must stay hidden can be worked out from the reports: nothing is made, the last ones stay:"
                f"{_leaks(fresh)}\n  With these figures hidden as well it can be published; --hide (HIDE=1) does it:"
                f"{_figures(further)}",
            ),
            "outputs",
        )
    return before


def further_to_hide(others: Others, edition: Edition, areas: Areas) -> dict[int, frozenset[RegisterEntry]]:
    """Return the figures of ``edition`` to hide as well, by the year they describe, so that it may be published."""
    found: dict[int, set[RegisterEntry]] = defaultdict(set)
    for figure in figures_to_hide(others, _name(edition), edition, areas):
        found[figure.year].add(RegisterEntry(*slot_of(figure), "", ""))
    return {year: frozenset(entries) for year, entries in found.items()}


def _name(edition: Edition) -> str:
    """The name of the next edition beside the last one of its year."""
    return f"{edition.year.year}, lần này / this time"


def _leaks(leaks: Sequence[Leak]) -> str:
    return _listed(f"{each.figure}: {each.known} ({each.publication})" for each in leaks)


def _figures(figures: Sequence[ProtectedFigure]) -> str:
    return _listed(
        ", ".join(filter(None, (f.measure, f.area.name, str(f.year), "" if f.breakdown == "total" else f.breakdown)))
        for f in figures
    )


def _listed(lines: Iterable[str]) -> str:
    lines = list(lines)
    more = f"\n  … +{len(lines) - _SHOWN}" if len(lines) > _SHOWN else ""
    return "".join(f"\n  - {line}" for line in lines[:_SHOWN]) + more
