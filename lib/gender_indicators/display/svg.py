"""Matplotlib's SVG made small and fit for a page: text stays text, no style sheet, ids of its own.

The words of a chart take the font of the page, so a chart weighs two to six kilobytes instead of twenty.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as ET

Place = tuple[float, float]
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
FONT_SIZE = 8.5
INK = "#1b2430"
ET.register_namespace("", _SVG)


@contextmanager
def fixed_settings() -> Iterator[None]:
    """Draw with fixed settings, whatever a user's own are; ``$`` in a name is a dollar, not a formula."""
    import matplotlib

    ours = {
        **matplotlib.rcParamsDefault,
        "svg.hashsalt": "gender-indicators",
        "svg.fonttype": "none",
        "text.parse_math": False,
        "font.size": FONT_SIZE,
    }
    now = matplotlib.rcParams
    with matplotlib.rc_context({k: v for k, v in ours.items() if k != "backend" and now[k] != v}):
        yield


class Plot:
    """A drawing with a field in it that has scales; what is drawn later lies on top.

    ``size`` and ``field`` (left, bottom, width, height) are points, 1/72 inch, from the lower left corner, as are all
    places; :meth:`x` and :meth:`y` turn values into places. There are no axes: they would cost most of the time.
    """

    def __init__(self, size: Place, field: tuple[float, float, float, float], xs: Place, ys: Place) -> None:
        from matplotlib.figure import Figure

        self.left, self.bottom, width, height = field
        self.right, self.top = self.left + width, self.bottom + height
        self._xs, self._ys = xs, ys
        self._figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
        self._figure.patch.set_visible(False)

    def x(self, value: float) -> float:
        """Return the place of ``value`` from the left edge of the drawing."""
        start, end = self._xs
        return self.left + (value - start) / (end - start) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return the place of ``value`` from the lower edge of the drawing."""
        start, end = self._ys
        return self.bottom + (value - start) / (end - start) * (self.top - self.bottom)

    def line(self, places: Iterable[Place], **look: Any) -> None:
        """Draw a line through ``places``, or with ``marker`` and ``linestyle="none"`` a mark at each."""
        from matplotlib.lines import Line2D
        from matplotlib.transforms import IdentityTransform

        xs, ys = zip(*places, strict=True)
        self._figure.add_artist(Line2D(xs, ys, transform=IdentityTransform(), **look))

    def words(self, place: Place, words: str, ha: str, va: str, **look: Any) -> None:
        """Write ``words`` at ``place``, which is their left, right or center, their top, bottom or center."""
        from matplotlib.text import Text
        from matplotlib.transforms import IdentityTransform

        look = {"color": INK, **look}
        self._figure.add_artist(Text(*place, words, ha=ha, va=va, transform=IdentityTransform(), **look))

    def svg(self, name: str, widest: float) -> str:
        """Return the drawing as one line of SVG, at most ``widest`` rem wide, its ids starting with ``name``."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        for order, artist in enumerate(self._figure.artists):
            artist.set_zorder(order)
        out = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        FigureCanvasSVG(self._figure).print_svg(out, metadata=nothing)
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
