"""What the provenance of a figure may tell: of short lists of people, and of files under names of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from gender_indicators.figures import Figure

# A form about people with fewer rows than this gives no row count away.
SMALL_FORM = 100


def without_rows(figure: Figure, short_lists: Collection[str]) -> Figure:
    """Return ``figure`` whose sources tell neither how long the files ``short_lists`` are nor their hashes.

    Whoever guesses five rows can check the guess by their hash.
    """
    sources = tuple(
        replace(source, sha256="", rows="", count=None) if source.file in short_lists else source
        for source in figure.sources
    )
    return replace(figure, sources=sources)


def with_names(figure: Figure, told: Mapping[str, str]) -> Figure:
    """Return ``figure`` whose sources go by the names ``told`` of the files: a file's own may bear a person's."""
    sources = tuple(replace(source, file=told.get(source.file, source.file)) for source in figure.sources)
    return replace(figure, sources=sources)


def shown_rows(rows: int, sensitive: bool) -> int | None:
    """Return how many rows a delivered form has, or ``None`` where the number itself could tell too much.

    >>> shown_rows(16384, sensitive=True), shown_rows(6, sensitive=True), shown_rows(6, sensitive=False)
    (16384, None, 6)
    """
    return None if sensitive and rows < SMALL_FORM else rows
