"""Parquet as an input format: a package of its own, which the library knows by its entry point alone."""

from gender_parquet.reading import FORMAT

__all__ = ["FORMAT"]
