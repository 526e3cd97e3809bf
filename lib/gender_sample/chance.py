"""Reproducible chance: generators by form and year, fixed draws by name, and whole numbers that add up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def generator(seed: str, form: str, year: int) -> np.random.Generator:
    """Return the generator of one form and year; no other form or year has the same stream.

    >>> bool(generator("s", "births", 2021).random() == generator("s", "births", 2021).random())
    True
    """
    digest = hashlib.sha256(f"{seed}/{form}/{year}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def latent(*name: object) -> float:
    """Return a number in [0, 1) that belongs to ``name`` for good: what makes a unit the same every year.

    >>> latent("schools", "19777") == latent("schools", "19777")
    True
    """
    digest = hashlib.sha256("/".join(str(part) for part in name).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def latents(keys: Iterable[object], *name: object) -> Floats:
    """Return :func:`latent` of each key under a common name."""
    return np.array([latent(*name, key) for key in keys], dtype=np.float64)


def lowest(values: ArrayLike, count: int) -> Flags:
    """Return which of ``values`` are the ``count`` lowest.

    >>> lowest([0.3, 0.1, 0.2], 2).tolist()
    [False, True, True]
    """
    flags = np.zeros(np.size(values), dtype=np.bool_)
    flags[np.argsort(values, kind="stable")[:count]] = True
    return flags


def share_of(count: int, percent: float) -> int:
    """Return the whole number nearest to ``percent`` of ``count``.

    >>> share_of(302, 46.0)
    139
    """
    return round(count * percent / 100)


def apportion(total: int, weights: ArrayLike) -> Integers:
    """Return whole numbers in proportion to ``weights`` that add up to ``total`` (largest remainders).

    >>> apportion(10, [1, 1, 1]).tolist()
    [4, 3, 3]
    """
    size = np.asarray(weights, dtype=np.float64)
    exact = size / size.sum() * total
    whole: Integers = np.floor(exact).astype(np.int64)
    whole[lowest(whole - exact, total - int(whole.sum()))] += 1
    return whole


def highest_weight(score: Floats, weight: Floats, percent: float) -> Flags:
    """Return the units of highest ``score`` that together hold ``percent`` of the weight, as nearly as can be.

    >>> highest_weight(np.array([0.1, 0.9, 0.5]), np.array([1.0, 2.0, 1.0]), 50).tolist()
    [False, True, False]
    """
    order = np.argsort(-score, kind="stable")
    held = np.concatenate([[0.0], np.cumsum(weight[order])])
    count = int(np.argmin(np.abs(held - weight.sum() * percent / 100)))
    flags = np.zeros(score.size, dtype=np.bool_)
    flags[order[:count]] = True
    return flags


def pick(chance: np.random.Generator, values: Sequence[Any], count: int, weights: ArrayLike) -> list[Any]:
    """Return ``count`` of ``values``, drawn with replacement in proportion to ``weights``."""
    size = np.asarray(weights, dtype=np.float64)
    return [values[i] for i in chance.choice(len(values), size=count, p=size / size.sum())]
