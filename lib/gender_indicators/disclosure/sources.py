"""What the provenance of a figure may tell: of short lists of people, and of files under names of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gender_indicators.figures import ProtectedFigure

# The hash of a form about people with fewer rows than this is not published.
SMALL_FORM = 100


def without_rows(figure: ProtectedFigure, lengths: Mapping[str, int]) -> ProtectedFigure:
    """Return ``figure`` whose sources do not tell the rows of the files of ``lengths``: those of forms about people.

    ``lengths`` is the number of rows by file. Of a short one the hash goes, too: whoever guesses five rows can check
    the guess by it.
    """
    sources = tuple(
        replace(source, sha256="" if is_short(lengths[source.file]) else source.sha256, rows="", count=None)
        if source.file in lengths
        else source
        for source in figure.sources
    )
    return replace(figure, sources=sources)


def with_names(figure: ProtectedFigure, names: Mapping[str, str]) -> ProtectedFigure:
    """Return ``figure`` whose sources go by the names ``told`` of the files: a file's own may bear a person's."""
    sources = tuple(replace(source, file=names.get(source.file, source.file)) for source in figure.sources)
    return replace(figure, sources=sources)


def is_short(rows: int) -> bool:
    """Whether a form about people has so few rows that its hash would let a guess be checked.

    >>> is_short(16384), is_short(6)
    (False, True)
    """
    return rows < SMALL_FORM
