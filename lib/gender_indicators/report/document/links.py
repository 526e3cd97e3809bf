"""The addresses by which a figure and what stands behind it find each other, on one page and from page to page."""

from __future__ import annotations

METHODOLOGY = "methodology.html"


def target_anchor(target: str) -> str:
    """Return the id of a target's section in a report.

    >>> target_anchor("4.1")
    'chi-tieu-4.1'
    """
    return f"chi-tieu-{target}"


def measure_anchor(measure: str) -> str:
    """Return the id of a measure's definition, function and files on the methodology page.

    >>> measure_anchor("3.2a")
    'so-do-3.2a'
    """
    return f"so-do-{measure}"


def measure_address(measure: str) -> str:
    """Return the address of the same, from any other page of the year."""
    return f"{METHODOLOGY}#{measure_anchor(measure)}"
