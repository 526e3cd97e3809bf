"""Matplotlib's SVG made small and fit for a page: text stays text, no style sheet, ids of its own.

The words of a chart take the font of the page, so a chart weighs two to six kilobytes instead of twenty.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
FONT_SIZE = 8.5
INK = "#1b2430"
ET.register_namespace("", _SVG)


@contextmanager
def fixed_settings() -> Iterator[None]:
    """Draw with fixed settings, whatever a user's own are; ``$`` in a name is a dollar, not a formula."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.hashsalt"] = "gender-indicators"
        matplotlib.rcParams["svg.fonttype"] = "none"
        matplotlib.rcParams["text.parse_math"] = False
        matplotlib.rcParams["font.size"] = FONT_SIZE
        yield


def blank(width: float, height: float) -> Figure:
    """Return an empty transparent drawing of ``width`` by ``height`` inches that needs no screen."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasSVG(figure)
    figure.patch.set_visible(False)
    return figure


def svg_of(figure: Figure, name: str, widest: float) -> str:
    """Return ``figure`` as one line of SVG, at most ``widest`` rem wide on screen, its ids starting with ``name``."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return slim(out.getvalue(), name, widest)


def slim(svg: str, name: str, widest: float) -> str:
    """Return matplotlib's SVG without style sheet, metadata, fonts, unused ids and needless digits.

    The remaining ids start with ``name``. Style sheets are refused by the pages, and fonts are the page's.
    """
    root = ET.fromstring(svg)
    used = set(re.findall(r"#([\w.-]+)", svg))
    prefix = re.sub(r"[^A-Za-z0-9-]", "-", name)
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (f"{{{_SVG}}}style", f"{{{_SVG}}}metadata"):
                parent.remove(child)
    for element in root.iter():
        _slim_element(element, used, prefix)
    _unwrap(root)
    box = root.get("viewBox", "")
    root.attrib.clear()
    look = f"max-width:{widest}rem;font-size:{FONT_SIZE}px;fill:{INK};stroke-linejoin:round"
    root.attrib.update({"viewBox": box, "style": look})
    return re.sub(r">\s+<", "><", ET.tostring(root, encoding="unicode"))


def _slim_element(element: ET.Element, used: set[str], prefix: str) -> None:
    identity = element.attrib.pop("id", None)
    if identity in used:
        element.set("id", f"{prefix}-{identity}")
    if reference := element.attrib.pop(_XLINK, None):
        element.set("href", f"#{prefix}-{reference[1:]}")
    if element.get("transform", "").startswith("rotate(-0"):
        del element.attrib["transform"]
    for key, value in element.attrib.items():
        if key in ("d", "x", "y", "transform"):
            element.set(key, _short(value))
        elif key == "style":
            element.set(key, _plain_style(value))


def _plain_style(style: str) -> str:
    rules = [rule.strip() for rule in style.split(";")]
    ours = ("font-family:", f"font-size: {FONT_SIZE}px", "text-anchor: start", f"fill: {INK}")
    return ";".join(re.sub(r":\s+", ":", rule) for rule in rules if not rule.startswith(ours))


def _short(numbers: str) -> str:
    tokens = re.sub(r"-?\d+\.\d+", lambda m: f"{round(float(m[0]), 2):g}", numbers).split()
    return " ".join(tokens).replace("-0 ", "0 ")


def _unwrap(element: ET.Element) -> None:
    """Put the children of groups that say nothing in the place of their group."""
    children = []
    for child in element:
        _unwrap(child)
        grouping = child.tag in (f"{{{_SVG}}}g", f"{{{_SVG}}}defs")
        children += list(child) if grouping and (len(child) == 0 or not child.attrib) and _may_go(child) else [child]
    element[:] = children


def _may_go(group: ET.Element) -> bool:
    return group.tag != f"{{{_SVG}}}defs" or len(group) == 0
